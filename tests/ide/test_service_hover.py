"""Hovers of services: types, relationships, endpoints and mounts; the cursor is drawn as <|>."""

from __future__ import annotations

from pathlib import Path

import pytest

from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide import topics
from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

APP, SERVICES = ".magento.app.yaml", ".magento/services.yaml"
DECLARED = """\
mysql: {type: mysql:11.4, configuration: {endpoints: {admin: {}}}}
cache: {type: 'valkey:8.0'}
files: {type: network-storage:1.0}
docs: {type: mongodb:4.0}
"""


def at(path: str, picture: str) -> tuple[str, str] | None:
    """Return the text that the hover covers, and its Markdown."""
    offset = picture.index("<|>")
    text = picture.replace("<|>", "")
    project = Project(Path("/project"), {SERVICES: DECLARED, path: text})
    found = hover(project, path, offset)
    return None if found is None else (found.span.slice(text), found.markdown)


@pytest.mark.parametrize(
    ("picture", "covered", "said"),
    [
        ("db: {type: ma<|>riadb:11.4}\n", "mariadb", "- Endpoint: `mysql`"),
        ("cache: {type: '<|>valkey:8.0'}\n", "valkey", "`valkey`, `valkey-session`"),
        ("x: {type: rabbitmq<|>}\n", "rabbitmq", "*type of a service*"),
        ("f: {type: net<|>work-storage:2.0}\n", "network-storage", "Version 2.0: deprecated"),
    ],
)
def test_the_type_of_a_service(picture: str, covered: str, said: str) -> None:
    found = at(SERVICES, picture)

    assert found is not None
    assert found[0] == covered
    assert said in found[1]


@pytest.mark.parametrize(
    ("line", "covered", "said"),
    [
        ("valk<|>ey: cache:valkey", "valkey", "- Here: leads to `cache`, Valkey 8.0"),
        ("valkey: ca<|>che:valkey", "cache", "*service of this project, Valkey 8.0*"),
        ("valkey: cache:val<|>key", "valkey", "*endpoint of Valkey 8.0*"),
        ("database: mysql:ad<|>min", "admin", "below `configuration`"),
        ("'redis<|>': gone:redis", "'redis'", "*relationship that ece-tools looks for*"),
        ("mi<|>ne: cache:valkey", "mine", "ece-tools does not look for this name."),
        ("docs: do<|>cs:mongodb", "docs", "*service of this project, mongodb 4.0*"),
        ("cac<|>he:", "cache", "*relationship of this project*"),
        ("valkey: {service: cac<|>he, endpoint: valkey}", "cache", "*service of this project"),
    ],
)
def test_relationships(line: str, covered: str, said: str) -> None:
    found = at(APP, f"relationships:\n    {line}\n")

    assert found is not None
    assert found[0] == covered
    assert said in found[1]


def test_the_service_of_a_mount() -> None:
    found = at(APP, "mounts: {var: {source: service, service: fi<|>les}}\n")

    assert found is not None
    assert found[0] == "files"
    assert "*service of this project, Network storage 1.0*" in found[1]


@pytest.mark.parametrize("line", ["x: go<|>ne:redis", "x: cache:re<|>dis", "x: docs:an<|>y"])
def test_what_is_not_there_is_not_explained(line: str) -> None:
    found = at(APP, f"relationships:\n    {line}\n")

    assert found is None or found[0] != line.partition(": ")[2].replace("<|>", "").split(":")[0]
    assert found is None or "*endpoint of" not in found[1]


@pytest.mark.parametrize("name", [*service_types().types, *service_types().relationships], ids=str)
def test_every_name_is_found_and_told(name: str) -> None:
    found = topics.find(name)

    assert found is not None
    assert found.name == name
    assert all(found.paragraphs)
    assert found.url


@pytest.mark.parametrize(
    "text",
    [
        "relationships: &a {redis: &b cache:valkey, x: *b}\nmounts: *a\nworkers: *a\n",
        "relationships: {a: , b: [x], c: {service: 5}}\nmounts: {x: {service: {}}, y: }\n",
        "relationships:\n  - x\nmounts: x\ntype: [php\n",
    ],
)
def test_no_place_of_any_text_raises(text: str) -> None:
    for offset in range(len(text) + 1):
        at(APP, f"{text[:offset]}<|>{text[offset:]}")
