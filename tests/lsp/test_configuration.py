"""Settings: of the client, as it starts, when asked and live, and of `.zdd.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

APP, ENV = ".magento.app.yaml", ".magento.env.yaml"
TOML = ".zdd.toml"
THREADS = "stage:\n  build:\n    SCD_THREADS: 1\n"
RULE = "single-scd-thread"
ASKED = {"workspace": {"configuration": True}}
TOLD = {"workspace": {"didChangeConfiguration": {"dynamicRegistration": True}}}


def severity(editor: Any, rule: str = RULE, name: str = ENV) -> types.DiagnosticSeverity | None:
    """The severity that the last diagnostics of a file give to a rule."""
    sent = editor.of(name)
    found = [item.severity for item in sent[-1].diagnostics if item.code == rule] if sent else []
    return found[0] if found else None


ERROR, WARNING = types.DiagnosticSeverity.Error, types.DiagnosticSeverity.Warning
HINT = types.DiagnosticSeverity.Hint


async def test_configuration_pull_where_the_client_can_be_asked(start: Any) -> None:
    configuration = {"zdd": {"severity": {RULE: "error"}, "hints": None}}
    async with start(ASKED, configuration=configuration) as editor:
        editor.open(ENV, THREADS)
        await editor.until(lambda: severity(editor) is ERROR)


async def test_configuration_change_while_the_client_runs(start: Any) -> None:
    async with start(ASKED, configuration={"zdd": {}}) as editor:
        editor.open(ENV, THREADS)
        await editor.until(lambda: severity(editor) is HINT)
        editor.configure({"zdd": {"severity": {RULE: "warning"}}})
        await editor.until(lambda: severity(editor) is WARNING)
        editor.configure({"zdd": None})
        await editor.until(lambda: severity(editor) is HINT)


@pytest.mark.parametrize("wrap", [True, False], ids=["all-sections", "only-ours"])
async def test_settings_that_a_client_sends_unasked(start: Any, *, wrap: bool) -> None:
    own = {"severity": {RULE: "error"}}
    async with start(TOLD) as editor:
        await editor.until(lambda: editor.registered)
        editor.open(ENV, THREADS)
        await editor.until(lambda: severity(editor) is HINT)
        editor.configure({"zdd": own, "yaml": {}} if wrap else own)
        await editor.until(lambda: severity(editor) is ERROR)

    (registration,) = editor.registered
    assert registration.method == types.WORKSPACE_DID_CHANGE_CONFIGURATION


async def test_multi_root_each_folder_has_its_own_settings(start: Any, store: Path) -> None:
    other = store.parent / "other"
    other.mkdir()
    folders = [types.WorkspaceFolder(folder.as_uri(), "") for folder in (store, other)]
    scoped = {other.as_uri(): {"zdd": {"severity": {RULE: "error"}}}}
    async with start(ASKED, scoped=scoped, workspace_folders=folders) as editor:
        editor.open(ENV, THREADS)
        editor.open(f"../other/{ENV}", THREADS)
        await editor.until(lambda: severity(editor) is HINT)
        uri = editor.uri(f"../other/{ENV}")
        await editor.until(
            lambda: any(
                item.code == RULE and item.severity is ERROR
                for sent in editor.published
                if sent.uri == uri
                for item in sent.diagnostics
            )
        )


async def test_what_is_wrong_with_settings_is_said(start: Any) -> None:
    options = {"hint": True, "severity": {"single-scd-threads": "error"}}
    async with start(TOLD, initialization_options=options) as editor:
        await editor.until(lambda: editor.messages)

    assert [message.type for message in editor.messages] == [types.MessageType.Warning]
    assert "(1 more in the log)" in editor.messages[0].message
    assert [message.message for message in editor.logged[1:]] == [
        "There is no setting `hint`; did you mean `hints`?",
        "There is no rule `single-scd-threads`; did you mean `single-scd-thread`?",
    ]


async def test_the_project_s_own_file_counts_more_than_the_client(start: Any, store: Path) -> None:
    (store / TOML).write_text(f'severity = {{ {RULE} = "warning" }}\n')
    options = {"severity": {RULE: "error"}}
    async with start(TOLD, initialization_options=options) as editor:
        editor.open(ENV, THREADS)
        await editor.until(lambda: severity(editor) is WARNING)


async def test_an_open_settings_file_counts_as_it_is_typed(start: Any) -> None:
    async with start(TOLD) as editor:
        editor.open(ENV, THREADS)
        await editor.until(lambda: severity(editor) is HINT)
        editor.open(TOML, f'[severity]\n{RULE} = "error"\n')
        await editor.until(lambda: severity(editor) is ERROR)
        editor.replace(TOML, "error", "warning")
        await editor.until(lambda: severity(editor) is WARNING)
        editor.close(TOML)
        await editor.until(lambda: severity(editor) is HINT)


async def test_a_mistake_in_a_settings_file_is_shown_where_it_stands(start: Any) -> None:
    async with start(TOLD) as editor:
        editor.open(TOML, "hints = true\nlenses = true\n")
        (told,) = await editor.told(TOML, version=1)
        assert told.code == "invalid-settings"
        assert told.range.start == types.Position(1, 0)
        assert told.range.end == types.Position(1, 6)
        editor.replace(TOML, "lenses", "lens")
        assert await editor.told(TOML, version=2) == []


async def test_a_folder_of_settings_is_no_project(start: Any, tmp_path: Path) -> None:
    (tmp_path / "composer.json").write_text("{}")
    async with start(root=tmp_path) as editor:
        editor.open(TOML, "lenses = true\n")
        told = await editor.told(TOML, version=1)
        await editor.rest()

    assert [item.code for item in told] == ["invalid-settings"]
    assert {sent.uri for sent in editor.published if sent.diagnostics} == {editor.uri(TOML)}


async def test_a_settings_file_above_the_project_holds_for_it(start: Any, tmp_path: Path) -> None:
    async with start(root=tmp_path) as editor:
        editor.open(f"store/{ENV}", THREADS)
        await editor.told(f"store/{ENV}")
        editor.write(TOML, f'[severity]\n{RULE} = "error"\n')
        name = f"store/{ENV}"
        await editor.until(
            lambda: any(item.severity is ERROR for item in editor.of(name)[-1].diagnostics)
        )
