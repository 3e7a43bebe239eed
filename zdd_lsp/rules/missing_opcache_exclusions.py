"""OPcache may keep the configuration of the previous version."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import OP_EXCLUDE, PHP_INI
from zdd_lsp.project.editing import Change
from zdd_lsp.project.places import START, hook_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_CODE: Final = 1008
_NO_FILE: Final = "File php.ini or op-exclude.txt does not exist"
_NO_SETTING: Final = "File php.ini does not contain opcache.blacklist_filename configuration"
_NO_PATHS: Final = "File op-exclude.txt does not contain required paths to exclude for OPCache"
_SETTING: Final = "opcache.blacklist_filename"
_VALUE: Final = "/app/op-exclude.txt"
_LINE: Final = f'{_SETTING}="${{MAGENTO_CLOUD_APP_DIR}}/op-exclude.txt"'
_PATHS: Final = (
    "/app/*/app/etc/config.php",
    "/app/*/app/etc/env.php",
    "/app/app/etc/config.php",
    "/app/app/etc/env.php",
    "/app/etc/config.php",
    "/app/etc/env.php",
)
_ALL: Final = "".join(f"{path}\n" for path in _PATHS)


@rule(
    code="ZDD311",
    name="missing-opcache-exclusions",
    severity=Severity.WARNING,
    summary="OPcache is not told to leave `config.php` and `env.php` alone.",
    bad=[
        Example(
            "Neither file: the finding stands at the hook",
            {
                APP_FILE: """
                name: shop
                hooks:
                  build: php ./vendor/bin/ece-tools run scenario/build/generate.xml
                # ^^^^^ php.ini and op-exclude.txt do not exist
                """
            },
            fixed={PHP_INI: f"{_LINE}\n", OP_EXCLUDE: _ALL},
        ),
        Example(
            "Settings of one's own",
            {
                PHP_INI: """
                memory_limit = 1G
                ^ opcache.blacklist_filename is missing
                """,
                OP_EXCLUDE: _ALL,
            },
            fixed={PHP_INI: f"memory_limit = 1G\n{_LINE}\n"},
        ),
        Example(
            "Another file",
            {
                PHP_INI: """
                opcache.blacklist_filename = "/app/opcache.txt"  ; ours
                                           # ^^^^^^^^^^^^^^^^^^ must be /app/op-exclude.txt
                """,
                OP_EXCLUDE: _ALL,
            },
            fixed={
                PHP_INI: """
                opcache.blacklist_filename = "${MAGENTO_CLOUD_APP_DIR}/op-exclude.txt"  ; ours
                """
            },
        ),
        Example(
            "PHP does not get that far",
            {
                PHP_INI: f"""
                error_reporting = E_ALL & (~E_NOTICE
                                # ^^^^^^^^^^^^^^^^^^ PHP cannot read this
                {_LINE}
                """,
                OP_EXCLUDE: _ALL,
            },
        ),
        Example(
            "Some paths only",
            {
                PHP_INI: f"{_LINE}\n",
                OP_EXCLUDE: """
                /app/etc/config.php
                ^ lacks 4 of 6 paths
                /app/etc/env.php
                """,
            },
            fixed={
                OP_EXCLUDE: """
                /app/etc/config.php
                /app/etc/env.php
                /app/*/app/etc/config.php
                /app/*/app/etc/env.php
                /app/app/etc/config.php
                /app/app/etc/env.php
                """
            },
        ),
    ],
    good=[
        Example("Both files as they shall be", {PHP_INI: f"{_LINE}\n", OP_EXCLUDE: _ALL}),
        Example(
            "The path may be written out, and there may be more paths",
            {
                PHP_INI: f"[PHP]\nmemory_limit = 1G\n{_SETTING} = {_VALUE}\n",
                OP_EXCLUDE: f"/app/pub/cached.php\n{_ALL}",
            },
        ),
    ],
)
def missing_opcache_exclusions(project: Project, report: Reporter) -> Iterator[Finding]:
    """OPcache does not look again at a file it has compiled, so it has to leave some alone.

    `app/etc/config.php` and `app/etc/env.php` change in every deploy. If OPcache goes on with their
    old contents, cron may stay off after the deploy. ece-tools asks for a list in `op-exclude.txt`
    and for its name in `php.ini`, and warns with 1008 if either is wrong. It wants six lines
    literally, and lines that end as on Windows are not the same to it.

    Adobe's template of the cloud project has both files.

    That a file is absent is mere information: the build may get it from somewhere else.

    Source: ece-tools 2002.1.17, Validator/Build/OpcacheExcludePaths.php; checked since 2002.1.13.
    """
    if project.is_ece_tools(">=2002.1.13") is False:
        return
    absent = [path for path in (PHP_INI, OP_EXCLUDE) if path not in project.contents]
    # A folder without .magento.app.yaml is a part of a project: the files may be in the rest.
    if absent and project.app.source is not None:
        yield _absence(project, report, absent)
    ini = _ini_finding(project, report, is_first=not absent)
    if ini is not None:
        yield ini
    paths = _paths_finding(project, report, is_first=not absent and ini is None)
    if paths is not None:
        yield paths


def _absence(project: Project, report: Reporter, absent: list[str]) -> Finding:
    names = " and ".join(absent)
    contents = {PHP_INI: f"{_LINE}\n", OP_EXCLUDE: _ALL}
    changes = [Change(path, START, contents[path]) for path in absent]
    path, span = hook_place(project, "build")
    return report(
        path,
        span,
        f"{names} {'do' if len(absent) > 1 else 'does'} not exist: OPcache may go on with the old "
        "config.php and env.php, and cron may stay off after a deploy.",
        severity=Severity.INFO,
        upstream=Upstream(_CODE, _NO_FILE),
        fixes=fix(f"Create {names}", changes, Applicability.UNSAFE),
    )


def _ini_finding(project: Project, report: Reporter, *, is_first: bool) -> Finding | None:
    """Return what is wrong with `php.ini`."""
    ini = project.php_ini
    if ini is None:
        return None
    setting = ini.settings.get(_SETTING)
    fixes: tuple[Fix, ...] = ()
    if ini.fault is not None:
        span = ini.fault
        fault = f"PHP cannot read this, so that {_SETTING} is not in force for ece-tools."
    elif setting is None:
        span = START
        fault = f"{_SETTING} is missing: OPcache may go on with the old config.php and env.php."
        change = _appended(project.text(PHP_INI) or "", PHP_INI, [_LINE])
        is_safe = OP_EXCLUDE in project.contents
        applicability = Applicability.SAFE if is_safe else Applicability.UNSAFE
        fixes = fix(f"Set {_SETTING}", change, applicability)
    elif setting.value in (None, _VALUE):
        return None
    else:
        span = setting.value_span if setting.value else setting.key_span
        fault = f"{_SETTING} must be {_VALUE}, the only list that ece-tools knows."
        value = _LINE.partition("=")[2]
        change = Change(PHP_INI, setting.value_span, value)
        fixes = fix(f"Name {OP_EXCLUDE}", change, Applicability.UNSAFE)
    upstream = Upstream(_CODE, _NO_SETTING) if is_first else None
    return report(PHP_INI, span, fault, upstream=upstream, fixes=fixes)


def _paths_finding(project: Project, report: Reporter, *, is_first: bool) -> Finding | None:
    """Return what is wrong with `op-exclude.txt`."""
    text = project.text(OP_EXCLUDE)
    lines = text.split("\n") if text is not None else _PATHS
    lacking = [path for path in _PATHS if path not in lines]
    if text is None or not lacking:
        return None
    upstream = Upstream(_CODE, _NO_PATHS) if is_first else None
    if all(f"{path}\r" in lines for path in lacking):
        ends = [match.start() for match in _LINE_END.finditer(text)]
        changes = [Change(OP_EXCLUDE, Span(at, at + 1), "") for at in ends]
        return report(
            OP_EXCLUDE,
            START,
            "The lines end as on Windows: ece-tools and OPcache find none of the paths, unless Git "
            "converts the file.",
            # The copy of a developer on Windows may differ from what is in the repository.
            severity=Severity.INFO,
            upstream=upstream,
            fixes=fix("End the lines as on Linux", changes, Applicability.UNSAFE),
        )
    names = " and ".join(lacking) if len(lacking) <= _FEW else f"{len(lacking)} of 6 paths"
    return report(
        OP_EXCLUDE,
        START,
        f"{OP_EXCLUDE} lacks {names}: OPcache may go on with the old config.php and env.php, and "
        "cron may stay off after a deploy.",
        upstream=upstream,
        fixes=fix(
            "Add the paths that are lacking",
            _appended(text, OP_EXCLUDE, lacking),
            Applicability.SAFE,
        ),
    )


_FEW: Final = 2
_LINE_END: Final = re.compile(r"\r(?=\n)")


def _appended(text: str, path: str, lines: list[str]) -> Change:
    """Return the change that appends lines to a file.

    ece-tools compares the lines of `op-exclude.txt` with their ends.
    """
    newline = eol(text) if path == PHP_INI else "\n"
    lead = newline if text and not text.endswith("\n") else ""
    end = Span(len(text), len(text))
    return Change(path, end, lead + "".join(f"{line}{newline}" for line in lines))
