"""Variables said once in `global` or once a stage: each row is a file before and after."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.env_texts import EnvWriter
from zdd_lsp.project import Project
from zdd_lsp.project.editing import collapse, collapsible, copy, expand, expandable
from zdd_lsp.project.editing.stages import works_alike
from zdd_lsp.syntax.nodes import Alias, walk
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

PATH = ".magento.env.yaml"


def project_of(text: str) -> Project:
    return Project(Path("/project"), {PATH: text}).judged()


def expanded(text: str, name: str = "SCD_THREADS") -> str | None:
    project = project_of(text)
    return expand(project, name) if expandable(project, name) else None


def collapsed(text: str, name: str = "SCD_THREADS") -> str | None:
    project = project_of(text)
    return collapse(project, name) if collapsible(project, name) else None


ROWS = [
    pytest.param(
        "stage:\n  global:\n    # why\n    SCD_THREADS: 2  # two\n",
        "stage:\n  global:\n  build:\n    # why\n    SCD_THREADS: 2  # two\n"
        "  deploy:\n    SCD_THREADS: 2  # two\n",
        id="into new stages",
    ),
    pytest.param(
        "stage:\n  global:\n    A: 1\n    SCD_THREADS: 2\n  build:\n    B: 1\n  deploy: {C: 1}\n",
        "stage:\n  global:\n    A: 1\n  build:\n    B: 1\n    SCD_THREADS: 2\n"
        "  deploy: {C: 1, SCD_THREADS: 2}\n",
        id="into lines and braces",
    ),
    pytest.param(
        "stage:\n  global:\n    SCD_THREADS: 2\n  deploy:\n    SCD_THREADS: 1\n",
        "stage:\n  global:\n  build:\n    SCD_THREADS: 2\n  deploy:\n    SCD_THREADS: 1\n",
        id="only where it counts",
    ),
    pytest.param(
        "stage: {global: {SCD_THREADS: 2}}\n",
        "stage: {global: {}, build: {SCD_THREADS: 2}, deploy: {SCD_THREADS: 2}}\n",
        id="all in braces",
    ),
    pytest.param(
        "stage:\r\n    global:\r\n        SCD_THREADS: |\r\n            2\r\n",
        "stage:\r\n    global:\r\n    build:\r\n        SCD_THREADS: |\r\n            2\r\n"
        "    deploy:\r\n        SCD_THREADS: |\r\n            2\r\n",
        id="a text of several lines, four blanks, CRLF",
    ),
]


@pytest.mark.parametrize(("before", "after"), ROWS)
def test_a_value_of_global_goes_into_the_stages(before: str, after: str) -> None:
    assert expanded(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("stage:\n  global:\n    SCD_THREADS: &a 2\n", id="an anchor names one place"),
        pytest.param(
            "stage:\n  global: &a\n    SCD_THREADS: 2\n  build:\n    <<: *a\n", id="merged"
        ),
        pytest.param("stage:\n  global:\n    SCD_THREADS: 2\n  build: 1\n", id="no map"),
        pytest.param("stage:\n  global:\n    SCD_THREADS: 2\n  build: [\n", id="no YAML"),
    ],
)
def test_what_cannot_be_said_once_a_stage_stays(text: str) -> None:
    assert expanded(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("stage:\n  global:\n    SCD_ON_DEMAND: true\n", "SCD_ON_DEMAND", id="global"),
        pytest.param("stage:\n  global:\n    NO_SUCH: true\n", "NO_SUCH", id="unknown"),
        pytest.param("stage:\n  build:\n    SCD_THREADS: 1\n", "SCD_THREADS", id="not in global"),
        pytest.param(
            "stage:\n  global: {SCD_THREADS: 2}\n  build: {SCD_THREADS: 1}\n"
            "  deploy: {SCD_THREADS: 1}\n",
            "SCD_THREADS",
            id="overridden everywhere",
        ),
    ],
)
def test_what_nobody_takes_from_global_is_not_expanded(text: str, name: str) -> None:
    assert expandable(project_of(text), name) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            "stage:\n  build:\n    # one\n    SCD_THREADS: 2\n  deploy:\n    A: 1\n"
            "    SCD_THREADS: 2  # two\n",
            "stage:\n  global:\n    # one\n    SCD_THREADS: 2\n  build:\n  deploy:\n    A: 1\n"
            "    # two\n",
            id="a new stage; comments stay",
        ),
        pytest.param(
            "stage:\n  global:\n    SCD_THREADS: 2\n  deploy:\n    SCD_THREADS: 2\n    A: 1\n",
            "stage:\n  global:\n    SCD_THREADS: 2\n  deploy:\n    A: 1\n",
            id="what repeats global goes",
        ),
    ],
)
def test_what_all_stages_say_goes_into_global(before: str, after: str) -> None:
    assert collapsed(before) == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "stage:\n  build:\n    VERBOSE_COMMANDS: '-v'\n  deploy:\n    VERBOSE_COMMANDS: '-v'\n",
            id="post-deploy would get it, too",
        ),
        pytest.param(
            "stage:\n  build: {VERBOSE_COMMANDS: '-v'}\n  deploy: {VERBOSE_COMMANDS: '-vv'}\n",
            id="different values",
        ),
        pytest.param(
            "stage:\n  build: {VERBOSE_COMMANDS: !env A}\n  deploy: {VERBOSE_COMMANDS: !env B}\n",
            id="values that nobody knows",
        ),
        pytest.param("stage:\n  build: {VERBOSE_COMMANDS: '-v'}\n", id="said once"),
    ],
)
def test_what_differs_between_stages_stays(text: str) -> None:
    assert collapsed(text, "VERBOSE_COMMANDS") is None


def test_a_copy_leaves_what_it_copies() -> None:
    project = project_of("stage:\n  build:\n    # why\n    X: [1, 2]\n")
    changes = copy(project, project.env.settings["build"]["X"], "deploy")

    assert changes is not None
    text = apply(project.text(PATH) or "", [(each.span, each.text) for each in changes])
    assert text == ("stage:\n  build:\n    # why\n    X: [1, 2]\n  deploy:\n    X: [1, 2]\n")


class FewNames(EnvWriter):
    """Draws files in which stages often set the same variables, and often to the same value."""

    def __init__(self, draw: st.DrawFn) -> None:
        names = ("SCD_THREADS", "SCD_STRATEGY", "VERBOSE_COMMANDS")
        super().__init__(draw, names=names)
        self.words = self.several(("1", "'a'", "[b]"), 2, 1)

    def values_of(self, name: str) -> Sequence[str]:
        del name
        return self.words


@st.composite
def few_names(draw: st.DrawFn) -> str:
    return FewNames(draw).file()


def check(project: Project, text: str, name: str) -> Project:
    """Check what both directions promise, and return the changed project."""
    before, changed = project.text(PATH) or "", project_of(text)
    assert changed.problems(PATH) == [], (before, text)
    assert works_alike(project, changed), (before, text)
    source, new = project.env.source, changed.env.source
    assert source is not None
    assert new is not None
    kept = [comment.text for comment in new.tree.comments]
    for comment in source.tree.comments:
        kept.remove(comment.text)
    breaks = {LineIndex(each).line_break(0) for each in (before, text)} - {""}
    assert len(breaks) == 1
    others = {
        (stage, each): repr(setting.value)
        for stage, found in project.env.settings.items()
        for each, setting in found.items()
        if each != name
    }
    assert others == {
        (stage, each): repr(setting.value)
        for stage, found in changed.env.settings.items()
        for each, setting in found.items()
        if each != name
    }
    return changed


@given(few_names())
@settings(deadline=None)
def test_there_and_back_no_stage_works_with_another_value(text: str) -> None:
    project = project_of(text)
    if project.problems(PATH) or project.env.source is None:
        return
    has_aliases = any(isinstance(each, Alias) for each in walk(project.env.source.tree.root))
    for name in ("SCD_THREADS", "SCD_STRATEGY", "VERBOSE_COMMANDS"):
        if expandable(project, name):
            new = expand(project, name)
            if new is not None:
                changed = check(project, new, name)
                assert changed.env.get("global", name) is None
        if collapsible(project, name):
            new = collapse(project, name)
            if new is not None:
                changed = check(project, new, name)
                assert has_aliases or len(changed.env.settings_of(name)) == 1
