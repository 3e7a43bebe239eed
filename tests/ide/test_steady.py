"""Findings that hold still while a file is half typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.ide.steady import is_half_typed, steady
from zdd_lsp.project import Project

APP, ENV = ".magento.app.yaml", ".magento.env.yaml"
STORE = """\
name: store
type: php:8.3
hooks:
  build: |
    set -e
    php ./vendor/bin/ece-tools run scenario/build/generate.xml
"""
GOOD = """\
stage:
  global:
    SCD_ON_DEMAND: true
  build:
    SKIP_SCD: true
    NO_SUCH_NAME: 1
"""


def project(env: str, app: str = STORE) -> Project:
    return Project(Path("/store"), {APP: app, ENV: env})


def shown(before: Project, *texts: str, path: str = ENV) -> list[tuple[str, str]]:
    """What is shown after the texts were typed one after the other: rules with what they mark."""
    findings, old = lint.check(before), before
    for text in texts:
        new = old.with_texts({path: text})
        found = lint.check(new)
        findings = steady(findings, old, found, new) if is_half_typed(new) else found
        old = new
    return [
        (each.rule, each.location.span.slice(old.text(each.location.path) or ""))
        for each in findings
    ]


def semantic(pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [pair for pair in pairs if not pair[0].startswith("yaml-")]


@pytest.mark.parametrize("typed", ["SCD", "SCD_THREADS: [", "SCD_THREADS: @", "'SCD", "- x\n    y"])
@pytest.mark.parametrize("line", [2, 4, 6])
def test_what_stands_elsewhere_does_not_blink(line: int, typed: str) -> None:
    good = project(GOOD)
    lines = GOOD.splitlines(keepends=True)
    half = "".join([*lines[:line], f"    {typed}\n", *lines[line:]])
    assert is_half_typed(project(half))

    assert semantic(shown(good, half)) == shown(good)
    assert {rule for rule, _ in shown(good, half)} > {rule for rule, _ in shown(good)}


def test_places_move_with_the_text_step_by_step() -> None:
    good = project(GOOD)
    first = GOOD.replace("stage:\n", "stage:\n  depl\n")
    second = first.replace("    SKIP_SCD: true\n", "    SKIP_SCD: true\n    VERB\n")

    assert semantic(shown(good, first, second)) == shown(good)


def test_what_is_typed_over_is_not_said_any_more() -> None:
    half = GOOD.replace("SKIP_SCD: true", "SKIP_SCD: @")
    found = semantic(shown(project(GOOD), half))

    assert ("skip-scd-on-build", "true") not in found
    assert ("scd-on-demand", "true") in found


def test_nothing_new_is_said_about_a_half_typed_file() -> None:
    half = GOOD.replace("    NO_SUCH_NAME: 1\n", "    NO_SUCH_NAME: 1\n    OTHER_NAME: 'x\n")

    assert semantic(shown(project(GOOD), half)) == shown(project(GOOD))


def test_all_is_said_again_once_it_can_be_read() -> None:
    half = GOOD + "    OTHER_NAME"
    whole = half + ": 2\n"

    assert shown(project(GOOD), half, whole) == shown(project(whole))
    assert ("unknown-variable", "OTHER_NAME") in shown(project(GOOD), half, whole)


def test_other_files_do_not_blink_either() -> None:
    good = project(GOOD)
    half = STORE.replace("type: php:8.3", "type: 'php:8.3")
    about_env = [pair for pair in shown(good, half, path=APP) if "SCD" in pair[1]]

    assert is_half_typed(good.with_texts({APP: half}))
    assert about_env == [pair for pair in shown(good) if "SCD" in pair[1]]


def test_what_is_written_in_another_file_meanwhile_is_judged() -> None:
    half = project(GOOD).with_texts({APP: STORE + "x"})
    findings = lint.check(half)
    new = half.with_texts({ENV: GOOD.replace("NO_SUCH_NAME", "NEITHER_THIS")})

    found = steady(findings, half, lint.check(new), new)

    assert "NEITHER_THIS" in {
        each.location.span.slice(new.text(ENV) or "") for each in found if each.location.path == ENV
    }


def test_an_older_finding_offers_no_edit() -> None:
    half = project(GOOD).with_texts({ENV: GOOD + "    SCD"})
    found = steady(lint.check(project(GOOD)), project(GOOD), lint.check(half), half)

    assert [each for each in found if each.fixes and not each.rule.startswith("yaml-")] == []


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_line_break_ends_what_was_touched(newline: str) -> None:
    good = project(GOOD.replace("\n", newline))
    half = GOOD.replace("SKIP_SCD: true", "SKIP_SCD: @").replace("\n", newline)

    assert ("scd-on-demand", "true") in shown(good, half)
    assert ("unknown-variable", "NO_SUCH_NAME") in shown(good, half)
