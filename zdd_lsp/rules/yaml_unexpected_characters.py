"""Text behind the end of a value."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

unexpected_characters = yaml_rule(
    code="ZDD028",
    kind="unexpected-characters",
    prose="""
    A value in quotes ends with its closing quote, a list with its bracket; only a comment may
    follow on the line. More text is an error: the push is rejected, or, for `.magento.env.yaml`,
    the build stops. No comma follows a value, other than in JSON. A value with quotes in its
    middle is written in quotes of the other sort. Behind a bracket in `.magento.env.yaml` the
    text is dropped instead (`yaml-ignored-text`).
    """,
    bad=[
        Example(
            "Only a part is in quotes",
            {
                APP_FILE: """
                crons:
                  magento:
                    spec: "*/5" * * * *
                    #           ^^^^^^^ The value ends before this text
                    cmd: php bin/magento cron:run
                """
            },
        ),
        Example(
            "A comma, as in JSON",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: 'compact',
                    #                      ^ The value ends before this text
                    SCD_THREADS: 4
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: 'compact'
                    SCD_THREADS: 4
                """
            },
        ),
    ],
    good=[
        Example(
            "Quotes around the whole value",
            {
                APP_FILE: """
                crons:
                  magento:
                    spec: "*/5 * * * *"
                    cmd: php bin/magento cron:run
                """
            },
        ),
        Example(
            "A comment may follow",
            {ENV_FILE: "stage:\n  build:\n    SCD_STRATEGY: 'compact'  # saves disk space\n"},
        ),
    ],
)
