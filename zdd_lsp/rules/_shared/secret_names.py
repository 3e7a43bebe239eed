"""What the rules about secrets in variables share: names and values that tell a secret."""

from __future__ import annotations

import re
from typing import Final

_SECRET: Final = re.compile(
    r"(?:PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|(?:PRIVATE|SECRET|ACCESS|AUTH|CRYPT)_KEY"
    r"|COMPOSER_AUTH)\Z",
    re.IGNORECASE,
)
_PUBLIC: Final = re.compile(r"PUBLIC|PUBLISHABLE", re.IGNORECASE)
_NO_SECRET: Final = re.compile(
    r"\s*|\W*|[0-9]|true|false|yes|no|on|off|null|none"  # nothing, and switches
    r"|<.*>|\$\{.*|\$[A-Z_]+|%.*%|\{\{.*|/.*"  # places to fill in, references, paths
    r"|x+|(?:change|replace|fill|your|insert|todo|dummy|example|placeholder)\b.*|change_?me.*",
    re.IGNORECASE | re.DOTALL,
)


def names_secret(name: str) -> bool:
    """Tell whether a name is that of a password, a token or a key that shall stay secret."""
    return bool(_SECRET.search(name)) and not _PUBLIC.search(name)


def keeps_out(value: str) -> bool:
    """Tell whether a text may be a secret, and is no switch, no place to fill in and no path."""
    return _NO_SECRET.fullmatch(value) is None
