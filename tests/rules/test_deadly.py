"""What kills ece-tools outright is an error here; and nothing else is, by these rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from tests.conformance_sets import every_set, judged_cases
from zdd_lsp import lint
from zdd_lsp.findings import Severity

if TYPE_CHECKING:
    from tests.conformance_sets import Case
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project

ENV: Final = ".magento.env.yaml"
DEADLY: Final = [rule for rule in lint.rules() if "ZDD220" <= rule.code <= "ZDD239"]
PARTIAL: Final = {"no-composer": "without composer.json this may be a part of a project"}
REFUSED: Final = {
    "app-yaml-list": "the platform refuses a list for the application",
    "hooks-string": "the platform refuses a text for the hooks",
}
"""Cases of which ece-tools does not die, and still nothing can be built."""
VALIDATED: Final = {
    "resource-configuration": "RESOURCE_CONFIGURATION",
    "search-configuration": "SEARCH_CONFIGURATION",
    "session-configuration": "SESSION_CONFIGURATION",
}
"""The validators of the deploy that die of a value, and the variable whose value it is."""


def errors(project: Project) -> list[Finding]:
    found = lint.check(project)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def deadly(project: Project) -> list[Finding]:
    codes = {rule.code for rule in DEADLY}
    return [finding for finding in errors(project) if finding.code in codes]


def deaths(case: Case) -> list[str]:
    """Return what ece-tools dies of, apart from YAML."""
    expect = case["expect"]
    found = [step["step"] for step in expect["fatal"] if not step["step"].endswith(ENV)]
    stage = expect["stage"]
    if isinstance(stage, dict) or any("exception" in each for each in stage or ()):
        found.append("stage")
    died = [each["name"] for each in expect["validators"] or () if each["result"] == "exception"]
    return found + [validator for validator in died if validator not in VALIDATED]


@every_set
def test_what_kills_ece_tools_is_an_error(name: str) -> None:
    died = 0
    for case, project in judged_cases(name):
        reasons = deaths(case)
        if not reasons or case["name"] in PARTIAL:
            continue
        died += 1
        found = deadly(project) or [
            each for each in errors(project) if each.rule.startswith("yaml-")
        ]
        assert found, (case["name"], reasons)
    assert died


@every_set
def test_nothing_else_is_deadly(name: str) -> None:
    for case, project in judged_cases(name):
        if case["expect"]["stage"] is None or deaths(case) or case["name"] in REFUSED:
            continue
        found = [finding.rule for finding in deadly(project)]
        # The verdicts were measured with an ece-tools that some of the locks do not name.
        has_tools = '"magento/ece-tools"' in case["files"].get("composer.lock", "")
        assert found == ([] if has_tools else ["missing-ece-tools"]), case["name"]


@every_set
def test_a_value_that_a_validator_dies_of_is_an_error_already(name: str) -> None:
    for case, project in judged_cases(name):
        for verdict in case["expect"]["validators"] or ():
            if verdict["result"] != "exception" or verdict["name"] not in VALIDATED:
                continue
            settings = project.env.settings_of(VALIDATED[verdict["name"]])
            spans = {setting.value_span for setting in settings} | {
                setting.key_span for setting in settings
            }
            assert any(each.location.span in spans for each in errors(project)), case["name"]


def test_the_words_of_ece_tools_are_quoted() -> None:
    """Of what it dies of, as far as the words name no place in its own code."""
    quoted = set()
    for case, project in judged_cases("handmade"):
        ideal = case["expect"]["ideal"]
        said = {finding.upstream.message for finding in deadly(project) if finding.upstream}
        if said and ideal and ideal.get("result") == "exception":
            assert said == {ideal["exception"]["message"]}, case["name"]
            quoted.add(case["name"])
    assert quoted >= {"app-yaml-tag-include", "hook-post-deploy-list", "stage-child-scalar"}
