"""What may be inserted at a place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from zdd_lsp.text.span import Span


class Icon(Enum):
    """What kind of thing it is, for the picture that an editor draws beside it."""

    KEY = auto()
    SECTION = auto()
    VALUE = auto()
    MEMBER = auto()
    VERSION = auto()
    REFERENCE = auto()
    COMMAND = auto()
    RULE = auto()
    BLOCK = auto()


class Candidate(NamedTuple):
    r"""Something that may be inserted.

    Attributes:
        label: What is shown.
        icon: What kind of thing it is.
        text: What is inserted, of one line.
        snippet: The same with places to fill in, in the syntax of the Language Server Protocol.
            It may have several lines, each after the first indented relative to the line that it
            begins on, and ended by ``\n``; editors that know snippets put the ends of lines of
            the document in their place. None where the text is all.
        detail: What it is, in a few words.
        note: A word beside the label, such as ``default``.
        rank: How far down it stands; what has the same rank stands in alphabetical order.
        is_deprecated: Whether it has had its day.
        needs_snippets: Whether it is of no use without places to fill in.
        topic: What explains it; see `documentation`.
        filter: What is compared with the typed word.
    """

    label: str
    icon: Icon
    text: str
    snippet: str | None = None
    detail: str = ""
    note: str = ""
    rank: int = 0
    is_deprecated: bool = False
    needs_snippets: bool = False
    topic: str = ""
    filter: str = ""


@dataclass(frozen=True, slots=True)
class Completion:
    """What may be inserted at a cursor.

    Attributes:
        span: What each candidate takes the place of.
        candidates: The candidates, the likeliest first.
        indentation: What has to become of the indentation of the line first; None where it is
            right as it is.
    """

    span: Span
    candidates: tuple[Candidate, ...]
    indentation: tuple[Span, str] | None = None
