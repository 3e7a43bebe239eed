"""Hover and code actions, as editors ask for them."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
FAULT = "SCD_ON_DEMAND: true"
ENV_IN_BUILD = "stage:\n  build:\n    SCD_THREADS: 2\n  global:\n    SCD_ON_DEMAND: true\n"
CURE = "SCD_ON_DEMAND: false"
EDITORS = ["visual-studio-code@1.65", "neovim@0.11", "neovim@0.9", "emacs@29"]


def under(editor: Any, name: str, place: Any) -> str:
    """The text of a range."""
    text: str = editor.texts[editor.uri(name)]
    return text[editor.offset(text, place.start) : editor.offset(text, place.end)]


async def diagnostics(editor: Any, name: str) -> Any:
    """The present diagnostics, in whichever way the editor gets them."""
    if editor.capabilities.diagnostic_provider is not None:
        return (await editor.pull(name)).items
    return await editor.told(name, version=editor.versions[editor.uri(name)])


@pytest.mark.parametrize("name", EDITORS)
async def test_hover_quick_fix_and_fix_all_in_several_editors(start: Any, name: str) -> None:
    async with start(name) as editor:
        editor.open(ENV)

        hover = await editor.hover(ENV, "SCD_ON_DEMAND")
        assert hover.contents.kind is types.MarkupKind.Markdown
        assert "SCD_ON_DEMAND" in hover.contents.value
        assert under(editor, ENV, hover.range) == "SCD_ON_DEMAND"

        (fault,) = (item for item in await diagnostics(editor, ENV) if item.code == "scd-on-demand")
        assert under(editor, ENV, fault.range) == "true"

        actions = await editor.actions(ENV, fault.range, ["quickfix"])
        preferred = next(action for action in actions if action.is_preferred)
        assert preferred.kind == "quickfix"
        assert [item.code for item in preferred.diagnostics] == [fault.code]
        editor.apply(preferred.edit)
        assert fault.code not in {item.code for item in await diagnostics(editor, ENV)}

        editor.replace(ENV, CURE, FAULT)
        (action,) = await editor.actions(ENV, only=["source.fixAll"])
        assert action.kind == "source.fixAll.zdd"
        editor.apply(action.edit)
        assert FAULT not in editor.texts[editor.uri(ENV)]
        assert fault.code not in {item.code for item in await diagnostics(editor, ENV)}
        assert await editor.actions(ENV, only=["source.fixAll"]) == []


async def test_hover_is_plain_text_for_a_client_that_renders_none(start: Any) -> None:
    async with start({"textDocument": {"hover": {"contentFormat": ["plaintext"]}}}) as editor:
        editor.open(ENV)

        hover = await editor.hover(ENV, "SCD_ON_DEMAND")

        assert hover.contents.kind is types.MarkupKind.PlainText
        assert "**" not in hover.contents.value
        assert "](" not in hover.contents.value


async def test_hover_answers_from_the_text_of_this_moment(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, "stage:\n")
        editor.replace(ENV, "stage:\n", "stage:\n  global:\n    SKIP_HTML_MINIFICATION: false\n")

        assert await editor.hover(ENV, "SKIP_HTML_MINIFICATION") is not None


async def test_hover_on_a_suppression_explains_the_rule(start: Any) -> None:
    async with start() as editor:
        for name in (ENV, APP):
            editor.open(name, "a: \N{GRINNING FACE}  # zdd: ignore[scd-on-demand] so be it\n")

            hover = await editor.hover(name, "scd-on-demand")

            assert hover.contents.value.startswith("### `scd-on-demand`\n")
            assert under(editor, name, hover.range) == "scd-on-demand"


async def test_the_project_is_made_ideal_across_files(start: Any) -> None:
    async with start() as editor:
        app = (editor.root / APP).read_text()
        broken = app[: app.index("  post_deploy")]
        (editor.root / APP).write_text(broken)
        editor.open(ENV)

        (action,) = await editor.actions(ENV, only=["source.zdd.makeIdeal"])
        editor.apply(action.edit)

        assert FAULT not in editor.texts[editor.uri(ENV)]
        assert "post_deploy" in (editor.root / APP).read_text()
        assert await editor.actions(ENV, only=["source.zdd.makeIdeal"]) == []


async def test_only_the_kinds_that_are_asked_for_come(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, ENV_IN_BUILD)

        async def kinds(only: list[str] | None) -> set[Any]:
            return {action.kind for action in await editor.offered(ENV, only=only)}

        source = {"source.fixAll.zdd", "source.zdd.makeIdeal"}
        everything = {"quickfix", "refactor.move", *source}
        assert await kinds(None) == everything
        assert await kinds([""]) == everything
        assert await kinds(["source"]) == source
        assert await kinds(["source.fixAll", "quickfix"]) == {"quickfix", "source.fixAll.zdd"}
        assert await kinds(["source.fix"]) == set()
        assert await kinds(["refactor"]) == {"refactor.move"}
        assert await kinds(["refactor.extract"]) == set()


async def test_an_edit_says_for_which_version_it_is(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        editor.replace(ENV, "quick", "standard")

        (action,) = await editor.actions(ENV, only=["source.fixAll"])

        (change,) = action.edit.document_changes
        assert (change.text_document.uri, change.text_document.version) == (editor.uri(ENV), 2)
        assert action.edit.changes is None


async def test_a_client_that_takes_no_versions_gets_plain_changes(start: Any) -> None:
    literals = {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}}}
    async with start({"textDocument": {"codeAction": literals}}) as editor:
        editor.open(ENV)

        (action,) = await editor.actions(ENV, only=["source.fixAll"])

        assert list(action.edit.changes) == [editor.uri(ENV)]
        assert action.edit.document_changes is None
        assert action.is_preferred is None
