"""The script of a YAML node."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.project.env import followed
from zdd_lsp.project.shell.model import Script
from zdd_lsp.project.shell.reader import read_shell
from zdd_lsp.syntax.nodes import Scalar
from zdd_lsp.syntax.origin import origin

if TYPE_CHECKING:
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.syntax.nodes import Node


def read_script(source: SourceFile, node: Node) -> Script:
    """Read the script that a node holds; its places are those in the file.

    A node that is no text has an empty script. One whose text stands elsewhere has an open one.

    Args:
        source: The file of the node.
        node: The value of a hook or of a command.
    """
    value = source.value(node)
    target = followed(node)
    if not source.is_known(node):
        return Script("", is_open=True)
    if not isinstance(value, str) or not isinstance(target, Scalar):
        return Script("")
    way = origin(target, source.text)
    if way is None or value != target.text:
        return Script(value, is_open=bool(value))
    return read_shell(value, way.span)
