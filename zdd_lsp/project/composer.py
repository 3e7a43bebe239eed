"""Facts of `composer.json` and `composer.lock`, each with its place in the text."""

from __future__ import annotations

import re
from json import JSONDecodeError, JSONDecoder
from typing import Any, Final, NamedTuple

from zdd_lsp.text.span import Span

_SPACE = re.compile(r"[ \t\r\n]*+")
_SAFE_DIGITS = 18


TOO_DEEP: Final = "it is nested too deeply"
"""A reason that is a limit of this reader; Composer has one of its own."""


class Package(NamedTuple):
    """A package of the lock.

    Attributes:
        name: Its name as written.
        version: Its version as written; empty if the lock gives none.
        version_span: The version with its quotes; the name's place if there is no version.
        name_span: The name with its quotes.
        dev: Whether it is installed for development only. ece-tools does not see such packages.
    """

    name: str
    version: str
    version_span: Span
    name_span: Span
    dev: bool = False


class Requirement(NamedTuple):
    """A line of ``require``; the spans include the quotes."""

    constraint: str
    key_span: Span
    value_span: Span


class ComposerLock:
    """What `composer.lock` says.

    Attributes:
        ok: Whether Composer could work with it. If not, ece-tools cannot run at all.
        reason: Why not; completes the sentence "not analysed because …".
    """

    __slots__ = ("_packages", "_text", "ok", "reason")

    def __init__(self, text: str | None, reason: str = "it does not exist") -> None:
        """Read the lock.

        Args:
            text: The text of the file, or None if there is none.
            reason: Why there is no text.
        """
        self._text = text or ""
        self._packages: dict[str, tuple[dict[str, Any], int, bool]] = {}
        self.reason: str | None = reason if text is None else self._read()
        self.ok = self.reason is None

    def package(self, name: str) -> Package | None:
        """Return the locked package of a name, those for production first."""
        found = self._packages.get(name.lower())
        if found is None:
            return None
        data, start, dev = found
        try:
            members, _ = _members(self._text, start)
        except RecursionError:
            # A package nested almost too deeply, asked for from deeper than it was read.
            return None
        version = data.get("version")
        name_span = members["name"].span
        if not isinstance(version, str):
            return Package(data["name"], "", name_span, name_span, dev)
        return Package(data["name"], _printable(version), members["version"].span, name_span, dev)

    def has_substitute(self, name: str) -> bool:
        """Tell whether a locked package takes the place of another one, such as a fork of it."""
        return any(
            isinstance(names := data.get(key), dict) and name in names
            for data, _, _ in self._packages.values()
            for key in ("replace", "provide")
        )

    def names_of_type(self, kind: str) -> list[str]:
        """Return the names of the locked packages of a type, in small letters."""
        return [name for name, (data, _, _) in self._packages.items() if data.get("type") == kind]

    def require(self, package: str, name: str) -> Requirement | None:
        """Return what a locked package requires of another one or of the platform, or None."""
        found = self._packages.get(package.lower())
        if found is None or not isinstance(found[0].get("require"), dict):
            return None
        try:
            members, _ = _members(self._text, found[1])
            inner, _ = _members(self._text, members["require"].span.start)
        except RecursionError:
            return None
        for written, member in inner.items():
            if written.lower() == name.lower() and isinstance(member.value, str):
                return Requirement(_printable(member.value), member.key_span, member.span)
        return None

    def _read(self) -> str | None:
        lists = ("packages", "packages-dev")
        root, reason = _root(self._text, lists)
        if reason is not None:
            return reason
        # Composer takes a lock without this list for no lock.
        if "packages" not in root or not isinstance(root["packages"].value, list):
            return 'it has no list "packages"'
        for key in lists:
            packages = root[key].value if key in root else ()
            for data, start in packages if isinstance(packages, list) else ():
                name = data.get("name") if isinstance(data, dict) else None
                if isinstance(name, str):
                    self._packages.setdefault(name.lower(), (data, start, key != "packages"))
        return None


class ComposerJson:
    """What `composer.json` says.

    Attributes:
        ok: Whether it holds a JSON object.
        reason: Why not; completes the sentence "not analysed because …".
        data: The object; empty if there is none.
        version: The version of the root package, if it is given.
        version_span: Its place, quotes included.
        require_span: The key ``require``, quotes included.
    """

    __slots__ = (
        "_requirements",
        "_root",
        "_text",
        "data",
        "ok",
        "reason",
        "require_span",
        "version",
        "version_span",
    )

    def __init__(self, text: str | None, reason: str = "it does not exist") -> None:
        """Read the file.

        Args:
            text: The text of the file, or None if there is none.
            reason: Why there is no text.
        """
        root, fault = _root(text) if text is not None else ({}, reason)
        self._text = text or ""
        self._root = root
        self.reason = fault
        self.ok = fault is None
        self.data: dict[str, Any] = {key: member.value for key, member in root.items()}
        version = root.get("version")
        has_version = version is not None and isinstance(version.value, str)
        self.version = _printable(version.value) if version and has_version else None
        self.version_span = version.span if version and has_version else None
        require = root.get("require")
        self.require_span = require.key_span if require else None
        self._requirements: dict[str, Requirement] = {}
        if text is not None and require is not None and isinstance(require.value, dict):
            for name, member in _members(text, require.span.start)[0].items():
                if isinstance(member.value, str):
                    self._requirements[name.lower()] = Requirement(
                        _printable(member.value), member.key_span, member.span
                    )

    def require(self, name: str) -> Requirement | None:
        """Return the requirement of a package, or None."""
        return self._requirements.get(name.lower())

    def member(self, *path: str) -> Member | None:
        """Return the member that a path of keys leads to, or None."""
        members, found = self._root, None
        for depth, key in enumerate(path, 1):
            found = members.get(key)
            if found is None:
                return None
            if depth < len(path):
                if not isinstance(found.value, dict):
                    return None
                try:
                    members, _ = _members(self._text, found.span.start)
                except RecursionError:
                    return None
        return found


class Member(NamedTuple):
    """A member of a JSON object; the spans include the quotes and brackets."""

    key_span: Span
    value: Any
    span: Span


def _integer(digits: str) -> int | float:
    # PHP, too, reads what exceeds its integers as a float; and `int` refuses 4301 digits.
    return int(digits) if len(digits) <= _SAFE_DIGITS else float(digits)


def _constant(name: str) -> Any:  # noqa: ANN401 - JSONDecoder's own signature; it never returns
    raise ValueError(f"it is not JSON: {name} is no number there")


_decode = JSONDecoder(parse_int=_integer, parse_constant=_constant).raw_decode


def _root(text: str, lists: tuple[str, ...] = ()) -> tuple[dict[str, Member], str | None]:
    """Return the members of the object that a text consists of, or why there are none."""
    try:
        return _document(text, lists), None
    except JSONDecodeError as error:
        return {}, f"it is not JSON: {error.msg} at line {error.lineno}, column {error.colno}"
    except ValueError as error:
        return {}, str(error)
    except RecursionError:
        return {}, TOO_DEEP


def _document(text: str, lists: tuple[str, ...]) -> dict[str, Member]:
    start = _skip(text, 0)
    is_object = text[start : start + 1] == "{"
    members, end = _members(text, start, lists) if is_object else ({}, _decode(text, start)[1])
    end = _skip(text, end)
    if end < len(text):
        raise JSONDecodeError("Extra data", text, end)
    if not is_object:
        raise ValueError("it is not a JSON object")
    return members


def _members(text: str, start: int, lists: tuple[str, ...] = ()) -> tuple[dict[str, Member], int]:
    """Decode the object at ``start`` member by member.

    This costs no more than decoding it at once, because the values are still left to the
    decoder, and it tells where each member stands. Of equal keys the last one wins, as in PHP.

    Args:
        text: The JSON text.
        start: The offset of the opening brace.
        lists: The names of lists whose items need a place; see `_items`.

    Returns:
        The members by name and the offset behind the closing brace.

    Raises:
        ValueError: The text is not JSON.
        RecursionError: It is nested too deeply.
    """
    members: dict[str, Member] = {}
    at = _skip(text, start + 1)
    if text[at : at + 1] == "}":
        return members, at + 1
    while True:
        if text[at : at + 1] != '"':
            raise JSONDecodeError("Expecting property name enclosed in double quotes", text, at)
        key, key_end = _decode(text, at)
        colon = _skip(text, key_end)
        if text[colon : colon + 1] != ":":
            raise JSONDecodeError("Expecting ':' delimiter", text, colon)
        begin = _skip(text, colon + 1)
        decode = _items if key in lists and text[begin : begin + 1] == "[" else _decode
        value, end = decode(text, begin)
        members[key] = Member(Span(at, key_end), value, Span(begin, end))
        at = _skip(text, end)
        if text[at : at + 1] == "}":
            return members, at + 1
        if text[at : at + 1] != ",":
            raise JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _items(text: str, start: int) -> tuple[list[tuple[Any, int]], int]:
    """Decode the list at ``start``: each item with its offset, and the offset behind the list."""
    items: list[tuple[Any, int]] = []
    at = _skip(text, start + 1)
    if text[at : at + 1] == "]":
        return items, at + 1
    while True:
        value, end = _decode(text, at)
        items.append((value, at))
        at = _skip(text, end)
        if text[at : at + 1] == "]":
            return items, at + 1
        if text[at : at + 1] != ",":
            raise JSONDecodeError("Expecting ',' delimiter", text, at)
        at = _skip(text, at + 1)


def _skip(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def _printable(text: str) -> str:
    # An escape may stand for half a character, which no output could encode.
    return text.encode("utf-8", "replace").decode("utf-8")
