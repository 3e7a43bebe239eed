"""Exit statuses, and the errors that lead to one."""

from enum import IntEnum


class Status(IntEnum):
    """What the exit status of a command means; the wizards exit as those of ece-tools do."""

    CLEAN = 0
    FINDINGS = 1
    """There are findings at or above the fail level."""
    USAGE = 2
    """The arguments or a `.zdd.toml` make no sense, or a path does not exist."""
    NOTHING = 3
    """None of the paths holds a project."""
    INTERNAL = 70
    """A fault of zdd-lsp itself; the stack trace is on standard error."""
    INTERRUPTED = 130
    """The user pressed Ctrl-C; shells report the signal in the same way."""
    BROKEN_PIPE = 141
    """The reader of the output went away."""
    STOPPED = 255
    """A wizard: ece-tools itself would die, as PHP does, before it has a verdict."""


class UsageError(Exception):
    """The arguments or the settings make no sense; the message says why."""
