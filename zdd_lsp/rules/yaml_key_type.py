"""Keys that are no strings."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

key_type = yaml_rule(
    code="ZDD013",
    kind="key-type",
    prose="""
    symfony/yaml gives unquoted keys a type, as it does with values, and then refuses every type
    that is neither a string nor an integer: fractions, `true`, `false`, `null` and `~` stop the
    build. In quotes they are strings. `yes`, `no`, `on` and `off` are strings to symfony/yaml as
    they are. The platform takes keys of any type in its files.
    """,
    bad=[
        Example(
            "A version as a key",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      analyzers:
                        2.4: default
                #       ^^^ takes 2.4 for a number
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      analyzers:
                        '2.4': default
                """
            },
        ),
        Example(
            "A boolean as a key",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION: {_merge: true, flags: {true: 1}}
                    #                                             ^^^^ cannot be a key
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION: {_merge: true, flags: {'true': 1}}
                """
            },
        ),
    ],
    good=[
        Example(
            "Integers and words",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SEARCH_CONFIGURATION:
                      engine: opensearch
                      analyzers:
                        2: default
                        on: default
                """
            },
        ),
        Example("A platform file", {APP_FILE: "name: mymagento\nvariables:\n  2.4: default\n"}),
    ],
)
