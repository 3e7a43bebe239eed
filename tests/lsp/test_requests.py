"""The requests of our own, which other editors may use as the extension for VS Code does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.lsp.wire import Wire
from zdd_lsp import lint

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    (tmp_path / ".magento.app.yaml").write_text("name: app\n")
    wire = Wire()
    wire.ask("initialize", {"rootUri": tmp_path.as_uri(), "capabilities": {}})
    return wire


def of(uri: object) -> dict[str, Any]:
    return {"textDocument": {"uri": uri}}


async def test_a_rule_is_explained_with_its_examples(wire: Wire) -> None:
    found = wire.ask("zdd/explain", {"name": "ZDD101"})["result"]

    assert found["name"] == "scd-on-demand"
    assert found["markdown"].startswith("# scd-on-demand\n\nZDD101 ")
    assert "SCD_ON_DEMAND: true" in found["markdown"]
    assert "zdd: ignore[scd-on-demand]" in found["markdown"]


@pytest.mark.parametrize("name", ["SKIP_SCD", "skip_scd", "109", "post-deploy"])
async def test_other_names_are_explained_too(wire: Wire, name: str) -> None:
    found = wire.ask("zdd/explain", {"name": name})["result"]

    assert found["name"].lower() == name.lower()
    assert found["markdown"].startswith("### ")


@pytest.mark.parametrize("params", [None, {}, [], {"name": "nonsense"}, {"name": 5}])
async def test_what_is_no_name_has_no_explanation(wire: Wire, params: Any) -> None:
    assert wire.ask("zdd/explain", params)["result"] is None


async def test_the_rules_are_listed(wire: Wire) -> None:
    listed = wire.ask("zdd/rules", None)["result"]

    assert [rule["name"] for rule in listed] == [rule.name for rule in lint.rules()]
    assert set(listed[0]) == {"name", "code", "severity", "summary"}


async def test_the_configuration_is_that_of_what_is_being_typed(wire: Wire, tmp_path: Path) -> None:
    uri = (tmp_path / ".magento.env.yaml").as_uri()
    text = "stage:\n  build:\n    SCD_THREADS: 3\n"
    document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    wire.send("textDocument/didOpen", {"textDocument": document})

    found = wire.ask("zdd/config", of(uri))["result"]
    assert found["root"] == str(tmp_path)
    assert "  SCD_THREADS: 3 # .magento.env.yaml:3\n" in found["text"]


@pytest.mark.parametrize("params", [None, {}, of(None), of("file:///elsewhere.yaml"), of("::")])
async def test_what_is_not_ours_has_no_configuration(wire: Wire, params: Any) -> None:
    assert wire.ask("zdd/config", params)["result"] is None
