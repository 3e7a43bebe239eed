"""The validators of ece-tools that depend on services: when they speak, and their exact words."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.findings import Finding

APP, SERVICES = ".magento.app.yaml", ".magento/services.yaml"
ENV, CONFIG, LOCK = ".magento.env.yaml", "app/etc/config.php", "composer.lock"
TODAY = dt.date(2026, 11, 23)

OURS = {rule.name for rule in lint.rules() if "ZDD340" <= rule.code <= "ZDD369"}

NO_ES = "Adobe Commerce and Magento Open Source 2.4.0 require Elasticsearch service to be installed"
NO_SEARCH = (
    "Adobe Commerce and Magento Open Source 2.4.4 requires OpenSearch or Elasticsearch service "
    "to be installed"
)
BOTH = (
    "Elasticsearch and OpenSearch services are both installed at infrastructure layer. Adobe "
    "Commerce and Magento Open Source 2.4.4 and later use OpenSearch by default"
)
NO_SERVICE = "ElasticSuite is installed without available ElasticSearch or OpenSearch service."
OTHER_ENGINE = "ElasticSuite is installed but mysql set as search engine."
SOLR = "Configuration for Solr was found in .magento.app.yaml."
IDLE = (
    "Elasticsearch service is installed at infrastructure layer but is not used as a search engine."
)
MYSQL = "The MySQL search configuration option is deprecated. Use Elasticsearch instead."


class Store(NamedTuple):
    """A store: the services it has relationships to, what is locked, and what else it says."""

    services: tuple[str, ...] = ()
    commerce: str = "2.4.8-p4"
    ece_tools: str = "2002.1.17"
    engine: str = ""
    packages: Mapping[str, str] = {}
    config: str | None = None
    php: str = ""
    requires: str = ""

    @property
    def project(self) -> Project:
        base = {"name": "magento/magento2-base", "version": self.commerce}
        locked: list[dict[str, Any]] = [
            {**base, "require": {"php": self.requires} if self.requires else {}},
            {"name": "magento/ece-tools", "version": self.ece_tools},
            *({"name": name, "version": each} for name, each in self.packages.items()),
        ]
        named = [(each.partition(":")[0], each) for each in self.services]
        links = "".join(f"    {'database' if n == 'mysql' else n}: {n}\n" for n, _ in named)
        texts = {
            APP: (f"type: php:{self.php}\n" if self.php else "name: shop\n")
            + f"relationships:\n{links}",
            SERVICES: "".join(f"{name}: {{type: '{each}'}}\n" for name, each in named),
            LOCK: json.dumps({"packages": [package for package in locked if package["version"]]}),
        }
        if self.engine:
            texts[ENV] = f"stage: {{deploy: {{SEARCH_CONFIGURATION: {{engine: {self.engine}}}}}}}\n"
        if self.config is not None:
            texts[CONFIG] = f"<?php return [{self.config}];"
        return Project(Path("/project"), texts, today=TODAY)


def findings(project: Project) -> list[Finding]:
    return [finding for finding in lint.check(project) if finding.rule in OURS]


def upstream(store: Store) -> set[tuple[int | None, str]]:
    """Return what our findings say that ece-tools says."""
    said = (finding.upstream for finding in findings(store.project))
    return {(each.code, each.message) for each in said if each is not None}


SUITE = {"smile/elasticsuite": "2.11.9"}
LIVE = "'modules' => ['Magento_LiveSearchAdapter' => 1]"
ES7, OS2, SOLR4 = ("elasticsearch:7.10",), ("opensearch:2",), ("solr:4.10",)


@pytest.mark.parametrize(
    ("store", "expected"),
    [
        # 134 and 138: a search service has to be there.
        (Store(commerce="2.4.0"), {(134, NO_ES)}),
        (Store(commerce="2.4.3-p1"), {(134, NO_ES)}),
        (Store(commerce="2.4.3-p2"), {(138, NO_SEARCH)}),
        (Store(commerce="2.4.8-p4"), {(138, NO_SEARCH)}),
        (Store(commerce="2.4.8-p4", ece_tools=""), {(138, NO_SEARCH)}),
        (Store(commerce="2.4.3-p2", ece_tools="2002.1.8"), {(134, NO_ES)}),
        (Store(commerce="2.4.0", ece_tools="2002.1.2"), set()),
        (Store(commerce="2.4.0", ece_tools="2002.1.0"), set()),
        (Store(commerce="2.4.0", config=LIVE), set()),
        (Store(commerce="2.4.8-p4", config=LIVE), set()),
        (Store(commerce="2.4.8-p4", config="'modules' => MODULES"), set()),
        (Store(commerce="2.4.8-p4", packages={"magento/live-search": "4.0.0"}), set()),
        (Store(ES7, commerce="2.4.0"), set()),
        (Store(ES7, commerce="2.4.8-p4"), set()),
        (Store(OS2, commerce="2.4.3-p2"), set()),
        (Store(commerce="dev-main"), set()),
        # 139: OpenSearch that Commerce cannot use; with 2.4 it lacks Elasticsearch as well.
        (Store(OS2, commerce="2.3.7"), {(139, "Incorrect search engine")}),
        (Store(OS2, commerce="2.3.7-p3"), set()),
        (Store(OS2, commerce="2.4.2"), {(134, NO_ES), (139, "Incorrect search engine")}),
        (Store(OS2 + ES7, commerce="2.4.2"), {(2030, BOTH)}),
        (Store(OS2 + ES7, commerce="2.3.7"), {(139, "Incorrect search engine"), (2030, BOTH)}),
        # 2030: both.
        (Store(OS2 + ES7), {(2030, BOTH)}),
        (Store(OS2 + ES7, commerce="dev-main"), {(2030, BOTH)}),
        (Store(OS2 + ES7, ece_tools="2002.1.8"), set()),
        # 113 and 114: ElasticSuite.
        (Store(packages=SUITE), {(138, NO_SEARCH), (113, NO_SERVICE)}),
        (Store(packages=SUITE, config=LIVE), {(113, NO_SERVICE)}),
        (Store(packages=SUITE, engine="mysql", config=LIVE), {(113, NO_SERVICE)}),
        (
            Store(commerce="2.3.4", ece_tools="2002.1.8", packages=SUITE),
            {(113, "ElasticSuite is installed without available ElasticSearch service.")},
        ),
        (Store(commerce="2.3.4", ece_tools="2002.0.18", packages=SUITE), set()),
        (Store(OS2, packages=SUITE, engine="mysql"), {(114, OTHER_ENGINE)}),
        (Store(OS2, packages=SUITE, engine="ElasticSuite"), set()),
        (Store(OS2, packages=SUITE, engine="''"), set()),
        (Store(OS2, packages=SUITE), set()),
        # 2008 and 2009: Solr.
        (Store(SOLR4, commerce="2.1.18"), {(2008, SOLR)}),
        (Store(SOLR4 + ES7, commerce="2.3.4"), {(2009, SOLR)}),
        (Store(SOLR4 + ES7, commerce="2.0.18"), set()),
        (Store(SOLR4, commerce="dev-main"), set()),
        # 2010: Elasticsearch lies idle.
        (Store(ES7, engine="amasty_elastic"), {(2010, IDLE)}),
        (Store(ES7, commerce="2.3.7", engine="mysql"), {(2010, IDLE), (2019, MYSQL)}),
        (Store(ES7, engine="elasticsearch7"), set()),
        (Store(ES7, engine="opensearch"), set()),
        (Store(ES7, engine="mysql", packages=SUITE), {(114, OTHER_ENGINE)}),
        # 2019: MySQL, before Commerce 2.4.
        (Store(commerce="2.3.4"), {(2019, MYSQL)}),
        (Store(OS2, commerce="2.3.7-p3", engine="mysql"), {(2019, MYSQL)}),
        (Store(SOLR4, commerce="2.3.4"), {(2009, SOLR), (2019, MYSQL)}),
        (Store(commerce="2.3.4", ece_tools="2002.1.0"), set()),
        (Store(ES7, commerce="2.3.4"), set()),
    ],
)
def test_search(store: Store, expected: set[tuple[int, str]]) -> None:
    assert upstream(store) == expected


MISSING_OR_BROKEN = [
    Store(OS2 + ES7),
    Store(("redis:7.2",), packages=SUITE),
    Store(SOLR4, commerce="2.3.4", engine="mysql"),
    Store(("mysql:10.4",), commerce="2.4.2", ece_tools="2002.2.11"),
]


@pytest.mark.parametrize("path", [APP, SERVICES, LOCK])
@pytest.mark.parametrize("store", MISSING_OR_BROKEN)
def test_a_file_that_is_missing_or_broken_leaves_most_open(store: Store, path: str) -> None:
    project = store.project
    without = {name: text for name, text in project.contents.items() if name != path}
    broken = {**project.contents, path: "{'"}

    for contents in (without, broken):
        said = findings(Project(Path("/project"), contents, today=TODAY))
        # Two services are two, and dates are dates, whatever is locked.
        certain = {"two-search-services", "service-end-of-life"} if path == LOCK else set()
        assert {finding.rule for finding in said} <= certain


@pytest.mark.parametrize(
    ("client", "service", "fits"),
    [
        ("2.4.4", "1.7", True),
        ("2.4.4", "2.4", True),
        ("2.4.4", "5.2", False),
        ("v5.3.2", "5.2", True),
        ("v5.3.2", "2.4", False),
        ("v6.7.2", "6.5", True),
        ("v6.7.2", "7.6", False),
        ("v6.7.2", "latest", True),
        ("v7.4.2", "6.5", True),
        ("v7.17.0", "7.10", True),
        ("v7.17.0", "6.8", False),
        ("dev-main", "6.8", True),
    ],
)
def test_the_client_of_elasticsearch(client: str, service: str, *, fits: bool) -> None:
    packages = {"elasticsearch/elasticsearch": client}
    store = Store((f"elasticsearch:{service}",), commerce="2.3.5", packages=packages)
    normalized = client.removeprefix("v") + ".0"

    said = upstream(store)

    message = (
        f"Elasticsearch service version {service} on infrastructure layer is not compatible with "
        f"current version of elasticsearch/elasticsearch module ({normalized}), used by your "
        "Magento application."
    )
    assert said == (set() if fits else {(2011, message)})


def test_the_client_matters_only_where_elasticsearch_is_used() -> None:
    packages = {"elasticsearch/elasticsearch": "v6.7.2"}
    store = Store(("elasticsearch:5.2",), commerce="2.3.5", packages=packages)

    (newer,) = findings(store._replace(ece_tools="2002.2.10").project)
    idle = findings(store._replace(engine="amasty_elastic").project)

    assert newer.upstream is None
    assert {finding.rule for finding in idle} == {"search-service-not-used"}
    assert [finding.severity for finding in idle] == [Severity.INFO]


@pytest.mark.parametrize(
    ("php", "requires", "severity", "constraint"),
    [
        ("8.2", "~8.1.0||~8.2.0", None, ""),
        ("8.1", "~8.1.0||~8.2.0", Severity.HINT, "~8.2.0"),
        ("8.1", "~8.1.0 || ~8.2.0", Severity.HINT, " ~8.2.0"),
        ("7.1", "~7.0.13|~7.1.3", None, ""),
        ("7.4", "~8.1.0||~8.2.0", Severity.WARNING, "~8.2.0"),
        ("8.5", "~8.1.0||~8.2.0", Severity.WARNING, "~8.2.0"),
        ("8.3", "", None, ""),
        ("", "~8.1.0||~8.2.0", None, ""),
        ("eight", "~8.1.0||~8.2.0", None, ""),
    ],
)
def test_the_version_of_php(
    php: str, requires: str, severity: Severity | None, constraint: str
) -> None:
    store = Store(OS2, commerce="2.4.6-p14", php=php, requires=requires)

    said = [each for each in findings(store.project) if each.rule == "php-version-not-recommended"]

    if severity is None:
        assert said == []
        return
    (finding,) = said
    assert finding.severity is severity
    assert finding.upstream is not None
    assert finding.upstream.code == 2007
    assert finding.upstream.message == (
        "For Magento 2.4.6.0-patch14 recommended PHP version satisfying the constraint "
        f"{constraint}. Currently installed PHP version {php}.0"
    )


def test_a_commerce_from_git_has_no_package_to_ask() -> None:
    project = Store(OS2, commerce="2.4.6", php="8.1", requires="~8.1.0||~8.2.0").project
    env = "stage: {global: {DEPLOYED_MAGENTO_VERSION_FROM_GIT: '2.4'}}\n"

    rules = {finding.rule for finding in findings(project.with_texts({ENV: env}))}

    assert "php-version-not-recommended" not in rules


TEMPLATE_246 = ("mysql:10.11", "redis:7.2", "opensearch:2")
BETA = Store(("mysql:10.6", "opensearch:3"), commerce="2.4.9-beta1")
"""Adobe's requirements do not have it; ece-tools has."""


@pytest.mark.parametrize(
    ("ece_tools", "severity", "has_upstream"),
    [
        ("2002.2.11", Severity.WARNING, True),
        ("2002.2.10", Severity.WARNING, True),
        ("2002.2.12", Severity.INFO, False),
        ("dev-develop", Severity.INFO, False),
        ("2002.2.9", None, False),
        ("2002.1.17", None, False),
    ],
)
def test_the_table_of_supported_versions_is_that_of_the_installed_ece_tools(
    ece_tools: str, severity: Severity | None, *, has_upstream: bool
) -> None:
    store = BETA._replace(ece_tools=ece_tools)

    said = [each for each in findings(store.project) if each.rule == "unsupported-service-version"]

    assert [finding.severity for finding in said] == ([] if severity is None else [severity])
    assert [finding.upstream is not None for finding in said] == [has_upstream] * len(said)


def test_what_ece_tools_says_about_unsupported_versions() -> None:
    store = Store(TEMPLATE_246, commerce="2.5.0", ece_tools="2002.2.11")

    said = sorted(message for code, message in upstream(store) if code == 2017)

    wants = "Service version should satisfy"
    mariadb = ">=11.8 <11.9 || >=12.2 <12.4"
    start = "Magento 2.5.0.0 does not support version"
    assert said == [
        f'{start} "10.11" for service "mariadb". {wants} "{mariadb}" constraint.',
        f'{start} "2" for service "opensearch". {wants} "^3" constraint.',
        'Service "redis" is not supported for Magento "2.5.0.0"',
    ]


def test_what_a_newer_ece_tools_accepts_is_information() -> None:
    store = Store(("mysql:10.11", *OS2), commerce="2.4.5-p16", ece_tools="2002.2.10")

    (finding,) = (
        each for each in findings(store.project) if each.rule == "unsupported-service-version"
    )

    assert finding.severity is Severity.INFO
    assert finding.upstream is not None
    assert "2002.2.11 knows" in finding.message


def test_what_the_requirements_list_is_information() -> None:
    store = Store(("valkey:8.0", *OS2), commerce="2.4.6-p14", ece_tools="2002.2.11")

    (finding,) = (
        each for each in findings(store.project) if each.rule == "unsupported-service-version"
    )

    assert finding.severity is Severity.INFO
    assert "requirements list it" in finding.message
    assert finding.upstream is not None
    assert finding.upstream.message == (
        'Service "valkey" is not supported for Magento "2.4.6.0-patch14"'
    )
    assert findings(store._replace(ece_tools="2002.2.12").project) == []


def test_one_service_under_two_names_is_reported_once() -> None:
    app = "relationships: {redis: 'redis:redis', redis-session: 'redis:redis', opensearch: }\n"
    services = "redis: {type: 'redis:7.2'}\nopensearch: {type: 'opensearch:3'}\n"
    store = BETA._replace(ece_tools="2002.2.11")
    project = store.project.with_texts({APP: app, SERVICES: services})

    rules = [finding.rule for finding in findings(project)]

    assert rules.count("unsupported-service-version") == 1
    assert rules.count("service-end-of-life") == 2, "redis, and opensearch 3"


@pytest.mark.parametrize(
    ("today", "ended", "upstream_code"),
    [
        (dt.date(2026, 2, 27), False, None),
        (dt.date(2026, 2, 28), True, 2018),
        (dt.date(2025, 11, 28), False, None),
    ],
)
def test_support_ends_on_a_day(today: dt.date, upstream_code: int | None, *, ended: bool) -> None:
    contents = Store(("redis:7.2",), commerce="2.3.4", ece_tools="2002.2.11").project.contents

    said = findings(Project(Path("/project"), contents, today=today))

    (finding,) = (each for each in said if each.rule == "service-end-of-life")
    assert ("ended on 2026-02-28" in finding.message) == ended
    assert finding.severity is Severity.INFO
    assert (finding.upstream and finding.upstream.code) == upstream_code
    if finding.upstream is not None:
        assert finding.upstream.message == "redis 7.2 has passed EOL (2026-02-28)."


@pytest.mark.parametrize(
    ("service", "ece_tools", "count"),
    [
        ("redis:7.2", "2002.1.17", 1),
        ("opensearch:3", "2002.2.11", 1),
        ("opensearch:3", "2002.2.10", 0),
        ("opensearch:3", "2002.2.12", 0),
        ("opensearch:2", "2002.2.11", 0),
        ("mysql:11.4", "2002.2.11", 0),
        ("mysql:12.2", "2002.2.11", 1),
        ("mysql:10.6", "2002.2.11", 0),
        ("elasticsearch:7.10", "2002.2.11", 0),
    ],
)
def test_a_date_is_told_where_one_is_known(service: str, ece_tools: str, count: int) -> None:
    said = findings(Store((service,), ece_tools=ece_tools).project)

    ends = [finding for finding in said if finding.rule == "service-end-of-life"]

    assert len(ends) == count
    assert all((each.upstream is None) == (ece_tools != "2002.2.11") for each in ends)


def test_long_before_the_end_nothing_is_said() -> None:
    contents = Store(("redis:7.2",), ece_tools="2002.2.11").project.contents
    project = Project(Path("/project"), contents, today=dt.date(2025, 9, 30))

    assert [each for each in findings(project) if each.rule == "service-end-of-life"] == []


def test_what_is_inferred_says_so() -> None:
    stores = [
        Store(),
        Store(commerce="2.3.4"),
        Store(OS2 + ES7, commerce="2.4.2"),
        Store(("redis:7.2", *SOLR4, *OS2), commerce="2.5.0", ece_tools="2002.2.11"),
        Store(packages=SUITE),
    ]
    for store in stores:
        for finding in findings(store.project):
            assert "judging by .magento.app.yaml and .magento/services.yaml" in finding.message


@pytest.mark.parametrize(
    "app",
    [
        "relationships:\n    database: mysql\n    search: opensearch # here\nname: x\n",
        "relationships:\r\n  database: mysql # one\r\n  # two\r\nname: x\r\n",
        "relationships: {database: mysql}\n",
        "relationships: {}\n",
        "relationships:\nname: x\n",
        "name: x\nrelationships:\n    database:\n        service: mysql",
    ],
)
def test_the_missing_relationship_is_added_or_renamed(app: str) -> None:
    services = "mysql: {type: 'mysql:11.4'}\nopensearch: {type: 'opensearch:3'}\n"
    project = Store().project.with_texts({APP: app, SERVICES: services}).judged()
    (finding,) = (each for each in findings(project) if each.rule == "missing-search-service")

    (fix,) = finding.fixes
    text = apply(app, [(edit.span, edit.text) for edit in fix.edits])
    after = project.with_texts({APP: text})

    assert not fix.is_safe
    assert findings(after) == []
    assert after.problems(APP) == []
    assert after.relationships["opensearch"].service is not None
    assert text.count("#") == app.count("#")
    assert text.count("\n") - text.count("\r\n") == (0 if "\r" in app else text.count("\n"))


@pytest.mark.parametrize("app", ["name: x\n", "relationships: &all {a: b}\nother: *all\n"])
def test_a_relationship_is_not_added_where_that_changes_more(app: str) -> None:
    services = "b: {type: 'mysql:11.4'}\nopensearch: {type: 'opensearch:3'}\n"
    project = Store().project.with_texts({APP: app, SERVICES: services})

    (finding,) = findings(project)

    assert finding.rule == "missing-search-service"
    assert finding.fixes == ()


def test_a_version_that_has_to_go_keeps_the_verdict_of_ece_tools() -> None:
    store = Store(("elasticsearch:6.8",), commerce="2.4.5-p16", ece_tools="2002.2.11").project

    (finding,) = (each for each in lint.check(store) if each.rule == "enforced-upgrade")

    assert finding.upstream is not None
    assert finding.upstream.code == 2017
    assert finding.upstream.message.startswith(
        'Magento 2.4.5.0-patch16 does not support version "6.8" for service "elasticsearch".'
    )
