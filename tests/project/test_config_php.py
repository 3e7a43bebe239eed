"""Facts of `app/etc/config.php`, and ece-tools' verdicts on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance_sets import SETS, cases
from zdd_lsp.project.config_php import ConfigPhp, Theme, read_config_php

SHARED = Path(__file__).resolve().parents[2] / "../shared"
NO_SCOPES = "No stores/website/locales found in config.php"
# ece-tools names the first of these reasons only, so a file cannot be judged behind one.
REASONS_BEFORE = ("SCD_ON_DEMAND variable is enabled", "SKIP_SCD variable is enabled")


def config(array: str) -> ConfigPhp:
    return read_config_php(f"<?php return {array};")


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        ("[]", False),
        ("['scopes' => []]", False),
        ("['scopes' => ['websites' => [], 'stores' => []]]", False),
        ("['scopes' => ['websites' => ['base' => ['website_id' => '1']]]]", True),
        ("['scopes' => ['stores' => ['default' => ['code' => 'default']]]]", True),
        ("['scopes' => ['websites' => [['id' => '0', 'b' => 0, 'c' => null, 'd' => '']]]]", False),
        ("['scopes' => ['groups' => ['a' => 'b']]]", False),
        ("['scopes' => ['websites_extra' => ['a' => 'b']]]", True),
        ("['scopes' => ['websites' => 'a']]", True),
        ("['scopes/websites' => 'a']", True),
        ("['scopes/stores/x' => ['a' => 'b']]", True),
        ("['scopes' => 'websites']", False),
        ("['Scopes' => ['websites' => ['a' => 'b']]]", False),
        ("['x' => ['scopes' => ['websites' => ['a' => 'b']]]]", False),
        ("['scopes' => ['websites' => ['a' => 'b']], 'scopes' => []]", False),
        ("['scopes' => ['websites' => ['false']]]", True),
        # What only running the file would tell.
        ("['scopes' => $scopes]", None),
        ("['scopes' => ['websites' => websites()]]", None),
        ("['scopes' => ['websites' => ['a' => A]]]", None),
        ("['scopes' => ['websites' => ['a' => A, 'b' => 'c']]]", True),
        ("['scopes' => ['websites' => [A => 'b']]]", True),
        ("['scopes' => ['websites' => [A => '0']]]", False),
        ("['scopes' => [A => ['b' => 'c']]]", None),
        ("['scopes' => [A => []]]", False),
        ("['scopes' => [...$a]]", None),
        ("[A => ['websites' => ['a' => 'b']]]", None),
        ("[...$a]", None),
        ("['modules' => $modules]", False),
        ("['system' => [A => B]]", False),
    ],
)
def test_scopes(array: str, *, expected: bool | None) -> None:
    assert config(array).has_scopes is expected


@pytest.mark.parametrize("text", ["", "<?php return 'x';", "<?php\n"])
def test_a_file_without_an_array_reads_as_empty(text: str) -> None:
    read = read_config_php(text)
    assert (read.has_scopes, read.has_modules) == (False, False)


@pytest.mark.parametrize("text", ["<?php $a = 1; return [];", "<?php return ['a", "<?php return ["])
def test_a_file_that_is_not_understood_is_unknown(text: str) -> None:
    read = read_config_php(text)
    assert (read.has_scopes, read.has_modules) == (None, None)
    assert read.file.reason


def test_sections_and_their_places() -> None:
    text = "<?php return ['modules' => [], \"scopes\" => []];"
    read = read_config_php(text)
    assert read.modules_span is not None
    assert read.scopes_span is not None
    assert read.modules_span.slice(text) == "'modules'"
    assert read.scopes_span.slice(text) == '"scopes"'


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        ("['modules' => ['A_B' => 1]]", True),
        ("['modules' => null]", True),
        ("['modules' => f()]", True),
        ("['scopes' => ['modules' => []]]", False),
        ("[...$a]", None),
        ("[A => 1]", None),
    ],
)
def test_modules(array: str, *, expected: bool | None) -> None:
    assert config(array).has_modules is expected


def test_themes() -> None:
    text = """<?php return ['themes' => [
        'frontend/Acme/luma' => ['theme_path' => 'Acme/luma', 'area' => 'frontend'],
        'adminhtml/Acme/back' => [],
        'Acme/old' => ['area' => 'frontend'],
        'Acme/bare' => [],
        'odd' => 'scalar',
        7 => ['theme_path' => 'Acme/seven'],
    ]];"""
    themes = read_config_php(text).themes
    assert [(theme.path, theme.area) for theme in themes] == [
        ("Acme/luma", "frontend"),
        ("Acme/back", "adminhtml"),
        ("Acme/old", "frontend"),
        ("Acme/bare", ""),
    ]
    assert themes[0].span.slice(text) == "'frontend/Acme/luma'"
    assert isinstance(themes[0], Theme)
    assert config("['themes' => 5]").themes == ()


def test_locales() -> None:
    text = """<?php return [
        'system' => [
            'default' => ['general' => ['locale' => ['code' => 'en_US', 'timezone' => 'UTC']]],
            'stores' => [
                'de' => ['general' => ['locale' => ['code' => 'de_DE']]],
                'us' => ['general' => ['locale' => ['code' => 'en_US']]],
                'xx' => ['general' => ['locale' => ['code' => LOCALE]]],
                'yy' => ['general' => ['locale' => ['code' => '']], 'locale' => ['code' => 'no']],
            ],
            'websites' => ['eu' => ['general' => ['locale' => ['code' => 'fr_FR']]]],
        ],
        'admin_user' => ['locale' => ['code' => ['en_US', 'es_PE', 5]]],
        'other' => ['general' => ['locale' => ['code' => 'no']]],
    ];"""
    locales = read_config_php(text).locales
    assert list(locales) == ["en_US", "de_DE", "fr_FR", "es_PE"]
    assert [span.slice(text) for span in locales.values()] == [
        "'en_US'",
        "'de_DE'",
        "'fr_FR'",
        "'es_PE'",
    ]
    assert locales["en_US"].start == text.index("'en_US'")


def test_locale_of_the_admin_as_one_value() -> None:
    assert list(config("['admin_user' => ['locale' => ['code' => 'de_AT']]]").locales) == ["de_AT"]


def test_long_keys_at_every_level_are_read_in_linear_time() -> None:
    long = "'" + "a" * 20_000 + "' => ["
    deep = f"['scopes/websites{'a' * 20_000}' => [{long * 20}{'0,' * 20_000}{']' * 20}]]"
    # Joining whole paths would copy 8 GB here.
    assert config(deep).has_scopes is False


@pytest.mark.parametrize("name", SETS)
def test_conformance(name: str) -> None:
    judged = 0
    for case in cases(name):
        text = case["files"].get("app/etc/config.php")
        errors = [error["error"] for error in (case["expect"]["ideal"] or {}).get("errors") or []]
        is_judged = case["expect"]["ideal"] and case["expect"]["ideal"]["ideal"] is not None
        if text is None or not is_judged or set(errors) & set(REASONS_BEFORE):
            continue
        if any("config.local.php" in error for error in errors):
            continue  # Commerce before 2.2 has its scopes in another file.
        assert read_config_php(text).has_scopes is (NO_SCOPES not in errors), case["name"]
        judged += 1
    assert judged > 100


def test_corpus() -> None:
    paths = sorted((SHARED / "corpus" / "projects").glob("*/app/etc/config.php"))
    if not paths:
        pytest.skip("../shared/corpus is absent: real projects live there")
    for path in paths:
        read = read_config_php(path.read_bytes().decode())
        assert read.file.reason is None, path
        assert read.has_scopes is not None, path
        assert read.has_modules, path


@pytest.mark.parametrize(
    ("array", "expected"),
    [
        ("'modules' => ['A_B' => 1]", True),
        ("'modules' => ['A_B' => '1']", True),
        ("'modules' => ['A_B' => 0]", False),
        ("'modules' => ['C_D' => 1]", False),
        ("'modules' => []", False),
        ("'modules' => null", False),
        ("'modules' => MODULES", None),
        ("'modules' => ['A_B' => ON]", None),
        ("'modules' => ['C_D' => 1, NAME => 1]", None),
        ("'modules' => ['A_B' => 1, NAME => 1]", True),
        ("'scopes' => []", False),
        ("NAME => []", None),
    ],
)
def test_a_module_is_on_off_or_unknown(array: str, *, expected: bool | None) -> None:
    assert read_config_php(f"<?php return [{array}];").module("A_B") is expected


def test_a_file_without_an_array_enables_no_module() -> None:
    assert read_config_php("<?php return 1;").module("A_B") is False
    assert read_config_php("<?php return modules();").module("A_B") is None
