"""The application installs an older Composer than this Commerce wants."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.compatibility import is_newer, listing
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import entries
from zdd_lsp.project.versions import Version
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry

_PACKAGE: Final = "composer/composer"
_LOCK = '{"packages": [{"name": "magento/magento2-base", "version": "2.4.8-p4"}]}\n'


@rule(
    code="ZDD506",
    name="outdated-composer",
    severity=Severity.INFO,
    summary="`dependencies` install an older Composer than this Commerce wants.",
    subject="app",
    bad=[
        Example(
            "Too old",
            {
                APP_FILE: """
                dependencies:
                    php:
                        composer/composer: '2.5.5'
                        #                  ^^^^^^^ wants Composer 2.9.3 or later
                """,
                COMPOSER_LOCK: _LOCK,
            },
        ),
    ],
    good=[
        Example(
            "New enough, or whatever is the newest",
            {
                APP_FILE: "dependencies: {php: {composer/composer: '^2.2'}}\n",
                COMPOSER_LOCK: _LOCK,
            },
        ),
        Example(
            "Nobody knows which Commerce is installed",
            {APP_FILE: "dependencies: {php: {composer/composer: '2.2.4'}}\n"},
        ),
    ],
)
def outdated_composer(project: Project, report: Reporter) -> Iterator[Finding]:
    """`dependencies.php` installs the Composer of the build, and pins its version.

    Adobe's requirements name the least version for each release of Commerce, mostly because older
    ones have security holes that a package from outside could use in the build. With Composer 1
    the build of Commerce 2.4.4 and later does not work at all.

    Write the version that is named here in quotation marks: without them `2.10` is the number 2.1.

    Source: Adobe Commerce operations guide, system requirements; August 2026.
    """
    commerce, entry = project.commerce_version, _pin(project)
    if commerce is None or entry is None or project.app.source is None:
        return
    pinned = project.app.source.value(entry.value)
    listed = listing(matrix().parts["composer"], commerce)
    if not isinstance(pinned, str) or not listed or not _is_older(pinned, listed[0]):
        return
    is_first = _is_older(pinned, "2")
    since = "" if not is_newer(commerce) else f" (so the requirements of {matrix().date})"
    yield report(
        APP_FILE,
        entry.value.span,
        f"Commerce {commerce} wants Composer {listed[0]} or later{since}; this installs {pinned}.",
        severity=Severity.WARNING if is_first else Severity.INFO,
    )


def _pin(project: Project) -> Entry | None:
    """Return the entry that names the version of Composer."""
    source, entry = project.app.source, project.app.root.get("dependencies")
    for name in ("php", _PACKAGE):
        if source is None or entry is None:
            return None
        entry = entries(source, entry.value).get(name)
    return entry


def _is_older(constraint: str, least: str) -> bool:
    """Tell whether a constraint of Composer allows no version from ``least`` on.

    What is neither a version nor a constraint that we can read is not judged: nothing satisfies it.
    """
    wanted, exact = Version.parse(least), Version.parse(constraint)
    assert wanted is not None  # a literal of the matrix
    if exact is not None:
        return exact < wanted
    allowed = [each for each in _releases() if satisfies(each, constraint)]
    return bool(allowed) and max(allowed) < wanted


@cache
def _releases() -> tuple[Version, ...]:
    """Return the first and a late version of every series that Composer has or may have."""
    texts = (f"{major}.{minor}.{patch}" for major, minor, patch in product(*_NUMBERS))
    return tuple(filter(None, map(Version.parse, texts)))


_NUMBERS: Final = (range(1, 4), range(40), (0, 999))
