"""The front door: without arguments the language server, with arguments the command line."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the program and return its exit status."""
    arguments = sys.argv[1:]
    # Each door is imported only if it is used: the server's costs more than a whole check.
    if all(map(_is_transport, arguments)):
        from zdd_lsp.lsp.start import serve  # noqa: PLC0415 - see above

        return serve()
    from zdd_lsp.cli import main as run  # noqa: PLC0415 - see above

    return run(arguments)


def _is_transport(argument: str) -> bool:
    """Tell whether an argument is one of those that some editors add unasked."""
    return argument == "--stdio" or argument.startswith("--clientProcessId=")


if __name__ == "__main__":
    sys.exit(main())
