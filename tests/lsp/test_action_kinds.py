"""Which kinds of code actions a client asks for."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from zdd_lsp.lsp.features.actions import is_wanted


def wants(kind: str, only: list[str] | None, **more: Any) -> bool:
    return is_wanted(kind, types.CodeActionContext([], only, **more))


@pytest.mark.parametrize(
    ("kind", "only", "wanted"),
    [
        ("quickfix", None, True),
        ("quickfix", [], True),
        ("quickfix", [""], True),
        ("quickfix", ["quickfix"], True),
        ("quickfix", ["quickfix.zdd"], False),
        ("source.fixAll.zdd", None, True),
        ("source.fixAll.zdd", ["source"], True),
        ("source.fixAll.zdd", ["source.fixAll"], True),
        ("source.fixAll.zdd", ["source.fixAll.zdd"], True),
        ("source.fixAll.zdd", ["source.fixAll.ruff"], False),
        ("source.fixAll.zdd", ["source.fix"], False),
        ("source.fixAll.zdd", ["refactor", "source.fixAll"], True),
    ],
)
def test_a_kind_is_wanted_by_itself_or_by_one_above(
    kind: str, only: list[str] | None, wanted: object
) -> None:
    assert wants(kind, only) is wanted


def test_who_asks_at_every_step_of_the_cursor_wants_quick_fixes() -> None:
    automatic = types.CodeActionTriggerKind.Automatic

    assert wants("quickfix", None, trigger_kind=automatic)
    assert not wants("source.fixAll.zdd", None, trigger_kind=automatic)
    assert wants("source.fixAll.zdd", ["source"], trigger_kind=automatic)
    assert wants("source.fixAll.zdd", None, trigger_kind=types.CodeActionTriggerKind.Invoked)
