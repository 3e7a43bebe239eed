"""The schema of an installed ece-tools goes before the catalogue, as far as it is understood."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue
from zdd_lsp.findings import Severity
from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import COMPOSER_LOCK, VENDOR_SCHEMA
from zdd_lsp.project.disk import Failure, Unreadable
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue import Variable, Version

RANGE = r"Magento\MagentoCloud\Config\Schema\Validator\Range"
SPLIT_DB = r"Magento\MagentoCloud\Config\Schema\Validator\SplitDb"

VERSIONS: list[Version] = [(2002, 1, 1), (2002, 1, 17), (2002, 2, 10), (2002, 2, 12)]


def declared(variable: Variable) -> dict[str, object]:
    """Return a variable as ece-tools' file declares one."""
    table: dict[str, object] = {"description": "…", "type": variable.type}
    validators: list[dict[str, object]] = []
    if variable.minimum is not None:
        validators.append({"class": RANGE, "from": variable.minimum, "to": variable.maximum})
    if variable.items:
        validators.append({"class": SPLIT_DB})
    if validators:
        table["validators"] = validators
    if variable.allowed:
        table["allowed"] = list(variable.allowed)
    if variable.system is not None:
        table |= {"system": ["variables"], "default": {"variables": variable.system}}
    else:
        table |= {"stages": list(variable.stages), "default": dict(variable.defaults)}
    return table


def schema_text(variables: Mapping[str, object]) -> str:
    return json.dumps({"version": 1, "variables": variables}, indent=2, ensure_ascii=False)


def project(schema: str | Unreadable | None, version: str | None = None, env: str = "") -> Project:
    """Return a project with a schema, a locked ece-tools and settings."""
    files: dict[str, str | Unreadable] = {ENV_FILE: env}
    if schema is not None:
        files[VENDOR_SCHEMA] = schema
    if version is not None:
        package = {"name": "magento/ece-tools", "version": version}
        files[COMPOSER_LOCK] = json.dumps({"packages": [package]})
    return Project(Path("/project"), files)


@pytest.mark.parametrize("version", VERSIONS, ids=str)
def test_the_schema_of_a_known_version_says_what_the_catalogue_says(version: Version) -> None:
    built_in = catalogue().variables(version)
    text = schema_text({name: declared(variable) for name, variable in built_in.items()})

    read = project(text, ".".join(map(str, version)))

    assert read.schema_origin == "vendor"
    assert read.is_schema_certain
    assert read.vendor_schema is not None
    assert read.vendor_schema.fault is None
    assert list(read.schema) == list(built_in)
    for name, variable in built_in.items():
        for field, expected in variable._asdict().items():
            if field not in ("uncertain", "history"):
                assert getattr(read.schema[name], field) == expected, (name, field)


BLOCK_STYLE = """\
version: 1
variables:
  # A variable that no catalogue knows.
  BRAND_NEW:
    description: Something of next year.
      It goes on.
    type: integer
    validators:
        - class: 'Magento\\MagentoCloud\\Config\\Schema\\Validator\\Range'
          from: -1
          to: 9
    stages:
      - global
      - build
    default:
      build: null
    examples:
      - stage:
          build:
            BRAND_NEW: 8
  SCD_STRATEGY:
    type: string
    allowed: ['', quick, teleport]
    stages: [build]
    default: {build: ''}
  SCD_MATRIX: {type: array, stages: [deploy], default: {deploy: {}}}
"""


def test_a_newer_schema_brings_names_and_values() -> None:
    env = """\
stage:
  build:
    BRAND_NEW: 3
    SCD_STRATEGY: teleport
    SCD_THREADS: 2
"""

    of = project(BLOCK_STYLE, "2002.9.0", env)

    new = of.schema["BRAND_NEW"]
    assert (new.type, new.stages, new.minimum, new.maximum) == (
        "integer",
        ("global", "build"),
        -1,
        9,
    )
    assert new.defaults == {"build": None}
    assert of.effective["build"]["BRAND_NEW"].value == 3
    assert of.schema["SCD_MATRIX"].defaults == {"deploy": []}
    assert of.schema["SCD_STRATEGY"].prose is not None
    assert [violation.message for violation in of.violations] == [
        "The SCD_THREADS variable is not allowed in configuration."
    ]
    assert of.is_schema_certain


def test_its_messages_are_those_of_the_schema() -> None:
    env = "stage: {build: {BRAND_NEW: 10, SCD_STRATEGY: slow}, deploy: {BRAND_NEW: 1}}\n"

    of = project(BLOCK_STYLE, None, env)

    messages = [violation.message.rpartition(". ")[2] for violation in of.violations]
    assert messages == [
        "Use an integer value from -1 to 9.",
        "Use one of the available value options: quick, teleport.",
        "Move it to one of the possible stages: global, build.",
    ]


def test_a_hover_does_not_guess_since_when_a_new_variable_exists() -> None:
    text = "stage: {build: {BRAND_NEW: 3}}\n"
    of = project(BLOCK_STYLE, "2002.9.0", text)

    shown = hover(of, ENV_FILE, text.index("BRAND"))

    assert shown is not None
    assert "-1 to 9" in shown.markdown
    assert "ece-tools" not in shown.markdown


def test_without_it_the_catalogue_speaks() -> None:
    of = project(None, "2002.1.17")

    assert of.vendor_schema is None
    assert of.schema_origin == "built-in"
    assert of.schema == catalogue().variables((2002, 1, 17))


@pytest.mark.parametrize(
    ("version", "is_certain"),
    [
        (None, True),
        ("2002.0.12", True),
        ("2002.2.12", True),
        ("2002.9.0", False),
        ("dev-main", True),
    ],
)
def test_only_an_ece_tools_newer_than_the_catalogue_may_know_more(
    version: str | None,
    is_certain: bool,  # noqa: FBT001 - pytest gives it a name
) -> None:
    assert project(None, version).is_schema_certain is is_certain


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it has no map `variables`"),
        ("- variables\n", "it has no map `variables`"),
        ("just text\n", "it has no map `variables`"),
        ("variables:\n", "it declares no variables"),
        ("variables: []\n", "it declares no variables"),
        ("variables: yes\n", "it declares no variables"),
        ("variables: {SCD_THREADS: {type: integer}\n", "it cannot be read as YAML"),
        ("variables: &a {SCD_THREADS: *a}\n", "it cannot be read as YAML"),
        ("variables: {X: {type: string}}\n\tfoo: [\n", "it cannot be read as YAML"),
    ],
)
def test_a_file_that_is_no_schema_is_not_used(text: str, reason: str) -> None:
    of = project(text, "2002.1.17")

    assert of.vendor_schema is not None
    assert of.vendor_schema.fault is not None
    assert of.vendor_schema.fault.reason == reason
    assert of.schema_origin == "built-in"
    assert of.schema == catalogue().variables((2002, 1, 17))
    assert of.is_schema_certain


@pytest.mark.parametrize(
    ("entry", "place", "reason"),
    [
        ("", "SCD_THREADS", "a variable is no map"),
        ("integer", "integer", "a variable is no map"),
        ("[type, integer]", "[type, integer]", "a variable is no map"),
        ("{stages: [build]}", "SCD_THREADS", "a variable has no type"),
        ("{type: double}", "double", "a type is none of array, boolean, integer, string"),
        ("{type: [integer]}", "[integer]", "a type is none of array, boolean, integer, string"),
        ("{type: }", "type", "a type is none of array, boolean, integer, string"),
        ("{type: integer, stages: build}", "build", "`stages` is no list"),
        ("{type: integer, stages: {a: build}}", "{a: build}", "`stages` is no list"),
        ("{type: integer, stages: [1]}", "[1]", "`stages` holds something else than texts"),
        ("{type: integer, allowed: [1, 2]}", "[1, 2]", "`allowed` holds something else than texts"),
        ("{type: integer, default: 5}", "5", "`default` is no map"),
        ("{type: integer, validators: Range}", "Range", "`validators` is no list"),
        ("{type: integer, validators: [Range]}", "[Range]", "a validator has no class"),
        (
            "{type: integer, validators: [{class: 'A\\Range', from: 0}]}",
            "[{class: 'A\\Range', from: 0}]",
            "a range has no two integers",
        ),
        (
            "{type: integer, validators: [{class: Range, from: true, to: '9'}]}",
            "[{class: Range, from: true, to: '9'}]",
            "a range has no two integers",
        ),
    ],
)
def test_the_catalogue_stands_in_for_a_variable_that_is_not_understood(
    entry: str, place: str, reason: str
) -> None:
    text = f"variables:\n  SCD_THREADS: {entry}\n  SKIP_SCD: {{type: boolean, stages: [build]}}\n"

    of = project(text, "2002.1.17")

    assert of.vendor_schema is not None
    fault = of.vendor_schema.fault
    assert fault is not None
    assert fault.reason == reason
    assert text[fault.span.start : fault.span.end] == place
    assert of.schema_origin == "vendor"
    assert of.schema["SCD_THREADS"] == catalogue().variables((2002, 1, 17))["SCD_THREADS"]
    assert of.schema["SKIP_SCD"].stages == ("build",)
    assert not of.is_schema_certain


def test_a_variable_that_nobody_understands_is_left_out_and_not_certain_to_be_refused() -> None:
    text = "variables:\n  NEW: {type: decimal}\n  SKIP_SCD: {type: boolean, stages: [build]}\n"

    of = project(text, "2002.2.12")

    assert list(of.schema) == ["SKIP_SCD"]
    assert not of.is_schema_certain


def test_what_an_unknown_validator_checks_is_not_reported() -> None:
    text = "variables: {SKIP_SCD: {type: boolean, stages: [build], validators: [{class: Moon}]}}\n"

    of = project(text, None, "stage: {build: {SKIP_SCD: false}}\n")

    assert of.vendor_schema is not None
    assert of.vendor_schema.fault is None
    assert of.violations == ()


def test_a_file_without_a_text_is_the_matter_of_another_rule() -> None:
    of = project(Unreadable("it is larger than 4 MiB", Failure.TOO_LARGE))

    assert of.vendor_schema is None
    said = [finding.rule for finding in lint.check(of) if finding.location.path == VENDOR_SCHEMA]
    assert said == ["file-not-analysed"]


def test_it_is_read_once_for_many_snapshots() -> None:
    first = project(BLOCK_STYLE, "2002.2.12")
    assert first.vendor_schema is not None

    second = Project(first.root, {**first.contents, ENV_FILE: "stage: {}\n"}, first)

    assert second.vendor_schema is first.vendor_schema


def test_another_locked_version_reads_it_anew() -> None:
    first = project("variables: {SCD_THREADS: {type: x}}\n", "2002.0.12")
    lock = '{"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}'

    second = Project(first.root, {**first.contents, COMPOSER_LOCK: lock}, first)

    assert first.schema["SCD_THREADS"].defaults == {"build": 1, "deploy": 1}
    assert second.schema["SCD_THREADS"].defaults == {"build": -1, "deploy": -1}


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=3) | st.sampled_from(["array"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)
keys = st.sampled_from(["type", "stages", "default", "allowed", "validators", "system", "class"])


@given(
    st.dictionaries(
        st.sampled_from(["SCD_THREADS", "SPLIT_DB", "NEW", "ENV_ROUTES"]),
        values | st.dictionaries(keys, values, max_size=5),
        max_size=4,
    )
)
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_schema_makes_a_rule_fail(variables: dict[str, object]) -> None:
    env = "stage: {build: {SCD_THREADS: 1, NEW: a, SPLIT_DB: [x]}, other: {ENV_ROUTES: x}}\n"

    findings = lint.check(project(schema_text(variables), "2002.1.17", env))

    assert [finding.message for finding in findings if "failed" in finding.message] == []
    assert all(
        finding.severity <= Severity.INFO
        for finding in findings
        if finding.location.path == VENDOR_SCHEMA
    )


@pytest.mark.parametrize(
    "text",
    [
        "variables: " + "[" * 5000,
        "variables: " + "{a: " * 300 + "1" + "}" * 300,
        "a: &a [x, x]\nb: &b [*a, *a]\nvariables: {X: {type: string, stages: *b}}\n",
        "variables:\n"
        + "".join(f"  V{n}: {{type: string, stages: [build]}}\n" for n in range(3000)),
    ],
    ids=["open", "deep", "aliases", "many"],
)
def test_a_hostile_file_does_no_harm(text: str) -> None:
    of = project(text, None, "stage: {build: {SCD_THREADS: 1}}\n")

    assert of.schema
    assert of.effective
