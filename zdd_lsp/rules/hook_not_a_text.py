"""A hook of the application is no text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import facts
from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import Change
from zdd_lsp.project.places import value_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.maps import kind, php_name
from zdd_lsp.syntax.nodes import Scalar, Sequence, Style
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD234",
    name="hook-not-a-text",
    severity=Severity.ERROR,
    summary="A hook is a list or a map instead of a shell script.",
    subject="hooks",
    bad=[
        Example(
            "A list of commands",
            {
                APP_FILE: """
                hooks:
                  post_deploy:
                # ^^^^^^^^^^^ ece-tools dies of it
                    - php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                    - php bin/magento cache:clean
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                      php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                      php bin/magento cache:clean
                """
            },
        ),
        Example(
            "A switch",
            {
                APP_FILE: """
                hooks:
                  build: true
                  #      ^^^^ the platform refuses the file
                """
            },
        ),
        Example(
            "A script without the name of its hook",
            {
                APP_FILE: """
                hooks: php ./vendor/bin/ece-tools run scenario/deploy.xml
                #      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a map of hooks
                """
            },
        ),
    ],
    good=[
        Example(
            "Scripts, and a hook that does nothing",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools run scenario/build/generate.xml
                  deploy:
                  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
        Example("From another file", {APP_FILE: "hooks: !include hooks.yaml\n"}),
    ],
)
def hook_not_a_text(project: Project, report: Reporter) -> Iterator[Finding]:
    """Each hook is one text that is handed to a shell, mostly a block of lines after `|`.

    The platform refuses a file with a list of commands, a map or a switch in that place when it is
    pushed. ece-tools looks into `post_deploy` for its own command and dies of an error of PHP if
    that is anything but a text; its log ends with a stack trace then. It does not look at the
    others.

    Source: ece-tools 2002.1.17, Config/Application/HookChecker.php.
    """
    app, source = project.app, project.app.source
    entry = app.hooks_entry
    if source is None or entry is None or any(each.fatal for each in source.tree.problems):
        return
    value = source.value(entry.value)
    if not source.is_known(entry.value) or value is None:
        return
    if not isinstance(value, dict):
        yield report(
            APP_FILE,
            value_place(entry),
            f"hooks must be a map of hooks, but this is {kind(value)}: the platform refuses the "
            "file, and ece-tools finds no hook in it.",
        )
    for name in _HOOKS:
        hook = app.hooks.get(name)
        if hook is None or not source.is_known(hook.entry.value):
            continue
        script = source.value(hook.entry.value)
        if script is None or isinstance(script, str):
            continue
        is_read = name == "post_deploy"
        also = ", and ece-tools dies of it when it looks for its own command" if is_read else ""
        said = "strpos(): Argument #1 ($haystack) must be of type string, "
        said += f"{php_name(script)} given"
        yield report(
            APP_FILE,
            value_place(hook.entry),
            f"{name} must be a shell script, but this is {kind(script)}: the platform refuses the "
            f"file{also}.",
            upstream=Upstream(None, said) if is_read else None,
            fixes=_fixes(source, hook.entry, is_read=is_read),
        )


_HOOKS: Final = ("build", "deploy", "post_deploy")


def _fixes(source: SourceFile, entry: Entry, *, is_read: bool) -> tuple[Fix, ...]:
    """Offer to make a script; one that shall run ece-tools and does not is no cure by itself."""
    is_whole = not is_read or facts().hook_marker in entry.value.span.slice(source.text)
    applicability = Applicability.SAFE if is_whole else Applicability.UNSAFE
    return fix("Write a script", _script(source, entry), applicability)


def _script(source: SourceFile, entry: Entry) -> list[Change] | None:
    """Make a script of a list of commands, a line each; None where they are written otherwise."""
    value = entry.value
    if not isinstance(value, Sequence) or value.flow or value.anchor or value.tag:
        return None
    if entry.colon is None:
        return None
    whole = Span(entry.colon.end, value.span.end)
    if any(whole.start <= comment.span.start < whole.end for comment in source.tree.comments):
        return None
    changes = [Change(source.path, Span(entry.colon.end, entry.colon.end), " |")]
    first = source.lines.line_at(entry.colon.start) + 1
    columns = set()
    for number, item in enumerate(value.items):
        line, column = source.lines.position(item.value.span.start)
        columns.add(column)
        is_command = isinstance(item.value, Scalar) and item.value.style is Style.PLAIN
        is_one_line = source.lines.line_at(item.value.span.end) == line == first + number
        if (
            not is_command
            or not is_one_line
            or item.value.anchor
            or item.value.tag
            or not item.dash
        ):
            return None
        changes.append(Change(source.path, item.dash, " "))
    return changes if len(columns) == 1 else None
