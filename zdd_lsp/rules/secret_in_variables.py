"""A secret that stands in the repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import known_entries
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.secret_names import keeps_out, names_secret

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry


@rule(
    code="ZDD499",
    name="secret-in-variables",
    severity=Severity.WARNING,
    summary="A variable of `.magento.app.yaml` holds what looks like a password or a token.",
    subject="app_variables",
    bad=[
        Example(
            "The password of a mail server",
            {
                APP_FILE: """
                variables:
                    env:
                        SMTP_HOST: "mail.example.com"
                        SMTP_PASSWORD: "correct horse battery staple"
                #       ^^^^^^^^^^^^^ can read it
                """
            },
        ),
    ],
    good=[
        Example(
            "What is no secret, and what is filled in elsewhere",
            {
                APP_FILE: """
                variables:
                    env:
                        SMTP_PASSWORD: ""
                        PAYMENT_API_KEY: "<set in the Cloud Console>"
                        PAYMENT_PUBLIC_API_KEY: "pk_12345"
                        USE_TOKEN: 1
                        TOKEN_LIFETIME: "3600"
                        PRIVATE_KEY: /app/var/private.pem
                """
            },
        ),
    ],
)
def secret_in_variables(project: Project, report: Reporter) -> Iterator[Finding]:
    """Everybody who can read the repository, or an old copy of it, can read the variable.

    The guide wants secrets in the Cloud Console, or set by `magento-cloud variable:create
    --sensitive true`, where they differ by environment and nobody can read them back. A secret that
    was pushed once stays in the history: change it where it is valid, after you have moved it.

    Rests on the names of variables that end with `PASSWORD`, `SECRET`, `TOKEN`, `API_KEY` and the
    like. The value is never shown.

    Source: guide, variables property.
    """
    source = project.app.source
    if source is None or "variables" not in project.app.root:
        return
    for group in known_entries(source, project.app.root["variables"].value).values():
        for name, entry in known_entries(source, group.value).items():
            if names_secret(name) and _is_secret(source, entry):
                yield report(
                    APP_FILE,
                    entry.key.span,
                    f"{name} looks like a secret, and everybody who can read the repository can "
                    "read it. Set it in the Cloud Console as a sensitive variable.",
                    tags=[Tag.SENSITIVE],
                )


def _is_secret(source: SourceFile, entry: Entry) -> bool:
    value = source.value(entry.value)
    return isinstance(value, str) and source.is_known(entry.value) and keeps_out(value)
