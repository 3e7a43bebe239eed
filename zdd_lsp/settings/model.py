"""The settings as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt

    from zdd_lsp.settings.globs import Exclusion

OFF = "off"
"""The level of a rule that is switched off."""
LEVELS = ("error", "warning", "info", "hint", OFF)
"""What a rule can be set to."""
PROFILES = ("recommended", "strict", "all")
"""The sets of rules, each of which holds those before it."""
SYNTAX_DIAGNOSTICS = ("auto", "on", "off")

Layer = Mapping[str, Any]
"""What one source says: values by the name of the field of `Settings`. What it leaves open is
absent."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings that are in force for a project.

    Attributes:
        profile: Which rules run, one of `PROFILES`.
        severity: One of `LEVELS` for each rule that has one, by its name or code as written; of
            two that mean the same rule the later one counts.
        exclude: The files about which nothing is reported.
        ece_tools: The version of ece-tools that is judged for, whatever is installed.
        commerce: The version of Commerce that is judged for, whatever is installed.
        date: The day on which deadlines are judged; None for the present day.
        hints: Whether an editor shows inlay hints.
        lens: Whether an editor shows the code lens; None for the same as `hints`.
        syntax_diagnostics: Whether an editor shows what is wrong as YAML, one of
            `SYNTAX_DIAGNOSTICS`.
    """

    profile: str = PROFILES[0]
    severity: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    exclude: tuple[Exclusion, ...] = ()
    ece_tools: str | None = None
    commerce: str | None = None
    date: dt.date | None = None
    hints: bool = False
    lens: bool | None = None
    syntax_diagnostics: str = SYNTAX_DIAGNOSTICS[0]

    @property
    def shows_lens(self) -> bool:
        """Whether an editor shows the code lens."""
        return self.hints if self.lens is None else self.lens


class Given(NamedTuple):
    """What is said about a project from outside of it.

    Attributes:
        weak: What its own `.zdd.toml` overrides: what an editor says.
        strong: What overrides its own `.zdd.toml`: what the command line says.
    """

    weak: Layer = MappingProxyType({})
    strong: Layer = MappingProxyType({})


def over(lower: Layer, upper: Layer) -> Layer:
    """Lay what one source says over another: levels rule by rule, exclusions added together."""
    combined = {**lower, **upper}
    if "severity" in lower and "severity" in upper:
        kept = {
            rule: level
            for rule, level in lower["severity"].items()
            if rule not in upper["severity"]
        }
        combined["severity"] = {**kept, **upper["severity"]}
    if "exclude" in lower and "exclude" in upper:
        combined["exclude"] = (*lower["exclude"], *upper["exclude"])
    return combined


def merged(*layers: Layer) -> Settings:
    """Return the settings that layers lead to, the weakest first."""
    combined: Layer = {}
    for layer in layers:
        combined = over(combined, layer)
    return Settings(**combined)
