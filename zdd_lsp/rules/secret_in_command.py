"""A secret in a hook or a cron job."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.secrets import secrets
from zdd_lsp.rules._shared.shell import texts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD434",
    name="secret-in-command",
    severity=Severity.WARNING,
    summary="A hook or a cron job holds a password, a token or a key.",
    subject="app_variables",
    bad=[
        Example(
            "In an address",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    curl https://deploy:s3cr3t-word@ci.example.com/job
                    #    ^^^^^^^^ password stands in the repository
                """
            },
        ),
        Example(
            "In a parameter and in a header",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    curl 'https://ci.example.com/job?name=shop&token=0123456789abcdef'
                    #                                          ^^^^^^ token stands
                    curl -H "Fastly-Key: 0123456789abcdef" https://api.example.com/purge
                    #        ^^^^^^^^^^^ key stands
                """
            },
        ),
        Example(
            "In the environment of a command",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    export NPM_TOKEN=0123456789abcdef
                    #      ^^^^^^^^^^ token stands
                    composer config http-basic.repo.example.com shop 0123456789abcdef
                    #               ^^^^^^^^^^^^^^^^^^^^^^^^^^^ password stands
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "From a variable of the Cloud Console",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                    curl "https://deploy:$CI_PASSWORD@ci.example.com/job?token=${CI_TOKEN}"
                    curl -H "Fastly-Key: $FASTLY_KEY" https://git@api.example.com/purge?key=all
                """
            },
        ),
    ],
)
def secret_in_command(project: Project, report: Reporter) -> Iterator[Finding]:
    """Everybody who can read the repository, or an old copy of it, can use the secret.

    Set it in the Cloud Console as a sensitive variable (`env:NAME`, with *Available during build*
    where the build needs it) and write `$NAME` here. A secret that was pushed once stays in the
    history: change it where it is valid. Credentials for Composer belong in `env:COMPOSER_AUTH`.

    Rests on the form of addresses, and on the names of parameters, headers and variables. What
    follows the place is never shown.

    Source: guide, variables property.
    """
    for text in texts(project):
        for secret in secrets(text):
            yield report(
                APP_FILE,
                secret.span,
                f"{secret.kind} stands in the repository, where everybody who can read it can use "
                "it. Put it into a sensitive variable of the Cloud Console.",
                tags=[Tag.SENSITIVE],
            )
