"""Diagnostics for a client that asks for them."""

from __future__ import annotations

from typing import Any

import pytest

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
FAULT = "SCD_ON_DEMAND: true"
CURE = "SCD_ON_DEMAND: false"
REFRESHING = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
}


async def test_pull_diagnostics_are_never_sent_unasked(start: Any) -> None:
    async with start(REFRESHING) as editor:
        provider = editor.capabilities.diagnostic_provider
        assert provider.identifier == "zdd"
        assert provider.inter_file_dependencies
        assert provider.workspace_diagnostics
        editor.open(ENV)

        first = await editor.pull(ENV)
        editor.replace(ENV, FAULT, CURE)
        second = await editor.pull(ENV, first.result_id)

        assert first.kind == second.kind == "full"
        assert len(second.items) < len(first.items)
        editor.close(ENV)
        await editor.rest()
        assert editor.published == []


async def test_what_the_client_has_is_not_sent_again(start: Any) -> None:
    async with start(REFRESHING) as editor:
        editor.open(ENV)
        first = await editor.pull(ENV)
        editor.replace(ENV, FAULT, f"{FAULT} # why not")
        same = await editor.pull(ENV, first.result_id)
        assert (same.kind, same.result_id) == ("unchanged", first.result_id)

        editor.replace(ENV, FAULT, CURE)
        other = await editor.pull(ENV, first.result_id)
        editor.replace(ENV, CURE, FAULT)
        back = await editor.pull(ENV, other.result_id)

        assert other.result_id != first.result_id
        assert back.kind == "full"
        assert back.items == first.items


async def test_workspace_diagnostics_are_those_of_all_files(start: Any) -> None:
    async with start(REFRESHING) as editor:
        reports = await editor.pull_all()
        assert reports[editor.uri(ENV)].items
        assert reports[editor.uri(ENV)].version is None

        names = {uri: report.result_id for uri, report in reports.items()}
        again = await editor.pull_all(names)
        assert {report.kind for report in again.values()} == {"unchanged"}

        editor.open(ENV)
        editor.replace(ENV, FAULT, CURE)
        after = await editor.pull_all(names)
        assert after[editor.uri(ENV)].kind == "full"
        assert after[editor.uri(ENV)].version == 2
        assert len(after[editor.uri(ENV)].items) < len(reports[editor.uri(ENV)].items)


async def test_a_file_that_is_gone_is_reported_empty(start: Any) -> None:
    async with start(REFRESHING) as editor:
        reports = await editor.pull_all()
        editor.write(ENV, None)

        after = await editor.pull_all({uri: report.result_id for uri, report in reports.items()})

        assert after[editor.uri(ENV)].kind == "full"
        assert not after[editor.uri(ENV)].items


async def test_workspace_diagnostic_refresh_where_another_file_has_changed(start: Any) -> None:
    async with start(REFRESHING) as editor:
        editor.open(APP)
        editor.open(ENV)
        before = await editor.pull(APP)
        await editor.pull(ENV)
        editor.replace(ENV, FAULT, CURE)
        await editor.rest()
        assert editor.refreshes == 0, "a client asks by itself for what it changed itself"

        editor.write("app/etc/config.php", None)
        await editor.until(lambda: editor.refreshes)

        after = await editor.pull(APP, before.result_id)
        assert len(after.items) > len(before.items)


async def test_a_client_that_cannot_be_told_to_ask_again_is_not(start: Any) -> None:
    async with start({"textDocument": {"diagnostic": {}}}) as editor:
        editor.open(APP)
        await editor.pull(APP)

        editor.write("app/etc/config.php", None)
        await editor.rest()

        assert editor.refreshes == 0


async def test_foreign_files_have_none(start: Any) -> None:
    async with start(REFRESHING) as editor:
        editor.open("docker-compose.yaml", "a: [\n")

        report = await editor.pull("docker-compose.yaml")

        assert report.kind == "full"
        assert not report.items
        assert editor.uri("docker-compose.yaml") not in await editor.pull_all()
