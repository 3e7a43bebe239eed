"""The sections and stages of `.magento.env.yaml`: complete, and the same as elsewhere."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from zdd_lsp.catalogue import STAGES, Section, sections, tables

ALL = {**sections().sections, **sections().stages}


def test_the_stages_are_those_of_the_variables() -> None:
    assert tuple(sections().stages) == STAGES


@pytest.mark.parametrize("section", ALL.values(), ids=ALL)
def test_every_section_is_complete(section: Section) -> None:
    assert re.fullmatch(r"[A-Z][^\n]*\.", section.summary)
    assert re.fullmatch(r"[A-Z][^\n]*\.", section.prose)
    assert re.fullmatch(r"https://experienceleague\.adobe\.com/en/docs/[a-z/-]+", section.url)


def test_every_stage_says_when_it_runs() -> None:
    assert all(stage.runs for stage in sections().stages.values())
    phases = [stage for name, stage in sections().stages.items() if name != "global"]
    assert all(stage.site and stage.failure for stage in phases)


def test_the_table_says_when_and_whence() -> None:
    content = tables.read("sections.toml")
    assert content["source"]
    assert isinstance(content["date"], dt.date)
