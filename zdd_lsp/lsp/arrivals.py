"""Messages that have arrived together: which of the requests among them nobody waits for any more.

Messages are handled in their order, and quickly, so that a request is mostly answered before
anything else comes. What waits behind it tells more: a client that types on cancels what it asked
for, and asks for diagnostics again after each change.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from lsprotocol import types

if TYPE_CHECKING:
    from collections.abc import Sequence

_CANCELLED: Final[dict[str, Any]] = {
    "code": int(types.LSPErrorCodes.RequestCancelled),
    "message": "The client cancelled the request.",
}
_OUTDATED: Final[dict[str, Any]] = {
    "code": int(types.LSPErrorCodes.ServerCancelled),
    "message": "The document has changed since.",
    "data": {"retriggerRequest": True},
}


def unwanted(messages: Sequence[object]) -> dict[int, dict[str, Any]]:
    """Return which requests need no answer, and the error that each gets instead.

    A request counts as cancelled if its cancellation has arrived, too. Diagnostics of a document
    that changes later are outdated before they are sent; a place in the text that was asked about
    is not, because the client corrects the answer for what was typed since.

    Args:
        messages: The messages in the order of their arrival, as they come out of JSON.

    Returns:
        The fields of the error, by the index of the request.
    """
    found: dict[int, dict[str, Any]] = {}
    cancelled: set[str | int] = set()
    changed: set[str] = set()
    for index in range(len(messages) - 1, -1, -1):
        message = messages[index]
        if not isinstance(message, dict):
            continue
        method, request = message.get("method"), message.get("id")
        if method == types.CANCEL_REQUEST:
            cancelled |= _names(message, "id")
        elif method == types.TEXT_DOCUMENT_DID_CHANGE:
            changed |= _names(message, "textDocument", "uri")
        elif isinstance(request, (str, int)) and isinstance(method, str):
            if request in cancelled:
                found[index] = _CANCELLED
                cancelled.discard(request)
            elif method == types.TEXT_DOCUMENT_DIAGNOSTIC:
                uris = _names(message, "textDocument", "uri")
                if uris & changed:
                    found[index] = _OUTDATED
    return found


def cancels(content: bytes, request: str | int) -> bool:
    """Tell whether a message, as it arrived, cancels a request."""
    if types.CANCEL_REQUEST.encode() not in content:
        return False
    try:
        message = json.loads(content)
    except (ValueError, RecursionError):
        return False
    is_one = isinstance(message, dict) and message.get("method") == types.CANCEL_REQUEST
    return is_one and request in _names(message, "id")


def _names(message: dict[str, Any], *keys: str) -> set[Any]:
    """Return what stands at a path in the parameters of a message, if it is a name."""
    value = message.get("params")
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return {value} if isinstance(value, (str, int)) else set()
