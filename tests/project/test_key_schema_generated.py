"""Every key of every file of the platform: right, missing, misspelt, of a wrong form or value."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests import fix_oracle, key_samples
from tests.key_samples import FILES, WRONG, Spot
from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.project.key_schema import Fault, KeyFault

if TYPE_CHECKING:
    from zdd_lsp.findings import Finding
    from zdd_lsp.text.span import Span

SPOTS = [spot for file in FILES for spot in key_samples.spots(file)]
RULES = {
    Fault.UNKNOWN: "unknown-key",
    Fault.MISSING: "missing-key",
    Fault.FORM: "wrong-key-type",
    Fault.VERSION: "unquoted-version",
    Fault.VALUE: "key-value-not-allowed",
    Fault.RANGE: "key-value-out-of-range",
    Fault.PLACE: "inapplicable-key",
}
MINE = {*RULES.values(), "invalid-name", "exclusive-keys", "legacy-key"}
ELSEWHERE = {"config-php-without-scopes", "missing-warm-up-pages", "missing-post-deploy-hook"}
"""What is said of a whole project, at its first key."""
ABOUT_NAMES = {"unreachable-redirect-path"}
"""What is said of the name at which a key is missing."""


def title(spot: Spot) -> str:
    return f"{spot.file}:{'.'.join(map(str, spot.parts))}"


def project(spot: Spot, root: dict[str, Any]) -> Project:
    return Project(Path("/project"), {FILES[spot.file]: key_samples.written(root)})


def faults(spot: Spot, root: dict[str, Any]) -> list[KeyFault]:
    found = project(spot, root).key_faults(FILES[spot.file])
    return [each for each in found if each.fault is not Fault.LEGACY]


def only(spot: Spot, root: dict[str, Any], fault: Fault, judge: str = "") -> KeyFault:
    """Check that a file has this fault alone, and that one rule reports it at its place."""
    of = project(spot, root)
    (found,) = faults(spot, root)
    assert found.fault is fault
    assert found.judged_by == judge
    wanted = judge or RULES[fault]
    said = [each.rule for each in lint.check(of) if at(each, found.span)]
    usual = {each.rule for each in lint.check(project(spot, key_samples.right(spot)))}
    assert wanted in said
    assert set(said) - usual - ELSEWHERE - ABOUT_NAMES == {wanted}
    return found


def at(finding: Finding, span: Span) -> bool:
    return finding.location.span.overlaps(span) or finding.location.span == span


def judge(spot: Spot, fault: Fault) -> str:
    return str(spot.spec.get("judged_by", {}).get(fault.value, ""))


@pytest.mark.parametrize("spot", SPOTS, ids=title)
def test_a_right_file_has_no_fault(spot: Spot) -> None:
    assert faults(spot, key_samples.right(spot)) == []


@pytest.mark.parametrize("spot", SPOTS, ids=title)
@pytest.mark.no_cover
def test_a_value_of_a_wrong_form_is_found_where_it_stands(spot: Spot) -> None:
    for value in WRONG:
        if key_samples.accepts(spot, value):
            continue
        root = key_samples.with_value(spot, value)
        is_version = spot.spec.get("version") and isinstance(value, int | float)
        fault = Fault.VERSION if is_version and not isinstance(value, bool) else Fault.FORM

        found = only(spot, root, fault, judge(spot, fault))

        assert found.value == value
        assert found.span.slice(key_samples.written(root)) == key_samples.source(value)


@pytest.mark.parametrize("spot", SPOTS, ids=title)
def test_no_value_is_as_good_as_no_key(spot: Spot) -> None:
    found = faults(spot, key_samples.with_value(spot, None))

    if spot.is_own or spot.is_item:
        assert {each.fault for each in found} <= {Fault.MISSING}
    else:
        assert found == faults(spot, key_samples.without(spot)) or is_needed(spot)


@pytest.mark.parametrize("spot", [each for each in SPOTS if not each.is_own], ids=title)
def test_a_missing_key_is_found_at_the_key_above(spot: Spot) -> None:
    if spot.is_item or not is_needed(spot):
        return
    root = key_samples.without(spot)
    text = key_samples.written(root)

    found = only(spot, root, Fault.MISSING, judge(spot, Fault.MISSING))

    assert spot.name in found.others
    if len(spot.parts) > 1 and found.entry is not None:
        assert found.span.slice(text).strip('"') == spot.parts[-2]
    else:
        assert found.span.start == text.index('"') or found.span.start == 0 or found.entry is None


def is_needed(spot: Spot) -> bool:
    beside: Any = key_samples.right(spot)
    for part in spot.parts[:-1]:
        beside = beside[part]
    above = key_samples.declared(spot.above)[1]
    one_of = set(above.get("one_of", ()))
    kinds = spot.spec.get("required_when", {})
    return (
        bool(spot.spec.get("required"))
        or (spot.name in one_of and len(one_of & beside.keys()) == 1)
        or any(str(beside.get(key)).partition(":")[0] in values for key, values in kinds.items())
        or any(beside.get(key) is not None for key in spot.spec.get("required_with", ()))
    )


@pytest.mark.parametrize("spot", SPOTS, ids=title)
@pytest.mark.no_cover
def test_a_misspelt_key_is_found_where_it_stands(spot: Spot) -> None:
    inner = key_samples.below(spot.above)
    if spot.is_item or "*" in inner:
        return
    name, root = key_samples.misspelt(spot)

    found = only(spot, root, Fault.UNKNOWN)

    assert found.path[-1] == name
    assert found.span.slice(key_samples.written(root)).strip(chr(34)) == name
    (said,) = [each for each in lint.check(project(spot, root)) if each.rule == "unknown-key"]
    assert spot.name in said.message.partition("did you mean")[2]


@pytest.mark.parametrize("spot", SPOTS, ids=title)
def test_a_number_out_of_range_is_found_where_it_stands(spot: Spot) -> None:
    for name, step in (("minimum", -1), ("maximum", 1)):
        if name in spot.spec:
            value = spot.spec[name] + step
            root = key_samples.with_value(spot, value)

            found = only(spot, root, Fault.RANGE)

            assert found.value == value
            assert found.span.slice(key_samples.written(root)) == str(value)
            assert faults(spot, key_samples.with_value(spot, spot.spec[name])) in ([], few(spot))


def few(spot: Spot) -> list[KeyFault]:
    """Return what is said of a disk that is large enough for the platform, not for its service."""
    root = key_samples.with_value(spot, spot.spec["minimum"])
    return [each for each in faults(spot, root) if "least" in spot.spec and each.because]


@pytest.mark.parametrize("spot", SPOTS, ids=title)
def test_a_value_that_is_not_allowed_is_found_where_it_stands(spot: Spot) -> None:
    for value in not_allowed(spot):
        root = key_samples.with_value(spot, value)

        found = only(spot, root, Fault.VALUE, judge(spot, Fault.VALUE))

        assert found.value == value
        assert found.span.slice(key_samples.written(root)) == key_samples.source(value)


def not_allowed(spot: Spot) -> list[Any]:
    values = list(spot.spec.get("values", ()))
    if spot.table == "routes:*.cache.headers[]":
        return ["Cookie", "te"]
    if "pattern" in spot.spec:
        tail = ":1" if spot.name == "type" and values else ""
        return ["? !"] + ([f"{values[1]}{values[1][-1]}{tail}"] if values else [])
    if not values:
        return []
    if spot.forms == ["integer"]:
        return [303, 200]
    close = f"{values[0]}{values[0][-1]}"
    return [close] if spot.spec.get("open") else [close, "nonsense", values[0].swapcase()]


@pytest.mark.parametrize("spot", SPOTS, ids=title)
def test_a_value_that_is_allowed_is_none(spot: Spot) -> None:
    for value in spot.spec.get("values", ()):
        if spot.name != "type":
            typed = int(value) if spot.forms == ["integer"] else value
            assert faults(spot, key_samples.with_value(spot, typed)) in ([], without_service(spot))


def without_service(spot: Spot) -> list[KeyFault]:
    """Return what is said of a mount from a service that is not named."""
    if spot.name != "source":
        return []
    return faults(spot, key_samples.with_value(spot, "service"))


@pytest.mark.parametrize("spot", SPOTS, ids=title)
def test_a_key_beside_the_wrong_type_is_found_where_it_stands(spot: Spot) -> None:
    for kind in spot.spec.get("never_when", {}).get("type", ()):
        root = key_samples.right(spot)
        if spot.file == "services":
            root[spot.top]["type"] = f"{kind}:1"
        else:
            root[spot.top] |= {"type": kind, **key_samples.ROUTES.get(kind, {"to": "/"})}
        found = [each for each in faults(spot, root) if each.fault is Fault.PLACE]

        assert spot.name in [each.path[-1] for each in found]
        assert {each.judged_by for each in found if each.path[-1] == spot.name} == {
            judge(spot, Fault.PLACE)
        }


@pytest.mark.parametrize("spot", SPOTS, ids=title)
@pytest.mark.no_cover
def test_fixes_cure_and_bring_nothing_new(spot: Spot) -> None:
    files = [key_samples.with_value(spot, value) for value in ("true", "500", 500, 2.10, True)]
    if not spot.is_item:
        files.append(key_samples.without(spot))
        if "*" not in key_samples.below(spot.above):
            files.append(key_samples.misspelt(spot)[1])

    for root in files:
        of = project(spot, root).judged()
        assert list(fix_oracle.faults(of, lambda found, _: found.rule in MINE)) == [], root


def test_every_rule_that_takes_a_fault_over_exists() -> None:
    judges = {
        name
        for spot in SPOTS
        for name in (*spot.spec.get("judged_by", {}).values(), spot.spec.get("foreign"))
        if name
    }
    judges |= {
        name for file in FILES for name in key_samples.raw(file)[""].get("judged_by", {}).values()
    }

    assert judges <= {each.name for each in lint.rules()}
