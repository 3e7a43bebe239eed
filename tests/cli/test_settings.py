"""`.zdd.toml` and the arguments that win over it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

THREADS = {".magento.env.yaml": "stage:\n  build:\n    SCD_THREADS: 1\n"}
RULE = "single-scd-thread"
ERROR = f'severity = {{ {RULE} = "error" }}\n'


def severities(zdd: CommandLine, *arguments: str) -> dict[str, str]:
    status, out, err = zdd("check", "--format", "json", *arguments)
    assert (status < 2, err) == (True, "")
    return {each["rule"]: each["severity"] for each in json.loads(out)["findings"]}


def test_the_file_in_the_root_counts(zdd: CommandLine) -> None:
    zdd.store("store", {**THREADS, ".zdd.toml": ERROR})

    assert severities(zdd, "store")[RULE] == "error"


def test_the_nearest_file_counts_alone(zdd: CommandLine) -> None:
    zdd.store("shops/near", {**THREADS, ".zdd.toml": "hints = true\n"})
    zdd.store("shops/far", THREADS)
    (zdd.folder / "shops/.zdd.toml").write_text(ERROR)

    _, out, _ = zdd("check", "--format", "json", "shops")

    found = {
        each["project"].rpartition("/")[2]: each["severity"]
        for each in json.loads(out)["findings"]
        if each["rule"] == RULE
    }
    assert found == {"near": "hint", "far": "error"}


@pytest.mark.parametrize(
    ("marked", "counts"), [(None, False), (".", True), ("shops", False), ("shops/store", False)]
)
def test_nothing_outside_of_the_repository_counts(
    zdd: CommandLine, marked: str | None, *, counts: bool
) -> None:
    zdd.store("shops/store", THREADS)
    (zdd.folder / ".zdd.toml").write_text(ERROR)
    if marked is not None:
        (zdd.folder / marked / ".git").mkdir()

    assert (severities(zdd, "shops/store")[RULE] == "error") is counts


def test_arguments_win_over_the_file(zdd: CommandLine) -> None:
    zdd.store("store", {**THREADS, ".zdd.toml": ERROR})

    assert severities(zdd, "store", "--set-severity", f"{RULE}=info")[RULE] == "info"
    assert RULE not in severities(zdd, "store", "--ignore", RULE)
    assert severities(zdd, "store", "--profile", "all")[RULE] == "error"


def test_excluded_files_are_not_reported(zdd: CommandLine) -> None:
    zdd.store("store", THREADS)

    assert RULE in severities(zdd, "store")
    assert RULE not in severities(zdd, "store", "--exclude", "store/.magento.env.yaml")
    assert severities(zdd, "store", "--exclude", "store") == {}
    (zdd.folder / "store/.zdd.toml").write_text("exclude = ['.magento.env.yaml']\n")
    assert RULE not in severities(zdd, "store")


def test_versions_are_judged_before_they_are_installed(zdd: CommandLine) -> None:
    zdd.store("store")

    def versions(*arguments: str) -> dict[str, str]:
        project = json.loads(zdd("check", "--format", "json", "store", *arguments).out)
        (found,) = project["projects"]
        return {name: found[name] for name in ("commerce", "ece_tools")}

    assert versions() == {"commerce": "2.4.6-p3", "ece_tools": "2002.1.17"}
    wanted = versions("--commerce", "2.4.8-p1", "--ece-tools", "2002.2.1")
    assert wanted == {"commerce": "2.4.8-p1", "ece_tools": "2002.2.1"}


@pytest.mark.parametrize("command", ["check", "fix", "config", "ideal-state", "scd-on-build"])
def test_a_wrong_file_ends_with_a_message(zdd: CommandLine, command: str) -> None:
    zdd.store("store", {".zdd.toml": "hint = true\n[severity]\nno-rule = 'off'\n"})

    status, out, err = zdd(command, "store")

    assert (status, out) == (2, "")
    assert err == (
        "zdd-lsp: store/.zdd.toml:1:1: There is no setting `hint`; did you mean `hints`?\n"
        "zdd-lsp: store/.zdd.toml:3:1: There is no rule `no-rule`.\n"
    )


def test_a_file_that_cannot_be_read_ends_with_a_message(zdd: CommandLine) -> None:
    store = zdd.store("store")
    (store / ".zdd.toml").mkdir()

    status, out, err = zdd("check", "store")

    assert (status, out) == (2, "")
    assert err == "zdd-lsp: store/.zdd.toml: not read, because it is a directory\n"


@pytest.mark.parametrize(
    ("option", "value"),
    [("--ignore", "nope"), ("--exclude", "../x"), ("--ece-tools", "new"), ("--commerce", "2.x")],
)
def test_a_wrong_argument_ends_with_a_message(zdd: CommandLine, option: str, value: str) -> None:
    zdd.store("store")

    status, out, err = zdd("check", "store", option, value)

    assert (status, out) == (2, "")
    assert err.startswith(f"zdd-lsp: {option}: ")
