"""Calling the handlers: what goes wrong in one of them stays there, and a trace tells of each."""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.lsp.server import Server

log = logging.getLogger(__name__)


def guarded(
    server: Server, method: str, handler: Callable[[Server, Any], Any]
) -> Callable[[Any], Any]:
    """Return a handler that answers with nothing where the given one fails; the server lives.

    What a handler refuses on purpose, with a `JsonRpcException`, reaches the client.

    Args:
        server: The server that the handler gets.
        method: The method of the protocol.
        handler: A function, or one that may be cancelled while it waits: a coroutine function.
    """
    if asyncio.iscoroutinefunction(handler):
        return partial(_wait, server, method, handler)
    return partial(_call, server, method, handler)


def _call(
    server: Server, method: str, handler: Callable[[Server, Any], object], params: object
) -> object:
    start = time.perf_counter()
    try:
        return handler(server, params)
    except JsonRpcException:
        raise
    except Exception:
        log.exception("%s failed", method)
        return None
    finally:
        _trace(server, method, start)


async def _wait(
    server: Server, method: str, handler: Callable[[Server, Any], Any], params: object
) -> object:
    start = time.perf_counter()
    try:
        return await handler(server, params)
    except JsonRpcException:
        raise
    except Exception:
        log.exception("%s failed", method)
        return None
    finally:
        _trace(server, method, start)


def _trace(server: Server, method: str, start: float) -> None:
    """Tell a client that wants to know how long a message took."""
    if server.trace is types.TraceValue.Off:
        return
    took = f"{method} took {1000 * (time.perf_counter() - start):.1f} ms"
    server.log_trace(types.LogTraceParams(took))
