"""Keys without a colon."""

from zdd_lsp.findings import Applicability
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

missing_colon = yaml_rule(
    code="ZDD015",
    kind="missing-colon",
    applicability=Applicability.UNSAFE,
    prose="""
    Among keys every line needs its colon. A line without one belongs neither to the mapping nor to
    the value above it, and the file is refused: the push is rejected, or, for `.magento.env.yaml`,
    the build stops. Until then the line is often just a key that somebody is still typing, which
    is why the fix is not applied unasked.
    """,
    bad=[
        Example(
            "A stage without its colon",
            {
                ENV_FILE: """
                stage:
                  build
                # ^^^^^ A colon is missing after 'build'
                    SCD_STRATEGY: compact
                  deploy:
                    SKIP_SCD: true
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
        Example(
            "A property without its colon",
            {
                APP_FILE: """
                name: mymagento
                hooks
                #^^^^ A colon is missing after 'hooks'
                  build: composer install
                disk: 5120
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                hooks:
                  build: composer install
                disk: 5120
                """
            },
        ),
    ],
    good=[
        Example(
            "A colon behind each key",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                  deploy:
                    SKIP_SCD: true
                """
            },
        ),
        Example(
            "A value that goes on below its key",
            {
                APP_FILE: """
                name: mymagento
                hooks:
                  build:
                    composer install
                    --no-dev
                disk: 5120
                """
            },
        ),
    ],
)
