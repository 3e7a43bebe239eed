"""Commands: what a client can have the server do by name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from zdd_lsp.lsp.convert import plain

if TYPE_CHECKING:
    from zdd_lsp.ide.score import Condition
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.convert import Translator
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

SHOW_IDEAL_STATE: Final = "zdd.showIdealState"


def execute(server: Server, params: types.ExecuteCommandParams) -> dict[str, Any]:
    """Run a command.

    Raises:
        JsonRpcException: There is no such command, or its argument is no file of a project.
    """
    if params.command != SHOW_IDEAL_STATE:
        raise JsonRpcException(
            f"There is no command {params.command}.", types.ErrorCodes.InvalidParams
        )
    uri, *_ = params.arguments or (None,)
    place = server.session.place(uri) if isinstance(uri, str) else None
    if place is None:
        raise JsonRpcException(
            f"{SHOW_IDEAL_STATE} needs the URI of a file of a project.",
            types.ErrorCodes.InvalidParams,
        )
    score, translate = server.overlays.score(place.root), server.feed.translator(place.root)
    if not server.session.client.shows_ideal_state:
        message = plain(score.markdown)
        server.window_show_message(types.ShowMessageParams(types.MessageType.Info, message))
    return {
        "title": score.title,
        "obstacle": score.obstacle or None,
        "conditions": [_condition(translate, each) for each in score.conditions],
        "markdown": score.markdown,
    }


def _condition(translate: Translator, condition: Condition) -> dict[str, Any]:
    """Return a condition as plain JSON, with the place where it is not fulfilled."""
    told = {"name": condition.name, "text": condition.text, "state": condition.state}
    if condition.finding is None:
        return told
    path, span = condition.finding.location.path, condition.finding.location.span
    place = translate.range(path, span)
    return {
        **told,
        "rule": condition.finding.rule,
        "message": condition.finding.message,
        "uri": translate.uri(path),
        "range": {
            end: {"line": position.line, "character": position.character}
            for end, position in (("start", place.start), ("end", place.end))
        },
    }


def announce(capabilities: types.ServerCapabilities, _: Client) -> None:
    """Name the commands."""
    capabilities.execute_command_provider = types.ExecuteCommandOptions([SHOW_IDEAL_STATE])


HANDLERS: Handlers = {types.WORKSPACE_EXECUTE_COMMAND: execute}
