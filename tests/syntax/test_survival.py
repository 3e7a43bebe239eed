"""Half-typed text: how many keys of the block structure keep their path.

Every break is made at every line of a file that it fits; the paths of the intact file are counted.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.syntax.nodes import Dialect, Mapping, Node, Sequence
from zdd_lsp.syntax.reader import read

if TYPE_CHECKING:
    from collections.abc import Callable

Path = tuple[str | int, ...]

STAGE = """\
  {stage}:
    {name}_SWITCH: true
    {name}_THREADS: 4
    {name}_STRATEGY: quick
    {name}_LOCALES: [ en_US, fr_FR ]
    {name}_MATRIX:  # themes
      "Magento/luma":
        language:
          - en_US
          - de_DE
      "Magento/blank":
        language: []
    {name}_CACHE:
      _merge: true
      frontend:
        default:
          backend: '\\Magento\\Framework\\Cache\\Backend\\Redis'
          options: {{ port: 6379, server: redis.internal }}
    {name}_PAGES:
      - "index.php"
      - 'contact'
      - name: nightly
        spec: '*/5 * * * *'
    {name}_HOOK: |
      set -e
      php bin/magento cache: flush

    # about key: value
"""
TEXT = "stage:\n" + "".join(
    STAGE.format(stage=stage, name=stage.upper().replace("-", "_"))
    for stage in ("global", "build", "deploy", "post-deploy", "preview", "review")
)
TEXT += "log:\n  slack:\n    token: abc\n    channel: 'deploys'\n"
TEXT += "".join(f'other{n}:\n  inner: {n}\n  text: "hello"\n' for n in range(10))


def value(text: str) -> Callable[[str], str | None]:
    """Replace the value of a line that has one."""

    def change(line: str) -> str | None:
        match = re.match(r'( *(?:- )?[\w/"-]+: )[^|#]', line)
        return match[1] + text if match else None

    return change


def key(pattern: str, replacement: str) -> Callable[[str], str | None]:
    """Change a line that begins with an indented key."""

    def change(line: str) -> str | None:
        return re.sub(pattern, replacement, line) if re.match(r' +[\w"/-]+:', line) else None

    return change


BREAKS: dict[str, Callable[[str], str | None]] = {
    "unfinished key": key(r"\S.*", "SCD_"),
    "unfinished key in column 0": lambda line: f"sta\n{line}" if line[:1] not in " #" else None,
    "unfinished key between": lambda line: f"{line[: len(line) - len(line.lstrip())]}SCD_\n{line}",
    "unclosed double quote": value('"abc'),
    "unclosed single quote": value("'abc"),
    "tab indentation": key(r"^ +", "\t"),
    "wrong indent": key(r"^ ", ""),
    "sibling too deep": key(r"^", "   "),
    "open flow sequence": value("[ en_US,"),
    "open flow mapping": value("{"),
    "colon and blank in a value": value("foo: bar"),
    "lone star": value("*"),
    "reserved indicator": value("@x"),
    "dash without blank": lambda line: line.replace("- ", "-") if "- " in line else None,
    "undefined alias": value("*nope"),
}
STYLES: dict[str, Callable[[str], str]] = {
    "two blanks": lambda text: text,
    "four blanks": lambda text: re.sub(r"(?m)^ +", lambda lead: lead[0] * 2, text),
    "CRLF": lambda text: text.replace("\n", "\r\n"),
}


def paths(text: str, dialect: Dialect) -> Counter[Path]:
    """Count the paths of the keys in block style."""
    found: Counter[Path] = Counter()
    stack: list[tuple[Node | None, Path]] = [(read(text, dialect).root, ())]
    while stack:
        node, path = stack.pop()
        if isinstance(node, Mapping) and not node.flow:
            for entry in node.entries:
                found[*path, entry.name] += 1
                stack.append((entry.value, (*path, entry.name)))
        elif isinstance(node, Sequence) and not node.flow:
            stack += [(item.value, (*path, number)) for number, item in enumerate(node.items)]
    return found


@pytest.mark.parametrize("dialect", [Dialect.SYMFONY, Dialect.PLATFORM])
@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("name", BREAKS)
@pytest.mark.no_cover
def test_nearly_all_keys_keep_their_path(name: str, style: str, dialect: Dialect) -> None:
    text = STYLES[style](TEXT)
    newline = "\r\n" if style == "CRLF" else "\n"
    lines = text.split(newline)
    intact = paths(text, dialect)
    kept = []
    for number, line in enumerate(lines):
        broken = BREAKS[name](line)
        if broken is None or broken == line:
            continue
        changed = [*lines[:number], *broken.split("\n"), *lines[number + 1 :]]
        left = paths(newline.join(changed), dialect) & intact
        kept.append(100 * left.total() / intact.total())

    assert len(kept) >= 10
    assert sum(kept) / len(kept) >= 95


def test_the_file_is_as_large_as_the_promise() -> None:
    assert TEXT.count("\n") >= 200
    assert paths(TEXT, Dialect.SYMFONY) == paths(TEXT, Dialect.PLATFORM)
    assert paths(TEXT, Dialect.PLATFORM).total() > 120
