"""Relationships, services, mounts and queues between files: what is said, and when nothing is."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

APP, ENV, SERVICES = ".magento.app.yaml", ".magento.env.yaml", ".magento/services.yaml"
ROUTES, LOCK = ".magento/routes.yaml", "composer.lock"
OURS = {rule.name for rule in lint.rules() if "ZDD440" <= rule.code <= "ZDD459"}

STORE = "type: php:8.4\nhooks: {deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml}\n"
DECLARED = "mysql: {type: mysql:11.4, disk: 5120}\ncache: {type: valkey:8.0}\n"


def findings(files: dict[str, str]) -> list[Finding]:
    project = Project(Path("/project"), files).judged()
    return [finding for finding in lint.check(project) if finding.rule in OURS]


def said(app: str, services: str | None = DECLARED, **files: str) -> list[str]:
    """Return the rules that speak, in the order of the findings."""
    names = {"env": ENV, "routes": ROUTES, "lock": LOCK}
    texts = {APP: app} | {names[name]: text for name, text in files.items()}
    texts |= {SERVICES: services} if services is not None else {}
    return [each.rule for each in findings(texts)]


def links(*lines: str) -> str:
    return "".join(["relationships:\n", *(f"    {line}\n" for line in lines)])


def ece_tools(version: str) -> str:
    return f'{{"packages": [{{"name": "magento/ece-tools", "version": "{version}"}}]}}'


BOTH = ("database: mysql:mysql", "valkey: cache:valkey")


@pytest.mark.parametrize(
    ("app", "services"),
    [
        (links("redis: gone:redis"), None),
        (links("redis: gone:redis"), "- redis\n"),
        (links("redis: gone:redis"), "redis: {type: redis:7.2\n"),
        (links("redis: !env REDIS", *BOTH), DECLARED),
        (links("redis: [gone]", *BOTH), DECLARED),
        (links("redis: {service: 5}", *BOTH), DECLARED),
        ("relationships: !include x\n", DECLARED),
        (links("me: shop:http", *BOTH) + "name: shop\n", DECLARED),
        (links("legacy: shop:php", *BOTH) + "name: shop\n", DECLARED),
        (links("api: backend:http", *BOTH), DECLARED),
        ("", DECLARED),
        ("# nothing\n", DECLARED),
    ],
)
def test_what_nobody_can_tell_is_not_reported(app: str, services: str | None) -> None:
    assert said(app, services) == []


@pytest.mark.parametrize(
    ("app", "services", "expected"),
    [
        (links("redis:", *BOTH), DECLARED, ["undeclared-service"]),
        (links("redis: {service: Cache, endpoint: valkey}"), DECLARED, ["undeclared-service"]),
        (links("db: MYSQL:http", *BOTH), DECLARED, ["undeclared-service"]),
        (links("x: shop:fpm", *BOTH) + "name: shop\n", DECLARED, ["wrong-endpoint"]),
        (links("x: {service: cache, endpoint: redis}", *BOTH), DECLARED, ["wrong-endpoint"]),
        (links("x: {service: cache}", *BOTH), DECLARED, []),
        (links("x: cache", *BOTH), DECLARED, []),
        (links("db: mysql:any"), "mysql: {type: mysql:11, configuration: {schemas: [a]}}\n", []),
        (links("db: mysql:any"), "mysql: {type: mysql:11, configuration: !include x}\n", []),
        (links("db: docs:any"), "docs: {type: mongodb:4}\n", []),
        (links("db: docs:any"), "docs: {}\n", []),
        (
            "name: shop\nworkers: {w: {relationships: {x: 'gone:redis'}}}\n" + links(*BOTH),
            DECLARED,
            ["undeclared-service"],
        ),
    ],
)
def test_every_form_of_a_relationship(app: str, services: str, expected: list[str]) -> None:
    found = said(app, services)

    assert [rule for rule in found if rule != "unused-service"] == expected


def test_a_route_makes_another_application_known() -> None:
    routes = '"https://{default}/": {type: upstream, upstream: "api:http"}\n'
    app = "name: shop\n" + links("x: api:http", "y: api:fpm", *BOTH)

    assert said(app, routes=routes) == ["wrong-endpoint"]
    assert said(app) == ["undeclared-service"]


@pytest.mark.parametrize(
    ("app", "services", "expected"),
    [
        (links("database: mysql:mysql"), DECLARED, ["unused-service"]),
        (links("database: mysql:mysql", "x: !env X"), DECLARED, []),
        (
            links("database: mysql:mysql") + "workers: {w: {relationships: {v: 'cache:valkey'}}}\n",
            DECLARED,
            [],
        ),
        (
            links("web: proxy:http", *BOTH),
            f"{DECLARED}proxy: {{type: varnish:6.0, relationships: {{app: 'shop:http'}}}}\n",
            [],
        ),
        (
            links(*BOTH) + "mounts: {x: {source: service, service: files}}\n",
            f"{DECLARED}files: {{type: network-storage:1.0, disk: 1024}}\n",
            [],
        ),
        (
            links(*BOTH) + "mounts: !include x\n",
            f"{DECLARED}files: {{type: network-storage:1.0, disk: 1024}}\n",
            [],
        ),
        (
            links(*BOTH) + "mounts: {x: !include x}\n",
            f"{DECLARED}files: {{type: network-storage:1.0, disk: 1024}}\n",
            [],
        ),
    ],
)
def test_what_is_used(app: str, services: str, expected: list[str]) -> None:
    assert said(app, services) == expected


@pytest.mark.parametrize(
    ("version", "expected"),
    [
        ("2002.2.1", [("redis-beside-valkey", "valkey")]),
        ("2002.2.2", [("redis-beside-valkey", "redis")]),
        ("2002.2.13", [("redis-beside-valkey", "redis")]),
    ],
)
def test_which_cache_wins_depends_on_ece_tools(
    version: str, expected: list[tuple[str, str]]
) -> None:
    app = links("redis: redis:redis", *BOTH)
    services = f"{DECLARED}redis: {{type: redis:7.2}}\n"

    found = findings({APP: app, SERVICES: services, LOCK: ece_tools(version)})

    assert [(each.rule, each.location.span.slice(app)) for each in found] == expected


@pytest.mark.parametrize(
    ("version", "name", "expected"),
    [
        ("2002.2.2", "cache", ["unread-relationship"]),
        ("2002.2.1", "cache", []),
        ("2002.2.2", "redis", []),
        ("2002.2.2", "valkey", []),
    ],
)
def test_a_name_is_read_since_some_ece_tools(version: str, name: str, expected: list[str]) -> None:
    app = STORE + links("database: mysql:mysql", f"{name}: cache:valkey")

    assert said(app, lock=ece_tools(version)) == expected


@pytest.mark.parametrize(
    ("app", "env", "expected"),
    [
        (STORE + links("x: cache:valkey"), "", ["unread-relationship", "missing-database"]),
        (STORE, "", []),
        (STORE + "relationships: {}\n", "stage: {deploy: {DATABASE_CONFIGURATION: {a: 1}}}\n", []),
        ("type: php:8.4\nrelationships: {}\n", "", []),
        (STORE.replace("php:8.4", "nodejs:20") + "relationships: {}\n", "", []),
        (STORE + links("x: gone.internal:y"), "", ["undeclared-service", "missing-database"]),
    ],
)
def test_a_store_needs_a_database(app: str, env: str, expected: list[str]) -> None:
    found = said(app, env=env)

    assert sorted(rule for rule in found if rule != "unused-service") == sorted(expected)


MOUNTS = "mounts: {var: 'shared:files/v', app/etc: 'shared:files/e', pub/media: 'shared:files/m'"
SCOPES = "<?php return ['scopes' => ['websites' => ['base' => ['id' => 1]]]];"


@pytest.mark.parametrize(
    ("app", "env", "config", "expected"),
    [
        (f"{MOUNTS}}}\n", "", SCOPES, []),
        (f"{MOUNTS}}}\n", "", None, []),
        (f"{MOUNTS}}}\n", "", "<?php return ['modules' => ['A' => 1]];", ["missing-mount"]),
        (f"{MOUNTS}}}\n", "", "<?php return f();", []),
        (f"{MOUNTS}}}\n", "stage: {global: {SCD_ON_DEMAND: true}}\n", SCOPES, ["missing-mount"]),
        (f"{MOUNTS}}}\n", "stage: {global: {SKIP_SCD: true}}\n", SCOPES, []),
        (f"{MOUNTS}, pub/static: 'shared:files/s'}}\n", "", "<?php return [];", []),
        ("mounts: {/: 'shared:files/all'}\n", "", SCOPES, []),
        ("mounts: {}\n", "", SCOPES, ["missing-mount"] * 3),
        ("mounts: !include x\n", "", SCOPES, []),
        ("web: {}\n", "", SCOPES, ["missing-mount"] * 3),
        ("", "", SCOPES, []),
    ],
)
def test_what_has_to_be_a_mount(
    app: str, env: str, config: str | None, expected: list[str]
) -> None:
    files = {APP: STORE + app, ENV: env} | ({"app/etc/config.php": config} if config else {})

    assert [each.rule for each in findings(files)] == expected


def test_an_old_ece_tools_writes_static_content_always() -> None:
    files = {APP: f"{STORE}{MOUNTS}}}\n", "app/etc/config.php": SCOPES}

    assert findings({**files, LOCK: ece_tools("2002.1.3")}) == []
    assert [each.rule for each in findings({**files, LOCK: ece_tools("2002.1.2")})] == [
        "missing-mount"
    ]


WORKERS = "workers: {w: {commands: {start: 'php bin/magento queue:consumers:start one'}}}\n"


@pytest.mark.parametrize(
    ("start", "env", "expected"),
    [
        ("php bin/magento queue:consumers:start one", "", ["worker-consumer-does-not-wait"]),
        ("bin/magento queue:consumers:start --max-messages=5 one", "X: 1", None),
        ("while true; do bin/magento queue:consumers:start one; done", "", None),
        ("echo queue:consumers:start:one", "", []),
        ("# bin/magento queue:consumers:start one", "", []),
        ("bin/run", "", []),
    ],
)
def test_consumers_in_the_commands_of_workers(
    start: str, env: str, expected: list[str] | None
) -> None:
    app = f"workers: {{w: {{commands: {{start: '{start}'}}}}}}\n"
    if expected is None:
        expected = ["worker-consumer-does-not-wait"]

    assert said(app, None, env=env) == expected


@pytest.mark.parametrize(
    ("runner", "expected"),
    [
        ("{cron_run: true}", ["consumer-started-twice"]),
        ("{cron_run: true, consumers: [one, two]}", ["consumer-started-twice"]),
        ("{cron_run: true, consumers: {a: one}}", ["consumer-started-twice"]),
        ("{cron_run: true, consumers: [two]}", []),
        ("{cron_run: 'true'}", []),
        ("{max_messages: 0}", []),
        ("{cron_run: true, max_messages: 0}", ["endless-consumers", "consumer-started-twice"]),
    ],
)
def test_cron_and_workers(runner: str, expected: list[str]) -> None:
    env = (
        "stage: {deploy: {CONSUMERS_WAIT_FOR_MAX_MESSAGES: true, "
        f"CRON_CONSUMERS_RUNNER: {runner}}}}}\n"
    )

    assert sorted(said(WORKERS, None, env=env)) == sorted(expected)


@pytest.mark.parametrize("value", ["!env WAIT", "'yes'"])
def test_a_value_that_nobody_sees_here_is_not_judged(value: str) -> None:
    env = f"stage: {{deploy: {{CONSUMERS_WAIT_FOR_MAX_MESSAGES: {value}}}}}\n"

    assert said(WORKERS, None, env=env) == []


@pytest.mark.parametrize(
    ("queue", "links_to", "expected"),
    [
        ("{_merge: true, amqp: {virtualhost: x}}", "rabbitmq", 0),
        ("{_merge: true, amqp: {virtualhost: x}}", "x", 1),
        ("{amqp: {virtualhost: x}}", "rabbitmq", 1),
        ("{amqp: {host: h}}", "x", 0),
        ("{amqp: {host: !env H}}", "x", 0),
        ("{_merge: true, default_connection: amqp}", "amqp", 0),
        ("{default_connection: amqp}", "amqp", 1),
        ("{_merge: true, default_connection: db}", "x", 0),
        ("{_merge: true, default_connection: [amqp]}", "x", 0),
        ("{_merge: true, stomp: {}}", "x", 1),
        ("{_merge: true}", "x", 0),
        ("{amqp: x}", "x", 0),
    ],
)
def test_queues_need_a_broker(queue: str, links_to: str, expected: int) -> None:
    files = {
        APP: links(f"{links_to}: mq:rabbitmq"),
        SERVICES: "mq: {type: rabbitmq:4.1, disk: 1024}\n",
        ENV: f"stage: {{deploy: {{QUEUE_CONFIGURATION: {queue}}}}}\n",
    }

    found = [each for each in findings(files) if each.rule == "queue-without-broker"]

    assert len(found) == expected


TWO_LEVELS = r"'\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'"


@pytest.mark.parametrize(
    ("version", "variables", "expected"),
    [
        ("2002.2.10", f"REDIS_BACKEND: {TWO_LEVELS}", ["error"]),
        ("2002.1.19", f"REDIS_BACKEND: {TWO_LEVELS}", []),
        ("2002.2.10", f"REDIS_BACKEND: {TWO_LEVELS}, VALKEY_BACKEND: {TWO_LEVELS}", ["warning"]),
        ("2002.2.10", r"REDIS_BACKEND: '\Magento\Framework\Cache\Backend\Redis'", ["warning"]),
        ("2002.2.10", f"REDIS_BACKEND: {TWO_LEVELS}, CACHE_CONFIGURATION: {{}}", ["error"]),
        ("2002.2.10", "REDIS_BACKEND: other", []),
        ("2002.2.10", "REDIS_BACKEND: !env B", []),
    ],
)
def test_the_back_end_of_the_service_that_is_not_there(
    version: str, variables: str, expected: list[str]
) -> None:
    env = f"stage: {{deploy: {{{variables}}}}}\n"
    files = {APP: links(*BOTH), SERVICES: DECLARED, ENV: env, LOCK: ece_tools(version)}

    assert [each.severity.label for each in findings(files)] == expected


def test_a_relationship_that_others_share_is_not_changed_unseen() -> None:
    app = "x: &r {valkey: 'Cache:valkey'}\nrelationships: *r\n"

    (finding,) = (each for each in findings({APP: app, SERVICES: DECLARED}) if each.fixes)

    assert not finding.fixes[0].is_safe


def test_a_fix_leads_to_a_service_by_its_own_endpoint() -> None:
    app = links("search: elastic:elasticsearch")
    services = "opensearch: {type: opensearch:3, disk: 1024}\nelastics: {type: opensearch:3}\n"

    (finding,) = (
        each
        for each in findings({APP: app, SERVICES: services})
        if each.rule == "undeclared-service"
    )

    edits = [(edit.span, edit.text) for edit in finding.fixes[0].edits]
    assert apply(app, edits) == links("search: elastics:opensearch")
    assert not finding.fixes[0].is_safe


CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="../shared/corpus is absent: real projects are not ours to ship"
)
@pytest.mark.parametrize(("kind", "path"), [("app", APP), ("services", SERVICES), ("env", ENV)])
@pytest.mark.no_cover
def test_a_real_file_alone_says_nothing_about_the_others(kind: str, path: str) -> None:
    for file in sorted((CORPUS / "history" / kind).iterdir()):
        text = file.read_bytes().decode("utf-8", "replace")

        assert findings({path: text}) == [], file.name
