"""How symfony/yaml reads one string: quoted and plain scalars, flow collections, its own tags."""

from __future__ import annotations

import re
from binascii import a2b_base64
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax.scalars import (
    PHP_SPACE,
    UNDEFINED,
    UNKNOWN,
    constant,
    is_date,
    php_float,
    php_key,
    php_string,
    symfony_plain,
    unescape_double,
)
from zdd_lsp.syntax.symfony_refusal import MAX_DEPTH, CrashError, RefusalError, too_deep

if TYPE_CHECKING:
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.syntax.symfony_values import Document, PhpList, PhpMap

ANCHOR = re.compile(r"&([^ ]+) *(.*)")
QUOTED = re.compile(r""" "[^"\\]*+(?:\\.[^"\\]*+)*+" | '[^']*+(?:''[^']*+)*+' """, re.VERBOSE)
_COMMENT = re.compile(r"(?<=[ \t])#")
_TRAILING_COMMENT = re.compile(r"[ \t\n\v\f\r]*#[^\n]*")
_CONTROL = re.compile(r"[\x01-\x06\x0e-\x1a\x1c-\x1f]")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}")
_TAG_NAME = re.compile(r"[^ \t\n\[\]{},]*")
SPACES = re.compile(r" *")
_LINE_SPACES = re.compile(r"[ \n]*")
_COLONS = re.compile(r"[: \n]*")
_EVALUATED_TAGS: Final = ("str", "php/const", "php/enum", "php/object")
"""Tags that belong to a scalar's evaluation and not to symfony's tag reader."""


class _Stop:
    """Where an unquoted scalar of a flow collection ends."""

    def __init__(self, delimiters: str) -> None:
        self.delimiters = delimiters
        ends = re.escape(delimiters)
        self.plain = re.compile(rf"([^{ends}\n]*+)(?=[{ends}])")


_KEY_STOP = _Stop(": ")
_CONSTANT_STOP = _Stop(":")
_MAPPING_STOP = _Stop(",}\n")
_SEQUENCE_STOP = _Stop(",]")


class Inline:
    """The character-wise parser: one value in one string.

    The methods take and return indices into the string. Collections come back with the index of
    their closing bracket. Refusals carry neither line nor snippet: symfony adds those outside.
    """

    def __init__(
        self, text: str, document: Document, *, anchors: PhpMap | None = None, depth: int = 0
    ) -> None:
        """Prepare to read ``text``.

        Args:
            text: The string.
            document: What is allowed, and where values are counted.
            anchors: The anchors to use instead of the document's.
            depth: How many values are around this one.
        """
        self.text = text
        self.document = document
        self.anchors = document.anchors if anchors is None else anchors
        self.depth = depth
        self.constants = document.constants
        self.custom_tags = document.custom_tags

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
            raise RefusalError("unexpected-characters", f'Unexpected characters near "{rest}".')
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
            text = text[: comment.start()].rstrip(" \t")
        _check_indicator(text)
        return text

    def quoted(self, at: int) -> tuple[str, int]:
        """Read the quoted scalar at an index; return it with the index behind it."""
        match = QUOTED.match(self.text, at)
        if match is None:
            text = f'Malformed inline YAML string: "{self.text[at:]}".'
            raise RefusalError("unclosed-quote", text)
        inner = match[0][1:-1]
        if self.text[at] == "'":
            return inner.replace("''", "'"), match.end()
        value, unknown = unescape_double(inner)
        if unknown is not None:
            escape = inner[unknown : unknown + 2]
            text = f'Found unknown escape character "{escape}".'
            raise RefusalError("unknown-escape", text)
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
            raise RefusalError("flow-syntax", f'Malformed inline YAML string: "{self.text}".')
        text = match[1].strip(PHP_SPACE)
        _check_indicator(text)
        if evaluate:
            value, is_quoted = self._evaluate(text)
            return value, match.end(), is_quoted
        return text, match.end(), False

    def _expect(self, at: int, delimiters: str) -> None:
        """Demand a delimiter behind a quoted scalar."""
        end = skip(_LINE_SPACES, self.text, at)
        if end == len(self.text):
            text = f'Unexpected end of line, expected one of "{delimiters}".'
            raise RefusalError("flow-syntax", text)
        if self.text[end] not in delimiters:
            raise RefusalError("flow-syntax", f"Unexpected characters ({self.text[at:]}).")

    def _enter(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_deep()

    def sequence(self, at: int) -> tuple[PhpList, int]:
        """Read the sequence whose bracket stands at an index."""
        self._enter()
        text = self.text
        items: PhpList = []
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
        raise RefusalError("flow-syntax", f'Malformed inline YAML string: "{text}".')

    def _sequence_scalar(self, at: int, *, evaluate: bool) -> tuple[PhpValue, int]:
        """Read an item that is no collection, unless it turns out to be a one-pair mapping."""
        value, at, quoted = self._delimited(at, _SEQUENCE_STOP, evaluate=evaluate)
        if quoted or not isinstance(value, str):
            return value, at
        if ": " in value:
            pair = Inline(f"{{{value}}}", self.document, anchors=self.anchors, depth=self.depth)
            pair.constants, pair.custom_tags = self.constants, self.custom_tags
            return pair.mapping(0)[0], at
        return self._anchored(value), at

    def _anchored(self, text: str) -> str:
        """Set the anchor in front of a scalar; symfony keeps such a value as text."""
        if not text.startswith("&") or (match := ANCHOR.match(text)) is None:
            return text
        self.anchors[match[1]] = match[2]
        return match[2]

    def mapping(self, at: int) -> tuple[PhpMap, int]:
        """Read the mapping whose brace stands at an index."""
        self._enter()
        text, overwrite = self.text, False
        entries: PhpMap = {}
        at += 1
        while at < len(text):
            if text[at] == "}":
                self.depth -= 1
                return entries, at
            if text[at] in " ,\n":
                at += 1
                continue
            key, at = self._key(at)
            if at < 0 or (at := skip(_COLONS, text, at)) == len(text):
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
                if key != "<<" and not quoted and isinstance(value, str):
                    value = value if _CONTROL.search(value) else self._anchored(value)
            if key == "<<":
                self._merge(entries, value, each=bracket == "[")
            elif not overwrite and entries.get(key) is not None:
                raise RefusalError("duplicate-key", f'Duplicate key "{key}" detected.')
            else:
                entries[key] = value if tag is None else self.document.tagged(tag, value)
        raise RefusalError("flow-syntax", f'Malformed inline YAML string: "{text}".')

    def _merge(self, entries: PhpMap, value: PhpValue, *, each: bool) -> None:
        """Merge a value, or each item of a sequence that is written in brackets."""
        for source in value if each and isinstance(value, list) else (value,):
            self.document.merge(entries, source)

    def _key(self, at: int) -> tuple[int | str, int]:
        """Read a key; return it with the index of its colon, -1 if there is none."""
        text = self.text
        quoted = text[at] in "\"'"
        raw, after, _ = self._delimited(at, _KEY_STOP, evaluate=False)
        if after == at:
            raise RefusalError("flow-syntax", "Missing mapping key.")
        if raw in ("!php/const", "!php/enum"):
            name, after, _ = self._delimited(after, _CONSTANT_STOP, evaluate=False)
            raw = self._evaluate(f"{raw} {name}")[0]
            if raw is UNKNOWN:
                raw = name
            elif raw is None:
                text = "Argument #1 ($scalar) must be of type string, null given"
                raise CrashError(
                    "key-type", f"Symfony\\Component\\Yaml\\Inline::evaluateScalar(): {text}"
                )
        colon = text.find(":", after)
        if colon < 0:
            return "", colon
        name = php_string(raw)
        if not quoted:
            self._check_key(name)
            if text[colon + 1 : colon + 2] not in tuple(" ,[]{}\n"):
                raise RefusalError("flow-syntax", _COLON_TEXT)
        return php_key(int(raw) if isinstance(raw, (bool, float)) else name), colon

    def _check_key(self, name: str) -> None:
        """Refuse an unquoted key whose value would be neither text nor an integer."""
        value = self._evaluate(name)[0]
        if name and (isinstance(value, bool) or not isinstance(value, (str, int))):
            raise RefusalError("key-type", _CAST_TEXT)

    def _tag(self, at: int) -> tuple[str | None, int]:
        """Read an application tag.

        Returns:
            The tag without its mark, and the index of the value under it. Nothing is read, and
            None returned, where there is no tag or one that `_builtin` evaluates.
        """
        text = self.text
        if not text.startswith("!", at):
            return None, at
        end = skip(_TAG_NAME, text, at + 1)
        tag, value = text[at + 1 : end], skip(SPACES, text, end)
        follows = text[value : value + 1]
        if not tag and follows in ("", "]", "}", ","):
            raise RefusalError("unsupported-tag", _BANG_TEXT)
        is_builtin = tag.startswith("!")
        if (is_builtin or tag in _EVALUATED_TAGS) and follows not in ("[", "{"):
            return None, at
        if is_builtin:
            raise RefusalError("unsupported-tag", f'The built-in tag "!{tag}" is not implemented.')
        if not follows:
            raise RefusalError("unsupported-tag", f'Missing value for tag "{tag}".')
        if tag and not self.custom_tags:
            raise RefusalError(
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
        return word_value(text), False

    def _alias(self, text: str) -> PhpValue:
        name = alias_name(text)
        if not name:
            text = "A reference must contain at least one character."
            raise RefusalError("undefined-alias", text)
        if name not in self.anchors:
            raise RefusalError("undefined-alias", f'Reference "{name}" does not exist.')
        return self.document.aliased(self.anchors[name])

    def _builtin(self, text: str) -> tuple[PhpValue, bool]:
        """Evaluate a scalar that begins with one of symfony's own tags."""
        if text.startswith("!!str "):
            inner = Inline(text[6:], self.document)
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
        raise RefusalError(
            "unsupported-tag",
            f'The string "{text}" could not be parsed as it uses an unsupported built-in tag.',
        )

    def _constant(self, text: str) -> PhpValue:
        if not self.constants:
            return None
        name = self._constant_name(text, "!php/const", len("!php/const "))
        value = constant(name)
        if value is UNDEFINED:
            raise RefusalError("undefined-constant", f'The constant "{name}" is not defined.')
        return value

    def _enum(self, text: str) -> PhpValue:
        """Resolve an enumeration's case: PHP has none of its own, a project's are namespaced."""
        if not self.constants:
            return None
        name = self._constant_name(text, "!php/enum", len("!php/enum "))
        name = name.removesuffix("->value")
        value = constant(name)
        if value is UNDEFINED or (value is UNKNOWN and "\\" not in name.removeprefix("\\")):
            raise RefusalError("undefined-constant", f'The enum "{name}" is not defined.')
        if value is not UNKNOWN:
            text = f'The string "{name}" is not the name of a valid enum.'
            raise RefusalError("undefined-constant", text)
        return value

    def _constant_name(self, text: str, tag: str, start: int) -> str:
        # Both tags look for the same, twelfth character, so an enumeration's name needs two.
        if len(text) <= len("!php/const "):
            raise RefusalError("unsupported-tag", f'Missing value for tag "{tag}".')
        name = Inline(text[start:], self.document)
        return name.quoted(0)[0] if name.text[0] in "\"'" else self._uncommented(name.text)

    def binary(self, text: str) -> str:
        """Decode base64. Bytes that are no UTF-8 become U+FFFD."""
        packed = re.sub(r"[ \t\n\v\f\r]", "", text)
        inner = Inline(packed, self.document, anchors={})
        inner.constants = self.constants
        value = inner.scalar()
        if value is None:
            raise CrashError("syntax", "A !!binary value must not be empty.")
        data = php_string(value)
        if len(data.encode()) % 4:
            raise RefusalError(
                "syntax",
                "The normalized base64 encoded data (data without whitespace characters) length "
                f"must be a multiple of four ({len(data.encode())} bytes given).",
            )
        if not _BASE64.fullmatch(data):
            text = f"The base64 encoded data ({data}) contains invalid characters."
            raise RefusalError("syntax", text)
        return a2b_base64(data).decode("utf-8", "replace")


_COLON_TEXT: Final = (
    'Colons must be followed by a space or an indication character (i.e. " ", ",", "[", "]", "{", '
    '"}").'
)
_CAST_TEXT: Final = (
    "Implicit casting of incompatible mapping keys to strings is not supported. Quote your "
    "evaluable mapping keys instead."
)
_BANG_TEXT: Final = 'Using the unquoted scalar value "!" is not supported. You must quote it.'


def is_word(text: str) -> bool:
    """Tell whether a text can only be an unquoted scalar without tag, comment and the like."""
    return text[:1].isalnum() and "#" not in text


def word_value(text: str) -> PhpValue:
    """Return the value of an unquoted scalar.

    Raises:
        CrashError: PHP refuses the date that it is.
    """
    value = symfony_plain(text)
    if isinstance(value, str) and "0" <= value[:1] <= "9" and is_date(value):
        text = f"DateTimeImmutable::__construct(): Failed to parse time string ({value})"
        raise CrashError("syntax", text)
    return value


def skip(pattern: re.Pattern[str], text: str, at: int) -> int:
    """Return the index behind what a pattern that matches everywhere matches."""
    match = pattern.match(text, at)
    return match.end() if match else at


def alias_name(text: str) -> str:
    """Return the name in ``*name``; a comment counts two characters from its sign back."""
    comment = text.find("#")
    if comment < 0:
        return text[1:]
    length = comment - 2
    return text[1 : 1 + length] if length >= 0 else text[1:length]


def _check_indicator(text: str) -> None:
    """Refuse an unquoted scalar that begins with a reserved character."""
    if text and text[0] in "@`|>%":
        raise RefusalError(
            "reserved-indicator",
            f'The reserved indicator "{text[0]}" cannot start a plain scalar; you need to quote '
            "the scalar.",
        )
