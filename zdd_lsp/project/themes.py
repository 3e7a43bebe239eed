"""The themes and locales of a project, as far as its files tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.catalogue.static_content import static_content
from zdd_lsp.project.folders import design_themes

if TYPE_CHECKING:
    from zdd_lsp.project import Project

_TYPE = "magento2-theme"
_OWN = "magento/"


class Themes(NamedTuple):
    """The themes that are installed.

    Attributes:
        paths: Vendor and name of each: those of `app/etc/config.php`, those in `app/design`, those
            of well-known packages.
        are_all: Whether there is no other, Commerce's own excepted.
    """

    paths: tuple[str, ...]
    are_all: bool

    def named(self, path: str) -> str | None:
        """Return the theme of a name; ece-tools does not mind the case of its letters."""
        return next((each for each in self.paths if each.lower() == path.lower()), None)


def themes(project: Project) -> Themes:
    """Return the themes of a project."""
    return project.once(themes, lambda: _themes(project))


def _themes(project: Project) -> Themes:
    config = project.config
    listed = [theme.path for theme in config.themes] if config is not None else []
    designed = design_themes(project.contents)
    known = static_content().packages
    packages = project.lock.names_of_type(_TYPE)
    packaged = [known[name] for name in packages if name in known]
    is_foreign = any(name not in known and not name.startswith(_OWN) for name in packages)
    return Themes(
        tuple(dict.fromkeys((*listed, *designed, *packaged))),
        are_all=bool(designed) and project.lock.ok and not is_foreign,
    )
