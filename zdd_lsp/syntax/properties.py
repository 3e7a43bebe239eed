"""Anchors, tags and aliases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax import problems
from zdd_lsp.syntax.cursor import Cursor
from zdd_lsp.syntax.nodes import Alias, Dialect, Property, Scalar, Style
from zdd_lsp.syntax.scalars import UNDEFINED, UNKNOWN, constant
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.syntax.nodes import Node

_NAME: Final = re.compile(r"[^ \t\r\n,\[\]{}]+")
_TAG: Final = re.compile(r"!(?:<[^> \t\r\n]*>|[^ \t\r\n,\[\]{}]*)")
_VALUE_TAGS: Final = ("!php/const ", "!php/enum ")
"""Tags whose value is the rest of the line, whatever it looks like."""
BUILT_IN_TAGS: Final = frozenset({"!", "!!str", "!!float", "!!binary"})


class PropertyReader(Cursor):
    """Reads what stands before a node, or in its place."""

    def properties(self, pos: int) -> tuple[Property | None, Property | None, int]:
        """Read an anchor and a tag; return them and where the value starts.

        They may come in either order, but symfony/yaml takes an anchor behind a tag for text.
        """
        anchor = tag = None
        while pos < self.line_end():
            sign = self.text[pos]
            if sign == "&" and anchor is None and not (self.symfony and tag):
                anchor = self._anchor(pos)
                if anchor is None:
                    break
                end = anchor.span.end
            elif sign == "!" and tag is None:
                tag = self._tag(pos)
                end = tag.span.end
            else:
                break
            pos = self.skip_space(end)
        if tag is not None:
            self._check_tag(tag)
        return anchor, tag, pos

    def _anchor(self, pos: int) -> Property | None:
        match = _NAME.match(self.text, pos + 1, self.line_end())
        if match is None:
            if self.symfony:
                return None
            self.report(problems.anchor_syntax(Span(pos, pos + 1), "&"))
            return Property(Span(pos, pos + 1), "")
        return Property(Span(pos, match.end()), match.group())

    def _tag(self, pos: int) -> Property:
        match = _TAG.match(self.text, pos, self.line_end())
        end = match.end() if match else pos + 1
        if self.text.startswith(_VALUE_TAGS, pos):
            end = self.text.index(" ", pos)
        return Property(Span(pos, end), self.text[pos:end])

    def _check_tag(self, tag: Property) -> None:
        """Report a tag that symfony/yaml refuses."""
        name = tag.text
        if not self.symfony or name in BUILT_IN_TAGS or name.startswith("!php/"):
            return
        if self.dialect is Dialect.SYMFONY_TAGS and not name.startswith("!!"):
            return
        self.report(problems.unsupported_tag(tag.span, name))

    def name_node(self, node: Node, anchor: Property | None, tag: Property | None) -> Node:
        """Give a node its properties and make its anchor known."""
        node.anchor = anchor
        node.tag = tag
        if tag is not None and self.symfony:
            if tag.text.startswith("!php/"):
                self._check_constant(tag, node)
            elif tag.text == "!" and isinstance(node, Scalar) and node.style is Style.ABSENT:
                self.report(problems.unsupported_tag(tag.span, tag.text))
        if anchor is not None and anchor.text:
            self.anchors[anchor.text] = node
        return node

    def _check_constant(self, tag: Property, node: Node) -> None:
        """Report a PHP constant or enumeration that cannot exist."""
        text = node.text if isinstance(node, Scalar) else ""
        name = (tag.text.removeprefix("!php/const").removeprefix(":") or text).strip()
        if tag.text == "!php/enum":
            # PHP has none of its own, and those of a project have a namespace.
            value = constant(text.strip().removesuffix("->value"))
            exists = value is UNKNOWN and "\\" in text.lstrip(" \\")
            name = text
        elif tag.text.startswith("!php/const"):
            exists = constant(name) is not UNDEFINED
        else:
            exists = True
        if not exists:
            span = Span(tag.span.start, max(tag.span.end, node.span.end))
            self.report(problems.undefined_constant(span, name))

    def alias(self, pos: int, limit: int | None = None) -> tuple[Alias, int]:
        """Read ``*name``, which ends at ``limit`` or with its line at the latest."""
        match = _NAME.match(self.text, pos + 1, self.line_end() if limit is None else limit)
        end = match.end() if match else pos + 1
        name = self.text[pos + 1 : end]
        node = Alias(Span(pos, end), name, self.anchors.get(name))
        if not name:
            self.report(problems.anchor_syntax(node.span, "*"))
        elif name in self.open_anchors and not (self.symfony and name in self.anchors):
            self.report(problems.circular_alias(node.span, name, fatal=self.symfony))
        elif name not in self.anchors:
            self.report(problems.undefined_alias(node.span, name))
        self.aliases.append(node)
        return node, end
