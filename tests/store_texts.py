"""A Hypothesis strategy for stores whose files refer to each other, with some things wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from tests.project_texts import STRANGERS, ProjectWriter
from zdd_lsp.catalogue import catalogue
from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES: Final = ("shop", "mymagento", "store-1")
SERVICES: Final = {
    "database": (("mysql", "db"), ("mysql:10.4", "mysql:11.4", "mariadb:10.6"), "mysql"),
    "redis": (("redis", "cache"), ("redis:6.0", "redis:7.2"), "redis"),
    "valkey": (("valkey",), ("valkey:8.0",), "valkey"),
    "opensearch": (("opensearch", "search"), ("opensearch:2", "opensearch:1.2"), "opensearch"),
    "elasticsearch": (("elasticsearch",), ("elasticsearch:7.9",), "elasticsearch"),
    "rabbitmq": (("rabbitmq", "queue"), ("rabbitmq:3.8", "rabbitmq:4.1"), "rabbitmq"),
}
"""Relationships: what the service may be called, its types, and its endpoint."""
KEYS: Final = ("disk: 2048", "disc: 2048", "size: AUTO", "configuration: {}", "disk: '512'")
COMMANDS: Final = (
    "set -e",
    "composer install",
    "php ./vendor/bin/ece-tools run scenario/build/generate.xml",
    "php ./vendor/bin/ece-tools run scenario/build/transfer.xml",
    "php ./vendor/bin/ece-tools run scenario/deploy.xml",
    "php ./vendor/bin/ece-tools post-deploy",
    "php ./vendor/bin/ece-tool deploy",
    "php bin/magento cache:flush",
    "vendor/bin/m2-ece-deploy",
    "echo 'done'  # why",
)
APP_LINES: Final = (
    "disk: 5120",
    "timezone: Europe/Berlin",
    "build: {flavor: composer}",
    "build: {flavor: none}",
    "type: php:8.3",
    "type: php:7.4",
    'mounts: {var: \'shared:files/var\', "pub/media": "shared:files/media"}',
    "mount: {}",
    "variables: {php: {memory_limit: 2G}}",
    "crons: {a: {spec: '*/5 * * * *', cmd: 'php bin/magento cron:run'}}",
    "runtime: {extensions: [redis, json]}",
)
LOCKS: Final = (
    None,
    ("2002.1.17", "2.4.7"),
    ("2002.2.10", "2.4.8"),
    ("2002.1.5", "2.4.3"),
)


class StoreWriter(ProjectWriter):
    """Draws the files of a store."""

    def store(self) -> dict[str, str]:
        """Return the files, by path."""
        names = tuple(catalogue().known) * 2 + STRANGERS
        self.names = self.several(names, 6, 3)
        files = {ENV_FILE: self.file()}
        name = self.pick(NAMES)
        links = self.several(tuple(SERVICES), 4)
        called = {link: self.pick(SERVICES[link][0]) for link in links}
        for path, lines in (
            (APP_FILE, self.app(name, called)),
            (SERVICES_FILE, self.services(called)),
            (ROUTES_FILE, self.routes(name)),
        ):
            newline = self.pick(("\n", "\n", "\r\n"))
            files[path] = newline.join(lines) + newline
        lock = self.pick(LOCKS)
        if lock is not None:
            names = ("magento/ece-tools", "magento/product-enterprise-edition")
            packages = [
                {"name": name, "version": version}
                for name, version in zip(names, lock, strict=True)
            ]
            files["composer.lock"] = json.dumps({"packages": packages})
        return files

    def app(self, name: str, called: dict[str, str]) -> list[str]:
        """Return an application."""
        lines = [f"name: {name}{self.behind()}"]
        lines += self.below("relationships", self.links(called))
        lines += self.several(APP_LINES, 4)
        if self.chance(80):
            lines.append("hooks:")
            for hook in self.several(("build", "deploy", "post_deploy", "post-deploy"), 4):
                lines.append(f"{' ' * self.step}{hook}: |")
                commands = self.several(COMMANDS, 4, 1)
                lines += [f"{' ' * 2 * self.step}{command}" for command in commands]
        return lines

    def links(self, called: dict[str, str]) -> list[str]:
        """Return relationships, some of which lead nowhere."""
        lines = []
        for link, service in called.items():
            endpoint = SERVICES[link][2] if self.chance(80) else self.pick(("http", "myslq"))
            target = f"{service}s" if self.chance(10) else service
            quote = self.pick(('"', "'", ""))
            lines.append(f"{link}: {quote}{target}:{endpoint}{quote}{self.behind()}")
        return lines

    def services(self, called: dict[str, str]) -> list[str]:
        """Return the services."""
        lines = self.idle(0)
        for link, service in called.items():
            if self.chance(95):
                inner = [f"type: {self.pick(SERVICES[link][1])}", *self.several(KEYS, 2)]
                lines += self.below(service, inner)
        return lines

    def routes(self, name: str) -> list[str]:
        """Return the routes."""
        wrong = (f"{name}s:http", f"{name}:php", name, "app:http")
        target = self.pick(wrong) if self.chance(25) else f"{name}:http"
        lines = self.below('"https://{default}/"', ["type: upstream", f'upstream: "{target}"'])
        if self.chance(50):
            to = "to: https://{default}/"
            lines += self.below('"https://www.{default}/"', ["type: redirect", to])
        return lines

    def below(self, key: str, inner: Sequence[str]) -> list[str]:
        """Return a map in lines or braces, with comments between its entries."""
        if self.chance(20) and not any("#" in each for each in inner):
            return [f"{key}: {{{', '.join(inner)}}}{self.behind()}"]
        lines = [f"{key}:{self.behind()}"]
        for each in inner:
            lines += [*self.idle(self.step), f"{' ' * self.step}{each}"]
        return lines


@st.composite
def stores(draw: st.DrawFn) -> Project:
    """Draw a store."""
    return Project(Path("/project"), dict(StoreWriter(draw).store())).judged()
