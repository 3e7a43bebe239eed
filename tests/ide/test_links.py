"""Links to pages and to files that exist inside the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zdd_lsp.ide.links import file_at, links
from zdd_lsp.project.workspace import Workspace

if TYPE_CHECKING:
    from pathlib import Path

APP, ENV, SERVICES = ".magento.app.yaml", ".magento.env.yaml", ".magento/services.yaml"
SCENARIO = "vendor/magento/ece-tools/scenario/deploy.xml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A store with some files, and a secret beside it."""
    for way in (
        "secret.sh",
        f"store/{SCENARIO}",
        "store/scenario/own.xml",
        "store/vendor/bin/ece-tools",
        "store/pub/index.php",
        "store/pub/media/get.php",
        "store/pub/get.php",
        "store/bin/my job.sh",
        "store/op-exclude.txt",
        "store/.magento/config.vcl",
        "store/more.yaml",
    ):
        (tmp_path / way).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / way).touch()
    (tmp_path / "store" / "out.sh").symlink_to(tmp_path / "secret.sh")
    (tmp_path / "store" / "in.sh").symlink_to(tmp_path / "store" / "pub" / "get.php")
    (tmp_path / "store" / "loop.sh").symlink_to(tmp_path / "store" / "loop.sh")
    return tmp_path / "store"


def linked(root: Path, path: str, text: str) -> list[tuple[str, str]]:
    """What is linked in a file, and where that leads: an address, or the way from the root."""
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text)
    found = links(Workspace().snapshot(root), path)
    return [
        (
            link.span.slice(text),
            link.target if isinstance(link.target, str) else str(link.target.relative_to(root)),
        )
        for link in found
    ]


def test_files_of_hooks_cron_jobs_and_workers(root: Path) -> None:
    text = """\
hooks:
  build: |
    php ./vendor/bin/ece-tools run scenario/deploy.xml scenario/own.xml
    php vendor/bin/ece-tools run scenario/none.xml
    /app/vendor/bin/ece-tools build $HOME/in.sh
    sh 'bin/my job.sh' --in.sh pub
  deploy: cd pub && php get.php
crons: {a: {spec: '* * * * *', cmd: "php in.sh"}}
workers: {q: {commands: {start: php pub/get.php}}}
web: {commands: {start: php pub/index.php}}
"""

    assert linked(root, APP, text) == [
        ("./vendor/bin/ece-tools", "vendor/bin/ece-tools"),
        ("scenario/deploy.xml", SCENARIO),
        ("scenario/own.xml", "scenario/own.xml"),
        ("vendor/bin/ece-tools", "vendor/bin/ece-tools"),
        ("/app/vendor/bin/ece-tools", "vendor/bin/ece-tools"),
        ("'bin/my job.sh'", "bin/my job.sh"),
        ("in.sh", "in.sh"),
        ("pub/get.php", "pub/get.php"),
        ("pub/index.php", "pub/index.php"),
    ]


@pytest.mark.parametrize(
    "word",
    [
        "../secret.sh",
        "pub/../../secret.sh",
        "/etc/passwd",
        "/app/../secret.sh",
        "out.sh",
        "loop.sh",
        "pub/media",
        "gone.sh",
        '"a\\0b.sh"',
        "/app//etc/passwd",
        "x" * 5000 + ".sh",
    ],
)
def test_nothing_leads_out_of_the_root_or_to_what_is_no_file(root: Path, word: str) -> None:
    assert linked(root, APP, f"hooks:\n  build: |\n    sh {word}\n") == []


def test_scripts_that_answer_requests(root: Path) -> None:
    text = r"""
web:
  locations:
    "/": {root: "pub", passthru: "/index.php"}
    "/media": {root: pub/media, passthru: "/get.php"}
    "/other": {root: pub/media, passthru: /media/get.php, rules: {'\.x$': {passthru: /get.php}}}
    "/static": {root: pub, passthru: "/static/$resource"}
    "/off": {root: pub, passthru: false}
    "/none": {passthru: nowhere.php}
"""

    assert linked(root, APP, text) == [
        ('"/index.php"', "pub/index.php"),
        ('"/get.php"', "pub/get.php"),
        ("/media/get.php", "pub/media/get.php"),
        ("/get.php", "pub/get.php"),
    ]


def test_what_tags_fetch(root: Path) -> None:
    env = "stage: {global: {SCD_MATRIX: !include more.yaml, X: !other more.yaml}}\n"
    services = (
        "v: {configuration: {vcl: !include {type: string, path: config.vcl}}}\n"
        "w: {configuration: {vcl: !include {type: string}, x: !include [config.vcl]}}\n"
    )

    assert linked(root, ENV, env) == [("more.yaml", "more.yaml")]
    assert linked(root, SERVICES, services) == [("config.vcl", ".magento/config.vcl")]


def test_what_php_ini_names(root: Path) -> None:
    text = (
        'opcache.blacklist_filename="${MAGENTO_CLOUD_APP_DIR}/op-exclude.txt"\n'
        "memory_limit=1.5\nx=${UNKNOWN}\n"
    )

    assert linked(root, "php.ini", text) == [
        ('"${MAGENTO_CLOUD_APP_DIR}/op-exclude.txt"', "op-exclude.txt")
    ]


def test_pages(root: Path) -> None:
    text = (
        "mysql:  # zdd: ignore[unused-service, no-such-rule] so be it\n"
        "  type: 'mysql:10.6'\n"
        "own: {type: own:1}\n"
    )

    (rule, page), (kind, guide) = linked(root, SERVICES, text)

    assert (rule, kind) == ("unused-service", "mysql")
    assert page.startswith("https://experienceleague.adobe.com/")
    assert guide.endswith("/configure/service/mysql")


def test_a_file_is_found_from_any_part_of_its_name(root: Path) -> None:
    text = "hooks: {build: 'sh in.sh'}\n"
    (root / APP).write_text(text)
    project = Workspace().snapshot(root)

    found = file_at(project, APP, text.index("in.sh") + 2)

    assert found is not None
    assert found.target == root / "in.sh"
    assert file_at(project, APP, text.index("sh in")) is None


def test_an_application_in_a_folder_of_its_own(root: Path) -> None:
    (root / SERVICES).write_text("mysql: {type: 'mysql:10.6'}\n")
    (root / "shop" / "bin").mkdir(parents=True)
    (root / "shop" / "bin" / "x.sh").touch()
    text = "name: shop\nhooks: {build: 'sh bin/x.sh ../in.sh ../../secret.sh'}\n"
    (root / "shop" / APP).write_text(text)

    found = links(Workspace().snapshot(root / "shop"), APP)

    assert [link.target for link in found] == [root / "shop/bin/x.sh", root / "in.sh"]


def test_files_that_are_not_there_have_no_links(root: Path) -> None:
    project = Workspace().snapshot(root)

    for path in (APP, ENV, SERVICES, "php.ini", "composer.json"):
        assert links(project, path) == []
