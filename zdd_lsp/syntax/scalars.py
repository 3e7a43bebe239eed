"""What a scalar means: PHP values, symfony/yaml's reading and the YAML 1.2 core schema.

symfony/yaml 6.4.3 decides for `.magento.env.yaml` (measured; tests/conformance/scalars.json), the
core schema for the platform's files. This module sees text without its quotes, tags and anchors.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import Final, TypeAlias


class Opaque(dict["int | str", "PhpValue"]):
    """A value that cannot be stated as data. It is an empty map, so that it survives JSON.

    Compare with ``is``: each of the three instances below has a meaning of its own.
    """


PhpValue: TypeAlias = """(
    bool | int | float | str | list["PhpValue"] | dict[int | str, "PhpValue"] | None
)"""
"""What PHP has after parsing: lists are arrays numbered from 0, maps keep the order of the text."""

UNKNOWN: Final = Opaque()
"""The value of something that may well exist, such as a class constant of the project."""
UNDEFINED: Final = Opaque()
"""The answer for a constant that PHP certainly does not have; never part of a value."""
PHP_OBJECT: Final = Opaque()
"""A value that is an object in PHP: ``gettype`` gives ``object``, ``json_encode`` ``{}``."""

PHP_SPACE: Final = " \t\n\r\0\x0b"
"""What PHP's ``trim`` removes."""

_INT_MAX: Final = 2**63 - 1
_INT_MIN: Final = -(2**63)
_INT_DIGITS: Final = 20
"""No longer text is a 64-bit integer, its sign included."""

_OCTAL = re.compile(r"[+-]?0o([0-7_]+)")
_HEX = re.compile(r"0[xX][0-9a-fA-F_]+")
_GROUPED = re.compile(r"[+-]?[0-9][0-9_]*")
_DIGITS = re.compile(r"-?[0-9]+")
_NUMERIC = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?[ \t\n\r\v\f]*")
_GROUPED_FLOAT = re.compile(r"[+-]?[0-9][0-9_]*(?:\.[0-9_]+)?")
_FLOAT_PREFIX = re.compile(
    r"[ \t\n\r\v\f]*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)"
)
_DATE = re.compile(
    r"(\d{4})-(\d\d?)-(\d\d?)"
    r"(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.(\d*))?"
    r"(?:[ \t]*(?:Z|([-+])(\d\d?)(?::(\d\d))?))?)?",
    re.ASCII,
)
_KEY_INT = re.compile(r"0|-?[1-9][0-9]{0,18}")


def symfony_plain(text: str) -> PhpValue:
    """Return what symfony/yaml makes of an unquoted scalar without tag, anchor or comment.

    A date that PHP refuses, such as ``2020-13-01``, comes back as text; see ``is_date``.
    """
    text = text.strip(PHP_SPACE)
    if not text:
        return None
    first = text[0]
    if first in "0123456789+-.":
        return _symfony_number(text)
    if text == "~":
        return None
    if first in "tTfFnN":
        return _WORDS.get(text.lower(), text)
    return text


_WORDS: Final[dict[str, PhpValue]] = {"true": True, "false": False, "null": None}


def _symfony_number(text: str) -> PhpValue:  # noqa: PLR0911 - symfony's order of attempts
    """Read a scalar that begins like a number."""
    if octal := _OCTAL.fullmatch(text):
        value = _based(octal[1], 8)
        return -value if text[0] == "-" else value
    if _GROUPED.fullmatch(text):
        text = text.replace("_", "")
    if _DIGITS.fullmatch(text):
        return _integer(text)
    if _NUMERIC.fullmatch(text):
        return float(text)
    if _HEX.fullmatch(text):
        # Only a small x makes hexadecimal; the cast of "0X1f" stops at the X.
        return _based(text[2:], 16) if text[1] == "x" else 0.0
    if (lower := text.lower()) in (".inf", ".nan"):
        return math.inf
    if lower == "-.inf":
        return -math.inf
    if _GROUPED_FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    moment = _moment(text)
    return text if moment is None else moment


def _integer(digits: str) -> int | str:
    """Return the integer if PHP writes it the same way (no overflow, no leading zero)."""
    if len(digits) > _INT_DIGITS:
        return digits
    value = int(digits)
    return value if str(value) == digits and _INT_MIN <= value <= _INT_MAX else digits


def _based(digits: str, base: int) -> int | float:
    """Convert like PHP's ``hexdec`` and ``octdec``: a float where 64 bits are too few."""
    value = int(digits.replace("_", "") or "0", base)
    if value <= _INT_MAX:
        return value
    try:
        return float(value)
    except OverflowError:
        return math.inf


def php_float(text: str) -> float:
    """Return PHP's ``(float)`` of a string: its numeric beginning, else 0."""
    prefix = _FLOAT_PREFIX.match(text)
    return float(prefix[1]) if prefix else 0.0


def php_number(text: str) -> int | None:
    """Return PHP's ``(int)`` of a numeric string, or None if the string is not numeric."""
    if not _NUMERIC.fullmatch(text.lstrip(" \t\n\r\v\f")):
        return None
    value = php_float(text)
    return int(value) if math.isfinite(value) else 0


def php_string(value: PhpValue) -> str:
    """Return PHP's ``(string)`` of a scalar (ini setting ``precision`` 14)."""
    if isinstance(value, bool) or value is None:
        return "1" if value else ""
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return "NAN" if math.isnan(value) else "INF" if value > 0 else "-INF"
    mantissa, exponential, exponent = format(value, ".14G").partition("E")
    if not exponential:
        return mantissa
    return f"{mantissa}{'' if '.' in mantissa else '.0'}E{int(exponent):+d}"


def is_date(text: str) -> bool:
    """Tell whether symfony/yaml hands the text to PHP's date parser."""
    return _DATE.fullmatch(text) is not None


def _moment(text: str) -> int | float | None:
    """Return the Unix time of a YAML timestamp (UTC if it names no zone), or None.

    It is a float exactly when there are fractions of a second. PHP lets days and months run
    over (30 February, month 0), but refuses month 13, day 32, hour 25, minute 60, second 61.
    """
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    hour, minute, second = (int(part or 0) for part in match.group(4, 5, 6))
    within = month <= 12 and day <= 31 and hour <= 24 and minute <= 59 and second <= 60  # noqa: PLR2004 - a calendar
    if not within:
        return None
    time = ((_days(year, month) + day - 1) * 24 + hour) * 3600 + minute * 60 + second
    if match[8]:
        offset = int(match[9]) * 3600 + int(match[10] or 0) * 60
        time += offset if match[8] == "-" else -offset
    fraction = (match[7] or "")[:6].ljust(6, "0")
    # PHP formats whole seconds and microseconds apart: before 1970 the fraction counts backwards.
    return time if fraction == "000000" else float(f"{time}.{fraction}")


def _days(year: int, month: int) -> int:
    """Return the days from 1970-01-01 to the first of a month; month 0 is last December."""
    # Years that begin in March put the leap day last, so every month has a fixed start.
    months = year * 12 + month - 3
    shifted, since_march = divmod(months, 12)
    leap_days = shifted // 4 - shifted // 100 + shifted // 400
    return shifted * 365 + leap_days + (153 * since_march + 2) // 5 - 719468


_CORE_WORDS: Final[dict[str, PhpValue]] = {
    "": None,
    "~": None,
    **dict.fromkeys(("null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
    **dict.fromkeys((".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"), math.inf),
    **dict.fromkeys(("-.inf", "-.Inf", "-.INF"), -math.inf),
    **dict.fromkeys((".nan", ".NaN", ".NAN"), math.nan),
}
_CORE_FLOAT = re.compile(
    r"[-+]?[0-9][0-9_]*(?:\.[0-9_]*(?:[eE][-+]?[0-9]+)?|[eE][-+]?[0-9]+)"
    r"|[-+]?\._*[0-9][0-9_]*(?:[eE][-+][0-9]+)?"
)
_CORE_INT = re.compile(r"([-+]?)(?:0b([01_]+)|0o([0-7_]+)|0x([0-9a-fA-F_]+)|([0-9_]+))")
_CORE_BASES: Final = {2: 2, 3: 8, 4: 16, 5: 10}
"""The base that each group of the pattern above is written in."""


def core_plain(text: str) -> PhpValue:
    """Return the value of a plain scalar in the YAML 1.2 core schema, as ruamel.yaml resolves it.

    Timestamps stay strings. ``_`` may group digits.
    """
    if text in _CORE_WORDS:
        return _CORE_WORDS[text]
    if text[0] not in "0123456789+-.":
        return text
    if _CORE_FLOAT.fullmatch(text):
        return float(text.replace("_", ""))
    whole = _CORE_INT.fullmatch(text)
    return text if whole is None else _core_integer(whole)


def _core_integer(match: re.Match[str]) -> int | str:
    """Convert an integer of the core schema; text if no digit is in it or too many are."""
    group = match.lastindex or 0
    try:
        return int(match[1] + match[group].replace("_", ""), _CORE_BASES[group])
    except ValueError:
        return match[0]


_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))")
_ESCAPED: Final = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "/": "/",
    "\\": "\\",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
    # Without enough hexadecimal digits symfony reads these as the code point 0.
    "x": "\0",
    "u": "\0",
    "U": "\0",
}


def unescape_double(text: str) -> tuple[str, int | None]:
    """Resolve the escapes of a double-quoted string as symfony/yaml does.

    Args:
        text: What stands between the quotes.

    Returns:
        The text, in which unknown escapes stay as they are, and the index of the first unknown
        escape's backslash in the argument, or None.
    """
    if "\\" not in text:
        return text, None
    unknown: list[int] = []

    def resolve(match: re.Match[str]) -> str:
        digits = match[1] or match[2] or match[3]
        if digits:
            return _character(int(digits, 16))
        if match[4] not in _ESCAPED:
            unknown.append(match.start())
            return match[0]
        return _ESCAPED[match[4]]

    return _ESCAPE.sub(resolve, text), unknown[0] if unknown else None


def _character(code: int) -> str:
    """Return the character, or U+FFFD where PHP would make bytes that are no UTF-8."""
    code %= 0x200000
    valid = code < 0xD800 or 0xE000 <= code <= 0x10FFFF  # noqa: PLR2004 - Unicode's bounds
    return chr(code) if valid else "\ufffd"


def php_key(key: int | str) -> int | str:
    """Return the key as PHP arrays keep it: canonical decimal 64-bit integers become ints."""
    if isinstance(key, int) or not _KEY_INT.fullmatch(key):
        return key
    value = int(key)
    return value if _INT_MIN <= value <= _INT_MAX else key


def constant(name: str) -> PhpValue:
    """Return the value of a PHP constant on the cloud (PHP 8, 64-bit Linux, mysqlnd).

    Args:
        name: As after ``!php/const``, with or without a leading backslash.

    Returns:
        The value; ``UNKNOWN`` for a class constant, a namespaced constant or one that depends on
        the build of PHP; ``UNDEFINED`` for anything else.
    """
    name = name.removeprefix("\\")
    owner, scope, member = name.partition("::")
    if scope:
        if owner.lower() == "pdo" and member in _PDO:
            return _PDO[member]
        may_exist = member.isidentifier() and _is_path(owner)
    elif name in _CONSTANTS:
        return _CONSTANTS[name]
    elif name.lower() in _WORDS:
        return _WORDS[name.lower()]
    elif "\\" in name:
        may_exist = _is_path(name)
    else:
        extension, _, rest = name.partition("_")
        may_exist = name in _OF_THE_BUILD or (extension in _EXTENSIONS and rest.isidentifier())
    return UNKNOWN if may_exist else UNDEFINED


def _is_path(name: str) -> bool:
    """Tell whether a name is that of a class or of a constant in a namespace."""
    return all(part.isidentifier() for part in name.split("\\"))


_OF_THE_BUILD: Final = frozenset(
    """
    PHP_VERSION PHP_MAJOR_VERSION PHP_MINOR_VERSION PHP_RELEASE_VERSION PHP_EXTRA_VERSION
    PHP_VERSION_ID PHP_OS PHP_OS_FAMILY PHP_SAPI PHP_ZTS PHP_DEBUG PHP_PREFIX PHP_BINDIR PHP_BINARY
    PHP_MANDIR PHP_LIBDIR PHP_DATADIR PHP_LOCALSTATEDIR PHP_SYSCONFDIR PHP_EXTENSION_DIR
    PHP_CONFIG_FILE_PATH PHP_CONFIG_FILE_SCAN_DIR PHP_SHLIB_SUFFIX PHP_MAXPATHLEN PHP_FD_SETSIZE
    PHP_FLOAT_DIG PHP_FLOAT_MIN PHP_FLOAT_MAX PHP_QUERY_RFC1738 PHP_QUERY_RFC3986
    PHP_SESSION_DISABLED PHP_SESSION_NONE PHP_SESSION_ACTIVE PHP_URL_SCHEME PHP_URL_HOST
    PHP_URL_PORT PHP_URL_USER PHP_URL_PASS PHP_URL_PATH PHP_URL_QUERY PHP_URL_FRAGMENT
    PHP_ROUND_HALF_UP PHP_ROUND_HALF_DOWN PHP_ROUND_HALF_EVEN PHP_ROUND_HALF_ODD
    DEFAULT_INCLUDE_PATH PEAR_INSTALL_DIR PEAR_EXTENSION_DIR STDIN STDOUT STDERR
    """.split()  # noqa: SIM905 - a table of names reads best without quotes
)
"""Constants of PHP whose values depend on the installation, or that no configuration needs."""

_EXTENSIONS: Final = frozenset(
    """
    AF ASSERT CAL CONNECTION COUNT CREDITS CRYPT CURL CURLE CURLINFO CURLM CURLOPT CURLPROTO
    CURLPROXY CURLSSH CURLUSESSL DATE DEBUG DNS ENT EXTR FILE FILEINFO FILTER FNM FTP GLOB HTML
    ICONV IDNA IMAGETYPE IMG INFO INI INTL JSON LC LDAP LIBXML LOCK M MB MHASH MT MYSQLI OPENSSL
    PASSWORD PATHINFO PCRE POLL POSIX PREG PSFS SCANDIR SEEK SIG SO SOAP SOCK SOCKET SODIUM SOL
    SORT SQLITE3 STR STREAM T ULOC UPLOAD XML XSL ZLIB
    """.split()  # noqa: SIM905 - a table of names reads best without quotes
)
"""What the constants of PHP's extensions begin with; their values are not stated here."""

_CONSTANTS: Final[dict[str, PhpValue]] = {
    "PHP_EOL": "\n",
    "PHP_INT_SIZE": 8,
    "PHP_INT_MAX": _INT_MAX,
    "PHP_INT_MIN": _INT_MIN,
    "PHP_FLOAT_EPSILON": 2.220446049250313e-16,
    "INF": math.inf,
    "NAN": math.nan,
    "M_PI": math.pi,
    "M_E": math.e,
    "DIRECTORY_SEPARATOR": "/",
    "PATH_SEPARATOR": ":",
    # Error levels, as for error_reporting().
    "E_ERROR": 1,
    "E_WARNING": 2,
    "E_PARSE": 4,
    "E_NOTICE": 8,
    "E_CORE_ERROR": 16,
    "E_CORE_WARNING": 32,
    "E_COMPILE_ERROR": 64,
    "E_COMPILE_WARNING": 128,
    "E_USER_ERROR": 256,
    "E_USER_WARNING": 512,
    "E_USER_NOTICE": 1024,
    "E_STRICT": 2048,
    "E_RECOVERABLE_ERROR": 4096,
    "E_DEPRECATED": 8192,
    "E_USER_DEPRECATED": 16384,
    "E_ALL": 32767,
    # Syslog: levels, facilities and options, as the log section of .magento.env.yaml uses them.
    "LOG_EMERG": 0,
    "LOG_ALERT": 1,
    "LOG_CRIT": 2,
    "LOG_ERR": 3,
    "LOG_WARNING": 4,
    "LOG_NOTICE": 5,
    "LOG_INFO": 6,
    "LOG_DEBUG": 7,
    "LOG_KERN": 0,
    "LOG_USER": 8,
    "LOG_MAIL": 16,
    "LOG_DAEMON": 24,
    "LOG_AUTH": 32,
    "LOG_SYSLOG": 40,
    "LOG_LPR": 48,
    "LOG_NEWS": 56,
    "LOG_UUCP": 64,
    "LOG_CRON": 72,
    "LOG_AUTHPRIV": 80,
    **{f"LOG_LOCAL{number}": 128 + 8 * number for number in range(8)},
    "LOG_PID": 1,
    "LOG_CONS": 2,
    "LOG_ODELAY": 4,
    "LOG_NDELAY": 8,
    "LOG_NOWAIT": 16,
    "LOG_PERROR": 32,
}

_PDO: Final[dict[str, int]] = {
    "ATTR_AUTOCOMMIT": 0,
    "ATTR_PREFETCH": 1,
    "ATTR_TIMEOUT": 2,
    "ATTR_ERRMODE": 3,
    "ATTR_SERVER_VERSION": 4,
    "ATTR_CLIENT_VERSION": 5,
    "ATTR_SERVER_INFO": 6,
    "ATTR_CONNECTION_STATUS": 7,
    "ATTR_CASE": 8,
    "ATTR_CURSOR_NAME": 9,
    "ATTR_CURSOR": 10,
    "ATTR_ORACLE_NULLS": 11,
    "ATTR_PERSISTENT": 12,
    "ATTR_STATEMENT_CLASS": 13,
    "ATTR_FETCH_TABLE_NAMES": 14,
    "ATTR_FETCH_CATALOG_NAMES": 15,
    "ATTR_DRIVER_NAME": 16,
    "ATTR_STRINGIFY_FETCHES": 17,
    "ATTR_MAX_COLUMN_LEN": 18,
    "ATTR_DEFAULT_FETCH_MODE": 19,
    "ATTR_EMULATE_PREPARES": 20,
    "ATTR_DEFAULT_STR_PARAM": 21,
    "ERRMODE_SILENT": 0,
    "ERRMODE_WARNING": 1,
    "ERRMODE_EXCEPTION": 2,
    "FETCH_LAZY": 1,
    "FETCH_ASSOC": 2,
    "FETCH_NUM": 3,
    "FETCH_BOTH": 4,
    "FETCH_OBJ": 5,
    "MYSQL_ATTR_USE_BUFFERED_QUERY": 1000,
    "MYSQL_ATTR_LOCAL_INFILE": 1001,
    "MYSQL_ATTR_INIT_COMMAND": 1002,
    "MYSQL_ATTR_COMPRESS": 1003,
    "MYSQL_ATTR_DIRECT_QUERY": 1004,
    "MYSQL_ATTR_FOUND_ROWS": 1005,
    "MYSQL_ATTR_IGNORE_SPACE": 1006,
    "MYSQL_ATTR_SSL_KEY": 1007,
    "MYSQL_ATTR_SSL_CERT": 1008,
    "MYSQL_ATTR_SSL_CA": 1009,
    "MYSQL_ATTR_SSL_CAPATH": 1010,
    "MYSQL_ATTR_SSL_CIPHER": 1011,
    "MYSQL_ATTR_SERVER_PUBLIC_KEY": 1012,
    "MYSQL_ATTR_MULTI_STATEMENTS": 1013,
    "MYSQL_ATTR_SSL_VERIFY_SERVER_CERT": 1014,
    "MYSQL_ATTR_LOCAL_INFILE_DIRECTORY": 1015,
}
