"""Aliases inside the node that they refer to."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

circular_alias = yaml_rule(
    code="ZDD004",
    kind="circular-alias",
    prose="""
    The alias stands inside the value that its anchor names, so that the value would contain
    itself. symfony/yaml refuses `.magento.env.yaml` for that and the build stops. In the
    platform's files YAML permits it, but no setting there has use for a value without an end: it
    is a warning. Move the anchor to the smaller value that was meant.
    """,
    bad=[
        Example(
            "The anchor names the whole stage",
            {
                ENV_FILE: """
                stage:
                  deploy: &cache
                    CACHE_CONFIGURATION:
                      _merge: true
                    SESSION_CONFIGURATION: *cache
                    #                      ^^^^^^ stands inside the value that &cache names
                """
            },
        ),
    ],
    good=[
        Example(
            "The anchor names the value to repeat",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CACHE_CONFIGURATION: &cache
                      _merge: true
                    SESSION_CONFIGURATION: *cache
                """
            },
        ),
    ],
)
