"""Names that somebody may have meant."""

from __future__ import annotations

import pytest

from zdd_lsp.text.similar import close, same, similar

NAMES = ["disk", "size", "spec", "cmd", "type", "to", "relationships", "post_deploy"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("disc", ["disk"]),
        ("Dusk", ["disk"]),
        ("dsk", ["disk"]),
        ("diskk", ["disk"]),
        ("comd", ["cmd"]),
        ("relationship", ["relationships"]),
        ("diks", ["disk"]),
        ("tpye", ["type"]),
        ("dics", []),
        ("t", []),
        ("tu", []),
        ("relxxxxxships", []),
        ("", []),
    ],
)
def test_close_names_are_similar_or_a_letter_off(name: str, meant: list[str]) -> None:
    assert close(name, NAMES) == meant


@pytest.mark.parametrize("name", ["specs", "relatonships", "post-deploy"])
def test_what_is_similar_is_close(name: str) -> None:
    assert close(name, NAMES) == similar(name, NAMES) != []


def test_case_and_punctuation_alone_make_names_the_same() -> None:
    assert same("Post-Deploy", NAMES) == "post_deploy"
    assert same("disc", NAMES) is None
    assert same("-", NAMES) is None
    assert same("ab", ["a-b", "a_b"]) is None
