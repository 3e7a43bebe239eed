"""Values that are nested too deeply."""

from zdd_lsp.findings import Severity
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

nesting = yaml_rule(
    code="ZDD019",
    kind="nesting",
    severity=Severity.WARNING,
    prose="""
    The deepest setting of these files has about ten levels. A value with more than 100 is a
    mistake of a generator or an attack on parsers that call themselves at each level. What lies
    deeper is not analysed, so that other findings may be missing; whether the platform survives
    it is not known. Write the value flat.
    """,
    bad=[
        Example(
            "A list in a list in a list",
            {
                ".magento/services.yaml": (
                    "mysql:\n"
                    "  type: mysql:10.6\n"
                    "  configuration:\n"
                    f"    {'- ' * 101}main\n"
                    f"    {'  ' * 98}^ nested more than 100 levels deep\n"
                )
            },
        ),
    ],
    good=[
        Example(
            "The levels that a service needs",
            {
                ".magento/services.yaml": """
                mysql:
                  type: mysql:10.6
                  configuration:
                    schemas: [main]
                    endpoints:
                      mysql:
                        default_schema: main
                        privileges:
                          main: admin
                """
            },
        ),
    ],
)
