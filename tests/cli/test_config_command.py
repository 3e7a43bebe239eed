from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.cli.conftest import CommandLine


def test_config_says_where_values_come_from(zdd: CommandLine) -> None:
    env = "stage:\n  global:\n    SCD_THREADS: 4\n  deploy:\n    SCD_THREADS: .inf\n"
    zdd.store("store", {".magento.env.yaml": env})
    status, out, err = zdd("config", "store", "--stage", "deploy")
    assert (status, err) == (0, "")
    assert out.startswith("store (Commerce 2.4.6-p3, ece-tools 2002.1.17)\n\ndeploy")
    lines = {line.split()[0]: line.split()[1:] for line in out.splitlines() if line[:2] == "  "}
    assert lines["SCD_THREADS"][-1] == "store/.magento.env.yaml:5:18"
    assert lines["CLEAN_STATIC_FILES"] == ["true", "default"]
    status, out, _ = zdd("config", "store", "--format", "json")
    (project,) = json.loads(out)["projects"]
    build, deploy = project["stages"]["build"], project["stages"]["deploy"]
    assert (build["SCD_THREADS"]["value"], build["SCD_THREADS"]["origin"]) == (4, "global")
    assert deploy["SCD_THREADS"]["value"] == {"$float": "INF"}
    assert deploy["SCD_THREADS"]["origin"] == "stage"
    assert deploy["SCD_THREADS"]["path"] == ".magento.env.yaml"
    assert zdd("config", "store", "--stage", "build").out.count("\nbuild") == 1


def test_config_of_nothing(zdd: CommandLine) -> None:
    (zdd.folder / "empty").mkdir()
    assert zdd("config", "empty").status == 3
    assert json.loads(zdd("config", "empty", "--format", "json").out)["projects"] == []
