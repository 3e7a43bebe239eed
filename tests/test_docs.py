"""The generated pages in docs/ are those that the present rules and tables make."""

from __future__ import annotations

import importlib.util
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue, errors, foreign_names, log_section

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def generate() -> Any:
    return load()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DOCS, tmp_path / "docs"))


@pytest.mark.no_cover
def test_the_pages_are_fresh(generate: Any) -> None:
    """If this fails, run `make docs` and commit what it writes."""
    assert generate.stale(DOCS) == []


@pytest.mark.no_cover
def test_every_page_is_made_the_same_way_twice(generate: Any) -> None:
    assert load().pages() == generate.pages()


def test_a_changed_a_missing_and_a_left_over_page_are_stale_until_written(
    generate: Any, copy: Path
) -> None:
    changed, missing = "rules/yaml-tab-indentation.md", "variables.md"
    (copy / changed).write_text("by hand")
    (copy / missing).unlink()
    (copy / "rules/no-such-rule.md").write_text("once there was a rule")

    names = generate.stale(copy)
    assert names == ["rules/no-such-rule.md", changed, missing]

    generate.write(copy, names)
    assert generate.stale(copy) == []


def test_the_check_writes_nothing(
    generate: Any, copy: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "DOCS", copy)
    assert generate.main(["--check"]) == 0

    (copy / "variables.md").write_text("by hand")
    assert generate.main(["--check"]) == 1

    assert (copy / "variables.md").read_text() == "by hand"
    assert capsys.readouterr().out == "stale: docs/variables.md\n"


@pytest.mark.parametrize("rule", lint.rules(), ids=lambda rule: rule.name)
def test_every_rule_has_its_page(rule: Any) -> None:
    assert (ROOT / rule.page).read_text("utf-8").count(f"\n# {rule.name}\n") == 1


def test_every_error_code_has_its_section(generate: Any) -> None:
    sections = re.findall(r"^## (\d+)$", generate.pages()["errors.md"], re.MULTILINE)
    assert sections == [str(code) for code in errors()]


def test_rules_report_exactly_the_codes_that_files_can_show(generate: Any) -> None:
    found = generate._finders()
    static = {code for code, error in errors().items() if error.static and not error.like}
    # What is wrong with the `log` section kills ece-tools before it has a code.
    assert static - found.keys() == {23}
    assert found.keys() <= static


def test_every_name_and_every_handler_has_its_section(generate: Any) -> None:
    pages = generate.pages()
    for name in foreign_names().keys() | catalogue().known.keys():
        assert len(re.findall(rf"^##+ {name}$", pages["variables.md"], re.MULTILINE)) == 1
    for name in log_section().handlers:
        assert f"\n## {name}\n" in pages["log.md"]


@pytest.mark.parametrize("page", sorted(DOCS.rglob("*.md")), ids=lambda path: path.name)
def test_every_link_leads_somewhere(page: Path) -> None:
    text = page.read_text("utf-8")
    anchors = {
        re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
        for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    }
    for link in re.findall(r"\]\((?!https?:)([^)\s]+)\)", text):
        path, _, anchor = link.partition("#")
        assert not path or (page.parent / path).exists(), link
        assert not anchor or path or anchor in anchors, link
