"""The types of the protocol, each made when it is first used.

`lsprotocol.types` has some 550 classes, of which a session uses less than a hundred, and attrs
writes and compiles several methods for each. That took almost half of the time from the start of
the server to the first diagnostics. So its classes wait for their methods here: whoever makes an
object of a class, or asks attrs what it has, has attrs complete the class first. Neither pygls nor
cattrs nor our own code can tell the difference, except that an object has no slots.

The types work without this module as well, which is only about time: so do most tests.
"""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING, Any, Final

import attrs

if TYPE_CHECKING:
    from cattrs import Converter

_ATTRIBUTES = "__attrs_attrs__"
"""Where attrs keeps what it knows of a class, as it promises to whoever extends it."""


_define: Final = attrs.define


class _Late:
    """Stands for the attributes of a class that is not complete."""

    def __get__(self, _: object, made: type) -> object:
        """Complete a class, and return its attributes."""
        _complete(made)
        return getattr(made, _ATTRIBUTES)


_LATE: Final = _Late()


def load() -> None:
    """Import the types, unless that was done."""
    vars(attrs)[_define.__name__] = _postpone
    try:
        importlib.import_module("lsprotocol.types")
    finally:
        vars(attrs)[_define.__name__] = _define


def converter() -> Converter:
    """Return pygls's converter. Types that it does not need yet stay late."""
    from lsprotocol import types  # noqa: PLC0415 - not before `load`
    from pygls.protocol import default_converter  # noqa: PLC0415 - as above

    # It would resolve the names in the annotations of all types, for which these have to be
    # complete. Here those of a type are resolved when it is completed.
    late = {name: each for name, each in types.ALL_TYPES_MAP.items() if _is_late(each)}
    for name in late:
        del types.ALL_TYPES_MAP[name]
    try:
        made: Converter = default_converter()  # type: ignore[no-untyped-call] # pygls's
    finally:
        types.ALL_TYPES_MAP.update(late)
    return made


def _postpone(made: type | None = None, **options: Any) -> Any:  # noqa: ANN401 - as attrs has it
    """Stand in for `attrs.define`."""
    if made is None or options:
        return _define(made, **options)
    for name, stand_in in _STAND_INS.items():
        setattr(made, name, stand_in)
    return made


def _begin(self: object, *values: object, **named: object) -> None:
    """Stand in for ``__init__``: complete the class, and call what it has now."""
    made: Any = type(self)
    _complete(made)
    made.__init__(self, *values, **named)


_STAND_INS: Final = {"__init__": _begin, _ATTRIBUTES: _LATE}


def _complete(made: type) -> None:
    """Have attrs do what it was asked for while the types were imported."""
    for each in reversed(made.__mro__):
        if _is_late(each):
            for name in _STAND_INS:
                delattr(each, name)
            _define(each, slots=False)
            attrs.resolve_types(each, vars(sys.modules[each.__module__]), {})


def _is_late(made: object) -> bool:
    return isinstance(made, type) and vars(made).get(_ATTRIBUTES) is _LATE
