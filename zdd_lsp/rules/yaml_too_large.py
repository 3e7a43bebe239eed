"""Files that are too large to be analysed whole."""

from zdd_lsp.findings import Severity
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule
from zdd_lsp.syntax.reader import MAX_CHARACTERS

_ROUTE = '"http://{default}/":\n  type: upstream\n  upstream: mymagento:http\n'
_COMMENT = f"{'# A redirect of the old shop, kept for reference ':.<99}"
_LINES = (MAX_CHARACTERS - len(_ROUTE)) // (len(_COMMENT) + 1)
_ANALYSED = _ROUTE + f"{_COMMENT}\n" * _LINES
_CARET = f"#{'^':>{len(_COMMENT)}} what follows is not analysed\n"

too_large = yaml_rule(
    code="ZDD023",
    kind="too-large",
    severity=Severity.WARNING,
    prose="""
    The largest file of this kind that we know has 76 000 characters. One of more than a million is
    analysed up to the last whole line before that limit, and nothing is said about the rest. The
    parsers of ece-tools and the platform have no such limit, but a file of this size costs them
    time on every command. Look for what generated it.
    """,
    bad=[
        Example(
            "More than a million characters",
            {".magento/routes.yaml": _ANALYSED + _CARET + f"{_COMMENT}\n" * 9},
        ),
    ],
    good=[
        Example("A file of the usual size", {".magento/routes.yaml": _ROUTE}),
    ],
)
