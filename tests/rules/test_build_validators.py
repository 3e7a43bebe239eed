"""Agreement with the validators of the build, and with those of the deploy that read files only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.conformance_sets import SETS, cases
from tests.rules.test_examples import comments, fixed, name
from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import (
    COMPOSER_JSON,
    COMPOSER_LOCK,
    CONFIG_LOCAL_PHP,
    CONFIG_PHP,
    FILES,
    LOCAL_XML,
    OP_EXCLUDE,
    PHP_INI,
)
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.conformance_sets import Case
    from zdd_lsp.findings import Finding
    from zdd_lsp.rules import Example, Rule

CODES: Final = {8, 9, 25, 26, 1001, 1002, 1003, 1004, 1005, 1008, 2012, 2013}
RULES: Final = [rule for rule in lint.rules() if "ZDD301" <= rule.code <= "ZDD319"]
APP: Final = {APP_FILE: "name: shop\n"}
SCOPES: Final = {
    CONFIG_PHP: "<?php return ['modules' => [1], 'scopes' => ['stores' => ['a' => ['b' => 1]]]];"
}
LINE: Final = 'opcache.blacklist_filename="${MAGENTO_CLOUD_APP_DIR}/op-exclude.txt"\n'
PATHS: Final = (
    "/app/*/app/etc/config.php\n/app/*/app/etc/env.php\n/app/app/etc/config.php\n"
    "/app/app/etc/env.php\n/app/etc/config.php\n/app/etc/env.php\n"
)


def lock(**packages: str) -> dict[str, str]:
    """Return a lock of packages, by their names without the vendor."""
    names = {"base": "magento/magento2-base", "tools": "magento/ece-tools"}
    names |= {"laminas": "laminas/laminas-mvc", "zend": "zendframework/zend-mvc"}
    listed = [{"name": names[key], "version": version} for key, version in packages.items()]
    return {COMPOSER_LOCK: json.dumps({"packages": listed})}


def of(rule: str, *parts: Mapping[str, str | Unreadable]) -> list[Finding]:
    """Return what a rule finds in a project that is put together of several parts."""
    contents = {path: content for part in parts for path, content in part.items()}
    project = Project(Path("/project"), contents).judged()
    return [finding for finding in lint.check(project) if finding.rule == rule]


def is_comparable(case: Case) -> bool:
    """Tell whether ece-tools reads the case's file and none of its validators dies."""
    validators = case["expect"]["validators"]
    return isinstance(validators, list) and all(
        validator["result"] == "error" for validator in validators
    )


def wanted(case: Case) -> set[tuple[int, str]]:
    return {
        (validator["code"], validator["message"])
        for validator in case["expect"]["validators"]
        if validator["code"] in CODES
    }


def test_every_code_but_those_of_composer_json_is_in_the_sets() -> None:
    compared = [case for each in SETS for case in cases(each) if is_comparable(case)]

    assert {code for case in compared for code, _ in wanted(case)} == CODES - {8, 9, 25}


@pytest.mark.parametrize(
    ("rule", "parts", "oldest"),
    [
        ("build-options-ini", {"build_options.ini": ""}, "2002.1.0"),
        ("missing-opcache-exclusions", APP, "2002.1.13"),
        ("missing-report-nesting-level", {LOCAL_XML: "<config/>"}, "2002.1.0"),
        ("invalid-local-xml", {LOCAL_XML: ""}, "2002.1.0"),
        (
            "unsupported-mage-mode",
            {APP_FILE: "variables: {env: {MAGE_MODE: default}}\n"},
            "2002.1.3",
        ),
        (
            "ignored-scd-options",
            {ENV_FILE: "stage: {build: {SKIP_SCD: true, SCD_THREADS: 1}}\n"},
            "2002.0.13",
        ),
        ("baler-not-ready", {**APP, ENV_FILE: "stage: {build: {SCD_USE_BALER: 1}}\n"}, "2002.1.1"),
    ],
)
def test_an_older_ece_tools_does_not_look(rule: str, parts: dict[str, str], oldest: str) -> None:
    line, _, patch = oldest.rpartition(".")
    before = f"{line}.{int(patch) - 1}" if int(patch) else "2002.0.99"

    assert of(rule, parts)
    assert of(rule, parts, lock(tools=oldest))
    assert not of(rule, parts, lock(tools=before))


@pytest.mark.parametrize(
    ("version", "is_needed"),
    [("2.2.11", False), ("2.3.0", True), ("2.4.2-p2", True), ("2.4.3-p3", False)],
)
def test_the_autoload_line_is_needed_from_2_3_0_to_2_4_2(version: str, *, is_needed: bool) -> None:
    manifest = {COMPOSER_JSON: '{"autoload": {"psr-4": []}}'}

    found = of("missing-controller-autoload", manifest, lock(base=version, laminas="2.7.15"))

    assert bool(found) is is_needed
    assert not of("missing-controller-autoload", manifest, lock(base=version))


def test_composer_json_is_needed_where_there_is_a_lock_for_it() -> None:
    (found,) = of("missing-composer-json", APP, lock(base="2.4.2"))

    assert (found.severity, found.upstream and found.upstream.code) == (Severity.INFO, 8)
    assert not of("missing-composer-json", APP, lock(base="2.4.2"), {COMPOSER_JSON: "{"})
    assert not of("missing-composer-json", lock(base="2.4.2"))


def test_a_package_for_development_is_no_commerce() -> None:
    text = (
        '{"packages": [], "packages-dev": [{"name": "magento/magento2-base", "version": "2.4.8"}]}'
    )

    assert of("missing-commerce-package", {COMPOSER_JSON: "{}", COMPOSER_LOCK: text})


@pytest.mark.parametrize(
    ("value", "said"), [("", False), ("~", False), ("''", True), ("0", True), ("[]", True)]
)
def test_the_braintree_variable_is_set_unless_it_is_null(value: str, *, said: bool) -> None:
    name = "CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL"
    app = {APP_FILE: f"variables:\n  env:\n    {name}: {value}\n"}

    found = of("removed-braintree-variable", app, lock(base="2.4.0"))

    assert bool(found) is said
    assert not any(finding.fixes for finding in found), "nothing would be left of variables.env"


@pytest.mark.parametrize(
    ("line", "has_fix"),
    [
        ("{name}: x", True),
        ("{name}: 'x'  # why", True),
        ("{name}: &anchor x", False),
        ("{name}: |\n      x", False),
        ("{name}: x\n      # why", False),
    ],
)
def test_the_braintree_variable_is_removed_where_that_is_a_line(
    line: str, *, has_fix: bool
) -> None:
    name = "CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL"
    app = {APP_FILE: f"variables:\n  env:\n    A: b\n    {line.format(name=name)}\n"}

    (found,) = of("removed-braintree-variable", app, lock(base="2.4.0"))

    assert bool(found.fixes) is has_fix


def test_modules_are_looked_for_in_config_php_whatever_the_version() -> None:
    local = {CONFIG_LOCAL_PHP: "<?php return [];", CONFIG_PHP: "<?php return ['modules' => []];"}

    assert not of("config-php-without-modules", local, lock(base="2.1.18"))
    assert not of("missing-config-php", APP, local, lock(base="2.1.18"))


def test_an_absent_file_of_a_part_of_a_project_is_no_finding() -> None:
    env = {ENV_FILE: "stage: {build: {SCD_USE_BALER: true}}\n"}

    for rule in ("missing-config-php", "missing-opcache-exclusions", "baler-not-ready"):
        assert not of(rule, env)


def test_an_unreadable_file_is_no_absent_one() -> None:
    closed = Unreadable("it may not be read", Failure.PERMISSION)
    paths = dict.fromkeys((PHP_INI, OP_EXCLUDE, CONFIG_PHP, LOCAL_XML), closed)
    contents: dict[str, str | Unreadable] = {
        **APP,
        **paths,
        ENV_FILE: "stage: {build: {SCD_USE_BALER: true}}\n",
    }

    assert not [rule.name for rule in RULES if of(rule.name, contents)]


@pytest.mark.parametrize(
    ("env", "severity", "titles"),
    [
        # The build generates static content with other threads than the deploy was told.
        (
            "deploy: {SCD_THREADS: 1}",
            "warning",
            ["Move SCD_THREADS to build", "Remove SCD_THREADS"],
        ),
        ("deploy: {SKIP_SCD: true, SCD_THREADS: 1}", "warning", ["Move SCD_THREADS to build"]),
        ("build: {SCD_THREADS: 2}, deploy: {SCD_THREADS: 1}", "hint", ["Remove SCD_THREADS"]),
        ("global: {SCD_THREADS: 2}, deploy: {SCD_THREADS: 1}", "hint", ["Remove SCD_THREADS"]),
        # Nobody is told to generate it in the deploy.
        ("build: {SKIP_SCD: true, SCD_THREADS: 1}", "warning", ["Remove SCD_THREADS"]),
        ("build: {SCD_THREADS: 1}, global: {SCD_ON_DEMAND: 1}", "warning", ["Remove SCD_THREADS"]),
        (
            "global: {SKIP_SCD: 1}, build: {SCD_THREADS: 1}, deploy: {SKIP_SCD: 0, SCD_THREADS: 2}",
            "hint",
            ["Remove SCD_THREADS"],
        ),
    ],
)
def test_an_ignored_option_weighs_what_is_lost(env: str, severity: str, titles: list[str]) -> None:
    (found,) = of("ignored-scd-options", APP, SCOPES, {ENV_FILE: f"stage: {{{env}}}\n"})

    assert found.severity.label == severity
    assert [fix.title for fix in found.fixes][: len(titles)] == titles


@pytest.mark.parametrize(
    "env",
    [
        "deploy: {SCD_THREADS: ~}",
        "deploy: {SKIP_SCD: true}, build: {SCD_THREADS: 4}",
        "deploy: {SCD_THREADS: 1}, build: text",
        "deploy: {SCD_THREADS: 1}, global: text",
    ],
)
def test_what_is_in_force_or_unknown_is_not_ignored(env: str) -> None:
    assert not of("ignored-scd-options", APP, SCOPES, {ENV_FILE: f"stage: {{{env}}}\n"})


def test_a_config_php_that_only_php_can_evaluate_decides_nothing() -> None:
    computed = {CONFIG_PHP: "<?php return require 'other.php';"}
    env = {ENV_FILE: "stage: {build: {SCD_THREADS: 1}, deploy: {SCD_THREADS: 1}}\n"}

    assert not of("ignored-scd-options", APP, computed, env)


@pytest.mark.parametrize(
    ("ini", "paths", "wanted"),
    [
        (None, None, [(APP_FILE, "php.ini or op-exclude.txt does not")]),
        (None, PATHS, [(APP_FILE, "php.ini or op-exclude.txt does not")]),
        (LINE, None, [(APP_FILE, "php.ini or op-exclude.txt does not")]),
        # ece-tools stops at its first reason; the others are ours.
        ("", None, [(APP_FILE, "php.ini or op-exclude.txt does not"), (PHP_INI, None)]),
        ("", "", [(OP_EXCLUDE, None), (PHP_INI, "php.ini does not contain")]),
        (LINE, "", [(OP_EXCLUDE, "op-exclude.txt does not contain")]),
        (LINE, PATHS.replace("\n", "\r\n"), [(OP_EXCLUDE, "op-exclude.txt does not contain")]),
        (LINE, PATHS.rstrip(), []),
        (f"[PHP]\n{LINE}", f"# ours\n{PATHS}", []),
        (f"{LINE}# not (a comment)\n", PATHS, [(PHP_INI, "php.ini does not contain")]),
        ("opcache.blacklist_filename = ${ELSEWHERE}\n", PATHS, []),
        (f"{LINE}opcache.blacklist_filename =\n", PATHS, [(PHP_INI, "php.ini does not contain")]),
    ],
)
def test_the_exclusions_of_opcache(
    ini: str | None, paths: str | None, wanted: list[tuple[str, str | None]]
) -> None:
    files = {PHP_INI: ini, OP_EXCLUDE: paths}
    present = {path: text for path, text in files.items() if text is not None}
    contents = {**APP, **present}

    found = of("missing-opcache-exclusions", contents)

    said = [
        (each.location.path, each.upstream.message if each.upstream else None) for each in found
    ]
    assert [path for path, _ in said] == [path for path, _ in wanted]
    for (_, message), (_, part) in zip(said, wanted, strict=True):
        assert (message is None) if part is None else (message is not None and part in message)
    for _ in range(2):
        for finding in of("missing-opcache-exclusions", contents):
            if finding.fixes:
                contents = fixed(contents, finding.fixes[0])
                break
    left = of("missing-opcache-exclusions", contents)
    assert not [finding for finding in left if finding.fixes]


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
    texts = {path: shape(text) if path in FILES else text for path, text in example.texts.items()}
    project = Project(Path("/project"), texts).judged()
    before = lint.check(project)
    own = [finding for finding in before if finding.rule == rule.name]
    assert own

    for finding in own:
        for fix in finding.fixes:
            after = project.with_texts(fixed(texts, fix))
            found = lint.check(after)
            assert not any(after.problems(path) for path in FILES)
            assert (finding.rule, finding.message) not in {(x.rule, x.message) for x in found}
            assert comments(after) == comments(project)
            old = {each.rule for each in before}
            assert {x.rule for x in found if x.severity >= Severity.WARNING} <= old
