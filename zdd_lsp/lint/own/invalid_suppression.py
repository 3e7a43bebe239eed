"""ZDD092, a comment for zdd-lsp that is not understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.findings import Applicability, Edit, Finding, Fix, Severity
from zdd_lsp.lint.directives import remarks
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, Reporter, rule
from zdd_lsp.text.similar import same, similar
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.lint.directives import Name
    from zdd_lsp.lint.silence import Silence
    from zdd_lsp.project import Project

_ADDRESS = re.compile(r"#\s*zdd:.*")


@rule(
    code="ZDD092",
    name="invalid-suppression",
    severity=Severity.INFO,
    summary="A comment for zdd-lsp that names no rule or is not understood.",
    bad=[
        Example(
            "A rule that does not exist",
            {
                ENV_FILE: """
                stage:
                  global:
                    # zdd: ignore[SCD_ON_DEMAND] a shop for tests
                    #             ^^^^^^^^^^^^^ There is no rule SCD_ON_DEMAND
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
        Example(
            "No rule at all",
            {
                ENV_FILE: """
                # zdd: ignore everything
                #^^^^^^^^^^^^^^^^^^^^^^^ is not understood
                stage: {}
                """
            },
        ),
    ],
    good=[
        Example(
            "Rules that exist, by name or code",
            {
                ENV_FILE: """
                stage:
                  global:
                    # zdd: ignore[scd-on-demand, ZDD103] a shop for tests
                    SCD_ON_DEMAND: true
                """
            },
        )
    ],
)
def invalid_suppression(project: Project, report: Reporter) -> Iterator[Finding]:
    """A comment that silences findings names the rules in brackets, by name or code.

    The forms are `# zdd: ignore[rule-name] reason` for a line, `# zdd: ignore-block[rule-name]` for
    a key or item with all that is in it, and `# zdd: ignore-file[rule-name]` for a file. A comment
    that begins with `# zdd:` and has none of these forms silences nothing, and neither does a name
    that no rule has. All names and codes are in the list of rules, and on every finding.
    """
    for path, silence in lint.audited(project).silences.items():
        for directive in silence.directives:
            for name in directive.names:
                if lint.rule(name.text) is None:
                    yield _stranger(report, path, name)
        yield from _not_understood(report, path, silence)


def _stranger(report: Reporter, path: str, name: Name) -> Finding:
    names = [each.name for each in lint.rules()]
    meant = same(name.text, names)
    close = [meant] if meant is not None else similar(name.text, names)
    hint = f" Did you mean {' or '.join(close)}?" if close else ""
    fixes = [
        Fix(
            f"Write {each}",
            (Edit(path, name.span, each),),
            Applicability.UNSAFE if meant is None else Applicability.SAFE,
        )
        for each in close
    ]
    message = f"There is no rule {name.text}, so nothing is silenced.{hint}"
    return report(path, name.span, message, fixes=fixes)


def _not_understood(report: Reporter, path: str, silence: Silence) -> Iterator[Finding]:
    understood = {each.comment for each in silence.directives if each.names}
    for remark in remarks(silence.source):
        match = _ADDRESS.search(silence.source.text, *remark.span)
        if match is not None and remark.span not in understood:
            message = (
                "This comment is not understood, so nothing is silenced. "
                "Write it as # zdd: ignore[rule-name] and your reason."
            )
            yield report(path, Span(*match.span()), message)
