"""What symfony/yaml 6.4.3 says about a text: its value, or its exact refusal.

ece-tools reads `.magento.env.yaml` with this parser, whose dialect is its own: it goes through the
text line by line, cuts the indented lines under a key out as a text of their own and parses that
text anew, and hands what stands within a line to a second, character-wise parser. This module
walks the same way, because verdict, value and message all follow from it. The tolerant reader
beside it gives positions; this is the judge.

Measured against the real parser: tests/conformance/.
"""

from __future__ import annotations

import re
from base64 import b64decode
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax.scalars import (
    PHP_OBJECT,
    PHP_SPACE,
    UNDEFINED,
    UNKNOWN,
    Opaque,
    constant,
    is_date,
    php_float,
    php_key,
    symfony_plain,
    unescape_double,
)

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from zdd_lsp.syntax.scalars import PhpValue

MAX_DEPTH: Final = 512
"""How deeply values may be nested. PHP goes on until its memory ends."""
MAX_MERGED: Final = 1_000_000
"""How many entries merge keys may copy in one text."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What symfony/yaml says about a text.

    Attributes:
        ok: Whether the text is accepted.
        value: The value of an accepted text. Aliases share it: it must not be changed.
        message: The refusal in symfony's words, with the line that symfony gives.
        line: The line of the refusal's cause, from 1. symfony's own is often that of the end of
            the construct, or counts from the start of a block.
        kind: The refusal's kind, one of those that `problems` lists.
    """

    ok: bool
    value: PhpValue = None
    message: str = ""
    line: int = 0
    kind: str = ""


def judge(text: str, *, custom_tags: bool = False, constants: bool = True) -> Verdict:
    """Read a text as ece-tools does with symfony/yaml 6.4.3.

    Args:
        text: The file's content. Lone surrogates stand for bytes that are not UTF-8.
        custom_tags: Read application tags as ece-tools 2002.2.9 and later do (ece-tools 2002.2.10,
            Util/YamlNormalizer); before, they are refused.
        constants: Resolve ``!php/const``, as for `.magento.env.yaml`. ece-tools reads
            `.magento.app.yaml` without: constants are null there.

    Returns:
        The verdict. Limits of our own give the kinds ``nesting`` and ``alias-expansion``.
    """
    try:
        text.encode()
    except UnicodeEncodeError as error:
        line = text.count("\n", 0, error.start) + 1
        message = "The YAML value does not appear to be valid UTF-8."
        return Verdict(ok=False, message=message, line=line, kind="invalid-utf8")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    document = _Document(custom_tags=custom_tags, constants=constants)
    try:
        value = _parse(_Block(document, lines))
        if document.has_aliases and _is_deeper(value, MAX_DEPTH):
            raise _nesting()
        if document.has_tags:
            value = _untagged(value, custom_tags=custom_tags)
    except _RefusalError as refusal:
        return refusal.verdict()
    except RecursionError:
        return _nesting().verdict()
    return Verdict(ok=True, value=value)


class _RefusalError(Exception):
    """A refusal on its way out. The parts of symfony's message are joined at the end.

    Attributes:
        kind: As in `Verdict`.
        text: The message without place.
        said: The line that symfony gives, from 1; 0 for none.
        near: The snippet that symfony gives; empty for none.
        line: The line of the cause, from 1; 0 while it is not known.
    """

    def __init__(
        self, kind: str, text: str, *, said: int = 0, near: str = "", line: int = 0
    ) -> None:
        super().__init__(text)
        self.kind = kind
        self.text = text
        self.said = said
        self.near = near
        self.line = line

    def place(self, said: int, near: str, line: int) -> None:
        """Add the place of a refusal that came without; a known cause stays."""
        self.said = said
        self.near = near
        self.line = self.line or line

    def verdict(self) -> Verdict:
        """Return the refusal as a verdict, with the message as symfony composes it."""
        stem = self.text.removesuffix(".")
        message = stem
        if self.said:
            message += f" at line {self.said}"
        if self.near not in ("", "0"):  # PHP's idea of an empty string
            message += f' (near "{self.near}")'
        if stem != self.text:
            message += "."
        return Verdict(ok=False, message=message, line=self.line, kind=self.kind)


class _CrashError(_RefusalError):
    """PHP itself stops: not a refusal of symfony's, so neither line nor snippet is added."""

    def place(self, said: int, near: str, line: int) -> None:
        """Take the cause's line only."""
        del said, near
        self.line = self.line or line


def _nesting() -> _RefusalError:
    return _RefusalError("nesting", f"The values are nested more than {MAX_DEPTH} levels deep.")


class _Tagged(Opaque):
    """A value under an application tag while the text is read."""

    def __init__(self, tag: str, value: PhpValue) -> None:
        super().__init__()
        self.tag = tag
        self.value = value


class _Document:
    """What all blocks of one text share.

    Attributes:
        custom_tags: Whether application tags are read.
        constants: Whether PHP constants are resolved.
        anchors: The value behind each anchor that is complete.
        length: The number of lines without the head of the text.
        merged: How many entries merge keys have copied.
        has_aliases: Whether an alias stands for an array.
        has_tags: Whether the value holds tagged values.
    """

    def __init__(self, *, custom_tags: bool, constants: bool) -> None:
        self.custom_tags = custom_tags
        self.constants = constants
        self.anchors: dict[str, PhpValue] = {}
        self.length = -1
        self.merged = 0
        self.has_aliases = False
        self.has_tags = False

    def aliased(self, value: PhpValue) -> PhpValue:
        """Take note that an alias stands for a value."""
        if isinstance(value, (list, dict)):
            self.has_aliases = True
        return value

    def tagged(self, tag: str, value: PhpValue) -> PhpValue:
        """Put a value under a tag."""
        self.has_tags = True
        return _Tagged(tag, value)

    def merge(self, target: dict[int | str, PhpValue], source: PhpValue) -> None:
        """Add the entries that ``target`` lacks, as PHP's ``+=`` does.

        Raises:
            _RefusalError: The source is not an array, which PHP itself refuses, or the text
                merges more than `MAX_MERGED` entries.
        """
        if not _is_array(source):
            operands = f"array + {_php_type(source)}"
            raise _RefusalError("merge-scalar", f"Unsupported operand types: {operands}")
        self.merged += len(source)
        if self.merged > MAX_MERGED:
            text = f"The merge keys copy more than {MAX_MERGED} entries."
            raise _RefusalError("alias-expansion", text)
        for key, value in enumerate(source) if isinstance(source, list) else source.items():
            target.setdefault(key, value)


def _is_array(value: PhpValue) -> TypeGuard[list[PhpValue] | dict[int | str, PhpValue]]:
    """Tell whether PHP sees an array."""
    return isinstance(value, (list, dict)) and not isinstance(value, Opaque)


def _php_type(value: PhpValue) -> str:
    """Name the type as PHP's error messages do."""
    if isinstance(value, _Tagged):
        return "Symfony\\Component\\Yaml\\Tag\\TaggedValue"
    return "null" if value is None else _PHP_TYPES.get(type(value), "mixed")


_PHP_TYPES: Final[dict[type, str]] = {bool: "bool", int: "int", float: "float", str: "string"}


def _is_deeper(value: PhpValue, limit: int) -> bool:
    """Tell whether a value is nested deeper than ``limit``, looking at shared parts once."""
    heights: dict[int, int] = {}
    stack = [(value, False)]
    while stack:
        node, entered = stack.pop()
        if not isinstance(node, (list, dict)) or (not entered and id(node) in heights):
            continue
        children = _children(node)
        if entered:
            heights[id(node)] = 1 + max((heights.get(id(child), 0) for child in children), default=0)
            if heights[id(node)] > limit:
                return True
        else:
            heights[id(node)] = 0
            stack.append((node, True))
            stack.extend((child, False) for child in children)
    return False


def _children(node: list[PhpValue] | dict[int | str, PhpValue]) -> Iterable[PhpValue]:
    if isinstance(node, _Tagged):
        return (node.value,)
    return node if isinstance(node, list) else node.values()


def _untagged(value: PhpValue, *, custom_tags: bool) -> PhpValue:
    """Replace tagged values: by objects, or by what ece-tools 2002.2.10 makes of them.

    Its Util/YamlNormalizer visits values only, never keys.
    """
    known: dict[int, PhpValue] = {}

    def visit(node: PhpValue) -> PhpValue:
        if not isinstance(node, (list, dict)):
            return node
        if id(node) not in known:
            known[id(node)] = replace(node)
        return known[id(node)]

    def replace(node: list[PhpValue] | dict[int | str, PhpValue]) -> PhpValue:
        if isinstance(node, _Tagged):
            return _normalised(node, visit(node.value)) if custom_tags else PHP_OBJECT
        if isinstance(node, Opaque):
            return node
        # Loops, not comprehensions: each of those costs a level of Python's recursion limit.
        if isinstance(node, list):
            items: list[PhpValue] = []
            for child in node:
                items.append(visit(child))  # noqa: PERF401 - as above
            return items
        entries: dict[int | str, PhpValue] = {}
        for key, child in node.items():
            entries[key] = visit(child)
        return entries

    return visit(value)


def _normalised(node: _Tagged, value: PhpValue) -> PhpValue:
    """Return what the normaliser makes of one tag over a value that is normalised already."""
    if node.tag in ("env", "include"):
        # Neither the environment nor another file is read here; unset and missing give null.
        return None
    if node.tag.startswith("php/const:"):
        name = node.tag.removeprefix("php/const:").removeprefix("\\")
        found = constant(name)
        known = isinstance(found, (bool, int, str)) and name
        return {php_key(found if known else name): _colon_value(value)}
    return value if _is_array(value) else [value]


def _colon_value(value: PhpValue) -> PhpValue:
    """Return the value of ``!php/const:NAME value``: an integer if numeric, else a string."""
    if _is_array(value):
        return value
    text = php_string(value).replace(":", "").replace(" ", "")
    number = php_number(text)
    return text if number is None else number


_ANCHOR = re.compile(r"&([^ ]+) *(.*)")
_QUOTED = re.compile(r""" "[^"\\]*+(?:\\.[^"\\]*+)*+" | '[^']*+(?:''[^']*+)*+' """, re.VERBOSE)
_COMMENT = re.compile(r"[ \t]+#")
_TRAILING_COMMENT = re.compile(r"[ \t\n\v\f\r]*#[^\n]*")
_CONTROL = re.compile(r"[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_TAG_NAME = re.compile(r"[^ \t\n\[\]{},]*")
_SPACES = re.compile(r" *")
_LINE_SPACES = re.compile(r"[ \n]*")
_COLONS = re.compile(r"[: \n]*")
_EVALUATED_TAGS: Final = ("str", "php/const", "php/enum", "php/object")
"""Tags that belong to a scalar's evaluation and not to symfony's tag reader."""


class _Stop:
    """Where an unquoted scalar of a flow collection ends."""

    def __init__(self, delimiters: str) -> None:
        self.delimiters = delimiters
        ends = re.escape(delimiters)
        self.plain = re.compile(rf"([^{ends}\n]*)(?=[{ends}])")


_KEY_STOP = _Stop(": ")
_CONSTANT_STOP = _Stop(":")
_MAPPING_STOP = _Stop(",}\n")
_SEQUENCE_STOP = _Stop(",]")


class _Inline:
    """The character-wise parser: one value in one string.

    The methods take and return indices into the string. Collections come back with the index of
    their closing bracket. Refusals carry neither line nor snippet: symfony adds those outside.
    """

    def __init__(
        self,
        text: str,
        document: _Document,
        *,
        flags: bool = True,
        anchors: dict[str, PhpValue] | None = None,
    ) -> None:
        """Prepare to read ``text``.

        Args:
            text: The string.
            document: What is allowed, and where values are counted.
            flags: Whether constants and application tags may be read at all.
            anchors: The anchors to use instead of the document's.
        """
        self.text = text
        self.document = document
        self.constants = flags and document.constants
        self.custom_tags = flags and document.custom_tags
        self.anchors = document.anchors if anchors is None else anchors
        self.depth = 0

    def parse(self) -> PhpValue:
        """Return the value of the whole string."""
        text = self.text = self.text.strip(PHP_SPACE)
        if not text:
            return ""
        tag, at = self._tag(0)
        value: PhpValue
        if text[at] == "[":
            value, at = self.sequence(at)
            at += 1
        elif text[at] == "{":
            value, at = self.mapping(at)
            at += 1
        elif text[at] in "\"'":
            value, at = self.quoted(at)
        else:
            value, at = self.plain(text[at:]), len(text)
        rest = text[at:]
        if rest not in ("", "0") and not _TRAILING_COMMENT.fullmatch(rest):
            raise _RefusalError("unexpected-characters", f'Unexpected characters near "{rest}".')
        return self.document.tagged(tag, value) if tag else value

    def scalar(self) -> PhpValue:
        """Return the value of a string that is one scalar; what follows a quote is ignored."""
        if self.text[:1] in ('"', "'"):
            return self.quoted(0)[0]
        return self.plain(self.text)

    def plain(self, text: str) -> PhpValue:
        """Return the value of an unquoted scalar, without its comment."""
        return self._evaluate(self._uncommented(text))[0]

    def _uncommented(self, text: str) -> str:
        if comment := _COMMENT.search(text):
            text = text[: comment.start()]
        _check_indicator(text)
        return text

    def quoted(self, at: int) -> tuple[str, int]:
        """Read the quoted scalar at an index; return it with the index behind it."""
        match = _QUOTED.match(self.text, at)
        if match is None:
            text = f'Malformed inline YAML string: "{self.text[at:]}".'
            raise _RefusalError("unclosed-quote", text)
        inner = match[0][1:-1]
        if self.text[at] == "'":
            return inner.replace("''", "'"), match.end()
        value, unknown = unescape_double(inner)
        if unknown is not None:
            escape = inner[unknown : unknown + 2]
            text = f'Found unknown escape character "{escape}".'
            raise _RefusalError("unknown-escape", text)
        return value, match.end()

    def _delimited(
        self, at: int, stop: _Stop, *, evaluate: bool = True
    ) -> tuple[PhpValue, int, bool]:
        """Read a scalar of a collection.

        Returns:
            The value, the index behind the scalar, and whether it counts as quoted.
        """
        if self.text[at : at + 1] in ('"', "'"):
            quoted, after = self.quoted(at)
            self._expect(after, stop.delimiters)
            return quoted, after, True
        match = stop.plain.match(self.text, at)
        if match is None:
            raise _RefusalError("flow-syntax", f'Malformed inline YAML string: "{self.text}".')
        text = match[1].strip(PHP_SPACE)
        _check_indicator(text)
        if evaluate:
            value, is_quoted = self._evaluate(text)
            return value, match.end(), is_quoted
        return text, match.end(), False

    def _expect(self, at: int, delimiters: str) -> None:
        """Demand a delimiter behind a quoted scalar."""
        end = _skip(_LINE_SPACES, self.text, at)
        if end == len(self.text):
            text = f'Unexpected end of line, expected one of "{delimiters}".'
            raise _RefusalError("flow-syntax", text)
        if self.text[end] not in delimiters:
            raise _RefusalError("flow-syntax", f"Unexpected characters ({self.text[at:]}).")

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise _nesting()

    def sequence(self, at: int) -> tuple[list[PhpValue], int]:
        """Read the sequence whose bracket stands at an index."""
        self._enter()
        text, items = self.text, list[PhpValue]()
        at += 1
        while at < len(text):
            if text[at] == "]":
                self.depth -= 1
                return items, at
            if text[at] in ", ":
                at += 1
                continue
            tag, at = self._tag(at)
            value: PhpValue
            if text.startswith("[", at):
                value, at = self.sequence(at)
                at += 1
            elif text.startswith("{", at):
                value, at = self.mapping(at)
                at += 1
            else:
                value, at = self._sequence_scalar(at, evaluate=tag is None)
            items.append(self.document.tagged(tag, value) if tag else value)
        raise _RefusalError("flow-syntax", f'Malformed inline YAML string: "{text}".')

    def _sequence_scalar(self, at: int, *, evaluate: bool) -> tuple[PhpValue, int]:
        """Read an item that is no collection, unless it turns out to be a one-pair mapping."""
        value, at, quoted = self._delimited(at, _SEQUENCE_STOP, evaluate=evaluate)
        if quoted or not isinstance(value, str):
            return value, at
        if ": " in value:
            pair = _Inline(f"{{{value}}}", self.document, anchors=self.anchors)
            pair.constants, pair.custom_tags = self.constants, self.custom_tags
            pair.depth = self.depth
            return pair.mapping(0)[0], at
        return self._anchored(value), at

    def _anchored(self, text: str) -> str:
        """Set the anchor in front of a scalar; symfony keeps such a value as text."""
        if not text.startswith("&") or (match := _ANCHOR.match(text)) is None:
            return text
        self.anchors[match[1]] = match[2]
        return match[2]

    def mapping(self, at: int) -> tuple[dict[int | str, PhpValue], int]:
        """Read the mapping whose brace stands at an index."""
        self._enter()
        text, entries, overwrite = self.text, dict[int | str, PhpValue](), False
        at += 1
        while at < len(text):
            if text[at] == "}":
                self.depth -= 1
                return entries, at
            if text[at] in " ,\n":
                at += 1
                continue
            key, at = self._key(at)
            if at < 0 or (at := _skip(_COLONS, text, at)) == len(text):
                break
            overwrite |= key == "<<"
            tag, at = self._tag(at)
            bracket = text[at : at + 1]
            value: PhpValue
            if bracket == "[":
                value, at = self.sequence(at)
                at += 1
            elif bracket == "{":
                value, at = self.mapping(at)
                at += 1
            else:
                value, at, quoted = self._delimited(at, _MAPPING_STOP, evaluate=tag is None)
                if not quoted and isinstance(value, str) and not _CONTROL.search(value):
                    value = self._anchored(value) if key != "<<" else value
            if key == "<<":
                for source in value if bracket == "[" and isinstance(value, list) else [value]:
                    self.document.merge(entries, source)
                continue
            if not overwrite and entries.get(key) is not None:
                raise _RefusalError("duplicate-key", f'Duplicate key "{key}" detected.')
            entries[key] = value if tag is None else self.document.tagged(tag, value)
        raise _RefusalError("flow-syntax", f'Malformed inline YAML string: "{text}".')

    def _key(self, at: int) -> tuple[int | str, int]:
        """Read a key; return it with the index of its colon, -1 if there is none."""
        text = self.text
        quoted = text[at] in "\"'"
        raw, after, _ = self._delimited(at, _KEY_STOP, evaluate=False)
        if after == at:
            raise _RefusalError("flow-syntax", "Missing mapping key.")
        if raw in ("!php/const", "!php/enum"):
            name, after, _ = self._delimited(after, _CONSTANT_STOP, evaluate=False)
            raw = self._evaluate(f"{raw} {name}")[0]
            raw = name if raw is UNKNOWN else raw
            if raw is None or isinstance(raw, (list, dict)):
                text = f"array keys cannot be of type {_php_type(raw)}."
                raise _CrashError("key-type", text)
        colon = text.find(":", after)
        if colon < 0:
            return "", colon
        name = php_string(raw)
        if not quoted:
            self._check_key(name)
            if text[colon + 1 : colon + 2] not in tuple(" ,[]{}\n"):
                raise _RefusalError("flow-syntax", _COLON_TEXT)
        return php_key(int(raw) if isinstance(raw, (bool, float)) else name), colon

    def _check_key(self, name: str) -> None:
        """Refuse an unquoted key whose value would be neither text nor an integer."""
        value = self._evaluate(name)[0]
        if name and (isinstance(value, bool) or not isinstance(value, (str, int))):
            raise _RefusalError("key-type", _CAST_TEXT)

    def _tag(self, at: int) -> tuple[str | None, int]:
        """Read an application tag.

        Returns:
            The tag without its mark, and the index of the value under it. Nothing is read, and
            None returned, where there is no tag or one that `_builtin` evaluates.
        """
        text = self.text
        if not text.startswith("!", at):
            return None, at
        end = _skip(_TAG_NAME, text, at + 1)
        tag, value = text[at + 1 : end], _skip(_SPACES, text, end)
        follows = text[value : value + 1]
        if not tag and follows in ("", "]", "}", ","):
            raise _RefusalError("unsupported-tag", _BANG_TEXT)
        is_builtin = tag.startswith("!")
        if (is_builtin or tag in _EVALUATED_TAGS) and follows not in ("[", "{"):
            return None, at
        if is_builtin:
            raise _RefusalError("unsupported-tag", f'The built-in tag "!{tag}" is not implemented.')
        if not follows:
            raise _RefusalError("unsupported-tag", f'Missing value for tag "{tag}".')
        if tag and not self.custom_tags:
            raise _RefusalError(
                "unsupported-tag",
                'Tags support is not enabled. Enable the "Yaml::PARSE_CUSTOM_TAGS" flag to use '
                f'"!{tag}".',
            )
        return tag, value

    def _evaluate(self, text: str) -> tuple[PhpValue, bool]:
        """Return the value of an unquoted scalar, and whether a tag made it a quoted one."""
        text = text.strip(PHP_SPACE)
        if text.startswith("*"):
            return self._alias(text), False
        if text.startswith("!"):
            return self._builtin(text)
        value = symfony_plain(text)
        if isinstance(value, str) and "0" <= value[:1] <= "9" and is_date(value):
            text = f"DateTimeImmutable::__construct(): Failed to parse time string ({value})"
            raise _CrashError("syntax", text)
        return value, False

    def _alias(self, text: str) -> PhpValue:
        name = _alias_name(text)
        if not name:
            text = "A reference must contain at least one character."
            raise _RefusalError("undefined-alias", text)
        if name not in self.anchors:
            raise _RefusalError("undefined-alias", f'Reference "{name}" does not exist.')
        return self.document.aliased(self.anchors[name])

    def _builtin(self, text: str) -> tuple[PhpValue, bool]:
        """Evaluate a scalar that begins with one of symfony's own tags."""
        if text.startswith("!!str "):
            inner = _Inline(text[6:], self.document)
            if inner.text[:1] in ('"', "'"):
                return inner.scalar(), True
            return inner.text, False
        if text.startswith("! "):
            return text[2:], False
        return self._by_tag(text), False

    def _by_tag(self, text: str) -> PhpValue:
        if text.startswith("!php/object"):
            return None  # objects are never unserialised, and symfony does not say so
        if text.startswith("!php/const"):
            return self._constant(text)
        if text.startswith("!php/enum"):
            return self._enum(text)
        if text.startswith("!!float "):
            return php_float(text[len("!!float ") :])
        if text.startswith("!!binary "):
            return self.binary(text[len("!!binary ") :])
        raise _RefusalError(
            "unsupported-tag",
            f'The string "{text}" could not be parsed as it uses an unsupported built-in tag.',
        )

    def _constant(self, text: str) -> PhpValue:
        if not self.constants:
            return None
        name = self._constant_name(text, "!php/const", len("!php/const "))
        value = constant(name)
        if value is UNDEFINED:
            raise _RefusalError("undefined-constant", f'The constant "{name}" is not defined.')
        return value

    def _enum(self, text: str) -> PhpValue:
        """Resolve an enumeration's case: PHP has none of its own, a project's are namespaced."""
        if not self.constants:
            return None
        name = self._constant_name(text, "!php/enum", len("!php/enum "))
        name = name.removesuffix("->value")
        value = constant(name)
        if value is UNDEFINED or (value is UNKNOWN and "\\" not in name.removeprefix("\\")):
            raise _RefusalError("undefined-constant", f'The enum "{name}" is not defined.')
        if value is not UNKNOWN:
            text = f'The string "{name}" is not the name of a valid enum.'
            raise _RefusalError("undefined-constant", text)
        return value

    def _constant_name(self, text: str, tag: str, start: int) -> str:
        # Both tags look for the same, twelfth character, so an enumeration's name needs two.
        if len(text) <= len("!php/const "):
            raise _RefusalError("unsupported-tag", f'Missing value for tag "{tag}".')
        name = _Inline(text[start:], self.document)
        return name.quoted(0)[0] if name.text[0] in "\"'" else self._uncommented(name.text)

    def binary(self, text: str) -> str:
        """Decode base64. Bytes that are no UTF-8 become U+FFFD."""
        packed = re.sub(r"[ \t\n\v\f\r]", "", text)
        value = _Inline(packed, self.document, anchors={}).scalar()
        if value is None:
            raise _CrashError("syntax", "A !!binary value must not be empty.")
        data = php_string(value)
        if len(data.encode()) % 4:
            raise _RefusalError(
                "syntax",
                "The normalized base64 encoded data (data without whitespace characters) length "
                f"must be a multiple of four ({len(data.encode())} bytes given).",
            )
        if not _BASE64.fullmatch(data):
            text = f"The base64 encoded data ({data}) contains invalid characters."
            raise _RefusalError("syntax", text)
        return b64decode(data).decode("utf-8", "replace")


_COLON_TEXT: Final = (
    'Colons must be followed by a space or an indication character (i.e. " ", ",", "[", "]", "{", '
    '"}").'
)
_CAST_TEXT: Final = (
    "Implicit casting of incompatible mapping keys to strings is not supported. Quote your "
    "evaluable mapping keys instead."
)
_BANG_TEXT: Final = 'Using the unquoted scalar value "!" is not supported. You must quote it.'


def _skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the index behind what a pattern that matches everywhere matches."""
    match = pattern.match(text, at)
    return match.end() if match else at


def _alias_name(text: str) -> str:
    """Return the name in ``*name``; a comment counts two characters from its sign back."""
    comment = text.find("#")
    if comment < 0:
        return text[1:]
    length = comment - 2
    return text[1 : 1 + length] if length >= 0 else text[1:length]


def _check_indicator(text: str) -> None:
    """Refuse an unquoted scalar that begins with a reserved character."""
    if text and text[0] in "@`|>%":
        raise _RefusalError(
            "reserved-indicator",
            f'The reserved indicator "{text[0]}" cannot start a plain scalar; you need to quote '
            "the scalar.",
        )


_UNICODE_SPACE: Final = "\t-\r \x85\xa0\u1680\u180e\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""What ``\s`` means in symfony's patterns that are in UTF-8 mode."""
_DASH = re.compile(rf"-(?:([{_UNICODE_SPACE}]+)(.+))?")
_COMPACT_COLON = re.compile(rf":(?=[{_UNICODE_SPACE}]|\Z)")
_COLON = re.compile(r":(?=[ \t]|\Z)")
_TAG_PREFIX = re.compile(rf"![^{_UNICODE_SPACE}]+[{_UNICODE_SPACE}]+")
_CONSTANT_PREFIX = re.compile(r"!?!php/const:(?=[^ '\"\[{!])")
_TAG_LINE = re.compile(r"(![0-9A-Za-z_!./:-]+) *(?: +#.*)?")
_SCALAR_HEADER = re.compile(
    r"(?:(?P<tag>![0-9A-Za-z_!./:-]+) +)?(?P<style>[|>])"
    r"(?P<modifiers>[+-]?[0-9]+|[0-9]+[+-]|[+-])?(?: +#.*)?"
)
_DIRECTIVE = re.compile(r"%YAML[: ][\d.]+")
_SINGLE_PART = re.compile(r"[^']*+(?:''[^']*+)*+")
_DOUBLE_PART = re.compile(r'[^"\\]*+(?:\\.[^"\\]*+)*+')
_FLOW_WORD = re.compile(r"[^\[\]{},: ]+")
_END_MARKER_SPACE: Final = " \t\n\v\f\r"
_Steps = "Generator[_Block, PhpValue, PhpValue]"


def _parse(root: _Block) -> PhpValue:
    """Run a block and all blocks below it; the stack is ours, so that depth costs no recursion."""
    stack = [root.read()]
    value: PhpValue = None
    while stack:
        try:
            child = stack[-1].send(value)
        except StopIteration as finished:
            stack.pop()
            value = finished.value
        else:
            if child.depth > MAX_DEPTH:
                raise _nesting()
            stack.append(child.read())
            value = None
    return value


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _is_idle(line: str) -> bool:
    """Tell whether a line is blank or a comment."""
    bare = line.lstrip(" ")
    return not bare or bare[0] == "#"


def _is_comment(line: str) -> bool:
    return line.lstrip(" ")[:1] == "#"


def _is_item(line: str) -> bool:
    """Tell whether a line begins an item of a sequence that is not indented."""
    return line.startswith("- ") or line.rstrip(PHP_SPACE) == "-"


def _split_entry(line: str) -> tuple[str, str | None] | None:
    """Split a line, right-trimmed, into a key as written and its value.

    Returns:
        None if the line is no entry; else the key, and None for the value if nothing follows.
    """
    prefix = _TAG_PREFIX.match(line)
    found = _split_from(line, prefix.end()) if prefix else None
    return found or _split_from(line, 0)


def _split_from(line: str, start: int) -> tuple[str, str | None] | None:
    """Split an entry whose key, without the tag before it, begins at an index."""
    first = line[start : start + 1]
    if first in ('"', "'"):
        quoted = _QUOTED.match(line, start)
        if quoted is None:
            return None
        at = _skip(_SPACES, line, quoted.end())
        if not _COLON.match(line, at):
            return None
        return line[: quoted.end()], line[at + 1 :].lstrip(" \t") or None
    if first == "!":
        constant_prefix = _CONSTANT_PREFIX.match(line, start)
        if constant_prefix is None:
            return None
        start = constant_prefix.end()
    elif first in ("", " ", "[", "{"):
        return None
    colon = _COLON.search(line, start + 1)
    if colon is None:
        return None
    key = line[: colon.start()].rstrip(" ")
    if " #" in key and key[0] not in "\"'":
        return None
    return key, line[colon.end() :].lstrip(" \t") or None


def _without_head(lines: list[str]) -> tuple[list[str], int]:
    """Drop directive, comments and document marker before a block, as symfony does for each.

    A line that ends the text stays, whatever it is. Only behind a marker at the beginning may
    the text end with ``...``.

    Returns:
        The other lines, and how many are gone from the beginning.
    """
    head, last = 0, len(lines) - 1
    if last > 0 and _DIRECTIVE.match(lines[0]):
        head = 1
    while head < last and lines[head].startswith("#"):
        head += 1
    if head == last or not lines[head].startswith("---"):
        return lines[head:] if head else lines, head
    head += 1
    text = "\n".join(lines[head:])
    trimmed = text.rstrip(_END_MARKER_SPACE)
    if trimmed.endswith("..."):
        text = trimmed[:-3]
    return text.split("\n"), head


class _Block:
    """The line-wise parser of one block: the whole text, or the lines under a key or a dash.

    Attributes:
        document: What all blocks share.
        lines: The block's lines, the indentation of the block removed.
        at: The index of the current line.
        offset: The number of the first line in the text as symfony counts, from 0.
        start: The same as it is. symfony is ahead where an item's lines follow its dash.
        depth: How many blocks are around this one.
        open: The anchors whose values are still being read.
    """

    def __init__(self, document: _Document, lines: list[str]) -> None:
        self.document = document
        self.lines, self.offset = _without_head(lines)
        self.start = self.offset
        self.depth = 0
        self.at = 0
        self.open: list[str] = []
        self._sequence: list[PhpValue] | None = None
        self._mapping: dict[int | str, PhpValue] | None = None
        self._overwrite = False
        # What the parser read last is compared with the first line where nothing else fits.
        self._latest: PhpValue = None
        if document.length < 0:
            document.length = len(self.lines)

    def _below(self, lines: list[str], offset: int, start: int) -> _Block:
        """Return the block of some lines, to be read."""
        block = _Block(self.document, lines)
        block.offset += offset
        block.start += start
        block.depth = self.depth + 1
        block.open = self.open.copy()
        return block

    @property
    def line(self) -> str:
        """The current line."""
        return self.lines[self.at]

    def _advance(self) -> bool:
        """Go to the next line; False at the end."""
        if self.at >= len(self.lines) - 1:
            return False
        self.at += 1
        return True

    def _number(self) -> int:
        """The current line's number as symfony gives it, from 1."""
        return self.offset + self.at + 1

    def _refusal(self, kind: str, text: str, *, near: str | None = None) -> _RefusalError:
        """Return a refusal of the current line."""
        snippet = self.line if near is None else near
        line = self.start + self.at + 1
        return _RefusalError(kind, text, said=self._number(), near=snippet, line=line)

    def read(self) -> Generator[_Block, PhpValue, PhpValue]:
        """Read the block: yield blocks below it, take their values, return the value."""
        while _is_idle(self.line):
            if not self._advance():
                return None
        tag = self._line_tag(self.line, look_ahead=False)
        if tag is not None and not self._advance():
            return self.document.tagged(tag, "")
        more = True
        while more:
            line = self.line
            if not _is_idle(line):
                if line[0] == "\t":
                    text = "A YAML file cannot contain tabs as indentation."
                    raise self._refusal("tab-indentation", text)
                bare = line.rstrip(PHP_SPACE)
                if line[0] == "-" and (dash := _DASH.fullmatch(bare)):
                    yield from self._item(dash[1] or "", dash[2])
                elif entry := _split_entry(bare):
                    yield from self._entry(*entry)
                else:
                    return self._other()
            more = self._advance()
        value = self._sequence or self._mapping or None
        return value if tag is None else self.document.tagged(tag, value or [])

    # Items and entries

    def _item(self, lead: str, value: str | None) -> _Steps:
        """Read the item of a sequence on the current line."""
        if self._mapping is not None:
            text = "You cannot define a sequence item when in a mapping."
            raise self._refusal("mixed-collection", text)
        if self._sequence is None:
            self._sequence = []
        anchor, value = self._take_anchor(value)
        if value is not None and value.startswith("? "):
            raise self._refusal("complex-key", "Complex mappings are not supported.")
        here = self.at
        width = 1 + len(lead.encode())
        bare = (value or "").lstrip(" ")
        result: PhpValue
        if bare.startswith("-"):
            first = self.line[1 + len(lead) :]
            lines = _right_trimmed([first, *self._embedded(width, in_sequence=True)])
            result = yield self._below(lines, self.offset + here, self.start + here)
        elif not bare or bare[0] == "#":
            lines = self._embedded(in_sequence=True)
            result = yield self._below(lines, self.offset + here + 1, self.start + here + 1)
        elif (tag := self._line_tag(bare)) is not None:
            lines = self._embedded(in_sequence=True)
            inner = yield self._below(lines, self.offset + here + 1, self.start + here + 1)
            result = self.document.tagged(tag, inner)
        elif value and (compact := _compact_value(value)) is not None:
            lines = [value]
            if self._next_is_indented() or compact == ">-":
                lines += self._embedded(width)
            result = yield self._below(lines, self.offset + self.at, self.start + here)
        else:
            result = self._value(value or "", in_mapping=False)
        self._sequence.append(result)
        self._set_anchor(anchor, result)

    def _entry(self, written: str, value: str | None) -> _Steps:
        """Read the entry of a mapping on the current line."""
        if self._sequence is not None:
            text = "You cannot define a mapping item when in a sequence."
            raise self._relative("mixed-collection", text)
        if self._mapping is None:
            self._mapping = {}
        key = self._key(written)
        if key == "<<":
            merge_anchor = _ANCHOR.match(value or "")
            if merge_anchor is None:
                yield from self._merge(value)
            else:
                yield from self._anchored_merge(merge_anchor[1])
            return
        anchor, value = self._take_anchor(value)
        tag: str | None = None
        if not value or value[0] == "#" or (tag := self._line_tag(value)) is not None:
            result = yield from self._nested(key, tag)
        else:
            result = self._latest = self._value(value, in_mapping=True)
            self._check_duplicate(key)
        self._mapping[key] = result
        self._set_anchor(anchor, result)

    def _nested(self, key: int | str, tag: str | None) -> _Steps:
        """Read the value of a key that has none on its line."""
        if not self._next_is_indented() and not self._next_is_item():
            self._check_duplicate(key)
            return None if tag is None else self.document.tagged(tag, "")
        here = self.at
        lines = self._embedded()
        value = yield self._below(lines, self.offset + here + 1, self.start + here + 1)
        self._latest = value
        self._check_duplicate(key, here)
        return value if tag is None else self.document.tagged(tag, value)

    def _check_duplicate(self, key: int | str, at: int | None = None) -> None:
        """Refuse a key that has a value already; null counts as none, as for PHP's ``isset``."""
        if self._overwrite or self._mapping is None or self._mapping.get(key) is None:
            return
        refusal = self._refusal("duplicate-key", f'Duplicate key "{key}" detected.')
        if at is not None:
            refusal.said = self.offset + at + 1
            refusal.line = self.start + at + 1
        raise refusal

    def _key(self, written: str) -> int | str:
        """Return a key's value."""
        try:
            key = _Inline(written, self.document, anchors={}).scalar()
        except _RefusalError as refusal:
            refusal.place(self._number(), self.line, self.start + self.at + 1)
            raise
        if key is UNKNOWN:
            return written
        if isinstance(key, bool) or not isinstance(key, (int, str)):
            sort = "Numeric" if isinstance(key, float) else "Non-string"
            text = f"{sort} keys are not supported. Quote your evaluable mapping keys instead."
            raise self._refusal("key-type", text)
        return php_key(key)

    # Anchors, aliases and merge keys

    def _take_anchor(self, value: str | None) -> tuple[str | None, str | None]:
        """Take the anchor from before a value and open it."""
        if not value or value[0] != "&" or (match := _ANCHOR.fullmatch(value)) is None:
            return None, value
        self.open.append(match[1])
        return match[1], match[2]

    def _set_anchor(self, anchor: str | None, value: PhpValue) -> None:
        """Close an anchor. PHP takes the name 0 for no name."""
        if anchor is not None and anchor != "0":
            self.document.anchors[anchor] = value
            self.open.pop()

    def _aliased(self, name: str) -> PhpValue:
        """Return the value of an anchor."""
        anchors = self.document.anchors
        if name in anchors:
            return self.document.aliased(anchors[name])
        if name in self.open:
            circle = ", ".join([*self.open[self.open.index(name) :], name])
            text = f'Circular reference [{circle}] detected for reference "{name}".'
            raise self._relative("circular-alias", text)
        raise self._relative("undefined-alias", f'Reference "{name}" does not exist.')

    def _relative(self, kind: str, text: str) -> _RefusalError:
        """Return a refusal for which symfony counts the lines of this block only."""
        refusal = self._refusal(kind, text)
        refusal.said = self.at + 1
        return refusal

    def _merge(self, value: str | None) -> _Steps:
        """Read the merge key on the current line."""
        self._overwrite = True
        if value and value[0] == "*":
            name = value[1:]
            if name not in self.document.anchors and name not in self.open:
                raise self._refusal("undefined-alias", f'Reference "{name}" does not exist.')
            source = self._aliased(name)
        else:
            here = self.at
            lines = self._embedded() if value is None else [value]
            self._latest = "\n".join(lines)
            start = self.start + here + (value is None)
            source = yield self._below(lines, self._number(), start)
        if not _is_array(source):
            text = "YAML merge keys used with a scalar value instead of an array."
            raise self._refusal("merge-scalar", text)
        self._add_all(source, as_list=not value or value[0] != "*")

    def _add_all(
        self, source: list[PhpValue] | dict[int | str, PhpValue], *, as_list: bool
    ) -> None:
        """Add the entries of a map, or of each map in a list."""
        values = list(_children(source))
        first = source.get(0) if isinstance(source, dict) else next(iter(source), None)
        if not as_list or first is None:
            self._add(source)
            return
        for value in values:
            if not _is_array(value):
                if isinstance(value, Opaque):
                    raise _CrashError("merge-scalar", "Merge items must be arrays.")
                text = "Merge items must be arrays."
                raise self._refusal("merge-scalar", text, near=php_string(value))
            self._add(value)

    def _add(self, source: PhpValue) -> None:
        try:
            self.document.merge(self._mapping or {}, source)
        except _RefusalError as refusal:
            refusal.line = self.start + self.at + 1
            raise

    def _anchored_merge(self, anchor: str) -> _Steps:
        """Read ``<<: &name`` with the value below: it is merged and gets the anchor."""
        value = yield from self._nested("<<", None)
