"""Work that gives way: it calls a function every few steps, which may break it off by raising."""

from __future__ import annotations


def go_on() -> None:
    """Do not pause: nobody waits for anything else."""
