"""What is written is read back, in a block and in brackets, by both dialects."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.values import Values
from zdd_lsp.syntax.verdict import judged
from zdd_lsp.syntax.writing import Writable, scalar

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63 - 1),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12),
    st.sampled_from(["", "-v", "true", "null", "~", "yes", "0777", "+5", "a: b", "- x", "#", "'"]),
)


@given(values, st.sampled_from([Dialect.SYMFONY, Dialect.PLATFORM]), st.sampled_from(["", "[]"]))
def test_a_value_is_read_back(value: Writable, dialect: Dialect, flow: str) -> None:
    source = scalar(value)
    inner = f"[{source}]" if flow else source

    tree = read(f"key: {inner}\n", dialect)

    assert judged(tree) == []
    found: Any = Values(tree).root
    assert found == {"key": [value] if flow else value}
    read_value = found["key"][0] if flow else found["key"]
    assert type(read_value) is type(value)


@pytest.mark.parametrize(
    ("value", "source"),
    [
        ("quick", "quick"),
        ("-vv", "-vv"),
        ("Magento/luma", "Magento/luma"),
        ("4", "'4'"),
        ("true", "'true'"),
        ("\\Magento\\Framework", "'\\Magento\\Framework'"),
        ("it's", "'it''s'"),
        ("", "''"),
        ("a\nb", '"a\\nb"'),
        (True, "true"),
        (4, "4"),
        (None, "null"),
    ],
)
def test_the_plainest_form_is_chosen(value: Writable, source: str) -> None:
    assert scalar(value) == source
