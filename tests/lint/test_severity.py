"""Which rules run, and how serious their findings are."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.lint.severity import Levels
from zdd_lsp.project import Project
from zdd_lsp.rules import Rule
from zdd_lsp.settings import Given, Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.rules import Reporter

ENV = ".magento.env.yaml"
TEXT = "stage:\n  build:\n    SCD_THREADS: 1\n"


def found(**said: Any) -> dict[str, Severity]:
    project = Project(Path("/project"), {ENV: TEXT}, given=Given(weak=said))
    return {finding.rule: finding.severity for finding in lint.check(project)}


def test_a_finding_has_the_severity_that_the_settings_want() -> None:
    usual = found()

    assert usual["single-scd-thread"] is Severity.HINT
    assert found(severity={"single-scd-thread": "error"}) == {
        **usual,
        "single-scd-thread": Severity.ERROR,
    }


def test_a_rule_may_go_by_its_code() -> None:
    rule = lint.rule("single-scd-thread")
    assert rule is not None

    assert found(severity={rule.code: "info"})["single-scd-thread"] is Severity.INFO


def test_a_rule_that_is_off_does_not_run() -> None:
    usual = found()

    off = found(severity={"single-scd-thread": "off"})

    assert off == {name: each for name, each in usual.items() if name != "single-scd-thread"}


def test_of_two_names_of_a_rule_the_later_one_counts() -> None:
    rule = lint.rule("single-scd-thread")
    assert rule is not None

    both = found(severity={rule.name: "error", rule.code: "info"})

    assert both["single-scd-thread"] is Severity.INFO


@pytest.mark.parametrize(
    ("profile", "runs"), [("recommended", False), ("strict", True), ("all", True)]
)
def test_a_rule_runs_in_its_profile_and_those_above(profile: str, *, runs: bool) -> None:
    rule = strict()

    assert Levels.of(Settings(profile=profile), [rule]).runs(rule) is runs


def test_a_severity_takes_a_rule_into_the_profile() -> None:
    rule = strict()

    assert Levels.of(Settings(severity={"demanding": "hint"}), [rule]).runs(rule)
    assert not Levels.of(Settings("all", severity={"ZDD999": "off"}), [rule]).runs(rule)


def strict() -> Rule:
    def silent(_project: Project, _report: Reporter) -> Iterator[Finding]:
        yield from ()

    return Rule("ZDD999", "demanding", Severity.HINT, "", silent, "", (), (), None, "strict")


def test_every_rule_of_today_is_recommended_unless_it_says_so() -> None:
    profiles = {rule.name: rule.profile for rule in lint.rules() if rule.profile != "recommended"}

    assert set(profiles.values()) <= {"strict", "all"}
