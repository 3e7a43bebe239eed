"""What the rules share that read the commands of hooks and cron jobs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability
from zdd_lsp.project.calls import COMPOSER, ECE_TOOLS, MAGENTO, PROGRAMS, call, invoked
from zdd_lsp.project.services import is_readable
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.text.similar import close

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.app import Hook
    from zdd_lsp.project.calls import Call
    from zdd_lsp.project.shell import Command, Script
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry

HOOKS: Final = ("build", "deploy", "post_deploy")
"""The hooks in the order of a deployment."""

_COMPOSER: Final = frozenset(
    {
        *("install", "i", "update", "u", "upgrade", "require", "remove", "dump-autoload", "config"),
        *("dumpautoload", "self-update", "selfupdate", "show", "audit", "validate", "diagnose"),
        *("clear-cache", "clearcache", "cc", "check-platform-reqs", "about", "licenses"),
    }
)
"""Composer's commands that run nothing of the project but its event scripts."""


class Text(NamedTuple):
    """A text that a shell runs.

    Attributes:
        label: What it is, for messages: ``The build hook``.
        script: Its commands.
        entry: The hook, or the command of the cron job.
        source: The file.
        hook: The hook; None for a cron job.
    """

    label: str
    script: Script
    entry: Entry
    source: SourceFile
    hook: Hook | None = None

    @property
    def safe(self) -> Applicability:
        """Who may apply a fix that is safe, unless an alias may repeat the text elsewhere."""
        return Applicability.UNSAFE if self.source.tree.anchors else Applicability.SAFE

    @property
    def scalar(self) -> Scalar | None:
        """The text in the tree; None where it stands behind an alias or is none."""
        return self.entry.value if isinstance(self.entry.value, Scalar) else None


def texts(project: Project) -> Iterator[Text]:
    """Yield the hooks that the platform runs, then the commands of cron jobs."""
    yield from hooks(project)
    source = project.app.source
    if source is None:
        return
    for name, job in project.app.jobs.items():
        if job.command is not None:
            yield Text(f"The cron job {name}", job.script, job.command, source)


def hooks(project: Project) -> Iterator[Text]:
    """Yield the hooks that the platform runs."""
    for name in HOOKS:
        found = hook(project, name)
        if found is not None:
            yield found


def hook(project: Project, name: str) -> Text | None:
    """Return a hook that has a text."""
    found, source = project.app.hooks.get(name), project.app.source
    if found is None or source is None:
        return None
    return Text(f"The {name} hook", found.script, found.entry, source, found)


def knows_hooks(project: Project) -> bool:
    """Tell whether the file tells all hooks, so that what they lack is missing."""
    app = project.app
    source, entry = app.source, app.hooks_entry
    if source is None or entry is None or not is_readable(source):
        return False
    strangers = [name for name in app.hooks if name not in _HOOKS]
    if any(close(name, strangers) for name in _HOOKS if name not in app.hooks):
        return False
    return source.is_known(entry.value) and all(
        source.is_known(each.entry.value) for each in app.hooks.values()
    )


_HOOKS: Final = ("build", "deploy", "post_deploy")


# What hooks run


def runs(project: Project, name: str) -> dict[str, Call]:
    """Return the scenarios of ece-tools that a hook runs, each with its last call."""
    found = project.app.hooks.get(name)
    return {path: each for each in (found.calls if found else ()) for path in each.runs}


def runs_anywhere(project: Project, path: str) -> bool:
    """Tell whether any hook runs a scenario of ece-tools."""
    return any(path in runs(project, name) for name in HOOKS)


def may_run_more(script: Script) -> bool:
    """Tell whether a script may run ece-tools or Composer where we do not see it."""
    return script.is_open or any(map(is_opaque, script.commands))


def is_opaque(command: Command) -> bool:
    """Tell whether a command may run anything: a script of the project, a task runner, a variable.

    So does a tool with a command that we do not know; another rule speaks of that.
    """
    if not command.words:
        return False
    found = call(command)
    if found is None:
        words = invoked(command)
        if not words or not words[0].is_known:
            return True
        return words[0].text.rpartition("/")[2] not in commands().plain
    if found.tool in (MAGENTO, PROGRAMS):
        return found.is_open
    if found.tool == COMPOSER:
        return found.name is not None and found.name.text not in _COMPOSER
    own = commands().scenarios
    is_extended = any(word.text.removeprefix("./") not in own for word in found.scenarios)
    return found.is_open or is_extended or (found.name is not None and found.known is None)


def is_harmless(command: Command) -> bool:
    """Tell whether nobody cares if a command fails."""
    words = invoked(command)
    return not words or words[0].text.rpartition("/")[2] in commands().harmless


def is_guarded(command: Command) -> bool:
    """Tell whether a script has an answer for the case that a command fails: ``… || true``."""
    return command.end.text == "||" or bool({"if", "while", "function"} & set(command.blocks))


def is_cut_address(text: Text, command: Command) -> bool:
    """Tell whether a command ends at an ``&`` in the middle of an address."""
    if command.end.text != "&" or not command.words:
        return False
    word, operator, source = command.words[-1], command.end.span, text.source.text
    following = source[operator.end : operator.end + 1]
    is_in_word = word.span.end == operator.start and following not in ("", " ", "\t", "\r", "\n")
    return is_in_word and "://" in word.text


def is_script(command: Command) -> bool:
    """Tell whether a command runs a program of the project, whatever that does."""
    words = invoked(command)
    if not words or call(command) is not None:
        return False
    program = words[0].text
    if program.rpartition("/")[2] in _SHELLS:
        return len(words) > 1 and words[1].is_known and not words[1].text.startswith("-")
    if program in (".", "source"):
        return False
    return "/" in program and not program.startswith(_SYSTEM)


_SHELLS: Final = frozenset({"sh", "bash", "dash", "zsh", "ksh"})
_SYSTEM: Final = ("/bin/", "/usr/", "~/.", "$")
"""Where programs of the machine stand."""


def is_shell(command: Command) -> bool:
    """Tell whether a command is a shell itself."""
    words = invoked(command)
    return bool(words) and words[0].text.rpartition("/")[2] in _SHELLS


def short(command: Command) -> str:
    """Return a command in short, for messages. Arguments may be secrets, and stay out."""
    found = call(command)
    if found is not None:
        return found.subject
    first, *rest = invoked(command) or (*command.words, *command.assignments)
    if not command.words:
        return "the assignment"
    if is_script(command) and is_shell(command):
        first = rest.pop(0)
    name = first.text.rpartition("/")[2] if first.is_known else first.text
    return f"{name} {rest[0].text}" if rest and _NAME.fullmatch(rest[0].text) else name


_NAME: Final = re.compile(r"build|ci|exec|install|run|test|[\w.-]+\.(?:sh|php|js)")


def runs_composer_install(script: Script) -> Call | None:
    """Return the call that installs the packages of the project."""
    for command in script.commands:
        found = call(command)
        if (
            found is not None
            and found.tool == COMPOSER
            and found.name is not None
            and found.name.text in _INSTALLING
        ):
            return found
    return None


_INSTALLING: Final = frozenset({"install", "i", "update", "u", "upgrade"})


def uses_ece_tools(project: Project) -> bool:
    """Tell whether a hook runs ece-tools or what came before it."""
    return any(
        each.tool in (ECE_TOOLS, PROGRAMS)
        for name in HOOKS
        if (found := project.app.hooks.get(name)) is not None
        for each in found.calls
    )
