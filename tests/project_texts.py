"""A Hypothesis strategy for whole projects, most of which have much wrong with them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import strategies as st

from tests.env_texts import BLOCKS, ONE_LINE, STAGES, EnvWriter
from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.catalogue import Variable

STRANGERS: Final = ("SCD_THREAD", "skip_scd", "VAR_SCD_THREADS", "CRYPT_KEY", "MY_OWN", "WARM_UP")
STRANGE_STAGES: Final = (*STAGES, *STAGES, "post_deploy", "Build", "production", "depoly")
OTHER_TYPES: Final = (
    "true",
    "'true'",
    "'1'",
    "5",
    "0",
    "1.5",
    "~",
    "",
    "text",
    "[]",
    "[a]",
    "'{}'",
)
MAPS: Final = (
    "{_merge: true}",
    "{_merge: true, engine: mysql}",
    "{engine: elasticsuite}",
    "{save: files}",
    "{driver: aws-s3}",
    "{frontend: {default: {backend: Cm_Cache_Backend_Redis}}}",
    "{connection: {default: {host: db}}}",
    "{default: {connection: default}}",
    "{amqp: {host: mq, port: '5672'}}",
    '\'{"engine": "opensearch"}\'',
    "[quote, sales, other]",
)
MAP_BLOCKS: Final = (
    ("", "  _merge: true"),
    ("", "  engine: mysql", "  _merge: 'true'"),
    ("", "  frontend:", "    default:", "      backend_options:", "        database: 9"),
    ("", "  connection:", "    default:", "      host: db", "      password: ''"),
    ("", "  driver: aws-s3", "  config:", "    region: eu"),
    ("", "  Magento/luma:", "    language:", "    - en_US"),
    ("", "  - quote", "  - other"),
    ("", "- index.php"),
    ("", "  redis:", "    host: cache", "  save: redis"),
)


@dataclass
class ProjectWriter(EnvWriter):
    """Draws a `.magento.env.yaml` with variables that exist, and some that do not."""

    stages: Sequence[str] = STRANGE_STAGES

    def values_of(self, name: str) -> Sequence[str]:
        """Return right and wrong values of one line."""
        variable = catalogue().known.get(name)
        if variable is None or self.chance(20):
            return ONE_LINE
        return (*_right(variable) * 2, *OTHER_TYPES)

    def blocks_of(self, name: str) -> Sequence[tuple[str, ...]]:
        """Return values of several lines: maps and lists, or anything where none may stand."""
        variable = catalogue().known.get(name)
        return MAP_BLOCKS if variable is not None and variable.type == "array" else BLOCKS


def _right(variable: Variable) -> tuple[str, ...]:
    if variable.type == "boolean":
        return "true", "false"
    if variable.type == "integer":
        least, most = variable.minimum or 0, variable.maximum or 9
        return str(least), str(most), str(most + 1), str(least - 1)
    if variable.type == "string":
        return tuple(f"'{value}'" for value in variable.allowed) or ("some text",)
    return MAPS


MOST: Final = 2000
"""How many characters a text may have; a few examples are large on purpose."""


@cache
def others() -> dict[str, tuple[str, ...]]:
    """Return what the examples of all rules have in the files beside `.magento.env.yaml`."""
    found: dict[str, dict[str, None]] = {}
    for rule in lint.rules():
        for example in (*rule.bad, *rule.good):
            for path, text in example.texts.items():
                if path != ENV_FILE and len(text) < MOST:
                    found.setdefault(path, {})[text] = None
    return {path: tuple(texts) for path, texts in sorted(found.items())}


@st.composite
def projects(draw: st.DrawFn) -> Project:
    """Draw a project."""
    names = tuple(catalogue().known) * 2 + STRANGERS
    chosen = draw(st.lists(st.sampled_from(names), unique=True, min_size=4, max_size=8))
    files = {ENV_FILE: ProjectWriter(draw, names=chosen).file()}
    for path, texts in others().items():
        if draw(st.integers(0, 99)) >= 65:
            text = draw(st.sampled_from(texts))
            is_crlf = path in FILES and "\r\n" in files[ENV_FILE]
            files[path] = text.replace("\n", "\r\n") if is_crlf else text
    return Project(Path("/project"), files).judged()
