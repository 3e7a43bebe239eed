"""Messages over standard input and output."""

from __future__ import annotations

import os
import re
import sys
import threading
from collections import deque
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import asyncio
    from collections.abc import Callable, Iterator, Sequence

_CHUNK = 1 << 16
_LENGTH = re.compile(rb"\s*content-length\s*:\s*(\d{1,12})\s*", re.IGNORECASE)


class Deframer:
    """Takes the contents out of the frames of a stream of bytes.

    A header that makes no sense is skipped, so that one bad frame costs no more than itself.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._length: int | None = None
        self._in_content = False

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Take the next bytes, and yield the contents that are now complete."""
        self._buffer += chunk
        while True:
            if self._in_content:
                if len(self._buffer) < (self._length or 0):
                    return
                yield self._take(self._length or 0)
                self._length, self._in_content = None, False
                continue
            end = self._buffer.find(b"\n")
            if end < 0:
                return
            line = self._take(end + 1)
            if found := _LENGTH.fullmatch(line):
                self._length = int(found[1])
            elif not line.strip():
                self._in_content = self._length is not None

    def _take(self, count: int) -> bytes:
        taken = bytes(self._buffer[:count])
        del self._buffer[:count]
        return taken


class Input:
    """Reads a client's messages in a thread and hands them to the event loop.

    All messages that have arrived are handed out together before `idle` is called, so that the work
    which several of them ask for is done once.
    """

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        receive: Callable[[Sequence[bytes]], None],
        idle: Callable[[], None],
        ended: Callable[[], None],
    ) -> None:
        """Prepare to read.

        Args:
            loop: Where the functions are called.
            receive: Gets the contents of the messages that have arrived.
            idle: Is called when no message is left for now.
            ended: Is called when nothing can come any more.
        """
        self._loop = loop
        self._receive = receive
        self._idle = idle
        self._ended = ended
        self._messages: deque[bytes] = deque()

    def start(self, descriptor: int) -> None:
        """Begin to read from a file descriptor."""
        # A daemon, because nothing wakes a thread that waits for a client which is gone.
        arguments = (descriptor,)
        threading.Thread(target=self._read, args=arguments, name="input", daemon=True).start()

    @property
    def waits(self) -> bool:
        """Whether a message has arrived that was not handed out yet."""
        return bool(self._messages)

    def holds(self, is_wanted: Callable[[bytes], bool]) -> bool:
        """Tell whether one of the messages that were not handed out yet is of some kind."""
        return any(map(is_wanted, self._messages.copy()))

    def _read(self, descriptor: int) -> None:
        deframer = Deframer()
        # Reading fails when there is nothing more to read, and the loop when it was closed because
        # the server has ended: either way this thread has nothing left to do.
        with suppress(RuntimeError):
            with suppress(OSError):
                while chunk := os.read(descriptor, _CHUNK):
                    for message in deframer.feed(chunk):
                        self._messages.append(message)
                        self._loop.call_soon_threadsafe(self._hand_out)
            self._loop.call_soon_threadsafe(self._ended)

    def _hand_out(self) -> None:
        if not self._messages:
            return
        while self._messages:
            # The thread may append to the queue at any time, but only this takes from it.
            self._receive([self._messages.popleft() for _ in range(len(self._messages))])
        self._idle()


class Output:
    """Writes to a file descriptor; what nobody reads any more is dropped."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, data: bytes) -> None:
        """Write all of the data, waiting for the reader if need be."""
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            # The client closed its end. That of the input follows and ends the server.
            return

    def close(self) -> None:
        """Leave the descriptor as it is: it belongs to the process."""


def take_output() -> Output:
    """Take standard output for messages; whatever else is printed goes to standard error."""
    sys.stdout.flush()
    output = Output(os.dup(sys.stdout.fileno()))
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return output
