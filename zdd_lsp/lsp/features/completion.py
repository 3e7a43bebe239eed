"""Completion: what may be written at the cursor.

Beside letters, on which editors ask anyway, four characters make them ask. Behind ``:`` and behind
the blank that follows a colon, a dash or a command stands a value; ``[`` begins a list, and the
rules in a comment; ``*`` begins an alias. Other servers had to give up the blank, because every
blank brought up a list: here one that was typed anywhere else is answered with nothing, and so is
a key that has no value on its line.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from lsprotocol import types

from zdd_lsp.lsp import convert

if TYPE_CHECKING:
    from zdd_lsp.ide.completion import Candidate, Completion, Icon
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

TRIGGERS: Final = (":", " ", "[", "*")
_ASKS: Final = re.compile(r"(?:[:-]|\bzdd:|\b(?:ece-tools|run|magento)) $|[:\[*]$")
"""What stands before the cursor where a trigger is meant."""
_URI, _TOPIC = "uri", "topic"


def completion(server: Server, params: types.CompletionParams) -> types.CompletionList | None:
    """Offer what may be written at a position."""
    from zdd_lsp.ide.completion import complete

    uri = params.text_document.uri
    place = server.session.place(uri)
    if place is None:
        return None
    translate = server.feed.translator(place.root)
    offset = translate.offset(place.path, params.position)
    if _is_typed_by_chance(translate, place.path, offset, params.context):
        return None
    found = complete(translate.project, place.path, offset)
    if found is None:
        return None
    make = _Maker(translate, place.path, uri, found)
    wanted = [
        each for each in found.candidates if translate.client.snippets or not each.needs_snippets
    ]
    return types.CompletionList(
        is_incomplete=False,
        items=[make.item(each, number) for number, each in enumerate(wanted)],
        item_defaults=make.defaults,
    )


def resolve(server: Server, item: types.CompletionItem) -> types.CompletionItem:
    """Document an item; one whose data the client has lost stays as it is."""
    from zdd_lsp.ide.completion.documentation import explained

    data = item.data
    if not isinstance(data, dict) or item.documentation is not None:
        return item
    topic, uri = data.get(_TOPIC), data.get(_URI)
    place = server.session.place(uri) if isinstance(uri, str) else None
    project = server.session.project(place.root) if place is not None else None
    found = explained(topic, project) if isinstance(topic, str) else None
    if found is not None:
        item.documentation = _documentation(server.session.client, found.markdown)
    return item


def _is_typed_by_chance(
    translate: Translator, path: str, offset: int, context: types.CompletionContext | None
) -> bool:
    """Tell whether a character that makes the client ask was typed where it means nothing."""
    if context is None or context.trigger_kind is not types.CompletionTriggerKind.TriggerCharacter:
        return False
    source = translate.project.source(path)
    if source is None:
        return True
    start = source.lines.line_span(source.lines.line_at(offset)).start
    return _ASKS.search(source.text, start, offset) is None


class _Maker:
    """Makes items of candidates."""

    def __init__(self, translate: Translator, path: str, uri: str, completion: Completion) -> None:
        self._client = translate.client
        self._uri = uri
        self._range = translate.range(path, completion.span)
        self.defaults = None
        if self._client.shares_range:
            self.defaults = types.CompletionItemDefaults(edit_range=self._range)
        self._also = None
        if completion.indentation is not None:
            span, text = completion.indentation
            self._also = [types.TextEdit(translate.range(path, span), text)]

    def item(self, candidate: Candidate, number: int) -> types.CompletionItem:
        """Return a candidate as an item; ``number`` is its place in the list."""
        client = self._client
        snippet = candidate.snippet if client.snippets else None
        is_snippet = snippet is not None
        text = snippet or candidate.text
        data = documentation = None
        if candidate.topic and client.resolves_documentation:
            data = {_URI: self._uri, _TOPIC: candidate.topic}
        elif candidate.topic:
            documentation = self._summary(candidate.topic)
        # To set a field afterwards would check it once more, in dozens of items.
        return types.CompletionItem(
            label=candidate.label,
            label_details=(
                types.CompletionItemLabelDetails(description=candidate.note)
                if candidate.note and client.label_details
                else None
            ),
            kind=_kinds()[candidate.icon],
            tags=(
                [types.CompletionItemTag.Deprecated]
                if candidate.is_deprecated and client.completion_tags
                else None
            ),
            detail=candidate.detail or None,
            documentation=documentation,
            sort_text=f"{number:04}",
            filter_text=candidate.filter,
            insert_text_format=types.InsertTextFormat.Snippet if is_snippet else None,
            insert_text_mode=(
                types.InsertTextMode.AdjustIndentation
                if is_snippet and client.adjusts_indentation
                else None
            ),
            text_edit=types.TextEdit(self._range, text) if self.defaults is None else None,
            text_edit_text=None if self.defaults is None else text,
            additional_text_edits=self._also,
            data=data,
        )

    def _summary(self, topic: str) -> types.MarkupContent | str | None:
        """Return the first paragraph about a topic, for a client that does not ask for more."""
        from zdd_lsp.ide.completion.documentation import explained

        found = explained(topic)
        if found is None or not found.paragraphs:
            return None
        return _documentation(self._client, found.paragraphs[0])


@cache
def _kinds() -> dict[Icon, types.CompletionItemKind]:
    """Return what the protocol calls each kind of candidate."""
    from zdd_lsp.ide.completion import Icon

    return {
        Icon.KEY: types.CompletionItemKind.Property,
        Icon.SECTION: types.CompletionItemKind.Module,
        Icon.VALUE: types.CompletionItemKind.Value,
        Icon.MEMBER: types.CompletionItemKind.EnumMember,
        Icon.VERSION: types.CompletionItemKind.Constant,
        Icon.REFERENCE: types.CompletionItemKind.Reference,
        Icon.COMMAND: types.CompletionItemKind.Function,
        Icon.RULE: types.CompletionItemKind.Constant,
        Icon.BLOCK: types.CompletionItemKind.Snippet,
    }


def _documentation(client: Client, markdown: str) -> types.MarkupContent | str:
    """Return Markdown for a client that renders it; every other one takes a text."""
    if client.completion_markdown:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return convert.plain(markdown)


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer completions."""
    capabilities.completion_provider = types.CompletionOptions(
        trigger_characters=list(TRIGGERS), resolve_provider=client.resolves_documentation
    )


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_COMPLETION: completion,
    types.COMPLETION_ITEM_RESOLVE: resolve,
}
