"""What the commands of ece-tools answer that judge a project, word for word.

ece-tools 2002.1.17, Command/Wizard and Command/ConfigValidate.php. They judge by what they read:
a file or a stage that one of them never asks for cannot stop it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import Gap, is_on
from zdd_lsp.project.obstacle import obstacle, schema_obstacle

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from zdd_lsp.project import Project
    from zdd_lsp.project.ideal import IdealState


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command of ece-tools answers.

    Attributes:
        text: What it prints, with the ends of its lines.
        status: Its exit status.
        obstacle: What stops it before it answers, as the end of a sentence. There is no text then,
            and the status is PHP's own.
        doubt: What the answer takes for granted, in a sentence.

    What keeps ece-tools from starting at all, `start_obstacle`, plays no part.
    """

    text: str
    status: int
    obstacle: str | None = None
    doubt: str | None = None


def ideal_state(project: Project) -> Answer:
    """Answer as ``wizard:ideal-state`` does; its exit status is the number of its errors."""
    reason = obstacle(project)
    if reason is not None:
        return _stopped(reason)
    state = project.ideal
    verdict = "is" if state.is_ideal else "is not"
    answer = _listed(state.errors, f"The configured state {verdict} ideal", len(state.errors))
    return _doubted(answer, state)


def scd_on_build(project: Project) -> Answer:
    """Answer as ``wizard:scd-on-build`` does: it names every reason, not only the first."""
    reason = obstacle(project, _ENV)
    if reason is not None:
        return _stopped(reason)
    state = project.ideal
    answer = _enabled("SCD on build", [state.message(gap) for gap in state.static_content])
    return _doubted(answer, state)


def scd_on_deploy(project: Project) -> Answer:
    """Answer as ``wizard:scd-on-deploy`` does: static content is not built twice."""
    reason = obstacle(project, _ENV, ("global", "build", "deploy"))
    if reason is not None:
        return _stopped(reason)
    reasons = [
        gap.value
        for gap, stage in ((Gap.SCD_ON_DEMAND, "global"), (Gap.SKIP_SCD, "deploy"))
        if is_on(project, stage, gap.name)
    ]
    if not project.ideal.static_content:
        reasons.append("SCD on build is enabled")
    return _doubted(_enabled("SCD on deploy", reasons), project.ideal)


def scd_on_demand(project: Project) -> Answer:
    """Answer as ``wizard:scd-on-demand`` does, which dies of a value that is no boolean."""
    reason = obstacle(project, _ENV, ("global",))
    if reason is not None:
        return _stopped(reason)
    found = project.effective["global"].get("SCD_ON_DEMAND")
    if found is None:
        return _stopped("its schema lacks SCD_ON_DEMAND")
    if not isinstance(found.value, bool):
        return _stopped("SCD_ON_DEMAND is neither true nor false")
    verdict = "enabled" if found.value else "disabled"
    return _listed((), f"SCD on demand is {verdict}", 0 if found.value else 1)


def config_validate(project: Project) -> Answer:
    """Answer as ``cloud:config:validate`` does: of each setting the first fault, as in error 10."""
    reason = obstacle(project, _ENV, ()) or schema_obstacle(project)
    if reason is not None:
        return _stopped(reason)
    faults = [violation.message for violation in project.violations if violation.is_first]
    if not faults:
        return Answer(f"The configuration file {ENV_FILE} is valid.\n", 0)
    title = (
        "Environment configuration is not valid. "
        f"Correct the following items in your {ENV_FILE} file:"
    )
    return Answer("".join(f"{line}\n" for line in (title, *faults)), 1)


WIZARDS: Final[Mapping[str, Callable[[Project], Answer]]] = {
    "cloud:config:validate": config_validate,
    "wizard:ideal-state": ideal_state,
    "wizard:scd-on-build": scd_on_build,
    "wizard:scd-on-demand": scd_on_demand,
    "wizard:scd-on-deploy": scd_on_deploy,
}
"""The commands by the names that ece-tools gives them."""

_ENV: Final = (ENV_FILE,)


def _doubted(answer: Answer, state: IdealState) -> Answer:
    """Return an answer with the doubt that a `config.php` leaves which only PHP can evaluate."""
    if state.is_known or state.static_content:
        return answer
    doubt = f"{state.config_name} is taken to name websites or stores, which only PHP can tell"
    return replace(answer, doubt=doubt)


def _enabled(what: str, reasons: Iterable[str]) -> Answer:
    """Say that something is enabled, or disabled for some reasons."""
    reasons = list(reasons)
    verdict = "disabled" if reasons else "enabled"
    return _listed(reasons, f"{what} is {verdict}", 1 if reasons else 0)


def _listed(reasons: Iterable[str], verdict: str, status: int) -> Answer:
    return Answer("".join(f" - {reason}\n" for reason in reasons) + f"{verdict}\n", status)


def _stopped(reason: str) -> Answer:
    return Answer("", _PHP_ERROR, reason)


_PHP_ERROR: Final = 255
