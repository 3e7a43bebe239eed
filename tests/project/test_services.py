"""What `.magento/services.yaml` declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.project import Project

PATH = ".magento/services.yaml"


def project_of(text: str) -> Project:
    return Project(Path("/project"), {PATH: text})


@pytest.mark.parametrize(
    ("written", "kind", "version", "place"),
    [
        ("redis:7.2", "redis", "7.2", "7.2"),
        ('"redis:7.2"', "redis", "7.2", "7.2"),
        ("'opensearch:2'", "opensearch", "2", "2"),
        ("redis-persistent:7.2", "redis-persistent", "7.2", "7.2"),
        ("rabbitmq", "rabbitmq", None, "rabbitmq"),
        ('"rabbitmq:"', "rabbitmq", None, '"rabbitmq:"'),
        ("7.2", "", None, "mq"),
        ("[redis]", "", None, "mq"),
        ("", "", None, "mq"),
    ],
)
def test_a_type_has_a_name_and_a_version(
    written: str, kind: str, version: str | None, place: str
) -> None:
    text = f"mq:\n    type: {written}\n    disk: 1024\n"

    service = project_of(text).services.services["mq"]

    assert (service.name, service.type, service.version) == ("mq", kind, version)
    assert service.version_span.slice(text) == place


def test_the_type_stands_where_it_is_written() -> None:
    text = "cache: {type: 'valkey:8.0'}\n"

    service = project_of(text).services.services["cache"]

    assert service.type_span.slice(text) == "'valkey:8.0'"
    assert service.entry.key.span.slice(text) == "cache"


def test_services_may_share_a_type() -> None:
    text = "one: &search {type: opensearch:2}\ntwo: *search\nthree:\n  <<: *search\n"

    services = project_of(text).services.services

    assert {(each.type, each.version) for each in services.values()} == {("opensearch", "2")}
    assert list(services) == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("text", "is_readable"),
    [
        ("mysql:\n    type: mysql:11.4\n", True),
        ("# nothing yet\n", True),
        ("", True),
        ("- mysql\n", False),
        ("mysql\n", False),
        ("mysql: {type: mysql:11.4\n", False),
    ],
)
def test_a_file_that_is_no_map_may_hide_services(text: str, *, is_readable: bool) -> None:
    assert project_of(text).services.is_readable is is_readable


def test_an_absent_file_declares_nothing() -> None:
    services = Project(Path("/project"), {}).services

    assert services.services == {}
    assert not services.is_readable


@pytest.mark.parametrize(
    ("written", "endpoints"),
    [
        ("{type: mysql:11.4}", []),
        ("{type: mysql:11.4, configuration: {}}", []),
        ("{configuration: {endpoints: {admin: {}, reader: {}}}}", ["admin", "reader"]),
        ("{configuration: {schemas: [a], endpoints: {admin: {}}}}", ["admin"]),
        ("{configuration: {properties: {}}}", []),
        ("{configuration: {schemas: [main, legacy]}}", None),
        ("{configuration: !include x}", None),
        ("{configuration: {endpoints: !include x}}", None),
        ("!include x", []),
    ],
)
def test_a_service_may_declare_endpoints(written: str, endpoints: list[str] | None) -> None:
    service = project_of(f"db: {written}\n").services.services["db"]

    found = service.endpoints
    assert (list(found) if found is not None else None) == endpoints


def test_a_service_may_have_a_disk() -> None:
    text = "db: {type: mysql:11.4, disk: 5120}\ncache: {type: valkey:8.0}\n"

    db, cache = project_of(text).services.services.values()

    assert db.disk is not None
    assert (db.disk.size, db.disk.span.slice(text)) == (5120, "5120")
    assert cache.disk is None
    assert list(db.keys) == ["type", "disk"]
