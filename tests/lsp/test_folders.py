"""Folders that come and go with the projects in them, of which no file is named."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from lsprotocol import types

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.asyncio

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
ROUTES = ".magento/routes.yaml"


def codes(diagnostics: Any) -> set[Any]:
    return {item.code for item in diagnostics}


@pytest.mark.parametrize("open_again", [True, False])
async def test_a_folder_that_is_renamed_takes_its_projects_with_it(
    start: Any, store: Path, *, open_again: bool
) -> None:
    async with start(root=store.parent) as editor:
        assert editor.capabilities.workspace.file_operations.did_rename.filters
        old, new = f"store/{ENV}", f"shop/{ENV}"
        editor.open(f"store/{APP}")
        assert await editor.told(old)

        shutil.move(store, store.parent / "shop")
        editor.close(f"store/{APP}")
        if open_again:
            editor.open(f"shop/{APP}")
        renamed = types.FileRename(editor.uri("store"), editor.uri("shop"))
        editor.client.workspace_did_rename_files(types.RenameFilesParams([renamed]))

        await editor.until(lambda: not editor.of(old)[-1].diagnostics)
        if open_again:
            assert await editor.told(new)
        params = types.WorkspaceSymbolParams("SCD_ON_DEMAND")
        (found,) = await editor.client.workspace_symbol_async(params)
        assert found.location.uri == editor.uri(new)


async def test_a_folder_that_is_deleted_takes_its_findings_with_it(
    start: Any, repository: Path
) -> None:
    async with start(root=repository) as editor:
        editor.open(".magento/services.yaml")
        editor.open(ROUTES)
        await editor.told(ROUTES)
        await editor.rest()
        assert "unknown-upstream" not in codes(editor.of(ROUTES)[-1].diagnostics)

        shutil.rmtree(repository / "blog")
        deleted = types.DeleteFilesParams([types.FileDelete(editor.uri("blog"))])
        editor.client.workspace_did_delete_files(deleted)

        await editor.until(lambda: "unknown-upstream" in codes(editor.of(ROUTES)[-1].diagnostics))
