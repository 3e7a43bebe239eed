"""docs/editors.md shows the files of the folder `editors` as they are."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
EDITORS = ROOT / "editors"
PAGE = ROOT / "docs" / "editors.md"
SHOWN = re.compile(r"^<!-- (editors/\S+) -->\n(?:\n```\w*\n.*?^```\n)?", re.MULTILINE | re.DOTALL)
LANGUAGES = {".el": "elisp", ".sublime-settings": "json", "": "vim"}
OWN_PAGES = {"vscode"}
"""Folders that have a page of their own."""
NOT_SHOWN = {"phpstorm/settings.json", "phpstorm/README.md"}
"""What an import takes along, and nobody types."""


def fresh(mention: re.Match[str]) -> str:
    """Return a file as the page has to show it."""
    path = ROOT / mention[1]
    language = LANGUAGES.get(path.suffix, path.suffix[1:])
    return f"{mention[0].splitlines()[0]}\n\n```{language}\n{path.read_text()}```\n"


def test_the_page_is_fresh() -> None:
    """If this fails, run ``make docs``."""
    assert PAGE.read_text() == SHOWN.sub(fresh, PAGE.read_text())


def test_every_file_is_shown() -> None:
    files = {path.relative_to(EDITORS) for path in EDITORS.rglob("*") if path.is_file()}
    files = {path for path in files if path.parts[0] not in OWN_PAGES}
    shown = {name.removeprefix("editors/") for name in SHOWN.findall(PAGE.read_text())}
    assert shown == {path.as_posix() for path in files} - NOT_SHOWN


def test_helix_has_only_servers_that_it_knows() -> None:
    """Those of YAML that Helix brings may be named as well."""
    configuration = tomllib.loads((EDITORS / "helix" / "languages.toml").read_text())
    (language,) = configuration["language"]
    own = set(configuration["language-server"])
    assert own <= set(language["language-servers"]) <= own | {"yaml-language-server"}


if __name__ == "__main__":
    PAGE.write_text(SHOWN.sub(fresh, PAGE.read_text()))
