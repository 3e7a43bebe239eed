"""A job or a server that is sent into the background."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import known_entries
from zdd_lsp.project.shell import read_script
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.shell import is_cut_address, texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command, Script
    from zdd_lsp.rules import Reporter

_JOB: Final = (
    "With & the job counts as done at once: nothing keeps a second one from starting beside it, "
    "and neither its timeout nor a deployment ends it properly."
)
_SERVER: Final = (
    "With & the platform takes the command for ended and starts it again and again, until the "
    "container breaks down."
)


@rule(
    code="ZDD483",
    name="background-job",
    severity=Severity.WARNING,
    summary="A cron job or a server is sent into the background, where the platform loses it.",
    subject="crons",
    bad=[
        Example(
            "A job",
            {
                APP_FILE: """
                crons:
                    feed:
                        spec: "0 3 * * *"
                        cmd: "php bin/magento feed:export > var/log/feed.log 2>&1 &"
                        #                                                         ^ counts as done
                """
            },
        ),
        Example(
            "Several commands in one job",
            {
                APP_FILE: """
                crons:
                    feed:
                        spec: "0 3 * * *"
                        commands:
                            start: |
                                php bin/magento feed:export a && echo a &
                                #                                       ^ counts as done
                                php bin/magento feed:export b
                """
            },
        ),
        Example(
            "The server itself",
            {
                APP_FILE: """
                web:
                    commands:
                        start: ./application-server/start.sh > var/log/server.log 2>&1 &
                        #                                                              ^ again
                """
            },
        ),
    ],
    good=[
        Example(
            "Redirections, conditions and quoted texts",
            {
                APP_FILE: """
                crons:
                    feed:
                        spec: "0 3 * * *"
                        cmd: 'cd pub && curl -s "https://example.com/?a=1&b=2" 2>&1 >/dev/null'
                """
            },
        ),
        Example(
            "Somebody waits",
            {
                APP_FILE: """
                crons:
                    feed:
                        spec: "0 3 * * *"
                        cmd: |
                            php bin/magento feed:export a &
                            php bin/magento feed:export b &
                            wait
                """
            },
        ),
    ],
)
def background_job(project: Project, report: Reporter) -> Iterator[Finding]:
    """The platform runs one job at a time in the web container, and ends it after its `timeout`.

    A job that goes into the background escapes that: the command returns at once, and its work
    goes on beside the next jobs and the next deployment. Leave the `&` out; if several commands
    shall run at the same time, end the script with `wait`. Work that never ends belongs into a
    worker.

    A server that `web.commands.start` or a worker sends into the background is taken for dead and
    is started over and over.

    Source: guide, crons property; documentation of Platform.sh, crons and web commands.
    """
    jobs = [text for text in texts(project) if text.hook is None]
    found = {
        command.end.span
        for text in jobs
        for command in _left_alone(text.script)
        # An address without quotes that is cut off is another fault.
        if not is_cut_address(text, command)
    }
    for span in sorted(found):
        yield report(APP_FILE, span, _JOB)
    servers = _servers(project)
    found = {command.end.span for script in servers for command in _left_alone(script)}
    for span in sorted(found):
        yield report(APP_FILE, span, _SERVER, severity=Severity.ERROR)


def _servers(project: Project) -> Iterator[Script]:
    """Yield the `start` commands of the web server and of the workers."""
    source, root = project.app.source, project.app.root
    if source is None:
        return
    containers = [root["web"]] if "web" in root else []
    if "workers" in root:
        containers += known_entries(source, root["workers"].value).values()
    for container in containers:
        commands = known_entries(source, container.value).get("commands")
        start = known_entries(source, commands.value).get("start") if commands is not None else None
        if start is not None:
            yield read_script(source, start.value)


def _left_alone(script: Script) -> list[Command]:
    """Return the commands in the background that nothing waits for."""
    found: list[Command] = []
    for command in script.commands:
        if command.words and command.words[0].text == "wait":
            found.clear()
        elif command.end.text == "&":
            found.append(command)
    return found
