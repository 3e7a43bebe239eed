"""Today's templates with one fault planted in a key, and what Adobe's own samples do wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.planted import ROUTES_FILE, Fault, cases, planted, wanted
from tests.test_template import APP_FILE, SERVICES_FILE, TODAY, Line
from zdd_lsp import lint
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding

OURS = {rule.name for rule in lint.rules() if "ZDD400" <= rule.code <= "ZDD419"}
CACHE = "cache:\n    type: {cache}\n"
CRON = '    cronrun:\n        spec: "* * * * *"\n        cmd: "php bin/magento cron:run"\n'
ROUTE = '"http://{default}/":\n    type: upstream\n    upstream: "mymagento:http"\n'


FAULTS = [
    # Keys that do not exist, or not there
    Fault(APP_FILE, "\nmounts:", "\nmount:", "unknown-key", "error", "mount"),
    Fault(
        APP_FILE,
        "    post_deploy:",
        "    post-deploy:",
        "unknown-key",
        "error",
        "post-deploy",
        beside=frozenset({"missing-post-deploy-hook"}),
    ),
    Fault(APP_FILE, "\ndisk: 5120\n", "\nDisk: 5120\n", "unknown-key", "error", "Disk"),
    Fault(APP_FILE, "        cmd:", "        command:", "unknown-key", "error", "command"),
    Fault(APP_FILE, "\nhooks:", "\nsecurity: {}\nhooks:", "unknown-key", "warning", "security"),
    Fault(
        APP_FILE,
        "\nbuild:\n",
        "\nextensions: [xsl]\nbuild:\n",
        "unknown-key",
        "error",
        "extensions",
    ),
    Fault(SERVICES_FILE, CACHE, f"{CACHE}    version: 8\n", "unknown-key", "error", "version"),
    Fault(SERVICES_FILE, "    disk: 1024", "    disc: 1024", "unknown-key", "error", "disc"),
    Fault(ROUTES_FILE, ROUTE, f"{ROUTE}    cahce: {{}}\n", "unknown-key", "error", "cahce"),
    # What belongs below a misspelt key is not missing.
    *(
        Fault(APP_FILE, f"\n{key}:", f"\n{wrong}:", "unknown-key", "error", wrong)
        for key, wrong in (
            ("relationships", "relationship"),
            ("crons", "cron"),
            ("runtime", "runtimes"),
            ("web", "webs"),
            ("dependencies", "dependancies"),
        )
    ),
    Fault(
        *(APP_FILE, "\nhooks:", "\nhook:", "unknown-key", "error", "hook"),
        beside=frozenset({"missing-post-deploy-hook"}),
    ),
    Fault(APP_FILE, "    build: |", "    buidl: |", "unknown-key", "error", "buidl"),
    Fault(APP_FILE, "    deploy:", "    deplyo:", "unknown-key", "error", "deplyo"),
    Fault(SERVICES_FILE, "    type:", "    tpye:", "unknown-key", "error", "tpye"),
    Fault(ROUTES_FILE, "    upstream:", "    upsteam:", "unknown-key", "error", "upsteam"),
    Fault(ROUTES_FILE, "    type:", "    tpe:", "unknown-key", "error", "tpe"),
    # Keys that are missing
    Fault(APP_FILE, "name: mymagento\n", "", "missing-key", "error", "type"),
    Fault(APP_FILE, "disk: 5120\n", "", "missing-key", "warning", "name"),
    Fault(
        APP_FILE,
        CRON,
        '    cronrun:\n        cmd: "php bin/magento cron:run"\n',
        "missing-key",
        "error",
        "cronrun",
    ),
    Fault(SERVICES_FILE, "    disk: 1024\n", "", "missing-key", "warning", "opensearch"),
    Fault(ROUTES_FILE, ROUTE, f"{ROUTE}    ssi: {{}}\n", "missing-key", "error", "ssi"),
    # Values of a wrong form
    Fault(APP_FILE, "disk: 5120", 'disk: "5120"', "wrong-key-type", "error", '"5120"'),
    Fault(APP_FILE, "allow: false", "allow: 'false'", "wrong-key-type", "error", "'false'"),
    Fault(
        APP_FILE,
        "        - xsl\n        - newrelic\n        - sodium\n",
        "        xsl: true\n",
        "wrong-key-type",
        "error",
        "extensions",
    ),
    Fault(SERVICES_FILE, "disk: 1024", "disk: 1 GB", "wrong-key-type", "error", "1 GB"),
    Fault(
        ROUTES_FILE, ROUTE, f"{ROUTE}    cache: [Accept]\n", "wrong-key-type", "error", "[Accept]"
    ),
    # Values that are not allowed
    Fault(
        *(APP_FILE, "name: mymagento", "name: MyShop", "key-value-not-allowed", "error", "MyShop"),
        more=((ROUTES_FILE, "mymagento", "MyShop"), (ROUTES_FILE, "mymagento", "MyShop")),
    ),
    Fault(
        APP_FILE,
        "\nhooks:",
        "\naccess: {ssh: owner}\nhooks:",
        "key-value-not-allowed",
        "error",
        "owner",
    ),
    Fault(
        APP_FILE,
        '"shared:files/etc"',
        '"files/etc"',
        "key-value-not-allowed",
        "warning",
        '"files/etc"',
    ),
    Fault(
        SERVICES_FILE,
        "opensearch:{opensearch}",
        "opensaerch:{opensearch}",
        "key-value-not-allowed",
        "error",
        "opensaerch",
    ),
    # Numbers
    Fault(APP_FILE, "disk: 5120", "disk: 100", "key-value-out-of-range", "error", "100"),
    Fault(SERVICES_FILE, "disk: 1024", "disk: 200", "key-value-out-of-range", "warning", "200"),
    # The rest
    Fault(
        *(SERVICES_FILE, "\nopensearch:\n", "\nOpensearch:\n"),
        *("invalid-name", "error", "Opensearch"),
        more=((APP_FILE, '"opensearch:', '"Opensearch:'),),
    ),
    Fault(
        SERVICES_FILE,
        CACHE,
        f"{CACHE}    disk: 512\n",
        "inapplicable-key",
        "warning",
        "disk",
    ),
    Fault(
        APP_FILE,
        CRON,
        f"{CRON}        commands: {{start: php bin/magento cron:run}}\n",
        "exclusive-keys",
        "warning",
        "commands",
    ),
    Fault(APP_FILE, "\nhooks:", "\nfirewall: {}\nhooks:", "legacy-key", "hint", "firewall"),
    Fault(
        APP_FILE, "composer: '{composer}'", "composer: 2.10", "unquoted-version", "error", "2.10"
    ),
    Fault(
        APP_FILE, "composer: '{composer}'", "composer: 2.9", "unquoted-version", "warning", "2.9"
    ),
]


@pytest.mark.parametrize(("fault", "line"), cases(FAULTS))
@pytest.mark.no_cover
def test_one_fault_is_one_finding(fault: Fault, line: Line) -> None:
    assert planted(line, fault) == wanted(line, fault)


def test_every_rule_is_planted() -> None:
    assert {fault.rule for fault in FAULTS} == OURS


def said(texts: dict[str, str]) -> list[Finding]:
    of = Project(Path("/project"), texts, with_verdicts=True, today=TODAY)
    return [finding for finding in lint.check(of) if finding.rule in OURS]


SAMPLES = {
    "a worker's command one level too high": (
        APP_FILE,
        "name: a\ntype: php:8.4\nworkers:\n  queue:\n    size: S\n  commands:\n    start: x\n",
        {("missing-key", "queue"), ("missing-key", "commands"), ("unknown-key", "start")},
    ),
    "dependencies at the top level": (
        APP_FILE,
        'name: a\ntype: php:8.4\nruby:\n   sass: "~3.4"\nnodejs:\n   grunt-cli: "~0.3"\n',
        {("unknown-key", "ruby"), ("unknown-key", "nodejs")},
    ),
    "a part of a route": (
        ROUTES_FILE,
        'http://{default}/:\n    type: upstream\n    upstream: "a:http"\n    redirects: {}\n',
        {("missing-key", "redirects")},
    ),
    "a rule of the firewall without anything to allow": (
        APP_FILE,
        "name: a\ntype: php:8.4\nfirewall:\n  outbound:\n    - protocol: tcp\n",
        {("missing-key", "protocol"), ("legacy-key", "firewall")},
    ),
    "a rule for UDP": (
        APP_FILE,
        "name: a\ntype: php:8.4\nfirewall:\n  outbound:\n    - {protocol: udp, ports: [53]}\n",
        {("key-value-not-allowed", "udp"), ("legacy-key", "firewall")},
    ),
    "Adobe's spelling of a key of the protective block": (
        APP_FILE,
        "name: a\ntype: php:8.4\npreflight:\n  enabled: true\n  ignore_rules: [x]\n",
        set(),
    ),
    "several stores under one domain": (
        APP_FILE,
        (
            "name: a\ntype: php:8.4\nweb:\n  locations:\n    /: &root\n      root: pub\n"
            "    /static: &static {root: pub/static, scripts: false}\n"
            "    /second: {<<: *root, passthru: /second/index.php}\n    /second/static: *static\n"
        ),
        set(),
    ),
    "what the platform's interface prints": (
        ROUTES_FILE,
        (
            '"https://{default}/":\n  primary: true\n  id: null\n  attributes: {}\n'
            "  type: upstream\n  to: null\n  redirects: {expires: -1, paths: {}}\n"
            "  tls: {min_version: null, client_authentication: null, "
            "client_certificate_authorities: [], "
            "strict_transport_security: {preload: null, include_subdomains: null}}\n"
            "  cache: {enabled: true, default_ttl: 0, cookies: ['*'], headers: [Accept]}\n"
            "  ssi: {enabled: false}\n  upstream: a:http\n"
        ),
        set(),
    ),
    "certificates from files": (
        ROUTES_FILE,
        (
            "a:\n  type: upstream\n  upstream: a:http\n  tls:\n    client_authentication: require\n"
            "    client_certificate_authorities:\n      - !include {type: string, path: ca.crt}\n"
        ),
        set(),
    ),
}


@pytest.mark.parametrize("sample", SAMPLES)
def test_samples(sample: str) -> None:
    path, text, expected = SAMPLES[sample]

    found = said({path: text})

    assert {(each.rule, each.location.span.slice(text)) for each in found} == expected


@pytest.mark.parametrize(
    ("path", "text", "part"),
    [
        (ROUTES_FILE, "a:\n  type: upstraem\n  upstream: a:http\n", "did you mean upstream?"),
        (SERVICES_FILE, "a:\n  type: redis\n", "a.type has no version"),
        (SERVICES_FILE, "a:\n  type: reddis\n", "a.type has no version"),
        (SERVICES_FILE, "a:\n  type: 'redis:'\n", "such as opensearch:3, but this is redis:."),
        (APP_FILE, "name: a\ntype: php\n", "type has no version"),
        (APP_FILE, "name: Ä\ntype: php:8.4\n", "small letters, digits and hyphens, but this is Ä."),
        (APP_FILE, "name: a\ntype: php:8.4\nsize: 3XL\n", "did you mean XL"),
    ],
)
def test_what_is_said_of_a_value(path: str, text: str, part: str) -> None:
    (finding,) = said({path: text})

    assert finding.rule == "key-value-not-allowed"
    assert part in finding.message


def test_a_misplaced_key_tells_its_place() -> None:
    text = (
        "name: a\ntype: php:8.4\nextensions: [xsl]\nhooks: {}\npost_deploy: x\n"
        "web:\n  /media: {root: pub, scripts: false}\n  crons: {}\n"
        "crons:\n  a: {spec: 1 * * * *, cmd: x, locations: {}}\n"
    )

    told = {each.location.span.slice(text): each.message for each in said({APP_FILE: text})}

    assert "it belongs below runtime." in told["extensions"]
    assert "it belongs below hooks." in told["post_deploy"]
    assert "it belongs below locations." in told["/media"]
    assert "it belongs at the top level of the file." in told["crons"]
    assert "it belongs below web." in told["locations"]
