"""What there is to say about a name, for every door: hover, command line and pages.

All texts are Markdown. What stands here is the same wherever the name stands; what a project makes
of it is added by the hover.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from zdd_lsp.catalogue import STAGES, log_section
from zdd_lsp.lint.upstream import codes, rules_by_code
from zdd_lsp.syntax.writing import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.catalogue import (
        ErrorCode,
        ForeignName,
        Handler,
        HandlerKey,
        Section,
        Variable,
        Version,
    )
    from zdd_lsp.rules import Rule


class Fact(NamedTuple):
    """A fact with what it is about: ``Fact("Type", "boolean")``."""

    label: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """What there is to say about a name.

    Attributes:
        name: The name.
        kind: What it is: ``rule ZDD102, warning``.
        warning: What to know first.
        paragraphs: What it does; the first is a summary.
        facts: Types, ranges, versions and the like.
        defaults: The default of each stage.
        table: The defaults and what the project makes of them, in their place.
        costs: When it costs time, by phase.
        pitfalls: What goes wrong with it.
        url: The page of Adobe's guide about it.
    """

    name: str
    kind: str
    warning: str = ""
    paragraphs: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    defaults: tuple[Fact, ...] = ()
    table: str = ""
    costs: tuple[Fact, ...] = ()
    pitfalls: tuple[str, ...] = ()
    url: str | None = None

    @property
    def markdown(self) -> str:
        """The whole explanation."""
        blocks = [f"### {_quoted(self.name)}", f"*{self.kind}*"]
        blocks.append(f"**{self.warning}**" if self.warning else "")
        blocks += self.paragraphs
        facts = self.facts if self.table else self.facts + self.defaults
        blocks += ["\n".join(f"- {label}: {text}" for label, text in facts), self.table]
        if self.costs:
            costs = "\n".join(f"- **{phase}**: {text}" for phase, text in self.costs)
            blocks.append(f"**When it costs time**\n\n{costs}")
        if self.pitfalls:
            pitfalls = "\n".join(f"- {pitfall}" for pitfall in self.pitfalls)
            blocks.append(f"**Pitfalls**\n\n{pitfalls}")
        if self.url:
            blocks.append(f"[Adobe's guide]({self.url})")
        return "\n\n".join(filter(None, blocks))


def of_rule(rule: Rule) -> Explanation:
    """Explain a rule. Its examples are not a part of it."""
    mirrored = ", ".join(map(str, codes(rule.name)))
    return Explanation(
        name=rule.name,
        kind=f"rule {rule.code}, {rule.severity.label}",
        paragraphs=(rule.summary, rule.prose),
        facts=(Fact("ece-tools reports it as", mirrored),) if mirrored else (),
        url=rule.url,
    )


def of_variable(variable: Variable) -> Explanation:
    """Explain a variable of `.magento.env.yaml`."""
    told = variable.prose
    return Explanation(
        name=variable.name,
        kind="variable of `.magento.env.yaml`",
        paragraphs=(told.summary, told.description) if told is not None else (),
        facts=tuple(variable_facts(variable)),
        defaults=tuple(
            Fact(f"Default for `{stage}`", in_code(variable.defaults[stage]))
            for stage in STAGES
            if stage in variable.defaults
        ),
        costs=tuple(variable_costs(variable)),
        pitfalls=told.pitfalls if told is not None else (),
        url=variable.url,
    )


def of_error(error: ErrorCode) -> Explanation:
    """Explain an error code of ece-tools, and name the rules that mirror it."""
    facts = [Fact("In the log", _quoted(text)) for text in _texts(error)]
    facts += [Fact("Constant", f"`{error.constant}`")]
    facts += [Fact("Step", f"`{error.step}`")] if error.step else []
    facts += [Fact("ece-tools", f"since {version_text(error.since)}")]
    facts += [Fact("The same cause in another phase", str(error.like))] if error.like else []
    mirrored = _codes(rule.name for rule in rules_by_code().get(error.like or error.code, ()))
    facts += [Fact("Found by", mirrored)] if mirrored else []
    return Explanation(
        name=str(error.code),
        kind=f"error code of ece-tools, {error.level}, {error.stage}",
        paragraphs=(error.meaning, error.action, error.note or ""),
        facts=tuple(facts),
        url=error.url,
    )


def _texts(error: ErrorCode) -> Iterator[str]:
    yield from error.messages
    if error.title and error.title not in error.messages:
        yield error.title


_FOREIGN = {
    "removed": "former variable",
    "console": "variable of the Cloud Console",
    "platform": "variable of the platform",
}


def of_foreign_name(name: ForeignName) -> Explanation:
    """Explain a name that is no variable of `.magento.env.yaml`, or none any more."""
    facts = []
    if name.removed:
        facts.append(Fact("Removed", f"in {name.removed}"))
    if name.successor:
        inverted = ", which means the opposite" if name.inverted else ""
        facts.append(Fact("Use instead", f"`{name.successor}`{inverted}"))
    return Explanation(
        name=name.name,
        kind=_FOREIGN[name.kind],
        paragraphs=(name.summary, name.prose),
        facts=tuple(facts),
        url=name.url,
    )


def of_handler(handler: Handler, kind: str = "output of the `log` section") -> Explanation:
    """Explain an output of the `log` section, or another part of it that has keys."""
    return Explanation(
        name=handler.name,
        kind=kind,
        paragraphs=(handler.summary,),
        facts=tuple(
            Fact(f"`{key.name}`", f"{', '.join(_traits(key))}. {key.summary}")
            for key in handler.keys.values()
        ),
        url=handler.url,
    )


def of_handler_key(handler: Handler, key: HandlerKey) -> Explanation:
    """Explain a key of an output."""
    return Explanation(
        name=key.name,
        kind=f"key of `{handler.name}`",
        paragraphs=(key.summary,),
        facts=(Fact("Type", ", ".join(_traits(key))),),
        url=handler.url,
    )


def _traits(key: HandlerKey) -> Iterator[str]:
    yield key.type
    if key.required:
        yield "required"
    if key.default is not None:
        yield f"default {in_code(key.default)}"


def of_level(name: str) -> Explanation:
    """Explain a level of the log, by its name in lower case."""
    log = log_section()
    place = log.levels.index(name)
    below, above = (
        ", ".join(f"`{level}`" for level in levels)
        for levels in (log.levels[:place], log.levels[place + 1 :])
    )
    kept = f"An output with this level gets `{name}`" + (f", {above}." if above else " alone.")
    left_out = f"It leaves out {below}." if below else "It leaves out nothing."
    return Explanation(
        name=name,
        kind=f"level {log.level_numbers[name]} of the log",
        paragraphs=(f"{kept} {left_out}",),
    )


def of_section(section: Section) -> Explanation:
    """Explain a stage, or a key of the root."""
    facts = (("Runs", section.runs), ("Site", section.site), ("If it fails", section.failure))
    return Explanation(
        name=section.name,
        kind="stage of `.magento.env.yaml`" if section.runs else "section of `.magento.env.yaml`",
        paragraphs=(section.summary, section.prose),
        facts=tuple(Fact(label, text) for label, text in facts if text),
        url=section.url,
    )


# The facts of a variable


def variable_facts(variable: Variable) -> Iterator[Fact]:
    """Yield type, values, stages and versions of a variable."""
    form = f" ({variable.form})" if variable.type == "array" else ""
    yield Fact("Type", variable.type + form)
    yield Fact("Stages", _codes(variable.stages) or "none; it belongs under `system.variables`")
    if variable.system is not None:
        yield Fact("Default", in_code(variable.system))
    for label, values in (
        ("Values", variable.allowed),
        ("Values that a later version may allow", variable.uncertain),
        ("Items", variable.items),
    ):
        if values:
            yield Fact(label, ", ".join(in_code(value) for value in values))
    bounds = (("from", variable.minimum), ("to", variable.maximum))
    limits = [f"{word} {bound}" for word, bound in bounds if bound is not None]
    if limits:
        yield Fact("Range", " ".join(limits))
    if variable.prose is not None:
        # Of a variable that only the project's own schema knows, nobody knows since when.
        removed = f", removed in {version_text(variable.removed)}" if variable.removed else ""
        yield Fact("ece-tools", f"since {version_text(variable.since)}{removed}")
    for change in variable.history:
        changed = "; ".join(f"{name} {_was(value)}" for name, value in sorted(change.was.items()))
        yield Fact(f"Before {version_text(change.version)}", changed)
    if variable.successor:
        yield Fact("Use instead", f"`{variable.successor}`")
    if variable.commerce:
        yield Fact("Commerce", f"`{variable.commerce}`")


def variable_costs(variable: Variable) -> Iterator[Fact]:
    """Yield what a variable costs or saves, by phase."""
    told = variable.prose
    if told is None:
        return
    for phase, text in (
        ("In the build", told.build),
        ("While the site is down", told.maintenance),
        ("Afterwards", told.after),
    ):
        if text:
            yield Fact(phase, text)


def _was(value: object) -> str:
    """Return the former value of one of a variable's attributes."""
    if isinstance(value, dict):
        return ", ".join(
            f"`{stage}` {in_code(default)}" for stage, default in sorted(value.items())
        )
    return _codes(value) if isinstance(value, tuple) else in_code(value)


def version_text(numbers: Version) -> str:
    """Return a version as people write it."""
    return ".".join(map(str, numbers))


def in_code(value: object, longest: int | None = None) -> str:
    """Return a value as Markdown code in YAML's flow style, for a line or a cell of a table.

    Args:
        value: The value.
        longest: The number of characters after which it is cut.
    """
    # A bar would end a cell even in code, a grave accent the code.
    text = written(value, longest)
    return "`" + text.replace("`", "'").replace("|", "\\|").replace("\n", " ") + "`"


def written(value: object, longest: int | None = None) -> str:
    """Return a value in YAML's flow style, on one line; see `in_code`."""
    # The encoder of JSON prepares itself anew for whatever is no text, which takes longer.
    text = scalar(value) if value is None or isinstance(value, int) else _JSON.encode(value)
    if isinstance(value, str) and value and '"' not in value and "\\" in value:
        text = f"'{value}'"
    if longest is not None and len(text) > longest:
        text = text[: longest - 1] + "…"
    return text


_JSON: Final = json.JSONEncoder(ensure_ascii=False, default=str)


def _quoted(text: str) -> str:
    """Return a text as Markdown code, whatever is in it."""
    return "`" + text.replace("`", "'").replace("\n", " ") + "`"


def _codes(names: Iterable[object]) -> str:
    return ", ".join(f"`{name}`" for name in names)
