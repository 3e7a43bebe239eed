"""A store set up as Adobe's template sets one up today: nothing is to be said about it.

The files are ours; versions, names of services and relationships are those of the template's
branches of March 2026, which lock ece-tools 2002.2.10. What the template leaves to the store is
there, too: `app/etc/config.php` with its websites, and `.magento.env.yaml`.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project

TODAY = dt.date(2026, 3, 10)


class Line(NamedTuple):
    """One line of Commerce: its newest patch of the day, and what the template runs it on."""

    commerce: str
    php: str
    base_requires: str
    composer: str
    mysql: str
    cache: str
    opensearch: str


LINES = (
    Line("2.4.8-p4", "8.4", "~8.3.0||~8.4.0", "2.9.3", "11.4", "valkey:8.0", "3"),
    Line("2.4.7-p9", "8.3", "~8.1.0||~8.2.0||~8.3.0", "2.9.3", "10.11", "redis:7.2", "2"),
    Line("2.4.6-p14", "8.2", "~8.1.0||~8.2.0", "2.2.26", "10.11", "redis:7.2", "2"),
    Line("2.4.5-p16", "8.1", "~7.4.0||~8.1.0", "2.2.26", "10.11", "redis:7.2", "2"),
    Line("2.4.4-p17", "8.1", "~7.4.0||~8.1.0", "2.2.26", "10.6", "redis:7.2", "2"),
)

NEWEST = (
    Line("2.4.9", "8.5", "~8.3.0||~8.4.0||~8.5.0", "2.10.1", "12.3", "valkey:9.0", "3"),
    Line("2.4.9", "8.5", "~8.3.0||~8.4.0||~8.5.0", "2.10.1", "11.8", "valkey:9.0", "3"),
    Line("2.4.8-p5", "8.4", "~8.3.0||~8.4.0", "2.10.1", "11.8", "valkey:8.1", "3"),
    Line("2.4.7-p10", "8.3", "~8.1.0||~8.2.0||~8.3.0", "2.10.1", "10.11", "valkey:8.1", "3"),
    Line("2.4.6-p15", "8.2", "~8.1.0||~8.2.0", "2.2.26", "10.11", "valkey:8.1", "3"),
    Line("2.4.5-p17", "8.1", "~7.4.0||~8.1.0", "2.2.26", "10.11", "valkey:8.1", "2"),
    Line("2.4.4-p18", "8.1", "~7.4.0||~8.1.0", "2.2.26", "10.6", "redis:7.2", "2"),
)
"""The same stores after the updates of August 2026, as Adobe's requirements have them then."""

APP_FILE, SERVICES_FILE = ".magento.app.yaml", ".magento/services.yaml"
REDIS_ENDED = ("service-end-of-life", SERVICES_FILE)
"""Redis 7.2 got its last correction in February 2026, and the template runs on nothing newer."""
PHP_ENDED = ("service-end-of-life", APP_FILE)
"""The same of PHP 8.1, in December 2025."""
MARIADB_TOO_NEW = ("unsupported-service-version", SERVICES_FILE)
"""The table of ece-tools 2002.2.10 lacks MariaDB 10.11 for 2.4.5; 2002.2.11 has it."""
COMMERCE_ENDS = ("commerce-end-of-support", "composer.lock")
"""The regular support of the line has ended."""
DATES: dict[str, set[tuple[str, str]]] = {
    "2.4.8-p4": set(),
    "2.4.7-p9": {REDIS_ENDED},
    "2.4.6-p14": {REDIS_ENDED},
    "2.4.5-p16": {REDIS_ENDED, PHP_ENDED, MARIADB_TOO_NEW, COMMERCE_ENDS},
    "2.4.4-p17": {REDIS_ENDED, PHP_ENDED, COMMERCE_ENDS},
}
"""What is said all the same, as mere information: rule and file."""

APP = """\
name: mymagento
type: php:{php}
build:
    flavor: none
dependencies:
    php:
        composer/composer: '{composer}'
runtime:
    extensions:
        - xsl
        - newrelic
        - sodium
relationships:
    database: "mysql:mysql"
    {cache_type}: "cache:{cache_type}"
    opensearch: "opensearch:opensearch"
disk: 5120
mounts:
    "var": "shared:files/var"
    "app/etc": "shared:files/etc"
    "pub/media": "shared:files/media"
    "pub/static": "shared:files/static"
hooks:
    build: |
        set -e
        composer install
        php ./vendor/bin/ece-tools run scenario/build/generate.xml
        php ./vendor/bin/ece-tools run scenario/build/transfer.xml
    deploy: |
        php ./vendor/bin/ece-tools run scenario/deploy.xml
    post_deploy: |
        php ./vendor/bin/ece-tools run scenario/post-deploy.xml
crons:
    cronrun:
        spec: "* * * * *"
        cmd: "php bin/magento cron:run"
variables:
    env:
        CONFIG__DEFAULT__PAYPAL_ONBOARDING__MIDDLEMAN_DOMAIN: 'payment-broker.magento.com'
        CONFIG__STORES__DEFAULT__PAYPAL__NOTATION_CODE: 'Magento_Enterprise_Cloud'
web:
    locations:
        "/":
            root: "pub"
            passthru: "/index.php"
            index:
                - index.php
            expires: -1
            scripts: true
            allow: false
            rules:
                \\.(css|js|map|hbs|gif|jpe?g|png|svg|woff2?)$:
                    allow: true
                ^/robots(?:|_.*)\\.txt$:
                    allow: true
        "/media":
            root: "pub/media"
            allow: true
            scripts: false
            expires: 1y
            passthru: "/get.php"
        "/static":
            root: "pub/static"
            allow: true
            scripts: false
            expires: 1y
            passthru: "/front-static.php"
            rules:
                ^/static/version\\d+/(?<resource>.*)$:
                    passthru: "/static/$resource"
"""

SERVICES = """\
mysql:
    type: mysql:{mysql}
    disk: 5120

cache:
    type: {cache}

opensearch:
    type: opensearch:{opensearch}
    disk: 1024
"""

ROUTES = """\
"http://{default}/":
    type: upstream
    upstream: "mymagento:http"
"http://{all}/":
    type: upstream
    upstream: "mymagento:http"
"""

ENV = """\
stage:
  global:
    SCD_ON_DEMAND: false
    SKIP_HTML_MINIFICATION: true
    MIN_LOGGING_LEVEL: info
  build:
    SKIP_SCD: false
    SCD_STRATEGY: compact
    SCD_THREADS: 2
    SCD_MATRIX:
      "Magento/backend":
        language:
          - en_US
      "Magento/blank": []
    QUALITY_PATCHES:
      - ACSD-12345
  deploy:
    SKIP_SCD: true
    CLEAN_STATIC_FILES: true
    MYSQL_USE_SLAVE_CONNECTION: true
    {prefix}_USE_SLAVE_CONNECTION: true
    {prefix}_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
    CRON_CONSUMERS_RUNNER:
      cron_run: true
      max_messages: 1000
      consumers: []
    SESSION_CONFIGURATION:
      _merge: true
      redis:
        timeout: 5
        disable_locking: 1
        bot_first_lifetime: 60
        bot_lifetime: 7200
        max_lifetime: 2592000
        min_lifetime: 60
    CACHE_CONFIGURATION:
      _merge: true
      frontend:
        default:
          backend_options:
            read_timeout: 10
            connect_retries: 1
  post-deploy:
    WARM_UP_PAGES:
      - ""
      - "category:*:1"
    TTFB_TESTED_PAGES:
      - "/"
log:
  slack:
    token: "a-token"
    channel: "deployments"
    username: "cloud"
    min_level: "info"
"""

PHP_INI = """\
memory_limit = 1G
realpath_cache_size = 10M
realpath_cache_ttl = 7200
opcache.blacklist_filename = "${MAGENTO_CLOUD_APP_DIR}/op-exclude.txt"
max_input_vars = 10000
"""

OP_EXCLUDE = """\
/app/*/app/etc/config.php
/app/*/app/etc/env.php
/app/app/etc/config.php
/app/app/etc/env.php
/app/etc/config.php
/app/etc/env.php
"""

CONFIG_PHP = """\
<?php
return [
    'modules' => ['Magento_Store' => 1, 'Magento_Theme' => 1],
    'scopes' => [
        'websites' => ['admin' => ['website_id' => '0'], 'base' => ['website_id' => '1']],
        'stores' => ['admin' => ['store_id' => '0'], 'default' => ['store_id' => '1']],
    ],
    'system' => ['default' => ['general' => ['locale' => ['code' => 'en_US']]]],
];
"""


def files(line: Line, ece_tools: str = "2002.2.10") -> dict[str, str]:
    cache_type = line.cache.partition(":")[0]
    version = line.commerce.partition("-")[0]
    metapackage = f">={version} <{version[:-1]}{int(version[-1]) + 1}"
    packages = [
        {"name": "magento/ece-tools", "version": ece_tools},
        {"name": "magento/magento-cloud-metapackage", "version": line.commerce},
        {
            "name": "magento/magento2-base",
            "version": line.commerce,
            "require": {"php": line.base_requires},
        },
        {"name": "magento/product-enterprise-edition", "version": line.commerce},
        {"name": "symfony/yaml", "version": "v6.4.34"},
    ]
    manifest = {
        "name": "magento/cloud",
        "type": "project",
        "version": version,
        "require": {
            "magento/magento-cloud-metapackage": metapackage,
            "magento/composer-root-update-plugin": "^2.0.2",
        },
        "autoload": {"psr-4": {"Magento\\": "app/code/Magento/"}},
    }
    return {
        APP_FILE: APP.replace("{php}", line.php)
        .replace("{composer}", line.composer)
        .replace("{cache_type}", cache_type),
        SERVICES_FILE: SERVICES.format(**line._asdict()),
        ".magento/routes.yaml": ROUTES,
        ".magento.env.yaml": ENV.replace("{prefix}", cache_type.upper()),
        "php.ini": PHP_INI,
        "op-exclude.txt": OP_EXCLUDE,
        "app/etc/config.php": CONFIG_PHP,
        "composer.json": json.dumps(manifest, indent=4),
        "composer.lock": json.dumps({"packages": packages, "packages-dev": []}, indent=4),
    }


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.commerce)
def test_nothing_is_said_about_todays_template(line: Line) -> None:
    of = Project(Path("/project"), files(line), with_verdicts=True, today=TODAY)

    found = [finding for finding in lint.check(of) if finding.severity >= Severity.INFO]

    said = {(finding.rule, finding.location.path): finding.message for finding in found}
    assert said.keys() == DATES[line.commerce], said
    assert all(finding.severity is Severity.INFO for finding in found), said
    assert of.ideal.is_ideal


def test_not_even_a_hint_is_given_about_the_template_as_it_comes() -> None:
    """It has no `.magento.env.yaml`."""
    texts = files(LINES[0])
    del texts[".magento.env.yaml"]

    assert lint.check(Project(Path("/project"), texts, with_verdicts=True, today=TODAY)) == []


@pytest.mark.parametrize("line", NEWEST, ids=lambda line: f"{line.commerce} on {line.mysql}")
@pytest.mark.parametrize("day", [dt.date(2026, 8, 20), dt.date(2026, 11, 23)], ids=str)
def test_an_updated_store_is_not_warned(line: Line, day: dt.date) -> None:
    texts = files(line, "2002.2.12")
    if line.commerce == "2.4.9":
        old = r"'\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'"
        texts[".magento.env.yaml"] = texts[".magento.env.yaml"].replace(old, "symfony_l2")
    of = Project(Path("/project"), texts, with_verdicts=True, today=day)

    found = [finding for finding in lint.check(of) if finding.severity >= Severity.WARNING]

    assert found == []


@pytest.mark.parametrize(
    ("line", "changes", "rule"),
    [
        (NEWEST[3], {"php": "8.1"}, "unsupported-combination"),
        (NEWEST[2], {"php": "8.1"}, "php-version-not-recommended"),
        (NEWEST[2], {"mysql": "10.11"}, "unsupported-combination"),
        (NEWEST[2], {"opensearch": "2"}, "unsupported-combination"),
        (NEWEST[2], {"cache": "valkey:9.0"}, "unsupported-combination"),
        (NEWEST[2], {"cache": "redis:7.2"}, "unsupported-service"),
        (
            NEWEST[5],
            {"commerce": "2.4.5-p9", "cache": "redis:7.0", "mysql": "10.5", "opensearch": "1"},
            "enforced-upgrade",
        ),
    ],
)
def test_one_wrong_version_is_one_warning(line: Line, changes: dict[str, str], rule: str) -> None:
    texts = files(line._replace(**changes), "2002.2.12")
    of = Project(Path("/project"), texts, with_verdicts=True, today=dt.date(2026, 11, 23))

    found = [finding for finding in lint.check(of) if finding.severity >= Severity.WARNING]

    assert [finding.rule for finding in found] == [rule]


def test_its_variables_are_known_to_its_ece_tools_and_too_new_for_an_older_one() -> None:
    texts = files(LINES[0])
    new = Project(Path("/project"), texts)
    lock = texts["composer.lock"].replace("2002.2.10", "2002.1.17")

    old = new.with_texts({"composer.lock": lock})

    assert new.violations == ()
    assert [(each.rule, each.severity) for each in lint.check(old) if each.code == "ZDD208"] == [
        ("variable-too-new", Severity.ERROR)
    ] * 2
