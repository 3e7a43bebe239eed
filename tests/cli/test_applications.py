"""The commands on a repository with several applications."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.cli.conftest import IDEAL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.conftest import CommandLine

SERVICES = ".magento/services.yaml"
APP = ".magento.app.yaml"
BLOG = "name: blog\ntype: nodejs:22\nrelationships:\n    db: 'postgres:postgresql'\n"
POSTGRES = "postgres:\n    type: postgresql:15\n    disk: 512\n"


@pytest.fixture
def repository(zdd: CommandLine) -> Path:
    """An ideal store in one folder, a blog in another, and the platform's files at the top."""
    shop = {f"shop/{name}": text for name, text in IDEAL.items() if name != SERVICES}
    files = {
        SERVICES: IDEAL[SERVICES] + POSTGRES,
        ".magento/routes.yaml": (
            '"https://{default}/": {type: upstream, upstream: "store:http"}\n'
            '"https://blog.{default}/": {type: upstream, upstream: "blog:http"}\n'
        ),
        f"blog/{APP}": BLOG,
    }
    root = zdd.folder / "repository"
    for name, text in (shop | files).items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def findings(zdd: CommandLine, *argv: str) -> list[dict[str, Any]]:
    found = json.loads(zdd("check", "--format", "json", "--severity", "warning", *argv).out)
    listed: list[dict[str, Any]] = found["findings"]
    return listed


def test_a_repository_in_order_is_clean(zdd: CommandLine, repository: Path) -> None:
    outcome = zdd("check", "--severity", "warning", repository.name)

    assert outcome == (
        0,
        (
            "repository: not judged, because its applications lie elsewhere\n"
            "repository/blog: not judged, because it is not a store\n"
            "repository/shop (Commerce 2.4.6-p3, ece-tools 2002.1.17):"
            " the configured state is ideal\n"
            "No findings in 3 projects.\n"
        ),
        "",
    )


def test_each_finding_is_made_once_where_it_stands(zdd: CommandLine, repository: Path) -> None:
    services = repository / SERVICES
    services.write_text(services.read_text().replace("mysql:10.6", "mysql:11.8"))
    blog = repository / "blog" / APP
    blog.write_text(BLOG.replace("postgres:", "postgre:"))

    found = findings(zdd, str(repository))

    top, shared = str(repository), ("unsupported-combination", SERVICES)
    assert [(each["project"], each["rule"], each["path"]) for each in found] == [
        (top, *shared),
        (str(blog.parent), "undeclared-service", APP),
    ]
    assert [each["path"] for each in found[0]["related"]] == [f"shop/{APP}"]
    assert found[0]["related"][0]["range"]["start"]["line"] > 0
    assert [each["path"] for each in found[1]["related"]] == [f"../{SERVICES}"]
    assert found[1]["related"][0]["range"]["start"]["line"] > 0


def test_text_names_files_from_where_the_user_is(zdd: CommandLine, repository: Path) -> None:
    (repository / "blog" / APP).write_text(BLOG.replace("postgres:", "postgre:"))

    out = zdd("check", repository.name).out

    assert f" --> repository/blog/{APP}:4:10\n" in out
    assert f" --> repository/{SERVICES}:7:1\n" in out


@pytest.mark.parametrize("folder", ["shop", "blog"])
def test_one_application_can_be_asked_for(zdd: CommandLine, repository: Path, folder: str) -> None:
    services = repository / SERVICES
    services.write_text(services.read_text().replace("mysql:10.6", "mysql:11.8"))

    assert findings(zdd, str(repository / folder)) == []
    assert [each["path"] for each in findings(zdd, str(services))] == [SERVICES]


def test_fixes_are_written_where_the_files_lie(zdd: CommandLine, repository: Path) -> None:
    code = repository / "code" / ".magento.env.yaml"
    app = repository / "shop" / APP
    (repository / "code").mkdir()
    (repository / "shop" / ".magento.env.yaml").rename(code)
    code.write_text(code.read_text().replace("SCD_ON_DEMAND: false", "SCD_ON_DEMAND: true"))
    app.write_text(f"{app.read_text()}source:\n    root: code\n")

    outcome = zdd("fix", "--fail-level", "never", str(app.parent))

    assert outcome.status == 0
    assert "Fixed repository/code/.magento.env.yaml: scd-on-demand" in outcome.out
    assert "SCD_ON_DEMAND: true" not in code.read_text()
    code.write_text("stage:\n  global:\n    SCD_ON_DEMAND: true\n")
    found = findings(zdd, str(app.parent))
    assert "../code/.magento.env.yaml" in {each["path"] for each in found}
    assert zdd("fix", "--diff", str(app.parent)).out.startswith("--- a/repository/code/")


def test_there_is_no_single_verdict(zdd: CommandLine, repository: Path) -> None:
    assert zdd("ideal-state", str(repository)).status == 2
    assert zdd("ideal-state", str(repository / "shop")).status == 0
    blog = zdd("ideal-state", str(repository / "blog"))
    assert blog.status not in (0, 2)
    assert "it is not a store" in blog.err
