"""Agreement with ece-tools, case by case: what is refused, the ideal state, every value."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.conformance_sets import every_set, judged_cases, normal
from zdd_lsp import lint
from zdd_lsp.project.ideal import CODE
from zdd_lsp.project.schema import CODE as SCHEMA_CODE
from zdd_lsp.project.wizards import WIZARDS

if TYPE_CHECKING:
    from tests.conformance_sets import Case

ENV = ".magento.env.yaml"
FROM_FILES = frozenset(
    {8, 9, 25, 26, 109, 110, 111, 112, 135, 136, 1001, 1002, 1003, 1004, 1005, 1008}
) | frozenset({2002, 2012, 2013, 2029})
"""The codes of the validators that were measured: they need no service and no environment."""


def is_refused(case: Case, name: str) -> bool:
    """Tell whether ece-tools cannot read the case's `.magento.env.yaml`.

    In the set of the 2.2 line the field ``yaml`` was measured without custom tags; what stops
    ece-tools there is in ``fatal`` (ece-tools 2002.2.9, Config/Environment/Reader).
    """
    if name == "random-2.2":
        return any(ENV in str(step.get("step")) for step in case["expect"]["fatal"])
    return not case["expect"]["yaml"].get(ENV, {"ok": True})["ok"]


@every_set
def test_the_same_files_are_refused(name: str) -> None:
    wrong = []
    for case, project in judged_cases(name):
        errors = [
            finding.message
            for finding in lint.check(project)
            if finding.rule.startswith("yaml-")
            and finding.location.path == ENV
            and finding.severity.label == "error"
        ]
        if bool(errors) != is_refused(case, name):
            wrong.append((case["name"], errors))
    assert wrong == []


@every_set
def test_a_refusal_quotes_symfony(name: str) -> None:
    quoted = 0
    for case, project in judged_cases(name):
        if name == "random-2.2" or not is_refused(case, name):
            continue
        said = {
            finding.upstream.message
            for finding in lint.check(project)
            if finding.upstream is not None and finding.location.path == ENV
        }
        assert case["expect"]["yaml"][ENV]["error"]["message"] in said, case["name"]
        quoted += 1
    assert quoted > 20 or name == "random-2.2"


@every_set
def test_the_ideal_state_is_judged_alike(name: str) -> None:
    judged = 0
    for case, project in judged_cases(name):
        ideal = case["expect"]["ideal"]
        if not isinstance(ideal, dict) or "errors" not in ideal:
            continue
        wanted = [error["error"] for error in ideal["errors"]]
        assert project.ideal.errors == wanted, case["name"]
        said = [
            finding.upstream.message
            for finding in lint.check(project)
            if finding.upstream is not None and finding.upstream.code == CODE
        ]
        assert sorted(said) == sorted(wanted), case["name"]
        judged += 1
    assert judged > 100


@every_set
def test_the_schema_validator_says_the_same_in_the_same_order(name: str) -> None:
    said = 0
    for case, project in judged_cases(name):
        told = case["expect"]["stage"]
        if not isinstance(told, list) or any("exception" in each for each in told):
            continue
        wanted = [(each["stage"], each["key"], each["error"]) for each in told if "error" in each]
        first = [violation for violation in project.violations if violation.is_first]
        found = [(each.setting.stage, each.setting.name, each.message) for each in first]
        assert found == wanted, case["name"]
        messages = [
            finding.upstream.message
            for finding in lint.check(project)
            if finding.upstream is not None and finding.upstream.code == SCHEMA_CODE
        ]
        assert sorted(messages) == sorted(message for *_, message in wanted), case["name"]
        said += len(wanted)
    assert said > 15


@every_set
def test_every_other_validator_that_needs_files_alone_says_the_same(name: str) -> None:
    """One verdict may have several findings, one for each setting that it names."""
    said = 0
    for case, project in judged_cases(name):
        told = case["expect"]["validators"]
        # After a PHP error nobody knows what the validators behind it would have said.
        if not isinstance(told, list) or any(each["result"] != "error" for each in told):
            continue
        wanted = {
            (each["code"], each["message"])
            for each in told
            if each["code"] not in (None, CODE, SCHEMA_CODE)
        }
        found = {
            (finding.upstream.code, finding.upstream.message)
            for finding in lint.check(project)
            if finding.upstream is not None and finding.upstream.code in FROM_FILES
        }
        assert found == wanted, case["name"]
        said += len(wanted)
    assert said > 30


@every_set
def test_every_variable_has_the_same_value(name: str) -> None:
    compared = 0
    for case, project in judged_cases(name):
        config = case["expect"]["config"]
        if not isinstance(config, dict) or not config:
            continue
        effective = project.effective
        for stage, values in config.items():
            for variable, value in values.items():
                found = effective[stage].get(variable)
                assert found is not None, (case["name"], stage, variable)
                assert normal(found.value) == normal(value), (case["name"], stage, variable)
                compared += 1
    assert compared > 5000


@every_set
def test_every_wizard_prints_the_same(name: str) -> None:
    answered = 0
    for case, project in judged_cases(name):
        for wizard, said in (case["expect"]["wizards"] or {}).items():
            answer = WIZARDS[wizard](project)
            if said.get("result") == "exception":
                assert answer.obstacle is not None, (case["name"], wizard)
                continue
            wanted = said["output"] + "\n", said["exit"], None
            assert (answer.text, answer.status, answer.obstacle) == wanted, (case["name"], wizard)
            answered += 1
    assert answered > 700
