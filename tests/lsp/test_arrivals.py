"""Requests that nobody waits for any more."""

from __future__ import annotations

import json
from typing import Any

from zdd_lsp.lsp.arrivals import cancels, unwanted

CANCELLED, OUTDATED = -32800, -32802


def message(method: str, uri: str = "file:///a", id_: object = None) -> dict[str, Any]:
    fields: dict[str, Any] = {"method": method, "params": {"textDocument": {"uri": uri}}}
    return fields if id_ is None else fields | {"id": id_}


def cancel(id_: object) -> dict[str, Any]:
    return {"method": "$/cancelRequest", "params": {"id": id_}}


def errors(*messages: object) -> dict[int, int]:
    return {index: error["code"] for index, error in unwanted(messages).items()}


HOVER = message("textDocument/hover", id_=1)
PULL = message("textDocument/diagnostic", id_="2")
CHANGE = message("textDocument/didChange")


def test_a_request_whose_cancellation_is_there_too_is_not_answered() -> None:
    assert errors(HOVER, PULL, cancel(1)) == {0: CANCELLED}
    assert errors(HOVER, PULL, cancel("2"), cancel(1)) == {0: CANCELLED, 1: CANCELLED}


def test_a_cancellation_concerns_what_came_before_it() -> None:
    assert errors(cancel(1), HOVER) == {}
    assert errors(HOVER, cancel(1), HOVER) == {0: CANCELLED}


def test_diagnostics_of_a_text_that_is_old_already_are_asked_for_again() -> None:
    assert errors(PULL, CHANGE) == {0: OUTDATED}
    assert unwanted([PULL, CHANGE])[0]["data"] == {"retriggerRequest": True}
    assert errors(CHANGE, PULL) == {}
    assert errors(PULL, message("textDocument/didChange", "file:///b")) == {}


def test_a_place_that_was_asked_about_is_explained_as_it_was() -> None:
    assert errors(HOVER, CHANGE) == {}


def test_a_message_that_waits_may_be_the_cancellation() -> None:
    def says(message: object, request: str | int) -> bool:
        return cancels(json.dumps(message).encode(), request)

    assert says(cancel(1), 1)
    assert says(cancel("x"), "x")
    assert not says(cancel(1), 2)
    assert not says(cancel(1), "1")
    assert not says(message("textDocument/hover", "$/cancelRequest", 1), 1)
    for odd in (b"", b"$/cancelRequest", b'["$/cancelRequest"]', b'{"method": "$/cancelRequest"}'):
        assert not cancels(odd, 1)


def test_whatever_is_sent_is_survived() -> None:
    odd: list[object] = [None, 5, {}, {"id": []}, {"method": 1, "id": 1}, cancel(None), cancel([1])]
    assert errors(*odd, {"method": "$/cancelRequest"}, {"method": "x", "id": 1, "params": []}) == {}
