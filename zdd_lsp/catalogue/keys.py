"""The keys of the three files that the platform reads: their forms, limits and prose.

`app_keys.toml` explains the tables. The prose is left out until somebody asks for it: a check needs
the rest in every run, and must not wait.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.model import DOCUMENTATION

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

KeyFile = Literal["app", "services", "routes", "arrays"]
"""A file of the platform: `.magento.app.yaml`, `.magento/services.yaml`, `.magento/routes.yaml`; or
``arrays``, what stands below the lists and maps among the variables of `.magento.env.yaml`."""

KEY_FILES: Final[tuple[KeyFile, ...]] = ("app", "services", "routes")
ARRAYS: Final = "arrays"
"""The tables of what stands below variables; no file of its own."""

KeyValue = bool | int | float | str | list["KeyValue"]
"""A value of one of these files, as far as the catalogue mentions any."""

Condition = Mapping[str, tuple["KeyValue", ...]]
"""Keys with the values of which one must stand there; any one of the keys will do."""

ANY: Final = "*"
"""The place of a name of the project's own choice in a path."""
ITEM: Final = "[]"
"""The place of an item of a list in a path."""


class KeyProse(NamedTuple):
    """What a hover says about a key, in Markdown.

    Attributes:
        summary: What the key does, in one sentence.
        description: What there is to know about it beyond its facts.
    """

    summary: str
    description: str


_NOTHING: Final[Mapping[Any, Any]] = MappingProxyType({})


class Key(NamedTuple):
    """A key, or the root of a file. The tables of `app_keys.toml` explain the attributes.

    Attributes:
        file: The file that it stands in.
        path: Its path, such as ``crons.*.spec``; empty for the root.
        forms: What its value may be: ``text``, ``integer``, ``number``, ``boolean``, ``map``,
            ``list`` or ``any``.
        values: The values that it may have, each with what it means.
        minimum: The smallest integer.
        maximum: The largest integer.
        pattern: What the whole of a text must fit.
        says: What the pattern demands, in words.
        names: What the names of the project's own choice below it must fit.
        names_say: What these demand, in words.
        unit: What its number counts.
        least: The smallest sensible integer by the type of the service.
        default: What holds without it.
        required: Whether it must be there.
        required_when: The values of other keys with which it must be there.
        required_with: The keys beside it with which it must be there.
        required_unless: The keys beside it that take its place.
        one_of: The keys below it of which at least one must be there.
        excludes: The keys beside it that must not be there.
        never_when: The values of other keys with which it has no place.
        open: Whether other names and values than those known here may exist.
        doubtful: Whether it is uncertain that the platform insists on all this.
        version: Whether the text is a version.
        judged_by: The rules of their own that some of its faults have, by fault.
        legacy: What to use in its place.
        foreign: The rule that says that it does not belong here at all.
        ticket: Whether it changes on Pro Staging and Production by a support ticket only.
        plans: The plans that have it, where not all do.
        by: Who documents it, ``adobe`` or ``platform``.
        page: Its page in Adobe's guide, below `DOCUMENTATION`.
        source: Where the facts come from.
        date: When the newest of these sources was published.
        told: The table that has its prose, as file and path.
        keys: The keys below it that have a name, by name.
        own: What a name of the project's own choice below it stands for.
        item: What an item of its list is.
    """

    file: KeyFile
    path: str
    source: str
    date: dt.date
    told: tuple[KeyFile, str]
    forms: tuple[str, ...] = ("map",)
    values: Mapping[KeyValue, str] = _NOTHING
    minimum: int | None = None
    maximum: int | None = None
    pattern: str = ""
    says: str = ""
    names: str = ""
    names_say: str = ""
    unit: str = ""
    least: Mapping[str, int] = _NOTHING
    default: KeyValue | None = None
    required: bool = False
    required_when: Condition = _NOTHING
    required_with: tuple[str, ...] = ()
    required_unless: tuple[str, ...] = ()
    one_of: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()
    never_when: Condition = _NOTHING
    open: bool = False
    doubtful: bool = False
    version: bool = False
    judged_by: Mapping[str, str] = _NOTHING
    legacy: str = ""
    foreign: str = ""
    ticket: bool = False
    plans: str = ""
    by: str = "adobe"
    page: str = ""
    keys: Mapping[str, Key] = _NOTHING
    own: Key | None = None
    item: Key | None = None

    @property
    def name(self) -> str:
        """The last part of the path."""
        return _name(self.path)

    @property
    def url(self) -> str | None:
        """The page of Adobe's guide about it, if Adobe mentions it."""
        return DOCUMENTATION + self.page if self.by == "adobe" else None

    @property
    def prose(self) -> KeyProse:
        """What there is to say about it. The first call reads the file's prose."""
        file, path = self.told
        return _prose(file)[path]

    def below(self, name: str) -> Key | None:
        """Return the key of a name below this one, be it a known one or the project's own."""
        return self.keys.get(name, self.own)


class KeySchema(NamedTuple):
    """The keys of one file.

    Attributes:
        name: The path of the file in a project.
        root: The root, which is a map.
        all: All keys by their paths, the root left out, those of `Key.item` and `Key.own` included.
        strangers: Names that people look for here, and where they belong.
    """

    name: str
    root: Key
    all: Mapping[str, Key]
    strangers: Mapping[str, str]


@cache
def key_schema(file: KeyFile) -> KeySchema:
    """Return the keys of a file of the platform."""
    content = tables.read_without(f"{file}_keys.toml", "prose")
    head, strangers = content.pop("file"), content.pop("strangers")
    name = head.pop("name")
    return _Reader(file, content, head).schema(name, strangers)


@cache
def _prose(file: KeyFile) -> dict[str, KeyProse]:
    content = tables.read(f"{file}_keys.toml")
    return {path: KeyProse(**table["prose"]) for path, table in content.items() if "prose" in table}


_TUPLES: Final = ("required_with", "required_unless", "one_of", "excludes")
_CONDITIONS: Final = ("required_when", "never_when")
_INHERITED: Final = ("page", "by", "source", "date", "ticket", "plans")


class _Reader:
    """Makes the keys of one file of its tables."""

    def __init__(self, file: KeyFile, content: dict[str, Any], head: dict[str, Any]) -> None:
        self._file = file
        self._tables = {"": head, **content}
        self._below: dict[str, list[str]] = {}
        for path in content:
            self._below.setdefault(_parent(path), []).append(path)
        self._made: dict[str, Key] = {}

    def schema(self, name: str, strangers: Mapping[str, str]) -> KeySchema:
        """Return all keys of the file."""
        root = self._key("", {})
        found = {path: self._made[path] for path in self._tables if path}
        return KeySchema(name=name, root=root, all=found, strangers=strangers)

    def _key(self, path: str, handed: dict[str, Any]) -> Key:
        """Return a key.

        Args:
            path: Its path.
            handed: What the keys above hand down.
        """
        known = self._made.get(path)
        if known is None:
            known = self._made[path] = self._make(path, self._tables[path], handed)
        return known

    def _make(self, path: str, table: dict[str, Any], handed: dict[str, Any]) -> Key:
        if "like" in table:
            file, _, other = table["like"].partition(".")
            known = key_schema(file).all[other] if file != self._file else self._like(other)
            told = (self._file, path) if table.get("told") else known.told
            return known._replace(file=self._file, path=path, told=told, **_inherited(table))
        handed = handed | _inherited(table)
        below = {_name(inner): self._key(inner, handed) for inner in self._below.get(path, ())}
        return Key(
            file=self._file,
            path=path,
            told=(self._file, path),
            own=below.pop(ANY, None),
            item=below.pop(ITEM, None),
            keys=below,
            **_attributes(table | handed),
        )

    def _like(self, path: str) -> Key:
        """Return a key that may not be made yet."""
        handed: dict[str, Any] = {}
        above = _parent(path)
        while above:
            handed = _inherited(self._tables[above]) | handed
            above = _parent(above)
        return self._key(path, _inherited(self._tables[""]) | handed)


def _inherited(table: dict[str, Any]) -> dict[str, Any]:
    return {name: table[name] for name in _INHERITED if name in table}


def _name(path: str) -> str:
    return ITEM if path.endswith(ITEM) else path.rpartition(".")[2]


def _parent(path: str) -> str:
    return path.removesuffix(ITEM) if path.endswith(ITEM) else path.rpartition(".")[0]


def _attributes(table: dict[str, Any]) -> dict[str, Any]:
    """Turn the keys of a table into attributes: TOML knows no tuples, and no numbers for keys."""
    attributes = dict(table)
    forms = attributes.pop("form", "map")
    attributes["forms"] = tuple(forms.split(" | "))
    for name in _TUPLES:
        if name in attributes:
            attributes[name] = tuple(attributes[name])
    for name in _CONDITIONS:
        if name in attributes:
            attributes[name] = {key: tuple(each) for key, each in attributes[name].items()}
    values = attributes.get("values")
    if isinstance(values, list):
        attributes["values"] = dict.fromkeys(values, "")
    elif values is not None and forms == "integer":
        attributes["values"] = {int(value): told for value, told in values.items()}
    return attributes


def all_keys() -> Iterator[Key]:
    """Yield the keys of all files once, in the order of the tables.

    Those that are told of elsewhere, and those that do not belong there, are left out.
    """
    for file in KEY_FILES:
        for path, key in key_schema(file).all.items():
            if not key.foreign and key.told == (file, path):
                yield key


def array_keys() -> Iterator[Key]:
    """Yield the keys below the variables that are lists and maps, in the order of the tables."""
    for path, key in key_schema(ARRAYS).all.items():
        if "." in path and not path.endswith(ITEM) and key.told == (ARRAYS, path):
            yield key
