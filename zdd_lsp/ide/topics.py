"""Everything that can be explained, by name."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue, errors, foreign_names, log_section, sections
from zdd_lsp.catalogue.keys import all_keys, array_keys
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide import command, explanation, keys, service
from zdd_lsp.text.similar import similar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from zdd_lsp.ide.explanation import Explanation

    Topic = tuple[str, Callable[[], Explanation]]


def find(name: str) -> Explanation | None:
    """Return the explanation of a name; its case plays no part.

    The last part of a longer name will do if it is that of one key only.
    """
    topic = _topics().get(name.lower())
    if topic is None and len(longer := _longer(name)) == 1:
        topic = _topics()[longer[0].lower()]
    return None if topic is None else topic[1]()


def alike(name: str) -> list[str]:
    """Return names that may be meant by one that has no explanation, the likeliest first."""
    names = [known for known, _ in _topics().values()]
    part = name.lower()
    return (
        _longer(name)[:_FEW]
        or similar(name, names)
        or [each for each in names if part and part in each.lower()][:_FEW]
    )


def _longer(name: str) -> list[str]:
    """Return the names whose last part is a name."""
    end = f".{name.lower()}"
    return (
        []
        if "." in name
        else [known for known, _ in _topics().values() if known.lower().endswith(end)]
    )


_FEW = 3


@cache
def _topics() -> Mapping[str, Topic]:
    """Return the topics by their names in lower case. Of equal names the first counts."""
    topics: dict[str, Topic] = {}
    for topic in _all():
        topics.setdefault(topic[0].lower(), topic)
    return topics


def _all() -> Iterator[Topic]:
    for rule in lint.rules():
        for name in (rule.name, rule.code):
            yield name, partial(explanation.of_rule, rule)
    for variable in catalogue().known.values():
        yield variable.name, partial(explanation.of_variable, variable)
    for error in errors().values():
        for name in (str(error.code), error.constant):
            yield name, partial(explanation.of_error, error)
    for foreign in foreign_names().values():
        yield foreign.name, partial(explanation.of_foreign_name, foreign)
    for section in (*sections().stages.values(), *sections().sections.values()):
        yield section.name, partial(explanation.of_section, section)
    for handler in log_section().handlers.values():
        yield handler.name, partial(explanation.of_handler, handler)
    for level in log_section().levels:
        yield level, partial(explanation.of_level, level)
    yield from _services()
    yield from _keys()
    yield from command.topics()


def _services() -> Iterator[Topic]:
    for kind in service_types().types.values():
        yield kind.name, partial(service.of_service_type, kind)
    for relationship in service_types().relationships.values():
        yield relationship.name, partial(service.of_relationship_name, relationship)


def _keys() -> Iterator[Topic]:
    """Yield the keys of the platform's files; those of the top level have a longer name, too.

    `build`, for one, is a key and a stage.
    """
    for key in all_keys():
        name, explain = keys.topic(key), partial(keys.of_key, key)
        yield name, explain
        if key.file == "app" and "." not in name:
            yield f"app.{name}", explain
    for key in array_keys():
        yield keys.topic(key), partial(keys.of_key, key)
