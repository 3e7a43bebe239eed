from __future__ import annotations

from pathlib import Path

from zdd_lsp.project import Project
from zdd_lsp.report import effective
from zdd_lsp.syntax.nodes import Dialect
from zdd_lsp.syntax.reader import read

ENV = """\
stage:
  global:
    SCD_ON_DEMAND: true
  build:
    SCD_ON_DEMAND: false
  deploy:
    "odd: name": "a \\u202e b"
    CRON_CONSUMERS_RUNNER: {cron_run: true, consumers: []}
"""


def lines_of(text: str, stage: str) -> list[str]:
    _, _, rest = text.partition(f"\n{stage}:\n")
    return rest.partition("\n\n")[0].splitlines()


def document(env: str) -> str:
    return effective.document(Project(Path("/store"), {".magento.env.yaml": env}))


def test_each_value_says_where_it_comes_from() -> None:
    text = document(ENV)

    assert text.splitlines()[1] == "# /store"
    assert "  SCD_ON_DEMAND: true # .magento.env.yaml:3" in lines_of(text, "global")
    assert "  SCD_ON_DEMAND: false # .magento.env.yaml:5" in lines_of(text, "build")
    assert "  SCD_ON_DEMAND: true # .magento.env.yaml:3, global" in lines_of(text, "deploy")
    assert "  SCD_COMPRESSION_LEVEL: 6 # default" in lines_of(text, "build")


def test_the_document_is_yaml_with_nothing_invisible() -> None:
    text = document(ENV)
    tree = read(text, Dialect.PLATFORM)

    assert not tree.problems
    assert '  "odd: name": "a \\u202e b" # .magento.env.yaml:7' in lines_of(text, "deploy")
    assert (
        '  CRON_CONSUMERS_RUNNER: {"cron_run": true, "consumers": []} # .magento.env.yaml:8'
        in lines_of(text, "deploy")
    )


def test_what_the_console_may_override_says_so() -> None:
    assert "\n# Variables of the Cloud Console override these.\ndeploy:\n" in document("")
