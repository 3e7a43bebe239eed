"""What the rules say: findings, and the fixes that cure them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zdd_lsp.text.span import Span


class Severity(IntEnum):
    """What happens if nobody acts; a larger number is worse."""

    HINT = 1
    """Redundant, or recommended but not required."""
    INFO = 2
    """Dates, and values newer than our data."""
    WARNING = 3
    """Not the ideal state, or silently ignored."""
    ERROR = 4
    """The build stops, the deploy fails or the site stays in maintenance."""

    @property
    def label(self) -> str:
        """The severity's name in output: ``error``, ``warning``, ``info`` or ``hint``."""
        return self.name.lower()


class Applicability(Enum):
    """Who may apply a fix."""

    SAFE = "safe"
    """It may be applied unseen: it does what the finding asks and nothing else."""
    UNSAFE = "unsafe"
    """It needs a person: the right cure depends on intent."""


class Tag(Enum):
    """How a finding may be drawn."""

    UNNECESSARY = "unnecessary"
    DEPRECATED = "deprecated"
    SENSITIVE = "sensitive"
    """What follows its place on the line may be a secret, which no report repeats."""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file of the project. ``path`` is relative to the root, with slashes."""

    path: str
    span: Span


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that explains a finding."""

    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Upstream:
    """What ece-tools itself says.

    Attributes:
        code: Its error code; None where it dies before it has any.
        message: Its exact text.
        tool: Who says it.
    """

    code: int | None
    message: str
    tool: str = "ece-tools"

    @property
    def speaker(self) -> str:
        """The tool with its error code: ``ece-tools 10``."""
        return self.tool if self.code is None else f"{self.tool} {self.code}"


@dataclass(frozen=True, slots=True)
class Edit:
    """A replacement of ``span`` of the file ``path`` by ``text``.

    A file that does not exist reads as empty: an edit of its span 0 to 0 creates it.
    """

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A set of edits that cures a finding.

    Attributes:
        title: What it does, in the imperative.
        edits: The edits.
        applicability: Who may apply it.
        is_step: Whether it is one of several steps, each with a deployment of its own. Such a fix
            is taken by hand and never together with the next one.
    """

    title: str
    edits: tuple[Edit, ...]
    applicability: Applicability = Applicability.SAFE
    is_step: bool = False

    @property
    def is_safe(self) -> bool:
        """Tell whether the fix may be applied unseen."""
        return self.applicability is Applicability.SAFE


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found.

    Attributes:
        rule: The rule's name, such as ``skip-scd-on-build``.
        code: The rule's code, such as ``ZDD102``.
        severity: What happens if nobody acts.
        location: The exact place: the value of a wrong value, the key of a wrong key, the parent
            key for something missing.
        message: What is wrong and what happens, in one or two sentences.
        upstream: The verdict of ece-tools that this finding mirrors.
        related: Other places that explain it, also in other files.
        fixes: What would cure it, the likeliest first.
        tags: How it may be drawn.
    """

    rule: str
    code: str
    severity: Severity
    location: Location
    message: str
    upstream: Upstream | None = None
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    tags: tuple[Tag, ...] = ()
