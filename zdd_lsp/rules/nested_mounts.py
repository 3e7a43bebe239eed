"""A mount lies within another one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import drop_entry
from zdd_lsp.project.mounts import is_inside
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD452",
    name="nested-mounts",
    severity=Severity.WARNING,
    summary="A mount lies within another mount.",
    subject="app",
    bad=[
        Example(
            "The logs are in var already",
            {
                APP_FILE: """
                mounts:
                    var: "shared:files/var"
                    var/log: "shared:files/log"
                #   ^^^^^^^ lies within the mount var
                    app/etc: "shared:files/etc"
                """
            },
            fixed={
                APP_FILE: """
                mounts:
                    var: "shared:files/var"
                    app/etc: "shared:files/etc"
                """
            },
        ),
        Example(
            "Another kind of storage within a shared one",
            {
                APP_FILE: """
                mounts:
                    var: {source: service, service: files, source_path: var}
                    var/cache: {source: tmp, source_path: cache}
                #   ^^^^^^^^^ the platform refuses the push
                """
            },
            fixed={
                APP_FILE: """
                mounts:
                    var: {source: service, service: files, source_path: var}
                """
            },
        ),
    ],
    good=[
        Example(
            "Side by side",
            {
                APP_FILE: """
                mounts:
                    pub/media: "shared:files/media"
                    pub/static: "shared:files/static"
                    var: "shared:files/var"
                    variants: "shared:files/variants"
                """
            },
        ),
    ],
)
def nested_mounts(project: Project, report: Reporter) -> Iterator[Finding]:
    """The outer mount makes everything below it writable, so that the inner one is not needed.

    The storage of the inner mount covers the folder of the outer one: files that were written there
    before are out of sight, and which of the two a process sees may depend on the order in which
    the platform mounts them. A mount of another kind within one that a service shares is refused
    with the push.

    Remove the inner mount. Its files stay in their own folder of the storage; copy those that you
    need before.

    Source: Platform.sh, create-apps/image-properties/mounts#overlapping-mounts.
    """
    mounts = project.app.mounts
    for inner in mounts:
        around = [outer for outer in mounts if is_inside(inner.path, outer.path)]
        if not around:
            continue
        outer = max(around, key=lambda mount: len(mount.path))
        kinds = {inner.source, outer.source}
        is_refused = len(kinds) > 1 and None not in kinds and "service" in kinds
        yield report(
            APP_FILE,
            inner.entry.key.span,
            f"The mount {inner.path} lies within the mount {outer.path or '/'}"
            + (
                " and is of another kind: the platform refuses the push."
                if is_refused
                else ", which is writable already, and hides what is in its folder."
            ),
            severity=Severity.ERROR if is_refused else None,
            related=[
                Related(Location(APP_FILE, outer.entry.key.span), "This is the outer mount.")
            ],
            fixes=_remove(project, inner),
        )


def _remove(project: Project, mount: Mount) -> tuple[Fix, ...]:
    """Offer to take the inner mount away, for a person who knows what lies in it."""
    source, parent = project.app.source, project.app.root["mounts"].value
    if source is None or not isinstance(parent, Mapping):
        return ()
    if not any(entry is mount.entry for entry in parent.entries):
        return ()
    changes = drop_entry(source, parent, mount.entry)
    return fix(f"Remove the mount {mount.path}", changes, Applicability.UNSAFE)
