"""The whole application lies open to the web."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.store import is_store
from zdd_lsp.syntax.nodes import Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD491",
    name="exposed-application",
    severity=Severity.WARNING,
    summary="The `root` of the location `/` is the folder of the application and not `pub`.",
    subject="web",
    bad=[
        Example(
            "An empty root",
            {
                APP_FILE: """
                type: php:8.3
                web:
                    locations:
                        "/":
                            root: ""
                            #     ^^ app/etc/env.php
                            passthru: "/index.php"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
            fixed={
                APP_FILE: """
                type: php:8.3
                web:
                    locations:
                        "/":
                            root: pub
                            passthru: "/index.php"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
    ],
    good=[
        Example(
            "The public folder",
            {
                APP_FILE: """
                type: php:8.3
                web:
                    locations:
                        "/":
                            root: "pub/"
                            passthru: "/index.php"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
    ],
)
def exposed_application(project: Project, report: Reporter) -> Iterator[Finding]:
    """Only what lies in `pub` is meant for visitors.

    If the root is the folder of the application, requests reach everything else as well, such as
    `app/etc/env.php` with the keys of the store, `composer.lock`, `var/log` and the code of all
    packages; nothing but the rules of the location stands before them.

    Source: guide, web property.
    """
    source = project.app.source
    if source is None or not is_store(project):
        return
    for location in project.app.locations:
        root = location.settings.keys.get("root")
        if location.path != "/" or root is None or not source.is_known(root.value):
            continue
        folder = source.value(root.value)
        if not isinstance(folder, str) or posixpath.normpath(folder.lstrip("/") or ".") != ".":
            continue
        node = root.value
        is_own = location.settings.is_own("root") and isinstance(node, Scalar)
        yield report(
            APP_FILE,
            value_place(root),
            "The web server offers the whole application, app/etc/env.php included: only pub is "
            "meant for visitors.",
            fixes=fix(
                "Serve pub",
                replace_scalar(source, node, "pub") if is_own else None,
                Applicability.UNSAFE,
            ),
        )
