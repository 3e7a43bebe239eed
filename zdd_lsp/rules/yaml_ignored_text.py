"""Text that the parser drops."""

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

ignored_text = yaml_rule(
    code="ZDD010",
    kind="ignored-text",
    severity=Severity.WARNING,
    applicability=Applicability.UNSAFE,
    prose="""
    Behind the bracket that closes a list or a map, symfony/yaml stops to read the line. What
    follows is neither an error nor a value: it is dropped, and nobody is told. The platform's
    parser refuses the same line in its files (`yaml-unexpected-characters`). Move the text into
    the brackets if it was meant, or delete it.
    """,
    bad=[
        Example(
            "An item behind the bracket",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: ['index.php', 'sale.html'], 'news.html'
                    #                                        ^^^^^^^^^^^^^ drops this text
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: ['index.php', 'sale.html']
                """
            },
        ),
    ],
    good=[
        Example(
            "All items inside, a comment behind",
            {
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: ['index.php', 'sale.html', 'news.html']  # and no more
                """
            },
        ),
    ],
)
