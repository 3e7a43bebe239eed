"""Keys that are written twice."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.mending import joined
from zdd_lsp.rules._shared.yaml import yaml_rule

duplicate_key = yaml_rule(
    code="ZDD008",
    kind="duplicate-key",
    mend=joined,
    prose="""
    A mapping holds each key once. For `.magento.env.yaml` symfony/yaml insists on it and the build
    stops. In the platform's files it is a warning: parsers either refuse them or silently take
    the last value, and then a whole service or route is lost. Quotes make no difference: `a` and
    `'a'` are the same key. Only you know which of the two should stay; where both are maps, put
    their entries together. A key that a merge (`<<`) brings along may be repeated, because that is
    how a merged value is replaced.
    """,
    bad=[
        Example(
            "A stage that was added a second time",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                  build:
                    SCD_STRATEGY: compact
                  deploy:
                # ^^^^^^ 'deploy' is written twice
                    SCD_THREADS: 2
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                    SCD_THREADS: 2
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
        Example(
            "An address with two routes",
            {
                ".magento/routes.yaml": """
                "http://{all}/":
                  type: upstream
                  upstream: mymagento:http
                "http://{all}/":
                #^^^^^^^^^^^^^^ 'http://{all}/' is written twice
                  type: redirect
                  to: "https://{all}/"
                """
            },
        ),
    ],
    good=[
        Example(
            "One entry for each stage",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SKIP_SCD: true
                    SCD_THREADS: 2
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
        Example(
            "A merged value that is replaced",
            {
                ENV_FILE: """
                stage:
                  build: &common
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                  deploy:
                    <<: *common
                    SCD_THREADS: 2
                """
            },
        ),
    ],
)
