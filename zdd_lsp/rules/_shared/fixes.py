"""Fixes that rules offer for a setting or for a single change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Edit, Fix
from zdd_lsp.project.editing import Change, set_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.project.env import Setting


def replace_value(setting: Setting, value: str, title: str) -> Fix:
    """Return the fix that replaces a setting's value by YAML source of one line.

    A value that other places share through an alias or a merge key is not changed unseen.
    """
    changes = set_value(setting.source, setting.entry, value)
    edits = tuple(Edit(each.path, each.span, each.text) for each in changes)
    applicability = Applicability.UNSAFE if setting.is_shared else Applicability.SAFE
    return Fix(title, edits, applicability)


def fix(
    title: str, change: Change | Iterable[Change] | None, applicability: Applicability
) -> tuple[Fix, ...]:
    """Return the fix of one change or of several, or none where the change is not possible."""
    if change is None:
        return ()
    changes = [change] if isinstance(change, Change) else change
    edits = tuple(Edit(each.path, each.span, each.text) for each in changes)
    return (Fix(title, edits, applicability),)
