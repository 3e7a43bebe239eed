"""Hover on a version: who supports it, for how long, and what comes next."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

APP, SERVICES, LOCK = ".magento.app.yaml", ".magento/services.yaml", "composer.lock"
TODAY = dt.date(2026, 11, 23)


def at(
    picture: str, path: str, commerce: str = "", today: dt.date = TODAY
) -> tuple[str, str] | None:
    """Return the text that the hover covers, and its Markdown."""
    offset, text = picture.index("<|>"), picture.replace("<|>", "")
    base = {"name": "magento/magento2-base", "version": commerce}
    lock = json.dumps({"packages": [base] if commerce else []})
    project = Project(Path("/project"), {path: text, LOCK: lock}, today=today)
    found = hover(project, path, offset)
    return None if found is None else (found.span.slice(text), found.markdown)


@pytest.mark.parametrize(
    ("picture", "path", "covered"),
    [
        ("type: php:8<|>.4\n", APP, "8.4"),
        ("type: 'php:8.4<|>'\n", APP, "8.4"),
        ("mysql:\n    type: mysql:<|>10.6\n", SERVICES, "10.6"),
        ("cache: {type: valkey:8<|>.0}\n", SERVICES, "8.0"),
    ],
)
def test_a_version_is_explained(picture: str, path: str, covered: str) -> None:
    found = at(picture, path)

    assert found is not None
    assert found[0] == covered
    assert "*version of" in found[1]


@pytest.mark.parametrize(
    ("picture", "path"),
    [
        ("type: nodejs:2<|>0\n", APP),
        ("files:\n    type: network-storage:2<|>.0\n", SERVICES),
        ("mysql:\n    type: mysql:lat<|>est\n", SERVICES),
    ],
)
def test_of_other_versions_nothing_is_known(picture: str, path: str) -> None:
    found = at(picture, path)

    assert found is None or "*version of" not in found[1]


def test_a_version_that_commerce_does_not_support() -> None:
    found = at("mysql:\n    type: mysql:10<|>.6\n", SERVICES, "2.4.6-p14")

    assert found is not None
    assert found[1] == (
        "### `MariaDB 10.6`\n\n"
        "*version of a service*\n\n"
        "**Commerce 2.4.6-p14 does not support it.**\n\n"
        "Commerce 2.4.6-p14 supports MariaDB 10.11.\n\n"
        "From 2027-05-31 on Adobe suspends the traffic of environments with this version. Upgrade "
        "to 10.11, the newest that Commerce 2.4.6-p14 supports.\n\n"
        "- Its makers' support: ended on 2026-07-06\n"
        "- Supported by Commerce: 2.4.4-p12 and its later patches, 2.4.5-p11 to 2.4.5-p16, 2.4.6 "
        "to 2.4.6-p10, 2.4.7 to 2.4.7-p5"
    )


@pytest.mark.parametrize(
    ("picture", "commerce", "parts"),
    [
        ("redis: {type: redis:7<|>.2}\n", "2.4.9", ["supports no Redis, but Valkey 9."]),
        (
            "valkey: {type: valkey:8<|>.1}\n",
            "2.4.8-p5",
            ["Valkey 8.1.", "since 2002.2.11"],
        ),
        ("rabbitmq: {type: rabbitmq:3<|>.9}\n", "", ["Since 2026-10-30", "3.9 → 3.10 → 3.11"]),
        ("rabbitmq: {type: rabbitmq:4<|>.3}\n", "2.4.9", ["supports RabbitMQ 4.3."]),
        ("opensearch: {type: opensearch:3<|>}\n", "", ["2.4.6-p15 and its later patches"]),
    ],
)
def test_what_comes_next(picture: str, commerce: str, parts: list[str]) -> None:
    found = at(picture, SERVICES, commerce)

    assert found is not None
    for part in parts:
        assert part in found[1]
    assert "does not support it" not in found[1] or commerce == "2.4.9"


def test_the_support_of_php_is_told_at_the_day_of_the_project() -> None:
    before = at("type: php:8<|>.2\n", APP, today=dt.date(2026, 12, 30))
    after = at("type: php:8<|>.2\n", APP, today=dt.date(2026, 12, 31))

    assert before is not None
    assert after is not None
    assert "Its makers' support: ends on 2026-12-31" in before[1]
    assert "Its makers' support: ended on 2026-12-31" in after[1]
