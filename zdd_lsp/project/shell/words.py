"""The words of a script: quotes, backslashes and expansions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.shell.model import Flaw, FlawKind, Word

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.text.span import Span

# What is neither a quote nor an expansion nor the end of a word.
_PLAIN: Final = re.compile(r"[^ \t\n;&|<>()\\'\"$`]+")
_IN_DOUBLE: Final = re.compile(r"[^\\\"$`]+")
_ESCAPED_IN_DOUBLE: Final = frozenset('\\"$`')
_VARIABLE: Final = re.compile(r"\$(?:[A-Za-z_]\w*|[0-9@*#?$!-])", re.ASCII)
_ODD_BLANKS: Final = re.compile(r"\\[ \t]+(?=\n[ \t]*[^ \t\n])")
_IN_BRACES: Final = re.compile(r"[^\\{}'\"`]+")
_DEEPEST: Final = 30
"""How deep substitutions may stand in each other."""


class WordReader:
    """Reads words. What a substitution holds is read by whoever reads commands.

    Attributes:
        text: The script.
        at: The offset of the next character.
        flaws: What is wrong.
        is_open: Whether something was not understood.
    """

    def __init__(self, text: str, place: Callable[[int, int], Span]) -> None:
        """Begin at the start of a script.

        Args:
            text: The script.
            place: Returns where a stretch of the script stands in the file.
        """
        self.text = text
        self.place = place
        self.at = 0
        self.flaws: list[Flaw] = []
        self.is_open = False
        self.depth = 0

    def give_up(self) -> None:
        """Leave the rest of the script unread."""
        self.is_open = True
        self.at = len(self.text)

    def substitution(self) -> None:
        """Read the commands up to the parenthesis that closes a substitution."""
        raise NotImplementedError

    def word(self, more: frozenset[str] = frozenset()) -> Word:
        """Read the word at the present offset.

        Args:
            more: Characters that end no word here although they usually do.
        """
        text, start = self.text, self.at
        parts: list[str] = []
        is_known = True
        while self.at < len(text):
            character = text[self.at]
            if plain := _PLAIN.match(text, self.at):
                parts.append(plain[0])
                self.at = plain.end()
            elif character == "\\":
                parts.append(self._escaped())
            elif character == "'":
                parts.append(self._single())
            elif character == '"':
                inner, is_inner_known = self._double()
                parts.append(inner)
                is_known = is_known and is_inner_known
            elif character in "$`":
                expansion, is_expanded = self._expansion()
                parts.append(expansion)
                is_known = is_known and not is_expanded
            elif character in more:
                parts.append(character)
                self.at += 1
            else:
                break
        source = text[start : self.at]
        return Word(self.place(start, self.at), "".join(parts), source, is_known)

    def blanks(self) -> None:
        """Skip blanks, and line breaks behind a backslash."""
        text = self.text
        while self.at < len(text):
            if text[self.at] in " \t":
                self.at += 1
            elif text.startswith("\\\n", self.at):
                self.at += 2
            else:
                break

    def _escaped(self) -> str:
        """Read a backslash and what it protects."""
        text, at = self.text, self.at
        if odd := _ODD_BLANKS.match(text, at):
            self.flaws.append(Flaw(FlawKind.CONTINUATION, self.place(at, odd.end())))
        self.at = min(at + 2, len(text))
        protected = text[at + 1 : at + 2]
        return "" if protected == "\n" else protected or "\\"

    def _single(self) -> str:
        start = self.at + 1
        end = self.text.find("'", start)
        if end < 0:
            return self._unclosed(start)
        self.at = end + 1
        return self.text[start:end]

    def _unclosed(self, start: int) -> str:
        """Take the rest of the script for the text of a quote that is never closed."""
        self.flaws.append(Flaw(FlawKind.QUOTE, self.place(start - 1, start)))
        self.give_up()
        return self.text[start:]

    def _double(self) -> tuple[str, bool]:
        """Read double quotes; return what is in them, and whether that is all."""
        text, start = self.text, self.at + 1
        parts: list[str] = []
        is_known = True
        self.at = start
        while self.at < len(text):
            character = text[self.at]
            if plain := _IN_DOUBLE.match(text, self.at):
                parts.append(plain[0])
                self.at = plain.end()
            elif character == '"':
                self.at += 1
                return "".join(parts), is_known
            elif character == "\\":
                protected = text[self.at + 1 : self.at + 2]
                is_special = protected in _ESCAPED_IN_DOUBLE
                parts.append(protected if is_special else "\\" + protected)
                if protected == "\n":
                    parts.pop()
                self.at = min(self.at + 2, len(text))
            else:
                expansion, is_expanded = self._expansion()
                parts.append(expansion)
                is_known = is_known and not is_expanded
        if self.is_open:
            return "".join(parts), False
        return self._unclosed(start), False

    def _expansion(self) -> tuple[str, bool]:
        """Read what begins with ``$`` or a grave accent; return it, and whether it expands."""
        text, start = self.text, self.at
        if variable := _VARIABLE.match(text, start):
            self.at = variable.end()
        elif text.startswith("$((", start):
            self._arithmetic()
        elif text.startswith("$(", start):
            self._substituted()
        elif text.startswith("${", start):
            self._braces()
        elif text[start] == "`":
            self._accents()
        else:
            self.at += 1
            return "$", False
        return text[start : self.at], True

    def _substituted(self) -> None:
        if self.depth >= _DEEPEST:
            self.give_up()
            return
        self.at += 2
        self.depth += 1
        self.substitution()
        self.depth -= 1

    def _arithmetic(self) -> None:
        """Skip ``$((…))``, in which nothing is a command."""
        end = self.text.find("))", self.at)
        if end < 0:
            self.give_up()
        else:
            self.at = end + 2

    def _accents(self) -> None:
        """Skip a substitution in grave accents; its commands stay unknown."""
        text = self.text
        end = self.at + 1
        while end < len(text) and text[end] != "`":
            end += 2 if text[end] == "\\" else 1
        self.is_open = True
        self.at = min(end + 1, len(text))

    def _braces(self) -> None:
        """Skip ``${…}``; the commands of substitutions in it stay unknown."""
        text, start, depth = self.text, self.at, 0
        self.at += 1
        while self.at < len(text):
            character = text[self.at]
            if plain := _IN_BRACES.match(text, self.at):
                self.at = plain.end()
            elif character == "\\":
                self.at = min(self.at + 2, len(text))
            elif character in "'\"":
                end = text.find(character, self.at + 1)
                self.at = len(text) if end < 0 else end + 1
            else:
                depth += (character == "{") - (character == "}")
                self.at += 1
                if not depth:
                    inside = text[start : self.at]
                    self.is_open |= "$(" in inside or "`" in inside
                    return
        self.give_up()
