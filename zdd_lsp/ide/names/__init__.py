"""Names that refer to each other: where they are given, where they are used, and renaming them.

`places` finds every place of a file where a name stands. All that navigation asks for, such as
definitions, references and renames, is a view of those places.
"""

from zdd_lsp.ide.names.lookup import definitions, place_at, places_of
from zdd_lsp.ide.names.model import Kind, Name, Place
from zdd_lsp.ide.names.renaming import Renaming, RenamingError, rename, renamed_at

__all__ = [
    "Kind",
    "Name",
    "Place",
    "Renaming",
    "RenamingError",
    "definitions",
    "place_at",
    "places_of",
    "rename",
    "renamed_at",
]
