"""Every fix of every rule does what it promises, on whatever project it is offered."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.conformance_sets import every_set, judged_cases
from tests.dresses import DRESSES
from tests.fix_oracle import faults, unstable
from tests.project_texts import projects
from zdd_lsp import lint
from zdd_lsp.project import Project
from zdd_lsp.project.discovery import FILES, SETTINGS_FILE, find_projects
from zdd_lsp.project.workspace import Workspace

if TYPE_CHECKING:
    from collections.abc import Callable

    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project.disk import Unreadable
    from zdd_lsp.rules import Rule

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"
KINDS: dict[str, str] = {kind: path for path, kind in FILES.items()}


def all_faults(project: Project) -> list[str]:
    """Return what is wrong with any fix of a project, and with all of them together."""
    return [*faults(project), *unstable(project), *unstable(project, unsafe=True)]


def sample(most: int) -> Callable[[Finding, Fix], bool]:
    """Return a choice that takes some fixes of each rule and title."""
    tried: Counter[tuple[str, str]] = Counter()

    def wanted(finding: Finding, fix: Fix) -> bool:
        kind = finding.rule, fix.title.split()[0]
        tried[kind] += 1
        return tried[kind] <= most

    return wanted


@pytest.mark.parametrize("dress", DRESSES, ids=lambda dress: dress.__name__)
@pytest.mark.parametrize("rule", lint.rules(), ids=lambda rule: rule.name)
@pytest.mark.no_cover
def test_examples_in_other_clothes(rule: Rule, dress: Callable[[str], str]) -> None:
    for example in rule.bad:
        files = {
            path: dress(text) if path in FILES else text for path, text in example.texts.items()
        }
        contents: dict[str, str | Unreadable] = {
            SETTINGS_FILE: 'profile = "all"\n',
            **files,
            **example.unreadable,
        }
        project = Project(Path("/project"), contents, today=example.today).judged()

        assert all_faults(project) == [], (example.title, files)


@pytest.mark.parametrize(
    ("commerce", "connected", "declared"),
    [
        ("2.4.8", "", "opensearch:3"),
        ("2.4.8-p4", "", "opensearch:2"),
        ("2.4.6", "", "elasticsearch:7.10"),
        ("2.4.2", "", "elasticsearch:6.8"),
        ("2.4.2", "opensearch:1.2", "elasticsearch:7.9"),
        ("2.3.7", "", "elasticsearch:7.9"),
    ],
)
@pytest.mark.parametrize("package", ["smile/elasticsuite", "elasticsearch/elasticsearch"])
def test_a_service_that_becomes_one_of_the_application(
    commerce: str, connected: str, declared: str, package: str
) -> None:
    """With its relationship it counts whether its version fits."""
    types = ["mysql:10.4", *filter(None, (connected, declared))]
    names = {each: each.partition(":")[0] for each in types}
    locked = {
        "magento/magento2-base": commerce,
        "magento/ece-tools": "2002.2.11",
        package: "2.11.9",
    }
    contents = {
        ".magento.app.yaml": "type: php:8.3\nrelationships:\n  database: mysql\n"
        + (f"  {names[connected]}: {names[connected]}\n" if connected else ""),
        ".magento/services.yaml": "".join(
            f"{name}: {{type: '{each}', disk: 512}}\n" for each, name in names.items()
        ),
        "composer.lock": json.dumps(
            {"packages": [{"name": name, "version": each} for name, each in locked.items()]}
        ),
    }

    assert all_faults(Project(Path("/project"), contents).judged()) == []


@given(projects())
@settings(deadline=None, max_examples=100, suppress_health_check=list(HealthCheck))
def test_generated_projects(project: Project) -> None:
    assert all_faults(project) == [], project.contents


@every_set
def test_what_ece_tools_was_asked(name: str) -> None:
    wanted = sample(6)
    found = [
        (case["name"], fault)
        for case, project in judged_cases(name)
        for fault in faults(project, wanted)
    ]

    assert found == []


@every_set
def test_all_fixes_of_what_ece_tools_was_asked(name: str) -> None:
    found = [
        (case["name"], fault)
        for case, project in judged_cases(name)[::8]
        for fault in unstable(project)
    ]

    assert found == []


@pytest.mark.skipif(
    not CORPUS.is_dir(), reason="../shared/corpus is absent: real projects are not ours to ship"
)
@pytest.mark.no_cover
class TestCorpus:
    def test_projects(self) -> None:
        workspace = Workspace()
        found = [
            (root.name, fault)
            for root in find_projects(CORPUS / "projects")
            for fault in all_faults(workspace.snapshot(root).judged())
        ]

        assert found == []

    @pytest.mark.parametrize("kind", KINDS)
    def test_history(self, kind: str) -> None:
        wanted = sample(8)
        found = []
        for file in sorted((CORPUS / "history" / kind).iterdir()):
            text = file.read_bytes().decode("utf-8", "replace")
            project = Project(CORPUS, {KINDS[kind]: text}).judged()
            found += [(file.name, fault) for fault in faults(project, wanted)]
            if kind == "env":
                found += [(file.name, fault) for fault in unstable(project)]

        assert found == []
