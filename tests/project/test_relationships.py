"""What `.magento.app.yaml` says of services and of the environment."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.project import Project

APP = ".magento.app.yaml"
SERVICES = ".magento/services.yaml"
DECLARED = "mysql: {type: mysql:11.4}\nredis: {type: redis:7.2}\nsearch: {type: opensearch:3}\n"


def project_of(app: str, services: str | None = DECLARED) -> Project:
    texts = {APP: app} if services is None else {APP: app, SERVICES: services}
    return Project(Path("/project"), texts)


@pytest.mark.parametrize(
    ("written", "service", "endpoint"),
    [
        ('"redis:redis"', "redis", "redis"),
        ("redis:redis", "redis", "redis"),
        ("redis", "redis", None),
        ("{service: redis, endpoint: main}", "redis", "main"),
        ("{service: redis}", "redis", None),
        ("{endpoint: redis}", "redis", "redis"),
        ("", "redis", None),
        ("~", "redis", None),
        ("[redis]", "", None),
        ("{service: [redis]}", "", None),
        ("7", "", None),
    ],
)
def test_every_form_of_a_relationship(written: str, service: str, endpoint: str | None) -> None:
    project = project_of(f"relationships:\n    redis: {written}\n")

    found = project.relationships["redis"]

    assert (found.name, found.service_name, found.endpoint) == ("redis", service, endpoint)
    assert (found.service is not None) == (service == "redis")


def test_a_relationship_knows_its_place_and_its_service() -> None:
    text = 'relationships:\n    opensearch: "search:opensearch"\n    redis:\n'

    found = project_of(text).relationships

    assert list(found) == ["opensearch", "redis"]
    assert found["opensearch"].span.slice(text) == '"search:opensearch"'
    assert found["redis"].span.slice(text) == "redis"
    service = found["opensearch"].service
    assert service is not None
    assert (service.type, service.version) == ("opensearch", "3")


@pytest.mark.parametrize(
    ("written", "service", "endpoint"),
    [
        ('"redis:main"', "redis", "main"),
        ("redis:main", "redis", "main"),
        ("redis", "redis", "redis"),
        ("{service: 'redis', endpoint: main}", "'redis'", "main"),
        ("{service: redis}", "redis", "cache"),
        ("{endpoint: main}", "cache", "main"),
        ("", "cache", "cache"),
        ('"redis\\x3amain"', "redis", "main"),
    ],
)
def test_the_parts_of_a_relationship_have_places(written: str, service: str, endpoint: str) -> None:
    text = f"relationships:\n    cache: {written}\n"

    found = project_of(text).relationships["cache"]

    assert found.service_span.slice(text) == service
    assert found.endpoint_span.slice(text) == endpoint


def test_what_a_tag_fetches_leads_nowhere() -> None:
    found = project_of("relationships: {redis: !env REDIS}\n").relationships["redis"]

    assert (found.service_name, found.endpoint, found.service) == ("", None, None)


def test_a_relationship_may_lead_to_no_service() -> None:
    found = project_of('relationships:\n    api: "backend:http"\n').relationships["api"]

    assert found.service_name == "backend"
    assert found.service is None


ONE = 'relationships:\n    redis: "redis:redis"\n'


@pytest.mark.parametrize(
    ("app", "services", "known"),
    [
        (ONE, DECLARED, True),
        ("name: shop\nrelationships: {}\n", None, True),
        ("name: shop\n", None, True),
        ("name: shop\nrelationships:\n", None, True),
        (ONE, None, False),
        (ONE, "- redis\n", False),
        (ONE, "redis: {type: redis:7.2\n", False),
        ("relationships: !include relationships.yaml\n", DECLARED, False),
        ("relationships: [redis]\n", DECLARED, False),
        ("- relationships\n", DECLARED, False),
        ("# nothing\n", DECLARED, False),
        ("", DECLARED, False),
        ("name: 'shop\n" + ONE, DECLARED, False),
    ],
)
def test_relationships_are_known_if_nothing_can_hide(
    app: str, services: str | None, *, known: bool
) -> None:
    assert project_of(app, services).knows_relationships is known


def test_without_the_application_no_relationship_is_known() -> None:
    project = Project(Path("/project"), {SERVICES: DECLARED})

    assert project.relationships == {}
    assert not project.knows_relationships


@pytest.mark.parametrize(
    ("written", "version"),
    [
        ("php:8.4", "8.4"),
        ('"php:8.4"', "8.4"),
        ("php", None),
        ("nodejs:20", None),
        ("composable:25.05", None),
        ("8.4", None),
        ("", None),
    ],
)
def test_the_version_of_php(written: str, version: str | None) -> None:
    text = f"name: shop\ntype: {written}\n"

    app = project_of(text).app

    assert app.php_version == version
    if version is not None:
        assert app.image is not None
        assert app.image.version_span.slice(text) == version


def test_the_variables_of_the_environment() -> None:
    app = project_of("variables:\n    env:\n        MAGE_MODE: developer\n        N: 1\n").app

    entry = app.variable("MAGE_MODE")

    assert entry is not None
    assert app.source is not None
    assert app.source.value(entry.value) == "developer"
    assert app.variable("mage_mode") is None


@pytest.mark.parametrize("text", ["variables: x\n", "variables: {env: [A]}\n", "", "variables:\n"])
def test_variables_that_are_no_map_export_nothing(text: str) -> None:
    assert project_of(text).app.variables == {}
