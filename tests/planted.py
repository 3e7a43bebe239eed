"""One fault planted in Adobe's template of today, and all that is said about it.

Each line of Commerce has its template. What is said about it without the fault does not count.
"""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from tests.test_template import LINES, NEWEST, TODAY, Line, files
from zdd_lsp import lint
from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.project import Project
from zdd_lsp.project.compatibility import listing
from zdd_lsp.project.versions import Version

if TYPE_CHECKING:
    from collections.abc import Iterable

    from zdd_lsp.findings import Finding

ENV_FILE, ROUTES_FILE, PHP_INI = ".magento.env.yaml", ".magento/routes.yaml", "php.ini"
STORES = (*LINES, NEWEST[0])
"""The template of each line of Commerce; that of 2.4.9 is younger."""


class Fault(NamedTuple):
    """A change of the template, and what is said about it: rule, severity, place.

    Attributes:
        path: The file.
        old: A text of it; what stands in braces and is a part of `Line` is that of the store.
        new: What takes its place.
        rule: The rule that finds it.
        severity: How bad it is.
        place: The text at which it is found, in the file that is named first.
        more: Further changes: a file, a text of it and another one; an empty text is the file's
            end.
        beside: The rules that have to say something about it as well.
        lines: The lines of Commerce whose templates can have the fault; all of them if empty.
        ece_tools: The installed ece-tools, where it is not that of the template.
    """

    path: str
    old: str
    new: str
    rule: str
    severity: str
    place: str
    more: tuple[tuple[str, str, str], ...] = ()
    beside: frozenset[str] = frozenset()
    lines: tuple[str, ...] = ()
    ece_tools: str = ""


def cases(faults: Iterable[Fault]) -> list[Any]:
    """Return the parameters of a test: each fault on each template that can have it."""
    return [
        pytest.param(fault, line, id=f"{fault.rule}: {fault.place[:40]} on {line.commerce}")
        for fault in faults
        for line in STORES
        if not fault.lines or line.commerce.startswith(fault.lines)
    ]


def planted(line: Line, fault: Fault) -> list[tuple[str, str, str, str]]:
    """Return what is said because of a fault: file, rule, severity, text of the place.

    What has to be said as well is left out.
    """
    template = _template(line, fault.ece_tools)
    texts: dict[str, str] = {}
    for path, old, new in ((fault.path, fault.old, fault.new), *fault.more):
        text, before = texts.get(path, template.text(path) or ""), _filled(old, line)
        assert before in text, (path, before)
        after = _filled(new, line)
        texts[path] = text.replace(before, after, 1) if before else text + after
    project = template.with_texts(texts).judged()
    usual = {(each.rule, each.message) for each in _findings(line, fault.ece_tools)}
    return [
        (
            each.location.path,
            each.rule,
            each.severity.label,
            each.location.span.slice(project.text(each.location.path) or ""),
        )
        for each in lint.check(project)
        if (each.rule, each.message) not in usual and each.rule not in fault.beside
    ]


def wanted(line: Line, fault: Fault) -> list[tuple[str, str, str, str]]:
    """Return what is to be said because of a fault, as `planted` returns it."""
    return [(fault.path, fault.rule, fault.severity, _filled(fault.place, line))]


@cache
def _template(line: Line, ece_tools: str) -> Project:
    is_newest = line in NEWEST
    texts = files(line, ece_tools or ("2002.2.12" if is_newest else "2002.2.10"))
    if is_newest:
        old = r"'\Magento\Framework\Cache\Backend\RemoteSynchronizedCache'"
        texts[ENV_FILE] = texts[ENV_FILE].replace(old, "symfony_l2")
    day = dt.date(2026, 8, 20) if is_newest else TODAY
    return Project(Path("/project"), texts, today=day).judged()


@cache
def _findings(line: Line, ece_tools: str) -> list[Finding]:
    return lint.check(_template(line, ece_tools))


def _filled(text: str, line: Line) -> str:
    commerce = Version.parse(line.commerce)
    assert commerce is not None
    broker = listing(matrix().parts["rabbitmq"], commerce)
    assert broker
    kind = line.cache.partition(":")[0]
    parts = {
        **line._asdict(),
        "kind": kind,
        "KIND": kind.upper(),
        "OTHER": "VALKEY" if kind == "redis" else "REDIS",
        "rabbitmq": broker[0],
    }
    for part, value in parts.items():
        text = text.replace(f"{{{part}}}", value)
    return text
