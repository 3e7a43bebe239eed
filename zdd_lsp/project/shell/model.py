"""What a script consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zdd_lsp.text.span import Span


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a command.

    Attributes:
        span: Where it stands, quotes included.
        text: What it means, without quotes and backslashes. Expansions stay as they are written.
        source: How it is written, in the text of the script.
        is_known: Whether the text is all: the shell puts nothing in place of a part of it.
    """

    span: Span
    text: str
    source: str
    is_known: bool = True

    @property
    def is_quoted(self) -> bool:
        """Tell whether a part of the word is protected from the shell."""
        return self.source != self.text


@dataclass(frozen=True, slots=True)
class Operator:
    """What ends a command: ``;``, ``&``, ``&&``, ``||``, ``|``, a line break or nothing."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Command:
    """A simple command.

    Attributes:
        words: The program and its arguments; none if there are assignments alone.
        assignments: The words before the program that set variables.
        before: The operator that joins it to the command before it: ``&&``, ``||``, ``|`` or
            nothing.
        end: What ends it.
        blocks: What it stands in, from outside to inside: ``if``, ``then``, ``while``, ``do``,
            ``case``, ``function``, ``{``, ``(`` or ``$(``. ``if`` and ``while`` are conditions.
        is_negated: Whether ``!`` turns its result around.
    """

    words: tuple[Word, ...]
    assignments: tuple[Word, ...]
    before: str
    end: Operator
    blocks: tuple[str, ...]
    is_negated: bool = False

    @property
    def span(self) -> Span:
        """From the first to the last word."""
        first = (*self.assignments, *self.words)[0]
        last = (*self.assignments, *self.words)[-1]
        return first.span._replace(end=last.span.end)


class FlawKind(Enum):
    """What a script has that nobody writes on purpose."""

    CONTINUATION = "continuation"
    """A backslash with blanks behind it at the end of a line, which continues nothing."""
    QUOTE = "quote"
    """A quote that is never closed."""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A flaw and its place."""

    kind: FlawKind
    span: Span


@dataclass(frozen=True, slots=True)
class Script:
    """A script.

    Attributes:
        text: The script as the shell gets it.
        commands: Its commands in the order of the text, those of substitutions included.
        flaws: What is wrong with it.
        is_open: Whether a part of it was not understood, so that it may run anything.
    """

    text: str
    commands: tuple[Command, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    is_open: bool = False


def switches_on_errors(command: Command) -> bool:
    """Tell whether a command is ``set -e`` in one of its forms: the first failure ends the script.

    Args:
        command: A command.
    """
    words = [word.text for word in command.words]
    if words[:1] != ["set"]:
        return False
    letters = "".join(word for word in words[1:] if word[:1] == "-" and word[1:2] != "-")
    return "e" in letters or "errexit" in words
