"""The fixes of the rules about routes, on files that have much wrong with them at once."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fix_oracle import faults, unstable
from tests.route_texts import routes
from zdd_lsp import lint
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding, Fix

RULES = {rule.name for rule in lint.rules() if "ZDD460" <= rule.code <= "ZDD479"}


def is_ours(finding: Finding, _fix: Fix) -> bool:
    return finding.rule in RULES


@pytest.mark.parametrize("upstream", ["shop:https", '"shop:https"  # the shop', "'shop:php'"])
def test_another_application_gets_an_endpoint_that_it_has(upstream: str) -> None:
    text = f'"http://{{default}}/":\n    type: upstream\n    upstream: {upstream}\n'
    files = {".magento/routes.yaml": text, ".magento.app.yaml": "name: blog\n"}
    project = Project(Path("/project"), dict(files)).judged()

    assert [*faults(project, is_ours), *unstable(project, unsafe=True)] == []


@given(routes())
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_fixes_of_generated_routes(text: str) -> None:
    files = {
        ".magento/routes.yaml": text,
        ".magento.app.yaml": "name: mymagento\ntype: php:8.4\n",
    }
    project = Project(Path("/project"), dict(files)).judged()

    found = [*faults(project, is_ours), *unstable(project), *unstable(project, unsafe=True)]

    assert found == [], text
