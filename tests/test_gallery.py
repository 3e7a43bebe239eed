"""The pictures that the documentation shows.

That they are true is checked by the tests of the extension for VS Code, which have taken them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "docs" / "pictures"
WORDS = ROOT / "editors" / "vscode" / "test" / "ui" / "pictures.json"
LARGEST = 150_000


def shown(page: Path) -> dict[Path, str]:
    """Return the pictures of a page, and what is said about each to those who cannot see it."""
    found = re.findall(r"!\[(.*?)\]\((?!https?:)(.+?)\)", page.read_text())
    return {(page.parent / path).resolve(): words for words, path in found}


@pytest.mark.parametrize("picture", sorted(PICTURES.iterdir()), ids=lambda path: path.stem)
def test_a_picture_is_small_shown_and_described(picture: Path) -> None:
    assert picture.stat().st_size <= LARGEST, "make pictures reduces the number of colours"
    assert shown(ROOT / "docs" / "gallery.md")[picture].endswith(".")


def test_every_picture_that_is_shown_is_there() -> None:
    pages = [ROOT / "README.md", ROOT / "docs" / "gallery.md"]
    assert all(shown(page) for page in pages)
    assert {path for page in pages for path in shown(page) if not path.is_file()} == set()


def test_the_words_of_every_picture_are_watched() -> None:
    assert json.loads(WORDS.read_text()).keys() == {path.stem for path in PICTURES.iterdir()}
