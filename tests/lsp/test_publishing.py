"""Diagnostics for a client that does not ask for them."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from lsprotocol import types

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
CONFIG = "app/etc/config.php"
FAULT = "SCD_ON_DEMAND: true"
CURE = "SCD_ON_DEMAND: false"


def codes(diagnostics: Any) -> set[Any]:
    return {item.code for item in diagnostics}


def faults(editor: Any, name: str, diagnostics: Any) -> list[str]:
    """The source lines of the diagnostics that are worse than a hint."""
    lines = editor.texts[editor.uri(name)].split("\n")
    worse = [item for item in diagnostics if item.severity != types.DiagnosticSeverity.Hint]
    return [lines[item.range.start.line].strip() for item in worse]


@pytest.mark.parametrize(
    "name", ["visual-studio-code@1.65", "neovim@0.9", "neovim@0.11", "emacs@29"]
)
async def test_push_diagnostics_come_when_a_file_is_opened(start: Any, name: str) -> None:
    async with start(name) as editor:
        assert editor.capabilities.diagnostic_provider is None
        editor.open(ENV)

        diagnostics = await editor.told(ENV, version=1)

        assert FAULT in faults(editor, ENV, diagnostics)
        assert {item.source for item in diagnostics} == {"zdd"}
        assert all(isinstance(item.code, str) and item.code for item in diagnostics)
        assert all(item.severity for item in diagnostics)


async def test_version_on_publish_is_that_of_the_keystroke(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        await editor.told(ENV, version=1)

        editor.replace(ENV, FAULT, CURE)

        assert FAULT not in faults(editor, ENV, await editor.told(ENV, version=2))


async def test_a_burst_of_edits_ends_with_one_right_set_for_the_last(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        await editor.told(ENV, version=1)

        for number in range(5):
            editor.replace(ENV, FAULT, f"{CURE} # {number}")
            editor.replace(ENV, f"{CURE} # {number}", FAULT)
        await editor.told(ENV, version=11)
        await editor.rest()

        assert len(editor.of(ENV, version=11)) == 1
        assert editor.of(ENV)[-1].version == 11
        assert FAULT in faults(editor, ENV, editor.of(ENV)[-1].diagnostics)
        versions = [sent.version for sent in editor.of(ENV)]
        assert versions == sorted(versions)


async def test_inter_file_dependencies_bring_the_other_files_up_to_date(start: Any) -> None:
    async with start() as editor:
        editor.open(APP)
        editor.open(CONFIG)
        before = codes(await editor.told(APP, version=1))

        editor.replace(CONFIG, "'1'", "'0'")
        await editor.until(lambda: codes(editor.of(APP)[-1].diagnostics) != before)
        editor.replace(CONFIG, "'0'", "'1'")
        await editor.until(lambda: codes(editor.of(APP)[-1].diagnostics) == before)

        assert {sent.version for sent in editor.of(APP)} == {1}


async def test_a_closed_file_keeps_its_diagnostics_while_the_project_is_open(start: Any) -> None:
    async with start() as editor:
        editor.open(APP)
        assert await editor.told(ENV), "files that are not open are reported too"
        assert editor.of(ENV)[-1].version is None
        editor.open(ENV)
        await editor.told(ENV, version=1)

        editor.close(ENV)
        await editor.until(lambda: editor.of(ENV)[-1].version is None)
        assert editor.of(ENV)[-1].diagnostics

        editor.close(APP)
        await editor.until(lambda: not editor.of(ENV)[-1].diagnostics)


async def test_a_closed_file_that_was_never_saved_is_cleared(start: Any) -> None:
    async with start() as editor:
        text = (editor.root / ENV).read_text()
        (editor.root / ENV).unlink()
        editor.open(APP)
        editor.open(ENV, text)
        assert await editor.told(ENV, version=1)

        editor.close(ENV)

        await editor.until(lambda: not editor.of(ENV)[-1].diagnostics)


async def test_nothing_is_said_twice(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        await editor.told(ENV, version=1)
        await editor.rest()
        said = list(editor.published)

        editor.write("composer.json", '{"require": {"magento/ece-tools": "^2002.1.1"}}\n')
        editor.save(ENV)
        await editor.rest()

        assert editor.published == said


async def test_watched_files_bring_new_diagnostics(start: Any) -> None:
    async with start() as editor:
        await editor.until(lambda: len(editor.registered) == 2)
        registration = editor.registered[-1]
        assert registration.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES
        globs = {watcher["globPattern"] for watcher in registration.register_options["watchers"]}
        assert {"**/.magento/routes.yaml", "**/composer.lock", f"**/{CONFIG}"} <= globs
        editor.open(APP)
        await editor.told(APP)
        await editor.rest()
        before = codes(editor.of(APP)[-1].diagnostics)

        editor.write(CONFIG, None)
        await editor.until(lambda: codes(editor.of(APP)[-1].diagnostics) != before)

        assert codes(editor.of(APP)[-1].diagnostics) > before


async def test_a_file_that_is_renamed_on_disk_takes_its_findings_with_it(start: Any) -> None:
    async with start() as editor:
        editor.open(APP)
        assert codes(await editor.told(ENV)) >= {"scd-on-demand"}
        text = (editor.root / ENV).read_text()

        editor.write(ENV, None)
        editor.write(f"{ENV}.dist", text)
        await editor.until(lambda: not editor.of(ENV)[-1].diagnostics)
        assert not editor.of(f"{ENV}.dist")

        editor.write(f"{ENV}.dist", None)
        editor.write(ENV, text)
        await editor.until(lambda: editor.of(ENV)[-1].diagnostics)


async def test_a_file_that_is_deleted_while_it_is_open_lives_on_in_the_editor(start: Any) -> None:
    async with start() as editor:
        editor.open(APP)
        editor.open(ENV)
        await editor.told(ENV, version=1)

        editor.write(ENV, None)
        editor.replace(ENV, "SCD_ON_DEMAND: true", "SKIP_SCD: true")
        assert "scd-on-demand" not in codes(await editor.told(ENV, version=2))

        editor.close(ENV)
        await editor.until(lambda: not editor.of(ENV)[-1].diagnostics)


async def test_what_was_typed_and_not_saved_is_forgotten_with_the_document(start: Any) -> None:
    async with start() as editor:
        editor.open(APP)
        editor.open(ENV)
        saved = codes(await editor.told(ENV, version=1))
        editor.replace(ENV, "SCD_ON_DEMAND: true", "SCD_ON_DEMAND: false")
        assert codes(await editor.told(ENV, version=2)) != saved

        editor.close(ENV)

        await editor.until(lambda: editor.of(ENV)[-1].version is None)
        assert codes(editor.of(ENV)[-1].diagnostics) == saved


async def test_a_patch_of_ones_own_is_watched_by_its_name(start: Any) -> None:
    async with start() as editor:
        await editor.until(lambda: len(editor.registered) == 2)
        watchers = editor.registered[-1].register_options["watchers"]
        globs = {watcher["globPattern"] for watcher in watchers}
        assert {"**/m2-hotfixes/*.patch", "**/app/design/frontend/*/*/theme.xml"} <= globs
        editor.open(ENV, "stage:\n  build:\n    QUALITY_PATCHES: [MDVA-12304]\n")
        assert not codes(await editor.told(ENV)) & {"duplicate-quality-patch"}

        editor.write("m2-hotfixes/MDVA-12304_EE.patch", "")

        await editor.until(
            lambda: codes(editor.of(ENV)[-1].diagnostics) & {"duplicate-quality-patch"}
        )


async def test_without_a_watcher_saving_looks_at_the_disk(start: Any) -> None:
    async with start("neovim@0.9") as editor:
        editor.open(APP)
        await editor.told(APP)
        await editor.rest()
        before = codes(editor.of(APP)[-1].diagnostics)
        assert not editor.registered
        editor.write(CONFIG, None, tell=False)

        editor.save(APP)

        await editor.until(lambda: codes(editor.of(APP)[-1].diagnostics) > before)


async def test_related_information_as_the_client_can_show_it(start: Any) -> None:
    """Emacs shows none, so they go into the message."""
    shown: dict[str, Any] = {}
    for name in ("visual-studio-code@1.65", "emacs@29"):
        async with start(name) as editor:
            text = "stage:\n  build:\n    SKIP_SCD: false\n    SKIP_SCD: true\n"
            editor.open(ENV, text)
            diagnostics = await editor.told(ENV, version=1)
            shown[name] = next(item for item in diagnostics if "duplicate" in str(item.code))

    (other,) = shown["visual-studio-code@1.65"].related_information
    assert other.location.range.start == types.Position(2, 4)
    assert other.message not in shown["visual-studio-code@1.65"].message
    assert shown["emacs@29"].related_information is None
    assert f"{ENV}:3: {other.message}" in shown["emacs@29"].message


async def test_a_foreign_file_is_met_with_silence(start: Any) -> None:
    async with start() as editor:
        for name in ("docker-compose.yaml", "x.magento.env.yaml", ".magento/other.yaml"):
            editor.open(name, "a: [\n")
            assert await editor.hover(name, "a") is None
            assert await editor.actions(name) == []
        await asyncio.sleep(0)
        await editor.rest()

        assert editor.published == []


async def test_each_project_of_the_workspace_is_its_own(start: Any) -> None:
    async with start() as editor:
        other = editor.root.parent / "other"
        other.mkdir()
        for name in (APP, ENV):
            (other / name).write_text((editor.root / name).read_text().replace("true", "false"))
        folder = types.WorkspaceFolder(other.as_uri(), "other")
        event = types.WorkspaceFoldersChangeEvent([folder], [])
        editor.client.workspace_did_change_workspace_folders(
            types.DidChangeWorkspaceFoldersParams(event)
        )
        name = (other / ENV).as_uri()
        editor.open(ENV)
        editor.open(name, (other / ENV).read_text())

        assert FAULT in faults(editor, ENV, await editor.told(ENV, version=1))
        assert FAULT not in faults(editor, name, await editor.told(name, version=1))
