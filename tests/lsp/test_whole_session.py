"""What only a client in another process can see of the server."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.benchmarks.keystroke import synthetic
from zdd_lsp import __version__

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
SERVICES = ".magento/services.yaml"


def covered(editor: Any, name: str, place: Any) -> str:
    """The text of a range."""
    text: str = editor.texts[editor.uri(name)]
    return text[editor.offset(text, place.start) : editor.offset(text, place.end)]


async def test_code_description_leads_to_the_documentation(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        pages = {item.code: item.code_description for item in await editor.told(ENV)}

        assert pages["scd-on-demand"].href.endswith("/smart-wizards")


async def test_tags_fade_what_has_no_effect_and_strike_through_what_is_outdated(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage:\n  global:\n    SCD_THREADS: 2\n  build:\n    SCD_THREADS: 4\n")
        editor.open(SERVICES, "files:\n  type: network-storage:2.0\n  disk: 2048\n")

        tagged = {
            (covered(editor, name, item.range), tag)
            for name in (ENV, SERVICES)
            for item in await editor.told(name, version=1)
            for tag in item.tags or ()
        }

        assert ("SCD_THREADS", types.DiagnosticTag.Unnecessary) in tagged
        assert ("2.0", types.DiagnosticTag.Deprecated) in tagged


async def test_exact_spans_of_keys_and_values(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage:\n  build:\n    SCD_TREADS: 4 # ten\n    SCD_STRATEGY: 'quik'  \n")

        spans = {covered(editor, ENV, item.range) for item in await editor.told(ENV)}

        assert {"SCD_TREADS", "'quik'"} <= spans


async def test_hover_provenance_is_the_stage_and_line_of_the_value(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage:\n  global:\n    SCD_THREADS: 2\n  build:\n    SCD_MATRIX: {}\n")

        text = (await editor.hover(ENV, "SCD_THREADS")).contents.value

        assert "| `build` |" in text
        assert "**`2`** | `global`, line 3" in text


async def test_work_done_progress_names_each_project(start: Any, tmp_path: Path) -> None:
    for name in ("blue", "green"):
        (tmp_path / "shops" / name).mkdir(parents=True)
        (tmp_path / "shops" / name / APP).write_text("name: app\n")
    window = {"window": {"workDoneProgress": True}, "textDocument": {"diagnostic": {}}}
    async with start(window, root=tmp_path / "shops") as editor:
        told: list[Any] = []
        editor.client.progress_reports[7] = told

        await editor.client.workspace_diagnostic_async(
            types.WorkspaceDiagnosticParams([], "zdd", work_done_token=7)
        )

        assert [(each.kind, getattr(each, "message", None)) for each in told] == [
            ("begin", "blue"),
            ("report", "green"),
            ("end", None),
        ]


async def test_cancel_request_ends_a_request_that_waits(start: Any) -> None:
    async with start() as editor:
        # While this is looked at, the request and its cancellation arrive.
        editor.open(ENV, synthetic(3000))
        protocol = editor.client.protocol
        params = types.HoverParams(**editor.at(ENV, "SCD_STRATEGY"))
        waiting = protocol.send_request(types.TEXT_DOCUMENT_HOVER, params, msg_id="hover")
        protocol.notify(types.CANCEL_REQUEST, types.CancelParams("hover"))

        with pytest.raises(JsonRpcException) as raised:
            await asyncio.wrap_future(waiting)

        assert raised.value.code == types.LSPErrorCodes.RequestCancelled


async def test_a_request_for_an_old_version_is_cancelled(start: Any) -> None:
    refreshes = {"diagnostics": {"refreshSupport": True}}
    async with start({"textDocument": {"diagnostic": {}}, "workspace": refreshes}) as editor:
        editor.open(ENV, synthetic(3000))
        await editor.pull(ENV)
        editor.replace(ENV, "quick", "compact")
        document = types.TextDocumentIdentifier(editor.uri(ENV))
        params = types.DocumentDiagnosticParams(document, "zdd")
        asked = asyncio.create_task(editor.client.text_document_diagnostic_async(params))
        await asyncio.sleep(0)
        editor.replace(ENV, "compact", "kwick")

        with pytest.raises(JsonRpcException) as raised:
            await asked

        assert raised.value.code == types.LSPErrorCodes.ServerCancelled
        items = (await editor.pull(ENV)).items
        assert "kwick" in {covered(editor, ENV, item.range) for item in items}


async def test_stdio_carries_messages_and_nothing_else(start: Any) -> None:
    async with start() as editor:
        assert editor.server.name == "zdd-lsp"
        assert editor.server.version == __version__
        editor.open(ENV)
        await editor.told(ENV)
        assert editor.client.error is None


async def test_the_log_begins_with_who_serves_what(start: Any) -> None:
    async with start() as editor:
        await editor.until(lambda: editor.logged)

        first = editor.logged[0]
        assert first.type == types.MessageType.Info
        assert first.message.startswith(f"zdd-lsp {__version__} on Python 3.")
        assert first.message.endswith(f"diagnostics: push, positions: utf-16, {editor.root}")


OFFLINE = """\
import sys

def refuse(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto"):
        raise PermissionError(event)

sys.addaudithook(refuse)
"""
"""What Python runs before the server: it has no network."""


async def test_offline_nothing_is_missing(start: Any, tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(OFFLINE)
    async with start(path=tmp_path) as editor:
        editor.open(ENV)

        assert "scd-on-demand" in {item.code for item in await editor.told(ENV)}
        assert await editor.hover(ENV, "SCD_ON_DEMAND") is not None
        assert await editor.actions(ENV)
