"""Folding and chomping: what several lines of a scalar mean together."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def plain(lines: Sequence[str]) -> str:
    """Join the lines of a multi-line plain scalar, each stripped: a break folds to a blank.

    ``n`` empty lines between two others are ``n`` line breaks.
    """
    out = [lines[0]]
    blank = 0
    for line in lines[1:]:
        if not line:
            blank += 1
            continue
        out.append("\n" * blank if blank else " ")
        out.append(line)
        blank = 0
    return "".join(out)


def quoted(inner: str, *, double: bool) -> str:
    """Fold the lines of a quoted scalar by the rules of YAML 1.2.

    Args:
        inner: The source between the quotes.
        double: Whether escapes count: that of a line break joins two lines without a blank.

    Returns:
        The folded source. All other escapes stay as they are.
    """
    first, *rest = _source_lines(inner)
    out = [_without_end(first, double=double)]
    blank = 0
    for number, source in enumerate(rest, 1):
        line = source.lstrip(" \t")
        if number < len(rest):
            line = _without_end(line, double=double)
            if not line:
                blank += 1
                continue
        joined = double and _ends_with_escape(out[-1])
        if joined:
            out[-1] = out[-1][:-1]
        out.append("\n" * blank if blank else "" if joined else " ")
        out.append(line)
        blank = 0
    return "".join(out)


def quoted_symfony(inner: str, *, double: bool) -> str:
    """Fold the lines of a quoted scalar as symfony/yaml 6.4 does.

    It keeps blanks before a line break, and joins after a backslash in single quotes too, where
    the backslash stays.
    """
    lines = _source_lines(inner)
    out: list[str] = []
    space = False
    for number, source in enumerate(lines):
        line = source.lstrip(" ") if number else source
        # The quotes before the first line and behind the last one are a part of them.
        if not line and 0 < number < len(lines) - 1:
            out.append("\n")
            space = False
            continue
        if space:
            out.append(" ")
        joins = line.endswith("\\") and number < len(lines) - 1
        out.append(line[:-1] if joins and double and _ends_with_escape(line) else line)
        space = not joins
    return "".join(out)


def _source_lines(source: str) -> list[str]:
    return source.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _without_end(line: str, *, double: bool) -> str:
    """Strip blanks at the end of a line, but not one that a backslash protects."""
    stripped = line.rstrip(" \t")
    if double and stripped != line and _ends_with_escape(stripped):
        return line[: len(stripped) + 1]
    return stripped


def _ends_with_escape(line: str) -> bool:
    """Tell whether a line ends with an odd number of backslashes."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def literal(lines: Sequence[str]) -> str:
    """Return the content of a literal block scalar before chomping.

    Args:
        lines: The content lines without indentation; an empty last one stands for the line break
            before it.
    """
    return "\n".join(lines)


def folded(lines: Sequence[str]) -> str:
    """Return the content of a folded block scalar before chomping, by the rules of YAML 1.2.

    The argument is that of `literal`. Lines that begin with a blank or a tab keep their breaks.
    """
    body = list(lines)
    trailing = -1
    while body and not body[-1]:
        body.pop()
        trailing += 1
    out: list[str] = []
    blank = 0
    previous_spaced = False
    for line in body:
        if not line:
            blank += 1
            continue
        spaced = line[0] in " \t"
        if not out:
            out.append("\n" * blank)
        elif spaced or previous_spaced:
            out.append("\n" * (blank + 1))
        else:
            out.append("\n" * blank if blank else " ")
        out.append(line)
        previous_spaced = spaced
        blank = 0
    return "".join(out) + "\n" * (trailing + bool(body))


def folded_symfony(lines: Sequence[str]) -> str:
    """Return the content of a folded block scalar before chomping, as symfony/yaml 6.4 folds it.

    It differs from YAML 1.2 around lines that begin with a blank: an empty line after such a line
    counts like any other empty line, and a tab is text.
    """
    out: list[str] = []
    joint = ""
    for line in lines:
        if not line:
            out.append("\n")
            joint = ""
        elif line[0] == " ":
            out.append(f"\n{line}")
            joint = "\n"
        else:
            out.append(joint + line)
            joint = " "
    return "".join(out)


def chomped(text: str, indicator: str, *, keep_empty: bool) -> str:
    """Remove the line breaks at the end of a block scalar.

    Args:
        text: The content.
        indicator: ``""`` keeps one of them, ``"-"`` none and ``"+"`` all.
        keep_empty: Whether one is kept of a scalar of nothing else, too, as symfony/yaml does.
    """
    if indicator == "+":
        return text
    stripped = text.rstrip("\n")
    if indicator == "-" or stripped == text or not (stripped or keep_empty):
        return stripped
    return stripped + "\n"
