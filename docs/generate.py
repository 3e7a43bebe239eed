# ruff: noqa: INP001 - a program beside its pages, no package
"""Write the pages of this folder that are made from the rules and from the catalogue.

``python docs/generate.py`` writes them, and removes pages of rules that are gone. With ``--check``
it writes nothing, names the pages that are stale and ends with exit status 1 if there are any.
"""

from __future__ import annotations

import argparse
import json
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.catalogue import STAGES, catalogue, errors, foreign_names, log_section
from zdd_lsp.catalogue.keys import KEY_FILES, all_keys, array_keys, key_schema
from zdd_lsp.ide.explanation import in_code, variable_costs, variable_facts, version_text
from zdd_lsp.ide.keys import form, key_facts, required, title
from zdd_lsp.lint.upstream import rules_by_code
from zdd_lsp.report import rule_page
from zdd_lsp.settings.options import OPTIONS
from zdd_lsp.settings.schema import schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from zdd_lsp.catalogue import ErrorCode, ForeignName, Handler, Variable
    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.rules import Rule

DOCS = Path(__file__).resolve().parent
RULES = "rules"
"""The folder that holds nothing but generated pages."""

_NOTE = "<!-- Made by docs/generate.py; changes here are lost. -->"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program and return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--check", action="store_true", help="write nothing, name what is stale")
    only_check = parser.parse_args(arguments).check
    changed = stale(DOCS)
    if not only_check:
        write(DOCS, changed)
    for name in changed:
        sys.stdout.write(f"{'stale' if only_check else 'written'}: docs/{name}\n")
    return 1 if only_check and changed else 0


def write(docs: Path, names: Iterable[str]) -> None:
    """Write the pages of these names into a folder, and remove those that there should not be."""
    wanted = pages()
    for name in names:
        path = docs / name
        if name in wanted:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted[name], "utf-8", newline="\n")
        else:
            path.unlink()


def stale(docs: Path) -> list[str]:
    """Return the pages of a folder that are missing, differ or should not be there, by path."""
    wanted = pages()
    present = {path.relative_to(docs).as_posix() for path in (docs / RULES).rglob("*")}
    left_over = present - wanted.keys()
    return sorted(left_over | {name for name in wanted if _read(docs / name) != wanted[name]})


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None


@cache
def pages() -> dict[str, str]:
    """Return every generated page by its path in this folder."""
    rules = lint.rules()
    return {
        "errors.md": _joined(_errors()),
        "keys.md": _joined(_keys()),
        "log.md": _joined(_log()),
        "variables.md": _joined(_variables()),
        "settings.md": _joined(_settings()),
        "settings.schema.json": _schema(camel=False),
        "settings.editor.schema.json": _schema(camel=True),
        f"{RULES}/index.md": _joined(_index(rules)),
        **{rule.page.removeprefix("docs/"): _joined(_rule(rule)) for rule in rules},
    }


# Settings


def _settings() -> Iterator[str]:
    yield _NOTE
    yield "# Settings"
    yield (
        "The same settings can stand in a file `.zdd.toml`, in the configuration of an editor and, "
        "as far as they concern it, on the command line. The weakest first, these count:"
    )
    yield (
        "1. the defaults,\n"
        "2. what an editor says: its initialization options, then its configuration, section "
        "`zdd`, for each folder of the workspace,\n"
        "3. the `.zdd.toml` of the project,\n"
        "4. the arguments of the command line."
    )
    yield (
        "The file wins over the editor, so that a team and its CI see the same. A stronger source "
        "overrides value by value, in `severity` rule by rule; the patterns of `exclude` are added "
        "together."
    )
    yield (
        "The nearest `.zdd.toml` counts alone: that in the folder of the project, else the next "
        "one above, as far as the repository (the folder with `.git`) or the folder that is open "
        "in the editor or named on the command line reaches. It is read as it is typed. A setting "
        "that does not exist or has an impossible value does not count: an editor shows the "
        "mistake where it stands, and the command line ends with exit status 2 before it checks "
        "anything."
    )
    yield (
        '```toml\nprofile = "strict"\nexclude = ["legacy-shop"]\n\n'
        '[severity]\nmissing-warm-up-pages = "warning"\nsingle-scd-thread = "off"\n```'
    )
    yield (
        "JSON Schemas for completion: [settings.schema.json](settings.schema.json) for "
        "`.zdd.toml`, [settings.editor.schema.json](settings.editor.schema.json) for an editor, "
        "where names are written as `eceTools`."
    )
    rows = ["| Setting | Default | Command line |", "| --- | --- | --- |"]
    rows += [
        f"| [{each.name}](#{each.name}) | {f'`{each.default}`' if each.default else ''} "
        f"| {f'`{each.argument}`' if each.argument else ''} |"
        for each in OPTIONS
    ]
    yield "\n".join(rows)
    for each in OPTIONS:
        yield f"## {each.name}"
        yield each.prose
        yield f"```toml\n{each.name} = {each.example}\n```"


def _schema(*, camel: bool) -> str:
    names = [rule.name for rule in lint.rules()]
    return json.dumps(schema(names, camel=camel), indent=2, ensure_ascii=False) + "\n"


# Pages


def _joined(blocks: Iterable[str]) -> str:
    return "\n\n".join(block.strip("\n") for block in blocks if block) + "\n"


# Rules


def _index(rules: Iterable[Rule]) -> Iterator[str]:
    yield _NOTE
    yield "# Rules"
    yield (
        "An **error** stops the build, lets the deploy fail or leaves the site in maintenance. A "
        "**warning** is about what keeps a project from the ideal state, or what is silently "
        "ignored. **Infos** and **hints** are worth knowing. A single finding may be milder "
        "than its rule, where the project does not tell enough."
    )
    rows = ["| Code | Rule | Severity | What it finds |", "| --- | --- | --- | --- |"]
    rows += [
        f"| {rule.code} | [{rule.name}]({rule.name}.md) | {rule.severity.label} "
        f"| {_cell(rule.summary)} |"
        for rule in rules
    ]
    yield "\n".join(rows)


def _rule(rule: Rule) -> Iterator[str]:
    yield _NOTE
    yield from rule_page.blocks(rule)
    yield "[All rules](index.md)"


# Variables


def _variables() -> Iterator[str]:
    known = catalogue()
    yield _NOTE
    yield "# Variables"
    yield (
        "Every variable that the schema of any ece-tools from "
        f"{version_text(known.oldest)} to {version_text(known.newest)} has, in its newest state. "
        "A stage without a default has none: ece-tools does not know the variable there."
    )
    rows = ["| Variable | Type | Stages | |", "| --- | --- | --- | --- |"]
    rows += [
        f"| [{variable.name}](#{variable.name.lower()}) | {variable.type} "
        f"| {', '.join(variable.stages) or 'system'} | {_state(variable)} |"
        for _, variable in sorted(known.known.items())
    ]
    yield "\n".join(rows)
    for _, variable in sorted(known.known.items()):
        yield from _variable(variable)
    yield "## Names that are no variables"
    yield (
        "People write these into `.magento.env.yaml`, too. None of them has an effect there; in a "
        "stage each stops the build with error [10](errors.md#10)."
    )
    for name in foreign_names().values():
        if name.name not in known.known:
            yield from _foreign_name(name)


def _foreign_name(name: ForeignName) -> Iterator[str]:
    yield f"### {name.name}"
    yield name.summary
    yield name.prose
    if name.successor:
        inverted = ", whose `true` means what `false` meant" if name.inverted else ""
        yield f"Use instead: [{name.successor}](#{name.successor.lower()}){inverted}"
    if name.removed:
        yield f"Removed in {name.removed}."
    if name.url:
        yield f"[Adobe's guide]({name.url})"


def _state(variable: Variable) -> str:
    return f"removed in {version_text(variable.removed)}" if variable.removed else ""


def _variable(variable: Variable) -> Iterator[str]:
    told = variable.prose
    yield f"## {variable.name}"
    if told is not None:
        yield told.summary
        yield told.description
    yield "\n".join(f"- {label}: {fact}" for label, fact in variable_facts(variable))
    if variable.defaults:
        rows = ["| Stage | Default |", "| --- | --- |"]
        rows += [
            f"| `{stage}` | {in_code(variable.defaults[stage])} |"
            for stage in STAGES
            if stage in variable.defaults
        ]
        yield "\n".join(rows)
    if told is not None:
        yield "\n".join(f"- **{label}**: {cost}" for label, cost in variable_costs(variable))
        if told.pitfalls:
            yield "Pitfalls:"
            yield "\n".join(f"- {pitfall}" for pitfall in told.pitfalls)
    if variable.url:
        yield f"[Adobe's guide]({variable.url})"


# The log section


def _log() -> Iterator[str]:
    log = log_section()
    yield _NOTE
    yield "# The log section"
    yield (
        "To which outputs ece-tools writes. It stands in `.magento.env.yaml` beside `stage`. The "
        "outputs `stream`, `file` and `file_errors` exist without it; what stands here is laid "
        "over them. A mistake here stops every command of ece-tools, in the build as in the "
        "deploy phase."
    )
    yield rule_page.fenced(
        "log:\n  slack:\n    token: xoxp-…\n    channel: deployments\n    min_level: info", "yaml"
    )
    yield "## Levels"
    yield (
        "A level is written by name, in any case, or by number. It stands for itself and all that "
        "are worse. `min_level` of an output wins over `MIN_LOGGING_LEVEL`."
    )
    rows = ["| Level | Number |", "| --- | --- |"]
    rows += [f"| `{name}` | {number} |" for name, number in log.level_numbers.items()]
    yield "\n".join(rows)
    for handler in log.handlers.values():
        yield f"## {handler.name}"
        yield from _handler(handler)
        yield f"[Adobe's guide]({handler.url})"
    yield "## Transports of gelf"
    yield "`gelf.transport` needs at least one of them."
    for transport in log.transports.values():
        yield f"### {transport.name}"
        yield from _handler(transport)


def _handler(handler: Handler) -> Iterator[str]:
    yield handler.summary
    rows = ["| Key | Type | Default | |", "| --- | --- | --- | --- |"]
    for key in handler.keys.values():
        default = "required" if key.required else ""
        if key.default is not None:
            default = in_code(key.default)
        rows.append(f"| `{key.name}` | {key.type} | {default} | {_cell(key.summary)} |")
    yield "\n".join(rows)


# The keys of the platform's files


def _keys() -> Iterator[str]:
    yield _NOTE
    yield "# Keys"
    yield (
        "Every key of the three files that the platform reads when they are pushed, and those "
        "below the variables of `.magento.env.yaml` that are lists and maps. "
        "`zdd-lsp explain crons.spec` prints one of them; those of services and routes begin with "
        "`services.` and `routes.`, those below a variable with its name. A key without a value is "
        "the same as no key. What Adobe's guide does not mention may be unknown to older images of "
        "the platform."
    )
    for file in KEY_FILES:
        keys = [key for key in all_keys() if key.file == file]
        yield from _listed(key_schema(file).name, keys)
    yield from _listed("Below the variables of .magento.env.yaml", list(array_keys()))


def _listed(heading: str, keys: Sequence[Key]) -> Iterator[str]:
    yield f"## {heading}"
    rows = ["| Key | Type | Default | |", "| --- | --- | --- | --- |"]
    for key in keys:
        needed = required(key)
        default = "required" if needed == "yes" else f"required {needed}" if needed else ""
        if key.default is not None:
            default = in_code(key.default)
        summary = f"~~{key.prose.summary}~~" if key.legacy else key.prose.summary
        rows.append(f"| `{title(key)}` | {form(key)} | {default} | {_cell(summary)} |")
    yield "\n".join(rows)
    for key in keys:
        yield from _key(key)


def _key(key: Key) -> Iterator[str]:
    yield f"### `{title(key)}`"
    if key.legacy:
        yield f"**An old form. In its place: {key.legacy}.**"
    yield key.prose.summary
    if key.prose.description:
        yield key.prose.description
    yield "\n".join(f"- {label}: {fact}" for label, fact in key_facts(key))
    if key.url:
        yield f"[Adobe's guide]({key.url})"


# Error codes


def _errors() -> Iterator[str]:
    finders = _finders()
    yield _NOTE
    yield "# Error codes"
    yield (
        "The codes of ece-tools, as they stand in `var/log/cloud.log` and `cloud.error.log`, with "
        "what they mean and what to do. `zdd-lsp explain 109` prints one of them. The last column "
        "tells whether zdd-lsp says it before the push."
    )
    rows = ["| Code | Title | Level | Stage | Before |", "| --- | --- | --- | --- | --- |"]
    rows += [
        f"| [{code}](#{code}) | {_cell(error.title or f'`{error.constant}`')} | {error.level} "
        f"| {error.stage} | {'yes' if finders.get(error.like or code) else ''} |"
        for code, error in errors().items()
    ]
    yield "\n".join(rows)
    for code, error in errors().items():
        yield from _error(error, finders.get(code, ()))
    yield f"[Adobe's list of the codes]({errors()[1].url})"


def _error(error: ErrorCode, finders: Iterable[str]) -> Iterator[str]:
    yield f"## {error.code}"
    if error.title:
        yield f"> {error.title}"
    yield error.meaning
    yield f"**What to do**: {error.action}"
    if error.note:
        yield error.note
    facts = [
        f"- {error.level}, {error.stage}, since ece-tools {version_text(error.since)}",
        f"- Constant: `{error.constant}`",
    ]
    if error.step:
        facts.append(f"- Step: `{error.step}`")
    if error.validator:
        facts.append(f"- Validator: `{error.validator}`")
    facts += [f"- In the log: `{message}`" for message in error.messages]
    if error.like:
        facts.append(f"- The same cause in another phase: [{error.like}](#{error.like})")
    if finders:
        facts.append(f"- Rules that find it: {', '.join(finders)}")
    yield "\n".join(facts)


def _finders() -> dict[int, list[str]]:
    """Return links to the rules that report a code, as their examples prove, by code."""
    return {
        code: [f"[{rule.name}]({RULES}/{rule.name}.md)" for rule in rules]
        for code, rules in rules_by_code().items()
    }


def _cell(content: str) -> str:
    """Return text for a cell of a table, where a bar would end it even in code."""
    return content.replace("|", "\\|")


if __name__ == "__main__":
    sys.exit(main())
