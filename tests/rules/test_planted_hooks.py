"""Today's templates with one fault planted in a hook."""

from __future__ import annotations

from typing import Final

import pytest

from tests.planted import Fault, cases, planted, wanted
from tests.test_template import APP_FILE, Line
from zdd_lsp import lint

OURS = {rule.name for rule in lint.rules() if "ZDD420" <= rule.code <= "ZDD439"}

ECE: Final = "php ./vendor/bin/ece-tools"
GENERATE: Final = f"        {ECE} run scenario/build/generate.xml\n"
TRANSFER: Final = f"        {ECE} run scenario/build/transfer.xml\n"
DEPLOY: Final = f"        {ECE} run scenario/deploy.xml\n"
POST: Final = f"        {ECE} run scenario/post-deploy.xml\n"
INSTALL: Final = "        composer install\n"


def behind(line: str, command: str, rule: str, severity: str, place: str) -> Fault:
    return Fault(APP_FILE, line, f"{line}        {command}\n", rule, severity, place)


FAULTS = [
    Fault(APP_FILE, "        set -e\n", "", "missing-set-e", "warning", "build"),
    Fault(
        *(APP_FILE, "scenario/deploy.xml", "scenario/depoly.xml"),
        *("unknown-ece-tools-command", "error", "scenario/depoly.xml"),
    ),
    Fault(
        *(APP_FILE, "run scenario/post-deploy.xml", "post_deploy"),
        *("unknown-ece-tools-command", "error", "post_deploy"),
    ),
    Fault(
        *(APP_FILE, f"{ECE} run scenario/deploy.xml", "php ./vendor/bin/m2-ece-deploy"),
        *("removed-command", "error", "./vendor/bin/m2-ece-deploy"),
    ),
    behind(
        *(GENERATE, f"{ECE} cloud:config:validate"),
        *("command-too-new", "error", "cloud:config:validate"),
    )._replace(ece_tools="2002.1.4"),
    behind(
        *(DEPLOY, f"{ECE} run scenario/post-deploy.xml", "command-in-wrong-hook", "warning"),
        "./vendor/bin/ece-tools run scenario/post-deploy.xml",
    ),
    Fault(APP_FILE, GENERATE, "", "incomplete-build", "error", "build"),
    Fault(APP_FILE, DEPLOY, "        date\n", "missing-deploy-command", "error", "deploy"),
    behind(TRANSFER, "npm run build", "work-after-transfer", "warning", "npm run build"),
    Fault(
        *(APP_FILE, DEPLOY, f"        php bin/magento cache:flush\n{DEPLOY}"),
        *("work-before-deploy", "warning", "php bin/magento cache:flush"),
    ),
    *(
        behind(DEPLOY, f"bin/magento {command}", "work-in-downtime", "warning", place)
        for command, place in (
            ("cache:flush", "bin/magento cache:flush"),
            ("setup:upgrade", "bin/magento setup:upgrade"),
            ("s:s:d", "bin/magento s:s:d"),
            ("indexer:reindex", "bin/magento indexer:reindex"),
        )
    ),
    Fault(APP_FILE, INSTALL, "", "missing-composer-install", "error", "none"),
    Fault(
        *(APP_FILE, "flavor: none", "flavor: composer"),
        *("double-composer-install", "warning", "composer"),
    ),
    Fault(
        *(APP_FILE, "flavor: none", "flavor: composer"),
        *("composer-flavor-with-composer-2", "hint", "composer"),
        more=((APP_FILE, INSTALL, ""),),
    ),
    behind(
        *(INSTALL, "curl -s https://example.com/x.sh | bash", "download-piped-into-shell"),
        *("warning", "curl -s https://example.com/x.sh | bash"),
    ),
    behind(
        POST, "curl https://me:Pa55w0rd@example.com/", "secret-in-command", "warning", "https://"
    ),
    behind(POST, "curl https://example.com/?a=1&b=2", "unquoted-ampersand", "warning", "&"),
    behind(POST, "curl https://example.com/ &", "background-command", "warning", "&"),
    behind(POST, "curl \\ \n          e.org", "broken-continuation", "warning", "\\ "),
    Fault(
        APP_FILE,
        POST,
        f"        # {ECE} x\n",
        "missing-post-deploy-command",
        "error",
        "post_deploy",
    ),
    behind(POST, "echo Let's go", "unclosed-shell-quote", "error", "'"),
]


@pytest.mark.parametrize(("fault", "line"), cases(FAULTS))
@pytest.mark.no_cover
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    assert planted(line, fault) == wanted(line, fault)


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} == OURS
