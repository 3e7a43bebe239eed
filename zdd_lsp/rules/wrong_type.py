"""A variable's value has another type than ece-tools demands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Fix, Severity
from zdd_lsp.project.effective import json_decoded
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import Fault
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import replace_value
from zdd_lsp.rules._shared.schema import STOPS, subject, upstream, violations
from zdd_lsp.rules._shared.strays import home
from zdd_lsp.syntax.nodes import Scalar, Style
from zdd_lsp.syntax.values import php_type
from zdd_lsp.syntax.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.project.schema import Violation
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD202",
    name="wrong-type",
    severity=Severity.ERROR,
    summary="The value of a variable has the wrong type.",
    subject="env",
    bad=[
        Example(
            "A number in quotes is a text",
            {
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: '4'
                    #            ^^^ must be an integer, but this is a string
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    SCD_THREADS: 4
                """
            },
        ),
        Example(
            "`yes` is a text to symfony/yaml; only true and false are booleans",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CLEAN_STATIC_FILES: yes  # tidy
                    #                   ^^^ must be a boolean, but this is a string
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CLEAN_STATIC_FILES: true  # tidy
                """
            },
        ),
        Example(
            "The items are gone, the name is left",
            {
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES:
                #   ^^^^^^^^^^^^^^^ must be a list or a map, but this is null
                #     - ACSD-12345
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  build:
                    QUALITY_PATCHES: []
                #     - ACSD-12345
                """
            },
        ),
        Example(
            "A version with one dot is a floating point number",
            {
                ENV_FILE: """
                stage:
                  global:
                    DEPLOYED_MAGENTO_VERSION_FROM_GIT: 2.4
                    #                                  ^^^ must be a string, but this is a double
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  global:
                    DEPLOYED_MAGENTO_VERSION_FROM_GIT: '2.4'
                """
            },
        ),
    ],
    good=[
        Example(
            "The four types",
            {
                ENV_FILE: """
                stage:
                  global:
                    SKIP_HTML_MINIFICATION: True
                  build:
                    SCD_STRATEGY: compact
                    SCD_THREADS: 0x10
                    SCD_MATRIX:
                      "Magento/backend": []
                """
            },
        ),
    ],
)
def wrong_type(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools compares the type of a value with the one that its schema demands.

    It reads the file with symfony/yaml and asks PHP for the type, without any conversion: `'4'` is
    a text and no number, `yes` and `on` are texts and no booleans, `0777` is a text, `+5` is a
    floating point number, a date is a number of seconds, and a name without a value is null, which
    no variable may be. A list and a map are both an array to PHP. The build stops at such a value
    before anything is deployed.

    Source: ece-tools 2002.1.17, Config/Schema/Validator.php.
    """
    for violation in violations(project, Fault.TYPE):
        setting, variable = violation.setting, violation.variable
        assert variable is not None  # what the schema lacks has no type to miss
        given = _GIVEN.get(php_type(setting.value), "")
        yield report(
            ENV_FILE,
            setting.value_span,
            f"{subject(violation)} must be {_WANTED[variable.type]}, but this is {given}. {STOPS}",
            upstream=upstream(violation),
            fixes=_fixes(project, violation, variable),
        )


_WANTED: Final = {
    "array": "a list or a map",
    "boolean": "a boolean",
    "integer": "an integer",
    "string": "a string",
}
_GIVEN: Final = {**_WANTED, "double": "a double", "NULL": "null"}
_TRUE: Final = ("1", "enable", "enabled", "on", "true", "y", "yes")
_FALSE: Final = ("0", "disable", "disabled", "off", "false", "n", "no")


def _fixes(project: Project, violation: Violation, variable: Variable) -> Iterator[Fix]:
    setting = violation.setting
    if setting.value is None and _is_emptied(project, setting):
        return  # its keys stand beside it
    for source, is_sure in _replacements(setting, variable):
        fix = replace_value(setting, source, f"Write {_short(source)}")
        if is_sure or not fix.is_safe:
            yield fix
        else:
            yield Fix(fix.title, fix.edits, Applicability.UNSAFE)


def _is_emptied(project: Project, setting: Setting) -> bool:
    """Tell whether the stage has keys that belong below a variable."""
    siblings = project.env.settings[setting.stage].values()
    return any(
        each.name not in project.schema and home(project, each) == setting.name for each in siblings
    )


def _short(source: str) -> str:
    return source if len(source) <= _LONGEST else "it as YAML"


_LONGEST: Final = 60


def _replacements(setting: Setting, variable: Variable) -> Iterator[tuple[str, bool]]:
    """Yield what may stand in the value's place, and whether it is certain that it is meant."""
    make = {"array": _arrays, "boolean": _booleans, "integer": _integers, "string": _strings}
    if not isinstance(setting.entry.value, Scalar):
        return
    if setting.value is None and variable.type != "array":
        default = variable.defaults.get(setting.stage)
        is_allowed = not variable.allowed or default in variable.allowed
        if isinstance(default, (bool, int)) or (isinstance(default, str) and is_allowed):
            yield scalar(default), False
        return
    yield from make[variable.type](setting, variable)


def _booleans(setting: Setting, _: Variable) -> Iterator[tuple[str, bool]]:
    text = str(setting.value).strip().lower()
    if text in _TRUE:
        yield "true", True
    elif text in _FALSE:
        yield "false", True
    else:
        yield "true", False
        yield "false", False


def _integers(setting: Setting, _: Variable) -> Iterator[tuple[str, bool]]:
    value = setting.value
    if isinstance(value, float) and value.is_integer():
        yield str(int(value)), True
    elif isinstance(value, str) and _is_number(value):
        # A leading zero once meant an octal number, so that it is not certain what is meant.
        digits = value.strip().lstrip("+")
        yield str(int(digits)), digits == str(int(digits))


def _is_number(text: str) -> bool:
    digits = text.strip()
    digits = digits[1:] if digits.startswith(("+", "-")) else digits
    return digits.isascii() and digits.isdigit() and len(digits) < _MOST_DIGITS


_MOST_DIGITS: Final = 18


def _strings(setting: Setting, variable: Variable) -> Iterator[tuple[str, bool]]:
    node = setting.entry.value
    if isinstance(node, Scalar) and node.style is Style.PLAIN and node.text:
        is_allowed = not variable.allowed or node.text in variable.allowed
        if is_allowed:
            yield f"'{node.text.replace(chr(39), chr(39) * 2)}'", True
    if variable.allowed:
        for value in filter(None, variable.allowed):
            yield scalar(value), False


def _arrays(setting: Setting, variable: Variable) -> Iterator[tuple[str, bool]]:
    value = setting.value
    if value is None:
        yield "[]", True
    elif value is False:
        yield "[]", False
    elif isinstance(value, str) and value.strip()[:1] in ("[", "{"):
        node = setting.entry.value
        is_json = isinstance(json_decoded(value), (dict, list)) and "\n" not in value
        if is_json and isinstance(node, Scalar) and node.style in (Style.SINGLE, Style.DOUBLE):
            yield value.strip(), False
    elif isinstance(value, str) and variable.form == "list" and _is_item(value, variable):
        yield f"[{scalar(value)}]", True


def _is_item(text: str, variable: Variable) -> bool:
    """Tell whether a text may be meant as the only item of a list, and not as a switch."""
    if variable.items:
        return text in variable.items
    return bool(text) and text.lower() not in (*_TRUE, *_FALSE)
