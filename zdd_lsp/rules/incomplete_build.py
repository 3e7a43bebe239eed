"""The build hook does not run all that a build consists of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.places import hook_place
from zdd_lsp.project.shell import switches_on_errors
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.script_lines import append_line, first_line, insert_line, line_of
from zdd_lsp.rules._shared.shell import hook, knows_hooks, may_run_more, runs, runs_anywhere

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.calls import Call
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text

_EFFECTS: Final = {
    "build:generate": "patches are not applied, and neither code nor static content is made.",
    "build:transfer": (
        "what was generated for the mounts does not reach the deploy, which finds no static "
        "content and an empty app/etc."
    ),
}


@rule(
    code="ZDD425",
    name="incomplete-build",
    severity=Severity.ERROR,
    summary="The build hook does not run both `generate` and `transfer` of ece-tools.",
    subject="hooks",
    bad=[
        Example(
            "Nothing is transferred",
            {
                APP_FILE: """
                hooks:
                  build: |
                # ^^^^^ does not run build:transfer
                    set -e
                    composer install
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
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
            "Nothing is generated",
            {
                APP_FILE: """
                hooks:
                  build: |
                # ^^^^^ does not run build:generate
                    set -e
                    # php ./vendor/bin/ece-tools build:generate
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    # php ./vendor/bin/ece-tools build:generate
                    php ./vendor/bin/ece-tools build:generate
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
        ),
        Example(
            "Neither, although the deploy relies on it",
            {
                APP_FILE: """
                hooks:
                  build: |
                # ^^^^^ does not run ece-tools
                    set -e
                    composer install
                  deploy: |
                    php ./vendor/bin/ece-tools run scenario/deploy.xml
                """
            },
        ),
    ],
    good=[
        Example(
            "Both, with something between them",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build:generate
                    ./after-static-content.sh
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
        ),
        Example("Both in one", {APP_FILE: "hooks:\n  build: php ./vendor/bin/ece-tools build\n"}),
        Example(
            "A script of one's own may do the rest",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    ./build.sh
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
        ),
    ],
)
def incomplete_build(project: Project, report: Reporter) -> Iterator[Finding]:
    """A build is two steps, and one without the other makes a version that does not work.

    `build:generate` applies patches, compiles the code and builds static content. `build:transfer`
    moves to `init` what belongs into folders that are mounts at run time, and the deploy brings it
    back from there. `ece-tools build` runs both.

    A hook that calls scripts of the project is not judged: they may run what is missing.

    Source: guide, hooks property; ece-tools 2002.1.17, scenario/build/*.xml.
    """
    text = hook(project, "build")
    if not knows_hooks(project) or (text is not None and may_run_more(text.script)):
        return
    wanted, found = commands().of_hook("build"), runs(project, "build")
    missing = [path for path in wanted if not runs_anywhere(project, path)]
    if not missing:
        return
    path, span = hook_place(project, "build")
    if len(missing) < len(wanted) and text is not None and found:
        name = commands().scenarios[missing[0]].command
        yield report(
            path,
            span,
            f"The build hook does not run {name}: {_EFFECTS[name]}",
            fixes=_fixes(text, next(iter(found.values())), missing[0]),
        )
    elif any(each in runs(project, "deploy") for each in commands().of_hook("deploy")):
        what = "The build hook does not run ece-tools" if text else "There is no build hook"
        yield report(
            path,
            span,
            f"{what}, although the deploy hook does: the deploy finds a version without patches, "
            "compiled code and static content.",
        )


def _fixes(text: Text, there: Call, missing: str) -> tuple[Fix, ...]:
    """Offer the other step, in the words of the one that is there."""
    line = line_of(text, there.command)
    present = next(path for path in there.runs if path != missing)
    scenarios = commands().scenarios
    names = (present, missing), tuple(scenarios[path].command for path in (present, missing))
    source = there.command.span.slice(text.source.text)
    written = [new for old, new in names if source.count(old) == 1]
    if line is None or len(written) != 1:
        return ()
    old, new = next(pair for pair in names if pair[1] == written[0])
    insert = append_line if missing == commands().of_hook("build")[-1] else insert_line
    changes = [insert(text, line, source.replace(old, new))]
    first = first_line(text)
    if first is not None and not any(map(switches_on_errors, text.script.commands)):
        # With a second command, the failure of the first one must count.
        strict = insert_line(text, first, "set -e")
        if strict.span == changes[0].span:
            strict = strict._replace(text=strict.text + changes.pop().text)
        changes.append(strict)
    return fix(f"Run {scenarios[missing].command}", changes, text.safe)
