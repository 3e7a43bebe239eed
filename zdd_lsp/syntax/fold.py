"""Folding and chomping: what several lines of a scalar mean together."""

from __future__ import annotations

from collections.abc import Sequence


def flow_lines(lines: Sequence[str]) -> str:
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


def literal(lines: Sequence[str], chomping: str, *, closed: bool) -> str:
    """Return the content of a literal block scalar.

    Args:
        lines: The content lines without indentation and line breaks, trailing blank ones included.
        chomping: ``""``, ``"-"`` or ``"+"``.
        closed: Whether a line break follows the last line.
    """
    return _chomp("\n".join(lines) + ("\n" if closed and lines else ""), chomping)


def folded(lines: Sequence[str], chomping: str, *, closed: bool) -> str:
    """Return the content of a folded block scalar by the rules of YAML 1.2.

    The arguments are those of `literal`. Lines that begin with a blank or a tab keep their breaks.
    """
    body = list(lines)
    trailing = 0
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
    if body:
        trailing += closed
    return _chomp("".join(out) + "\n" * trailing, chomping)


def folded_symfony(lines: Sequence[str], chomping: str, *, closed: bool) -> str:
    """Return the content of a folded block scalar as symfony/yaml 6.4 folds it.

    It differs from YAML 1.2 around lines that begin with a blank: an empty line after such a line
    counts like any other empty line, and a tab is text.
    """
    out: list[str] = []
    blank = spaced = False
    for number, line in enumerate([*lines, ""] if closed and lines else lines):
        if not line:
            out.append("\n")
            blank, spaced = True, False
            continue
        if line[0] == " ":
            out.append("\n" + line)
            blank, spaced = False, True
            continue
        if spaced:
            out.append("\n")
        elif not blank and number:
            out.append(" ")
        out.append(line)
        blank = spaced = False
    return _chomp("".join(out), chomping)


def _chomp(text: str, chomping: str) -> str:
    if chomping == "+":
        return text
    stripped = text.rstrip("\n")
    if chomping == "-" or stripped == text:
        return stripped
    # A scalar of nothing but empty lines keeps none of them when it is clipped by YAML's rules.
    return stripped + "\n" if stripped else ""
