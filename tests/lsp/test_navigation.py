"""Definitions, references and highlights, as editors ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

ENV, APP = ".magento.env.yaml", ".magento.app.yaml"
SERVICES, ROUTES = ".magento/services.yaml", ".magento/routes.yaml"
SHOP, BLOG = f"shop/{APP}", f"blog/{APP}"


async def definition(editor: Any, name: str, word: str) -> Any:
    params = types.DefinitionParams(**editor.at(name, word))
    return await editor.client.text_document_definition_async(params)


async def references(editor: Any, name: str, word: str, *, declared: bool = True) -> Any:
    context = types.ReferenceContext(declared)
    params = types.ReferenceParams(context=context, **editor.at(name, word))
    found = await editor.client.text_document_references_async(params)
    return [editor.shown(each) for each in found]


@pytest.mark.parametrize("name", ["visual-studio-code@1.65", "neovim@0.11", "emacs@29"])
async def test_definition_across_files(start: Any, repository: Path, name: str) -> None:
    async with start(name, root=repository) as editor:
        editor.open(ROUTES)
        editor.open(BLOG)

        (application,) = await definition(editor, ROUTES, "blog:")
        (service,) = await definition(editor, BLOG, "postgres:")

        assert editor.shown(application) == (BLOG, "blog")
        assert editor.shown(service) == (SERVICES, "postgres")


async def test_a_definition_underlines_the_word_that_was_asked_for(start: Any) -> None:
    links = {"textDocument": {"definition": {"linkSupport": True}}}
    async with start(links) as editor:
        editor.open(ROUTES)

        (link,) = await definition(editor, ROUTES, "store:")

        assert isinstance(link, types.LocationLink)
        assert link.origin_selection_range is not None
        assert editor.shown(link) == (APP, "store")
        text, span = editor.texts[editor.uri(ROUTES)], link.origin_selection_range
        assert text[editor.offset(text, span.start) : editor.offset(text, span.end)] == "store"


async def test_references_across_files(start: Any, repository: Path) -> None:
    async with start(root=repository) as editor:
        editor.open(SERVICES)
        editor.replace(SERVICES, "postgres:\n", "mysql2:\n")
        editor.open(SHOP)
        editor.replace(SHOP, "'mysql:mysql'", "'mysql2:mysql'")

        assert await references(editor, SERVICES, "mysql2") == [
            (SERVICES, "mysql2"),
            (SHOP, "mysql2"),
        ]
        assert await references(editor, SERVICES, "mysql2", declared=False) == [(SHOP, "mysql2")]


async def test_document_highlight(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage:\n  global: {SCD_THREADS: 1}\n  build: {SCD_THREADS: 2}\n")

        params = types.DocumentHighlightParams(**editor.at(ENV, "SCD_THREADS: 2"))
        found = await editor.client.text_document_document_highlight_async(params)

        kinds = types.DocumentHighlightKind
        assert [(each.range.start.line, each.kind) for each in found] == [
            (1, kinds.Write),
            (2, kinds.Read),
        ]


async def test_nothing_is_found_where_there_is_no_name(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        editor.open("untitled:notes.yaml", "mysql: 1\n")

        assert await definition(editor, ENV, "stage") == []
        assert await references(editor, ENV, "stage") == []
        params = types.DocumentHighlightParams(**editor.at(ENV, "stage"))
        assert not await editor.client.text_document_document_highlight_async(params)
        assert await definition(editor, "untitled:notes.yaml", "mysql") == []


async def test_a_document_that_is_no_file_has_names(start: Any) -> None:
    name = f"untitled:{ENV}"
    async with start({}) as editor:
        editor.open(name, "stage:\n  global: {SCD_THREADS: 1}\n  build: {SCD_THREADS: 2}\n")

        (found,) = await definition(editor, name, "SCD_THREADS: 2")

        assert found.uri == name
        assert found.range.start.line == 1
