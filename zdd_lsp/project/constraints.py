"""Constraints on versions, as Composer understands them.

composer/semver 3: alternatives are separated by ``||``, conditions that all must hold by a blank
or a comma. A lower bound and an exclusive upper bound without a suffix of their own lie before
the pre-releases of their version, so ``2.4.9-beta1`` satisfies ``>=2.4.9`` and not ``<2.4.9``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Final

from zdd_lsp.project.versions import Version

Condition = Callable[[Version], bool]

_ALTERNATIVES: Final = re.compile(r"\s*\|\|?\s*")
_HYPHEN: Final = re.compile(r"(\S+)\s+-\s+(\S+)")
_BLANK_AFTER_OPERATOR: Final = re.compile(r"([<>=!~^])\s+")
_PART: Final = re.compile(r"(?P<operator>>=|<=|==|!=|<>|[<>=~^]?)(?P<version>\S+)")
_WILDCARD: Final = re.compile(r"v?(?P<numbers>\d+(?:\.\d+)*)\.[*xX](?:\.[*xX])*")
_DEV: Final = -1
"""The rank of Composer's ``-dev``, which is below every other suffix."""
_PARTS: Final = 4


def satisfies(version: Version, constraint: str) -> bool:
    """Tell whether a version satisfies a constraint.

    Args:
        version: The version.
        constraint: The constraint, such as ``>=2.4.0 <2.4.4 || ~2.3.7-p4``. One that cannot be
            read is satisfied by nothing.
    """
    return any(
        all(condition(version) for condition in alternative)
        for alternative in _alternatives(constraint)
    )


@cache
def _alternatives(constraint: str) -> tuple[tuple[Condition, ...], ...]:
    read = []
    for text in _ALTERNATIVES.split(constraint.strip()):
        conditions = _conditions(text)
        if conditions is not None:
            read.append(tuple(conditions))
    return tuple(read)


def _conditions(text: str) -> list[Condition] | None:
    hyphen = _HYPHEN.fullmatch(text)
    if hyphen is not None:
        return _hyphen(hyphen[1], hyphen[2])
    conditions: list[Condition] = []
    for part in re.split(r"[\s,]+", _BLANK_AFTER_OPERATOR.sub(r"\1", text.strip())):
        found = _condition(part)
        if found is None:
            return None
        conditions += found
    return conditions


def _hyphen(low: str, high: str) -> list[Condition] | None:
    """Read ``low - high``: a partial upper bound stands for all versions that begin with it."""
    lower = _bound(low)
    if lower is None or Version.parse(high) is None:
        return None
    numbers = re.findall(r"\d+", high)
    if len(numbers) >= _PARTS - 1 or "-" in high:
        upper = _condition(f"<={high}")
    else:
        upper = [_below(_raised([int(number) for number in numbers], len(numbers)))]
    return None if upper is None else [_at_least(lower), *upper]


def _condition(part: str) -> list[Condition] | None:
    if part in ("*", "x", "X"):
        return []
    match = _PART.fullmatch(part)
    if match is None:
        return None
    operator, text = match["operator"], match["version"]
    wildcard = _WILDCARD.fullmatch(text)
    if wildcard is not None:
        numbers = [int(number) for number in wildcard["numbers"].split(".")]
        return [_at_least(_first(numbers)), _below(_raised(numbers, len(numbers)))]
    version = Version.parse(text)
    if version is None:
        return None
    read = _range if operator in ("^", "~") else _comparison
    return read(operator, text, version)


def _comparison(operator: str, text: str, version: Version) -> list[Condition]:
    if operator in ("", "=", "=="):
        return [lambda given: given == version]
    if operator in ("!=", "<>"):
        return [lambda given: given != version]
    if operator == "<=":
        return [lambda given: given <= version]
    if operator == ">":
        return [lambda given: given > version]
    bound = _bound(text)
    assert bound is not None  # it could be parsed as a version
    return [_at_least(bound) if operator == ">=" else _below(bound)]


def _range(operator: str, text: str, version: Version) -> list[Condition]:
    """Read ``^`` (up to the next breaking version) or ``~`` (up to the next of the one before)."""
    written = len(re.split(r"[.]", re.split(r"[-+]", text)[0]))
    numbers = list(version.numbers)
    if operator == "~":
        significant = max(written - 1, 1)
    else:
        significant = next(
            (place + 1 for place, number in enumerate(numbers[:written]) if number), written
        )
    bound = _bound(text)
    assert bound is not None  # it could be parsed as a version
    return [_at_least(bound), _below(_raised(numbers[:significant], significant))]


def _at_least(bound: Version) -> Condition:
    return lambda given: given >= bound


def _below(bound: Version) -> Condition:
    return lambda given: given < bound


def _bound(text: str) -> Version | None:
    """Return the version that a lower or an exclusive upper bound stands for."""
    version = Version.parse(text)
    if version is None or version.is_prerelease or version.is_patch:
        return version
    return _first(list(version.numbers))


def _first(numbers: list[int]) -> Version:
    """Return what lies before all pre-releases of a version."""
    padded = (*numbers, *[0] * (_PARTS - len(numbers)))
    return Version(padded, _DEV, (), ".".join(map(str, numbers)))


def _raised(numbers: list[int], places: int) -> Version:
    """Return the bound above all versions that share the first ``places`` numbers."""
    return _first([*numbers[: places - 1], numbers[places - 1] + 1])
