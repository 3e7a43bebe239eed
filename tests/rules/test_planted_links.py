"""Today's template with one fault planted: relationships, services, mounts, disks and queues."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.test_template import APP_FILE, LINES, SERVICES_FILE, TODAY, Line, files
from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

ENV_FILE = ".magento.env.yaml"
OURS = {rule.name for rule in lint.rules() if "ZDD440" <= rule.code <= "ZDD459"}

ARTEMIS = "artemis:\n    type: activemq-artemis:2.42\n    disk: 1024\n"
FILES = "files:\n    type: network-storage:1.0\n    disk: 2048\n"
RABBIT = "rabbitmq:\n    type: rabbitmq:4.1\n    disk: 1024\n"
REDIS = "redis:\n    type: redis:7.2\n"
WORKER = (
    "workers:\n    queue:\n        commands:\n"
    "            start: php bin/magento queue:consumers:start exportProcessor\n"
)
MEDIA = '"pub/media": "shared:files/media"'


class Fault(NamedTuple):
    """A change of the template, and what is said about it: rule, severity, place."""

    path: str
    old: str
    new: str
    rule: str
    severity: Severity
    place: str
    more: tuple[tuple[str, str], ...] = ()
    """What stands at the end of other files."""


def relationship(name: str, value: str) -> str:
    return f'    {name}: "{value}"\n'


CACHE = relationship("valkey", "cache:valkey")

FAULTS = [
    Fault(
        APP_FILE,
        "cache:valkey",
        "valkey:valkey",
        "undeclared-service",
        Severity.ERROR,
        "valkey",
    ),
    Fault(APP_FILE, "mysql:mysql", "mysql:mariadb", "wrong-endpoint", Severity.ERROR, "mariadb"),
    Fault(APP_FILE, "valkey: ", "cache: ", "unread-relationship", Severity.WARNING, "cache"),
    Fault(
        APP_FILE,
        CACHE,
        relationship("valkey", "mysql:mysql"),
        "relationship-to-wrong-service",
        Severity.ERROR,
        "mysql",
    ),
    Fault(APP_FILE, "database: ", "mysql: ", "missing-database", Severity.ERROR, "mysql"),
    Fault(SERVICES_FILE, "cache:", f"{RABBIT}cache:", "unused-service", Severity.HINT, "rabbitmq"),
    Fault(
        APP_FILE,
        CACHE,
        CACHE + relationship("redis", "redis:redis"),
        "redis-beside-valkey",
        Severity.WARNING,
        "redis",
        ((SERVICES_FILE, REDIS),),
    ),
    Fault(
        APP_FILE,
        CACHE,
        CACHE
        + relationship("rabbitmq", "rabbitmq:rabbitmq")
        + relationship("activemq-artemis", "artemis:activemq-artemis"),
        "two-message-brokers",
        Severity.INFO,
        "rabbitmq",
        ((SERVICES_FILE, RABBIT + ARTEMIS),),
    ),
    Fault(
        ENV_FILE,
        "    SKIP_SCD: true\n",
        "    SKIP_SCD: true\n    QUEUE_CONFIGURATION: {_merge: true, amqp: {virtualhost: x}}\n",
        "queue-without-broker",
        Severity.WARNING,
        "amqp",
    ),
    Fault(
        APP_FILE,
        MEDIA,
        '"pub/media": {source: service, service: file, source_path: media}',
        "mount-without-storage",
        Severity.ERROR,
        "file",
    ),
    Fault(
        APP_FILE,
        MEDIA,
        f'{MEDIA}\n    "generated": "shared:files/generated"',
        "mounted-code",
        Severity.WARNING,
        '"generated"',
    ),
    Fault(
        APP_FILE,
        '    "app/etc": "shared:files/etc"\n',
        "",
        "missing-mount",
        Severity.ERROR,
        "mounts",
    ),
    Fault(APP_FILE, f"    {MEDIA}\n", "", "missing-mount", Severity.WARNING, "mounts"),
    Fault(
        APP_FILE,
        MEDIA,
        f'{MEDIA}\n    "var/log": "shared:files/log"',
        "nested-mounts",
        Severity.WARNING,
        '"var/log"',
    ),
    Fault(
        APP_FILE,
        "shared:files/static",
        "shared:files/media",
        "shared-mount-source",
        Severity.WARNING,
        '"shared:files/media"',
    ),
    Fault(APP_FILE, "disk: 5120", "disk: 20480", "disks-above-plan", Severity.HINT, "20480"),
    Fault(
        APP_FILE,
        "hooks:\n",
        f"{WORKER}hooks:\n",
        "worker-consumer-does-not-wait",
        Severity.WARNING,
        "queue:consumers:start",
    ),
    Fault(
        ENV_FILE,
        "      max_messages: 1000\n",
        "      max_messages: 0\n    CONSUMERS_WAIT_FOR_MAX_MESSAGES: true\n",
        "endless-consumers",
        Severity.WARNING,
        "0",
    ),
    Fault(
        SERVICES_FILE,
        "cache:",
        f"{FILES.replace('1.0', '2.0')}cache:",
        "deprecated-network-storage",
        Severity.INFO,
        "2.0",
    ),
    Fault(
        ENV_FILE,
        "    VALKEY_BACKEND:",
        "    REDIS_BACKEND:",
        "cache-backend-of-other-service",
        Severity.ERROR,
        "REDIS_BACKEND",
    ),
]

BESIDE = {
    "undeclared-service": {"unused-service"},
    "unread-relationship": {"unused-service"},
    "relationship-to-wrong-service": {"unused-service"},
    "two-message-brokers": {"disks-above-plan"},
    "worker-consumer-does-not-wait": {"consumer-started-twice"},
    "deprecated-network-storage": {"unused-service", "disks-above-plan"},
    "unused-service": {"disks-above-plan"},
}
"""What a fault brings beside itself: what lies idle, what two start, what the plan has to have."""


def planted(fault: Fault) -> Project:
    texts = files(LINES[0])
    assert fault.old in texts[fault.path]
    texts[fault.path] = texts[fault.path].replace(fault.old, fault.new, 1)
    for path, more in fault.more:
        texts[path] += more
    return Project(Path("/project"), texts, with_verdicts=True, today=TODAY)


def findings(project: Project) -> list[Finding]:
    return [finding for finding in lint.check(project) if finding.rule in OURS]


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.commerce)
def test_the_template_has_none_of_them(line: Line) -> None:
    assert findings(Project(Path("/project"), files(line), today=TODAY)) == []


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.rule)
def test_a_planted_fault_is_all_that_is_found(fault: Fault) -> None:
    project = planted(fault)

    found = findings(project)

    said = {finding.rule: finding for finding in found}
    assert said.keys() - BESIDE.get(fault.rule, set()) == {fault.rule}, found
    finding = said[fault.rule]
    text = project.text(finding.location.path)
    assert text is not None
    assert finding.severity is fault.severity
    assert finding.location.span.slice(text) == fault.place


def test_every_rule_has_a_planted_fault() -> None:
    assert {fault.rule for fault in FAULTS} | {"consumer-started-twice"} == OURS
