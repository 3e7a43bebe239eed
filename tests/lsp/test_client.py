from __future__ import annotations

from typing import Any

import pytest
from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

from zdd_lsp.lsp.client import Client
from zdd_lsp.text.encoding import Encoding


def recorded(name: str) -> Client:
    """What we read from the capabilities that pytest-lsp recorded of an editor."""
    return Client.read(get_converter().unstructure(client_capabilities(name)))


def test_vs_code() -> None:
    assert recorded("visual-studio-code@1.65") == Client(
        encoding=Encoding.UTF16,
        related_information=True,
        code_description=True,
        tags=frozenset({1, 2}),
        markdown=True,
        code_actions=True,
        preferred=True,
        resolves_edits=True,
        disabled_actions=True,
        annotations=True,
        lenses=True,
        refreshes_lenses=True,
        configuration=True,
        tells_configuration=True,
        document_changes=True,
        creates_files=True,
        watches_files=True,
        prepares_renames=True,
        confirms_renames=True,
        link_tooltips=True,
        symbol_trees=True,
        definition_links=True,
        shows_progress=True,
        snippets=True,
        adjusts_indentation=True,
        completion_markdown=True,
        completion_tags=True,
        resolves_documentation=True,
    )


def test_neovim() -> None:
    assert recorded("neovim@0.11") == Client(
        encoding=Encoding.UTF8,
        related_information=True,
        tags=frozenset({1, 2}),
        markdown=True,
        code_actions=True,
        preferred=True,
        resolves_edits=True,
        hints=True,
        refreshes_hints=True,
        lenses=True,
        configuration=True,
        document_changes=True,
        creates_files=True,
        prepares_renames=True,
        symbol_trees=True,
        definition_links=True,
        shows_progress=True,
        snippets=True,
        shares_range=True,
        completion_markdown=True,
        completion_tags=True,
    )


def test_emacs() -> None:
    assert recorded("emacs@29") == Client(
        encoding=Encoding.UTF32,
        tags=frozenset({1, 2}),
        markdown=True,
        code_actions=True,
        preferred=True,
        hints=True,
        configuration=True,
        document_changes=True,
        watches_files=True,
        symbol_trees=True,
        definition_links=True,
        shows_progress=True,
        completion_tags=True,
        resolves_documentation=True,
    )


PULL: dict[str, Any] = {"diagnostic": {}}
PUSH: dict[str, Any] = {"publishDiagnostics": {}}
REFRESH: dict[str, Any] = {"diagnostics": {"refreshSupport": True}}


@pytest.mark.parametrize(
    ("capabilities", "pulls"),
    [
        ({"textDocument": PULL | PUSH, "workspace": REFRESH}, True),
        ({"textDocument": PULL | PUSH}, False),
        ({"textDocument": PULL}, True),
        ({"textDocument": PUSH, "workspace": REFRESH}, False),
    ],
    ids=["told to ask again", "never told", "nothing else", "never asks"],
)
def test_who_asks_for_diagnostics_must_hear_when_others_change(
    capabilities: object,
    pulls: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A finding may change with another file, of which a client cannot know."""
    assert Client.read(capabilities).pulls is pulls


@pytest.mark.parametrize(
    "odd",
    [
        None,
        [],
        "x",
        {"textDocument": 1, "workspace": [], "general": None},
        {"general": {"positionEncodings": "utf-8"}},
        {"general": {"positionEncodings": [8, None, "utf-7"]}},
        {"textDocument": {"diagnostic": True, "hover": {"contentFormat": "markdown"}}},
        {"textDocument": {"publishDiagnostics": {"tagSupport": True, "relatedInformation": 1}}},
        {"workspace": {"workspaceEdit": {"resourceOperations": {"create": True}}}},
        {"textDocument": {"completion": {"completionItem": {"snippetSupport": "yes"}}}},
        {"textDocument": {"completion": {"completionItem": {"resolveSupport": ["x"]}}}},
        {"textDocument": {"completion": {"completionList": {"itemDefaults": "editRange"}}}},
    ],
)
def test_what_is_odd_counts_as_absent(odd: object) -> None:
    assert Client.read(odd) == Client()


def test_the_first_encoding_that_we_speak_counts() -> None:
    names = ["utf-7", "utf-32", "utf-8"]

    assert Client.read({"general": {"positionEncodings": names}}).encoding is Encoding.UTF32
