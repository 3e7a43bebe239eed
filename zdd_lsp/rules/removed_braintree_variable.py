"""A variable of the Braintree module that Commerce 2.4 no longer has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing.changes import delete_lines, replace_lines
from zdd_lsp.project.editing.extent import comments_in, extent
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping, Scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.editing import Change
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry, Node

_CODE: Final = 26
_MESSAGE: Final = (
    "Remove Magento Braintree module configuration which is no longer supported in Adobe Commerce "
    "and Magento Open Source 2.4 and later versions."
)
_VARIABLE: Final = "CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL"


@rule(
    code="ZDD304",
    name="removed-braintree-variable",
    severity=Severity.ERROR,
    summary="A variable for the Braintree module that Commerce 2.4 no longer has.",
    bad=[
        Example(
            "A leftover of the template of Commerce 2.3",
            {
                APP_FILE: """
                variables:
                  env:
                    CONFIG__DEFAULT__PAYPAL_ONBOARDING__MIDDLEMAN_DOMAIN: connect.example.com
                    CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL: Cloud_BT
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the build stops
                    CONFIG__STORES__DEFAULT__PAYPAL__NOTATION_CODE: Magento_Enterprise_Cloud
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
            fixed={
                APP_FILE: """
                variables:
                  env:
                    CONFIG__DEFAULT__PAYPAL_ONBOARDING__MIDDLEMAN_DOMAIN: connect.example.com
                    CONFIG__STORES__DEFAULT__PAYPAL__NOTATION_CODE: Magento_Enterprise_Cloud
                """
            },
        ),
    ],
    good=[
        Example(
            "Commerce 2.3 has the module",
            {
                APP_FILE: """
                variables:
                  env:
                    CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL: Cloud_BT
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.3.7-p4"}]}
                """,
            },
        ),
        Example(
            "Null is as good as absent",
            {
                APP_FILE: """
                variables:
                  env:
                    CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL: ~
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
        ),
    ],
)
def removed_braintree_variable(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce 2.4.0 dropped the Braintree module, and its variable has to go, too.

    As long as `.magento.app.yaml` sets `CONFIG__STORES__DEFAULT__PAYMENT__BRAINTREE__CHANNEL`, the
    build stops with error 26. If the variable is set in the Cloud Console instead, the deploy fails
    with error 133, in maintenance. Delete it in both places; payments through Braintree need the
    extension of the Commerce Marketplace.

    Source: ece-tools 2002.1.17, Validator/Build/MagentoAppYaml.php and
    Validator/Deploy/EnvironmentVariables.php; checked since 2002.1.2.
    """
    entry, source = project.app.variable(_VARIABLE), project.app.source
    if entry is None or source is None or source.value(entry.value) is None:
        return
    if not project.is_commerce(">=2.4.0") or project.is_ece_tools(">=2002.1.2") is False:
        return
    yield report(
        APP_FILE,
        entry.key.span,
        f"Commerce {project.commerce} has no Braintree module any more: the build stops with error "
        "26 until this variable is removed.",
        upstream=Upstream(_CODE, _MESSAGE),
        fixes=fix("Remove the variable", _removed(source, entry), Applicability.SAFE),
    )


def _removed(source: SourceFile, entry: Entry) -> Change | None:
    """Return the deletion of a line of `variables.env` that has others beside it.

    A comment on the line stays. What is written in braces, in several lines or with an anchor is
    left to a person.
    """
    env: Node | None = source.tree.root
    for key in ("variables", "env"):
        found = env.get(key) if isinstance(env, Mapping) else None
        env = found.value if found is not None else None
    if not isinstance(env, Mapping) or env.flow or len(env.entries) == 1:
        return None
    is_own = any(each is entry for each in env.entries)
    value, lines = entry.value, extent(source, entry)
    is_simple = isinstance(value, Scalar) and value.header is None and value.anchor is None
    if not is_own or not is_simple or lines is None or lines.end != lines.key + 1:
        return None
    line = source.lines.line_span(lines.key)
    kept = [f"{' ' * lines.column}{comment.text}" for comment in comments_in(source, line)]
    if kept:
        return replace_lines(source, lines.key, lines.end, kept)
    return delete_lines(source, lines.key, lines.end)
