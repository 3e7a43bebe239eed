"""Minimal changes of the YAML files: what a fix inserts, moves, renames or removes, and where.

Comments, order, quoting, indentation and line endings stay. Nothing here is ever written by
dumping a tree. A function that cannot keep that promise returns None.
"""

from zdd_lsp.project.editing.adding import append_below, append_to_root, set_below, set_setting
from zdd_lsp.project.editing.anchors import stands_elsewhere
from zdd_lsp.project.editing.blocks import braces_at, to_block
from zdd_lsp.project.editing.changes import Change, column_of
from zdd_lsp.project.editing.dropping import drop_entry, drop_item
from zdd_lsp.project.editing.flow import append_to_flow
from zdd_lsp.project.editing.levels import lift, push_down
from zdd_lsp.project.editing.moving import copy, move
from zdd_lsp.project.editing.nesting import join, move_below, put_below_new
from zdd_lsp.project.editing.removing import remove
from zdd_lsp.project.editing.scalars import rename_key, replace_scalar, set_value
from zdd_lsp.project.editing.stages import collapse, collapsible, expand, expandable

__all__ = [
    "Change",
    "append_below",
    "append_to_flow",
    "append_to_root",
    "braces_at",
    "collapse",
    "collapsible",
    "column_of",
    "copy",
    "drop_entry",
    "drop_item",
    "expand",
    "expandable",
    "join",
    "lift",
    "move",
    "move_below",
    "push_down",
    "put_below_new",
    "remove",
    "rename_key",
    "replace_scalar",
    "set_below",
    "set_setting",
    "set_value",
    "stands_elsewhere",
    "to_block",
]
