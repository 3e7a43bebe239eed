"""The rules about the array variables of the deploy phase.

They agree with ece-tools' validators, they are quiet about what only the platform knows, and their
fixes work in files of every shape.
"""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance_sets import every_set, judged_cases
from tests.rules.test_examples import comments, fixed, name
from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conformance_sets import Case
    from zdd_lsp.findings import Finding
    from zdd_lsp.rules import Example, Rule

CODES: Final = frozenset({109, 110, 111, 112, 135, 136, 2002, 2029})
RULES: Final = [rule for rule in lint.rules() if "ZDD320" <= rule.code <= "ZDD339"]
VARIABLES: Final = (
    "CACHE_CONFIGURATION",
    "DATABASE_CONFIGURATION",
    "REMOTE_STORAGE",
    "RESOURCE_CONFIGURATION",
    "SEARCH_CONFIGURATION",
    "SESSION_CONFIGURATION",
    "SPLIT_DB",
    "VALKEY_BACKEND",
)


def project_of(text: str, commerce: str = "2.4.8", **files: str) -> Project:
    manifest = f'{{"version": "{commerce}"}}'
    return Project(Path("/project"), {ENV_FILE: text, "composer.json": manifest, **files}).judged()


def of_these(project: Project) -> list[Finding]:
    names = {rule.name for rule in RULES}
    return [finding for finding in lint.check(project) if finding.rule in names]


def deploy(text: str) -> str:
    """Return a file whose deploy stage has the given lines."""
    return "stage:\n  deploy:\n" + "".join(f"    {line}\n" for line in text.split("\n"))


def wanted(case: Case) -> list[tuple[int, str]]:
    return sorted(
        (verdict["code"], verdict["message"])
        for verdict in case["expect"]["validators"]
        if verdict["result"] == "error" and verdict["code"] in CODES
    )


def said(project: Project) -> list[tuple[int, str]]:
    return sorted(
        (finding.upstream.code, finding.upstream.message)
        for finding in lint.check(project)
        if finding.upstream is not None and finding.upstream.code in CODES
    )


@every_set
def test_the_validators_say_the_same(name: str) -> None:
    judged = [
        each for each in judged_cases(name) if isinstance(each[0]["expect"]["validators"], list)
    ]
    found = {case["name"]: said(project) for case, project in judged}

    assert len(judged) > 100
    assert found == {case["name"]: wanted(case) for case, _ in judged}


@pytest.mark.parametrize(
    ("version", "message"),
    [
        ("2002.1.17", "Missing required Redis configuration 'server'!"),
        ("2002.1.19", "Missing required Redis configuration 'server'!"),
        ("2002.2.10", "Missing required Redis or Valkey configuration 'server'!"),
    ],
)
def test_a_cache_without_a_server_is_called_as_the_installed_version_calls_it(
    version: str, message: str
) -> None:
    text = deploy(
        "CACHE_CONFIGURATION: {frontend: {a: {backend: file}, "
        "b: {backend: Cm_Cache_Backend_Redis, backend_options: {}}, c: {}}}"
    )
    lock = f'{{"packages": [{{"name": "magento/ece-tools", "version": "{version}"}}]}}'

    server, backend = of_these(project_of(text, **{"composer.lock": lock}))

    assert server.upstream is not None
    assert (server.upstream.code, server.upstream.message) == (101, message)
    assert (backend.rule, backend.upstream) == ("cache-frontend-without-backend", None)


def test_a_back_end_that_is_too_new_names_the_version_as_ece_tools_does() -> None:
    lock = '{"packages": [{"name": "magento/magento2-base", "version": "2.4.8-p5"}]}'
    text = deploy("VALKEY_BACKEND: symfony_l2")

    (found,) = of_these(project_of(text, **{"composer.lock": lock}))

    assert found.upstream is not None
    assert found.upstream.code == 101
    assert found.upstream.message == (
        "Magento version '2.4.8.0-patch5' does not support symfony_l2 cache backend. "
        "Requires 2.4.9 or later."
    )


@pytest.mark.parametrize(
    "relationships", ["{}", "{database: 'mysql:mysql'}", "{cache: 'valkey:valkey'}"]
)
def test_a_back_end_is_no_matter_where_no_service_is_used(relationships: str) -> None:
    app = f"relationships: {relationships}\n"
    services = "mysql: {type: 'mysql:11.4'}\nvalkey: {type: 'valkey:8.0'}\n"
    files = {".magento.app.yaml": app, ".magento/services.yaml": services}

    assert of_these(project_of(deploy("VALKEY_BACKEND: symfony_l2"), **files)) == []


@pytest.mark.parametrize(
    "text",
    [
        "DATABASE_CONFIGURATION: !include database.yaml",
        "DATABASE_CONFIGURATION: {_merge: !env MERGE, connection: {}}",
        "DATABASE_CONFIGURATION: {connection: {default: !include default.yaml}}",
        (
            "DATABASE_CONFIGURATION:\n  connection:\n    default:\n"
            "      {host: h, dbname: d, username: u, password: !env PASSWORD}"
        ),
        "SEARCH_CONFIGURATION: {engine: !env ENGINE}",
        "SESSION_CONFIGURATION: {save: !php/const Shop\\Session::SAVE}",
        "RESOURCE_CONFIGURATION: {default_setup: {connection: !env CONNECTION}}",
        "CACHE_CONFIGURATION: {frontend: {default: !include cache.yaml}}",
        (
            "CACHE_CONFIGURATION:\n  frontend:\n    default:\n"
            "      backend: Cm_Cache_Backend_Redis\n"
            "      backend_options: {server: !env REDIS_HOST, port: !env REDIS_PORT}"
        ),
        "REMOTE_STORAGE: {driver: aws-s3, config: {bucket: !env BUCKET, region: !env REGION}}",
    ],
)
def test_what_only_the_platform_knows_is_not_reported(text: str) -> None:
    assert of_these(project_of(deploy(text))) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ('SEARCH_CONFIGURATION: \'{"engine": "mysql"}\'', "mysql-search-engine"),
        ("SESSION_CONFIGURATION: '{\"a\": 1}'", "session-configuration-without-save"),
        ("DATABASE_CONFIGURATION: '{\"a\": {}}'", "incomplete-database-configuration"),
    ],
)
def test_json_in_a_text_is_judged_and_left_alone(text: str, rule: str) -> None:
    (found,) = of_these(project_of(deploy(text)))

    assert (found.rule, found.fixes) == (rule, ())


def test_a_variable_that_the_installed_ece_tools_does_not_know_is_not_reported() -> None:
    lock = '{"packages": [{"name": "magento/ece-tools", "version": "2002.0.12"}]}'
    text = deploy(
        "RESOURCE_CONFIGURATION: {a: {}}\nSEARCH_CONFIGURATION: {a: b}\nSPLIT_DB: [sales]"
    )

    assert of_these(project_of(text, **{"composer.lock": lock})) == []


def test_an_alias_is_not_changed_unseen() -> None:
    text = (
        "shared: &shared\n  _merge: true\n  engine: mysql\n"
        "stage:\n  deploy:\n    SEARCH_CONFIGURATION: *shared\n"
        "    SESSION_CONFIGURATION: *shared\n"
    )
    app = "relationships: {opensearch: 'opensearch:opensearch'}\n"
    files = {
        ".magento.app.yaml": app,
        ".magento/services.yaml": "opensearch: {type: 'opensearch:2'}",
    }

    (found,) = of_these(project_of(text, **files))

    assert [fix.is_safe for fix in found.fixes] == [False]


ODD: Final = ("", "5", "text", "[]", "{}", "[a, [b], {c: d}]", "{0: a, 1: ~}", "!env X", "'{}'")


@pytest.mark.parametrize("variable", VARIABLES)
@pytest.mark.no_cover
def test_no_value_is_too_odd(variable: str) -> None:
    keys = ("connection", "default", "default_setup", "frontend", "config", "redis", "engine")
    inner = [f"{{{key}: {value}}}" for key, value in itertools.product(keys, ODD)]
    deeper = [f"{{frontend: {{a: {value}}}, connection: {{default: {value}}}}}" for value in inner]
    options = [
        f"{{frontend: {{a: {{backend: {one}, backend_options: {{server: {two}, port: {two}}}}}}}}}"
        for one, two in itertools.product((*ODD, "Cm_Cache_Backend_Redis"), ODD)
    ]
    for value in (*ODD, *inner, *deeper, *options):
        for commerce in ("2.4.8", "2.5.0"):
            of_these(project_of(deploy(f"{variable}: {value}"), commerce))


def as_it_is(text: str) -> str:
    return text


def wider(text: str) -> str:
    """Return a text with twice the indentation."""
    lines = text.split("\n")
    return "\n".join(" " * (len(line) - len(line.lstrip())) + line for line in lines)


def with_carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")


def with_comments(text: str) -> str:
    """Return a text with a comment above and behind every line."""
    lines = []
    for number, line in enumerate(text.rstrip("\n").split("\n")):
        indent = line[: len(line) - len(line.lstrip())]
        lines += [f"{indent}# above {number}", f"{line.split(' #')[0]}  # behind {number}"]
    return "\n".join(lines)


@pytest.mark.parametrize("shape", [as_it_is, wider, with_carriage_returns, with_comments])
@pytest.mark.parametrize(
    ("rule", "example"), [(rule, example) for rule in RULES for example in rule.bad], ids=name
)
def test_every_fix_cures_and_keeps_the_rest(
    rule: Rule, example: Example, shape: Callable[[str], str]
) -> None:
    texts = {**example.texts, ENV_FILE: shape(example.texts[ENV_FILE])}
    project = Project(Path("/project"), texts).judged()
    before = lint.check(project)
    own = [finding for finding in before if finding.rule == rule.name]
    assert len(own) == sum(text.count("^ ") for text in example.pictures.values())

    for finding in own:
        for fix in finding.fixes:
            after = project.with_texts(fixed(texts, fix))
            found = lint.check(after)
            assert after.problems(ENV_FILE) == []
            assert (finding.rule, finding.message) not in {(x.rule, x.message) for x in found}
            assert comments(after) == comments(project)
            old = {each.rule for each in before}
            assert {x.rule for x in found if x.severity >= Severity.WARNING} <= old
