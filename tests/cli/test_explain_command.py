from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_explain_a_rule_by_each_of_its_names(zdd: CommandLine) -> None:
    for rule in lint.rules():
        status, out, err = zdd("explain", rule.name)
        assert (status, err) == (0, "")
        assert out.startswith(f"{rule.name} ({rule.code}), {rule.severity.label}\n")
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
        assert out.startswith(f"{name}: {variable.type}\n")
        assert f"Since: ece-tools {'.'.join(map(str, variable.since))}\n" in out


def test_explain_lists_the_rules(zdd: CommandLine) -> None:
    status, out, _ = zdd("explain")
    assert status == 0
    assert [line.split()[0] for line in out.splitlines()] == [r.code for r in lint.rules()]


def test_explain_helps_with_a_misspelt_name(zdd: CommandLine) -> None:
    status, out, err = zdd("explain", "SKIP_SDC")
    assert (status, out) == (2, "")
    assert err.startswith("zdd-lsp: no rule and no variable is called SKIP_SDC; did you mean ")
    assert "SKIP_SCD" in err
