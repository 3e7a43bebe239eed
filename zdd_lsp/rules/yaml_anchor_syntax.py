"""Anchors and aliases without a name."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

anchor_syntax = yaml_rule(
    code="ZDD002",
    kind="anchor-syntax",
    prose="""
    At the beginning of a value `&` names a node and `*` refers to one; alone they mean nothing.
    The parsers refuse an alias without a name: the push is rejected, or, for `.magento.env.yaml`,
    the build stops. The platform's files may not have an anchor without a name either, which
    symfony/yaml reads as text. Put a value that begins with one of the two signs in quotes.
    """,
    bad=[
        Example(
            "An alias without a name",
            {
                APP_FILE: """
                relationships:
                  database: *
                  #         ^ * begins an alias, but no name follows
                """
            },
        ),
        Example(
            "An anchor without a name",
            {
                ".magento/services.yaml": """
                mysql: &
                #      ^ & begins an anchor, but no name follows
                  type: mysql:10.6
                  disk: 5120
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
                    spec: '* * * * *'
                    cmd: php bin/magento cron:run
                """
            },
        ),
        Example(
            "An anchor with its name",
            {
                ".magento/services.yaml": """
                mysql: &database
                  type: mysql:10.6
                  disk: 5120
                """
            },
        ),
    ],
)
