"""Tags that the parser does not support."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

unsupported_tag = yaml_rule(
    code="ZDD030",
    kind="unsupported-tag",
    prose="""
    A tag, such as `!include`, says what a value is. The platform knows some of its own in its
    files. For `.magento.env.yaml` the version of ece-tools decides: up to 2002.2.8 every tag
    stops the build, apart from symfony/yaml's own (`!php/const`, `!!str`, `!!float`, `!!binary`).
    Since 2002.2.9 other tags are read, and `!include` and `!env` have a meaning. Those of YAML
    itself for other types, such as `!!int`, stop the build in all versions: leave them out, for
    without quotes a number is a number, and in quotes everything is a string.
    """,
    bad=[
        Example(
            "A tag of the platform, and ece-tools 2002.1.17",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES: !include patches.yaml
                    #                ^^^^^^^^ does not support the tag !include
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}
                """,
            },
        ),
        Example(
            "A type of YAML",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: !!int '4'
                    #            ^^^^^ does not support the tag !!int
                """
            },
        ),
    ],
    good=[
        Example(
            "A number without a tag",
            {ENV_FILE: "stage:\n  build:\n    SCD_THREADS: 4\n"},
        ),
        Example(
            "A tag of the platform in its own file",
            {
                APP_FILE: """
                name: mymagento
                web: !include
                  type: yaml
                  path: web.yaml
                """
            },
        ),
    ],
)
