"""Renaming, in pictures and in what it must never do."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.linked_projects import linked_projects
from tests.name_pictures import picture
from zdd_lsp import lint
from zdd_lsp.ide.names import Kind, RenamingError, place_at, places_of, rename, renamed_at
from zdd_lsp.ide.names.model import Writing
from zdd_lsp.ide.names.places import places
from zdd_lsp.lint import found_by
from zdd_lsp.project import Project
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Sequence

    from zdd_lsp.findings import Edit
    from zdd_lsp.ide.names import Name, Place

APP, SERVICES = ".magento.app.yaml", ".magento/services.yaml"


def edited(project: Project, edits: Sequence[Edit]) -> dict[str, str]:
    """Return the files that the edits change, as they are then."""
    return {
        path: apply(
            project.text(path) or "",
            [(each.span, each.text) for each in edits if each.path == path],
        )
        for path in {each.path for each in edits}
    }


def renamed(drawing: str, text: str) -> str:
    """Return a picture after a rename at its cursor."""
    seen = picture(drawing)
    texts = seen.texts | edited(seen.project, rename(seen.project, *seen.cursor, text).edits)
    return "".join(f"--- {path}\n{text}" for path, text in texts.items())


def test_a_service_is_renamed_in_all_applications() -> None:
    before = """\
--- .magento/services.yaml
my<|>sql: &db  # mysql
    type: mysql:10.6
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "mysql2:http"}
--- .magento.app.yaml
name: mysql2
relationships:
    database: "mysql:mysql"
    replica: 'mysql:mysql'
    mysql: mysql:mysql
workers: {q: {relationships: {database: {service: mysql, endpoint: mysql}}}}
mounts: {mysql: {source: service, service: mysql}}
--- blog/.magento.app.yaml
relationships: {db: >-
    mysql:mysql
  }
"""
    after = """\
--- .magento/services.yaml
db-1: &db  # mysql
    type: mysql:10.6
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "mysql2:http"}
--- .magento.app.yaml
name: mysql2
relationships:
    database: "db-1:mysql"
    replica: 'db-1:mysql'
    mysql: db-1:mysql
workers: {q: {relationships: {database: {service: db-1, endpoint: mysql}}}}
mounts: {mysql: {source: service, service: db-1}}
--- blog/.magento.app.yaml
relationships: {db: >-
    mysql:mysql
  }
"""

    assert renamed(before, "db-1") == after


PICTURES = {
    "an application": (
        "store",
        """\
--- .magento/services.yaml
varnish: {type: 'varnish:7', relationships: {shop: 'shop:http'}}
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "shop:http"}
"https://shop.{default}/": {type: redirect, to: "https://shop/"}
--- .magento.app.yaml
name: 'sh<|>op'
--- blog/.magento.app.yaml
relationships: {shop: {service: "shop", endpoint: http}}
""",
        """\
--- .magento/services.yaml
varnish: {type: 'varnish:7', relationships: {shop: 'store:http'}}
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "store:http"}
"https://shop.{default}/": {type: redirect, to: "https://shop/"}
--- .magento.app.yaml
name: 'store'
--- blog/.magento.app.yaml
relationships: {shop: {service: "store", endpoint: http}}
""",
    ),
    "a service that relationships mean by their own name": (
        "redis",
        """\
--- .magento/services.yaml
ca<|>che: {type: 'redis:7.2'}
--- .magento.app.yaml
relationships:
    cache:  # for all
workers: {q: {relationships: {cache: ~}}, r: {relationships: {cache: {endpoint: redis}}}}
""",
        """\
--- .magento/services.yaml
redis: {type: 'redis:7.2'}
--- .magento.app.yaml
relationships:
    cache: 'redis:redis'  # for all
workers: {q: {relationships: {cache: 'redis:redis'}}, r: {relationships: {cache: \
{endpoint: redis, service: redis}}}}
""",
    ),
    "an application that a relationship means by its own name": (
        "news",
        """\
--- .magento.app.yaml
name: blog
--- shop/.magento.app.yaml
relationships: {blo<|>g: {}, x: >-
  blog:http
  }
.a: |-
  blog:http
""",
        """\
--- .magento.app.yaml
name: blog
--- shop/.magento.app.yaml
relationships: {news: {service: blog}, x: >-
  blog:http
  }
.a: |-
  blog:http
""",
    ),
    "a text of a block": (
        "db",
        """\
--- .magento/services.yaml
mys<|>ql: {type: 'mysql:10.6'}
--- .magento.app.yaml
relationships:
    a: >-
        mysql:mysql
    b: |
        mysql:mysql
    "mysql": {service: mysql}
    blog:
--- blog/.magento.app.yaml
name: blog
""",
        """\
--- .magento/services.yaml
db: {type: 'mysql:10.6'}
--- .magento.app.yaml
relationships:
    a: >-
        db:mysql
    b: |
        db:mysql
    "mysql": {service: db}
    blog:
--- blog/.magento.app.yaml
name: blog
""",
    ),
    "the application behind a relationship without a value": (
        "news",
        """\
--- .magento.app.yaml
relationships:
    blog:
--- blog/.magento.app.yaml
name: bl<|>og
""",
        """\
--- .magento.app.yaml
relationships:
    blog: 'news:http'
--- blog/.magento.app.yaml
name: news
""",
    ),
    "a relationship that means a service by its own name": (
        "session",
        """\
--- .magento/services.yaml
cache: {type: 'redis:7.2'}
--- .magento.app.yaml
relationships: {ca<|>che: , "cache2": 'cache:redis'}
workers: {q: {relationships: {'cache': 'cache:redis'}}}
""",
        """\
--- .magento/services.yaml
cache: {type: 'redis:7.2'}
--- .magento.app.yaml
relationships: {session: 'cache:redis' , "cache2": 'cache:redis'}
workers: {q: {relationships: {'session': 'cache:redis'}}}
""",
    ),
    "an endpoint that a service declares": (
        "reader",
        """\
--- .magento/services.yaml
db: {type: 'mysql:11.4', configuration: {endpoints: {admin: {}}}}
other: {type: 'mysql:11.4', configuration: {endpoints: {admin: {}}}}
--- .magento.app.yaml
relationships: {a: 'db:ad<|>min', b: 'other:admin', c: {service: db, endpoint: "admin"}}
""",
        """\
--- .magento/services.yaml
db: {type: 'mysql:11.4', configuration: {endpoints: {reader: {}}}}
other: {type: 'mysql:11.4', configuration: {endpoints: {admin: {}}}}
--- .magento.app.yaml
relationships: {a: 'db:reader', b: 'other:admin', c: {service: db, endpoint: "reader"}}
""",
    ),
    "a mount keeps its slashes": (
        "/var/my exports/",
        """\
--- .magento.app.yaml
mounts:
    /ex<|>port: "shared:files/export"
workers: {q: {mounts: {"export/": "shared:files/export"}}}
""",
        """\
--- .magento.app.yaml
mounts:
    '/var/my exports': "shared:files/export"
workers: {q: {mounts: {"var/my exports/": "shared:files/export"}}}
""",
    ),
    "an anchor": (
        "common",
        """\
--- .magento.env.yaml
a: &bas<|>e {x: 1}
b: {<<: *base, y: '*base'}
c: &base {z: *base}
""",
        """\
--- .magento.env.yaml
a: &common {x: 1}
b: {<<: *common, y: '*base'}
c: &base {z: *common}
""",
    ),
    "a name that would be no text": (
        "123",
        """\
--- .magento/services.yaml
my<|>sql: {type: 'mysql:10.6'}
--- .magento.app.yaml
relationships: {a: {service: mysql}, b: mysql:5, c: mysql:mysql}
""",
        """\
--- .magento/services.yaml
'123': {type: 'mysql:10.6'}
--- .magento.app.yaml
relationships: {a: {service: '123'}, b: 123:5, c: 123:mysql}
""",
    ),
    "a misspelt reference": (
        "mysql",
        """\
--- .magento/services.yaml
mysql: {type: 'mysql:10.6'}
--- .magento.app.yaml
relationships: {a: 'myqs<|>l:mysql', b: 'myqsl:mysql', c: 'mysql:mysql'}
""",
        """\
--- .magento/services.yaml
mysql: {type: 'mysql:10.6'}
--- .magento.app.yaml
relationships: {a: 'mysql:mysql', b: 'mysql:mysql', c: 'mysql:mysql'}
""",
    ),
    "quotes in quotes": (
        """a'b"c\\d""",
        """\
--- .magento.app.yaml
mounts: {ex<|>port: x}
workers: {q: {mounts: {"export": x}}, r: {mounts: {'export': x}}}
""",
        """\
--- .magento.app.yaml
mounts: {'a''b"c\\d': x}
workers: {q: {mounts: {"a'b\\"c\\\\d": x}}, r: {mounts: {'a''b"c\\d': x}}}
""",
    ),
    "the same name": (
        "mysql",
        "--- .magento/services.yaml\nmy<|>sql: {}\n",
        "--- .magento/services.yaml\nmysql: {}\n",
    ),
}


@pytest.mark.parametrize(("text", "before", "after"), PICTURES.values(), ids=PICTURES)
def test_a_name_is_renamed(text: str, before: str, after: str) -> None:
    assert renamed(before, text) == after


STORE = """\
--- .magento/services.yaml
mysql: {type: 'mysql:10.6'}
cache: {type: 'redis:7.2', configuration: {endpoints: {a: {}, b: {}}}}
own: {type: 'own:1'}
--- .magento.app.yaml
name: shop
relationships: {database: 'mysql:mysql', redis: 'cache:a', own: , free: 'cache:a'}
mounts: {var: 'shared:files/var', export: 'shared:files/export', old: {source: local}, \
pub/static: 'shared:files/static'}
.a: &one 1
.b: [&two 2, *one, *three]
.c: &map {endpoint: x}
workers: {q: {relationships: {common: *map}}}
--- .magento/routes.yaml
"https://{default}/": {type: upstream, upstream: "shop:http"}
--- .magento.env.yaml
stage: {global: {SCD_THREADS: 1}}
"""


@pytest.mark.parametrize(
    ("word", "text", "said"),
    [
        ("mysql:", "cache", "There is a service cache already."),
        ("mysql:", "shop", "There is an application shop already."),
        ("mysql:", "MySQL", "The name of the service must be small letters, digits"),
        ("mysql:", "", "The name of the service must be"),
        ("mysql:", "a b", "The name of the service must be"),
        ("shop", "mysql", "There is a service mysql already."),
        ("shop", "-shop", "The name of the application must be small letters"),
        ("database", "redis", "There is a relationship redis already."),
        ("database", "data:base", "The name of the relationship must be letters"),
        ("a'", "b", "There is an endpoint b already."),
        ("export:", "/var/", "There is a mount var already."),
        ("export:", "../other", "must be a folder below the root of the application"),
        ("export:", "a\nb", "must be a folder below the root of the application"),
        ("export:", "///", "must be a folder below the root of the application"),
        ("one", "two", "There is an anchor two already."),
        ("one", "a,b", "The name of the anchor must be letters"),
        ("SCD_THREADS", "SCD_MATRIX", "SCD_THREADS is a name of ece-tools"),
        ("mysql'", "other", "The endpoint mysql has its name from the platform."),
        ("https://{default}/", "https://www.{default}/", "A route is the address that visitors"),
        ("own:", "mine", "The relationship own in .magento.app.yaml means the service of its own"),
        ("common:", "x", "The relationship common in .magento.app.yaml means the service of its"),
        ("name", "x", "There is nothing here that can be renamed."),
    ],
)
def test_a_name_that_cannot_be_is_refused(word: str, text: str, said: str) -> None:
    seen = picture(STORE)
    path = next(path for path, content in seen.texts.items() if word in content)

    with pytest.raises(RenamingError, match=said.replace(".", r"\.")):
        rename(seen.project, path, seen.texts[path].index(word), text)


@pytest.mark.parametrize(
    ("word", "text", "risk"),
    [
        ("mysql:", "db", "the next deployment removes mysql with all its data"),
        ("shop", "store", "removes shop with the files in its mounts"),
        ("database", "db", "without it the store does not find a database"),
        ("free", "valkey", "will use what it leads to"),
        ("free", "mine", ""),
        ("var:", "var2", "If var is no mount, Commerce and ece-tools cannot write logs"),
        ("pub/static", "static", "a deployment that writes static content fails"),
        ("export:", "exports", ""),
        ("old:", "new", "The files stay behind: the storage has them in the folder old"),
        ("a'", "c", ""),
        ("one", "none", ""),
    ],
)
def test_a_person_is_told_what_it_does_on_the_platform(word: str, text: str, risk: str) -> None:
    seen = picture(STORE)
    path = next(path for path, content in seen.texts.items() if word in content)

    renaming = rename(seen.project, path, seen.texts[path].index(word), text)

    assert risk in renaming.risk
    assert bool(renaming.risk) is bool(risk)


def test_applications_that_were_not_found_are_mentioned() -> None:
    project = Project(Path("/project"), {SERVICES: "mysql: {type: 'mysql:10.6'}\n"})

    assert "not at hand" in rename(project, SERVICES, 0, "db").risk


def test_nothing_is_renamed_where_a_file_cannot_be_read() -> None:
    refused = Unreadable("it is larger than 4 MiB", Failure.TOO_LARGE)
    project = Project(Path("/project"), {SERVICES: "mysql: {}\n", f"blog/{APP}": refused})

    assert renamed_at(project, SERVICES, 0) is None
    with pytest.raises(RenamingError, match=r"blog/.*cannot be read: it is larger than 4 MiB"):
        rename(project, SERVICES, 0, "db")


NEW = {Kind.MOUNT: "zeta/one"}
SHARED = {Kind.SERVICE, Kind.APPLICATION}
LINKS = [
    rule
    for rule in lint.rules()
    if rule.name
    in {
        "undeclared-service",
        "unknown-upstream",
        "wrong-endpoint",
        "mount-without-storage",
        "unused-service",
        "invalid-name",
        "shared-mount-source",
        "nested-mounts",
        "yaml-duplicate-key",
    }
]


def said(project: Project) -> Counter[tuple[str, str]]:
    found = (finding for rule in LINKS for finding in found_by(rule, project))
    return Counter((finding.rule, finding.location.path) for finding in found)


def kinds(project: Project) -> list[tuple[str, list[str]]]:
    return [(path, [each.kind for each in project.problems(path)]) for path in project.contents]


def written(project: Project, name: Name) -> list[Place]:
    """The places of a name that have its text."""
    return [each for each in places_of(project, name) if each.writing is Writing.TEXT]


def follows(project: Project) -> bool:
    """Whether a name follows from that of a relationship, which a rename makes explicit."""
    every = (place for path in project.contents for place in places(project, path))
    return any(each.writing is Writing.IMPLIED for each in every)


def is_shared(project: Project, text: str) -> bool:
    """Whether a service and an application have the same name."""
    given = (place.name for path in project.contents for place in places(project, path))
    return len({each.kind for each in given if each.text == text and each.kind in SHARED}) > 1


@given(linked_projects(), st.data())
@settings(max_examples=500, deadline=None, phases=[Phase.generate])
def test_links_hold_and_nothing_else_changes(project: Project, data: st.DataObject) -> None:
    found = [place for path in project.contents for place in places(project, path)]
    start = data.draw(st.sampled_from(found))
    place = place_at(project, start.path, start.span.start)
    assert place is not None
    old, new = place.name, place.name._replace(text=NEW.get(place.name.kind, "zeta"))
    try:
        edits = rename(project, place.path, place.span.start, new.text).edits
    except RenamingError as error:
        told = str(error)
        assert "its name from the platform" in told or "cannot be changed" in told
        return

    after = project.with_texts(edited(project, edits))

    assert kinds(after) == kinds(project)
    assert said(after) - said(project) == Counter()
    assert written(after, old) == []
    if follows(project):
        return
    assert len(written(after, new)) == len(written(project, old)) == len(edits)
    if old.kind in SHARED and is_shared(project, old.text):
        return  # a name that is given twice may not be given again
    back = written(after, new)[0]
    edits = rename(after, back.path, back.span.start, old.text).edits
    assert after.with_texts(edited(after, edits)).contents == project.contents
