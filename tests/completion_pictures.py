"""Pictures of cursors for the tests of completion, and an editor that accepts what is offered.

A file of pictures has blocks that begin with a line such as::

    === SCD_THREADS, !SKIP_SCD @old

They name what has to be offered and, behind ``!``, what must not; ``nothing`` stands for no offer
at all, and ``only`` for no other than those named. ``@`` names the project around the file. What
follows is the file, with ``<|>`` where the cursor is. Where there are several, each is a position
of its own with the same expectations.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from zdd_lsp.project import Project
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import eol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zdd_lsp.ide.completion import Candidate, Completion
    from zdd_lsp.text.span import Span

CURSOR: Final = "<|>"
FOLDER: Final = Path(__file__).parent / "ide" / "completion_pictures"
FILES: Final = {
    "env": ".magento.env.yaml",
    "app": ".magento.app.yaml",
    "services": ".magento/services.yaml",
    "routes": ".magento/routes.yaml",
}
APP: Final = """\
name: store
type: php:8.4
build:
  flavor: none
dependencies:
  php:
    composer/composer: '2.9.3'
relationships:
  database: "mysql:mysql"
  valkey: "cache:valkey"
  opensearch: "search:opensearch"
disk: 2048
mounts:
  var: "shared:files/var"
  app/etc: "shared:files/etc"
  pub/media: "shared:files/media"
  pub/static: "shared:files/static"
hooks:
  build: |
    set -e
    composer install --no-dev
    php ./vendor/bin/ece-tools run scenario/build/generate.xml
    php ./vendor/bin/ece-tools run scenario/build/transfer.xml
  deploy: |
    php ./vendor/bin/ece-tools run scenario/deploy.xml
  post_deploy: |
    php ./vendor/bin/ece-tools run scenario/post-deploy.xml
crons:
  cronrun:
    spec: "*/5 * * * *"
    cmd: php bin/magento cron:run
"""
SERVICES: Final = """\
files:
  type: network-storage:1.0
  disk: 1024
mysql:
  type: mysql:11.4
  disk: 2048
cache:
  type: valkey:8
search:
  type: opensearch:3
  disk: 1024
"""
ROUTES: Final = """\
"https://{default}/":
  type: upstream
  upstream: "store:http"
"""
ENV: Final = "stage:\n  build:\n    SCD_STRATEGY: compact\n"
CONFIG: Final = """\
<?php
return [
    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
    'modules' => ['Magento_Store' => 1],
    'themes' => ['frontend/Acme/blue' => ['theme_path' => 'Acme/blue', 'area' => 'frontend']],
    'system' => ['default' => ['general' => ['locale' => ['code' => 'de_DE']]]],
];
"""


def lock(ece_tools: str, commerce: str) -> str:
    return (
        '{"packages": ['
        f'{{"name": "magento/ece-tools", "version": "{ece_tools}"}}, '
        f'{{"name": "magento/magento2-base", "version": "{commerce}"}}, '
        f'{{"name": "magento/product-enterprise-edition", "version": "{commerce}"}}]}}'
    )


STORE: Final = {
    ".magento.env.yaml": ENV,
    ".magento.app.yaml": APP,
    ".magento/services.yaml": SERVICES,
    ".magento/routes.yaml": ROUTES,
    "composer.json": '{"autoload": {"psr-4": {"Zend\\\\Mvc\\\\Controller\\\\": ""}}}',
    "composer.lock": lock("2002.2.12", "2.4.8-p4"),
    "app/etc/config.php": CONFIG,
    "app/design/frontend/Acme/green/theme.xml": "",
}
PROJECTS: Final = {
    "": STORE,
    "old": STORE
    | {
        "composer.lock": lock("2002.0.20", "2.3.5"),
        ".magento.app.yaml": APP.replace("php:8.4", "php:7.3"),
    },
    "middle": STORE
    | {
        "composer.lock": lock("2002.1.17", "2.4.6-p4"),
        ".magento.app.yaml": APP.replace("php:8.4", "php:8.2"),
    },
    "unknown": {path: text for path, text in STORE.items() if path != "composer.lock"},
    "alone": {},
}
"""The projects around a file; `alone` has no other file."""


def project_around(name: str, texts: Mapping[str, str]) -> Project:
    """Return a project of a name with some files of its own."""
    return Project(Path("/project"), {**PROJECTS[name], **texts})


@dataclass(frozen=True)
class Position:
    """A cursor in a file of a project, and what is expected there.

    Attributes:
        name: Where the picture stands.
        path: The file.
        text: Its text.
        offset: The cursor.
        expected: What has to be offered.
        forbidden: What must not be.
        is_closed: Whether nothing else may be offered.
        around: The name of the project.
    """

    name: str
    path: str
    text: str
    offset: int
    expected: tuple[str, ...]
    forbidden: tuple[str, ...]
    is_closed: bool
    around: str

    @property
    def project(self) -> Project:
        return project_around(self.around, {self.path: self.text})

    def dressed(self, dress: Callable[[str], str]) -> Position:
        """The same position in other clothes."""
        before, after = self.text[: self.offset], self.text[self.offset :]
        picture = dress(f"{before}{CURSOR}{after}")
        offset = picture.index(CURSOR)
        return replace(self, text=picture.replace(CURSOR, ""), offset=offset)


def positions() -> Iterator[Position]:
    """Yield every position of every file of pictures."""
    for file in sorted(FOLDER.glob("*.txt")):
        kind = file.stem.partition("-")[0]
        for number, block in enumerate(
            re.split(r"^=== ", file.read_text("utf-8"), flags=re.MULTILINE)[1:], 1
        ):
            head, _, picture = block.partition("\n")
            yield from _positions(f"{file.stem}-{number}", FILES[kind], head, picture)


def _positions(name: str, path: str, head: str, picture: str) -> Iterator[Position]:
    wanted, _, around = head.partition(" @")
    words = [each.strip() for each in wanted.split(",")]
    pieces = picture.removesuffix("\n").split(CURSOR)
    assert len(pieces) > 1, name
    offset = 0
    for number, piece in enumerate(pieces[:-1], 1):
        offset += len(piece)
        yield Position(
            f"{name}.{number}",
            path,
            "".join(pieces),
            offset,
            tuple(each for each in words if each not in ("nothing", "only") and each[0] != "!"),
            tuple(each[1:] for each in words if each[0] == "!"),
            bool({"nothing", "only"} & set(words)),
            around.strip(),
        )


# Dresses


def wide(text: str) -> str:
    """Return a text with four blanks for each level in the place of two.

    A dash and the blank behind it stay two characters wide.
    """
    lines, dashes = [], list[int]()
    for line in text.split("\n"):
        content = line.lstrip(" ")
        indent = len(line) - len(content)
        while dashes and content and indent <= dashes[-1]:
            dashes.pop()
        inside = sum(dash + 2 <= indent for dash in dashes)
        lines.append(" " * (2 * indent - 2 * inside) + content)
        if content.startswith("- "):
            dashes.append(indent)
    return "\n".join(lines)


def crlf(text: str) -> str:
    """Return a text with the line ends of Windows."""
    return text.replace("\n", "\r\n")


def wide_crlf(text: str) -> str:
    """Return a text with both."""
    return crlf(wide(text))


DRESSES: Final = (wide, crlf, wide_crlf)

# An editor

_HOLE: Final = re.compile(
    r"\$\{\d+\|((?:\\.|[^|])*)\|\}|\$\{\d+:((?:\\.|[^}])*)\}|\$\d+|\\(.)|(\n)"
)


def accept(text: str, completion: Completion, candidate: Candidate, *, snippets: bool) -> str:
    """Return a text after a candidate was accepted, as editors do it."""
    span, new = completion.span, candidate.text
    if snippets and candidate.snippet is not None:
        new = _filled(candidate.snippet, f"{eol(text)}{_blanks(text, span)}")
    edits = [(span, new)]
    if completion.indentation is not None:
        edits.append(completion.indentation)
    return apply(text, edits)


def inserted(candidate: Candidate, *, snippets: bool) -> str:
    """Return what a candidate comes to, without blanks at its end."""
    is_snippet = snippets and candidate.snippet is not None
    return (_filled(candidate.snippet or "", "\n") if is_snippet else candidate.text).rstrip()


def _blanks(text: str, span: Span) -> str:
    """Return the leading blanks of the line up to the place where the snippet goes."""
    start = max(text.rfind("\n", 0, span.start), text.rfind("\r", 0, span.start)) + 1
    head = text[start : span.start]
    return head[: len(head) - len(head.lstrip(" "))]


def _filled(snippet: str, line_break: str) -> str:
    def fill(match: re.Match[str]) -> str:
        options, default, escaped, newline = match.groups()
        if newline:
            return line_break
        if escaped:
            return escaped
        if options is not None:
            first = re.split(r"(?<!\\),", options)[0]
            return re.sub(r"\\(.)", r"\1", first)
        return re.sub(r"\\(.)", r"\1", default or "")

    return _HOLE.sub(fill, snippet)
