"""What symfony/yaml 6.4.3 says about a text: its value, or its exact refusal.

ece-tools reads `.magento.env.yaml` with this parser, whose dialect is its own: it goes through the
text line by line, cuts the indented lines under a key out as a text of their own and parses that
text anew, and hands what stands within a line to a second, character-wise parser. The judge walks
the same way (`symfony_block`, `symfony_inline`), because verdict, value and message all follow
from it. The tolerant reader beside it gives positions.

Measured against the real parser: tests/conformance/.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from zdd_lsp.syntax.pause import go_on
from zdd_lsp.syntax.symfony_block import read_text
from zdd_lsp.syntax.symfony_refusal import MAX_DEPTH, RefusalError, too_deep
from zdd_lsp.syntax.symfony_values import Document, is_deeper, untagged

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.syntax.scalars import PhpValue


@dataclass(frozen=True, slots=True)
class Verdict:
    """What symfony/yaml says about a text.

    Attributes:
        ok: Whether the text is accepted.
        value: The value of an accepted text. Aliases share it: it must not be changed.
        message: The refusal in symfony's words, with the line that symfony gives.
        line: The line of the refusal's cause, from 1. symfony's own is often that of the end of
            the construct, or counts from the start of a block.
        kind: The refusal's kind, a key of `problems.KINDS`.
    """

    ok: bool
    value: PhpValue = None
    message: str = ""
    line: int = 0
    kind: str = ""


def judge(
    text: str,
    *,
    custom_tags: bool = False,
    constants: bool = True,
    pause: Callable[[], object] = go_on,
) -> Verdict:
    """Read a text as ece-tools does with symfony/yaml 6.4.3.

    Args:
        text: The file's content. Lone surrogates stand for bytes that are not UTF-8.
        custom_tags: Read application tags as ece-tools 2002.2.9 and later do (ece-tools 2002.2.10,
            Util/YamlNormalizer); before, they are refused.
        constants: Resolve ``!php/const``, as for `.magento.env.yaml`. ece-tools reads
            `.magento.app.yaml` without: constants are null there.
        pause: Is called at every line that is read, and may break the reading off by raising.

    Returns:
        The verdict. Limits of our own give the kinds ``nesting`` and ``alias-expansion``.
    """
    document = Document(custom_tags=custom_tags, constants=constants, pause=pause)
    try:
        value = read_text(text, document)
        if document.has_aliases and is_deeper(value, MAX_DEPTH):
            raise too_deep(line=1)
        if document.has_tags:
            value = untagged(value, custom_tags=custom_tags)
    except RefusalError as refusal:
        return _refused(refusal)
    except RecursionError:
        # The caller's own depth may leave fewer levels of Python's stack than MAX_DEPTH.
        return _refused(too_deep(line=1))
    return Verdict(ok=True, value=value)


def _refused(refusal: RefusalError) -> Verdict:
    return Verdict(ok=False, message=refusal.message, line=refusal.line, kind=refusal.kind)
