"""The locations of the web server."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE

if TYPE_CHECKING:
    from zdd_lsp.project.web import Location


def locations_of(text: str) -> list[Location]:
    return Project(Path("/project"), {APP_FILE: text}).app.locations


def test_several_stores_share_a_location() -> None:
    """Adobe documents anchors and merge keys for stores under one domain."""
    text = (
        "web:\n"
        "    locations:\n"
        "        '/': &root\n"
        "            root: pub\n"
        "            scripts: true\n"
        "            rules:\n"
        "                \\.css$: {allow: true}\n"
        "        '/second':\n"
        "            <<: *root\n"
        "            scripts: false\n"
        "        '/third': *root\n"
    )

    first, second, third = locations_of(text)

    assert [each.path for each in (first, second, third)] == ["/", "/second", "/third"]
    assert [set(each.settings.keys) for each in (first, second, third)] == [
        {"root", "scripts", "rules"}
    ] * 3
    assert [[rule.name for rule in each.rules] for each in (first, second, third)] == [
        ["\\.css$"]
    ] * 3
    assert [each.settings.is_own("root") for each in (first, second, third)] == [True, False, False]
    assert second.settings.is_own("scripts")
    assert not second.settings.is_own("no-such-key")


def test_what_comes_from_elsewhere_is_unknown() -> None:
    included, other = locations_of(
        "web:\n    locations:\n        '/': !include a.yaml\n        '/a': {rules: !include b}\n"
    )

    assert (included.settings.is_open, included.settings.keys, included.rules) == (True, {}, [])
    assert not other.settings.is_open
    assert other.rules == []
    assert locations_of("web: !include web.yaml\n") == []


def test_nothing_is_no_location() -> None:
    for text in ("", "web:\n", "web: 5\n", "web: {locations: [a]}\n", "web: {locations: }\n"):
        assert locations_of(text) == []
    (empty,) = locations_of("web: {locations: {/: }}\n")
    assert (empty.settings.keys, empty.rules) == ({}, [])
