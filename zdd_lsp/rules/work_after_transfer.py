"""Work of the build that begins when everything is packed already."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import MAGENTO, call, invoked
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import insert_line, line_of, remove_line
from zdd_lsp.rules._shared.secrets import has_secret
from zdd_lsp.rules._shared.shell import hook, is_script, runs, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text

_BUILDERS: Final = frozenset({"npm", "npx", "yarn", "pnpm", "gulp", "grunt", "webpack", "vite"})
"""Programs that build themes."""
_WRITERS: Final = frozenset({"cp", "mv", "rsync", "mkdir", "touch", "ln", "sed", "tee", "tar"})
_MOUNTED: Final = re.compile(r"(?:\./|/app/)?(?:var|app/etc|pub/(?:media|static))(?:/.*)?")
"""Folders that are mounts in every store."""
_READING: Final = re.compile(r".*:(?:status|list|info|show)|--version|-V|list|help")


@rule(
    code="ZDD427",
    name="work-after-transfer",
    severity=Severity.WARNING,
    summary="The build hook works on after `transfer` has packed its results.",
    subject="hooks",
    bad=[
        Example(
            "A theme is built too late",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    composer install
                    php ./vendor/bin/ece-tools build:generate
                    php ./vendor/bin/ece-tools build:transfer
                    npm run build
                #   ^^^^^^^^^^^^^ is not in what the deploy brings back
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    composer install
                    php ./vendor/bin/ece-tools build:generate
                    npm run build
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
        ),
        Example(
            "A file that belongs into a mount",
            {
                APP_FILE: """
                hooks:
                  build: |
                    php ./vendor/bin/ece-tools build && cp robots.txt pub/media/
                    #                                   ^^^^^^^^^^^^^^^^^^^^^^^^ is not in what
                """
            },
        ),
        Example(
            "Nobody knows what a script does",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build
                    ./bin/finish.sh
                #   ^^^^^^^^^^^^^^^ if it writes into var, app/etc
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    ./bin/finish.sh
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "Between the two steps, and what touches no mount behind them",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    npm run build
                    php ./vendor/bin/ece-tools build:generate
                    ./minify-static-content.sh
                    php ./vendor/bin/ece-tools build:transfer
                    rm -rf node_modules
                    echo done
                """
            },
        ),
    ],
)
def work_after_transfer(project: Project, report: Reporter) -> Iterator[Finding]:
    """`build:transfer` is the end of the build: it packs what the deploy will bring back.

    The writable folders (`var`, `app/etc`, `pub/media`, `pub/static`) are mounts at run time and
    hide what the build left there; only what `transfer` moved to `init` arrives. Whatever is built
    for them afterwards is lost, and static content is compressed and copied already.

    Put work on themes and modules before `build:generate`, so that static content is built from it,
    and work on finished static content between the two steps. What a script of the project does is
    unknown; that it runs behind the transfer is mere information.

    Source: guide, hooks property; ece-tools 2002.1.17, scenario/build/transfer.xml.
    """
    text = hook(project, "build")
    last = runs(project, "build").get(commands().of_hook("build")[-1])
    if text is None or last is None:
        return
    is_behind = False
    for command in text.script.commands:
        if command is last.command:
            is_behind = True
            continue
        if not is_behind:
            continue
        severity = _severity(command)
        if severity is None:
            continue
        message = (
            f"{short(command)} runs after {last.subject}: what it builds is not in what the deploy "
            "brings back to the mounts."
        )
        if severity is Severity.INFO:
            message = (
                f"{short(command)} runs after {last.subject}: if it writes into var, app/etc, "
                "pub/media or pub/static, that is lost."
            )
        there = Location(APP_FILE, last.command.span)
        yield report(
            APP_FILE,
            command.span,
            message,
            severity=severity,
            related=[Related(there, "What is built has been packed here.")],
            fixes=_moved(text, command, last.command),
        )


def _severity(command: Command) -> Severity | None:
    """Return how bad it is that a command comes too late; None if it is not."""
    found = call(command)
    if found is not None:
        if found.known is not None and found.known.services:
            return None  # it cannot work in the build at all, as another rule says
        is_work = found.tool == MAGENTO and found.name is not None
        is_work = is_work and not _READING.fullmatch(found.name.text if found.name else "")
        return Severity.WARNING if is_work else None
    words = invoked(command)
    program = words[0].text.rpartition("/")[2] if words else ""
    if program in _BUILDERS:
        return Severity.WARNING
    if program in _WRITERS:
        is_lost = any(_MOUNTED.fullmatch(word.text) for word in words[1:])
        return Severity.WARNING if is_lost else None
    return Severity.INFO if is_script(command) else None


def _moved(text: Text, command: Command, before: Command) -> tuple[Fix, ...]:
    """Offer to move a command that has its line for itself before the transfer."""
    line, target = line_of(text, command), line_of(text, before)
    if line is None or target is None or has_secret(text, command):
        return ()
    removed = remove_line(text, line)
    if removed is None:
        return ()
    inserted = insert_line(text, target, command.span.slice(text.source.text))
    return fix("Move it before the transfer", [inserted, removed], Applicability.UNSAFE)
