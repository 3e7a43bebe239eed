"""Two mounts show the same folder of the same storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD453",
    name="shared-mount-source",
    severity=Severity.WARNING,
    summary="Two mounts show the same folder, so what one clears is gone in the other.",
    subject="mounts",
    bad=[
        Example(
            "A copy of the line above",
            {
                APP_FILE: """
                mounts:
                    pub/media: "shared:files/media"
                    pub/static: "shared:files/media"
                    #           ^^^^^^^^^^^^^^^^^^^^ pub/media and pub/static show the same folder
                """
            },
        ),
        Example(
            "In the two forms of a mount",
            {
                APP_FILE: """
                mounts:
                    var: "shared:files/var"
                    cache/var:
                #   ^^^^^^^^^ show the same folder
                        source: local
                        source_path: /var/
                """
            },
        ),
    ],
    good=[
        Example(
            "A folder for each",
            {
                APP_FILE: """
                mounts:
                    pub/media: "shared:files/media"
                    pub/static: "shared:files/static"
                """
            },
        ),
        Example(
            "The same folder of another storage, while files move",
            {
                APP_FILE: """
                mounts:
                    var: "shared:files/var"
                    var_shared: {source: service, service: files, source_path: var}
                """
            },
        ),
    ],
)
def shared_mount_source(project: Project, report: Reporter) -> Iterator[Finding]:
    """What stands behind `shared:files/` is a folder on the disk; each mount needs one of its own.

    Two mounts with the same folder show the same files. ece-tools clears `pub/static` and parts of
    `var` in a deploy: what shares their folder is cleared with them, product images for one.

    Give the mount that is wrong a folder of its own. It is empty at first, and the files stay where
    they are: copy them by SSH.

    Source: Adobe's guide, configure/app/properties/properties#mounts; Platform.sh,
    create-apps/image-properties/mounts.
    """
    first: dict[tuple[str, str | None, str], Mount] = {}
    for mount in project.app.mounts:
        if mount.storage is None:
            continue
        other = first.setdefault(mount.storage, mount)
        if other is mount:
            continue
        yield report(
            APP_FILE,
            value_place(mount.entry),
            f"{other.path} and {mount.path} show the same folder of the disk: what a deploy clears "
            "in one of them is gone in the other.",
            related=[Related(Location(APP_FILE, other.entry.key.span), "This is the first one.")],
        )
