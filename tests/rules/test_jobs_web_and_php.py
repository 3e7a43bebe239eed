"""Mistakes of real projects in crons, locations and settings of PHP, rebuilt.

The numbers are those of the field report. The files are ours.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project

APP_FILE, PHP_INI = ".magento.app.yaml", "php.ini"
CODES = {f"ZDD{number}" for number in range(480, 500)}
Said = list[tuple[str, int, str, str]]
"""What is found: severity, line, rule and the text that it stands at."""


def said(files: dict[str, str]) -> Said:
    project = Project(Path("/project"), files).judged()
    found = []
    for finding in lint.check(project):
        path, span = finding.location.path, finding.location.span
        source = project.source(path)
        if finding.code in CODES and source is not None:
            line = source.lines.line_at(span.start) + 1
            found.append((finding.severity.label, line, finding.rule, span.slice(source.text)))
    return found


def test_m30_steps_behind_a_value_and_jobs_in_the_background() -> None:
    app = (
        "type: php:8.1\n"
        "crons:\n"
        "    cronrun:\n"
        '        spec: "* * * * *"\n'
        '        cmd: "php bin/magento cron:run"\n'
        "    # every 10 minutes\n"
        "    orders:\n"
        '        spec: "0 */12 * * *"\n'
        '        cmd: "php bin/magento orders:send &"\n'
        "    stock:\n"
        '        spec: "0/30 * * * *"\n'
        "        cmd: php bin/magento stock:get > /dev/null 2>&1 &\n"
        "    prices:\n"
        "        spec: '0/15 * * * *'\n"
        "        cmd: |\n"
        '            if [ "$MAGENTO_CLOUD_BRANCH" = production ]; then\n'
        "                php bin/magento prices:get &\n"
        "            fi\n"
    )

    assert said({APP_FILE: app}) == [
        ("warning", 9, "background-job", "&"),
        ("warning", 11, "ignored-cron-step", "0/30"),
        ("warning", 12, "background-job", "&"),
        ("warning", 14, "ignored-cron-step", "0/15"),
        ("warning", 17, "background-job", "&"),
    ]


def test_m36_an_arrow_in_php_ini_and_xdebug() -> None:
    app = "type: php:8.1\nruntime:\n    extensions:\n        - xsl\n        - xdebug\n"
    ini = (
        "memory_limit = 1G\n"
        "realpath_cache_size = 10M\n"
        "opcache.memory_consumption => 512\n"
        "opcache.max_accelerated_files => 100000\n"
    )

    assert said({APP_FILE: app, PHP_INI: ini}) == [
        ("warning", 5, "xdebug-enabled", "xdebug"),
        ("warning", 3, "php-ini-arrow", "=>"),
        ("warning", 4, "php-ini-arrow", "=>"),
    ]


def test_the_wrong_samples_of_the_guide() -> None:
    app = (
        "crons:\n"
        '    spec: "00 */8 * * *"\n'
        '    cmd: "/usr/bin/php /app/abc123edf890/bin/magento export:start catalog"\n'
    )
    named = app.replace("    ", "        ").replace("crons:\n", "crons:\n    export:\n")

    assert said({APP_FILE: app}) == [("error", 2, "cron-not-a-map", "spec")]
    assert said({APP_FILE: named}) == [("warning", 4, "fixed-project-path", "/app/abc123edf890")]


def test_several_stores_under_one_domain() -> None:
    """What the guide shows for them is right: anchors, aliases and merge keys."""
    app = (
        "type: php:8.3\n"
        "crons:\n"
        "    cronrun: {spec: '* * * * *', cmd: php bin/magento cron:run}\n"
        "hooks:\n"
        "    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml\n"
        "web:\n"
        "    locations:\n"
        "        '/': &root\n"
        "            root: pub\n"
        "            passthru: /index.php\n"
        "            scripts: true\n"
        "            allow: false\n"
        "            rules:\n"
        "                \\.(css|js)$: {allow: true, expires: 1y}\n"
        "        '/media': &media\n"
        "            root: pub/media\n"
        "            scripts: false\n"
        "            expires: 1y\n"
        "            passthru: /get.php\n"
        "        '/second/': *root\n"
        "        '/second/media': *media\n"
        "        '/third/static':\n"
        "            <<: *media\n"
        "            root: pub/static\n"
        "            passthru: /front-static.php\n"
    )

    assert said({APP_FILE: app}) == []


def test_what_several_places_share_is_reported_once_and_not_changed_unseen() -> None:
    app = (
        "base: &base\n"
        "    scripts: true\n"
        "    expires: 1 day\n"
        "web:\n"
        "    locations:\n"
        "        /media: {<<: *base, root: pub/media}\n"
        "        /static: {<<: *base, root: pub/static}\n"
    )
    project = Project(Path("/project"), {APP_FILE: app})
    found = [each for each in lint.check(project) if each.code in CODES]

    assert [each.rule for each in found] == ["executable-static-files", "invalid-expires"]
    assert not any(fix.is_safe for each in found for fix in each.fixes)


def test_jobs_that_share_what_is_wrong_are_reported_once() -> None:
    app = (
        "crons:\n"
        "    a: &job\n"
        "        spec: &time '0/5 H * * *'\n"
        "        cmd: php /app/abcdefgh12345/bin/magento cron:run &\n"
        "    b: *job\n"
        "    c: {<<: *job}\n"
    )

    assert said({APP_FILE: app}) == [
        ("warning", 3, "ignored-cron-step", "0/5"),
        ("info", 3, "grid-only-cron-spec", "H"),
        ("warning", 4, "fixed-project-path", "/app/abcdefgh12345"),
        ("warning", 4, "background-job", "&"),
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("SMTP_PASSWORD", "CONFIG__DEFAULT__PAYMENT__KLARNA__SHARED_SECRET", "GITHUB_TOKEN"),
        *("SHOP_API_KEY", "CONFIG__DEFAULT__CARRIER__APIKEY", "AWS_SECRET_ACCESS_KEY"),
        *("jwt_private_key", "COMPOSER_AUTH"),
    ],
)
@pytest.mark.parametrize("value", ["'hunter2'", "hunter2", "|\n            hunter2\n"])
def test_a_secret_is_reported_and_never_repeated(name: str, value: str) -> None:
    app = f"variables:\n    env:\n        {name}: {value}\n    php:\n        {name}: hunter2\n"
    project = Project(Path("/project"), {APP_FILE: app})
    found = [each for each in lint.check(project) if each.rule == "secret-in-variables"]

    assert len(found) == 2
    assert all("hunter2" not in each.message for each in found)
    assert all(each.location.span.slice(app) == name for each in found)
    assert all(each.severity is Severity.WARNING for each in found)


@pytest.mark.parametrize(
    "line",
    [
        *("SMTP_PASSWORD:", "SMTP_PASSWORD: ''", "SMTP_PASSWORD: '***'", "SMTP_PASSWORD: xxxx"),
        *("USE_TOKEN: 1", "USE_TOKEN: 'true'", "USE_TOKEN: true", "API_KEY: changeme"),
        *("API_KEY: your key here", "API_KEY: '${KEY}'", "API_KEY: $KEY", "API_KEY: '%env(KEY)%'"),
        *("TOKEN_LIFETIME: a", "PASSWORD_POLICY: strict", "STRIPE_PUBLISHABLE_API_KEY: pk_1"),
        *("PRIVATE_KEY: /app/key.pem", "API_KEY: !env KEY", "API_KEY: [a]"),
    ],
)
def test_what_is_no_secret(line: str) -> None:
    assert said({APP_FILE: f"variables:\n    env:\n        {line}\n"}) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        *(("1 year", "1y"), ("2years", "2y"), ("1Y", "1y"), ("30 D", "30d"), ("5 min", "5m")),
        *(("10 secs", "10s"), ("6 months", "6M"), ("500 msec", "500ms"), ("1 h", "1h")),
        *(("5 parsecs", None), ("soon", None), ("1.5h", None), ("", None)),
    ],
)
def test_units_of_time(written: str, meant: str | None) -> None:
    app = f"web:\n    locations:\n        /: {{root: pub, expires: '{written}'}}\n"
    project = Project(Path("/project"), {APP_FILE: app})

    (found,) = [each for each in lint.check(project) if each.rule == "invalid-expires"]

    assert [edit.text for fix in found.fixes for edit in fix.edits] == ([meant] if meant else [])


@pytest.mark.parametrize("time", ["-1", "'-1'", "0", "3600", "1y", "1M", "10ms", "1h 30m", "max"])
def test_times_that_are_right(time: str) -> None:
    assert said({APP_FILE: f"web:\n    locations:\n        /: {{expires: {time}}}\n"}) == []


@pytest.mark.parametrize("version", ["7.4", "7.0", "5.6", "", "x"])
def test_json_is_an_extension_of_php_7(version: str) -> None:
    app = f"type: 'php:{version}'\nruntime: {{extensions: [json, xsl]}}\n"

    assert said({APP_FILE: app}) == []


def test_other_languages_are_left_alone() -> None:
    app = (
        "type: nodejs:20\n"
        "runtime: {extensions: [json]}\n"
        "web:\n"
        "    locations:\n"
        "        /: {root: '', passthru: true}\n"
        "        /static: {root: static, scripts: true}\n"
    )

    assert said({APP_FILE: app}) == []


@pytest.mark.parametrize(
    "command",
    [
        *(
            "./vendor/vendor/scripts/cron.sh",
            "make cron",
            "$RUN",
            "vendor/bin/n98-magerun sys:cron",
        ),
        *(
            "php bin/magento -q cron:run",
            "php -d memory_limit=2G /app/bin/magento cron:run --group=a",
        ),
        "test -f var/on && bin/magento cron:run | tee -a var/log/cron.log",
    ],
)
def test_jobs_that_run_the_tasks_of_commerce_or_may_do_so(command: str) -> None:
    app = (
        "type: php:8.3\n"
        "hooks: {deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml}\n"
        "crons:\n"
        "    feed: {spec: '0 3 * * *', cmd: bin/magento feed:export}\n"
        f"    other: {{spec: '* * * * *', cmd: '{command}'}}\n"
    )

    assert said({APP_FILE: app}) == []


def test_a_file_that_cannot_be_read_to_its_end_lacks_nothing() -> None:
    app = "type: php:8.3\nhooks: {deploy: ./vendor/bin/ece-tools deploy}\nbroken: [\n"

    assert said({APP_FILE: app}) == []


@pytest.mark.parametrize(
    "root",
    ["''", "/", ".", "./", "' '", "pub/..", "''  # the store"],
)
def test_roots_that_expose_the_application(root: str) -> None:
    app = (
        "type: php:8.3\n"
        "crons: {a: {spec: '* * * * *', cmd: bin/magento cron:run}}\n"
        "hooks: {deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml}\n"
        f"web:\n    locations:\n        /:\n            root: {root}\n"
    )

    assert [each[2] for each in said({APP_FILE: app})] == (
        [] if root == "' '" else ["exposed-application"]
    )
