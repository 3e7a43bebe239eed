"""All safe fixes together, on stores whose files refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings

from tests.fix_oracle import disturbed, fatal, fixed, losses, lost_references
from tests.store_texts import stores
from zdd_lsp import lint
from zdd_lsp.ide import fixes
from zdd_lsp.ide.fixes import fix_all, make_ideal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project


class Step(NamedTuple):
    """A round of fixes that were applied, or tried, at once."""

    before: Project
    after: Project
    fixes: list[Fix]


@pytest.fixture(scope="module")
def steps() -> Iterator[list[Step]]:
    """What is applied in the course of fixing, for as long as the tests of this module run."""
    taken: list[Step] = []
    apply = fixes._with

    def noted(project: Project, chosen: list[Fix]) -> Project:
        after = apply(project, chosen)
        taken.append(Step(project, after, chosen))
        return after

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixes, "_with", noted)
        yield taken


@given(project=stores())
@settings(max_examples=500, suppress_health_check=list(HealthCheck))
def test_fix_all_keeps_references_and_what_is_right(project: Project, steps: list[Step]) -> None:
    for finding in lint.check(project):
        for fix in finding.fixes:
            if fix.is_safe:
                changed = fixed(project, fix)
                told = (finding.rule, project.contents)
                assert list(disturbed(project, changed, [fix])) == [], told
    for mend in (fix_all, make_ideal):
        steps.clear()
        changed = project.with_texts(mend(project))
        assert set(fatal(changed)) <= set(fatal(project)), project.contents
        assert list(lost_references(project, changed)) == [], project.contents
        assert list(losses(project, changed)) == [], project.contents
        for step in steps:
            if step.before is project and len(step.fixes) == 1:
                continue  # this fix was tried above
            if set(fatal(step.after)) <= set(fatal(step.before)):
                assert list(disturbed(*step)) == [], project.contents
