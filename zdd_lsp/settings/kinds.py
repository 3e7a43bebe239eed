"""The kinds of values that settings have: how each is read, and its JSON Schema."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, NamedTuple, Protocol

from zdd_lsp.settings.globs import Exclusion
from zdd_lsp.settings.model import LEVELS, OFF
from zdd_lsp.text.similar import close

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

Schema = dict[str, object]

_VERSION = re.compile(
    r"\d{1,5}(\.\d{1,5}){1,3}(-(p|patch|alpha|beta|rc)\.?\d{0,4})?", re.IGNORECASE
)


class Fault(NamedTuple):
    """Something wrong with what a source says.

    Attributes:
        path: The keys that lead to it, and last the wrong word itself where it is one of a list.
        message: What is wrong, in one sentence.
    """

    path: tuple[str, ...]
    message: str


class Source(NamedTuple):
    """What has to be known of a source to read it.

    Attributes:
        base: The folder that paths count from.
        rules: The names and codes of all rules; None where nobody knows them, so that any counts.
    """

    base: Path
    rules: Collection[str] | None

    def stranger(self, name: str, rule: str) -> Fault | None:
        """Return what is wrong with the name of a rule."""
        if self.rules is None or rule in self.rules:
            return None
        message = f"There is no rule `{rule}`{suggestion(rule, self.rules)}"
        return Fault((name, rule), message)


class Kind(Protocol):
    """A kind of value."""

    def read(self, name: str, value: object, source: Source) -> tuple[object, list[Fault]]:
        """Return what of a value is valid, None for nothing, and what is not."""

    def schema(self, rules: Iterable[str]) -> Schema:
        """Return the JSON Schema of the value."""


class Choice(NamedTuple):
    """One of some words."""

    words: tuple[str, ...]

    def read(self, name: str, value: object, _: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if isinstance(value, str) and value in self.words:
            return value, []
        wanted = f"one of {', '.join(self.words)}"
        if isinstance(value, str):
            return None, [Fault((name,), f"`{name}` must be {wanted}, not {_shown(value)}.")]
        return None, [_wrong(name, wanted, value)]

    def schema(self, _: Iterable[str]) -> Schema:
        """See `Kind`."""
        return {"enum": list(self.words)}


class Switch(NamedTuple):
    """Yes or no."""

    def read(self, name: str, value: object, _: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if isinstance(value, bool):
            return value, []
        return None, [_wrong(name, "true or false", value)]

    def schema(self, _: Iterable[str]) -> Schema:
        """See `Kind`."""
        return {"type": "boolean"}


class Release(NamedTuple):
    """A version."""

    example: str

    def read(self, name: str, value: object, _: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if not isinstance(value, str):
            return None, [_wrong(name, f'a version in quotes, such as "{self.example}"', value)]
        if _VERSION.fullmatch(value) is None:
            message = f"`{name}` must be a version such as {self.example}, not {_shown(value)}."
            return None, [Fault((name,), message)]
        return value, []

    def schema(self, _: Iterable[str]) -> Schema:
        """See `Kind`."""
        return {"type": "string", "pattern": r"^\d+(\.\d+){1,3}(-[A-Za-z]+\.?\d*)?$"}


class Day(NamedTuple):
    """A day; TOML has a type for it, JSON has not."""

    def read(self, name: str, value: object, _: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if type(value) is dt.date:
            return value, []
        if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value, re.ASCII):
            try:
                return dt.date.fromisoformat(value), []
            except ValueError:
                pass
        return None, [_wrong(name, "a day such as 2026-10-30", value)]

    def schema(self, _: Iterable[str]) -> Schema:
        """See `Kind`."""
        return {"type": "string", "format": "date"}


class Levels(NamedTuple):
    """A level for each of some rules."""

    def read(self, name: str, value: object, source: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if not isinstance(value, dict):
            return None, [_wrong(name, "a table of rules and levels", value)]
        levels: dict[str, str] = {}
        faults = []
        for rule, level in value.items():
            stranger = source.stranger(name, str(rule))
            if stranger is not None:
                faults.append(stranger)
            elif level not in LEVELS:
                message = f"{_shown(level)} is no severity; choose one of {', '.join(LEVELS)}."
                faults.append(Fault((name, rule), message))
            else:
                levels[rule] = level
        return levels, faults

    def schema(self, rules: Iterable[str]) -> Schema:
        """See `Kind`."""
        level = {"$ref": "#/definitions/level"}
        return {
            "type": "object",
            "properties": dict.fromkeys(rules, level),
            "patternProperties": {r"^ZDD\d{3}$": level},
            "additionalProperties": False,
        }


class Rules(NamedTuple):
    """A list of rules that are switched off."""

    def read(self, name: str, value: object, source: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if not isinstance(value, list):
            return None, [_wrong(name, "a list of rules", value)]
        rules, faults = _texts(name, value, "the name or the code of a rule")
        strangers = {rule: source.stranger(name, rule) for rule in rules}
        faults += [fault for fault in strangers.values() if fault is not None]
        return {rule: OFF for rule, fault in strangers.items() if fault is None}, faults

    def schema(self, rules: Iterable[str]) -> Schema:
        """See `Kind`."""
        rule = {"anyOf": [{"enum": list(rules)}, {"pattern": r"^ZDD\d{3}$"}]}
        return {"type": "array", "items": {"type": "string", **rule}, "uniqueItems": True}


class Paths(NamedTuple):
    """A list of patterns of paths."""

    def read(self, name: str, value: object, source: Source) -> tuple[object, list[Fault]]:
        """See `Kind`."""
        if not isinstance(value, list):
            return None, [_wrong(name, "a list of patterns of paths", value)]
        patterns, faults = _texts(name, value, "a pattern of paths")
        outside = [each for each in patterns if ".." in each.split("/")]
        faults += [
            Fault((name, each), f"{_shown(each)} leads out of the folder, which no pattern can do.")
            for each in outside
        ]
        return tuple(
            Exclusion(source.base, each) for each in patterns if each not in outside
        ), faults

    def schema(self, _: Iterable[str]) -> Schema:
        """See `Kind`."""
        return {"type": "array", "items": {"type": "string"}, "uniqueItems": True}


def suggestion(word: str, candidates: Iterable[str]) -> str:
    """Return the end of a sentence about a word that nobody knows."""
    alike = close(word, candidates)
    return f"; did you mean {' or '.join(f'`{each}`' for each in alike)}?" if alike else "."


def _texts(name: str, values: list[object], what: str) -> tuple[list[str], list[Fault]]:
    texts = [value for value in values if isinstance(value, str) and value]
    wrong = [value for value in values if not isinstance(value, str) or not value]
    return texts, [
        Fault((name,), f"Each item of `{name}` must be {what}, not {_shown(value)}.")
        for value in wrong
    ]


def _wrong(name: str, wanted: str, value: object) -> Fault:
    return Fault((name,), f"`{name}` must be {wanted}, not {_shown(value)}.")


def _shown(value: object) -> str:
    """Return a value as a message shows it: short, and by its kind where it is no single one."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f"'{value}'" if len(value) <= _LONGEST else f"'{value[:_LONGEST]}…'"
    if isinstance(value, (int, float)):
        return str(value)[:_LONGEST]
    kinds = {list: "a list", dict: "a table", type(None): "null"}
    return kinds.get(type(value), f"a {type(value).__name__}")


_LONGEST = 60
