"""The command line in this process, on small projects in the current folder."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pytest

from zdd_lsp import cli

if TYPE_CHECKING:
    from pathlib import Path

IDEAL = {
    ".magento.env.yaml": (
        "stage:\n  global:\n    SKIP_HTML_MINIFICATION: true\n    SCD_ON_DEMAND: false\n"
        "  post-deploy:\n    WARM_UP_PAGES:\n      - index.php\n"
    ),
    ".magento.app.yaml": (
        "name: store\ntype: php:8.2\n"
        "relationships:\n    database: 'mysql:mysql'\n    opensearch: 'opensearch:opensearch'\n"
        "hooks:\n    build: |\n        set -e\n        composer install\n"
        "        php ./vendor/bin/ece-tools run scenario/build/generate.xml\n"
        "        php ./vendor/bin/ece-tools run scenario/build/transfer.xml\n"
        "    deploy: |\n        php ./vendor/bin/ece-tools run scenario/deploy.xml\n"
        "    post_deploy: |\n        php ./vendor/bin/ece-tools run scenario/post-deploy.xml\n"
    ),
    ".magento/services.yaml": (
        "mysql:\n    type: mysql:10.6\n    disk: 2048\n"
        "opensearch:\n    type: opensearch:2\n    disk: 1024\n"
    ),
    "php.ini": "opcache.blacklist_filename = /app/op-exclude.txt\n",
    "op-exclude.txt": (
        "/app/*/app/etc/config.php\n/app/*/app/etc/env.php\n/app/app/etc/config.php\n"
        "/app/app/etc/env.php\n/app/etc/config.php\n/app/etc/env.php\n"
    ),
    "app/etc/config.php": (
        "<?php\nreturn [\n    'modules' => ['Magento_Store' => 1],\n"
        "    'scopes' => ['websites' => ['base' => ['code' => 'base']]],\n];\n"
    ),
    "composer.lock": (
        '{"packages": [{"name": "magento/magento2-base", "version": "2.4.6-p3"},'
        ' {"name": "magento/ece-tools", "version": "2002.1.17"}]}\n'
    ),
    "composer.json": '{"require": {"magento/ece-tools": "2002.1.17"}}\n',
}
"""A store that ece-tools finds ideal."""

WRONG = {
    ".magento.env.yaml": (
        "stage:\n  global:\n    SCD_ON_DEMAND: true\n    SKIP_HTML_MINIFICATION: false\n"
    ),
    ".magento.app.yaml": (
        "name: store\ntype: php:8.2\nrelationships:\n    opensearch: 'opensearch:opensearch'\n"
        "hooks:\n    build: composer install\n"
    ),
}
"""Files that take three steps from the ideal state."""


class Outcome(NamedTuple):
    """What a command did."""

    status: int
    out: str
    err: str


class CommandLine:
    """Runs commands in a folder of its own."""

    def __init__(self, folder: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self._capture = capture

    def __call__(self, *argv: str | Path) -> Outcome:
        """Run a command."""
        status = cli.main([str(argument) for argument in argv])
        return Outcome(status, *self._capture.readouterr())

    def store(self, name: str, files: dict[str, str] | None = None) -> Path:
        """Write a project: the ideal one, with these files in place of its own."""
        root = self.folder / name
        for path, text in (IDEAL | (files or {})).items():
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(text.encode())
        return root


@pytest.fixture
def wrong() -> dict[str, str]:
    """The files that keep a store from the ideal state."""
    return WRONG


@pytest.fixture
def zdd(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> CommandLine:
    """The command line, with the current folder to itself."""
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return CommandLine(tmp_path, capsys)
