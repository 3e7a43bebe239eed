"""Reading the TOML files of this folder."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zdd_lsp.catalogue.model import Version

FOLDER = Path(__file__).parent
"""Where the tables are."""


def read(name: str) -> dict[str, Any]:
    """Return the contents of a file of this folder."""
    return tomllib.loads((FOLDER / name).read_text("utf-8"))


def read_without(name: str, part: str) -> dict[str, Any]:
    """Return the contents of a file of this folder but for the tables that end with a name.

    They are cut out before the file is read, which takes most of the time. No line inside such a
    table may begin with a bracket.
    """
    text = (FOLDER / name).read_text("utf-8")
    cut = rf"^\[[^\n]*\.{part}\]\n(?:(?!\[)[^\n]*(?:\n|\Z))*"
    return tomllib.loads(re.sub(cut, "", text, flags=re.MULTILINE))


def version(text: str) -> Version:
    """Turn '2002.1.17' into a version."""
    major, minor, patch = text.split(".")
    return int(major), int(minor), int(patch)
