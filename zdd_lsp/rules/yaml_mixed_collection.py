"""List items among keys, and keys among list items."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.mending import without_dash
from zdd_lsp.rules._shared.yaml import yaml_rule

mixed_collection = yaml_rule(
    code="ZDD017",
    kind="mixed-collection",
    mend=without_dash,
    prose="""
    A block is either a map of keys or a list of items that begin with a dash; the two do not mix
    in one column. The file is refused: the push is rejected, or, for `.magento.env.yaml`, the
    build stops. Either the dash is too much or it is missing on the other lines, or the lines
    belong below a key of their own.

    A dash in the first column with blanks behind it may come from a patch, which marks removed
    lines so. A sample in Adobe's guide has had one.
    """,
    bad=[
        Example(
            "A key that was meant to stand beside the others",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      consumers:
                        - product_action_attribute.update
                      - multiple_processes:
                #     ^^^^^^^^^^^^^^^^^^^^^ the lines around it are keys
                          product_action_attribute.update: 4
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      consumers:
                        - product_action_attribute.update
                      multiple_processes:
                        product_action_attribute.update: 4
                """
            },
        ),
        Example(
            "The mark of a patch, as in a sample of Adobe's",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                -     max_messages: 1000
                #^^^^^^^^^^^^^^^^^^^^^^^ as in a patch
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_messages: 1000
                """
            },
        ),
        Example(
            "Consumers without their key",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      - product_action_attribute.update
                #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ but the lines around it are keys
                """
            },
        ),
        Example(
            "A key among patches",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                      - ACSD-47578
                      ACSD-49628: true
                #     ^^^^^^^^^^^^^^^^ a key, but the lines around it are list items
                """
            },
        ),
    ],
    good=[
        Example(
            "The list below its key",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      consumers:
                        - product_action_attribute.update
                """
            },
        ),
    ],
)
