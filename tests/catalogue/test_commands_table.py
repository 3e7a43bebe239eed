"""The table of commands: whole, readable, and in step with the error codes."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.catalogue import errors, tables
from zdd_lsp.catalogue.commands import commands, prose_of

if TYPE_CHECKING:
    from zdd_lsp.catalogue.commands import Scenario, ToolCommand

KNOWN = [each for tool in commands().tools.values() for each in tool.values()]
SCENARIOS = list(commands().scenarios.values())


@pytest.mark.parametrize("known", [*KNOWN, *SCENARIOS], ids=lambda each: getattr(each, "name", ""))
def test_every_command_is_explained(known: ToolCommand | Scenario) -> None:
    prose = prose_of(known)

    for text in (prose.summary, prose.description, prose.site, prose.failure):
        assert text == text.strip()
        assert not text or text.endswith((".", ")"))
    assert prose.summary[0].isupper()


@pytest.mark.parametrize("known", KNOWN, ids=lambda each: each.name)
def test_what_a_command_refers_to_exists(known: ToolCommand) -> None:
    assert set(known.runs) <= set(commands().scenarios)
    assert (known.downtime is None) == (known.instead is None)
    if known.downtime is not None:
        assert known.downtime[0].islower()
        assert not known.downtime.endswith(".")
    successor = known.successor or ""
    program, _, name = successor.rpartition(" ")
    if program.endswith("/ece-tools"):
        assert commands().find("ece-tools", name) is not None


def test_every_step_with_an_error_code_is_in_a_scenario() -> None:
    steps = {
        scenario.hook.replace("_", "-"): {step for step, _ in prose_of(scenario).steps}
        for scenario in reversed(SCENARIOS)
    }
    generate, transfer = commands().of_hook("build")
    steps["build"] = {
        step
        for path in (generate, transfer)
        for step, _ in prose_of(commands().scenarios[path]).steps
    }
    for error in errors().values():
        if error.step and error.stage in steps:
            assert error.step.partition(":")[0] in steps[error.stage], error


def test_every_scenario_has_a_command_that_does_the_same() -> None:
    for scenario in SCENARIOS:
        known = commands().find("ece-tools", scenario.command)
        assert known is not None
        assert known.runs == (scenario.path,)


@pytest.mark.parametrize(
    ("tool", "name", "found"),
    [
        ("ece-tools", "build", "build"),
        ("ece-tools", "build:g", "build:generate"),
        ("ece-tools", "post", "post-deploy"),
        ("ece-tools", "dump", "config:dump"),
        ("ece-tools", "wizard:scd-on", None),
        ("ece-tools", "post_deploy", None),
        ("ece-tools", "", None),
        ("ece-tools", ":", None),
        ("magento", "c:f", "cache:flush"),
        ("magento", "s:up", "setup:upgrade"),
        ("magento", "c", None),
        ("unheard-of", "build", None),
    ],
)
def test_a_name_may_be_abbreviated(tool: str, name: str, found: str | None) -> None:
    known = commands().find(tool, name)

    assert (known.name if known else None) == found


def test_a_version_has_what_came_before_and_was_not_removed() -> None:
    tools = commands().tools
    run, old = tools["ece-tools"]["run"], tools["programs"]["m2-ece-build"]

    assert [run.is_in(each) for each in (None, (2002, 0, 22), (2002, 1, 0))] == [True, False, True]
    assert [old.is_in(each) for each in (None, (2002, 0, 22), (2002, 1, 0))] == [False, True, False]


def test_harmless_programs_are_plain_ones() -> None:
    assert commands().harmless <= commands().plain


def test_the_table_says_where_it_comes_from() -> None:
    content = tables.read("commands.toml")

    assert content["source"]
    assert isinstance(content["date"], dt.date)
