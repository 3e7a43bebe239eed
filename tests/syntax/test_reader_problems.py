"""Problems stand at their cause: every picture below is a broken text, and carets show where."""

from __future__ import annotations

import re
from textwrap import dedent
from typing import NamedTuple

import pytest

from zdd_lsp.syntax.nodes import Dialect, Problem
from zdd_lsp.syntax.problems import KINDS
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.verdict import judged
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import LineIndex

CARETS = re.compile(r"( *)(\^+) ([\w-]+)(?: \(fixed: (.*)\))?")
"""``^^^ kind`` below the text; behind it may stand the line above after the first repair."""

SYMFONY, TAGS, PLATFORM = Dialect.SYMFONY, Dialect.SYMFONY_TAGS, Dialect.PLATFORM


class Mark(NamedTuple):
    """What a line of carets says: the kind, the line and the columns of a problem."""

    kind: str
    line: int
    start: int
    end: int


def unpacked(picture: str) -> tuple[str, list[Mark], dict[Mark, str]]:
    """Return the text of a picture, its marks, and how marked lines look when repaired."""
    lines: list[str] = []
    marks: list[Mark] = []
    fixes: dict[Mark, str] = {}
    for line in dedent(picture).lstrip("\n").splitlines():
        match = CARETS.fullmatch(line)
        if match is None:
            lines.append(line.replace("→", "\t"))
            continue
        mark = Mark(match[3], len(lines) - 1, *match.span(2))
        marks.append(mark)
        if match[4]:
            fixes[mark] = match[4]
    return "\n".join(lines) + "\n", marks, fixes


def mark_of(problem: Problem, index: LineIndex) -> Mark:
    start, end = (index.position(offset) for offset in problem.span)
    assert start.line == end.line, problem
    return Mark(problem.kind, start.line, start.character, end.character)


PICTURES: dict[str, tuple[Dialect, str]] = {
    "a quote that is never closed": (
        PLATFORM,
        """
        name: "store
              ^ unclosed-quote (fixed: name: "store")
        type: "php:8.3"
        """,
    ),
    "a quote in a list": (
        PLATFORM,
        """
        pages:
          - 'one
            ^ unclosed-quote (fixed:   - 'one')
          - 'two'
        """,
    ),
    "a key with an open quote": (
        PLATFORM,
        """
        "name: store
        ^ unclosed-quote
        """,
    ),
    "a bracket that is never closed": (
        SYMFONY,
        """
        stage:
          deploy:
            LANGUAGES: [ en_US,
                       ^ unclosed-flow
            THREADS: 2
            MATRIX: { a: b,
                    ^ unclosed-flow
        """,
    ),
    "brackets that do not match": (
        PLATFORM,
        """
        a: [b, c}
                ^ flow-syntax
        d: ["e" f]
                ^ flow-syntax
        g: [, h]
            ^ flow-syntax
        i: [- j]
            ^ flow-syntax
        k: {l:m}
             ^ missing-space
        """,
    ),
    "a map without values": (
        SYMFONY,
        """
        a: {b}
            ^ flow-syntax
        """,
    ),
    "tabs": (
        SYMFONY,
        """
        stage:
        →global:
        ^ tab-indentation (fixed:   global:)
        →→THREADS: 1
        ^^ tab-indentation (fixed:     THREADS: 1)
          build:
            THREADS: 2
        """,
    ),
    "a tab before a comment": (
        PLATFORM,
        """
        a: b
        →# c
        ^ tab-indentation
        """,
    ),
    "no blank behind the colon": (
        SYMFONY,
        """
        matrix:
            blank: 1
            "Vendor/theme":[]
                          ^ missing-space (fixed:     "Vendor/theme": [])
            other: 2
        """,
    ),
    "no blank behind the colon, but symfony/yaml takes it": (
        SYMFONY,
        """
        matrix:
            "Vendor/theme":[]
                          ^ missing-space (fixed:     "Vendor/theme": [])
        """,
    ),
    "no blank behind a colon in braces": (
        SYMFONY,
        """
        a: {b:1}
             ^ missing-space (fixed: a: {b: 1})
        """,
    ),
    "a string that was meant as an entry": (
        PLATFORM,
        """
        name:store
            ^ missing-space (fixed: name: store)
        """,
    ),
    "a key without a colon": (
        PLATFORM,
        """
        name: store
        type
        ^^^^ missing-colon (fixed: type:)
        disk: 5120
        """,
    ),
    "a key without a colon above its block": (
        SYMFONY,
        """
        stage:
          global
          ^^^^^^ missing-colon (fixed:   global:)
            THREADS: 1
        """,
    ),
    "a duplicate key": (
        SYMFONY,
        """
        stage:
          build: 1
          'build': 2
          ^^^^^^^ duplicate-key
        """,
    ),
    "a duplicate key that symfony/yaml takes": (
        SYMFONY,
        """
        stage:
          build:
          build: 2
          ^^^^^ duplicate-key
        """,
    ),
    "a first key that is indented": (
        SYMFONY,
        """
        # stage:
          global:
          ^^^^^^ indentation
            THREADS: 1
        stage:
          build:
            THREADS: 2
        """,
    ),
    "a file that is indented": (
        SYMFONY,
        """
        # about
          stage:
          ^^^^^^ indentation (fixed: stage:)
            build: 1
        """,
    ),
    "one blank too few": (
        PLATFORM,
        """
        hooks:
            build: |
                set -e
           deploy: x
           ^^^^^^^^^ indentation (fixed:     deploy: x)
            post_deploy: y
        """,
    ),
    "a sibling too deep": (
        SYMFONY,
        """
        stage:
          build:
            THREADS: 1
              STRATEGY: quick
              ^^^^^^^^^^^^^^^ indentation (fixed:     STRATEGY: quick)
        """,
    ),
    "a command between the keys": (
        PLATFORM,
        """
        name: store
        docker-compose run build ece-command
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ syntax
        type: php
        """,
    ),
    "a command line that begins in quotes": (
        PLATFORM,
        """
        hooks:
            build: "php bin/magento" sd:deploy -f
                                     ^^^^^^^^^^^^ unexpected-characters
        """,
    ),
    "a merge conflict": (
        PLATFORM,
        """
        name: store
        <<<<<<< HEAD
        ^^^^^^^^^^^^ syntax
        type: php
        =======
        ^^^^^^^ syntax
        disk: 5120
        >>>>>>> feature
        ^^^^^^^^^^^^^^^ syntax
        """,
    ),
    "a list item among keys": (
        PLATFORM,
        """
        a: b
        - c
        ^^^ mixed-collection
        """,
    ),
    "a key among list items": (
        PLATFORM,
        """
        list:
          - a
          b: c
          ^^^^ mixed-collection
          - d
        """,
    ),
    "a list item without a blank": (
        PLATFORM,
        """
        list:
          - a
          -b
          ^^ syntax
        """,
    ),
    "a list behind a key": (
        PLATFORM,
        """
        list: - a
              ^ syntax
        """,
    ),
    "a colon and a blank in a value": (
        SYMFONY,
        """
        a: foo: bar
           ^^^^^^^^ colon-in-value (fixed: a: 'foo: bar')
        b: c
        """,
    ),
    "a reserved character": (
        SYMFONY,
        """
        a: @daily
           ^^^^^^ reserved-indicator (fixed: a: '@daily')
        b: `x`
           ^^^ reserved-indicator (fixed: b: '`x`')
        """,
    ),
    "characters that YAML reserves": (
        PLATFORM,
        """
        a: ,b
           ^^ reserved-indicator (fixed: a: ',b')
        c: }
           ^ reserved-indicator (fixed: c: '}')
        """,
    ),
    "an escape that does not exist": (
        SYMFONY,
        """
        a: "Magento\\Framework\\Cache"
                   ^^ unknown-escape (fixed: a: 'Magento\\Framework\\Cache')
                             ^^ unknown-escape
        """,
    ),
    "a lone star": (
        PLATFORM,
        """
        a: *
           ^ anchor-syntax
        """,
    ),
    "an anchor without a name": (
        PLATFORM,
        """
        a: & b
           ^ anchor-syntax
        """,
    ),
    "an alias without its anchor": (
        SYMFONY,
        """
        a: &b c
        d: *e
           ^^ undefined-alias
        """,
    ),
    "an alias as a key": (
        SYMFONY,
        """
        a: &b c
        *b : d
        ^^ undefined-alias
        """,
    ),
    "an alias inside its anchor": (
        SYMFONY,
        """
        a: &b
          c: *b
             ^^ circular-alias
        """,
    ),
    "a tag of the platform": (
        SYMFONY,
        """
        a: !include x
           ^^^^^^^^ unsupported-tag
        """,
    ),
    "a built-in tag": (
        TAGS,
        """
        a: !include x
        b: !!int 5
           ^^^^^ unsupported-tag
        """,
    ),
    "a constant that does not exist": (
        SYMFONY,
        """
        a: !php/const NOWHERE
           ^^^^^^^^^^^^^^^^^^ undefined-constant
        """,
    ),
    "keys that are no strings": (
        SYMFONY,
        """
        1.5: a
        ^^^ key-type (fixed: '1.5': a)
        true: b
        ^^^^ key-type (fixed: 'true': b)
        """,
    ),
    "an explicit key": (
        SYMFONY,
        """
        ? a
        ^ complex-key
        """,
    ),
    "a merge of a string": (
        SYMFONY,
        """
        a:
          <<: b
              ^ merge-scalar
        """,
    ),
    "a second document": (
        SYMFONY,
        """
        a: b
        ---
        ^^^ multiple-documents
        c: d
        """,
    ),
    "text that symfony/yaml drops": (
        SYMFONY,
        """
        a: [b] c
               ^ ignored-text
        d: e # f
          g
          ^ ignored-text
        """,
    ),
    "text behind the root": (
        PLATFORM,
        """
        "a"
        b: c
        ^^^^ syntax
        """,
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_problem_stands_at_its_cause(name: str) -> None:
    dialect, picture = PICTURES[name]
    text, marks, fixes = unpacked(picture)
    assert marks, "the picture shows nothing"
    index = LineIndex(text)
    tree = read(text, dialect)
    found = {mark_of(problem, index): problem for problem in tree.problems}

    assert list(found) == marks
    for mark, line in fixes.items():
        repaired = apply(text, found[mark].repairs[0].edits).split("\n")
        assert repaired[mark.line] == line
    # The parser that decides agrees: what is not refused is reported as a warning at most.
    refused = any(problem.fatal for problem in judged(tree))
    assert refused == any(problem.fatal for problem in found.values())


def test_every_kind_has_a_picture() -> None:
    shown = {mark.kind for _, picture in PICTURES.values() for mark in unpacked(picture)[1]}
    elsewhere = {
        *("alias-expansion", "byte-order-mark", "control-character", "nesting", "too-large"),
        "invalid-utf8",  # such a text is no text: the project says so
    }
    assert shown | elsewhere == set(KINDS)


def test_a_duplicate_shows_the_first() -> None:
    text = "a: 1\nb: 2\na: 3\n"
    (problem,) = read(text, PLATFORM).problems
    ((span, _),) = problem.related
    assert (span.start, span.slice(text)) == (0, "a")


def test_an_indented_first_key_shows_where_the_root_is() -> None:
    text = "  global:\n    a: 1\nstage:\n"
    (problem,) = read(text, SYMFONY).problems
    ((span, _),) = problem.related
    assert span.slice(text) == "stage:"


def test_an_indented_file_is_moved_as_a_whole() -> None:
    text = "  a:\n    b: |\n      c\n\n    # d\n"
    (problem,) = read(text, SYMFONY).problems
    assert apply(text, problem.repairs[0].edits) == "a:\n  b: |\n    c\n\n  # d\n"
    assert read(text, PLATFORM).problems == []


@pytest.mark.parametrize(
    ("text", "dialect", "kind", "fatal"),
    [
        ("\ufeffa: b\n", SYMFONY, "byte-order-mark", False),
        ("a: b\0\n", SYMFONY, "control-character", False),
        ("a: b\0\n", PLATFORM, "control-character", True),
    ],
)
def test_characters(text: str, dialect: Dialect, kind: str, *, fatal: bool) -> None:
    (problem,) = read(text, dialect).problems
    assert (problem.kind, problem.fatal) == (kind, fatal)
    assert problem.span.slice(text) in "\ufeff\0"
    assert apply(text, problem.repairs[0].edits) == "a: b\n"


def test_a_byte_order_mark_belongs_to_no_key_of_the_platform() -> None:
    tree = read("\ufeffa: b\n", PLATFORM)
    assert tree.problems == []
    assert tree.root is not None
    assert tree.root.span.start == 1
