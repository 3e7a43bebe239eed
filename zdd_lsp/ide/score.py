"""The score of the ideal state: how many of its conditions a project fulfils, and which not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from zdd_lsp.project.ideal import Gap
from zdd_lsp.project.obstacle import obstacle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project

State = Literal["fulfilled", "open", "unknown"]


class _Asked(NamedTuple):
    """What the ideal state asks for, and the rules that report where it is missing."""

    text: str
    rules: tuple[str, ...]


_ASKED: Final[Mapping[Gap, _Asked]] = {
    Gap.SCD_ON_DEMAND: _Asked(
        "No static content is generated while visitors wait for a page: SCD_ON_DEMAND is off.",
        ("scd-on-demand",),
    ),
    Gap.SKIP_SCD: _Asked(
        "Static content is generated in the build: SKIP_SCD is off there.", ("skip-scd-on-build",)
    ),
    Gap.NO_SCOPES: _Asked(
        "The build knows websites and stores: the shared configuration names them.",
        ("config-php-without-scopes", "missing-config-php"),
    ),
    Gap.NO_POST_DEPLOY: _Asked(
        "What can wait runs when the site is back: the post_deploy hook runs ece-tools.",
        ("missing-post-deploy-hook",),
    ),
    Gap.HTML_MINIFICATION: _Asked(
        "No HTML is minified while the site is down: SKIP_HTML_MINIFICATION is on.",
        ("html-minification",),
    ),
}
"""The conditions in the order in which ece-tools names what is missing."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the conditions of the ideal state.

    Attributes:
        name: The name of the gap that it closes, such as ``SKIP_SCD``.
        text: What it asks for.
        state: Whether it is fulfilled. What only PHP could tell is unknown.
        finding: What the rules say if it is not, unless a comment or a setting silences them.
    """

    name: str
    text: str
    state: State
    finding: Finding | None = None


@dataclass(frozen=True, slots=True)
class Score:
    """How many conditions of the ideal state a project fulfils.

    Attributes:
        conditions: All of them.
        obstacle: Why nobody can tell, as the end of a sentence. There are no conditions then.
    """

    conditions: tuple[Condition, ...]
    obstacle: str = ""

    @property
    def title(self) -> str:
        """The score in one line."""
        if self.obstacle:
            return f"Ideal state: cannot be judged, because {self.obstacle}"
        states = [condition.state for condition in self.conditions]
        unknown = states.count("unknown")
        rest = f", {unknown} unknown" if unknown else ""
        return (
            f"Ideal state: {states.count('fulfilled')} of {len(states)} conditions fulfilled{rest}"
        )

    @property
    def markdown(self) -> str:
        """The score, and what is missing for each condition."""
        lines = [f"- {_MARKS[each.state]} {each.text}{_told(each)}" for each in self.conditions]
        return "\n".join((f"### {self.title}", "", *lines)).rstrip()


_MARKS: Final[Mapping[State, str]] = {"fulfilled": "✓", "open": "✗", "unknown": "?"}


def _told(condition: Condition) -> str:
    # Two blanks end a line of Markdown, and cannot be seen where it is shown as it is.
    return "" if condition.finding is None else f"  \n  {condition.finding.message}"


def score(project: Project, findings: Mapping[str, Sequence[Finding]]) -> Score:
    """Return the score of a project.

    Args:
        project: The project.
        findings: What the rules say about the files of the project, by path.
    """
    reason = obstacle(project)
    if reason is not None:
        return Score((), reason)
    state = project.ideal
    gaps = {*state.gaps, *state.hidden}
    every = [finding for found in findings.values() for finding in found]
    conditions = []
    for gap, asked in _ASKED.items():
        if gap not in gaps:
            is_known = gap is not Gap.NO_SCOPES or state.is_known
            known: State = "fulfilled" if is_known else "unknown"
            conditions.append(Condition(gap.name, asked.text, known))
            continue
        found = next((each for each in every if each.rule in asked.rules), None)
        conditions.append(Condition(gap.name, asked.text, "open", found))
    return Score(tuple(conditions))
