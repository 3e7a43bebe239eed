"""No job runs the tasks of Commerce."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import append_below, append_to_root
from zdd_lsp.project.env import entries
from zdd_lsp.project.services import is_readable
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.crons import cron_run
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import may_run_more
from zdd_lsp.rules._shared.store import is_store
from zdd_lsp.syntax.nodes import Mapping

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.cron_jobs import CronJob
    from zdd_lsp.rules import Reporter

_NAME: Final = "cronrun"
_JOB: Final = (f"{_NAME}:", '    spec: "* * * * *"', '    cmd: "php bin/magento cron:run"')
"""The job of Adobe's template."""
_EFFECT: Final = (
    "indexes, e-mails, sitemaps, price rules and all other tasks of Commerce wait for it."
)


@rule(
    code="ZDD484",
    name="missing-cron-run",
    severity=Severity.WARNING,
    summary="No job runs `bin/magento cron:run`, so that Commerce never does its scheduled tasks.",
    subject="crons",
    bad=[
        Example(
            "Jobs of one's own only",
            {
                APP_FILE: """
                type: php:8.3
                crons:
                #^^^^ No job runs bin/magento cron:run
                    feed:
                        spec: "0 3 * * *"
                        cmd: "php bin/magento feed:export"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
            fixed={
                APP_FILE: """
                type: php:8.3
                crons:
                    feed:
                        spec: "0 3 * * *"
                        cmd: "php bin/magento feed:export"
                    cronrun:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
        Example(
            "No jobs at all",
            {
                APP_FILE: """
                name: shop
                #^^^ There are no crons
                type: php:8.3
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
            fixed={
                APP_FILE: """
                name: shop
                type: php:8.3
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                """
            },
        ),
    ],
    good=[
        Example(
            "The job of Adobe's template",
            {
                APP_FILE: """
                type: php:8.3
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
        Example(
            "A second application of the store, which has a server of its own",
            {
                APP_FILE: """
                name: application-server
                type: php:8.3
                web:
                    commands:
                        start: ./application-server/start.sh
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
        Example(
            "A script may do it",
            {
                APP_FILE: """
                type: php:8.3
                crons:
                    cronrun:
                        spec: "* * * * *"
                        cmd: "./scripts/cron.sh"
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
    ],
)
def missing_cron_run(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce has a schedule of its own, and `bin/magento cron:run` is what looks at it.

    Without it nothing is indexed, no e-mail is sent and no consumer is started by
    `CRON_CONSUMERS_RUNNER`. One job for it is enough. Adobe's template has it at `* * * * *`, which
    environments accept as well whose shortest interval is five minutes.

    An application with a server of its own, as GraphQL has it in Adobe's template, leaves the jobs
    to the other one. A file without any `crons` may belong to a project whose jobs Adobe's support
    has set up, so that this is information.

    Source: guide, crons property.
    """
    app = project.app
    source, crons = app.source, app.root.get("crons")
    if source is None or not is_readable(source) or not is_store(project) or _has_server(project):
        return
    if crons is None:
        if app.anchor_span is not None and not app.is_misspelt("crons"):
            yield report(
                APP_FILE,
                app.anchor_span,
                f"There are no crons, so that nothing here runs bin/magento cron:run: {_EFFECT}",
                severity=Severity.INFO,
                fixes=_fixes(project),
            )
    elif app.jobs and not any(_may_run(job) for job in app.jobs.values()):
        yield report(
            APP_FILE,
            crons.key.span,
            f"No job runs bin/magento cron:run: {_EFFECT}",
            fixes=_fixes(project),
        )


def _may_run(job: CronJob) -> bool:
    """Tell whether a job runs the tasks of Commerce, or something that may do so."""
    is_run = any(cron_run(command) is not None for command in job.script.commands)
    return is_run or may_run_more(job.script)


def _has_server(project: Project) -> bool:
    """Tell whether something else than PHP-FPM serves the application."""
    source, web = project.app.source, project.app.root.get("web")
    return source is not None and web is not None and "commands" in entries(source, web.value)


def _fixes(project: Project) -> tuple[Fix, ...]:
    app = project.app
    source, crons = app.source, app.root.get("crons")
    if source is None or _NAME in app.jobs or not isinstance(source.tree.root, Mapping):
        return ()
    if crons is not None:
        change = append_below(source, crons, _JOB)
    elif source.tree.root.flow:
        return ()
    else:
        change = append_to_root(source, ["crons:", *(f"    {line}" for line in _JOB)])
    return fix("Add the job of Adobe's template", change, Applicability.UNSAFE)
