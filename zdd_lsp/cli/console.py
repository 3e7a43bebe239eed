"""Where a command writes, and whether colours arrive there."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from zdd_lsp.report.printable import printable
from zdd_lsp.report.style import Role, Style

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import TextIO

_WINDOWS_STDOUT = -11
_WINDOWS_ESCAPES = 0x0004


class Console:
    """Standard output and standard error.

    Args:
        color: ``always``, ``never`` or ``auto``: where a person looks, unless ``NO_COLOR`` or
            ``FORCE_COLOR`` say otherwise.

    Attributes:
        style: Paints what goes to standard output.
        has_failed: Whether `fault` was called.
    """

    __slots__ = ("has_failed", "style")

    def __init__(self, color: str = "auto") -> None:
        self.has_failed = False
        self.style = Style(colour=_wants_colour(color, sys.stdout, os.environ))
        for stream in (sys.stdout, sys.stderr):
            # A path or a message that the terminal's encoding lacks must not end the program.
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="backslashreplace")

    @property
    def is_watched(self) -> bool:
        """Whether a person reads standard output, and not a program."""
        return self.style.colour or sys.stdout.isatty()

    def write(self, text: str) -> None:
        """Write to standard output."""
        sys.stdout.write(text)

    def heading(self, text: str) -> None:
        """Write a line that stands out to standard output."""
        self.write(self.style.paint(Role.STRONG, text) + "\n")

    def fault(self, consequence: str) -> None:
        """Report the exception that is being handled as a fault of ours."""
        from traceback import print_exc  # noqa: PLC0415 - not needed on a good day

        print_exc()
        complain(f"{consequence}: this is a fault of zdd-lsp, please report it")
        self.has_failed = True


def complain(message: str) -> None:
    """Write a line about the run itself to standard error."""
    sys.stderr.write(f"zdd-lsp: {printable(message)}\n")


def _wants_colour(choice: str, stream: TextIO, environment: Mapping[str, str]) -> bool:
    if choice != "auto":
        return choice == "always"
    if environment.get("NO_COLOR"):
        return False
    if environment.get("FORCE_COLOR", "0") not in {"", "0"}:
        return True
    if environment.get("TERM") == "dumb" or not stream.isatty():
        return False
    return _understands_escapes()


def _understands_escapes() -> bool:
    """Tell whether the terminal interprets escape sequences; Windows must be asked to."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - costs time, and only Windows needs it

        kernel = ctypes.windll.kernel32
        handle = kernel.GetStdHandle(_WINDOWS_STDOUT)
        mode = ctypes.c_uint32()
        if not kernel.GetConsoleMode(handle, ctypes.byref(mode)):
            return False
        return bool(kernel.SetConsoleMode(handle, mode.value | _WINDOWS_ESCAPES))
    return True
