"""A location that no request matches."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.services import is_readable
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_PATH: Final = re.compile(r"[\w./~-]+")


@rule(
    code="ZDD489",
    name="location-without-slash",
    severity=Severity.WARNING,
    summary="The path of a location does not begin with a slash.",
    subject="web",
    bad=[
        Example(
            "A path relative to nothing",
            {
                APP_FILE: """
                web:
                    locations:
                        "media":
                #       ^^^^^^^ must begin with a slash
                            root: pub/media
                            scripts: false
                """
            },
            fixed={
                APP_FILE: """
                web:
                    locations:
                        "/media":
                            root: pub/media
                            scripts: false
                """
            },
        ),
    ],
    good=[
        Example(
            "Absolute paths",
            {
                APP_FILE: """
                web:
                    locations:
                        "/": {root: pub}
                        /.well-known: {root: pub/.well-known}
                """
            },
        ),
    ],
)
def location_without_slash(project: Project, report: Reporter) -> Iterator[Finding]:
    """The keys below `locations` are paths of the site, from its root on: `/`, `/media`.

    Without the slash no request matches the location, so that its settings hold for nothing and
    those of `/` take their place: scripts may be executed where they were forbidden.

    Source: guide, web property.
    """
    source = project.app.source
    locations = project.app.locations
    paths = {location.path for location in locations}
    for location in locations if source is not None else ():
        if source is None or location.path.startswith("/"):
            continue
        path, entry = f"/{location.path}", location.settings.entry
        # Of equal keys one would stay, so that a file with such a fault is left alone.
        is_path = _PATH.fullmatch(path) and path not in paths and is_readable(source)
        change = rename_key(source, entry, path) if is_path else None
        yield report(
            APP_FILE,
            entry.key.span,
            f"The path of a location must begin with a slash: no request matches {location.path}, "
            "and the settings of / hold instead.",
            fixes=fix(f"Write {path}", change, Applicability.SAFE),
        )
