"""One YAML file of a project: its text, its tree and its values."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from zdd_lsp.syntax.nodes import Alias, Mapping, Sequence
from zdd_lsp.syntax.pause import go_on
from zdd_lsp.syntax.reader import read
from zdd_lsp.syntax.scalars import Opaque
from zdd_lsp.syntax.values import Values
from zdd_lsp.syntax.verdict import judged
from zdd_lsp.text.lines import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.syntax.nodes import Dialect, Node, Problem, Tree
    from zdd_lsp.syntax.scalars import PhpValue


class TextFile:
    """A file that has a text. Everything about it is made when it is first asked for.

    Attributes:
        path: The path relative to the project's root, with slashes.
        text: The text, line endings and byte order mark included.
    """

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        return LineIndex(self.text)


class SourceFile(TextFile):
    """A YAML file, read in the dialect of whoever reads it on the platform."""

    def __init__(
        self, path: str, text: str, dialect: Dialect, earlier: SourceFile | None = None
    ) -> None:
        """Take over a text.

        Args:
            path: See `TextFile`.
            text: See `TextFile`.
            dialect: Whose reading counts.
            earlier: The same file with another text, from which parts may be taken over.
        """
        super().__init__(path, text)
        self.dialect = dialect
        self._earlier = None if earlier is None else earlier.reusable
        self._verdict: list[Problem] | None = None

    @property
    def reusable(self) -> Tree | None:
        """The tree of this text or of one before, as far as it was made and can be reused."""
        own: Tree | None = self.__dict__.get("tree")
        return own if own is not None and own.is_reusable else self._earlier

    @cached_property
    def tree(self) -> Tree:
        """The tree of the text, with all problems that the reader sees."""
        return read(self.text, self.dialect, self._earlier)

    @cached_property
    def values(self) -> Values:
        """The values of the tree's nodes."""
        return Values(self.tree)

    @property
    def verdict(self) -> list[Problem]:
        """The problems after the deciding parser was asked; it costs more than the tree."""
        return self.judge()

    def judge(self, pause: Callable[[], object] = go_on) -> list[Problem]:
        """Return the `verdict`.

        Args:
            pause: Is called every few lines, and may break the parser off by raising.
        """
        if self._verdict is None:
            self._verdict = judged(self.tree, pause, self.values)
        return self._verdict

    def is_known(self, node: Node | None) -> bool:
        """Tell whether the value of a node stands in this file.

        A tag may fetch it from the environment or from another file, neither of which is read.
        """
        hops = 0
        while isinstance(node, Alias) and hops < _MAX_HOPS:
            node, hops = node.target, hops + 1
        if node is None or (node.tag is None and isinstance(node, (Mapping, Sequence))):
            return True
        if isinstance(self.value(node), Opaque):
            return False
        if node.tag is None:
            return True
        if self.dialect.is_symfony:
            return node.tag.text not in _FETCHING
        return node.tag.text.startswith("!!")

    def value(self, node: Node | None) -> PhpValue:
        """Return the value of a node of this file's tree."""
        return self.values.of(node)


_FETCHING: Final = frozenset({"!env", "!include"})
"""The tags by which ece-tools 2002.2.9 and later fetch values for `.magento.env.yaml`."""
_MAX_HOPS: Final = 20
"""How many aliases of aliases are followed; some lead in a circle."""
