"""Reading files: nothing hangs, nothing raises, every refusal says why."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path

import pytest

from zdd_lsp.project import disk
from zdd_lsp.project.disk import MIB, Failure, FileText, Unreadable, read

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, sockets and links")


def refusal(path: Path, limit: int = disk.YAML_LIMIT) -> Unreadable:
    result = read(path, limit)
    assert isinstance(result, Unreadable)
    return result


@pytest.mark.parametrize(
    "text",
    ["", "a: 1\n", "a: 1\r\nb: 2\rc: 3\n", "\ufeffstage:\n", "a\0b", "ü \u2028 😀 \x85"],
)
def test_text_is_kept_as_it_is(tmp_path: Path, text: str) -> None:
    path = tmp_path / "file.yaml"
    path.write_bytes(text.encode())
    assert read(path) == FileText(text)


def test_missing(tmp_path: Path) -> None:
    assert refusal(tmp_path / "absent").kind is Failure.MISSING
    (tmp_path / "file").write_text("")
    assert refusal(tmp_path / "file" / "below").kind is Failure.MISSING


def test_directory(tmp_path: Path) -> None:
    assert refusal(tmp_path) == Unreadable("it is a directory", Failure.DIRECTORY)


@posix
def test_pipe_nobody_writes_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    result = refusal(path)
    assert result.kind is Failure.NOT_REGULAR
    assert "named pipe" in result.reason


@posix
def test_pipe_that_takes_the_place_of_a_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ordinary = tmp_path / "ordinary"
    ordinary.write_text("a: 1\n")
    status = ordinary.stat()
    path = tmp_path / "pipe"
    os.mkfifo(path)
    monkeypatch.setattr(Path, "stat", lambda _: status)
    assert refusal(path).kind is Failure.NOT_REGULAR


@posix
def test_device() -> None:
    result = refusal(Path("/dev/zero"))
    assert result.kind is Failure.NOT_REGULAR
    assert "device" in result.reason


@posix
def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The name of a socket must be short, the folder's is not.
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("socket")
        result = refusal(tmp_path / "socket")
    assert result.kind is Failure.NOT_REGULAR
    assert "socket" in result.reason


@posix
def test_loop_of_links(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "b")
    (tmp_path / "b").symlink_to(tmp_path / "a")
    assert refusal(tmp_path / "a").kind is Failure.LOOP


@posix
def test_links(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "file").write_text("a: 1\n")
    (tmp_path / "link").symlink_to(outside / "file")
    (tmp_path / "folder").symlink_to(outside)
    (tmp_path / "broken").symlink_to(tmp_path / "absent")
    assert read(tmp_path / "link") == FileText("a: 1\n")
    assert refusal(tmp_path / "folder").kind is Failure.DIRECTORY
    assert refusal(tmp_path / "broken").kind is Failure.MISSING


@pytest.mark.parametrize("number", [errno.EACCES, errno.EPERM])
def test_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    # The tests may run as root, for whom no mode closes a file.
    def refuse(*_: object) -> int:
        raise OSError(number, os.strerror(number))

    path = tmp_path / "file"
    path.write_text("a: 1\n")
    monkeypatch.setattr(os, "open", refuse)
    assert refusal(path).kind is Failure.PERMISSION


def test_any_other_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise OSError(errno.EIO, "the disk is on fire")

    path = tmp_path / "file"
    path.write_text("a: 1\n")
    monkeypatch.setattr(os, "read", fail)
    expected = Unreadable("reading it failed: the disk is on fire", Failure.OTHER)
    assert refusal(path) == expected


@pytest.mark.parametrize("name", ["a\0b", "x" * 5000])
def test_impossible_name(tmp_path: Path, name: str) -> None:
    assert refusal(tmp_path / name).kind is Failure.OTHER


def test_size(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"x" * 10)
    assert read(path, 10) == FileText("x" * 10)
    assert refusal(path, 9) == Unreadable("it is larger than 9 bytes", Failure.TOO_LARGE)


def test_size_of_a_sparse_gigabyte(tmp_path: Path) -> None:
    path = tmp_path / "file"
    with path.open("wb") as stream:
        stream.truncate(1024 * MIB)
    assert refusal(path).reason == "it is larger than 4 MiB"


@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_file_that_hides_its_size() -> None:
    path = Path("/proc/self/status")
    assert path.stat().st_size == 0
    assert isinstance(read(path), FileText)
    assert refusal(path, 100).kind is Failure.TOO_LARGE


@pytest.mark.parametrize(
    ("data", "offset", "line"),
    [
        (b"\xff", 0, 1),
        (b"a: 1\nb: \xe9\n", 8, 2),
        (b"a\r\nb\rc\n\xc3", 7, 4),
        (b"a\x0b\xe2\x80\xa8\xed\xa0\x80", 5, 1),
    ],
)
def test_not_utf8(tmp_path: Path, data: bytes, offset: int, line: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    result = refusal(path)
    assert (result.kind, result.offset, result.line) == (Failure.NOT_UTF8, offset, line)
    assert f"byte 0x{data[offset]:02X} at offset {offset}, line {line}" in result.reason


def test_utf16_is_named(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes("stage:\n".encode("utf-16"))
    assert "UTF-16" in refusal(path).reason
