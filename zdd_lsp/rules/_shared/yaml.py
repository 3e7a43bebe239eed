"""Rules about well-formedness: each reports one kind of problem of the YAML reader."""

from __future__ import annotations

import inspect
from dataclasses import replace
from typing import TYPE_CHECKING

from zdd_lsp.catalogue import facts
from zdd_lsp.findings import (
    Applicability,
    Edit,
    Finding,
    Fix,
    Location,
    Related,
    Severity,
    Upstream,
)
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Rule
from zdd_lsp.syntax.problems import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from zdd_lsp.project import Project
    from zdd_lsp.rules import Example, Reporter
    from zdd_lsp.syntax.nodes import Problem

    Mend = Callable[[Project, str, Problem], tuple[Fix, ...]]
    """What finds a repair that takes another reading of the file."""


def yaml_rule(  # noqa: PLR0913 - a rule has that many parts, each with its name
    *,
    code: str,
    kind: str,
    prose: str,
    bad: Iterable[Example],
    good: Iterable[Example],
    severity: Severity = Severity.ERROR,
    applicability: Applicability = Applicability.SAFE,
    mend: Mend | None = None,
) -> Rule:
    """Return the rule that reports one kind of problem of the YAML reader.

    Args:
        code: A stable code, ``ZDD0`` and two digits.
        kind: The kind, a key of `zdd_lsp.syntax.problems.KINDS`. The rule is named after it.
        prose: The documentation, as Markdown.
        bad: Examples that the rule reports.
        good: Examples on which the rule is silent.
        severity: The severity of most of its findings. Each single one is an error if the file
            cannot be read because of it, and else a warning.
        applicability: Whether the reader's repairs of this kind may be applied unseen.
        mend: Finds further repairs, for the first `_MOST_MENDS` findings of a file.
    """

    def check(project: Project, report: Reporter) -> Iterator[Finding]:
        yield from yaml_findings(project, report, kind, applicability, mend)

    return Rule(
        code=code,
        name=f"yaml-{kind}",
        severity=severity,
        summary=_sentence(KINDS[kind]),
        check=check,
        prose=inspect.cleandoc(prose),
        bad=tuple(bad),
        good=tuple(good),
        url=facts().url("env"),
    )


def yaml_findings(
    project: Project,
    report: Reporter,
    kind: str,
    applicability: Applicability = Applicability.SAFE,
    mend: Mend | None = None,
) -> Iterator[Finding]:
    """Yield a finding for each problem of a kind in the YAML files of a project."""
    for path in FILES:
        found = [problem for problem in project.problems(path) if problem.kind == kind]
        for number, problem in enumerate(found):
            mended = mend(project, path, problem) if mend and number < _MOST_MENDS else ()
            finding = _yaml_finding(path, problem, report, applicability)
            yield replace(finding, fixes=(*finding.fixes, *mended))


def _yaml_finding(
    path: str, problem: Problem, report: Reporter, applicability: Applicability
) -> Finding:
    upstream = None
    if problem.upstream is not None and path == ENV_FILE:
        upstream = Upstream(PARSE_FAILED, problem.upstream)
    return report(
        path,
        problem.span,
        problem.message,
        severity=Severity.ERROR if problem.fatal else Severity.WARNING,
        upstream=upstream,
        related=[Related(Location(path, span), message) for span, message in problem.related],
        fixes=[
            Fix(
                repair.title,
                tuple(Edit(path, span, text) for span, text in repair.edits),
                applicability,
            )
            for repair in problem.repairs
        ],
    )


_MOST_MENDS = 5
"""For how many findings of a file a repair is looked for that takes a reading of the file."""
PARSE_FAILED = 4
"""ece-tools' code BUILD_CONFIG_PARSE_FAILED."""


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] + "."
