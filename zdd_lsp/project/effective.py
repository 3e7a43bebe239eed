"""The configuration that ece-tools works with, and where each value comes from."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, cast

from zdd_lsp.catalogue import STAGES
from zdd_lsp.project.env import ENV_FILE, EnvFile, Setting
from zdd_lsp.syntax import nodes
from zdd_lsp.syntax.values import php_type

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.syntax.scalars import PhpValue
    from zdd_lsp.text.span import Span

Origin = Literal["default", "global", "stage"]


@dataclass(frozen=True, slots=True)
class Effective:
    """The value that one stage works with.

    Attributes:
        stage: The stage.
        setting: The setting that it comes from, unless it is the default.
        default: The schema's default; None where there is none.
        crash: The PHP error, under the key ``$exception``, that ece-tools dies of instead of
            finding a value.
    """

    stage: str
    setting: Setting | None
    default: PhpValue = None
    crash: PhpValue = None

    @property
    def value(self) -> PhpValue:
        """The value, or the error. In the deploy stage the Cloud Console may override it."""
        if self.crash is not None:
            return self.crash
        if self.setting is None:
            return self.default
        return _value(self.setting, self.stage)

    @property
    def is_crash(self) -> bool:
        """Whether ece-tools dies of a PHP error instead of finding a value."""
        return self.crash is not None

    @property
    def origin(self) -> Origin:
        """Where it comes from: the schema's default, the stage ``global``, or the stage itself."""
        if self.setting is None:
            return "default"
        return "global" if self.setting.stage == "global" else "stage"

    @property
    def path(self) -> str | None:
        """The file that it comes from, relative to the project's root."""
        return ENV_FILE if self.setting is not None else None

    @property
    def span(self) -> Span | None:
        """The place that it comes from: the value's."""
        return self.setting.value_span if self.setting is not None else None


def effective(env: EnvFile, schema: Mapping[str, Variable]) -> dict[str, dict[str, Effective]]:
    """Resolve every variable for every stage.

    ece-tools 2002.1.17 (GlobalSection, Stage/Build, Stage/Deploy, Stage/PostDeploy): the schema's
    defaults of the stage, replaced by ``global``, replaced by the stage. Arrays are replaced as a
    whole. Whether the schema allows a variable in a stage plays no part.
    """
    resolved: dict[str, dict[str, Effective]] = {}
    for stage in STAGES:
        crash = _crash(env, stage)
        defaults = {
            name: cast("PhpValue", variable.defaults[stage])
            for name, variable in schema.items()
            if stage in variable.defaults
        }
        settings = env.settings.get("global", {}) | env.settings.get(stage, {})
        resolved[stage] = {
            name: Effective(stage, settings.get(name), defaults.get(name), crash)
            for name in (*defaults, *(name for name in settings if name not in defaults))
        }
    return resolved


_READERS: Final = {
    "global": "GlobalSection.php",
    "build": "Stage/Build.php:81",
    "deploy": "Stage/Deploy/MergedConfig.php",
    "post-deploy": "Stage/PostDeploy.php",
}
"""Where ece-tools 2002.1.17 puts a stage's values together, below ``src/Config``."""


def _crash(env: EnvFile, stage: str) -> PhpValue:
    """Return the PHP error that a stage with a scalar for its map causes, or None."""
    for argument, name in enumerate(dict.fromkeys(("global", stage)), 2):
        entry = env.stages.get(name)
        if entry is None or env.source is None:
            continue
        if isinstance(entry.value, nodes.Mapping) and entry.value.tag is None:
            continue
        kind = php_type(env.source.value(entry.value))
        if kind not in ("array", "NULL"):
            message = f"array_replace(): Argument #{argument} must be of type array, "
            return {
                "$exception": {
                    "class": "TypeError",
                    "message": f"{message}{_PHP_NAMES.get(kind, kind)} given",
                    "code": 0,
                    "at": f"ece-tools/src/Config/{_READERS[stage]}",
                }
            }
    return None


_PHP_NAMES: Final = {"boolean": "bool", "integer": "int", "double": "float"}


def _value(setting: Setting, stage: str) -> PhpValue:
    """Return a setting's value; the deploy stage takes a string that is JSON for its content."""
    value = setting.value
    if stage != "deploy" or not isinstance(value, str):
        return value
    decoded = json_decoded(value)
    return value if decoded is None else decoded


def json_decoded(text: str) -> PhpValue:
    """Decode ``text`` as PHP's ``json_decode`` does; return None for null and for anything else.

    PHP nests 512 levels and turns integers beyond 64 bits into floats.
    """
    text = text.strip(" \t\n\r")
    if not text or text in ("NaN", "Infinity", "-Infinity"):
        return None
    try:
        value = json.loads(text, parse_int=_integer, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, (bool, int, float, str, list, dict)) else None


def _integer(digits: str) -> int | float:
    number = float(digits)
    if abs(number) < _SURE:
        return int(digits)
    return int(digits) if len(digits) < _LONGEST and -(2**63) <= int(digits) < 2**63 else number


_SURE = 2.0**53
_LONGEST = 25


def _refuse(name: str) -> None:
    raise ValueError(f"{name} is not JSON")
