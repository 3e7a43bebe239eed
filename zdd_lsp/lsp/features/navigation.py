"""Definitions, references and highlights: from a name to the places where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from zdd_lsp.ide.links import file_at
from zdd_lsp.lsp import uris

if TYPE_CHECKING:
    from zdd_lsp.ide.names import Place
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server
    from zdd_lsp.text.span import Span

    Asked = types.DefinitionParams | types.ReferenceParams | types.DocumentHighlightParams


class _Found(NamedTuple):
    """A name under the cursor."""

    translate: Translator
    place: Place


def definition(
    server: Server, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink]:
    """Tell where the name at a position is given, or which file a command of a hook names."""
    from zdd_lsp.ide.names import definitions

    found = _find(server, params)
    if found is None:
        return _file(server, params)
    translate, place = found
    targets = definitions(translate.project, place)
    locations = [translate.location(each.path, each.span) for each in targets]
    return _linked(translate, place.path, place.span, locations)


def _file(
    server: Server, params: types.DefinitionParams
) -> list[types.Location] | list[types.LocationLink]:
    where = server.session.place(params.text_document.uri)
    if where is None:
        return []
    translate = server.feed.translator(where.root)
    offset = translate.offset(where.path, params.position)
    link = file_at(translate.project, where.path, offset)
    if link is None or isinstance(link.target, str):
        return []
    start = types.Range(types.Position(0, 0), types.Position(0, 0))
    location = types.Location(uris.from_path(link.target), start)
    return _linked(translate, where.path, link.span, [location])


def _linked(
    translate: Translator, path: str, span: Span, targets: list[types.Location]
) -> list[types.Location] | list[types.LocationLink]:
    """Return places together with the one that leads to them, for a client that shows that."""
    if not translate.client.definition_links:
        return targets
    origin = translate.range(path, span)
    return [types.LocationLink(each.uri, each.range, each.range, origin) for each in targets]


def references(server: Server, params: types.ReferenceParams) -> list[types.Location]:
    """List the places of the name at a position, in all files of the repository."""
    from zdd_lsp.ide.names import places_of

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
    from zdd_lsp.ide.names import places_of

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
    from zdd_lsp.ide.names import place_at

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
