"""Types that are made late are those that are made at once; see `zdd_lsp.lsp.late_types`."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from typing import Any

import attrs
from lsprotocol import types

from zdd_lsp.lsp import late_types

IN_A_PROCESS_OF_ITS_OWN = """
from zdd_lsp.lsp import late_types
late_types.load()

import json
from tests.lsp import test_late_types as tests
print(json.dumps(tests.{0}()))
"""


def told(function: str) -> Any:
    """Return what a function of this module returns where the types are late."""
    code = IN_A_PROCESS_OF_ITS_OWN.format(function)
    run = subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.PIPE)
    return json.loads(run.stdout)


def classes() -> dict[str, type[attrs.AttrsInstance]]:
    found = {name: each for name, each in types.ALL_TYPES_MAP.items() if isinstance(each, type)}
    return {name: each for name, each in found.items() if attrs.has(each)}


def late() -> list[str]:
    """Return the names of the types that are not complete."""
    return [name for name, each in types.ALL_TYPES_MAP.items() if late_types._is_late(each)]


def complete_after_a_message() -> list[str]:
    """Return the names of the types that one message needs."""
    everything = set(late())
    message = {"jsonrpc": "2.0", "method": "textDocument/hover", "id": 1}
    place = {"textDocument": {"uri": "file:///a"}, "position": {"line": 1, "character": 2}}
    converter = late_types.converter()
    before = set(late())
    assert len(everything) - len(before) < 10, "the converter itself needs some"
    converter.structure(message | {"params": place}, types.HoverRequest)
    return sorted(before - set(late()))


def test_a_message_completes_the_types_that_it_has_and_no_other() -> None:
    assert told("late") == [*classes()], "nothing is complete before it is used"
    assert told("complete_after_a_message") == [
        "HoverParams",
        "HoverRequest",
        "Position",
        "TextDocumentIdentifier",
    ]


def descriptions() -> dict[str, list[str]]:
    """Describe what attrs makes of each class."""
    late_types.converter()
    return {
        name: [
            str(inspect.signature(each)),
            *(re.sub(" at 0x[0-9a-f]+", "", str(field)) for field in attrs.fields(each)),
            str([(name, getattr(each, name, "") is None) for name in ("__hash__", "__eq__")]),
            str([name for name in ("__lt__", "__gt__", "__ge__") if name in vars(each)]),
        ]
        for name, each in classes().items()
    }


def test_every_type_has_what_it_has_when_it_is_made_at_once() -> None:
    assert told("descriptions") == descriptions()
    assert len(descriptions()) > 500


def journeys() -> list[str]:
    """Describe objects on their way out and back in."""
    converter = late_types.converter()
    start, end = types.Position(1, 2), types.Position(line=1, character=5)
    place = types.Location("file:///a", types.Range(start, end))
    diagnostic = types.Diagnostic(
        place.range,
        "wrong",
        tags=[types.DiagnosticTag.Unnecessary],
        related_information=[types.DiagnosticRelatedInformation(place, "here")],
    )
    edit = types.TextDocumentEdit(
        types.OptionalVersionedTextDocumentIdentifier("file:///a", 3),
        [types.AnnotatedTextEdit("why", place.range, "new"), types.TextEdit(place.range, "newer")],
    )
    lines = []
    for each in (diagnostic, edit, types.InlayHint(start, "= 4", tooltip=None)):
        out = converter.unstructure(each)
        back = converter.structure(out, type(each))
        lines += [json.dumps(out), repr(each), str(back == each), str(back != each)]
    lines += [str(start < end), str(start == end), str(sorted([end, start]))]
    for wrong in ("types.Position('a', 1)", "types.Position()", "types.Diagnostic(rage=1)"):
        try:
            eval(wrong)  # noqa: S307 - one of the three above
        except (TypeError, ValueError) as error:
            lines.append(f"{type(error).__name__}: {error}")
    return lines


def test_objects_of_late_types_are_compared_shown_and_sent_as_ever() -> None:
    assert told("journeys") == journeys()
    assert "True" in journeys()


def test_whoever_has_the_types_already_keeps_them() -> None:
    before = types.Position
    late_types.load()
    assert types.Position is before
    assert not late()
    assert attrs.define.__module__ != late_types.__name__
