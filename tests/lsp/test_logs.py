"""The log in the editor's own window."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from zdd_lsp.lsp.logs import ClientLog, is_fault

if TYPE_CHECKING:
    from collections.abc import Iterator

log = logging.getLogger(__name__)


@pytest.fixture
def sent() -> Iterator[list[types.LogMessageParams]]:
    """What a client gets of the logger of this module."""
    messages: list[types.LogMessageParams] = []
    handler = ClientLog(messages.append)
    log.addHandler(handler)
    log.setLevel(logging.DEBUG)
    yield messages
    log.removeHandler(handler)


def test_what_is_logged_reaches_the_client_with_its_weight(
    sent: list[types.LogMessageParams],
) -> None:
    log.error("worse")
    log.warning("bad %s", 1)
    log.info("so")
    log.debug("unheard")

    kinds = types.MessageType
    assert [(each.type, each.message) for each in sent] == [
        (kinds.Error, "worse"),
        (kinds.Warning, "bad 1"),
        (kinds.Info, "so"),
    ]


def test_a_failure_comes_with_its_traceback(sent: list[types.LogMessageParams]) -> None:
    try:
        assert 1 / 0
    except ZeroDivisionError:
        log.exception("hover failed")

    assert "hover failed\nTraceback" in sent[0].message
    assert "ZeroDivisionError" in sent[0].message


@pytest.mark.parametrize(("error", "told"), [(JsonRpcException("no"), False), (OSError(), True)])
def test_what_is_refused_on_purpose_is_not_logged(error: Exception, told: object) -> None:
    trouble = (type(error), error, None)
    record = logging.LogRecord("pygls", logging.ERROR, "", 0, "", None, trouble)

    assert is_fault(record) is told


def test_what_is_no_error_is_logged() -> None:
    assert is_fault(logging.LogRecord("pygls", logging.ERROR, "", 0, "", None, None))
