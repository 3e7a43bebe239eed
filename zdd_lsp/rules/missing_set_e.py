"""A step of the build may fail, and the build goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import call
from zdd_lsp.project.shell import switches_on_errors
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import first_line, insert_line
from zdd_lsp.rules._shared.shell import hook, is_harmless, short

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command, Script
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD420",
    name="missing-set-e",
    severity=Severity.WARNING,
    summary="The build hook lacks `set -e`, so that a step may fail without failing the build.",
    subject="hooks",
    bad=[
        Example(
            "Only the transfer decides",
            {
                APP_FILE: """
                hooks:
                  build: |
                # ^^^^^ "composer install" may fail and the build goes on
                    composer install
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                    php ./vendor/bin/ece-tools run scenario/build/transfer.xml
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    composer install
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                    php ./vendor/bin/ece-tools run scenario/build/transfer.xml
                """
            },
        ),
        Example(
            "Commands of one's own: have a look at each before it may end the build",
            {
                APP_FILE: """
                hooks:
                  build: |
                # ^^^^^ "npm ci" may fail
                    echo "Theme"
                    npm ci && npm run build
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "The first command that fails ends the build",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    composer install
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                    php ./vendor/bin/ece-tools run scenario/build/transfer.xml
                """
            },
        ),
        Example(
            "Each command depends on the one before it",
            {
                APP_FILE: """
                hooks:
                  build: |
                    echo "Here we go"
                    php ./vendor/bin/ece-tools build:generate &&
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
        ),
        Example(
            "A single command",
            {APP_FILE: "hooks:\n  build: php ./vendor/bin/ece-tools build\n"},
        ),
    ],
)
def missing_set_e(project: Project, report: Reporter) -> Iterator[Finding]:
    """A hook is one script, and its result is that of its last command.

    Without `set -e` a build goes on when Composer could not install a package or when the
    compilation failed, as long as the last command succeeds. The platform then deploys a version
    that is not complete, and the fault shows on the site instead of in the build.

    Write `set -e` on the first line. A command that may fail gets `|| true` behind it.

    Source: guide, hooks property.
    """
    text = hook(project, "build")
    if text is None or text.script.is_open:
        return
    loose = _loose(text.script)
    if not loose:
        return
    line = first_line(text)
    is_sure = all(call(command) is not None for command in loose)
    first = next((each for each in loose if call(each) is not None), loose[0])
    change = None
    if line is not None and not any(map(switches_on_errors, text.script.commands)):
        change = insert_line(text, line, "set -e")
    yield report(
        APP_FILE,
        text.entry.key.span,
        f'"{short(first)}" may fail and the build goes on: without set -e, only the last '
        "command of the hook decides whether it failed.",
        fixes=fix(
            "Begin with set -e",
            change,
            text.safe if is_sure else Applicability.UNSAFE,
        ),
    )


def _loose(script: Script) -> list[Command]:
    """Return the commands whose failure nobody would notice.

    A script that uses ``set -e`` further down has its reasons; then only our tools count.
    """
    has_switch = any(map(switches_on_errors, script.commands))
    found: list[Command] = []
    for number, command in enumerate(script.commands):
        if switches_on_errors(command):
            break
        is_last = number == len(script.commands) - 1
        is_condition = bool({"if", "while", "function", "$("} & set(command.blocks))
        is_joined = command.end.text in ("&&", "||", "|", "&")
        if is_last or is_condition or is_joined or is_harmless(command):
            continue
        if call(command) is not None or not has_switch:
            found.append(_first_of_chain(script, number))
    return found


def _first_of_chain(script: Script, number: int) -> Command:
    """Return the first command of a chain of ``&&``, which ends the chain if it fails."""
    while number and script.commands[number].before == "&&":
        number -= 1
    return script.commands[number]
