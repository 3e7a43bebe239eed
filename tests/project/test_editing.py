"""Insertions: each row is a file before and after a variable was set."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.editing import set_setting
from zdd_lsp.text.edits import apply

PATH = ".magento.env.yaml"


def after(env: str | None, stage: str = "build", value: str = "false") -> str | None:
    project = Project(Path("/project"), {} if env is None else {PATH: env})
    change = set_setting(project, stage, "SKIP_SCD", value)
    return None if change is None else apply(env or "", [(change.span, change.text)])


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        (None, "stage:\n  build:\n    SKIP_SCD: false\n"),
        ("", "stage:\n  build:\n    SKIP_SCD: false\n"),
        ("# mine", "# mine\nstage:\n  build:\n    SKIP_SCD: false\n"),
        ("log: {}\n", "log: {}\nstage:\n  build:\n    SKIP_SCD: false\n"),
        ("stage:\n", "stage:\n  build:\n    SKIP_SCD: false\n"),
        ("stage:  # all\n", "stage:  # all\n  build:\n    SKIP_SCD: false\n"),
        (
            "stage:\n    deploy:\n        A: 1\n",
            "stage:\n    deploy:\n        A: 1\n    build:\n        SKIP_SCD: false\n",
        ),
        (
            "stage:\n  build:\n    A: 1  # one\n\n  # next\n  deploy: {}\n",
            "stage:\n  build:\n    A: 1  # one\n    SKIP_SCD: false\n\n  # next\n  deploy: {}\n",
        ),
        ("stage:\n  build:\n", "stage:\n  build:\n    SKIP_SCD: false\n"),
        ("stage:\n  build: {}\n", "stage:\n  build: {SKIP_SCD: false}\n"),
        ("stage:\n  build: {A: 1}\n", "stage:\n  build: {A: 1, SKIP_SCD: false}\n"),
        ("stage: {}\n", "stage: {build: {SKIP_SCD: false}}\n"),
        ("stage: {deploy: {}}\n", "stage: {deploy: {}, build: {SKIP_SCD: false}}\n"),
        ("stage:\r\n  build:\r\n    A: 1", "stage:\r\n  build:\r\n    A: 1\r\n    SKIP_SCD: false"),
        (
            "stage:\n  build:\n      A: |\n        text\n  deploy:\n",
            "stage:\n  build:\n      A: |\n        text\n      SKIP_SCD: false\n  deploy:\n",
        ),
        (
            "stage:\n  build:\n    A:\n    - x\n    - y\nlog: 1\n",
            "stage:\n  build:\n    A:\n    - x\n    - y\n    SKIP_SCD: false\nlog: 1\n",
        ),
    ],
)
def test_a_setting_is_inserted_where_its_siblings_stand(before: str | None, expected: str) -> None:
    result = after(before)

    assert result == expected
    project = Project(Path("/project"), {PATH: result}).judged()
    assert project.problems(PATH) == []
    setting = project.env.get("build", "SKIP_SCD")
    assert setting is not None
    assert setting.value is False


@pytest.mark.parametrize(
    "before", ["stage: production\n", "- stage\n", "stage:\n  build: SKIP\n", "stage:\n  - build\n"]
)
def test_nothing_is_inserted_where_there_is_no_place(before: str) -> None:
    assert after(before) is None


def test_a_value_of_several_lines_does_not_fit_into_braces() -> None:
    assert after("stage: {build: {A: 1}}\n", value='\n- "x"') is None


def test_a_value_of_several_lines_is_indented_below_its_key() -> None:
    assert after("stage:\n    build:\n        A: 1\n", value='\n- "x"') == (
        'stage:\n    build:\n        A: 1\n        SKIP_SCD:\n            - "x"\n'
    )
