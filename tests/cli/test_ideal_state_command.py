from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_an_ideal_store_has_the_wizards_answer(zdd: CommandLine) -> None:
    zdd.store("store")
    assert zdd("ideal-state", "store", "--strict-parity") == (
        0,
        "The configured state is ideal\n",
        "",
    )


def test_the_wizard_counts_its_errors(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    wizard = (
        " - SCD_ON_DEMAND variable is enabled\n"
        ' - Your application does not have the "post_deploy" hook enabled.\n'
        " - Skip HTML minification is disabled\n"
        "The configured state is not ideal\n"
    )
    assert zdd("ideal-state", "store", "--strict-parity") == (3, wizard, "")
    status, out, _ = zdd("ideal-state", "store")
    assert status == 3
    assert out.startswith(wizard + "\nEvery reason, and where it stands:\n")
    assert "\n  store/.magento.env.yaml:3:20: " in out


@pytest.mark.parametrize(
    ("path", "content", "reason"),
    [
        (".magento.env.yaml", "stage:\n  build: 'x\n", ".magento.env.yaml is not valid YAML"),
        (".magento.env.yaml", "stage:\n  build: x\n", "a stage in .magento.env.yaml is not a map"),
        (".magento.app.yaml", "# nothing\n", ".magento.app.yaml holds no map"),
        (
            ".magento.app.yaml",
            "hooks:\n  post_deploy: [php ./vendor/bin/ece-tools post-deploy]\n",
            "the post_deploy hook in .magento.app.yaml is not a text",
        ),
    ],
)
def test_what_keeps_ece_tools_from_judging_is_said(
    zdd: CommandLine, path: str, content: str, reason: str
) -> None:
    zdd.store("store", {path: content})
    stopped = f"zdd-lsp: ece-tools would stop before it judges: {reason}\n"
    assert zdd("ideal-state", "store", "--strict-parity") == (255, "", stopped)
    assert f": not judged, because {reason}\n" in zdd("check").out
    (project,) = json.loads(zdd("check", "--format", "json").out)["projects"]
    assert project["ideal"] is None


def test_broken_yaml_is_a_reason_with_a_place(zdd: CommandLine) -> None:
    zdd.store("store", {".magento.env.yaml": "stage:\n  build: 'x\n"})
    out = zdd("ideal-state", "store").out
    assert out.startswith("Every reason, and where it stands:\n  store/.magento.env.yaml:2:10: ")
    assert "[yaml-" in out


def test_what_only_php_can_tell_is_left_open(zdd: CommandLine) -> None:
    zdd.store("store", {"app/etc/config.php": "<?php\nreturn require 'other.php';\n"})
    assert zdd("ideal-state", "--strict-parity").out == "The configured state is ideal\n"
    assert "ideal, if config.php names websites or stores, which only PHP" in zdd("check").out
    (project,) = json.loads(zdd("check", "--format", "json").out)["projects"]
    assert project["ideal"] is None


def test_one_verdict_is_for_one_project(zdd: CommandLine) -> None:
    zdd.store("a")
    zdd.store("b")
    status, out, err = zdd("ideal-state")
    assert (status, out) == (2, "")
    assert err == "zdd-lsp: . holds several projects, name one of them: a, b\n"
    (zdd.folder / "empty").mkdir()
    assert zdd("ideal-state", "empty").status == 3
