"""Themes and locales, as far as they are known without looking at a store."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue import tables

if TYPE_CHECKING:
    from collections.abc import Mapping


class StaticContent(NamedTuple):
    """What static content may be generated for.

    Attributes:
        packages: The themes of well-known Composer packages, by the name of the package.
        locales: The locales that Commerce accepts unless an extension adds some.
        others: Names that others have for some of them.
    """

    packages: Mapping[str, str]
    locales: frozenset[str]
    others: Mapping[str, str]

    def meant(self, locale: str) -> str | None:
        """Return the known locale that another name stands for: one without its script."""
        if locale in self.others:
            return self.others[locale]
        language, _, country = locale.partition("_")
        found = [
            each
            for each in sorted(self.locales)
            if each.startswith(f"{language}_") and each.endswith(f"_{country}") and each != locale
        ]
        return found[0] if len(found) == 1 else None


@cache
def static_content() -> StaticContent:
    """Return what is known about themes and locales."""
    content = tables.read("static_content.toml")
    locales = content["locales"]
    return StaticContent(
        packages=content["themes"]["packages"],
        locales=frozenset(locales["known"]),
        others=locales["others"],
    )
