"""The server in this process, where its features can be made to fail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.lsp.wire import Wire
from zdd_lsp.ide import actions, hover
from zdd_lsp.lsp.features import handlers
from zdd_lsp.lsp.session import Session

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    wire = Wire()
    wire.ask(
        "initialize",
        {
            "rootUri": tmp_path.as_uri(),
            "capabilities": {"textDocument": {"codeAction": {"codeActionLiteralSupport": {}}}},
        },
    )
    return wire


def break_(monkeypatch: pytest.MonkeyPatch, method: str) -> None:
    """Make the code behind a feature fail."""

    def fail(*_: Any) -> None:
        raise ZeroDivisionError

    if method == "textDocument/hover":
        monkeypatch.setattr(hover, "hover", fail)
    elif method == "textDocument/codeAction":
        monkeypatch.setattr(actions, "quick_fixes", fail)
    else:
        monkeypatch.setattr(Session, "change", fail)


@pytest.mark.parametrize("method", ["textDocument/hover", "textDocument/codeAction"])
async def test_a_feature_that_fails_answers_with_nothing_and_the_rest_lives(
    wire: Wire,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    method: str,
) -> None:
    uri = (tmp_path / ".magento.env.yaml").as_uri()
    text = "stage:\n  global:\n    SCD_ON_DEMAND: true\n"
    item = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
    wire.send("textDocument/didOpen", {"textDocument": item})
    place = {"line": 2, "character": 6}
    params = {
        "textDocument": {"uri": uri},
        "position": place,
        "range": {"start": place, "end": place},
        "context": {"diagnostics": []},
    }
    with monkeypatch.context() as patched:
        break_(patched, method)
        assert wire.ask(method, params)["result"] is None
    assert f"{method} failed" in caplog.text

    assert wire.ask(method, params)["result"]
    assert not [message for message in wire.out if message.get("method") == "window/showMessage"]


async def test_a_notification_that_fails_is_logged(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    break_(monkeypatch, "textDocument/didChange")
    document = {"uri": "file:///x", "version": 2}
    changes = {"textDocument": document, "contentChanges": [{"text": ""}]}

    wire.send("textDocument/didChange", changes)

    assert "textDocument/didChange failed" in caplog.text
    assert wire.ask("shutdown", None)["result"] is None


async def test_what_is_announced_is_what_is_answered() -> None:
    answer = Wire().ask("initialize", {"capabilities": {"textDocument": {"diagnostic": {}}}})
    announced = answer["result"]["capabilities"]

    known = set(handlers())
    providers = [name.removesuffix("Provider") for name in announced if name.endswith("Provider")]
    assert {"hover", "diagnostic", "definition", "executeCommand"} <= set(providers)
    for name in providers:
        inside = name.removeprefix("workspace")
        methods = {f"textDocument/{name}", f"workspace/{inside[0].lower()}{inside[1:]}"}
        assert methods & known, name
    assert "workspace/diagnostic" in known
    assert announced["textDocumentSync"] == {
        "openClose": True,
        "change": 2,
        "save": {"includeText": False},
    }


@pytest.mark.parametrize(
    "params",
    [
        {"capabilities": None, "processId": "1", "workspaceFolders": "x", "rootUri": 5},
        {
            "capabilities": {
                "textDocument": {"publishDiagnostics": {"tagSupport": {"valueSet": [9]}}}
            }
        },
        {"workspaceFolders": [None, {"uri": 1}, {"uri": "untitled:x"}], "rootPath": "relative"},
        {"rootUri": "file:///nowhere", "rootPath": "/nowhere"},
    ],
)
async def test_an_odd_initialize_is_welcome(params: dict[str, Any]) -> None:
    wire = Wire()

    assert wire.ask("initialize", params)["result"]["capabilities"]["hoverProvider"]
    assert wire.ask("shutdown", None)["result"] is None
