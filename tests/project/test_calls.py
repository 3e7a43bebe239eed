"""Which tools the commands of a script call."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import calls
from zdd_lsp.project.shell import read_shell

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def subjects(text: str) -> list[str]:
    return [each.subject for each in calls(read_shell(text))]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("php ./vendor/bin/ece-tools build", ["ece-tools build"]),
        ("./vendor/bin/ece-tools build", ["ece-tools build"]),
        ("ece-tools build", ["ece-tools build"]),
        ("/app/vendor/bin/ece-tools -v build", ["ece-tools build"]),
        ("$PWD/vendor/bin/ece-tools build", ["ece-tools build"]),
        ("php8.3 -d memory_limit=-1 -dx=y vendor/bin/ece-tools build", ["ece-tools build"]),
        ("A=1 time nice -n 5 php vendor/bin/ece-tools build", ["ece-tools build"]),
        ("env -u X A=b timeout -k 5 300 php vendor/bin/ece-tools build", ["ece-tools build"]),
        ("php \"./vendor/bin/ece-tools\" 'build'", ["ece-tools build"]),
        ("if ! php vendor/bin/ece-tools build; then exit 1; fi", ["ece-tools build"]),
        (
            "php vendor/bin/ece-tools run scenario/deploy.xml extra.xml",
            ["ece-tools run scenario/deploy.xml"],
        ),
        ("php bin/magento cache:flush", ["magento cache:flush"]),
        ("./bin/magento -q c:f", ["magento c:f"]),
        ("composer --no-dev -d tools install", ["composer install"]),
        ("php composer.phar install", ["composer.phar install"]),
        ("php ./vendor/bin/m2-ece-build", ["m2-ece-build"]),
        ("vendor/bin/ece-tools", ["ece-tools"]),
        ("echo vendor/bin/ece-tools build", []),
        ("# vendor/bin/ece-tools build", []),
        ("php -r 'x' vendor/bin/ece-tools", []),
        ("php", []),
        ("time", []),
        ("env A=b", []),
        ("A=b", []),
        ("ls vendor/bin/ece-tools", []),
        ("./magento cache:flush", []),
    ],
)
def test_calls(text: str, found: list[str]) -> None:
    assert subjects(text) == found


@pytest.mark.parametrize(
    ("text", "runs", "is_open"),
    [
        ("ece-tools build", 2, False),
        ("ece-tools build:transfer", 1, False),
        ("ece-tools run ./scenario/deploy.xml scenario/post-deploy.xml", 2, False),
        ("ece-tools run -v mine.xml", 0, False),
        ("ece-tools run $SCENARIO", 0, True),
        ("ece-tools $COMMAND", 0, True),
        ("ece-tools error:show", 0, False),
        ("m2-ece-build", 2, False),
        ("bin/magento magento-cloud:deploy", 1, False),
        ("bin/magento shop:import", 0, False),
    ],
)
def test_what_a_call_runs(text: str, runs: int, *, is_open: bool) -> None:
    (found,) = calls(read_shell(text))

    assert len(found.runs) == runs
    assert found.is_open == is_open


@pytest.mark.parametrize(
    ("text", "is_elsewhere"),
    [
        ("composer install", False),
        ("php -d memory_limit=-1 composer install", False),
        ("composer -d tools install", True),
        ("composer install --working-dir=tools", True),
    ],
)
def test_composer_may_work_elsewhere(text: str, *, is_elsewhere: bool) -> None:
    (found,) = calls(read_shell(text))

    assert found.is_elsewhere == is_elsewhere


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="../shared/corpus is absent: real projects are not ours to ship"
)
def test_real_hooks_are_understood() -> None:
    history = sorted((CORPUS / "history" / "app").iterdir())
    projects = sorted((CORPUS / "projects").glob("*/.magento.app.yaml"))
    seen = 0
    for file in (*history, *projects):
        text = file.read_bytes().decode("utf-8", "replace")
        project = Project(file.parent, {APP_FILE: text})
        for hook in project.app.hooks.values():
            seen += len(hook.calls)
            assert not hook.script.is_open, (file.name, hook.text)
            for command in hook.script.commands:
                for word in (*command.assignments, *command.words):
                    assert word.span.slice(text) == word.source, (file.name, word)

    assert seen > len(history)
