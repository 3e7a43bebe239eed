"""Route templates: the URLs that a project answers to, mostly with a placeholder for the domain.

Sources: Adobe's guide, configure/routes/routes-yaml; Platform.sh, define-routes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final, NamedTuple

from zdd_lsp.text.span import Span

PLACEHOLDERS: Final = ("{default}", "{all}")
"""What stands for domains: the default one, or each that the project has."""
SCHEMES: Final = ("http", "https")

_PARTS: Final = re.compile(
    r"(?:(?P<scheme>[A-Za-z][\w+.-]*):(?=/))?(?P<slashes>/*)(?P<host>[^/?#]*)(?P<path>.*)",
    re.DOTALL,
)
_PORT: Final = re.compile(r":(\d*)$")
_STANDARD_PORTS: Final = ("80", "443")
_BRACES: Final = re.compile(r"\{[^{}]*\}")
_PATTERN_SIGNS: Final = re.compile(r"[()\[\]^|\\*]+|\$$")
_NO_HOST_SIGNS: Final = re.compile(r"[^\w.-]|\.\.+|^\.")
_PATTERN_SIGNS_IN_HOST: Final = frozenset("()[]^$|\\+?")


class Flaw(Enum):
    """What can be wrong with a template."""

    SCHEME = "scheme"
    """It is no URL, or its scheme is not that of the web."""
    PORT = "port"
    """It names a port other than 80 and 443."""
    WILDCARD = "wildcard"
    """An asterisk stands somewhere else than alone at the beginning of the host."""
    PLACEHOLDER = "placeholder"
    """The platform knows no such placeholder, or knows it in the host alone."""
    HOST = "host"
    """The host is missing or has characters that no host can have."""
    USER = "user"
    """It has a user or a password before the host."""
    HOST_PATTERN = "host-pattern"
    """The host has signs of a regular expression, which a template cannot be."""
    PATTERN = "pattern"
    """The path has signs of a regular expression."""
    QUERY = "query"
    """It goes on with a query or a fragment, which play no part in routing."""


class Fault(NamedTuple):
    """Something wrong with a template, and its place in the file."""

    flaw: Flaw
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """A route template, or the target of a redirect, taken apart.

    Attributes:
        text: What is written.
        span: Where, quotes included.
        scheme: In lower case; empty where there is none.
        host: In lower case but for braces, without a port; it may hold an asterisk.
        port: The digits behind the colon; empty where there are none.
        path: What follows the host; empty where nothing does.
        faults: What is wrong, from left to right.
    """

    text: str
    span: Span
    scheme: str
    host: str
    port: str
    path: str
    faults: tuple[Fault, ...]

    @property
    def placeholder(self) -> str | None:
        """The placeholder that the host ends with."""
        return next((name for name in PLACEHOLDERS if self.host.endswith(name)), None)

    @property
    def is_wildcard(self) -> bool:
        """Whether it stands for all sub-domains of something."""
        return self.host.startswith("*.")

    @property
    def is_url(self) -> bool:
        """Whether it has a scheme of the web and a host, whatever else is wrong."""
        is_written_so = not any(fault.flaw is Flaw.SCHEME for fault in self.faults)
        return self.scheme in SCHEMES and bool(self.host) and is_written_so

    @property
    def address(self) -> Address:
        """What the platform compares: the path has at least a slash, standard ports are left out.

        A slash at the end of a longer path counts, as in any URL.
        """
        host = self.host if self.port in ("", *_STANDARD_PORTS) else f"{self.host}:{self.port}"
        path = re.split(r"[?#]", self.path, maxsplit=1)[0]
        return Address(self.scheme, host, path or "/")


class Address(NamedTuple):
    """Where a request goes: scheme, host and path."""

    scheme: str
    host: str
    path: str

    def __str__(self) -> str:
        """Return it as a URL."""
        return f"{self.scheme}://{self.host}{self.path}"

    def is_below(self, other: Address) -> bool:
        """Tell whether a path is that of another address or one below it."""
        return self.path == other.path or self.path.startswith(other.path.rstrip("/") + "/")


def read_template(text: str, span: Span, start: int | None) -> Template:
    """Take a template apart.

    Args:
        text: The template.
        span: Its place in the file, quotes included.
        start: Where its first character stands; None where the file writes it in another way,
            such as with escapes, so that no part of it has a place of its own.
    """
    match = _PARTS.fullmatch(text)
    assert match is not None  # every part may be empty
    scheme, host, path = match["scheme"] or "", match["host"], match["path"]
    port = _PORT.search(host)
    name = host[: port.start()] if port is not None else host
    faults = []
    if scheme.lower() not in SCHEMES or match["slashes"] != "//":
        # What the rest of it is can only be guessed.
        faults.append((Flaw.SCHEME, 0, match.start("host") if scheme else len(text)))
    elif not name:
        faults.append((Flaw.HOST, 0, len(text)))
    elif "@" in name:
        start_of_host = match.start("host")
        faults.append((Flaw.USER, start_of_host, start_of_host + name.rindex("@") + 1))
    else:
        faults += _host_faults(name, match.start("host"))
        if port is not None and port[1] not in _STANDARD_PORTS:
            faults.append((Flaw.PORT, match.start("host") + port.start(), match.end("host")))
        faults += _path_faults(path, match.start("path"))
    return Template(
        text=text,
        span=span,
        scheme=scheme.lower(),
        host=_lowered(name),
        port=port[1] if port is not None else "",
        path=path,
        faults=tuple(
            Fault(
                flaw, span if start is None else Span(start + first, start + last), text[first:last]
            )
            for flaw, first, last in faults
        ),
    )


def _lowered(host: str) -> str:
    """Return a host in lower case; the names of placeholders have one case alone."""
    parts = re.split(r"(\{[^{}]*\})", host)
    parts[::2] = [part.lower() for part in parts[::2]]
    return "".join(parts)


def _host_faults(host: str, offset: int) -> list[tuple[Flaw, int, int]]:
    """Return what is wrong with a host without its port; ``offset`` is where it begins."""
    faults = [
        (Flaw.PLACEHOLDER, offset + match.start(), offset + match.end())
        for match in _BRACES.finditer(host)
        if match[0] not in PLACEHOLDERS
    ]
    # What has been looked at becomes a letter, so that the places stay the same.
    rest = _BRACES.sub(lambda match: "x" * len(match[0]), host)
    faults += [
        (Flaw.WILDCARD, offset + match.start(), offset + match.end())
        for match in re.finditer(r"\*+", rest)
        if match.start() or not rest.startswith("*.")
    ]
    signs = list(_NO_HOST_SIGNS.finditer(rest.replace("*", "x")))
    if signs:
        is_pattern = any(match[0] in _PATTERN_SIGNS_IN_HOST for match in signs)
        flaw = Flaw.HOST_PATTERN if is_pattern else Flaw.HOST
        faults.append((flaw, offset + signs[0].start(), offset + signs[-1].end()))
    return faults


def _path_faults(path: str, offset: int) -> list[tuple[Flaw, int, int]]:
    """Return what is wrong with what follows the host; ``offset`` is where it begins."""
    query = re.search(r"[?#]", path)
    end = query.start() if query is not None else len(path)
    faults = [
        (Flaw.PLACEHOLDER, offset + match.start(), offset + match.end())
        for match in _BRACES.finditer(path, 0, end)
    ]
    pattern = _PATTERN_SIGNS.search(path, 0, end)
    if pattern is not None:
        faults.append((Flaw.PATTERN, offset + pattern.start(), offset + end))
    elif query is not None:
        faults.append((Flaw.QUERY, offset + end, offset + len(path)))
    return faults
