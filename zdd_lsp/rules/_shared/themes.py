"""What the rules about SCD_MATRIX share: how themes and locales are written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.env import entries, followed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.syntax.nodes import Node

MATRIX: Final = "SCD_MATRIX"
THEME: Final = re.compile(r"[A-Za-z][\w-]*/[\w-]+")
"""The path of a theme, vendor and name."""
LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?_[A-Z]{2}")
"""A locale of Commerce, such as ``en_US`` or ``zh_Hans_CN``."""
LANGUAGE_NAMES: Final = re.compile(r"lang(?:uage)?s?|locales?", re.IGNORECASE)
"""`language`, and how people write it."""
ADMIN: Final = "magento/backend"
"""The theme of the Admin, in small letters."""
DEFAULT: Final = "en_US"
"""The locale of stores that have no other."""


def languages(project: Project) -> Iterator[tuple[Setting, str, Node]]:
    """Yield each theme of each matrix with the value of its `language`; a shared value once."""
    seen: set[int] = set()
    for setting in project.env.settings_of(MATRIX):
        for theme, entry in entries(setting.source, setting.entry.value).items():
            language = entries(setting.source, entry.value).get("language")
            node = followed(language.value) if language is not None else None
            if node is not None and id(node) not in seen:
                seen.add(id(node))
                yield setting, theme, node
