"""What is known about routes: sourced, and the same as the table of keys says."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.catalogue.routes import route_facts
from zdd_lsp.rules._shared.routes import NEEDS


def test_every_table_names_its_source_and_date() -> None:
    for name, table in tables.read("routes.toml").items():
        assert table["source"], name
        assert isinstance(table["date"], dt.date), name


@pytest.mark.parametrize("name", route_facts().forbidden_headers)
def test_the_keys_refuse_the_same_headers(name: str) -> None:
    pattern = key_schema("routes").all["*.cache.headers[]"].pattern

    assert re.fullmatch(pattern, name) is None
    assert re.fullmatch(pattern, f"X-{name}") is not None


def test_the_keys_need_the_same_targets() -> None:
    keys = key_schema("routes").all["*"].keys
    needed = {
        kind: name for name, key in keys.items() for kind in key.required_when.get("type", ())
    }

    assert needed == NEEDS
    assert set(NEEDS) == set(keys["type"].values)


def test_limits_grow() -> None:
    facts = route_facts()

    assert facts.advised_routes < facts.routes
    assert facts.file_size == 32 * 1024
