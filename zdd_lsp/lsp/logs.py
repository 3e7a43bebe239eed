"""The log of the server, in the editor's own window as well as on standard error."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from collections.abc import Callable

_TYPES: Final = (
    (logging.ERROR, types.MessageType.Error),
    (logging.WARNING, types.MessageType.Warning),
    (logging.INFO, types.MessageType.Info),
)


class ClientLog(logging.Handler):
    """Hands what is logged to a client, with the traceback where there is one."""

    def __init__(self, send: Callable[[types.LogMessageParams], None]) -> None:
        """Prepare to log.

        Args:
            send: Sends a message to the client.
        """
        super().__init__(logging.INFO)
        self._send = send

    def emit(self, record: logging.LogRecord) -> None:
        """Send what was logged. A client that does not listen any more is no reason to fail."""
        try:
            level = (kind for least, kind in _TYPES if record.levelno >= least)
            kind = next(level, types.MessageType.Log)
            self._send(types.LogMessageParams(kind, self.format(record)))
        except Exception:  # noqa: BLE001 - logging must not raise
            self.handleError(record)


def is_fault(record: logging.LogRecord) -> bool:
    """Tell whether a record is worth telling; what a handler refuses on purpose is no fault."""
    error = record.exc_info[1] if record.exc_info else None
    return not isinstance(error, JsonRpcException)
