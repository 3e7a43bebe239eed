"""The `log` section: the names that ece-tools knows, and what a hover needs."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from zdd_lsp.catalogue import Handler, log_section, tables

LOG = log_section()
PARTS = {**LOG.handlers, **{f"gelf.transport.{n}": part for n, part in LOG.transports.items()}}
TYPES = {"boolean": bool, "facility": int, "integer": int, "level": str, "map": dict, "string": str}


def test_the_handlers_are_those_of_the_factory() -> None:
    assert list(LOG.handlers) == [
        "stream",
        "file",
        "file_errors",
        "email",
        "slack",
        "gelf",
        "syslog",
        "syslog_udp",
    ]


def test_the_transports_are_those_of_gelf() -> None:
    assert list(LOG.transports) == ["http", "tcp", "udp"]


def test_levels_ascend_with_the_numbers_of_monolog() -> None:
    names = ("debug", "info", "notice", "warning", "error", "critical", "alert", "emergency")
    assert LOG.levels == names
    assert dict(LOG.level_numbers) == dict(
        zip(names, (100, 200, 250, 300, 400, 500, 550, 600), strict=True)
    )


def test_what_has_to_be_there() -> None:
    required = {
        f"{name}.{key.name}"
        for name, part in PARTS.items()
        for key in part.keys.values()
        if key.required
    }
    assert required == {
        "email.from",
        "email.to",
        "gelf.transport",
        "slack.token",
        "syslog.ident",
        "syslog_udp.host",
        "syslog_udp.port",
    }


@pytest.mark.parametrize("part", PARTS.values(), ids=PARTS)
def test_every_part_is_complete(part: Handler) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*\.", part.summary)
    assert re.fullmatch(r"https://experienceleague\.adobe\.com/en/docs/[a-z/-]+", part.url)
    assert part.keys
    for key in part.keys.values():
        assert re.fullmatch(r"[A-Z][^\n]*\.", key.summary), key.name
        assert key.default is None or type(key.default) is TYPES[key.type], key.name
        assert key.default is None or not key.required, key.name
        assert key.type != "level" or key.default in {None, *LOG.levels}, key.name


def test_every_handler_has_a_level() -> None:
    assert all(handler.keys["min_level"].type == "level" for handler in LOG.handlers.values())


def test_the_table_says_when_and_whence() -> None:
    content = tables.read("log.toml")
    assert content["source"]
    assert isinstance(content["date"], dt.date)
