"""ece-tools cannot read `.magento.app.yaml`, although the platform can."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Edit, Fix, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import keeps_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD235",
    name="app-file-unreadable-to-ece-tools",
    severity=Severity.ERROR,
    summary="`.magento.app.yaml` is valid for the platform, but ece-tools cannot read it.",
    subject="app",
    bad=[
        Example(
            "A tag of the platform",
            {
                APP_FILE: """
                name: mymagento
                hooks: !include hooks.yaml
                #      ^^^^^^^^ the build stops
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
        ),
        Example(
            "Newer versions may read it",
            {
                APP_FILE: """
                name: mymagento
                web: !include
                #    ^^^^^^^^ it is not known
                  type: yaml
                  path: web.yaml
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.10"}]}
                """,
            },
        ),
        Example(
            "A key that is a number",
            {
                APP_FILE: """
                variables:
                  env:
                    1.5: x
                #   ^^^ the build stops
                """
            },
        ),
    ],
    good=[
        Example("The same in place", {APP_FILE: "hooks:\n  build: |\n    set -e\n"}),
    ],
)
def app_file_unreadable_to_ece_tools(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools reads `.magento.app.yaml` as well, and with another parser than the platform.

    symfony/yaml knows less of YAML, above all none of the platform's tags, such as `!include` and
    `!archive`. If it cannot read the file, the build stops when it checks its configuration. Write
    what the tag would fetch into the file itself.

    Since 2002.2.9 ece-tools reads tags in `.magento.env.yaml`. Whether it does so here is not
    known, so a tag is a warning only with these versions.

    Source: ece-tools 2002.1.17, Config/EnvironmentData.php and
    Config/Validator/Build/MagentoAppYaml.php.
    """
    if any(problem.fatal for problem in project.problems(APP_FILE)):
        return
    for number, problem in enumerate(project.app_refusals):
        is_doubtful = problem.kind == _TAG and not project.is_ece_tools(_NO_TAGS)
        what = problem.message.partition(": the file cannot be read")[0].rstrip(".")
        consequence = "ece-tools reads this file, too, and fails: the build stops."
        if is_doubtful:
            consequence = (
                "ece-tools reads this file, too. Up to 2002.2.8 it fails and the build stops; it "
                "is not known whether later versions read tags here."
            )
        yield report(
            APP_FILE,
            problem.span,
            f"{what}. {consequence}",
            severity=Severity.WARNING if is_doubtful else None,
            upstream=Upstream(None, problem.upstream) if problem.upstream else None,
            fixes=[
                Fix(
                    repair.title,
                    tuple(Edit(APP_FILE, span, text) for span, text in repair.edits),
                    Applicability.UNSAFE,
                )
                for repair in problem.repairs
                if number < _TRIED and keeps_yaml(project, APP_FILE, repair.edits)
            ],
        )


_TRIED: Final = 10
"""For how many problems repairs are offered: each is tried out, which costs a reading."""
_TAG: Final = "unsupported-tag"
_NO_TAGS: Final = "<2002.2.9"
