"""The jobs of `.magento.app.yaml`: schedule, command and places."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from zdd_lsp.project.cron_jobs import CronJob


def jobs_of(text: str) -> tuple[Project, dict[str, CronJob]]:
    project = Project(Path("/project"), {APP_FILE: text})
    return project, project.app.jobs


@pytest.mark.parametrize(
    "job",
    [
        'spec: "0 3 * * 8"',
        "spec: '0 3 * * 8'",
        "spec: 0 3 * * 8",
        "spec: |\n            0 3 * * 8",
        "spec: >-\n            0 3\n            * * 8",
        '"spec": "\\x30 3 * * 8"',
        "{spec: 0 3 * * 8}",
    ],
)
def test_a_flaw_stands_where_it_was_made(job: str) -> None:
    indent = "" if job.startswith("{") else "\n        "
    text = f"crons:\n    a: {indent}{job}\n"
    project, jobs = jobs_of(text)
    assert project.app.source is not None
    assert jobs["a"].schedule is not None

    (flaw,) = jobs["a"].schedule.flaws

    assert jobs["a"].place(project.app.source, flaw.span).slice(text) == "8"


@pytest.mark.parametrize(
    ("keys", "programs"),
    [
        ("cmd: php a", ["php"]),
        ("commands: {start: php a, stop: kill}", ["php"]),
        ("cmd: one\n        commands:\n            start: two", ["two"]),
        ("cmd: |\n            one a\n            two b", ["one", "two"]),
        ("spec: '* * * * *'", []),
        ("cmd: [a]", []),
        ("cmd: 5", []),
    ],
)
def test_what_a_job_runs(keys: str, programs: list[str]) -> None:
    _, jobs = jobs_of(f"crons:\n    a:\n        {keys}\n")

    assert [command.words[0].text for command in jobs["a"].script.commands] == programs


def test_what_comes_from_elsewhere_is_unknown() -> None:
    _, jobs = jobs_of("crons:\n    a: !include a.yaml\n    b: {spec: !env SPEC, cmd: !env CMD}\n")

    assert [(job.schedule, job.script.commands) for job in jobs.values()] == [
        (None, ()),
        (None, ()),
    ]
    assert jobs["b"].script.is_open
    assert jobs_of("crons: !include crons.yaml\n")[1] == {}


def test_anchors_and_merge_keys_are_followed() -> None:
    text = (
        "crons:\n"
        "    a: &job {spec: &time '* * * * *', cmd: one}\n"
        "    b: *job\n"
        "    c: {<<: *job, cmd: two}\n"
        "    d: {spec: *time, cmd: three}\n"
    )
    project, jobs = jobs_of(text)
    assert project.app.source is not None

    assert [job.schedule.interval if job.schedule else None for job in jobs.values()] == [1] * 4
    assert [job.script.commands[0].words[0].text for job in jobs.values()] == [
        *("one", "one", "two", "three")
    ]
    assert jobs["d"].place(project.app.source, Span(0, 1)).slice(text) == "*time"


@pytest.mark.parametrize("text", ["", "crons:\n", "crons: 5\n", "crons: [a]\n", "crons:\n    a:\n"])
def test_nothing_is_no_job_with_a_schedule(text: str) -> None:
    project, jobs = jobs_of(text)

    assert all(job.schedule is None for job in jobs.values())
    for job in jobs.values():
        assert project.app.source is not None
        assert job.place(project.app.source, Span(0, 1)) == job.entry.key.span
