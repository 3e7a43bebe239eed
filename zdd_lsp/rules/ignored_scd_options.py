"""Options of static content for a phase that generates none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.findings import Applicability, Location, Related, Severity, Tag, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import CONFIG_PHP
from zdd_lsp.project.editing import move, remove
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import Gap, is_on
from zdd_lsp.project.places import START, hook_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.rules import Reporter

_OPTIONS: Final = ("SCD_STRATEGY", "SCD_THREADS")
_CODES: Final = {"build": 1005, "deploy": 2013}
_CONFIG: Final = """
<?php
return [
    'modules' => ['Magento_Store' => 1],
    'scopes' => ['websites' => ['base' => ['website_id' => '1']]],
];
"""


@rule(
    code="ZDD309",
    name="ignored-scd-options",
    severity=Severity.WARNING,
    summary="`SCD_STRATEGY` or `SCD_THREADS` is set for a phase that makes no static content.",
    subject="static_content",
    bad=[
        Example(
            "The build is told to skip it",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: true
                    SCD_STRATEGY: compact
                #   ^^^^^^^^^^^^ has no effect here: SKIP_SCD is on for the build
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SKIP_SCD: true
                """,
            },
        ),
        Example(
            "The build generates static content already, with other threads than meant",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  deploy:
                    SCD_THREADS: 1
                #   ^^^^^^^^^^^ in the build. Set it for the build instead
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 1
                  deploy:
                """,
            },
        ),
        Example(
            "A leftover: the build has a value of its own",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                  deploy:
                    SCD_THREADS: 1
                #   ^^^^^^^^^^^ The value for the build is in force
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                  deploy:
                """,
            },
        ),
        Example(
            "The build cannot",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: "<?php return ['modules' => ['Magento_Store' => 1]];\n",
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                #   ^^^^^^^^^^^ app/etc/config.php names no websites and stores
                """,
            },
        ),
    ],
    good=[
        Example(
            "Options for the build, which generates static content",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 4
                """,
            },
        ),
        Example(
            "What is global serves whichever phase it is",
            {
                APP_FILE: "name: shop\n",
                CONFIG_PHP: _CONFIG,
                ENV_FILE: """
                stage:
                  global:
                    SCD_STRATEGY: compact
                """,
            },
        ),
    ],
)
def ignored_scd_options(project: Project, report: Reporter) -> Iterator[Finding]:
    """Static content is generated in one phase at most; options for the other have no effect.

    The build generates it, unless `SCD_ON_DEMAND` is on, `SKIP_SCD` is on for the build, or
    `app/etc/config.php` names no websites and stores. What the build has made is not made again in
    the deploy. ece-tools warns of `SCD_STRATEGY` and `SCD_THREADS` in the idle phase, with 1005 in
    the build and 2013 in the deploy.

    Make the build generate it, with the options there; those for the deploy can go then. Where the
    phase that does the work has a value of its own, the other one is only redundant.

    Source: ece-tools 2002.1.17, Validator/Build/ScdOptionsIgnorance.php and
    Validator/Deploy/ScdOptionsIgnorance.php; checked since 2002.0.13.
    """
    if project.is_ece_tools(">=2002.0.13") is False:
        return
    for stage, idleness in (("build", _idle_build(project)), ("deploy", _idle_deploy(project))):
        settings = [
            setting
            for name in _OPTIONS
            if (setting := project.env.get(stage, name)) is not None and setting.value is not None
        ]
        if idleness is None or not settings:
            continue
        names = ", ".join(setting.name for setting in settings)
        upstream = Upstream(
            _CODES[stage],
            f"When {idleness.upstream}, static content deployment does not run during the {stage} "
            f"phase and the following variables are ignored: {names}",
        )
        for setting in settings:
            severity, advice, fixes = _weighed(project, idleness, setting)
            yield report(
                ENV_FILE,
                setting.key_span,
                f"{setting.name} has no effect here: {idleness.reason}.{advice}",
                severity=severity,
                upstream=upstream,
                related=idleness.related,
                fixes=fixes,
                tags=[Tag.UNNECESSARY],
            )


class _Idleness(NamedTuple):
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


def _idle_build(project: Project) -> _Idleness | None:
    """Return why the build generates no static content; None if it does or nobody can tell."""
    if _is_crash(project, "global", "build") or not project.ideal.static_content:
        return None
    gap = project.ideal.static_content[0]
    upstream = project.ideal.message(gap)
    if gap is Gap.SCD_ON_DEMAND:
        return _on_demand(project)
    is_busy = not is_on(project, "deploy", "SKIP_SCD") and not _is_crash(project, "deploy")
    busy = "deploy" if is_busy else None
    if gap is Gap.SKIP_SCD:
        related = _related(project, "build", "SKIP_SCD")
        return _Idleness("SKIP_SCD is on for the build", upstream, busy, related)
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
    return _Idleness(reason, upstream, busy, related, is_certain=project.app.source is not None)


def _idle_deploy(project: Project) -> _Idleness | None:
    """Return why the deploy generates no static content; None if it does or nobody can tell."""
    if _is_crash(project, "global", "build", "deploy"):
        return None
    if is_on(project, "global", "SCD_ON_DEMAND"):
        return _on_demand(project)
    is_built = project.ideal.is_known and not project.ideal.static_content
    busy = "build" if is_built else None
    if is_on(project, "deploy", "SKIP_SCD"):
        related = _related(project, "deploy", "SKIP_SCD")
        return _Idleness("SKIP_SCD is on for the deploy", Gap.SKIP_SCD.value, busy, related)
    if not is_built:
        return None
    return _Idleness("static content is generated in the build", "SCD on build is enabled", busy)


def _on_demand(project: Project) -> _Idleness:
    return _Idleness(
        "SCD_ON_DEMAND is on, so that no phase generates static content",
        Gap.SCD_ON_DEMAND.value,
        related=_related(project, "global", "SCD_ON_DEMAND"),
    )


def _weighed(
    project: Project, idleness: _Idleness, setting: Setting
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
