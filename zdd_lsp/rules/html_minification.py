"""HTML is minified during the deploy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Location, Related, Severity, Upstream
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import set_setting
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import CODE, Gap
from zdd_lsp.project.places import main_place, package_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix, replace_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD104",
    name="html-minification",
    severity=Severity.WARNING,
    summary="`SKIP_HTML_MINIFICATION` is off, which lengthens the maintenance window.",
    subject="static_content",
    bad=[
        Example(
            "Minification is asked for",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_HTML_MINIFICATION: false
                    #                       ^^^^^ templates are minified and copied
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SKIP_HTML_MINIFICATION: true
                """
            },
        ),
        Example(
            "A quoted zero is false to PHP",
            {
                ENV_FILE: """
                stage: {global: {SKIP_HTML_MINIFICATION: '0'}}
                #                                        ^^^ templates are minified and copied
                """
            },
            fixed={
                ENV_FILE: """
                stage: {global: {SKIP_HTML_MINIFICATION: true}}
                """
            },
        ),
        Example(
            "The default of ece-tools before 2002.0.13",
            {
                ENV_FILE: """
                stage:
                #^^^^ off by default in ece-tools 2002.0.12
                  build:
                    SKIP_SCD: false
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.0.12"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                  global:
                    SKIP_HTML_MINIFICATION: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Skipped",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_HTML_MINIFICATION: true
                """
            },
        ),
        Example("Unset: it is on by default", {ENV_FILE: "stage:\n  global: {}\n"}),
    ],
)
def html_minification(project: Project, report: Reporter) -> Iterator[Finding]:
    """With `SKIP_HTML_MINIFICATION` off, every template is minified into `var/view_preprocessed`.

    That folder has to be copied at the beginning of every deploy, while the site is in
    maintenance. Modern browsers and compression gain little from minified HTML, so ece-tools skips
    it by default since 2002.0.13.
    """
    found = project.effective["global"].get("SKIP_HTML_MINIFICATION")
    if Gap.HTML_MINIFICATION not in project.ideal.gaps or (found is not None and found.is_crash):
        return
    upstream = Upstream(CODE, project.ideal.message(Gap.HTML_MINIFICATION))
    consequence = "templates are minified and copied while the site is in maintenance."
    title = "Skip the minification of HTML"
    if found is not None and found.setting is not None:
        yield report(
            ENV_FILE,
            found.setting.value_span,
            f"SKIP_HTML_MINIFICATION is off: {consequence}",
            upstream=upstream,
            fixes=[replace_value(found.setting, "true", title)],
        )
        return
    if "SKIP_HTML_MINIFICATION" not in project.schema:
        return  # the project's own schema lacks it, so that nobody can tell a default
    path, span = main_place(project)
    lock = package_place(project, "magento/ece-tools")
    change = set_setting(project, "global", "SKIP_HTML_MINIFICATION", "true")
    yield report(
        path,
        span,
        f"SKIP_HTML_MINIFICATION is off by default in ece-tools {project.ece_tools}: {consequence}",
        upstream=upstream,
        related=[Related(Location(*lock), "The version of ece-tools is locked here.")]
        if lock
        else [],
        fixes=fix(title, change, Applicability.SAFE),
    )
