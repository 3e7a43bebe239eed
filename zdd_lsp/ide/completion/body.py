"""What follows a key that is inserted, written as plain text or as a snippet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from zdd_lsp.ide.completion.quoting import key_source


class Hole(NamedTuple):
    """A value to be filled in.

    Attributes:
        default: What stands there at first, as YAML source.
        options: What else to choose from; the default is one of them.
    """

    default: str = ""
    options: tuple[str, ...] = ()


class Script(NamedTuple):
    """A block scalar; its last line is to be gone on from."""

    lines: tuple[str, ...]


Body = Hole | Script | Mapping[str, "Body"] | list["Body"]
"""A value: a scalar, a script, a map of keys or a list."""


@dataclass(slots=True)
class SnippetWriter:
    """Writes values as a snippet.

    Attributes:
        indent: The leading blanks of the line that the snippet begins on: an editor adds them to
            each further line.
        step: How much deeper the next level stands.
        is_flow: Whether all has to stand on one line, in brackets.
    """

    indent: int
    step: int
    is_flow: bool = False
    _holes: int = 0

    def behind_colon(self, body: Body, column: int) -> str:
        """Return what follows the colon of a key.

        Args:
            body: The value.
            column: Where the key stands.
        """
        if isinstance(body, Hole):
            return f" {self.hole(body)}"
        if self.is_flow:
            return f" {self._flow(body)}"
        lead = "\n" + " " * (column + self.step - self.indent)
        if isinstance(body, Script):
            *lines, last = body.lines
            return (
                " |"
                + "".join(f"{lead}{escaped(each)}" for each in lines)
                + lead
                + self.hole(Hole(last))
            )
        if isinstance(body, list):
            return "".join(f"{lead}- {self._item(each, column + self.step + 2)}" for each in body)
        if not body:
            return f"{lead}$0"
        return "".join(
            f"{lead}{escaped(key_source(name))}:{self.behind_colon(inner, column + self.step)}"
            for name, inner in body.items()
        )

    def _item(self, body: Body, column: int) -> str:
        """Return an item of a list, whose content begins at a column."""
        if isinstance(body, Hole):
            return self.hole(body)
        if not isinstance(body, Mapping) or not body:
            return "$0"
        lead = "\n" + " " * (column - self.indent)
        return lead.join(
            f"{escaped(key_source(name))}:{self.behind_colon(inner, column)}"
            for name, inner in body.items()
        )

    def _flow(self, body: Body) -> str:
        if isinstance(body, Hole):
            return self.hole(body)
        if isinstance(body, list):
            return "[" + ", ".join(map(self._flow, body)) + "]"
        if isinstance(body, Script):
            return self.hole(Hole())
        inner = ", ".join(
            f"{escaped(key_source(name))}: {self._flow(each)}" for name, each in body.items()
        )
        return "{" + (inner or "$0") + "}"

    def hole(self, hole: Hole) -> str:
        """Return a place to fill in."""
        self._holes += 1
        if len(hole.options) > 1:
            first = [hole.default, *(each for each in hole.options if each != hole.default)]
            return f"${{{self._holes}|{','.join(map(_option, first))}|}}"
        return f"${{{self._holes}:{escaped(hole.default)}}}" if hole.default else f"${self._holes}"


def escaped(text: str) -> str:
    """Return a text in which nothing has a meaning in a snippet."""
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def _option(text: str) -> str:
    return escaped(text).replace(",", "\\,").replace("|", "\\|")
