"""Writes block YAML with any indentation, and with comments and blank lines anywhere in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st


@dataclass
class Writer:
    """Writes the lines of a file.

    Attributes:
        draw: Draws what is left open.
        step: How many blanks a level is indented by.
        lines: The lines so far.
        count: How many comments and blank lines there are; comments are numbered.
    """

    draw: st.DrawFn
    step: int
    lines: list[str] = field(default_factory=list)
    count: int = 0

    def between(self, most: int) -> None:
        """Write some comments, at most as deep as given, and blank lines."""
        for _ in range(self.draw(st.integers(0, 2))):
            level = self.draw(st.integers(-1, most))
            self.count += 1
            comment = f"{' ' * (self.step * level)}# {self.count}"
            self.lines.append(comment if level >= 0 else "")

    def key(self, level: int, name: str, block: tuple[str, ...] = ("",)) -> None:
        """Write a key with its value: what stands behind the colon, and the lines below.

        Two blanks in these lines stand for a level.
        """
        self.between(level)
        first, *rest = block
        indent = " " * (self.step * level)
        self.lines.append(f"{indent}{name}:{first}")
        for line in rest:
            blank = len(line) - len(line.lstrip())
            self.between(level)
            self.lines.append(f"{indent}{' ' * (blank // 2 * self.step)}{line.lstrip()}")
