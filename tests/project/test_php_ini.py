"""`php.ini` is read as PHP reads it; what stands here was measured with `parse_ini_file` of 8.2."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.project.php_ini import read_php_ini

ENVIRONMENT = {"MAGENTO_CLOUD_APP_DIR": "/app"}


def settings(text: str) -> dict[str, str | None] | None:
    """Return the settings, or None where PHP returns false."""
    ini = read_php_ini(text, ENVIRONMENT)
    return None if ini.fault else {key: each.value for key, each in ini.settings.items()}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("", {}),
        ("\ufeffa=1\nb=2", {"a": "1", "b": "2"}),
        ("  a = 1\n\tb\t=\t2\r\nc=3\rd=4", {"a": "1", "b": "2", "c": "3", "d": "4"}),
        ("a\nb=1", {"b": "1"}),
        ("a: 1\nb=1", {"b": "1"}),
        ("a =\nb = 1\n", {"a": "", "b": "1"}),
        ("A=1\na=2\na=3", {"A": "1", "a": "3"}),
        ("; c\na = d e f ; g", {"a": None}),
        ("#b = 2", {"#b": "2"}),
        ('a = "x;y" ; z\n', {"a": "x;y"}),
        ('a="x\ny"\nb=1', {"a": "x\ny", "b": "1"}),
        ('a="x\\"y\\\\z"', {"a": 'x"y\\z'}),
        ("a=''\nb='x'y", {"a": "", "b": "xy"}),
        ('a = "b""c"', {"a": "bc"}),
        ("a=${MAGENTO_CLOUD_APP_DIR}/op", {"a": "/app/op"}),
        ('a="${MAGENTO_CLOUD_APP_DIR}/op"', {"a": "/app/op"}),
        ("a='${MAGENTO_CLOUD_APP_DIR}/op'", {"a": "${MAGENTO_CLOUD_APP_DIR}/op"}),
        ('a=${HOME}/x\nb="${HOME}"', {"a": None, "b": None}),
        ("a=x$y\nb={x}", {"a": "x$y", "b": "{x}"}),
        ("a => 100", {"a": None}),
        ("a = On\nb = none\nc = yesx", {"a": "1", "b": "", "c": "yesx"}),
        ("a[] = 1\na[x] = 2", {"a": None}),
        ("[s]\na=1\n[PATH=/x] b=2", {"a": "1", "b": "2"}),
        ("""["s"]\na=1\n['t;]'] b=2\n["u\\"]"]c=3""", {"a": "1", "b": "2", "c": "3"}),
        ("a = (1 | 2) & ~4\nb = !x", {"a": None, "b": None}),
        # A quote without a partner ends the file in the midst of it.
        ("a=x'yes\nb=1", {"a": "x"}),
    ],
)
def test_settings(text: str, wanted: dict[str, str | None]) -> None:
    found = settings(text)

    assert found is not None
    assert found.keys() == wanted.keys()
    assert {key: value for key, value in found.items() if wanted[key] is not None} == {
        key: value for key, value in wanted.items() if value is not None
    }


@pytest.mark.parametrize(
    "text",
    [
        "a=1\n# c (x)\nb=2",
        "=1",
        "(a",
        "{a}=1",
        "a=b=c",
        "a = on x",
        "a = there is no spoon",
        "yes=1",
        "on\n",
        "a=b(c)",
        "a = (b",
        "a = b)",
        "a = (b) c",
        "a=|b",
        "a='x",
        'a="x',
        "a= ; no line end",
        "a[] 1",
        "[s\na=1",
        "<<<<<<< HEAD\na=1\n=======\na=2\n>>>>>>> x",
    ],
)
def test_what_php_cannot_read(text: str) -> None:
    assert settings(text) is None


def test_places() -> None:
    ini = read_php_ini('a = 1\nb  = "x" ; c\nc =\n', ENVIRONMENT)

    b, c = ini.settings["b"], ini.settings["c"]
    assert (b.key_span, b.value_span) == ((6, 7), (11, 14))
    assert c.value_span.start == c.value_span.end


@given(st.text(alphabet="ab=\"'[]();&|!~${}# \t\n\r\\\x00", max_size=40))
def test_no_text_is_too_odd(text: str) -> None:
    ini = read_php_ini(text, ENVIRONMENT)

    spans = [span for each in ini.settings.values() for span in (each.key_span, each.value_span)]
    for start, end in [*spans, *([ini.fault] if ini.fault else [])]:
        assert 0 <= start <= end <= len(text)
