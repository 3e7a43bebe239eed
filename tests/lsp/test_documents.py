"""The text that the server has is the text that the client has, whatever the client does."""

from __future__ import annotations

import os
from typing import Any

import pytest
from lsprotocol import types

pytestmark = pytest.mark.asyncio
posix = pytest.mark.skipif(os.name != "posix", reason="a path of Windows that does not exist")

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
FAULT = "SCD_ON_DEMAND: true"
CURE = "SCD_ON_DEMAND: false"

whole = types.TextDocumentContentChangeWholeDocument


def part(start: tuple[int, int], end: tuple[int, int], text: str) -> Any:
    span = types.Range(types.Position(*start), types.Position(*end))
    return types.TextDocumentContentChangePartial(span, text)


async def words(editor: Any, name: str, version: int) -> set[str]:
    """The texts that the diagnostics of a version underline, hints left out."""
    text = editor.texts[editor.uri(name)]
    return {
        text[editor.offset(text, item.range.start) : editor.offset(text, item.range.end)]
        for item in await editor.told(name, version)
        if item.severity != types.DiagnosticSeverity.Hint
    }


@pytest.mark.parametrize(
    ("offered", "agreed"),
    [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("utf-32", "utf-32"), ("utf-7", "utf-16")],
)
async def test_position_encoding_negotiation(start: Any, offered: str, agreed: str) -> None:
    async with start({"general": {"positionEncodings": ["utf-7", offered]}}) as editor:
        assert editor.encoding == agreed
        line = '    "\U0001f600\u00e9\U0001f600": 1\n    SCD_ON_DEMAND: true # \U0001f600 true\n'
        editor.open(ENV, "stage:\n  global: {X\U0001f600: '\U0001f680', SCD_ON_DEMAND: no}\n")
        editor.replace(ENV, "no", "true")
        assert "true" in await words(editor, ENV, 2)

        editor.replace(ENV, "'\U0001f680'", "'\U0001f680\U0001f680'")
        assert "true" in await words(editor, ENV, 3)
        editor.replace(ENV, editor.texts[editor.uri(ENV)], f"stage:\n  global:\n{line}")
        editor.replace(ENV, "\u00e9\U0001f600", "")
        assert "true" in await words(editor, ENV, 5)


async def test_only_line_ends_end_a_line(start: Any) -> None:
    """A client counts LF, CRLF and CR; counting others would put the edit on a wrong line."""
    async with start() as editor:
        for version, character in enumerate(("\u2028", "\x85", "\x0b", "\x0c", "\x1c")):
            text = f"# a{character}b\nstage:\n  global:\n    SCD_ON_DEMAND: no\n"
            editor.open(ENV, text, version=10 * version)

            editor.replace(ENV, "no", "true")

            assert "true" in await words(editor, ENV, 10 * version + 1)


async def test_positions_past_the_end_are_clamped(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage:\n  global:")
        editor.send_change(ENV, part((1, 999), (999, 999), "\n    SCD_ON_DEMAND: false"))
        editor.send_change(ENV, part((2, 24), (2, 19), "true"))
        editor.texts[editor.uri(ENV)] = "stage:\n  global:\n    SCD_ON_DEMAND: true"

        assert "true" in await words(editor, ENV, 3)
        params = types.HoverParams(
            types.TextDocumentIdentifier(editor.uri(ENV)), types.Position(999, 999)
        )
        await editor.client.text_document_hover_async(params)
        backwards = types.Range(types.Position(999, 0), types.Position(0, 0))
        assert await editor.actions(ENV, backwards)


async def test_several_changes_in_one_message_follow_each_other(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        editor.send_change(
            ENV,
            whole("stage:\n  global:\n    X: 1\n"),
            part((2, 4), (2, 5), "SCD_ON_DEMAND"),
            part((2, 19), (2, 20), "true"),
        )
        editor.texts[editor.uri(ENV)] = "stage:\n  global:\n    SCD_ON_DEMAND: true\n"

        assert "true" in await words(editor, ENV, 2)


async def test_a_change_of_a_document_that_is_not_open_is_ignored(start: Any) -> None:
    async with start() as editor:
        editor.send_change(ENV, part((0, 0), (0, 0), "nonsense: ["))
        editor.send_change("nowhere.yaml", whole("x"))
        document = types.TextDocumentIdentifier(editor.uri(ENV))
        editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        editor.client.text_document_did_save(types.DidSaveTextDocumentParams(document))

        editor.open(ENV)

        assert "true" in await words(editor, ENV, 1)
        assert not editor.client.messages


async def test_a_second_opening_replaces_the_first(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage: {}\n")
        editor.open(ENV, version=7)

        assert "true" in await words(editor, ENV, 7)


async def test_the_client_s_own_spelling_of_a_uri_is_kept(start: Any) -> None:
    async with start() as editor:
        odd = editor.uri(ENV).replace(".magento", "%2Emagento").replace("file:///", "file:///%2e/")
        text = (editor.root / ENV).read_text()
        editor.open(odd, text)
        assert "true" in await words(editor, odd, 1)
        (action,) = await editor.actions(odd, only=["source.fixAll"])
        assert action.edit.document_changes[0].text_document.uri == odd

        # The same file, named otherwise by the same client.
        editor.versions[editor.uri(ENV)] = 1
        editor.send_change(ENV, whole(text.replace(FAULT, CURE)))

        await editor.until(lambda: editor.of(odd, version=2))
        assert not editor.of(ENV)


async def test_odd_uris_do_no_harm(start: Any) -> None:
    odd = [
        "file:///c%3A/store/.magento.env.yaml",
        "file:///C:/store/.magento.env.yaml",
        "file://server/share/.magento.env.yaml",
        "file:///nul%00/.magento.env.yaml",
        "file:///%FF/.magento.env.yaml",
        "file:///",
        "file:.magento.env.yaml",
        ".magento.env.yaml",
        "http://[/.magento.env.yaml",
        "untitled:Untitled-1",
        "",
    ]
    async with start() as editor:
        for uri in odd:
            item = types.TextDocumentItem(uri, "yaml", 1, f"stage:\n  global:\n    {FAULT}\n")
            editor.client.text_document_did_open(types.DidOpenTextDocumentParams(item))
            document = types.TextDocumentIdentifier(uri)
            hover = types.HoverParams(document, types.Position(2, 6))
            await editor.client.text_document_hover_async(hover)
            editor.client.text_document_did_close(types.DidCloseTextDocumentParams(document))
        editor.open(ENV)

        assert "true" in await words(editor, ENV, 1)
        assert not editor.client.messages


async def is_explained_and_mended(editor: Any, uri: str) -> None:
    """Open a document with a fault, and mend it."""
    editor.open(uri, f"stage:\n  global:\n    {FAULT}\n")

    assert "true" in await words(editor, uri, 1)
    assert await editor.hover(uri, "SCD_ON_DEMAND") is not None
    (action,) = await editor.actions(uri, only=["source.fixAll"])
    editor.apply(action.edit)
    assert "true" not in await words(editor, uri, 2)


@posix
async def test_a_uri_of_windows_is_answered_as_it_is_written(start: Any) -> None:
    async with start() as editor:
        uri = "file:///c%3A/store/.magento.env.yaml"
        await is_explained_and_mended(editor, uri)
        editor.close(uri)
        await editor.until(lambda: not editor.of(uri)[-1].diagnostics)
        assert {sent.uri for sent in editor.published if "c%3A" in sent.uri} == {uri}
        assert not [sent.uri for sent in editor.published if "c:" in sent.uri.lower()]


async def test_a_document_that_is_no_file_is_looked_at_alone(start: Any) -> None:
    uris = [
        "untitled:.magento.env.yaml",
        "git:/store/.magento.env.yaml?%7B%7D",
        "vscode-remote://ssh-remote%2Bbox/srv/store/.magento.env.yaml",
    ]
    async with start() as editor:
        for uri in uris:
            await is_explained_and_mended(editor, uri)
        await editor.rest()
        assert {sent.uri for sent in editor.published} == set(uris)


async def test_what_lies_beside_a_document_that_is_no_file_is_unknown(start: Any) -> None:
    """That its neighbours are absent would be reported, and a fix would try to make them."""
    async with start() as editor:
        uri = "untitled:/store/.magento.app.yaml"
        editor.open(uri, (editor.root / APP).read_text())

        for diagnostic in await editor.told(uri, 1):
            assert "config.php" not in diagnostic.message
        for action in await editor.actions(uri):
            edited = {change.text_document.uri for change in action.edit.document_changes}
            assert edited == {uri}


async def test_a_lone_surrogate_is_text_like_any_other(start: Any) -> None:
    async with start({"general": {"positionEncodings": ["utf-8"]}}) as editor:
        editor.open(ENV, "# x\nstage:\n  global:\n    SCD_ON_DEMAND: true\n")
        editor.send_change(ENV, part((0, 2), (0, 3), "\ud83d"))
        editor.send_change(ENV, part((0, 0), (0, 0), "#"))
        editor.texts[editor.uri(ENV)] = "##\nstage:\n  global:\n    SCD_ON_DEMAND: true\n"

        assert "true" in await words(editor, ENV, 3)
