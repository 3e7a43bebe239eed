"""Mistakes that people made in real projects, rebuilt: each is found at its cause.

M21 to M36 of our notes on public projects; the shapes are theirs, the words are ours. Those in
`.magento/routes.yaml` (M26 to M28) are in `test_route_mistakes.py`.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import NamedTuple

import pytest

from zdd_lsp import lint
from zdd_lsp.project import Project

APP, SERVICES, ROUTES = ".magento.app.yaml", ".magento/services.yaml", ".magento/routes.yaml"
ECE = "php ./vendor/bin/ece-tools"
BUILD = f"        set -e\n        {ECE} build:generate\n        {ECE} build:transfer\n"


def locked(commerce: str, ece_tools: str = "2002.1.6") -> str:
    packages = [
        {"name": "magento/magento2-base", "version": commerce},
        {"name": "magento/ece-tools", "version": ece_tools},
    ]
    return json.dumps({"packages": packages})


def app(rest: str, head: str = "name: mymagento\ntype: php:8.1\n") -> str:
    return head + rest


def hooks(build: str = BUILD, deploy: str = "", post_deploy: str = "") -> str:
    deploy = deploy or f"        {ECE} deploy\n"
    post_deploy = post_deploy or f"        {ECE} post-deploy\n"
    return f"hooks:\n    build: |\n{build}    deploy: |\n{deploy}    post_deploy: |\n{post_deploy}"


class Mistake(NamedTuple):
    """Files of a project, and what has to be found in them: file, rule, severity, line, text."""

    files: dict[str, str]
    found: set[tuple[str, str, str, int, str]]


MISTAKES = {
    "M21 a store on the database, cache and PHP of another age": Mistake(
        {
            APP: app(
                "relationships:\n    database: 'mysql:mysql'\n    redis: 'redis:redis'\n"
                "variables:\n    env:\n        "
                "CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL: 'x'\n" + hooks(),
                "name: mymagento\ntype: php:7.2\n",
            ),
            SERVICES: "mysql:\n    type: mysql:10.0\n    disk: 2048\nredis:\n    type: redis:3.0\n",
            "composer.lock": locked("2.4.2"),
        },
        {
            (APP, "unsupported-combination", "warning", 2, "7.2"),
            (SERVICES, "unsupported-combination", "warning", 2, "10.0"),
            (SERVICES, "unsupported-combination", "warning", 5, "3.0"),
            (APP, "missing-elasticsearch", "error", 3, "relationships"),
            (
                *(APP, "removed-braintree-variable", "error", 8),
                "CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL",
            ),
        },
    ),
    "M22 a service without a version": Mistake(
        {SERVICES: "rabbitmq:\n    type: rabbitmq\n    disk: 1024\n"},
        {(SERVICES, "key-value-not-allowed", "error", 2, "rabbitmq")},
    ),
    "M23 a service that nothing uses": Mistake(
        {
            APP: app("relationships:\n    database: 'mysql:mysql'\n    valkey: 'cache:valkey'\n"),
            SERVICES: "mysql: {type: 'mysql:10.6', disk: 512}\nredis: {type: 'redis:7.2'}\n"
            "cache: {type: 'valkey:8.0'}\n",
        },
        {(SERVICES, "unused-service", "hint", 2, "redis")},
    ),
    "M24 a relationship to a service that is not declared": Mistake(
        {
            APP: app("relationships:\n    database: 'mysql:mysql'\n    rabbitmq: 'mq:rabbitmq'\n"),
            SERVICES: "mysql: {type: 'mysql:10.6', disk: 512}\n",
        },
        {(APP, "undeclared-service", "error", 5, "mq")},
    ),
    "M25 a name with blanks, and routes that have another": Mistake(
        {
            APP: "name: United Arts 1\ntype: php:7.4\n",
            ROUTES: '"http://{default}/":\n    type: upstream\n    upstream: "mymagento:php"\n',
        },
        {
            (APP, "key-value-not-allowed", "error", 1, "United Arts 1"),
            (ROUTES, "unknown-upstream", "error", 3, "mymagento"),
        },
    ),
    "M29 an underscore in the command": Mistake(
        {APP: app(hooks(post_deploy=f"        {ECE} post_deploy\n"))},
        {(APP, "unknown-ece-tools-command", "error", 11, "post_deploy")},
    ),
    "M30 steps behind a single number, and jobs in the background": Mistake(
        {
            APP: app(
                "crons:\n    cronrun:\n        spec: '*/5 * * * *'\n"
                "        cmd: 'php bin/magento cron:run'\n"
                "    images:\n        spec: '0/30 * * * *'\n        cmd: 'bin/images.sh &'\n"
                "    prices:\n        spec: '0/15 * * * *'\n        cmd: 'bin/prices.sh'\n"
            )
        },
        {
            (APP, "ignored-cron-step", "warning", 8, "0/30"),
            (APP, "background-job", "warning", 9, "&"),
            (APP, "ignored-cron-step", "warning", 11, "0/15"),
        },
    ),
    "M31 a quoted program before its arguments": Mistake(
        {
            APP: app(
                "crons:\n    export:\n        spec: '0 1 * * *'\n"
                '        cmd: "php bin/magento" sd:run \'Export\'"\n'
            )
        },
        {(APP, "yaml-unexpected-characters", "error", 6, "sd:run 'Export'\"")},
    ),
    "M31 a job that is indented by one blank less": Mistake(
        {
            APP: app(
                "crons:\n    a:\n        spec: '0 1 * * *'\n        cmd: a\n"
                "    b:\n        spec: '0 2 * * *'\n        cmd: b\n"
                "   c:\n        spec: '0 3 * * *'\n        cmd: c\n"
            )
        },
        {(APP, "yaml-indentation", "error", 10, "c:")},
    ),
    "M31 a command of a terminal": Mistake(
        {
            APP: app(
                'build:\n    flavor: none\ndocker-compose exec fpm php -i | grep "dir"\ndisk: 1\n'
            )
        },
        {(APP, "yaml-syntax", "error", 5, 'docker-compose exec fpm php -i | grep "dir"')},
    ),
    "M31 markers of a conflict": Mistake(
        {
            APP: app(
                "<<<<<<< HEAD\nbuild:\n    flavor: none\n=======\nbuild:\n    flavor: composer\n"
                ">>>>>>> develop\ndisk: 512\n"
            )
        },
        {(APP, "yaml-syntax", "error", 3, "<<<<<<< HEAD")},
    ),
    "M32 nobody installs the packages": Mistake(
        {APP: app("build:\n    flavor: none\n" + hooks())},
        {(APP, "missing-composer-install", "error", 4, "none")},
    ),
    "M32 Composer 2 with the flavor of Composer 1": Mistake(
        {
            APP: app(
                "build:\n    flavor: composer\ndependencies:\n    php:\n"
                "        composer/composer: '2.2.4'\n" + hooks()
            )
        },
        {(APP, "composer-flavor-with-composer-2", "hint", 4, "composer")},
    ),
    "M33 a build that goes on after a failure": Mistake(
        {APP: app(hooks(build=BUILD.replace("        set -e\n", "")))},
        {(APP, "missing-set-e", "warning", 4, "build")},
    ),
    "M34 the cache is flushed before the deploy": Mistake(
        {APP: app(hooks(deploy=f"        php bin/magento cache:flush\n        {ECE} deploy\n"))},
        {(APP, "work-before-deploy", "warning", 9, "php bin/magento cache:flush")},
    ),
    "M34 more work in the deploy": Mistake(
        {
            APP: app(
                hooks(
                    deploy=f"        {ECE} deploy\n        php bin/magento indexer:reindex\n"
                    "        php bin/magento cache:flush\n"
                )
            )
        },
        {
            (APP, "work-in-downtime", "warning", 10, "bin/magento indexer:reindex"),
            (APP, "work-in-downtime", "warning", 11, "bin/magento cache:flush"),
        },
    ),
    "M34 mounts inside a mount": Mistake(
        {
            APP: app(
                "mounts:\n    var: 'shared:files/var'\n    var/log: 'shared:files/log'\n"
                "    app/etc: 'shared:files/etc'\n    pub/media: 'shared:files/media'\n"
                "    pub/static: 'shared:files/static'\n" + hooks()
            )
        },
        {(APP, "nested-mounts", "warning", 5, "var/log")},
    ),
    "M35 a secret and an ampersand in an address": Mistake(
        {
            APP: app(
                hooks(
                    post_deploy=f"        {ECE} post-deploy\n        curl "
                    "https://ci:Pa55w0rd@ci.example.com/job?token=x&cause=deploy\n"
                )
            )
        },
        {
            (APP, "secret-in-command", "warning", 12, "https://"),
            (APP, "unquoted-ampersand", "warning", 12, "&"),
        },
    ),
    "M35 a download that is run": Mistake(
        {APP: app(hooks(build=f"{BUILD}        wget -qO- https://example.com/x.sh | bash\n"))},
        {
            (
                *(APP, "download-piped-into-shell", "warning", 8),
                "wget -qO- https://example.com/x.sh | bash",
            )
        },
    ),
    "M36 an arrow in php.ini": Mistake(
        {APP: app(hooks()), "php.ini": "memory_limit = 1G\nopcache.max_files => 100000\n"},
        {("php.ini", "php-ini-arrow", "warning", 2, "=>")},
    ),
    "M36 Xdebug": Mistake(
        {APP: app("runtime:\n    extensions:\n        - xsl\n        - xdebug\n")},
        {(APP, "xdebug-enabled", "warning", 6, "xdebug")},
    ),
}


@pytest.mark.parametrize("name", MISTAKES)
def test_it_is_found_at_its_cause(name: str) -> None:
    mistake = MISTAKES[name]
    project = Project(
        Path("/project"), mistake.files, with_verdicts=True, today=dt.date(2026, 11, 23)
    )

    said = set()
    for each in lint.check(project):
        source = project.source(each.location.path)
        if source is not None:
            span = each.location.span
            line = source.lines.line_at(span.start) + 1
            text = span.slice(source.text)
            said.add((each.location.path, each.rule, each.severity.label, line, text))

    assert mistake.found <= said
