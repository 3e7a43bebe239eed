"""Beside another server for YAML each mistake is said once, and none is lost.

What that server says is tried beside the real one of Red Hat, in editors/vscode/test/host.
"""

from __future__ import annotations

from typing import Any

import pytest

from zdd_lsp.lsp.neighbour import said_by_neighbour
from zdd_lsp.project import Project

pytestmark = pytest.mark.asyncio

APP, ENV, SERVICES = ".magento.app.yaml", ".magento.env.yaml", ".magento/services.yaml"
BESIDE = {"otherYamlServer": True, "trace": {"server": "off"}}
TOLD = {"workspace": {"didChangeConfiguration": {"dynamicRegistration": True}}}

BOTH = {
    "a colon that is missing": "stage:\n  build:\n    SCD_STRATEGY: quick\n    SCD_THREADS 2\n",
    "a key that is there twice": "stage:\n  build: {}\n  build: {}\n",
    "a quote that is not closed": "stage:\n  build:\n    SCD_STRATEGY: 'quick\n",
    "a tab": "stage:\n  build:\n\tSCD_THREADS: 2\n",
}
"""Texts that no parser for YAML reads."""
OURS = {
    "complex-key": "stage:\n  build:\n    ? SCD_THREADS\n    : 2\n",
    "key-type": "stage:\n  build:\n    1.5: 2\n",
    "multiple-documents": "stage:\n  build: {}\n---\nstage:\n  deploy: {}\n",
    "tab-indentation": "stage:\n  build:\n    SCD_THREADS: 2\n\t\n",
    "undefined-alias": "stage:\n  build:\n    SCD_THREADS: *two\n",
}
"""Texts that another server takes, or does not mind much; symfony/yaml minds each."""


def left(root: Any, name: str, text: str) -> tuple[set[str], set[str]]:
    """The rules about YAML that report something, and those of them that are left out."""
    project = Project(root, {name: text}).judged()
    reported = {f"yaml-{problem.kind}" for problem in project.problems(name)}
    return reported, {rule for rule, _ in said_by_neighbour(project, name)}


@pytest.mark.parametrize("text", BOTH.values(), ids=BOTH.keys())
@pytest.mark.parametrize("name", [APP, ENV, SERVICES])
async def test_what_both_would_say_is_left_to_the_other(
    tmp_path: Any, name: str, text: str
) -> None:
    reported, others = left(tmp_path, name, text)
    assert reported == others != set()


@pytest.mark.parametrize(("kind", "text"), OURS.items())
async def test_what_only_ece_tools_minds_is_said(tmp_path: Any, kind: str, text: str) -> None:
    reported, others = left(tmp_path, ENV, text)
    assert f"yaml-{kind}" in reported
    assert not others


async def test_a_mistake_of_both_hides_what_comes_of_it_but_not_what_stands_before_it(
    tmp_path: Any,
) -> None:
    text = "stage:\n  ? build\n  : {}\n  deploy:\n    SCD_THREADS 2\n   VERBOSE: -v\n"
    reported, others = left(tmp_path, ENV, text)
    assert reported - others == {"yaml-complex-key"}


async def codes(editor: Any, name: str) -> list[str]:
    return [str(each.code) for each in await editor.told(name, version=1)]


async def test_only_open_files_are_left_to_the_other(start: Any) -> None:
    """It looks at no others."""
    async with start(initialization_options=BESIDE) as editor:
        editor.write(ENV, BOTH["a quote that is not closed"])
        editor.open(APP)

        async def told() -> set[str]:
            reports = await editor.pull_all()
            report = reports.get(editor.uri(ENV))
            return {str(each.code) for each in report.items} if report else set()

        while "yaml-unclosed-quote" not in await told():
            await editor.until(lambda: editor.refreshes)
            editor.refreshes = 0
        editor.open(ENV)
        opened = await editor.pull(ENV)
        assert "yaml-unclosed-quote" not in {each.code for each in opened.items}


async def test_a_fix_is_offered_for_what_the_other_says(start: Any) -> None:
    async with start(TOLD, initialization_options=BESIDE) as editor:
        editor.open(ENV, BOTH["a quote that is not closed"])
        assert not [code for code in await codes(editor, ENV) if code.startswith("yaml-")]
        actions = await editor.actions(ENV, only=["quickfix"])
        (fix,) = (each for each in actions if each.title.startswith("Close the quote"))
        assert not fix.diagnostics
        assert not [each for each in actions if each.title.startswith("Ignore yaml-")]
        editor.apply(fix.edit)
        assert editor.texts[editor.uri(ENV)] == "stage:\n  build:\n    SCD_STRATEGY: 'quick'\n"


async def test_the_setting_decides(start: Any) -> None:
    async with start(TOLD, initialization_options=BESIDE) as editor:
        for name in (APP, ENV):
            editor.open(name, "name: a\nname: a\n")

        async def says(name: str) -> bool:
            return "yaml-duplicate-key" in await codes(editor, name)

        assert [await says(APP), await says(ENV)] == [False, False]
        for choice in ("on", "off"):
            editor.published.clear()
            editor.configure({"zdd": {"syntaxDiagnostics": choice}})
            assert [await says(APP), await says(ENV)] == [choice == "on"] * 2
        assert editor.messages == []


async def test_without_another_everything_is_said(start: Any) -> None:
    async with start(TOLD) as editor:
        for name in (APP, ENV):
            editor.open(name, "name: a\nname: a\n")
            assert "yaml-duplicate-key" in await codes(editor, name)
