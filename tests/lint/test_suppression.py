"""Edits that silence a finding: it is gone, and nothing else changes."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.dresses import DRESSES
from tests.project_texts import projects
from zdd_lsp import lint
from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.lint.suppression import suppress_file, suppress_line
from zdd_lsp.project import Project, SourceFile
from zdd_lsp.project.discovery import FILES
from zdd_lsp.text.edits import apply
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.findings import Edit
    from zdd_lsp.project.disk import Unreadable
    from zdd_lsp.rules import Rule

    Suppress = Callable[[Project, Finding], tuple[Edit, ...] | None]

ENV, APP = ".magento.env.yaml", ".magento.app.yaml"


def said(findings: list[Finding]) -> Counter[tuple[str, str, str]]:
    return Counter((each.location.path, each.rule, each.message) for each in findings)


def changed(project: Project, edits: tuple[Edit, ...]) -> Project:
    (path,) = {edit.path for edit in edits}
    text = apply(project.text(path) or "", [(edit.span, edit.text) for edit in edits])
    return project.with_texts({path: text})


def offences(project: Project, suppress: Suppress, most: int | None = None) -> list[str]:
    """Return what suppressing any finding of a project does beside silencing it.

    What is said about a comment is not silenced by another one, and with the profile strict a
    comment is asked for its reason, which only a person can give.
    """
    found = lint.check(project)
    wrong = []
    about_code = [each for each in found if not each.rule.endswith("-suppression")]
    for finding in about_code[:most]:
        edits = suppress(project, finding)
        path, source = finding.location.path, project.source(finding.location.path)
        if edits is None:
            # Comments behind the limit of a large file are not read.
            is_excused = finding.rule == "yaml-too-large" or not isinstance(source, SourceFile)
            if not is_excused and not any(p.fatal for p in project.problems(path)):
                wrong.append(f"{finding.rule}: nothing to offer in {project.text(path)!r}")
            continue
        after = changed(project, edits)
        told = said(lint.check(after))
        lost = said(found) - told
        if (path, finding.rule, finding.message) not in lost:
            wrong.append(f"{finding.rule}: still there in {after.text(path)!r}")
        if any(key[:2] != (path, finding.rule) for key in lost):
            wrong.append(f"{finding.rule}: {lost} is gone in {after.text(path)!r}")
        came = {key for key in told - said(found) if key[1] != "unexplained-suppression"}
        if came:
            wrong.append(f"{finding.rule}: {came} came in {after.text(path)!r}")
        assert isinstance(source, SourceFile)
        now = after.yaml(path)
        assert now is not None
        if now.value(now.tree.root) != source.value(source.tree.root):
            wrong.append(f"{finding.rule}: another value in {now.text!r}")
        if [p.kind for p in now.verdict] != [p.kind for p in source.verdict]:
            wrong.append(f"{finding.rule}: other problems in {now.text!r}")
        if "\r\n" in source.text and "\n" in now.text.replace("\r\n", ""):
            wrong.append(f"{finding.rule}: another line end in {now.text!r}")
    return wrong


BOTH = pytest.mark.parametrize("suppress", [suppress_line, suppress_file])


@pytest.mark.parametrize("rule", lint.rules(), ids=lambda rule: rule.name)
@pytest.mark.no_cover
def test_findings_of_examples(rule: Rule) -> None:
    example = rule.bad[0]
    dress = DRESSES[int(rule.code[3:]) % len(DRESSES)]
    files = {path: dress(text) if path in FILES else text for path, text in example.texts.items()}
    contents: dict[str, str | Unreadable] = {**files, **example.unreadable}
    project = Project(Path("/project"), contents, today=example.today).judged()

    for suppress in (suppress_line, suppress_file):
        assert offences(project, suppress) == [], (example.title, files)


@BOTH
@given(project=projects())
@settings(deadline=None, max_examples=20, suppress_health_check=list(HealthCheck))
def test_findings_of_generated_projects(project: Project, suppress: Suppress) -> None:
    assert offences(project, suppress, most=4) == [], project.contents


def suppressed(text: str, suppress: Suppress, path: str = ENV) -> str | None:
    """Return a text with `<|>` at a finding after the finding was silenced."""
    offset = text.index("<|>")
    text = text.replace("<|>", "")
    project = Project(Path("/project"), {path: text})
    place = Location(path, Span(offset, offset + 1))
    edits = suppress(project, Finding("a-rule", "ZDD999", Severity.ERROR, place, ""))
    return None if edits is None else changed(project, edits).text(path)


@pytest.mark.parametrize(
    ("path", "picture", "after"),
    [
        (ENV, "a:\n  <|>b: 1\n", "a:\n  b: 1  # zdd: ignore[a-rule]\n"),
        (ENV, "a:\n  <|>b: 1", "a:\n  b: 1  # zdd: ignore[a-rule]"),
        (ENV, "a:\r\n  <|>b: 1 # why\r\n", "a:\r\n  # zdd: ignore[a-rule]\r\n  b: 1 # why\r\n"),
        (ENV, "<|>b: 1  # zdd: ignore[x] why\n", "b: 1  # zdd: ignore[x, a-rule] why\n"),
        (ENV, "# zdd: ignore[x,]\n<|>b: 1\n", "# zdd: ignore[x, a-rule,]\nb: 1\n"),
        (ENV, "<|>b: 1  # zdd: ignore[]\n", "b: 1  # zdd: ignore[a-rule]\n"),
        (ENV, "a: &x 1\nb: <|>*x\n", "a: &x 1\n# zdd: ignore[a-rule]\nb: *x\n"),
        (ENV, "a: [1,\n    <|>2]\n", "a: [1,\n    2]  # zdd: ignore[a-rule]\n"),
        (ENV, "a: 'x\n  <|>y'\n", "# zdd: ignore[a-rule]\na: 'x\n  y'\n"),
        (APP, "a: x\n  <|>y\n", "# zdd: ignore[a-rule]\na: x\n  y\n"),
        (
            APP,
            "hooks:\n  build: |\n    one\n    <|>two\n",
            "hooks:\n  build: |  # zdd: ignore[a-rule]\n    one\n    two\n",
        ),
        (
            APP,
            "a: {b: c,\n  d: 'x\n  <|>y', # why\n  z: 1}\n",
            "a: {b: c,\n  # zdd: ignore[a-rule]\n  d: 'x\n  y', # why\n  z: 1}\n",
        ),
        (
            ENV,
            "a: ['b\n  c', <|>d # why\n  ]\n",
            "# zdd: ignore-block[a-rule]\na: ['b\n  c', d # why\n  ]\n",
        ),
    ],
)
def test_where_the_comment_stands(path: str, picture: str, after: str) -> None:
    assert suppressed(picture, suppress_line, path) == after


@pytest.mark.parametrize(
    ("picture", "after"),
    [
        ("a:\r\n  <|>b: 1\r\n", "# zdd: ignore-file[a-rule]\r\na:\r\n  b: 1\r\n"),
        (
            "# zdd: ignore-file[x] why\na:\n  <|>b: 1\n",
            "# zdd: ignore-file[x, a-rule] why\na:\n  b: 1\n",
        ),
        ("%YAML 1.2\n---\n<|>b: 1\n", "%YAML 1.2\n---\n# zdd: ignore-file[a-rule]\nb: 1\n"),
        ("\ufeff<|>b: 1\n", "\ufeffb: 1  # zdd: ignore-file[a-rule]\n"),
    ],
)
def test_where_the_comment_for_a_file_stands(picture: str, after: str) -> None:
    assert suppressed(picture, suppress_file) == after


@BOTH
def test_other_files_have_no_comments(suppress: Suppress) -> None:
    assert suppressed('{<|>"packages": []}', suppress, "composer.lock") is None
