"""While somebody types in a large file, no answer waits until all of it is read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.benchmarks.answers import PLACES, Place
from tests.benchmarks.keystroke import synthetic
from zdd_lsp.ide.completion import complete
from zdd_lsp.ide.hover import hover
from zdd_lsp.ide.names.lookup import place_at, places_of
from zdd_lsp.project import Project
from zdd_lsp.project.env import ENV_FILE

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Work


def names(project: Project, path: str, offset: int) -> object:
    """Return the places of the name at an offset, of which a definition is one."""
    place = place_at(project, path, offset)
    assert place is not None
    return places_of(project, place.name)


ASK: dict[str, Callable[[Project, str, int], object]] = {
    "completion": complete,
    "hover": hover,
    "definition": names,
    "documentHighlight": names,
}


@pytest.mark.parametrize("place", PLACES.values(), ids=PLACES.keys())
def test_an_answer_is_a_fraction_of_a_reading(work: Work, place: Place) -> None:
    lines = synthetic(2000).splitlines()
    at = lines.index(place.above) + 1
    lines.insert(at, place.line)
    before = Project(Path("/store"), {ENV_FILE: "\n".join(lines) + "\n"})
    lines[at] += place.typed
    text = "\n".join(lines) + "\n"
    line = at if place.method == "completion" else at - 1
    offset = sum(len(each) + 1 for each in lines[:line])
    offset += len(lines[at]) if place.method == "completion" else 6

    def typed_and_asked() -> None:
        after = Project(Path("/store"), {ENV_FILE: text}, before)
        assert ASK[place.method](after, ENV_FILE, offset)

    assert before.env.settings
    typed_and_asked()  # catalogues are read at the first time
    alone = work(lambda: Project(Path("/store"), {ENV_FILE: text}).env)
    assert work(typed_and_asked) < alone / 3
