"""Every variable in every stage with every kind of value, for several versions of ece-tools."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.schema_oracle import Value, schema, table, triple, verdict
from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.schema import CODE, Fault

CONFORMANCE = Path(__file__).resolve().parents[1] / "conformance"
VERSIONS = ("2002.0.12", "2002.1.0", "2002.1.17", "2002.2.10", "2002.2.12")
STAGES = ("global", "build", "deploy", "post-deploy", "post_deploy", "depoly")
STRANGERS = (
    "SCD_THREAD",
    "scd_threads",
    "VAR_SCD_THREADS",
    "CRYPT_KEY",
    "DO_DEPLOY_STATIC_CONTENT",
)
"""Names that no version declares."""

VALUES = (
    Value("true", "boolean", value=True),
    Value("False", "boolean", value=False),
    Value("0", "integer", 0),
    Value("9", "integer", 9),
    Value("10", "integer", 10),
    Value("-1", "integer", -1),
    Value("32", "integer", 32),
    Value("33", "integer", 33),
    Value("1_000", "integer", 1000),
    Value("0x1F", "integer", 31),
    Value("2020-01-01", "integer", 1577836800),
    Value("1.5", "double", 1.5),
    Value("+5", "double", 5.0),
    Value("1e3", "double", 1000.0),
    Value("''", "string", ""),
    Value("'5'", "string", "5"),
    Value('"true"', "string", "true"),
    Value("0777", "string", "0777"),
    Value("yes", "string", "yes"),
    Value("some text", "string", "some text"),
    Value("Quick", "string", "Quick"),
    Value("SAMEORIGIN", "string", "SAMEORIGIN"),
    Value("[]", "array", []),
    Value("{}", "array", []),
    Value("[quote]", "array", ["quote"]),
    Value("[checkout, sales]", "array", ["checkout", "sales"], "checkout"),
    Value("{a: sales}", "array", {"a": "sales"}),
    Value("{a: 1}", "array", {"a": 1}, "1"),
    Value("\n      - quote\n      - sales", "array", ["quote", "sales"]),
    Value("\n      theme: nothing", "array", {"theme": "nothing"}, "nothing"),
    Value("~", "NULL", None),
    Value("null", "NULL", None),
    Value("", "NULL", None),
)


def allowed() -> list[Value]:
    """Return every value that some version allows some variable."""
    names = {
        value
        for version in VERSIONS
        for declared in schema(triple(version)).values()
        for value in declared.get("allowed", ())
    }
    return [Value(f"'{name}'", "string", name) for name in sorted(names)]


class Said(NamedTuple):
    """A message of ece-tools and the text that it is about."""

    start: int
    end: int
    message: str


def written(version: str, given: Value) -> tuple[str, list[Said]]:
    """Return a file that gives every variable in every stage one value, and what is wrong."""
    said: list[Said] = []
    text = "stage:\n"
    for stage in STAGES:
        text += f"  {stage}:\n"
        for name in (*table(), *STRANGERS):
            key = len(text) + 4
            value = key + len(f"{name}: ")
            text += f"    {name}: {given.source}\n"
            found = verdict(triple(version), stage, name, given)
            if found is None:
                continue
            # What has no place of its own is shown at its name.
            subject = {"key": "", "value": given.source.strip(), "item": given.item}[found.place]
            start = text.index(subject, value) if subject else key
            said.append(Said(start, start + len(subject or name), found.message))
    return text, said


def project(version: str, text: str) -> Project:
    lock = {"packages": [{"name": "magento/ece-tools", "version": version}]}
    return Project(Path("/project"), {ENV_FILE: text, COMPOSER_LOCK: json.dumps(lock)})


def spelt(given: Value) -> str:
    return " ".join(given.source.split()) or "nothing"


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("given", [*VALUES, *allowed()], ids=spelt)
@pytest.mark.no_cover
def test_every_setting_gets_the_verdict_of_ece_tools_where_it_stands(
    version: str, given: Value
) -> None:
    text, said = written(version, given)
    of = project(version, text)

    in_order = [violation.message for violation in of.violations if violation.is_first]
    findings = [
        Said(*finding.location.span, finding.upstream.message)
        for finding in lint.check(of)
        if finding.upstream is not None and finding.upstream.code == CODE
    ]

    assert len(said) > 100
    assert in_order == [each.message for each in said]
    assert sorted(findings) == sorted(said)


def test_every_variable_of_every_version_is_among_them() -> None:
    assert {name for version in VERSIONS for name in schema(triple(version))} | {
        "ENV_MODE"  # from 2002.0.16 to 2002.0.17, for system.variables
    } == set(table())


def spellings() -> list[tuple[str, str]]:
    """Return measured scalars with the type that PHP gives them; those without one left out."""
    rows = json.loads((CONFORMANCE / "scalars.json").read_text("utf-8"))
    typed = [(row["yaml"], row["6.4.3"].partition(" ")[0]) for row in rows]
    return [(text, given) for text, given in typed if given != "ERR"]


@pytest.mark.parametrize(("text", "given"), spellings())
@pytest.mark.parametrize("version", ["2002.1.17", "2002.2.12"])
def test_a_wrong_type_is_called_what_php_calls_it(version: str, text: str, given: str) -> None:
    names = {declared["type"]: name for name, declared in schema(triple(version)).items()}
    file = "stage:\n  build:\n" + "".join(f"    {name}: {text}\n" for name in names.values())

    of = project(version, file)

    types = [each.message for each in of.violations if each.fault is Fault.TYPE]
    assert types == [
        f"The {name} variable contains an invalid value of type {given}. "
        f"Use the following type: {wanted}."
        for wanted, name in names.items()
        if wanted != given
    ]
