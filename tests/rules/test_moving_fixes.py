"""Fixes that move blocks: whatever the indentation, the comments and the blank lines around them.

Each shape is a file in which something stands in the wrong place, and what it means once the fix
has put it right. The file is written anew for each example, with another indentation, comments and
blank lines between all lines, lists in several styles and both line ends.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.block_writer import Writer
from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import SourceFile

ENV = ".magento.env.yaml"
Tree = dict[str, Any]
THEME = {"language": ["en_US", "de_DE"]}
CACHE = {"backend_options": {"connect_retries": 3}}
RUNNER = {"cron_run": True, "consumers": ["exportProcessor"], "max_messages": 10}


class Shape(NamedTuple):
    """A file with something in the wrong place.

    Attributes:
        rule: The rule that finds it.
        broken: What the file means.
        mended: What it means after the fix.
    """

    rule: str
    broken: Tree
    mended: Tree


def stage(name: str, **settings: object) -> Tree:
    return {"stage": {name: settings}}


SHAPES = {
    "a variable beside its empty stage": Shape(
        "variable-beside-stages",
        {"stage": {"build": None, "QUALITY_PATCHES": ["MDVA-12304"], "deploy": {"SKIP_SCD": True}}},
        {"stage": {"build": {"QUALITY_PATCHES": ["MDVA-12304"]}, "deploy": {"SKIP_SCD": True}}},
    ),
    "a variable behind another stage": Shape(
        "variable-beside-stages",
        {"stage": {"build": {"SKIP_SCD": False}, "deploy": {}, "QUALITY_PATCHES": ["MC-1"]}},
        {"stage": {"build": {"SKIP_SCD": False, "QUALITY_PATCHES": ["MC-1"]}, "deploy": None}},
    ),
    "a theme that slipped out of the matrix": Shape(
        "misplaced-key",
        {"stage": {"build": {"SCD_MATRIX": {"A/a": THEME}, "A/b": THEME, "SKIP_SCD": False}}},
        stage("build", SCD_MATRIX={"A/a": THEME, "A/b": THEME}, SKIP_SCD=False),
    ),
    "a theme beside the empty matrix": Shape(
        "misplaced-key",
        {"stage": {"build": {"SCD_MATRIX": None, "A/b": THEME}}},
        stage("build", SCD_MATRIX={"A/b": THEME}),
    ),
    "a variable inside of another one": Shape(
        "nested-variable",
        stage("deploy", CACHE_CONFIGURATION={"_merge": True, "CRON_CONSUMERS_RUNNER": RUNNER}),
        stage("deploy", CACHE_CONFIGURATION={"_merge": True}, CRON_CONSUMERS_RUNNER=RUNNER),
    ),
    "a stage beside the section": Shape(
        "outside-of-stage",
        {"stage": {"build": {"SKIP_SCD": False}}, "deploy": {"CRON_CONSUMERS_RUNNER": RUNNER}},
        {"stage": {"build": {"SKIP_SCD": False}, "deploy": {"CRON_CONSUMERS_RUNNER": RUNNER}}},
    ),
    "a variable alone": Shape(
        "outside-of-stage",
        {"CRON_CONSUMERS_RUNNER": RUNNER},
        stage("deploy", CRON_CONSUMERS_RUNNER=RUNNER),
    ),
    "locales without their key": Shape(
        "invalid-scd-matrix",
        stage("build", SCD_MATRIX={"A/a": ["en_US", "de_DE"], "A/b": THEME}),
        stage("build", SCD_MATRIX={"A/a": THEME, "A/b": THEME}),
    ),
    "a theme below another one": Shape(
        "invalid-scd-matrix",
        stage("build", SCD_MATRIX={"A/a": {**THEME, "A/b": THEME}, "A/c": THEME}),
        stage("build", SCD_MATRIX={"A/a": THEME, "A/b": THEME, "A/c": THEME}),
    ),
    "a front end beside frontend": Shape(
        "misplaced-cache-key",
        stage(
            "deploy",
            CACHE_CONFIGURATION={
                "_merge": True,
                "default": CACHE,
                "frontend": {"page_cache": CACHE},
            },
        ),
        stage(
            "deploy",
            CACHE_CONFIGURATION={
                "_merge": True,
                "frontend": {"page_cache": CACHE, "default": CACHE},
            },
        ),
    ),
    "a front end without frontend": Shape(
        "misplaced-cache-key",
        stage("deploy", CACHE_CONFIGURATION={"_merge": True, "default": CACHE}),
        stage("deploy", CACHE_CONFIGURATION={"_merge": True, "frontend": {"default": CACHE}}),
    ),
    "a list of settings": Shape(
        "stage-not-a-map",
        {"stage": {"deploy": [{"SKIP_SCD": True}, {"CRON_CONSUMERS_RUNNER": RUNNER}]}},
        stage("deploy", SKIP_SCD=True, CRON_CONSUMERS_RUNNER=RUNNER),
    ),
}


def words(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def write(writer: Writer, level: int, tree: Tree) -> None:
    """Write a map at a level."""
    for name, value in tree.items():
        if isinstance(value, dict):
            writer.key(level, name)
            write(writer, level + 1, value)
        elif isinstance(value, list) and isinstance(value[0], dict):
            writer.key(level, name)
            for item in value:
                write_item(writer, level + 1, item)
        elif isinstance(value, list):
            deep = [f"  - {words(each)}" for each in value]
            flat = [f"- {words(each)}" for each in value]
            flow = f" [{', '.join(map(words, value))}]"
            styles = [("", *deep), ("", *flat), (flow,)]
            writer.key(level, name, writer.draw(st.sampled_from(styles)))
        else:
            writer.key(level, name, ("" if value is None else f" {words(value)}",))


def write_item(writer: Writer, level: int, tree: Tree) -> None:
    """Write a map behind a dash."""
    inner = type(writer)(writer.draw, writer.step, count=writer.count)
    write(inner, 0, tree)
    first = next(number for number, line in enumerate(inner.lines) if line and line[0] != "#")
    indent = " " * (writer.step * level)
    for number, line in enumerate(inner.lines):
        head = f"{indent}- " if number == first else f"{indent}  "
        writer.lines.append(f"{head}{line}" if line else "")
    writer.count = inner.count


def project_of(text: str) -> Project:
    return Project(Path("/project"), {ENV: text}).judged()


def source_of(project: Project) -> SourceFile:
    source = project.yaml(ENV)
    assert source is not None
    return source


def found(project: Project, name: str) -> list[Finding]:
    rule = lint.rule(name)
    assert rule is not None
    return list(rule.run(project))


def comments(project: Project) -> Counter[str]:
    return Counter(comment.text for comment in source_of(project).tree.comments)


def meaning(project: Project) -> object:
    source = source_of(project)
    return source.value(source.tree.root)


def mended(project: Project, name: str) -> Project | None:
    """Return the project after the first fix of the first finding; None if it has none."""
    finding = found(project, name)[0]
    if not finding.fixes:
        return None
    edits = [(edit.span, edit.text) for edit in finding.fixes[0].edits]
    return project_of(apply(project.text(ENV) or "", edits))


class Bare(Writer):
    """Writes neither comments nor blank lines."""

    def between(self, most: int) -> None:
        """Write nothing."""


@st.composite
def texts(draw: st.DrawFn, tree: Tree, kind: type[Writer] = Writer) -> str:
    writer = kind(draw, draw(st.integers(1, 4)))
    write(writer, 0, tree)
    writer.between(1)
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    return newline.join(writer.lines) + (newline if draw(st.booleans()) else "")


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@given(data=st.data())
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_what_is_moved_means_what_was_meant(shape: Shape, data: st.DataObject) -> None:
    project = project_of(data.draw(texts(shape.broken)))
    # symfony/yaml refuses some comments, and then nothing is known about the structure.
    assume(not project.problems(ENV))

    after = mended(project, shape.rule)

    assume(after is not None)
    assert after is not None
    assert after.problems(ENV) == []
    assert meaning(after) == shape.mended
    assert comments(after) == comments(project)


PROCESSES = stage(
    "deploy", CRON_CONSUMERS_RUNNER={**RUNNER, "multiple_processes": {"exportProcessor": 2, "a": 1}}
)


@st.composite
def dashed(draw: st.DrawFn) -> str:
    """Return the text of `PROCESSES` with a dash that makes a list item of one of its keys."""
    text = draw(texts(PROCESSES))
    head, foot = text.split("multiple_processes")
    *above, indent = head.split("\n")
    if draw(st.booleans()):
        return "\n".join([*above, f"-{indent[1:]}multiple_processes{foot}"])
    first, *below = foot.split("\n")
    moved = [f"  {line}" if line.startswith(f"{indent} ") else line for line in below]
    return "\n".join([*above, f"{indent}- multiple_processes{first}", *moved])


@given(text=dashed())
@settings(deadline=None, max_examples=50, suppress_health_check=list(HealthCheck))
def test_without_its_dash_a_key_is_one_again(text: str) -> None:
    project = project_of(text)
    assume(found(project, "yaml-mixed-collection"))

    after = mended(project, "yaml-mixed-collection")

    assume(after is not None)
    assert after is not None
    assert after.problems(ENV) == []
    assert meaning(after) == PROCESSES
    assert comments(after) == comments(project)


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@given(data=st.data())
@settings(deadline=None, max_examples=10, suppress_health_check=list(HealthCheck))
def test_without_comments_in_the_way_it_is_always_moved(shape: Shape, data: st.DataObject) -> None:
    after = mended(project_of(data.draw(texts(shape.broken, Bare))), shape.rule)

    assert after is not None
    assert meaning(after) == shape.mended


@st.composite
def left_behind(draw: st.DrawFn) -> str:
    """Return the text of a variable below keys that are commented out."""
    writer = Writer(draw, draw(st.integers(1, 4)))
    write(writer, 0, {"CRON_CONSUMERS_RUNNER": RUNNER})
    column = draw(st.integers(2, 8))
    below = [f"{' ' * column}{line}" if line else "" for line in writer.lines]
    between = draw(st.sampled_from([[], [""], ["# a word"]]))
    return "\n".join(["# stage:", *between, "#   deploy:", *between, *below, ""])


@given(text=left_behind())
@settings(deadline=None, max_examples=25, suppress_health_check=list(HealthCheck))
def test_what_is_left_behind_gets_its_keys(text: str) -> None:
    project = project_of(text)

    after = mended(project, "outside-of-stage")

    assume(after is not None)
    assert after is not None
    assert after.problems(ENV) == []
    assert meaning(after) == stage("deploy", CRON_CONSUMERS_RUNNER=RUNNER)
    assert comments(after) == comments(project)


@st.composite
def doubled(draw: st.DrawFn) -> str:
    """Return the text of two sections `stage`, perhaps with another one between them."""
    writer = Writer(draw, draw(st.integers(1, 4)))
    write(writer, 0, stage("deploy", CRON_CONSUMERS_RUNNER=RUNNER))
    if draw(st.booleans()):
        write(writer, 0, {"system": {"variables": {"ENV_ROUTES": "ROUTES"}}})
    writer.step = draw(st.integers(1, 4))
    write(writer, 0, stage("build", SKIP_SCD=False))
    return "\n".join([*writer.lines, ""])


@given(text=doubled())
@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
def test_two_sections_become_one(text: str) -> None:
    project = project_of(text)
    assume([each.kind for each in project.problems(ENV)] == ["duplicate-key"])

    after = mended(project, "yaml-duplicate-key")

    assume(after is not None)
    assert after is not None
    assert after.problems(ENV) == []
    read = meaning(after)
    assert isinstance(read, dict)
    assert read["stage"] == {
        "deploy": {"CRON_CONSUMERS_RUNNER": RUNNER},
        "build": {"SKIP_SCD": False},
    }
    assert comments(after) == comments(project)
