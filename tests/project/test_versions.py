"""Versions, in Composer's order."""

from __future__ import annotations

import itertools
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.project.composer import ComposerJson, ComposerLock
from zdd_lsp.project.versions import Version, commerce_version, ece_tools_version


def version(text: str) -> Version:
    parsed = Version.parse(text)
    assert parsed is not None
    return parsed


ASCENDING = [
    "2.3.7",
    "2.3.7-p3",
    "2.4.0-alpha",
    "2.4.0-alpha1",
    "2.4.0-alpha2",
    "2.4.0-beta",
    "2.4.0-beta1",
    "2.4.0-beta10",
    "2.4.0-RC1",
    "2.4",
    "2.4.0-p1",
    "2.4.0-p1.1",
    "2.4.0-patch2",
    "2.4.0-p10",
    "2.4.0.1",
    "2.4.6-p14",
    "2.4.10",
    "2002.0.9",
    "2002.0.13",
    "2002.1.17",
    "2002.2.0",
]


def test_order() -> None:
    for lower, higher in itertools.combinations(ASCENDING, 2):
        assert version(lower) < version(higher), (lower, higher)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.4.6", "v2.4.6"),
        ("2.4.6", "2.4.6.0"),
        ("2.4.6", "2.4.6-stable"),
        ("2.4.6", "2.4.6+build.5"),
        ("2.4.6-p3", "2.4.6-patch3"),
        ("2.4.6-p3", "2.4.6-PL.3"),
        ("2.4.6-p3", "2.4.6p3"),
        ("2.4.9-beta1", "2.4.9b1"),
        ("2.4.9-rc1", "2.4.9-RC-1"),
    ],
)
def test_equal(one: str, other: str) -> None:
    assert version(one) == version(other)
    assert hash(version(one)) == hash(version(other))
    assert str(version(other)) == other


@pytest.mark.parametrize(
    "text",
    [
        "",
        "dev-develop",
        "2002.2.x-dev",
        "2.4.6-dev",
        "2.4.x",
        "master",
        "^2.4",
        "2.4.6.0.1",
        "2.4.6-p3-foo",
        "2.4.6 2.4.7",
        "٢.٤",
        "9" * 6,
        "2." + "9" * 10_000,
    ],
)
def test_unknown(text: str) -> None:
    assert Version.parse(text) is None


@pytest.mark.parametrize(
    ("text", "prerelease", "patch"),
    [("2.4.9-beta1", True, False), ("2.4.9", False, False), ("2.4.9-p1", False, True)],
)
def test_kind(text: str, *, prerelease: bool, patch: bool) -> None:
    assert (version(text).is_prerelease, version(text).is_patch) == (prerelease, patch)


@settings(deadline=None)
@given(st.text(alphabet="v0123456789.-+abplcrRC x"))
def test_any_text(text: str) -> None:
    parsed = Version.parse(text)
    assert parsed is None or str(parsed) == text.strip()


def lock(**packages: str) -> ComposerLock:
    rows = [{"name": f"magento/{key}", "version": value} for key, value in packages.items()]
    return ComposerLock(json.dumps({"packages": rows}))


def test_versions_of_a_project() -> None:
    # Names of packages have hyphens, which keyword arguments cannot have.
    project = lock(**{"magento2-base": "2.4.6-p14", "ece-tools": "2002.1.17"})
    assert commerce_version(project, ComposerJson(None)) == version("2.4.6-p14")
    assert ece_tools_version(project) == version("2002.1.17")


def test_commerce_version_of_the_root_package() -> None:
    manifest = ComposerJson('{"version": "2.4.5"}')
    assert commerce_version(lock(), manifest) == version("2.4.5")
    assert commerce_version(lock(**{"magento2-base": "dev-main"}), manifest) is None


def test_unknown_versions() -> None:
    assert commerce_version(ComposerLock(None), ComposerJson(None)) is None
    assert ece_tools_version(ComposerLock(None)) is None
    assert ece_tools_version(ComposerLock('{"packages":[{"name":"magento/ece-tools"}]}')) is None


@pytest.mark.parametrize(
    ("text", "normalized"),
    [
        ("2.4.6-p14", "2.4.6.0-patch14"),
        ("2.4.6", "2.4.6.0"),
        ("2.5", "2.5.0.0"),
        ("v6.7.2", "6.7.2.0"),
        ("2.4.9-beta1", "2.4.9.0-beta1"),
        ("2.4.9-alpha.3", "2.4.9.0-alpha3"),
        ("2.3.0-rc2", "2.3.0.0-RC2"),
        ("2.10.13.3", "2.10.13.3"),
    ],
)
def test_normalized_as_composer_does(text: str, normalized: str) -> None:
    version = Version.parse(text)

    assert version is not None
    assert version.normalized == normalized
