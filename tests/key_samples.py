"""What the tables of keys demand, written down a second time, and files with one fault planted.

It knows nothing of `zdd_lsp` but the raw tables `*_keys.toml`, so that tests can compare the two.
"""

from __future__ import annotations

import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

FOLDER = Path(__file__).resolve().parents[1] / "zdd_lsp" / "catalogue"
FILES = {
    "app": ".magento.app.yaml",
    "services": ".magento/services.yaml",
    "routes": ".magento/routes.yaml",
}
TEXTS = {
    "app:name": "mymagento",
    "app:type": "php:8.4",
    "app:timezone": "Europe/Berlin",
    "app:additional_hosts.*": "192.0.2.1",
    "app:firewall.outbound[].ips[]": "192.0.2.1/32",
    "app:firewall.outbound[].domains[]": "example.com",
    "app:relationships.*": "mysql:mysql",
    "app:mounts.*": "shared:files/var",
    "app:crons.*.spec": "*/5 * * * *",
    "app:web.locations.*.expires": "1y",
    "app:web.locations.*.request_buffering.max_request_size": "250m",
    "services:*.type": "mysql:11.4",
    "routes:*.upstream": "mymagento:http",
    "routes:*.cache.headers[]": "Accept",
    "routes:*.redirects.expires": "1d",
}
"""A text that fits the pattern of a key."""
NAMES = {"app:web.locations": "/", "routes:": "http://{default}/", "services:": "mysql"}
"""A name of the project's own choice, where not any will do."""
SERVICES = ("mysql:11.4", "opensearch:3", "rabbitmq:4.1", "redis:7.2")
ROUTES = {"upstream": {"upstream": "mymagento:http"}, "redirect": {"to": "https://example.com/"}}
WRONG: tuple[Any, ...] = ("Some text?", 7, 2.5, True, ["item"], {})
"""A value of each form, none of which fits a pattern."""
FORMS = ("text", "integer", "number", "boolean", "list", "map")


class Spot(NamedTuple):
    """A key in a file.

    Attributes:
        file: The file.
        table: The name of the table that declares it, with the file before it.
        parts: Its path as a file would have it; the number 0 is the first item of a list.
        specs: The tables of the keys above it and of itself, from the topmost on.
        above: The name of the table of the key above it, with the file before it.
    """

    file: str
    table: str
    parts: tuple[str | int, ...]
    specs: tuple[dict[str, Any], ...]
    above: str

    @property
    def spec(self) -> dict[str, Any]:
        return self.specs[-1]

    @property
    def forms(self) -> list[str]:
        return str(self.spec.get("form", "map")).split(" | ")

    @property
    def top(self) -> str:
        """The key of the top level."""
        return str(self.parts[0])

    @property
    def is_own(self) -> bool:
        """Whether its name is the project's own choice."""
        return self.table.endswith("*")

    @property
    def is_item(self) -> bool:
        return self.parts[-1] == 0

    @property
    def name(self) -> str:
        return str(self.parts[-1])


@cache
def raw(file: str) -> dict[str, Any]:
    content = tomllib.loads((FOLDER / f"{file}_keys.toml").read_text("utf-8"))
    return {"": content.pop("file"), **content}


def declared(table: str) -> tuple[str, dict[str, Any]]:
    """Return the table that really declares a key, and what it says."""
    file, _, path = table.partition(":")
    found = raw(file)[path]
    if "like" in found:
        like, _, other = found["like"].partition(".")
        return declared(f"{like}:{other}")
    return table, found


def below(table: str) -> dict[str, str]:
    """Return the tables of the keys below a key, by their last part."""
    file, _, path = table.partition(":")
    lead = f"{path}." if path else ""
    return {
        last: f"{file}:{each}"
        for each in raw(file)
        if each.startswith(path) and each not in ("", "strangers")
        for last in [each[len(path) :] if each == f"{path}[]" else each.removeprefix(lead)]
        if (last == "[]" or each.startswith(lead)) and re.fullmatch(r"\[\]|\*|[\w-]+", last)
    }


def spots(file: str) -> Iterator[Spot]:
    """Yield every key of a file, wherever it can stand."""
    yield from _spots(file, f"{file}:", (), ())


def _spots(
    file: str, above: str, parts: tuple[str | int, ...], specs: tuple[dict[str, Any], ...]
) -> Iterator[Spot]:
    for last, table in below(above).items():
        real, spec = declared(table)
        if "foreign" in spec:
            continue
        part: str | int = last
        if last == "[]":
            part = 0
        elif last == "*":
            part = NAMES.get(above, "sample")
        yield Spot(file, real, (*parts, part), (*specs, spec), above)
        yield from _spots(file, real, (*parts, part), (*specs, spec))


def sample(table: str) -> Any:
    """Return a value that a key may have."""
    real, spec = declared(table)
    forms = str(spec.get("form", "map")).split(" | ")
    form = forms[0]
    if spec.get("values"):
        first = next(iter(spec["values"]))
        return int(first) if form == "integer" else sample_text(real, first)
    if form == "list":
        return [sample(inner) for last, inner in below(real).items() if last == "[]"]
    if form == "map":
        return map_sample(real)
    if form == "integer":
        return spec.get("minimum", 1) if "least" not in spec else 1024
    return {"number": 1.5, "boolean": True}.get(form, sample_text(real, "text"))


def sample_text(table: str, otherwise: str) -> str:
    return TEXTS.get(table, otherwise)


def map_sample(table: str) -> dict[str, Any]:
    """Return the least that a map needs."""
    inner = below(table)
    needed = [last for last, each in inner.items() if declared(each)[1].get("required")]
    needed += declared(table)[1].get("one_of", [])[:1]
    return {last: sample(inner[last]) for last in needed}


def right(spot: Spot) -> dict[str, Any]:
    """Return a file that is right and has the key."""
    root = map_sample(f"{spot.file}:")
    here: Any = root
    table = f"{spot.file}:"
    for number, part in enumerate(spot.parts):
        last = "[]" if part == 0 else str(part)
        inner = below(table)
        real = declared(inner.get(last) or inner["*"])[0]
        value = sample(real)
        if number + 1 < len(spot.parts) and not isinstance(value, dict | list):
            value = map_sample(real)
        if part == 0:
            here[:] = [value]
        else:
            for other in declared(real)[1].get("excludes", ()):
                here.pop(other, None)
            here.setdefault(part, value)
        here, table = here[part], real
    _suit(spot, root)
    return root


def _suit(spot: Spot, root: dict[str, Any]) -> None:
    """Give services and routes a type that may have the key."""
    never = {kind for spec in spot.specs for kind in spec.get("never_when", {}).get("type", ())}
    if spot.file == "services":
        service = root[spot.top]
        service["type"] = next(each for each in SERVICES if each.partition(":")[0] not in never)
        if not service["type"].startswith("redis"):
            service["disk"] = 1024
    elif spot.file == "routes":
        route = root[spot.top]
        kind = next(each for each in ROUTES if each not in never)
        route["type"] = kind
        route.update(ROUTES[kind])
    elif "disk" not in root and ("mounts" in root or spot.parts[0] == "mounts"):
        root["disk"] = 5120
    for part in ("web", "workers"):
        if spot.file == "app" and spot.parts[0] == part and "mounts" in spot.parts:
            container = root[part] if part == "web" else root[part][spot.parts[1]]
            container["disk"] = 5120
    if spot.file == "app" and spot.specs[-1].get("required_when") and spot.name == "service":
        _at(root, spot.parts[:-1])["source"] = "service"


def _at(root: Any, parts: tuple[str | int, ...]) -> Any:
    for part in parts:
        root = root[part]
    return root


def with_value(spot: Spot, value: Any) -> dict[str, Any]:
    """Return the file with another value."""
    root = right(spot)
    _at(root, spot.parts[:-1])[spot.parts[-1]] = value
    return root


def without(spot: Spot) -> dict[str, Any]:
    """Return the file without the key."""
    root = right(spot)
    del _at(root, spot.parts[:-1])[spot.parts[-1]]
    return root


def misspelt(spot: Spot) -> tuple[str, dict[str, Any]]:
    """Return another name, much like that of the key, and the file that has it instead."""
    root = right(spot)
    parent = _at(root, spot.parts[:-1])
    name = f"{spot.name}{spot.name[-1]}"
    items = [(name if key == spot.name else key, value) for key, value in parent.items()]
    parent.clear()
    parent.update(items)
    return name, root


def form_of(value: Any) -> str:
    kinds = {str: "text", bool: "boolean", int: "integer", float: "number", list: "list"}
    return kinds.get(type(value), "map")


def accepts(spot: Spot, value: Any) -> bool:
    """Tell whether a key may have a value of this form."""
    form = form_of(value)
    return (
        "any" in spot.forms or form in spot.forms or (form == "integer" and "number" in spot.forms)
    )


def written(root: dict[str, Any]) -> str:
    """Write a file in blocks; lists, and maps in them, are written in brackets."""
    return "".join(f"{line}\n" for line in _lines(root, ""))


def _lines(value: dict[str, Any], indent: str) -> Iterator[str]:
    for key, inner in value.items():
        name = key if re.fullmatch(r"[\w/-]+", key) else source(key)
        if isinstance(inner, dict) and inner:
            yield f"{indent}{name}:"
            yield from _lines(inner, f"{indent}    ")
        else:
            yield f"{indent}{name}: {source(inner)}"


def source(value: Any) -> str:
    """Return a value as YAML of one line."""
    return json.dumps(value)
