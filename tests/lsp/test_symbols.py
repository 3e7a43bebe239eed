"""Document and workspace symbols, as editors ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

ENV, SERVICES = ".magento.env.yaml", ".magento/services.yaml"


async def symbols(editor: Any, name: str) -> Any:
    params = types.DocumentSymbolParams(types.TextDocumentIdentifier(editor.uri(name)))
    return await editor.client.text_document_document_symbol_async(params) or []


async def search(editor: Any, query: str) -> Any:
    return await editor.client.workspace_symbol_async(types.WorkspaceSymbolParams(query)) or []


async def test_document_symbols(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        (stage,) = await symbols(editor, ENV)

        assert (stage.name, stage.kind) == ("stage", types.SymbolKind.Namespace)
        assert [each.name for each in stage.children] == ["global", "build"]
        (strategy,) = stage.children[1].children
        assert (strategy.name, strategy.detail) == ("SCD_STRATEGY", "quick")
        assert strategy.kind == types.SymbolKind.Variable


async def test_document_symbols_are_a_list_for_a_client_without_trees(start: Any) -> None:
    async with start({}) as editor:
        editor.open(SERVICES)

        (service,) = await symbols(editor, SERVICES)

        assert isinstance(service, types.SymbolInformation)
        assert editor.shown(service.location) == (SERVICES, "mysql")


async def test_another_server_for_yaml_may_make_the_outline(start: Any) -> None:
    async with start(initialization_options={"otherYamlServer": True}) as editor:
        editor.open(SERVICES)

        assert await symbols(editor, SERVICES) == []
        assert await search(editor, "mysql")


async def test_workspace_symbols(start: Any, repository: Path) -> None:
    async with start(root=repository) as editor:
        editor.open(SERVICES)
        editor.replace(SERVICES, "postgres:\n", "postgresql:\n")

        found = await search(editor, "PGSQ")
        (relationship,) = await search(editor, "datab")

        assert [editor.shown(each.location) for each in found] == [(SERVICES, "postgresql")]
        assert relationship.container_name == "relationships"
        assert editor.shown(relationship.location) == ("shop/.magento.app.yaml", "database")


async def test_a_document_that_is_not_ours_has_no_symbols(start: Any) -> None:
    async with start() as editor:
        editor.open("untitled:notes.yaml", "mysql: {}\n")

        assert await symbols(editor, "untitled:notes.yaml") == []
