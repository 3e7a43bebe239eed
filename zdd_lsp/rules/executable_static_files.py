"""Uploaded files and static content that the web server executes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import replace_scalar, set_below
from zdd_lsp.project.services import is_readable
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.project.web import Block, Location
    from zdd_lsp.rules import Reporter

_PATHS: Final = (["media"], ["static"])
_FOLDERS: Final = (["pub", "media"], ["pub", "static"])
_EFFECT: Final = "whoever manages to upload a script can run it with all rights of the store."


@rule(
    code="ZDD488",
    name="executable-static-files",
    severity=Severity.WARNING,
    summary="The web server executes scripts among uploaded or static files.",
    subject="web",
    bad=[
        Example(
            "Scripts are allowed",
            {
                APP_FILE: """
                web:
                    locations:
                        "/media":
                            root: "pub/media"
                            allow: true
                            scripts: true  # for the old feed
                            #        ^^^^ can run it with all rights
                            passthru: "/get.php"
                """
            },
            fixed={
                APP_FILE: """
                web:
                    locations:
                        "/media":
                            root: "pub/media"
                            allow: true
                            scripts: false  # for the old feed
                            passthru: "/get.php"
                """
            },
        ),
        Example(
            "Allowed by a rule, and by silence",
            {
                APP_FILE: """
                web:
                    locations:
                        "/media":
                            root: pub/media
                            scripts: false
                            rules:
                                ^/media/feeds/:
                                    scripts: true
                                    #        ^^^^ can run it with all rights
                        "/static":
                #       ^^^^^^^^^ Nothing forbids scripts here
                            root: pub/static
                """
            },
            fixed={
                APP_FILE: """
                web:
                    locations:
                        "/media":
                            root: pub/media
                            scripts: false
                            rules:
                                ^/media/feeds/:
                                    scripts: false
                        "/static":
                            root: pub/static
                """
            },
        ),
    ],
    good=[
        Example(
            "As in Adobe's template: missing files are made by a script that is not among them",
            {
                APP_FILE: """
                web:
                    locations:
                        "/":
                            root: pub
                            scripts: true
                        "/media":
                            root: pub/media
                            scripts: false
                            passthru: /get.php
                        "/static":
                            root: pub/static
                            scripts: false
                            passthru: /front-static.php
                """
            },
        ),
    ],
)
def executable_static_files(project: Project, report: Reporter) -> Iterator[Finding]:
    """`pub/media` holds what customers and administrators upload, and both folders are writable.

    With `scripts` on, a PHP file that gets in there by a faulty extension is executed by whoever
    asks for it: the classical way to take over a store. `scripts: false` does not concern
    `passthru`, so that `/get.php` goes on making missing images.

    Where `scripts` is not set, it is on by default, judging by the platform's schema; that is
    information.

    Source: guide, web property, security note.
    """
    source, image = project.app.source, project.app.image
    if source is None or (image is not None and image.name != "php"):
        return
    seen: set[int] = set()
    for location in project.app.locations:
        if not _is_public(source, location):
            continue
        for block in (location.settings, *location.rules):
            entry = block.keys.get("scripts")
            if entry is None or source.value(entry.value) is not True or id(entry) in seen:
                continue
            seen.add(id(entry))
            is_own = block.is_own("scripts") and isinstance(entry.value, Scalar)
            change = replace_scalar(source, entry.value, "false") if is_own else None
            yield report(
                APP_FILE,
                entry.value.span,
                f"The web server executes scripts below {location.path}: {_EFFECT}",
                fixes=fix("Forbid scripts", change, Applicability.SAFE),
            )
        is_silent = "scripts" not in location.settings.keys and not location.settings.is_open
        if is_silent and is_readable(source):
            yield _silence(report, source, location.settings)


def _silence(report: Reporter, source: SourceFile, settings: Block) -> Finding:
    return report(
        APP_FILE,
        settings.entry.key.span,
        f"Nothing forbids scripts here: {_EFFECT}",
        severity=Severity.INFO,
        fixes=fix(
            "Forbid scripts",
            set_below(source, settings.entry, "scripts", "false"),
            Applicability.SAFE,
        ),
    )


def _is_public(source: SourceFile, location: Location) -> bool:
    """Tell whether a location serves uploaded files or static content."""
    root = location.settings.keys.get("root")
    folder = _parts(source.value(root.value) if root is not None else None)
    return _parts(location.path)[:1] in _PATHS or folder[:2] in _FOLDERS


def _parts(path: object) -> list[str]:
    return [part for part in str(path).split("/") if part not in ("", ".")]
