from __future__ import annotations

import asyncio
import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.lsp.stdio import Deframer, Input, Output


def frame(content: bytes) -> bytes:
    return b"Content-Length: %d\r\n\r\n%s" % (len(content), content)


@given(contents=st.lists(st.binary(max_size=40)), size=st.integers(1, 30))
def test_frames_come_out_whole_however_the_bytes_arrive(contents: list[bytes], size: int) -> None:
    stream = b"".join(map(frame, contents))
    deframer = Deframer()

    pieces = (stream[start : start + size] for start in range(0, len(stream), size))

    assert [content for piece in pieces for content in deframer.feed(piece)] == contents


@pytest.mark.parametrize(
    "header",
    [
        b"content-length: 2\r\n\r\n",
        b"Content-Length:2\n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 2\r\nContent-Type: x\r\n\r\n",
        b"\r\n\r\nContent-Length: 2\r\n\r\n",
        b"what is this?\r\n\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: -1\r\n\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: 99999999999999999999\r\n\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_a_header_is_read_as_it_is_meant(header: bytes) -> None:
    assert list(Deframer().feed(header + b"{}" + frame(b"[]"))) == [b"{}", b"[]"]


def test_an_empty_content_is_a_content() -> None:
    assert list(Deframer().feed(frame(b"") + frame(b"x"))) == [b"", b"x"]


def test_all_that_has_arrived_is_handed_out_before_the_loop_is_idle() -> None:
    seen: list[list[bytes] | str] = []
    reading, writing = os.pipe()

    async def read() -> None:
        ended = asyncio.Event()
        source = Input(
            asyncio.get_running_loop(),
            lambda batch: seen.append(list(batch)),
            lambda: seen.append("idle"),
            ended.set,
        )
        os.write(writing, b"".join(frame(b"%d" % number) for number in range(5)))
        source.start(reading)
        # The loop is kept from turning until the thread has read all of it.
        while len(source._messages) < 5:
            pass
        assert source.waits
        assert source.holds(b"4".__eq__)
        assert not source.holds(b"last".__eq__)
        await asyncio.sleep(0.01)
        os.write(writing, frame(b"last"))
        os.close(writing)
        await ended.wait()

    asyncio.run(read())
    os.close(reading)

    assert seen == [[b"0", b"1", b"2", b"3", b"4"], "idle", [b"last"], "idle"]


def test_output_writes_everything_and_survives_a_reader_that_left() -> None:
    reading, writing = os.pipe()
    output = Output(writing)
    output.write(b"hello")
    assert os.read(reading, 10) == b"hello"
    os.close(reading)

    output.write(b"nobody hears this")

    os.close(writing)
