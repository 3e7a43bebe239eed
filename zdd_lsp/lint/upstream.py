"""Which error codes of ece-tools the rules mirror, as their bad examples show."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp.lint import found_by, rule, rules
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.rules import Rule


@cache
def codes(name: str) -> tuple[int, ...]:
    """Return the error codes that the findings of a rule mirror, in ascending order.

    Args:
        name: The rule's name; a name that no rule has mirrors nothing.
    """
    found = rule(name)
    if found is None:
        return ()
    projects = (
        Project(Path(), {**example.texts, **example.unreadable}, today=example.today).judged()
        for example in found.bad
    )
    said = (finding.upstream for project in projects for finding in found_by(found, project))
    codes = {upstream.code for upstream in said if upstream is not None}
    return tuple(sorted(code for code in codes if code is not None))


@cache
def rules_by_code() -> Mapping[int, tuple[Rule, ...]]:
    """Return the rules that mirror each error code. All examples are checked for it, once."""
    found: dict[int, list[Rule]] = {}
    for each in rules():
        for code in codes(each.name):
            found.setdefault(code, []).append(each)
    return {code: tuple(found[code]) for code in sorted(found)}
