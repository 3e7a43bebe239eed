"""What an editor may expect of a language server for configuration, row by row.

Each row names the test that shows it with a real client, or docs/editors.md says why it is left
out. Rows that nobody tests, and tests that are gone, are found here.
"""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
EDITORS = TESTS.parent / "docs" / "editors.md"

SHOWN = {
    "push diagnostics": "lsp/test_publishing.py::test_an_opened_file_gets_its_diagnostics",
    "pull diagnostics": "lsp/test_pulling.py::test_who_asks_is_never_sent_anything",
    "workspace diagnostics": "lsp/test_pulling.py::test_the_whole_workspace_can_be_asked_for",
    "interFileDependencies": "lsp/test_publishing.py"
    "::test_a_change_refreshes_the_other_files_of_the_project",
    "workspace/diagnostic/refresh": "lsp/test_pulling.py"
    "::test_another_file_of_the_project_is_refreshed",
    "version on publish": "lsp/test_publishing.py"
    "::test_a_keystroke_gets_the_diagnostics_of_its_version",
    "relatedInformation": "lsp/test_publishing.py"
    "::test_related_places_are_told_as_the_client_can_show_them",
    "codeDescription": "lsp/test_convert.py::test_a_finding_becomes_all_that_a_client_can_show",
    "tags": "lsp/test_convert.py::test_a_finding_becomes_no_more_than_a_client_can_show",
    "exact spans": "lsp/test_documents.py::test_positions_are_in_the_units_of_the_client",
    "hover": "lsp/test_answers.py::test_an_editor_explains_mends_and_mends_all",
    "hover shows provenance": "lsp/test_answers.py"
    "::test_hover_answers_from_the_text_of_this_moment",
    "completion": "lsp/test_completion.py::test_a_trigger_is_answered_where_something_belongs"
    "_and_nowhere_else",
    "completionItem/resolve": "lsp/test_completion.py"
    "::test_documentation_comes_when_it_is_asked_for",
    "snippets": "lsp/test_completion.py::test_an_editor_that_knows_snippets_gets_them",
    "label details": "lsp/test_completion.py"
    "::test_a_word_beside_the_label_says_what_the_default_is",
    "code action quickfix": "lsp/test_code_actions.py::test_code_action_quickfix_and_preferred",
    "codeAction/resolve": "lsp/test_code_actions.py::test_code_action_resolve",
    "source.fixAll": "lsp/test_code_actions.py::test_source_fix_all",
    "isPreferred": "lsp/test_code_actions.py::test_code_action_quickfix_and_preferred",
    "disabled action with reason": "lsp/test_code_actions.py::test_disabled_action_with_reason",
    "suppression quick-fix": "lsp/test_code_actions.py::test_suppression_quick_fix",
    "document links": "lsp/test_document_links.py::test_document_links",
    "document symbols": "lsp/test_symbols.py::test_document_symbols",
    "workspace symbols": "lsp/test_symbols.py::test_workspace_symbols",
    "definition across files": "lsp/test_navigation.py::test_definition_across_files",
    "references across files": "lsp/test_navigation.py::test_references_across_files",
    "rename across files": "lsp/test_rename.py::test_rename_across_files_asks_for_confirmation",
    "document highlight": "lsp/test_navigation.py::test_document_highlight",
    "code lens": "lsp/test_overlays.py::test_code_lens_with_the_score_follows_other_files",
    "inlay hints": "lsp/test_overlays.py::test_inlay_hints",
    "workDone progress": "lsp/test_long_work.py::test_a_client_that_wants_to_hear_of_it_does",
    "$/cancelRequest": "lsp/test_long_work.py"
    "::test_what_is_cancelled_before_it_begins_does_not_begin",
    "watched files": "lsp/test_publishing.py::test_a_watched_file_brings_new_diagnostics",
    "configuration pull": "lsp/test_configuration.py::test_a_client_is_asked_for_its_settings",
    "configuration change": "lsp/test_configuration.py"
    "::test_settings_change_live_where_the_client_can_be_asked",
    "multi-root": "lsp/test_configuration.py::test_each_folder_has_its_own_settings",
    "position encoding negotiation": "lsp/test_client.py"
    "::test_the_first_encoding_that_we_speak_counts",
    "stdio": "lsp/test_lifetime.py::test_an_orderly_end",
    "offline, no telemetry": "test_promises.py::test_nothing_is_started_and_no_connection_opened",
}
"""The test that shows a row."""

LEFT_OUT = (
    "Data of diagnostics",
    "Semantic tokens",
    "Folding, selection ranges and formatting",
    "Signature help, colours and call hierarchies",
    "Localisation",
    "TCP, pipes and web sockets",
    "An MCP server",
)
"""What docs/editors.md gives a reason for."""


@cache
def _tests(file: str) -> set[str]:
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (ast.FunctionDef, ast.AsyncFunctionDef)
    return {node.name for node in ast.walk(tree) if isinstance(node, functions)}


@pytest.mark.parametrize("row", SHOWN)
def test_every_row_has_its_test(row: str) -> None:
    file, _, name = SHOWN[row].partition("::")

    assert name in _tests(file)


@pytest.mark.parametrize("row", LEFT_OUT)
def test_what_is_left_out_has_a_reason(row: str) -> None:
    (line,) = [line for line in EDITORS.read_text(encoding="utf-8").splitlines() if row in line]

    assert line.startswith(f"| {row} | ")
    assert len(line.split("|")[2].strip()) > len(row)
