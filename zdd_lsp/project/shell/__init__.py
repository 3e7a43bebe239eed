"""Shell scripts: the commands of hooks and cron jobs, each word with its place in the file.

`read_script` reads the script of a YAML node. It is no shell: it finds out which commands a script
has and in which order, and says of a word whether its text is known. What it does not understand
makes a script open, and nobody may judge by what an open script lacks.
"""

from zdd_lsp.project.shell.model import (
    Command,
    Flaw,
    FlawKind,
    Operator,
    Script,
    Word,
    switches_on_errors,
)
from zdd_lsp.project.shell.reader import read_shell
from zdd_lsp.project.shell.script import read_script

__all__ = [
    "Command",
    "Flaw",
    "FlawKind",
    "Operator",
    "Script",
    "Word",
    "read_script",
    "read_shell",
    "switches_on_errors",
]
