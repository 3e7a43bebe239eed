"""The rules, one module each.

A rule is a generator function decorated with `rule`. It looks at a project and yields findings;
it does no input or output and knows nothing of editors. Its docstring is its documentation page,
its examples are its tests. To write one, read the shortest module in this folder.

This module has the vocabulary; what several rules share is in the folder `_shared`.
"""

from __future__ import annotations

import datetime as dt
import inspect
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from zdd_lsp.catalogue import facts
from zdd_lsp.findings import (
    Finding,
    Fix,
    Location,
    Related,
    Severity,
    Tag,
    Upstream,
)
from zdd_lsp.settings.model import PROFILES

if TYPE_CHECKING:
    from zdd_lsp.project import Project
    from zdd_lsp.project.disk import Unreadable
    from zdd_lsp.text.span import Span

Check = Callable[["Project", "Reporter"], Iterator[Finding]]

CARETS = re.compile(r"^\s*(?:#|//|\")?\s*(\^+)\s+(.*?)(?:\",?)?$")
"""The line of an example that draws a finding of the line above: its place and its message."""


@dataclass(frozen=True, slots=True)
class Example:
    """A small project and what the rule says about it.

    Attributes:
        title: What the example shows.
        files: The project's files. Expected findings are drawn under the line, mostly in comments:
            ``#   ^^^^ part of the message``. A file without carets must be silent.
        fixed: The files after the first fix of the rule's first finding was applied, for
            examples whose finding has one.
        unreadable: Files that have no text, each with the reason. The rule says something about
            the file as a whole, and gives that reason.
        today: The day on which it is judged.
    """

    title: str
    files: dict[str, str]
    fixed: dict[str, str] | None = None
    unreadable: dict[str, Unreadable] = field(default_factory=dict)
    today: dt.date = dt.date(2026, 11, 23)

    @property
    def pictures(self) -> dict[str, str]:
        """The files with the carets, without the indentation of the Python around them."""
        return {path: _dedented(text) for path, text in self.files.items()}

    @property
    def texts(self) -> dict[str, str]:
        """The files as a user would have them: without the carets."""
        return {
            path: "\n".join(line for line in picture.split("\n") if not CARETS.match(line))
            for path, picture in self.pictures.items()
        }

    @property
    def fixed_texts(self) -> dict[str, str]:
        """The files after the fix; those that it does not change are left out."""
        return {path: _dedented(text) for path, text in (self.fixed or {}).items()}


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
    url: str | None
    profile: str = PROFILES[0]

    @property
    def page(self) -> str:
        """The rule's page, as a path below the root of this repository."""
        return f"docs/rules/{self.name}.md"

    def run(self, project: Project) -> Iterator[Finding]:
        """Yield what the rule finds in a project."""
        return self.check(project, Reporter(self))


@dataclass(frozen=True, slots=True)
class Reporter:
    """Makes findings of one rule, with its code and default severity filled in."""

    rule: Rule

    def __call__(  # noqa: PLR0913 - a finding has that many parts, and most have defaults
        self,
        path: str,
        span: Span,
        message: str,
        *,
        severity: Severity | None = None,
        upstream: Upstream | None = None,
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
        tags: Iterable[Tag] = (),
    ) -> Finding:
        """Make a finding at ``span`` of ``path``."""
        return Finding(
            rule=self.rule.name,
            code=self.rule.code,
            severity=self.rule.severity if severity is None else severity,
            location=Location(path, span),
            message=message,
            upstream=upstream,
            related=tuple(related),
            fixes=tuple(fixes),
            tags=tuple(tags),
        )


def rule(  # noqa: PLR0913 - a rule has that many parts, each with its name
    *,
    code: str,
    name: str,
    severity: Severity,
    summary: str,
    bad: Iterable[Example],
    good: Iterable[Example],
    subject: str | None = None,
    profile: str = PROFILES[0],
) -> Callable[[Check], Rule]:
    """Turn a generator function into a rule.

    Args:
        code: A stable code, ``ZDD`` and three digits.
        name: A stable name that names the fault: 'ignore NAME' must read well.
        severity: The default severity.
        summary: The fault in one line, for lists.
        bad: Examples that the rule reports.
        good: Examples on which the rule is silent.
        subject: The subject of the page in Adobe's guide, a key of the catalogue's ``pages``.
        profile: The smallest profile that has the rule, one of `PROFILES`.
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
            url=facts().url(subject) if subject else None,
            profile=profile,
        )

    return decorate


def _dedented(text: str) -> str:
    import textwrap  # noqa: PLC0415 - only documentation and tests look at examples

    return textwrap.dedent(text).removeprefix("\n")
