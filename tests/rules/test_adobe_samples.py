"""The samples of Adobe's guides: wrong ones are found and explained, right ones pass in silence.

The shapes are those of the samples as of August 2026, the values are ours.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.test_template import NEWEST, files
from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

SAMPLES = Path(__file__).with_name("adobe_samples.txt").read_text("utf-8")
ENV, ROUTES = ".magento.env.yaml", ".magento/routes.yaml"
TODAY = dt.date(2026, 8, 20)


def store(texts: dict[str, str], commerce: str = "2.4.8") -> Project:
    """Return Adobe's template of today with other texts in it."""
    line = next(each for each in NEWEST if each.commerce.startswith(commerce))
    contents = {**files(line, "2002.2.12"), **texts}
    return Project(Path("/project"), contents, today=TODAY).judged()


def of(project: Project, path: str, least: Severity = Severity.HINT) -> list[Finding]:
    """Return what is said about a file."""
    return [
        finding
        for finding in lint.check(project)
        if finding.location.path == path and finding.severity >= least
    ]


def said(project: Project, path: str) -> list[str]:
    """Return each warning and error about a file: rule, text of its place, message."""
    text = project.text(path) or ""
    return [
        f"{finding.rule} {finding.location.span.slice(text)} | {finding.message}"
        for finding in of(project, path, Severity.WARNING)
    ]


def fixed(project: Project, path: str) -> str:
    """Return a file after the first fix of each finding, one after the other."""
    while finding := next(iter(of(project, path, Severity.WARNING)), None):
        edits = [(edit.span, edit.text) for edit in finding.fixes[0].edits]
        project = project.with_texts({path: apply(project.text(path) or "", edits)})
    return project.text(path) or ""


# Right

COLD = "missing-warm-up-pages"
"""The advice of Adobe's own guide, which most of its samples do not follow."""
VARIANTS = {
    "deploy": ("app/etc/config.php", "'scopes' => [", "'nothing' => ["),
    "elasticsuite": ("composer.lock", '"symfony/yaml"', '"smile/elasticsuite"'),
}
"""Stores with something else in a file: static content in the deploy, another package."""


def samples() -> list[Any]:
    """Return each sample: its store, its text, and the rules that its author agrees with.

    A sample begins with a line such as ``=== title | rule, other-rule | @2.4.9``.
    """
    found: list[Any] = []
    for block in re.split(r"^=== ", SAMPLES, flags=re.MULTILINE)[1:]:
        head, _, text = block.partition("\n")
        title, *notes = head.split(" | ")
        on = next((note[1:] for note in notes if note.startswith("@")), "2.4.8")
        agreed = [rule for note in notes if note[0] != "@" for rule in note.split(", ")]
        found.append(pytest.param(on, text, frozenset(agreed), id=title))
    return found


@pytest.mark.parametrize(("on", "text", "agreed"), samples())
def test_a_right_sample_passes(on: str, text: str, agreed: frozenset[str]) -> None:
    if on in VARIANTS:
        path, old, new = VARIANTS[on]
        usual = store({}).text(path) or ""
        assert old in usual
        project = store({ENV: text, path: usual.replace(old, new)})
    else:
        project = store({ENV: text}, on)

    assert {finding.rule for finding in of(project, ENV)} - {COLD} == agreed


# Wrong


def test_the_mis_indented_variables_of_valkey() -> None:
    """Guide, configure/env/stage/variables-deploy#valkey_backend and configure/service/valkey."""
    env = """\
stage:
    deploy:
    VALKEY_USE_SLAVE_CONNECTION: true
    VALKEY_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
"""
    project = store({ENV: env})

    assert said(project, ENV) == [
        (
            "variable-beside-stages VALKEY_USE_SLAVE_CONNECTION | VALKEY_USE_SLAVE_CONNECTION is a "
            "variable and no stage: it belongs below deploy, and is ignored here."
        ),
        (
            "variable-beside-stages VALKEY_BACKEND | VALKEY_BACKEND is a variable and no stage: it "
            "belongs below deploy, and is ignored here."
        ),
    ]
    assert (
        fixed(project, ENV)
        == """\
stage:
    deploy:
        VALKEY_USE_SLAVE_CONNECTION: true
        VALKEY_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
"""
    )


RUNNER = """\
stage:
  deploy:
    CRON_CONSUMERS_RUNNER:
      cron_run: true
      max_messages: 1000
      consumers:
        - product_action_attribute.update
        - inventory.mass.update
      multiple_processes:
        product_action_attribute.update: 4
        inventory.mass.update: 3
"""


def test_the_stray_dash_before_multiple_processes() -> None:
    """Guide, configure/env/stage/variables-deploy#cron_consumers_runner: a mark of a patch."""
    project = store({ENV: RUNNER.replace("      multiple", "-     multiple")})

    assert said(project, ENV) == [
        (
            "yaml-mixed-collection -     multiple_processes: | The dash in the first column, as in "
            "a patch, makes a list item of this, but the lines around it are keys: the file "
            "cannot be read."
        )
    ]
    assert fixed(project, ENV) == RUNNER


def test_a_stray_dash_beside_the_keys() -> None:
    head, foot = RUNNER.split("      multiple")
    indented = foot.replace("        ", "          ")
    project = store({ENV: f"{head}      - multiple{indented}"})

    assert said(project, ENV) == [
        (
            "yaml-mixed-collection - multiple_processes: | The dash makes a list item of this, but "
            "the lines around it are keys: the file cannot be read."
        )
    ]
    assert fixed(project, ENV) == RUNNER


def test_ssi_inside_of_cache() -> None:
    """Guide, configure/routes/server-side-includes."""
    routes = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
    cache:
        enabled: true
        ssi:
            enabled: true
"http://{all}/":
    type: upstream
    upstream: "mymagento:http"
"""
    project = store({ROUTES: routes})

    assert said(project, ROUTES) == [
        (
            "misplaced-route-key ssi | ssi belongs beside cache, not inside of it. The platform "
            "refuses the push."
        )
    ]
    assert "    cache:\n        enabled: true\n    ssi:\n        enabled: true\n" in fixed(
        project, ROUTES
    )
