"""Code actions: what would make it right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from zdd_lsp.ide.actions import fix_all_action, make_ideal_action, quick_fixes

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.ide.actions import Action
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span

OFFERS: dict[str, Callable[[Project, str, Span], list[Action]]] = {
    "quickfix": quick_fixes,
    "source.fixAll.zdd": lambda project, path, _: fix_all_action(project, path),
    "source.zdd.makeIdeal": lambda project, *_: make_ideal_action(project),
}
"""Who makes each kind of code action."""


def code_action(server: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    """Offer what can be done at a range."""
    place = server.session.place(params.text_document.uri)
    if place is None:
        return []
    translate = server.feed.translator(place.root)
    span = translate.span(place.path, params.range)
    actions = (
        _action(translate, action)
        for kind, offer in OFFERS.items()
        if is_wanted(kind, params.context)
        for action in offer(translate.project, place.path, span)
    )
    return [action for action in actions if action is not None]


def is_wanted(kind: str, context: types.CodeActionContext) -> bool:
    """Tell whether a client asks for a kind of action: for itself or for one above it.

    One that asks by itself, for every place that the cursor comes to, wants no more than the
    quick fixes unless it says so.
    """
    if not context.only:
        automatic = context.trigger_kind is types.CodeActionTriggerKind.Automatic
        return kind == types.CodeActionKind.QuickFix.value or not automatic
    return any(not above or f"{kind}.".startswith(f"{above}.") for above in context.only)


def _action(translate: Translator, action: Action) -> types.CodeAction | None:
    """Return an action with its edit; None where the client cannot carry it out."""
    edit = translate.workspace_edit(action.edits)
    if edit is None:
        return None
    is_preferred = action.preferred and translate.client.preferred
    return types.CodeAction(
        title=action.title,
        kind=action.kind,
        diagnostics=None if action.finding is None else [translate.diagnostic(action.finding)],
        is_preferred=True if is_preferred else None,
        edit=edit,
    )


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer code actions to a client that can apply the edit of one."""
    if client.code_actions:
        capabilities.code_action_provider = types.CodeActionOptions(list(OFFERS))


HANDLERS: Handlers = {types.TEXT_DOCUMENT_CODE_ACTION: code_action}
