"""Quotes that are never closed."""

from zdd_lsp.findings import Applicability
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

unclosed_quote = yaml_rule(
    code="ZDD025",
    kind="unclosed-quote",
    applicability=Applicability.UNSAFE,
    prose="""
    A quoted value goes on until its closing quote, over line ends and through keys. Where that is
    missing the file is refused: the push is rejected, or, for `.magento.env.yaml`, the build
    stops. symfony/yaml names the last line of the file or the next quote; the finding stands
    where the quote was opened. The fix closes it at the end of its line, which may not be what was
    meant. A single quote inside of single quotes is written twice.
    """,
    bad=[
        Example(
            "The quote at the end is missing",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: "compact
                    #             ^ This quote is never closed
                    SCD_THREADS: 4
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: "compact"
                    SCD_THREADS: 4
                """
            },
        ),
        Example(
            "Before a comment",
            {
                APP_FILE: """
                name: mymagento
                type: 'php:8.2  # until the summer
                #     ^ This quote is never closed
                disk: 5120
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: 'php:8.2'  # until the summer
                disk: 5120
                """
            },
        ),
    ],
    good=[
        Example(
            "Closed, with a quote inside",
            {
                APP_FILE: """
                name: mymagento
                hooks:
                  build: 'echo "it''s done"'
                """
            },
        ),
    ],
)
