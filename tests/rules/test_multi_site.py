"""Several sites in one store: Adobe's guide shares their settings by anchors and merge keys."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from tests.cli.conftest import IDEAL
from zdd_lsp.lint import check
from zdd_lsp.project import Project

DAY = dt.date(2025, 6, 1)
"""A day on which nothing in these files is near its end."""

LOCATIONS = r"""disk: 2048
crons:
    cronrun:
        spec: "* * * * *"
        cmd: "php bin/magento cron:run"
mounts:
    var: "shared:files/var"
    app/etc: "shared:files/etc"
    pub/media: "shared:files/media"
    pub/static: "shared:files/static"
web:
    locations:
        "/": &root  # the first site
            root: "pub"
            passthru: "/index.php"
            index:
                - index.php
            expires: -1
            scripts: true
            allow: false
            rules:
                '\.(css|js|map|gif|jpe?g|png|svg|ico|woff2?)$':
                    allow: true
        "/media": &media
            root: "pub/media"
            allow: true
            scripts: false
            passthru: "/get.php"
        "/static": &static
            root: "pub/static"
            allow: true
            scripts: false
            passthru: "/front-static.php"
            rules:
                '^/static/version\d+/(?<resource>.*)$':
                    passthru: "/static/$resource"
        "/second": *root
        "/second/media": *media
        "/second/static":
            <<: *static
            expires: 1y
        "/third":
            <<: [*root, *media]
            passthru: "/third/index.php"
"""
ROUTES = """\
"https://{default}/": &site
    type: upstream
    upstream: "store:http"
"https://second.{default}/": *site
"https://third.{default}/":
    <<: *site
    cache:
        enabled: false
"""
SERVICES = """\
mysql: &disk
    type: mysql:10.6
    disk: 2048
opensearch:
    <<: *disk
    type: opensearch:2
"""
FILES = IDEAL | {
    ".magento.app.yaml": IDEAL[".magento.app.yaml"] + LOCATIONS,
    ".magento/routes.yaml": ROUTES,
    ".magento/services.yaml": SERVICES,
}


def test_nothing_is_said_about_anchors_and_merge_keys() -> None:
    project = Project(Path("/project"), FILES, today=DAY).judged()

    assert [finding.message for finding in check(project)] == []


def test_every_site_has_its_settings() -> None:
    project = Project(Path("/project"), FILES)

    upstreams = [route.upstream for route in project.routes.routes.values()]
    assert [upstream.app for upstream in upstreams if upstream] == ["store"] * 3
    assert len(project.app.locations) == 7
    assert project.services.services["opensearch"].disk is not None


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("<<: *site\n", '<<: *site\n    upstream: "shop:http"\n', "unknown-upstream"),
        ("expires: 1y", "expires: never", "invalid-expires"),
        ("expires: -1", "expires: never", "invalid-expires"),
    ],
    ids=["beside a merge key", "in place of what is merged", "behind an anchor"],
)
def test_a_fault_is_told_once(old: str, new: str, rule: str) -> None:
    files = {path: text.replace(old, new) for path, text in FILES.items()}

    found = check(Project(Path("/project"), files, today=DAY))

    assert [finding.rule for finding in found] == [rule]
