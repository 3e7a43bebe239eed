from __future__ import annotations

from typing import TYPE_CHECKING

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


def test_what_keeps_ece_tools_from_judging_is_said(zdd: CommandLine) -> None:
    zdd.store("store", {".magento.env.yaml": "stage:\n  build: 'x\n"})
    out = zdd("ideal-state", "store").out
    assert "\n  store/.magento.env.yaml:2:10: " in out
    assert "[yaml-" in out


def test_one_verdict_is_for_one_project(zdd: CommandLine) -> None:
    zdd.store("a")
    zdd.store("b")
    status, out, err = zdd("ideal-state")
    assert (status, out) == (2, "")
    assert err == "zdd-lsp: . holds several projects, name one of them: a, b\n"
    (zdd.folder / "empty").mkdir()
    assert zdd("ideal-state", "empty").status == 3
