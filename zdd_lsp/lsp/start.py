"""The server's door: who opens a folder waits for what is imported here."""

from __future__ import annotations

import gc


def serve() -> int:
    """Serve one client; see `zdd_lsp.lsp.server.serve`."""
    # What is imported stays: the collector would look through it in vain. `spare_time` turns it on.
    gc.disable()
    from zdd_lsp.lsp import late_types  # noqa: PLC0415 - without the collector

    late_types.load()
    from zdd_lsp.lsp.server import serve as begin  # noqa: PLC0415 - after its types

    return begin()
