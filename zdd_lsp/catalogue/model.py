"""The shapes of what ece-tools and Adobe's documentation declare."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

Version = tuple[int, int, int]
"""A version of ece-tools: (2002, 1, 17)."""

Value = bool | int | str | list["Value"] | None
"""A value as PHP would hold it; None is PHP's null, and an empty map is the empty list."""

STAGES = ("global", "build", "deploy", "post-deploy")
"""The stages of `.magento.env.yaml`, in the order in which ece-tools lists them."""

DOCUMENTATION = "https://experienceleague.adobe.com/en/docs/commerce-on-cloud/user-guide/"
"""Where Adobe's guide lives; every page of the catalogue is a path below it."""


class Change(NamedTuple):
    """A change of a variable: before ``version``, the attributes ``was`` had these values."""

    version: Version
    was: Mapping[str, Any]


class Variable(NamedTuple):
    """One variable of `.magento.env.yaml`, as the schema of one ece-tools version has it.

    Values are shared and must not be changed.

    Attributes:
        name: The variable's name; case counts.
        type: The type that the schema demands, by PHP's name: ``boolean``, ``integer``, ``string``
            or ``array``, which is both a list and a map.
        stages: The stages that may hold it, in the order of ece-tools' messages. Empty for the
            variables of ``system.variables``.
        defaults: The default per stage. A stage without an entry has none: ece-tools does not
            know the variable there.
        allowed: The values that it may have; empty where any value of the type will do.
        value_commerce: The Commerce versions that some of the values need, as Composer
            constraints.
        uncertain: Further values that a version after the newest known one may allow: its release
            notes or its code name them, its schema is not known.
        form: What an array is meant to be: ``list`` or ``map``. ece-tools does not tell them apart.
        items: What a list may hold; empty where anything may stand in it.
        minimum: The smallest integer allowed.
        maximum: The largest integer allowed.
        system: The default of a variable of ``system.variables``.
        since: The first ece-tools version whose schema has it.
        removed: The first later version whose schema has it no more.
        successor: The variable that took its place.
        deprecated: The Commerce versions with which it is deprecated, as a Composer constraint.
        commerce: The Commerce versions for which it is documented or known to work, as a Composer
            constraint. Nothing enforces it.
        page: The page that explains it, as a path below `DOCUMENTATION` or as a full address.
        why_no_page: Why there is none.
        source: What the facts rest on.
        date: When the newest of these sources was published.
        history: Its changes, the newest first.
        prose: What there is to say about it; None for a variable that the catalogue does not
            know, one of a project's own schema.
    """

    name: str
    type: str
    stages: tuple[str, ...]
    defaults: Mapping[str, Value]
    since: Version
    source: str
    date: dt.date
    allowed: tuple[str, ...] = ()
    value_commerce: Mapping[str, str] = MappingProxyType({})
    uncertain: tuple[str, ...] = ()
    form: str = "map"
    items: tuple[str, ...] = ()
    minimum: int | None = None
    maximum: int | None = None
    system: str | None = None
    removed: Version | None = None
    successor: str | None = None
    deprecated: str | None = None
    commerce: str | None = None
    page: str | None = None
    why_no_page: str | None = None
    history: tuple[Change, ...] = ()
    prose: Prose | None = None

    @property
    def url(self) -> str | None:
        """The place in one of Adobe's guides that explains the variable."""
        if self.page is None:
            return None
        page = self.page if self.page.startswith("https:") else DOCUMENTATION + self.page
        return f"{page}#{self.name.lower()}"

    def is_in(self, version: Version) -> bool:
        """Tell whether the schema of an ece-tools version has the variable."""
        return self.since <= version and (self.removed is None or version < self.removed)

    def at(self, version: Version) -> Variable:
        """Return the variable as the schema of an ece-tools version has it."""
        state = self
        for change in self.history:
            if version < change.version:
                state = state._replace(**change.was)
        return state


class Catalogue(NamedTuple):
    """All variables of all known ece-tools versions.

    Attributes:
        oldest: The first ece-tools version that has a schema.
        newest: The newest version whose schema is known. What a later version rejects or accepts
            is not.
        known: Every name that ever was in a schema, in its newest state, removed ones included.
    """

    oldest: Version
    newest: Version
    known: Mapping[str, Variable]

    def variables(self, version: Version | None = None) -> dict[str, Variable]:
        """Return the schema that is in force, by name.

        Args:
            version: The version of ece-tools; None means the newest. A version before the first
                schema gets that schema, because those files were judged by similar rules.
        """
        version = self.newest if version is None else max(version, self.oldest)
        return {
            name: variable.at(version)
            for name, variable in self.known.items()
            if variable.is_in(version)
        }


class Prose(NamedTuple):
    """What there is to say about a variable, in Markdown.

    Attributes:
        summary: What it does, in one sentence.
        description: How it does it and what to choose.
        build: What it costs or saves in the build, while the site is up.
        maintenance: What it costs or saves in the deploy phase, while the site is down.
        after: What it costs or saves once visitors are back.
        pitfalls: What goes wrong with it, a sentence or two each.
    """

    summary: str
    description: str = ""
    build: str | None = None
    maintenance: str | None = None
    after: str | None = None
    pitfalls: tuple[str, ...] = ()


class Facts(NamedTuple):
    """What the rules need to know beside the variables.

    Attributes:
        zero_downtime_since: The first ece-tools version that supports zero-downtime deployment.
        connection_hold: How long the platform holds requests during a deployment, in seconds.
        hook_marker: The text by which ece-tools recognises its own command in a hook.
        post_deploy_commands: The commands for the ``post_deploy`` hook by the ece-tools version
            that brought them, the oldest first.
        pages: The pages of Adobe's guide by subject, as paths below `DOCUMENTATION`.
    """

    zero_downtime_since: Version
    connection_hold: int
    hook_marker: str
    post_deploy_commands: tuple[tuple[Version, str], ...]
    pages: Mapping[str, str]

    def post_deploy_command(self, version: Version | None = None) -> str:
        """Return the command that belongs in the ``post_deploy`` hook.

        Args:
            version: The version of ece-tools; None means the newest.
        """
        commands = self.post_deploy_commands
        fitting = [text for since, text in commands if version is None or since <= version]
        return fitting[-1] if fitting else commands[0][1]

    def url(self, subject: str) -> str:
        """Return the address of the page about a subject, a key of ``pages``."""
        return DOCUMENTATION + self.pages[subject]
