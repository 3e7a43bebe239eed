"""The matrix of supported versions, drawn as Adobe's requirements draw it, and the dates."""

from __future__ import annotations

import datetime as dt
import warnings

import pytest

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.services import services
from zdd_lsp.catalogue.support import support
from zdd_lsp.project.compatibility import first_release, is_newer, listing, supporting
from zdd_lsp.project.constraints import _alternatives
from zdd_lsp.project.deadlines import deadline
from zdd_lsp.project.versions import Version

PICTURE = """\
            | php      | mariadb     | opensearch | redis | valkey | rabbitmq      | activemq-artemis | composer
2.4.9       | 8.5      | 12.3 11.8   | 3          | -     | 9      | 4.3           | 2                | 2.10
2.4.8-p5    | 8.4 8.3  | 11.8 11.4   | 3          | -     | 8.1    | 4.3           | 2                | 2.10
2.4.8-p4    | 8.4 8.3  | 11.4        | 3          | -     | 8      | 4.1           | 2                | 2.9.3
2.4.8-p3    | 8.4 8.3  | 11.4        | 3          | -     | 8      | 4.1           | 2                | 2.9.3
2.4.8-p2    | 8.4 8.3  | 11.4        | 3          | -     | 8      | 4.1           | -                | 2.9.3
2.4.8-p1    | 8.4 8.3  | 11.4        | 2          | -     | 8      | 4.1           | -                | 2.9.3
2.4.8       | 8.4 8.3  | 11.4        | 2          | -     | 8      | 4.1           | -                | 2.9.3
2.4.7-p10   | 8.3 8.2  | 11.8 10.11  | 3 2        | -     | 8.1    | 4.3           | 2                | 2.10
2.4.7-p9    | 8.3 8.2  | 10.11       | 2          | 7.2   | 8      | 4.1           | 2                | 2.9.3
2.4.7-p8    | 8.3 8.2  | 10.11       | 2          | 7.2   | 8      | 4.1           | 2                | 2.9.3
2.4.7-p7    | 8.3 8.2  | 10.11       | 2          | 7.2   | 8      | 4.1           | -                | 2.9.3
2.4.7-p6    | 8.3 8.2  | 10.11       | 2          | 7.2   | 8      | 4.1 3.13      | -                | 2.9.3
2.4.7-p5    | 8.3 8.2  | 10.6        | 2          | 7.2   | -      | 4.1 3.13      | -                | 2.9.3
2.4.7-p4    | 8.3 8.2  | 10.6        | 2          | 7.2   | -      | 3.13          | -                | 2.9.3
2.4.7-p2    | 8.3 8.2  | 10.6        | 2          | 7.2   | -      | 3.13          | -                | 2.9.3
2.4.7-p1    | 8.3 8.2  | 10.6        | 2          | 7.2   | -      | 3.12          | -                | 2.9.3
2.4.7       | 8.3 8.2  | 10.6        | 2          | 7.2   | -      | 3.12          | -                | 2.9.3
2.4.6-p15   | 8.2 8.1  | 10.11       | 3 2        | -     | 8.1    | 4.3           | 2                | 2.2.26
2.4.6-p14   | 8.2 8.1  | 10.11       | 2          | 7.2   | 8      | 4.1           | 2                | 2.2.26
2.4.6-p13   | 8.2 8.1  | 10.11       | 2          | 7.2   | 8      | 4.1           | 2                | 2.2.26
2.4.6-p12   | 8.2 8.1  | 10.11       | 2          | 7.2   | 8      | 4.1           | -                | 2.2.26
2.4.6-p11   | 8.2 8.1  | 10.11       | 2          | 7.2   | 8      | 4.1 3.13      | -                | 2.2.26
2.4.6-p10   | 8.2 8.1  | 10.6        | 2          | 7.2   | -      | 4.1 3.13      | -                | 2.2.26
2.4.6-p9    | 8.2 8.1  | 10.6        | 2          | 7.2   | -      | 3.13          | -                | 2.2.26
2.4.6-p8    | 8.2 8.1  | 10.6        | 2          | 7.2   | -      | 3.13          | -                | 2.2.26
2.4.6-p7    | 8.2 8.1  | 10.6        | 2          | 7.0   | -      | 3.13          | -                | 2.2.26
2.4.6-p6    | 8.2 8.1  | 10.6        | 2          | 7.0   | -      | 3.12          | -                | 2.2.26
2.4.6-p5    | 8.2 8.1  | 10.6        | 2          | 7.0   | -      | 3.12 3.11 3.9 | -                | 2.2.26
2.4.6-p4    | 8.2 8.1  | 10.6        | 2          | 7.0   | -      | 3.11 3.9      | -                | 2.2.26
2.4.6       | 8.2 8.1  | 10.6        | 2          | 7.0   | -      | 3.11 3.9      | -                | 2.2.26
2.4.5-p17   | 8.1      | 10.11       | 2          | -     | 8.1    | 4.3           | 2                | 2.2.26
2.4.5-p16   | 8.1      | 10.11 10.6  | 2          | 7.2   | 8      | 4.1           | 2                | 2.2.26
2.4.5-p15   | 8.1      | 10.6        | 2          | 7.2   | 8      | 4.1           | -                | 2.2.26
2.4.5-p14   | 8.1      | 10.6        | 2          | 7.2   | 8      | 4.1           | -                | 2.2.26
2.4.5-p13   | 8.1      | 10.6        | 2          | 7.2   | 8      | 4.1 3.13      | -                | 2.2.26
2.4.5-p12   | 8.1      | 10.6        | 2          | 7.2   | -      | 4.1 3.13      | -                | 2.2.26
2.4.5-p11   | 8.1      | 10.6 10.5   | 1          | 7.2   | -      | 3.13          | -                | 2.2.26
2.4.5-p10   | 8.1      | 10.5        | 1          | 7.2   | -      | 3.13          | -                | 2.2.26
2.4.5-p9    | 8.1      | 10.5        | 1          | 7.0   | -      | 3.13          | -                | 2.2.26
2.4.5-p8    | 8.1      | 10.5 10.4   | 1          | 7.0   | -      | 3.12 3.11     | -                | 2.2.26
2.4.5-p7    | 8.1      | 10.4        | 1          | 7.0   | -      | 3.12 3.11 3.9 | -                | 2.2.26
2.4.5-p6    | 8.1      | 10.4        | 1          | 6.2   | -      | 3.11 3.9      | -                | 2.2.26
2.4.5-p3    | 8.1      | 10.4        | 1          | 6.2   | -      | 3.11 3.9      | -                | 2.2.26
2.4.5-p2    | 8.1      | 10.4        | 1          | 6.2   | -      | 3.9           | -                | 2.2.26
2.4.5       | 8.1      | 10.4        | 1          | 6.2   | -      | 3.9           | -                | 2.2.26
2.4.4-p18   | 8.1      | 10.6        | 2          | 7.2   | -      | 3.13 3.9      | -                | 2.2.26
2.4.4-p17   | 8.1      | 10.6        | 2          | 7.2   | -      | 3.9           | -                | 2.2.26
2.4.4-p13   | 8.1      | 10.6        | 2          | 7.2   | -      | 3.9           | -                | 2.2.26
2.4.4-p12   | 8.1      | 10.6 10.5   | 1          | 7.2   | -      | 3.9           | -                | 2.2.26
2.4.4-p11   | 8.1      | 10.5        | 1          | 7.2   | -      | 3.9           | -                | 2.2.26
2.4.4-p10   | 8.1      | 10.5        | 1          | 7.0   | -      | 3.9           | -                | 2.2.26
2.4.4-p9    | 8.1      | 10.5 10.4   | 1          | 7.0   | -      | 3.9           | -                | 2.2.26
2.4.4-p8    | 8.1      | 10.4        | 1          | 7.0   | -      | 3.9           | -                | 2.2.26
2.4.4-p7    | 8.1      | 10.4        | 1          | 6.2   | -      | 3.9           | -                | 2.2.26
2.4.4       | 8.1      | 10.4        | 1          | 6.2   | -      | 3.9           | -                | 2.2.26
"""  # noqa: E501 - a table


def version(text: str) -> Version:
    found = Version.parse(text)
    assert found is not None
    return found


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.split("|")]


HEAD, *ROWS = map(cells, PICTURE.splitlines())


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_the_matrix_is_that_of_the_requirements(row: list[str]) -> None:
    release, *expected = row
    found = [listing(matrix().parts[name], version(release)) for name in HEAD[1:]]

    assert [" ".join(each or ("-",)) for each in found] == expected
    assert listing(matrix().parts["elasticsearch"], version(release)) == ()


@pytest.mark.parametrize("release", ["2.4.3-p3", "2.3.7", "2.4.9-beta1", "2.4.10", "2.5.0"])
def test_other_releases_are_not_known(release: str) -> None:
    for part in matrix().parts.values():
        assert listing(part, version(release)) is None


@pytest.mark.parametrize(
    ("release", "newer"),
    [
        ("2.4.8-p5", False),
        ("2.4.8-p6", True),
        ("2.4.9", False),
        ("2.4.9-p1", True),
        ("2.4.9-beta1", False),
        ("2.5.0", False),
    ],
)
def test_what_is_newer_than_the_matrix(release: str, *, newer: bool) -> None:
    assert is_newer(version(release)) is newer


def test_a_newer_patch_is_taken_for_the_newest_one() -> None:
    assert listing(matrix().parts["mariadb"], version("2.4.8-p9")) == ("11.8", "11.4")


def test_every_row_stands_in_a_line_and_in_order() -> None:
    for part in matrix().parts.values():
        lines = [release.partition("-")[0] for release in part.rows]
        assert list(dict.fromkeys(lines)) == list(matrix().newest), part.id
        releases = [version(release) for release in part.rows]
        assert releases == sorted(releases), part.id
        for release, versions in part.rows.items():
            assert version(release) <= version(matrix().newest[release.partition("-")[0]])
            assert [*versions] == sorted(versions, key=version, reverse=True), (part.id, release)


def test_parts_refer_to_parts() -> None:
    parts = matrix().parts
    assert {part.instead for part in parts.values()} - {None} <= parts.keys()
    assert matrix().older <= services().newest.rows.keys() & parts.keys()
    assert matrix().steps.keys() <= parts.keys()
    assert {need.part for need in matrix().needs} <= parts.keys()
    for each in support().deadlines:
        assert {each.part, each.target} <= parts.keys()
    types = [kind for part in parts.values() for kind in part.types]
    assert len(types) == len(set(types))


def test_every_constraint_can_be_read() -> None:
    constraints = [
        *(part.disputed for part in matrix().parts.values() if part.disputed),
        *matrix().engines.values(),
        *(need.versions for need in matrix().needs),
        *(each.versions for each in support().deadlines),
        *(fitting for each in support().deadlines for fitting, _ in each.to),
    ]
    for constraint in constraints:
        assert len(_alternatives(constraint)) == constraint.count("||") + 1, constraint


def test_the_steps_of_rabbitmq_cover_what_commerce_supports() -> None:
    steps = matrix().steps["rabbitmq"]
    listed = {each for row in matrix().parts["rabbitmq"].rows.values() for each in row}

    assert listed <= {*steps}
    assert [*steps] == sorted(steps, key=version)


@pytest.mark.parametrize(
    ("part", "release", "first"),
    [
        ("valkey", "2.4.6-p3", "2.4.6-p11"),
        ("valkey", "2.4.4", None),
        ("activemq-artemis", "2.4.8", "2.4.8-p3"),
        ("redis", "2.4.9", None),
        ("valkey", "2.3.7", None),
    ],
)
def test_the_first_release_that_supports_a_part(part: str, release: str, first: str | None) -> None:
    assert first_release(matrix().parts[part], version(release)) == first


@pytest.mark.parametrize(
    ("part", "text", "ranges"),
    [
        (
            "mariadb",
            "10.6",
            [
                ("2.4.4-p12", None),
                ("2.4.5-p11", "2.4.5-p16"),
                ("2.4.6", "2.4.6-p10"),
                ("2.4.7", "2.4.7-p5"),
            ],
        ),
        ("php", "8.5", [("2.4.9", None)]),
        ("php", "7.4", []),
        ("opensearch", "2.19", [("2.4.4-p13", None), ("2.4.5-p12", None), ("2.4.6", None)]),
        ("rabbitmq", "3.12", [("2.4.5-p7", "2.4.5-p8"), ("2.4.6-p5", "2.4.6-p6")]),
    ],
)
def test_which_releases_support_a_version(
    part: str, text: str, ranges: list[tuple[str, str | None]]
) -> None:
    found = list(supporting(matrix().parts[part], version(text)))

    assert found[: len(ranges)] == ranges
    assert bool(found) == bool(ranges)


@pytest.mark.parametrize(
    ("part", "text", "day"),
    [
        ("php", "5.6", "2027-05-31"),
        ("php", "8.1", "2027-05-31"),
        ("php", "8.2", None),
        ("mariadb", "10.0", "2026-10-30"),
        ("mariadb", "10.5", "2026-10-30"),
        ("mariadb", "10.6", "2027-05-31"),
        ("mariadb", "10.11", None),
        ("elasticsearch", "1.7", "2026-10-30"),
        ("elasticsearch", "7.17", "2026-10-30"),
        ("opensearch", "1", "2027-05-31"),
        ("opensearch", "1.3", "2027-05-31"),
        ("opensearch", "2", None),
        ("redis", "3.0", "2027-05-31"),
        ("redis", "5.0", "2027-05-31"),
        ("redis", "6.0", None),
        ("rabbitmq", "3.9", "2026-10-30"),
        ("rabbitmq", "3.10", "2027-05-31"),
        ("rabbitmq", "3.12", "2027-05-31"),
        ("rabbitmq", "3.13", None),
        ("valkey", "8.0", None),
    ],
)
def test_the_deadlines_are_those_of_the_notice(part: str, text: str, day: str | None) -> None:
    found = deadline(part, version(text))

    assert (found and str(found.date)) == day


def test_the_dates_of_a_line_are_in_order() -> None:
    lines = support().lines
    assert list(lines) == list(matrix().newest)
    for dates in lines.values():
        days = [dates.released, dates.regular, dates.extended, dates.security, dates.enforced]
        known = [day for day in days if day is not None]
        assert known == sorted(known)


def sources() -> list[tuple[str, dt.date]]:
    """Return every table of the files about versions that says when its source was published."""
    found = []
    for name in ("matrix.toml", "support.toml", "services.toml"):
        content = tables.read(name)
        for key, table in [("", content), *content.items(), *content.get("support", {}).items()]:
            if isinstance(table, dict) and "source" in table:
                assert table["source"]
                found.append((f"{name} {key}".strip(), table["date"]))
    return found


def test_every_table_says_when_and_whence() -> None:
    names = {name for name, _ in sources()}

    assert {"matrix.toml", "matrix.toml steps", "support.toml enforced"} <= names
    assert all(isinstance(date, dt.date) for _, date in sources())


@pytest.mark.filterwarnings("default")
def test_old_facts_are_a_notice() -> None:
    """Adobe publishes new versions every few months. Old facts are worth a look, not a failure."""
    today = dt.datetime.now(dt.UTC).date()
    for name, date in sources():
        if (today - date).days > _YEAR:
            warnings.warn(f"the facts of {name} are of {date}: look for newer ones", stacklevel=1)


_YEAR = 365
