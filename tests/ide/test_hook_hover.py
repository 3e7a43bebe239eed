"""Hover on the commands of hooks and cron jobs; the cursor is drawn as <|>."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.ide import topics
from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE


def at(line: str) -> tuple[str, str] | None:
    picture = f"hooks:\n    build: |\n        {line}\n        echo done\n"
    offset = picture.index("<|>")
    text = picture.replace("<|>", "")
    found = hover(Project(Path("/project"), {APP_FILE: text}), APP_FILE, offset)
    return None if found is None else (found.span.slice(text), found.markdown)


@pytest.mark.parametrize(
    ("line", "covered", "title"),
    [
        ("s<|>et -e", "set -e", "set -e"),
        ("composer in<|>stall", "composer install", "composer install"),
        (
            "php ./vendor/<|>bin/ece-tools build",
            "./vendor/bin/ece-tools build",
            "ece-tools build",
        ),
        ("php vendor/bin/ece-tools r<|>un x.xml", "vendor/bin/ece-tools run", "ece-tools run"),
        (
            "php vendor/bin/ece-tools run scenario/<|>deploy.xml",
            "scenario/deploy.xml",
            "scenario/deploy.xml",
        ),
        ("php bin/magento c:f<|>", "bin/magento c:f", "cache:flush"),
        ("php vendor/bin/m2-ece-b<|>uild", "vendor/bin/m2-ece-build", "m2-ece-build"),
    ],
)
def test_commands_are_explained(line: str, covered: str, title: str) -> None:
    found = at(line)

    assert found is not None
    assert found[0] == covered
    assert found[1].startswith(f"### `{title}`")


def test_a_scenario_tells_its_steps_with_the_error_codes() -> None:
    found = at("php vendor/bin/ece-tools run <|>scenario/build/generate.xml")

    assert found is not None
    assert "12. `compile-di`: runs `setup:di:compile` (error 15)" in found[1]


def test_a_run_of_scenarios_tells_the_steps_of_each() -> None:
    found = at("php vendor/bin/ece-tools r<|>un scenario/build/generate.xml own.xml")

    assert found is not None
    assert found[1].startswith("### `ece-tools run`")
    assert "`scenario/build/generate.xml`:\n\n1. `pre-build`" in found[1]
    assert "- Site: Open" in found[1]


@pytest.mark.parametrize(
    ("hook", "here", "costs"),
    [
        ("build", "In the build. The site is up", False),
        ("deploy", "In the deploy. The platform holds requests back", True),
        ("post_deploy", "After the deploy. The site is up", False),
    ],
)
def test_a_command_tells_when_it_runs_and_whether_visitors_notice(
    hook: str, here: str, *, costs: bool
) -> None:
    picture = f"hooks:\n    {hook}: php bin/magento cache:f<|>lush\n"
    project = Project(Path("/project"), {APP_FILE: picture.replace("<|>", "")})

    found = hover(project, APP_FILE, picture.index("<|>"))

    assert found is not None
    assert f"- Here: {here}" in found.markdown
    assert ("**In a deploy hook**" in found.markdown) is costs


def test_a_removed_program_names_its_successor() -> None:
    found = at("php vendor/bin/m2-ece-deploy<|>")

    assert found is not None
    assert "removed in 2002.1.0" in found[1]
    assert "`vendor/bin/ece-tools deploy`" in found[1]


def test_a_job_is_explained_like_a_hook() -> None:
    picture = "crons:\n  a:\n    spec: '* * * * *'\n    cmd: php bin/magento cache:f<|>lush\n"
    project = Project(Path("/project"), {APP_FILE: picture.replace("<|>", "")})

    found = hover(project, APP_FILE, picture.index("<|>"))

    assert found is not None
    assert found.markdown.startswith("### `cache:flush`")
    assert "- Here: In a cron job, while the site is up." in found.markdown


@pytest.mark.parametrize("name", ["ece-tools build", "build:transfer", "cache:flush", "set -e"])
def test_commands_can_be_asked_for_by_name(name: str) -> None:
    found = topics.find(name)

    assert found is not None
    assert "command" in found.kind
