"""A variable or a stage stands at the root of `.magento.env.yaml`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.editing import Change, column_of, move_below, push_down
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix, keeps_yaml
from zdd_lsp.rules._shared.strays import is_variable
from zdd_lsp.syntax.nodes import Mapping
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Comment, Entry

_HEAD: Final = re.compile(r"#+\s*(stage|global|build|deploy|post-deploy):\s*")


@rule(
    code="ZDD601",
    name="outside-of-stage",
    severity=Severity.WARNING,
    summary="A variable or a stage stands at the root of the file, where nothing reads it.",
    subject="env",
    bad=[
        Example(
            "A stage beside `stage`",
            {
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                deploy:
                #^^^^^ deploy belongs below stage
                  SKIP_SCD: true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: false
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
        Example(
            "The keys above it are still commented out",
            {
                ENV_FILE: """
                # stage:
                #   deploy:
                      SKIP_SCD: true
                #     ^^^^^^^^ stage and deploy above it are commented out
                """
            },
            fixed={
                ENV_FILE: """
                # stage:
                #   deploy:
                stage:
                   deploy:
                      SKIP_SCD: true
                """
            },
        ),
        Example(
            "A variable alone",
            {
                ENV_FILE: """
                QUALITY_PATCHES:
                #^^^^^^^^^^^^^^ belongs below stage and build
                  - MDVA-12304
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - MDVA-12304
                """
            },
        ),
    ],
    good=[
        Example(
            "Below `stage` and a stage",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
    ],
)
def outside_of_stage(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools reads `stage`, `log` and `system` at the root of the file and passes over the rest.

    A variable there, or a stage such as `deploy`, has no effect, and nothing says so. It happens
    when somebody removes the `#` of a variable in a file full of commented examples, and not those
    of `stage` and the stage above it.

    Source: ece-tools 2002.1.17, Config/Environment/Reader.php and Config/Stage.
    """
    source = project.env.source
    if source is None:
        return
    root = source.tree.root
    for name, entry in entries(source, root).items():
        if entry.colon is None or (name not in STAGES and not is_variable(project, name)):
            continue
        heads = _heads_above(source, entry)
        stages = () if name in STAGES else _stages(project, name, heads)
        where = "stage" if name in STAGES else "stage and " + (stages[0] if stages else "a stage")
        text = f"{name} belongs below {where}: at the root of the file nothing reads it."
        if heads:
            named = " and ".join(_HEAD.sub(r"\1", head.text) for head in heads)
            text += f" {named} above it {'are' if heads[1:] else 'is'} commented out."
        yield report(
            ENV_FILE,
            entry.key.span,
            text,
            related=[
                Related(Location(ENV_FILE, head.span), "This is commented out.") for head in heads
            ],
            fixes=_fixes(project, entry, ["stage", *stages]),
        )


def _heads_above(source: SourceFile, entry: Entry) -> list[Comment]:
    """Return the commented-out keys above an entry that would have held it, the outer first."""
    found: list[Comment] = []
    start = entry.key.span.start
    before = [each for each in source.tree.comments if each.span.start < start]
    if not isinstance(source.tree.root, Mapping) or source.tree.root.entries[0] is not entry:
        return []
    for comment in reversed(before):
        match = _HEAD.fullmatch(comment.text)
        if match is None:
            continue
        if match[1] == "stage":
            return [comment, *found]
        if not found:
            found = [comment]
    return []


def _stages(project: Project, name: str, heads: Sequence[Comment]) -> tuple[str, ...]:
    """Return the stage that a variable belongs to, if anybody can tell."""
    variable = project.schema.get(name)
    allowed = variable.stages if variable is not None else ()
    named = [_HEAD.sub(r"\1", head.text) for head in heads[1:]]
    fitting = [stage for stage in named if stage in allowed]
    if fitting:
        return (fitting[0],)
    return (allowed[0],) if len(allowed) == 1 else ()


def _fixes(project: Project, entry: Entry, heads: Sequence[str]) -> tuple[Fix, ...]:
    """Offer to put an entry below the keys that it belongs below."""
    source, env = project.env.source, project.env
    root = source.tree.root if source is not None else None
    if source is None or not isinstance(root, Mapping) or entry not in root.entries:
        return ()
    if entry.name not in STAGES and len(heads) == 1:
        return ()
    column = column_of(source, entry.key.span.start)
    title = f"Put it below {' and '.join(heads)}"
    changes: Sequence[Change] | None
    if env.stage is not None:
        target = env.stage if entry.name in STAGES else env.stages.get(heads[-1])
        changes = move_below(source, root, [entry], target) if target is not None else None
    elif column >= len(heads):
        changes = _heads(source, entry, heads)
    else:
        change = push_down(source, root, [entry], heads, len(heads))
        changes = None if change is None else [change]
    if not changes or not keeps_yaml(project, ENV_FILE, [(c.span, c.text) for c in changes]):
        return ()
    return fix(title, changes, Applicability.UNSAFE)


def _heads(source: SourceFile, entry: Entry, heads: Sequence[str]) -> list[Change]:
    """Write the keys above an entry that is indented as if they were there."""
    start = source.lines.line_span(source.lines.line_at(entry.key.span.start)).start
    column = column_of(source, entry.key.span.start)
    newline = eol(source.text)
    lines = [
        f"{' ' * (column * number // len(heads))}{head}:{newline}"
        for number, head in enumerate(heads)
    ]
    return [Change(source.path, Span(start, start), "".join(lines))]
