"""Code actions: what an editor can offer for a place in a file.

Actions are made from the place alone; nothing that a client may send back is relied on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from zdd_lsp import lint
from zdd_lsp.ide.fixes import as_edits, fix_all, fix_to_ideal, fix_within, make_ideal
from zdd_lsp.ide.refusals import refusal
from zdd_lsp.lint.suppression import suppress_file, suppress_line
from zdd_lsp.project.discovery import is_yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from zdd_lsp.findings import Edit, Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.text.span import Span

Kind = Literal[
    "quickfix", "refactor.move", "refactor.rewrite", "source.fixAll.zdd", "source.zdd.makeIdeal"
]


class Request(NamedTuple):
    """A place for which actions are wanted.

    Attributes:
        project: The project.
        findings: What the rules say about the files of the project, by path.
        path: The file.
        span: The part of it.
        unseen: Those of the findings that the editor does not show, because another server does.
            They can be mended, but need not be silenced.
        pause: Is called now and then where an action takes long to make, and may break that off.
    """

    project: Project
    findings: Mapping[str, Sequence[Finding]]
    path: str
    span: Span
    unseen: Collection[Finding] = ()
    pause: Callable[[], object] = lint.go_on


@dataclass(frozen=True, slots=True)
class Action:
    """Something that can be done to the project.

    Attributes:
        title: What it does, in the imperative.
        kind: The kind, in the protocol's terms.
        make: Makes the edits, possibly of several files. That may take longer than all the rest,
            and there may turn out to be none.
        preferred: Whether an editor may take it for the obvious choice.
        finding: The finding that it cures, if the editor shows it.
        refusal: Why it cannot be done. Such an action has no edits.
    """

    title: str
    kind: Kind
    make: Callable[[], tuple[Edit, ...]] = tuple
    preferred: bool = False
    finding: Finding | None = None
    refusal: str = ""


def quick_fixes(request: Request) -> list[Action]:
    """Return the fixes of the findings that touch the place, and the ways to ignore them."""
    actions = []
    touched = [
        finding
        for finding in request.findings.get(request.path, ())
        if finding.location.span.overlaps(request.span)
    ]
    for finding in touched:
        shown = None if finding in request.unseen else finding
        actions += [_of_fix(fix, shown, is_first=fix is finding.fixes[0]) for fix in finding.fixes]
        reason = "" if finding.fixes else refusal(request.project, finding)
        if reason:
            title = f"Fix {finding.rule}"
            actions.append(Action(title, "quickfix", finding=shown, refusal=reason))
    seen = (finding for finding in touched if finding not in request.unseen)
    return [*actions, *_suppressions(request.project, seen)]


def _suppressions(project: Project, findings: Iterable[Finding]) -> Iterator[Action]:
    """Yield the comments that silence findings, each way to say it once.

    JSON and PHP have none, and what is said about such a comment needs no second one.
    """
    said: set[tuple[str, str]] = set()
    for finding in findings:
        if not is_yaml(finding.location.path) or lint.rule(finding.rule) in lint.own_rules():
            continue
        for where, suppress in (("on this line", suppress_line), ("in this file", suppress_file)):
            if (finding.rule, where) in said:
                continue
            said.add((finding.rule, where))
            make = partial(_suppression, suppress, project, finding)
            title = f"Ignore {finding.rule} {where}"
            yield Action(title, "quickfix", make, finding=finding)


def _suppression(
    suppress: Callable[[Project, Finding], tuple[Edit, ...] | None],
    project: Project,
    finding: Finding,
) -> tuple[Edit, ...]:
    return suppress(project, finding) or ()


def _of_fix(fix: Fix, finding: Finding | None, *, is_first: bool) -> Action:
    return Action(
        fix.title if fix.is_safe else f"{fix.title} (unsafe)",
        "quickfix",
        lambda: fix.edits,
        preferred=fix.is_safe and is_first,
        finding=finding,
    )


def fix_all_action(request: Request) -> list[Action]:
    """Return the action that applies all safe fixes of one file, if there are any."""
    project, path = request.project, request.path
    found = request.findings.get(path, ())
    if not any(fix_within(finding, path=path) for finding in found):
        return []
    make = partial(_edits, project, partial(fix_all, pause=request.pause, path=path))
    return [Action("Apply all safe fixes to this file", "source.fixAll.zdd", make)]


def make_ideal_action(request: Request) -> list[Action]:
    """Return the action that makes the project ideal, if it can do anything."""
    every = (finding for found in request.findings.values() for finding in found)
    if not any(fix_to_ideal(finding) for finding in every):
        return []
    title = "Make this project ideal for zero-downtime deployments"
    make = partial(_edits, request.project, partial(make_ideal, pause=request.pause))
    return [Action(title, "source.zdd.makeIdeal", make)]


def _edits(project: Project, change: Callable[[Project], dict[str, str]]) -> tuple[Edit, ...]:
    return as_edits(project, change(project))
