"""Today's templates with one fault planted: relationships, services, mounts, disks and queues."""

from __future__ import annotations

import pytest

from tests.planted import ENV_FILE, Fault, cases, planted, wanted
from tests.test_template import APP_FILE, SERVICES_FILE, Line
from zdd_lsp import lint

OURS = {rule.name for rule in lint.rules() if "ZDD440" <= rule.code <= "ZDD459"}

ARTEMIS = "artemis:\n    type: activemq-artemis:2.42\n    disk: 1024\n"
FILES = "files:\n    type: network-storage:1.0\n    disk: 2048\n"
RABBIT = "rabbitmq:\n    type: rabbitmq:{rabbitmq}\n    disk: 1024\n"
REDIS = "redis:\n    type: redis:7.2\n"
WORKER = (
    "workers:\n    queue:\n        commands:\n"
    "            start: php bin/magento queue:consumers:start exportProcessor\n"
)
WAITING = (
    ENV_FILE,
    "    SKIP_SCD: true\n",
    "    SKIP_SCD: true\n    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true\n",
)
MEDIA = '"pub/media": "shared:files/media"'


def relationship(name: str, value: str) -> str:
    return f'    {name}: "{value}"\n'


CACHE = relationship("{kind}", "cache:{kind}")

FAULTS = [
    Fault(
        APP_FILE,
        "cache:{kind}",
        "{kind}:{kind}",
        "undeclared-service",
        "error",
        "{kind}",
        beside=frozenset({"unused-service"}),
    ),
    Fault(APP_FILE, "mysql:mysql", "mysql:mariadb", "wrong-endpoint", "error", "mariadb"),
    Fault(APP_FILE, "{kind}: ", "cache: ", "unread-relationship", "warning", "cache"),
    Fault(
        APP_FILE,
        "opensearch: ",
        "search: ",
        "missing-search-service",
        "error",
        "search",
    ),
    Fault(
        APP_FILE,
        CACHE,
        relationship("{kind}", "mysql:mysql"),
        "relationship-to-wrong-service",
        "error",
        "mysql",
        beside=frozenset({"unused-service", "unsupported-service-version"}),
    ),
    Fault(APP_FILE, "database: ", "mysql: ", "missing-database", "error", "mysql"),
    Fault(
        SERVICES_FILE,
        "cache:",
        f"{RABBIT}cache:",
        "unused-service",
        "hint",
        "rabbitmq",
        beside=frozenset({"enforced-upgrade"}),
    ),
    Fault(
        APP_FILE,
        CACHE,
        CACHE + relationship("redis", "redis:redis"),
        "redis-beside-valkey",
        "warning",
        "redis",
        ((SERVICES_FILE, "", REDIS),),
        beside=frozenset({"unsupported-service", "service-end-of-life"}),
        lines=("2.4.8", "2.4.9"),
    ),
    Fault(
        APP_FILE,
        CACHE,
        CACHE
        + relationship("rabbitmq", "rabbitmq:rabbitmq")
        + relationship("activemq-artemis", "artemis:activemq-artemis"),
        "two-message-brokers",
        "info",
        "rabbitmq",
        ((SERVICES_FILE, "", RABBIT + ARTEMIS),),
        beside=frozenset({"service-end-of-life"}),
        lines=("2.4.6", "2.4.7", "2.4.8", "2.4.9"),
    ),
    Fault(
        ENV_FILE,
        "    SKIP_SCD: true\n",
        "    SKIP_SCD: true\n    QUEUE_CONFIGURATION: {_merge: true, amqp: {virtualhost: x}}\n",
        "queue-without-broker",
        "warning",
        "amqp",
    ),
    Fault(
        APP_FILE,
        MEDIA,
        '"pub/media": {source: service, service: file, source_path: media}',
        "mount-without-storage",
        "error",
        "file",
    ),
    Fault(
        APP_FILE,
        MEDIA,
        f'{MEDIA}\n    "generated": "shared:files/generated"',
        "mounted-code",
        "warning",
        '"generated"',
    ),
    Fault(
        APP_FILE,
        '    "app/etc": "shared:files/etc"\n',
        "",
        "missing-mount",
        "error",
        "mounts",
    ),
    Fault(APP_FILE, f"    {MEDIA}\n", "", "missing-mount", "warning", "mounts"),
    Fault(
        APP_FILE,
        MEDIA,
        f'{MEDIA}\n    "var/log": "shared:files/log"',
        "nested-mounts",
        "warning",
        '"var/log"',
    ),
    Fault(
        APP_FILE,
        "shared:files/static",
        "shared:files/media",
        "shared-mount-source",
        "warning",
        '"shared:files/media"',
    ),
    Fault(
        APP_FILE,
        "disk: 5120",
        "disk: 20480",
        "disks-above-plan",
        "hint",
        "20480",
        ((".zdd.toml", "", "severity = {disks-above-plan = 'hint'}\n"),),
    ),
    Fault(
        APP_FILE,
        "hooks:\n",
        f"{WORKER}hooks:\n",
        "worker-consumer-does-not-wait",
        "warning",
        "queue:consumers:start",
        beside=frozenset({"consumer-started-twice"}),
    ),
    Fault(
        APP_FILE,
        "hooks:\n",
        f"{WORKER}hooks:\n",
        "consumer-started-twice",
        "info",
        "exportProcessor",
        (WAITING,),
    ),
    Fault(
        ENV_FILE,
        "      max_messages: 1000\n",
        "      max_messages: 0\n",
        "endless-consumers",
        "warning",
        "0",
        (WAITING,),
    ),
    Fault(
        SERVICES_FILE,
        "cache:",
        f"{FILES.replace('1.0', '2.0')}cache:",
        "deprecated-network-storage",
        "info",
        "2.0",
        beside=frozenset({"unused-service"}),
    ),
    Fault(
        ENV_FILE,
        "    {KIND}_BACKEND:",
        "    {OTHER}_BACKEND:",
        "cache-backend-of-other-service",
        "error",
        "{OTHER}_BACKEND",
        lines=("2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.8"),
    ),
]


@pytest.mark.parametrize(("fault", "line"), cases(FAULTS))
@pytest.mark.no_cover
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    assert planted(line, fault) == wanted(line, fault)


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} >= OURS
