"""Code actions: what would make it right, and other ways to write the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from zdd_lsp.lsp.convert import Caution

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zdd_lsp.ide.actions import Action, Request
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

QUICK_FIX: Final = "quickfix"

MOVE: Final = "refactor.move"
REWRITE: Final = "refactor.rewrite"
FIX_ALL: Final = "source.fixAll.zdd"
MAKE_IDEAL: Final = "source.zdd.makeIdeal"
KINDS: Final = (QUICK_FIX, MOVE, REWRITE, FIX_ALL, MAKE_IDEAL)

NO_EDIT: Final = "This editor cannot create files, and a file that cannot be read is left alone."
"""Why an edit cannot be carried out that the project could take."""
NO_PLACE: Final = "The file has no place for it."
"""Why there is no edit after all."""


def code_action(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer what can be done at a range."""
    client, document = server.session.client, params.text_document
    places = {kind: params.range for kind in KINDS if is_wanted(kind, params.context)}
    if QUICK_FIX in places:
        places[QUICK_FIX] = _with_diagnostics(params)
    # Only a person who asks can read why something is not possible.
    is_invoked = params.context.trigger_kind is types.CodeActionTriggerKind.Invoked
    shows_refusals = client.disabled_actions and is_invoked
    offered = []
    for offer in _offered(server, document.uri, places):
        action = offer.action
        if client.resolves_edits and not action.refusal:
            answer = _described(offer)
            answer.data = {
                "uri": document.uri,
                "version": _version(server, document.uri),
                "range": _plain(places[action.kind]),
                "kind": action.kind,
                "number": offer.number,
            }
        else:
            answer = _with_edit(offer)
        if answer.disabled is None or shows_refusals:
            offered.append(answer)
    return offered


def resolve(server: Server, action: types.CodeAction) -> types.CodeAction:
    """Add the edit to an action that a client has chosen.

    Raises:
        JsonRpcException: The document is not what it was, or the action is none of ours.
    """
    uri, version, place, kind, number = _read(action.data)
    if version == _version(server, uri) and kind in KINDS:
        for offer in _offered(server, uri, {kind: place}):
            if offer.number == number and offer.action.title == action.title:
                answer = _with_edit(offer)
                action.edit, action.disabled = answer.edit, answer.disabled
                return action
    raise JsonRpcException(
        "What was offered does not fit the document any more.", types.LSPErrorCodes.ContentModified
    )


def is_wanted(kind: str, context: types.CodeActionContext) -> bool:
    """Tell whether a client asks for a kind of action: for itself or for one above it.

    One that asks by itself, for every place that the cursor comes to, wants no more than the
    quick fixes unless it says so.
    """
    if not context.only:
        automatic = context.trigger_kind is types.CodeActionTriggerKind.Automatic
        return kind == QUICK_FIX or not automatic
    return any(not above or f"{kind}.".startswith(f"{above}.") for above in context.only)


class _Offer(NamedTuple):
    """An action, with its number among those of its kind, and the file for which it is offered."""

    translate: Translator
    path: str
    number: int
    action: Action


def _offered(server: Server, uri: str, places: Mapping[str, types.Range]) -> Iterator[_Offer]:
    """Yield the actions of some kinds, each at its place, numbered within each kind."""
    from zdd_lsp.ide.actions import Request

    found = server.session.place(uri)
    if found is None:
        return
    analysis = server.session.analysis(found.root, server.pause)
    shown = server.session.shown(analysis, found.path)
    unseen = [each for each in analysis.findings.get(found.path, ()) if each not in shown]
    translate = server.feed.translator(found.root)
    for kind, place in places.items():
        span = translate.span(found.path, place)
        request = Request(
            translate.project, analysis.findings, found.path, span, unseen, server.pause
        )
        for number, action in enumerate(_maker(kind)(request)):
            yield _Offer(translate, found.path, number, action)


def _maker(kind: str) -> Callable[[Request], list[Action]]:
    """Return who makes a kind of code action."""
    from zdd_lsp.ide import actions, refactorings

    return {
        QUICK_FIX: actions.quick_fixes,
        MOVE: refactorings.moves,
        REWRITE: refactorings.rewritings,
        FIX_ALL: actions.fix_all_action,
        MAKE_IDEAL: actions.make_ideal_action,
    }[kind]


def _with_diagnostics(params: types.CodeActionParams) -> types.Range:
    """Return the range with the diagnostics on its line that the client asks about.

    Neovim asks for the cursor and names all diagnostics of its line.
    """
    start, end = params.range.start, params.range.end
    for each in params.context.diagnostics:
        if each.range.start.line == each.range.end.line == params.range.start.line:
            start, end = min(start, each.range.start), max(end, each.range.end)
    return types.Range(start, end)


def _described(offer: _Offer) -> types.CodeAction:
    """Return an action without its edit."""
    translate, action = offer.translate, offer.action
    is_preferred = action.preferred and translate.client.preferred and not action.refusal
    return types.CodeAction(
        title=action.title,
        kind=action.kind,
        diagnostics=None if action.finding is None else [translate.diagnostic(action.finding)],
        is_preferred=True if is_preferred else None,
        disabled=types.CodeActionDisabled(action.refusal) if action.refusal else None,
    )


def _with_edit(offer: _Offer) -> types.CodeAction:
    """Return an action with its edit, or with the reason why it has none."""
    translate, action = offer.translate, offer.action
    answer = _described(offer)
    if action.refusal:
        return answer
    edits = action.make()
    # What happens in the file before one's eyes is seen, and undone with a key.
    changed = {edit.path for edit in edits}
    told = "several files" if len(changed) > 1 else next(iter(changed), offer.path)
    caution = None if told == offer.path else Caution(action.title, f"It changes {told}.")
    answer.edit = translate.workspace_edit(edits, caution) if edits else None
    if answer.edit is None:
        answer.is_preferred = None
        answer.disabled = types.CodeActionDisabled(NO_EDIT if edits else NO_PLACE)
    return answer


# What a client keeps of an action until it wants the edit


def _version(server: Server, uri: str) -> int | None:
    document = server.session.document(uri)
    return None if document is None else document.buffer.version


def _plain(place: types.Range) -> list[int]:
    start, end = place.start, place.end
    return [start.line, start.character, end.line, end.character]


def _read(data: object) -> tuple[str, object, types.Range, str, object]:
    """Read what a client sends back; what is odd names no action of ours."""
    known = data if isinstance(data, dict) else {}
    numbers = known.get("range")
    if not isinstance(numbers, list) or [type(each) for each in numbers] != [int] * 4:
        numbers = [0, 0, 0, 0]
    line, character, last_line, last = numbers
    place = types.Range(types.Position(line, character), types.Position(last_line, last))
    uri, kind = str(known.get("uri")), str(known.get("kind"))
    return uri, known.get("version"), place, kind, known.get("number")


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer code actions to a client that can apply the edit of one."""
    if client.code_actions:
        capabilities.code_action_provider = types.CodeActionOptions(
            list(KINDS), resolve_provider=client.resolves_edits or None
        )


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_CODE_ACTION: code_action,
    types.CODE_ACTION_RESOLVE: resolve,
}
