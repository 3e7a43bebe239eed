"""PHP constants that do not exist."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

undefined_constant = yaml_rule(
    code="ZDD027",
    kind="undefined-constant",
    prose="""
    With the tag `!php/const`, ece-tools puts a constant of PHP into `.magento.env.yaml`, as a key
    or as a value; the options of a database driver are named like that. A constant that PHP does
    not have stops the build. `!php/enum` looks for an enumeration in the same way and finds none.
    Constants of a class depend on the packages that are installed and are not checked here.
    """,
    bad=[
        Example(
            "A misspelt name",
            {
                ENV_FILE: """
                stage:
                  global:
                    MIN_LOGGING_LEVEL: !php/const LOG_INF
                    #                  ^^^^^^^^^^^^^^^^^^ PHP has no constant 'LOG_INF'
                """
            },
        ),
        Example(
            "An enumeration",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      mode: !php/enum Mode::Fast
                      #     ^^^^^^^^^^^^^^^^^^^^ PHP has no constant 'Mode::Fast'
                """
            },
        ),
    ],
    good=[
        Example(
            "An option of the MySQL driver",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      connection:
                        default:
                          driver_options:
                            !php/const:\\PDO::MYSQL_ATTR_LOCAL_INFILE : 1
                """
            },
        ),
    ],
)
