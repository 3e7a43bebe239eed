"""What the rules about options of static content share: which phase generates none, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Applicability, Location, Related, Severity
from zdd_lsp.project.editing import move, remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import Gap, is_on
from zdd_lsp.project.places import START, hook_place
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from zdd_lsp.findings import Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting

LEVEL, TIMEOUT = "SCD_COMPRESSION_LEVEL", "SCD_COMPRESSION_TIMEOUT"
UNWATCHED: Final = (
    *("SCD_MATRIX", "SCD_MAX_EXECUTION_TIME", "SCD_NO_PARENT", "SCD_USE_BALER", LEVEL, TIMEOUT),
)
"""The options of static content of which ece-tools does not say where they are ignored."""
OPTIONS: Final = ("SCD_STRATEGY", "SCD_THREADS", *UNWATCHED)
"""All options of static content."""


class Idleness(NamedTuple):
    """Why a phase generates no static content.

    Attributes:
        reason: The reason, in our words.
        upstream: The reason, in those of ece-tools.
        busy: The stage of the phase that generates it; None if no phase does or nobody can tell.
        related: Where the reason is.
        is_certain: Whether it is more than an absent file in a part of a project.
    """

    reason: str
    upstream: str
    busy: str | None = None
    related: tuple[Related, ...] = ()
    is_certain: bool = True


def idle_build(project: Project) -> Idleness | None:
    """Return why the build generates no static content; None if it does or nobody can tell."""
    if _is_crash(project, "global", "build") or not project.ideal.static_content:
        return None
    gap = project.ideal.static_content[0]
    upstream = project.ideal.message(gap)
    if gap is Gap.SCD_ON_DEMAND:
        return on_demand(project)
    is_busy = not is_on(project, "deploy", "SKIP_SCD") and not _is_crash(project, "deploy")
    busy = "deploy" if is_busy else None
    if gap is Gap.SKIP_SCD:
        related = _related(project, "build", "SKIP_SCD")
        return Idleness("SKIP_SCD is on for the build", upstream, busy, related)
    path = project.config_path
    if project.config is not None:
        place = project.config.scopes_span or project.config.modules_span or START
        location = Location(path, place)
        reason = (
            f"{path} names no websites and stores, so that the build generates no static content"
        )
    else:
        location = Location(*hook_place(project, "build"))
        reason = f"{path} does not exist, so that the build generates no static content"
    related = (Related(location, "The websites and stores are missing here."),)
    return Idleness(reason, upstream, busy, related, is_certain=project.app.source is not None)


def idle_deploy(project: Project) -> Idleness | None:
    """Return why the deploy generates no static content; None if it does or nobody can tell."""
    if _is_crash(project, "global", "build", "deploy"):
        return None
    if is_on(project, "global", "SCD_ON_DEMAND"):
        return on_demand(project)
    is_built = project.ideal.is_known and not project.ideal.static_content
    busy = "build" if is_built else None
    if is_on(project, "deploy", "SKIP_SCD"):
        related = _related(project, "deploy", "SKIP_SCD")
        return Idleness("SKIP_SCD is on for the deploy", Gap.SKIP_SCD.value, busy, related)
    if not is_built:
        return None
    return Idleness("static content is generated in the build", "SCD on build is enabled", busy)


def on_demand(project: Project) -> Idleness:
    """Return that no phase generates static content because of SCD_ON_DEMAND."""
    return Idleness(
        "SCD_ON_DEMAND is on, so that no phase generates static content",
        Gap.SCD_ON_DEMAND.value,
        related=_related(project, "global", "SCD_ON_DEMAND"),
    )


def weighed(
    project: Project, idleness: Idleness, setting: Setting
) -> tuple[Severity, str, tuple[Fix, ...]]:
    """Return how bad an option in an idle phase is, and what to do about it.

    If the other phase generates static content and has a value of its own, nothing is lost.
    """
    name, busy = setting.name, idleness.busy
    severity = Severity.WARNING if idleness.is_certain else Severity.INFO
    removal = fix(f"Remove {name}", remove(project, setting), Applicability.UNSAFE)
    if busy is None:
        return severity, "", removal
    used = project.effective[busy].get(name)
    if used is not None and used.setting is not None:
        return Severity.HINT, f" The value for the {busy} is in force.", removal
    if busy == "deploy":
        # No advice to generate static content there, while the site is in maintenance.
        return severity, "", removal
    transfer = fix(f"Move {name} to {busy}", move(project, setting, busy), Applicability.UNSAFE)
    return severity, f" Set it for the {busy} instead.", transfer + removal


def _is_crash(project: Project, *stages: str) -> bool:
    return any(found.is_crash for stage in stages for found in project.effective[stage].values())


def _related(project: Project, stage: str, name: str) -> tuple[Related, ...]:
    found = project.effective[stage].get(name)
    if found is None or found.setting is None:
        return ()
    return (Related(Location(ENV_FILE, found.setting.value_span), f"{name} is on here."),)
