"""What every fix of every rule promises, checked on any project."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.ide.fixes import fix_all
from zdd_lsp.project import Project, SourceFile
from zdd_lsp.project.discovery import FILES
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.syntax.nodes import Alias, Mapping, Scalar, Sequence, walk
from zdd_lsp.text.edits import apply
from zdd_lsp.text.lines import LineIndex
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Sequence as Several

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.syntax.nodes import Node

Said = tuple[str, str]
"""A finding as far as it can be found again in a changed text: its rule and its message."""

WAKES_STAGES = frozenset({"unknown-stage", "stage-not-a-map", "outside-of-stage", "unread-section"})
"""Rules about whole stages that do not count. A fix makes all that is in one count."""

WAKES = frozenset(
    {
        *("wrong-stage", "wrong-type", "unknown-variable", "removed-variable"),
        *("variable-beside-stages", "misplaced-key"),
    }
)
"""Rules about settings that do not count. A fix makes one count, and what is wrong with the very
setting that it touches comes to light."""

STATIC_CONTENT = (
    *("ignored-scd-options", "unused-scd-option", "no-static-content"),
    "ignored-no-parent",
)
OF_SHOPS = (
    *("missing-search-service", "missing-elasticsearch", "deprecated-mysql-search"),
    "missing-composer-lock",
)
OF_SERVICES = (
    *("unsupported-combination", "unsupported-service", "unsupported-service-version"),
    *("elasticsearch-client-mismatch", "two-search-services", "search-service-not-used"),
)
OF_KEYS = (
    *("unknown-key", "missing-key", "inapplicable-key"),
    *("wrong-key-type", "key-value-not-allowed"),
)
REVEALS: dict[str, tuple[str, ...]] = {
    # Where static content is generated decides which of the options for it have an effect.
    "skip-scd-on-build": STATIC_CONTENT,
    "scd-on-demand": STATIC_CONTENT,
    "wrong-stage": STATIC_CONTENT,
    "unknown-variable": STATIC_CONTENT,
    "wrong-type": STATIC_CONTENT,
    "variable-beside-stages": STATIC_CONTENT,
    # In the other phase there may be no compression that a time limit is for.
    "unused-scd-option": ("unused-scd-option",),
    "value-out-of-range": ("unused-scd-option",),
    # A file without hooks need not be of a shop, one that runs ece-tools is.
    "missing-post-deploy-hook": (*OF_SHOPS, "missing-key"),
    # Which of the two services there is decides between the variables for their back ends.
    "unsupported-cache-backend": ("cache-backend-of-other-service",),
    "hook-not-a-text": OF_SHOPS,
    # A service counts, and its version with it, as soon as a relationship leads to it.
    "missing-search-service": OF_SERVICES,
    "missing-elasticsearch": OF_SERVICES,
    "elasticsuite-without-search-service": OF_SERVICES,
    "unused-service": OF_SERVICES,
    # Without an engine of its own, a shop searches with what the platform offers: maybe nothing.
    "search-configuration-without-engine": (
        *("deprecated-mysql-search", "search-key-of-other-engine"),
    ),
    # What is not merged has to be whole.
    "merge-not-a-boolean": (
        *("incomplete-database-configuration", "search-configuration-without-engine"),
        *("session-configuration-without-save", "resource-without-connection"),
        *("cache-frontend-without-backend", "cache-without-server", "hand-written-connection"),
        *("ignored-by-configuration", "deprecated-mysql-search"),
    ),
    # The variable said which Commerce is installed.
    "variable-too-new": ("missing-commerce-package",),
    # A newer PHP or service may need a newer ece-tools as well, and a step on the way need not be
    # a version to stay with.
    "enforced-upgrade": ("unknown-to-ece-tools", "unsupported-combination"),
    "unsupported-combination": ("unknown-to-ece-tools",),
    "service-end-of-life": ("unknown-to-ece-tools", "unsupported-combination"),
    # Where redirects lead is known as soon as it is known what the route is for.
    "invalid-route-template": ("redirect-loop", "redirect-hides-application"),
    # What a route shall be is the reader's choice, and not all of its keys go with each.
    "incomplete-route": (
        *("no-upstream-route", "redirect-loop", "redirect-hides-application"),
        "route-key-of-other-type",
    ),
    # What has no meaning at its place gets one where it belongs.
    "misplaced-redirects": OF_KEYS,
    "misplaced-route-key": OF_KEYS,
    "json-comma": OF_KEYS,
    "misplaced-cache-key": ("misplaced-cache-key",),
    "misnamed-key": (
        *("remote-storage-without-bucket", "remote-storage-too-early", "hand-written-connection"),
        *("incomplete-database-configuration", "ignored-by-configuration"),
    ),
}
"""What else a fix may bring to light, by rule: the rules that say it, because it is inherent."""


def fixed(project: Project, fix: Fix) -> Project:
    """Return the project after a fix."""
    texts = {}
    for path in {edit.path for edit in fix.edits}:
        edits = [(edit.span, edit.text) for edit in fix.edits if edit.path == path]
        texts[path] = apply(project.text(path) or "", edits)
    return project.with_texts(texts)


def faults(
    project: Project, wanted: Callable[[Finding, Fix], bool] = lambda _finding, _fix: True
) -> Iterator[str]:
    """Yield what is wrong with the fixes that the rules offer in a judged project.

    Args:
        project: The project.
        wanted: Which fixes are tried.
    """
    findings = lint.check(project)
    before = Counter(said(finding) for finding in findings)
    for finding in findings:
        for fix in finding.fixes:
            if wanted(finding, fix):
                for fault in _faults(project, before, finding, fix):
                    yield f"{finding.rule}: {finding.message!r}, fix {fix.title!r}: {fault}"


def _faults(project: Project, before: Counter[Said], finding: Finding, fix: Fix) -> Iterator[str]:
    try:
        changed = fixed(project, fix)
    except ValueError as error:
        yield f"its edits cannot be applied: {error}"
        return
    after = Counter(said(each) for each in lint.check(changed))
    if after[said(finding)] >= before[said(finding)]:
        yield "the finding is still there"
    if finding.rule.startswith("yaml-"):
        # What stands in a file that nobody could read is news in any case.
        yield from losses(project, changed)
        return
    if finding.rule not in WAKES_STAGES:
        yield from _news(project, changed, finding, fix)
    if not fatal(project) and fatal(changed):
        yield f"the text cannot be read any more: {fatal(changed)}"
    yield from losses(project, changed)


def _news(project: Project, changed: Project, finding: Finding, fix: Fix) -> Iterator[str]:
    """Yield the findings of weight that a fix brings.

    A rule may word anew what it said before; the rule of the finding itself may not. What an
    alias repeats changes in several places, which is why such a fix is for a person.
    """
    if not fix.is_safe and has_aliases(project):
        return
    old = lint.check(project)
    messages = Counter(said(each) for each in old)
    rules = Counter(each.rule for each in old)
    touched = _touched(changed, fix) if finding.rule in WAKES else []
    closed = {path for path in FILES if any(each.fatal for each in project.problems(path))}
    for each in lint.check(changed):
        if each.location.path in closed:
            continue  # what stands in a file that nobody could read is news in any case
        is_touched = any(place.overlaps(each.location.span) for place in touched)
        if is_touched or "(merged into" in each.message:
            continue
        rules[each.rule] -= 1
        messages[said(each)] -= 1
        is_old = messages[said(each)] >= 0
        is_reworded = each.rule != finding.rule and rules[each.rule] >= 0
        if (
            each.severity >= Severity.WARNING
            and not (is_old or is_reworded)
            and each.rule not in REVEALS.get(finding.rule, ())
            and not (fix.is_step and each.rule == finding.rule)
        ):
            yield f"it brings {each.rule}: {each.message!r}"


def has_aliases(project: Project) -> bool:
    """Tell whether `.magento.env.yaml` refers to anchors."""
    source = project.env.source
    return source is not None and any(isinstance(node, Alias) for node in walk(source.tree.root))


def _touched(changed: Project, fix: Fix) -> list[Span]:
    """Return the places of the settings that a fix wrote or renamed, in the changed file."""
    source = changed.env.source
    if source is None:
        return []
    spans, shift = [], 0
    for edit in sorted(fix.edits, key=lambda edit: edit.span):
        if edit.path == ENV_FILE:
            start = edit.span.start + shift
            spans.append(Span(start, start + len(edit.text)))
            shift += len(edit.text) - (edit.span.end - edit.span.start)
    settings = [
        setting.entry
        for stage in changed.env.settings.values()
        for setting in stage.values()
        if any(setting.entry.span.overlaps(span) for span in spans)
    ]
    # What the value says may stand at an anchor.
    anchored = [
        entry.value.target.span
        for entry in settings
        if isinstance(entry.value, Alias) and entry.value.target is not None
    ]
    return [*spans, *(entry.span for entry in settings), *anchored]


def losses(project: Project, changed: Project) -> Iterator[str]:
    """Yield what a change of a text lost that is not its business."""
    lost = comments(project) - comments(changed)
    if lost:
        yield f"comments are lost: {sorted(lost)}"
    for path in project.contents:
        old, new = project.text(path), changed.text(path)
        if old and new and line_breaks(old) and not line_breaks(new) <= line_breaks(old):
            yield f"{path} has other line breaks"


def unstable(project: Project, *, unsafe: bool = False) -> Iterator[str]:
    """Yield what applying all fixes a second time would still change."""
    once = project.with_texts(fix_all(project, unsafe=unsafe))
    if not fatal(project) and fatal(once):
        yield f"fix-all makes the text unreadable: {fatal(once)}"
    yield from losses(project, once)
    twice = fix_all(once, unsafe=unsafe)
    for path, text in twice.items():
        yield f"fix-all changes {path} a second time: {once.text(path)!r} to {text!r}"


def said(finding: Finding) -> Said:
    """Return what identifies a finding across a change."""
    return finding.rule, finding.message


def fatal(project: Project) -> list[str]:
    """Return the kinds of all problems for which a file is refused."""
    return [problem.kind for path in FILES for problem in project.problems(path) if problem.fatal]


def comments(project: Project) -> Counter[str]:
    """Return the comments of all YAML files, without those that are for us and may be outlived."""
    return Counter(
        comment.text
        for path in FILES
        if isinstance(source := project.source(path), SourceFile)
        for comment in source.tree.comments
        if "zdd:" not in comment.text
    )


def line_breaks(text: str) -> set[str]:
    """Return the line breaks that a text has."""
    index = LineIndex(text)
    return {index.line_break(line) for line in range(len(index) - 1)}


# What holds between the files


def lost_references(project: Project, changed: Project) -> Iterator[str]:
    """Yield the references between files that led somewhere and do not any more."""
    lost = Counter(references(project)) - Counter(references(changed))
    for kind, target in sorted(lost):
        yield f"a {kind} to {target} is lost"


def references(project: Project) -> Iterator[tuple[str, str]]:
    """Yield what refers to something in another file that is there."""
    for link in project.relationships.values():
        if link.service is not None:
            yield "relationship", link.service.name
    names = {each.name for each in project.applications}
    for route in project.routes.routes.values():
        if route.upstream is not None and route.upstream.app in names:
            yield "route", route.upstream.app


def disturbed(project: Project, changed: Project, fixes: Several[Fix]) -> Iterator[str]:
    """Yield the values that no fix touches, nor any key above them, and that changed with them."""
    every = [edit for fix in fixes for edit in fix.edits]
    for path in {edit.path for edit in every} & FILES.keys():
        old, new = project.yaml(path), changed.yaml(path)
        is_guess = any(problem.fatal for problem in project.problems(path))
        if old is None or new is None or is_guess:
            continue
        edits = [edit.span for edit in every if edit.path == path]
        kept = Counter((trail, value) for trail, value, _ in leaves(new))
        for trail, value, spans in leaves(old):
            is_touched = any(span.overlaps(edit) for span in spans for edit in edits)
            if not is_touched and not kept[trail, value]:
                yield f"{path}: {'.'.join(trail)} was {value}"


def leaves(source: SourceFile) -> list[tuple[tuple[str, ...], str, tuple[Span, ...]]]:
    """Return the scalars of a file: the keys above, the value, and the places of all of these.

    Items of a list have no names, so that one that goes does not rename the others.
    """
    found = []
    stack: list[tuple[Node | None, tuple[str, ...], tuple[Span, ...]]] = [
        (source.tree.root, (), ())
    ]
    while stack:
        node, trail, spans = stack.pop()
        if isinstance(node, Mapping):
            for entry in node.entries:
                key = source.values.key(entry)
                stack.append((entry.value, (*trail, key), (*spans, entry.key.span)))
        elif isinstance(node, Sequence):
            stack += [(item.value, (*trail, "-"), spans) for item in node.items]
        elif isinstance(node, Scalar):
            found.append((trail, repr(source.value(node)), (*spans, node.span)))
    return found
