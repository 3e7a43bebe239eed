"""Hover on merge keys; the cursor is drawn as <|>."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

ENV = ".magento.env.yaml"


def at(picture: str, path: str = ENV) -> tuple[str, str]:
    offset = picture.index("<|>")
    text = picture.replace("<|>", "")
    found = hover(Project(Path("/project"), {path: text}), path, offset)
    assert found is not None
    return found.span.slice(text), found.markdown


@pytest.mark.parametrize("cursor", ["<|><<: *fast", "<<: *fa<|>st"])
def test_a_merge_key_tells_what_it_brings(cursor: str) -> None:
    covered, markdown = at(
        "stage:\n  build: &fast\n    SCD_THREADS: 4\n    SCD_STRATEGY: quick\n"
        f"  deploy:\n    {cursor}\n    SCD_THREADS: 1\n"
    )

    assert covered == "<<: *fast"
    assert "Brings the entries of `&fast`, line 2." in markdown
    assert '- `SCD_STRATEGY`: `"quick"`' in markdown
    assert "because it is set here: `SCD_THREADS`." in markdown


def test_a_merge_of_several_maps_and_of_nothing() -> None:
    _, markdown = at("a: &a {x: 1}\nb: &b {y: 2}\nc:\n  <<<|>: [*a, *b, *c]\n", ".magento.app.yaml")

    assert "`&a`, line 1 and `&b`, line 2 and `&c`, which is nowhere" in markdown
    assert "- `x`: `1`\n- `y`: `2`" in markdown


def test_a_long_map_is_not_told_to_the_end() -> None:
    lines = "".join(f"  k{number}: {number}\n" for number in range(30))

    _, markdown = at(f"a: &a\n{lines}b:\n  <|><<: *a\n")

    assert "- `k19`: `19`\n- And: 10 more" in markdown


def test_the_variables_of_the_system_section_are_explained() -> None:
    _, markdown = at("system:\n  vari<|>ables:\n    ENV_ROUTES: X\n")

    assert markdown.startswith("### `system`")
