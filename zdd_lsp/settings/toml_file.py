"""Settings as `.zdd.toml` has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.settings.reading import read
from zdd_lsp.text.lines import LineIndex
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from zdd_lsp.settings.model import Layer

LONGEST = 64 * 1024
"""Characters of a file that is read. A real one has a few hundred."""

_BOM = "\ufeff"
_AT = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


class Mistake(NamedTuple):
    """Something wrong with the file, and where."""

    span: Span
    message: str


class SettingsFile:
    """A `.zdd.toml`.

    Attributes:
        text: The text, whatever it is.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._table: dict[str, object] = {}
        self._refusal: Mistake | None = None
        if len(text) > LONGEST:
            message = f"The file is longer than {LONGEST} characters, so it is not read."
            self._refusal = Mistake(Span(0, 0), message)
        elif text.strip():
            self._load()

    def _load(self) -> None:
        # Most projects have no such file, and start-up does without the parser.
        import tomllib  # noqa: PLC0415 - see above

        try:
            self._table = tomllib.loads(self.text.removeprefix(_BOM))
        except tomllib.TOMLDecodeError as error:
            self._refusal = _refusal(self.text, str(error))
        except RecursionError:
            self._refusal = Mistake(Span(0, 0), "The values are nested too deeply to be read.")

    def layer(self, base: Path) -> Layer:
        """Return what the file says, as far as it is valid; paths count from ``base``."""
        return read(self._table, base)[0]

    def mistakes(self, base: Path, rules: Collection[str]) -> list[Mistake]:
        """Return what is wrong with the file, given the names and codes of all rules."""
        if self._refusal is not None:
            return [self._refusal]
        _, faults = read(self._table, base, rules)
        found = [Mistake(place(self.text, fault.path), fault.message) for fault in faults]
        return sorted(found, key=lambda mistake: mistake.span)


def place(text: str, path: tuple[str, ...]) -> Span:
    """Return where the last of some keys stands, each within the one before.

    `tomllib` gives no positions. The first key is looked for where a line begins, each other one
    behind the one before; where one is not found, such as one with escapes, the place of the key
    above counts.
    """
    found = Span(0, 0)
    for depth, key in enumerate(path):
        word = rf"""(?P<word>"{re.escape(key)}"|'{re.escape(key)}'|{re.escape(key)})"""
        start = r"^\ufeff?[ \t]*\[{0,2}[ \t]*" if depth == 0 else r"(?<![\w\"'-])"
        behind = r"(?=[ \t]*[=.\]])" if depth == 0 else r"(?![\w\"'-])"
        match = re.compile(start + word + behind, re.MULTILINE).search(text, found.end)
        if match is None:
            break
        found = Span(*match.span("word"))
    return found


def _refusal(text: str, error: str) -> Mistake:
    """Return a syntax error with the place that its message names."""
    match = _AT.search(error)
    said = error if match is None else error[: match.start()]
    message = f"This is no TOML, so none of the settings counts: {said[:1].lower()}{said[1:]}."
    if match is None or match[1] is None:
        return Mistake(Span(len(text), len(text)), message)
    start = LineIndex(text).offset(int(match[1]) - 1, int(match[2]) - 1)
    return Mistake(Span(start, min(start + 1, len(text))), message)
