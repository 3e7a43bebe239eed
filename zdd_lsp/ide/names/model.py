"""What a name is, and a place where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Entry, Scalar
    from zdd_lsp.text.span import Span


class Kind(Enum):
    """What a name names; the values are words for messages."""

    SERVICE = "service"
    APPLICATION = "application"
    RELATIONSHIP = "relationship"
    ENDPOINT = "endpoint"
    MOUNT = "mount"
    ANCHOR = "anchor"
    VARIABLE = "variable"
    ROUTE = "route"


class Name(NamedTuple):
    """A name, wherever it stands.

    Attributes:
        kind: What it names.
        text: The name; of a mount the folder, without slashes at its ends.
        scope: What it belongs to: the path of the file, or the service or application
            that has the endpoint.
            Services and applications belong to the whole repository, for which it is empty.
        number: Tells anchors of the same name in one file apart.
    """

    kind: Kind
    text: str
    scope: str = ""
    number: int = 0


class Writing(Enum):
    """How a name stands in a place."""

    TEXT = "text"
    """The text of the place is the name."""
    IMPLIED = "implied"
    """A relationship says no service and means the one of its own name."""
    ELSEWHERE = "elsewhere"
    """The text is something else that brings the name: the type of a service has an endpoint."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place where a name stands.

    Attributes:
        name: The name.
        path: The file, as the project calls it.
        span: The text of the name, without quotes and signs.
        reach: Where a cursor has to be, both ends included.
        is_definition: Whether the name is given here, and not only used.
        writing: How the name stands here.
        scalar: The scalar that it is a part of; None for anchors and aliases.
        part: The part of the scalar's text.
        entry: The relationship that means a service without saying so, or the mount.
    """

    name: Name
    path: str
    span: Span
    reach: Span
    is_definition: bool = False
    writing: Writing = Writing.TEXT
    scalar: Scalar | None = None
    part: Span | None = None
    entry: Entry | None = None
