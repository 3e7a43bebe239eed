"""The rules about comments and settings."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zdd_lsp import lint
from zdd_lsp.ide.fixes import fix_all
from zdd_lsp.project import Project
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.surroundings import Surroundings
from zdd_lsp.settings import Given

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

ENV, APP, TOML = ".magento.env.yaml", ".magento.app.yaml", ".zdd.toml"
IDLE = "stage:\n  global:\n    SCD_ON_DEMAND: false  # zdd: ignore[{}] why\n"


def project(files: dict[str, Any], **said: Any) -> Project:
    return Project(Path("/project"), files, given=Given(weak=said)).judged()


def found(name: str, files: dict[str, Any], **said: Any) -> list[Finding]:
    return [each for each in lint.check(project(files, **said)) if each.rule == name]


def unused(text: str, **said: Any) -> list[Finding]:
    return found("unused-suppression", {ENV: text}, **said)


def test_a_rule_that_does_not_run_is_not_called_unused() -> None:
    text = IDLE.format("scd-on-demand")

    assert unused(text)
    assert not unused(text, severity={"scd-on-demand": "off"})
    assert not unused(IDLE.format("unexplained-suppression"))


def test_a_name_that_no_rule_has_is_not_called_unused() -> None:
    assert not unused(IDLE.format("no-such-rule"))


@pytest.mark.parametrize(
    "other",
    [
        {APP: "hooks: [\n"},
        {APP: Unreadable("it is a directory", Failure.DIRECTORY)},
        {"composer.lock": "not JSON"},
    ],
    ids=["broken", "unreadable", "lock"],
)
def test_nothing_is_unused_while_a_file_cannot_be_read(other: dict[str, Any]) -> None:
    text = IDLE.format("scd-on-demand")

    assert not found("unused-suppression", {ENV: text, **other})


def test_what_only_the_deciding_parser_sees_is_waited_for() -> None:
    files = {ENV: "a: b  # zdd: ignore[yaml-syntax] why\n"}
    quick = Project(Path("/project"), files)

    assert "unused-suppression" not in {each.rule for each in lint.check(quick)}
    assert "unused-suppression" in {each.rule for each in lint.check(quick.judged())}


def test_it_may_be_silenced_itself() -> None:
    assert not unused(IDLE.format("scd-on-demand, unused-suppression"))
    assert not unused(IDLE.format("scd-on-demand"), severity={"unused-suppression": "off"})


def test_nothing_is_said_about_excluded_files(tmp_path: Path) -> None:
    files = {ENV: IDLE.format("scd-on-demand"), TOML: f"exclude = ['{ENV}']"}

    assert not [
        each for each in lint.check(Project(tmp_path, files).judged()) if each.location.path == ENV
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: b  # zdd: ignore[scd-on-demand] why\r\nc: d\r\n", "a: b\r\nc: d\r\n"),
        ("a: b\n# zdd: ignore[scd-on-demand] why\nc: d\n", "a: b\nc: d\n"),
        ("a:\n  # zdd: ignore[scd-on-demand]\n  b: c", "a:\n  b: c"),
        ("a: b\n# zdd: ignore-file[scd-on-demand]", "a: b\n"),
        ("a: b  # We, # zdd: ignore[scd-on-demand] x\n", "a: b  # We,\n"),
        ("a: b  # zdd: ignore[scd-on-demand, html-minification]\n", "a: b\n"),
        ("# zdd: ignore[scd-on-demand] x\n# zdd: ignore[html-minification] y\na: b\n", "a: b\n"),
    ],
)
def test_the_fix_leaves_no_trace_of_a_comment(before: str, after: str) -> None:
    source = project({APP: before}, severity={"missing-post-deploy-hook": "off"})

    assert fix_all(source, path=APP)[APP] == after


USED = "stage:\n  global:\n    SCD_ON_DEMAND: true  # zdd: ignore[{}] why\n"


@pytest.mark.parametrize(
    "names",
    [
        "missing-mount, scd-on-demand",
        "scd-on-demand, missing-mount",
        "missing-mount, broken-continuation,  scd-on-demand,endless-consumers",
        "scd-on-demand, scd-on-demand",
    ],
)
def test_the_fix_leaves_the_names_that_are_used(names: str) -> None:
    texts = fix_all(project({ENV: USED.format(names)}), path=ENV)

    assert USED.format("scd-on-demand") in texts[ENV]


def test_in_a_script_the_fix_is_for_a_person() -> None:
    text = "hooks:\n  build: |\n    # zdd: ignore[missing-set-e]\n    set -e\n"
    (finding,) = found("unused-suppression", {APP: text})

    assert [fix.is_safe for fix in finding.fixes] == [False]


@pytest.mark.parametrize(
    ("name", "titles", "safe"),
    [
        ("SCD_ON_DEMAND", ["Write scd-on-demand"], [True]),
        ("scd-on-demnd", ["Write scd-on-demand"], [False]),
        ("zzzzzz", [], []),
    ],
)
def test_a_misspelt_rule_is_found_and_what_was_meant_offered(
    name: str, titles: list[str], safe: list[bool]
) -> None:
    (finding,) = found("invalid-suppression", {ENV: IDLE.format(name)})

    assert [fix.title for fix in finding.fixes] == titles
    assert [fix.is_safe for fix in finding.fixes] == safe


@pytest.mark.parametrize(
    "comment",
    [
        "# zdd: ignore[]",
        "# zdd: ignore[ , ]",
        "# zdd:ignore a",
        "# zdd: off[x]",
        "#zdd:",
    ],
)
def test_a_comment_that_is_not_understood_is_found(comment: str) -> None:
    (finding,) = found("invalid-suppression", {ENV: f"a: b  {comment}\n"})

    assert finding.location.span.slice(f"a: b  {comment}\n") == comment


@pytest.mark.parametrize("comment", ["# see the zdd: docs", "# zdd is a linter", "# x/zdd:1"])
def test_other_comments_are_not_ours(comment: str) -> None:
    assert not found("invalid-suppression", {ENV: f"a: b  {comment}\n"})


def test_reasons_are_asked_for_in_the_strict_profile_only() -> None:
    text = "a: b  # zdd: ignore[yaml-syntax]\n"

    assert not found("unexplained-suppression", {ENV: text})
    assert found("unexplained-suppression", {ENV: text}, profile="strict")
    assert found("unexplained-suppression", {ENV: text}, severity={"ZDD093": "warning"})


def test_a_settings_file_above_is_not_judged_again_below() -> None:
    files = {ENV: "stage: {}\n", TOML: "nonsense = 1\n"}
    below = Project(Path("/all/shop"), files, surroundings=Surroundings(settings=".."))

    assert "invalid-settings" in {each.rule for each in lint.check(project(files))}
    assert "invalid-settings" not in {each.rule for each in lint.check(below)}
