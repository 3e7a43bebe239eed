"""Code actions, one test for each row of the features that editors list about them."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcException

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
SHARED = """\
stage:
  global:
    SCD_ON_DEMAND: true
  build: &fast
    SCD_THREADS: 2
    CLEAN_STATIC_FILES: true
  deploy:
    <<: *fast
"""
ONE_THREAD = """\
stage:
  global:
    SKIP_HTML_MINIFICATION: false
  build:
    SCD_THREADS: 1
"""
THREADS = """\
stage:
  global:
    SCD_THREADS: 2
  build:
    SCD_STRATEGY: quick  # fast
  deploy: {SCD_STRATEGY: quick}
"""


def place(editor: Any, name: str, word: str) -> types.Range:
    """The range of a word."""
    text = editor.texts[editor.uri(name)]
    start = text.index(word)
    return types.Range(editor.position(text, start), editor.position(text, start + len(word)))


async def titles(editor: Any, name: str, word: str, only: str) -> dict[str, str | None]:
    """What is offered to a person at a word: the reason behind what is not possible."""
    trigger = types.CodeActionTriggerKind.Invoked
    offered = await editor.offered(name, place(editor, name, word), [only], trigger)
    return {each.title: each.disabled and each.disabled.reason for each in offered}


async def take(editor: Any, name: str, word: str, title: str) -> str:
    """Take an action at a word; return the text of the file."""
    actions = await editor.actions(name, place(editor, name, word))
    editor.apply(next(each for each in actions if each.title == title).edit)
    text: str = editor.texts[editor.uri(name)]
    return text


async def test_code_action_quickfix_is_preferred_where_it_is_certain(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, ONE_THREAD)

        offered = await editor.offered(ENV, only=["quickfix"])

        preferred = {each.title: each.is_preferred for each in offered}
        assert preferred["Skip the minification of HTML"] is True
        assert preferred["Set SCD_THREADS to -1 (unsafe)"] is None
        assert all(each.diagnostics for each in offered)


async def test_code_action_quickfix_of_the_diagnostics_that_the_client_names(start: Any) -> None:
    """Neovim asks for the cursor, wherever in the line it is, with all that is shown there."""
    async with start("neovim@0.11") as editor:
        editor.open(ENV)
        told = await editor.told(ENV, version=1)
        (fault,) = (each for each in told if each.code == "scd-on-demand")
        line = types.Position(fault.range.start.line, 0)
        cursor = types.Range(line, line)
        assert not await editor.offered(ENV, cursor, ["quickfix"])

        offered = await editor.offered(ENV, cursor, ["quickfix"], about=told)

        assert {each.code for action in offered for each in action.diagnostics} == {fault.code}
        resolved = await editor.client.code_action_resolve_async(offered[0])
        assert resolved.edit is not None


async def test_code_action_resolve(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        for action in await editor.offered(ENV):
            assert action.edit is None
            resolved = await editor.client.code_action_resolve_async(action)
            assert resolved.title == action.title
            assert resolved.edit is not None


async def test_code_action_resolve_of_another_text_is_refused(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)
        action, *_ = await editor.offered(ENV, only=["quickfix"])
        editor.replace(ENV, "true", "false")

        with pytest.raises(JsonRpcException) as refused:
            await editor.client.code_action_resolve_async(action)
        assert refused.value.code == types.LSPErrorCodes.ContentModified


@pytest.mark.parametrize("data", [None, 1, [], {"uri": 1, "range": [1], "kind": "x", "number": []}])
async def test_code_action_resolve_of_what_was_never_offered(start: Any, data: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        with pytest.raises(JsonRpcException):
            await editor.client.code_action_resolve_async(types.CodeAction("x", data=data))


async def test_code_action_edit_comes_at_once_for_a_client_that_does_not_resolve(
    start: Any,
) -> None:
    async with start("emacs@29") as editor:
        editor.open(ENV)

        offered = await editor.offered(ENV)

        assert offered
        assert all(action.edit is not None and action.data is None for action in offered)


async def test_source_fix_all_in_one_action(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        (action,) = await editor.actions(ENV, only=["source.fixAll.zdd"])

        editor.apply(action.edit)
        assert "SCD_ON_DEMAND: false" in editor.texts[editor.uri(ENV)]


async def test_disabled_action_with_reason(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, SHARED)

        offered = await titles(editor, ENV, "CLEAN_STATIC_FILES", "quickfix")
        assert offered["Fix wrong-stage"] == (
            "An alias repeats CLEAN_STATIC_FILES of line 6 in another place."
        )

        automatic = types.CodeActionTriggerKind.Automatic
        offered = await editor.offered(ENV, None, ["quickfix"], automatic)
        assert all(action.disabled is None for action in offered)


async def test_disabled_actions_are_left_out_for_a_client_that_cannot_show_them(start: Any) -> None:
    async with start("emacs@29") as editor:
        editor.open(ENV, SHARED)

        offered = await titles(editor, ENV, "CLEAN_STATIC_FILES", "quickfix")
        assert "Fix wrong-stage" not in offered


async def test_change_annotations_are_no_obstacle_within_one_file(start: Any) -> None:
    """What happens before one's eyes needs no confirmation, unsafe as it may be."""
    async with start() as editor:
        editor.open(ENV, ONE_THREAD)

        actions = await editor.actions(ENV)

        assert any("(unsafe)" in action.title for action in actions)
        assert all(action.edit.change_annotations is None for action in actions)


async def test_change_annotations_on_several_files(start: Any) -> None:
    async with start() as editor:
        app = (editor.root / APP).read_text()
        (editor.root / APP).write_text(app[: app.index("  post_deploy")])
        editor.open(ENV)

        (action,) = await editor.actions(ENV, only=["source.zdd.makeIdeal"])

        (known,) = action.edit.change_annotations.values()
        assert known.needs_confirmation
        assert known.description == "It changes several files."
        editor.apply(action.edit)
        assert "post_deploy" in (editor.root / APP).read_text()


async def test_change_annotations_on_another_file(start: Any) -> None:
    async with start() as editor:
        app = (editor.root / APP).read_text()
        (editor.root / APP).write_text(app[: app.index("  post_deploy")])
        editor.open(ENV, "stage: {global: {SKIP_HTML_MINIFICATION: true}}\n")

        (action,) = await editor.actions(ENV, only=["source.zdd.makeIdeal"])

        (known,) = action.edit.change_annotations.values()
        assert known.needs_confirmation
        assert known.description == "It changes .magento.app.yaml."


async def test_change_annotations_are_left_out_for_a_client_without_them(start: Any) -> None:
    async with start("neovim@0.11") as editor:
        app = (editor.root / APP).read_text()
        (editor.root / APP).write_text(app[: app.index("  post_deploy")])
        editor.open(ENV)

        (action,) = await editor.actions(ENV, only=["source.zdd.makeIdeal"])

        assert action.edit.change_annotations is None


async def test_refactor_move(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, THREADS)

        assert await titles(editor, ENV, "SCD_STRATEGY", "refactor.move") == {
            "Move SCD_STRATEGY to the stage global": None,
            "Move SCD_STRATEGY to the stage deploy": (
                "The stage deploy sets SCD_STRATEGY already, in line 6."
            ),
        }
        text = await take(editor, ENV, "SCD_STRATEGY", "Move SCD_STRATEGY to the stage global")
        assert text == (
            "stage:\n  global:\n    SCD_THREADS: 2\n    SCD_STRATEGY: quick  # fast\n  build:\n"
            "  deploy: {SCD_STRATEGY: quick}\n"
        )


async def test_refactor_rewrite_expands_and_collapses(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, THREADS)
        title = "Set SCD_THREADS in build and deploy instead of global"

        text = await take(editor, ENV, "SCD_THREADS", title)
        assert text == (
            "stage:\n  global:\n  build:\n    SCD_STRATEGY: quick  # fast\n    SCD_THREADS: 2\n"
            "  deploy: {SCD_STRATEGY: quick, SCD_THREADS: 2}\n"
        )
        text = await take(editor, ENV, "SCD_THREADS", "Set SCD_THREADS once, in global")
        assert text == (
            "stage:\n  global:\n    SCD_THREADS: 2\n  build:\n    SCD_STRATEGY: quick  # fast\n"
            "  deploy: {SCD_STRATEGY: quick}\n"
        )


async def test_refactor_rewrite_converts_braces(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, THREADS)

        text = await take(editor, ENV, "deploy: {", "Convert to block style")

        assert text == THREADS.replace(
            "deploy: {SCD_STRATEGY: quick}", "deploy:\n    SCD_STRATEGY: quick"
        )


async def test_refactorings_are_for_who_asks(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV, THREADS)
        automatic = types.CodeActionTriggerKind.Automatic

        offered = await editor.offered(ENV, trigger=automatic)

        assert {action.kind for action in offered} <= {"quickfix"}


async def test_suppression_quick_fix(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        text = await take(editor, ENV, "SCD_ON_DEMAND: true", "Ignore scd-on-demand on this line")

        assert "    SCD_ON_DEMAND: true  # zdd: ignore[scd-on-demand]\n" in text
        assert await titles(editor, ENV, "SCD_ON_DEMAND: true", "quickfix") == {}


async def test_suppression_quick_fix_for_the_file(start: Any) -> None:
    async with start() as editor:
        editor.open(ENV)

        text = await take(editor, ENV, "SCD_ON_DEMAND: true", "Ignore scd-on-demand in this file")

        assert text.startswith("# zdd: ignore-file[scd-on-demand]\n")
        assert await titles(editor, ENV, "SCD_ON_DEMAND: true", "quickfix") == {}
