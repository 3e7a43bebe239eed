"""Document and workspace symbols: the outline of a file, and names to jump to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lsprotocol import types

from zdd_lsp.ide.symbols import flat, found, outline

if TYPE_CHECKING:
    from zdd_lsp.ide.symbols import Sort, Symbol
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

_KINDS: Final[dict[Sort, types.SymbolKind]] = {
    "section": types.SymbolKind.Namespace,
    "key": types.SymbolKind.Property,
    "application": types.SymbolKind.Package,
    "service": types.SymbolKind.Class,
    "endpoint": types.SymbolKind.Method,
    "relationship": types.SymbolKind.Interface,
    "mount": types.SymbolKind.File,
    "location": types.SymbolKind.File,
    "route": types.SymbolKind.Key,
    "hook": types.SymbolKind.Function,
    "cron job": types.SymbolKind.Event,
    "worker": types.SymbolKind.Function,
    "variable": types.SymbolKind.Variable,
}
MOST: Final = 1000
"""How many names one search tells at most."""


def document_symbols(
    server: Server, params: types.DocumentSymbolParams
) -> list[types.DocumentSymbol] | list[types.SymbolInformation]:
    """Return the outline of a document, unless another server for YAML is there to do so."""
    where = server.session.place(params.text_document.uri)
    if where is None or server.session.preferences.has_other_yaml_server:
        return []
    translate = server.feed.translator(where.root)
    symbols = outline(translate.project, where.path)
    if translate.client.symbol_trees:
        return [_tree(translate, where.path, each) for each in symbols]
    return [_line(translate, where.path, each, above) for each, above in flat(symbols)]


def workspace_symbols(
    server: Server, params: types.WorkspaceSymbolParams
) -> list[types.SymbolInformation]:
    """Return the names in all projects that a query may mean."""
    answers: list[types.SymbolInformation] = []
    for root in sorted(server.session.roots()):
        translate = server.feed.translator(root)
        for path, symbol, above in found(translate.project, params.query):
            answers.append(_line(translate, path, symbol, above or path))
            if len(answers) == MOST:
                return answers
    return answers


def _tree(translate: Translator, path: str, symbol: Symbol) -> types.DocumentSymbol:
    return types.DocumentSymbol(
        symbol.name,
        _KINDS[symbol.sort],
        translate.range(path, symbol.span),
        translate.range(path, symbol.selection),
        detail=symbol.detail or None,
        children=[_tree(translate, path, each) for each in symbol.children] or None,
    )


def _line(translate: Translator, path: str, symbol: Symbol, above: str) -> types.SymbolInformation:
    place = translate.location(path, symbol.selection)
    return types.SymbolInformation(
        place, symbol.name, _KINDS[symbol.sort], container_name=above or None
    )


def announce(capabilities: types.ServerCapabilities, _: Client) -> None:
    """Offer both."""
    capabilities.document_symbol_provider = types.DocumentSymbolOptions(label="zdd")
    capabilities.workspace_symbol_provider = True


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_DOCUMENT_SYMBOL: document_symbols,
    types.WORKSPACE_SYMBOL: workspace_symbols,
}
