"""Unquoted values with a colon and a blank."""

from zdd_lsp.findings import Applicability
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

colon_in_value = yaml_rule(
    code="ZDD005",
    kind="colon-in-value",
    applicability=Applicability.UNSAFE,
    prose="""
    A colon with a blank after it ends a key. In an unquoted value it would begin a second key on
    the same line, and every parser refuses that: the push is rejected, or, for
    `.magento.env.yaml`, the build stops. If the text is one value, put it in quotes. If it is a
    map, its keys belong on lines of their own, indented below the first one. A colon without a
    blank, as in an address, does no harm.
    """,
    bad=[
        Example(
            "A command with a colon in its text",
            {
                APP_FILE: """
                crons:
                  report:
                    spec: '0 5 * * *'
                    cmd: bin/report --subject "Sales: daily"
                    #    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ Put the value in quotes
                """
            },
            fixed={
                APP_FILE: """
                crons:
                  report:
                    spec: '0 5 * * *'
                    cmd: 'bin/report --subject "Sales: daily"'
                """
            },
        ),
        Example(
            "A map that begins on the line of its key",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: engine: opensearch
                    #                     ^^^^^^^^^^^^^^^^^^ cannot contain a colon and a blank
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION: 'engine: opensearch'
                """
            },
        ),
    ],
    good=[
        Example(
            "A colon without a blank",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    TTFB_TESTED_PAGES:
                      - https://shop.example.com/sale.html
                """
            },
        ),
        Example(
            "A map on lines of its own",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      _merge: true
                """
            },
        ),
    ],
)
