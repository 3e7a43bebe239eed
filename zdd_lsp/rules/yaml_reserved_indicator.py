"""Unquoted values that begin with a reserved character."""

from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

reserved_indicator = yaml_rule(
    code="ZDD020",
    kind="reserved-indicator",
    prose="""
    YAML keeps some characters for itself. Without quotes, no value may begin with `@`, a backtick,
    `%`, `|` or `>`, unless the last two begin a text of several lines; in the platform's files
    the same holds for `,`, `]` and `}`. A `*` begins an alias, so the times of a cron job need
    quotes, too. The file is refused: the push is rejected, or, for `.magento.env.yaml`, the build
    stops. Put the value in quotes.
    """,
    bad=[
        Example(
            "A value that begins with @",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      save: @redis
                      #     ^^^^^^ @ is reserved
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      save: '@redis'
                """
            },
        ),
        Example(
            "A shortcut of cron",
            {
                APP_FILE: """
                crons:
                  sitemap:
                    spec: @daily
                    #     ^^^^^^ Put the value in quotes
                    cmd: php bin/magento sitemap:generate
                """
            },
            fixed={
                APP_FILE: """
                crons:
                  sitemap:
                    spec: '@daily'
                    cmd: php bin/magento sitemap:generate
                """
            },
        ),
        Example(
            "The times of a cron job",
            {
                APP_FILE: """
                crons:
                  cronrun:
                    spec: */5 * * * *  # often
                    #     ^^^^^^^^^^^ * is reserved
                    cmd: php bin/magento cron:run
                """
            },
            fixed={
                APP_FILE: """
                crons:
                  cronrun:
                    spec: '*/5 * * * *'  # often
                    cmd: php bin/magento cron:run
                """
            },
        ),
    ],
    good=[
        Example(
            "In quotes",
            {ENV_FILE: "stage:\n  deploy:\n    SESSION_CONFIGURATION:\n      save: '@redis'\n"},
        ),
        Example(
            "Inside of the value the characters are free, and | may begin a text",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    composer install 2>&1 | tee var/log/build.log
                """
            },
        ),
    ],
)
