"""The error codes of ece-tools, for those who come from the log of a deployment."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from zdd_lsp.catalogue import tables
from zdd_lsp.catalogue.model import DOCUMENTATION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from zdd_lsp.catalogue.model import Version


class ErrorCode(NamedTuple):
    r"""One error code.

    Attributes:
        code: The number in the log.
        constant: Its name in ece-tools.
        since: The first ece-tools version that has it.
        level: ``critical``: the phase ends. ``warning``: it goes on.
        stage: ``build``, ``deploy``, ``post-deploy`` or ``general``, which is any of them.
        title: ece-tools' own text for the code; None where it has none.
        messages: What the log shows where it is not the title; ``%s`` stands for a part that
            varies.
        step: The step of the scenario, where it is known; a step inside another stands after a
            colon.
        validator: The class that decides it, below ``Magento\MagentoCloud\Config\Validator``.
        static: Whether the project's files show it, so that zdd-lsp can say it before the push.
        meaning: What happened, and what that means for the site, in Markdown.
        action: What to do about it, in Markdown.
        like: The code that the same cause has in an earlier phase, where the files show it.
        note: What else to know.
        url: The page of Adobe's guide that lists the codes.
    """

    code: int
    constant: str
    since: Version
    level: str
    stage: str
    meaning: str
    action: str
    url: str
    title: str | None = None
    messages: tuple[str, ...] = ()
    step: str | None = None
    validator: str | None = None
    static: bool = False
    like: int | None = None
    note: str | None = None


@cache
def errors() -> Mapping[int, ErrorCode]:
    """Return every error code of every known ece-tools version, in ascending order."""
    content = tables.read("errors.toml")
    url, effects = DOCUMENTATION + content["page"], content["effects"]
    return {
        int(code): _error(int(code), table, effects, url)
        for code, table in content.items()
        if code.isdecimal()
    }


def _error(code: int, table: dict[str, Any], effects: Mapping[str, str], url: str) -> ErrorCode:
    attributes = dict(table)
    since, messages = attributes.pop("since"), attributes.pop("messages", ())
    if "effect" in attributes:
        attributes["meaning"] += " " + effects[attributes.pop("effect")]
    return ErrorCode(
        code=code,
        since=tables.version(since),
        messages=tuple(messages),
        url=url,
        **attributes,
    )
