"""Lines that are indented like none of their neighbours."""

from zdd_lsp.findings import Applicability
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

indentation = yaml_rule(
    code="ZDD011",
    kind="indentation",
    applicability=Applicability.UNSAFE,
    prose="""
    The blanks before a line say what it belongs to: keys of one mapping begin in the same column,
    their children further right. A line in between belongs nowhere, and every parser refuses the
    file: the push is rejected, or, for `.magento.env.yaml`, the build stops. symfony/yaml often
    names another line, or complains about a colon, because it took the line for the end of
    the value above. The fix moves the line to the nearest level; whether that is the right
    one is for you to see.
    """,
    bad=[
        Example(
            "One blank too many",
            {
                ".magento/services.yaml": """
                mysql:
                  type: mysql:10.6
                   disk: 5120
                #  ^^^^^^^^^^ indented by 3 where 2 is expected
                """
            },
            fixed={
                ".magento/services.yaml": """
                mysql:
                  type: mysql:10.6
                  disk: 5120
                """
            },
        ),
        Example(
            "A variable that slipped to the right",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                      SCD_THREADS: 4
                    # ^^^^^^^^^^^^^^ indented by 6 where 4 is expected
                  deploy:
                    SKIP_SCD: true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
    ],
    good=[
        Example(
            "Siblings in one column",
            {".magento/services.yaml": "mysql:\n  type: mysql:10.6\n  disk: 5120\n"},
        ),
        Example(
            "A list may stand in the column of its key",
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
