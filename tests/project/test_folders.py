"""Folders of which the names of the files matter: patches of one's own, and themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project.folders import hotfixes, listed_name
from zdd_lsp.project.themes import themes
from zdd_lsp.project.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ENV = "stage:\n  build:\n    SCD_MATRIX: {}\n    QUALITY_PATCHES: []\n"


def written(root: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def store(root: Path, *paths: str, env: str = ENV) -> Path:
    return written(root, {".magento.env.yaml": env, **dict.fromkeys(paths, "")})


def test_patches_and_themes_are_known_by_name(tmp_path: Path) -> None:
    root = store(
        tmp_path,
        "m2-hotfixes/b.patch",
        "m2-hotfixes/a.patch",
        "m2-hotfixes/readme.md",
        "m2-hotfixes/old/c.patch",
        "app/design/frontend/Acme/shop/theme.xml",
        "app/design/frontend/Acme/shop/web/css/a.less",
        "app/design/frontend/Acme/registered/registration.php",
        "app/design/frontend/Acme/empty/readme.md",
        "app/design/frontend/.gitkeep",
        "app/design/adminhtml/Acme/admin/theme.xml",
        "app/design/install/Acme/other/theme.xml",
    )

    project = Workspace().snapshot(root)

    assert hotfixes(project.contents) == ("m2-hotfixes/a.patch", "m2-hotfixes/b.patch")
    assert themes(project).paths == ("Acme/admin", "Acme/registered", "Acme/shop")
    assert project.file("m2-hotfixes/a.patch") == root / "m2-hotfixes" / "a.patch"


@pytest.mark.parametrize("env", ["stage:\n  build:\n    SKIP_SCD: false\n", ""])
def test_nobody_looks_into_folders_that_no_variable_is_about(tmp_path: Path, env: str) -> None:
    root = store(tmp_path, "m2-hotfixes/a.patch", "app/design/frontend/A/b/theme.xml", env=env)

    assert list(Workspace().snapshot(root).contents) == [".magento.env.yaml"]


def test_what_comes_and_goes_is_seen(tmp_path: Path) -> None:
    root = store(tmp_path, "app/design/frontend/Acme/shop/web/a.less")
    workspace = Workspace()
    first = workspace.snapshot(root)

    assert workspace.snapshot(root) is first
    assert themes(first).paths == ()

    written(root, {"app/design/frontend/Acme/shop/theme.xml": "", "m2-hotfixes/a.patch": ""})
    second = workspace.snapshot(root)

    assert themes(second).paths == ("Acme/shop",)
    assert hotfixes(second.contents) == ("m2-hotfixes/a.patch",)

    (root / "m2-hotfixes/a.patch").unlink()

    assert hotfixes(workspace.snapshot(root).contents) == ()


def test_folders_that_are_none_have_nothing(tmp_path: Path) -> None:
    root = store(tmp_path, "m2-hotfixes", "app/design/frontend", "app/design/adminhtml/Acme")

    assert list(Workspace().snapshot(root).contents) == [".magento.env.yaml"]


def test_they_lie_with_the_code_of_the_application(tmp_path: Path) -> None:
    app = "name: shop\ntype: php:8.4\nsource:\n  root: code\n"
    root = written(
        tmp_path,
        {
            ".magento.app.yaml": app,
            "code/.magento.env.yaml": ENV,
            "code/m2-hotfixes/a.patch": "",
            "m2-hotfixes/b.patch": "",
        },
    )
    workspace = Workspace()
    project = workspace.snapshot(root)

    assert hotfixes(project.contents) == ("m2-hotfixes/a.patch",)
    assert project.file("m2-hotfixes/a.patch") == root / "code/m2-hotfixes/a.patch"
    assert workspace.root_of_listed(root / "code/m2-hotfixes/a.patch") == root
    assert workspace.root_of_listed(root / "m2-hotfixes/b.patch") is None


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/a/m2-hotfixes/x.patch", "m2-hotfixes/x.patch"),
        ("m2-hotfixes/x.patch", "m2-hotfixes/x.patch"),
        ("/a/app/design/frontend/A/b/theme.xml", "app/design/frontend/A/b/theme.xml"),
        ("/a/my-m2-hotfixes/x.patch", None),
        ("/a/m2-hotfixes/x.txt", None),
        ("/a/app/design/frontend/A/theme.xml", None),
    ],
)
def test_names(path: str, name: str | None) -> None:
    assert listed_name(path) == name
