"""What ece-tools has against the version of PHP, for the rules about it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.project.compatibility import php_satisfies
from zdd_lsp.project.versions import COMMERCE, Version
from zdd_lsp.rules._shared.services import WARNINGS_SINCE, printed_commerce, upstream
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from zdd_lsp.findings import Upstream
    from zdd_lsp.project import Project
    from zdd_lsp.project.composer import Requirement


class PhpAdvice(NamedTuple):
    """Why ece-tools warns about the version of PHP.

    Attributes:
        newest: The constraint that it recommends, as it is written in the lock.
        required: What the locked Commerce requires; Composer obeys it.
        is_allowed: Whether the present version satisfies that.
        upstream: What the log of the deploy says.
    """

    newest: str
    required: Requirement
    is_allowed: bool
    upstream: Upstream | None


def php_advice(project: Project) -> PhpAdvice | None:
    """Return why ece-tools warns about the version of PHP, or None where it does not.

    ece-tools 2002.1.17, Validator/Deploy/PhpVersion, in force since 2002.0.16: it recommends the
    last alternative that the locked `magento/magento2-base` requires.
    """
    version = project.app.php_version
    required = project.lock.require(COMMERCE, "php")
    if version is None or required is None or project.commerce_version is None:
        return None
    if project.is_ece_tools("<2002.0.16") or _is_from_git(project):
        return None
    # The last alternative is printed as it is written, with its blanks.
    newest = required.constraint.split("|")[-1]
    if Version.parse(version) is None or php_satisfies(version, newest):
        return None
    said = upstream(
        project,
        WARNINGS_SINCE,
        2007,
        # The log shows the patch of the PHP that runs, which no file tells.
        f"For Magento {printed_commerce(project)} recommended PHP version satisfying the "
        f"constraint {newest}. Currently installed PHP version {version}.0",
    )
    return PhpAdvice(newest, required, php_satisfies(version, required.constraint), said)


def _is_from_git(project: Project) -> bool:
    found = project.effective["global"].get("DEPLOYED_MAGENTO_VERSION_FROM_GIT")
    return found is not None and (found.is_crash or is_truthy(found.value))
