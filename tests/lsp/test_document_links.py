"""Document links, as editors ask for them, and definitions that are files."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

pytestmark = pytest.mark.asyncio

APP = ".magento.app.yaml"
SCENARIO = "vendor/magento/ece-tools/scenario/deploy.xml"


async def links(editor: Any, name: str) -> Any:
    document = types.TextDocumentIdentifier(editor.uri(name))
    params = types.DocumentLinkParams(document)
    return await editor.client.text_document_document_link_async(params) or []


async def test_document_links(start: Any) -> None:
    async with start() as editor:
        editor.write(SCENARIO, "<scenario/>\n")
        editor.open(APP)

        (link,) = await links(editor, APP)

        text = editor.texts[editor.uri(APP)]
        start_, end = (editor.offset(text, at) for at in (link.range.start, link.range.end))
        assert text[start_:end] == "scenario/deploy.xml"
        assert (link.target, link.tooltip) == (editor.uri(SCENARIO), SCENARIO)


async def test_a_link_has_no_tooltip_for_a_client_that_shows_none(start: Any) -> None:
    async with start({}) as editor:
        editor.write(SCENARIO, "<scenario/>\n")
        editor.open(APP)

        (link,) = await links(editor, APP)

        assert link.tooltip is None


@pytest.mark.parametrize("name", ["visual-studio-code@1.65", {}])
async def test_definition_of_a_scenario(start: Any, name: Any) -> None:
    async with start(name) as editor:
        editor.write(SCENARIO, "<scenario/>\n")
        editor.open(APP)

        params = types.DefinitionParams(**editor.at(APP, "scenario/deploy.xml"))
        (found,) = await editor.client.text_document_definition_async(params)

        assert editor.shown(found)[0] == SCENARIO


async def test_a_document_that_is_no_file_has_no_files(start: Any) -> None:
    async with start() as editor:
        editor.open(f"untitled:{APP}", "hooks: {build: 'sh bin/x.sh'}\n")
        editor.open("untitled:notes.yaml", "hooks: {build: 'sh bin/x.sh'}\n")

        assert await links(editor, f"untitled:{APP}") == []
        assert await links(editor, "untitled:notes.yaml") == []
