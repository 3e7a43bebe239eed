"""Aliases without an anchor."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

undefined_alias = yaml_rule(
    code="ZDD026",
    kind="undefined-alias",
    prose="""
    `*name` at the beginning of a value refers to a node that was named `&name` further up in the
    same file. Without one the file is refused: the push is rejected, or, for `.magento.env.yaml`,
    the build stops. Either the name is misspelt, or the anchor stands further down or in another
    file, or no alias was meant at all: the schedule of a cron job and a pattern such as `*.css`
    begin with an asterisk too and need quotes.
    """,
    bad=[
        Example(
            "The anchor comes too late",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX: *themes
                    #           ^^^^^^^ No anchor &themes stands before this alias
                  deploy:
                    SCD_MATRIX: &themes
                      Magento/backend: []
                """
            },
        ),
    ],
    good=[
        Example(
            "A schedule in quotes",
            {
                APP_FILE: """
                crons:
                  magento:
                    spec: '*/5 * * * *'
                    cmd: php bin/magento cron:run
                """
            },
        ),
        Example(
            "The anchor comes first",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX: &themes
                      Magento/backend: []
                  deploy:
                    SCD_MATRIX: *themes
                """
            },
        ),
    ],
)
