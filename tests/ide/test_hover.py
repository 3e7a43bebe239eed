"""Hover: the cursor is drawn as <|>."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.catalogue import catalogue
from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

PATH = ".magento.env.yaml"
LOCK = '{"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}'


def at(picture: str, path: str = PATH) -> tuple[str, str] | None:
    """Return the text that the hover covers, and its Markdown."""
    offset = picture.index("<|>")
    text = picture.replace("<|>", "")
    project = Project(Path("/project"), {path: text, "composer.lock": LOCK})
    found = hover(project, path, offset)
    return None if found is None else (found.span.slice(text), found.markdown)


@pytest.mark.parametrize(
    ("picture", "covered"),
    [
        ("stage:\n  build:\n    <|>SKIP_SCD: true\n", "SKIP_SCD"),
        ("stage:\n  build:\n    SKIP_SCD<|>: true\n", "SKIP_SCD"),
        ("stage:\n  build:\n    SKIP_SCD: tr<|>ue\n", "true"),
        ("stage:\n  build:\n    SKIP_SCD: <|>true\n", "true"),
        ("stage:\n  build: {SKIP_SCD: true<|>}\n", "true"),
        ("stage:\n  build:\n    'SKIP_SCD'<|>: true\n", "'SKIP_SCD'"),
        ("stage:\n  build:\n    SKIP_SCD:<|>\n", "SKIP_SCD"),
    ],
)
def test_key_and_value_are_explained(picture: str, covered: str) -> None:
    found = at(picture)

    assert found is not None
    assert found[0] == covered
    assert found[1].startswith("### `SKIP_SCD`")


@pytest.mark.parametrize(
    "picture",
    [
        "<|>stage:\n  build:\n    SKIP_SCD: true\n",
        "stage:\n  bu<|>ild:\n    SKIP_SCD: true\n",
        "stage:\n  build:\n  <|>  SKIP_SCD: true\n",
        "stage:\n  build:\n    SKIP_SCD: true  # <|>why\n",
        "stage:\n  build:\n    NO_SUCH<|>_THING: true\n",
        "log:\n  SKIP_SCD<|>: true\n",
    ],
)
def test_everything_else_is_left_alone(picture: str) -> None:
    assert at(picture) is None


def test_other_files_are_left_alone() -> None:
    assert at("name: <|>shop\n", ".magento.app.yaml") is None


def test_the_effective_values_say_where_they_come_from() -> None:
    found = at("stage:\n  global:\n    SKIP_SCD: true\n  deploy:\n    SKIP<|>_SCD: false\n")

    assert found is not None
    assert "| `build` | `false` | **`true`** | `global`, line 3 |" in found[1]
    assert "| `deploy` | `false` | **`false`** | `deploy`, line 5 |" in found[1]
    assert "Cloud Console" in found[1]


def test_the_default_is_named_as_such() -> None:
    found = at("stage:\n  deploy:\n    SCD_COMP<|>RESSION_LEVEL: 2\n")

    assert found is not None
    assert "| `build` | `6` | **`6`** | default |" in found[1]
    assert "- Range: 0 to 9" in found[1]


def test_a_variable_of_another_version_is_named_as_such() -> None:
    found = at("stage:\n  deploy:\n    VALKEY<|>_BACKEND: x\n")

    assert found is not None
    assert "ece-tools 2002.1.17 does not know this variable" in found[1]


def test_a_crash_is_no_value() -> None:
    found = at("stage:\n  build: 5\n  deploy:\n    SKIP<|>_SCD: true\n")

    assert found is not None
    assert "| `build` | `false` | ece-tools crashes |" in found[1]


@pytest.mark.parametrize("name", sorted(catalogue().known))
def test_every_variable_has_a_complete_explanation(name: str) -> None:
    variable = catalogue().known[name]
    stage = variable.stages[0] if variable.stages else "global"
    found = at(f"stage:\n  {stage}:\n    {name}<|>: x\n")
    words = variable.prose

    assert found is not None
    assert words is not None
    assert words.summary in found[1]
    assert f"- Type: {variable.type}" in found[1]
    assert (variable.url or "") in found[1]
    assert all(pitfall in found[1] for pitfall in words.pitfalls)
