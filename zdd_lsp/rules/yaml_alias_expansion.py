"""Aliases that multiply."""

from zdd_lsp.findings import Severity
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

alias_expansion = yaml_rule(
    code="ZDD001",
    kind="alias-expansion",
    severity=Severity.WARNING,
    prose="""
    An alias stands for everything under its anchor. Where anchors hold aliases that hold aliases,
    each level multiplies the one below it, and a file of one screen becomes millions of values.
    Nobody writes that by hand: it is either a generator that got out of control or an attack. A
    parser that copies may need all memory of the build container. This checker does not follow
    such an alias and reads it as null, so nothing below it is checked. Write out what is needed.
    """,
    bad=[
        Example(
            "Five levels of ten",
            {
                ENV_FILE: """
                a: &a [x, x, x, x, x, x, x, x, x, x]
                b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
                e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
                stage:
                  deploy:
                    QUEUE_CONFIGURATION: *e
                    #                    ^^ stands for more than 100000 values
                """
            },
        ),
    ],
    good=[
        Example(
            "An alias that repeats a small map",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_MATRIX: &themes
                      Magento/backend:
                        language: [en_US, de_DE]
                  deploy:
                    SCD_MATRIX: *themes
                """
            },
        ),
    ],
)
