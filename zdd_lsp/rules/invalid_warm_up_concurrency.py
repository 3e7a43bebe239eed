"""WARM_UP_CONCURRENCY with a value that lets no request through."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import replace_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD623",
    name="invalid-warm-up-concurrency",
    severity=Severity.WARNING,
    summary="`WARM_UP_CONCURRENCY` is below 0, so that no page is warmed up.",
    subject="post_deploy_variables",
    bad=[
        Example(
            "Below 0, as `SCD_THREADS` may be",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_CONCURRENCY: -1
                    #                    ^^ no page is warmed up
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_CONCURRENCY: 0
                """
            },
        ),
    ],
    good=[
        Example(
            "Four at a time, or without a limit of one's own",
            {
                ENV_FILE: """
                stage:
                  global:
                    WARM_UP_CONCURRENCY: 0
                  post-deploy:
                    WARM_UP_CONCURRENCY: 4
                """
            },
        ),
    ],
)
def invalid_warm_up_concurrency(project: Project, report: Reporter) -> Iterator[Finding]:
    """The number says how many pages ece-tools requests at the same time.

    0 stands for none of one's own: then it is 25. A negative number lets no request through. The
    warm-up ends with error 207, and every page is slow for its first visitor.

    Source: ece-tools 2002.1.17, Step/PostDeploy/WarmUp.php; guzzlehttp/promises, EachPromise.
    """
    for setting in project.env.settings_of("WARM_UP_CONCURRENCY"):
        value = setting.value
        if isinstance(value, int) and value < 0:
            yield report(
                ENV_FILE,
                setting.value_span,
                "With a number below 0 no page is warmed up: the post-deploy ends with error 207.",
                fixes=[replace_value(setting, "0", "Write 0, for no limit of one's own")],
            )
