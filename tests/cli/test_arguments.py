from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

import zdd_lsp
from zdd_lsp import lint

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project


def test_version_and_help(zdd: CommandLine) -> None:
    assert zdd("--version") == (0, f"zdd-lsp {zdd_lsp.__version__}\n", "")
    status, out, _ = zdd("--help")
    assert status == 0
    for command in ("check", "fix", "ideal-state", "config", "explain"):
        assert f"    {command} " in out or f"    {command}\n" in out
        status, text, _ = zdd(command, "--help")
        assert status == 0
        assert "exit status:" in text


@pytest.mark.parametrize(
    "argv",
    [
        (),
        ("nonsense",),
        ("check", "--fail-level", "fatal"),
        ("check", "--form", "json"),
        ("check", "--date", "tomorrow"),
        ("check", "--date", "2026-02-30"),
        ("check", "--date", "20261030"),
        ("fix", "--date", "2026-W44-5"),
        ("config", "--stage", "production"),
        ("ideal-state", "a", "b"),
    ],
)
def test_wrong_arguments(zdd: CommandLine, argv: tuple[str, ...]) -> None:
    status, out, err = zdd(*argv)
    assert (status, out) == (2, "")
    assert err.startswith("usage: zdd-lsp")


def test_what_a_day_looks_like(zdd: CommandLine) -> None:
    _, _, err = zdd("check", "--date", "30.10.2026")
    assert err.endswith("'30.10.2026' is no day of the form YYYY-MM-DD, such as 2026-10-30\n")


def test_a_project_is_judged_on_a_day(zdd: CommandLine) -> None:
    store = zdd.store("store")
    services = store / ".magento/services.yaml"
    services.write_text(services.read_text("utf-8").replace("10.6", "10.4"), encoding="utf-8")

    def rules(day: str) -> dict[str, str]:
        out = zdd("check", "--format", "json", "--date", day).out
        return {each["rule"]: each["severity"] for each in json.loads(out)["findings"]}

    assert rules("2026-10-29")["enforced-upgrade"] == "info"
    assert rules("2026-10-30")["enforced-upgrade"] == "warning"
    assert "enforced-upgrade" not in rules("2025-09-01")
    assert zdd("fix", "--date", "2025-09-01", "--fail-level", "error").status == 0


def test_a_fault_of_our_own_is_no_finding(
    zdd: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def check(project: Project) -> list[Finding]:
        return [] if project.root.name == "good" else [1 / 0]  # type: ignore[list-item]

    monkeypatch.setattr(lint, "check", check)
    zdd.store("bad")
    good = zdd.store("good")
    status, out, err = zdd("check", "--format", "json")
    assert status == 70
    assert [project["root"] for project in json.loads(out)["projects"]] == [str(good)]
    assert "ZeroDivisionError" in err
    assert err.endswith("bad is left out: this is a fault of zdd-lsp, please report it\n")
    assert zdd("ideal-state", "bad").status == 70
    assert zdd("ideal-state", "good").status == 0
    assert zdd("fix", "bad").status == 70
