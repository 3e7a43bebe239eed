"""A folder that Commerce writes to is no mount."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.mounts import folders
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import set_below
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import Gap, is_on
from zdd_lsp.project.mounts import LOCAL, is_inside
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.store import is_deployed_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_STORE = """
type: php:8.4
hooks:
    deploy: |
        php ./vendor/bin/ece-tools run scenario/deploy.xml
"""
_REST: Final = """
    pub/media: "shared:files/media"
    pub/static: "shared:files/static"
"""


@rule(
    code="ZDD451",
    name="missing-mount",
    severity=Severity.ERROR,
    summary="A folder that Commerce writes to is no mount, so it is read-only.",
    subject="mounts",
    bad=[
        Example(
            "env.php cannot be written",
            {
                APP_FILE: f"""{_STORE}
mounts:
#^^^^^ app/etc is no mount
    var: "shared:files/var"  # logs, too
{_REST}"""
            },
            fixed={
                APP_FILE: f"""{_STORE}
mounts:
    var: "shared:files/var"  # logs, too
{_REST}    app/etc: "shared:files/etc"
"""
            },
        ),
        Example(
            "Static content is generated in the deploy",
            {
                APP_FILE: f"""{_STORE}
mounts:
#^^^^^ pub/static is no mount
    var: "shared:files/var"
    app/etc: "shared:files/etc"
    pub/media: "shared:files/media"
""",
                ENV_FILE: "stage: {build: {SKIP_SCD: true}}\n",
            },
            fixed={
                APP_FILE: f"""{_STORE}
mounts:
    var: "shared:files/var"
    app/etc: "shared:files/etc"
    pub/media: "shared:files/media"
    pub/static: "shared:files/static"
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
    "/var": "shared:files/var"
    "/app/etc": "shared:files/etc"
{_REST}"""
            },
        ),
        Example(
            "Static content that the build made needs no mount",
            {
                APP_FILE: f"""{_STORE}
mounts:
    var: "shared:files/var"
    app/etc: "shared:files/etc"
    pub/media: "shared:files/media"
""",
                CONFIG_PHP: "<?php return ['scopes' => ['websites' => ['base' => ['id' => 1]]]];\n",
            },
        ),
    ],
)
def missing_mount(project: Project, report: Reporter) -> Iterator[Finding]:
    """After the build the whole application is read-only, except for its mounts.

    Commerce and ece-tools write to `var` and `app/etc` in every deploy: without these two it fails.
    Without `pub/media`, uploads fail. `pub/static` has to be a mount only where the deploy
    generates static content, or ece-tools is older than 2002.1.3; then the deploy fails, too, when
    the site is in maintenance already.

    On Staging and Production of Pro projects Adobe's support sets up mounts, so that an environment
    there may have one that this file lacks.

    Source: Adobe's guide, configure/app/properties/properties#mounts, and its release notes of
    ece-tools 2002.1.3; ece-tools 2002.1.17, Filesystem/RecoverableDirectoryList.php.
    """
    if not is_deployed_store(project):
        return
    entry, anchor = project.app.root.get("mounts"), project.app.anchor_span
    place = entry.key.span if entry is not None else anchor
    # A file that has neither is hardly a whole one.
    is_whole = entry is not None or "web" in project.app.root
    if place is None or not is_whole or not project.app.knows_mounts:
        return
    known = folders()
    for folder in known.writable.values():
        if not _is_writable(project, folder.path):
            yield report(
                APP_FILE,
                place,
                f"{folder.path} is no mount and therefore read-only: {folder.happens}.",
                severity=None if folder.fails else Severity.WARNING,
                fixes=_add(project, folder.path, folder.mount or ""),
            )
    static = known.static
    if not _is_writable(project, static.path) and _writes_static(project):
        yield report(
            APP_FILE,
            place,
            f"{static.path} is no mount and therefore read-only, and the build does not fill it: "
            "the deploy cannot write static content and fails.",
            fixes=_add(project, static.path, static.mount),
        )


def _is_writable(project: Project, path: str) -> bool:
    return any(path == mount.path or is_inside(path, mount.path) for mount in project.app.mounts)


def _writes_static(project: Project) -> bool:
    """Tell whether something certainly writes static content after the build.

    With SCD_ON_DEMAND that is the application itself.
    """
    triple, ideal = project.ece_tools_triple, project.ideal
    if triple is not None and triple < folders().static.since:
        return True
    if Gap.SCD_ON_DEMAND in ideal.static_content:
        return True
    is_skipped = is_on(project, "deploy", "SKIP_SCD")
    # A file that is not there may well be in the repository's next commit.
    is_built = not ideal.is_switched_off and (project.config is None or not ideal.static_content)
    return not is_built and not is_skipped


def _add(project: Project, path: str, mount: str) -> tuple[Fix, ...]:
    """Offer the mount of Adobe's template, where the others are on the same disk.

    A person has to agree: the files may lie in another folder of the storage already.
    """
    source, entry = project.app.source, project.app.root.get("mounts")
    if source is None or entry is None:
        return ()
    if any(each.source not in (LOCAL, None) for each in project.app.mounts):
        return ()
    change = set_below(source, entry, path, f'"{mount}"')
    return fix(f"Mount {path}", change, Applicability.UNSAFE)
