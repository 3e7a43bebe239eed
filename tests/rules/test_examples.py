"""Every example of every rule is a picture, and every picture is run."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project, SourceFile
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.rules import Example, Rule

CARETS = re.compile(r"^\s*(?:#|//|\")?\s*(\^+)\s+(.*?)(?:\",?)?$")


def files_of(pictures: dict[str, str]) -> dict[str, str]:
    """Return the files of an example as they would be written."""
    return {path: textwrap.dedent(text).lstrip("\n") for path, text in pictures.items()}


def expected(files: dict[str, str]) -> list[tuple[str, int, int, int, str]]:
    """Return what the carets say: path, line, first and last column, part of the message."""
    found = []
    for path, text in files.items():
        lines = LineIndex(text)
        target = -1
        for number in range(len(lines)):
            line = lines.line_span(number).slice(text)
            match = CARETS.match(line)
            if match is None:
                target += 1
            else:
                # The sign itself stands on the first column: carets that touch it include it.
                start = match.start(1) - (line[match.start(1) - 1] == "#")
                found.append((path, target, start, match.end(1), match[2]))
    return sorted(found)


def fixed(files: dict[str, str], fix: Fix) -> dict[str, str]:
    """Return the files after a fix."""
    result = dict(files)
    for path in {edit.path for edit in fix.edits}:
        edits = [(edit.span, edit.text) for edit in fix.edits if edit.path == path]
        result[path] = apply(files.get(path, ""), edits)
    return result


def of(rule: Rule, files: dict[str, str]) -> tuple[Project, list[Finding]]:
    project = Project(Path("/project"), files).judged()
    return project, [finding for finding in lint.check(project) if finding.rule == rule.name]


def plain(files: dict[str, str]) -> dict[str, str]:
    """Return the files without the lines of carets: JSON has no comments to draw them in."""
    return {
        path: "".join(line for line in text.splitlines(keepends=True) if not CARETS.match(line))
        for path, text in files.items()
    }


BAD = [(rule, example) for rule in lint.rules() for example in rule.bad]
GOOD = [(rule, example) for rule in lint.rules() for example in rule.good]


def name(value: object) -> str:
    return str(getattr(value, "name", None) or getattr(value, "title", None))


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_a_bad_example_is_reported_where_its_carets_stand(rule: Rule, example: Example) -> None:
    pictures = files_of(example.files)

    project, findings = of(rule, plain(pictures))

    found = []
    for finding in findings:
        source = project.source(finding.location.path)
        assert source is not None
        line, start = source.lines.position(finding.location.span.start)
        end = source.lines.position(finding.location.span.end)
        last = end.character if end.line == line else len(source.lines.line_span(line).slice(source.text))
        found.append((finding.location.path, line, start, max(last, start + 1), finding.message))
    wanted = expected(pictures)
    assert [item[:4] for item in sorted(found)] == [item[:4] for item in wanted]
    for (*_, message), (*_, part) in zip(sorted(found), wanted, strict=True):
        assert part in message


@pytest.mark.parametrize(("rule", "example"), BAD, ids=name)
def test_a_fix_does_what_the_example_shows_and_nothing_else(rule: Rule, example: Example) -> None:
    files = plain(files_of(example.files))
    project, findings = of(rule, files)
    if example.fixed is None:
        assert not any(fix.is_safe for fix in findings[0].fixes), "show what the fix does"
        return

    after = fixed(files, findings[0].fixes[0])

    assert after == {**files, **files_of(example.fixed)}
    project_after, findings_after = of(rule, after)
    assert len(findings_after) < len(findings), "the finding is gone"
    old = {(finding.rule, finding.message) for finding in lint.check(project)}
    new = {(finding.rule, finding.message) for finding in lint.check(project_after)}
    grave = {rule for rule, _ in new - old} & {each.name for each in lint.rules() if each.severity > 2}
    assert not grave, "no new finding of weight came"
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
    _, findings = of(rule, files_of(example.files))

    assert findings == []


@pytest.mark.parametrize("rule", lint.rules(), ids=name)
def test_a_rule_documents_itself(rule: Rule) -> None:
    assert re.fullmatch(r"ZDD\d{3}", rule.code)
    assert re.fullmatch(r"[a-z][a-z0-9-]+", rule.name)
    assert rule.summary.endswith(".")
    assert len(rule.prose) > 80
    assert rule.bad
    assert rule.good


def test_codes_and_names_are_unique() -> None:
    rules = lint.rules()

    assert len({rule.code for rule in rules}) == len(rules)
    assert len({rule.name for rule in rules}) == len(rules)


