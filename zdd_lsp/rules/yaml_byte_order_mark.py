"""A byte order mark before `.magento.env.yaml`."""

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example
from zdd_lsp.rules._shared.yaml import yaml_rule

byte_order_mark = yaml_rule(
    code="ZDD003",
    kind="byte-order-mark",
    severity=Severity.WARNING,
    prose="""
    Some editors, above all on Windows, begin a UTF-8 file with the invisible character U+FEFF.
    symfony/yaml, with which ece-tools reads `.magento.env.yaml`, does not strip it: the first key
    is then not `stage` but another one that looks the same. No message appears anywhere, the whole
    file is ignored and every variable has its default. Save the file as 'UTF-8' and not as 'UTF-8
    with BOM'. The platform's own files may begin with the mark.
    """,
    bad=[
        Example(
            "Saved as UTF-8 with BOM",
            {
                ENV_FILE: (
                    "\ufeffstage:\n"
                    "^ makes it part of the first key\n"
                    "  global:\n"
                    "    SKIP_HTML_MINIFICATION: true\n"
                )
            },
            fixed={ENV_FILE: "stage:\n  global:\n    SKIP_HTML_MINIFICATION: true\n"},
        ),
    ],
    good=[
        Example(
            "Saved as UTF-8",
            {ENV_FILE: "stage:\n  global:\n    SKIP_HTML_MINIFICATION: true\n"},
        ),
        Example(
            "The platform strips the mark",
            {APP_FILE: "\ufeffname: mymagento\ntype: php:8.2\n"},
        ),
    ],
)
