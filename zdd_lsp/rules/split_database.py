"""The database is split."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Tag, Upstream
from zdd_lsp.project.discovery import COMPOSER_JSON
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, deploy_array, deploy_value
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span

_DEPRECATED: Final = Upstream(
    2029,
    "Split Database was deprecated in the Adobe Commerce and Magento Open Source 2.4.2 and will be "
    "removed in 2.5.",
)
_REMOVED: Final = Upstream(
    136, "Split Database was removed starting from Adobe Commerce and Magento Open Source 2.5.0."
)


@rule(
    code="ZDD325",
    name="split-database",
    severity=Severity.WARNING,
    summary="The database is split, which Commerce deprecates since 2.4.2 and removes in 2.5.0.",
    subject="deploy_variables",
    bad=[
        Example(
            "Deprecated",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB: [quote, sales]
                    #^^^^^^^ deprecated since 2.4.2
                """,
                COMPOSER_JSON: '{"version": "2.4.6"}',
            },
        ),
        Example(
            "Removed",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      connection:
                        sales:
                        #^^^^ the deploy fails while the site is in maintenance
                          host: sales.example.com
                """,
                COMPOSER_JSON: '{"version": "2.5.0"}',
            },
        ),
    ],
    good=[
        Example(
            "One database",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB: []
                """,
                COMPOSER_JSON: '{"version": "2.4.6"}',
            },
        ),
        Example(
            "Before the deprecation",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SPLIT_DB: [quote]
                """,
                COMPOSER_JSON: '{"version": "2.4.1"}',
            },
        ),
    ],
)
def split_database(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce can keep quotes and orders in databases of their own, but no longer should.

    The split database is deprecated since Commerce 2.4.2. ece-tools warns of it in every deploy.
    From 2.5.0 on it does not exist: the deploy fails, and does so when the site is in maintenance
    already. Before that upgrade the tables have to be moved back into one database by hand, because
    splitting cannot be undone by a setting.

    Both `SPLIT_DB` and a connection `quote` or `sales` in `DATABASE_CONFIGURATION` count.

    Source: ece-tools 2002.1.17, Validator/Deploy/DeprecatedSplitDb.php and RemovedSplitDb.php, in
    force since 2002.1.6.
    """
    if not project.is_commerce(">=2.4.2") or project.is_ece_tools("<2002.1.6"):
        return
    is_removed = bool(project.is_commerce(">=2.5.0"))
    upstream = _REMOVED if is_removed else _DEPRECATED
    consequence = f"Commerce {project.commerce} no longer can: {FAILS}"
    if not is_removed:
        consequence = "Commerce removes in 2.5.0; it is deprecated since 2.4.2"
    for number, (span, cause) in enumerate(_causes(project)):
        yield report(
            ENV_FILE,
            span,
            f"{cause} splits the database, which {consequence}.",
            severity=Severity.ERROR if is_removed else Severity.WARNING,
            upstream=upstream if number == 0 else None,
            tags=() if is_removed else (Tag.DEPRECATED,),
        )


def _causes(project: Project) -> Iterator[tuple[Span, str]]:
    """Yield what ece-tools takes for a split database: Validator/Deploy/SplitDb.php."""
    split = deploy_value(project, "SPLIT_DB")
    # Values of other types are reported elsewhere, but ece-tools takes them, too.
    if split is not None and is_truthy(split.value):
        yield split.spot.key_span, "SPLIT_DB"
    array = deploy_array(project, "DATABASE_CONFIGURATION")
    if array is None:
        return
    for name in ("quote", "sales"):
        if array.has("connection", name):
            yield array.nearest("connection", name).key_span, f"The connection {name}"
