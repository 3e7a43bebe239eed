"""A section of the root that looks like stages, and that ece-tools does not read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import STAGES, sections
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import rename_key
from zdd_lsp.project.env import ENV_FILE, entries
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.strays import is_variable
from zdd_lsp.text.similar import similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD602",
    name="unread-section",
    severity=Severity.WARNING,
    summary="A section of the root holds stages, but its name is not `stage`.",
    subject="env",
    bad=[
        Example(
            "Stages of a branch",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                integration:
                #^^^^^^^^^^ there are no settings for single environments in this file
                  deploy:
                    SKIP_SCD: false
                """
            },
        ),
        Example(
            "Misspelt",
            {
                ENV_FILE: """
                stages:
                #^^^^^ did you mean stage?
                  deploy:
                    SKIP_SCD: true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
    ],
    good=[
        Example(
            "What is no stage may have any name",
            {
                ENV_FILE: """
                x-shared: &shared
                  SCD_THREADS: 4
                stage:
                  build:
                    <<: *shared
                """
            },
        ),
    ],
)
def unread_section(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools reads `stage`, `log` and `system` at the root of the file and passes over the rest.

    A section for a branch or an environment does not exist. What shall differ between environments
    is set in the Cloud Console, which has the last word over the stage `deploy`.

    Source: ece-tools 2002.1.17, Config/Environment/Reader.php and Config/Stage/Deploy.
    """
    source = project.env.source
    if source is None:
        return
    root = entries(source, source.tree.root)
    for name, entry in root.items():
        if name in sections().sections or name in STAGES or is_variable(project, name):
            continue
        stages = entries(source, entry.value)
        if (
            entry.colon is None
            or entry.value.anchor is not None
            or not any(stage in stages and entries(source, stages[stage].value) for stage in STAGES)
        ):
            continue
        is_misspelt = bool(similar(name, ["stage"])) and "stage" not in root
        hint = (
            "; did you mean stage?"
            if is_misspelt
            else ": there are no settings for single environments in this file. Set what differs "
            "in the Cloud Console."
        )
        change = rename_key(source, entry, "stage") if is_misspelt else None
        yield report(
            ENV_FILE,
            entry.key.span,
            f"Nothing reads {name}{hint}",
            fixes=fix(f"Rename {name} to stage", change, Applicability.UNSAFE),
        )
