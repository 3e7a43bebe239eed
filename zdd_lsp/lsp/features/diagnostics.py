"""Diagnostics for a client that asks for them; `Feed` publishes them to the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from zdd_lsp.lsp import convert
from zdd_lsp.lsp.progress import Progress

if TYPE_CHECKING:
    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.feed import DocumentReport
    from zdd_lsp.lsp.server import Server


def document(server: Server, params: types.DocumentDiagnosticParams) -> DocumentReport:
    """Report on a document.

    Raises:
        JsonRpcException: The client has sent something else meanwhile, and should ask again.
    """
    uri, previous = params.text_document.uri, params.previous_result_id
    report = server.feed.document_report(uri, previous)
    if report is None:
        raise JsonRpcException(
            "Something else comes first.",
            types.LSPErrorCodes.ServerCancelled,
            {"retriggerRequest": True},
        )
    return report


async def workspace(
    server: Server, params: types.WorkspaceDiagnosticParams
) -> types.WorkspaceDiagnosticReport:
    """Report on all projects, one after the other; other messages are heard in between."""
    previous = {known.uri: known.value for known in params.previous_result_ids}
    title, steps = "Checking all projects", len(server.session.roots())
    progress = Progress(server, title, steps, params.work_done_token)
    try:
        reports = await server.feed.workspace_report(previous, progress.step)
    finally:
        progress.end()
    return types.WorkspaceDiagnosticReport(reports)


def announce(capabilities: types.ServerCapabilities, client: Client) -> None:
    """Offer diagnostics to a client that can ask for them."""
    if client.pulls:
        capabilities.diagnostic_provider = types.DiagnosticOptions(
            inter_file_dependencies=True,
            workspace_diagnostics=True,
            identifier=convert.SOURCE,
            work_done_progress=True,
        )


HANDLERS: Handlers = {
    types.TEXT_DOCUMENT_DIAGNOSTIC: document,
    types.WORKSPACE_DIAGNOSTIC: workspace,
}
