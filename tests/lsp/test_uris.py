from __future__ import annotations

import ntpath
import os
from pathlib import Path, PureWindowsPath
from types import SimpleNamespace

import pytest

from zdd_lsp.lsp import uris

posix = pytest.mark.skipif(os.name != "posix", reason="POSIX paths")


@posix
@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///store/.magento.env.yaml", "/store/.magento.env.yaml"),
        ("FILE:///store/a%20b/%C3%BC.yaml", "/store/a b/ü.yaml"),
        ("file://localhost/store/x", "/store/x"),
        ("file:///store/./x/../.magento.env.yaml", "/store/.magento.env.yaml"),
        ("file:///c%3A/store/.magento.env.yaml", "/c:/store/.magento.env.yaml"),
        ("file:///store/%FF.yaml", "/store/\udcff.yaml"),
    ],
)
def test_a_file_uri_names_a_path(uri: str, path: str) -> None:
    assert uris.to_path(uri) == Path(path)


@pytest.mark.parametrize(
    ("uri", "path"),
    [
        ("file:///c%3A/store/.magento.env.yaml", r"C:\store\.magento.env.yaml"),
        ("file:///C:/My%20Shop/x", r"c:\My Shop\x"),
        ("file:///c:/store/./x/../.magento.env.yaml", r"c:\store\.magento.env.yaml"),
        ("file://server/share/store/x", r"\\server\share\store\x"),
        ("file://wsl%24/Debian/store/x", r"\\wsl$\Debian\store\x"),
        ("file:///store/x", None),
    ],
)
def test_a_file_uri_of_windows_names_a_path_of_windows(
    uri: str, path: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(uris, "os", SimpleNamespace(name="nt", path=ntpath, fsdecode=os.fsdecode))
    monkeypatch.setattr(uris, "Path", PureWindowsPath)

    found: object = uris.to_path(uri)

    assert found == (None if path is None else PureWindowsPath(path))


@pytest.mark.parametrize(
    "uri",
    [
        "",
        "file:",
        "file:relative.yaml",
        "file:///nul%00byte.yaml",
        "http://[",
        "\ud800:x",
        "untitled:Untitled-1",
        "git:/store/readme.md",
        "output:zdd",
        "untitled:services.yaml",
        "untitled:my.magento.env.yaml",
    ],
)
def test_what_names_nothing_for_us_is_nothing(uri: str) -> None:
    assert uris.to_path(uri) is None


@pytest.mark.parametrize(
    ("uri", "name"),
    [
        ("untitled:.magento.env.yaml", ".magento.env.yaml"),
        ("git:/store/.magento.app.yaml?%7B%22ref%22%3A%22~%22%7D", ".magento.app.yaml"),
        ("vscode-remote://ssh-remote%2Bbox/store/.magento/services.yaml", ".magento/services.yaml"),
        ("vscode-vfs://github/a/b/.magento/routes.yaml", ".magento/routes.yaml"),
    ],
)
def test_a_document_that_is_no_file_stands_alone(uri: str, name: str) -> None:
    path = uris.to_path(uri)

    assert path is not None
    root = uris.stand_in_root(path)
    assert root is not None
    assert path.relative_to(root).as_posix() == name
    assert not root.exists()
    assert not uris.is_real(root)
    assert uris.to_path(uri) == path
    assert uris.to_path(f"x{uri}") != path


def test_a_real_path_has_no_stand_in_root(tmp_path: Path) -> None:
    assert uris.is_real(tmp_path)
    assert uris.stand_in_root(tmp_path / "x") is None
    assert uris.to_path(uris.from_path(tmp_path / "a b#c")) == tmp_path / "a b#c"


def test_a_name_is_ours_by_its_last_parts() -> None:
    assert uris.is_ours(Path("/a/.magento/routes.yaml"))
    assert not uris.is_ours(Path("/a/routes.yaml"))
    assert not uris.is_ours(Path("/a/b.magento.env.yaml"))


@pytest.mark.parametrize("value", [None, 3, [], {}, "", "x\0y", "untitled:.magento.env.yaml"])
def test_a_folder_is_never_guessed(value: object) -> None:
    assert uris.to_folder(value) is None


def test_a_folder_may_be_a_uri_or_a_path(tmp_path: Path) -> None:
    assert uris.to_folder(str(tmp_path)) == tmp_path
    assert uris.to_folder(tmp_path.as_uri()) == tmp_path
