"""The grammar of the command line."""

from __future__ import annotations

import datetime as dt
import re
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING

from zdd_lsp import __version__
from zdd_lsp.catalogue import STAGES
from zdd_lsp.findings import Severity
from zdd_lsp.settings.model import PROFILES

if TYPE_CHECKING:
    from collections.abc import Sequence

_DESCRIPTION = """\
Zero-downtime deployments for Adobe Commerce (Magento) on cloud infrastructure: will this build,
will this deploy take the site down, is this the ideal state?

Without a command, zdd-lsp serves an editor over standard input and output."""

_STATUSES = """\
exit status:
  0   nothing at or above the fail level
  1   findings at or above the fail level
  2   wrong arguments or settings, or a path that does not exist
  3   no project found
  70  a fault of zdd-lsp itself, with its stack trace on standard error"""

_EXAMPLES = """\
examples:
  zdd-lsp check                      check every project below this folder
  zdd-lsp check .magento.env.yaml    report one file, judged within its project
  zdd-lsp fix --diff                 show what could be fixed unseen
  zdd-lsp config --stage deploy      show every variable that a deploy sees
  zdd-lsp explain SKIP_SCD           explain a variable
  zdd-lsp explain 109                explain an error code of ece-tools"""


_VERDICT = """\
exit status:
  {}, or without a verdict on standard output
  2    wrong arguments or settings, or a path that does not exist
  3    no project found
  70   a fault of zdd-lsp itself, with its stack trace on standard error
  255  ece-tools would stop before it judges"""
"""The exit statuses of a command that answers as one of ece-tools does."""

_WIZARDS = (
    ("scd-on-build", "wizard:scd-on-build", "Is static content made in the build?"),
    ("scd-on-deploy", "wizard:scd-on-deploy", "Is static content made in the deploy?"),
    ("scd-on-demand", "wizard:scd-on-demand", "Is static content made when it is asked for?"),
    ("config-validate", "cloud:config:validate", "Does .magento.env.yaml obey the schema?"),
)
"""Commands that print what a command of ece-tools prints: our name, its name, its question."""


class _Help(RawDescriptionHelpFormatter):
    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=34, width=98)
        # argparse forgets the margin of commands; without this the longest gets a line of its own.
        self._action_max_length = 20


def parser() -> ArgumentParser:
    """Return the parser; the name ``module`` of what it parses is the command's module."""
    top = ArgumentParser(
        prog="zdd-lsp",
        description=_DESCRIPTION,
        epilog=f"{_EXAMPLES}\n\n{_STATUSES}",
        formatter_class=_Help,
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"zdd-lsp {__version__}")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, summary: str, epilog: str = _STATUSES, module: str = ""
    ) -> ArgumentParser:
        made: ArgumentParser = commands.add_parser(
            name,
            help=summary,
            description=f"{summary[0].upper()}{summary[1:]}.",
            epilog=epilog,
            formatter_class=_Help,
            allow_abbrev=False,
        )
        made.set_defaults(module=module or name.replace("-", "_"))
        made.add_argument(
            "--color",
            choices=("auto", "always", "never"),
            default="auto",
            help="colour the output (auto: on a terminal; NO_COLOR and FORCE_COLOR count)",
        )
        return made

    check = command("check", "report what is wrong in projects")
    _format(check)
    _fail_level(check)
    check.add_argument(
        "--severity",
        choices=_severities(),
        default=Severity.HINT.label,
        help="leave out findings that are less severe (default: hint)",
    )
    _settings(check)
    _paths(check)

    ideal = command(
        "ideal-state",
        "say what ece-tools' wizard:ideal-state would say, and every further reason",
        _VERDICT.format("the number of errors that ece-tools counts"),
    )
    ideal.add_argument(
        "--strict-parity",
        action="store_true",
        help="print what ece-tools prints and nothing else",
    )
    _path(ideal)

    for name, wizard, question in _WIZARDS:
        made = command(
            name,
            f"say what ece-tools' {wizard} would say",
            _VERDICT.format("that of ece-tools: 0 for yes and 1 for no"),
            module="wizard",
        )
        made.description = f"{made.description} {question}"
        made.set_defaults(wizard=wizard)
        _path(made)

    config = command("config", "print the value of every variable and where it comes from")
    _format(config)
    config.add_argument("--stage", choices=STAGES, help="print this stage only")
    _paths(config, "DIR")

    fix = command("fix", "apply the fixes that need no judgement")
    fix.add_argument(
        "--diff", action="store_true", help="print the changes as a patch and change nothing"
    )
    fix.add_argument(
        "--unsafe", action="store_true", help="apply fixes that deserve a look at the result, too"
    )
    _fail_level(fix)
    _settings(fix)
    _paths(fix)

    explain = command(
        "explain",
        "explain a rule, a variable, an error code of ece-tools or a part of a file",
        "exit status:\n  0  explained\n  2  nothing that zdd-lsp knows has this name",
    )
    explain.add_argument(
        "name",
        nargs="?",
        metavar="NAME",
        help="a rule's name or code, a variable, an error code or its constant, a stage, an output "
        "or a level of the log; without it, list the rules",
    )
    return top


def _severities() -> Sequence[str]:
    return [severity.label for severity in sorted(Severity, reverse=True)]


def _format(command: ArgumentParser) -> None:
    command.add_argument("--format", choices=("text", "json"), default="text", help="default: text")


def _fail_level(command: ArgumentParser) -> None:
    command.add_argument(
        "--fail-level",
        choices=[*_severities(), "never"],
        default=Severity.WARNING.label,
        help="exit with 1 from this severity on (default: warning)",
    )


def _settings(command: ArgumentParser) -> None:
    """Add the settings; what stands here wins over `.zdd.toml`."""
    group = command.add_argument_group("settings, which win over .zdd.toml")
    group.add_argument("--profile", choices=PROFILES, help="which rules run (default: recommended)")
    group.add_argument(
        "--set-severity",
        metavar="RULE=LEVEL",
        action="append",
        default=[],
        help="raise, lower or switch off a rule, for example missing-warm-up-pages=warning or "
        "single-scd-thread=off; may be repeated",
    )
    group.add_argument(
        "--ignore",
        metavar="RULE",
        action="append",
        default=[],
        help="switch off a rule, by name or code; may be repeated",
    )
    group.add_argument(
        "--exclude",
        metavar="PATTERN",
        action="append",
        default=[],
        help="report nothing about these files or folders; may be repeated",
    )
    group.add_argument(
        "--ece-tools", metavar="VERSION", help="judge for this version, whatever is installed"
    )
    group.add_argument(
        "--commerce", metavar="VERSION", help="judge for this version, whatever is installed"
    )
    group.add_argument(
        "--date",
        metavar="YYYY-MM-DD",
        type=_day,
        help="judge deadlines and ends of support as on this day (default: today, in UTC)",
    )


def _day(text: str) -> dt.date:
    """Read a day; Python alone would take other forms of ISO 8601 as well."""
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise ArgumentTypeError(f"{text!r} is no day of the form YYYY-MM-DD, such as 2026-10-30")


def _path(command: ArgumentParser) -> None:
    command.add_argument("path", metavar="DIR", nargs="?", default=".", help="default: .")


def _paths(command: ArgumentParser, metavar: str = "PATH") -> None:
    kinds = "folders" if metavar == "DIR" else "folders or files"
    command.add_argument(
        "paths", metavar=metavar, nargs="*", default=["."], help=f"{kinds} (default: .)"
    )
