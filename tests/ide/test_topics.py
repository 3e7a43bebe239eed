"""Everything that has a name is found by it, and says something."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue, errors, foreign_names, log_section, sections
from zdd_lsp.ide import topics
from zdd_lsp.lint.upstream import codes, rules_by_code

if TYPE_CHECKING:
    from zdd_lsp.catalogue import ErrorCode


@pytest.mark.parametrize(
    ("names", "kind"),
    [
        ([rule.name for rule in lint.rules()], "rule "),
        (catalogue().known, "variable of "),
        ([str(code) for code in errors()], "error code of ece-tools, "),
        (foreign_names().keys() - catalogue().known.keys(), ""),
        (sections().stages, "stage of "),
        (sections().sections, "section of "),
        (log_section().handlers, "output of "),
        (log_section().levels, "level "),
    ],
)
def test_every_name_is_explained(names: list[str], kind: str) -> None:
    for name in names:
        found = topics.find(name)
        assert found is not None
        assert found.name == name
        assert found.kind.startswith(kind)
        assert found.paragraphs[0]
        assert found.markdown.startswith(f"### `{name}`\n\n*{found.kind}*\n\n")


def test_other_names_and_other_case() -> None:
    for name in ("scd-on-demand", "ZDD101", "zdd101", "Scd-On-Demand"):
        assert topics.find(name) == topics.find("scd-on-demand")
    for name in ("109", "DEPLOY_WRONG_CONFIGURATION_DB", "deploy_wrong_configuration_db"):
        assert topics.find(name) == topics.find("109")
    assert topics.find("0109") is None
    assert topics.find("") is None


@pytest.mark.parametrize("error", errors().values(), ids=lambda error: str(error.code))
def test_an_error_code_says_what_happened_and_what_to_do(error: ErrorCode) -> None:
    found = topics.find(error.constant)
    assert found is not None
    assert found.paragraphs[:2] == (error.meaning, error.action)
    facts = [text for _, text in found.facts]
    assert f"`{error.constant}`" in facts
    assert all(error.messages.count(message) == 1 for message in error.messages)
    assert len([label for label, _ in found.facts if label == "In the log"]) >= bool(error.title)


def test_an_error_code_names_the_rules_that_mirror_it() -> None:
    found = topics.find("1006")
    assert found is not None
    (rules,) = (text for label, text in found.facts if label == "Found by")
    assert "`scd-on-demand`" in rules
    rule = topics.find("scd-on-demand")
    assert rule is not None
    assert ("ece-tools reports it as", "1006") in rule.facts


def test_codes_and_rules_fit() -> None:
    assert codes("no-such-rule") == ()
    for code, rules in rules_by_code().items():
        assert code in errors() or code == 1008, code
        assert all(code in codes(rule.name) for rule in rules)


def test_the_last_part_of_a_name_is_enough_where_one_thing_has_it() -> None:
    found = topics.find("preload_keys")
    assert found is not None
    assert found == topics.find("CACHE_CONFIGURATION.frontend.backend_options.preload_keys")
    assert topics.find("frontend_options.write_control") is None
    assert topics.find("host") is None
    named = topics.alike("host")
    assert named
    assert all(each.endswith(".host") for each in named)
    assert topics.find("stale_cache_enabled") is not None


def test_what_may_be_meant() -> None:
    assert topics.alike("SKIP_SDC")[0] == "SKIP_SCD"
    assert topics.alike("tab-indent") == ["yaml-tab-indentation"]
    assert topics.alike("no such thing at all") == []
    assert topics.alike("") == []
