"""Finding projects, and the project of a file."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from zdd_lsp.project import discovery
from zdd_lsp.project.discovery import FILES, find_projects, find_root, kind_of


def make(root: Path, *files: str) -> Path:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).write_text("")
    return root


def found(root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in find_projects(root)]


@pytest.mark.parametrize("mark", FILES)
def test_each_file_makes_a_root(tmp_path: Path, mark: str) -> None:
    make(tmp_path, f"store/{mark}")
    assert found(tmp_path) == ["store"]
    assert found(tmp_path / "store") == ["."]


@pytest.mark.parametrize("file", [".magento/local/x.yaml", ".magento.app.yml", "composer.lock"])
def test_other_files_do_not(tmp_path: Path, file: str) -> None:
    make(tmp_path, file)
    assert found(tmp_path) == []


def test_several_projects_are_sorted(tmp_path: Path) -> None:
    make(tmp_path, "b/.magento.app.yaml", "a/x/.magento.env.yaml", "a-b/.magento/routes.yaml")
    assert found(tmp_path) == ["a/x", "a-b", "b"]


def test_a_folder_inside_a_root_needs_an_app_file(tmp_path: Path) -> None:
    make(
        tmp_path,
        ".magento/services.yaml",
        "store/.magento.app.yaml",
        "store/docs/.magento.env.yaml",
        "worker/.magento.env.yaml",
        "worker/.magento/routes.yaml",
    )
    assert found(tmp_path) == [".", "store"]


def test_a_name_counts_whatever_is_there(tmp_path: Path) -> None:
    (tmp_path / "folder" / ".magento.app.yaml").mkdir(parents=True)
    assert found(tmp_path) == ["folder"]


@pytest.mark.parametrize(
    "folder", ["vendor", "node_modules", ".git", "generated", "var", "pub", ".idea", "src/vendor"]
)
def test_skipped_folders(tmp_path: Path, folder: str) -> None:
    make(tmp_path, f"{folder}/magento/.magento.app.yaml")
    assert found(tmp_path) == []


def test_the_folder_itself_may_have_any_name(tmp_path: Path) -> None:
    make(tmp_path, "var/vendor/.magento.app.yaml")
    assert found(tmp_path / "var" / "vendor") == ["."]


def test_depth_is_bounded(tmp_path: Path) -> None:
    make(tmp_path, "1/2/3/4/.magento.app.yaml", "1/2/3/4/5/.magento.app.yaml")
    assert found(tmp_path) == ["1/2/3/4"]


def test_number_of_folders_is_bounded_shallow_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "MAX_FOLDERS", 3)
    make(tmp_path, "a/deep/.magento.app.yaml", "b/.magento.app.yaml", "c/.magento.app.yaml")
    assert found(tmp_path) == ["b"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links")
def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    outside = make(tmp_path / "outside", ".magento.app.yaml")
    inside = make(tmp_path / "inside", "store/.magento.app.yaml")
    (inside / "link").symlink_to(outside)
    (inside / "store" / "loop").symlink_to(inside)
    assert found(inside) == ["store"]


def test_what_cannot_be_listed_holds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(tmp_path, "file", "store/.magento.app.yaml")
    assert find_projects(tmp_path / "absent") == []
    assert find_projects(tmp_path / "file") == []
    assert find_projects(Path("a\0b")) == []

    # The tests may run as root, for whom no mode closes a folder.
    def refuse(path: Path) -> object:
        raise PermissionError(path)

    monkeypatch.setattr(os, "scandir", refuse)
    assert found(tmp_path) == []


def test_root_of_a_file(tmp_path: Path) -> None:
    make(tmp_path, ".magento/services.yaml", "store/.magento.app.yaml")
    assert find_root(tmp_path / ".magento" / "services.yaml") == tmp_path
    assert find_root(tmp_path / "store" / "app" / "etc" / "config.php") == tmp_path / "store"
    assert find_root(tmp_path / "store" / ".magento.env.yaml") == tmp_path / "store"
    assert find_root(tmp_path / "readme.md") == tmp_path


def test_root_of_a_file_without_a_project(tmp_path: Path) -> None:
    make(tmp_path, "store/.magento.app.yaml")
    assert find_root(tmp_path / "other" / "file.yaml", [tmp_path]) is None


def test_search_for_a_root_ends_at_the_open_folder(tmp_path: Path) -> None:
    make(tmp_path, ".magento.app.yaml")
    file = tmp_path / "sub" / "file.yaml"
    assert find_root(file) == tmp_path
    assert find_root(file, [tmp_path / "elsewhere"]) == tmp_path
    assert find_root(file, [tmp_path / "sub"]) is None
    assert find_root(file, [tmp_path / "sub", tmp_path]) == tmp_path


def test_store_below_a_folder_with_a_skipped_name(tmp_path: Path) -> None:
    make(tmp_path, "var/www/.magento.app.yaml", "var/www/vendor/magento/.magento.app.yaml")
    store = tmp_path / "var" / "www"
    assert find_root(store / "file") == store
    assert find_root(store / "file", [store]) == store
    assert find_root(store / "file", [tmp_path]) is None
    vendor = store / "vendor"
    assert find_root(vendor / "magento" / "file", [vendor]) == vendor / "magento"
    assert find_root(vendor / "magento" / "file", [vendor / "magento"]) == vendor / "magento"
    (vendor / ".magento.app.yaml").write_text("")
    assert find_root(vendor / "file", [vendor]) == vendor
    assert find_root(store / "vendor" / "magento" / "file") == store


def test_both_searches_agree(tmp_path: Path) -> None:
    make(
        tmp_path,
        "a/.magento.env.yaml",
        "a/b/.magento/routes.yaml",
        "a/b/c/.magento.app.yaml",
        "a/b/c/d/.magento.env.yaml",
        "a/vendor/e/.magento.app.yaml",
        "f/g/.magento.app.yaml",
        "f/.git/.magento.app.yaml",
        "h/file",
    )
    projects = find_projects(tmp_path)
    assert len(projects) == 3
    for folder, _, names in os.walk(tmp_path):
        for name in names:
            file = Path(folder, name)
            above = [project for project in projects if project in file.parents]
            assert find_root(file, [tmp_path]) == (above[-1] if above else None)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        (".magento.env.yaml", "env"),
        (".magento.app.yaml", "app"),
        (".magento/services.yaml", "services"),
        (".magento/routes.yaml", "routes"),
        (".magento.env.yml", None),
        (".Magento.env.yaml", None),
        ("services.yaml", None),
        ("sub/.magento.env.yaml", None),
        ("./.magento.env.yaml", None),
        ("", None),
    ],
)
def test_kind_by_exact_name(path: str, kind: str | None) -> None:
    assert kind_of(path) == kind
