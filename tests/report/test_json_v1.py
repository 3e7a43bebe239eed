from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import zdd_lsp
from zdd_lsp.findings import Applicability, Edit, Fix, Location, Related, Severity, Upstream
from zdd_lsp.report import json_v1
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from tests.report.conftest import Stores

DOCUMENT = Path(__file__).parents[2] / "docs/json.md"
ENV = "stage:\n  build:\n    SKIP_SCD: true\n"


def strict(document: str) -> Any:
    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is not JSON")

    assert document.isascii()
    return json.loads(document, parse_constant=refuse)


def documented(key: str) -> Any:
    """Return the example of ``docs/json.md`` that has a key at its top."""
    blocks = re.findall(r"```json\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    return next(example for example in map(json.loads, blocks) if key in example["projects"][0])


def shape(value: object) -> object:
    """Return the keys of a document, without its values."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [shape(inner) for inner in value[:1]]
    return None


def test_the_documented_example_is_what_comes_out(stores: Stores) -> None:
    store = stores(ENV)
    example = documented("ideal")
    (wanted,) = example["findings"]
    line = Span(ENV.index("    SKIP_SCD"), len(ENV))
    finding = dataclasses.replace(
        store.finding("true", wanted["message"]),
        rule=wanted["rule"],
        code=wanted["code"],
        upstream=Upstream(1006, "SKIP_SCD variable is enabled"),
        fixes=(Fix("Remove SKIP_SCD", (Edit(".magento.env.yaml", line, ""),)),),
    )
    got = strict(json_v1.check([store.checked(finding)], {finding.rule: wanted["url"]}))
    assert got["tool"] == {"name": "zdd-lsp", "version": zdd_lsp.__version__}
    assert got["findings"] == [{**wanted, "project": str(store.root)}]
    assert shape(got) == shape(example)


def test_the_documented_values_are_what_comes_out(stores: Stores) -> None:
    store = stores("stage:\n  global:\n    SCD_THREADS: 4\n")
    got = strict(json_v1.config([(store.project, store.project.effective)]))
    ((wanted,), (project,)) = documented("stages")["projects"], got["projects"]
    assert project["root"] == str(store.root)
    assert list(project["stages"]) == ["global", "build", "deploy", "post-deploy"]
    for name, value in wanted["stages"]["build"].items():
        assert project["stages"]["build"][name] == value


def test_a_finding_says_everything(stores: Stores) -> None:
    store = stores("# 日本🚀\r\nstage: 1\r\n")
    finding = dataclasses.replace(
        store.finding("1", severity=Severity.INFO),
        related=(Related(Location("app/etc/config.php", Span(0, 0)), "absent"),),
        fixes=(Fix("Judge it", (), Applicability.UNSAFE),),
    )
    document = strict(json_v1.check([store.checked(finding)], {}))
    (got,) = document["findings"]
    zero = {"line": 0, "character": 0, "offset": 0}
    assert got == {
        "project": str(store.root),
        "path": ".magento.env.yaml",
        "rule": "a-rule",
        "code": "ZDD999",
        "severity": "info",
        "range": {
            "start": {"line": 1, "character": 7, "offset": 14},
            "end": {"line": 1, "character": 8, "offset": 15},
        },
        "message": "it is wrong",
        "upstream": None,
        "related": [
            {
                "path": "app/etc/config.php",
                "range": {"start": zero, "end": zero},
                "message": "absent",
            }
        ],
        "fixes": [{"title": "Judge it", "applicability": "unsafe", "edits": []}],
        "url": None,
    }


def test_unknown_versions_are_null(stores: Stores) -> None:
    (project,) = strict(json_v1.check([stores("{}\n").checked()], {}))["projects"]
    assert project["commerce"] is None
    assert project["ece_tools"] is None
    assert isinstance(project["ideal"], bool)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (float("inf"), {"$float": "INF"}),
        (float("-inf"), {"$float": "-INF"}),
        (float("nan"), {"$float": "NAN"}),
        ({"a": [float("inf"), 1.5]}, {"a": [{"$float": "INF"}, 1.5]}),
        ({0: "a", "b": None}, {"0": "a", "b": None}),
        ([True, 10**18, "\ud800\u2028"], [True, 10**18, "\ud800\u2028"]),
    ],
)
def test_values_that_json_cannot_say(value: object, said: object) -> None:
    plain = json_v1.plain(value)
    assert plain == said
    assert strict(json.dumps(plain, allow_nan=False)) == said


def test_aliases_of_aliases_end() -> None:
    value: list[object] = ["lol"]
    for _ in range(60):
        value = [value] * 10
    said = json.dumps(json_v1.plain(value))
    assert '{"$truncated": true}' in said
    assert len(said) < 1_000_000


def test_a_value_that_holds_itself_ends() -> None:
    value: dict[str, object] = {}
    value["again"] = value
    assert json.dumps(json_v1.plain(value)).count("again") == 100
