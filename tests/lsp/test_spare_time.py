"""What is loaded when: nothing that the first diagnostics do not need comes before them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.lsp import spare_time
from zdd_lsp.lsp.spare_time import LATE, SpareTime

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

FIRST_DIAGNOSTICS = """
import asyncio, pathlib, sys
from zdd_lsp.lsp import late_types
late_types.load()
from tests.lsp.wire import Wire
from zdd_lsp.lsp.spare_time import late_imports, load_rules

uri = (pathlib.Path(sys.argv[1]) / ".magento.env.yaml").as_uri()
text = "stage:\\n  deploy:\\n    SC: 1\\n"
document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
wire = Wire()

def loaded():
    return {name for name in sys.modules if name.startswith("zdd_lsp.")}

async def begin():
    can = {"codeActionLiteralSupport": {}}
    wire.ask("initialize", {"capabilities": {"textDocument": {"codeAction": can}}})
    print("rules at once:", "zdd_lsp.rules.unknown_variable" in loaded())
    load_rules()
    wire.send("textDocument/didOpen", {"textDocument": document})
    wire.server.feed.flush()
    [published] = wire.sent("textDocument/publishDiagnostics")
    print("found:", *(each["code"] for each in published["diagnostics"]))
"""
EVERY_QUESTION = """
place = {"textDocument": {"uri": uri}, "position": {"line": 2, "character": 5}}
span = {"start": place["position"], "end": place["position"]}
QUESTIONS = {
    "textDocument/hover": {},
    "textDocument/completion": {},
    "completionItem/resolve": {"label": "SKIP_SCD", "data": {"uri": uri, "topic": "SKIP_SCD"}},
    "textDocument/codeAction": {"range": span, "context": {"diagnostics": []}},
    "textDocument/definition": {},
    "textDocument/references": {"context": {"includeDeclaration": True}},
    "textDocument/documentHighlight": {},
    "textDocument/prepareRename": {},
    "textDocument/documentSymbol": {},
    "workspace/symbol": {"query": "SC"},
    "textDocument/documentLink": {},
    "textDocument/inlayHint": {"range": span},
    "textDocument/codeLens": {},
    "zdd/status": {},
    "zdd/config": {},
    "zdd/explain": {"name": "unknown-variable"},
}

async def main():
    await begin()
    for task in late_imports():
        task()
    before = loaded()
    for method, params in QUESTIONS.items():
        assert "error" not in wire.ask(method, place | params), method
    print("loaded with a question:", *(loaded() - before))

asyncio.run(main())
"""


def run(code: str, folder: Path) -> list[str]:
    """Run a program in a process of its own, and return the lines that it prints."""
    command = [sys.executable, "-c", FIRST_DIAGNOSTICS + code, str(folder)]
    return subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.splitlines()


async def test_the_first_diagnostics_wait_for_nothing_that_they_do_not_need(tmp_path: Path) -> None:
    code = "asyncio.run(begin()); print('loaded:', *sorted(loaded()))"
    rules, found, modules = run(code, tmp_path)
    assert rules == "rules at once: False", "the answer to initialize does not wait for them"
    assert "unknown-variable" in found
    assert "zdd_lsp.rules.unknown_variable" in modules
    assert not {*LATE} & {*modules.split()}


async def test_spare_time_loads_all_that_the_first_questions_need(tmp_path: Path) -> None:
    assert run(EVERY_QUESTION, tmp_path)[2:] == ["loaded with a question:"]


async def test_tasks_are_done_one_at_a_time_and_give_way_to_a_message(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(spare_time, "QUIET", 0)
    done: list[str] = []
    finished = asyncio.Event()

    def with_a_message() -> None:
        done.append("first")
        asyncio.get_running_loop().call_soon(receive)

    def receive() -> None:
        done.append("message")
        spare.begin()

    spare = SpareTime([with_a_message, lambda: done.append("second"), finished.set])
    spare.begin()
    assert not done, "not before the loop has had a turn"
    await asyncio.wait_for(finished.wait(), 10)
    spare.begin()
    assert done == ["first", "message", "second"]


async def test_a_message_begins_the_quiet_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    finished = asyncio.Event()
    early, other = SpareTime([lambda: done.append("early")]), SpareTime([finished.set])
    for quiet, spare in ((0, early), (1000, early), (0, other)):
        monkeypatch.setattr(spare_time, "QUIET", quiet)
        spare.begin()
    await asyncio.wait_for(finished.wait(), 10)
    assert not done
