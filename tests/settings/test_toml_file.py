"""`.zdd.toml`, and where in it something is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.settings import SettingsFile, merged
from zdd_lsp.settings.toml_file import LONGEST

BASE = Path("/base")
RULES = ("single-scd-thread", "ZDD111")


@pytest.mark.parametrize(
    "picture",
    [
        "profile = 'none'\n#^^^^^^ must be one of\n",
        "# hint = 1\nhint = true\n#^^^ There is no setting `hint`\n",
        "lens = false\n[severity]\nhint = 'error'\n#^^^ There is no rule `hint`\n",
        "[severity]\n'single-scd-thread' = 'bad'\n#^^^^^^^^^^^^^^^^^^ is no severity\n",
        "severity.nope = 'off'\n#        ^^^^ There is no rule `nope`\n",
        "severity = { nope = 'off' }\n#            ^^^^ There is no rule\n",
        "ignore = ['ZDD111', 'ZDD11']\n#                   ^^^^^^^ There is no rule `ZDD11`\n",
        "ignore = [\n  'ZDD111',\n  'nope',\n# ^^^^^^ There is no rule\n]\n",
        "hints = \n#       ^ This is no TOML\n",
        "  [hints]\n#  ^^^^^ must be true or false, not a table\n",
    ],
)
def test_a_mistake_is_drawn_where_it_stands(picture: str) -> None:
    lines = picture.split("\n")
    drawn = next(at for at, line in enumerate(lines) if "^" in line)
    carets = lines.pop(drawn)
    start = carets.index("^")
    start = 0 if start == 1 else start
    length = carets.rindex("^") + 1 - start

    (mistake,) = SettingsFile("\n".join(lines)).mistakes(BASE, RULES)

    offset = sum(len(line) + 1 for line in lines[: drawn - 1]) + start
    assert (mistake.span.start, mistake.span.end) == (offset, offset + length)
    assert carets[carets.rindex("^") + 2 :] in mistake.message


def test_a_mark_and_line_ends_of_windows_are_fine() -> None:
    file = SettingsFile("\ufeffhints = true\r\nlens = 1\r\n")

    assert merged(file.layer(BASE)).hints
    (mistake,) = file.mistakes(BASE, RULES)
    assert mistake.span.slice(file.text) == "lens"


@pytest.mark.parametrize("text", ["", "\n", "a = " + "[" * 20_000, "x" * (LONGEST + 1)])
def test_what_cannot_be_read_says_nothing(text: str) -> None:
    file = SettingsFile(text)

    assert file.layer(BASE) == {}
    assert len(file.mistakes(BASE, RULES)) == bool(text.strip())


@given(st.text(alphabet="abhints=[]{}\"'.#\n\r \ufeff,1", max_size=40))
def test_no_text_raises(text: str) -> None:
    file = SettingsFile(text)

    file.layer(BASE)
    for mistake in file.mistakes(BASE, RULES):
        assert 0 <= mistake.span.start <= mistake.span.end <= len(text)
