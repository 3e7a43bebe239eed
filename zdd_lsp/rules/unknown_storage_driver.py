"""A driver of the remote storage that Commerce does not have by that name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array, put
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_DRIVER: Final = "aws-s3"
_OTHERS: Final = re.compile(r"(?:amazon|aws)?[ _-]?s3|aws", re.IGNORECASE)
"""How people write it."""


@rule(
    code="ZDD648",
    name="unknown-storage-driver",
    severity=Severity.WARNING,
    summary="The driver in `REMOTE_STORAGE` is not called so.",
    subject="deploy_variables",
    bad=[
        Example(
            "The name of the service",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: s3
                      #       ^^ is called aws-s3
                      config: {bucket: media, region: eu-west-1}
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: aws-s3
                      config: {bucket: media, region: eu-west-1}
                """
            },
        ),
    ],
    good=[
        Example(
            "The one of Commerce",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: aws-s3
                      config: {bucket: media, region: eu-west-1}
                """
            },
        ),
        Example(
            "One of an extension",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REMOTE_STORAGE:
                      driver: azure-blob
                      config: {bucket: media, region: westeurope}
                """
            },
        ),
    ],
)
def unknown_storage_driver(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce has the driver `aws-s3`, extensions may have others.

    With a driver that nobody has the deploy cannot set the remote storage up: files stay on the
    disk of each environment. Only names that stand for Amazon S3 are reported.

    Source: Commerce, module RemoteStorage, Driver/DriverPool; ece-tools 2002.1.17,
    Step/Deploy/RemoteStorage.php (warning 2028).
    """
    array = deploy_array(project, "REMOTE_STORAGE")
    spot = array.find("driver") if array is not None else None
    value = array.at("driver") if array is not None else None
    if array is None or spot is None or not isinstance(value, str):
        return
    if value != _DRIVER and _OTHERS.fullmatch(value.strip()):
        change = None if spot.is_shared else put(array, _DRIVER, "driver")
        yield report(
            ENV_FILE,
            spot.value_span,
            f"Commerce has no driver {value}: the one for Amazon S3 is called {_DRIVER}.",
            fixes=fix(f"Write {_DRIVER}", change, Applicability.UNSAFE),
        )
