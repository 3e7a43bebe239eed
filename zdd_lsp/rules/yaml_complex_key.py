"""Explicit keys."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

complex_key = yaml_rule(
    code="ZDD006",
    kind="complex-key",
    prose="""
    YAML can write a key on a line of its own behind `? `, so that a key may be a list or a text of
    several lines. symfony/yaml does not read this form: the build stops. Write the key in front of
    its colon. In the platform's files the form is legal, though nothing there needs it.
    """,
    bad=[
        Example(
            "Key and value on two lines",
            {
                ENV_FILE: """
                stage:
                  build:
                    ? SCD_STRATEGY
                  # ^ does not support explicit keys
                    : compact
                """
            },
        ),
    ],
    good=[
        Example(
            "The key in front of its colon",
            {ENV_FILE: "stage:\n  build:\n    SCD_STRATEGY: compact\n"},
        ),
        Example(
            "A platform file",
            {
                ".magento/services.yaml": """
                ? mysql
                : type: mysql:10.6
                  disk: 5120
                """
            },
        ),
    ],
)
