"""All safe fixes together, on stores whose files refer to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from tests.fix_oracle import disturbed, fatal, lost_references
from tests.store_texts import stores
from zdd_lsp import lint
from zdd_lsp.ide.fixes import fix_all, make_ideal

if TYPE_CHECKING:
    from zdd_lsp.project import Project


@given(stores())
@settings(max_examples=500, suppress_health_check=list(HealthCheck))
def test_fix_all_keeps_references_and_what_is_right(project: Project) -> None:
    for finding in lint.check(project):
        for fix in finding.fixes:
            if fix.is_safe:
                assert list(disturbed(project, fix)) == [], (finding.rule, project.contents)
    for texts in (fix_all(project), make_ideal(project)):
        changed = project.with_texts(texts)
        assert set(fatal(changed)) <= set(fatal(project)), project.contents
        assert list(lost_references(project, changed)) == [], project.contents
