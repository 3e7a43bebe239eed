"""SCD_NO_PARENT with a strategy that does not know it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Location, Related, Severity, Tag
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD614",
    name="ignored-no-parent",
    severity=Severity.WARNING,
    summary="`SCD_NO_PARENT` is on, and `SCD_STRATEGY` is one that ignores it.",
    subject="static_content",
    bad=[
        Example(
            "With compact",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_NO_PARENT: true
                #   ^^^^^^^^^^^^^ has no effect with the strategy compact
                """
            },
        ),
    ],
    good=[
        Example(
            "With quick",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: quick
                    SCD_NO_PARENT: true
                """
            },
        ),
    ],
)
def ignored_no_parent(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools passes `--no-parent` only if the strategy is `quick` or none is set.

    With `compact` and `standard` it leaves the option out without a word.

    Source: ece-tools 2002.1.17, StaticContent/CommandFactory.php.
    """
    seen: set[int] = set()
    for stage in ("build", "deploy"):
        strategy = project.effective[stage].get("SCD_STRATEGY")
        found = project.effective[stage].get("SCD_NO_PARENT")
        if strategy is None or found is None or found.setting is None or found.is_crash:
            continue
        if strategy.setting is None or found.value is not True or id(found.setting) in seen:
            continue
        if strategy.value in ("compact", "standard"):
            seen.add(id(found.setting))
            place = Location(ENV_FILE, strategy.setting.value_span)
            yield report(
                ENV_FILE,
                found.setting.key_span,
                f"SCD_NO_PARENT has no effect with the strategy {strategy.value}, only with quick.",
                related=[Related(place, "The strategy is chosen here.")],
                tags=[Tag.UNNECESSARY],
            )
