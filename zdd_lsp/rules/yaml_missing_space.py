"""Colons without a blank after them."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

missing_space = yaml_rule(
    code="ZDD016",
    kind="missing-space",
    prose="""
    A colon ends a key only if a blank or the end of the line follows. `KEY:value` is one string.
    Among other keys the parsers refuse such a line: the push is rejected, or, for
    `.magento.env.yaml`, the build stops. Where it is the only line of its block it is worse: the
    file is accepted, the block holds a string instead of a map, and the setting is not made. That
    is a warning here. Insert the blank.
    """,
    bad=[
        Example(
            "Among other keys",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY:compact
                    #           ^ the file cannot be read
                    SCD_THREADS: 4
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                """
            },
        ),
        Example(
            "The only key of its block",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY:compact
                    #           ^ key and value are read as one string
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
        Example(
            "In braces",
            {
                ".magento/routes.yaml": """
                "http://{default}/":
                  type: upstream
                  upstream: mymagento:http
                  ssi: {enabled:false}
                  #            ^ key and value are read as one string
                """
            },
            fixed={
                ".magento/routes.yaml": """
                "http://{default}/":
                  type: upstream
                  upstream: mymagento:http
                  ssi: {enabled: false}
                """
            },
        ),
    ],
    good=[
        Example(
            "A blank behind the colon of each key, none inside of values",
            {
                ".magento/routes.yaml": """
                "http://{default}/":
                  type: upstream
                  upstream: mymagento:http
                """
            },
        ),
        Example("A key in quotes needs none in braces", {ENV_FILE: 'stage: {"build":{}}\n'}),
    ],
)
