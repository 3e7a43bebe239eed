"""What `.magento.env.yaml` says, and what ece-tools makes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.effective import json_decoded


def project(env: str | None = None, **others: str) -> Project:
    files = {path.replace("__", "."): text for path, text in others.items()}
    if env is not None:
        files[".magento.env.yaml"] = env
    return Project(Path("/project"), files)


def locked(ece_tools: str) -> str:
    return f'{{"packages": [{{"name": "magento/ece-tools", "version": "{ece_tools}"}}]}}'


def value(of: Project, stage: str, name: str) -> object:
    return of.effective[stage][name].value


def origin(of: Project, stage: str, name: str) -> str:
    return of.effective[stage][name].origin


def test_a_setting_has_the_places_of_its_key_and_value() -> None:
    text = "stage:\n  build:\n    SCD_THREADS: 4  # four\n"

    setting = project(text).env.get("build", "SCD_THREADS")

    assert setting is not None
    assert setting.key_span.slice(text) == "SCD_THREADS"
    assert setting.value_span.slice(text) == "4"
    assert setting.value == 4
    assert not setting.is_shared


def test_a_value_that_is_not_written_has_the_place_of_its_key() -> None:
    text = "stage:\n  build:\n    SCD_THREADS:\n"

    setting = project(text).env.get("build", "SCD_THREADS")

    assert setting is not None
    assert setting.value is None
    assert setting.value_span == setting.key_span


@pytest.mark.parametrize(
    "text",
    ["", "# nothing\n", "stage: production\n", "- stage\n", "stage:\n", "stages:\n  build: {}\n"],
)
def test_a_file_without_stages_has_no_settings(text: str) -> None:
    assert project(text).env.settings == {}


@pytest.mark.parametrize(
    "text",
    [
        # symfony/yaml takes a key for new whose value so far is null.
        "stage:\nstage:\n  build: {SKIP_SCD: true}\n",
        "stage: ~\n'stage': {build: {SKIP_SCD: true}}\n",
        "base: &base\n  stage:\n    build: {SKIP_SCD: true}\n<<: *base\n",
        "stage:\n  build:\n  build:\n    SKIP_SCD:\n    SKIP_SCD: true\n",
    ],
)
def test_the_section_that_counts_is_the_one_that_symfony_takes(text: str) -> None:
    assert value(project(text).judged(), "build", "SKIP_SCD") is True


def test_the_last_system_section_counts() -> None:
    text = "system:\nsystem: {variables: {ENV_ROUTES: X}}\n"

    assert list(project(text).env.system) == ["ENV_ROUTES"]


def test_merged_settings_are_shared_and_explicit_ones_win() -> None:
    text = (
        "base: &base\n  SKIP_SCD: true\n  SCD_THREADS: 2\n"
        "stage:\n  build:\n    <<: *base\n    SCD_THREADS: 8\n"
    )

    env = project(text).env

    skip, threads = env.get("build", "SKIP_SCD"), env.get("build", "SCD_THREADS")
    assert skip is not None
    assert threads is not None
    assert (skip.value, skip.is_shared) == (True, True)
    assert (threads.value, threads.is_shared) == (8, False)


def test_a_stage_that_is_an_alias_shares_its_settings() -> None:
    text = "base: &base {SKIP_SCD: true}\nstage:\n  build: *base\n"

    setting = project(text).env.get("build", "SKIP_SCD")

    assert setting is not None
    assert setting.is_shared


def test_a_stage_goes_before_global_and_global_before_the_default() -> None:
    of = project(
        "stage:\n  global:\n    SCD_THREADS: 2\n    SKIP_SCD: true\n  build: {SCD_THREADS: 8}\n"
    )

    assert (value(of, "build", "SCD_THREADS"), origin(of, "build", "SCD_THREADS")) == (8, "stage")
    assert (value(of, "deploy", "SCD_THREADS"), origin(of, "deploy", "SCD_THREADS")) == (
        2,
        "global",
    )
    assert (value(of, "build", "SKIP_SCD"), origin(of, "build", "SKIP_SCD")) == (True, "global")
    assert origin(of, "build", "SCD_STRATEGY") == "default"


def test_a_map_is_replaced_as_a_whole() -> None:
    of = project(
        "stage:\n  global:\n    SCD_MATRIX: {a: 1, b: 2}\n  build:\n    SCD_MATRIX: {c: 3}\n"
    )

    assert value(of, "build", "SCD_MATRIX") == {"c": 3}


def test_an_explicit_null_replaces_the_default() -> None:
    of = project("stage:\n  build:\n    SCD_THREADS: ~\n")

    assert value(of, "build", "SCD_THREADS") is None


def test_only_the_deploy_stage_decodes_json() -> None:
    of = project("stage:\n  build:\n    SCD_THREADS: '5'\n  deploy:\n    SCD_THREADS: '5'\n")

    assert value(of, "build", "SCD_THREADS") == "5"
    assert value(of, "deploy", "SCD_THREADS") == 5


@pytest.mark.parametrize(
    ("text", "decoded"),
    [
        ("5", 5),
        (" true ", True),
        ('{"a": [1]}', {"a": [1]}),
        ('"x"', "x"),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", 9223372036854775808.0),
        ("null", None),
        ("", None),
        ("NaN", None),
        ("[NaN]", None),
        ("{", None),
        ("'x'", None),
        ("[" * 100_000, None),
        ("1" * 5000, float("inf")),
    ],
)
def test_json_is_decoded_as_php_does(text: str, decoded: object) -> None:
    found = json_decoded(text)

    assert found == decoded
    assert type(found) is type(decoded)


def test_a_scalar_for_a_stage_crashes_the_stages_that_read_it() -> None:
    build = project("stage:\n  build: SKIP_SCD\n").effective
    both = project("stage:\n  global: 5\n").effective

    assert build["build"]["SKIP_SCD"].is_crash
    assert not build["deploy"]["SKIP_SCD"].is_crash
    assert both["deploy"]["SKIP_SCD"].is_crash
    assert "Argument #2 must be of type array, int given" in str(both["deploy"]["SKIP_SCD"].value)


def test_the_locked_version_decides_about_the_schema() -> None:
    old = project(composer__lock=locked("2002.0.12"))
    new = project(composer__lock=locked("2002.2.12"))

    assert value(old, "global", "SKIP_HTML_MINIFICATION") is False
    assert value(new, "global", "SKIP_HTML_MINIFICATION") is True
    assert "VALKEY_BACKEND" not in old.schema
    assert "VALKEY_BACKEND" in new.schema


def test_custom_tags_are_read_as_the_installed_ece_tools_reads_them() -> None:
    text = "stage:\n  build:\n    QUALITY_PATCHES: !mine MC-1\n"
    old = project(text, composer__lock=locked("2002.2.8"))
    new = project(text, composer__lock=locked("2002.2.9"))

    assert [problem.kind for problem in old.judged().problems(".magento.env.yaml")] == [
        "unsupported-tag"
    ]
    assert new.judged().problems(".magento.env.yaml") == []
    assert value(new, "build", "QUALITY_PATCHES") == ["MC-1"]


def test_a_snapshot_after_a_keystroke_reads_only_the_changed_file_again() -> None:
    before = project("stage:\n  build: {}\n", composer__lock=locked("2002.1.0"))
    lock, app_tree = before.lock, before.app

    after = before.with_texts({".magento.env.yaml": "stage:\n  build: {SKIP_SCD: true}\n"})

    assert after.lock is lock
    assert after.app is app_tree
    assert value(after, "build", "SKIP_SCD") is True
    assert before.env.get("build", "SKIP_SCD") is None


def test_a_project_without_any_file_is_judged_without_a_crash() -> None:
    empty = project()

    assert empty.ece_tools is None
    assert empty.commerce is None
    assert not empty.ideal.is_ideal
    assert empty.ideal.errors == [
        "No stores/website/locales found in config.php",
        'Your application does not have the "post_deploy" hook enabled.',
    ]


def test_before_commerce_2_2_the_local_file_is_read() -> None:
    old = project(
        composer__lock='{"packages": [{"name": "magento/magento2-base", "version": "2.1.18"}]}'
    )

    assert old.config_path == "app/etc/config.local.php"
    assert old.ideal.errors[0] == "No stores/website/locales found in config.local.php"


def test_only_the_first_reason_against_static_content_is_a_verdict_of_ece_tools() -> None:
    of = project("stage:\n  global:\n    SCD_ON_DEMAND: true\n    SKIP_SCD: true\n")

    assert of.ideal.errors[0] == "SCD_ON_DEMAND variable is enabled"
    assert [gap.name for gap in of.ideal.hidden] == ["SKIP_SCD", "NO_SCOPES"]


@pytest.mark.parametrize(
    ("written", "on"),
    [
        ("true", True),
        ("'false'", True),
        ("no", True),
        ("off", True),
        ("'0.0'", True),
        ("[x]", True),
        ("false", False),
        ("0", False),
        ("'0'", False),
        ("''", False),
        ("[]", False),
        ("{}", False),
        ("~", False),
        ("0.0", False),
    ],
)
def test_truth_is_php_s(written: str, on: bool) -> None:  # noqa: FBT001 - a table of values
    of = project(f"stage:\n  global:\n    SCD_ON_DEMAND: {written}\n")

    assert ("SCD_ON_DEMAND variable is enabled" in of.ideal.errors) is on
