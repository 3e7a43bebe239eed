"""A command or a scenario that ece-tools does not have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.commands import commands
from zdd_lsp.findings import Applicability, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import ECE_TOOLS
from zdd_lsp.project.editing import Change
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.shell import hooks
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.calls import Call
    from zdd_lsp.project.shell import Word
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.shell import Text

_EFFECTS: Final = {
    "build": "The build fails.",
    "deploy": "The new version is not installed.",
    "post_deploy": "Cron jobs stay off and the cache is not flushed.",
}


@rule(
    code="ZDD421",
    name="unknown-ece-tools-command",
    severity=Severity.ERROR,
    summary="A hook calls a command or a scenario that ece-tools does not have.",
    subject="hooks",
    bad=[
        Example(
            "The name of the hook instead of the command's",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post_deploy
                    #                          ^^^^^^^^^^^ did you mean post-deploy?
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                """
            },
        ),
        Example(
            "A slip of the pen",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build:generat
                    php ./vendor/bin/ece-tools build:tranfser
                    #                          ^^^^^^^^^^^^^^ did you mean build:transfer?
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build:generat
                    php ./vendor/bin/ece-tools build:transfer
                """
            },
        ),
        Example(
            "A scenario",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools run scenario/post_deploy.xml
                    #                              ^^^^^^^^^^^^^^^^^^^^^^^^ scenario/post-deploy.xml
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
    ],
    good=[
        Example(
            "Names that ece-tools has, shortened where they are unmistakable, and a file of one's "
            "own",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    php ./vendor/bin/ece-tools build:gen
                    php ./vendor/bin/ece-tools run scenario/build/transfer.xml shop/extra.xml
                  deploy: ./vendor/bin/ece-tools deploy
                """
            },
        ),
    ],
)
def unknown_ece_tools_command(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools ends with an error when it does not know its command, and does nothing.

    In the build hook that stops the build. In `deploy` the database is not updated and
    `app/etc/env.php` not written. In `post_deploy` cron jobs stay off: the mere text `/ece-tools`
    made the deploy leave them to that hook.

    A command may be shortened, as in `build:gen`, as long as only one begins like that. A scenario
    is looked for in the folder of ece-tools and in the project, so that only one that resembles one
    of its own is reported.

    Source: ece-tools 2002.2.x, src/Application.php and Scenario/PathResolver.php.
    """
    version = project.ece_tools_triple
    is_newer = version is not None and version > commands().newest
    for text in hooks(project):
        if text.hook is None:
            continue
        for each in text.hook.calls:
            if each.tool != ECE_TOOLS or each.name is None or not each.name.is_known:
                continue
            found = _wrong(project, each)
            if found is None:
                continue
            word, candidates, upstream = found
            hint = f"; did you mean {' or '.join(candidates)}?" if candidates else "."
            hint += f" {_EFFECTS[text.hook.name]}"
            if is_newer and not candidates:
                known = ".".join(map(str, commands().newest))
                hint = f", as far as is known up to {known}."
            what = "command" if word is each.name else "scenario"
            yield report(
                APP_FILE,
                word.span,
                f"ece-tools has no {what} {word.text}{hint}",
                severity=Severity.INFO if is_newer else None,
                upstream=Upstream(None, upstream) if upstream and not is_newer else None,
                fixes=_fixes(text, word, candidates),
            )


def _wrong(project: Project, each: Call) -> tuple[Word, list[str], str] | None:
    """Return the word that is wrong, what may be meant, and what ece-tools says."""
    version, name = project.ece_tools_triple, each.name
    if name is None:
        return None
    if each.known is None:
        known = commands().tools[ECE_TOOLS].values()
        names = [command.name for command in known if command.is_in(version)]
        return name, _candidates(name.text, names), _undefined(name.text, names)
    paths = {path: path for path in commands().scenarios}
    paths |= {path.removeprefix("scenario/").removesuffix(".xml"): path for path in paths}
    for word in each.scenarios:
        path = word.text.removeprefix("./")
        if not word.is_known or path in commands().scenarios or project.text(path) is not None:
            continue
        if candidates := list(dict.fromkeys(paths[key] for key in _candidates(path, paths))):
            return word, candidates, ""
    return None


def _candidates(name: str, known: Iterable[str]) -> list[str]:
    known = list(known)
    exact = same(name, known)
    return [exact] if exact is not None else similar(name, known, 2)


def _undefined(name: str, names: list[str]) -> str:
    namespace, colon, _ = name.rpartition(":")
    spaces = {each.rpartition(":")[0] for each in names}
    if colon and not any(space.startswith(namespace) for space in spaces if space):
        return f'There are no commands defined in the "{namespace}" namespace.'
    return f'Command "{name}" is not defined.'


def _fixes(text: Text, word: Word, candidates: list[str]) -> tuple[Fix, ...]:
    if word.is_quoted or word.span.slice(text.source.text) != word.source:
        return ()
    is_same = [same(word.text, [each]) == each for each in candidates] == [True]
    applicability = text.safe if is_same else Applicability.UNSAFE
    return tuple(
        each
        for name in candidates
        for each in fix(f"Write {name}", Change(text.source.path, word.span, name), applicability)
    )
