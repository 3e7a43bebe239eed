"""Names that the schema in force lacks: removed, too new, of another place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue
from zdd_lsp.catalogue.names import foreign_names
from zdd_lsp.findings import Finding, Severity
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import COMPOSER_LOCK, CONFIG_PHP, VENDOR_SCHEMA
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.text.edits import apply

REMOVED, TOO_NEW, CONSOLE = "removed-variable", "variable-too-new", "console-only-variable"
RULES = (REMOVED, TOO_NEW, CONSOLE)

SCOPES = "<?php return ['scopes' => ['websites' => ['base' => ['code' => 'base']]]];"
OLD_SCHEMA = "variables: {SKIP_SCD: {type: boolean, stages: [build, deploy]}}\n"


def findings(env: str, version: str | None = None, **files: str) -> list[Finding]:
    """Return what the three rules say about a project with these settings."""
    of = Project(Path("/project"), {ENV_FILE: env, CONFIG_PHP: SCOPES, **locked(version), **files})
    return [finding for finding in lint.check(of) if finding.rule in RULES]


def locked(version: str | None) -> dict[str, str]:
    if version is None:
        return {}
    package = {"name": "magento/ece-tools", "version": version}
    return {COMPOSER_LOCK: json.dumps({"packages": [package]})}


def fixed(env: str, finding: Finding, number: int = 0) -> str:
    return apply(env, [(edit.span, edit.text) for edit in finding.fixes[number].edits])


@pytest.mark.parametrize(
    ("name", "version", "rule", "severity"),
    [
        ("LUA_KEY", "2002.1.17", TOO_NEW, Severity.ERROR),
        ("LUA_KEY", "2002.2.12", REMOVED, Severity.ERROR),
        ("LUA_KEY", "2002.9.0", REMOVED, Severity.WARNING),
        ("LUA_KEY", None, REMOVED, Severity.WARNING),
        ("SCD_EXCLUDE_THEMES", "2002.1.0", REMOVED, Severity.ERROR),
        ("SCD_EXCLUDE_THEMES", "dev-develop", REMOVED, Severity.WARNING),
        ("ENV_MODE", "2002.1.17", REMOVED, Severity.ERROR),
        ("ENV_MODE", "2002.0.15", TOO_NEW, Severity.ERROR),
        ("APPLICATION_MODE", None, REMOVED, Severity.ERROR),
        ("skip_di_clearing", "2002.2.12", REMOVED, Severity.ERROR),
        ("QUALITY_PATCHES", "2002.1.1", TOO_NEW, Severity.ERROR),
        ("CRYPT_KEY", None, CONSOLE, Severity.ERROR),
        ("ADMIN_EMAIL", "2002.0.12", CONSOLE, Severity.ERROR),
        ("MAGENTO_CLOUD_ROUTES", "2002.9.0", CONSOLE, Severity.WARNING),
    ],
)
def test_the_version_decides(name: str, version: str | None, rule: str, severity: Severity) -> None:
    (found,) = findings(f"stage: {{deploy: {{{name}: x}}}}\n", version)

    assert (found.rule, found.severity) == (rule, severity)
    assert found.upstream is not None
    assert found.upstream.message == f"The {name} variable is not allowed in configuration."


@pytest.mark.parametrize("version", [None, "2002.0.12", "2002.1.17", "2002.2.12", "2002.9.0"])
def test_every_name_that_is_known_for_something_else_is_explained_once(
    version: str | None,
) -> None:
    names = [*catalogue().known, *foreign_names()]
    env = "stage:\n  build:\n" + "".join(f"    {name}: x\n" for name in dict.fromkeys(names))
    of = Project(Path("/project"), {ENV_FILE: env, **locked(version)})
    unknown = [name for name in dict.fromkeys(names) if name not in of.schema]

    found = findings(env, version)

    assert sorted(env[slice(*each.location.span)] for each in found) == sorted(unknown)


def test_an_installed_schema_decides_without_a_version() -> None:
    env = "stage: {deploy: {LUA_KEY: true, USE_LUA: true}}\n"

    gone, new = findings(env, **{VENDOR_SCHEMA: OLD_SCHEMA})

    assert (gone.rule, gone.severity) == (REMOVED, Severity.ERROR)
    since = ".".join(map(str, catalogue().known["USE_LUA"].since))
    assert new.message == (
        f"USE_LUA needs ece-tools {since}; the installed one lacks it. "
        "The build stops with error 10."
    )


def test_a_doubt_is_said() -> None:
    env = "stage: {deploy: {LUA_KEY: true}}\n"

    (unlocked,) = findings(env)
    (newer,) = findings(env, "2002.9.0")

    assert unlocked.message.endswith("with error 10, unless an older version is installed.")
    assert newer.message.endswith("with error 10, unless ece-tools 2002.9.0 knows it again.")


def test_a_version_that_is_too_old_is_shown() -> None:
    (found,) = findings("stage: {deploy: {USE_LUA: true}}\n", "2002.1.17")

    assert [related.location.path for related in found.related] == [COMPOSER_LOCK]


@pytest.mark.parametrize(
    ("before", "after", "is_safe"),
    [
        ("global: {STATIC_CONTENT_THREADS: 4}", "global: {SCD_THREADS: 4}", True),
        ("global: {'STATIC_CONTENT_THREADS': '4'}", "global: {'SCD_THREADS': 4}", True),
        ("build: {STATIC_CONTENT_THREADS: 4}", "build: {SCD_THREADS: 4}", True),
        # With scopes in config.php static content is built, so that the deploy has no threads.
        ("deploy: {STATIC_CONTENT_THREADS: 4}", "deploy: {SCD_THREADS: 4}", False),
        ("global: {STATIC_CONTENT_THREADS: &n 4}", "global: {SCD_THREADS: &n 4}", False),
        ("deploy: {DO_DEPLOY_STATIC_CONTENT: enabled}", "deploy: {SKIP_SCD: false}", True),
        ("deploy: {DO_DEPLOY_STATIC_CONTENT: 'disabled'}", "deploy: {SKIP_SCD: true}", True),
        ("build: {DO_DEPLOY_STATIC_CONTENT: false}", "build: {SKIP_SCD: true}", False),
        ("global: {DO_DEPLOY_STATIC_CONTENT: 1}", "global: {SKIP_SCD: false}", True),
        (
            "build: {STATIC_CONTENT_EXCLUDE_THEMES: ' A/b,C/d-e, A/b '}",
            'build: {SCD_MATRIX: {"A/b": [], "C/d-e": []}}',
            True,
        ),
        (
            "global: {SCD_MATRIX: {}}, build: {STATIC_CONTENT_EXCLUDE_THEMES: A/b}",
            'global: {SCD_MATRIX: {}}, build: {SCD_MATRIX: {"A/b": []}}',
            False,
        ),
    ],
)
def test_a_value_is_carried_over(before: str, after: str, is_safe: bool) -> None:  # noqa: FBT001 - as pytest calls it
    env = f"stage: {{{before}}}\n"

    (found,) = findings(env, "2002.1.17")

    assert fixed(env, found) == f"stage: {{{after}}}\n"
    assert found.fixes[0].is_safe is is_safe
    assert [fix.is_safe for fix in found.fixes[1:]] in ([False], [])


@pytest.mark.parametrize(
    "stage",
    [
        "build: {SCD_THREADS: 2, STATIC_CONTENT_THREADS: 4}",
        "build: {STATIC_CONTENT_THREADS: four}",
        "build: {STATIC_CONTENT_THREADS: 007}",
        "build: {STATIC_CONTENT_THREADS: true}",
        "build: {STATIC_CONTENT_THREADS: }",
        "post-deploy: {STATIC_CONTENT_THREADS: 4}",
        "deploy: {DO_DEPLOY_STATIC_CONTENT: perhaps}",
        "build: {SCD_EXCLUDE_THEMES: ''}",
        "build: {SCD_EXCLUDE_THEMES: luma}",
        "build: {SCD_EXCLUDE_THEMES: [Magento/luma]}",
        "deploy: {REDIS_SESSION_DISABLE_LOCKING: true}",
    ],
)
def test_what_cannot_be_carried_over_can_be_removed_by_hand(stage: str) -> None:
    (found,) = findings(f"stage: {{{stage}}}\n", "2002.1.17")

    assert [(fix.title.split()[0], fix.is_safe) for fix in found.fixes] == [("Remove", False)]


@pytest.mark.parametrize(
    ("name", "version", "is_safe"),
    [
        ("LUA_KEY", "2002.2.12", True),
        ("LUA_KEY", None, False),
        ("APPLICATION_MODE", None, True),
        ("USE_LUA", "2002.1.17", False),
        ("CRYPT_KEY", None, False),
        ("MAGENTO_CLOUD_PROJECT", None, True),
    ],
)
def test_only_what_does_nothing_is_removed_unseen(
    name: str,
    version: str | None,
    is_safe: bool,  # noqa: FBT001 - as pytest calls it
) -> None:
    env = f"stage:\n  deploy:\n    # Why.\n    {name}: x  # so\n    UPDATE_URLS: true\n"

    (found,) = findings(env, version)

    assert [fix.is_safe for fix in found.fixes] == [is_safe]
    assert fixed(env, found) == ("stage:\n  deploy:\n    # Why.\n    # so\n    UPDATE_URLS: true\n")


def test_a_value_that_comes_through_an_alias_is_kept() -> None:
    env = "x: &n 4\nstage:\n  global:\n    STATIC_CONTENT_THREADS: *n\n"

    (found,) = findings(env, "2002.1.17")

    assert fixed(env, found) == env.replace("STATIC_CONTENT_THREADS", "SCD_THREADS")


def test_a_merged_setting_is_not_changed_unseen() -> None:
    env = (
        "x: &all\n  STATIC_CONTENT_THREADS: 4\n"
        "stage:\n  global:\n    <<: *all\n  build:\n    <<: *all\n"
    )

    found = findings(env, "2002.1.17")

    assert [each.message.split(" was")[0] for each in found] == [
        "STATIC_CONTENT_THREADS (merged into global)",
        "STATIC_CONTENT_THREADS (merged into build)",
    ]
    assert not any(fix.is_safe for each in found for fix in each.fixes)


@pytest.mark.parametrize(
    "name", [name.name for name in foreign_names().values() if name.kind == "console"]
)
def test_a_secret_is_never_repeated(name: str) -> None:
    (found,) = findings(f"stage: {{deploy: {{{name}: s3cret}}}}\n")

    assert "s3cret" not in repr(found)
    assert "Cloud Console" in found.message
