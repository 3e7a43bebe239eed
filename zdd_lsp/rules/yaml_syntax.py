"""Text that is not YAML at all."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

syntax = yaml_rule(
    code="ZDD021",
    kind="syntax",
    prose="""
    The text breaks a rule of YAML for which no other rule of this list stands: a line that is
    neither a key nor part of a value, a list item without a blank behind its dash, the marks of a
    merge conflict. Where our reader found nothing wrong and the parser that decides refuses the
    file all the same, its own words are reported here. The push is rejected, or, for
    `.magento.env.yaml`, the build stops.
    """,
    bad=[
        Example(
            "A merge conflict that nobody resolved",
            {
                APP_FILE: """
                name: mymagento
                <<<<<<< HEAD
                #^^^^^^^^^^^ marks a merge conflict
                type: php:8.1
                =======
                #^^^^^^ marks a merge conflict
                disk: 5120
                """
            },
        ),
        Example(
            "A dash without a blank",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - ACSD-47578
                      -ACSD-49628
                #     ^^^^^^^^^^^ needs a dash and a blank
                """
            },
        ),
        Example(
            "A date that does not exist, in the words of PHP",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRYPT_KEY: 2024-13-45
                #   ^^^^^^^^^^^^^^^^^^^^^ Failed to parse time string
                """
            },
        ),
    ],
    good=[
        Example(
            "Blanks behind dashes",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - ACSD-47578
                      - ACSD-49628
                """
            },
        ),
    ],
)
