"""Severities that a user sets."""

from __future__ import annotations

from pathlib import Path

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.lint.severity import read_severities
from zdd_lsp.project import Project


def test_a_recommendation_can_be_raised_and_a_warning_lowered() -> None:
    text = "stage:\n  global:\n    SKIP_HTML_MINIFICATION: false\n  build:\n    SCD_THREADS: 1\n"
    project = Project(Path("/project"), {".magento.env.yaml": text})
    wanted = {"single-scd-thread": Severity.WARNING, "html-minification": Severity.INFO}

    found = {finding.rule: finding.severity for finding in lint.check(project, wanted)}

    assert found["single-scd-thread"] is Severity.WARNING
    assert found["html-minification"] is Severity.INFO
    assert found["missing-warm-up-pages"] is Severity.HINT


def test_what_makes_no_sense_is_named() -> None:
    table: dict[object, object] = {"ZDD113": "error", "scd-thread": "hint", "single-scd-thread": 2}

    severities, faults = read_severities(table, lint.rules())

    assert severities == {"single-scd-thread": Severity.ERROR}
    assert faults == [
        "There is no rule scd-thread.",
        "2 is no severity; choose one of hint, info, warning, error.",
    ]
