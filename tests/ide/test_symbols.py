"""The outline of each kind of file, and the names that a query finds."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings

from tests.linked_projects import linked_projects
from zdd_lsp.ide.symbols import flat, found, outline
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.ide.symbols import Symbol

APP, ENV = ".magento.app.yaml", ".magento.env.yaml"
SERVICES, ROUTES = ".magento/services.yaml", ".magento/routes.yaml"

FILES = {
    ENV: """\
stage:
  global:
    SCD_ON_DEMAND: true
    SCD_MATRIX: {a: {b: c}}
  <<: *none
  build: {SCD_THREADS: 2}
log:
  file: {min_level: info}
other: 1
""",
    APP: """\
name: shop
type: php:8.3
relationships: {database: 'mysql:mysql', cache: {service: redis, endpoint: redis}}
mounts: {var: 'shared:files/var', x: {source: local, source_path: y}}
hooks:
  build: |
    set -e
  deploy: echo
crons: {run: {spec: '* * * * *', cmd: x}}
variables: {env: {TOKEN: secret}}
web: {locations: {/: {root: pub}}, commands: {start: x}}
workers: {q: {relationships: {database: 'mysql:mysql'}, commands: {start: x}}}
""",
    SERVICES: "mysql: {type: 'mysql:10.6', configuration: {endpoints: {admin: {}}}}\ngone:\n",
    ROUTES: '"https://{default}/": {upstream: "shop:http"}\nx: {to: y}\n? [a]\n: 1\n',
}
OUTLINES = {
    ENV: """\
stage: section
  global: section
    SCD_ON_DEMAND: variable, true
    SCD_MATRIX: variable
  build: section
    SCD_THREADS: variable, 2
log: section
  file: key
other: section, 1
""",
    APP: """\
shop: application, name
type: key, php:8.3
relationships: key
  database: relationship, mysql:mysql
  cache: relationship, redis
mounts: key
  var: mount, shared:files/var
  x: mount, y
hooks: key
  build: hook
  deploy: hook, echo
crons: key
  run: cron job, * * * * *
variables: key
  env: section
    TOKEN: variable
web: key
  locations: section
    /: location
workers: key
  q: worker
    relationships: section
      database: relationship, mysql:mysql
""",
    SERVICES: """\
mysql: service, mysql:10.6
  configuration: section
    endpoints: section
      admin: endpoint
gone: service
""",
    ROUTES: """\
https://{default}/: route, shop:http
x: route, y
""",
}


def told(symbols: tuple[Symbol, ...], indent: str = "") -> str:
    lines = ""
    for each in symbols:
        detail = f", {each.detail}" if each.detail else ""
        lines += f"{indent}{each.name}: {each.sort}{detail}\n{told(each.children, indent + '  ')}"
    return lines


@pytest.mark.parametrize("path", FILES)
def test_the_outline_of_a_file(path: str) -> None:
    assert told(outline(Project(Path("/project"), FILES), path)) == OUTLINES[path]


@pytest.mark.parametrize("path", FILES)
def test_what_is_half_typed_has_an_outline(path: str) -> None:
    """Each part of a file holds together: names lie in symbols, and symbols in one another."""
    text = FILES[path]
    for end in range(len(text)):
        check(outline(Project(Path("/project"), {path: text[:end]}), path), text[:end])


@given(linked_projects())
@settings(max_examples=50, deadline=None, phases=[Phase.generate])
def test_outlines_hold_together(project: Project) -> None:
    for path in FILES:
        check(outline(project, path), project.text(path) or "")


def check(symbols: tuple[Symbol, ...], text: str) -> None:
    for each in symbols:
        assert 0 <= each.span.start <= each.selection.start
        assert each.selection.end <= each.span.end <= len(text)
        assert each.name
        assert all(
            each.span.start <= below.span.start and below.span.end <= each.span.end
            for below in each.children
        )
        check(each.children, text)


def test_a_long_value_is_cut_off() -> None:
    project = Project(Path("/project"), {APP: f"name: {'x' * 100}\ntype: >\n  a\n"})

    name, kind = outline(project, APP)

    assert len(name.name) == 60
    assert kind.detail == ""


def test_other_files_have_no_outline() -> None:
    project = Project(Path("/project"), {"composer.json": "{}", APP: "- a\n"})

    assert outline(project, "composer.json") == ()
    assert outline(project, APP) == ()
    assert outline(project, ENV) == ()


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("scdth", ["SCD_THREADS"]),
        ("SQL", ["mysql"]),
        ("data base", ["database", "database"]),
        ("shop", ["shop"]),
        ("zzz", []),
        ("stage", []),
    ],
)
def test_names_are_found_by_their_letters(query: str, names: list[str]) -> None:
    hits = found(Project(Path("/project"), FILES), query)

    assert [symbol.name for _, symbol, _ in hits] == names


def test_everything_is_found_by_nothing() -> None:
    project = Project(Path("/project"), FILES)

    hits = list(found(project, ""))

    every = [each for path in FILES for each, _ in flat(outline(project, path))]
    assert len(hits) == sum(each.sort not in ("section", "key") for each in every)
    assert (ENV, "build") in {(path, above) for path, _, above in hits}
