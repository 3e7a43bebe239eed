"""The rules, one module each.

A rule is a generator function decorated with `rule`. It looks at a project and yields findings;
it does no input or output and knows nothing of editors. Its docstring is its documentation page,
its examples are its tests. To write one, read the shortest module in this folder.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zdd_lsp.findings import Finding, Fix, Location, Related, Severity, Tag, Upstream

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span

Check = Callable[["Project", "Reporter"], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Example:
    """A small project and what the rule says about it.

    Attributes:
        title: What the example shows.
        files: The project's files. Expected findings are drawn in comments under the line:
            ``#   ^^^^ part of the message``. A file without carets must be silent.
        fixed: The files after the first fix of the rule's first finding was applied, for
            examples whose finding has one.
    """

    title: str
    files: dict[str, str]
    fixed: dict[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule: what it is called, how bad it is, how it checks and how it is documented."""

    code: str
    name: str
    severity: Severity
    summary: str
    check: Check
    prose: str
    bad: tuple[Example, ...]
    good: tuple[Example, ...]
    url: str
    names: tuple[str, ...] = field(default=())

    def run(self, project: Project) -> Iterator[Finding]:
        """Yield what the rule finds in a project."""
        return self.check(project, Reporter(self))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes findings of one rule, with its code and default severity filled in."""

    rule: Rule

    def __call__(  # noqa: PLR0913 - a finding has that many parts, and all but two have defaults
        self,
        path: str,
        span: Span,
        message: str,
        *,
        name: str | None = None,
        severity: Severity | None = None,
        upstream: Upstream | None = None,
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
        tags: Iterable[Tag] = (),
    ) -> Finding:
        """Make a finding at ``span`` of ``path``. ``name`` is for rules that have several."""
        return Finding(
            rule=name or self.rule.name,
            code=self.rule.code,
            severity=self.rule.severity if severity is None else severity,
            location=Location(path, span),
            message=message,
            upstream=upstream,
            related=tuple(related),
            fixes=tuple(fixes),
            tags=tuple(tags),
        )


def rule(  # noqa: PLR0913 - a rule states all of itself in one place
    *,
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    bad: Iterable[Example],
    good: Iterable[Example],
    url: str = "",
    names: Iterable[str] = (),
) -> Callable[[Check], Rule]:
    """Turn a generator function into a rule.

    Args:
        code: A stable code, ``ZDD`` and three digits.
        name: A stable name that names the fault: 'ignore NAME' must read well.
        severity: The default severity.
        summary: The fault in one line, for lists.
        bad: Examples that the rule reports.
        good: Examples on which the rule is silent.
        url: The page of Adobe's documentation that explains the subject.
        names: For a rule that reports under several names, all of them.
    """

    def decorate(check: Check) -> Rule:
        return Rule(
            code=code,
            name=name,
            severity=severity,
            summary=summary,
            check=check,
            prose=inspect.cleandoc(check.__doc__ or ""),
            bad=tuple(bad),
            good=tuple(good),
            url=url,
            names=tuple(names),
        )

    return decorate
