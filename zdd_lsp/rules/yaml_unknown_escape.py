"""Backslash sequences that double quotes do not know."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

unknown_escape = yaml_rule(
    code="ZDD029",
    kind="unknown-escape",
    prose="""
    In double quotes a backslash begins an escape sequence, such as `\\n`. One that does not exist
    is an error: the push is rejected, or, for `.magento.env.yaml`, the build stops. It hits names
    of PHP classes and regular expressions. In single quotes a backslash is nothing but a
    backslash, so use those. Beware of the sequences that do exist: `"\\new"` is accepted and
    contains a line break.
    """,
    bad=[
        Example(
            "The name of a class",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REDIS_BACKEND: "\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache"
                    #               ^^ is not an escape sequence
                    #                       ^^ is not an escape sequence
                    #                                 ^^ is not an escape sequence
                    #                                       ^^ is not an escape sequence
                    #                                               ^^ is not an escape sequence
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    REDIS_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
                """
            },
        ),
        Example(
            "A regular expression",
            {
                ".magento/routes.yaml": """
                "http://{default}/":
                  type: upstream
                  upstream: mymagento:http
                  redirects:
                    paths:
                      "^/old/(.*)\\.html$": {to: "/new/", regexp: true}
                      #          ^^ is not an escape sequence
                """
            },
            fixed={
                ".magento/routes.yaml": """
                "http://{default}/":
                  type: upstream
                  upstream: mymagento:http
                  redirects:
                    paths:
                      '^/old/(.*)\\.html$': {to: "/new/", regexp: true}
                """
            },
        ),
        Example(
            "Where single quotes would need more changes",
            {
                APP_FILE: """
                hooks:
                  build: "echo 'from \\$PWD'"
                  #                  ^^ a backslash must be doubled
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: "echo 'from \\\\$PWD'"
                """
            },
        ),
    ],
    good=[
        Example(
            "In single quotes",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    REDIS_BACKEND: '\\Magento\\Framework\\Cache\\Backend\\RemoteSynchronizedCache'
                """
            },
        ),
        Example(
            "An escape sequence that exists",
            {APP_FILE: 'hooks:\n  build: "set -e\\ncomposer install"\n'},
        ),
    ],
)
