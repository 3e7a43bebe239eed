"""What there is to read about a rule: its prose, its examples and what is said about them."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import SETTINGS_FILE
from zdd_lsp.report import text
from zdd_lsp.report.abridged import abridged
from zdd_lsp.report.checked import Checked
from zdd_lsp.report.style import Style
from zdd_lsp.settings.model import PROFILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.project.disk import Unreadable
    from zdd_lsp.rules import Example, Rule

_LANGUAGES = {".json": "json", ".lock": "json", ".php": "php", ".toml": "toml", ".yaml": "yaml"}


def page(rule: Rule) -> str:
    """Return all there is to read about a rule."""
    return "\n\n".join(block.strip("\n") for block in blocks(rule) if block) + "\n"


def blocks(rule: Rule) -> Iterator[str]:
    """Yield the blocks of a page: headings, paragraphs and code; some may be empty."""
    yield f"# {rule.name}"
    profile = "" if rule.profile == PROFILES[0] else f" · profile {rule.profile}"
    yield f"{rule.code} · {rule.severity.label}{profile}"
    yield f"**{rule.summary}**"
    yield rule.prose
    yield "## Wrong"
    for example in rule.bad:
        yield from _bad(rule, example)
    yield "## Right"
    for example in rule.good:
        yield f"### {example.title}"
        yield from _files(example.texts)
    yield "## How to silence it"
    yield (
        f"A comment `# zdd: ignore[{rule.name}]` with your reason behind it silences the line that "
        "it ends, or the next one if it stands alone. "
        f"`# zdd: ignore-block[{rule.name}]` silences the key or item that begins there with all "
        f"that is in it, `# zdd: ignore-file[{rule.name}]` the whole file. Only YAML files have "
        "such comments; in the settings of a project the rule can be switched off altogether, or "
        "given another severity."
    )
    if rule.url:
        yield f"More: [Adobe's guide]({rule.url})"


def fenced(content: str, language: str) -> str:
    """Return a text as a block of code."""
    lines = "\n".join(abridged(content.rstrip("\n")))
    return f"```{language}\n{lines}\n```"


def _bad(rule: Rule, example: Example) -> Iterator[str]:
    contents: dict[str, str | Unreadable] = {**example.texts, **example.unreadable}
    if rule.profile != PROFILES[0]:
        contents.setdefault(SETTINGS_FILE, f'profile = "{rule.profile}"\n')
    project = Project(Path.cwd(), contents, today=example.today).judged()
    findings = [finding for finding in lint.check(project) if finding.rule == rule.name]
    yield f"### {example.title}"
    for path, refused in example.unreadable.items():
        yield f"`{path}`: {refused.reason}."
    yield from _files(example.texts)
    yield "zdd-lsp says:"
    yield fenced("".join(text.findings(Checked(project, findings), Style(colour=False))), "text")
    fixes = findings[0].fixes if findings else ()
    if example.fixed is not None and fixes:
        judge = "" if fixes[0].is_safe else ", which is for you to judge"
        yield f"After the fix '{fixes[0].title}'{judge}:"
        yield from _files(example.fixed_texts)


def _files(texts: dict[str, str]) -> Iterator[str]:
    for path, content in texts.items():
        yield f"`{path}`:"
        yield fenced(content, _LANGUAGES.get(PurePosixPath(path).suffix, ""))
