"""Today's templates with one fault planted: crons, locations, extensions, php.ini and variables."""

from __future__ import annotations

import pytest

from tests.planted import PHP_INI, Fault, cases, planted, wanted
from tests.test_template import APP_FILE, Line
from zdd_lsp import lint

OURS = {rule.name for rule in lint.rules() if "ZDD480" <= rule.code <= "ZDD499"}


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


@pytest.mark.parametrize(("fault", "line"), cases(FAULTS))
@pytest.mark.no_cover
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    assert planted(line, fault) == wanted(line, fault)


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} == OURS
