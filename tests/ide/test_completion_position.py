"""Where a cursor stands, by the lines around it alone."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.completion_pictures import CURSOR, STORE
from tests.syntax import corpus
from zdd_lsp.ide.completion.position import find_slot
from zdd_lsp.ide.completion.slot import ITEM, Kind, Slot
from zdd_lsp.project.source import SourceFile
from zdd_lsp.syntax.nodes import Dialect, Entry, Mapping, Node, Sequence
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.conftest import Work

TEXTS = [text for path, text in STORE.items() if path.endswith(".yaml")]


def at(picture: str) -> Slot | None:
    return find_slot(LineIndex(picture.replace(CURSOR, "")), picture.index(CURSOR))


def entries(
    node: Node | None, path: tuple[str, ...] = ()
) -> Iterator[tuple[Entry, tuple[str, ...], Mapping]]:
    """Yield every entry of a tree with the keys above it and the mapping around it."""
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield entry, path, node
            yield from entries(entry.value, (*path, entry.name))
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from entries(item.value, (*path, ITEM))


@pytest.mark.parametrize("text", TEXTS)
def test_the_lines_say_what_the_tree_says(text: str) -> None:
    compare(text)


def test_the_lines_of_real_files_say_what_the_tree_says() -> None:
    for _, text in corpus.files():
        compare(text, every=12)


def compare(text: str, every: int = 1) -> None:
    """Compare what the lines around every so many keys say with the tree."""
    source = SourceFile("a.yaml", text, Dialect.PLATFORM)
    if source.tree.problems:
        return

    for entry, path, mapping in islice(entries(source.tree.root), 0, 500, every):
        slot = find_slot(source.lines, entry.key.span.end)

        assert slot is not None
        assert (slot.path, slot.span) == (path, entry.key.span)
        others = {each.name for each in mapping.entries} - {entry.name}
        assert set(slot.beside) - {entry.name} == others


@pytest.mark.parametrize(
    ("picture", "kind", "path"),
    [
        ("<|>", Kind.KEY, ()),
        ("a:\n  <|>", Kind.KEY, ("a",)),
        ("a:\n  b: 1\n<|>", Kind.KEY, ()),
        ("a:\n  b:\n    c: 1\n\n  # why\n\n  <|>\n", Kind.KEY, ("a",)),
        ("a:<|>", Kind.VALUE, ("a",)),
        ("a: &x <|>", Kind.VALUE, ("a",)),
        ("a: 'it''s<|>'", Kind.VALUE, ("a",)),
        ("'a b': <|>", Kind.VALUE, ("a b",)),
        ("http://{default}/: <|>", Kind.VALUE, ("http://{default}/",)),
        ("a:\n- <|>", Kind.ITEM, ("a", ITEM)),
        ("a:\n- b\n<|>", Kind.KEY, ()),
        ("a:\n  - b\n  <|>", Kind.KEY, ("a",)),
        ("a:\n  - b: 1\n    <|>", Kind.KEY, ("a", ITEM)),
        ("a:\n  - - <|>", Kind.ITEM, ("a", ITEM, ITEM)),
        ("a: [b, {c: <|>", Kind.VALUE, ("a", ITEM, "c")),
        ("a: {b: [c], <|>", Kind.KEY, ("a",)),
        ("a: {b: [c, <|>]}", Kind.ITEM, ("a", "b", ITEM)),
        ("a: [\n  b,\n<|>\n]", Kind.KEY, ()),
        ("a: |\n  b\n  <|>", Kind.SCRIPT, ("a",)),
        ("a: >-\n  b: |\n    <|>", Kind.SCRIPT, ("a",)),
        ("a: |\n  # <|>", Kind.SCRIPT, ("a",)),
        ("a: 1 # <|>", Kind.COMMENT, ()),
        ("---\na: 1\n---\nb:\n  <|>", Kind.KEY, ("b",)),
    ],
)
def test_kind_and_path(picture: str, kind: Kind, path: tuple[str, ...]) -> None:
    slot = at(picture)

    assert slot is not None
    assert (slot.kind, slot.path) == (kind, path)


@pytest.mark.parametrize(
    "picture",
    [
        "a: b <|>",
        "a <|>: b",
        "  <|>  a: b",
        "a: b\n  <|>",
        "a: 'b\n  <|>",
        "a: *b\n  <|>",
        "a: |<|>",
        "-<|>",
        "a:\n  <|>- b",
        "a: [b]<|>",
        "a: [b <|>]",
        "a: {b: c <|>}",
        "\t<|>",
        "a:\n\t<|>",
        "a" * 6000 + "<|>",
    ],
)
def test_nothing_belongs_there(picture: str) -> None:
    assert at(picture) is None


def test_only_neighbours_say_where_a_line_should_stand() -> None:
    shifted = at("stage:\n  deploy:\n    <|>\n      A: 1\n")
    slot = at("stage:\n  deploy:\n    <|>\n  build:\n        A: 1\n")

    assert shifted is not None
    assert slot is not None
    assert (shifted.shift, slot.shift) == (2, 0)


@pytest.mark.parametrize("text", TEXTS)
@given(data=st.data())
def test_no_text_is_too_broken(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(len(text), start + 30)))
    noise = data.draw(st.text("ab:-# \n\r\t[]{}'\"|>&*!,?", max_size=8))
    broken = text[:start] + noise + text[end:]
    offset = data.draw(st.integers(0, len(broken)))

    slot = find_slot(LineIndex(broken), offset)

    assert slot is None or slot.span.touches(offset)
    if slot is not None:
        assert "\n" not in slot.span.slice(broken)


@pytest.mark.parametrize(
    "line",
    ["    K{}: true\n", "    - item {}\n", "x{}: [a, b]\n", "    {}\n"],
)
def test_the_work_grows_with_the_file_and_no_faster(work: Work, line: str) -> None:
    def asked(count: int) -> Callable[[], object]:
        text = "stage:\n  build:\n" + "".join(line.format(number) for number in range(count))
        return lambda: find_slot(LineIndex(text), len(text))

    assert work(asked(2000)) < 12 * work(asked(200))
