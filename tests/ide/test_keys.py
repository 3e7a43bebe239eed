"""Hovers and explanations of the keys of the platform's files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.catalogue.keys import all_keys
from zdd_lsp.ide import keys, topics
from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE

if TYPE_CHECKING:
    from zdd_lsp.catalogue.keys import Key


def at(path: str, picture: str) -> tuple[str, str] | None:
    """Return what a hover covers and says at the sign ``<|>``."""
    text = picture.replace("<|>", "")
    found = hover(Project(Path("/project"), {path: text}), path, picture.index("<|>"))
    return None if found is None else (found.span.slice(text), found.markdown)


@pytest.mark.parametrize(
    ("path", "picture", "covered", "title"),
    [
        (APP_FILE, "na<|>me: shop\n", "name", "name"),
        (APP_FILE, "name: sh<|>op\n", "shop", "name"),
        (APP_FILE, "hooks:\n  post<|>_deploy: x\n", "post_deploy", "hooks.post_deploy"),
        (APP_FILE, "crons:\n  a<|>: {spec: x}\n", "a", "crons.<name>"),
        (APP_FILE, "crons:\n  a: {cmd: p<|>hp}\n", "php", "crons.<name>.cmd"),
        (APP_FILE, "runtime:\n  extensions:\n  - x<|>sl\n", "xsl", "runtime.extensions[]"),
        (APP_FILE, "web:\n  disk<|>: 5\n", "disk", "web.disk"),
        (
            APP_FILE,
            "web:\n locations:\n  /: &a {allow: true}\n  /b:\n   <<: *a\n   ro<|>ot: b\n",
            "root",
            "web.locations.<name>.root",
        ),
        (SERVICES_FILE, "mysql<|>:\n  type: mysql:11.4\n", "mysql", "<service>"),
        (SERVICES_FILE, "a:\n  di<|>sk: 5\n", "disk", "<service>.disk"),
        (ROUTES_FILE, "a:\n  ssi: {ena<|>bled: true}\n", "enabled", "<route>.ssi.enabled"),
        (ROUTES_FILE, "a:\n  http_<|>access: {}\n", "http_access", "<route>.http_access"),
        (
            ENV_FILE,
            "stage:\n  deploy:\n    SESSION_CONFIGURATION:\n      redis: {ho<|>st: a}\n",
            "host",
            "SESSION_CONFIGURATION.redis.host",
        ),
        (
            ENV_FILE,
            "stage:\n  build:\n    SCD_MATRIX: {Magento/luma: {lang<|>uage: [en_US]}}\n",
            "language",
            "SCD_MATRIX.<name>.language",
        ),
    ],
)
def test_keys_and_values_are_explained(path: str, picture: str, covered: str, title: str) -> None:
    found = at(path, picture)

    assert found is not None
    assert found[0] == covered
    assert found[1].startswith(f"### `{title}`\n")


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        (APP_FILE, "monitoring<|>: true\n"),
        (APP_FILE, "hooks:\n  test<|>: x\n"),
        (APP_FILE, "- na<|>me: x\n"),
        (SERVICES_FILE, "a: {colour<|>: red}\n"),
    ],
)
def test_what_nobody_knows_is_left_alone(path: str, picture: str) -> None:
    assert at(path, picture) is None


ALL = list(all_keys())


@pytest.mark.parametrize("key", ALL, ids=lambda key: f"{key.file}:{key.path}")
def test_every_key_has_a_complete_explanation(key: Key) -> None:
    said = keys.of_key(key)

    assert said.paragraphs[0].endswith(".")
    assert said.paragraphs[1].endswith((".", "```", "**", ")"))
    assert "- Type: " in said.markdown
    assert (key.by == "platform") == ("Platform.sh" in said.markdown.rpartition("- Type:")[2])
    if key.by == "adobe":
        assert said.url is not None
        assert said.url.startswith("https://experienceleague.adobe.com/")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("crons.spec", "crons.<name>.spec"),
        ("CRONS.SPEC", "crons.<name>.spec"),
        ("services.disk", "<service>.disk"),
        ("routes.cache.headers", "<route>.cache.headers"),
        ("routes", "<route>"),
        ("disk", "disk"),
        ("app.build", "build"),
        ("SCD_MATRIX.language", "SCD_MATRIX.<name>.language"),
        ("session_configuration.redis.host", "SESSION_CONFIGURATION.redis.host"),
        ("SESSION_CONFIGURATION", "SESSION_CONFIGURATION"),
    ],
)
def test_the_command_line_finds_keys_by_their_path(name: str, title: str) -> None:
    found = topics.find(name)

    assert found is not None
    assert found.name == title


def test_a_stage_comes_before_a_key_of_the_same_name() -> None:
    found = topics.find("build")

    assert found is not None
    assert found.kind.startswith("stage")


def test_facts_of_a_key() -> None:
    def of(name: str) -> str:
        found = topics.find(name)
        assert found is not None
        return found.markdown

    assert "- Range: from 128; mysql from 256" in of("services.disk")
    assert "- Required: for type `activemq-artemis`" in of("services.disk")
    assert "- Required: yes, unless there is `stack`" in of("app.type")
    assert "- Required: beside `mounts`" in of("app.disk")
    assert "- Not together with: `commands`" in of("crons.cmd")
    assert "- Not for: regexp `true`; prefix `false`" in of("routes.redirects.paths.append_suffix")
    assert "**An old form. In its place: `root` of a location" in of("web.document_root")
    assert "- Values: `admin` (administrators only)" in of("access.ssh")
    assert "- Plans: Pro Staging and Production" in of("workers")
