"""REMOTE_STORAGE is set for a Commerce that has no remote storage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import COMPOSER_JSON
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD331",
    name="remote-storage-too-early",
    severity=Severity.WARNING,
    summary="`REMOTE_STORAGE` is ignored before Commerce 2.4.2.",
    subject="deploy_variables",
    bad=[
        Example(
            "Commerce 2.4.1",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE: {driver: aws-s3, config: {bucket: media, region: eu-west-1}}
                    #^^^^^^^^^^^^^ ignores REMOTE_STORAGE with Commerce 2.4.1
                """,
                COMPOSER_JSON: '{"version": "2.4.1"}',
            },
        ),
    ],
    good=[
        Example(
            "Commerce 2.4.2",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE: {driver: aws-s3, config: {bucket: media, region: eu-west-1}}
                """,
                COMPOSER_JSON: '{"version": "2.4.2"}',
            },
        ),
    ],
)
def remote_storage_too_early(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce can keep media in a remote storage since 2.4.2.

    With an older Commerce ece-tools skips the step without a word, and the files stay on the disk
    of the environment. Remove the variable until Commerce is upgraded.

    Source: ece-tools 2002.1.17, Step/Deploy/RemoteStorage.php.
    """
    array = deploy_array(project, "REMOTE_STORAGE")
    if array is None or not is_truthy(array.at("driver")) or not project.is_commerce("<2.4.2"):
        return
    yield report(
        ENV_FILE,
        array.spot.key_span,
        f"ece-tools ignores REMOTE_STORAGE with Commerce {project.commerce}: it came with 2.4.2.",
    )
