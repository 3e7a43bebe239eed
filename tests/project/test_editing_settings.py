"""Settings that move or go: each row is a file before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.editing import move, remove
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.project.editing import Change
    from zdd_lsp.project.env import Setting

PATH = ".magento.env.yaml"


def project_of(text: str) -> Project:
    return Project(Path("/project"), {PATH: text}).judged()


def first(project: Project, name: str) -> Setting:
    return project.env.settings_of(name)[0]


def changed(text: str, changes: tuple[Change, ...] | None) -> str | None:
    if changes is None:
        return None
    result = apply(text, [(change.span, change.text) for change in changes])
    assert project_of(result).problems(PATH) == []
    return result


def moved(text: str, stage: str = "deploy", name: str = "X") -> str | None:
    project = project_of(text)
    return changed(text, move(project, first(project, name), stage))


def removed(text: str, name: str = "X") -> str | None:
    project = project_of(text)
    return changed(text, remove(project, first(project, name)))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "stage:\n  build:\n    A: 1\n    X: 2\n  deploy:\n    B: 3\n",
            "stage:\n  build:\n    A: 1\n  deploy:\n    B: 3\n    X: 2\n",
            id="below the last setting",
        ),
        pytest.param(
            "stage:\n"
            "  build:\n"
            "    A: 1\n"
            "\n"
            "    # one\n"
            "    # two\n"
            "    X: 2  # three\n"
            "  deploy:\n"
            "    B: 3\n",
            "stage:\n"
            "  build:\n"
            "    A: 1\n"
            "\n"
            "  deploy:\n"
            "    B: 3\n"
            "    # one\n"
            "    # two\n"
            "    X: 2  # three\n",
            id="comments above and behind go along",
        ),
        pytest.param(
            "stage:\n  build:\n    # apart\n\n    X: 2\n  deploy:\n    B: 3\n",
            "stage:\n  build:\n    # apart\n\n  deploy:\n    B: 3\n    X: 2\n",
            id="a comment apart stays",
        ),
        pytest.param(
            "stage:\n  build:\n    X:\n      - a\n\n      # - b\n    A: 1\n  deploy:\n    B: 3\n",
            "stage:\n  build:\n    A: 1\n  deploy:\n    B: 3\n    X:\n      - a\n\n      # - b\n",
            id="what is commented out of a value goes along",
        ),
        pytest.param(
            "stage:\n  build:\n    X: 2\n  deploy:\n    B: 3\n    # C: 4\n\n  # end\nlog: {}\n",
            "stage:\n  build:\n  deploy:\n    B: 3\n    # C: 4\n    X: 2\n\n  # end\nlog: {}\n",
            id="behind what is commented out in the target",
        ),
        pytest.param(
            "stage:\n  build:\n    X: 2\n  deploy:\n",
            "stage:\n  build:\n  deploy:\n    X: 2\n",
            id="a stage without settings",
        ),
        pytest.param(
            "stage:\n  build:\n    X: |\n      a\n  deploy:\n    # nothing\n",
            "stage:\n  build:\n  deploy:\n    # nothing\n    X: |\n      a\n",
            id="below the comments of a stage without settings",
        ),
        pytest.param(
            "stage:\n  build:\n    X:\n      - 2\n  deploy: {}  # none\n",
            "stage:\n  build:\n  deploy:  # none\n    X:\n      - 2\n",
            id="empty braces make room",
        ),
        pytest.param(
            "stage:\n  build:\n    X: 2\n  deploy: ~\n",
            "stage:\n  build:\n  deploy:\n    X: 2\n",
            id="null makes room",
        ),
        pytest.param(
            "stage:\n  build:\n    A: 1\n    X: 2\n",
            "stage:\n  build:\n    A: 1\n  deploy:\n    X: 2\n",
            id="a new stage",
        ),
        pytest.param(
            "stage:\n  build:\n    X: 2\n    A: 1\n  # post\n  post-deploy:\n    B: 1\n",
            "stage:\n  build:\n    A: 1\n  deploy:\n    X: 2\n  # post\n  post-deploy:\n    B: 1\n",
            id="a new stage between others",
        ),
        pytest.param(
            "stage:\n  # post\n  post-deploy:\n    X: 2\n",
            "stage:\n  deploy:\n    X: 2\n  # post\n  post-deploy:\n",
            id="a new stage before the first",
        ),
        pytest.param(
            "stage:\n  bulid:\n    X: 2\n",
            "stage:\n  bulid:\n  deploy:\n    X: 2\n",
            id="a new stage beside an unknown one",
        ),
        pytest.param(
            "stage:\n    build:\n        X: 2\n",
            "stage:\n    build:\n    deploy:\n        X: 2\n",
            id="a new stage with the indentation of the file",
        ),
        pytest.param(
            "stage:\n"
            "  build:\n"
            "    X:  # c\n"
            "      a:\n"
            "# d\n"
            "        - |\n"
            "          text\n"
            "\n"
            "           # text\n"
            "      b: [1,\n"
            "        2]\n"
            "  deploy:\n"
            "       B: 3\n",
            "stage:\n"
            "  build:\n"
            "  deploy:\n"
            "       B: 3\n"
            "       X:  # c\n"
            "         a:\n"
            "   # d\n"
            "           - |\n"
            "             text\n"
            "\n"
            "              # text\n"
            "         b: [1,\n"
            "           2]\n",
            id="deeper",
        ),
        pytest.param(
            "stage:\n"
            "    build:\n"
            "        # c\n"
            "        X: >2\n"
            "              two\n"
            "  # d\n"
            "        A: 1\n"
            "    deploy:\n"
            "      B: 3\n",
            "stage:\n"
            "    build:\n"
            "  # d\n"
            "        A: 1\n"
            "    deploy:\n"
            "      B: 3\n"
            "      # c\n"
            "      X: >2\n"
            "            two\n",
            id="less deep",
        ),
        pytest.param(
            "---\r\nstage:\r\n  build:\r\n    X: 2\r\n  deploy:\r\n    B: 3",
            "---\r\nstage:\r\n  build:\r\n  deploy:\r\n    B: 3\r\n    X: 2",
            id="CRLF, no final line break",
        ),
        pytest.param(
            "stage:\n  deploy:\n    B: 3\n  build:\n    A: 1\n    X: 2",
            "stage:\n  deploy:\n    B: 3\n    X: 2\n  build:\n    A: 1",
            id="upwards from the end of the file",
        ),
        pytest.param(
            "stage:\n  deploy:\n    B: 3\n  build:\n    A: |\n      a\n    X: 2",
            "stage:\n  deploy:\n    B: 3\n    X: 2\n  build:\n    A: |\n      a\n",
            id="a block scalar keeps its last line break at the end of the file",
        ),
        pytest.param(
            "stage:\n  build:\n    X: |\n      a\n  deploy:\n    B: 3",
            "stage:\n  build:\n  deploy:\n    B: 3\n    X: |\n      a\n",
            id="a block scalar that moves to the end keeps it too",
        ),
        pytest.param(
            "stage:\r  build:\r    A: 1\r    X: 2\r",
            "stage:\r  build:\r    A: 1\r  deploy:\r    X: 2\r",
            id="CR",
        ),
        pytest.param(
            "stage: {build: {A: 1, X: [1, 2]}, deploy: {B: 3}}\n",
            "stage: {build: {A: 1}, deploy: {B: 3, X: [1, 2]}}\n",
            id="from braces to braces",
        ),
        pytest.param(
            "stage: {post-deploy: {X: 1}}  # c\n",
            "stage: {deploy: {X: 1}, post-deploy: {}}  # c\n",
            id="a new stage in braces, before",
        ),
        pytest.param(
            "stage: {build: {X: , A: 1}}\n",
            "stage: {build: {A: 1}, deploy: {X: null}}\n",
            id="a new stage in braces, behind",
        ),
        pytest.param(
            "stage: {build: {X: 1, A: 1}, deploy: ~}\n",
            "stage: {build: {A: 1}, deploy: {X: 1}}\n",
            id="null in braces",
        ),
        pytest.param(
            'stage:\n  build: {"X":1, A: 1}\n  deploy:\n    B: 3\n',
            'stage:\n  build: {A: 1}\n  deploy:\n    B: 3\n    "X": 1\n',
            id="from braces to lines",
        ),
        pytest.param(
            "stage:\n  build: {X: 1}\n",
            "stage:\n  build: {}\n  deploy:\n    X: 1\n",
            id="from braces to a new stage in lines",
        ),
        pytest.param(
            "stage:\n  build:\n    A: 1\n    X: a, b\n  deploy: {B: 3}\n",
            "stage:\n  build:\n    A: 1\n  deploy: {B: 3, X: 'a, b'}\n",
            id="from lines to braces, in quotes if need be",
        ),
        pytest.param(
            "stage:\n  build:\n    X:\n  deploy: {B: 3}\n",
            "stage:\n  build:\n  deploy: {B: 3, X: null}\n",
            id="nothing becomes null in braces",
        ),
        pytest.param(
            "stage:\n  build:\n    X: &a 1\n    A: 1\n  deploy:\n    B: 1\n  other:\n    C: *a\n",
            "stage:\n  build:\n    A: 1\n  deploy:\n    B: 1\n    X: &a 1\n  other:\n    C: *a\n",
            id="an anchor that stays before its alias",
        ),
        pytest.param(
            "stage:\n  build:\n    A: &a 1\n    X: *a\n",
            "stage:\n  build:\n    A: &a 1\n  deploy:\n    X: *a\n",
            id="an alias that stays behind its anchor",
        ),
    ],
)
def test_a_setting_moves(before: str, after: str) -> None:
    assert moved(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("stage:\n  deploy:\n    X: 1\n", id="it is there already"),
        pytest.param("stage:\n  build:\n    X: 1\n  deploy:\n    X: 2\n", id="the target sets it"),
        pytest.param(
            "stage:\n  global: &g\n    Y: 1\n  build:\n    X: 1\n  deploy: *g\n",
            id="the target is an alias",
        ),
        pytest.param(
            "stage:\n  deploy: &d\n    B: 1\n  global: *d\n  build:\n    X: 1\n",
            id="the target is shared",
        ),
        pytest.param(
            "stage:\n  build: &b\n    X: 1\n    A: 1\n  global: *b\n", id="the stage is shared"
        ),
        pytest.param("stage:\n  build: &b\n    X: 1\n", id="nothing would be left of an anchor"),
        pytest.param("stage:\n  build:\n    X: 1\n  deploy: text\n", id="the target is a text"),
        pytest.param("stage:\n  build:\n    X: 1\n  deploy: [a]\n", id="the target is a list"),
        pytest.param(
            "stage:\n  build:\n    X:\n      - 1\n  deploy: {B: 1}\n",
            id="several lines do not go into braces",
        ),
        pytest.param("stage:\n  build:\n    X: 1  # c\n  deploy: {B: 1}\n", id="comments neither"),
        pytest.param(
            "stage:\n  build: {\n    X: 1,  # c\n    A: 1}\n  deploy:\n    B: 1\n",
            id="a comment in braces may be about it",
        ),
        pytest.param(
            "stage:\n  build:\n    X: &a 1\n    A: *a\n  deploy:\n    B: 1\n",
            id="the alias would stand before the anchor",
        ),
        pytest.param(
            "stage:\n  deploy:\n    B: 1\n  build:\n    A: &a 1\n    X: *a\n",
            id="the same, upwards",
        ),
        pytest.param(
            "stage:\n  global:\n    A: &a 1\n  build:\n    X: &a 2\n  post-deploy:\n    B: *a\n",
            id="an anchor of which there are two",
        ),
        pytest.param(
            "c: &c\n  X: 1\nstage:\n  build:\n    <<: *c\n    X: 2\n",
            id="the stage would still merge it",
        ),
        pytest.param("stage:\n  build:\n    A: |+\n      a\n\n    X: 1\n", id="blank lines count"),
        pytest.param("stage:\n  build:\n    X: |\n      a", id="the end of the file counts"),
        pytest.param(
            "stage:\n  build:\n    X: 1\n  deploy:\n    B: |\n      a", id="the same in the target"
        ),
        pytest.param(
            "stage:\n  build:\n      A: |\n        a\n      X: 1\n    # b\n",
            id="a comment would become text",
        ),
        pytest.param(
            "stage:\n  build:\n      X: |\n        a\n  deploy:\n      B: 1\n    # b\n",
            id="the same in the target",
        ),
        pytest.param("stage:\n  build: {X: &a 1}\n", id="anchors in braces mean something else"),
        pytest.param("stage:\n  build:\n    X: 1\n    A: 'b\n", id="the file is broken"),
    ],
)
def test_a_setting_that_cannot_move_does_not(text: str) -> None:
    assert moved(text) is None


def test_a_shared_setting_neither_moves_nor_goes() -> None:
    project = project_of("c: &c\n  X: 1\nstage:\n  build:\n    <<: *c\n")
    setting = first(project, "X")

    assert setting.is_shared
    assert move(project, setting, "deploy") is None
    assert remove(project, setting) is None


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("stage:\n  build:\n    A: 1\n    X: 2\n", "stage:\n  build:\n    A: 1\n"),
        ("stage:\n  build:\n    X: 2\n    A: 1\n", "stage:\n  build:\n    A: 1\n"),
        ("stage:\n  build:\n    X: 2\nlog: {}\n", "stage:\n  build:\nlog: {}\n"),
        ("stage:\r\n  build:\r\n    A: 1\r\n    X: 2", "stage:\r\n  build:\r\n    A: 1"),
        pytest.param(
            "stage:\n  build:\n    # a\n    X: # b\n# c\n      - d # e\n      # f\n    A: 1\n",
            "stage:\n  build:\n    # a\n    # b\n    # c\n    # e\n    # f\n    A: 1\n",
            id="comments become lines of their own",
        ),
        pytest.param(
            "stage:\n  build:\n    A: |\n      a\n    X:\n    - 1\n\n      # text?\n    B: 1\n",
            "stage:\n  build:\n    A: |\n      a\n    # text?\n    B: 1\n",
            id="a comment does not become text",
        ),
        ("stage: {build: {X: 1}}\n", "stage: {build: {}}\n"),
        ("stage: {build: { X: 1, }}\n", "stage: {build: {}}\n"),
        ("stage: {build: {X: 1, A: 1}}\n", "stage: {build: {A: 1}}\n"),
        ("stage: {build: {A: 1, X: , B: 2}}\n", "stage: {build: {A: 1, B: 2}}\n"),
        ("stage: {build: {A: 1, X: 2, }}\n", "stage: {build: {A: 1, }}\n"),
        pytest.param(
            "stage:\n  build: {\n    X: 1, # a, b\n    A: 1\n  }\n",
            "stage:\n  build: {\n     # a, b\n    A: 1\n  }\n",
            id="a comment behind the first stays in braces",
        ),
        pytest.param(
            "stage:\n  build: {\n    A: 1 # a, b\n    , X: 2 # c\n  }\n",
            "stage:\n  build: {\n    A: 1 # a, b\n      # c\n  }\n",
            id="a comma behind a comment",
        ),
        pytest.param(
            "stage:\n  build: { # a\n    X: 1, # b\n  }\n",
            "stage:\n  build: { # a\n     # b\n  }\n",
            id="only comments stay in braces",
        ),
    ],
)
def test_a_setting_goes_and_its_comments_stay(before: str, after: str) -> None:
    assert removed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "stage:\n  build:\n    X: &a 1\n  deploy:\n    B: *a\n", id="something refers to it"
        ),
        pytest.param("stage:\n  build: {X: [1, # c\n    2]}\n", id="a comment would go with it"),
        pytest.param("c: &c\n  X: 1\nstage:\n  build:\n    <<: *c\n    X: 2\n", id="merged too"),
        pytest.param(
            "stage:\n  build:\n      A: |\n        a\n      X: 1\n    # b\n",
            id="a comment would become text",
        ),
    ],
)
def test_a_setting_that_cannot_go_does_not(text: str) -> None:
    assert removed(text) is None
