"""Names that the schema in force lacks: removed, too new, of another place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zdd_lsp import lint
from zdd_lsp.catalogue import STAGES, catalogue, foreign_names
from zdd_lsp.findings import Finding, Severity
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import COMPOSER_LOCK, CONFIG_PHP, VENDOR_SCHEMA
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.report import text as report
from zdd_lsp.report.checked import Checked
from zdd_lsp.report.style import Style
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
        (
            "deploy: {SCD_THREADS: 2, DO_DEPLOY_STATIC_CONTENT: false}",
            "deploy: {SCD_THREADS: 2, SKIP_SCD: true}",
            False,
        ),
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


def test_a_log_does_not_show_the_line_of_a_secret() -> None:
    env = (
        "stage:\n  deploy:\n    CRYPT_KEY: s3cret\n    MAGENTO_CLOUD_BRANCH: main\n"
        "  global: {ADMIN_URL: s3cret, ADMIN_EMAIL: s3cret}\n"
    )
    of = Project(Path("/project"), {ENV_FILE: env})
    found = tuple(each for each in lint.check(of) if each.rule == CONSOLE)

    shown = "".join(report.findings(Checked(of, found), Style(colour=False)))

    assert ".magento.env.yaml:3:5" in shown
    assert "MAGENTO_CLOUD_BRANCH: main" in shown
    assert "CRYPT_KEY: ******" in shown
    assert "s3cret" not in shown


@given(
    name=st.sampled_from(sorted(foreign_names())),
    stage=st.sampled_from(STAGES),
    value=st.sampled_from(
        ("4", "'4'", "true", "false", "disabled", "'Magento/luma, A/b'", "", "{a: 1}", "|\n      x")
    ),
    other=st.sampled_from(("", "SKIP_SCD: true", "SCD_ON_DEMAND: true", "SCD_STRATEGY: compact")),
    has_scopes=st.booleans(),
    newline=st.sampled_from(("\n", "\r\n")),
)
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_a_fix_cures_and_spoils_nothing(
    name: str,
    stage: str,
    value: str,
    other: str,
    has_scopes: bool,  # noqa: FBT001 - as above
    newline: str,
) -> None:
    tail = "" if "\n" in value else "  # tail"
    lines = (
        f"# top\nstage:\n  {stage}:\n    {other}\n    # why\n    {name}: {value}{tail}\n  # end\n"
    )
    env = lines.replace("\n", newline)
    scopes = {CONFIG_PHP: SCOPES} if has_scopes else {}
    before = Project(Path("/project"), {ENV_FILE: env, **locked("2002.2.12"), **scopes}).judged()
    found = lint.check(before)

    for finding in found:
        for fix in finding.fixes if finding.rule in RULES else ():
            text = apply(env, [(edit.span, edit.text) for edit in fix.edits])
            after = before.with_texts({ENV_FILE: text})
            said = lint.check(after)
            assert not [each for each in said if each.rule == finding.rule]
            assert not [each for each in said if each.rule.startswith("yaml-")]
            assert comments(after) == comments(before)
            assert text.count("\n") == text.count(newline)
            new = {(each.rule, each.message) for each in said if each.severity >= Severity.WARNING}
            assert not fix.is_safe or new <= {(each.rule, each.message) for each in found}


def comments(of: Project) -> list[str]:
    assert of.env.source is not None
    return sorted(comment.text for comment in of.env.source.tree.comments)
