"""The requests ``zdd/explain`` and ``zdd/rules``: what there is to read about a name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zdd_lsp import lint

if TYPE_CHECKING:
    from lsprotocol import types

    from zdd_lsp.lsp.client import Client
    from zdd_lsp.lsp.features import Handlers
    from zdd_lsp.lsp.server import Server

EXPLAIN = "zdd/explain"
RULES = "zdd/rules"


def explain(_: Server, params: object) -> dict[str, Any] | None:
    """Return what there is to read about a name, of which case plays no part.

    Args:
        params: ``{"name"}``: a rule or its code, a variable, an error code, a part of a file.

    Returns:
        ``name`` and ``markdown``, of a rule with its examples; None for a name that is not known.
    """
    from zdd_lsp.ide import topics
    from zdd_lsp.report import rule_page

    name = params.get("name") if isinstance(params, dict) else None
    found = topics.find(name) if isinstance(name, str) else None
    if found is None:
        return None
    rule = lint.rule(found.name)
    return {
        "name": found.name,
        "markdown": found.markdown if rule is None else rule_page.page(rule),
    }


def rules(_: Server, __: object) -> list[dict[str, Any]]:
    """Return ``name``, ``code``, ``severity`` and ``summary`` of all rules."""
    return [
        {
            "name": rule.name,
            "code": rule.code,
            "severity": rule.severity.label,
            "summary": rule.summary,
        }
        for rule in lint.rules()
    ]


def announce(_: types.ServerCapabilities, __: Client) -> None:
    """Say nothing: the protocol has no word for it."""


HANDLERS: Handlers = {EXPLAIN: explain, RULES: rules}
