"""A time that the web server cannot read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_TIME: Final = re.compile(
    r"-?[0-9]+|[0-9]+(?:ms|[smhdwMy])(?: *[0-9]+(?:ms|[smhdwMy]))*"
    r"|off|max|epoch"  # words of nginx, which the platform's web server may know
)
_ALMOST: Final = re.compile(r"([0-9]{1,9}) *([A-Za-z]{1,12})")
_UNITS: Final = {
    "ms": ("msec", "millisecond"),
    "s": ("sec", "second"),
    "m": ("min", "minute"),
    "h": ("hr", "hour"),
    "d": ("day",),
    "w": ("week",),
    "M": ("mo", "mon", "month"),
    "y": ("yr", "year"),
}
"""The units, with what people write instead of them."""


@rule(
    code="ZDD492",
    name="invalid-expires",
    severity=Severity.WARNING,
    summary="`expires` of a location has a unit that does not exist.",
    subject="web",
    bad=[
        Example(
            "A word",
            {
                APP_FILE: """
                web:
                    locations:
                        "/static":
                            root: pub/static
                            scripts: false
                            expires: 1 year
                            #        ^^^^^^ is no time
                """
            },
            fixed={
                APP_FILE: """
                web:
                    locations:
                        "/static":
                            root: pub/static
                            scripts: false
                            expires: 1y
                """
            },
        ),
        Example(
            "Digits that are missing",
            {
                APP_FILE: """
                web:
                    locations:
                        "/media":
                            root: pub/media
                            scripts: false
                            rules:
                                '\\.svg$': {expires: month}
                                #                   ^^^^^ is no time
                """
            },
        ),
    ],
    good=[
        Example(
            "Seconds, units and no caching at all",
            {
                APP_FILE: """
                web:
                    locations:
                        "/": {root: pub, expires: -1}
                        "/a": {root: pub/a, expires: 300}
                        "/b": {root: pub/b, expires: "300"}
                        "/c": {root: pub/c, expires: 6M}
                """
            },
        ),
    ],
)
def invalid_expires(project: Project, report: Reporter) -> Iterator[Finding]:
    """`expires` says how long browsers and Fastly may keep static files.

    It is a number of seconds, or a number with a unit directly behind it: `ms`, `s`, `m` for
    minutes, `h`, `d`, `w`, `M` for months, `y`. Without caching, or with `-1`, every page asks for
    every file again.

    Source: guide, web property.
    """
    source = project.app.source
    seen: set[int] = set()
    for location in project.app.locations if source is not None else ():
        for block in (location.settings, *location.rules):
            entry = block.keys.get("expires")
            if source is None or entry is None or id(entry) in seen:
                continue
            seen.add(id(entry))
            text = source.value(entry.value)
            is_text = isinstance(text, str) and source.is_known(entry.value)
            if not is_text or not isinstance(text, str) or _TIME.fullmatch(text):
                continue
            meant = _meant(text)
            is_own = block.is_own("expires") and isinstance(entry.value, Scalar)
            change = replace_scalar(source, entry.value, meant) if is_own and meant else None
            yield report(
                APP_FILE,
                entry.value.span,
                f"{text} is no time: use seconds, or a number with ms, s, m, h, d, w, M or y. The "
                "files are not cached, or the push is refused.",
                fixes=fix(f"Write {meant}", change, Applicability.SAFE),
            )


def _meant(text: str) -> str | None:
    """Return the time that is most probably meant."""
    match = _ALMOST.fullmatch(text.strip())
    if match is None:
        return None
    number, word = match.groups()
    if word in _UNITS:
        return f"{number}{word}"
    singular = word.lower().removesuffix("s")
    unit = next((unit for unit, words in _UNITS.items() if singular in words), None)
    if unit is None and word.lower() in _UNITS and word.lower() != "m":
        unit = word.lower()
    return None if unit is None else f"{number}{unit}"
