"""A project with the verdicts of the parsers that decide."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project

ROOT = Path("/project")
ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
GOOD = {APP: "name: shop\ntype: php:8.3\n", ENV: "stage:\n  global:\n    SCD_ON_DEMAND: true\n"}
MISREAD = {**GOOD, ENV: "stage: {build: [: d]}\n"}
"""Only the parser sees what is wrong here."""
REFUSED = {**GOOD, ENV: "stage:\n  build: @x\n"}


def problems(project: Project) -> list[str]:
    return [each.kind for each in project.problems(ENV)]


def test_the_parsers_correct_the_reader() -> None:
    project = Project(ROOT, MISREAD)

    assert problems(project) == []
    assert problems(project.judge()) == problems(project.judged()) == ["flow-syntax"]
    assert problems(project) == []


def test_where_they_agree_nobody_looks_again() -> None:
    project = Project(ROOT, GOOD)
    found = lint.check(project)

    def again() -> None:
        raise AssertionError

    assert lint.check(project.judge(), again) == found
    assert project.judge() is project.judge()


@pytest.mark.parametrize(
    "texts", [GOOD, MISREAD, REFUSED, {**GOOD, "blog/.magento.app.yaml": "name: b\nx: [: d]\n"}]
)
def test_what_is_found_is_the_same_as_in_a_project_of_its_own(texts: dict[str, str]) -> None:
    project = Project(ROOT, texts)
    lint.check(project)

    assert lint.check(project.judge()) == lint.check(Project(ROOT, texts).judged())


def test_what_a_parser_has_said_before_an_interruption_is_kept() -> None:
    class Enough(BaseException):
        """Somebody else waits."""

    project = Project(ROOT, {APP: "name: b\n", ENV: "stage: {}\n"})
    left = 1

    def pause() -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise Enough

    for _ in range(2):
        with pytest.raises(Enough):
            project.judge(pause)

    env, app = project.yaml(ENV), project.yaml(APP)
    assert env is not None
    assert env.judge(pause) == []
    assert app is not None
    with pytest.raises(Enough):
        app.judge(pause)
