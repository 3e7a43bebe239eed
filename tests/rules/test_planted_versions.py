"""Today's templates with one wrong version planted."""

from __future__ import annotations

import pytest

from tests.planted import ENV_FILE, Fault, cases, planted, wanted
from tests.test_template import APP_FILE, SERVICES_FILE, Line
from zdd_lsp import lint

OURS = {rule.name for rule in lint.rules() if "ZDD500" <= rule.code <= "ZDD519"}
LOCK = "composer.lock"
OLDER = ("2.4.4", "2.4.5", "2.4.6", "2.4.7", "2.4.8")


def version(part: str, text: str, rule: str, severity: str, *lines: str) -> Fault:
    """Plant the version of a service in the templates of some lines."""
    old, new = f"type: {part}:{{{part}}}", f"type: {part}:{text}"
    return Fault(SERVICES_FILE, old, new, rule, severity, text, lines=lines)


def php(text: str, rule: str, severity: str, *lines: str) -> Fault:
    """Plant the version of PHP in the templates of some lines."""
    return Fault(APP_FILE, "php:{php}", f"php:{text}", rule, severity, text, lines=lines)


def cache(kind: str, text: str, rule: str, place: str, *lines: str) -> Fault:
    """Plant another cache, with its relationship and its variables."""
    name, link = kind.upper(), f'    {kind}: "cache:{kind}"'
    more = (
        (APP_FILE, '    {kind}: "cache:{kind}"', link),
        (ENV_FILE, "{KIND}_USE", f"{name}_USE"),
        (ENV_FILE, "{KIND}_BACKEND", f"{name}_BACKEND"),
    )
    new = f"type: {kind}:{text}"
    return Fault(SERVICES_FILE, "type: {cache}", new, rule, "warning", place, more, lines=lines)


def commerce(old: str, new: str) -> tuple[tuple[str, str, str], ...]:
    """Return the changes that lock another release of Commerce, but for its first package."""
    return ((LOCK, f'"{old}"', f'"{new}"'),) * 2


FAULTS = [
    # Commerce
    version("mysql", "11.8", "unsupported-combination", "warning", *OLDER),
    version("mysql", "10.11", "unsupported-combination", "warning", "2.4.4", "2.4.8", "2.4.9"),
    version("opensearch", "3", "unsupported-combination", "warning", *OLDER[:4]),
    version("opensearch", "2", "unsupported-combination", "warning", "2.4.8", "2.4.9"),
    cache("valkey", "9.0", "unsupported-combination", "9.0", *OLDER[1:]),
    cache("redis", "8.0", "unsupported-combination", "8.0", *OLDER[:4]),
    cache("valkey", "8.0", "unsupported-service", "valkey:8.0", "2.4.4"),
    cache("redis", "8.0", "unsupported-service", "redis:8.0", "2.4.8"),
    php("8.3", "unsupported-combination", "warning", "2.4.9"),
    php("8.3", "php-version-not-recommended", "warning", *OLDER[:3]),
    php("8.2", "php-version-not-recommended", "hint", "2.4.7"),
    php("8.2", "php-version-not-recommended", "warning", "2.4.8", "2.4.9"),
    Fault(
        *(APP_FILE, "'{composer}'", "'2.1.14'", "outdated-composer", "info", "'2.1.14'"),
    ),
    Fault(
        *(ENV_FILE, "    CLEAN_STATIC_FILES: true\n"),
        "    SEARCH_CONFIGURATION: {_merge: true, engine: elasticsearch5}\n",
        *("unknown-search-engine", "warning", "elasticsearch5"),
    ),
    # Dates
    Fault(
        *(SERVICES_FILE, "", "\nrabbitmq:\n    type: rabbitmq:3.9\n    disk: 512\n"),
        *("enforced-upgrade", "info", "3.9"),
        more=(
            (SERVICES_FILE, "disk: 1024", "disk: 512"),
            (APP_FILE, "    database:", "    rabbitmq: 'rabbitmq:rabbitmq'\n    database:"),
        ),
        lines=("2.4.4",),
    ),
    Fault(
        *(LOCK, '"2.4.6-p14"', '"2.4.5-p16"', "commerce-end-of-support", "info", '"2.4.5-p16"'),
        more=commerce("2.4.6-p14", "2.4.5-p16"),
        beside=frozenset(
            {"unsupported-combination", "unsupported-service-version", "service-end-of-life"}
        ),
        lines=("2.4.6",),
    ),
    # ece-tools
    Fault(
        *(SERVICES_FILE, "", "", "unknown-to-ece-tools", "info", "3"),
        more=((LOCK, '"2002.2.10"', '"2002.2.6"'),),
        lines=("2.4.8",),
    ),
]


@pytest.mark.parametrize(("fault", "line"), cases(FAULTS))
@pytest.mark.no_cover
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    assert planted(line, fault) == wanted(line, fault)


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} >= OURS
