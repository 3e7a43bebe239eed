"""What users tell zdd-lsp: which rules count, for which versions, and what an editor shows.

`options` lists the settings, once, for validation, JSON Schema and documentation. `reading` makes
a `Layer` of what one source says and never raises; `merged` lays the layers over each other.
"""

from zdd_lsp.settings.model import Given, Layer, Settings, merged
from zdd_lsp.settings.reading import Fault, read
from zdd_lsp.settings.toml_file import Mistake, SettingsFile

__all__ = ["Fault", "Given", "Layer", "Mistake", "Settings", "SettingsFile", "merged", "read"]
