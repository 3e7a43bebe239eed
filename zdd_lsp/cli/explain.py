"""``zdd-lsp explain``: what a rule or a variable is about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.catalogue import STAGES, catalogue
from zdd_lsp.cli.status import Status, UsageError
from zdd_lsp.report.abridged import abridged
from zdd_lsp.report.style import Role

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterable, Iterator

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.cli.console import Console
    from zdd_lsp.rules import Example, Rule


def run(arguments: Namespace, console: Console) -> int:
    """Run the command and return its exit status.

    Raises:
        UsageError: Neither a rule nor a variable has this name.
    """
    if arguments.name is None:
        _list_rules(console)
        return Status.CLEAN
    rules = _rules_by_name()
    variables = catalogue().known
    rule = rules.get(arguments.name.lower())
    variable = variables.get(arguments.name.upper())
    if rule is not None:
        lines = _rule(rule, console)
    elif variable is not None:
        lines = _variable(variable, console)
    else:
        raise UsageError(_unknown(arguments.name, [*rules, *variables]))
    console.write("\n".join(lines) + "\n")
    return Status.CLEAN


def _rules_by_name() -> dict[str, Rule]:
    return {name.lower(): rule for rule in lint.rules() for name in (rule.code, rule.name)}


def _list_rules(console: Console) -> None:
    rules = lint.rules()
    width = max((len(rule.name) for rule in rules), default=0)
    for rule in rules:
        name = console.style.severity(rule.severity, f"{rule.name:<{width}}")
        console.write(f"{rule.code}  {name}  {rule.summary}\n")


def _rule(rule: Rule, console: Console) -> Iterator[str]:
    style = console.style
    severity = style.severity(rule.severity, rule.severity.label)
    yield f"{style.paint(Role.STRONG, rule.name)} ({rule.code}), {severity}"
    yield rule.summary
    yield ""
    yield rule.prose
    for title, examples in (("Wrong", rule.bad), ("Right", rule.good)):
        for example in examples:
            yield ""
            yield style.paint(Role.STRONG, f"{title}: {example.title}")
            yield from _files(example, console)
    yield ""
    yield f"To accept it, end the line with: # zdd: ignore[{rule.name}] and your reason"
    if rule.url:
        yield f"More: {rule.url}"


def _files(example: Example, console: Console) -> Iterator[str]:
    for path, refused in example.unreadable.items():
        yield console.style.paint(Role.GUTTER, f"  --> {path}: {refused.reason}")
    for path, picture in example.pictures.items():
        yield console.style.paint(Role.GUTTER, f"  --> {path}")
        for line in abridged(picture.rstrip("\n")):
            yield f"   | {line}".rstrip()


def _variable(variable: Variable, console: Console) -> Iterator[str]:
    style = console.style
    told = variable.prose
    yield f"{style.paint(Role.STRONG, variable.name)}: {variable.type}"
    if told is not None:
        yield from _paragraphs(told.summary, told.description)
    yield ""
    for label, fact in _facts(variable):
        yield f"{style.paint(Role.STRONG, label)}: {fact}"
    if told is not None:
        costs = (
            ("In the build", told.build),
            ("While the site is down", told.maintenance),
            ("Afterwards", told.after),
        )
        for label, cost in costs:
            if cost:
                yield f"{style.paint(Role.STRONG, label)}: {cost}"
        for pitfall in told.pitfalls:
            yield f"{style.paint(Role.WARNING, 'Pitfall')}: {pitfall}"
    if variable.url:
        yield ""
        yield f"More: {variable.url}"


def _paragraphs(*texts: str) -> Iterator[str]:
    for text in filter(None, texts):
        yield ""
        yield text


def _facts(variable: Variable) -> Iterator[tuple[str, str]]:
    yield "Stages", ", ".join(variable.stages) or "none, it belongs under system.variables"
    if variable.allowed:
        yield "Values", ", ".join(_json(value) for value in variable.allowed)
    if variable.items:
        yield "Items", ", ".join(_json(value) for value in variable.items)
    if variable.minimum is not None or variable.maximum is not None:
        bounds = (("from", variable.minimum), ("to", variable.maximum))
        yield "Range", " ".join(f"{word} {bound}" for word, bound in bounds if bound is not None)
    for stage in STAGES:
        if stage in variable.defaults:
            yield f"Default for {stage}", _json(variable.defaults[stage])
    if variable.system is not None:
        yield "Default", _json(variable.system)
    yield "Since", f"ece-tools {_version(variable.since)}"
    if variable.removed:
        yield "Removed", f"in ece-tools {_version(variable.removed)}"
    if variable.successor:
        yield "Use instead", variable.successor
    if variable.commerce:
        yield "Commerce", variable.commerce


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _version(version: Iterable[int]) -> str:
    return ".".join(map(str, version))


def _unknown(name: str, known: list[str]) -> str:
    from difflib import get_close_matches  # noqa: PLC0415 - only a misspelt name needs it

    by_key = {candidate.lower(): candidate for candidate in known}
    close = [by_key[key] for key in get_close_matches(name.lower(), by_key, n=3)]
    hint = f"; did you mean {' or '.join(close)}?" if close else "; zdd-lsp explain lists the rules"
    return f"no rule and no variable is called {name}{hint}"
