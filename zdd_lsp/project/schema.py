"""What the schema validator of ece-tools says about `.magento.env.yaml`.

ece-tools 2002.1.17, Config/Validator/Build/StageConfig.php and Config/Schema/Validator.php: every
variable of every stage is checked in the order of the file, and the first check that fails is
reported as error 10. The checks behind it are carried out here all the same.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from zdd_lsp.syntax.scalars import php_key
from zdd_lsp.syntax.values import php_type

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.project.env import EnvFile, Setting

CODE = 10
"""The error code of the build step ``validate-configuration``."""


class Fault(Enum):
    """What a setting does wrong, in the order of ece-tools' checks."""

    UNKNOWN = "unknown"
    """The schema has no such variable."""
    TYPE = "type"
    """PHP's type of the value is another one than the schema demands."""
    STAGE = "stage"
    """The variable may not stand in this stage, or the stage does not exist."""
    RANGE = "range"
    """The integer is too small or too large."""
    ITEMS = "items"
    """The list holds something else than it may."""
    ALLOWED = "allowed"
    """The text is none of the allowed ones."""


class Violation(NamedTuple):
    """A check that a setting fails.

    Attributes:
        setting: The setting.
        variable: The variable as the schema in force declares it; None if it does not.
        fault: The check.
        message: What ece-tools says about it.
        is_first: Whether ece-tools reports this one: of each setting the first.
    """

    setting: Setting
    variable: Variable | None
    fault: Fault
    message: str
    is_first: bool


def violations(env: EnvFile, schema: Mapping[str, Variable]) -> tuple[Violation, ...]:
    """Check every setting, in the order of the file.

    A stage or a variable with a number for a name is left out: ece-tools dies there and says
    nothing.

    Args:
        env: The settings.
        schema: The variables of the ece-tools version in force.
    """
    return tuple(
        Violation(setting, schema.get(setting.name), fault, message, number == 0)
        for stage in env.settings.values()
        for setting in stage.values()
        if isinstance(php_key(setting.stage), str) and isinstance(php_key(setting.name), str)
        for number, (fault, message) in enumerate(_faults(setting, schema.get(setting.name)))
    )


def _faults(setting: Setting, variable: Variable | None) -> Iterator[tuple[Fault, str]]:
    name = setting.name
    if variable is None:
        yield Fault.UNKNOWN, f"The {name} variable is not allowed in configuration."
        return
    given = php_type(setting.value)
    if given != variable.type:
        fault = f"contains an invalid value of type {given}"
        yield Fault.TYPE, f"The {name} variable {fault}. Use the following type: {variable.type}."
    if setting.stage not in variable.stages:
        fault = f"is not supposed to be in stage {setting.stage}"
        cure = f"Move it to one of the possible stages: {', '.join(variable.stages)}."
        yield Fault.STAGE, f"The {name} variable {fault}. {cure}"
    if given == variable.type:
        yield from _value_faults(setting, variable)


def _value_faults(setting: Setting, variable: Variable) -> Iterator[tuple[Fault, str]]:
    """Yield what is wrong with a value of the right type."""
    name, value = setting.name, setting.value
    fault = f"The {name} variable contains an invalid value {value}."
    if isinstance(value, int) and variable.minimum is not None and variable.maximum is not None:
        if not variable.minimum <= value <= variable.maximum:
            span = f"from {variable.minimum} to {variable.maximum}"
            yield Fault.RANGE, f"{fault} Use an integer value {span}."
    elif variable.items and isinstance(value, (list, dict)):
        items = value.values() if isinstance(value, dict) else value
        if any(item not in variable.items for item in items):
            fault = f"The {name} variable contains the invalid value."
            cure = f"It should be an array with following values: [{', '.join(variable.items)}]."
            yield Fault.ITEMS, f"{fault} {cure}"
    elif variable.allowed and isinstance(value, str) and value not in variable.allowed:
        options = ", ".join(filter(None, variable.allowed))
        yield Fault.ALLOWED, f"{fault} Use one of the available value options: {options}."
