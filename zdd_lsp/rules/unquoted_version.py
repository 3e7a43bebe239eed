"""A version that YAML takes for a number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import replace_scalar
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import faults, label
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.syntax.writing import single_quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD409",
    name="unquoted-version",
    severity=Severity.ERROR,
    summary="A version of a dependency is a number, in which YAML drops a final zero.",
    subject="app",
    bad=[
        Example(
            "Composer 2.10 becomes Composer 2.1",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                dependencies:
                    php:
                        composer/composer: 2.10  # for 2.4.9
                        #                  ^^^^ YAML reads 2.10 as the number 2.1
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                dependencies:
                    php:
                        composer/composer: '2.10'  # for 2.4.9
                """
            },
        ),
        Example(
            "No digit is lost, but it is still no text",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.1
                dependencies:
                    php:
                        composer/composer: 2.2
                        #                  ^^^ is a number
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.1
                dependencies:
                    php:
                        composer/composer: '2.2'
                """
            },
        ),
    ],
    good=[
        Example(
            "In quotes, or with something that is no digit",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                dependencies:
                    php:
                        composer/composer: '2.10'
                    nodejs:
                        grunt-cli: ~1.4
                    ruby:
                        sass: 3.4.7
                """
            },
        ),
    ],
)
def unquoted_version(project: Project, report: Reporter) -> Iterator[Finding]:
    """A version with a single dot looks like a number to YAML.

    The zero at its end is lost: `composer/composer: 2.10` installs Composer 2.1, which knows
    neither this PHP nor this Commerce. Where no digit is lost, the package manager still gets a
    number in the place of a text, and that is a warning.

    Source: YAML 1.2, 10.2.1.4; Adobe's guide, configure/app/properties, which has the version in
    quotes.
    """
    for path, fault in faults(project, Fault.VERSION):
        source = project.yaml(path)
        node = fault.entry.value if fault.entry is not None else None
        if source is None or not isinstance(node, Scalar):
            continue
        is_lost = str(fault.value) != node.text
        said = f"{label(fault.path)} is a number; write it in quotes, as a version is a text."
        if is_lost:
            said = f"YAML reads {node.text} as the number {fault.value}: write it in quotes."
        quoted = single_quoted(node.text)
        applicability = Applicability.UNSAFE if fault.is_shared else Applicability.SAFE
        yield report(
            path,
            fault.span,
            said,
            severity=None if is_lost else Severity.WARNING,
            fixes=fix(f"Write {quoted}", replace_scalar(source, node, quoted), applicability),
        )
