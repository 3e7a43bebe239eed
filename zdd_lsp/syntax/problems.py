"""Every problem that the reader can report, with its words in one place.

A message says what is wrong and what happens. Which kinds exist, and how each is documented, is
the business of the rule ``yaml-<kind>``; the keys of `KINDS` are those kinds.
"""

from __future__ import annotations

from typing import Final

from zdd_lsp.syntax.nodes import Problem, Repair
from zdd_lsp.text.span import Span

KINDS: Final = {
    "alias-expansion": "aliases that multiply into an enormous value",
    "anchor-syntax": "an anchor or alias without a name",
    "byte-order-mark": "a byte order mark before the first key",
    "circular-alias": "an alias inside the node that it refers to",
    "colon-in-value": "an unquoted value that contains a colon and a blank",
    "complex-key": "an explicit key, `? key`",
    "control-character": "a control character in the text",
    "duplicate-key": "a key that is written twice in one mapping",
    "flow-syntax": "a list or map in brackets that is not well formed",
    "ignored-text": "text that the parser drops without a word",
    "indentation": "a line that is indented neither like its siblings nor like a child",
    "invalid-utf8": "a file that is not UTF-8",
    "key-type": "a key that is a number with a fraction, a boolean or null",
    "merge-scalar": "a merge key whose value is not a map",
    "missing-colon": "a key without a colon",
    "missing-space": "a colon without a blank after it",
    "mixed-collection": "list items and keys in one block",
    "multiple-documents": "more than one document in a file",
    "nesting": "values that are nested too deeply",
    "reserved-indicator": "an unquoted value that begins with a reserved character",
    "syntax": "text that is not YAML",
    "tab-indentation": "a tab in the indentation",
    "too-large": "a file that is too large to be analysed whole",
    "unclosed-flow": "a bracket that is never closed",
    "unclosed-quote": "a quote that is never closed",
    "undefined-alias": "an alias without its anchor",
    "undefined-constant": "a PHP constant that does not exist",
    "unexpected-characters": "text after the end of a value",
    "unknown-escape": "a backslash sequence that double quotes do not know",
    "unsupported-tag": "a tag that the parser does not support",
}


def _quoted(text: str) -> str:
    """Return ``text`` as a single-quoted scalar."""
    return "'" + text.replace("'", "''") + "'"


def _fatal(message: str) -> str:
    """Return what is wrong together with what happens."""
    return f"{message.rstrip('.')}: the file cannot be read."


def quote_repair(span: Span, text: str) -> Repair:
    """Put the plain text of ``span`` into single quotes."""
    return Repair("Put the value in single quotes", ((span, _quoted(text)),))


def alias_expansion(span: Span, name: str, excess: str) -> Problem:
    """An alias stands for more than ``excess``, such as ``100000 values``."""
    return Problem(
        "alias-expansion",
        span,
        f"The alias *{name} stands for more than {excess} once the aliases inside it are "
        "followed; it is read as null here, and a parser may run out of memory.",
        fatal=False,
    )


def anchor_syntax(span: Span, sign: str) -> Problem:
    """``&`` or ``*`` stands alone."""
    what = "anchor" if sign == "&" else "alias"
    return Problem(
        "anchor-syntax",
        span,
        _fatal(f"{sign} begins an {what}, but no name follows"),
    )


def byte_order_mark(span: Span) -> Problem:
    """The text begins with U+FEFF, which symfony/yaml keeps."""
    return Problem(
        "byte-order-mark",
        span,
        "The file begins with a byte order mark. symfony/yaml makes it part of the first key, so "
        "that key is not recognised and everything below it is ignored.",
        repairs=(Repair("Remove the byte order mark", ((span, ""),)),),
        fatal=False,
    )


def circular_alias(span: Span, name: str, *, fatal: bool) -> Problem:
    """An alias stands inside its own anchor, which YAML allows and symfony/yaml does not."""
    what = "the file cannot be read" if fatal else "the value contains itself without an end"
    return Problem(
        "circular-alias",
        span,
        f"*{name} stands inside the value that &{name} names: {what}.",
        fatal=fatal,
    )


def colon_in_value(span: Span, text: str) -> Problem:
    """A plain value contains ``: ``."""
    return Problem(
        "colon-in-value",
        span,
        "An unquoted value cannot contain a colon and a blank: the file cannot be read. Put the "
        "value in quotes.",
        repairs=(quote_repair(span, text),),
    )


def complex_key(span: Span) -> Problem:
    """``? key`` under symfony/yaml."""
    return Problem(
        "complex-key",
        span,
        _fatal("symfony/yaml does not support explicit keys (? key)"),
    )


def control_character(span: Span, character: str, *, fatal: bool) -> Problem:
    """A character that YAML does not allow in a text, and that symfony/yaml keeps."""
    what = "the file cannot be read" if fatal else "symfony/yaml keeps it as a part of the text"
    return Problem(
        "control-character",
        span,
        f"The control character U+{ord(character):04X} is not allowed in YAML: {what}.",
        repairs=(Repair("Remove the control character", ((span, ""),)),),
        fatal=fatal,
    )


def duplicate_key(span: Span, name: str, first: Span, *, fatal: bool = True) -> Problem:
    """A key comes a second time in one mapping."""
    what = "the file cannot be read" if fatal else "the later value replaces the earlier one"
    return Problem(
        "duplicate-key",
        span,
        f"The key {name!r} is written twice in this mapping: {what}.",
        related=((first, f"{name!r} is here first."),),
        fatal=fatal,
    )


def flow_syntax(span: Span, message: str, *repairs: Repair) -> Problem:
    """A flow collection is malformed at ``span``."""
    return Problem("flow-syntax", span, _fatal(message), repairs=repairs)


def ignored_text(span: Span) -> Problem:
    """Text that symfony/yaml drops."""
    return Problem(
        "ignored-text",
        span,
        "symfony/yaml drops this text without a word.",
        repairs=(Repair("Remove the ignored text", ((span, ""),)),),
        fatal=False,
    )


def indentation(span: Span, found: int, expected: int, repair: Span | None = None) -> Problem:
    """A line stands at column ``found`` where its siblings stand at ``expected``."""
    repairs: tuple[Repair, ...] = ()
    if repair is not None:
        repairs = (Repair(f"Indent by {expected} spaces", ((repair, " " * expected),)),)
    return Problem(
        "indentation",
        span,
        _fatal(f"This line is indented by {found} where {expected} is expected"),
        repairs=repairs,
    )


def key_type(span: Span, text: str) -> Problem:
    """A plain key is a float, a boolean or null."""
    return Problem(
        "key-type",
        span,
        f"symfony/yaml takes {text} for a number, boolean or null, which cannot be a key.",
        repairs=(Repair("Put the key in single quotes", ((span, _quoted(text)),)),),
    )


def merge_scalar(span: Span) -> Problem:
    """``<<`` with a scalar."""
    return Problem(
        "merge-scalar",
        span,
        _fatal("A merge key (<<) needs a map or a list of maps"),
    )


def misread(kind: str, span: Span, repairs: tuple[Repair, ...] = ()) -> Problem:
    """symfony/yaml accepts a text but makes something else of it than the tree says."""
    return Problem(
        kind,
        span,
        "symfony/yaml accepts this, but reads something else than it seems to say.",
        repairs=repairs,
        fatal=False,
    )


def missing_colon(span: Span, name: str) -> Problem:
    """A line among keys has no colon."""
    return Problem(
        "missing-colon",
        span,
        _fatal(f"A colon is missing after {name!r}"),
        repairs=(Repair("Insert the colon", ((Span(span.end, span.end), ":"),)),),
    )


def missing_space(colon: Span, *, fatal: bool) -> Problem:
    """A colon is followed by its value at once."""
    what = "the file cannot be read" if fatal else "key and value are read as one string"
    return Problem(
        "missing-space",
        colon,
        f"A blank is missing after the colon: {what}.",
        repairs=(Repair("Insert a blank", ((Span(colon.end, colon.end), " "),)),),
        fatal=fatal,
    )


def mixed_collection(span: Span, *, item: bool, is_marked: bool = False) -> Problem:
    """A list item among keys (``item``), or a key among list items.

    Args:
        span: The line.
        item: Which of the two.
        is_marked: Whether the dash stands where a patch marks its lines.
    """
    message = "This is a key, but the lines around it are list items"
    if item:
        mark = " in the first column, as in a patch," if is_marked else ""
        message = f"The dash{mark} makes a list item of this, but the lines around it are keys"
    return Problem("mixed-collection", span, _fatal(message))


def multiple_documents(span: Span) -> Problem:
    """A second document begins."""
    return Problem("multiple-documents", span, _fatal("A second document begins here"))


def nesting(span: Span, limit: int) -> Problem:
    """The reader's bound on nesting is reached."""
    return Problem(
        "nesting",
        span,
        f"Values are nested more than {limit} levels deep here; what is inside is not analysed.",
        fatal=False,
    )


def refused(kind: str, span: Span, reason: str) -> Problem:
    """The deciding parser refuses a text in which the reader sees nothing wrong."""
    return Problem(kind, span, f"The file cannot be read: {reason.rstrip('.')}.", upstream=reason)


def reserved_indicator(span: Span, text: str) -> Problem:
    """A plain scalar starts with a character that YAML reserves."""
    return Problem(
        "reserved-indicator",
        span,
        f"{text[0]} is reserved in YAML and cannot begin an unquoted value: the file cannot be "
        "read. Put the value in quotes.",
        repairs=(quote_repair(span, text),),
    )


def syntax(span: Span, message: str) -> Problem:
    """Anything without a kind of its own."""
    return Problem("syntax", span, _fatal(message))


def tab_indentation(span: Span, expected: int) -> Problem:
    """Whitespace before a line's text contains a tab."""
    return Problem(
        "tab-indentation",
        span,
        "A tab indents this line; YAML indents with spaces only, so the file cannot be read.",
        repairs=(Repair("Replace the tab by spaces", ((span, " " * expected),)),),
    )


def too_large(span: Span, limit: int) -> Problem:
    """The text is longer than the reader's limit."""
    return Problem(
        "too-large",
        span,
        f"The file is longer than {limit} characters; what follows is not analysed.",
        fatal=False,
    )


def unclosed_flow(span: Span, sign: str) -> Problem:
    """An opening bracket has no partner."""
    partner = "]" if sign == "[" else "}"
    return Problem("unclosed-flow", span, _fatal(f"This {sign} is never closed by {partner}"))


def unclosed_quote(span: Span, end: int, quote: str) -> Problem:
    """An opening quote has no partner; the value presumably ends at ``end``."""
    return Problem(
        "unclosed-quote",
        span,
        _fatal("This quote is never closed"),
        repairs=(Repair("Close the quote at the end of the line", ((Span(end, end), quote),)),),
    )


def undefined_alias(span: Span, name: str) -> Problem:
    """No anchor of that name stands before the alias."""
    return Problem("undefined-alias", span, _fatal(f"No anchor &{name} stands before this alias"))


def undefined_constant(span: Span, name: str) -> Problem:
    """``!php/const`` or ``!php/enum`` names something that does not exist."""
    return Problem(
        "undefined-constant",
        span,
        _fatal(f"PHP has no constant {name!r}"),
    )


def unexpected_characters(span: Span, text: str) -> Problem:
    """Something follows a finished value on its line."""
    is_comma = text.strip() == ","
    return Problem(
        "unexpected-characters",
        span,
        _fatal("The value ends before this text"),
        repairs=(Repair("Remove the comma", ((span, ""),)),) if is_comma else (),
    )


def unknown_escape(span: Span, sequence: str, scalar: Span, source: str) -> Problem:
    """A double-quoted scalar contains an escape sequence that does not exist."""
    inner = source[1:-1]
    if any(meant in inner for meant in ("'", '\\"', "\\\\")):
        # Single quotes would change what the rest of the value means.
        repair = Repair("Double the backslash", ((Span(span.start, span.start), "\\"),))
    else:
        repair = Repair("Use single quotes", ((scalar, f"'{inner}'"),))
    return Problem(
        "unknown-escape",
        span,
        f"{sequence} is not an escape sequence: in double quotes a backslash must be doubled. The "
        "file cannot be read.",
        repairs=(repair,),
    )


def unsupported_tag(span: Span, tag: str) -> Problem:
    """A tag that the dialect's parser refuses."""
    return Problem(
        "unsupported-tag", span, _fatal(f"symfony/yaml does not support the tag {tag} here")
    )
