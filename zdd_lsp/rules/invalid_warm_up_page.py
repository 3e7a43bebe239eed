"""A page to warm up that ece-tools cannot make sense of."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.env import ENV_FILE, followed
from zdd_lsp.project.pcre import fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Scalar, Sequence
from zdd_lsp.syntax.writing import scalar
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_ENTITIES: Final = ("category", "cms-page", "product", "store-page")
_BY_PATH: Final = ("category", "cms-page")
_PATTERN: Final = re.compile(r"(?:category|cms-page|product|store-page):.+:(?:\w+|\*)")
_STORES: Final = re.compile(r"\*|\w+(?:\|\w+)*")
_URL: Final = re.compile(r"https?://[^/\s:]", re.IGNORECASE)
_LIKE_URL: Final = re.compile(r"https?(?::|//)", re.IGNORECASE)
_DELIMITERS: Final = "|#~@%!"
_FLAGS: Final = re.compile(r"[a-zA-Z]*")


class _Fault(NamedTuple):
    message: str
    cure: str | None = None


@rule(
    code="ZDD620",
    name="invalid-warm-up-page",
    severity=Severity.WARNING,
    summary="An entry of `WARM_UP_PAGES` or `TTFB_TESTED_PAGES` is not understood.",
    subject="post_deploy_variables",
    bad=[
        Example(
            "Without the stores",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - category:*
                      # ^^^^^^^^^^ needs the stores as its third part
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - 'category:*:*'
                """
            },
        ),
        Example(
            "Another kind, an open expression, a colon too many, and no address",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - cms_page:*:1
                      # ^^^^^^^^^^^^ is called cms-page
                      - category:|car_.*:1
                      # ^^^^^^^^^^^^^^^^^^ is never closed
                      - product:a:b:1
                      # ^^^^^^^^^^^^^ only its first three parts count
                      - http//shop.example.com/
                      # ^^^^^^^^^^^^^^^^^^^^^^^ no address
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - 'cms-page:*:1'
                      - category:|car_.*:1
                      - product:a:b:1
                      - http//shop.example.com/
                """
            },
        ),
        Example(
            "A pattern where paths and addresses are measured",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    TTFB_TESTED_PAGES:
                      - category:*:1
                      # ^^^^^^^^^^^^ takes paths and addresses
                """
            },
        ),
    ],
    good=[
        Example(
            "Paths, addresses and patterns",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - ""
                      - index.php
                      - https://shop.example.com/catalog
                      - category:*:*
                      - category:|car_.*?\\.html$|:2
                      - category:/cars/:store1|store2
                      - cms-page:about-us:store_de
                      - product:sku1|sku 2:1
                      - store-page:/contact-us:*
                    TTFB_TESTED_PAGES: [index.php, "https://shop.example.com/"]
                """
            },
        ),
    ],
)
def invalid_warm_up_page(project: Project, report: Reporter) -> Iterator[Finding]:
    """An entry of `WARM_UP_PAGES` is a path, an address or a pattern.

    A pattern has three parts with colons between them: the kind (`category`, `cms-page`, `product`
    or `store-page`), what to look for, and the stores (`*`, or numbers and codes with `|` between
    them). For categories and pages of the CMS the middle is `*`, a path, or a regular expression
    with delimiters such as `|`. Anything else with a colon is left out, and the log says so where
    nobody looks. `TTFB_TESTED_PAGES` takes paths and addresses only.

    Source: ece-tools 2002.1.17, WarmUp/UrlsPattern.php and WarmUp/Urls.php; guide,
    variables-post-deploy.
    """
    for name, check in (("WARM_UP_PAGES", _warm_up), ("TTFB_TESTED_PAGES", _tested)):
        seen: set[int] = set()
        for setting in project.env.settings_of(name):
            node = followed(setting.entry.value)
            if not isinstance(node, Sequence) or id(node) in seen:
                continue
            seen.add(id(node))
            source = setting.source
            for item in node.items:
                value = source.value(item.value)
                if not isinstance(value, str) or not source.is_known(item.value):
                    continue
                found = check(value)
                if found is None:
                    continue
                is_plain = isinstance(item.value, Scalar) and not setting.is_shared
                changes = (
                    [replace_scalar(source, item.value, scalar(found.cure))]
                    if found.cure is not None and is_plain
                    else None
                )
                yield report(
                    ENV_FILE,
                    item.value.span,
                    found.message,
                    fixes=fix(f"Write {found.cure}", changes, Applicability.UNSAFE),
                )


def _warm_up(page: str) -> _Fault | None:
    """Return what is wrong with an entry of WARM_UP_PAGES."""
    if _LIKE_URL.match(page):
        return None if _URL.match(page) else _Fault(f"{page} is no address of a page.")
    if ":" not in page:
        return None
    kind, _, rest = page.partition(":")
    if kind in _ENTITIES:
        return _pattern(page, kind, rest.split(":"))
    meant = same(kind, _ENTITIES) or next(iter(similar(kind, _ENTITIES, 1)), None)
    if meant is None:
        return _Fault(f"{page} has a colon and begins with no known kind: it is left out.")
    return _Fault(f"The kind {kind} is called {meant}: the entry is left out.", f"{meant}:{rest}")


def _pattern(page: str, kind: str, parts: list[str]) -> _Fault | None:
    """Return what is wrong with a pattern whose kind is right."""
    pattern, *stores = parts
    if not stores or not _PATTERN.match(page):
        cure = f"{page.rstrip(':')}:*" if pattern and not any(stores) else None
        return _Fault(f"{page} needs the stores as its third part: it is left out.", cure)
    if len(stores) > 1:
        return _Fault(f"{page} has too many colons: only its first three parts count.")
    if not _STORES.fullmatch(stores[0]):
        return _Fault(f"{stores[0]} names no stores: write *, or codes with | between them.")
    return _expression(pattern) if kind in _BY_PATH else None


def _expression(pattern: str) -> _Fault | None:
    """Return what is wrong with a regular expression between delimiters."""
    delimiter = pattern[:1]
    if delimiter not in _DELIMITERS:
        return None
    inside, closed, flags = pattern[1:].rpartition(delimiter)
    if not closed or not _FLAGS.fullmatch(flags):
        return _Fault(
            f"The regular expression {pattern} is never closed: it is taken for a path, and no "
            "page has it."
        )
    found = fault(inside.replace(f"\\{delimiter}", ""))
    return None if found is None else _Fault(f"{pattern} is no regular expression. {found.message}")


def _tested(page: str) -> _Fault | None:
    """Return what is wrong with an entry of TTFB_TESTED_PAGES."""
    if _LIKE_URL.match(page):
        return None if _URL.match(page) else _Fault(f"{page} is no address of a page.")
    if ":" in page:
        return _Fault(f"TTFB_TESTED_PAGES takes paths and addresses, and {page} is neither.")
    return None
