"""Fixes that rules offer for a setting or for a single change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Edit, Fix
from zdd_lsp.project.editing import Change, set_value, stands_elsewhere
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.text.edits import apply

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from zdd_lsp.project import Project
    from zdd_lsp.project.env import Setting
    from zdd_lsp.text.span import Span


def replace_value(setting: Setting, value: str, title: str) -> Fix:
    """Return the fix that replaces a setting's value by YAML source of one line.

    A value that other places share through an alias or a merge key is not changed unseen.
    """
    source, entry = setting.source, setting.entry
    changes = set_value(source, entry, value)
    is_shared = setting.is_shared or stands_elsewhere(source, entry)
    edits = tuple(Edit(each.path, each.span, each.text) for each in changes)
    applicability = Applicability.UNSAFE if is_shared else Applicability.SAFE
    return Fix(title, edits, applicability)


def fix(
    title: str, change: Change | Iterable[Change] | None, applicability: Applicability
) -> tuple[Fix, ...]:
    """Return the fix of one change or of several, or none where the change is not possible."""
    if change is None:
        return ()
    changes = [change] if isinstance(change, Change) else change
    edits = tuple(Edit(each.path, each.span, each.text) for each in changes)
    return (Fix(title, edits, applicability),)


def keeps_yaml(project: Project, path: str, edits: Iterable[tuple[Span, str]]) -> bool:
    """Tell whether a YAML file can still be read after some edits.

    It is for edits at places where nobody can be sure what the text was meant to be.
    """
    text = apply(project.text(path) or "", list(edits))
    return not any(problem.fatal for problem in project.with_texts({path: text}).problems(path))


def sound_fix(
    project: Project,
    title: str,
    changes: Sequence[Change] | None,
    applicability: Applicability,
) -> tuple[Fix, ...]:
    """Return the fix of some changes of `.magento.env.yaml`, where it can still be read after them.

    None of a file that cannot be read, whose structure is a guess. It reads the file once more:
    a rule with any number of findings asks for `MOST_MOVES` of them at most.
    """
    if not changes or any(problem.fatal for problem in project.problems(ENV_FILE)):
        return ()
    if not keeps_yaml(project, ENV_FILE, [(each.span, each.text) for each in changes]):
        return ()
    return fix(title, changes, applicability)


MOST_MOVES: Final = 20
"""For how many of a rule's findings a fix is worked out that takes a reading of the file."""
