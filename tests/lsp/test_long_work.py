"""Long work: what is heard of it, and how it ends early."""

from __future__ import annotations

import asyncio
import json
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import pytest

from tests.lsp.wire import Wire
from zdd_lsp.lsp import progress

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

PULL = "workspace/diagnostic"


def request(method: str, params: Any, id_: int) -> dict[str, Any]:
    return {"jsonrpc": "2.0", "method": method, "params": params, "id": id_}


CANCEL = {"jsonrpc": "2.0", "method": "$/cancelRequest", "params": {"id": 7}}


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    """A server with three projects, whose client shows progress."""
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
        (tmp_path / name / ".magento.app.yaml").write_text("name: app\n")
    wire = Wire()
    wire.ask(
        "initialize",
        {
            "rootUri": tmp_path.as_uri(),
            "capabilities": {
                "window": {"workDoneProgress": True},
                "textDocument": {"diagnostic": {}},
            },
        },
    )
    return wire


async def answer(wire: Wire, id_: int) -> Any:
    async with asyncio.timeout(10):
        while wire.answer(id_) is None:
            for message in wire.out:
                if message.get("method") == "window/workDoneProgress/create":
                    done = {"jsonrpc": "2.0", "id": message.pop("id"), "result": None}
                    message["method"] = "created"
                    wire.tell(done)
            await asyncio.sleep(0)
    return wire.answer(id_)


def told(wire: Wire) -> list[tuple[str, str | None, int | None]]:
    values = [params["value"] for params in wire.sent("$/progress")]
    return [(each["kind"], each.get("message"), each.get("percentage")) for each in values]


async def test_a_client_that_wants_to_hear_of_it_does(wire: Wire) -> None:
    wire.tell(request(PULL, {"previousResultIds": [], "workDoneToken": "t"}, 7))

    assert len((await answer(wire, 7))["result"]["items"]) > 2
    assert told(wire) == [
        ("begin", "a", 0),
        ("report", "b", 33),
        ("report", "c", 66),
        ("end", None, None),
    ]
    assert {params["token"] for params in wire.sent("$/progress")} == {"t"}


async def test_quick_work_is_not_worth_a_word(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 1000)
    wire.tell(request(PULL, {"previousResultIds": []}, 7))

    await answer(wire, 7)
    assert told(wire) == []


async def test_work_that_takes_long_is_told_of(wire: Wire, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(progress, "PATIENCE", 0)
    wire.tell(request(PULL, {"previousResultIds": []}, 7))

    assert (await answer(wire, 7))["result"]["items"]
    assert [kind for kind, *_ in told(wire)] == ["begin", "report", "report", "end"]


async def test_a_client_can_change_its_mind(wire: Wire) -> None:
    wire.tell(request(PULL, {"previousResultIds": [], "workDoneToken": "t"}, 7))
    await asyncio.sleep(0)
    assert told(wire) == []
    await asyncio.sleep(0)
    assert told(wire) == [("begin", "a", 0)]
    wire.tell(CANCEL)

    assert (await answer(wire, 7))["error"]["code"] == -32800
    assert told(wire)[-1] == ("end", None, None)


async def test_what_is_cancelled_before_it_begins_does_not_begin(wire: Wire) -> None:
    wire.tell(request("textDocument/hover", {}, 7), CANCEL, request("shutdown", None, 8))

    assert (await answer(wire, 7))["error"]["code"] == -32800
    assert (await answer(wire, 8))["result"] is None


async def test_a_request_that_gives_way_is_to_be_repeated(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(wire.server.feed, "document_report", lambda *_: None)
    uri = (tmp_path / "a" / ".magento.app.yaml").as_uri()

    error = wire.ask("textDocument/diagnostic", {"textDocument": {"uri": uri}})["error"]

    assert (error["code"], error["data"]) == (-32802, {"retriggerRequest": True})


@pytest.mark.parametrize("kind", ["source.fixAll.zdd", "source.zdd.makeIdeal"])
async def test_what_is_cancelled_while_it_is_worked_on_ends(
    wire: Wire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    env = tmp_path / "a" / ".magento.env.yaml"
    env.write_text("stage:\n  global:\n    SCD_ON_DEMAND: true\n")
    place = {"line": 2, "character": 6}
    params = {
        "textDocument": {"uri": env.as_uri()},
        "range": {"start": place, "end": place},
        "context": {"diagnostics": [], "only": [kind]},
    }
    arrived: list[bytes] = []
    messages = SimpleNamespace(waits=True, holds=lambda wanted: any(map(wanted, arrived)))
    monkeypatch.setattr(wire.server, "_messages", messages)
    arrived.append(json.dumps(CANCEL | {"params": {"id": 2}}).encode())
    assert len(wire.ask("textDocument/codeAction", params)["result"]) == 1

    # The edit of the action is made for a client that does not ask for it later.
    wire.send("textDocument/codeAction", params, 2)

    assert wire.answer(2)["error"]["code"] == -32800


async def test_a_trace_tells_how_long_a_message_took(wire: Wire) -> None:
    wire.send("zdd/status", None, 1)
    assert wire.sent("$/logTrace") == []

    wire.send("$/setTrace", {"value": "messages"})
    wire.send("zdd/status", None, 2)
    wire.send("$/setTrace", {"value": "off"})
    wire.send("zdd/status", None, 3)

    (trace,) = [each for each in wire.sent("$/logTrace") if "status" in each["message"]]
    assert trace["message"].startswith("zdd/status took ")
    assert trace["message"].endswith(" ms")


@pytest.mark.parametrize(("trace", "count"), [("verbose", 1), ("off", 0), ("loud", 0), (5, 0)])
async def test_the_trace_may_be_on_from_the_beginning(trace: Any, count: int) -> None:
    wire = Wire()
    wire.ask("initialize", {"capabilities": {}, "trace": trace})
    wire.send("zdd/status", None, 2)

    assert len([each for each in wire.sent("$/logTrace") if "status" in each["message"]]) == count


async def test_the_status_says_what_is_in_force(wire: Wire, tmp_path: Path) -> None:
    status = wire.ask("zdd/status", None)["result"]

    assert status["server"]["rules"] > 100
    assert status["client"] == {"positionEncoding": "utf-16", "diagnostics": "pull"}
    assert [each["root"] for each in status["projects"]] == [
        str(tmp_path / name) for name in ("a", "b", "c")
    ]
    first = status["projects"][0]
    assert first["files"] == [".magento.app.yaml"]
    assert (first["commerce"], first["eceTools"]) == (None, None)
    assert first["schema"] == "built-in"
    assert first["isIdeal"] is False
    assert list(first["findings"]) == ["error", "warning", "info", "hint"]
    assert first["findings"]["error"] > 0
    assert status["projects"][1]["rules"] == first["rules"]
    running, off = first["rules"]["running"], first["rules"]["off"]
    assert running + len(off) == status["server"]["rules"]
    assert "restated-default" in off, "the profile `recommended` has it not"


async def test_the_status_says_which_rules_the_settings_turn_off(
    wire: Wire, tmp_path: Path
) -> None:
    settings = "profile = 'all'\nignore = ['ZDD101']\n[severity]\nhtml-minification = 'error'\n"
    (tmp_path / "b" / ".zdd.toml").write_text(settings)

    first, second, third = wire.ask("zdd/status", None)["result"]["projects"]

    assert second["rules"]["off"] == ["scd-on-demand"]
    assert second["rules"]["severities"] == {"html-minification": "error"}
    assert "scd-on-demand" not in first["rules"]["off"]
    assert first["rules"] == third["rules"]
    assert first["rules"]["severities"] == {}
