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


def test_nothing_is_set_that_ece_tools_refuses() -> None:
    assert after("stage:\n  build: {}\n", "post-deploy") is None

    project = Project(Path("/project"), {PATH: ""})
    assert set_setting(project, "build", "NO_SUCH_VARIABLE", "1") is None


@pytest.mark.parametrize("before", ["stage:\n  build:\n    A: 'b\n", "stage:\n  build: {A: 1\n"])
def test_nothing_is_set_in_a_file_that_nobody_can_read(before: str) -> None:
    assert after(before) is None


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("{log: {}}\n", "{log: {}, stage: {build: {SKIP_SCD: false}}}\n"),
        ("---\nlog: {}\n...\n", "---\nlog: {}\nstage:\n  build:\n    SKIP_SCD: false\n...\n"),
        ("stage:\n  build: ~ # c\n", "stage:\n  build: {SKIP_SCD: false} # c\n"),
        ("stage: ~\n", "stage: {build: {SKIP_SCD: false}}\n"),
        ("stage: {build: }\n", "stage: {build: {SKIP_SCD: false} }\n"),
        (
            "stage:\n  build:\n    A:\n    - b\n      # c\n    # D\n\n  z:\n",
            "stage:\n  build:\n    A:\n    - b\n      # c\n    # D\n    SKIP_SCD: false\n\n  z:\n",
        ),
    ],
)
def test_a_setting_finds_its_place_in_unusual_files(before: str, expected: str) -> None:
    result = after(before)

    assert result == expected
    assert Project(Path("/project"), {PATH: result}).judged().problems(PATH) == []


@pytest.mark.parametrize(
    "before",
    [
        "stage:\n  build: &b\n    A: 1\n  deploy: *b\n",
        "stage:\n  deploy: &d\n    A: 1\n  build: *d\n",
        "base: &b\n  build:\n    A: 1\nstage:\n  <<: *b\n",
    ],
)
def test_a_stage_that_is_shared_is_left_alone(before: str) -> None:
    assert after(before) is None


def test_a_block_scalar_at_the_end_of_the_file_keeps_its_value() -> None:
    assert after("stage:\n  build:\n    A: |\n      b") is None


def test_a_value_of_several_lines_does_not_fit_into_braces() -> None:
    assert after("stage: {build: {A: 1}}\n", value='\n- "x"') is None


def test_a_value_of_several_lines_is_indented_below_its_key() -> None:
    assert after("stage:\n    build:\n        A: 1\n", value='\n- "x"') == (
        'stage:\n    build:\n        A: 1\n        SKIP_SCD:\n            - "x"\n'
    )
