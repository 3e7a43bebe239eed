"""Repositories with several applications: which belong together, and what they know."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path

import pytest

from zdd_lsp.findings import Severity
from zdd_lsp.ide.fixes import fix_all
from zdd_lsp.lint import check
from zdd_lsp.project import Project, discovery
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import PLATFORM_FILES, Repository, find_repository
from zdd_lsp.project.obstacle import obstacle
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.surroundings import Surroundings
from zdd_lsp.project.workspace import PATHS, Workspace

ENV = ".magento.env.yaml"
LOCK = "composer.lock"
DAY = dt.date(2026, 6, 1)

SHOP = """\
name: shop
type: php:8.4
relationships:
    database: "mysql:mysql"
    blog: "blog:http"
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
"""
BLOG = """\
name: blog
type: nodejs:22
relationships:
    database: "postgres:postgresql"
hooks:
    build: npm ci
web:
    commands:
        start: npm start
"""
SERVICES = """\
mysql:
    type: mysql:10.4
    disk: 2048
postgres:
    type: postgresql:15
    disk: 512
"""
ROUTES = """\
"https://{default}/": {type: upstream, upstream: "shop:http"}
"https://blog.{default}/": {type: upstream, upstream: "blog:http"}
"""
LOCKED = '{"packages": [{"name": "magento/magento2-base", "version": "2.4.8-p4"}]}\n'
"""A Commerce that supports no MariaDB 10.4."""

SIDE_BY_SIDE = {
    SERVICES_FILE: SERVICES,
    ROUTES_FILE: ROUTES,
    f"shop/{APP_FILE}": SHOP,
    f"shop/{LOCK}": LOCKED,
    f"blog/{APP_FILE}": BLOG,
}
"""The store and the blog each have a folder, and the top has the platform's files alone."""
NESTED = {
    SERVICES_FILE: SERVICES,
    ROUTES_FILE: ROUTES,
    APP_FILE: SHOP,
    LOCK: LOCKED,
    f"blog/{APP_FILE}": BLOG,
}
"""The store lies at the top."""


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text)
    return root


def touch(root: Path, *names: str) -> Path:
    return write(root, dict.fromkeys(names, ""))


def workspace() -> Workspace:
    return Workspace(lambda: DAY)


def snapshot(root: Path) -> Project:
    return workspace().snapshot(root)


def shown(root: Path, repository: Repository) -> tuple[str, list[str]]:
    """A repository with its folders relative to a root."""
    ways = [path.relative_to(root).as_posix() for path in repository.applications]
    return repository.top.relative_to(root).as_posix(), ways


def said(project: Project, least: Severity = Severity.WARNING) -> set[tuple[str, str]]:
    """What the rules say, by file and rule."""
    return {
        (finding.location.path, finding.rule)
        for finding in check(project)
        if finding.severity >= least
    }


# Which applications belong together


@pytest.mark.parametrize("mark", PLATFORM_FILES)
def test_the_top_is_the_folder_with_the_platforms_files(tmp_path: Path, mark: str) -> None:
    touch(tmp_path, mark, f"shop/{APP_FILE}", f"apps/blog/{APP_FILE}", "docs/readme.md")

    for root in (tmp_path, tmp_path / "shop", tmp_path / "apps" / "blog"):
        repository = find_repository(root)
        assert shown(tmp_path, repository) == (".", ["apps/blog", "shop"])
        assert repository.is_complete
        assert repository.roots == (tmp_path, *repository.applications)


def test_an_application_at_the_top_is_one_of_them(tmp_path: Path) -> None:
    touch(tmp_path, SERVICES_FILE, APP_FILE, f"blog/{APP_FILE}")

    repository = find_repository(tmp_path / "blog")

    assert shown(tmp_path, repository) == (".", [".", "blog"])
    assert repository.roots == (tmp_path, tmp_path / "blog")


def test_without_a_top_each_is_alone(tmp_path: Path) -> None:
    touch(tmp_path, f"shop/{APP_FILE}", f"blog/{APP_FILE}", "env/.magento.env.yaml")

    assert find_repository(tmp_path / "shop") == Repository(tmp_path / "shop", (tmp_path / "shop",))
    assert find_repository(tmp_path / "env") == Repository(tmp_path / "env", ())
    assert find_repository(tmp_path / "gone") == Repository(tmp_path / "gone", ())


def test_what_has_platform_files_of_its_own_is_a_repository_of_its_own(tmp_path: Path) -> None:
    touch(
        tmp_path,
        SERVICES_FILE,
        f"shop/{APP_FILE}",
        f"other/{APP_FILE}",
        f"other/{ROUTES_FILE}",
        f"other/part/{APP_FILE}",
    )

    assert shown(tmp_path, find_repository(tmp_path)) == (".", ["shop"])
    for root in (tmp_path / "other", tmp_path / "other" / "part"):
        assert shown(tmp_path, find_repository(root)) == ("other", ["other", "other/part"])


def test_the_platform_reads_its_files_at_the_top_alone(tmp_path: Path) -> None:
    touch(tmp_path, SERVICES_FILE, f"apps/{ROUTES_FILE}", f"apps/shop/{APP_FILE}")

    assert shown(tmp_path, find_repository(tmp_path / "apps" / "shop")) == (".", ["apps/shop"])


def test_a_git_repository_is_not_left_and_not_entered(tmp_path: Path) -> None:
    touch(tmp_path, SERVICES_FILE, f"shop/{APP_FILE}", "shop/.git/HEAD", f"blog/{APP_FILE}")

    assert shown(tmp_path, find_repository(tmp_path)) == (".", ["blog"])
    assert find_repository(tmp_path / "shop").top == tmp_path / "shop"
    touch(tmp_path, ".git/HEAD")
    assert find_repository(tmp_path / "blog").top == tmp_path


def test_a_submodule_is_a_part_of_the_repository(tmp_path: Path) -> None:
    touch(tmp_path, ".git/HEAD", SERVICES_FILE, f"shop/{APP_FILE}", "shop/.git")

    assert shown(tmp_path, find_repository(tmp_path / "shop")) == (".", ["shop"])


@pytest.mark.parametrize("folder", ["vendor/magento", "pub", ".hidden/x"])
def test_installed_code_holds_no_application(tmp_path: Path, folder: str) -> None:
    touch(tmp_path, SERVICES_FILE, f"{folder}/{APP_FILE}")

    assert find_repository(tmp_path).applications == ()
    assert find_repository(tmp_path / folder).top == tmp_path / folder


def test_the_search_is_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    touch(tmp_path, SERVICES_FILE, f"1/2/3/4/{APP_FILE}", f"1/2/3/4/5/{APP_FILE}")

    assert shown(tmp_path, find_repository(tmp_path)) == (".", ["1/2/3/4"])
    assert find_repository(tmp_path / "1/2/3/4").top == tmp_path
    assert find_repository(tmp_path / "1/2/3/4/5").top == tmp_path / "1/2/3/4/5"

    monkeypatch.setattr(discovery, "MAX_FOLDERS", 3)
    assert not find_repository(tmp_path).is_complete
    assert find_repository(tmp_path / "1/2/3/4").applications == (tmp_path / "1/2/3/4",)


def test_applications_that_are_declared_in_one_file_are_not_known(tmp_path: Path) -> None:
    touch(tmp_path, SERVICES_FILE, APP_FILE, ".magento/applications.yaml")

    assert not find_repository(tmp_path).is_complete
    assert not snapshot(tmp_path).knows_applications


# What they know of each other


@pytest.mark.parametrize("files", [SIDE_BY_SIDE, NESTED], ids=["side by side", "nested"])
def test_every_application_sees_the_services_and_the_others(
    tmp_path: Path, files: dict[str, str]
) -> None:
    write(tmp_path, files)

    for root in find_repository(tmp_path).roots:
        project = snapshot(root)
        assert project.platform_root == tmp_path
        assert set(project.services.services) == {"mysql", "postgres"}
        assert len(project.routes.routes) == 2
        assert {each.name for each in project.applications} == {"shop", "blog"}
        assert project.knows_applications
        assert project.file(SERVICES_FILE) == tmp_path / SERVICES_FILE
        assert project.name_of(tmp_path / SERVICES_FILE) == SERVICES_FILE
        assert project.owns(SERVICES_FILE) is (root == tmp_path)
        for each in project.applications:
            assert project.file(each.path).is_file()
            assert each.is_own is (project.file(each.path).parent == root)
            source = project.source(each.path)
            assert source is not None
            assert each.name_span is not None
            assert each.name_span.slice(source.text) == each.name


def test_an_application_tells_its_relationships_and_storages(tmp_path: Path) -> None:
    text = (
        BLOG + "mounts:\n    shared: {source: service, service: files, source_path: a}\n"
        "    own: {source: local, source_path: b}\n"
        "workers:\n    queue:\n        relationships: {broker: 'rabbitmq:rabbitmq'}\n"
        "        mounts: {more: {source: service, service: other, source_path: c}}\n"
    )
    write(tmp_path, SIDE_BY_SIDE | {f"blog/{APP_FILE}": text})
    project = snapshot(tmp_path / "shop")

    blog, shop = project.applications

    services = project.services.services
    assert blog.path == f"../blog/{APP_FILE}"
    assert [link.service_name for link in blog.links(services)] == ["postgres", "rabbitmq"]
    assert next(blog.links(services)).service is services["postgres"]
    assert [mount.service for mount in blog.storages()] == ["files", "other"]
    assert not blog.runs_ece_tools
    assert shop.runs_ece_tools
    assert list(shop.storages()) == []


@pytest.mark.parametrize("name", ["", "name: [a]\n", "name: !include other\n", "name:\n"])
def test_an_application_may_have_no_name_that_is_known(name: str) -> None:
    files = {APP_FILE: f"{name}type: php:8.4\n", f"blog/{APP_FILE}": BLOG}

    found = Project(Path("/project"), files).applications

    assert [each.name for each in found] == [None, "blog"]


def test_one_file_that_cannot_be_read_leaves_it_open_what_there_is(tmp_path: Path) -> None:
    write(tmp_path, SIDE_BY_SIDE)
    (tmp_path / "blog" / APP_FILE).write_bytes(b"\xff")

    project = snapshot(tmp_path)

    assert not project.knows_applications
    assert "unused-service" not in {rule for _, rule in said(project, Severity.HINT)}
    assert said(project) == {(SERVICES_FILE, "unsupported-combination")}
    assert (APP_FILE, "yaml-invalid-utf8") in said(snapshot(tmp_path / "blog"))


def test_the_top_knows_the_projects_below(tmp_path: Path) -> None:
    write(tmp_path, NESTED)
    project = snapshot(tmp_path)

    assert [member.root for member in project.members] == [tmp_path / "blog"]
    assert project.members[0].members == ()
    assert project.judged().members == project.members


def test_a_project_that_stands_alone_is_as_ever(tmp_path: Path) -> None:
    write(tmp_path, {APP_FILE: SHOP, SERVICES_FILE: SERVICES, LOCK: LOCKED})

    project = snapshot(tmp_path)

    assert project.surroundings == Surroundings()
    assert project.members == ()
    assert list(project.contents) == [APP_FILE, SERVICES_FILE, LOCK]
    assert [(each.path, each.name) for each in project.applications] == [(APP_FILE, "shop")]
    assert [project.file(path) for path in PATHS] == [tmp_path / path for path in PATHS]
    assert project.name_of(tmp_path / "readme.md") is None
    assert all(map(project.owns, PATHS))


def test_a_part_of_a_project_knows_no_application() -> None:
    project = Project(Path("/project"), {SERVICES_FILE: SERVICES})

    assert project.applications == ()
    assert not project.knows_applications
    assert project.may_be_store


# Open files


def test_the_buffers_of_the_others_count(tmp_path: Path) -> None:
    write(tmp_path, SIDE_BY_SIDE)
    desk = workspace()
    first = desk.snapshot(tmp_path / "shop")
    assert desk.snapshot(tmp_path / "shop") is first

    desk.open(tmp_path / SERVICES_FILE, "redis: {type: redis:7.2}\n")
    desk.open(tmp_path / "blog" / APP_FILE, BLOG.replace("blog", "news"))
    project = desk.snapshot(tmp_path / "shop")

    assert set(project.services.services) == {"redis"}
    assert {each.name for each in project.applications} == {"shop", "news"}
    assert {each.name for each in desk.snapshot(tmp_path).applications} == {"shop", "news"}
    desk.close(tmp_path / SERVICES_FILE)
    desk.close(tmp_path / "blog" / APP_FILE)
    assert desk.snapshot(tmp_path / "shop").contents == first.contents


def test_an_application_that_is_not_saved_yet_is_one(tmp_path: Path) -> None:
    write(tmp_path, NESTED)
    (tmp_path / "docs").mkdir()
    desk = workspace()
    desk.snapshot(tmp_path)

    desk.open(tmp_path / "docs" / APP_FILE, "name: docs\n")
    assert {each.name for each in desk.snapshot(tmp_path).applications} == {"shop", "blog", "docs"}

    desk.close(tmp_path / "docs" / APP_FILE)
    assert {each.name for each in desk.snapshot(tmp_path).applications} == {"shop", "blog"}


def test_an_application_that_comes_or_goes_is_seen_when_told(tmp_path: Path) -> None:
    write(tmp_path, NESTED)
    desk = workspace()
    desk.snapshot(tmp_path)

    write(tmp_path, {f"docs/{APP_FILE}": "name: docs\n"})
    desk.changed_on_disk(tmp_path / "docs" / APP_FILE)
    assert {each.name for each in desk.snapshot(tmp_path).applications} == {"shop", "blog", "docs"}

    (tmp_path / "blog" / APP_FILE).unlink()
    desk.changed_on_disk(tmp_path / "blog" / APP_FILE)
    assert {each.name for each in desk.snapshot(tmp_path).applications} == {"shop", "docs"}


def test_each_file_belongs_to_one_project(tmp_path: Path) -> None:
    write(tmp_path, SIDE_BY_SIDE)
    desk = workspace()

    assert desk.place_of(tmp_path / SERVICES_FILE) == (tmp_path, SERVICES_FILE)
    assert desk.place_of(tmp_path / "shop" / LOCK) == (tmp_path / "shop", LOCK)
    assert desk.place_of(tmp_path / "blog" / ENV) == (tmp_path / "blog", ENV)
    assert desk.place_of(tmp_path / "blog" / "readme.md") is None
    assert desk.place_of(tmp_path / "docs" / LOCK) is None


# What is said, and by whom


@pytest.mark.parametrize(
    ("files", "shop"), [(SIDE_BY_SIDE, "shop"), (NESTED, ".")], ids=["side by side", "nested"]
)
def test_the_shared_files_are_judged_once_with_what_the_store_knows(
    tmp_path: Path, files: dict[str, str], shop: str
) -> None:
    write(tmp_path, files)
    found = {root: said(snapshot(root)) for root in find_repository(tmp_path).roots}

    assert (SERVICES_FILE, "unsupported-combination") in found[tmp_path]
    about = [path for paths in found.values() for path, _ in paths if path in PLATFORM_FILES]
    assert len(about) == len([path for path, _ in found[tmp_path] if path in PLATFORM_FILES])
    rules = {rule for paths in found.values() for _, rule in paths}
    assert not rules & {"unused-service", "unknown-upstream", "undeclared-service"}
    assert found[tmp_path / "blog"] == set()
    finding = next(
        each for each in check(snapshot(tmp_path)) if each.location.path == SERVICES_FILE
    )
    assert "2.4.8-p4" in finding.message
    related = finding.related[0].location
    source = snapshot(tmp_path).source(related.path)
    assert related.path == (f"{shop}/{APP_FILE}" if shop != "." else APP_FILE)
    assert source is not None
    assert related.span.slice(source.text) == "database"


def test_a_comment_silences_what_a_store_finds_in_a_shared_file(tmp_path: Path) -> None:
    quiet = SERVICES.replace("10.4", "10.4  # zdd: ignore[unsupported-combination]")
    write(tmp_path, SIDE_BY_SIDE | {SERVICES_FILE: quiet})

    assert said(snapshot(tmp_path)) == set()


def test_a_relationship_is_judged_by_its_application_with_the_shared_services(
    tmp_path: Path,
) -> None:
    write(tmp_path, SIDE_BY_SIDE | {f"blog/{APP_FILE}": BLOG.replace("postgres:", "postgre:")})

    project = snapshot(tmp_path / "blog")
    finding = next(each for each in check(project) if each.rule == "undeclared-service")

    assert finding.location.path == APP_FILE
    assert finding.related[0].location.path == SERVICES_FILE
    assert project.file(SERVICES_FILE) == tmp_path / SERVICES_FILE
    assert "undeclared-service" not in {rule for _, rule in said(snapshot(tmp_path))}


def test_a_service_that_no_application_uses_is_told_by_the_top(tmp_path: Path) -> None:
    write(tmp_path, SIDE_BY_SIDE | {SERVICES_FILE: SERVICES + "idle: {type: redis:7.2}\n"})

    found = [each for each in check(snapshot(tmp_path)) if each.rule == "unused-service"]

    assert [each.location.span.slice(SERVICES + "idle: {}") for each in found] == ["idle"]
    for folder in ("shop", "blog"):
        rules = {rule for _, rule in said(snapshot(tmp_path / folder), Severity.HINT)}
        assert "unused-service" not in rules


def test_disks_are_added_up_once(tmp_path: Path) -> None:
    large = {f"shop/{APP_FILE}": f"{SHOP}disk: 4096\n", f"blog/{APP_FILE}": f"{BLOG}disk: 8192\n"}
    strict = {".zdd.toml": 'profile = "strict"\n'}
    write(tmp_path, SIDE_BY_SIDE | large | strict)

    by_root = {
        root.name: [each.message for each in check(snapshot(root)) if each.code == "ZDD454"]
        for root in find_repository(tmp_path).roots
    }

    assert {name: len(messages) for name, messages in by_root.items() if messages} == {"blog": 1}
    assert "14848 MB" in by_root["blog"][0]


def test_what_is_no_store_gets_no_advice_for_stores(tmp_path: Path) -> None:
    write(tmp_path, SIDE_BY_SIDE)
    top, shop, blog = (snapshot(tmp_path / name) for name in (".", "shop", "blog"))

    assert [each.may_be_store for each in (top, shop, blog)] == [False, True, False]
    assert said(blog, Severity.HINT) == set()
    assert {path for path, _ in said(top, Severity.HINT)} == {SERVICES_FILE}
    assert obstacle(top) == "its applications lie elsewhere"
    assert obstacle(blog) == "it is not a store"
    assert obstacle(shop) is None


@pytest.mark.parametrize(
    ("files", "is_store"),
    [
        ({APP_FILE: BLOG}, True),
        ({APP_FILE: BLOG, f"x/{APP_FILE}": SHOP}, False),
        ({APP_FILE: BLOG, f"x/{APP_FILE}": SHOP, ENV: "stage: {}\n"}, True),
        ({APP_FILE: BLOG, f"x/{APP_FILE}": SHOP, LOCK: LOCKED}, True),
        ({APP_FILE: BLOG, f"x/{APP_FILE}": SHOP, LOCK: LOCKED.replace("2-base", "x")}, False),
        ({APP_FILE: SHOP, f"x/{APP_FILE}": SHOP}, True),
        ({APP_FILE: "type: php:8.4\n", f"x/{APP_FILE}": SHOP}, False),
        ({APP_FILE: "type: php:8.4\n", f"x/{APP_FILE}": BLOG}, True),
        ({APP_FILE: "name: new\n", f"x/{APP_FILE}": BLOG}, True),
        ({f"x/{APP_FILE}": SHOP}, False),
        (
            {
                APP_FILE: BLOG,
                f"x/{APP_FILE}": SHOP,
                LOCK: '{"packages": [{"name": "magento/ece-tools", "version": "2002.2.0"}]}',
            },
            True,
        ),
    ],
)
def test_whether_an_application_may_be_a_store(files: dict[str, str], *, is_store: bool) -> None:
    assert Project(Path("/project"), files).may_be_store is is_store


def test_a_fix_reaches_the_file_of_an_application(tmp_path: Path) -> None:
    write(tmp_path, SIDE_BY_SIDE)
    project = snapshot(tmp_path)

    other = project.with_texts(
        {f"shop/{APP_FILE}": SHOP.replace("shop", "store", 1), SERVICES_FILE: "mysql: {}\n"}
    )

    shop = next(member for member in other.members if member.root.name == "shop")
    assert {each.name for each in other.applications} == {"store", "blog"}
    assert shop.app.source is not None
    assert shop.app.source.text.startswith("name: store")
    assert set(shop.services.services) == {"mysql"}
    assert fix_all(project) == {}


# Where the code lies


CODE = {
    SERVICES_FILE: SERVICES,
    "backend/composer.lock": LOCKED,
    "backend/.magento.env.yaml": "a: b",
}


@pytest.mark.parametrize("written", ["backend", "/backend", "backend/", "./backend"])
def test_the_code_of_an_application_may_lie_in_a_folder(tmp_path: Path, written: str) -> None:
    write(tmp_path, CODE | {APP_FILE: f"{SHOP}source:\n    root: {written}\n", LOCK: "{}"})
    desk = workspace()
    project = desk.snapshot(tmp_path)

    assert project.commerce == "2.4.8-p4"
    assert project.file(LOCK) == tmp_path / "backend" / LOCK
    assert project.file(APP_FILE) == tmp_path / APP_FILE
    assert project.env.source is not None
    assert project.name_of(tmp_path / "backend" / LOCK) == LOCK
    assert project.name_of(tmp_path / LOCK) is None
    assert desk.place_of(tmp_path / "backend" / ENV) == (tmp_path, ENV)
    assert desk.place_of(tmp_path / LOCK) is None
    assert desk.snapshot(tmp_path) is project


def test_the_code_may_lie_beside_the_folder_of_the_application(tmp_path: Path) -> None:
    app = f"{SHOP}source: {{root: backend}}\n"
    write(tmp_path, CODE | {f"config/shop/{APP_FILE}": app, f"blog/{APP_FILE}": BLOG})
    desk, root = workspace(), tmp_path / "config" / "shop"
    project = desk.snapshot(root)

    assert project.surroundings == Surroundings("../..", "../../backend")
    assert project.commerce == "2.4.8-p4"
    assert desk.place_of(tmp_path / "backend" / ENV) == (root, ENV)
    assert desk.place_of(tmp_path / "backend" / APP_FILE) is None
    top = desk.snapshot(tmp_path)
    assert top.text(f"backend/{LOCK}") == LOCKED
    assert "unsupported-combination" in {rule for _, rule in said(top)}


@pytest.mark.parametrize(
    "written", ["absent", "../outside", "/", ".", "[a]", "!env X", "", "a\\0b", "x" * 5000]
)
def test_a_source_root_that_leads_nowhere_is_not_followed(tmp_path: Path, written: str) -> None:
    touch(tmp_path, "outside/composer.lock")
    root = write(tmp_path / "repo", CODE | {APP_FILE: f"source:\n    root: {written}\n"})

    assert snapshot(root).surroundings == Surroundings()


def test_other_keys_of_this_name_mean_something_else(tmp_path: Path) -> None:
    for text in ("mounts:\n    var: {source: local}\n", "source: {operations: {}}\n"):
        write(tmp_path, CODE | {APP_FILE: f"{SHOP}{text}"})
        assert snapshot(tmp_path).surroundings == Surroundings()


def test_code_below_the_folder_of_the_application_is_found_too(tmp_path: Path) -> None:
    app = f"{SHOP}source: {{root: src}}\n"
    write(tmp_path, CODE | {f"shop/{APP_FILE}": app, f"shop/src/{LOCK}": LOCKED})

    assert snapshot(tmp_path / "shop").commerce == "2.4.8-p4"


def test_a_source_root_that_is_typed_is_followed(tmp_path: Path) -> None:
    write(tmp_path, CODE | {APP_FILE: SHOP})
    desk = workspace()
    assert desk.snapshot(tmp_path).commerce is None

    desk.open(tmp_path / APP_FILE, f"{SHOP}source:\n    root: backend\n")

    project = desk.snapshot(tmp_path)
    assert project.commerce == "2.4.8-p4"
    assert desk.snapshot(tmp_path) is project
    desk.close(tmp_path / APP_FILE)
    assert desk.snapshot(tmp_path).commerce is None


@pytest.mark.skipif(sys.platform == "win32", reason="speaks of POSIX paths")
def test_ways_and_names_are_inverse() -> None:
    for surroundings in (
        Surroundings(),
        Surroundings(".."),
        Surroundings("", "code"),
        Surroundings("../..", "../code"),
    ):
        for name in PATHS:
            assert surroundings.name(surroundings.way(name)) == name
        assert surroundings.name("elsewhere") is None
