"""PHP constants that do not exist."""

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, yaml_rule

undefined_constant = yaml_rule(
    code="ZDD027",
    kind="undefined-constant",
    prose="""
    With the tag `!php/const`, ece-tools puts a constant of PHP into `.magento.env.yaml`, as a key
    or as a value; options of a database driver have no other names. The constant has to exist
    where ece-tools runs: PHP's own, those of its extensions and of ece-tools, but none of
    Commerce. One that does not exist stops the build. `!php/enum` looks for an enumeration in the
    same way.
    """,
    bad=[
        Example(
            "A constant of Commerce",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    SESSION_CONFIGURATION:
                      save: !php/const Magento\\Framework\\Session\\Config::PARAM_SESSION_SAVE_METHOD
                      #     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ PHP has no constant
                """
            },
        ),
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
