"""Running all rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project
from zdd_lsp.rules import Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.rules import Reporter

ENV = ".magento.env.yaml"


def test_a_rule_that_fails_is_named_and_silences_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_project: Project, _report: Reporter) -> Iterator[Finding]:
        raise ZeroDivisionError("no shop has zero themes")

    broken = Rule("ZDD999", "broken", Severity.ERROR, "Fails.", fail, "", (), (), None)
    monkeypatch.setattr(lint, "rules", lambda: (broken, *RULES))
    project = Project(Path("/project"), {ENV: "stage:\n  global:\n    SCD_ON_DEMAND: true\n"})

    found = {finding.rule: finding for finding in lint.check(project)}

    assert found["broken"].severity is Severity.INFO
    assert "ZeroDivisionError: no shop has zero themes" in found["broken"].message
    assert "scd-on-demand" in found


RULES = lint.rules()


def test_a_check_that_was_broken_off_goes_on_where_it_stood(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[str] = []

    def rule(name: str) -> Rule:
        def note(_project: Project, _report: Reporter) -> Iterator[Finding]:
            ran.append(name)
            return iter(())

        return Rule(f"ZDD90{name}", name, Severity.ERROR, "Notes.", note, "", (), (), None)

    def pause() -> None:
        if ran == ["1"]:
            raise TimeoutError

    monkeypatch.setattr(lint, "rules", lambda: tuple(map(rule, "123")))
    project = Project(Path("/project"), {ENV: ""})

    with pytest.raises(TimeoutError):
        lint.check(project, pause)
    lint.check(project)

    assert ran == ["1", "2", "3"]


def test_findings_come_by_file_and_place() -> None:
    text = "stage:\n  build:\n    SKIP_SCD: true\n  global:\n    SCD_ON_DEMAND: true\n"
    project = Project(Path("/project"), {ENV: text, ".magento.app.yaml": "name: shop\n"})

    places = [(f.location.path, f.location.span) for f in lint.check(project)]

    assert places == sorted(places)
    assert len(places) > 3


def test_a_rule_is_found_by_name_and_code() -> None:
    by_name, by_code = lint.rule("scd-on-demand"), lint.rule("ZDD101")

    assert by_name is not None
    assert by_name is by_code
    assert lint.rule("no-such-rule") is None
