"""The configuration of every editor starts a server that works, also where we have no such editor.

What an editor makes of its file is done here by hand, as the documentation of the editor or plugin
says: the command, the options of the first message and the answer to the server's question for
settings are those of the file. An editor that can be had is tried itself in the other tests.
"""

from __future__ import annotations

import asyncio
import json
import shlex
import shutil
from fnmatch import fnmatch
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from tests.e2e.profile import EDITORS, ROOT, profile

pytestmark = [pytest.mark.asyncio, pytest.mark.no_cover]

PATIENCE = 60
"""Seconds after which diagnostics are not expected any more."""
ENV = ".magento.env.yaml"
FILES = (ENV, ".magento.app.yaml", ".magento/services.yaml", ".magento/routes.yaml")


class Setup(NamedTuple):
    """What an editor does with a file.

    Attributes:
        command: What it starts.
        options: The initialization options.
        settings: The settings that it hands out by their section.
        language: What it calls the language of the file.
    """

    command: list[str]
    options: dict[str, Any] | None = None
    settings: dict[str, Any] | None = None
    language: str = "yaml"


def read(name: str) -> Any:
    return json.loads((EDITORS / name).read_text())


def sublime() -> Setup:
    """LSP of Sublime Text: `clients` by name, each with these keys and some more."""
    (client,) = read("sublime/LSP.sublime-settings")["clients"].values()
    assert client.keys() <= {"enabled", "command", "selector", "initializationOptions", "settings"}
    assert client["enabled"] is True
    assert client["selector"] == "source.yaml"
    return Setup(client["command"], client.get("initializationOptions"))


def phpstorm() -> Setup:
    """LSP4IJ: a folder with `template.json`, `settings.json` and a README that it shows."""
    template = read("phpstorm/template.json")
    known = {"id", "name", "programArgs", "expandConfiguration", "fileTypeMappings"}
    assert template.keys() <= known
    assert template.keys() >= {"id", "name", "programArgs", "fileTypeMappings"}
    assert template["programArgs"].keys() <= {"default", "windows", "linux", "mac"}
    (mapping,) = template["fileTypeMappings"]
    assert mapping.keys() == {"fileType", "languageId"}
    patterns = mapping["fileType"]["patterns"]
    assert all(any(fnmatch(Path(name).name, each) for each in patterns) for name in FILES)
    assert {path.name for path in (EDITORS / "phpstorm").iterdir()} <= {
        "README.md",
        "clientSettings.json",
        "initializationOptions.json",
        "installer.json",
        "settings.json",
        "settings.schema.json",
        "template.json",
    }
    command = shlex.split(template["programArgs"]["default"])
    return Setup(command, settings=read("phpstorm/settings.json"), language=mapping["languageId"])


def zed() -> Setup:
    """Zed: `lsp` by the names of the servers that it knows, each with these keys."""
    (server,) = read("zed/settings.json")["lsp"].items()
    name, said = server
    assert name == "yaml-language-server"
    assert said.keys() <= {"binary", "initialization_options", "settings"}
    assert said["binary"].keys() <= {"path", "arguments", "env"}
    command = [said["binary"]["path"], *said["binary"].get("arguments", [])]
    return Setup(command, said.get("initialization_options"), language="yaml")


def kate() -> Setup:
    """Kate: `servers` by the names of languages."""
    (server,) = read("kate/settings.json")["servers"].values()
    assert server["highlightingModeRegex"] == "^YAML$"
    assert set(server["rootIndicationFileNames"]) <= set(FILES)
    return Setup(server["command"], server.get("initializationOptions"))


SETUPS = [sublime, phpstorm, zed, kate]


@pytest.mark.parametrize("setup", SETUPS, ids=lambda each: each.__name__)
async def test_a_mistake_is_reported_and_mended(setup: Any, tmp_path: Path) -> None:
    store = Path(shutil.copytree(ROOT / "examples" / "store", tmp_path / "store"))
    given: Setup = setup()
    environment = profile(tmp_path)
    program = shutil.which(given.command[0], path=environment["PATH"])
    assert program == str(tmp_path / "bin" / "zdd-lsp"), "found as the page says, on the PATH"

    told: list[types.PublishDiagnosticsParams] = []
    news = asyncio.Event()

    def published(params: types.PublishDiagnosticsParams) -> None:
        told.append(params)
        news.set()

    def configured(params: types.ConfigurationParams) -> list[Any]:
        settings = given.settings or {}
        return [settings.get(item.section or "") for item in params.items]

    client = LanguageClient(converter_factory=default_converter)
    handlers = {
        types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: published,
        types.WORKSPACE_CONFIGURATION: configured,
    }
    register_lsp_features(client, {**DEFAULT_CLIENT_FEATURES, **handlers})
    await client.start_io(program, *given.command[1:], env=environment)
    able = types.WorkspaceClientCapabilities(configuration=True)
    await client.initialize_session(
        types.InitializeParams(
            capabilities=types.ClientCapabilities(workspace=able),
            root_uri=store.as_uri(),
            initialization_options=given.options,
        )
    )
    uri, text = (store / ENV).as_uri(), (store / ENV).read_text()
    item = types.TextDocumentItem(uri, given.language, 1, text)
    client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    while not (found := [each for sent in told if sent.uri == uri for each in sent.diagnostics]):
        await asyncio.wait_for(news.wait(), PATIENCE)
        news.clear()
    (mistake,) = (each for each in found if each.code == "scd-on-demand")

    context = types.CodeActionContext([mistake], [types.CodeActionKind.QuickFix])
    document = types.TextDocumentIdentifier(uri)
    params = types.CodeActionParams(document, mistake.range, context)
    actions = await client.text_document_code_action_async(params)
    assert actions
    assert "Turn SCD_ON_DEMAND off" in {each.title for each in actions}

    await client.shutdown_session()
