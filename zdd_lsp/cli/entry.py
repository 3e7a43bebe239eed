"""From arguments to an exit status, whatever happens on the way."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from zdd_lsp.cli.arguments import parser
from zdd_lsp.cli.console import Console, complain
from zdd_lsp.cli.status import Status, UsageError


def main(argv: list[str]) -> int:
    """Run a command.

    Args:
        argv: The arguments without the program's name.

    Returns:
        The exit status. Whatever is wrong with the arguments or the files is said on standard
        error; nothing is raised.
    """
    try:
        status = _run(argv)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered must not be written when Python ends, which would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Status.BROKEN_PIPE
    except KeyboardInterrupt:
        return Status.INTERRUPTED
    except (UsageError, OSError) as error:
        complain(str(error))
        return Status.USAGE
    return status


def _run(argv: list[str]) -> int:
    try:
        arguments = parser().parse_args(argv)
    except SystemExit as exit_:
        # argparse ends the program itself after --help, --version and wrong arguments.
        return exit_.code if isinstance(exit_.code, int) else Status.USAGE
    console = Console(arguments.color)
    try:
        status = import_module(f"zdd_lsp.cli.{arguments.module}").run(arguments, console)
    except (UsageError, OSError):
        raise
    except Exception:  # noqa: BLE001 - Python's own status for it, 1, would speak of findings
        console.fault(f"{arguments.module} ended early")
    return Status.INTERNAL if console.has_failed else int(status)
