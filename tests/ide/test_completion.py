"""Completion: in each marked position what belongs there is offered, and accepting it is right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from tests.completion_pictures import (
    APP,
    DRESSES,
    FILES,
    Position,
    accept,
    inserted,
    positions,
    project_around,
)
from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.ide.completion import complete
from zdd_lsp.ide.completion.documentation import explained

if TYPE_CHECKING:
    from zdd_lsp.ide.completion import Candidate, Completion

POSITIONS: Final = list(positions())

_JUST_BEGUN: Final = frozenset(
    {
        *("wrong-type", "log-handler-without-configuration", "missing-log-key"),
        *("html-minification", "undeclared-service", "invalid-consumers-runner"),
    }
)
"""What is said of a key whose value is still to be written.

That is a key that was accepted as plain text, or one of which nobody knows a value. A relationship
without a value leads to the service of the same name.
"""
_STILL_MISSING: Final = frozenset(
    {
        *("missing-key", "incomplete-route", "no-upstream-route", "incomplete-build"),
        *("missing-deploy-command", "missing-post-deploy-hook", "missing-composer-install"),
        *("missing-cron-run", "missing-search-service", "missing-post-deploy-command"),
        *("session-configuration-without-save", "cache-frontend-without-backend"),
        "unused-cache-configuration",
    }
)
"""What is said of a file that lacks something else, too: whoever begins it is not done."""
_RENAMED: Final = frozenset({"wrong-type", "baler-not-ready"})
"""What is said of a key that takes the place of another one and keeps its value."""
_ADVICE: Final = {
    "skip-scd-on-build": {"true"},
    "unused-scd-option": {
        *("SCD_MATRIX", "SCD_STRATEGY", "SCD_THREADS", "-1", "true"),
        *("SCD_COMPRESSION_LEVEL", "SCD_COMPRESSION_TIMEOUT", "4", "600"),
    },
    "ignored-scd-options": {"SCD_STRATEGY", "SCD_THREADS", "-1", "true"},
    "split-database": {"SPLIT_DB", "quote", "sales", "[quote]", "[sales]"},
}
"""Rules that advise against what is valid, and what they advise against.

`true` is for `SKIP_SCD`, and the options are without effect in the stage `deploy` of a store that
builds static content in the build. `SPLIT_DB` is deprecated and is drawn so.
"""


def found(position: Position) -> Completion | None:
    return complete(position.project, position.path, position.offset)


def candidates(position: Position) -> tuple[Candidate, ...]:
    completion = found(position)
    return () if completion is None else completion.candidates


def test_there_are_enough_positions() -> None:
    assert len(POSITIONS) >= 300
    assert {position.path for position in POSITIONS} == set(FILES.values())


@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.name)
def test_what_belongs_there_is_offered_and_nothing_else(position: Position) -> None:
    labels = [each.label for each in candidates(position)]

    assert set(position.expected) <= set(labels)
    assert not set(position.forbidden) & set(labels)
    assert len(labels) == len(set(labels))
    if position.is_closed:
        assert set(labels) == set(position.expected)


@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.name)
def test_indentation_and_line_ends_are_those_of_the_file(position: Position) -> None:
    plain = found(position)
    for dress in DRESSES:
        text = position.dressed(dress).text
        dressed = found(position.dressed(dress))

        assert (plain is None) == (dressed is None)
        # A text without any shows neither its indentation nor its line ends.
        is_shown = "\n " in position.text
        if plain is not None and dressed is not None and is_shown:
            for one, other in zip(plain.candidates, dressed.candidates, strict=True):
                for snippets in (True, False):
                    accepted = accept(position.text, plain, one, snippets=snippets)
                    assert accept(text, dressed, other, snippets=snippets) == dress(accepted)


@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.name)
@pytest.mark.no_cover
def test_whatever_is_accepted_makes_nothing_worse(position: Position) -> None:
    completion = found(position)
    if completion is None:
        return
    known = _before(position)
    is_renamed = position.text[completion.span.end :].startswith(":")
    for candidate in completion.candidates:
        for snippets in (True, False):
            text = accept(position.text, completion, candidate, snippets=snippets)
            allowed = {rule for rule, labels in _ADVICE.items() if candidate.label in labels}
            allowed |= _STILL_MISSING
            allowed |= _RENAMED if is_renamed else set()
            allowed |= (
                _JUST_BEGUN if inserted(candidate, snippets=snippets).endswith(":") else set()
            )
            new = _said(position, text) - known
            assert {rule for rule, _ in new} <= allowed, (candidate.label, text, new)


def _before(position: Position) -> frozenset[tuple[str, str]]:
    """What is wrong without what is accepted: with the line that is typed, and without it."""
    lines = position.text.split("\n")
    number = position.text[: position.offset].count("\n")
    without = "\n".join(lines[:number] + lines[number + 1 :])
    return _said(position, position.text) | _said(position, without)


def _said(position: Position, text: str) -> frozenset[tuple[str, str]]:
    return _findings(position.around, position.path, text)


@cache
def _findings(around: str, path: str, text: str) -> frozenset[tuple[str, str]]:
    texts = {path: text}
    if path == FILES["services"]:
        # Which services there are is no matter of the one that is typed.
        texts[FILES["app"]] = re.sub(r"(?m)^relationships:\n(?:  .*\n)*", "", APP)
    project = project_around(around, texts)
    return frozenset(
        (finding.rule, finding.message)
        for finding in lint.check(project)
        if finding.severity >= Severity.WARNING
    )


@pytest.mark.parametrize("position", POSITIONS, ids=lambda position: position.name)
def test_every_topic_is_explained(position: Position) -> None:
    for candidate in candidates(position):
        assert not candidate.topic or explained(candidate.topic, position.project) is not None


@pytest.mark.parametrize(
    "topic",
    ["", "nobody", "variable:NO_SUCH", "key:app:no.such", "key:none:x", "level:loud", "x:y"],
)
def test_what_is_no_topic_has_no_explanation(topic: str) -> None:
    assert explained(topic) is None


def test_a_variable_is_explained_without_a_project_as_well() -> None:
    found = explained("variable:SKIP_SCD")

    assert found is not None
    assert not found.table


def test_other_files_get_nothing() -> None:
    assert complete(project_around("", {}), "composer.lock", 0) is None
