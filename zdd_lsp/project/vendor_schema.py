"""The variables that the installed ece-tools declares, read as untrusted data.

ece-tools 2002.1.1 and later keep them in `config/schema.yaml` (Config/Schema.php reads it): below
``variables``, each name has ``type``, ``stages`` or ``system``, ``default`` by stage, ``allowed``
and ``validators``. What has another shape is not believed: the catalogue stands in for it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from zdd_lsp.catalogue import Variable
from zdd_lsp.project.discovery import VENDOR_SCHEMA
from zdd_lsp.project.env import entries, followed
from zdd_lsp.syntax.nodes import Mapping as MappingNode
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue import Catalogue, Value, Version
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Entry
    from zdd_lsp.syntax.scalars import PhpValue


class SchemaFault(NamedTuple):
    """Something in the file that is not as expected; ``reason`` completes "because …"."""

    span: Span
    reason: str


@dataclass(frozen=True, slots=True)
class VendorSchema:
    """What the file declares.

    Attributes:
        variables: The variables by name; empty where the file as a whole is of no use. For one
            that is not as expected stands the catalogue's; one that the catalogue does not know
            either is left out.
        fault: The first thing that is not as expected.
    """

    variables: dict[str, Variable]
    fault: SchemaFault | None = None


def read_vendor_schema(
    source: SourceFile, catalogue: Catalogue, version: Version | None
) -> VendorSchema:
    """Read the schema of the installed ece-tools.

    Args:
        source: The file.
        catalogue: What is known about the variables beside what the schema says.
        version: The locked version of ece-tools; None if it is unknown.
    """
    for problem in source.tree.problems:
        if problem.fatal or problem.kind == _CUT:
            return VendorSchema({}, SchemaFault(problem.span, "it cannot be read as YAML"))
    built_in = catalogue.variables(version)
    unknown_since = version or catalogue.newest
    found: dict[str, Variable] = {}
    first: _UnexpectedError | None = None
    try:
        declared = entries(source, _table(source).value)
    except _UnexpectedError as error:
        return VendorSchema({}, error.fault)
    for name, entry in declared.items():
        known = catalogue.known.get(name) or _stranger(name, unknown_since)
        try:
            found[name] = _variable(source, entry, known)
        except _UnexpectedError as error:
            first = first or error
            if name in built_in:
                found[name] = built_in[name]
    return VendorSchema(found, first.fault if first is not None else None)


_CUT: Final = "too-large"
"""The kind of problem that leaves the end of a file unread without a refusal."""
_TYPES: Final = ("array", "boolean", "integer", "string")


class _UnexpectedError(Exception):
    """A part of the file has another shape than it should have."""

    def __init__(self, span: Span, reason: str) -> None:
        super().__init__(reason)
        self.fault = SchemaFault(span, reason)


def _table(source: SourceFile) -> Entry:
    root = entries(source, source.tree.root)
    entry = root.get("variables")
    if entry is None:
        span = next((each.key.span for each in root.values()), Span(0, 0))
        raise _UnexpectedError(span, "it has no map `variables`")
    if not entries(source, entry.value):
        raise _UnexpectedError(entry.key.span, "it declares no variables")
    return entry


def _stranger(name: str, since: Version) -> Variable:
    """Return a variable of which nothing is known but the name."""
    return Variable(
        name=name,
        type="",
        stages=(),
        defaults={},
        since=since,
        source=VENDOR_SCHEMA,
        date=dt.date.min,
    )


def _variable(source: SourceFile, entry: Entry, known: Variable) -> Variable:
    fields = _map(source, entry, "a variable")
    defaults = _defaults(source, fields)
    system = defaults.pop("variables", None)
    validators = _validators(source, fields)
    low, high = _range(fields, validators)
    return known._replace(
        type=_type(source, entry, fields),
        stages=_texts(source, fields, "stages"),
        defaults=defaults,
        allowed=_texts(source, fields, "allowed"),
        uncertain=(),
        items=known.items if "SplitDb" in validators else (),
        minimum=low,
        maximum=high,
        system=system if isinstance(system, str) else None,
    )


def _type(source: SourceFile, entry: Entry, fields: Mapping[str, Entry]) -> str:
    if "type" not in fields:
        raise _UnexpectedError(entry.key.span, "a variable has no type")
    value = source.value(fields["type"].value)
    if not isinstance(value, str) or value not in _TYPES:
        raise _unexpected(fields["type"], f"a type is none of {', '.join(_TYPES)}")
    return value


def _texts(source: SourceFile, fields: Mapping[str, Entry], key: str) -> tuple[str, ...]:
    """Return the texts of a list, which need not be there."""
    if key not in fields:
        return ()
    items = _items(source, fields[key], key)
    texts = tuple(item for item in items if isinstance(item, str))
    if len(texts) < len(items):
        raise _unexpected(fields[key], f"`{key}` holds something else than texts")
    return texts


def _defaults(source: SourceFile, fields: Mapping[str, Entry]) -> dict[str, Value]:
    if "default" not in fields:
        return {}
    values = {
        stage: source.value(entry.value)
        for stage, entry in _map(source, fields["default"], "`default`").items()
    }
    # To PHP an empty map is an empty list, and the catalogue has it as one.
    return {stage: cast("Value", [] if value == {} else value) for stage, value in values.items()}


def _range(
    fields: Mapping[str, Entry], validators: Mapping[str, list[PhpValue]]
) -> tuple[int | None, int | None]:
    """Return the smallest and the largest integer that are allowed."""
    if "Range" not in validators:
        return None, None
    ends = [
        end for end in validators["Range"][:2] if isinstance(end, int) and not isinstance(end, bool)
    ]
    if len(ends) < _ENDS:
        raise _unexpected(fields["validators"], "a range has no two integers")
    return ends[0], ends[1]


_ENDS: Final = 2


def _validators(source: SourceFile, fields: Mapping[str, Entry]) -> dict[str, list[PhpValue]]:
    """Return the arguments of the validators, by the last part of their classes' names.

    ece-tools 2002.1.17, Config/Schema/Validator.php: the values behind the first one are the
    arguments, whatever their keys are. What an unknown class checks is not checked here.
    """
    found: dict[str, list[PhpValue]] = {}
    if "validators" not in fields:
        return found
    for item in _items(source, fields["validators"], "validators"):
        name = item.get("class") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not isinstance(name, str):
            raise _unexpected(fields["validators"], "a validator has no class")
        found[name.rpartition("\\")[2]] = list(item.values())[1:]
    return found


def _items(source: SourceFile, entry: Entry, key: str) -> list[PhpValue]:
    value = source.value(entry.value)
    if value == {}:
        return []
    if not isinstance(value, list):
        raise _unexpected(entry, f"`{key}` is no list")
    return value


def _map(source: SourceFile, entry: Entry, what: str) -> dict[str, Entry]:
    is_map = isinstance(followed(entry.value), MappingNode)
    if not is_map and source.value(entry.value) != []:
        raise _unexpected(entry, f"{what} is no map")
    return entries(source, entry.value)


def _unexpected(entry: Entry, reason: str) -> _UnexpectedError:
    span = entry.value.span
    return _UnexpectedError(span if span.end > span.start else entry.key.span, reason)
