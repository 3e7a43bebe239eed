"""Completion as the protocol has it, with what each editor can do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from tests.lsp.conftest import Editor, Start

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
CURSOR = "<|>"
NEOVIM = "neovim@0.11"
PLAIN: dict[str, Any] = {"textDocument": {"completion": {"completionItem": {}}}}
DETAILED: dict[str, Any] = {
    "textDocument": {
        "completion": {
            "completionItem": {"labelDetailsSupport": True, "tagSupport": {"valueSet": [1]}}
        }
    }
}


async def asked(
    editor: Editor, picture: str, name: str = ENV, trigger: str | None = None
) -> dict[str, types.CompletionItem]:
    """Ask for completions at a cursor; return them by their labels."""
    offset = picture.index(CURSOR)
    text = picture.replace(CURSOR, "")
    editor.open(name, text)
    kind = types.CompletionTriggerKind.TriggerCharacter if trigger else None
    answer = await editor.client.text_document_completion_async(
        types.CompletionParams(
            types.TextDocumentIdentifier(editor.uri(name)),
            editor.position(text.replace("\r\n", "\n"), offset - text.count("\r\n", 0, offset)),
            context=types.CompletionContext(kind, trigger) if kind else None,
        )
    )
    if answer is None:
        return {}
    assert isinstance(answer, types.CompletionList)
    assert not answer.is_incomplete
    return {item.label: whole(answer, item) for item in answer.items}


def whole(listed: types.CompletionList, item: types.CompletionItem) -> types.CompletionItem:
    """Add to an item what its list says of all, as an editor does."""
    if listed.item_defaults is not None:
        place = listed.item_defaults.edit_range
        assert isinstance(place, types.Range)
        assert item.text_edit is None
        assert item.text_edit_text is not None
        item.text_edit = types.TextEdit(place, item.text_edit_text)
    return item


def edit(item: types.CompletionItem) -> types.TextEdit:
    assert isinstance(item.text_edit, types.TextEdit)
    assert item.insert_text is None
    return item.text_edit


async def test_snippets_for_an_editor_that_knows_them(start: Start) -> None:
    async with start() as editor:
        items = await asked(editor, "stage:\n  build:\n    SCD_TH<|>\n")

    item = items["SCD_MATRIX"]
    assert item.kind == types.CompletionItemKind.Property
    assert item.insert_text_format is types.InsertTextFormat.Snippet
    assert item.insert_text_mode is types.InsertTextMode.AdjustIndentation
    expected = "SCD_MATRIX:\n  Magento/luma:\n    language:\n      - ${1:en_US}"
    assert edit(item).new_text == expected
    assert edit(item).range == types.Range(types.Position(2, 4), types.Position(2, 10))
    assert item.filter_text == "SCD_MATRIX"
    assert item.detail == "map"


@pytest.mark.parametrize(("able", "says"), [({"itemDefaults": ["editRange"]}, True), ({}, False)])
async def test_an_editor_that_can_is_told_once_what_the_items_replace(
    start: Start, able: dict[str, Any], *, says: bool
) -> None:
    client = {"textDocument": {"completion": {"completionItem": {}, "completionList": able}}}
    async with start(client) as editor:
        editor.open(ENV, "stage:\n  build:\n    SCD_TH\n")
        answer = await editor.client.text_document_completion_async(
            types.CompletionParams(
                types.TextDocumentIdentifier(editor.uri(ENV)), types.Position(2, 10)
            )
        )

    place = types.Range(types.Position(2, 4), types.Position(2, 10))
    assert isinstance(answer, types.CompletionList)
    assert answer.item_defaults == (
        types.CompletionItemDefaults(edit_range=place) if says else None
    )
    (threads,) = [item for item in answer.items if item.label == "SCD_THREADS"]
    assert threads.text_edit_text == ("SCD_THREADS: " if says else None)
    assert threads.text_edit == (None if says else types.TextEdit(place, "SCD_THREADS: "))


async def test_an_editor_that_does_not_gets_plain_text_of_one_line(start: Start) -> None:
    async with start("neovim@0.9") as editor:
        items = await asked(editor, "stage:\n  build:\n    <|>\n")

    for item in items.values():
        assert item.insert_text_format is None
        assert item.insert_text_mode is None
        assert "\n" not in edit(item).new_text
        assert "$" not in edit(item).new_text
    assert edit(items["SCD_THREADS"]).new_text == "SCD_THREADS: "
    assert edit(items["SCD_MATRIX"]).new_text == "SCD_MATRIX:"


async def test_completion_item_resolve_brings_the_documentation(start: Start) -> None:
    async with start() as editor:
        items = await asked(editor, "stage:\n  build:\n    SCD_TH<|>\n")
        item = items["SCD_THREADS"]
        resolved = await editor.client.completion_item_resolve_async(item)

    assert editor.capabilities.completion_provider is not None
    assert editor.capabilities.completion_provider.resolve_provider is True
    assert item.documentation is None
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert resolved.documentation.kind is types.MarkupKind.Markdown
    assert resolved.documentation.value.startswith("### `SCD_THREADS`")
    assert resolved.text_edit == item.text_edit


async def test_an_item_without_its_data_stays_as_it_is(start: Start) -> None:
    async with start() as editor:
        for data in (None, 1, {"topic": "no:such"}, {"topic": 1}, {"uri": "x:y"}):
            item = types.CompletionItem("SCD_THREADS", data=data)
            resolved = await editor.client.completion_item_resolve_async(item)

            assert resolved.documentation is None
            assert resolved.label == "SCD_THREADS"


async def test_an_editor_that_does_not_ask_gets_a_summary_at_once(start: Start) -> None:
    async with start(NEOVIM) as editor:
        items = await asked(editor, "stage:\n  build:\n    SCD_TH<|>\n")

    documentation = items["SCD_THREADS"].documentation
    assert isinstance(documentation, types.MarkupContent)
    assert "\n" not in documentation.value
    assert items["SCD_THREADS"].data is None


async def test_deprecated_items_are_marked_where_they_can_be(start: Start) -> None:
    picture = "stage:\n  deploy:\n    SPL<|>\n"
    async with start(DETAILED) as editor:
        marked = await asked(editor, picture)
    async with start(PLAIN) as editor:
        unmarked = await asked(editor, picture)

    assert list(marked["SPLIT_DB"].tags or ()) == [types.CompletionItemTag.Deprecated]
    assert unmarked["SPLIT_DB"].tags is None
    assert list(marked)[-1] == list(unmarked)[-1] == "SPLIT_DB"
    sort = [item.sort_text or "" for item in marked.values()]
    assert sort == sorted(sort)


async def test_label_details_say_what_the_default_is(start: Start) -> None:
    picture = "stage:\n  build:\n    SKIP_SCD: <|>\n"
    async with start(DETAILED) as editor:
        items = await asked(editor, picture)
    async with start(PLAIN) as editor:
        plain = await asked(editor, picture)

    assert items["false"].label_details == types.CompletionItemLabelDetails(description="default")
    assert items["true"].label_details is None
    assert plain["false"].label_details is None


WANTED = [
    ("stage:\n  build:\n    SKIP_SCD:<|>\n", ":"),
    ("stage:\n  build:\n    SKIP_SCD: <|>\n", " "),
    ("stage:\n  post-deploy:\n    WARM_UP_PAGES:\n      - <|>\n", " "),
    ("stage:\n  post-deploy:\n    WARM_UP_PAGES: [<|>\n", "["),
    ("a: &x\n  b: 1\nstage:\n  build: *<|>\n", "*"),
    ("# zdd: <|>\n", " "),
    ("# zdd: ignore[<|>\n", "["),
]
UNWANTED = [
    ("stage:\n <|>\n", " "),
    ("stage:\n  build:\n    <|>\n", " "),
    ("stage:\n  build:\n    SCD_STRATEGY: quick <|>\n", " "),
    ("stage: <|>\n", " "),
    ("stage:<|>\n", ":"),
    ("# see: <|>\n", " "),
    ("# list [<|>\n", "["),
    ("stage:\n  build:\n    SCD_STRATEGY: 'a * <|>\n", " "),
]


async def test_completion_where_something_belongs_and_nowhere_else(
    start: Start,
) -> None:
    async with start() as editor:
        assert editor.capabilities.completion_provider is not None
        triggers = set(editor.capabilities.completion_provider.trigger_characters or ())
        assert {trigger for _, trigger in WANTED} == triggers
        for picture, trigger in WANTED:
            assert await asked(editor, picture, trigger=trigger), picture
        for picture, trigger in UNWANTED:
            assert not await asked(editor, picture, trigger=trigger), picture


async def test_a_line_that_stands_wrongly_is_put_right(start: Start) -> None:
    async with start() as editor:
        items = await asked(editor, "stage:\n    build:\n        SKIP_SCD: false\n  <|>\n")

    item = items["deploy"]
    start_of_line = types.Position(3, 0)
    blanks = types.TextEdit(types.Range(start_of_line, start_of_line), "  ")
    assert list(item.additional_text_edits or ()) == [blanks]
    assert edit(item).new_text == "deploy:"


async def test_positions_are_counted_as_the_editor_counts(start: Start) -> None:
    async with start() as editor:
        items = await asked(editor, "stage:\n  build: {'😀': 1, SCD_TH<|>}\n")

    assert edit(items["SCD_THREADS"]).range.start == types.Position(1, 19)


async def test_a_file_that_is_not_ours_gets_nothing(start: Start) -> None:
    async with start() as editor:
        assert not await asked(editor, "stage:\n  <|>\n", name="other.yaml")
        assert await asked(editor, "stage:\n  <|>\n", name="untitled:/x/.magento.env.yaml")
