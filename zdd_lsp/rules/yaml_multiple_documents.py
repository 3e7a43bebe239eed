"""More than one document in a file."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

multiple_documents = yaml_rule(
    code="ZDD018",
    kind="multiple-documents",
    prose="""
    A line `---` begins a new document. These files have exactly one: symfony/yaml stops the build
    at the second one in `.magento.env.yaml`, and the platform rejects the push. It happens when
    files are joined, or when the line is meant as an ornament. Put all keys into one document; a
    single `---` on the first line may stay.
    """,
    bad=[
        Example(
            "Two files that were joined",
            {
                ".magento/services.yaml": """
                ---
                mysql:
                  type: mysql:10.6
                  disk: 5120
                ---
                #^^ A second document begins here
                redis:
                  type: redis:7.0
                """
            },
        ),
        Example(
            "A line as an ornament",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                ---
                #^^ A second document begins here
                log:
                  file:
                    min_level: info
                """
            },
        ),
    ],
    good=[
        Example(
            "One document",
            {
                ".magento/services.yaml": """
                ---
                mysql:
                  type: mysql:10.6
                  disk: 5120
                redis:
                  type: redis:7.0
                """
            },
        ),
    ],
)
