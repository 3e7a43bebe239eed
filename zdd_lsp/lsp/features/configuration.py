"""Configuration: the settings of the client, asked for where it can tell, and followed live."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from lsprotocol import types

from zdd_lsp.lsp import uris
from zdd_lsp.lsp.preferences import SECTION
from zdd_lsp.settings.options import option

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

log = logging.getLogger(__name__)


def did_change_configuration(server: Server, params: types.DidChangeConfigurationParams) -> None:
    """Take over changed settings. Who can be asked sends none that could be relied on."""
    if server.session.client.configuration:
        pull(server)
        return
    table = _own_section(params.settings)
    if table is not None:
        _take_over(server, table, {})


def follow(server: Server) -> None:
    """Ask for the settings, and to be told of their changes."""
    if server.session.client.tells_configuration:
        options = types.DidChangeConfigurationRegistrationOptions(SECTION)
        registration = types.Registration(
            "zdd-configuration", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options
        )
        server.client_register_capability(types.RegistrationParams([registration]))
    pull(server)


def pull(server: Server) -> None:
    """Ask for the settings of the workspace and of each of its folders."""
    if not server.session.client.configuration:
        return
    folders = server.session.folders
    items = [types.ConfigurationItem(section=SECTION)]
    items += [types.ConfigurationItem(uris.from_path(folder), SECTION) for folder in folders]

    def answered(answer: Sequence[object]) -> None:
        try:
            general, *own = ({} if (t := _table(each)) is None else t for each in answer)
            if len(own) == len(folders):
                _take_over(server, general, dict(zip(folders, own, strict=True)))
        except Exception:
            log.exception("cannot use the client's configuration")

    server.workspace_configuration(types.ConfigurationParams(items), callback=answered)


def complain(server: Server) -> None:
    """Say what is wrong with the settings: each thing in the log, and once that there is some."""
    faults = server.session.preferences.faults()
    for fault in faults:
        server.window_log_message(types.LogMessageParams(types.MessageType.Warning, fault))
    if faults:
        rest = f" ({len(faults) - 1} more in the log)" if len(faults) > 1 else ""
        message = f"zdd-lsp: {faults[0]}{rest}"
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, message))


def _take_over(
    server: Server, general: Mapping[str, object], folders: Mapping[Path, Mapping[str, object]]
) -> None:
    known = server.session.preferences
    changed = known._replace(general=general, folders=folders)
    if changed == known:
        return
    server.session.change_preferences(changed)
    if changed.faults() != known.faults():
        complain(server)
    server.feed.flush()


def _own_section(settings: object) -> Mapping[str, object] | None:
    """Return our part of settings that a client sends unasked.

    Some send all of their configuration, with a section for each server, others only ours.
    """
    table = _table(settings)
    if table is None or SECTION in table:
        return None if table is None else _table(table[SECTION])
    return table if any(option(name) for name in table) else None


def _table(value: object) -> Mapping[str, object] | None:
    return value if isinstance(value, dict) else None


def announce(_: types.ServerCapabilities, __: Client) -> None:
    """Announce nothing: the protocol has no word for it but a registration."""


HANDLERS: Handlers = {types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration}
