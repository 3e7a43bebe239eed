"""The commands that answer as a command of ece-tools; tests/test_conformance.py has every case."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine

COMMANDS = ("scd-on-build", "scd-on-deploy", "scd-on-demand", "config-validate")
ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
STOPPED = "zdd-lsp: ece-tools would stop before it judges: "


def test_an_ideal_store(zdd: CommandLine) -> None:
    zdd.store("store")
    assert [zdd(command, "store") for command in COMMANDS] == [
        (0, "SCD on build is enabled\n", ""),
        (1, " - SCD on build is enabled\nSCD on deploy is disabled\n", ""),
        (1, "SCD on demand is disabled\n", ""),
        (0, "The configuration file .magento.env.yaml is valid.\n", ""),
    ]


def test_every_reason_against_the_build_is_named(zdd: CommandLine) -> None:
    settings = "stage:\n  global: {SCD_ON_DEMAND: true}\n  build: {SKIP_SCD: true}\n"
    zdd.store("store", {ENV: settings, "app/etc/config.php": "<?php return [];\n"})
    reasons = [
        " - SCD_ON_DEMAND variable is enabled",
        " - SKIP_SCD variable is enabled",
        " - No stores/website/locales found in config.php",
        "SCD on build is disabled",
    ]
    assert zdd("scd-on-build", "store") == (1, "\n".join(reasons) + "\n", "")
    assert zdd("scd-on-demand", "store") == (0, "SCD on demand is enabled\n", "")


def test_the_deploy_skips_what_json_says(zdd: CommandLine) -> None:
    settings = "stage:\n  build: {SKIP_SCD: true}\n  deploy: {SKIP_SCD: %s}\n"
    zdd.store("store", {ENV: settings % "'false'"})
    assert zdd("scd-on-deploy", "store") == (0, "SCD on deploy is enabled\n", "")
    zdd.store("store", {ENV: settings % "'no'"})
    assert zdd("scd-on-deploy", "store").status == 1


def test_every_setting_that_the_schema_forbids_is_named_once(zdd: CommandLine) -> None:
    settings = "stage: {global: {FOO: 1, SKIP_SCD: x}, post-deploy: {SKIP_SCD: 1}}\n"
    zdd.store("store", {ENV: settings})
    fault = "The SKIP_SCD variable contains an invalid value of type"
    said = f"""\
Environment configuration is not valid. Correct the following items in your .magento.env.yaml file:
The FOO variable is not allowed in configuration.
{fault} string. Use the following type: boolean.
{fault} integer. Use the following type: boolean.
"""
    assert zdd("config-validate", "store") == (1, said, "")


@pytest.mark.parametrize(
    ("path", "content", "stopped", "reason"),
    [
        (ENV, "stage: [\n", COMMANDS, ".magento.env.yaml is not valid YAML"),
        (ENV, "stage: {global: x}\n", COMMANDS[:3], "a stage in .magento.env.yaml is not a map"),
        (ENV, "stage: {build: x}\n", COMMANDS[:2], "a stage in .magento.env.yaml is not a map"),
        (ENV, "stage: {deploy: x}\n", COMMANDS[1:2], "a stage in .magento.env.yaml is not a map"),
        (
            ENV,
            "stage: {global: {SCD_ON_DEMAND: 'no'}}\n",
            COMMANDS[2:3],
            "SCD_ON_DEMAND is neither true nor false",
        ),
        (ENV, "stage: x\n", COMMANDS[3:], "`stage` in .magento.env.yaml is not a map"),
        (
            ENV,
            "stage: {build: {1: x}}\n",
            COMMANDS[3:],
            "a stage or a variable in .magento.env.yaml has a number for a name",
        ),
        (
            ENV,
            "stage: [{SKIP_SCD: true}]\n",
            COMMANDS[3:],
            "a stage or a variable in .magento.env.yaml has a number for a name",
        ),
        (
            ENV,
            "stage: {deploy: {SPLIT_DB: [[quote]]}}\n",
            COMMANDS[3:],
            "a list or a map stands in SPLIT_DB where texts belong",
        ),
        (APP, "[\n", (), ""),
    ],
)
def test_only_what_a_command_reads_can_stop_it(
    zdd: CommandLine, path: str, content: str, stopped: tuple[str, ...], reason: str
) -> None:
    zdd.store("store", {path: content})
    for command in COMMANDS:
        outcome = zdd(command, "store")
        if command in stopped:
            assert outcome == (255, "", f"{STOPPED}{reason}\n"), command
        else:
            assert outcome.status in {0, 1}, command
            assert (outcome.err, bool(outcome.out)) == ("", True), command


@pytest.mark.parametrize(
    "content", ["stage:\n", "stage: []\n", "stage: {1: []}\n", "stage: [x]\n", "x\n", ""]
)
def test_what_the_schema_validator_passes_over(zdd: CommandLine, content: str) -> None:
    zdd.store("store", {ENV: content})
    assert zdd("config-validate", "store").status == 0


def test_what_only_php_can_tell_is_said_beside_the_answer(zdd: CommandLine) -> None:
    zdd.store("store", {"app/etc/config.php": "<?php\nreturn require 'other.php';\n"})
    doubt = "zdd-lsp: config.php is taken to name websites or stores, which only PHP can tell\n"
    for command in ("scd-on-build", "scd-on-deploy", "ideal-state"):
        assert zdd(command, "store").err == doubt
    assert zdd("scd-on-demand", "store").err == ""


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        (ENV, "log: {slakc: {}}\n", "Unknown type of log handler: slakc"),
        (ENV, "log: file\n", "it dies of the `log` section of .magento.env.yaml"),
        ("composer.lock", "", "it cannot work with composer.lock, because "),
    ],
)
def test_what_keeps_ece_tools_from_starting_is_said_beside_the_answer(
    zdd: CommandLine, path: str, content: str, reason: str
) -> None:
    zdd.store("store", {path: content})
    status, out, err = zdd("scd-on-build", "store")
    assert (status, out) == (0, "SCD on build is enabled\n")
    assert err.startswith(f"zdd-lsp: as things are, ece-tools does not even start: {reason}")
    assert zdd("ideal-state", "store", "--strict-parity").err == err


def test_an_answer_is_about_one_project(zdd: CommandLine) -> None:
    zdd.store("a")
    zdd.store("b")
    several = "zdd-lsp: . holds several projects, name one of them: a, b\n"
    (zdd.folder / "empty").mkdir()
    for command in COMMANDS:
        assert zdd(command) == (2, "", several)
        assert zdd(command, "empty").status == 3
        assert zdd(command, "nowhere").status == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_the_real_command(zdd: CommandLine, command: str) -> None:
    zdd.store("store")
    argv = [sys.executable, "-m", "zdd_lsp", command, "store"]
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == zdd(command, "store")
