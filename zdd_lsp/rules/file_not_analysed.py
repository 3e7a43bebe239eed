"""Files of the project that tell nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Severity
from zdd_lsp.project.composer import TOO_DEEP
from zdd_lsp.project.discovery import COMPOSER_JSON, COMPOSER_LOCK, CONFIG_PHP, FILES
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.places import START
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD090",
    name="file-not-analysed",
    severity=Severity.WARNING,
    summary="A file of the project that cannot be analysed.",
    bad=[
        Example(
            "A folder in the file's place",
            {},
            unreadable={ENV_FILE: Unreadable("it is a directory", Failure.DIRECTORY)},
        ),
        Example(
            "A merge conflict in composer.lock",
            {
                COMPOSER_LOCK: """
                {
                ^ dies of it. The newest versions
                    "packages": [
                <<<<<<< HEAD
                        {"name": "magento/ece-tools", "version": "2002.1.17"}
                    ]
                }
                """
            },
        ),
        Example(
            "A composer.json that is no object",
            {
                COMPOSER_JSON: """
                ["magento/ece-tools"]
                ^ not analysed because it is not a JSON object
                """
            },
        ),
        Example(
            "Configuration that is computed",
            {
                CONFIG_PHP: """
                <?php
                $scopes = require __DIR__ . '/scopes.php';
                ^ it runs code before it returns
                return ['scopes' => $scopes];
                """
            },
        ),
    ],
    good=[
        Example(
            "Files that can be read",
            {
                COMPOSER_LOCK: """
                {
                    "packages": [
                        {"name": "magento/ece-tools", "version": "2002.1.17"}
                    ]
                }
                """,
                CONFIG_PHP: """
                <?php
                return ['scopes' => ['websites' => ['base' => ['code' => 'base']]]];
                """,
            },
        ),
        Example("Files that do not exist", {ENV_FILE: "stage: {}\n"}),
    ],
)
def file_not_analysed(project: Project, report: Reporter) -> Iterator[Finding]:
    """A file of the project exists, but nothing can be learned from it.

    Something else may lie at its path, it may be closed to the user who runs the check, too large,
    or not written in the language that belongs to it. The finding says why. Whatever depends on
    the file is unknown and not reported: without `composer.lock` the newest versions of Commerce
    and ece-tools are assumed, and from an `app/etc/config.php` that runs code nobody can tell
    whether it names websites and stores. PHP is read here but never run, so that last case is
    mere information.

    A `composer.json` or `composer.lock` that is not in Composer's form is an error: every ece-tools
    command asks Composer for the packages first, and dies if that fails.
    """
    for path in sorted(project.contents):
        refused = project.unreadable(path)
        # The bytes of YAML files are the matter of the rule yaml-invalid-utf8.
        if refused is not None and not (refused.kind is Failure.NOT_UTF8 and path in FILES):
            yield report(path, START, _message(refused.reason))
    for path, facts in ((COMPOSER_JSON, project.manifest), (COMPOSER_LOCK, project.lock)):
        if project.text(path) is not None and facts.reason is not None:
            assumed = _ASSUMED if path == COMPOSER_LOCK else ""
            is_certain = facts.reason != TOO_DEEP
            yield report(
                path,
                START,
                _message(facts.reason) + (_DEADLY if is_certain else "") + assumed,
                severity=Severity.ERROR if is_certain else None,
            )
    config = project.config
    if config is not None and config.file.is_array is None and config.file.reason is not None:
        yield report(
            project.config_path,
            config.file.span or START,
            _message(config.file.reason) + _WITHOUT_CONFIG,
            severity=Severity.INFO,
        )


_DEADLY = " Every ece-tools command dies of it."
_ASSUMED = " The newest versions of Commerce and ece-tools are assumed here."
_WITHOUT_CONFIG = " Whether it names websites and stores is not known."


def _message(reason: str) -> str:
    return f"This file was not analysed because {reason}."
