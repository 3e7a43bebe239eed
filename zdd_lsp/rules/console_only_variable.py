"""A name of the Cloud Console or of the platform stands in `.magento.env.yaml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import foreign_names
from zdd_lsp.findings import Applicability, Severity, Tag
from zdd_lsp.project.editing import remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.schema import STOPS, severity, subject, upstream, violations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import ForeignName
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD209",
    name="console-only-variable",
    severity=Severity.ERROR,
    summary="A variable of the Cloud Console or of the platform is set in `.magento.env.yaml`.",
    subject="env",
    bad=[
        Example(
            "The encryption key",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRYPT_KEY: 0123456789abcdef
                #   ^^^^^^^^^ is set in the Cloud Console, never in the repository
                """
            },
        ),
        Example(
            "What the platform sets itself",
            {
                ENV_FILE: """
                stage:
                  global:
                    SCD_THREADS: 4
                    MAGENTO_CLOUD_APP_DIR: /app
                #   ^^^^^^^^^^^^^^^^^^^^^ is set by the platform and cannot be changed
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_THREADS: 4
                """
            },
        ),
    ],
    good=[
        Example(
            "Variables of the file",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    UPDATE_URLS: false
                """
            },
        ),
    ],
)
def console_only_variable(project: Project, report: Reporter) -> Iterator[Finding]:
    """Some variables are no business of `.magento.env.yaml`, and ece-tools refuses them there.

    The administrator's data (`ADMIN_*`), the encryption key (`CRYPT_KEY`) and Composer's
    credentials (`COMPOSER_AUTH`) belong in the Cloud Console, where they can be marked as sensitive
    and differ from environment to environment. `MAGENTO_CLOUD_*` come from the platform, and nobody
    else can set them. In a stage, any of them stops the build with error 10.

    A secret that was committed is in the history of the repository for good: deleting the line does
    not take it back. Replace the secret itself.

    Source: ece-tools 2002.1.17, config/schema.yaml, which has none of them; Adobe's guide,
    variables-admin, variables-cloud and variables-deploy.
    """
    for violation in violations(project, Fault.UNKNOWN):
        setting = violation.setting
        name = foreign_names().get(setting.name)
        if name is None or name.kind == "removed":
            continue
        is_safe = name.kind == "platform"
        applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
        yield report(
            ENV_FILE,
            setting.key_span,
            f"{subject(violation)} {_belongs(name)}. {STOPS}",
            severity=severity(project),
            upstream=upstream(violation),
            fixes=fix(f"Remove {setting.name}", remove(project, setting), applicability),
            tags=[Tag.SENSITIVE] if name.kind == "console" else (),
        )


def _belongs(name: ForeignName) -> str:
    if name.kind == "platform":
        return "is set by the platform and cannot be changed"
    where = "is set in the Cloud Console, never in the repository"
    return f"{where}; here, {name.successor} does the same" if name.successor else where
