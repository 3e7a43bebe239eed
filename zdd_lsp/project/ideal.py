"""The ideal state of a deployment, as ece-tools judges it.

ece-tools 2002.1.17, Validator/IdealState: static content is built in the build phase, a
post_deploy hook runs ece-tools, HTML is not minified. It stops at the first reason that keeps
static content out of the build phase; the rules report every one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue import facts
from zdd_lsp.syntax.values import is_truthy

if TYPE_CHECKING:
    from zdd_lsp.project import Project

CODE: Final = 1006
"""The code of the warning in ece-tools' log."""


class Gap(Enum):
    """A reason why a project is not ideal; the value is what ece-tools prints."""

    SCD_ON_DEMAND = "SCD_ON_DEMAND variable is enabled"
    SKIP_SCD = "SKIP_SCD variable is enabled"
    NO_SCOPES = "No stores/website/locales found in config.php"
    NO_POST_DEPLOY = 'Your application does not have the "post_deploy" hook enabled.'
    HTML_MINIFICATION = "Skip HTML minification is disabled"


_STATIC_CONTENT: Final = frozenset({Gap.SCD_ON_DEMAND, Gap.SKIP_SCD, Gap.NO_SCOPES})
"""What Validator/GlobalStage/ScdOnBuild.php looks at."""


@dataclass(frozen=True, slots=True)
class IdealState:
    """What keeps a project from the ideal state.

    Attributes:
        gaps: What ece-tools would report, in its order.
        hidden: Further reasons that it would report once these are gone.
        config_name: The name of the shared configuration's file.
        is_known: Whether the verdict rests on facts alone. A `config.php` that only PHP could
            evaluate leaves it open; then the benefit of the doubt is given.
    """

    gaps: tuple[Gap, ...]
    hidden: tuple[Gap, ...]
    config_name: str
    is_known: bool

    @property
    def is_ideal(self) -> bool:
        """Tell whether nothing is missing."""
        return not self.gaps

    @property
    def static_content(self) -> tuple[Gap, ...]:
        """Every reason that keeps static content out of the build, in ece-tools' order."""
        return tuple(gap for gap in (*self.gaps, *self.hidden) if gap in _STATIC_CONTENT)

    @property
    def is_switched_off(self) -> bool:
        """Tell whether a variable keeps static content out of the build."""
        return any(gap in self.static_content for gap in (Gap.SCD_ON_DEMAND, Gap.SKIP_SCD))

    @property
    def errors(self) -> list[str]:
        """What ``ece-tools wizard:ideal-state`` prints, in its order."""
        return [self.message(gap) for gap in self.gaps]

    def message(self, gap: Gap) -> str:
        """Return what ece-tools prints for a gap."""
        return gap.value.replace("config.php", self.config_name)


def ideal_state(project: Project) -> IdealState:
    """Judge a project by the files alone."""
    static = [
        gap
        for gap, found in (
            (Gap.SCD_ON_DEMAND, is_on(project, "global", "SCD_ON_DEMAND")),
            (Gap.SKIP_SCD, is_on(project, "build", "SKIP_SCD")),
            (Gap.NO_SCOPES, project.has_scopes is False),
        )
        if found
    ]
    gaps = static[:1]
    hook = project.app.hooks.get("post_deploy")
    if facts().hook_marker not in (hook.text if hook is not None else ""):
        gaps.append(Gap.NO_POST_DEPLOY)
    if not is_on(project, "global", "SKIP_HTML_MINIFICATION"):
        gaps.append(Gap.HTML_MINIFICATION)
    name = project.config_path.rpartition("/")[2]
    return IdealState(tuple(gaps), tuple(static[1:]), name, project.has_scopes is not None)


def is_on(project: Project, stage: str, name: str) -> bool:
    """Tell whether PHP takes a variable's value in a stage for true."""
    found = project.effective[stage].get(name)
    return found is not None and not found.is_crash and is_truthy(found.value)
