"""JSON Schema of the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zdd_lsp.settings.options import OPTIONS
from zdd_lsp.settings.schema import schema

PACKAGE = Path(__file__).resolve().parents[2] / "editors" / "vscode" / "package.json"


def test_the_extension_offers_every_setting_in_the_same_words() -> None:
    contributed = json.loads(PACKAGE.read_text("utf-8"))["contributes"]["configuration"]
    properties = {name: each for group in contributed for name, each in group["properties"].items()}

    for option in OPTIONS:
        assert properties[f"zdd.{option.camel}"]["markdownDescription"] == option.prose


@pytest.mark.parametrize("camel", [True, False])
def test_it_has_every_setting_and_nothing_else(*, camel: bool) -> None:
    found = schema(["a-rule"], camel=camel)

    names = [each.camel if camel else each.name for each in OPTIONS]
    assert list(found["properties"]) == names  # type: ignore[call-overload]
    assert found["additionalProperties"] is False


def test_the_default_of_each_setting_is_one_that_the_schema_allows() -> None:
    properties = schema(["a-rule"])["properties"]
    assert isinstance(properties, dict)
    types = {"boolean": bool, "array": list, "object": dict, "string": str}

    for each in properties.values():
        if "enum" in each:
            assert each["default"] in each["enum"]
        elif "default" in each:
            assert isinstance(each["default"], types[each["type"]])
        assert each["description"]
