"""`pub/errors/local.xml` is read as far as ece-tools reads it, and safely."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.project.local_xml import read_local_xml

BOMB = (
    '<!DOCTYPE a [<!ENTITY x "xxxxxxxx"><!ENTITY y "&x;&x;&x;&x;&x;&x;&x;&x;">'
    '<!ENTITY z SYSTEM "file:///etc/passwd">]><a>&y;&z;</a>'
)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<config><report><dir_nesting_level>2</dir_nesting_level></report></config>", True),
        ("<config><report><dir_nesting_level/></report></config>", True),
        ('\ufeff<?xml version="1.0"?>\n<x><report><dir_nesting_level/></report></x>\n', True),
        ("<config><report/></config>", False),
        ("<config/>", False),
        ("<config>text</config>", False),
        ("<config><dir_nesting_level>2</dir_nesting_level></config>", False),
        ("<report><dir_nesting_level>2</dir_nesting_level></report>", False),
        # Two of them are a list to symfony's decoder, and a list has no such key.
        ("<c><report><dir_nesting_level/></report><report/></c>", False),
    ],
)
def test_the_level(text: str, wanted: bool) -> None:  # noqa: FBT001 - a table of cases
    xml = read_local_xml(text)

    assert xml.fault is None
    assert xml.has_nesting_level is wanted


@pytest.mark.parametrize(
    ("text", "reason", "place"),
    [
        ("", "it is empty", 0),
        (" \n", "it is empty", 0),
        ("<a>é<</a>", "it is not XML: not well-formed (invalid token)", 5),
        ("<a>é<b></a>", "it is not XML: mismatched tag", 9),
        ("<a>", "it is not XML: no element found", 2),
        ("<a>é&lt;&foo;</a>", "it is not XML: undefined entity", 8),
        (BOMB, "it declares a document type", 12),
    ],
)
def test_faults(text: str, reason: str, place: int) -> None:
    fault = read_local_xml(text).fault

    assert fault is not None
    assert fault.reason == reason
    assert fault.span.start == place


def test_the_place_inside_of_the_report() -> None:
    text = "<config>é<report a='>'>\n</report></config>"
    xml = read_local_xml(text)

    assert xml.report.slice(text) == "report"
    assert xml.inside is not None
    assert text[xml.inside :].startswith("\n</report>")


@given(st.text(alphabet="<>/ab&;!?-[]\"'= \n\ufeff\ud800é", max_size=30))
def test_no_text_is_too_odd(text: str) -> None:
    xml = read_local_xml(text)

    for start, end in (xml.report, *([xml.fault.span] if xml.fault else [])):
        assert 0 <= start <= end <= max(len(text), 1)
