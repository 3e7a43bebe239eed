"""The PHP extensions of `.magento.app.yaml`, and how one of them goes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing.items import remove_item
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.project.runtime import Extension


def extensions_of(text: str) -> tuple[Project, list[Extension]]:
    project = Project(Path("/project"), {APP_FILE: text})
    return project, project.app.extensions


def test_both_lists_in_their_order() -> None:
    text = (
        "runtime:\n"
        "    extensions:\n"
        "        - xsl\n"
        "        - name: 'blackfire'\n"
        "          configuration: {server_id: a}\n"
        "        - 5\n"
        "        - {configuration: {}}\n"
        "        - !env EXTENSION\n"
        "    disabled_extensions: [bz2]\n"
        "    unknown: [a]\n"
    )

    _, found = extensions_of(text)

    assert [(each.name, each.is_enabled, each.span.slice(text)) for each in found] == [
        ("xsl", True, "xsl"),
        ("blackfire", True, "'blackfire'"),
        ("bz2", False, "bz2"),
    ]


def test_a_list_that_others_share() -> None:
    _, found = extensions_of("list: &a [xsl]\nruntime: {extensions: *a}\n")
    _, merged = extensions_of("base: &a {extensions: [xsl]}\nruntime: {<<: *a}\n")

    assert [each.is_shared for each in (*found, *merged)] == [True, True]


@pytest.mark.parametrize("text", ["", "runtime:\n", "runtime: 5\n", "runtime: {extensions: xsl}\n"])
def test_nothing_is_no_extension(text: str) -> None:
    assert extensions_of(text)[1] == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("\n    - a\n    - json\n    - b\n", "\n    - a\n    - b\n"),
        ("\n    - json\n    - b", "\n    - b"),
        ("\n    - a\n    - json", "\n    - a"),
        ("\r\n    - a\r\n    - json\r\nname: b\r\n", "\r\n    - a\r\nname: b\r\n"),
        ("\n    - a\n    - json  # why\n", "\n    - a\n    # why\n"),
        ("\n  - a\n  # of PHP 7\n  - 'json'\n  - b\n", "\n  - a\n  # of PHP 7\n  - b\n"),
        (" [json, a]", " [a]"),
        (" [a, json]", " [a]"),
        (' [a, "json" , b]', " [a, b]"),
    ],
)
def test_an_item_goes_alone(before: str, after: str) -> None:
    head = "runtime:\r\n  extensions:" if "\r" in before else "runtime:\n  extensions:"

    assert removed(head + before) == head + after


@pytest.mark.parametrize(
    "items",
    [
        "\n    - json\n",
        " [json]",
        "\n    - &a json\n    - b\n",
        "\n    -\n      json\n    - b\n",
        "\n    - >-\n      json\n    - b\n",
        "\n    - name: json\n    - b\n",
        " [a, # why\n    json]",
    ],
)
def test_an_item_that_stays(items: str) -> None:
    assert removed(f"runtime:\n  extensions:{items}") is None


def removed(text: str) -> str | None:
    """Return the text without the item ``json``; None where that is left to a person."""
    project, found = extensions_of(text)
    (extension,) = [each for each in found if each.name == "json"]
    assert project.app.source is not None
    change = remove_item(project.app.source, extension.siblings, extension.item)
    return None if change is None else apply(text, [(change.span, change.text)])
