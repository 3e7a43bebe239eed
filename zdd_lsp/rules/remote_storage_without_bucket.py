"""REMOTE_STORAGE names a driver, but not where the files are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import COMPOSER_JSON
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import FAILS, deploy_array, listed
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD330",
    name="remote-storage-without-bucket",
    severity=Severity.ERROR,
    summary="`REMOTE_STORAGE` has a driver, but its `config` lacks the bucket or the region.",
    subject="deploy_variables",
    bad=[
        Example(
            "They belong below `config`",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                    #^^^^^^^^^^^^^ lacks bucket and region
                      driver: aws-s3
                      bucket: media
                      region: eu-west-1
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
        Example(
            "An empty region",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: aws-s3
                      config: {bucket: media, region: ''}
                      #^^^^^ lacks region
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
    ],
    good=[
        Example(
            "Complete",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: aws-s3
                      config:
                        bucket: media
                        region: eu-west-1
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
        Example(
            "No driver: files stay where they are",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE: {prefix: shop}
                """,
                COMPOSER_JSON: '{"version": "2.4.8"}',
            },
        ),
    ],
)
def remote_storage_without_bucket(project: Project, report: Reporter) -> Iterator[Finding]:
    """With a `driver`, `REMOTE_STORAGE` has to name bucket and region below `config`.

    Otherwise the deploy fails with "Bucket and region are required configurations", late, and when
    the site is in maintenance already: the shop stays closed until the next deploy. This holds for
    every driver, `file` included; to keep files on the disk, leave the driver out.

    A variable of this name in the Cloud Console replaces the whole value.

    Source: ece-tools 2002.1.17, Step/Deploy/RemoteStorage.php.
    """
    array = deploy_array(project, "REMOTE_STORAGE")
    if array is None or not is_truthy(array.at("driver")) or not project.is_commerce(">=2.4.2"):
        return
    missing = []
    for name in ("bucket", "region"):
        value = array.at("config", name)
        is_unknown = value is None and array.has("config", name)
        if not is_truthy(value) and not is_unknown:
            missing.append(name)
    if missing:
        yield report(
            ENV_FILE,
            array.nearest("config").key_span,
            f"REMOTE_STORAGE has a driver, but its config lacks {listed(missing)}: {FAILS}.",
        )
