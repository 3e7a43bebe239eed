"""Inlay hints, the code lens and its command, one test for each row of the editors' features."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
TEXT = "stage:\n  global:\n    SCD_THREADS: 4\n  build:\n    SCD_THREADS: 2\n"
CLIENT = {
    "textDocument": {"inlayHint": {}, "codeLens": {}},
    "workspace": {
        "inlayHint": {"refreshSupport": True},
        "codeLens": {"refreshSupport": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
}
WANTED = {"hints": True}


async def hints(editor: Any) -> list[str]:
    document = types.TextDocumentIdentifier(editor.uri(ENV))
    whole = types.Range(types.Position(0, 0), types.Position(99, 0))
    answer = await editor.client.text_document_inlay_hint_async(
        types.InlayHintParams(document, whole)
    )
    return [f"{hint.position.line}:{hint.position.character} {hint.label}" for hint in answer]


async def lenses(editor: Any) -> list[Any]:
    document = types.TextDocumentIdentifier(editor.uri(ENV))
    answer = await editor.client.text_document_code_lens_async(types.CodeLensParams(document))
    return list(answer)


async def test_inlay_hints(start: Any) -> None:
    async with start(CLIENT, initialization_options=WANTED) as editor:
        editor.open(ENV, TEXT)

        assert await hints(editor) == [
            "2:18 overridden by build",
            "4:18 instead of 4 from global",
        ]


async def test_inlay_hints_and_code_lens_are_off_by_default_and_follow_the_switch(
    start: Any,
) -> None:
    async with start(CLIENT) as editor:
        editor.open(ENV, TEXT)
        assert await hints(editor) == []
        assert await lenses(editor) == []

        settings = types.DidChangeConfigurationParams({"zdd": WANTED})
        editor.client.workspace_did_change_configuration(settings)
        await editor.until(lambda: {"hints", "lenses"} <= editor.asked_again)

        assert len(await hints(editor)) == 2
        assert len(await lenses(editor)) == 1


@pytest.mark.parametrize(("switches", "shown"), [((True, False), (2, 0)), ((False, True), (0, 1))])
async def test_hints_and_code_lens_can_be_switched_apart(
    start: Any, switches: tuple[bool, bool], shown: tuple[int, int]
) -> None:
    options = dict(zip(("hints", "lens"), switches, strict=True))
    async with start(CLIENT, initialization_options=options) as editor:
        editor.open(ENV, TEXT)
        assert (len(await hints(editor)), len(await lenses(editor))) == shown


async def test_inlay_hints_follow_the_installed_version(start: Any, store: Path) -> None:
    text = "stage:\n  global:\n    QUALITY_PATCHES: [A-1]\n  build:\n    QUALITY_PATCHES: [A-2]\n"
    lock = (store / "composer.lock").read_text()
    async with start(CLIENT, initialization_options=WANTED) as editor:
        editor.open(ENV, text)
        assert len(await hints(editor)) == 2

        editor.write("composer.lock", lock.replace("2002.1.17", "2002.1.0"))
        await editor.until(lambda: "hints" in editor.asked_again)

        assert await hints(editor) == []


async def test_code_lens_with_the_score_follows_other_files(start: Any) -> None:
    async with start(CLIENT, initialization_options=WANTED) as editor:
        editor.open(ENV)
        (lens,) = await lenses(editor)
        assert lens.command.title == "Ideal state: 4 of 5 conditions fulfilled"
        assert lens.range.start == lens.range.end == types.Position(0, 0)

        editor.write("app/etc/config.php", "<?php\nreturn [];\n")
        await editor.until(lambda: "lenses" in editor.asked_again)

        (lens,) = await lenses(editor)
        assert lens.command.title == "Ideal state: 3 of 5 conditions fulfilled"


async def test_execute_command_shows_the_gaps(start: Any) -> None:
    async with start(CLIENT, initialization_options=WANTED) as editor:
        editor.open(ENV)
        (lens,) = await lenses(editor)

        answer = await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
        )

        assert answer["title"] == lens.command.title
        (gap,) = (each for each in answer["conditions"] if each["state"] == "open")
        assert (gap["name"], gap["rule"]) == ("SCD_ON_DEMAND", "scd-on-demand")
        assert gap["uri"] == editor.uri(ENV)
        assert gap["range"]["start"] == {"line": 3, "character": 19}
        await editor.until(lambda: editor.messages)
        (shown,) = editor.messages
        assert shown.message.startswith("Ideal state: 4 of 5 conditions fulfilled\n")


async def test_execute_command_leaves_the_showing_to_a_client_that_can(start: Any) -> None:
    client = {**CLIENT, "experimental": {"zddIdealState": True}}
    async with start(client) as editor:
        editor.open(ENV)

        answer = await editor.client.workspace_execute_command_async(
            types.ExecuteCommandParams("zdd.showIdealState", [editor.uri(ENV)])
        )

        assert answer["markdown"].startswith("### Ideal state")
        assert editor.messages == []


@pytest.mark.parametrize(
    ("command", "arguments"),
    [("zdd.other", []), ("zdd.showIdealState", None), ("zdd.showIdealState", [1])],
)
async def test_execute_command_of_nothing_is_refused(
    start: Any, command: str, arguments: Any
) -> None:
    async with start(CLIENT) as editor:
        editor.open(ENV)

        with pytest.raises(JsonRpcException):
            await editor.client.workspace_execute_command_async(
                types.ExecuteCommandParams(command, arguments)
            )


async def test_nothing_is_announced_to_a_client_that_shows_neither(start: Any) -> None:
    async with start({}) as editor:
        assert editor.capabilities.inlay_hint_provider is None
        assert editor.capabilities.code_lens_provider is None


async def test_code_lens_stays_while_a_line_is_half_typed(start: Any) -> None:
    async with start(CLIENT, initialization_options=WANTED) as editor:
        editor.open(ENV, TEXT)
        (before,) = await lenses(editor)

        editor.replace(ENV, "    SCD_THREADS: 2\n", "    SCD_THREADS: 2\n    SCD_\n")
        (typing,) = await lenses(editor)
        assert typing.command.title == before.command.title

        editor.save(ENV)
        (saved,) = await lenses(editor)
        assert "not valid YAML" in saved.command.title
