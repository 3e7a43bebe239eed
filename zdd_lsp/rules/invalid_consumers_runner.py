"""A key of CRON_CONSUMERS_RUNNER that does something else than it seems to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.editing import rename_key, replace_scalar
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_array
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.maps import kind
from zdd_lsp.syntax.writing import scalar
from zdd_lsp.text.similar import same, similar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter
    from zdd_lsp.rules._shared.arrays import Array, Spot
    from zdd_lsp.syntax.scalars import PhpValue

_NAME: Final = "CRON_CONSUMERS_RUNNER"
_RUN, _MESSAGES, _CONSUMERS, _PROCESSES = (
    "cron_run",
    "max_messages",
    "consumers",
    "multiple_processes",
)
_KEYS: Final = (_RUN, _MESSAGES, _CONSUMERS, _PROCESSES)
_SWITCHES: Final = {
    "true": "true",
    "yes": "true",
    "on": "true",
    "1": "true",
    "false": "false",
    "no": "false",
    "off": "false",
    "0": "false",
}


@rule(
    code="ZDD631",
    name="invalid-consumers-runner",
    severity=Severity.WARNING,
    summary="A key of `CRON_CONSUMERS_RUNNER` is misspelt or has a value of the wrong kind.",
    subject="deploy_variables",
    bad=[
        Example(
            "A text is not true",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: 'true'
                      #         ^^^^^^ cron starts no consumers
                      max_messages: 1000
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_messages: 1000
                """
            },
        ),
        Example(
            "One consumer is a list, too",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      consumers: product_action_attribute.update
                      #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ must be a list
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      consumers: [product_action_attribute.update]
                """
            },
        ),
        Example(
            "Misspelt",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_message: 1000
                    # ^^^^^^^^^^^ is called max_messages
                """
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_messages: 1000
                """
            },
        ),
        Example(
            "How many processes is a number, and for a consumer that runs",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      consumers: [exportProcessor]
                      multiple_processes:
                        exportProcessor: many
                    #                    ^^^^ must be a number of processes
                        inventory.mass.update: 2
                    #   ^^^^^^^^^^^^^^^^^^^^^ is not among the consumers that run
                """
            },
        ),
    ],
    good=[
        Example(
            "All keys",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    CRON_CONSUMERS_RUNNER:
                      cron_run: true
                      max_messages: 0
                      consumers: []
                      multiple_processes:
                        async.operations.all: 4
                """
            },
        ),
    ],
)
def invalid_consumers_runner(project: Project, report: Reporter) -> Iterator[Finding]:
    """The variable decides which consumers of the message queue cron starts.

    `cron_run` counts as on if it is the boolean true and nothing else: with the text `'true'` no
    consumer runs, and messages stay in the queue. `consumers` is a list of names, and empty it
    means all of them. `max_messages` is a number, and 0 means no limit. `multiple_processes` says
    how many processes a consumer has, from Commerce 2.4.4 on; a consumer that is not in `consumers`
    has none, unless that is empty.

    Source: ece-tools 2002.1.17, Step/Deploy/InstallUpdate/ConfigUpdate/CronConsumersRunner.php;
    guide, variables-deploy.
    """
    array = deploy_array(project, _NAME)
    if array is None or not isinstance(array.value, dict):
        return
    for name in array.names():
        spot = array.find(name)
        if spot is None or spot.is_open:
            continue
        if name not in _KEYS:
            meant = same(name, _KEYS) or next(iter(similar(name, _KEYS, 1)), None)
            if meant is not None and not array.has(meant):
                change = rename_key(array.source, spot.entry, meant)
                yield report(
                    ENV_FILE,
                    spot.key_span,
                    f"Nothing reads {name}: the key is called {meant}.",
                    fixes=fix(f"Rename {name} to {meant}", [change], Applicability.UNSAFE),
                )
            continue
        message = _said(name, array.at(name))
        if message is not None:
            fixes = _fixes(array, name, spot)
            yield report(ENV_FILE, spot.value_span, message, fixes=fixes)
    yield from _processes(array, report)
    processes = array.find(_PROCESSES)
    if processes is not None and project.is_commerce("<2.4.4"):
        yield report(
            ENV_FILE,
            processes.key_span,
            f"{_PROCESSES} has no effect before Commerce 2.4.4, and this is {project.commerce}.",
        )


def _processes(array: Array, report: Reporter) -> Iterator[Finding]:
    """Yield what is wrong with the numbers of processes."""
    consumers = array.at(_CONSUMERS)
    listed = consumers if isinstance(consumers, list) else []
    is_known = bool(listed) and all(isinstance(each, str) for each in listed)
    value = array.at(_PROCESSES)
    for name in array.names(_PROCESSES) if isinstance(value, dict) else ():
        spot = array.find(_PROCESSES, name)
        if spot is None or spot.is_open:
            continue
        if not _is_number(array.at(_PROCESSES, name)):
            found = kind(array.at(_PROCESSES, name))
            text = f"{name} must be a number of processes, but this is {found}."
            yield report(ENV_FILE, spot.value_span, text)
        elif is_known and name not in listed:
            text = f"{name} is not among the consumers that run, so that it has no process at all."
            yield report(ENV_FILE, spot.key_span, text)


def _said(name: str, value: PhpValue) -> str | None:
    """Return what is wrong with the value of a key."""
    if name == _RUN and not isinstance(value, bool):
        return (
            f"cron_run must be true or false, but this is {kind(value)}: cron starts no consumers."
        )
    if name == _MESSAGES and not _is_number(value):
        return f"max_messages must be a number, but this is {kind(value)}."
    if name == _CONSUMERS and value not in (None, {}) and not isinstance(value, list):
        return f"consumers must be a list of names, but this is {kind(value)}."
    if name == _PROCESSES and value and not isinstance(value, dict):
        return f"{name} must be a map from consumers to numbers, but this is {kind(value)}."
    return None


def _is_number(value: PhpValue) -> bool:
    if isinstance(value, str):
        return value.isdecimal()
    return isinstance(value, int) and not isinstance(value, bool)


def _fixes(array: Array, name: str, spot: Spot) -> tuple[Fix, ...]:
    value = array.at(name)
    if name == _RUN and not isinstance(value, (list, dict)):
        written = _SWITCHES.get(str(value).strip().lower())
    elif name == _CONSUMERS and isinstance(value, str) and value and "," not in value:
        written = f"[{scalar(value)}]"
    else:
        return ()
    if written is None or spot.is_shared:
        return ()
    change = replace_scalar(array.source, spot.entry.value, written)
    return fix(f"Write {written}", [change], Applicability.UNSAFE)
