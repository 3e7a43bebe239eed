"""ZDD091, a comment that silences nothing any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.findings import Applicability, Edit, Finding, Fix, Severity, Tag
from zdd_lsp.project.discovery import COMPOSER_LOCK, is_yaml
from zdd_lsp.project.disk import Unreadable
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, Reporter, rule
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.lint.directives import Directive, Name
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile


@rule(
    code="ZDD091",
    name="unused-suppression",
    severity=Severity.HINT,
    summary="A comment that silences a rule which finds nothing there.",
    bad=[
        Example(
            "What the comment was for is gone",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: false  # zdd: ignore[scd-on-demand] until the load test is over
                    #                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ silences nothing
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: false
                """
            },
        ),
        Example(
            "One of two rules finds nothing",
            {
                ENV_FILE: """
                stage:
                  global:
                    # zdd: ignore[html-minification, scd-on-demand] a shop for tests
                    #             ^^^^^^^^^^^^^^^^^ html-minification finds nothing
                    SCD_ON_DEMAND: true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    # zdd: ignore[scd-on-demand] a shop for tests
                    SCD_ON_DEMAND: true
                """
            },
        ),
    ],
    good=[
        Example(
            "A comment that is needed",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: true  # zdd: ignore[scd-on-demand] a shop for tests
                """
            },
        )
    ],
)
def unused_suppression(project: Project, report: Reporter) -> Iterator[Finding]:
    """A comment such as `# zdd: ignore[scd-on-demand]` outlives what it was written for.

    It then hides the next mistake of the same kind, which nobody has looked at. The fix removes the
    name, or the whole comment with the reason in it if no name is left. In the script of a hook
    that is for you to judge, because the script is the value of the key.

    Nothing is said about rules that do not run, because they are switched off or of another
    profile, nor while a file of the project cannot be read: then nobody knows what would be found.
    """
    audited = lint.audited(project)
    if not audited.silences or not _is_certain(project):
        return
    for path, silence in audited.silences.items():
        for directive in silence.directives:
            idle = [
                name
                for name in directive.names
                if (path, name.span) not in audited.used and _would_run(project, name.text)
            ]
            if idle and len(idle) == len(directive.names):
                yield _whole(report, silence.source, directive)
                continue
            for name in idle:
                yield _single(report, path, directive, name)


def _is_certain(project: Project) -> bool:
    """Tell whether all that the rules look at can be read."""
    return all(
        (each.lock.ok or COMPOSER_LOCK not in each.contents)
        and not any(isinstance(content, Unreadable) for content in each.contents.values())
        and not any(
            problem.fatal
            for path in filter(is_yaml, each.contents)
            for problem in each.problems(path)
        )
        for each in (project, *project.members)
    )


def _would_run(project: Project, name: str) -> bool:
    found = lint.rule(name)
    if found is None or found in lint.own_rules():
        return False
    # What the deciding parsers say about YAML comes later than the rest.
    is_in = project.with_verdicts or not found.name.startswith("yaml-")
    return is_in and lint.runs(project, found)


def _whole(report: Reporter, source: SourceFile, directive: Directive) -> Finding:
    rules = " and ".join(name.text for name in directive.names)
    verb = "find" if len(directive.names) > 1 else "finds"
    start, end = directive.span.start, directive.comment.end
    line = source.lines.line_at(start)
    before = source.text[source.lines.line_span(line).start : start]
    if before.strip():
        start -= len(before) - len(before.rstrip())
    else:
        # With its line break, and the whole line if it stands alone.
        start -= len(before)
        end = source.lines.line_span(line + 1).start
    is_ours = any(comment.span == directive.comment for comment in source.tree.comments)
    fix = Fix(
        "Remove the comment",
        (Edit(source.path, Span(start, end), ""),),
        Applicability.SAFE if is_ours else Applicability.UNSAFE,
    )
    message = f"{rules} {verb} nothing here, so this comment silences nothing."
    return report(source.path, directive.span, message, fixes=[fix], tags=[Tag.UNNECESSARY])


def _single(report: Reporter, path: str, directive: Directive, name: Name) -> Finding:
    at = directive.names.index(name)
    following = directive.names[at + 1 : at + 2]
    if following:
        gone = Span(name.span.start, following[0].span.start)
    else:
        gone = Span(directive.names[at - 1].span.end, name.span.end)
    fix = Fix(f"Remove {name.text} from the comment", (Edit(path, gone, ""),))
    message = f"{name.text} finds nothing here, so there is nothing to silence."
    return report(path, name.span, message, fixes=[fix], tags=[Tag.UNNECESSARY])
