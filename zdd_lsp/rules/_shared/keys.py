"""What the rules about the keys of the platform's files share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.key_schema import Fault
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_schema import KeyFault

FILES: Final = (APP_FILE, ROUTES_FILE, SERVICES_FILE)
"""The files that the platform reads when they are pushed."""

REFUSED: Final = "The platform refuses the push."
DOUBTFUL: Final = "The platform may refuse the push."

_WORDS: Final = {
    "text": "a text",
    "integer": "an integer",
    "number": "a number",
    "boolean": "true or false",
    "map": "a map",
    "list": "a list",
}
_PLAIN: Final = re.compile(r"[\w/-]+(\[\d+\])*")


def faults(project: Project, *kinds: Fault) -> Iterator[tuple[str, KeyFault]]:
    """Yield the faults of some kinds that have no rule of their own, each with its file."""
    for path in FILES:
        for fault in project.key_faults(path):
            is_told = fault.judged_by or (path == ROUTES_FILE and _is_told(project, fault))
            if fault.fault in kinds and not is_told:
                yield path, fault


def _is_told(project: Project, fault: KeyFault) -> bool:
    """Tell whether a fault of a route comes from another one that has a rule of its own.

    These are a final comma as in JSON, and keys at a wrong level.
    """
    if fault.fault in (Fault.UNKNOWN, Fault.MISSING):
        return id(fault.entry) in project.routes.misplaced
    return fault.fault in (Fault.FORM, Fault.VALUE) and str(fault.value).endswith(",")


def names(key: Key) -> list[str]:
    """Return the names that may stand below a key."""
    return [name for name, inner in key.keys.items() if not inner.foreign]


def label(path: tuple[str, ...]) -> str:
    """Return the path of a key as a message has it: ``crons.cronrun.spec``."""
    return ".".join(part if _PLAIN.fullmatch(part) else f'"{part}"' for part in path)


def either(words: Iterable[str]) -> str:
    """Return words as alternatives: ``a, b or c``."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last


def wanted(key: Key) -> str:
    """Return the forms of a key as alternatives."""
    return either(_WORDS[form] for form in key.forms)


def is_certain(fault: KeyFault) -> bool:
    """Tell whether the platform refuses a file with a fault.

    What Adobe does not mention may be otherwise in the platform's older images.
    """
    key = fault.key.keys[fault.others[0]] if fault.fault is Fault.MISSING else fault.key
    is_doubtful = key.doubtful and fault.fault not in (Fault.FORM, Fault.RANGE)
    return key.by == "adobe" and not is_doubtful


def severity(fault: KeyFault) -> Severity:
    """Return how bad a fault is."""
    return Severity.ERROR if is_certain(fault) else Severity.WARNING


def consequence(fault: KeyFault) -> str:
    """Return what a fault leads to, as a sentence."""
    return REFUSED if is_certain(fault) else DOUBTFUL
