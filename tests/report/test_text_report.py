from __future__ import annotations

import dataclasses
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.findings import Applicability, Edit, Fix, Location, Related, Severity, Upstream
from zdd_lsp.report import text
from zdd_lsp.report.checked import Tally
from zdd_lsp.report.style import Style
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import Work
    from tests.report.conftest import Store, Stores
    from zdd_lsp.findings import Finding

PLAIN = Style(colour=False)
ENV = """\
stage:
  global:
    SCD_THREADS: 1

  build:
    # Faster.
    SKIP_SCD: true
"""


def report(store: Store, *findings: Finding, style: Style = PLAIN) -> str:
    return "".join(text.findings(store.checked(*findings), style))


def picture(drawn: str) -> str:
    return dedent(drawn).lstrip("\n") + "\n"


def test_a_finding_stands_under_the_keys_that_it_belongs_to(stores: Stores) -> None:
    store = stores(ENV)
    assert report(store, store.finding("true", "the build skips it")) == picture(
        """
        warning[a-rule]: the build skips it
         --> store/.magento.env.yaml:7:15
          |
        1 | stage:
        ...
        5 |   build:
        6 |     # Faster.
        7 |     SKIP_SCD: true
          |               ^^^^
        """
    )


def test_everything_that_a_finding_can_hold(stores: Stores) -> None:
    app = "name: store\nhooks:\n    build: |\n        set -e\n        composer install\n"
    store = stores(ENV, app=app)
    block = "build: |\n        set -e\n        composer install\n"
    finding = dataclasses.replace(
        store.finding("SKIP_SCD", severity=Severity.ERROR),
        upstream=Upstream(1006, "SKIP_SCD variable is enabled"),
        related=(
            Related(store.at(".magento.app.yaml", block), "this hook builds"),
            Related(Location("app/etc/config.php", Span(0, 0)), "this file is missing"),
        ),
        fixes=(
            Fix("Remove SKIP_SCD", (Edit(".magento.env.yaml", Span(0, 1), ""),)),
            Fix("Move SKIP_SCD", (), Applicability.UNSAFE),
        ),
    )
    assert report(store, finding) == picture(
        """
        error[a-rule]: it is wrong
         --> store/.magento.env.yaml:7:5
          |
        1 | stage:
        ...
        5 |   build:
        6 |     # Faster.
        7 |     SKIP_SCD: true
          |     ^^^^^^^^
        note: this hook builds
         --> store/.magento.app.yaml:3:5
          |
        2 | hooks:
        3 |     build: |
          |     ^^^^^^^^
        4 |         set -e
        5 |         composer install
          |         ^^^^^^^^^^^^^^^^
        note: this file is missing
         --> store/app/etc/config.php
          |
          = ece-tools 1006: SKIP_SCD variable is enabled
          = fix: Remove SKIP_SCD
          = fix (unsafe): Move SKIP_SCD
        """
    )


def test_the_gutter_is_as_wide_as_the_largest_number(stores: Stores) -> None:
    store = stores("\n" * 8 + "stage:\n  build: 1\n")
    assert report(store, store.finding("build")) == picture(
        """
        warning[a-rule]: it is wrong
          --> store/.magento.env.yaml:10:3
           |
         9 | stage:
        10 |   build: 1
           |   ^^^^^
        """
    )


def test_items_may_stand_in_the_column_of_their_key(stores: Stores) -> None:
    store = stores("stage:\n  post-deploy:\n    WARM_UP_PAGES:\n    - a\n    - b: c\n      d: e\n")
    assert report(store, store.finding("d: e")) == picture(
        """
        warning[a-rule]: it is wrong
         --> store/.magento.env.yaml:6:7
          |
        1 | stage:
        2 |   post-deploy:
        3 |     WARM_UP_PAGES:
        4 |     - a
        5 |     - b: c
        6 |       d: e
          |       ^^^^
        """
    )


@pytest.mark.parametrize(
    ("line", "needle", "drawn"),
    [
        ("日本: x", "x", ("日本: x", "      ^")),
        ("e\u0301: x", "x", ("e\u0301: x", "   ^")),
        ("a:\tb\tc", "c", ("a:    b    c", "           ^")),
        ("a: \t", "\t", ("a:", "   ^^^^")),
        ("a: \x1b[31m\u202eb", "b", (r"a: \x1b[31m\u202eb", "                 ^")),
        ("\xa0a: b", "\xa0", (r"\xa0a: b", "^^^^")),
        ("\ufeffa: b", "a", (r"\ufeffa: b", "      ^")),
    ],
)
def test_carets_stand_under_the_place(
    stores: Stores, line: str, needle: str, drawn: tuple[str, str]
) -> None:
    store = stores(line + "\n")
    lines = report(store, store.finding(needle)).split("\n")
    assert (lines[3], lines[4]) == ("1 | " + drawn[0], "  | " + drawn[1])


def test_the_end_of_the_file_and_an_empty_place_have_one_caret(stores: Stores) -> None:
    store = stores("a: b\n")
    end = dataclasses.replace(
        store.finding("a"), location=Location(".magento.env.yaml", Span(5, 5))
    )
    assert "\n2 |\n  | ^\n" in report(store, end)


def test_only_three_characters_end_a_line(stores: Stores) -> None:
    store = stores("a: '\u2028\x85\x0b'\rb: 1\r\nc: 2\n")
    assert "--> store/.magento.env.yaml:3:4\n" in report(store, store.finding("2"))
    assert "\n2 | b: 1\n  |    ^\n" in report(store, store.finding("1"))


def test_a_long_line_is_cut_around_the_place(stores: Stores) -> None:
    store = stores("a: " + "x" * 500 + "needle" + "y" * 500 + "\n")
    lines = report(store, store.finding("needle")).split("\n")
    assert lines[3] == f"1 | ...{'x' * 40}needle{'y' * 74}..."
    assert lines[4] == "  | " + " " * 43 + "^" * 6
    lines = report(store, store.finding("x" * 500)).split("\n")
    assert lines[3] == f"1 | a: {'x' * 117}..."
    assert lines[4] == "  |    " + "^" * 117


def test_a_hostile_message_path_or_title_cannot_drive_the_terminal(stores: Stores) -> None:
    store = stores("a: 1\n", name="st\x1b[2Jore\n")
    finding = dataclasses.replace(
        store.finding("1", "no\x1b[1A"),
        upstream=Upstream(10, "a\n::error::b"),
        related=(Related(Location("x\x9b.yaml", Span(0, 0)), "r\x07"),),
        fixes=(Fix("t\u202e", ()),),
    )
    shown = report(store, finding)
    assert all(line.isprintable() for line in shown.split("\n"))
    assert not any(line.lstrip().startswith("::") for line in shown.split("\n"))


def test_colours_add_nothing_but_colours(stores: Stores) -> None:
    store = stores(ENV)
    finding = store.finding("true")
    coloured = report(store, finding, style=Style(colour=True))
    assert "\x1b[1;33mwarning[a-rule]\x1b[0m" in coloured
    assert "\x1b[1;33m^^^^\x1b[0m" in coloured
    for code in ("1;33", "1;34", "1", "2", "0"):
        coloured = coloured.replace(f"\x1b[{code}m", "")
    assert coloured == report(store, finding)


def test_a_path_outside_the_current_folder_is_absolute(
    stores: Stores, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = stores("a: 1\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert f" --> {store.root / '.magento.env.yaml'}:1:4\n" in report(store, store.finding("1"))
    monkeypatch.chdir(store.root)
    assert " --> .magento.env.yaml:1:4\n" in report(store, store.finding("1"))


def test_the_summary_counts(stores: Stores) -> None:
    store = stores("a: 1\nb: 2\n")
    fixed = dataclasses.replace(store.finding("1"), fixes=(Fix("t", ()),))
    unsafe = dataclasses.replace(store.finding("2"), fixes=(Fix("t", (), Applicability.UNSAFE),))
    tally = Tally()
    tally.add(store.checked())
    assert text.summary(tally, PLAIN) == "No findings in 1 project.\n"
    assert tally.worst is None
    tally.add(store.checked(fixed, unsafe, store.finding("a", severity=Severity.ERROR)))
    tally.add(store.checked(store.finding("b", severity=Severity.INFO)))
    assert (
        text.summary(tally, PLAIN)
        == "1 error, 2 warnings, 1 info in 2 files; 1 fixable with zdd-lsp fix\n"
    )
    assert tally.worst is Severity.ERROR


def test_the_verdict_names_the_project_and_its_versions(stores: Stores) -> None:
    store = stores("stage:\n  build:\n    SKIP_SCD: true\n")
    (store.root / "composer.lock").write_text(
        '{"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"},'
        ' {"name": "magento/magento2-base", "version": "2.4.6-p3"}]}'
    )
    store = type(store)(store.root, store.files)
    shown = text.verdict(store.checked(), PLAIN)
    assert shown.startswith("store (Commerce 2.4.6-p3, ece-tools 2002.1.17): ")
    assert "the configured state is not ideal" in shown


def test_a_large_file_with_many_findings_is_reported_with_linear_work(
    stores: Stores, work: Work
) -> None:
    def steps(size: int) -> int:
        env = "stage:\n  deploy:\n" + "".join(f"    K{n}: {n}\n" for n in range(size))
        store = stores(env + "x" * size * 40, name=f"store-{size}")
        step = len(env) // 200
        findings = [
            dataclasses.replace(
                store.finding("K0"), location=Location(".magento.env.yaml", Span(n, n + 3))
            )
            for n in range(0, step * 200, step)
        ]
        return work(lambda: report(store, *findings))

    assert steps(20_000) < 30 * steps(1_000)
