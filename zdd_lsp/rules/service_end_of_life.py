"""The support of a service's version has ended, or soon will."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue.services import services
from zdd_lsp.findings import Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.components import components
from zdd_lsp.project.deadlines import due
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.longevity import way_on
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.project.stack import end_of_life, months_until, running
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.services import INFERRED, led_by
from zdd_lsp.rules._shared.versions import advice, change_to

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix, Related
    from zdd_lsp.project import Project
    from zdd_lsp.project.components import Component
    from zdd_lsp.project.deadlines import WayOut
    from zdd_lsp.rules import Reporter
    from zdd_lsp.text.span import Span


class _Aged(NamedTuple):
    """Something whose support ends: its name in the table, its version, its place, and a doubt."""

    name: str
    version: str
    path: str
    span: Span
    inferred: str = ""
    related: tuple[Related, ...] = ()


@rule(
    code="ZDD341",
    name="service-end-of-life",
    severity=Severity.INFO,
    summary="The support of PHP's or a service's version has ended or ends within months.",
    subject="services",
    bad=[
        Example(
            "Two that get no corrections any more, and one that will not for long",
            {
                APP_FILE: """
                type: php:8.2
                #         ^^^ ends on 2026-12-31. Upgrade to 8.3 or later
                relationships:
                    database: "mysql:mysql"
                    redis: "redis:redis"
                """,
                SERVICES_FILE: """
                mysql:
                    type: mysql:12.2
                    #           ^^^^ ended on 2026-05-13
                    disk: 5120
                redis:
                    type: redis:7.0
                    #           ^^^ ended on 2024-07-29
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.2.11"}]}
                """,
            },
        ),
    ],
    good=[
        Example(
            "No date is known",
            {
                APP_FILE: 'type: php:7.4\nrelationships:\n    opensearch: "search:opensearch"\n',
                SERVICES_FILE: "search:\n    type: opensearch:2\n    disk: 1024\n",
            },
        ),
    ],
)
def service_end_of_life(project: Project, report: Reporter) -> Iterator[Finding]:
    """A version whose support has ended gets no corrections any more, of security holes either.

    ece-tools warns about it in every deploy, and prints a notice in the months before. Choose a
    version that is supported for longer and that the installed Commerce supports; where it supports
    none, a newer Commerce comes first. On Staging and Production of Pro projects Adobe's support
    changes services. Where Adobe has named a day by which the version has to be gone,
    `enforced-upgrade` tells that day instead.

    The dates are those of ece-tools 2002.2.11. Other releases have some others, or none, so that
    the log of a deploy may differ. For OpenSearch `3` that ece-tools takes the date of 3.0,
    although the platform runs the newest 3.x; this is repeated for that ece-tools alone.

    Source: ece-tools 2002.2.11, config/eol.yaml and Service/EolValidator.php.
    """
    known = services().end_of_life
    is_exact = project.ece_tools_triple == known.ece_tools
    placed = {(each.path, each.span): each for each in components(project)}
    seen = {at for at, each in placed.items() if due(each, project.today) is not None}
    for aged in _aged(project):
        day = end_of_life(aged.name, aged.version)
        if day is None or (aged.path, aged.span) in seen:
            continue
        if "." not in aged.version and not is_exact:
            continue
        seen.add((aged.path, aged.span))
        has_ended = day <= project.today
        if not has_ended and months_until(project.today, day) > known.notice_months:
            continue
        upstream = None
        if is_exact and has_ended:
            said = f"{aged.name} {_printed(aged)} has passed EOL ({day})."
            upstream = Upstream(2018, said)
        component = placed.get((aged.path, aged.span))
        found = way_on(project, component) if component is not None else None
        yield report(
            aged.path,
            aged.span,
            f"The support of {_shown(aged)} {'ended' if has_ended else 'ends'} on {day}"
            f"{aged.inferred}. {_advice(project, aged, component, found)}",
            upstream=upstream,
            related=aged.related,
            fixes=_fixes(project, component, found),
        )


def _advice(project: Project, aged: _Aged, component: Component | None, way: WayOut | None) -> str:
    if "." not in aged.version:
        return f"The platform runs the newest {aged.version}.x, whose support may end later."
    if component is None or way is None:
        return "Plan the upgrade."
    return advice(project, component, way, "with longer support")


def _fixes(project: Project, component: Component | None, way: WayOut | None) -> tuple[Fix, ...]:
    if component is None or way is None or way.part is not component.part:
        return ()
    return change_to(project, component, way.choice)


def _aged(project: Project) -> Iterator[_Aged]:
    image, php = project.app.image, project.app.php_version
    if image is not None and php is not None:
        yield _Aged("php", php, APP_FILE, image.version_span)
    if not project.knows_relationships:
        return
    for found in running(project).values():
        declared = found.relationship.service
        if declared is not None and found.version is not None:
            related = (led_by(found.relationship),)
            span = declared.version_span
            name, inferred = found.end_of_life, f", {INFERRED}"
            yield _Aged(name, found.version, SERVICES_FILE, span, inferred, related)


def _shown(aged: _Aged) -> str:
    return f"{'PHP' if aged.name == 'php' else aged.name} {aged.version}"


def _printed(aged: _Aged) -> str:
    """Return the version as ece-tools prints it; of PHP it knows the patch, which no file tells."""
    return f"{aged.version}.0" if aged.name == "php" else aged.version
