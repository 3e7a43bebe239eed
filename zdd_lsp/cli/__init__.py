"""The command line: arguments and exit statuses in, text and JSON out.

It must start at once, so nothing here may import the protocol, and a command's module is loaded
when the command is used.
"""

from zdd_lsp.cli.entry import main

__all__ = ["main"]
