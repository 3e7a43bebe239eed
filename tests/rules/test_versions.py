"""Versions and dates: what does not fit Commerce, what has to go by when, and what to choose."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from zdd_lsp import lint
from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.findings import Severity
from zdd_lsp.ide.fixes import fix_all
from zdd_lsp.project import Project
from zdd_lsp.project.compatibility import listing
from zdd_lsp.project.versions import Version
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.findings import Finding

APP, SERVICES = ".magento.app.yaml", ".magento/services.yaml"
ENV, LOCK, MANIFEST = ".magento.env.yaml", "composer.lock", "composer.json"
TODAY = dt.date(2026, 11, 23)

OURS = {rule.name for rule in lint.rules() if "ZDD500" <= rule.code <= "ZDD519"}
RELATED = {"unsupported-service-version", "service-end-of-life", "php-version-not-recommended"}
"""The rules that say the same of other versions."""
COMBINATION, SERVICE = "unsupported-combination", "unsupported-service"
DEADLINE, END = "enforced-upgrade", "service-end-of-life"


class Store(NamedTuple):
    """A store: what it runs on, and what is locked."""

    services: tuple[str, ...] = ()
    php: str = ""
    commerce: str = ""
    ece_tools: str = ""
    requires: str = ""
    env: str = ""
    composer: str = ""
    today: dt.date = TODAY

    @property
    def project(self) -> Project:
        base: dict[str, Any] = {"name": "magento/magento2-base", "version": self.commerce}
        if self.requires:
            base["require"] = {"php": self.requires}
        packages = [base, {"name": "magento/ece-tools", "version": self.ece_tools}]
        kinds = [each.partition(":")[0] for each in self.services]
        links = "".join(f"    {'database' if n == 'mysql' else n}: {n}\n" for n in kinds)
        pin = f"dependencies: {{php: {{composer/composer: {self.composer}}}}}\n"
        texts = {
            APP: (f"type: php:{self.php}\n" if self.php else "name: shop\n")
            + (pin if self.composer else "")
            + f"relationships:\n{links}",
            SERVICES: "".join(
                f"{each.partition(':')[0]}: {{type: '{each}'}}\n" for each in self.services
            ),
            LOCK: json.dumps({"packages": [each for each in packages if each["version"]]}),
        }
        if self.env:
            texts[ENV] = self.env
        return Project(Path("/project"), texts, today=self.today)


def findings(project: Project) -> list[Finding]:
    return [each for each in lint.check(project) if each.rule in OURS | RELATED]


def said(store: Store) -> dict[str, set[tuple[str, Severity]]]:
    """Return what is said about each version: the rules, and how bad they find it."""
    project = store.project
    result: dict[str, set[tuple[str, Severity]]] = {}
    for finding in findings(project):
        source = project.source(finding.location.path)
        assert source is not None
        where = finding.location.span.slice(source.text).strip("'\"")
        result.setdefault(where, set()).add((finding.rule, finding.severity))
    return result


def only(store: Store, rule: str) -> Finding:
    """Return the one finding of a rule."""
    (finding,) = (each for each in findings(store.project) if each.rule == rule)
    return finding


def after(project: Project, finding: Finding) -> str:
    """Return the text of a file after the only fix of a finding."""
    (fix,) = finding.fixes
    path = finding.location.path
    assert not fix.is_safe
    return apply(project.text(path) or "", [(edit.span, edit.text) for edit in fix.edits])


WARN, INFO = Severity.WARNING, Severity.INFO


# Versions that Adobe does not support with this Commerce


@pytest.mark.parametrize(
    ("commerce", "service", "expected"),
    [
        ("2.4.8-p4", "mysql:11.4", set()),
        ("2.4.8-p4", "mysql:10.6", {COMBINATION, DEADLINE}),
        ("2.4.8-p4", "mysql:10.11", {COMBINATION}),
        ("2.4.8-p5", "mysql:11.8", set()),
        ("2.4.8-p4", "mariadb:11.8", {COMBINATION}),
        ("2.4.8-p4", "opensearch:2", {COMBINATION}),
        ("2.4.8-p1", "opensearch:2", set()),
        ("2.4.8-p1", "opensearch:2.19", set()),
        ("2.4.8-p4", "rabbitmq:4.0", {COMBINATION}),
        ("2.4.8-p4", "rabbitmq:4.1", {END}),
        ("2.4.6-p14", "redis:7.2", {END}),
        ("2.4.6-p14", "valkey:8.0", set()),
        ("2.4.6-p14", "activemq-artemis:2.42", {END}),
        ("2.4.9", "redis:7.2", {SERVICE, END}),
        ("2.4.6-p15", "redis:7.2", {SERVICE, END}),
        ("2.4.6-p15", "redis-persistent:7.2", {SERVICE}),
        ("2.4.6-p10", "valkey:8.0", {SERVICE}),
        ("2.4.4-p18", "valkey:8.0", {SERVICE}),
        ("2.4.8-p2", "activemq-artemis:2.42", {SERVICE, END}),
        ("2.4.9", "elasticsearch:7.17", {DEADLINE}),
        ("2.4.9-beta1", "mysql:11.4", set()),
        ("2.5.0", "mysql:11.8", set()),
        ("dev-main", "mysql:10.11", set()),
        ("2.4.8-p4", "mysql:latest", set()),
        ("2.4.8-p4", "mysql", set()),
        ("2.4.8-p4", "network-storage:2.0", set()),
        ("2.4.8-p4", "oracle-mysql:8.0", set()),
    ],
)
def test_what_is_said_about_a_service(commerce: str, service: str, expected: set[str]) -> None:
    store = Store((service,), commerce=commerce)

    rules = {rule for said_of in said(store).values() for rule, _ in said_of}

    assert rules - {"commerce-end-of-support", "unsupported-service-version"} == expected


@pytest.mark.parametrize(
    ("store", "severity", "part"),
    [
        # ece-tools accepts it.
        (Store(("redis:6.2",), commerce="2.4.7-p9"), INFO, "which ece-tools accepts"),
        (Store(("rabbitmq:4.2",), commerce="2.4.8-p5"), INFO, "list RabbitMQ 4.3 for Commerce"),
        (
            Store(("valkey:8.0",), commerce="2.4.9"),
            INFO,
            "list Valkey 9 for Commerce 2.4.9 and no 8.0",
        ),
        (Store(php="8.4", commerce="2.4.9"), INFO, "list PHP 8.5 for Commerce 2.4.9"),
        # Nobody does.
        (Store(("redis:8.0",), commerce="2.4.7-p9"), INFO, "Redis 8.0 is newer than Adobe's"),
        (
            Store(("rabbitmq:3.13",), commerce="2.4.8-p5"),
            WARN,
            "4.3: upgrade one version at a time",
        ),
        (
            Store(("valkey:9.0",), commerce="2.4.8-p5"),
            WARN,
            "It supports 8.1; a service cannot go back",
        ),
        (Store(php="8.2", commerce="2.4.8"), WARN, "It supports 8.4 (the newest) and 8.3."),
        (Store(php="8.6", commerce="2.4.8"), INFO, "PHP 8.6 is newer than Adobe's requirements"),
        # Commerce is newer than the matrix.
        (Store(php="8.2", commerce="2.4.8-p6"), INFO, "for the release before, and no 8.2"),
        (Store(("mysql:10.11",), commerce="2.4.9-p1"), INFO, "2.4.9-p1 is newer than Adobe's"),
        # Lines before it.
        (Store(("mysql:10.0",), commerce="2.4.2"), WARN, "should satisfy >=10.2 <10.5"),
        (Store(("mysql:10.6",), commerce="2.4.2"), INFO, "newer than what ece-tools expects"),
        (Store(php="7.2", commerce="2.4.2"), WARN, "should satisfy >=7.3 <7.5"),
        (Store(php="8.1", commerce="2.4.3-p1"), INFO, "newer than what ece-tools expects"),
    ],
)
def test_how_bad_it_is(store: Store, severity: Severity, part: str) -> None:
    finding = only(store, COMBINATION)

    assert finding.severity is severity
    assert part in finding.message


@pytest.mark.parametrize(
    ("store", "severity", "part"),
    [
        (
            Store(("redis:7.2",), commerce="2.4.9"),
            WARN,
            "does not support Redis. Use Valkey 9 instead.",
        ),
        (Store(("redis:7.2",), commerce="2.4.8-p4"), INFO, "list no Redis for Commerce 2.4.8-p4."),
        (Store(("redis:7.2",), commerce="2.4.8-p5"), WARN, "Use Valkey 8.1 instead."),
        (
            Store(("redis:7.2",), commerce="2.4.8-p4", ece_tools="2002.2.11"),
            WARN,
            "does not support Redis. Use Valkey 8 instead.",
        ),
        (Store(("redis:7.2",), commerce="2.4.9-p1"), INFO, "for the release before. Use Valkey 9"),
        (Store(("valkey:8.0",), commerce="2.4.7-p1"), WARN, ": 2.4.7-p6 is the first of its line"),
        (
            Store(("elasticsearch:7.10",), commerce="2.4.6-p3", today=dt.date(2026, 10, 29)),
            INFO,
            "list no Elasticsearch for Commerce 2.4.6-p3. Use OpenSearch 2 instead.",
        ),
        (
            Store(("elasticsearch:7.17",), commerce="2.4.6-p3", today=dt.date(2026, 10, 29)),
            WARN,
            "does not support Elasticsearch. Use OpenSearch 2 instead.",
        ),
    ],
)
def test_a_service_that_is_not_supported(store: Store, severity: Severity, part: str) -> None:
    finding = only(store, SERVICE)

    assert finding.severity is severity
    assert part in finding.message
    assert finding.fixes == ()


def test_one_version_has_one_verdict() -> None:
    """What ece-tools says about a version is tied to the finding that Adobe's list leads to."""
    store = Store(("mysql:10.11", "redis:7.2"), commerce="2.4.9", ece_tools="2002.2.11")

    upstream = {
        each.rule: each.upstream.message for each in findings(store.project) if each.upstream
    }

    mariadb = ">=11.8 <11.9 || >=12.2 <12.4"
    assert upstream == {
        COMBINATION: 'Magento 2.4.9.0 does not support version "10.11" for service "mariadb". '
        f'Service version should satisfy "{mariadb}" constraint.',
        SERVICE: 'Service "redis" is not supported for Magento "2.4.9.0"',
        END: "redis 7.2 has passed EOL (2026-02-28).",
    }
    rules = [each.rule for each in findings(store.project)]
    assert "unsupported-service-version" not in rules


@pytest.mark.parametrize(
    ("php", "requires", "rule", "severity"),
    [
        ("8.2", "~8.1.0||~8.2.0||~8.3.0", "php-version-not-recommended", Severity.HINT),
        ("8.1", "~8.1.0||~8.2.0||~8.3.0", COMBINATION, WARN),
        ("7.4", "~8.1.0||~8.2.0||~8.3.0", "php-version-not-recommended", WARN),
    ],
)
def test_one_php_has_one_verdict(php: str, requires: str, rule: str, severity: Severity) -> None:
    store = Store(php=php, commerce="2.4.7-p9", requires=requires)

    of_php = {"php-version-not-recommended", COMBINATION}
    (finding,) = (each for each in findings(store.project) if each.rule in of_php)

    assert (finding.rule, finding.severity) == (rule, severity)
    assert finding.upstream is not None
    assert finding.upstream.code == 2007
    if severity is WARN:
        assert after(store.project, finding).startswith("type: php:8.3\n")


@pytest.mark.parametrize("path", [APP, LOCK])
def test_a_file_that_is_missing_leaves_it_open(path: str) -> None:
    project = Store(("mysql:10.11", "redis:7.2"), commerce="2.4.9").project
    contents = {name: text for name, text in project.contents.items() if name != path}

    rules = {each.rule for each in findings(Project(Path("/project"), contents, today=TODAY))}

    assert not rules & {COMBINATION, SERVICE}


# Dates


@pytest.mark.parametrize(
    ("service", "day", "expected"),
    [
        ("mysql:10.5", dt.date(2025, 9, 30), None),
        ("mysql:10.5", dt.date(2025, 10, 30), INFO),
        ("mysql:10.5", dt.date(2026, 10, 29), INFO),
        ("mysql:10.5", dt.date(2026, 10, 30), WARN),
        ("mysql:10.5", dt.date(2026, 10, 31), WARN),
        ("mysql:10.6", dt.date(2026, 4, 30), None),
        ("mysql:10.6", dt.date(2026, 5, 31), INFO),
        ("mysql:10.6", dt.date(2027, 5, 30), INFO),
        ("mysql:10.6", dt.date(2027, 5, 31), WARN),
        ("mysql:10.6", dt.date(2027, 6, 1), WARN),
        ("elasticsearch:7.10", dt.date(2026, 10, 29), INFO),
        ("elasticsearch:7.10", dt.date(2026, 10, 30), WARN),
        ("rabbitmq:3.9", dt.date(2026, 10, 30), WARN),
        ("rabbitmq:3.12", dt.date(2026, 10, 30), INFO),
        ("redis:5.0", dt.date(2026, 11, 23), INFO),
        ("redis:5.0", dt.date(2027, 5, 31), WARN),
        ("redis:6.0", dt.date(2027, 5, 31), None),
        ("opensearch:1.3", dt.date(2027, 5, 31), WARN),
        ("opensearch:2", dt.date(2027, 5, 31), None),
        ("mysql:10.11", dt.date(2029, 1, 1), None),
    ],
)
def test_a_deadline_is_a_word_before_its_day_and_a_warning_from_it_on(
    service: str, day: dt.date, expected: Severity | None
) -> None:
    found = [
        each for each in findings(Store((service,), today=day).project) if each.rule == DEADLINE
    ]

    assert [each.severity for each in found] == ([] if expected is None else [expected])
    for each in found:
        assert each.message.startswith("Since 20" if expected is WARN else "From 20")


@pytest.mark.parametrize(
    ("php", "day", "expected"),
    [
        ("8.1", dt.date(2026, 3, 10), {END: INFO}),
        ("8.1", dt.date(2026, 5, 31), {DEADLINE: INFO}),
        ("8.1", dt.date(2027, 5, 30), {DEADLINE: INFO}),
        ("8.1", dt.date(2027, 5, 31), {DEADLINE: WARN}),
        ("8.2", dt.date(2027, 6, 1), {END: INFO}),
    ],
)
def test_a_version_has_one_date(php: str, day: dt.date, expected: dict[str, Severity]) -> None:
    store = Store(php=php, today=day)

    found = {each.rule: each.severity for each in findings(store.project)}

    assert found == expected


def test_what_ece_tools_says_about_the_end_of_support_goes_with_the_deadline() -> None:
    store = Store(("mysql:10.5",), php="8.1", ece_tools="2002.2.11")

    upstream = [each.upstream for each in findings(store.project) if each.rule == DEADLINE]

    assert [(each.code, each.message) for each in upstream if each is not None] == [
        (2018, "php 8.1.0 has passed EOL (2025-12-31)."),
        (2018, "mariadb 10.5 has passed EOL (2025-06-24)."),
    ]


@pytest.mark.parametrize(
    ("commerce", "service", "advice"),
    [
        ("", "mysql:10.4", "Upgrade to 10.6 or later."),
        ("", "rabbitmq:3.8", "3.13 or later, one version at a time, each with a deployment: 3.9"),
        (
            "2.4.6-p14",
            "mysql:10.4",
            "Upgrade to 10.11, the newest that Commerce 2.4.6-p14 supports.",
        ),
        (
            "2.4.5-p12",
            "mysql:10.4",
            "Upgrade to 10.6, the newest that Commerce 2.4.5-p12 supports.",
        ),
        (
            "2.4.5-p9",
            "mysql:10.5",
            "Upgrade Commerce to 2.4.5-p11 or later first: 2.4.5-p9 supports",
        ),
        ("2.4.4-p18", "mysql:10.6", "Upgrade Commerce first: 2.4.4-p18 supports no MariaDB"),
        ("2.3.4", "mysql:10.2", "Upgrade Commerce first: 2.3.4 supports no MariaDB that may stay."),
        ("2.4.9-beta1", "mysql:10.5", "Upgrade to 10.6 or later."),
        ("", "elasticsearch:7.10", "Move to OpenSearch 3 or later."),
        (
            "2.4.6-p14",
            "elasticsearch:7.10",
            "Move to OpenSearch 2, which Commerce 2.4.6-p14 supports.",
        ),
        (
            "2.4.8-p4",
            "elasticsearch:7.10",
            "Move to OpenSearch 3, which Commerce 2.4.8-p4 supports.",
        ),
        (
            "2.4.5-p3",
            "elasticsearch:7.10",
            "Upgrade Commerce to 2.4.5-p12 or later first: 2.4.5-p3",
        ),
        ("2.4.2", "elasticsearch:7.9", "2.4.2 does not support OpenSearch 2.19 or later."),
        ("2.4.6-p11", "redis:5.0", "Move to Valkey 8, which Commerce 2.4.6-p11 supports."),
        (
            "2.4.6-p3",
            "redis:5.0",
            "Upgrade Commerce to 2.4.6-p11 or later first: 2.4.6-p3 does not",
        ),
        ("2.4.4-p18", "redis:5.0", "Upgrade Commerce first: 2.4.4-p18 does not support Valkey 8"),
        (
            "2.4.6-p15",
            "opensearch:1.2",
            "Upgrade to 3, the newest that Commerce 2.4.6-p15 supports.",
        ),
        ("2.4.4-p17", "rabbitmq:3.9", "Upgrade Commerce to 2.4.4-p18 or later first"),
        (
            "2.4.4-p18",
            "rabbitmq:3.9",
            "3.13, the newest that Commerce 2.4.4-p18 supports, one version",
        ),
        ("2.4.6-p14", "rabbitmq:3.12", "each with a deployment: 3.13 is next."),
        ("2.4.6", "rabbitmq:3.11", "Upgrade Commerce to 2.4.6-p7 or later first"),
    ],
)
def test_the_message_says_what_to_choose(commerce: str, service: str, advice: str) -> None:
    assert advice in only(Store((service,), commerce=commerce), DEADLINE).message


@pytest.mark.parametrize(
    ("store", "advice"),
    [
        (Store(php="8.2"), "Upgrade to 8.3 or later."),
        (Store(php="8.2", commerce="2.5.0"), "Upgrade to 8.3 or later."),
        (
            Store(php="8.2", commerce="2.4.7-p9"),
            "Upgrade to 8.3, the newest that Commerce 2.4.7-p9 supports.",
        ),
        (
            Store(php="8.2", commerce="2.4.6-p3"),
            "Upgrade Commerce first: 2.4.6-p3 supports no PHP with longer support.",
        ),
        (
            Store(("redis:7.2",), commerce="2.4.6-p14"),
            "Move to Valkey 8, which Commerce 2.4.6-p14 supports.",
        ),
        (
            Store(("redis:7.0",), commerce="2.4.6-p3"),
            "Upgrade Commerce to 2.4.6-p11 or later first: 2.4.6-p3 does not support Valkey 8",
        ),
        (Store(("redis:7.2",), commerce="2.4.4-p18"), "supports no Redis with longer support."),
        (Store(("redis:7.2",)), "Plan the upgrade."),
        (
            Store(("rabbitmq:3.13",), commerce="2.4.6-p10", today=dt.date(2025, 1, 1)),
            "4.1, the newest that Commerce 2.4.6-p10 supports, one version at a time, each with a",
        ),
        (
            Store(("rabbitmq:4.1",), commerce="2.4.8-p4"),
            "Upgrade Commerce to 2.4.8-p5 or later first: 2.4.8-p4 supports no RabbitMQ with",
        ),
        (
            Store(("opensearch:3",), commerce="2.4.8-p4", ece_tools="2002.2.11"),
            "The platform runs the newest 3.x, whose support may end later.",
        ),
        (Store(("activemq-artemis:2.42.0",), commerce="2.4.9"), "Plan the upgrade."),
        (
            Store(("valkey:8.0",), commerce="2.4.8-p4", today=dt.date(2027, 9, 1)),
            "Upgrade to 8.1, the newest that Commerce 2.4.8-p4 supports.",
        ),
    ],
)
def test_the_message_says_what_is_supported_for_longer(store: Store, advice: str) -> None:
    assert advice in only(store, END).message


@pytest.mark.parametrize(
    ("store", "rule", "text"),
    [
        (Store(("mysql:10.4",), commerce="2.4.6-p14"), DEADLINE, "mysql: {type: 'mysql:10.11'}\n"),
        (Store(php="8.1", commerce="2.4.6"), DEADLINE, "type: php:8.2\nrelationships:\n"),
        (Store(("mysql:10.4",)), DEADLINE, "mysql: {type: 'mysql:10.6'}\n"),
        (Store(("rabbitmq:3.8",)), DEADLINE, "rabbitmq: {type: 'rabbitmq:3.9'}\n"),
        (Store(php="8.2"), END, "type: php:8.3\nrelationships:\n"),
        (Store(php="8.2", commerce="2.4.7-p9"), END, "type: php:8.3\nrelationships:\n"),
        (Store(("mysql:10.6",), commerce="2.4.8"), COMBINATION, "mysql: {type: 'mysql:11.4'}\n"),
        (
            Store(("rabbitmq:3.9",), commerce="2.4.6-p14"),
            DEADLINE,
            "rabbitmq: {type: 'rabbitmq:3.10'}\n",
        ),
        (
            Store(("rabbitmq:3.13",), commerce="2.4.8"),
            COMBINATION,
            "rabbitmq: {type: 'rabbitmq:4.0'}\n",
        ),
        (
            Store(("rabbitmq:4.0",), commerce="2.4.8"),
            COMBINATION,
            "rabbitmq: {type: 'rabbitmq:4.1'}\n",
        ),
    ],
)
def test_the_fix_chooses_the_next_version(store: Store, rule: str, text: str) -> None:
    project = store.project

    changed = after(project, only(store, rule))

    assert changed == text


@pytest.mark.parametrize(
    ("extensions", "after"),
    [
        ("[xsl, json, sodium]", "[xsl, sodium]"),
        ("[xsl, JSON]", "[xsl]"),
        ("[json]", None),
        ("[json, json]", None),
    ],
)
def test_a_newer_php_leaves_the_extension_that_it_has_built_in(
    extensions: str, after: str | None
) -> None:
    text = "type: php:7.4\nruntime:\n  extensions: {}\n"
    project = Project(Path("/project"), {APP: text.format(extensions)}, today=TODAY)
    (finding,) = (each for each in findings(project) if each.rule == DEADLINE)

    changed = [
        apply(project.text(APP) or "", [(edit.span, edit.text) for edit in fix.edits])
        for fix in finding.fixes
    ]

    wanted = text.replace("7.4", "8.2").format(after)
    assert changed == ([] if after is None else [wanted])


def test_a_step_of_several_is_taken_by_hand_alone() -> None:
    way = Store(("rabbitmq:3.9",), commerce="2.4.6-p14")
    (fix,) = only(way, DEADLINE).fixes

    assert fix.is_step
    assert fix.title == "Change to RabbitMQ 3.10, the next step to 4.1"
    assert SERVICES not in fix_all(way.project, unsafe=True)
    direct = Store(("rabbitmq:4.0",), commerce="2.4.8")
    fixed = fix_all(direct.project, unsafe=True)
    assert fixed[SERVICES] == "rabbitmq: {type: 'rabbitmq:4.1'}\n"


@pytest.mark.parametrize(
    "store",
    [
        Store(("mysql:11.8",), commerce="2.4.8"),
        Store(("elasticsearch:7.10",), commerce="2.4.8"),
        Store(("redis:5.0",), commerce="2.4.8"),
        Store(("mysql:10.4",), commerce="2.4.2"),
        Store(php="8.2", commerce="2.4.8", requires="~8.2.0"),
    ],
)
def test_where_no_version_can_be_chosen_no_fix_is_offered(store: Store) -> None:
    assert [each for each in findings(store.project) if each.fixes] == []


# Commerce


@pytest.mark.parametrize(
    ("commerce", "day", "severity", "part"),
    [
        ("2.4.8-p4", dt.date(2028, 1, 31), None, ""),
        (
            "2.4.8-p4",
            dt.date(2028, 2, 29),
            INFO,
            "ends on 2028-05-31. Plan the upgrade to Commerce 2.4.9.",
        ),
        ("2.4.8-p4", dt.date(2028, 5, 31), INFO, "ends on 2028-05-31"),
        (
            "2.4.8-p4",
            dt.date(2028, 6, 1),
            INFO,
            "ended on 2028-05-31; it gets no corrections any more",
        ),
        ("2.4.7", dt.date(2027, 1, 31), None, ""),
        ("2.4.7", TODAY, None, ""),
        ("2.4.7", dt.date(2027, 2, 28), INFO, "ends on 2027-05-31, extended support on 2028-05-31"),
        ("2.4.7", dt.date(2027, 6, 1), INFO, "extended support ends on 2028-05-31"),
        ("2.4.6", dt.date(2028, 1, 1), INFO, "security corrections alone, until 2028-05-31"),
        ("2.4.5", dt.date(2027, 5, 31), INFO, "from 2027-06-01 on Adobe may switch off"),
        ("2.4.5", dt.date(2027, 6, 1), WARN, "Since 2027-06-01 Adobe may switch off"),
        ("2.4.5", dt.date(2027, 6, 2), WARN, "Upgrade to Commerce 2.4.9."),
        ("2.4.4-p18", TODAY, INFO, "security corrections alone, until 2027-05-31"),
        ("2.4.3-p3", TODAY, INFO, "does not support Commerce 2.4.3 any more"),
        ("2.3.7", dt.date(2027, 6, 1), WARN, "environments that still run Commerce 2.3.7"),
        ("2.4.9", TODAY, None, ""),
        ("2.4.9-beta1", TODAY, None, ""),
        ("2.5.0", dt.date(2040, 1, 1), None, ""),
        ("dev-main", TODAY, None, ""),
    ],
)
def test_the_support_of_commerce(
    commerce: str, day: dt.date, severity: Severity | None, part: str
) -> None:
    found = [
        each
        for each in findings(Store(commerce=commerce, today=day).project)
        if each.rule == "commerce-end-of-support"
    ]

    assert [each.severity for each in found] == ([] if severity is None else [severity])
    assert all(part in each.message for each in found)


@pytest.mark.parametrize(
    ("manifest", "where"),
    [
        ({"version": "2.4.4"}, '"2.4.4"'),
        ({"require": {"magento/product-enterprise-edition": "2.4.5-p8"}}, '"2.4.5-p8"'),
        ({"require": {"magento/magento-cloud-metapackage": ">=2.4.5 <2.4.6"}}, '">=2.4.5 <2.4.6"'),
        ({"require": {"magento/magento-cloud-metapackage": ">=2.4.8 <2.4.9"}}, None),
        ({"require": {"magento/magento-cloud-metapackage": "^2.4.4"}}, None),
        ({"require": {"magento/magento-cloud-metapackage": "what"}}, None),
        ({"require": {"magento/ece-tools": "^2002.1"}}, None),
        ({}, None),
    ],
)
def test_commerce_of_a_store_without_a_lock(manifest: Mapping[str, Any], where: str | None) -> None:
    text = json.dumps(manifest)
    project = Project(Path("/project"), {MANIFEST: text, APP: "name: shop\n"}, today=TODAY)

    found = [each for each in findings(project) if each.rule == "commerce-end-of-support"]

    assert [each.location.span.slice(text) for each in found] == ([] if where is None else [where])


# ece-tools


@pytest.mark.parametrize(
    ("store", "severity"),
    [
        (Store(("valkey:8.0",), ece_tools="2002.2.1"), WARN),
        (Store(("valkey:8.0",), ece_tools="2002.2.2"), None),
        (Store(("valkey:9.0",), ece_tools="2002.2.9"), INFO),
        (Store(("valkey:9.0",), ece_tools="2002.2.10"), None),
        (Store(("activemq-artemis:2.42",), ece_tools="2002.2.7"), WARN),
        (Store(("activemq-artemis:2.42",), ece_tools="2002.2.8"), None),
        (Store(("mysql:11.4",), ece_tools="2002.1.19"), INFO),
        (Store(("opensearch:3",), ece_tools="2002.2.6"), INFO),
        (Store(("opensearch:2",), ece_tools="2002.1.14"), None),
        (Store(("rabbitmq:4.3",), ece_tools="2002.2.12"), None),
        (Store(php="8.4", ece_tools="2002.2.0"), WARN),
        (Store(php="8.4", ece_tools="2002.2.1"), None),
        (Store(php="8.5", ece_tools="2002.2.9"), WARN),
        (Store(php="8.1", ece_tools="2002.1.8"), WARN),
        (Store(php="8.3", ece_tools="2002.1.18"), None),
        (Store(php="7.4", ece_tools="2002.2.0"), Severity.ERROR),
        (Store(php="7.4", ece_tools="2002.1.19"), None),
        (Store(php="8.5", ece_tools="dev-develop"), None),
        (Store(php="8.5"), None),
    ],
)
def test_what_the_installed_ece_tools_does_not_know(
    store: Store, severity: Severity | None
) -> None:
    found = [each for each in findings(store.project) if each.rule == "unknown-to-ece-tools"]

    assert [each.severity for each in found] == ([] if severity is None else [severity])


# Search engines


def search(engine: str, *keys: str) -> str:
    lines = "".join(f"      {key}: x\n" for key in keys)
    head = "stage:\n  deploy:\n    SEARCH_CONFIGURATION:\n      _merge: true\n"
    return f"{head}      engine: {engine}\n{lines}"


@pytest.mark.parametrize(
    ("commerce", "service", "engine", "severity", "better"),
    [
        ("2.4.4-p12", "opensearch:1.3", "opensearch", WARN, "elasticsearch7"),
        ("2.4.4-p13", "opensearch:2", "opensearch", None, ""),
        ("2.4.5-p11", "opensearch:1.3", "opensearch", WARN, "elasticsearch7"),
        ("2.4.5-p12", "opensearch:2", "'opensearch'", None, ""),
        ("2.4.6", "opensearch:2", "opensearch", None, ""),
        ("2.4.5-p11", "opensearch:1.3", "'opensearch'", WARN, "'elasticsearch7'"),
        ("2.4.5-p11", "opensearch:1.3", "elasticsearch7", None, ""),
        ("2.4.6", "opensearch:2", "elasticsearch7", INFO, "opensearch"),
        ("2.4.8", "opensearch:2", '"elasticsearch8"', INFO, '"opensearch"'),
        ("2.4.6", "elasticsearch:7.10", "elasticsearch7", None, ""),
        ("2.4.2", "elasticsearch:7.9", "elasticsearch5", WARN, "elasticsearch7"),
        ("2.4.2", "elasticsearch:7.9", "elasticsearch6", None, ""),
        ("2.4.4", "opensearch:1.2", "elasticsearch6", WARN, "elasticsearch7"),
        ("2.3.5", "elasticsearch:6.5", "elasticsearch6", None, ""),
        ("2.4.5-p11", "opensearch:1.3", "amasty_elastic", None, ""),
        ("2.4.5-p11", "opensearch:1.3", "[opensearch]", None, ""),
        ("dev-main", "opensearch:1.3", "opensearch", None, ""),
    ],
)
def test_the_name_of_a_search_engine(
    commerce: str, service: str, engine: str, severity: Severity | None, better: str
) -> None:
    store = Store((service,), commerce=commerce, env=search(engine))

    found = [each for each in findings(store.project) if each.rule == "unknown-search-engine"]

    assert [each.severity for each in found] == ([] if severity is None else [severity])
    for each in found:
        assert after(store.project, each) == search(better)


def test_a_name_that_other_keys_carry_is_not_changed_alone() -> None:
    env = search("opensearch", "opensearch_index_prefix")
    finding = only(Store(("opensearch:1.3",), commerce="2.4.5", env=env), "unknown-search-engine")

    assert finding.fixes == ()


# Composer


@pytest.mark.parametrize(
    ("commerce", "pin", "severity"),
    [
        ("2.4.8-p4", "'2.9.3'", None),
        ("2.4.8-p4", "'2.9.2'", INFO),
        ("2.4.8-p5", "'2.9.3'", INFO),
        ("2.4.8-p5", "'2.10'", None),
        ("2.4.8-p4", "'^2.2'", None),
        ("2.4.8-p4", "'~2.2.0'", INFO),
        ("2.4.6", "'~2.2.0'", None),
        ("2.4.6", "'2.2.21'", INFO),
        ("2.4.6", "'2.7.9'", None),
        ("2.4.6", "'1.10.26'", WARN),
        ("2.4.6", "'^1.0'", WARN),
        ("2.4.6", "'*'", None),
        ("2.4.6", "what", None),
        ("2.4.6", "2.10", None),
        ("2.4.3", "'1.10.26'", None),
        ("", "'1.10.26'", None),
    ],
)
def test_the_pinned_composer(commerce: str, pin: str, severity: Severity | None) -> None:
    store = Store(commerce=commerce, composer=pin)

    found = [each for each in findings(store.project) if each.rule == "outdated-composer"]

    assert [each.severity for each in found] == ([] if severity is None else [severity])


# Whole stores


def test_an_old_store_on_older_services() -> None:
    """Commerce 2.4.2 on what 2.1 ran on, without a search."""
    store = Store(("mysql:10.0", "redis:3.0"), "7.2", "2.4.2", "2002.1.6", "~7.3.0||~7.4.0")

    assert said(store) == {
        "7.2": {("php-version-not-recommended", WARN), (DEADLINE, INFO)},
        "10.0": {(COMBINATION, WARN), (DEADLINE, WARN)},
        "3.0": {(COMBINATION, WARN), (DEADLINE, INFO)},
        "2.4.2": {("commerce-end-of-support", INFO)},
    }
    without = store._replace(requires="")
    assert said(without)["7.2"] == {(COMBINATION, WARN), (DEADLINE, INFO)}
    rules = {finding.rule: finding.severity for finding in lint.check(store.project)}
    assert rules["missing-elasticsearch"] is Severity.ERROR


@pytest.mark.parametrize("release", list(matrix().newest.values()))
def test_a_store_on_what_adobe_lists_is_not_warned(release: str) -> None:
    """Every listed version of every part, at the day of the list."""
    commerce = Version.parse(release)
    assert commerce is not None
    for name, part in matrix().parts.items():
        for each in listing(part, commerce) or ():
            store = Store(commerce=release, today=matrix().date)
            if name == "php":
                store = store._replace(php=each)
            elif name == "composer":
                store = store._replace(composer=f"'{each}'")
            else:
                store = store._replace(services=(f"{part.types[0]}:{each}",))
            assert [f for f in findings(store.project) if f.severity >= WARN] == [], (name, each)
