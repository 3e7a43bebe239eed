"""The settings one by one: what each is called, takes and does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from zdd_lsp.settings.kinds import Choice, Day, Levels, Paths, Release, Rules, Switch
from zdd_lsp.settings.model import PROFILES, SYNTAX_DIAGNOSTICS

if TYPE_CHECKING:
    from zdd_lsp.settings.kinds import Kind


@dataclass(frozen=True, slots=True)
class Option:
    """A setting.

    Attributes:
        name: Its name in `.zdd.toml`.
        kind: What it takes.
        prose: What it does, in sentences.
        example: A value as `.zdd.toml` has it.
        default: The default as `.zdd.toml` would have it; empty where there is none.
        argument: How the command line says it; empty where it does not.
    """

    name: str
    kind: Kind
    prose: str
    example: str
    default: str = ""
    argument: str = ""

    @property
    def camel(self) -> str:
        """Its name in the settings of an editor, as is customary in JSON."""
        first, *rest = self.name.split("-")
        return first + "".join(map(str.capitalize, rest))

    @property
    def field(self) -> str:
        """Its field in `Settings`. A list of ignored rules is a short form of their levels."""
        return "severity" if self.name == "ignore" else self.name.replace("-", "_")


OPTIONS: Final = (
    Option(
        "profile",
        Choice(PROFILES),
        "Which rules run. `recommended` has those that an owner of a store would thank us for, "
        "`strict` those that hold a team to good habits as well, and `all` every rule there is. A "
        "rule outside of the profile runs all the same if `severity` gives it a level.",
        '"strict"',
        '"recommended"',
        "--profile PROFILE",
    ),
    Option(
        "severity",
        Levels(),
        "How serious the findings of a rule are, by the rule's name or code: `error`, `warning`, "
        "`info`, `hint`, or `off` for a rule that does not run.",
        '{ missing-warm-up-pages = "warning", single-scd-thread = "off" }',
        "{}",
        "--set-severity RULE=LEVEL",
    ),
    Option(
        "ignore",
        Rules(),
        "Rules that do not run, by name or code. It says the same as the level `off`, and wins "
        "over a level that stands beside it.",
        '["single-scd-thread", "ZDD506"]',
        "[]",
        "--ignore RULE",
    ),
    Option(
        "exclude",
        Paths(),
        "Files and folders about which nothing is reported. `*` stands for a part of a name, `**` "
        "for any number of folders; a pattern without a slash is looked for at every depth, and "
        "what matches a folder matches all that is in it. Patterns count from the folder of the "
        "`.zdd.toml`, from the folder that is open in the editor, and on the command line from "
        "the current folder.",
        '["legacy-shop", "examples/**/.magento.env.yaml"]',
        "[]",
        "--exclude PATTERN",
    ),
    Option(
        "ece-tools",
        Release("2002.2.1"),
        "The version of ece-tools that the project is judged for. It wins over `composer.lock` "
        "and over an installed schema, so that an upgrade can be tried before it is made.",
        '"2002.2.1"',
        argument="--ece-tools VERSION",
    ),
    Option(
        "commerce",
        Release("2.4.8-p1"),
        "The version of Commerce that the project is judged for. It wins over `composer.lock`.",
        '"2.4.8-p1"',
        argument="--commerce VERSION",
    ),
    Option(
        "date",
        Day(),
        "The day on which deadlines and ends of support are judged, for results that do not "
        "change overnight. By default it is the present day, in UTC.",
        "2026-10-30",
        argument="--date YYYY-MM-DD",
    ),
    Option(
        "hints",
        Switch(),
        "Whether an editor shows inlay hints, such as the value that a variable inherits, and, "
        "unless `lens` says otherwise, the score of the project.",
        "true",
        "false",
    ),
    Option(
        "lens",
        Switch(),
        "Whether an editor shows above the first line how far the project is from the ideal state. "
        "By default it does where it shows hints.",
        "false",
    ),
    Option(
        "syntax-diagnostics",
        Choice(SYNTAX_DIAGNOSTICS),
        "Whether an editor shows what is wrong with a file as YAML, which another language server "
        "for YAML may show as well. `auto` shows all of it, unless the initialization option "
        "`otherYamlServer` is true: then, in files that are open, only what such a server does not "
        "mind and ece-tools or the platform does. The command line always reports it.",
        '"off"',
        '"auto"',
    ),
)
"""All settings, in the order of the documentation."""


def option(name: str) -> Option | None:
    """Return the setting of a name, in either spelling."""
    for each in OPTIONS:
        if name in (each.name, each.camel):
            return each
    return None
