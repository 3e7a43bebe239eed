"""JSON Schema of the settings, for `.zdd.toml` and for the settings of an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.settings.model import LEVELS
from zdd_lsp.settings.options import OPTIONS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.settings.kinds import Schema
    from zdd_lsp.settings.options import Option


def schema(rules: Sequence[str], *, camel: bool = False) -> Schema:
    """Return the schema of a table of settings.

    Args:
        rules: The names of all rules.
        camel: Whether the names are spelt as is customary in JSON.
    """
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "Settings of zdd-lsp",
        "type": "object",
        "properties": {
            (each.camel if camel else each.name): {
                "description": each.prose,
                **each.kind.schema(rules),
                **_default(each),
            }
            for each in OPTIONS
        },
        "additionalProperties": False,
        "definitions": {"level": {"enum": list(LEVELS)}},
    }


def _default(option: Option) -> Schema:
    if not option.default:
        return {}
    import tomllib  # noqa: PLC0415 - nobody but the documentation asks for defaults as values

    return {"default": tomllib.loads(f"value = {option.default}")["value"]}
