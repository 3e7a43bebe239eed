"""Brackets that are never closed."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

unclosed_flow = yaml_rule(
    code="ZDD024",
    kind="unclosed-flow",
    prose="""
    A list in brackets or a map in braces goes on, over as many lines as it takes, until its
    closing bracket. Without one the rest of the file belongs to it and the file is refused: the
    push is rejected, or, for `.magento.env.yaml`, the build stops. symfony/yaml then names the
    last line of the file; the finding stands where the bracket was opened.
    """,
    bad=[
        Example(
            "A list that ends with its line",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: ['index.php', 'sale.html'
                    #              ^ This [ is never closed by ]
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
        Example(
            "A route in braces",
            {
                ".magento/routes.yaml": """
                "http://{default}/": {type: upstream, upstream: mymagento:http
                #                    ^ This { is never closed by }
                "http://{all}/": {type: redirect, to: "https://{all}/"}
                """
            },
        ),
    ],
    good=[
        Example(
            "Closed on a later line",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: [
                      'index.php',
                      'sale.html',
                    ]
                  build:
                    SCD_STRATEGY: compact
                """
            },
        ),
    ],
)
