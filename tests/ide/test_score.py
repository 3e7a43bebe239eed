"""The score of the ideal state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.ide.score import score
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
CONFIG = "app/etc/config.php"
HOOK = "hooks:\n  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml\n"
SCOPES = "<?php\nreturn ['scopes' => ['websites' => ['base' => ['website_id' => '1']]]];\n"


def scored(env: str, **files: str) -> tuple[str, dict[str, str]]:
    """Return the title, and the state of each condition."""
    texts = {ENV: env, APP: HOOK, CONFIG: SCOPES}
    names = {"app": APP, "config": CONFIG}
    project = Project(Path("/project"), texts | {names[key]: files[key] for key in files})
    findings: dict[str, list[Finding]] = {}
    for finding in lint.check(project):
        findings.setdefault(finding.location.path, []).append(finding)
    found = score(project, findings)
    return found.title, {each.name: each.state for each in found.conditions}


def test_an_ideal_project_fulfils_all_conditions() -> None:
    title, states = scored("stage:\n  build:\n    SCD_STRATEGY: quick\n")

    assert title == "Ideal state: 5 of 5 conditions fulfilled"
    assert set(states.values()) == {"fulfilled"}


def test_every_gap_counts_also_those_that_ece_tools_does_not_name() -> None:
    env = "stage: {global: {SCD_ON_DEMAND: true, SKIP_HTML_MINIFICATION: false, SKIP_SCD: true}}\n"

    title, states = scored(env, app="hooks: {}\n", config="<?php\nreturn [];\n")

    assert title == "Ideal state: 0 of 5 conditions fulfilled"
    assert set(states.values()) == {"open"}


def test_what_only_php_can_tell_is_unknown() -> None:
    title, states = scored("stage: {}\n", config="<?php\nreturn array_merge($a, $b);\n")

    assert title == "Ideal state: 4 of 5 conditions fulfilled, 1 unknown"
    assert states["NO_SCOPES"] == "unknown"


def test_what_cannot_be_read_has_no_score() -> None:
    title, states = scored("stage: [\n")

    assert title == ("Ideal state: cannot be judged, because .magento.env.yaml is not valid YAML")
    assert states == {}


def test_the_list_says_what_is_missing() -> None:
    env = "stage: {global: {SCD_ON_DEMAND: true}}\n"
    project = Project(Path("/project"), {ENV: env, APP: HOOK, CONFIG: SCOPES})
    finding = next(each for each in lint.check(project) if each.rule == "scd-on-demand")

    found = score(project, {ENV: [finding]})

    assert found.markdown.startswith("### Ideal state: 4 of 5 conditions fulfilled\n\n- ✗ No ")
    assert f"SCD_ON_DEMAND is off.  \n  {finding.message}\n" in found.markdown, "a line of its own"
    assert found.markdown.count("- ✓ ") == 4
