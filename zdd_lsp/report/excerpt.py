"""The source lines of a place, with a gutter of line numbers and carets under the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.report.printable import cells, drawable
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from zdd_lsp.findings import Location, Severity
    from zdd_lsp.report.style import Style
    from zdd_lsp.text.lines import LineIndex
    from zdd_lsp.text.span import Span

_WIDTH = 120
"""Characters of a source line that are drawn; a longer line is cut around the place."""
_LEAD = 40
"""Characters that stay before the place in a line that is cut on the left."""
_LOOK_BACK = 400
"""Lines that are searched for the keys above a place: an excerpt must not cost a whole file."""
_CUT = "..."


def number_width(lines: LineIndex, span: Span) -> int:
    """Return the columns that the line numbers of an excerpt fill."""
    return len(str(_first_and_last(lines, span)[1] + 1))


def excerpt(
    lines: LineIndex, location: Location, width: int, severity: Severity, style: Style
) -> list[str]:
    """Draw the lines of a place, under the keys that it stands below.

    A place of several lines shows its first and its last one.

    Args:
        lines: The file's lines.
        location: The place.
        width: The columns of the gutter's line numbers.
        severity: Gives the carets their colour.
        style: Paints.
    """
    span = location.span
    first, last = _first_and_last(lines, span)
    above = _lines_above(lines, first) if location.path.endswith((".yaml", ".yml")) else []
    margin = style.paint(Role.GUTTER, " " * width + " |")
    drawn = [margin]
    previous = None
    for line in _without_small_gaps([*above, first, last]):
        if previous is not None and line > previous + 1:
            drawn.append(style.paint(Role.GUTTER, _CUT))
        previous = line
        number = style.paint(Role.GUTTER, f"{line + 1:>{width}} |")
        start, end = lines.line_span(line)
        text = lines.text[start:end]
        if line not in (first, last):
            text = style.paint(Role.FAINT, _draw(text, 0, 0)[0])
            drawn.append(f"{number} {text}".rstrip())
            continue
        text, indent, carets = _draw(text, span.start - start, span.end - start)
        drawn.append(f"{number} {text}".rstrip())
        drawn.append(f"{margin} {' ' * indent}{style.severity(severity, '^' * carets)}")
    return drawn


def _first_and_last(lines: LineIndex, span: Span) -> tuple[int, int]:
    # A block's span may end behind its last line break, on a line where nothing of it stands.
    return lines.line_at(span.start), lines.line_at(max(span.start, span.end - 1))


def _without_small_gaps(shown: list[int]) -> list[int]:
    """Add the lines that stand alone between two others: a mark in their place is no shorter."""
    filled = set(shown)
    filled |= {line + 1 for line in shown if line + 2 in filled}
    return sorted(filled)


def _draw(text: str, start: int, end: int) -> tuple[str, int, int]:
    """Draw a line around a place.

    Args:
        text: The line.
        start: The first character of the place; below 0 if it begins on an earlier line.
        end: The character after it; beyond the line if it ends on a later one.

    Returns:
        The line as drawn, the columns before the place, and the columns of the place.
    """
    length = len(text)
    start = length - len(text.lstrip()) if start < 0 else min(start, length)
    end = max(start, min(end, length))
    low = max(0, start - _LEAD) if end > _WIDTH else 0
    high = min(length, low + _WIDTH)
    end = min(end, high)
    before = _CUT * bool(low) + drawable(text[low:start])
    place = drawable(text[start:end])
    after = drawable(text[end:high]) + _CUT * (high < length)
    return before + place + after, cells(before), max(1, cells(place))


def _lines_above(lines: LineIndex, line: int) -> list[int]:
    """Return the lines of the keys that a line of YAML stands below, outermost first.

    Indentation decides, whatever state the text is in: the lines are for orientation only.
    """
    above: list[int] = []
    indent, in_list = _shape(_head(lines, line))
    for candidate in range(line - 1, max(-1, line - 1 - _LOOK_BACK), -1):
        if not indent and not in_list:
            break
        text = _head(lines, candidate)
        if not text.strip() or text.lstrip().startswith("#") or len(text) == _WIDTH:
            continue
        here, item = _shape(text)
        # The items of a list may stand in the same column as the key that holds them.
        if here < indent or (here == indent and in_list and not item):
            above.append(candidate)
            indent, in_list = here, item
    return above[::-1]


def _head(lines: LineIndex, line: int) -> str:
    start, end = lines.line_span(line)
    return lines.text[start : min(end, start + _WIDTH)]


def _shape(text: str) -> tuple[int, bool]:
    content = text.lstrip(" ")
    return len(text) - len(content), content.startswith("- ")
