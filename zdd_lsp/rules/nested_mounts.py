"""A mount lies within another one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.mounts import SERVICE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.mounts import remove_mount

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.mounts import Mount
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD452",
    name="nested-mounts",
    severity=Severity.WARNING,
    summary="A mount lies within another mount.",
    subject="mounts",
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
    mounts = {mount.path: mount for mount in project.app.mounts}
    count = 0
    for inner in mounts.values():
        outer = _around(inner, mounts)
        if outer is None:
            continue
        count += 1
        kinds = {inner.source, outer.source}
        is_refused = len(kinds) > 1 and None not in kinds and SERVICE in kinds
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
            related=[Related(Location(APP_FILE, outer.entry.key.span), "This is the outer mount.")],
            fixes=remove_mount(project, inner) if count <= _MOST else (),
        )


def _around(inner: Mount, mounts: Mapping[str, Mount]) -> Mount | None:
    """Return the smallest mount around another one."""
    path = inner.path
    for _ in range(_DEEPEST):
        if not path:
            return None
        path = path.rpartition("/")[0]
        if path in mounts:
            return mounts[path]
    return None


_DEEPEST: Final = 50
"""How many folders upwards a mount is looked for; real ones are three deep."""
_MOST: Final = 20
"""For how many mounts a fix is offered: each looks at all lines of the map."""
