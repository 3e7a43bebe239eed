"""Where names are given and used; `tests.name_pictures` says how to read the pictures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.name_pictures import picture
from zdd_lsp.ide.names import definitions, place_at, places_of
from zdd_lsp.project import Project
from zdd_lsp.project.disk import Failure, Unreadable

if TYPE_CHECKING:
    from tests.name_pictures import Picture
    from zdd_lsp.ide.names import Place

STORE = """\
--- .magento/services.yaml
mysql:
#====
    type: mysql:10.6
    disk: 2048
cache: {type: 'redis:7.2'}
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "shop:http"}
--- .magento.app.yaml
name: shop
relationships:
    database: "my<|>sql:mysql"
    #          ^^^^^
    redis: 'cache:redis'
    replica: mysql:mysql
    #        ^^^^^
workers:
    queue:
        relationships:
            database: {service: mysql, endpoint: mysql}
            #                   ^^^^^
--- blog/.magento.app.yaml
name: blog
relationships: {db: 'mysql:mysql', shop: 'shop:http'}
#                    ^^^^^
"""

PICTURES = {
    "a service in several applications and in a worker": STORE,
    "a service that a relationship means by its own name": """\
--- .magento/services.yaml
ca<|>che: {type: 'redis:7.2'}
#====
--- .magento.app.yaml
relationships:
    cache:
    #^^^^
    other: ~
""",
    "a service that a map means by its own name": """\
--- .magento/services.yaml
cache: {type: 'redis:7.2'}
#====
--- .magento.app.yaml
relationships:
    x: 'ca<|>che:redis'
    #   ^^^^^
    cache: {endpoint: redis}
    #^^^^
""",
    "the storage behind a mount": """\
--- .magento/services.yaml
files: {type: 'network-storage:1.0'}
#====
--- .magento.app.yaml
mounts:
    var: {source: service, service: "fi<|>les", source_path: var}
    #                                ^^^^^
    tmp: {source: local, service: files}
workers: {q: {mounts: {/pub/media: {source: service, service: files}}}}
#                                                             ^^^^^
""",
    "an application, its route and a service in front of it": """\
--- .magento/services.yaml
varnish: {type: 'varnish:7', relationships: {application: 'shop:http'}}
#                                                          ^^^^
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "sh<|>op:http"}
#                                                 ^^^^
"https://www.{default}/": {type: redirect, to: "https://shop/"}
--- .magento.app.yaml
name: shop
#     ====
--- blog/.magento.app.yaml
relationships: {shop: 'shop:http'}
#                      ^^^^
""",
    "a route and the redirects that lead to it": """\
--- .magento/routes.yaml
 "https://{default}/": {type: upstream, upstream: "shop:http"}
# ==================
 "https://www.{default}/": {type: redirect, to: "https://{def<|>ault}/"}
#                                                ^^^^^^^^^^^^^^^^^^
 "http://old.{default}/": {type: redirect, to: 'https://{default}/a'}
#                                               ^^^^^^^^^^^^^^^^^^^
 "http://far.{default}/": {type: redirect, to: "https://example.com/"}
""",
    "a route to a service": """\
--- .magento/services.yaml
varnish: {type: 'varnish:7'}
#======
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: var<|>nish:http}
#                                                ^^^^^^^
""",
    "the usual endpoint of a service": """\
--- .magento/services.yaml
db: {type: 'mariadb:11.4'}
#           =======
--- .magento.app.yaml
relationships: {a: 'db:my<|>sql', b: {service: db, endpoint: mysql}, c: 'x:mysql'}
#                      ^^^^^                              ^^^^^
""",
    "an endpoint that a service declares": """\
--- .magento/services.yaml
db: {type: 'mysql:11.4', configuration: {endpoints: {admin: {}}}}
#                                                    =====
--- .magento.app.yaml
relationships: {a: 'db:ad<|>min'}
#                      ^^^^^
""",
    "the endpoint of an application": """\
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "shop:ht<|>tp"}
#                                                      ^^^^
--- .magento.app.yaml
name: shop
#     ====
""",
    "a relationship of the application and its workers": """\
--- .magento.app.yaml
relationships: {data<|>base: 'a:b'}
#               ========
workers: {q: {relationships: {database: 'c:d'}}}
#                             ========
--- blog/.magento.app.yaml
relationships: {database: 'a:b'}
""",
    "a mount, however its folder is written": """\
--- .magento.app.yaml
mounts:
    "<|>/pub/media": "shared:files/media"
    # =========
workers: {q: {mounts: {pub/media/: "shared:files/media"}}}
#                      =========
""",
    "a variable and those that override it": """\
--- .magento.env.yaml
stage:
  global:
    SCD_THREADS: 1
    #==========
  build:
    SCD_<|>THREADS: 2
    #^^^^^^^^^^
  deploy: {SCD_THREADS: 3, SCD_STRATEGY: quick}
  #        ^^^^^^^^^^^
""",
    "an anchor and its aliases": """\
--- .magento.env.yaml
a: &bas<|>e {x: 1}
#   ====
b: {<<: *base}
#        ^^^^
c: [*base, *other, &other 1]
#    ^^^^
""",
    "an anchor that another one replaces": """\
--- .magento.app.yaml
a: &x 1
b: *x
c: &x 2
#   =
d: <|>*x
#   ^
""",
    "a text behind an alias": """\
--- .magento/services.yaml
mysql: {type: 'mysql:10.6'}
#====
--- .magento.app.yaml
.all: &all {database: &db "mys<|>ql:mysql"}
#                          ^^^^^
relationships: {<<: *all, replica: *db}
""",
    "names that are escaped or folded": """\
--- .magento/services.yaml
mysql: {type: 'mysql:10.6'}
#====
--- .magento.app.yaml
relationships:
    a: "mys\\x71l:mysql"
    #   ^^^^^^^^
    b: mys<|>ql:mysql
    #  ^^^^^
    c: >-
        mysql:mysql
        #^^^^
    "d": >-
        mysql:mysql
        #^^^^
""",
    "duplicates and a file that breaks off": """\
--- .magento/services.yaml
mysql: {type: 'mysql:10.6'}
#====
mysql: {type: 'mysql:10.6
#====
--- .magento.app.yaml
relationships:
    database: "mysql:mysql"
    #          ^^^^^
    database: mys<|>ql:mysql
    #         ^^^^^
  broken: [
hooks
""",
    "a service that nothing declares": """\
--- .magento/services.yaml
cache: {type: 'redis:7.2'}
--- .magento.app.yaml
relationships: {a: 'my<|>sql:mysql', b: 'mysql:admin'}
#                   ^^^^^             ^^^^^
""",
}


def drawn(found: Picture, places: list[Place]) -> set[tuple[str, int, int, int]]:
    return {found.drawn(place.path, *place.span) for place in places}


@pytest.mark.parametrize("drawing", PICTURES.values(), ids=PICTURES)
def test_a_name_is_found_in_all_its_places(drawing: str) -> None:
    seen = picture(drawing)
    project = seen.project

    place = place_at(project, *seen.cursor)

    assert place is not None
    places = places_of(project, place.name)
    assert drawn(seen, [each for each in places if each.is_definition]) == seen.given
    assert drawn(seen, [each for each in places if not each.is_definition]) == seen.used
    assert drawn(seen, definitions(project, place)) == seen.given


@pytest.mark.parametrize("drawing", PICTURES.values(), ids=PICTURES)
def test_it_is_found_from_each_of_its_places(drawing: str) -> None:
    """A place that has a name of its own beside it leads to that: it is asked for first."""
    seen = picture(drawing)
    project = seen.project
    start = place_at(project, *seen.cursor)
    assert start is not None
    places = places_of(project, start.name)

    for place in places:
        for offset in {place.span.start, place.span.end}:
            found = place_at(project, place.path, offset)
            assert found is not None
            if found.name.kind is start.name.kind:
                assert places_of(project, found.name) == places


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (".magento.app.yaml", "relationships: {a: 'x:y'}  # x<|>:y\n"),
        (".magento.app.yaml", "relation<|>ships: {a: 'x:y'}\n"),
        (".magento.app.yaml", "relationships: {a: [<|>x]}\n"),
        (".magento.app.yaml", "relationships: {a: !include {service: x<|>}}\n"),
        (".magento.app.yaml", "relationships: {a: {service: 5<|>}}\n"),
        (".magento.app.yaml", "mounts: {/<|>: 'shared:files'}\n"),
        (".magento.app.yaml", "relationships: <|>\n"),
        (".magento/services.yaml", "- mysql<|>\n"),
        (".magento/routes.yaml", "x: {upstream: [shop<|>]}\n"),
        (".magento.env.yaml", "stages: {global: {SCD<|>_THREADS: 1}}\n"),
        (".magento.env.yaml", "stage: {global: {? [a<|>]: 1}}\n"),
        ("composer.json", '{"na<|>me": 1}'),
        (".magento/services.yaml", "<|>"),
        (".magento/services.yaml", "a: {type: [mysql<|>]}\n"),
        (".magento.app.yaml", "name: 5<|>\n"),
        (".magento.app.yaml", "relationships: {'<|>': 'a:b'}\n"),
        (".magento.app.yaml", "relationships: {a: '<|>:  '}\n"),
    ],
)
def test_what_is_no_name_is_none(path: str, text: str) -> None:
    project = Project(Path("/project"), {path: text.replace("<|>", "")})

    assert place_at(project, path, text.index("<|>")) is None


def test_a_variable_that_overrides_nothing_is_given_where_it_stands() -> None:
    text = "stage:\n  build: {SCD_THREADS: 1}\n  deploy: {SCD_THREADS: 2}\n"
    project = Project(Path("/project"), {".magento.env.yaml": text})

    place = place_at(project, ".magento.env.yaml", text.rindex("SCD"))

    assert place is not None
    assert definitions(project, place) == [place]


def test_files_without_a_text_have_no_names() -> None:
    refused = Unreadable("it is a directory", Failure.DIRECTORY)
    app = "relationships: {a: 'mysql:mysql'}\n"
    contents: dict[str, str | Unreadable] = {
        ".magento/services.yaml": refused,
        ".magento.app.yaml": app,
    }
    project = Project(Path("/project"), contents)

    place = place_at(project, ".magento.app.yaml", app.index("mysql"))

    assert place is not None
    assert [each.path for each in places_of(project, place.name)] == [".magento.app.yaml"]
    assert definitions(project, place) == []
