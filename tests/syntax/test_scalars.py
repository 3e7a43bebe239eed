"""What scalars mean; the measured rows of symfony/yaml are in test_symfony."""

from __future__ import annotations

import datetime as dt
import math
import warnings
from io import StringIO

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from zdd_lsp.syntax.scalars import (
    PHP_OBJECT,
    UNDEFINED,
    UNKNOWN,
    PhpValue,
    constant,
    core_plain,
    is_date,
    php_float,
    php_key,
    php_number,
    php_string,
    symfony_plain,
    unescape_double,
)

NUMBERS = "0123456789+-._eExXobnaifINF"


def same(left: PhpValue, right: PhpValue) -> bool:
    """Tell whether two scalars are equal in type and value; nan equals nan."""
    return type(left) is type(right) and repr(left) == repr(right)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        (" \t", None),
        ("nULL", None),
        ("tRUE", True),
        ("False", False),
        ("yes", "yes"),
        ("nul", "nul"),
        (" 5 ", 5),
        ("1_000", 1000),
        ("0777_", "0777"),
        ("+5", 5.0),
        ("-0o17", -15),
        ("0o" + "7" * 22, float(8**22 - 1)),
        ("0xffffffffffffffff", float(2**64 - 1)),
        ("0x" + "f" * 400, math.inf),
        ("0X1F", 0.0),
        ("9223372036854775808", "9223372036854775808"),
        ("1" * 5000, "1" * 5000),
        ("1e400", math.inf),
        ("-.INF", -math.inf),
        (".nan", math.inf),
        ("1_0.5_0", 10.5),
        ("2020-02-30", 1583020800),
        ("2020-00-00", 1575072000),
        ("0000-01-01", -62167219200),
        ("1969-12-31 23:59:59.5", -1.5),
        ("2001-12-14t21:59:43.10-05:00", 1008385183.1),
        ("2001-12-14 21:59:43 +5", 1008385183 - 36000),
        ("2001-12-14 21:59:43.000Z", 1008367183),
        ("2020-13-01", "2020-13-01"),
        ("2020-01-01 10:00", "2020-01-01 10:00"),
        ("*a", "*a"),
        ("!x", "!x"),
    ],
)
def test_symfony_reads_a_plain_scalar(text: str, value: PhpValue) -> None:
    assert same(symfony_plain(text), value)


@given(st.dates(dt.date(1, 1, 1)), st.times(), st.integers(-23, 23))
def test_dates_are_unix_time(date: dt.date, time: dt.time, hours: int) -> None:
    time = time.replace(microsecond=0)
    zone = dt.timezone(dt.timedelta(hours=hours))
    moment = dt.datetime.combine(date, time, zone)
    epoch = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    text = f"{date.isoformat()} {time.isoformat()} {hours:+03d}:00"
    try:
        expected = (moment - epoch) // dt.timedelta(seconds=1)
    except OverflowError:
        assume(condition=False)
    assert symfony_plain(text) == expected


@pytest.mark.parametrize("text", ["2020-32-01", "2020-01-32", "2020-01-01 25:00:00"])
def test_a_date_that_php_refuses_is_told_apart(text: str) -> None:
    assert symfony_plain(text) == text
    assert is_date(text)
    assert not is_date(text + "x")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("nULL", "nULL"),
        ("TRUE", True),
        ("tRUE", "tRUE"),
        ("yes", "yes"),
        ("010", 10),
        ("0o10", 8),
        ("-0x1F", -31),
        ("0b101", 5),
        ("0b_", "0b_"),
        ("-_0", 0),
        ("_0", "_0"),
        ("1_000", 1000),
        ("+5", 5),
        ("1e3", 1000.0),
        (".5e3", ".5e3"),
        (".5e+3", 500.0),
        ("-.inf", -math.inf),
        (".nan", math.nan),
        ("+.nan", "+.nan"),
        ("-", "-"),
        ("1:30", "1:30"),
        ("2020-01-01", "2020-01-01"),
        ("1" * 5000, "1" * 5000),
    ],
)
def test_the_core_schema(text: str, value: PhpValue) -> None:
    assert same(core_plain(text), value)


@settings(max_examples=300, deadline=None)
@given(st.text(NUMBERS, min_size=1, max_size=7) | st.text("tTrRuUeEnNlL~", min_size=1, max_size=5))
def test_the_core_schema_is_that_of_ruamel(text: str) -> None:
    reader = YAML(typ="safe", pure=True)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            expected = reader.load(StringIO(f"k: {text}"))["k"]
    except (YAMLError, ValueError, IndexError):
        assume(condition=False)
    if isinstance(expected, (dt.date, dt.datetime)):
        expected = text
    assert same(core_plain(text), expected)


@pytest.mark.parametrize(
    ("text", "value", "unknown"),
    [
        ("plain", "plain", None),
        (r"\0\a\b\t\n\v\f\r\e\ \"\/\\", '\0\a\b\t\n\v\f\r\x1b "/\\', None),
        ("\\\t", "\t", None),
        (r"\N\_\L\P", "\x85\xa0\u2028\u2029", None),
        (r"\x41\u00e9\U0001F600", "Aé\U0001f600", None),
        (r"\x4", "\x004", None),
        (r"\ud83d", "\ufffd", None),
        (r"\UFFFFFFFF", "\ufffd", None),
        (r"a\Mb\q", r"a\Mb\q", 1),
        ("end\\", "end\\", None),
    ],
)
def test_double_quoted_escapes(text: str, value: str, unknown: int | None) -> None:
    assert unescape_double(text) == (value, unknown)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PHP_INT_SIZE", 8),
        ("\\PHP_EOL", "\n"),
        ("\\PDO::MYSQL_ATTR_LOCAL_INFILE", 1001),
        ("pdo::MYSQL_ATTR_SSL_CA", 1009),
        ("LOG_LOCAL7", 184),
        ("E_ALL", 32767),
        ("True", True),
    ],
)
def test_known_constants(name: str, value: PhpValue) -> None:
    assert same(constant(name), value)


@pytest.mark.parametrize("name", ["\\Foo\\Bar::BAZ", "PDO::NEW", "Foo\\BAR", "PHP_VERSION"])
def test_constants_that_may_exist(name: str) -> None:
    assert constant(name) is UNKNOWN


@pytest.mark.parametrize(
    "name", ["NOPE", "PHP INT SIZE", "", "php_eol", "PDO", "A::", "::B", "A::b c", "a\\", "PHP_NO"]
)
def test_constants_that_do_not_exist(name: str) -> None:
    assert constant(name) is UNDEFINED


def test_the_special_values_differ() -> None:
    assert len({id(UNKNOWN), id(UNDEFINED), id(PHP_OBJECT)}) == 3


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("5", 5),
        ("-5", -5),
        ("0", 0),
        ("-0", "-0"),
        ("05", "05"),
        ("+5", "+5"),
        ("1.5", "1.5"),
        ("", ""),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", "9223372036854775808"),
        ("-9223372036854775808", -9223372036854775808),
        ("5\n", "5\n"),
        (7, 7),
    ],
)
def test_array_keys(key: int | str, value: int | str) -> None:
    assert same(php_key(key), value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "1"),
        (False, ""),
        (-3, "-3"),
        (1.0, "1"),
        (0.1 + 0.2, "0.3"),
        (1e25, "1.0E+25"),
        (1.5e-7, "1.5E-7"),
        (-math.inf, "-INF"),
        (math.nan, "NAN"),
        ("x", "x"),
    ],
)
def test_php_strings(value: PhpValue, text: str) -> None:
    assert php_string(value) == text


@pytest.mark.parametrize(
    ("text", "number", "real"),
    [
        ("5", 5, 5.0),
        (" 5 ", 5, 5.0),
        ("1e3", 1000, 1000.0),
        ("1.9x", None, 1.9),
        ("x", None, 0.0),
        ("1e999", 0, math.inf),
    ],
)
def test_php_numbers(text: str, number: int | None, real: float) -> None:
    assert php_number(text) == number
    assert php_float(text) == real
