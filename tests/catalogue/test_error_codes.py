"""The error codes: complete, exact, and worth reading in `zdd-lsp explain 109`."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from tests.conformance_sets import SETS, cases
from zdd_lsp.catalogue import ErrorCode, Version, catalogue, errors, foreign_names, tables

if TYPE_CHECKING:
    from collections.abc import Iterator

ERRORS = errors()
every_code = pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS)

# The steps of the scenarios of ece-tools 2002.2.12.
STEPS = {
    "build": [
        *("pre-build", "apply-patches", "set-production-mode", "validate-configuration"),
        *("refresh-modules", "copy-pub-static", "set-report-dir-nesting-level", "marshall-files"),
        *("copy-sample-data", "enable-eventing", "enable-webhooks", "compile-di", "dump-autoload"),
        *("deploy-static-content", "run-baler", "compress-static-content", "clear-init-directory"),
        "backup-data",
    ],
    "deploy": [
        *("php-opcache-reset", "remove-deploy-failed-flag", "pre-deploy"),
        *("enable-maintenance-mode", "disable-cron", "validate-config", "unlock-cron-jobs"),
        *("set-crypt-key", "install-update", "deploy-static-content", "compress-static-content"),
        *("disable-google-analytics", "deploy-complete", "disable-maintenance-mode"),
    ],
    "post-deploy": [
        *("is-deploy-failed", "validate-config", "enable-cron", "backup", "clean-cache"),
        *("warm-up", "time-to-first-byte"),
    ],
}
STEPS["general"] = STEPS["build"]

# The steps before maintenance mode is on.
EARLY = ("php-opcache-reset", "remove-deploy-failed-flag", "pre-deploy", "enable-maintenance-mode")


def codes() -> Iterator[int]:
    """Yield every code of ece-tools 2002.2.12, in ascending order."""
    yield from range(1, 27)
    yield from range(101, 141)
    yield from (*range(201, 209), 227)
    yield from range(243, 251)
    yield from range(1001, 1009)
    yield from range(2001, 2033)
    yield from range(3001, 3005)
    yield 4001


def test_every_code_is_there_and_no_other_is() -> None:
    assert list(ERRORS) == list(codes())


@pytest.mark.parametrize(
    ("code", "constant", "since", "title"),
    [
        (1, "DEFAULT_ERROR", (2002, 1, 2), None),
        (
            109,
            "DEPLOY_WRONG_CONFIGURATION_DB",
            (2002, 1, 1),
            "Incorrect database configuration",
        ),
        (
            131,
            "DEPLOY_CRYPT_KEY_IS_ABSENT",
            (2002, 1, 1),
            (
                "The `crypt/key`  key value does not exist in the `./app/etc/env.php` file or the "
                "`CRYPT_KEY` cloud environment variable"
            ),
        ),
        (
            134,
            "DEPLOY_ES_SERVICE_NOT_INSTALLED",
            (2002, 1, 3),
            (
                "Adobe Commerce and Magento Open Source 2.4.0 require Elasticsearch service to be "
                "installed"
            ),
        ),
        (
            140,
            "DEPLOY_VALKEY_CACHE_CLEAN_FAILED",
            (2002, 2, 2),
            "Failed to clean the Valkey cache",
        ),
        (
            1006,
            "WARN_CONFIGURATION_STATE_NOT_IDEAL",
            (2002, 1, 2),
            "The configured state is not ideal",
        ),
        (
            2032,
            "WARN_VALKEY_SERVICE_NOT_AVAILABLE",
            (2002, 2, 2),
            (
                "Cache is configured for a Valkey service that is not available. Configuration is "
                "ignored."
            ),
        ),
    ],
)
def test_what_ece_tools_calls_them(
    code: int, constant: str, since: Version, title: str | None
) -> None:
    error = ERRORS[code]
    assert (error.constant, error.since, error.title) == (constant, since, title)


def test_the_earlier_meaning_of_134_is_told() -> None:
    note = ERRORS[134].note
    assert note is not None
    assert "2002.1.2" in note
    assert "DEPLOY_WRONG_SEARCH_ENGINE" in note


@every_code
def test_level_stage_and_constant_follow_from_the_number(error: ErrorCode) -> None:
    level = "warning" if error.code > 1000 else "critical"
    hundreds = error.code // (1000 if error.code > 1000 else 100)
    first = 1 if error.code > 1000 else 0
    stage = ("build", "deploy", "post-deploy", "general")[hundreds - first]
    if error.code == 1 or 243 <= error.code <= 250:
        stage = "general"
    assert (error.level, error.stage) == (level, stage)
    prefixes = {"build": "BUILD_", "deploy": "DEPLOY_", "post-deploy": "PD_", "general": "GLOBAL_"}
    prefix = "WARN_" if level == "warning" else prefixes[stage]
    assert error.constant == "DEFAULT_ERROR" or error.constant.startswith(prefix)
    assert (2002, 1, 1) <= error.since <= catalogue().newest


@every_code
def test_steps_exist(error: ErrorCode) -> None:
    assert error.step is None or error.step.partition(":")[0] in STEPS[error.stage]
    assert error.validator is None or error.step is not None


@every_code
def test_words_are_complete_and_not_those_of_the_title(error: ErrorCode) -> None:
    for text in (error.meaning, error.action, error.note):
        assert text is None or re.fullmatch(r"[A-Z`e][^\n]+[^.\s]\.", text)
    assert len(error.meaning) > 60
    assert len(error.action) > 40
    assert error.title is None or error.title.lower() not in error.meaning.lower()
    assert error.meaning.count("`") % 2 == error.action.count("`") % 2 == 0


@every_code
def test_a_critical_error_says_what_it_means_for_the_site(error: ErrorCode) -> None:
    if error.code in {2028, 2031}:  # Warnings by their number, but they end the deployment.
        assert "the site stays down" in error.meaning
    elif error.level == "warning":
        assert error.meaning.endswith("the phase goes on.")
    elif error.step is None and error.validator is None:
        return
    elif error.stage == "build" or error.step in {"enable-eventing", "enable-webhooks"}:
        assert "The build stops" in error.meaning
    elif error.stage == "deploy":
        is_early = error.step is not None and error.step.startswith(EARLY)
        assert ("before maintenance mode begins" in error.meaning) == is_early
        assert ("the site stays down" in error.meaning) == (not is_early)


@every_code
def test_prose_names_only_what_exists(error: ErrorCode) -> None:
    words = f"{error.meaning} {error.action} {error.note}"
    named = set(re.findall(r"`([A-Z]{3,}(?:_[A-Z]+)+)", words))
    constants = {"DEPLOY_WRONG_SEARCH_ENGINE"}
    braintree = {name for name in named if name.startswith("CONFIG__")}
    assert named - constants - braintree <= catalogue().known.keys() | foreign_names().keys()


def test_texts_are_not_repeated_within_a_stage() -> None:
    for stage in STEPS:
        meanings = [error.meaning for error in ERRORS.values() if error.stage == stage]
        assert len(set(meanings)) == len(meanings)


@every_code
def test_a_like_error_is_static_as_well(error: ErrorCode) -> None:
    if error.like is not None:
        other = ERRORS[error.like]
        assert error.static
        assert other.static
        assert other.like is None


@pytest.mark.parametrize("name", SETS)
def test_every_verdict_that_needs_only_files_is_called_static(name: str) -> None:
    told: dict[int, set[str]] = {}
    for case in cases(name):
        for verdict in case["expect"]["validators"] or []:
            if verdict.get("code"):
                told.setdefault(verdict["code"], set()).add(verdict["message"])
    for code, messages in told.items():
        error = ERRORS[code]
        assert error.static, code
        known = [error.title, *error.messages]
        patterns = [re.escape(text).replace("%s", ".+") for text in known if text]
        for message in messages:
            assert any(re.match(pattern, message) for pattern in patterns), (code, message)


def test_the_table_says_when_and_whence() -> None:
    content = tables.read("errors.toml")
    assert content["source"]
    assert isinstance(content["date"], dt.date)
    assert all(
        error.url.endswith("/dev-tools/ece-tools/error-reference") for error in ERRORS.values()
    )
    used = {table.get("effect") for key, table in content.items() if key.isdecimal()}
    assert used - {None} == content["effects"].keys()
