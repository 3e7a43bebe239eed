"""Renames, as editors ask for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

ENV, APP = ".magento.env.yaml", ".magento.app.yaml"
SERVICES, ROUTES = ".magento/services.yaml", ".magento/routes.yaml"
SHOP, BLOG = f"shop/{APP}", f"blog/{APP}"
ANCHORS = "a: &base {x: 1}\nb: {<<: *base}\n"


async def prepare(editor: Any, name: str, word: str) -> Any:
    params = types.PrepareRenameParams(**editor.at(name, word))
    return await editor.client.text_document_prepare_rename_async(params)


async def rename(editor: Any, name: str, word: str, text: str) -> Any:
    params = types.RenameParams(new_name=text, **editor.at(name, word))
    return await editor.client.text_document_rename_async(params)


async def test_prepare_rename(start: Any) -> None:
    async with start() as editor:
        assert editor.capabilities.rename_provider == types.RenameOptions(prepare_provider=True)
        editor.open(ROUTES)
        editor.open(ENV)

        answer = await prepare(editor, ROUTES, "store:")

        text = editor.texts[editor.uri(ROUTES)]
        start_, end = (editor.offset(text, at) for at in (answer.range.start, answer.range.end))
        assert (text[start_:end], answer.placeholder) == ("store", "store")
        assert await prepare(editor, ROUTES, "upstream") is None
        assert await prepare(editor, ROUTES, 'http"') is None
        assert await prepare(editor, ENV, "SCD_ON_DEMAND") is None
        editor.open("untitled:notes.yaml", ANCHORS)
        assert await prepare(editor, "untitled:notes.yaml", "base") is None
        assert await rename(editor, "untitled:notes.yaml", "base", "x") is None


async def test_rename_across_files_asks_for_confirmation(start: Any, repository: Path) -> None:
    async with start(root=repository) as editor:
        editor.open(SERVICES)
        editor.open(BLOG, version=4)

        edit = await rename(editor, SERVICES, "postgres:", "db")

        ((key, annotation),) = edit.change_annotations.items()
        assert annotation.needs_confirmation
        assert annotation.label == "Rename the service postgres to db"
        assert "with all its data" in annotation.description
        edits = [each for change in edit.document_changes for each in change.edits]
        assert {each.annotation_id for each in edits} == {key}
        editor.apply(edit)
        assert "'db:postgresql'" in editor.texts[editor.uri(BLOG)]
        assert editor.texts[editor.uri(SERVICES)].count("db:\n") == 1
        assert editor.messages == []


async def test_rename_reaches_files_that_are_not_open(start: Any, repository: Path) -> None:
    async with start("neovim@0.11", root=repository) as editor:
        editor.open(BLOG)

        editor.apply(await rename(editor, BLOG, "blog", "news"))

        assert '"news:http"' in (repository / ROUTES).read_text()
        assert "name: news\n" in editor.texts[editor.uri(BLOG)]


@pytest.mark.parametrize("capabilities", ["neovim@0.11", {}])
async def test_who_cannot_be_asked_is_told(
    start: Any, repository: Path, capabilities: object
) -> None:
    async with start(capabilities, root=repository) as editor:
        editor.open(SERVICES)

        edit = await rename(editor, SERVICES, "postgres:", "db")
        await editor.until(lambda: editor.messages)

        assert edit.change_annotations is None
        editor.apply(edit)
        assert "'db:postgresql'" in (repository / BLOG).read_text()
        (message,) = editor.messages
        assert message.type is types.MessageType.Warning
        assert "removes postgres with all its data" in message.message


async def test_what_has_no_risk_is_just_done(start: Any) -> None:
    async with start({}) as editor:
        assert editor.capabilities.rename_provider is True
        editor.open(ENV, ANCHORS)

        editor.apply(await rename(editor, ENV, "*base", "common"))

        assert editor.texts[editor.uri(ENV)] == ANCHORS.replace("base", "common")
        assert await rename(editor, ENV, "common", "common") is None
        await editor.rest()
        assert editor.messages == []


async def test_a_name_that_cannot_be_is_refused_with_the_reason(start: Any) -> None:
    async with start() as editor:
        editor.open(SERVICES)

        with pytest.raises(JsonRpcException, match="small letters, digits") as refused:
            await rename(editor, SERVICES, "mysql:\n", "My SQL")

        assert refused.value.code == types.LSPErrorCodes.RequestFailed
        assert await prepare(editor, SERVICES, "mysql:\n") is not None
