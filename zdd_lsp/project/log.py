"""The `log` section of `.magento.env.yaml`, and what in it keeps ece-tools from starting.

Every ece-tools command makes its logger before anything else, so whatever is refused here stops
all of them. ece-tools 2002.1.17, App/Logger/Pool.php, App/Logger/HandlerFactory.php,
App/Logger/Gelf and Config/Log.php: the handlers `stream`, `file` and `file_errors` come first, the
section merged over their defaults, then the others in the order of the file. The constructors of
Monolog 2 and later have types, and PHP converts nothing for them.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue import log_section
from zdd_lsp.project.env import entries
from zdd_lsp.syntax.scalars import php_key, php_number
from zdd_lsp.syntax.values import is_truthy, php_type

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from zdd_lsp.catalogue import Handler, HandlerKey
    from zdd_lsp.project.env import Setting
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue


LEVEL: Final = "MIN_LOGGING_LEVEL"
"""The variable that sets the level of all handlers, in the stage ``global``."""


class Fault(Enum):
    """What can be wrong in the section."""

    SECTION = "section"
    """The section is a list or a scalar."""
    HANDLER = "handler"
    """There is no such handler."""
    UNCONFIGURED = "unconfigured"
    """A handler or a transport has no map."""
    LEVEL = "level"
    """There is no such level."""
    TRANSPORT = "transport"
    """There is no such transport."""
    NO_TRANSPORT = "no transport"
    """The handler for GELF has no transport."""
    MISSING = "missing"
    """A key of a handler is absent or null."""
    TYPE = "type"
    """The value of a key has a type that PHP does not convert."""
    KEY = "key"
    """Nobody reads such a key."""


class LogFault(NamedTuple):
    """Something wrong in the section, or with the variable that sets the level of all handlers.

    Attributes:
        fault: What it is.
        entry: Where it is: the section, a handler, a transport, a key, or the variable.
        path: The names from the handler down to what is wrong, such as ``slack``, ``token``.
        key: What the catalogue says about a key that is missing or has a wrong type.
        said: What ece-tools prints; None if it dies of an error of PHP, or not at all.
        is_fatal: Whether ece-tools dies of it; else something is ignored.
        is_first: Whether ece-tools dies of this one before it sees the others.
    """

    fault: Fault
    entry: Entry
    path: tuple[str, ...] = ()
    key: HandlerKey | None = None
    said: str | None = None
    is_fatal: bool = True
    is_first: bool = False


class Log(NamedTuple):
    """What the section says.

    Attributes:
        entry: The entry ``log`` of the root; None if there is none.
        handlers: The handlers by name.
        faults: What is wrong, in the order in which ece-tools meets it.
    """

    entry: Entry | None = None
    handlers: Mapping[str, Entry] = MappingProxyType({})
    faults: tuple[LogFault, ...] = ()

    def holds(self, fault: LogFault) -> bool:
        """Tell whether a fault stands in the section itself, and is not merged from elsewhere."""
        if self.entry is None:
            return False
        section, name = self.entry.span, fault.entry.key.span
        return section.start < name.start and name.end <= section.end


def read_log(
    source: SourceFile | None, level: Setting | None = None, monolog: int | None = None
) -> Log:
    """Read the section.

    Args:
        source: `.magento.env.yaml`. If it is no YAML, ece-tools dies before it reads the section,
            and nothing is wrong with what there is of it.
        level: The variable that sets the level of all handlers, in the stage ``global``.
        monolog: The major version of Monolog; None if it is unknown.
    """
    if source is None or any(problem.fatal for problem in source.tree.problems):
        return Log()
    entry = entries(source, source.tree.root).get("log")
    reader = _Reader(source, monolog)
    faults = [*reader.section(entry), *reader.common_level(level)]
    handlers: dict[str, Entry] = {}
    if entry is not None:
        handlers = entries(source, entry.value)
        for name in sorted(handlers, key=_rank):
            faults += reader.handler(name, handlers[name])
    first = next((number for number, fault in enumerate(faults) if fault.is_fatal), None)
    if first is not None:
        faults[first] = faults[first]._replace(is_first=True)
    return Log(entry, handlers, tuple(faults))


class _Reader:
    """Looks for faults as the makers of the handlers do."""

    def __init__(self, source: SourceFile, monolog: int | None) -> None:
        self._source = source
        self._catalogue = log_section()
        self._is_typed = monolog is None or monolog >= _TYPED_SINCE
        self._knows_message = monolog is None or monolog < _OTHER_MESSAGE_SINCE
        self._needs_recipient = monolog is not None and monolog >= _OTHER_MESSAGE_SINCE

    def section(self, entry: Entry | None) -> Iterator[LogFault]:
        if entry is None or not self._source.is_known(entry.value):
            return
        value = self._source.value(entry.value)
        if not (value is None or value == [] or isinstance(value, dict)):
            yield LogFault(Fault.SECTION, entry)

    def common_level(self, level: Setting | None) -> Iterator[LogFault]:
        if level is None or not self._source.is_known(level.entry.value):
            return
        value = level.value
        # The variable goes to a function that takes strings only; a handler's own level is cast.
        if is_truthy(value) and not (isinstance(value, str) and self._is_level(value)):
            said = self._no_level(value)
            yield LogFault(Fault.LEVEL, level.entry, (level.name,), said=said)

    def handler(self, name: str, entry: Entry) -> Iterator[LogFault]:
        handler = self._catalogue.handlers.get(name)
        is_map = self._is_map(entry)
        keys = entries(self._source, entry.value)
        if is_map and "min_level" in keys:
            yield from self._level(name, keys["min_level"])
        if handler is None:
            said = self._refusal(name, entry)
            yield LogFault(Fault.HANDLER, entry, (name,), said=said)
        elif is_map is False:
            said = self._refusal(name, entry)
            yield LogFault(Fault.UNCONFIGURED, entry, (name,), said=said)
        elif is_map:
            yield from self._keys(handler, entry, keys)
            yield from self._unread((name,), keys, (*handler.keys, *_OF_EVERY_HANDLER))

    def _is_map(self, entry: Entry) -> bool | None:
        """Tell whether the value is a map or a list, which is one to PHP; None if it is unknown."""
        if not self._source.is_known(entry.value):
            return None
        return isinstance(self._source.value(entry.value), (dict, list))

    def _refusal(self, name: str, entry: Entry) -> str | None:
        """Return what ece-tools prints about a handler whose name or value is refused."""
        is_map = self._is_map(entry)
        if is_map is None or isinstance(php_key(name), int):
            return None
        if is_map:
            return f"Unknown type of log handler: {name}"
        is_null = self._source.value(entry.value) is None
        return f"Configuration for {name} is not found" if is_null else None

    def _level(self, handler: str, entry: Entry) -> Iterator[LogFault]:
        value = self._source.value(entry.value)
        is_level = self._is_level(value) if isinstance(value, str) else not self._is_map(entry)
        if is_truthy(value) and not is_level and self._source.is_known(entry.value):
            path, said = (handler, "min_level"), self._no_level(value)
            yield LogFault(Fault.LEVEL, entry, path, said=said)

    def _is_level(self, text: str) -> bool:
        # Monolog 2 takes any number for a level.
        return text.lower() in self._catalogue.level_numbers or php_number(text) is not None

    def _no_level(self, value: PhpValue) -> str | None:
        if not isinstance(value, str) or not self._knows_message:
            return None
        numbers = self._catalogue.level_numbers
        choices = [*map(str, numbers.values()), *(name.upper() for name in numbers)]
        return f'Level "{value}" is not defined, use one of: {", ".join(choices)}'

    def _keys(self, handler: Handler, entry: Entry, keys: dict[str, Entry]) -> Iterator[LogFault]:
        for key in handler.keys.values():
            inner = keys.get(key.name)
            if key.name == _TRANSPORT:
                yield from self._transports(handler.name, entry, inner)
            elif inner is not None:
                yield from self._value(handler, key, inner)
            elif key.required and self._is_typed:
                yield self._missing(handler, key, entry)

    def _value(self, handler: Handler, key: HandlerKey, entry: Entry) -> Iterator[LogFault]:
        value = self._source.value(entry.value)
        # ece-tools itself wants a map, and every Monolog looks at these two.
        is_checked = self._is_typed or key.type in ("map", "facility") or key.name in _STREAMS
        if not is_checked or not self._source.is_known(entry.value):
            return
        if value is None:
            if key.name not in _NULLABLE:
                yield self._missing(handler, key, entry)
        elif key.type in _TYPES and php_type(value) != _TYPES[key.type]:
            yield LogFault(Fault.TYPE, entry, (handler.name, key.name), key)

    def _missing(self, handler: Handler, key: HandlerKey, entry: Entry) -> LogFault:
        # Monolog 2 sends e-mails to everybody in an empty list.
        is_fatal = key.type != "strings" or self._needs_recipient
        return LogFault(Fault.MISSING, entry, (handler.name, key.name), key, is_fatal=is_fatal)

    def _transports(self, handler: str, parent: Entry, entry: Entry | None) -> Iterator[LogFault]:
        if entry is None:
            yield LogFault(Fault.NO_TRANSPORT, parent, (handler,))
            return
        transports = entries(self._source, entry.value)
        path = (handler, _TRANSPORT)
        if not transports and self._source.is_known(entry.value):
            yield LogFault(Fault.NO_TRANSPORT, entry, path)
        for name, inner in transports.items():
            yield from self._transport((*path, name), inner)

    def _transport(self, path: tuple[str, ...], entry: Entry) -> Iterator[LogFault]:
        name, is_map = path[-1], self._is_map(entry)
        transport = self._catalogue.transports.get(name)
        if transport is None:
            is_said = is_map and isinstance(php_key(name), str)
            said = f"Unknown transport type: {name}" if is_said else None
            yield LogFault(Fault.TRANSPORT, entry, path, said=said)
        elif is_map is False:
            yield LogFault(Fault.UNCONFIGURED, entry, path)
        elif is_map:
            yield from self._unread(path, entries(self._source, entry.value), transport.keys)

    def _unread(
        self, path: tuple[str, ...], keys: dict[str, Entry], known: Collection[str]
    ) -> Iterator[LogFault]:
        for name, entry in keys.items():
            if name not in known:
                # A text takes the place of the formatter, which has to be an object.
                is_fatal = name == _FORMATTER and is_truthy(self._source.value(entry.value))
                yield LogFault(Fault.KEY, entry, (*path, name), is_fatal=is_fatal)


_TYPED_SINCE: Final = 2
_OTHER_MESSAGE_SINCE: Final = 3
_DEFAULT: Final = ("stream", "file", "file_errors")
"""The handlers that there are without the section, in ece-tools' order."""
_FORMATTER: Final = "formatter"
_TRANSPORT: Final = "transport"
_STREAMS: Final = ("file", "stream")
_OF_EVERY_HANDLER: Final = ("min_level", "use_default_formatter")
_NULLABLE: Final = (*_OF_EVERY_HANDLER, "username")
_TYPES: Final = {"integer": "integer", "map": "array", "string": "string"}
"""PHP's types for those of the catalogue."""


def _rank(name: str) -> int:
    return _DEFAULT.index(name) if name in _DEFAULT else len(_DEFAULT)
