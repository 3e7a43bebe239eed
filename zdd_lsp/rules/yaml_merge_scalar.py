"""Merge keys without a map."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

merge_scalar = yaml_rule(
    code="ZDD014",
    kind="merge-scalar",
    prose="""
    The key `<<` takes the entries of another map, or of several maps in a list, into the mapping
    around it. Anything else cannot be merged, and symfony/yaml stops the build. Most often the
    asterisk is missing that makes the name an alias.
    """,
    bad=[
        Example(
            "An alias without its asterisk",
            {
                ENV_FILE: """
                stage:
                  build: &common
                    SCD_STRATEGY: compact
                  deploy:
                    <<: common
                    #   ^^^^^^ needs a map or a list of maps
                    SCD_THREADS: 2
                """
            },
        ),
        Example(
            "A list of something else",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    <<: [SCD_THREADS, SCD_STRATEGY]
                #        ^^^^^^^^^^^ needs a map or a list of maps
                #                     ^^^^^^^^^^^^ needs a map or a list of maps
                """
            },
        ),
    ],
    good=[
        Example(
            "An alias of a map",
            {
                ENV_FILE: """
                stage:
                  build: &common
                    SCD_STRATEGY: compact
                  deploy:
                    <<: *common
                    SCD_THREADS: 2
                """
            },
        ),
    ],
)
