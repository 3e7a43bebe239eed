"""Tabs in the indentation."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

tab_indentation = yaml_rule(
    code="ZDD022",
    kind="tab-indentation",
    prose="""
    YAML tells which lines belong together by the blanks before them, and a tab has no agreed
    width. Both symfony/yaml and the platform refuse a file with a tab there, so the push or the
    build stops. Let your editor insert blanks for this file type.
    """,
    bad=[
        Example(
            "A line indented with a tab",
            {
                ENV_FILE: """
                stage:
                \tglobal:
                ^ A tab indents this line
                    SCD_ON_DEMAND: false
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    SCD_ON_DEMAND: false
                """
            },
        ),
    ],
    good=[
        Example(
            "A tab between key and value is no indentation",
            {ENV_FILE: "stage:\n  global:\n    SCD_ON_DEMAND:\tfalse\n"},
        ),
    ],
)
