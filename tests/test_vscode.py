"""What the extension for VS Code repeats of the server is what the server has."""

from __future__ import annotations

import dataclasses
import json
import re
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from zdd_lsp.lsp.client import Client
from zdd_lsp.lsp.features import capabilities
from zdd_lsp.project.discovery import FILES
from zdd_lsp.settings.model import LEVELS
from zdd_lsp.settings.options import OPTIONS, Option

ROOT = Path(__file__).resolve().parents[1]
EXTENSION = ROOT / "editors" / "vscode"
MANIFEST = EXTENSION / "package.json"
GROUP = "Checks"
"""The title of the group of settings that is made of the server's."""


WITHOUT_RULES: dict[str, dict[str, Any]] = {
    "severity": {
        "type": "object",
        "additionalProperties": {"type": "string", "enum": list(LEVELS)},
    },
    "ignore": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
}
"""Settings that name rules: the server knows them, and a new one does not change the manifest."""


def manifest() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(MANIFEST.read_text())
    return loaded


def written(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def fresh() -> dict[str, Any]:
    """Return the manifest with the settings as the server has them."""
    document = manifest()
    groups = [each for each in document["contributes"]["configuration"] if each["title"] != GROUP]
    properties = {f"zdd.{option.camel}": property_of(option) for option in OPTIONS}
    checks = {"title": GROUP, "order": 1, "properties": properties}
    document["contributes"]["configuration"] = [checks, *groups]
    return document


def property_of(option: Option) -> dict[str, Any]:
    """Return a setting as VS Code describes it."""
    schema: dict[str, Any] = WITHOUT_RULES.get(option.name) or option.kind.schema([])
    if "enum" in schema:
        schema["type"] = "string"
    if option.default:
        default = tomllib.loads(f"default = {option.default}")["default"]
    else:
        default, schema["type"] = None, [schema["type"], "null"]
    about = {"default": default, "scope": "resource", "markdownDescription": option.prose}
    return schema | about


def pinned() -> dict[str, str]:
    lines = (EXTENSION / "server" / "requirements.txt").read_text().splitlines()
    pins = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): version for name, version in pins}


def needed(name: str) -> set[str]:
    """Return all distributions that one needs, by name."""
    found: set[str] = set()
    for text in metadata.requires(name) or ():
        requirement = Requirement(text)
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            found |= {canonicalize_name(requirement.name)} | needed(requirement.name)
    return found


def test_the_settings_are_the_servers() -> None:
    """If this fails because the server has others now, run ``make docs``."""
    assert MANIFEST.read_text() == written(fresh())


def test_the_files_are_the_servers() -> None:
    listed = re.search(r"FILES = \[(.*?)\]", (EXTENSION / "src/files.ts").read_text(), re.DOTALL)
    assert listed is not None
    assert set(re.findall(r'"(.+?)"', listed[1])) == set(FILES)
    events = {f"workspaceContains:**/{file}" for file in FILES}
    assert set(manifest()["activationEvents"]) == {"onLanguage:yaml", *events}


def test_the_libraries_are_all_that_the_server_needs() -> None:
    assert pinned().keys() == needed("zdd-lsp")


@pytest.mark.parametrize("name", sorted(pinned()))
def test_the_tests_run_with_the_libraries_that_are_packaged(name: str) -> None:
    assert metadata.version(name) == pinned()[name]


def test_whoever_names_a_program_is_restricted() -> None:
    document = manifest()
    groups = document["contributes"]["configuration"]
    properties = {name: each for group in groups for name, each in group["properties"].items()}
    programs = {name for name, each in properties.items() if each["scope"].startswith("machine")}
    assert programs == {"zdd.interpreter", "zdd.server.path"}
    trust = document["capabilities"]["untrustedWorkspaces"]
    assert set(trust["restrictedConfigurations"]) == programs


def test_every_command_is_there() -> None:
    source = (EXTENSION / "src/commands.ts").read_text()
    listed = {each["command"] for each in manifest()["contributes"]["commands"]}
    assert set(re.findall(r'^    "(zdd\.\w+)":', source, re.MULTILINE)) == listed


def test_the_bundle_leaves_out_only_what_the_server_does_not_offer() -> None:
    source = (EXTENSION / "scripts" / "build.ts").read_text()
    left_out = re.findall(r'"((?:workspace\.)?\w+(?:Provider|Sync|fileOperations))"', source)
    assert len(left_out) > 10
    able = {each.name: True for each in dataclasses.fields(Client) if each.type == "bool"}
    offered = capabilities(Client(**able))  # type: ignore[arg-type] # all of them are of this type
    assert offered.hover_provider
    for name in left_out:
        *section, last = re.sub(r"(?=[A-Z])", "_", name).lower().split(".")
        holder = offered.workspace if section else offered
        assert getattr(holder, last, None) is None, name


if __name__ == "__main__":
    MANIFEST.write_text(written(fresh()))
