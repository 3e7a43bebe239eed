"""A Hypothesis strategy for `.magento.env.yaml`, written in all the ways that people write it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

NAMES = (
    *("SCD_THREADS", "SKIP_SCD", "SCD_STRATEGY", "SCD_MATRIX", "VERBOSE_COMMANDS", "SPLIT_DB"),
    *("CACHE_CONFIGURATION", "SKIP_HTML_MINIFICATION", "WARM_UP_PAGES", "CLEAN_STATIC_FILES"),
)
STAGES = ("global", "build", "deploy", "post-deploy")
COMMENTS = ("# why", "#", "# key: value", "# - item", "# it's [", "#no blank")
ONE_LINE = (
    *("true", "false", "4", "-1", "0.5", "'quoted'", '"double"', "plain", "two words", "~", "null"),
    *("[a, b]", "[]", "{}", "{a: 1, b: [2]}", "a, b", "x]y", "a#b", "'it''s'", '"a\\nb"', ""),
    *("http://x.y/z?a=b", "1_000", "0x1F", "2020-01-01", "yes", "-vvv", "'# no comment'"),
)
BLOCKS = (
    ("", "  - a", "  - b"),
    ("", "- a", "- b"),
    ("", "  a: 1", "  b:", "    c: [1, 2]"),
    ("", "  a:", "    - x: 1", "      y: 2", "    - z"),
    ("|", "  text", "   deeper"),
    ("|-", "  text", "", "  # no comment"),
    (">", "  folded", "  text"),
    ("|+", "  text", ""),
    ("[", "  a,", "  b", "]"),
    ("{", "  a: 1,", "  b: [2]}"),
    ("plain", "  on several", "  lines"),
    ('"double', '  quoted"'),
    ("'single", "", "  quoted'"),
)
"""Values of several lines: what stands behind the colon, and the lines below the key."""


@dataclass
class EnvWriter:
    """Draws the parts of a file. Its methods return lines without their line breaks."""

    draw: st.DrawFn
    names: Sequence[str] = NAMES
    stages: Sequence[str] = STAGES
    step: int = 2
    anchors: list[str] = field(default_factory=list)
    maps: list[str] = field(default_factory=list)
    has_anchors: bool = False

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of several."""
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        """Draw whether something happens. Shrinks to no."""
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def several(self, choices: Sequence[T], most: int, least: int = 0) -> list[T]:
        """Draw some of several, in any order."""
        return self.draw(
            st.lists(st.sampled_from(choices), unique=True, min_size=least, max_size=most)
        )

    def file(self) -> str:
        """Return a whole file."""
        self.step = self.pick((2, 2, 4, 3, 1))
        self.has_anchors = self.chance(25)
        lines = ["---"] if self.chance(10) else []
        lines += self.idle(0)
        if self.chance(15):
            lines += ["log: {}", *self.idle(0)]
        lines += self.all_stages()
        if self.chance(15):
            lines += ["system: 1", *self.idle(0)]
        newline = self.pick(("\n", "\n", "\r\n", "\r"))
        return newline.join(lines) + ("" if self.chance(15) else newline)

    def all_stages(self) -> list[str]:
        """Return the section ``stage``."""
        stages = self.several(self.stages, 4, 1)
        if self.chance(10):
            inner = ", ".join(f"{stage}: {self.flow_stage()}" for stage in stages)
            return [f"stage: {{{inner}}}{self.behind()}", *self.idle(0)]
        lines = [f"stage:{self.behind()}", *self.idle(self.step)]
        for stage in stages:
            lines += self.stage(stage)
        return lines

    def stage(self, name: str) -> list[str]:
        """Return one stage."""
        column = self.step
        head = f"{' ' * column}{self.key(name)}:"
        if self.chance(15):
            return [f"{head} {self.flow_stage()}{self.behind()}", *self.idle(column)]
        if self.chance(8):
            empty = self.pick(("", " {}", " ~", " []", " null"))
            return [f"{head}{empty}{self.behind()}", *self.idle(column)]
        anchor = self.anchor()
        lines = [f"{head}{anchor}{self.behind()}", *self.idle(2 * column)]
        if self.maps and self.chance(40):
            lines += [f"{' ' * 2 * column}<<: *{self.pick(self.maps)}", *self.idle(2 * column)]
        for setting in self.several(self.names, 4, 1):
            lines += self.setting(setting)
        if anchor:
            self.maps.append(anchor[2:])
        return lines

    def flow_stage(self) -> str:
        """Return the settings of a stage in braces, on one line."""
        items = []
        for name in self.several(self.names, 3):
            values = [value for value in self.values_of(name) if value not in ("a, b", "x]y")]
            items.append(f"{name}: {self.pick(values)}")
        blank = self.pick(("", " "))
        return f"{{{blank}{', '.join(items)}{blank}}}"

    def setting(self, name: str) -> list[str]:
        """Return one setting with the comments below it."""
        column = 2 * self.step
        lead = " " * column
        head = f"{lead}{self.key(name)}:"
        if self.anchors and self.chance(30):
            lines = [f"{head} *{self.pick(self.anchors)}{self.behind()}"]
        elif self.chance(35):
            lines = self.block(head, lead, self.pick(self.blocks_of(name)))
        else:
            anchor = self.anchor()
            value = self.pick(self.values_of(name))
            if anchor:
                self.anchors.append(anchor[2:])
                value = value or "x"
            lines = [f"{head}{anchor} {value}".rstrip() + self.behind()]
        return [*lines, *self.idle(column)]

    def values_of(self, name: str) -> Sequence[str]:
        """Return the values of one line that a variable may get."""
        del name
        return ONE_LINE

    def blocks_of(self, name: str) -> Sequence[tuple[str, ...]]:
        """Return the values of several lines that a variable may get."""
        del name
        return BLOCKS

    def block(self, head: str, lead: str, value: tuple[str, ...]) -> list[str]:
        """Return a setting whose value has several lines."""
        first, *rest = value
        is_text = first[:1] not in ("", "[", "{")
        lines = [
            f"{head} {first}".rstrip() + ("" if is_text and first[0] not in "|>" else self.behind())
        ]
        for line in rest:
            lines.append(f"{lead}{line}" if line else "")
            if not is_text and self.chance(15):
                lines += self.idle(len(lead) + len(line) - len(line.lstrip()))
        return lines

    def anchor(self) -> str:
        """Return an anchor, mostly none."""
        if not self.has_anchors or not self.chance(40):
            return ""
        return f" &a{len(self.anchors) + len(self.maps)}{self.pick('xyz')}"

    def key(self, name: str) -> str:
        """Return a key in quotes or none."""
        return self.pick((name, name, name, f"'{name}'", f'"{name}"'))

    def behind(self) -> str:
        """Return the end of a line: mostly nothing, or a comment."""
        return f"{self.pick((' ', '  '))}{self.pick(COMMENTS)}" if self.chance(15) else ""

    def idle(self, column: int) -> list[str]:
        """Return blank lines and comments, mostly none, mostly at a column."""
        lines: list[str] = []
        while self.chance(18) and len(lines) < 4:
            near = self.pick((column, column, column, 0, column + 2, max(column - 2, 0)))
            lines.append(self.pick(("", " " * near + self.pick(COMMENTS))))
        return lines


@st.composite
def env_texts(draw: st.DrawFn) -> str:
    """Draw a `.magento.env.yaml` that ece-tools can mostly read."""
    return EnvWriter(draw).file()
