"""More threads than the strategy compact uses in old releases of Commerce."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD613",
    name="ignored-threads",
    severity=Severity.HINT,
    summary="`SCD_STRATEGY: compact` uses one thread before Commerce 2.2.4.",
    subject="static_content",
    bad=[
        Example(
            "Four threads for 2.2.3",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                    #            ^ compact uses one thread
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.2.3"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "For 2.4.8",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
        ),
    ],
)
def ignored_threads(project: Project, report: Reporter) -> Iterator[Finding]:
    """Before Commerce 2.2.4 the strategy `compact` works with one thread, whatever is set.

    Source: guide, variables-build; ece-tools 2002.1.17, StaticContent/ThreadCountOptimizer.php.
    """
    if not project.is_commerce("<2.2.4"):
        return
    for stage in ("build", "deploy"):
        strategy = project.effective[stage].get("SCD_STRATEGY")
        threads = project.effective[stage].get("SCD_THREADS")
        if strategy is None or threads is None or threads.setting is None:
            continue
        is_many = isinstance(threads.value, int) and threads.value > 1
        if strategy.value == "compact" and is_many:
            yield report(
                ENV_FILE,
                threads.setting.value_span,
                f"compact uses one thread before Commerce 2.2.4, and this is {project.commerce}.",
            )
            return
