"""What the commands of a script run: ece-tools, `bin/magento`, Composer or something else.

A command is known by its words, not by what its line contains: ``echo ece-tools build`` builds
nothing. What starts another program, such as ``time`` or ``php -d …``, is looked through.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.commands import commands

if TYPE_CHECKING:
    from zdd_lsp.catalogue.commands import ToolCommand
    from zdd_lsp.project.shell import Command, Script, Word

ECE_TOOLS: Final = "ece-tools"
MAGENTO: Final = "magento"
COMPOSER: Final = "composer"
PROGRAMS: Final = "programs"

_WRAPPERS: Final = {
    **dict.fromkeys(("exec", "command", "builtin", "time", "nohup", "ionice", "chronic"), 0),
    **dict.fromkeys(("env", "nice", "sudo"), 0),
    "timeout": 1,
}
"""Programs that run another one, and how many arguments of theirs stand before it."""
_WITH_VALUE: Final = {
    "php": frozenset({"-d", "-c", "-z"}),
    "nice": frozenset({"-n"}),
    "timeout": frozenset({"-s", "-k"}),
    "sudo": frozenset({"-u", "-g"}),
    "env": frozenset({"-u", "-C"}),
    "ionice": frozenset({"-c", "-n"}),
    COMPOSER: frozenset({"-d", "--working-dir"}),
}
"""Options that take the next word for their value."""
_PHP: Final = re.compile(r"php(?:\d(?:\.\d)?)?")
_ASSIGNMENT: Final = re.compile(r"[A-Za-z_]\w*=", re.ASCII)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of a tool.

    Attributes:
        command: The command of the script.
        tool: ``ece-tools``, ``magento``, ``composer`` or ``programs``.
        program: The word that names the tool.
        name: The word that names the tool's command; None where there is none.
        arguments: The words behind it.
        known: What is known about the command.
    """

    command: Command
    tool: str
    program: Word
    name: Word | None
    arguments: tuple[Word, ...]
    known: ToolCommand | None

    @property
    def scenarios(self) -> tuple[Word, ...]:
        """The scenario files that ``ece-tools run`` gets."""
        if self.tool != ECE_TOOLS or self.known is None or self.known.name != "run":
            return ()
        return tuple(each for each in self.arguments if not each.text.startswith("-"))

    @property
    def runs(self) -> tuple[str, ...]:
        """The paths of ece-tools' own scenarios that the call runs."""
        own = commands().scenarios
        named = (word.text.removeprefix("./") for word in self.scenarios)
        return (*(self.known.runs if self.known else ()), *(path for path in named if path in own))

    @property
    def subject(self) -> str:
        """The call in short, for messages: ``ece-tools deploy``."""
        words = (self.program, self.name, *self.scenarios[:1])
        return " ".join(each.text.rpartition("bin/")[2] for each in words if each is not None)

    @property
    def is_elsewhere(self) -> bool:
        """Tell whether Composer works in another folder than that of the project."""
        words = self.command.words
        options = words[words.index(self.program) + 1 :]
        return self.tool == COMPOSER and any(
            word.text.startswith(("-d", "--working-dir")) for word in options
        )

    @property
    def is_open(self) -> bool:
        """Tell whether the call may run more than what is known about it."""
        if self.name is not None and not self.name.is_known:
            return True
        return self.tool == ECE_TOOLS and any(not each.is_known for each in self.scenarios)


def calls(script: Script) -> tuple[Call, ...]:
    """Return the calls of known tools in a script, in its order."""
    return tuple(filter(None, map(call, script.commands)))


def call(command: Command) -> Call | None:
    """Return what a command calls; None if it is none of the tools."""
    words = invoked(command)
    if not words:
        return None
    program = words[0]
    tool = _tool(program.text)
    if tool is None:
        return None
    if tool == PROGRAMS:
        known = commands().find(PROGRAMS, _program(program.text) or "")
        return Call(command, tool, program, None, words[1:], known)
    rest = _behind_options(words[1:], _WITH_VALUE.get(tool, frozenset()))
    name = rest[0] if rest else None
    known = commands().find(tool, name.text) if name is not None and name.is_known else None
    return Call(command, tool, program, name, rest[1:], known)


def invoked(command: Command) -> tuple[Word, ...]:
    """Return the words of a command from the program on that does the work.

    ``php`` with a script is the script. None are left where a wrapper runs nothing.
    """
    words = command.words
    while words:
        base = words[0].text.rpartition("/")[2]
        if _PHP.fullmatch(base):
            script = _behind_options(words[1:], _WITH_VALUE["php"])
            options = words[1 : len(words) - len(script)]
            has_file = script and not any(each.text in _PHP_WITHOUT_FILE for each in options)
            return script if has_file else words
        if base not in _WRAPPERS:
            break
        words = _behind_options(words[1:], _WITH_VALUE.get(base, frozenset()))
        if base == "env":
            while words and _ASSIGNMENT.match(words[0].text):
                words = words[1:]
        words = words[_WRAPPERS[base] :]
    return words


_PHP_WITHOUT_FILE: Final = frozenset({"-r", "-v", "-i", "-m", "--version", "--ini"})


def _behind_options(words: tuple[Word, ...], with_value: frozenset[str]) -> tuple[Word, ...]:
    at = 0
    while at < len(words) and words[at].text.startswith("-"):
        at += 2 if words[at].text in with_value else 1
    return words[at:]


def _tool(program: str) -> str | None:
    """Return the tool that a path leads to."""
    folder, _, base = program.rpartition("/")
    if base == "ece-tools" and (not folder or folder.rpartition("/")[2] == "bin"):
        return ECE_TOOLS
    if base == "magento" and folder.rpartition("/")[2] == "bin":
        return MAGENTO
    if base in ("composer", "composer.phar"):
        return COMPOSER
    return PROGRAMS if _program(program) is not None else None


def _program(program: str) -> str | None:
    """Return the name of a former program that a path leads to."""
    for name in commands().tools[PROGRAMS]:
        if program == name or program.endswith(f"/{name}"):
            return name
    return None
