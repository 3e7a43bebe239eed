"""A secret that stands in `.magento.env.yaml`."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity, Tag
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.secret_names import keeps_out, names_secret
from zdd_lsp.syntax.nodes import Mapping, walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter
    from zdd_lsp.syntax.nodes import Entry

_SALT: Final = "id_salt"
_KEY: Final = "key"
_WORD: Final = "token"
_STORAGE: Final = "REMOTE_STORAGE"


@rule(
    code="ZDD650",
    name="secret-in-env-file",
    severity=Severity.WARNING,
    summary="`.magento.env.yaml` holds what looks like a password, a token or a key.",
    subject="variables",
    bad=[
        Example(
            "A password of a service, and a token of the log",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    QUEUE_CONFIGURATION:
                      _merge: true
                      amqp:
                        password: "correct horse battery staple"
                    #   ^^^^^^^^ Set QUEUE_CONFIGURATION in the Cloud Console
                log:
                  slack:
                    token: "xoxb-correct-horse"
                #   ^^^^^ can read it
                """
            },
        ),
    ],
    good=[
        Example(
            "What is no secret, and what is filled in elsewhere",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    DATABASE_CONFIGURATION:
                      _merge: true
                      connection: {default: {password: ''}}
                log:
                  slack:
                    token: "my-slack-token"
                """
            },
        ),
    ],
)
def secret_in_env_file(project: Project, report: Reporter) -> Iterator[Finding]:
    """Everybody who can read the repository, or an old copy of it, can read the file.

    A variable of the stage `deploy` can be set in the Cloud Console as a sensitive variable; its
    value is JSON where the variable is an array. Such a value replaces the one in the file as a
    whole. A secret that was pushed once stays in the history: change it where it is valid, after
    you have moved it. ece-tools 2002.2.9 and later read `!env NAME` from the environment.

    Rests on the names of the keys, such as `password`, `token`, `secret` and `id_salt`. The value
    is never shown.

    Source: guide, variables-deploy; ece-tools 2002.2.10, Util/YamlNormalizer.php.
    """
    source = project.env.source
    if source is None:
        return
    settings = sorted(
        (setting.entry.span.start, setting.entry.span.end, setting.name)
        for setting in project.env.settings.get("deploy", {}).values()
    )
    for node in walk(source.tree.root):
        for entry in node.entries if isinstance(node, Mapping) else ():
            if not (names_secret(entry.name) or entry.name in (_SALT, _KEY)):
                continue
            variable = _variable(settings, entry)
            is_meant = entry.name != _KEY or variable == _STORAGE
            if not is_meant or not _is_secret(source, entry):
                continue
            advice = f" Set {variable} in the Cloud Console as a sensitive variable."
            yield report(
                ENV_FILE,
                entry.key.span,
                f"{entry.name} looks like a secret, and everybody who can read the repository can "
                f"read it.{advice if variable else ''}",
                tags=[Tag.SENSITIVE],
            )


def _variable(settings: list[tuple[int, int, str]], entry: Entry) -> str | None:
    """Return the variable of the deploy stage that an entry stands in, or None."""
    offset = entry.key.span.start
    at = bisect_right(settings, offset, key=lambda each: each[0]) - 1
    return settings[at][2] if at >= 0 and offset < settings[at][1] else None


def _is_secret(source: SourceFile, entry: Entry) -> bool:
    value = source.value(entry.value)
    if not isinstance(value, str) or not source.is_known(entry.value):
        return False
    # The word in a value such as `a-token` stands for a token, and is none.
    return keeps_out(value) and not (entry.name == _WORD and _WORD in value.lower())
