"""`composer.json` does not say where the controllers of the set-up are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Location, Related, Severity, Upstream
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK
from zdd_lsp.project.editing import Change
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.composer import Package
    from zdd_lsp.rules import Reporter

_CODE: Final = 9
_NAMESPACES: Final = {
    "laminas/laminas-mvc": "Laminas\\Mvc\\Controller\\",
    "zendframework/zend-mvc": "Zend\\Mvc\\Controller\\",
}
_FOLDER: Final = "setup/src/Zend/Mvc/Controller/"


@rule(
    code="ZDD301",
    name="missing-controller-autoload",
    severity=Severity.ERROR,
    summary="`composer.json` lacks the autoload line that Commerce 2.3.0 to 2.4.2 needs.",
    bad=[
        Example(
            "Commerce 2.4.2 with Laminas",
            {
                COMPOSER_JSON: r"""
                {
                  "autoload": {
                    "psr-4": {
                //  ^^^^^^^ does not load Laminas\Mvc\Controller\
                      "Magento\\Setup\\": "setup/src/Magento/Setup/"
                    }
                  }
                }
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.2-p1"},
                    {"name": "laminas/laminas-mvc", "version": "2.7.15"}
                  ]
                }
                """,
            },
            fixed={
                COMPOSER_JSON: r"""
                {
                  "autoload": {
                    "psr-4": {
                      "Laminas\\Mvc\\Controller\\": "setup/src/Zend/Mvc/Controller/",
                      "Magento\\Setup\\": "setup/src/Magento/Setup/"
                    }
                  }
                }
                """,
            },
        ),
        Example(
            "Commerce 2.3.3 with Zend, and nothing is autoloaded",
            {
                COMPOSER_JSON: """
                {
                ^ does not load Zend
                  "name": "shop/shop"
                }
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.3.3"},
                    {"name": "zendframework/zend-mvc", "version": "2.7.15"}
                  ]
                }
                """,
            },
        ),
    ],
    good=[
        Example(
            "Either namespace will do",
            {
                COMPOSER_JSON: r"""
                {
                  "autoload": {
                    "psr-4": {"Zend\\Mvc\\Controller\\": "setup/src/Zend/Mvc/Controller/"}
                  }
                }
                """,
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.2-p1"},
                    {"name": "laminas/laminas-mvc", "version": "2.7.15"}
                  ]
                }
                """,
            },
        ),
        Example(
            "Commerce 2.4.3 does without",
            {
                COMPOSER_JSON: '{"name": "shop/shop"}',
                COMPOSER_LOCK: """
                {
                  "packages": [
                    {"name": "magento/magento2-base", "version": "2.4.3"},
                    {"name": "laminas/laminas-mvc", "version": "2.7.15"}
                  ]
                }
                """,
            },
        ),
    ],
)
def missing_controller_autoload(project: Project, report: Reporter) -> Iterator[Finding]:
    r"""Commerce 2.3.0 to 2.4.2 brings a controller that Composer finds only if it is told where.

    If `laminas/laminas-mvc` or `zendframework/zend-mvc` is locked, one of the namespaces
    `Laminas\Mvc\Controller\` and `Zend\Mvc\Controller\` has to stand in `autoload`, `psr-4` of
    `composer.json`. Otherwise the build stops with error 9.

    Add the line, run `composer update --lock` and commit both files.

    Source: ece-tools 2002.1.17, Validator/Build/ComposerFile.php; checked since 2002.0.16.
    """
    manifest = project.manifest
    package = _package(project)
    if package is None or not manifest.ok or not project.is_commerce(">=2.3 <2.4.3"):
        return
    if project.is_ece_tools(">=2002.0.16") is False:
        return
    loaded = manifest.member("autoload", "psr-4")
    names = loaded.value if loaded is not None else {}
    if isinstance(names, dict) and any(name in names for name in _NAMESPACES.values()):
        return
    namespace = _NAMESPACES[package.name.lower()]
    parent = loaded or manifest.member("autoload")
    yield report(
        COMPOSER_JSON,
        parent.key_span if parent is not None else START,
        f"autoload, psr-4 does not load {namespace} from {_FOLDER}, and Commerce "
        f"{project.commerce} needs that: the build stops with error 9.",
        upstream=Upstream(
            _CODE, "Required configuration is missed in autoload section of composer.json file."
        ),
        related=[
            Related(
                Location(COMPOSER_LOCK, package.name_span), "It is needed because of this package."
            )
        ],
        fixes=_added(project, namespace),
    )


def _package(project: Project) -> Package | None:
    """Return the package that makes the line necessary. ece-tools sees none for development."""
    for name in _NAMESPACES:
        package = project.lock.package(name)
        if package is not None and not package.dev:
            return package
    return None


def _added(project: Project, namespace: str) -> tuple[Fix, ...]:
    """Return the fix that adds the line at the top of `psr-4`, where there is one.

    The lock has to be renewed afterwards, so nobody may apply it unseen.
    """
    loaded = project.manifest.member("autoload", "psr-4")
    if loaded is None or not isinstance(loaded.value, dict) or not loaded.value:
        return ()
    text = project.text(COMPOSER_JSON) or ""
    start = end = loaded.span.start + 1
    while text[end].isspace():
        end += 1
    line = f'"{namespace}": "{_FOLDER}"'.replace("\\", "\\\\")
    change = Change(COMPOSER_JSON, Span(start, start), f"{text[start:end]}{line},")
    return fix(f"Load {namespace}", change, Applicability.UNSAFE)
