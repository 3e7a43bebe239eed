"""What reaches the client, with rules that the test makes up."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

import pytest

from zdd_lsp.findings import Finding, Location, Severity
from zdd_lsp.lsp import session as session_module
from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.feed import JUDGE_AFTER, LATEST, Feed
from zdd_lsp.lsp.session import Session
from zdd_lsp.text.buffer import Change
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lsprotocol import types

    from zdd_lsp.project import Project

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"


class Desk:
    """A session whose rules report each `X` of a file, and each `J` at the second look."""

    def __init__(self, root: Path, client: Client) -> None:
        self.root = root
        self.sent: list[tuple[str, int | None, int]] = []
        self.refreshes = 0
        self.checks = 0
        self.waits = False
        self.session = Session(client, [root])
        self.feed = Feed(
            self.session,
            self._publish,
            self._refresh,
            dict[str, str]().get,
            waits=lambda: self.waits,
        )

    def _publish(self, params: types.PublishDiagnosticsParams) -> None:
        name = params.uri.removeprefix(f"{self.root.as_uri()}/")
        self.sent.append((name, params.version, len(params.diagnostics)))

    def _refresh(self) -> None:
        self.refreshes += 1

    def open(self, name: str, text: str, version: int = 1) -> None:
        self.session.open(self.uri(name), text, version)

    def type(self, name: str, text: str, version: int) -> None:
        self.session.change(self.uri(name), [Change(None, None, text)], version)

    def uri(self, name: str) -> str:
        return (self.root / name).as_uri()

    def pull(self, name: str) -> Any:
        return self.feed.document_report(self.uri(name), None)

    async def pull_all(self) -> list[Any]:
        async def hear(_done: int, _name: str) -> None:
            """Nobody waits."""

        return list(await self.feed.workspace_report({}, hear))

    def check(self, project: Project, pause: Callable[[], object]) -> list[Finding]:
        pause()
        self.checks += 1
        marks = "XJ" if project.with_verdicts else "X"
        found = []
        for path in (APP, ENV):
            text = project.text(path) or ""
            if "CRASH" in text:
                raise ZeroDivisionError
            for offset, character in enumerate(text):
                if character in marks:
                    place = Location(path, Span(offset, offset + 1))
                    found.append(Finding("x", "ZDD1", Severity.ERROR, place, "An X."))
            if "=" in text:
                place = Location(APP if path == ENV else ENV, Span(0, 0))
                found.append(Finding("at", "ZDD2", Severity.ERROR, place, "Look there."))
        return found


@pytest.fixture
def sit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that makes a desk for a client."""

    def make(*, pulls: bool = False, refreshes: bool = False) -> Desk:
        desk = Desk(tmp_path, Client(pulls=pulls, refreshes=refreshes))
        monkeypatch.setattr(session_module, "check", desk.check)
        return desk

    return make


async def test_many_changes_are_one_analysis(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "X")
    for version in range(2, 12):
        desk.type(ENV, "X" * version, version)

    desk.feed.flush()

    assert desk.sent == [(ENV, 11, 11)]
    assert desk.checks == 1


async def test_nothing_is_published_before_the_flush_nor_twice(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "X")
    assert desk.sent == []

    desk.feed.flush()
    desk.feed.flush()

    assert desk.sent == [(ENV, 1, 1)]


async def test_diagnostics_give_way_to_what_the_client_waits_for(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "X")

    desk.waits = True
    desk.feed.flush()
    assert (desk.sent, desk.checks) == ([], 0)

    desk.waits = False
    desk.feed.flush()
    assert (desk.sent, desk.checks) == ([(ENV, 1, 1)], 1)


async def test_diagnostics_do_not_give_way_for_ever(
    sit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr("zdd_lsp.lsp.feed.time.monotonic", lambda: now)
    desk = sit()
    desk.open(ENV, "X")
    desk.waits = True
    desk.feed.flush()
    now += LATEST / 2
    desk.type(ENV, "XX", 2)
    desk.feed.flush()
    assert desk.sent == []

    now += LATEST
    desk.feed.flush()

    assert desk.sent == [(ENV, 2, 2)]


async def test_a_version_without_findings_is_published_too(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "")
    desk.feed.flush()
    desk.type(ENV, "a: b", 2)
    desk.feed.flush()

    assert desk.sent == [(ENV, 1, 0), (ENV, 2, 0)]


async def test_the_second_opinion_comes_when_the_typing_rests(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "XJ")
    desk.feed.flush()
    await asyncio.sleep(JUDGE_AFTER / 2)
    desk.type(ENV, "XJJ", 2)
    desk.feed.flush()
    await asyncio.sleep(JUDGE_AFTER * 0.75)
    assert desk.sent == [(ENV, 1, 1), (ENV, 2, 1)]

    await asyncio.sleep(JUDGE_AFTER)

    assert desk.sent[2:] == [(ENV, 2, 3)]


async def test_the_second_opinion_gives_way_to_what_the_client_waits_for(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "XJ")
    desk.feed.flush()
    desk.waits = True
    await asyncio.sleep(JUDGE_AFTER * 1.5)
    assert (desk.sent, desk.checks) == ([(ENV, 1, 1)], 1)

    desk.waits = False
    await asyncio.sleep(JUDGE_AFTER * 1.5)

    assert (desk.sent[1:], desk.checks) == ([(ENV, 1, 2)], 2)


async def test_the_second_opinion_does_not_give_way_for_ever(
    sit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("zdd_lsp.lsp.feed.LATEST", JUDGE_AFTER / 2)
    desk = sit()
    desk.open(ENV, "XJ")
    desk.feed.flush()
    desk.waits = True
    await asyncio.sleep(JUDGE_AFTER * 1.5)
    assert desk.sent == [(ENV, 1, 1)]

    await asyncio.sleep(JUDGE_AFTER)

    assert desk.sent[1:] == [(ENV, 1, 2)]


async def test_a_second_opinion_that_agrees_is_not_published(sit: Any) -> None:
    desk = sit()
    desk.open(ENV, "X")
    desk.feed.flush()

    await asyncio.sleep(JUDGE_AFTER * 2)

    assert desk.sent == [(ENV, 1, 1)]


async def test_other_files_are_published_where_they_change(sit: Any) -> None:
    desk = sit()
    desk.open(APP, "")
    desk.open(ENV, "")
    desk.feed.flush()
    desk.sent.clear()

    desk.type(ENV, "=", 2)
    desk.feed.flush()
    assert sorted(desk.sent) == [(APP, 1, 1), (ENV, 2, 0)]
    desk.sent.clear()

    desk.type(ENV, "==", 3)
    desk.feed.flush()
    assert desk.sent == [(ENV, 3, 0)]


async def test_closing_gives_a_file_back_to_the_disk(sit: Any) -> None:
    desk = sit()
    (desk.root / ENV).write_text("XX")
    desk.open(APP, "")
    desk.open(ENV, "XXX")
    desk.feed.flush()
    desk.sent.clear()

    desk.session.close(desk.uri(ENV))
    desk.feed.flush()
    assert desk.sent == [(ENV, None, 2)]

    desk.session.close(desk.uri(APP))
    desk.feed.flush()
    assert desk.sent[1:] == [(ENV, None, 0)]


async def test_a_new_spelling_of_a_name_takes_the_diagnostics_over(sit: Any) -> None:
    desk = sit()
    (desk.root / ENV).write_text("X")
    desk.open(APP, "")
    desk.feed.flush()
    assert (ENV, None, 1) in desk.sent
    desk.sent.clear()
    odd = "%2Emagento.env.yaml"

    desk.session.open(desk.uri(ENV).replace(ENV, odd), "XX", 1)
    desk.feed.flush()
    assert desk.sent == [(ENV, None, 0), (odd, 1, 2)]
    desk.sent.clear()

    desk.session.close(desk.uri(ENV))
    desk.feed.flush()
    assert desk.sent == [(odd, None, 1)]


async def test_a_file_is_ours_or_not_as_projects_come_and_go(sit: Any) -> None:
    """Below another project's root nothing reads it."""
    desk = sit()
    env, app = f"sub/{ENV}", desk.root / APP
    (desk.root / "sub").mkdir()
    (desk.root / env).write_text("X")
    desk.open(env, "X")
    desk.feed.flush()
    assert desk.sent == [(env, 1, 1)]

    app.write_text("")
    desk.session.changed_on_disk([app])
    desk.feed.flush()
    assert desk.sent[1:] == [(env, None, 0)]

    app.unlink()
    desk.session.changed_on_disk([app])
    desk.feed.flush()
    assert desk.sent[2:] == [(env, 1, 1)]


async def test_a_rule_that_fails_is_logged_and_the_next_version_is_checked(
    sit: Any, caplog: pytest.LogCaptureFixture
) -> None:
    desk = sit()
    desk.open(ENV, "CRASH")
    desk.feed.flush()
    assert desk.sent == []
    assert "cannot analyse" in caplog.text
    assert "ZeroDivisionError" in caplog.text

    desk.type(ENV, "X", 2)
    desk.feed.flush()

    assert desk.sent == [(ENV, 2, 1)]


async def test_who_asks_is_told_to_ask_again_if_something_else_has_come_meanwhile(
    sit: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be a change, to which the answer would not belong."""
    now = 1000.0
    monkeypatch.setattr("zdd_lsp.lsp.feed.time.monotonic", lambda: now)
    desk = sit(pulls=True)
    desk.open(ENV, "X")
    desk.waits = True
    assert desk.pull(ENV) is None
    desk.type(ENV, "XX", 2)
    desk.waits = False
    assert len(desk.pull(ENV).items) == 2

    desk.type(ENV, "XXX", 3)
    desk.waits = True
    assert desk.pull(ENV) is None
    now += LATEST
    assert len(desk.pull(ENV).items) == 3


async def test_a_failure_is_an_empty_answer_for_a_client_that_asks(
    sit: Any, caplog: pytest.LogCaptureFixture
) -> None:
    desk = sit(pulls=True)
    desk.open(ENV, "CRASH")

    assert desk.pull(ENV).items == []
    assert await desk.pull_all() == []
    assert "cannot analyse" in caplog.text


async def test_who_asks_is_told_to_ask_again_only_for_what_it_cannot_know(sit: Any) -> None:
    desk = sit(pulls=True, refreshes=True)
    desk.open(APP, "")
    desk.open(ENV, "")
    desk.feed.flush()
    desk.pull(APP)
    desk.pull(ENV)

    desk.type(ENV, "X", 2)
    desk.feed.flush()
    assert desk.refreshes == 0

    desk.type(ENV, "X=", 3)
    desk.feed.flush()
    assert desk.refreshes == 1
    assert len(desk.pull(APP).items) == 1

    desk.pull(ENV)
    desk.type(ENV, "X= ", 4)
    desk.feed.flush()
    assert desk.refreshes == 1
    assert desk.sent == []


async def test_who_is_told_to_ask_again_is_not_told_twice(sit: Any) -> None:
    desk = sit(pulls=True, refreshes=True)
    desk.open(APP, "")
    desk.pull(APP)
    (desk.root / ENV).write_text("=")
    desk.session.changed_on_disk([desk.root / ENV])

    desk.feed.flush()
    await asyncio.sleep(JUDGE_AFTER * 2)
    assert desk.refreshes == 1

    assert len(desk.pull(APP).items) == 1
    (desk.root / ENV).unlink()
    desk.session.changed_on_disk([desk.root / ENV])
    desk.feed.flush()
    assert desk.refreshes == 2


async def test_who_asks_is_told_of_the_second_opinion(sit: Any) -> None:
    desk = sit(pulls=True, refreshes=True)
    desk.open(ENV, "J")
    desk.feed.flush()
    assert desk.pull(ENV).items == []

    await asyncio.sleep(JUDGE_AFTER * 2)

    assert desk.refreshes == 1
    assert len(desk.pull(ENV).items) == 1


async def test_files_that_nobody_opened_get_their_second_opinion_too(sit: Any) -> None:
    desk = sit(pulls=True, refreshes=True)
    (desk.root / ENV).write_text("J")
    (desk.root / "sub").mkdir()
    (desk.root / "sub" / APP).write_text("J")
    assert await desk.pull_all() == []

    await asyncio.sleep(JUDGE_AFTER * 2)

    reports = await desk.pull_all()
    assert sorted(report.uri for report in reports) == [desk.uri(ENV), desk.uri(f"sub/{APP}")]


async def test_a_file_on_disk_is_seen_to_change_when_it_is_asked_for(sit: Any) -> None:
    """Even if the client watches nothing."""
    desk = sit(pulls=True)
    desk.open(APP, "")
    (desk.root / ENV).write_text("X")
    assert len(desk.pull(ENV).items) == 1

    (desk.root / ENV).write_text("XX")

    assert len(desk.pull(ENV).items) == 2
