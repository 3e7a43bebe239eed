"""What kills ece-tools outright is an error here; and nothing else is, by these rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance_sets import SETS, cases
from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from tests.conformance_sets import Case
    from zdd_lsp.findings import Finding

ENV: Final = ".magento.env.yaml"
DEADLY: Final = [rule for rule in lint.rules() if "ZDD220" <= rule.code <= "ZDD239"]
CHANGED: Final = {
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

every_set = pytest.mark.parametrize("name", SETS)


def errors(case: Case) -> list[Finding]:
    project = Project(Path("/project"), case["files"]).judged()
    found = lint.check(project)
    return [finding for finding in found if finding.severity is Severity.ERROR]


def deadly(case: Case) -> list[Finding]:
    codes = {rule.code for rule in DEADLY}
    return [finding for finding in errors(case) if finding.code in codes]


def deaths(case: Case) -> list[str]:
    """Return what ece-tools dies of, apart from YAML."""
    expect = case["expect"]
    found = [step["step"] for step in expect["fatal"] if not step["step"].endswith(ENV)]
    stage = expect["stage"]
    if isinstance(stage, dict) or any("exception" in each for each in stage or ()):
        found.append("stage")
    for verdict in expect["validators"] or ():
        if verdict["result"] == "exception" and verdict["name"] not in VALIDATED:
            found.append(verdict["name"])
    return found
