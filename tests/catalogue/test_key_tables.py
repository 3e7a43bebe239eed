"""The tables of keys: complete, in order, and read without their prose."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

import pytest

from tests.key_samples import FILES, raw
from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.keys import KEY_FILES, Key, KeyFile, all_keys, key_schema

if TYPE_CHECKING:
    from pathlib import Path

KEYS = list(all_keys())
MACHINE = re.compile(r"/work|/tmp|localhost")


def title(key: Key) -> str:
    return f"{key.file}:{key.path}"


@pytest.mark.parametrize("file", KEY_FILES)
def test_what_is_cut_out_is_the_prose_and_nothing_else(file: KeyFile) -> None:
    whole = tables.read(f"{file}_keys.toml")
    for table in whole.values():
        table.pop("prose", None)

    assert tables.read_without(f"{file}_keys.toml", "prose") == whole


@pytest.mark.parametrize("file", KEY_FILES)
def test_every_key_is_there_once_and_below_the_one_above(file: KeyFile) -> None:
    schema = key_schema(file)

    assert schema.name == FILES[file]
    assert list(schema.all) == [path for path in raw(file) if path not in ("", "strangers")]
    for path in schema.all:
        above = path.removesuffix("[]") if path.endswith("[]") else path.rpartition(".")[0]
        assert not above or above in schema.all, path


@pytest.mark.parametrize("key", KEYS, ids=title)
def test_every_key_has_prose_of_its_own_words(key: Key) -> None:
    summary, description = key.prose

    assert summary[0].isupper() or summary[0] == "`"
    assert summary.endswith(".")
    assert "\n" not in summary
    assert len(description) > 5
    assert not MACHINE.search(summary + description)


@pytest.mark.parametrize("key", KEYS, ids=title)
def test_every_key_has_a_source_and_a_page_or_none(key: Key) -> None:
    assert key.by in ("adobe", "platform")
    assert key.source
    assert isinstance(key.date, dt.date)
    if key.by == "adobe":
        assert key.url is not None
        assert key.page.startswith(("configure/", "develop/"))
    else:
        assert key.url is None


@pytest.mark.parametrize("key", KEYS, ids=title)
def test_constraints_fit_the_forms(key: Key) -> None:
    known = {"text", "integer", "number", "boolean", "map", "list", "any"}

    assert set(key.forms) <= known
    assert not key.pattern or "text" in key.forms
    assert bool(key.pattern) == bool(key.says)
    assert bool(key.names) == bool(key.names_say)
    assert key.minimum is None or "integer" in key.forms
    assert not (key.keys or key.own) or "map" in key.forms
    assert key.item is None or "list" in key.forms
    assert not key.least or key.minimum is not None
    assert set(key.one_of) <= set(key.keys)
    assert set(key.judged_by) <= {"missing", "form", "value", "range", "name", "place"}
    if "list" in key.forms and not key.path.startswith("dependencies."):
        assert key.item is not None


def test_a_key_that_is_like_another_one_has_its_keys_and_its_prose() -> None:
    app = key_schema("app").all

    assert app["web.mounts"].keys is app["mounts"].keys
    assert app["web.mounts"].own is app["mounts"].own
    assert app["web.mounts"].prose == app["mounts"].prose
    assert app["web.mounts"].by == "platform"
    assert app["web.mounts"].path == "web.mounts"
    assert key_schema("services").all["*.size"].values == app["size"].values


def test_a_key_takes_over_what_the_one_above_hands_down() -> None:
    app = key_schema("app").all

    assert app["firewall.outbound[].ports[]"].plans == "Starter"
    assert app["crons.*.commands.stop"].by == "platform"
    assert app["mounts.*.source"].ticket
    assert not app["crons.*.spec"].ticket


def test_a_table_is_read_without_a_part_wherever_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = '[a.prose]\nx = """\nlong\n"""\n[b]\ny = 1\n["c.*".prose]\nz = 2'
    (tmp_path / "t.toml").write_text(text)
    monkeypatch.setattr(tables, "FOLDER", tmp_path)

    assert tables.read_without("t.toml", "prose") == {"b": {"y": 1}}
