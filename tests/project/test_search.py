"""Which search engine ece-tools will configure, and whether Live Search replaces it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.search import (
    configured_engine,
    engine_place,
    has_elasticsuite,
    has_live_search,
    is_elasticsearch_family,
    search_engine,
)
from zdd_lsp.project.stack import running

ENV, CONFIG = ".magento.env.yaml", "app/etc/config.php"
SUITE = {"smile/elasticsuite": "2.11.9"}


def project_of(
    *types: str, env: str = "", commerce: str = "2.4.6", packages: dict[str, str] | None = None
) -> Project:
    locked = {"magento/magento2-base": commerce, **(packages or {})}
    items = [{"name": name, "version": version} for name, version in locked.items()]
    names = [each.partition(":")[0] for each in types]
    return Project(
        Path("/project"),
        {
            ".magento.app.yaml": "relationships:\n    web: 'web:http'\n"
            + "".join(f"    {name}: {name}\n" for name in names),
            ".magento/services.yaml": "".join(
                f"{name}: {{type: '{each}'}}\n" for name, each in zip(names, types, strict=True)
            ),
            "composer.lock": json.dumps({"packages": items}),
            ENV: f"stage:\n  deploy:\n    SEARCH_CONFIGURATION: {env}\n" if env else "stage: {}\n",
        },
    )


@pytest.mark.parametrize(
    ("types", "env", "commerce", "engine"),
    [
        (["opensearch:2"], "", "2.4.6", "opensearch"),
        (["elasticsearch:7.10"], "", "2.4.6", "elasticsearch7"),
        (["elasticsearch:5.2"], "", "2.3.4", "elasticsearch5"),
        (["elasticsearch:2.4"], "", "2.3.4", "elasticsearch"),
        (["elasticsearch"], "", "2.3.4", "elasticsearch"),
        (["elasticsearch:7.10", "opensearch:2"], "", "2.4.6", "opensearch"),
        (["solr:4.10"], "", "2.1.18", "solr"),
        (["solr:4.10"], "", "2.3.4", "mysql"),
        (["solr:4.10"], "", "dev-main", None),
        ([], "", "2.3.4", "mysql"),
        ([], "{engine: opensearch}", "2.4.6", "opensearch"),
        (["opensearch:2"], "{engine: amasty_elastic}", "2.4.6", "amasty_elastic"),
        (["opensearch:2"], "{engine: mysql, _merge: true}", "2.3.4", "mysql"),
        (["opensearch:2"], "{_merge: true, opensearch_index_prefix: x}", "2.4.6", "opensearch"),
        (["opensearch:2"], "{_merge: true}", "2.4.6", "opensearch"),
        (["opensearch:2"], "{_merge: false}", "2.4.6", "opensearch"),
        (["opensearch:2"], "{opensearch_index_prefix: x}", "2.4.6", None),
        (["opensearch:2"], "{engine: [opensearch]}", "2.4.6", None),
        (["opensearch:2"], "[]", "2.4.6", "opensearch"),
        (["opensearch:2"], "[x]", "2.4.6", None),
        (["opensearch:2"], '\'{"engine": "mysql"}\'', "2.3.4", "mysql"),
    ],
)
def test_the_engine(types: list[str], env: str, commerce: str, engine: str | None) -> None:
    assert search_engine(project_of(*types, env=env, commerce=commerce)) == engine


def test_elasticsuite_goes_before_all() -> None:
    project = project_of("opensearch:2", env="{engine: mysql}", packages=SUITE)

    assert has_elasticsuite(project)
    assert search_engine(project) == "elasticsuite"
    assert configured_engine(project) == "mysql"


def test_a_package_for_development_is_not_installed() -> None:
    lock = {"packages": [], "packages-dev": [{"name": "smile/elasticsuite", "version": "2.11.9"}]}

    assert not has_elasticsuite(Project(Path("/project"), {"composer.lock": json.dumps(lock)}))


@pytest.mark.parametrize("text", ["stage: {deploy: x}", "stage: {global: x}"])
def test_a_crash_leaves_the_engine_unknown(text: str) -> None:
    project = project_of("opensearch:2").with_texts({ENV: text})

    assert search_engine(project) is None
    assert configured_engine(project) is None


def test_the_engine_is_named_at_its_value_or_in_the_text_that_holds_it() -> None:
    for env, place in (
        ("{engine: mysql}", "mysql"),
        ('\'{"engine": "mysql"}\'', '\'{"engine": "mysql"}\''),
        ("{_merge: true}", None),
        ("", None),
    ):
        project = project_of(env=env)
        found = engine_place(project)
        text = project.text(ENV)
        assert text is not None
        assert (found and found[1].slice(text)) == place


def test_the_family_of_elasticsearch() -> None:
    family = ["elasticsearch", "elasticsearch7", "elasticsuite", "opensearch"]

    assert all(map(is_elasticsearch_family, family))
    assert not any(map(is_elasticsearch_family, ["mysql", "ElasticSuite", "amasty_elastic"]))


LISTED = "<?php return ['modules' => ['Magento_LiveSearchAdapter' => {}]];"


@pytest.mark.parametrize(
    ("config", "package", "expected"),
    [
        (LISTED.replace("{}", "1"), None, True),
        (LISTED.replace("{}", "0"), None, False),
        (LISTED.replace("{}", "ON"), None, None),
        ("<?php return ['modules' => ['Magento_Store' => 1]];", None, False),
        ("<?php return [];", None, False),
        ("<?php return modules();", None, None),
        (None, None, False),
        (None, "magento/live-search", None),
        ("<?php return [];", "magento/module-live-search-adapter", None),
        (LISTED.replace("{}", "1"), "magento/live-search", True),
    ],
)
def test_live_search(config: str | None, package: str | None, *, expected: bool | None) -> None:
    project = project_of(packages={package: "4.0.0"} if package else None)
    if config is not None:
        project = project.with_texts({CONFIG: config})

    assert has_live_search(project) is expected


def test_live_search_is_unknown_where_the_shared_configuration_cannot_be_read() -> None:
    refusal = Unreadable("it is too large", Failure.TOO_LARGE)

    assert has_live_search(Project(Path("/project"), {CONFIG: refusal})) is None


def test_services_are_found_by_the_names_of_relationships() -> None:
    app = """
    relationships:
        jms: "broker:activemq-artemis"
        amqp: "queue:rabbitmq"
        mq: "queue:rabbitmq"
        cache: "cache:valkey"
        redis-session: "sessions:redis"
        database: "db:mysql"
        opensearch: "search:opensearch"
    """
    services = """
    broker: {type: "activemq-artemis:2.42"}
    queue: {type: "rabbitmq:4.1"}
    cache: {type: "valkey:8.0"}
    sessions: {type: "redis-persistent:7.2"}
    db: {type: "oracle-mysql:8.0"}
    """
    project = Project(Path("/p"), {".magento.app.yaml": app, ".magento/services.yaml": services})

    found = running(project)

    assert {name: (each.version, each.relationship.name) for name, each in found.items()} == {
        "activemq-artemis": ("2.42", "jms"),
        "rabbitmq": ("4.1", "mq"),
        "redis-session": ("7.2", "redis-session"),
        "opensearch": (None, "opensearch"),
        "mysql": ("8.0", "database"),
    }


@pytest.mark.parametrize(
    ("ece_tools", "names"),
    [
        ("2002.1.8", ["redis"]),
        ("2002.1.9", ["redis", "opensearch"]),
        ("2002.2.2", ["redis", "valkey", "opensearch"]),
        ("2002.2.8", ["activemq-artemis", "redis", "valkey", "opensearch"]),
        ("dev-develop", ["activemq-artemis", "redis", "valkey", "opensearch"]),
    ],
)
def test_an_older_ece_tools_looks_for_fewer_services(ece_tools: str, names: list[str]) -> None:
    project = project_of(
        "redis:7.2",
        "valkey:8.0",
        "opensearch:2",
        "activemq-artemis:2.42",
        packages={"magento/ece-tools": ece_tools},
    )

    assert list(running(project)) == names
