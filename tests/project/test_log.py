"""What is wrong with a `log` section, and what ece-tools dies of first."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.log import Fault, LogFault

ENV = ".magento.env.yaml"


def faults(text: str, monolog: str | None = None) -> list[LogFault]:
    """Return the faults of a file, with a version of Monolog in the lock."""
    packages = [{"name": "monolog/monolog", "version": monolog}] if monolog else []
    lock = json.dumps({"packages": packages})
    project = Project(Path("/project"), {ENV: text, "composer.lock": lock})
    return list(project.log.faults)


def named(text: str, monolog: str | None = None) -> list[tuple[Fault, str]]:
    return [(fault.fault, ".".join(fault.path)) for fault in faults(text, monolog)]


def test_faults_come_in_the_order_of_ece_tools() -> None:
    text = """
stage: {global: {MIN_LOGGING_LEVEL: loud}}
log:
  slack: {channel: 5, tokn: x}
  mail: {min_level: loud}
  file:
  gelf:
    transport:
      udp:
      xmpp: {host: a}
  stream: out
"""
    assert named(text) == [
        (Fault.LEVEL, "MIN_LOGGING_LEVEL"),
        (Fault.UNCONFIGURED, "stream"),
        (Fault.UNCONFIGURED, "file"),
        (Fault.MISSING, "slack.token"),
        (Fault.TYPE, "slack.channel"),
        (Fault.KEY, "slack.tokn"),
        (Fault.LEVEL, "mail.min_level"),
        (Fault.HANDLER, "mail"),
        (Fault.UNCONFIGURED, "gelf.transport.udp"),
        (Fault.TRANSPORT, "gelf.transport.xmpp"),
    ]
    assert [fault.is_first for fault in faults(text)] == [True] + [False] * 9


def test_what_is_merely_ignored_is_not_what_ece_tools_dies_of() -> None:
    first, second = faults("log: {file: {levle: info}, mail: {}}\n")
    assert (first.is_fatal, first.is_first) == (False, False)
    assert (second.is_fatal, second.is_first) == (True, True)


LEVELS = (
    "100, 200, 250, 300, 400, 500, 550, 600, "
    "DEBUG, INFO, NOTICE, WARNING, ERROR, CRITICAL, ALERT, EMERGENCY"
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("log: {mail: {}}\n", "Unknown type of log handler: mail"),
        ("log: {mail: }\n", "Configuration for mail is not found"),
        ("log: {mail: x}\n", None),
        ("log: {5: {}}\n", None),
        ("log: {file: }\n", "Configuration for file is not found"),
        ("log: {file: x}\n", None),
        ("log: {gelf: {transport: {tls: {}}}}\n", "Unknown transport type: tls"),
        ("log: {gelf: {transport: {tls: }}}\n", None),
        (
            "log: {file: {min_level: Loud}}\n",
            f'Level "Loud" is not defined, use one of: {LEVELS}',
        ),
        ("log: {file: {min_level: [info]}}\n", None),
        ("log: x\n", None),
        ("log: [x]\n", None),
    ],
)
def test_the_words_of_ece_tools(text: str, said: str | None) -> None:
    (fault,) = faults(text)
    assert fault.said == said
    assert fault.is_first


def test_the_message_of_monolog_3_is_not_known() -> None:
    (fault,) = faults("log: {file: {min_level: loud}}\n", "3.5.0")
    assert fault.said is None


@pytest.mark.parametrize(
    "text",
    [
        "log:\n",
        "log: []\n",
        "log: {}\n",
        "log: {file: {}, stream: []}\n",
        "log: {file: {min_level: 0}}\n",
        "log: {file: {min_level: '250'}}\n",
        "log: {file: {min_level: 1}}\n",
        "log: {file: {min_level: ALERT}}\n",
        "log: {file: {min_level: }}\n",
        "stage: {global: {MIN_LOGGING_LEVEL: '300'}}\n",
        "stage: {global: {MIN_LOGGING_LEVEL: false}}\n",
        "stage: {build: {MIN_LOGGING_LEVEL: loud}}\n",
        "log: {slack: {token: x, username: }}\n",
        "log: {syslog_udp: {host: h, port: 514, facility: local0}}\n",
        "log: {syslog: {ident: store, facility: 8, logopts: 1}}\n",
        "log: {email: {to: [a, b], from: c}}\n",
        "log: {gelf: {transport: {http: {}}, additional: {a: 1}, use_default_formatter: true}}\n",
    ],
)
def test_what_works(text: str) -> None:
    assert named(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "log: !env LOG\n",
        "log: {slack: !include slack.yaml}\n",
        "log: {slack: {token: !env TOKEN}}\n",
        "log: {gelf: {transport: !include transport.yaml}}\n",
        "log: {gelf: {transport: {udp: !include udp.yaml}}}\n",
        "log: {file: {min_level: !php/const Acme\\Level::LOUD}}\n",
        "stage: {global: {MIN_LOGGING_LEVEL: !env LEVEL}}\n",
    ],
)
def test_what_is_fetched_from_elsewhere_may_be_right(text: str) -> None:
    assert named(text) == []


def test_a_file_that_is_no_yaml_is_refused_before() -> None:
    assert named("log: {file: \n") == []


def test_monolog_1_converts_what_it_gets() -> None:
    text = "log: {slack: {channel: 5}, file: {file: 5}}\n"
    assert named(text, "1.27.1") == [(Fault.TYPE, "file.file")]
    assert len(named(text, "2.9.3")) == 3


@pytest.mark.parametrize(("monolog", "is_fatal"), [("2.9.3", False), ("3.5.0", True)])
def test_an_email_to_nobody(monolog: str, is_fatal: bool) -> None:  # noqa: FBT001 - a case
    (fault,) = faults("log: {email: {from: a}}\n", monolog)
    assert (fault.fault, fault.is_fatal) == (Fault.MISSING, is_fatal)


def test_null_is_no_default() -> None:
    text = "log: {slack: {token: x, channel: }, syslog: {ident: a, facility: }, file: {file: }}\n"
    missing = [(Fault.MISSING, name) for name in ("file.file", "slack.channel", "syslog.facility")]
    assert named(text) == missing


def test_what_is_merged_stands_elsewhere() -> None:
    text = "x: &x {tokn: a}\nlog: {slack: {<<: *x, token: b}}\n"
    project = Project(Path("/project"), {ENV: text})
    (fault,) = project.log.faults
    assert not project.log.holds(fault)

    project = Project(Path("/project"), {ENV: "log: {slack: {tokn: a, token: b}}\n"})
    (fault,) = project.log.faults
    assert project.log.holds(fault)
