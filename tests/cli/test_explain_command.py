from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue, errors

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_explain_a_rule_by_each_of_its_names(zdd: CommandLine) -> None:
    for rule in lint.rules():
        status, out, err = zdd("explain", rule.name)
        assert (status, err) == (0, "")
        assert out.startswith(f"{rule.name}: rule {rule.code}, {rule.severity.label}\n")
        assert rule.prose in out
        for name in (rule.code, rule.code.lower()):
            assert zdd("explain", name).out == out


def test_the_examples_of_a_rule_stand_at_the_margin(zdd: CommandLine) -> None:
    out = zdd("explain", "skip-scd-on-build").out
    assert "\n  --> .magento.env.yaml\n   | stage:\n   |   build:\n" in out


def test_explain_every_variable(zdd: CommandLine) -> None:
    for name, variable in catalogue().known.items():
        status, out, _ = zdd("explain", name.lower())
        assert status == 0
        assert out.startswith(f"{name}: variable of .magento.env.yaml\n")
        assert f"\nType: {variable.type}" in out
        assert f"\nece-tools: since {'.'.join(map(str, variable.since))}" in out


def test_explain_lists_the_rules(zdd: CommandLine) -> None:
    status, out, _ = zdd("explain")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [r.code for r in lint.rules()]


def test_explain_helps_with_a_misspelt_name(zdd: CommandLine) -> None:
    status, out, err = zdd("explain", "SKIP_SDC")
    assert (status, out) == (2, "")
    said = "zdd-lsp: no rule, variable or error code is called SKIP_SDC; did you mean SKIP_SCD"
    assert err.startswith(said)
    assert zdd("explain", "no such thing").err.endswith("; zdd-lsp explain lists the rules\n")


@pytest.mark.parametrize("name", ["109", "DEPLOY_WRONG_CONFIGURATION_DB"])
def test_explain_an_error_code(zdd: CommandLine, name: str) -> None:
    status, out, err = zdd("explain", name)
    assert (status, err) == (0, "")
    assert out.startswith("109: error code of ece-tools, critical, deploy\n\n")
    assert errors()[109].action in out
    assert "\nIn the log: Variable DATABASE_CONFIGURATION is not configured properly\n" in out
    assert "\nConstant: DEPLOY_WRONG_CONFIGURATION_DB\n" in out
    assert out.endswith(f"\n\nMore: {errors()[109].url}\n")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("CRYPT_KEY", "CRYPT_KEY: variable of the Cloud Console"),
        ("STATIC_CONTENT_THREADS", "Use instead: SCD_THREADS"),
        ("DO_DEPLOY_STATIC_CONTENT", "Use instead: SKIP_SCD, which means the opposite"),
        ("post-deploy", "Runs: in the post_deploy hook"),
        ("log", "log: section of .magento.env.yaml"),
        ("syslog", "facility: facility, default 8. "),
        ("notice", "notice: level 250 of the log"),
    ],
)
def test_explain_what_else_has_a_name(zdd: CommandLine, name: str, line: str) -> None:
    status, out, _ = zdd("explain", name)
    assert status == 0
    (found,) = (each for each in out.splitlines() if each.startswith(line))
    assert "`" not in found
