"""Secrets in the words of commands.

A place ends where the secret begins: reports draw it and hide what follows on its line.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.project.calls import COMPOSER, call, invoked
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project.shell import Command, Word
    from zdd_lsp.rules._shared.shell import Text


class Secret(NamedTuple):
    """A secret: what it is, with its article, and what stands before it."""

    kind: str
    span: Span


_VALUE: Final = r"[^\s$&<>{}\"'`,;@/]"
"""A character of a secret: no variable and no placeholder."""
_START: Final = r"(?<![\w+.-])"
"""Names are looked for where they begin alone, which takes time that grows with the text."""
_LOGIN: Final = re.compile(
    _START + r"[a-z][a-z0-9+.-]*://(?=[^\s/:@$]*:" + _VALUE + r"+@)", re.IGNORECASE
)
_TOKEN_LOGIN: Final = re.compile(r"https?://(?=" + _VALUE + r"{16,}@)")
_WEBHOOK: Final = re.compile(r"https://hooks\.slack\.com/services/(?=\w)")
_NAMES: Final = (
    r"(?:[\w-]*(?:password|passwd|passphrase|secret|token)|pwd"
    r"|[\w-]*(?:api|private|access|secret|auth)[_-]?key)"
)
_PARAMETER: Final = re.compile(r"(?<=[?&])" + _NAMES + r"=(?=" + _VALUE + r"{6,})", re.IGNORECASE)
_OPTION: Final = re.compile(_START + r"--" + _NAMES + r"=(?=" + _VALUE + r"{6,})", re.IGNORECASE)
_HEADER: Final = re.compile(
    _START
    + r"(?:authorization|[\w-]+-(?:key|token))\s*:(?=\s*(?:(?:bearer|basic|token)\s+)?"
    + _VALUE
    + r"{8,})",
    re.IGNORECASE,
)
_VARIABLE: Final = re.compile(_START + _NAMES + r"=(?=['\"]?" + _VALUE + r"{6,})", re.IGNORECASE)
_COMPOSER_AUTH: Final = re.compile(r"COMPOSER_AUTH=(?=['\"]?\{[^$]*\Z)")
_KNOWN: Final = re.compile(
    r"gh[opsu]_\w{20}|github_pat_\w{20}|glpat-[\w-]{16}|AKIA[0-9A-Z]{16}|xox[bpars]-\w{8}"
)
_NO_SECRET: Final = re.compile(
    r"(?:true|false|none|null|yes|no|on|off|\d{1,8}|[./~].*|.*(?:\*\*|xxxx|example|changeme).*)",
    re.IGNORECASE | re.DOTALL,
)
"""Values that keep nobody out: switches, numbers, paths and placeholders."""
_CREDENTIALS: Final = re.compile(r"(?:http-basic|github-oauth|gitlab-token|gitlab-oauth|bearer)\.")
_LOGGING_IN: Final = frozenset({"curl", "wget"})
_DATABASE: Final = frozenset({"mysql", "mysqldump", "mariadb", "mariadb-dump"})


def secrets(text: Text) -> Iterator[Secret]:
    """Yield the secrets of a script, one for a word at most."""
    for command in text.script.commands:
        yield from _of_command(text, command)


def has_secret(text: Text, command: Command) -> bool:
    """Tell whether a command holds a secret, so that no fix may repeat it."""
    return next(_of_command(text, command), None) is not None


def _of_command(text: Text, command: Command) -> Iterator[Secret]:
    is_exported = bool(command.words) and command.words[0].text in ("export", "env", "readonly")
    found = list(_of_credentials(command))
    places = {secret.span for secret in found}
    yield from found
    for number, word in enumerate((*command.assignments, *command.words)):
        is_variable = is_exported or number < len(command.assignments)
        secret = _of_word(text, word, is_variable=is_variable)
        if secret is not None and secret.span not in places:
            yield secret


def _of_word(text: Text, word: Word, *, is_variable: bool) -> Secret | None:
    patterns = [
        ("A password", _LOGIN),
        ("A token", _TOKEN_LOGIN),
        ("The secret address of a webhook", _WEBHOOK),
        ("", _PARAMETER),
        ("", _OPTION),
        ("", _HEADER),
    ]
    if is_variable:
        patterns += [("A password", _COMPOSER_AUTH), ("", _VARIABLE)]
    for kind, pattern in patterns:
        match = pattern.search(word.source)
        if match is None:
            continue
        value = re.match(r"\s*['\"]?([^\s&'\"@]*)", word.source[match.end() :])
        if value is not None and _NO_SECRET.fullmatch(value[1]):
            continue
        return Secret(kind or _kind(match[0]), _place(text, word, *match.span()))
    if known := _KNOWN.search(word.source):
        return Secret("A token", _place(text, word, known.start(), known.start()))
    return None


def _of_credentials(command: Command) -> Iterator[Secret]:
    """Yield what options say in two words, and what Composer gets."""
    found = call(command)
    if found is not None and found.tool == COMPOSER and found.arguments:
        places = [each for each in found.arguments if _CREDENTIALS.match(each.text)]
        last = found.arguments[-1]
        if places and last is not places[0] and last.is_known:
            yield Secret("A password", places[0].span)
        return
    words = invoked(command)
    name = words[0].text.rpartition("/")[2] if words else ""
    for option, value in pairwise(words):
        _, colon, password = value.text.partition(":")
        is_login = name in _LOGGING_IN and option.text in ("-u", "--user", "--proxy-user")
        if is_login and colon and password and value.is_known:
            yield Secret("A password", option.span)
    for word in words[1:] if name in _DATABASE else ():
        if word.text.startswith("-p") and len(word.text) > _OPTION_LENGTH and word.is_known:
            start = word.span.start
            yield Secret("A password", Span(start, start + _OPTION_LENGTH))


_OPTION_LENGTH: Final = 2


def _kind(name: str) -> str:
    name = name.lower()
    if "pass" in name or "pwd" in name:
        return "A password"
    return (
        "A token"
        if "token" in name or "authorization" in name
        else ("A key" if "key" in name else "A secret")
    )


def _place(text: Text, word: Word, start: int, end: int) -> Span:
    """Return the place of what stands before a secret, or the beginning of the word."""
    at = word.span.start
    if word.span.slice(text.source.text) != word.source:
        return Span(at, at)
    return Span(at + start, at + end)
