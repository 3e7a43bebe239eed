"""The tables of service types, relationship names and folders: whole, and in agreement."""

from __future__ import annotations

import datetime as dt

import pytest

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.mounts import folders
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.catalogue.services import services

KNOWN = service_types()


def test_types_and_names_agree() -> None:
    for kind in KNOWN.types.values():
        assert kind.role in KNOWN.roles
        assert kind.title
        assert kind.summary.count(".") >= 1
        assert len(kind.prose) > 40
        assert (kind.endpoint is None) == (kind.role == "storage")
        for name in kind.names:
            assert KNOWN.relationships[name].role == kind.role


def test_every_name_has_a_role_that_some_type_plays() -> None:
    roles = {kind.role for kind in KNOWN.types.values()}
    for name in KNOWN.relationships.values():
        assert name.role in roles
        assert name.summary
        assert name.prose


def test_the_names_are_those_under_which_versions_are_judged() -> None:
    for found in services().found:
        for name in found.relationships:
            known = KNOWN.relationships[name]
            if found.name != "redis-session":
                assert known.since == found.since, name


def test_every_part_of_the_matrix_that_is_a_service_has_a_type() -> None:
    for part in matrix().parts.values():
        assert set(part.types) <= KNOWN.types.keys()


def test_folders_of_code_are_not_writable() -> None:
    known = folders()
    assert not known.code.keys() & {*known.writable, known.static.path}
    assert all(folder.mount for folder in known.writable.values())
    assert all(folder.happens for folder in (*known.code.values(), *known.writable.values()))
    assert known.template_disk > known.default_disk


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("service_types.toml", "types"),
        ("service_types.toml", "relationships"),
        ("mounts.toml", "writable"),
        ("mounts.toml", "static"),
        ("mounts.toml", "code"),
        ("mounts.toml", "disks"),
    ],
)
def test_every_table_says_when_and_whence(file: str, name: str) -> None:
    table = tables.read(file)[name]

    assert table["source"]
    assert isinstance(table["date"], dt.date)
