"""From what a source says to a layer of settings; what is wrong with it is said and left out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from zdd_lsp.settings.kinds import Fault, Source, suggestion
from zdd_lsp.settings.model import over
from zdd_lsp.settings.options import OPTIONS, option

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from zdd_lsp.settings.model import Layer

__all__ = ["Fault", "read"]


def read(
    table: Mapping[Any, object], base: Path, rules: Collection[str] | None = None
) -> tuple[Layer, list[Fault]]:
    """Read a table of settings.

    Args:
        table: What was written, from TOML, JSON or arguments. Nothing is taken for granted about
            its keys and values. A value of None says nothing: JSON has no other way to say so.
        base: The folder that paths count from.
        rules: The names and codes of all rules; None to take any name for one.

    Returns:
        What is valid, and what is not.
    """
    source = Source(base, rules)
    layer: Layer = {}
    faults: list[Fault] = []
    for name in table:
        if option(str(name)) is None:
            names = [each.name for each in OPTIONS]
            message = f"There is no setting `{name}`{suggestion(str(name), names)}"
            faults.append(Fault((str(name),), message))
    for each in OPTIONS:
        # In this order a rule that is ignored is off, whatever level stands beside it.
        for name in dict.fromkeys((each.name, each.camel)):
            value = table.get(name)
            if value is None:
                continue
            valid, wrong = each.kind.read(name, value, source)
            faults += wrong
            if valid is not None:
                layer = over(layer, {each.field: valid})
    return layer, faults
