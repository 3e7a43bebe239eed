"""A Hypothesis strategy for valid YAML texts, with everything that people write in YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from hypothesis import strategies as st

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")

WORDS = (
    *("a", "b1", "en_US", "true", "null", "~", "1.5", "-1", "0x1F", "2020-01-01", ".5", "yes"),
    *("http://x.y:80/z?a=b#c", "a#b", "a:b", "C:\\x", "-x", "?x", ":x", "a-b", "it's", 'say"x"'),
    *("*/5", "%d", "x@y", "Ünïcode", "日本", "😀", "a\u2028b", "x\xa0y", "<<", "=", "!", "&", "*"),
)
"""Parts of plain scalars; some may not begin one."""
STARTS = tuple(word for word in WORDS if word[0] not in "%@!&*\"'" and word not in ("<<", "="))
FLOW_STARTS = tuple(word for word in STARTS if not set(word) & set("[]{},?") and word[0] != ":")
FLOW_WORDS = tuple(word for word in WORDS if not set(word) & set("[]{},?") and word[0] != ":")
KEYS = ("a", "b", "key", "two words", "SCD_THREADS", "a.b/c-d", "1", "true", "a:b", "Ünï", "x'y")
COMMENTS = ("", " c", " key: value", " - item", ' "quote', " [", "#", " ünï", "\tc")
DOUBLE = (
    *("a", " ", "  ", "\\n", "\\\\", '\\"', "\\t", "\\x41", "\\u263a", "\\U0001F600", "'", "#"),
    *(" # x", ": ", "[", "{", "- ", "\\/", "\\ ", "ü", "\\e", "😀", "%", "&x", "\\N", "\\_"),
)
SINGLE = ("a", " ", "  ", "''", '"', "\\", "\\n", " # x", ": ", "[", "}", "- ", "ü", "*x", "%", "!")
BLOCK = ("a", "key: value", "- item", "# no comment", '"', "[", "  deeper", "\ttab", "ü", "--- x")
TAGS = ("!t", "!!str", "!<tag:yaml.org,2002:str>", "!include", "!a/b", "!")


@dataclass
class Writer:
    """Draws the parts of one text. Its methods return lines without their line breaks.

    ``column`` is always that of the enclosing collection; -1 at the root.
    """

    draw: st.DrawFn
    anchors: list[str] = field(default_factory=list)
    names: int = 0
    is_bare: bool = False
    """Whether a block scalar without text comes last: blank lines behind it belong to it."""

    def pick(self, choices: Sequence[T]) -> T:
        """Draw one of several."""
        return self.draw(st.sampled_from(choices))

    def chance(self, percent: int) -> bool:
        """Draw whether something happens. Shrinks to no."""
        return self.draw(st.integers(0, 99)) >= 100 - percent

    def number(self, least: int, most: int) -> int:
        """Draw a number."""
        return self.draw(st.integers(least, most))

    def parts(self, choices: Sequence[str], most: int) -> list[str]:
        """Draw several parts, or none."""
        return self.draw(st.lists(st.sampled_from(choices), max_size=most))

    # Between the nodes

    def comment(self) -> str:
        """Return the end of a line: mostly nothing, or a comment."""
        return f"{self.pick((' ', '  '))}#{self.pick(COMMENTS)}" if self.chance(12) else ""

    def idle(self) -> list[str]:
        """Return blank lines and comments, mostly none."""
        lines: list[str] = []
        while self.chance(12) and len(lines) < 3:
            blank = "" if self.is_bare else " " * self.number(0, 5)
            lines.append(f"{blank}#{self.pick(COMMENTS)}" if self.chance(50) else blank)
        return lines

    def properties(self) -> str:
        """Return an anchor and a tag, either or mostly none, with a blank behind each."""
        found = []
        if self.chance(8):
            self.names += 1
            found.append(f"&{self.pick(('x', 'a-b', 'ü', 'a:b'))}{self.names} ")
        if self.chance(6):
            found.append(f"{self.pick(TAGS)} ")
        return "".join(reversed(found) if self.chance(30) else found)

    def known(self, properties: str) -> None:
        """Take note that the node with these properties is complete."""
        self.anchors += [part[1:] for part in properties.split() if part.startswith("&")]

    # Scalars on one line

    def plain(self, starts: Sequence[str] = STARTS, words: Sequence[str] = WORDS) -> str:
        """Return a plain scalar."""
        text = self.pick(starts)
        for word in self.parts(words, 3):
            text += self.pick((" ", " ", "  ")) + word.removeprefix("#")
        return text

    def double(self, parts: Sequence[str] = DOUBLE) -> str:
        """Return a double-quoted scalar."""
        return f'"{"".join(self.parts(parts, 4))}"'

    def single(self, parts: Sequence[str] = SINGLE) -> str:
        """Return a single-quoted scalar."""
        return f"'{''.join(self.parts(parts, 4))}'"

    def key(self, used: set[str]) -> str:
        """Return an implicit key that is not used yet."""
        text = self.pick(KEYS)
        while text in used:
            text += self.pick("xyz")
        used.add(text)
        if self.chance(25):
            return f'"{text}"' if self.chance(50) else "'" + text.replace("'", "''") + "'"
        return text

    # Scalars over several lines

    def indent(self, column: int) -> str:
        """Return an indentation deeper than a column."""
        return " " * self.number(column + 1, column + 4)

    def plain_lines(self, column: int) -> list[str]:
        """Return a plain scalar of several lines."""
        lines = [self.plain()]
        for _ in range(self.number(1, 3)):
            lines += [" " * self.number(0, 4)] * self.number(0, 2)
            word = self.pick((*STARTS, "- x", '"x"', "&x", "*x", "!x", "[x", "{}", "%x", "@x", "|"))
            lines.append(self.indent(max(column, 0)) + word)
        return lines

    def quoted_lines(self, column: int) -> list[str]:
        """Return a quoted scalar of several lines."""
        double = self.chance(50)
        quote, parts = ('"', DOUBLE) if double else ("'", SINGLE)
        lines = [quote + "".join(self.parts(parts, 3))]
        for _ in range(self.number(1, 3)):
            if double and self.chance(25):
                lines[-1] += "\\"
            lines += [" " * self.number(0, 4)] * self.number(0, 2)
            blank = self.pick(("", "", "\t"))
            lines.append(self.indent(max(column, 0)) + blank + "".join(self.parts(parts, 3)))
        lines[-1] += quote
        return lines

    def block_scalar(self, column: int) -> list[str]:
        """Return a literal or folded scalar, its header first."""
        step = self.number(1, 4)
        lead = " " * (max(column, 0) + step)
        lines: list[str] = []
        for _ in range(self.number(0, 4)):
            if self.chance(25):
                # Before the first line of text, a blank line must not be deeper than that.
                lines.append(" " * self.number(0, len(lead)) if lines and lines[0].strip() else "")
            else:
                lines.append(lead + self.pick(BLOCK))
        first = next((line for line in lines if line.strip(" ")), "")
        digit = str(step) if self.chance(20) or first.startswith(lead + " ") else ""
        self.is_bare = not first
        lines += [""] * self.number(0, 2)
        chomping = self.pick(("", "-", "+"))
        modifiers = f"{digit}{chomping}" if self.chance(50) else f"{chomping}{digit}"
        return [f"{self.pick('|>')}{modifiers}{self.comment()}", *lines]

    # Flow collections

    def flow_lines(self, column: int) -> list[str]:
        """Return a flow collection; it may go on over several lines."""
        text = self.flow_text(2, may_break=self.chance(30))
        first, *rest = text.split("\n")
        return [first, *(self.indent(max(column, 0)) + line for line in rest)]

    def flow_text(self, depth: int, *, may_break: bool) -> str:
        """Return the source of a flow collection; its lines are not indented."""
        is_map = self.chance(50)
        space = partial(self._flow_space, may_break=may_break)
        items = []
        used: set[str] = set()
        for _ in range(self.number(0, 3)):
            if is_map and self.chance(10):
                item = self.key(used) + self.pick(("", ": "))
            elif is_map or self.chance(15):
                item = self._flow_pair(depth, used, is_map=is_map, may_break=may_break)
            else:
                item = self.flow_value(depth, may_break=may_break)
            items.append(space() + item + space())
        end = f",{space()}" if items and self.chance(20) else ""
        text = ",".join(items) + (end or space())
        return "{" + text + "}" if is_map else "[" + text + "]"

    def _flow_pair(self, depth: int, used: set[str], *, is_map: bool, may_break: bool) -> str:
        key = self.key(used)
        value = self.flow_value(depth, may_break=may_break)
        is_glued = is_map and key[0] in "\"'" and self.chance(30)
        return f"{key}:{value}" if is_glued else f"{key}: {value}"

    def _flow_space(self, *, may_break: bool) -> str:
        if may_break and self.chance(30):
            comment = f" #{self.pick(COMMENTS)}" if self.chance(20) else ""
            return comment + "\n" * self.number(1, 2)
        return self.pick(("", " ", " ", "  "))

    def flow_value(self, depth: int, *, may_break: bool) -> str:
        """Return a value inside a flow collection."""
        if self.anchors and self.chance(8):
            return f"*{self.pick(self.anchors)} "
        properties = self.properties()
        if depth and self.chance(25):
            text = self.flow_text(depth - 1, may_break=may_break)
        else:
            kind = self.number(0, 9)
            text = self.double() if kind > 7 else self.single() if kind > 5 else ""
            text = text or self.plain(FLOW_STARTS, FLOW_WORDS)
        self.known(properties)
        return properties + text

    # Values and collections

    def value(self, column: int, depth: int) -> list[str]:
        """Return a value behind a key or dash; the first line continues theirs."""
        self.is_bare = False
        if self.anchors and self.chance(6):
            return [f" *{self.pick(self.anchors)}{self.comment()}"]
        properties = self.properties()
        lines = self._value(column, depth, properties)
        self.known(properties)
        return lines

    def _value(self, column: int, depth: int, properties: str) -> list[str]:
        lead = f" {properties}"
        kind = self.number(0, 99)
        if kind >= 50 and depth:
            first = f"{lead.rstrip()}{self.comment()}"
            return [first, *self.idle(), *self.collection(column, depth - 1)]
        if kind >= 22:
            shapes = (self.plain_lines, self.quoted_lines, self.flow_lines, self.block_scalar)
            lines = shapes[min((kind - 22) // 7, 3)](column)
            end = "" if kind >= 43 else self.comment()
            return _behind(lead, lines, end)
        if kind >= 14:
            # Nothing, or a scalar on a line of its own.
            first = f"{lead.rstrip()}{self.comment()}"
            own = f"{self.indent(column)}{self.plain()}{self.comment()}"
            return [first, *self.idle(), own] if kind >= 18 else [first]
        text = self.plain() if kind >= 7 else self.double() if kind >= 3 else self.single()
        return [f"{self.pick((' ', '  ', ' '))}{properties}{text}{self.comment()}"]

    def collection(self, column: int, depth: int, *, unindented: bool = True) -> list[str]:
        """Return a block collection deeper than ``column``, or a sequence right below a key."""
        inner = column + self.number(1, 4)
        if self.chance(40):
            if unindented and column >= 0 and self.chance(40):
                inner = column
            return self.sequence(inner, depth)
        return self.mapping(inner, depth)

    def sequence(self, column: int, depth: int) -> list[str]:
        """Return a block sequence at a column."""
        lines: list[str] = []
        for _ in range(self.number(1, 4)):
            lines += self.idle()
            lead = " " * column + "-"
            if depth and self.chance(35):
                lines += self.compact(lead, column, depth - 1)
            else:
                first, *rest = self.item_value(column, depth)
                lines += [lead + first, *rest]
        return lines

    def item_value(self, column: int, depth: int) -> list[str]:
        """Return a value behind a dash, where a sequence must be indented."""
        lines = self.value(column, 0)
        if depth and lines == [""]:
            return ["", *self.collection(column, depth - 1, unindented=False)]
        return lines

    def compact(self, lead: str, column: int, depth: int) -> list[str]:
        """Return a collection that begins behind a dash."""
        gap = self.number(1, 3)
        inner = column + 1 + gap
        is_list = self.chance(30)
        lines = self.sequence(inner, depth) if is_list else self.mapping(inner, depth)
        first = next(number for number, line in enumerate(lines) if not _is_idle(line))
        return [*lines[:first], lead + " " * gap + lines[first][inner:], *lines[first + 1 :]]

    def mapping(self, column: int, depth: int) -> list[str]:
        """Return a block mapping at a column."""
        lines: list[str] = []
        used: set[str] = set()
        for _ in range(self.number(1, 4)):
            lines += self.idle()
            lines += self.entry(" " * column, column, depth, used)
        return lines

    def entry(self, lead: str, column: int, depth: int, used: set[str]) -> list[str]:
        """Return an entry of a block mapping."""
        kind = self.number(0, 99)
        if kind >= 97 and depth:
            key = self.item_value(column, depth - 1)
            value = self.item_value(column, depth - 1)
            return [f"{lead}?{key[0]}", *key[1:], f"{lead}:{value[0]}", *value[1:]]
        if kind >= 95:
            key_text = self.flow_text(0, may_break=False)
            used.add(key_text)
        elif kind >= 93 and self.anchors:
            key_text = f"*{self.pick(self.anchors)} "
        elif kind >= 90 and self.anchors and "<<" not in used:
            used.add("<<")
            return [f"{lead}<<: *{self.pick(self.anchors)}{self.comment()}"]
        else:
            properties = self.properties()
            key_text = properties + self.key(used)
            self.known(properties)
        first, *rest = self.value(column, depth)
        return [f"{lead}{key_text}{self.pick(('', '', '', ' '))}:{first}", *rest]

    # Documents

    def text(self) -> str:
        """Return a text of one document."""
        lines = self.idle()
        directive = self.chance(5)
        if directive:
            lines.append(self.pick(("%YAML 1.2", "%TAG !e! tag:example.org,2026:")))
        if directive or self.chance(20):
            lines.append(f"---{self.comment()}")
        lines += self.root()
        if self.chance(10):
            lines.append(f"...{self.comment()}")
        newline = self.pick(("\n", "\n", "\r\n", "\r"))
        mark = "\ufeff" if self.chance(5) else ""
        end = "" if self.chance(15) else newline
        return mark + newline.join(lines) + end

    def root(self) -> list[str]:
        """Return the root node."""
        kind = self.number(0, 99)
        if kind >= 98:
            return self.flow_lines(-1)
        if kind >= 96:
            return [self.plain()]
        if kind >= 94:
            return self.quoted_lines(-1)
        column = self.pick((0, 0, 0, 2))
        return self.sequence(column, 3) if kind >= 80 else self.mapping(column, 3)


def _behind(lead: str, lines: list[str], end: str) -> list[str]:
    return (
        [f"{lead}{lines[0]}", *lines[1:-1], lines[-1] + end]
        if lines[1:]
        else [lead + lines[0] + end]
    )


def _is_idle(line: str) -> bool:
    return line.lstrip(" ")[:1] in ("", "#")


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Draw a valid text of one document."""
    return Writer(draw).text()
