"""Facts of Composer's files, and where they stand."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.project.composer import ComposerJson, ComposerLock

if TYPE_CHECKING:
    from tests.conftest import Work

LOCK = """\
{
    "_readme": ["…"],
    "content-hash": "x",
    "packages": [
        {
            "name": "acme/other",
            "version": "1.0.0",
            "require": {"magento/ece-tools": "^2002.1", "name": "magento/ece-tools"},
            "authors": [{"name": "magento/ece-tools", "version": "3.3.3"}]
        },
        {
            "extra": {"name": "magento/ece-tools", "version": "4.4.4"},
            "version" : "2002.1.17",
            "name"\t:
                "magento/ece-tools"
        },
        {"name": "magento/magento2-base", "version": "2.4.6-p14"}
    ],
    "packages-dev": [
        {"name": "magento/ece-tools", "version": "5.5.5"},
        {"name": "Acme/Tool", "version": "1"}
    ],
    "😀": {"packages": []}
}
"""

HOSTILE = [
    "",
    " ",
    "nul",
    "{",
    "[",
    "{}x",
    "\ufeff{}",
    '{"a" 1}',
    '{"a": 1,}',
    "{'a': 1}",
    '{"a": NaN}',
    '{"a": -Infinity}',
    '{"a": "\n"}',
    '{"packages": [1 2]}',
    '{"packages": [1,]}',
    '{"packages": [{]}',
    "[" * 100_000,
    '{"packages":' + "[" * 100_000,
    '{"a":' * 100_000,
]


def test_package() -> None:
    package = ComposerLock(LOCK).package("magento/ece-tools")
    assert package is not None
    assert (package.name, package.version, package.dev) == ("magento/ece-tools", "2002.1.17", False)
    assert package.version_span.slice(LOCK) == '"2002.1.17"'
    assert package.name_span.slice(LOCK) == '"magento/ece-tools"'
    assert LOCK[: package.name_span.start].endswith('"name"\t:\n                ')


def test_package_for_development() -> None:
    package = ComposerLock(LOCK).package("acme/tool")
    assert package is not None
    assert (package.name, package.dev) == ("Acme/Tool", True)


def test_package_that_is_only_mentioned() -> None:
    assert ComposerLock(LOCK).package("acme/absent") is None
    assert ComposerLock(LOCK).package("name") is None


def test_escaped_slash() -> None:
    text = r'{"packages": [{"name": "magento\/ece-tools", "version": "1.0"}]}'
    package = ComposerLock(text).package("magento/ece-tools")
    assert package is not None
    assert package.name_span.slice(text) == r'"magento\/ece-tools"'


@pytest.mark.parametrize("version", ["", ', "version": 5', ', "version": null'])
def test_package_without_a_version(version: str) -> None:
    text = f'{{"packages": [{{"name": "a/b"{version}}}]}}'
    package = ComposerLock(text).package("a/b")
    assert package is not None
    assert package.version == ""
    assert package.version_span == package.name_span


def test_package_with_half_a_character() -> None:
    package = ComposerLock(r'{"packages": [{"name": "a/b", "version": "\ud800"}]}').package("a/b")
    assert package is not None
    assert package.version.encode() == b"?"


@pytest.mark.parametrize("item", ["null", "7", '"x"', "[]", "{}", '{"name": 5}'])
def test_odd_packages_are_passed_over(item: str) -> None:
    lock = ComposerLock(f'{{"packages": [{item}, {{"name": "a/b", "version": "1"}}]}}')
    assert lock.ok
    assert lock.package("a/b") is not None


def test_last_of_equal_keys_wins() -> None:
    text = '{"packages": 1, "packages": [{"name": "x", "name": "a/b", "version": "1"}]}'
    package = ComposerLock(text).package("a/b")
    assert package is not None
    assert package.name_span.slice(text) == '"a/b"'


@pytest.mark.parametrize("text", HOSTILE)
def test_not_json(text: str) -> None:
    for file in (ComposerLock(text), ComposerJson(text)):
        assert not file.ok
        assert file.reason


@pytest.mark.parametrize("text", ["[]", "null", "5", '"x"'])
def test_not_an_object(text: str) -> None:
    assert ComposerLock(text).reason == "it is not a JSON object"
    assert ComposerJson(text).reason == "it is not a JSON object"


def test_place_of_a_fault_in_the_json() -> None:
    reason = ComposerJson('{\n  "a": 1\n  "b": 2\n}').reason
    assert reason == "it is not JSON: Expecting ',' delimiter at line 3, column 3"


@pytest.mark.parametrize("text", ["{}", '{"packages": null}', '{"packages": {}}'])
def test_lock_without_packages(text: str) -> None:
    assert ComposerLock(text).reason == 'it has no list "packages"'


def test_missing_files() -> None:
    assert ComposerLock(None).reason == "it does not exist"
    assert ComposerJson(None, "it is a directory").reason == "it is a directory"
    assert ComposerLock(None).package("a/b") is None


def test_number_of_any_length() -> None:
    assert ComposerLock('{"packages": [], "a": -' + "9" * 100_000 + "}").ok


def test_package_asked_for_from_deep_in_the_stack() -> None:
    depth = sys.getrecursionlimit() // 2
    nested = "[" * depth + "]" * depth
    lock = ComposerLock(f'{{"packages": [{{"name": "a/b", "extra": {nested}}}]}}')
    assert lock.ok

    def ask(level: int) -> None:
        if level:
            ask(level - 1)
        lock.package("a/b")

    ask(depth)


def test_a_large_lock_is_not_read_line_by_line(work: Work) -> None:
    package: dict[str, Any] = {"version": "1.0.0", "description": "x" * 900}
    packages = [{"name": f"acme/package-{number}", **package} for number in range(1000)]
    text = json.dumps({"packages": packages}, indent=4)

    steps = work(lambda: ComposerLock(text).package("acme/package-999"))

    assert steps < 50 * len(packages)


@settings(deadline=None)
@given(
    versions=st.dictionaries(
        st.from_regex(r"\A[a-z]{1,5}/[a-z]{1,5}\Z"),
        st.text(alphabet=st.characters(codec="utf-8")),
    ),
    indent=st.sampled_from([None, 0, 4]),
    ascii_only=st.booleans(),
)
def test_spans_give_back_the_source(
    versions: dict[str, str], indent: int | None, *, ascii_only: bool
) -> None:
    packages = [
        {"extra": {"name": "no"}, "name": name, "version": versions[name]} for name in versions
    ]
    data = {"require": versions, "packages": packages}
    text = json.dumps(data, indent=indent, ensure_ascii=ascii_only)
    lock, manifest = ComposerLock(text), ComposerJson(text)
    for name, version in versions.items():
        package, requirement = lock.package(name), manifest.require(name)
        assert package is not None
        assert requirement is not None
        assert json.loads(package.name_span.slice(text)) == name
        assert json.loads(package.version_span.slice(text)) == version == package.version
        assert json.loads(requirement.key_span.slice(text)) == name
        assert json.loads(requirement.value_span.slice(text)) == version


@settings(deadline=None)
@given(st.text(alphabet='{}[]",:\\ntru1 packgesnm'))
def test_any_text(text: str) -> None:
    assert ComposerLock(text).ok is (ComposerLock(text).reason is None)
    try:
        is_object = isinstance(json.loads(text), dict)
    except ValueError:
        is_object = False
    assert ComposerJson(text).ok is is_object


def test_manifest() -> None:
    text = """{
        "version": "2.4.6",
        "require-dev": {"magento/ece-tools": "1"},
        "extra": {"require": {"magento/ece-tools": "2"}},
        "require": {"php": "~8.2", "Magento/Ece-Tools": "^2002.1", "odd/one": 5}
    }"""
    manifest = ComposerJson(text)
    assert manifest.ok
    assert manifest.version == "2.4.6"
    assert manifest.version_span is not None
    assert manifest.version_span.slice(text) == '"2.4.6"'
    assert manifest.require_span is not None
    assert manifest.require_span.slice(text) == '"require"'
    assert text[manifest.require_span.end :].startswith(': {"php"')
    requirement = manifest.require("magento/ece-tools")
    assert requirement is not None
    assert requirement.constraint == "^2002.1"
    assert requirement.key_span.slice(text) == '"Magento/Ece-Tools"'
    assert manifest.require("odd/one") is None
    assert manifest.data["extra"]["require"] == {"magento/ece-tools": "2"}


@pytest.mark.parametrize("text", ["{}", '{"version": 2, "require": []}', '{"require": null}'])
def test_manifest_without_the_parts(text: str) -> None:
    manifest = ComposerJson(text)
    assert manifest.ok
    assert manifest.version is None
    assert manifest.version_span is None
    assert manifest.require("magento/ece-tools") is None


def test_what_a_package_requires() -> None:
    text = """
    {"packages": [
      {"name": "Magento/magento2-base", "version": "2.4.6", "require": {"PHP": "~8.1.0||~8.2.0"}},
      {"name": "a/list", "version": "1", "require": ["php"]},
      {"name": "a/number", "version": "1", "require": {"php": 8}},
      {"name": "a/nothing", "version": "1"}
    ]}
    """
    lock = ComposerLock(text)

    required = lock.require("magento/magento2-base", "php")

    assert required is not None
    assert required.constraint == "~8.1.0||~8.2.0"
    assert required.key_span.slice(text) == '"PHP"'
    assert required.value_span.slice(text) == '"~8.1.0||~8.2.0"'
    assert lock.require("magento/magento2-base", "ext-gd") is None
    for name in ("a/list", "a/number", "a/nothing", "a/missing"):
        assert lock.require(name, "php") is None
