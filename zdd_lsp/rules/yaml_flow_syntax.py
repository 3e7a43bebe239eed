"""Lists and maps in brackets that are not well formed."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

flow_syntax = yaml_rule(
    code="ZDD009",
    kind="flow-syntax",
    prose="""
    A list in brackets separates its items by commas, a map in braces has a value for each of its
    keys, and each bracket is closed by its own partner. Otherwise the push is rejected, or, for
    `.magento.env.yaml`, the build stops. symfony/yaml is stricter than the platform in one point:
    a key without a value inside of braces, which YAML reads as null, is an error there. Anything
    longer than a line is easier to keep right with one item or one key a line.
    """,
    bad=[
        Example(
            "A comma is missing",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: ['index.php' 'sale.html']
                    #                           ^ A comma is missing before this value
                """
            },
        ),
        Example(
            "A key without a value",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER: {cron_run: true, consumers}
                    #                                       ^^^^^^^^^ needs a value for each key
                """
            },
        ),
        Example(
            "The wrong bracket closes the list",
            {
                ".magento/routes.yaml": """
                "http://{default}/":
                  type: upstream
                  upstream: mymagento:http
                  cache:
                    enabled: true
                    cookies: ["PHPSESSID", "private_content_version"}
                    #                                               ^ ] is expected here, not }
                """
            },
        ),
    ],
    good=[
        Example(
            "Commas, values and matching brackets",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER: {cron_run: true, consumers: []}
                  post-deploy:
                    WARM_UP_PAGES: ['index.php', 'sale.html']
                """
            },
        ),
        Example(
            "The platform reads a key without a value as null",
            {
                ".magento/services.yaml": """
                mysql:
                  type: mysql:10.6
                  disk: 5120
                  configuration: {schemas: [main], endpoints}
                """
            },
        ),
    ],
)
