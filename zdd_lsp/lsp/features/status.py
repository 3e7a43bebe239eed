"""The request ``zdd/status``: which projects, versions and rules are in force."""

from __future__ import annotations

import platform
from typing import TYPE_CHECKING, Any

from zdd_lsp import __version__, lint
from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import FILES, SETTINGS_FILE

if TYPE_CHECKING:
    from pathlib import Path

    from lsprotocol import types

    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server
    from zdd_lsp.lsp.session import Session
    from zdd_lsp.project import Project

STATUS = "zdd/status"


def status(server: Server, _: object) -> dict[str, Any]:
    """Return what helps to find out why something is reported, or is not.

    Returns:
        ``server`` with its version, that of Python, and the number of rules; ``client`` with how
        positions are counted and whether it asks for diagnostics; and ``projects``, for each its
        root, the versions that were found, where the schema of variables comes from, the profile
        and the `.zdd.toml` in force, how many rules run, which do not, and those of which the
        settings change the severity, which of the files there are, and the number of findings by
        severity.
    """
    session = server.session
    return {
        "server": {
            "version": __version__,
            "python": platform.python_version(),
            "rules": len(lint.rules()),
        },
        "client": {
            "positionEncoding": session.client.encoding.value,
            "diagnostics": "pull" if session.client.pulls else "push",
        },
        "projects": [_project(session, root) for root in sorted(session.roots())],
    }


def _project(session: Session, root: Path) -> dict[str, Any]:
    analysis = session.analysis(root)
    project = analysis.project
    counts = {severity.label: 0 for severity in reversed(Severity)}
    for path in analysis.findings:
        for finding in session.shown(analysis, path):
            counts[finding.severity.label] += 1
    return {
        "root": str(root),
        "commerce": project.commerce,
        "eceTools": project.ece_tools,
        "schema": project.schema_origin,
        "profile": project.settings.profile,
        "rules": _rules(project),
        "settings": None if project.settings_file is None else str(project.file(SETTINGS_FILE)),
        "isIdeal": project.ideal.is_ideal,
        "files": [path for path in FILES if project.text(path) is not None],
        "findings": counts,
    }


def _rules(project: Project) -> dict[str, Any]:
    off = [rule.name for rule in lint.rules() if not lint.runs(project, rule)]
    return {
        "running": len(lint.rules()) - len(off),
        "off": off,
        "severities": {name: severity.label for name, severity in lint.severities(project).items()},
    }


def announce(_: types.ServerCapabilities, __: Client) -> None:
    """Say nothing: the protocol has no word for it."""


HANDLERS: Handlers = {STATUS: status}
