"""``zdd-lsp explain``: what a rule, a variable, an error code or a part of a file is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.cli.status import Status, UsageError
from zdd_lsp.ide import topics
from zdd_lsp.report.abridged import abridged
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator

    from zdd_lsp.cli.console import Console
    from zdd_lsp.ide.explanation import Explanation
    from zdd_lsp.report.style import Style
    from zdd_lsp.rules import Example, Rule


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status.

    Raises:
        UsageError: Nothing that we know has this name.
    """
    if arguments.name is None:
        _list_rules(console)
        return Status.CLEAN
    found = topics.find(arguments.name)
    if found is None:
        raise UsageError(_unknown(arguments.name))
    console.write("\n".join(_lines(found, console.style)) + "\n")
    return Status.CLEAN


def _list_rules(console: Console) -> None:
    rules = lint.rules()
    width = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        name = console.style.severity(rule.severity, f"{rule.name:<{width}}")
        console.write(f"{rule.code}  {name}  {rule.summary}\n")


def _lines(found: Explanation, style: Style) -> Iterator[str]:
    yield f"{style.paint(Role.STRONG, found.name)}: {_plain(found.kind)}"
    for paragraph in filter(None, found.paragraphs):
        yield ""
        yield paragraph
    listed = [
        f"{style.paint(Role.STRONG, _plain(label))}: {_plain(text)}"
        for label, text in (*found.facts, *found.defaults, *found.costs)
    ]
    listed += [f"{style.paint(Role.WARNING, 'Pitfall')}: {pitfall}" for pitfall in found.pitfalls]
    if listed:
        yield ""
        yield from listed
    rule = lint.rule(found.name)
    if rule is not None:
        yield from _examples(rule, style)
    if found.url:
        yield ""
        yield f"More: {found.url}"


def _examples(rule: Rule, style: Style) -> Iterator[str]:
    for title, examples in (("Wrong", rule.bad), ("Right", rule.good)):
        for example in examples:
            yield ""
            yield style.paint(Role.STRONG, f"{title}: {example.title}")
            yield from _files(example, style)
    yield ""
    yield f"To accept it, end the line with: # zdd: ignore[{rule.name}] and your reason"


def _files(example: Example, style: Style) -> Iterator[str]:
    for path, refused in example.unreadable.items():
        yield style.paint(Role.GUTTER, f"  --> {path}: {refused.reason}")
    for path, picture in example.pictures.items():
        yield style.paint(Role.GUTTER, f"  --> {path}")
        for line in abridged(picture.rstrip("\n")):
            yield f"   | {line}".rstrip()


def _plain(markdown: str) -> str:
    """Return a fact without the marks of code."""
    return markdown.replace("`", "").replace("\\|", "|")


def _unknown(name: str) -> str:
    close = topics.alike(name)
    hint = f"; did you mean {' or '.join(close)}?" if close else "; zdd-lsp explain lists the rules"
    return f"no rule, variable or error code is called {name}{hint}"
