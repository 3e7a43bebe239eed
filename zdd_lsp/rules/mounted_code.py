"""A mount hides what the build made."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.mounts import folders
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.mounts import remove_mount
from zdd_lsp.rules._shared.store import is_deployed_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_STORE = """
type: php:8.4
hooks:
    deploy: |
        php ./vendor/bin/ece-tools run scenario/deploy.xml
"""


@rule(
    code="ZDD450",
    name="mounted-code",
    severity=Severity.ERROR,
    summary="A mount hides a folder that comes with the build.",
    subject="mounts",
    bad=[
        Example(
            "Generated classes",
            {
                APP_FILE: f"""{_STORE}
mounts:
    var: "shared:files/var"
    generated: "shared:files/generated"
#   ^^^^^^^^^ those of an earlier version stay in use
    app/etc: "shared:files/etc"
"""
            },
            fixed={
                APP_FILE: f"""{_STORE}
mounts:
    var: "shared:files/var"
    app/etc: "shared:files/etc"
"""
            },
        ),
        Example(
            "The folder that the web server serves",
            {
                APP_FILE: f"""{_STORE}
mounts:
    /pub: "shared:files/pub"
#   ^^^^ pub/index.php is out of sight
"""
            },
        ),
    ],
    good=[
        Example(
            "The mounts of Adobe's template",
            {
                APP_FILE: f"""{_STORE}
mounts:
    "var": "shared:files/var"
    "app/etc": "shared:files/etc"
    "pub/media": "shared:files/media"
    "pub/static": "shared:files/static"
"""
            },
        ),
        Example(
            "No store",
            {APP_FILE: "type: nodejs:20\nmounts: {generated: {source: tmp, source_path: g}}\n"},
        ),
    ],
)
def mounted_code(project: Project, report: Reporter) -> Iterator[Finding]:
    """A mount covers what the build put into the same folder.

    Mounts do not exist during the build. When the application starts, the storage takes the place
    of the folder, and what the build made there cannot be seen any more. With `generated` this is
    no outage at first: Commerce works with the classes of an earlier version, or makes them anew at
    the first visit, and inconsistent ones break pages. With `pub`, `vendor` or `app` nothing works.

    Mount the folders that Commerce writes to and no others: `var`, `app/etc`, `pub/media` and, if
    need be, `pub/static`.

    Source: Adobe's operations guide, static content deployment; Platform.sh,
    create-apps/troubleshoot-mounts.
    """
    if not is_deployed_store(project):
        return
    for mount in project.app.mounts:
        folder = folders().code.get(mount.path)
        if folder is None:
            continue
        yield report(
            APP_FILE,
            mount.entry.key.span,
            f"The mount hides the folder {mount.path} of the build: {folder.happens}.",
            severity=None if folder.fails else Severity.WARNING,
            fixes=remove_mount(project, mount),
        )
