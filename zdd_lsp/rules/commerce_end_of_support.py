"""The support of this line of Commerce has ended, or soon will."""

from __future__ import annotations

from itertools import count, takewhile
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.support import support
from zdd_lsp.findings import Severity
from zdd_lsp.project.compatibility import is_before_matrix, line_of
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.stack import months_until
from zdd_lsp.project.versions import COMMERCE, Version
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from zdd_lsp.catalogue.support import Lifecycle
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.places import Place
    from zdd_lsp.rules import Reporter

_METAPACKAGES: Final = (
    "magento/magento-cloud-metapackage",
    "magento/product-enterprise-edition",
    "magento/product-community-edition",
)


@rule(
    code="ZDD504",
    name="commerce-end-of-support",
    severity=Severity.INFO,
    summary="The support of this line of Commerce has ended, or ends within months.",
    bad=[
        Example(
            "Security corrections alone, and not for long",
            {
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {
                      "name": "magento/magento2-base",
                      "version": "2.4.5-p16"
                //               ^^^^^^^^^^^ from 2027-06-01 on Adobe may switch off
                    }
                  ]
                }
                """
            },
        ),
        Example(
            "A constraint that leaves no other line",
            {
                COMPOSER_JSON: """
                {
                  "require": {
                    "magento/magento-cloud-metapackage": ">=2.4.4 <2.4.5"
                //                                       ^^^^^^^^^^^^^^^^ ended on 2025-04-12
                  }
                }
                """
            },
        ),
    ],
    good=[
        Example(
            "Supported for years",
            {
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.9"}]}
                """
            },
        ),
        Example(
            "Newer than what we know",
            {
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.5.0"}]}
                """
            },
        ),
        Example(
            "A constraint that leaves the line open",
            {COMPOSER_JSON: '{"require": {"magento/magento-cloud-metapackage": "^2.4.4"}}\n'},
        ),
    ],
)
def commerce_end_of_support(project: Project, report: Reporter) -> Iterator[Finding]:
    """Adobe supports each line of Commerce, such as 2.4.6, for three years.

    Some lines get a year of extended support after that, and some a time with security corrections
    alone. From a day on Adobe does not keep environments of its Cloud that still run the line, and
    may switch them off: 2027-06-01 for 2.4.5 and older lines, 2028-06-01 for 2.4.6 and 2.4.7. It is
    information from three months before the end of regular support on, and a warning from the day
    on which Adobe may switch off environments.

    Plan the upgrade in time: a newer line wants newer versions of PHP and of the services, and
    extensions that know it.

    Source: Adobe Commerce operations guide, release/lifecycle-policy; August 2026.
    """
    found = _release(project)
    if found is None:
        return
    release, place = found
    dates = support().lines.get(line_of(release))
    if dates is None and not is_before_matrix(release):
        return
    enforced = dates.enforced if dates is not None else _first_enforced()
    line, newest = line_of(release), list(support().lines)[-1]
    if enforced is not None and enforced <= project.today:
        yield report(
            *place,
            f"Since {enforced} Adobe may switch off environments that still run Commerce {line}. "
            f"Upgrade to Commerce {newest}.",
            severity=Severity.WARNING,
        )
        return
    state = _state(project, line, dates)
    if state is not None:
        after = ""
        if enforced is not None:
            after = f": from {enforced} on Adobe may switch off environments that still run {line}"
        yield report(*place, f"{state}. Plan the upgrade to Commerce {newest}{after}.")


def _state(project: Project, line: str, dates: Lifecycle | None) -> str | None:
    """Return what support a line still has, or None where it has all of it for long enough."""
    today = project.today
    if dates is None:
        return f"Adobe does not support Commerce {line} any more"
    if today <= dates.regular:
        if months_until(today, dates.regular) > support().line_notice:
            return None
        extended = f", extended support on {dates.extended}" if dates.extended else ""
        return f"The regular support of Commerce {line} ends on {dates.regular}{extended}"
    if dates.extended is not None and today <= dates.extended:
        rest = f"extended support ends on {dates.extended}"
    elif dates.security is not None and today <= dates.security:
        rest = f"it gets security corrections alone, until {dates.security}"
    else:
        rest = "it gets no corrections any more"
    return f"The regular support of Commerce {line} ended on {dates.regular}; {rest}"


def _first_enforced() -> dt.date | None:
    """Return the day from which Adobe does not keep any line that is older than all we know."""
    return min((each.enforced for each in support().lines.values() if each.enforced), default=None)


def _release(project: Project) -> tuple[Version, Place] | None:
    """Return the release of Commerce, or one of its line, and where it stands."""
    version = project.commerce_version
    package = project.lock.package(COMMERCE)
    if version is not None and package is not None:
        return version, (COMPOSER_LOCK, package.version_span)
    if version is not None and project.manifest.version_span is not None:
        return version, (COMPOSER_JSON, project.manifest.version_span)
    for name in _METAPACKAGES if version is None else ():
        required = project.manifest.require(name)
        if required is not None:
            fitting = [line for line in support().lines if _allows(required.constraint, line)]
            release = Version.parse(fitting[0]) if len(fitting) == 1 else None
            return None if release is None else (release, (COMPOSER_JSON, required.value_span))
    return None


def _allows(constraint: str, line: str) -> bool:
    """Tell whether a constraint allows any known release of a line."""
    newest = Version.parse(matrix().newest[line])
    assert newest is not None  # a literal of the matrix
    patches = (Version.parse(f"{line}-p{number}" if number else line) for number in count())
    known = takewhile(lambda each: each is not None and each <= newest, patches)
    return any(each is not None and satisfies(each, constraint) for each in known)
