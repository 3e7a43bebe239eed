from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine
    from zdd_lsp.project import Project


def findings(zdd: CommandLine, *argv: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(zdd("check", "--format", "json", *argv).out)[
        "findings"
    ]
    return found


def test_an_ideal_store_is_clean(zdd: CommandLine) -> None:
    zdd.store("store")
    outcome = zdd("check", "--severity", "warning")
    assert outcome == (
        0,
        (
            "store (Commerce 2.4.6-p3, ece-tools 2002.1.17): the configured state is ideal\n"
            "No findings in 1 project.\n"
        ),
        "",
    )


def test_a_store_that_is_not_ideal_fails(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    status, out, err = zdd("check")
    assert (status, err) == (1, "")
    assert " --> store/.magento.env.yaml:3:20\n" in out
    assert "\n3 |     SCD_ON_DEMAND: true\n  |                    ^^^^\n" in out
    assert " = ece-tools 1006: SCD_ON_DEMAND variable is enabled\n" in out
    assert "not ideal (3 reasons, see zdd-lsp ideal-state)\n" in out


@pytest.mark.parametrize(
    ("severity", "level", "status"),
    [
        (Severity.ERROR, "error", 1),
        (Severity.WARNING, "error", 0),
        (Severity.WARNING, "warning", 1),
        (Severity.INFO, "warning", 0),
        (Severity.INFO, "info", 1),
        (Severity.HINT, "info", 0),
        (Severity.HINT, "hint", 1),
        (Severity.ERROR, "never", 0),
    ],
)
def test_the_fail_level_decides_the_status(
    zdd: CommandLine,
    monkeypatch: pytest.MonkeyPatch,
    severity: Severity,
    level: str,
    status: int,
) -> None:
    def check(_: Project) -> list[Finding]:
        return [Finding("a", "ZDD999", severity, Location(".magento.env.yaml", Span(0, 1)), "m")]

    monkeypatch.setattr(lint, "check", check)
    zdd.store("store")
    assert zdd("check", "--fail-level", level).status == status
    assert zdd("check", "--fail-level", level, "--format", "json").status == status


def test_the_default_fail_level_is_warning(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    assert zdd("check").status == zdd("check", "--fail-level", "warning").status == 1


def test_a_severity_leaves_out_what_is_less_severe(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    every, severe = findings(zdd), findings(zdd, "--severity", "warning")
    assert severe == [f for f in every if f["severity"] in {"error", "warning"}]


def test_several_projects_of_one_folder(zdd: CommandLine, wrong: dict[str, str]) -> None:
    first, second = zdd.store("b", wrong), zdd.store("a")
    status, out, _ = zdd("check", "--format", "json", ".")
    document = json.loads(out)
    assert status == 1
    assert [p["root"] for p in document["projects"]] == [str(second), str(first)]
    assert [p["ideal"] for p in document["projects"]] == [True, False]
    assert {f["project"] for f in document["findings"] if f["severity"] == "warning"} == {
        str(first)
    }


def test_a_project_that_is_named_twice_is_checked_once(zdd: CommandLine) -> None:
    zdd.store("store")
    _, out, _ = zdd("check", "--format", "json", "store", ".", "store/../store")
    assert len(json.loads(out)["projects"]) == 1


def test_a_file_is_judged_within_its_project(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    env = findings(zdd, "store/.magento.env.yaml")
    app = findings(zdd, "store/.magento.app.yaml")
    assert {f["path"] for f in env} == {".magento.env.yaml"}
    assert {f["path"] for f in app} == {".magento.app.yaml"}
    both = findings(zdd, "store/.magento.env.yaml", "store/.magento.app.yaml")
    assert both == [f for f in findings(zdd) if f in [*env, *app]]
    assert findings(zdd, "store", "store/.magento.env.yaml") == findings(zdd, "store")


def test_a_path_that_does_not_exist_is_a_wrong_argument(zdd: CommandLine) -> None:
    zdd.store("store")
    assert zdd("check", "store", "nowhere\x1b") == (
        2,
        "",
        "zdd-lsp: nowhere\\x1b: no such file or folder\n",
    )


def test_nothing_to_check(zdd: CommandLine) -> None:
    (zdd.folder / "empty").mkdir()
    status, out, err = zdd("check", "empty")
    assert (status, out) == (3, "")
    assert err.startswith("zdd-lsp: empty: no project here")
    status, out, _ = zdd("check", "empty", "--format", "json")
    assert status == 3
    assert json.loads(out)["projects"] == json.loads(out)["findings"] == []
    (zdd.folder / "empty/notes.txt").touch()
    assert zdd("check", "empty/notes.txt").status == 3


def test_a_folder_without_a_project_beside_one_with(zdd: CommandLine) -> None:
    zdd.store("store")
    (zdd.folder / "empty").mkdir()
    status, _, err = zdd("check", "empty", "store")
    assert status == 0
    assert err.startswith("zdd-lsp: empty: no project here")


def test_every_finding_names_the_page_of_its_rule(zdd: CommandLine, wrong: dict[str, str]) -> None:
    zdd.store("store", wrong)
    urls = {r.name: r.url for r in lint.rules()}
    found = findings(zdd)
    assert found
    assert [f["url"] for f in found] == [urls[f["rule"]] or None for f in found]


@pytest.mark.parametrize(
    "files",
    [
        {".magento.env.yaml": "stage:\n\tbuild: {\x00\x1b[2J\n"},
        {".magento.env.yaml": "a: &a [*a]\n<<: *b\n" + "[" * 5000},
        {".magento.app.yaml": "\ufeff"},
        {"composer.lock": "{", "composer.json": "[]"},
        {"app/etc/config.php": "<?php return eval('1');"},
    ],
)
@pytest.mark.parametrize("output", ["text", "json"])
def test_broken_files_are_findings_and_not_accidents(
    zdd: CommandLine, files: dict[str, str], output: str
) -> None:
    zdd.store("store", files)
    status, out, err = zdd("check", "--format", output)
    assert status in {0, 1}
    assert err == ""
    assert "\x1b" not in out
    assert "\x00" not in out


def test_files_that_cannot_be_read(zdd: CommandLine) -> None:
    store = zdd.store("store")
    (store / ".magento.env.yaml").write_bytes(b"stage: \xff\n")
    (store / "composer.lock").unlink()
    (store / "composer.lock").mkdir()
    (store / ".magento/routes.yaml").symlink_to("routes.yaml")
    for output in ("text", "json"):
        status, out, err = zdd("check", "--format", output)
        assert status == 1
        assert ".magento.env.yaml" in out
        assert err == ""


def test_a_rule_is_raised_by_an_option(zdd: CommandLine) -> None:
    zdd.store("store", {".magento.env.yaml": "stage:\n  build:\n    SCD_THREADS: 1\n"})

    assert zdd("check", "store").status == 0
    status, out, _ = zdd("check", "--set-severity", "single-scd-thread=error", "store")
    assert status == 1
    assert "error[single-scd-thread]" in out


@pytest.mark.parametrize(
    "option", ["scd-thread=error", "single-scd-thread=bad", "single-scd-thread", "="]
)
def test_a_rule_or_level_that_does_not_exist_is_a_usage_error(
    zdd: CommandLine, option: str
) -> None:
    status, out, err = zdd("check", "--set-severity", option)
    assert (status, out) == (2, "")
    assert "--set-severity: " in err
