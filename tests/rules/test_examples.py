"""Every example of every rule is a picture, and every picture is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project, SourceFile
from zdd_lsp.project.discovery import SETTINGS_FILE
from zdd_lsp.rules import CARETS
from zdd_lsp.syntax.problems import KINDS
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project.disk import Unreadable
    from zdd_lsp.rules import Example, Rule

EVERY_RULE = 'profile = "all"\n'

Said = tuple[str, int, int, int, str]
"""A finding: path, line, first and last column, message."""


def expected(example: Example) -> list[Said]:
    """Return what the carets draw, with a part of each message."""
    found = [(path, 0, 0, 1, refused.reason) for path, refused in example.unreadable.items()]
    for path, picture in example.pictures.items():
        target = -1
        for line in picture.split("\n"):
            match = CARETS.match(line)
            if match is None:
                target += 1
                continue
            # The sign itself stands on the first column: carets that touch it include it.
            start = match.start(1) - line[: match.start(1)].endswith("#")
            found.append((path, target, start, match.end(1), match[2]))
    return sorted(found)


def said(project: Project, finding: Finding) -> Said:
    """Return a finding as carets would draw it: at least one column, and on its first line."""
    path, span = finding.location.path, finding.location.span
    source = project.source(path)
    if source is None:
        assert span == (0, 0), "a file without a text has one place"
        return (path, 0, 0, 1, finding.message)
    line, start = source.lines.position(span.start)
    end = source.lines.line_span(line)
    last = min(span.end, end.end) - end.start
    return (path, line, start, max(last, start + 1), finding.message)


def fixed(files: dict[str, str], fix: Fix) -> dict[str, str]:
    """Return the files after a fix."""
    result = dict(files)
    for path in {edit.path for edit in fix.edits}:
        edits = [(edit.span, edit.text) for edit in fix.edits if edit.path == path]
        result[path] = apply(files.get(path, ""), edits)
    return result


def project_of(example: Example) -> Project:
    """Return the project of an example."""
    contents: dict[str, str | Unreadable] = {
        SETTINGS_FILE: EVERY_RULE,
        **example.texts,
        **example.unreadable,
    }
    return Project(Path("/project"), contents, today=example.today).judged()


def findings_of(rule: Rule, project: Project) -> list[Finding]:
    """Return what one rule says in a project."""
    return [finding for finding in lint.check(project) if finding.rule == rule.name]


BAD = [(rule, example) for rule in lint.rules() for example in rule.bad]
GOOD = [(rule, example) for rule in lint.rules() for example in rule.good]


def name(value: object) -> str:
    return str(getattr(value, "name", None) or getattr(value, "title", None))


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_a_bad_example_is_reported_where_its_carets_stand(rule: Rule, example: Example) -> None:
    project = project_of(example)

    found = sorted(said(project, finding) for finding in findings_of(rule, project))

    wanted = expected(example)
    assert [item[:4] for item in found] == [item[:4] for item in wanted]
    for (*_, message), (*_, part) in zip(found, wanted, strict=True):
        assert part in message


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_a_fix_does_what_the_example_shows_and_nothing_else(rule: Rule, example: Example) -> None:
    project = project_of(example)
    findings = findings_of(rule, project)
    if example.fixed is None:
        assert not any(fix.is_safe for fix in findings[0].fixes), "show what the fix does"
        return

    after = fixed(example.texts, findings[0].fixes[0])

    assert after == {**example.texts, **example.fixed_texts}
    project_after = project.with_texts(after)
    assert len(findings_of(rule, project_after)) < len(findings), "the finding is gone"
    old = {(finding.rule, finding.message) for finding in lint.check(project)}
    # What nobody could read before may hold more than the fix touches.
    closed = {path for path in project.contents if any(p.fatal for p in project.problems(path))}
    new = {
        (finding.rule, finding.message)
        for finding in lint.check(project_after)
        if finding.severity >= Severity.WARNING and finding.location.path not in closed
    }
    # What stands in a file that nobody could read is news in any case.
    assert new <= old or rule.name.startswith("yaml-"), "no new finding of weight came"
    if rule not in lint.own_rules():
        assert comments(project) == comments(project_after), "every comment survived"


def comments(project: Project) -> list[str]:
    return sorted(
        comment.text
        for path in project.contents
        if isinstance(source := project.source(path), SourceFile)
        for comment in source.tree.comments
    )


@pytest.mark.parametrize(("rule", "example"), GOOD, ids=name)
def test_a_good_example_is_silent(rule: Rule, example: Example) -> None:
    assert findings_of(rule, project_of(example)) == []


@pytest.mark.parametrize("rule", lint.rules(), ids=name)
def test_a_rule_documents_itself(rule: Rule) -> None:
    assert re.fullmatch(r"ZDD\d{3}", rule.code)
    assert re.fullmatch(r"[a-z][a-z0-9-]+", rule.name)
    assert rule.summary.endswith(".")
    assert len(rule.prose) > 80
    assert rule.bad
    assert rule.good


def test_every_kind_of_problem_has_a_rule() -> None:
    named = {rule.name for rule in lint.rules()}

    assert [kind for kind in KINDS if f"yaml-{kind}" not in named] == []


def test_codes_and_names_are_unique() -> None:
    rules = lint.rules()

    assert len({rule.code for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


def test_every_rule_has_a_module_of_its_own_name() -> None:
    folder = Path(lint.__file__).parents[1]
    folders = (folder / "rules", folder / "lint" / "own")
    modules = {module.stem for each in folders for module in each.glob("[a-z]*.py")}

    assert modules == {rule.name.replace("-", "_") for rule in lint.rules()}
