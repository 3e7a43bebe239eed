"""A script is fetched from somewhere and run unseen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.calls import invoked
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.shell import is_shell, texts
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.project.shell import Command, Script
    from zdd_lsp.rules import Reporter

_DOWNLOADS: Final = frozenset({"curl", "wget"})
_RUNNERS: Final = frozenset({"eval", ".", "source", "php", "python", "python3", "node"})


@rule(
    code="ZDD433",
    name="download-piped-into-shell",
    severity=Severity.WARNING,
    summary="A hook or a cron job runs a script straight from the network.",
    subject="hooks",
    bad=[
        Example(
            "Down the pipe",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    curl -o- https://example.com/install.sh | bash
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ whatever example.com
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example(
            "Into an argument",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    sh -c "$(wget -qO- https://example.com/install.sh)"
                #   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ runs whatever
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
    ],
    good=[
        Example(
            "A version that was checked",
            {
                APP_FILE: """
                hooks:
                  build: |
                    set -e
                    curl -fsSLo install.sh https://example.com/v1.2.3/install.sh
                    echo "$INSTALL_SHA256  install.sh" | sha256sum -c -
                    bash install.sh
                    php ./vendor/bin/ece-tools build
                """
            },
        ),
        Example(
            "Data, no script",
            {APP_FILE: "hooks:\n  post_deploy: curl -s https://example.com/ | grep -c html\n"},
        ),
    ],
)
def download_piped_into_shell(project: Project, report: Reporter) -> Iterator[Finding]:
    """Whoever controls the address, or the way to it, runs code in your build with your secrets.

    The script may change from one build to the next without a commit. If the download fails, the
    shell gets half a script or none, and the pipe succeeds all the same: `set -e` looks at the
    last command of a pipe only.

    Keep the script in the repository, or fetch a fixed version to a file, compare its checksum and
    run it then. Node.js can be had by `dependencies` or by the image.
    """
    for text in texts(project):
        for first, last in _pipes(text.script):
            names = "curl" if invoked(first)[0].text.endswith("curl") else "wget"
            yield report(
                APP_FILE,
                Span(min(first.span.start, last.span.start), max(first.span.end, last.span.end)),
                f"{text.label} runs whatever {_host(first)} sends at this moment, and a {names} "
                "that fails goes unnoticed. Fetch a fixed version to a file and check it first.",
            )


def _pipes(script: Script) -> Iterator[tuple[Command, Command]]:
    """Yield downloads, each with the command that runs what they fetch."""
    downloads: list[Command] = []
    nested: list[Command] = []
    for command in script.commands:
        if command.before != "|":
            downloads.clear()
        if _is_download(command):
            (nested if "$(" in command.blocks[-1:] else downloads).append(command)
        elif _runs(command):
            inside = [each for each in nested if _holds(command, each)]
            for each in (*downloads, *inside):
                yield each, command
            downloads.clear()
        if "$(" not in command.blocks:
            nested.clear()


def _is_download(command: Command) -> bool:
    words = invoked(command)
    return bool(words) and words[0].text.rpartition("/")[2] in _DOWNLOADS


def _runs(command: Command) -> bool:
    """Tell whether a command runs the script that it gets."""
    words = invoked(command)
    name = words[0].text.rpartition("/")[2] if words else ""
    if not is_shell(command) and name not in _RUNNERS:
        return False
    # With a file of its own to run, what comes down the pipe is data.
    return not any(_is_file(word.text) for word in words[1:])


def _is_file(argument: str) -> bool:
    is_option = argument.startswith(("-", "$(", "<("))
    return not is_option and "$(" not in argument


def _holds(command: Command, inner: Command) -> bool:
    return command.span.start <= inner.span.start and inner.span.end <= command.span.end


def _host(command: Command) -> str:
    """Return the host of the address, without what may be a secret."""
    for word in command.words:
        _, found, rest = word.text.partition("://")
        if found and word.is_known:
            return rest.rpartition("@")[2].partition("/")[0]
    return "the server"
