"""What the rules about SCD_MATRIX share: how themes and locales are written."""

from __future__ import annotations

import re
from typing import Final

MATRIX: Final = "SCD_MATRIX"
THEME: Final = re.compile(r"[A-Za-z]\w*/[\w-]+")
"""The path of a theme, vendor and name."""
LOCALE: Final = re.compile(r"[a-z]{2,3}(?:_[A-Z][a-z]{3})?_[A-Z]{2}")
"""A locale of Commerce, such as ``en_US`` or ``zh_Hans_CN``."""
