"""A key has a text where the platform wants a number, a list where it wants a map and so on."""

from __future__ import annotations

from types import NoneType
from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.key_schema import Fault, has_form, is_allowed, is_in_range
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import consequence, faults, label, severity, wanted
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.scalars import core_plain
from zdd_lsp.syntax.writing import scalar, single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_schema import KeyFault
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.scalars import PhpValue


@rule(
    code="ZDD402",
    name="wrong-key-type",
    severity=Severity.ERROR,
    summary="The value of a key has the wrong type for the platform.",
    subject="app",
    bad=[
        Example(
            "A number in quotes is a text",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                disk: '5120'  # MB
                #     ^^^^^^ must be an integer, but this is a text
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                disk: 5120  # MB
                """
            },
        ),
        Example(
            "A comma as in JSON is a part of the text",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                web:
                    locations:
                        "/static":
                            root: pub/static
                            scripts: false,
                            #        ^^^^^^ must be true or false
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                web:
                    locations:
                        "/static":
                            root: pub/static
                            scripts: false
                """
            },
        ),
        Example(
            "One item is no list",
            {
                SERVICES_FILE: """
                opensearch:
                    type: opensearch:3
                    disk: 1024
                    configuration:
                        plugins: analysis-icu
                        #        ^^^^^^^^^^^^ must be a list
                """
            },
            fixed={
                SERVICES_FILE: """
                opensearch:
                    type: opensearch:3
                    disk: 1024
                    configuration:
                        plugins: [analysis-icu]
                """
            },
        ),
        Example(
            "Variables without their prefix",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                variables:
                    CONFIG__DEFAULT__WEB__SECURE__USE_IN_FRONTEND: 1
                    #                                              ^ must be a map
                """
            },
        ),
    ],
    good=[
        Example(
            "Several forms, and nothing at all",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                relationships:
                    database: "mysql:mysql"
                    cache: {service: redis, endpoint: redis}
                    opensearch:
                crons:
                web:
                    locations:
                        "/": {root: pub, passthru: true, expires: -1, allow: yes}
                        "/media": {root: pub/media, passthru: "/get.php", expires: 1y}
                """
            },
        ),
    ],
)
def wrong_key_type(project: Project, report: Reporter) -> Iterator[Finding]:
    """The platform compares each value with the types that its key may have.

    It converts nothing: `'5120'` is a text and no number, and a text is no list of one text. A
    key without a value is the same as no key. `yes`, `no`, `on` and `off` pass for booleans, for
    the platform's parser may take them for such.

    Source: platformify, the platform's schemas of its files; Adobe's guide; Platform.sh.
    """
    for path, fault in faults(project, Fault.FORM):
        source = project.yaml(path)
        assert source is not None  # a value stands in a file
        where = label(fault.path) or path
        yield report(
            path,
            fault.span,
            f"{where} must be {wanted(fault.key)}, but this is {kind(fault.value)}. "
            f"{consequence(fault)}",
            severity=severity(fault),
            fixes=_fixes(source, fault),
        )


def _fixes(source: SourceFile, fault: KeyFault) -> Iterator[Fix]:
    node = fault.entry.value if fault.entry is not None else None
    if not isinstance(node, Scalar) or node.tag is not None:
        return
    for text in _replacements(fault, node):
        applicability = Applicability.UNSAFE if fault.is_shared else Applicability.SAFE
        yield from fix(f"Write {text}", replace_scalar(source, node, text), applicability)
        return


def _replacements(fault: KeyFault, node: Scalar) -> Iterator[str]:
    """Yield what may stand in the place of a value, as YAML source."""
    key, text = fault.key, node.text
    is_line = "\n" not in text
    for candidate in (text.strip(), text.strip().removesuffix(",").strip()):
        value = core_plain(candidate)
        if is_line and not isinstance(value, (str, NoneType)) and _is_right(key, value):
            yield candidate
    # Where another rule judges the text, a number is no such text.
    is_free = "value" not in key.judged_by
    if node.style is Style.PLAIN and is_free and _is_right(key, text):
        yield single_quoted(text)
    is_item = is_line and isinstance(fault.value, str) and bool(text)
    if is_item and key.item is not None and "text" in key.item.forms and is_allowed(key.item, text):
        yield f"[{scalar(text)}]"


def _is_right(key: Key, value: PhpValue) -> bool:
    return has_form(key, value) and is_allowed(key, value) and is_in_range(key, value)
