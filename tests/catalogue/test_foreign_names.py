"""Names that are no variables of the file: each says what it is and what to write instead."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from zdd_lsp.catalogue import ForeignName, catalogue, foreign_names, tables

NAMES = foreign_names()
every_name = pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)


@pytest.mark.parametrize(
    ("name", "kind", "successor", "removed"),
    [
        ("APPLICATION_MODE", "removed", None, "ece-tools 2002.0.9"),
        ("DO_DEPLOY_STATIC_CONTENT", "removed", "SKIP_SCD", "ece-tools 2002.1.0"),
        ("ENV_MODE", "removed", None, "ece-tools 2002.0.18"),
        ("LUA_KEY", "removed", None, "ece-tools 2002.2.12"),
        (
            "REDIS_SESSION_DISABLE_LOCKING",
            "removed",
            "SESSION_CONFIGURATION",
            "ece-tools 2002.0.8",
        ),
        ("SCD_EXCLUDE_THEMES", "removed", "SCD_MATRIX", "ece-tools 2002.1.0"),
        ("STATIC_CONTENT_EXCLUDE_THEMES", "removed", "SCD_MATRIX", "ece-tools 2002.1.0"),
        ("STATIC_CONTENT_SYMLINK", "removed", None, "ece-tools 2002.1.0"),
        ("STATIC_CONTENT_THREADS", "removed", "SCD_THREADS", "ece-tools 2002.1.0"),
        ("skip_di_clearing", "removed", None, "Commerce 2.2"),
        ("CRYPT_KEY", "console", None, None),
        ("ADMIN_PASSWORD", "console", None, None),
        (
            "MAGE_ERROR_REPORT_DIR_NESTING_LEVEL",
            "console",
            "ERROR_REPORT_DIR_NESTING_LEVEL",
            None,
        ),
        ("MAGENTO_CLOUD_RELATIONSHIPS", "platform", None, None),
    ],
)
def test_kind_successor_and_version(
    name: str, kind: str, successor: str | None, removed: str | None
) -> None:
    found = NAMES[name]
    assert (found.kind, found.successor, found.removed) == (kind, successor, removed)


def test_only_the_switch_for_static_content_changed_its_meaning() -> None:
    assert [name.name for name in NAMES.values() if name.inverted] == ["DO_DEPLOY_STATIC_CONTENT"]


def test_names_are_in_alphabetical_order() -> None:
    assert list(NAMES) == sorted(NAMES)
    for group in tables.read("names.toml").values():
        names = [key for key, value in group.items() if isinstance(value, dict)]
        assert names == sorted(names)


def test_every_variable_that_went_is_a_foreign_name_and_no_other_is() -> None:
    known = catalogue().known
    gone = {name for name, variable in known.items() if variable.removed}
    assert NAMES.keys() & known.keys() == gone


def test_no_schema_of_any_version_has_the_names_of_the_file() -> None:
    listed = {
        name
        for group in tables.read("names.toml").values()
        for name, value in group.items()
        if isinstance(value, dict)
    }
    assert not listed & catalogue().known.keys()


@every_name
def test_every_name_is_complete(name: ForeignName) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*[^.\s]\.", name.summary)
    assert ". " not in name.summary, "the summary is one sentence"
    assert re.fullmatch(r"(?s)\S.*\.", name.prose)
    assert name.removed is None or re.fullmatch(r"(ece-tools|Commerce) [\d.]+", name.removed)
    assert (name.kind == "removed") == (name.removed is not None)
    assert name.successor is None or catalogue().known[name.successor].removed is None
    assert name.successor is None or name.url is not None
    assert name.successor is not None or not name.inverted
    assert name.url is None or re.fullmatch(
        r"https://experienceleague\.adobe\.com/en/docs/[a-z/_#-]+", name.url
    )


@every_name
def test_prose_names_only_what_exists(name: ForeignName) -> None:
    named = set(re.findall(r"`([A-Z]{3,}(?:_[A-Z]+)+)`", name.summary + name.prose))
    assert named <= catalogue().known.keys() | NAMES.keys() | {"LOG_USER"}


def test_every_kind_says_when_and_whence() -> None:
    for kind, group in tables.read("names.toml").items():
        assert group["note"], kind
        assert group["source"], kind
        assert isinstance(group["date"], dt.date), kind
