"""The mounts and workers of `.magento.app.yaml`, and its disk."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.mounts import folder, is_inside

if TYPE_CHECKING:
    from zdd_lsp.project.app import AppFile

APP = ".magento.app.yaml"


def app(text: str) -> AppFile:
    return Project(Path("/project"), {APP: text}).app


@pytest.mark.parametrize(
    ("written", "storage"),
    [
        ('"shared:files/var"', ("local", None, "var")),
        ("shared:files/a/b/", ("local", None, "a/b")),
        ("shared:files", ("local", None, "")),
        ("{source: local, source_path: /logs/}", ("local", None, "logs")),
        ("{source: local}", ("local", None, "var/log")),
        ("{source: tmp, source_path: ''}", ("tmp", None, "")),
        ("{source: service, service: files, source_path: x}", ("service", "files", "x")),
        ("{source: service, service: [files]}", ("service", None, "var/log")),
        ("{source: local, source_path: 5}", None),
        ("{source_path: x}", None),
        ("private:files/x", None),
        ("!include x.yaml", None),
        ("[local]", None),
        ("5", None),
        ("", None),
    ],
)
def test_every_form_of_a_mount(written: str, storage: tuple[str, str | None, str] | None) -> None:
    (mount,) = app(f"mounts:\n    /var//log/: {written}\n").mounts

    assert mount.path == "var/log"
    assert mount.storage == storage


def test_a_mount_knows_its_places() -> None:
    text = "mounts:\n  var: {source: service, service: 'files'}\n  tmp:\n"

    var, tmp = app(text).mounts

    assert var.service_span.slice(text) == "'files'"
    assert var.span.slice(text) == "{source: service, service: 'files'}"
    assert tmp.span.slice(text) == tmp.service_span.slice(text) == "tmp"


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("name: shop\nmounts: {var: 'shared:files/var'}\n", True),
        ("name: shop\n", True),
        ("mounts: !include mounts.yaml\n", False),
        ("name: 'shop\nmounts: {}\n", False),
        ("- mounts\n", False),
        ("", False),
    ],
)
def test_mounts_are_known_if_nothing_can_hide(text: str, *, known: bool) -> None:
    assert app(text).knows_mounts is known


@pytest.mark.parametrize("text", ["mounts:\n", "mounts: []\n", "mounts: x\n", "name: shop\n", ""])
def test_an_application_may_have_no_mounts(text: str) -> None:
    assert app(text).mounts == []
    assert app(text).workers == []


def test_paths_are_compared_by_their_parts() -> None:
    assert folder("./pub//media/") == "pub/media"
    assert is_inside("var/log", "var")
    assert is_inside("var", "")
    assert not is_inside("var", "var")
    assert not is_inside("variants", "var")


@pytest.mark.parametrize(
    ("written", "size"),
    [("5120", 5120), ("'5120'", None), ("5.5", None), ("true", None), ("", None), ("!x 5", None)],
)
def test_the_disk_is_a_number(written: str, size: int | None) -> None:
    text = f"disk: {written}\n"

    found = app(text).disk

    assert (found.size if found is not None else None) == size
    assert found is None or found.span.slice(text) == written


def test_a_worker_has_keys_and_a_command() -> None:
    text = (
        "workers:\n"
        "  queue:\n    commands: {start: run}\n    relationships: {}\n"
        "  idle: {commands: [run]}\n"
        "  empty:\n"
    )

    queue, idle, empty = app(text).workers

    assert queue.start is not None
    assert queue.start.value.span.slice(text) == "run"
    assert list(queue.keys) == ["commands", "relationships"]
    assert idle.start is None
    assert (empty.name, empty.keys) == ("empty", {})
