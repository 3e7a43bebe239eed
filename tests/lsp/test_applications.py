"""An editor on a repository with several applications."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.lsp.conftest import APP as STORE

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

SHOP = "shop/.magento.app.yaml"
BLOG = "blog/.magento.app.yaml"
SERVICES = ".magento/services.yaml"
ROUTES = ".magento/routes.yaml"
LOCK = "shop/composer.lock"
PULLING = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


def codes(diagnostics: Any) -> set[Any]:
    return {item.code for item in diagnostics}


def last(editor: Any, name: str) -> set[Any]:
    """The rules of the diagnostics that were published last for a file."""
    sent = editor.of(name)
    return codes(sent[-1].diagnostics) if sent else set()


async def test_an_edit_of_the_services_reaches_all_applications(
    start: Any, repository: Path
) -> None:
    async with start(root=repository) as editor:
        for name in (SHOP, BLOG, SERVICES):
            editor.open(name)
            await editor.told(name, version=1)
        assert not any("undeclared-service" in last(editor, name) for name in (SHOP, BLOG))

        editor.replace(SERVICES, "postgres:", "postgresql:")
        await editor.until(lambda: "undeclared-service" in last(editor, BLOG))
        await editor.until(lambda: "unused-service" in last(editor, SERVICES))
        assert "undeclared-service" not in last(editor, SHOP)

        diagnostics = editor.of(BLOG)[-1].diagnostics
        finding = next(item for item in diagnostics if item.code == "undeclared-service")
        assert finding.related_information[0].location.uri == editor.uri(SERVICES)
        editor.replace(SERVICES, "postgresql:\n", "postgres:\n")
        await editor.until(lambda: "undeclared-service" not in last(editor, BLOG))


async def test_an_edit_of_an_application_reaches_the_shared_files(
    start: Any, repository: Path
) -> None:
    async with start(root=repository) as editor:
        editor.open(ROUTES)
        editor.open(BLOG)
        assert "unknown-upstream" not in codes(await editor.told(ROUTES, version=1))
        await editor.told(BLOG, version=1)

        editor.replace(BLOG, "name: blog", "name: news")
        await editor.until(lambda: "unknown-upstream" in last(editor, ROUTES))
        editor.replace(BLOG, "name: news", "name: blog")
        await editor.until(lambda: "unknown-upstream" not in last(editor, ROUTES))


async def test_a_file_of_one_application_that_changes_on_disk_reaches_the_shared_files(
    start: Any, repository: Path
) -> None:
    async with start(root=repository) as editor:
        editor.open(SERVICES)
        assert "unsupported-combination" not in codes(await editor.told(SERVICES, version=1))
        base = '{"packages": [{"name": "magento/magento2-base", "version": "%s"}]}'

        editor.write(LOCK, base % "2.4.8-p4")
        await editor.until(lambda: "unsupported-combination" in last(editor, SERVICES))
        editor.write(LOCK, base % "2.4.6-p9")
        await editor.until(lambda: "unsupported-combination" not in last(editor, SERVICES))


async def test_an_application_that_comes_is_known(start: Any, repository: Path) -> None:
    async with start(root=repository) as editor:
        editor.open(ROUTES)
        await editor.told(ROUTES, version=1)
        editor.replace(ROUTES, "blog:http", "docs:http")
        await editor.until(lambda: "unknown-upstream" in last(editor, ROUTES))

        editor.write("docs/.magento.app.yaml", "name: docs\ntype: nodejs:22\n")

        await editor.until(lambda: "unknown-upstream" not in last(editor, ROUTES))


async def test_a_client_that_asks_is_told_to_ask_again(start: Any, repository: Path) -> None:
    async with start(PULLING, root=repository) as editor:
        for name in (BLOG, SERVICES):
            editor.open(name)
        before = await editor.pull_all()
        assert len(before) == len(set(before))
        assert "undeclared-service" not in codes(before[editor.uri(BLOG)].items)
        await editor.rest()
        asked = editor.refreshes

        editor.replace(SERVICES, "postgres:", "postgresql:")

        await editor.until(lambda: editor.refreshes > asked)
        assert "undeclared-service" in codes((await editor.pull(BLOG)).items)
        assert "undeclared-service" not in codes((await editor.pull(SHOP)).items)


async def test_a_fix_changes_the_open_document_of_another_project(
    start: Any, repository: Path
) -> None:
    lost = "idle:\n  type: rabbitmq:4.1\n  disk: 1024\n"
    (repository / SERVICES).write_text((repository / SERVICES).read_text() + lost)
    async with start(root=repository) as editor:
        editor.open(SHOP, version=7)
        editor.open(SERVICES)
        await editor.told(SERVICES, version=1)

        actions = await editor.actions(SERVICES, only=["quickfix"])
        action = next(item for item in actions if "rabbitmq" in item.title)
        editor.apply(action.edit)

        await editor.until(lambda: "unused-service" not in last(editor, SERVICES))
        assert 'rabbitmq: "idle:rabbitmq"' in editor.texts[editor.uri(SHOP)]


async def test_hovers_and_actions_know_a_file_that_lies_elsewhere(
    start: Any, repository: Path
) -> None:
    moved = f"{STORE}source:\n  root: code\n"
    (repository / SHOP).write_text(moved)
    env = repository / "code" / ".magento.env.yaml"
    env.parent.mkdir()
    env.write_text("stage:\n  global:\n    SCD_ON_DEMAND: true\n")
    async with start(root=repository) as editor:
        editor.open("code/.magento.env.yaml")

        assert "scd-on-demand" in codes(await editor.told("code/.magento.env.yaml", version=1))
        hover = await editor.hover("code/.magento.env.yaml", "SCD_ON_DEMAND")
        assert hover is not None
        actions = await editor.actions("code/.magento.env.yaml", only=["quickfix"])
        cures = [item for item in actions if codes(item.diagnostics or ()) == {"scd-on-demand"}]
        editor.apply(cures[0].edit)
        diagnostics = await editor.told("code/.magento.env.yaml", version=2)
        assert "scd-on-demand" not in codes(diagnostics)
