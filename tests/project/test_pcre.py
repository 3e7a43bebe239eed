"""Regular expressions that cannot be compiled, and those that can."""

from __future__ import annotations

import re
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.project.pcre import fault, groups


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        r"\.(css|js|map|jpe?g|midi?|mp?ga|woff2?|html?)$",
        r"^/static/version\d+/(?<resource>.*)$",
        r"^/robots(?:|_.*)\.txt$",
        "/[]a]/[^]b]/[a[]/[[:alpha:]_]/[\\]]/[(*]",
        "a*?b++c{2}d{e",
        "^*",
        "(?=a)*(?i)b(?!c|d)",
        r"\(\)\[\*",
        r"\Q(*\E",
        "(?x) ( a # )\n)",
        "(?#()a",
        "(*UTF8)a",
    ],
)
def test_what_can_be_compiled(pattern: str) -> None:
    assert fault(pattern) is None


@pytest.mark.parametrize(
    ("picture", "message"),
    [
        ("«*».css", "There is nothing for * to repeat."),
        ("a|«+»b", "There is nothing for + to repeat."),
        ("(a|«*?»b)", "There is nothing for *? to repeat."),
        ("a«(»b|[)]", "This parenthesis is never closed."),
        ("ab«)»c", "This parenthesis was never opened."),
        ("a«[»b)", "This bracket is never closed."),
        (r"a\\b«\»", "A backslash at the end protects nothing."),
    ],
)
def test_what_cannot(picture: str, message: str) -> None:
    start = picture.index("«")
    end = picture.index("»") - 1
    found = fault(picture.replace("«", "").replace("»", ""))

    assert found is not None
    assert (found.span.start, found.span.end) == (start, end)
    assert found.message == message


@given(st.text(alphabet="ab()[]|*+?^\\.-", max_size=12))
def test_what_python_compiles_is_no_fault(pattern: str) -> None:
    """The two dialects differ in much, but not in what is reported."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            re.compile(pattern)
        except re.error:
            return

    assert fault(pattern) is None


@pytest.mark.parametrize(
    ("pattern", "count"),
    [
        ("/a", 0),
        ("/(.*)", 1),
        (r"/\((a)[(](?:b)(?=c)(?<!d)", 1),
        ("(?<one>a)(?P<two>b)(?'three'c)(d)", 4),
        ("((a)|(b))", 3),
        ("(?|(a)|(b))", None),
        (r"\Q(\E(a)", None),
    ],
)
def test_what_a_pattern_captures(pattern: str, count: int | None) -> None:
    assert groups(pattern) == count
