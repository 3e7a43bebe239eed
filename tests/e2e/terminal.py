"""A terminal for programs that draw: keys go in, the screen can be read."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
from time import monotonic
from typing import TYPE_CHECKING, Self

import pyte

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

ESCAPE, ENTER = "\x1b", "\r"
ROWS, COLUMNS = 40, 140
PATIENCE = 60
"""Seconds after which a screen is not expected any more; a machine may be busy."""


class Terminal:
    """A program in a terminal of its own, which ends with it."""

    def __init__(
        self, command: Sequence[str | Path], environment: Mapping[str, str], folder: Path
    ) -> None:
        self._screen = _Screen(self)
        self._stream = pyte.ByteStream(self._screen)
        self._process, self._file = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execvpe(command[0], [*map(str, command)], {**environment, "TERM": "xterm-256color"})  # noqa: S606 - a shell would be one more program in between
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._file)
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)

    @property
    def text(self) -> str:
        """What stands on the screen."""
        return "\n".join(line.rstrip() for line in self._screen.display)

    def type(self, keys: str) -> None:
        """Press keys, control characters included."""
        os.write(self._file, keys.encode())

    def until(self, seen: str | Callable[[str], bool]) -> str:
        """Wait until the screen shows a text, or looks as a function wants; return the screen."""
        looks_right = seen if callable(seen) else (lambda screen: seen in screen)
        end = monotonic() + PATIENCE
        while not looks_right(self.text):
            ready, _, _ = select.select([self._file], [], [], max(0, end - monotonic()))
            assert ready, f"waited in vain for {seen!r}:\n{self.text}"
            try:
                self._stream.feed(os.read(self._file, 65536))
            except OSError:  # so does Linux say that the program has ended
                raise AssertionError(f"ended before {seen!r}:\n{self.text}") from None
        return self.text


class _Screen(pyte.Screen):
    """A screen that answers a program which asks the terminal what it is."""

    def __init__(self, terminal: Terminal) -> None:
        super().__init__(COLUMNS, ROWS)
        self._terminal = terminal

    def write_process_input(self, data: str) -> None:
        self._terminal.type(data)

    def select_graphic_rendition(self, *attributes: int, private: bool = False) -> None:
        """Take no question of Vim about its keyboard for a colour, as pyte does."""
        if not private:
            super().select_graphic_rendition(*attributes)
