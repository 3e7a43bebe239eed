"""Definitions, references and highlights: from a name to the places where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from zdd_lsp.ide.names import definitions, place_at, places_of

if TYPE_CHECKING:
    from zdd_lsp.ide.names import Place
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

    Asked = types.DefinitionParams | types.ReferenceParams | types.DocumentHighlightParams


class _Found(NamedTuple):
    """A name under the cursor."""

    translate: Translator
    place: Place


def definition(
    server: Server, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink]:
    """Tell where the name at a position is given."""
    found = _find(server, params)
    if found is None:
        return []
    translate, place = found
    targets = definitions(translate.project, place)
    if not translate.client.definition_links:
        return [translate.location(each.path, each.span) for each in targets]
    origin = translate.range(place.path, place.span)
    links = (translate.location(each.path, each.span) for each in targets)
    return [types.LocationLink(link.uri, link.range, link.range, origin) for link in links]


def references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    """List the places of the name at a position, in all files of the repository."""
    found = _find(server, params)
    if found is None:
        return []
    translate, place = found
    return [
        translate.location(each.path, each.span)
        for each in places_of(translate.project, place.name)
        if params.context.include_declaration or not each.is_definition
    ]


def highlights(
    server: Server, params: types.DocumentHighlightParams
) -> list[types.DocumentHighlight]:
    """List the places of the name at a position in the same file."""
    found = _find(server, params)
    if found is None:
        return []
    translate, place = found
    kinds = {True: types.DocumentHighlightKind.Write, False: types.DocumentHighlightKind.Read}
    return [
        types.DocumentHighlight(translate.range(each.path, each.span), kinds[each.is_definition])
        for each in places_of(translate.project, place.name, place.path)
    ]


def _find(server: Server, params: Asked) -> _Found | None:
    where = server.session.place(params.text_document.uri)
    if where is None:
        return None
    translate = server.feed.translator(where.root)
    offset = translate.offset(where.path, params.position)
    place = place_at(translate.project, where.path, offset)
    return None if place is None else _Found(translate, place)


def announce(capabilities: types.ServerCapabilities, _: Client) -> None:
    """Offer to find names."""
    capabilities.definition_provider = True
    capabilities.references_provider = True
    capabilities.document_highlight_provider = True


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_DEFINITION: definition,
    types.TEXT_DOCUMENT_REFERENCES: references,
    types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT: highlights,
}
