"""The engine behind the rules about keys: what is judged, where, and what is left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.key_schema import Fault, KeyFault
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE

HEAD: Final = "name: a\ntype: php:8.4\n"
APP: Final = (
    HEAD
    + "disk: 5120\nmounts: {var: 'shared:files/var'}\ncrons: &c\n  run: &r {spec: '* * * * *', "
    "cmd: x}\n  other: *r\nweb:\n  locations:\n    /: &l\n      root: pub\n      rules: {a: "
    "{allow: true}}\n    /b:\n      <<: *l\n      expires: 1y\nhooks:\n  build: |\n    a\n    b\n"
)
SERVICES: Final = "mysql:\n  type: mysql:11.4\n  disk: 1024\nredis: {type: 'redis:7.2'}\n"
ROUTES: Final = (
    '"http://{default}/": &r\n  type: upstream\n  upstream: a:http\n  redirects:\n    paths:\n'
    "      /a: {to: /b, code: 301}\n'http://{all}/': *r\n"
)
TEXTS: Final = {APP_FILE: APP, SERVICES_FILE: SERVICES, ROUTES_FILE: ROUTES}


def faults(text: str, path: str = APP_FILE) -> tuple[KeyFault, ...]:
    return Project(Path("/project"), {path: text}).key_faults(path)


def told(text: str, path: str = APP_FILE) -> list[tuple[Fault, str]]:
    return [(each.fault, each.span.slice(text)) for each in faults(text, path)]


@pytest.mark.parametrize(("path", "text"), TEXTS.items())
def test_right_files_have_no_faults(path: str, text: str) -> None:
    assert faults(text, path) == ()


@pytest.mark.parametrize("path", [*TEXTS, ".magento.env.yaml", "composer.json"])
def test_an_absent_or_another_file_has_no_faults(path: str) -> None:
    assert Project(Path("/project"), {}).key_faults(path) == ()
    if path not in TEXTS:
        assert faults("a: 1\n", path) == ()


@pytest.mark.parametrize("path", [SERVICES_FILE, ROUTES_FILE])
@pytest.mark.parametrize("text", ["", "# nothing\n", "---\n", "{}\n", "null\n"])
def test_an_empty_file_has_no_faults(path: str, text: str) -> None:
    assert faults(text, path) == ()


@pytest.mark.parametrize("path", TEXTS)
def test_a_file_that_is_no_map_is_one_fault(path: str) -> None:
    assert told("- a\n- b\n", path) == [(Fault.FORM, "- a\n- b")]


def test_an_empty_application_lacks_its_name_and_its_type() -> None:
    (fault,) = faults("{}\n")

    assert (fault.fault, fault.others) == (Fault.MISSING, ("name", "type"))


# Aliases, merge keys and tags


def test_what_several_places_share_is_judged_once_where_it_stands() -> None:
    text = HEAD + "crons:\n  a: &a {spec: x, cmd: x, foo: 1}\n  b: *a\n  c: {<<: *a, bar: 2}\n"

    assert told(text) == [(Fault.UNKNOWN, "foo"), (Fault.UNKNOWN, "bar")]


def test_what_comes_through_an_alias_is_shared() -> None:
    text = (
        HEAD + "x-base: &b\n  spec: [1]\ncrons:\n  a: {<<: *b, cmd: y}\n  c: &c {cmd: z}\n  d: *c\n"
    )

    found = {each.span.slice(text): each.is_shared for each in faults(text)}

    assert found == {"x-base": False, "[1]": True, "c": False}


def test_a_merge_key_brings_what_is_needed() -> None:
    base = "x: &x {spec: '* * * * *', cmd: y}\n"

    assert told(HEAD + base + "crons: {a: {<<: *x}, b: {<<: [*x]}}\n") == [(Fault.UNKNOWN, "x")]


@pytest.mark.parametrize(
    "text",
    [
        "!include app.yaml\n",
        "<<: !include app.yaml\n",
        HEAD + "hooks: !include hooks.yaml\n",
        HEAD + "crons:\n  a: !include cron.yaml\n",
        HEAD + "crons:\n  a:\n    <<: !include cron.yaml\n    cmd: x\n",
        HEAD + "disk: !env DISK\n",
        HEAD + "web:\n  locations:\n    /: {root: !x y, allow: !archive z}\n",
        HEAD + "runtime:\n  extensions:\n    - !x 5\n",
    ],
)
def test_what_a_tag_fetches_is_not_judged(text: str) -> None:
    assert faults(text) == ()


def test_a_standard_tag_says_what_a_value_is() -> None:
    assert told(HEAD + "disk: !!str 5120\n") == [(Fault.FORM, "5120")]


# No value


@pytest.mark.parametrize("value", ["", "~", "null"])
@pytest.mark.parametrize("key", ["crons", "hooks", "web", "mounts", "variables", "build", "size"])
def test_a_key_without_a_value_is_no_key(key: str, value: str) -> None:
    assert faults(f"{HEAD}{key}: {value}\n") == ()


def test_a_name_without_a_value_lacks_what_it_needs() -> None:
    assert told(HEAD + "crons:\n  a:\n") == [(Fault.MISSING, "a"), (Fault.MISSING, "a")]
    assert told("redis:\n", SERVICES_FILE) == [(Fault.MISSING, "redis")]
    assert told(HEAD + "relationships:\n  redis:\n") == []


def test_a_needed_key_without_a_value_is_missing() -> None:
    assert [each.others for each in faults("name:\ntype: php:8.4\n")] == [("name",)]


# Files that are no valid YAML


def test_what_stands_behind_a_hiding_fault_is_not_judged() -> None:
    text = "nam: a\ncrons: [\nsizee: 5\nfoo: 1\n"

    assert told(text) == [(Fault.UNKNOWN, "nam")]


def test_nothing_is_missing_in_a_broken_file() -> None:
    assert told("disk: 5\nmounts: {\n") == [(Fault.RANGE, "5")]


def test_a_repeated_key_hides_nothing() -> None:
    text = HEAD + "disk: 5120\ndisk: 5\n"

    assert told(text) == [(Fault.RANGE, "5")]


# Names


def test_a_misspelt_name_is_not_missing_as_well() -> None:
    assert told("nam: a\ntype: php:8.4\n") == [(Fault.UNKNOWN, "nam")]
    assert told(HEAD + "crons: {a: {spec: x, cmdd: y}}\n") == [(Fault.UNKNOWN, "cmdd")]
    assert told("a: {typ: 'redis:7'}\n", SERVICES_FILE) == [(Fault.UNKNOWN, "typ")]


def test_names_of_ones_own_choice() -> None:
    text = "Redis: {type: 'redis:7'}\nb c: {type: 'redis:7'}\na_b-c1: {type: 'redis:7'}\n"

    assert told(text, SERVICES_FILE) == [(Fault.NAME, "Redis"), (Fault.NAME, "b c")]


# Conditions


@pytest.mark.parametrize(
    ("service", "wanted"),
    [
        ("type: mysql:11.4", [Fault.MISSING]),
        ("type: redis-persistent:7.2", [Fault.MISSING]),
        ("type: redis:7.2", []),
        ("type: somebody-elses:1", []),
        ("{type: 'redis:7.2', disk: 512}", [Fault.PLACE]),
        ("{type: 'redis:7.2', disk: null}", []),
        ("{type: 'redis:7.2', disk: 12}", [Fault.PLACE]),
        ("{type: 'rabbitmq:4.1', disk: 500}", [Fault.RANGE]),
        ("{type: 'rabbitmq:4.1', disk: 512}", []),
        ("{type: 'redis:7.2', configuration: {schemas: [a]}}", [Fault.PLACE]),
        ("{type: 'mysql:11.4', disk: 512, configuration: {schemas: [a]}}", []),
        ("{type: 'mysql:11.4', disk: 512, configuration: {whatever: [a]}}", [Fault.UNKNOWN]),
    ],
)
def test_a_service_and_its_type(service: str, wanted: list[Fault]) -> None:
    text = f"a: {service}\n" if service.startswith("{") else f"a:\n  {service}\n"

    assert [each.fault for each in faults(text, SERVICES_FILE)] == wanted


@pytest.mark.parametrize(
    ("mount", "is_wrong"),
    [
        ("{source: service}", True),
        ("{source: service, service: files}", False),
        ("{source: local}", False),
        ("{source_path: x}", True),
        ("'shared:files'", False),
        ("'shared:files/a/b'", False),
        ("'files/a'", True),
    ],
)
def test_forms_of_mounts(mount: str, *, is_wrong: bool) -> None:
    assert bool(faults(f"{HEAD}disk: 512\nmounts: {{var: {mount}}}\n")) is is_wrong


def test_a_disk_is_needed_with_mounts_alone() -> None:
    assert [each.because for each in faults(HEAD + "mounts: {var: 'shared:files/var'}\n")] == [
        ("mounts", True)
    ]
    assert faults(HEAD + "mounts:\n") == ()


def test_of_two_keys_that_rule_each_other_out_the_later_one_is_found() -> None:
    rule = HEAD + "firewall:\n  outbound:\n  - {ports: [80], domains: [a.b], ips: [1.2.3.4/32]}\n"

    found = [each for each in faults(rule) if each.fault is Fault.EXCLUSIVE]

    assert [(each.path[-1], each.others) for each in found] == [("ips", ("domains",))]


@pytest.mark.parametrize("word", ["yes", "No", "on", "OFF", "true", "False"])
def test_words_that_yaml_1_1_takes_for_booleans_may_be_booleans(word: str) -> None:
    assert faults(f"{HEAD}web: {{locations: {{/: {{allow: {word}}}}}}}\n") == ()


# Whatever is written


def edited(text: str) -> st.SearchStrategy[str]:
    """Return texts with something cut out, doubled or put in."""
    place = st.integers(0, len(text))
    words = st.sampled_from(
        [
            "",
            "\n",
            ": ",
            "- ",
            "[",
            "}",
            "&r ",
            "*r",
            "<<: *c\n",
            "!x ",
            "'",
            " ",
            "\t",
            "null",
            "5",
        ]
    )
    return st.tuples(place, place, words, st.booleans()).map(
        lambda edit: (
            text[: min(edit[:2])] + edit[2] + text[max(edit[:2]) if edit[3] else min(edit[:2]) :]
        )
    )


@pytest.mark.parametrize("path", TEXTS)
@given(st.data())
@settings(deadline=None, max_examples=150)
def test_no_text_makes_it_fail_and_every_fault_has_a_place(path: str, data: st.DataObject) -> None:
    text = data.draw(edited(TEXTS[path]))

    for fault in faults(text, path):
        assert 0 <= fault.span.start <= fault.span.end <= len(text)
        assert fault.span.end > fault.span.start or fault.fault is Fault.MISSING
        assert isinstance(fault.judged_by, str)
