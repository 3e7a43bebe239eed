"""Today's template with one fault planted: crons, locations, extensions, php.ini and variables."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.test_template import APP_FILE, LINES, TODAY, Line, files
from zdd_lsp import lint
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

PHP_INI = "php.ini"
OURS = {rule.name for rule in lint.rules() if "ZDD480" <= rule.code <= "ZDD499"}


class Fault(NamedTuple):
    """A change of the template, and what is said about it: rule, severity, place."""

    path: str
    old: str
    new: str
    rule: str
    severity: str
    place: str


EVERY_MINUTE = '"* * * * *"'
RUN = "php bin/magento cron:run"
CRONS = f'crons:\n    cronrun:\n        spec: {EVERY_MINUTE}\n        cmd: "{RUN}"\n'
NAMELESS = f'crons:\n    spec: {EVERY_MINUTE}\n    cmd: "{RUN}"\n'
MEDIA = 'root: "pub/media"\n            allow: true\n            scripts: false\n'
XSL = "        - xsl\n"

FAULTS = [
    Fault(APP_FILE, EVERY_MINUTE, '"* * * *"', "invalid-cron-spec", "error", "* * * *"),
    Fault(APP_FILE, EVERY_MINUTE, '"*/10 * * * 9"', "invalid-cron-spec", "error", "9"),
    Fault(APP_FILE, EVERY_MINUTE, '"@hourly"', "invalid-cron-spec", "warning", "@hourly"),
    Fault(APP_FILE, EVERY_MINUTE, '"0/5 * * * *"', "ignored-cron-step", "warning", "0/5"),
    Fault(APP_FILE, EVERY_MINUTE, '"H/5 * * * *"', "grid-only-cron-spec", "info", "H/5"),
    Fault(APP_FILE, RUN, f"{RUN} &", "background-job", "warning", "&"),
    Fault(APP_FILE, "cron:run", "indexer:reindex", "missing-cron-run", "warning", "crons"),
    Fault(APP_FILE, CRONS, "", "missing-cron-run", "info", "name"),
    Fault(APP_FILE, RUN, f"{RUN} && {RUN}", "repeated-cron-run", "hint", "cron:run"),
    Fault(
        *(APP_FILE, "php bin", "php /app/abcdefgh12345/bin"),
        *("fixed-project-path", "warning", "/app/abcdefgh12345"),
    ),
    Fault(APP_FILE, CRONS, NAMELESS, "cron-not-a-map", "error", "spec"),
    Fault(
        *(APP_FILE, MEDIA, MEDIA.replace("false", "true")),
        *("executable-static-files", "warning", "true"),
    ),
    Fault(
        *(APP_FILE, MEDIA, MEDIA.replace("scripts: false", "index: [a]")),
        *("executable-static-files", "info", '"/media"'),
    ),
    Fault(APP_FILE, '"/media":', '"media":', "location-without-slash", "warning", '"media"'),
    Fault(APP_FILE, "^/robots(?:", "^/robots((?:", "invalid-location-rule", "warning", "("),
    Fault(APP_FILE, 'root: "pub"', 'root: "/"', "exposed-application", "warning", '"/"'),
    Fault(APP_FILE, "1y", "1 Y", "invalid-expires", "warning", "1 Y"),
    Fault(APP_FILE, XSL, f"{XSL}        - xdebug\n", "xdebug-enabled", "warning", "xdebug"),
    Fault(APP_FILE, XSL, f"{XSL}        - json\n", "json-extension", "error", "json"),
    Fault(
        *(APP_FILE, "    extensions:\n", "    disabled_extensions: [xsl]\n    extensions:\n"),
        *("contradictory-extension", "warning", "xsl"),
    ),
    Fault(
        *(APP_FILE, "    env:\n", "    env:\n        SMTP_PASSWORD: 'correct horse'\n"),
        *("secret-in-variables", "warning", "SMTP_PASSWORD"),
    ),
    Fault(PHP_INI, "ttl = 7200", "ttl => 7200", "php-ini-arrow", "warning", "=>"),
    Fault(PHP_INI, "= 1G", "= 1GB", "invalid-php-size", "error", "1GB"),
    Fault(PHP_INI, "= 10M", "= 10MB", "invalid-php-size", "warning", "10MB"),
    Fault(PHP_INI, "memory", "opcache.enable=0\nmemory", "opcache-disabled", "warning", "0"),
]


def findings(line: Line, fault: Fault | None = None) -> tuple[Project, list[Finding]]:
    texts = files(line)
    if fault is not None:
        assert fault.old in texts[fault.path], fault
        texts[fault.path] = texts[fault.path].replace(fault.old, fault.new, 1)
    project = Project(Path("/project"), texts, with_verdicts=True, today=TODAY)
    return project, lint.check(project)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.commerce)
def test_nothing_is_said_about_the_template(line: Line) -> None:
    _, found = findings(line)

    assert [finding for finding in found if finding.rule in OURS] == []


@pytest.mark.parametrize("line", [LINES[0], LINES[-1]], ids=lambda line: line.commerce)
@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.rule}-{fault.place}")
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    _, usual = findings(line)
    project, found = findings(line, fault)
    before = {(each.rule, each.message) for each in usual}

    said = []
    for each in found:
        source = project.source(each.location.path)
        if (each.rule, each.message) not in before and source is not None:
            place = each.location.span.slice(source.text)
            said.append((each.location.path, each.rule, each.severity.label, place))

    assert said == [(fault.path, fault.rule, fault.severity, fault.place)]


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} == OURS
