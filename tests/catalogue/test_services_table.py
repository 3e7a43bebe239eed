"""The tables of services: whole, readable, and what ece-tools was measured to make of them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.services import services
from zdd_lsp.project import Project
from zdd_lsp.project.constraints import _alternatives, satisfies
from zdd_lsp.project.stack import end_of_life, mismatches, months_until
from zdd_lsp.project.versions import Version

if TYPE_CHECKING:
    from zdd_lsp.catalogue.services import Support

RELATIONSHIPS = {
    "mysql": "database",
    "mariadb": "database",
    "oracle-mysql": "database",
    "redis": "redis",
    "valkey": "valkey",
    "opensearch": "opensearch",
    "elasticsearch": "elasticsearch",
    "rabbitmq": "rabbitmq",
    "activemq-artemis": "activemq-artemis",
}
NEWEST, OLDER = services().supports
TABLES = pytest.mark.parametrize("support", [NEWEST, OLDER], ids=["2002.2.11", "2002.2.10"])


def project_of(commerce: str, *types: str, ece_tools: str = "2002.2.11") -> Project:
    """Return a project with a service of each type, under the relationship that Adobe gives it."""
    links = {kind: RELATIONSHIPS[kind] for kind in (each.partition(":")[0] for each in types)}
    lock = {
        "packages": [
            {"name": "magento/magento2-base", "version": commerce},
            {"name": "magento/ece-tools", "version": ece_tools},
        ]
    }
    texts = {
        ".magento.app.yaml": "".join(
            ["relationships:\n", *(f"    {name}: {kind}\n" for kind, name in links.items())]
        ),
        ".magento/services.yaml": "".join(
            f"{each.partition(':')[0]}: {{type: '{each}'}}\n" for each in types
        ),
        "composer.lock": json.dumps(lock),
    }
    return Project(Path("/project"), texts)


def refused(commerce: str, *types: str, support: Support = NEWEST) -> dict[str, str | None]:
    """Return the constraints that services break, by service."""
    found = mismatches(project_of(commerce, *types), support)
    return {mismatch.running.name: mismatch.constraint for mismatch in found}


@TABLES
def test_every_constraint_can_be_read(support: Support) -> None:
    for rows in support.rows.values():
        for commerce, service in rows:
            for constraint in (commerce, service):
                assert len(_alternatives(constraint)) == constraint.count("||") + 1, constraint


@TABLES
def test_a_service_that_must_have_a_row_has_one(support: Support) -> None:
    """One gap is real: Aurora has no row for 2.3.0, and ece-tools gives up there."""
    versions = ["2.1.18", "2.2.0", "2.2.5", "2.2.11", "2.3.1", "2.3.7", "2.3.7-p4", "2.4.0"]
    for line, patches in {"2.4.3": 3, "2.4.4": 18, "2.4.5": 17, "2.4.6": 15, "2.4.7": 10}.items():
        versions += [line, *(f"{line}-p{patch}" for patch in range(1, patches + 1))]
    versions += ["2.4.8", "2.4.8-p5", "2.4.9-alpha3", "2.4.9-beta1", "2.4.9", "2.5.0"]
    for text in versions:
        version = Version.parse(text)
        assert version is not None
        for name in support.rows.keys() - support.optional:
            assert any(satisfies(version, fits) for fits, _ in support.rows[name]), (text, name)
    assert refused("2.3.0", "mysql:11.4", support=support) == {}


def test_every_service_can_be_found_and_judged() -> None:
    names = {name for found in services().found for name in (found.name, *found.types.values())}

    assert names <= NEWEST.rows.keys()
    assert NEWEST.rows.keys() - names == {"php", "aurora"}
    for found in services().found:
        assert found.end_of_life in {*services().end_of_life.dates, "elasticsearch"}


def test_every_table_says_when_and_whence() -> None:
    content = tables.read("services.toml")
    for table in (
        content["found"],
        content["end_of_life"],
        *content["support"].values(),
    ):
        assert table["source"]
        assert isinstance(table["date"], dt.date)


def test_a_table_holds_for_its_version_alone() -> None:
    assert services().support((2002, 2, 11)) is NEWEST
    assert services().support((2002, 2, 10)) is OLDER
    for other in [(2002, 2, 12), (2002, 2, 9), (2002, 1, 17)]:
        assert services().support(other) is None
    assert services().support(None) is None


@pytest.mark.parametrize(
    ("commerce", "service", "constraint"),
    [
        ("2.4.8", "redis:7.2", "fits"),
        ("2.4.8-p1", "redis:7.2", None),
        ("2.4.9", "redis:7.2", None),
        ("2.4.5-p13", "valkey:8.0", "fits"),
        ("2.4.5-p14", "valkey:8.0", None),
        ("2.4.5-p16", "valkey:8.0", None),
        ("2.4.5-p17", "valkey:8.1", "fits"),
        ("2.4.6-p11", "valkey:8.0", "fits"),
        ("2.4.6-p12", "valkey:8.0", None),
        ("2.4.7-p6", "valkey:8.0", "fits"),
        ("2.4.7-p7", "valkey:8.0", None),
        ("2.4.4-p7", "opensearch:1.2", None),
        ("2.4.5-p6", "opensearch:1.3", "~1.1.0 || 1.2.*"),
        ("2.4.5-p6", "opensearch:1.2", "fits"),
        ("2.4.8", "rabbitmq:4.0", ">4.0 <=4.2"),
        ("2.4.8", "rabbitmq:4.1", "fits"),
        ("2.4.8", "rabbitmq:4.2", "fits"),
        ("2.4.9", "valkey:8.0", "fits"),
        ("2.4.9", "valkey:8.1", "~8.0.0 || ~8.0.1 || ~9.0.0"),
        ("2.4.9", "valkey:9.0", "fits"),
        ("2.4.8-p2", "opensearch:2", "^3"),
        ("2.4.7", "redis:latest", "fits"),
        ("2.4.8", "redis:latest", "fits"),
        ("2.4.8-p1", "redis:latest", None),
        ("2.4.9", "activemq-artemis:2.42", "fits"),
        ("2.4.6", "oracle-mysql:8.0", "fits"),
        ("2.4.6", "oracle-mysql:5.7", "~8.0.0"),
        ("2.4.6", "rabbitmq", "fits"),
        ("2.4.6", "elasticsearch:7.10-oss", "fits"),
        ("2.4.6", "redis:seven", "fits"),
    ],
)
def test_how_the_table_is_read(commerce: str, service: str, constraint: str | None) -> None:
    name = {"oracle-mysql": "mysql"}.get(service.partition(":")[0], service.partition(":")[0])
    expected = {} if constraint == "fits" else {name: constraint}

    assert refused(commerce, service) == expected


OLD = ("mysql:10.4", "redis:6.2", "opensearch:1.2")
TEMPLATE = ("mysql:10.11", "redis:7.2", "opensearch:2")


@pytest.mark.parametrize(
    ("commerce", "types", "expected"),
    [
        ("2.1.18", TEMPLATE, {"opensearch": None, "mariadb": ">=10.0 <10.3"}),
        ("2.3.7", TEMPLATE, {"opensearch": None, "mariadb": ">=10.0 <10.4"}),
        ("2.4.5", TEMPLATE, {"opensearch": "~1.1.0 || 1.2.*", "mariadb": ">=10.2 <10.5"}),
        ("2.4.6", TEMPLATE, {"mariadb": ">=10.6 <10.7"}),
        ("2.4.6-p14", OLD, {"opensearch": "^2", "mariadb": ">=10.11 <10.12"}),
        (
            "2.5.0",
            TEMPLATE,
            {"redis": None, "opensearch": "^3", "mariadb": ">=11.8 <11.9 || >=12.2 <12.4"},
        ),
        ("2.4.6-p14", TEMPLATE, {}),
    ],
)
def test_what_ece_tools_was_measured_to_say(
    commerce: str, types: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    """The cases of an ece-tools with the table of 2002.2.11, and one that it accepts."""
    assert refused(commerce, *types) == expected


@pytest.mark.parametrize(
    ("commerce", "types", "expected"),
    [
        ("2.4.8-p4", ("mysql:11.4", "valkey:8.0", "opensearch:3"), {}),
        ("2.4.8-p4", ("valkey:8.1",), {"valkey": " ~8.0.0 || ~8.0.1"}),
        ("2.4.8-p4", ("mysql:11.8",), {"mariadb": "11.4 <11.5"}),
        ("2.4.7-p9", ("mysql:10.11", "redis:7.2", "opensearch:2"), {}),
        ("2.4.6-p14", ("mysql:10.11", "redis:7.2", "opensearch:2"), {}),
        ("2.4.5-p16", ("mysql:10.11",), {"mariadb": ">=10.6 <10.7"}),
        ("2.4.4-p17", ("mysql:10.6", "redis:7.2", "opensearch:2"), {}),
        ("2.4.8", ("rabbitmq:4.2",), {"rabbitmq": ">4.0 <=4.1"}),
        ("2.4.5-p17", ("activemq-artemis:2.42",), {"activemq-artemis": None}),
        ("2.4.5-p14", ("elasticsearch:7.10",), {}),
    ],
)
def test_the_table_of_2002_2_10(
    commerce: str, types: tuple[str, ...], expected: dict[str, str | None]
) -> None:
    assert refused(commerce, *types, support=OLDER) == expected


@pytest.mark.parametrize(
    ("service", "version", "day"),
    [
        ("php", "8.1", dt.date(2025, 12, 31)),
        ("php", "8.1.27", dt.date(2025, 12, 31)),
        ("php", "7.4", None),
        ("opensearch", "2", None),
        ("opensearch", "2.19", None),
        ("opensearch", "3", dt.date(2026, 5, 6)),
        ("opensearch", "1.2", dt.date(2026, 11, 7)),
        ("activemq-artemis", "2.42", dt.date(2025, 10, 13)),
        ("mariadb", "10.1", None),
        ("mariadb", "10.11", dt.date(2028, 2, 16)),
        ("elasticsearch", "7.10", None),
        ("redis", "latest", None),
        ("node", "20", None),
    ],
)
def test_how_the_dates_are_read(service: str, version: str, day: dt.date | None) -> None:
    assert end_of_life(service, version) == day


@pytest.mark.parametrize(
    ("today", "day", "months"),
    [
        (dt.date(2026, 11, 23), dt.date(2026, 12, 31), 1),
        (dt.date(2026, 8, 31), dt.date(2026, 12, 31), 4),
        (dt.date(2026, 9, 1), dt.date(2026, 12, 31), 3),
        (dt.date(2026, 12, 1), dt.date(2027, 3, 31), 3),
        (dt.date(2026, 12, 31), dt.date(2026, 12, 31), 0),
    ],
)
def test_months_are_whole_ones(today: dt.date, day: dt.date, months: int) -> None:
    assert months_until(today, day) == months
