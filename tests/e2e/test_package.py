"""What users install: the wheel, built from the sdist, in an environment of its own."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from zdd_lsp import __version__

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.no_cover

ROOT = Path(__file__).resolve().parents[2]


class Package(NamedTuple):
    """A release.

    Attributes:
        sdist: The source distribution.
        wheel: The wheel that was built from it.
        programs: The folder of the programs of the environment that has the wheel.
    """

    sdist: Path
    wheel: Path
    programs: Path


def run(command: Sequence[str | Path], folder: Path, **more: Any) -> Any:
    return subprocess.run(
        command, cwd=folder, capture_output=True, check=False, timeout=300, **more
    )


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Package:
    """A release, installed with pip."""
    folder = tmp_path_factory.mktemp("package")
    built = run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", folder / "dist", ROOT], folder
    )
    assert built.returncode == 0, built.stdout + built.stderr
    (sdist,), (wheel,) = (folder / "dist").glob("*.tar.gz"), (folder / "dist").glob("*.whl")
    venv.create(folder / "venv", with_pip=True)
    programs = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    installed = run([programs / "python", "-m", "pip", "install", "--quiet", wheel], folder)
    assert installed.returncode == 0, installed.stderr
    return Package(sdist, wheel, programs)


def test_the_wheel_holds_the_package_and_nothing_else(package: Package) -> None:
    names = set(zipfile.ZipFile(package.wheel).namelist())
    sources = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "zdd_lsp").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in names if ".dist-info/" not in name} == sources
    assert {"zdd_lsp/py.typed", "zdd_lsp/catalogue/variables.toml"} <= sources
    about = f"zdd_lsp-{__version__}.dist-info"
    assert {f"{about}/licenses/LICENSE", f"{about}/entry_points.txt"} <= names


def test_the_sdist_has_what_the_wheel_is_built_from(package: Package) -> None:
    top = f"zdd_lsp-{__version__}"
    with tarfile.open(package.sdist) as archive:
        names = {Path(name).relative_to(top).parts[0] for name in archive.getnames()}
    wanted = {"LICENSE", "README.md", "CHANGELOG.md", "pyproject.toml", "zdd_lsp", "PKG-INFO"}
    assert names - {".gitignore"} == wanted


def test_the_command_line_works(package: Package, tmp_path: Path) -> None:
    check: list[str | Path] = [
        package.programs / "zdd-lsp",
        "check",
        "--format",
        "json",
        ROOT / "examples" / "store",
    ]
    done = run(check, tmp_path)
    assert done.returncode == 1, done.stderr
    found = json.loads(done.stdout)
    assert found["tool"] == {"name": "zdd-lsp", "version": __version__}
    assert "skip-scd-on-build" in {each["rule"] for each in found["findings"]}


def test_the_server_works(package: Package, tmp_path: Path) -> None:
    requests: list[dict[str, Any]] = [
        {"id": 1, "method": "initialize", "params": {"capabilities": {}, "processId": None}},
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    bodies = [json.dumps({"jsonrpc": "2.0", **each}).encode() for each in requests]
    sent = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies)
    done = run([package.programs / "zdd-lsp"], tmp_path, input=sent)
    assert done.returncode == 0, done.stderr
    bodies = re.findall(rb"\r\n\r\n(\{.*?\})(?=Content-Length|\Z)", done.stdout, re.DOTALL)
    answers = {each.get("id"): each for each in map(json.loads, bodies)}
    assert answers[1]["result"]["serverInfo"] == {"name": "zdd-lsp", "version": __version__}


LICENCES = """
import json
from importlib.metadata import distributions

def licence(about):
    fields = about.get_all("License-Expression", []) + about.get_all("License", [])
    return fields + [each for each in about.get_all("Classifier", []) if "License" in each]

print(json.dumps({each.name: licence(each.metadata) for each in distributions()}))
"""


def test_no_library_binds_its_users_to_the_gpl(package: Package, tmp_path: Path) -> None:
    told = run([package.programs / "python", "-c", LICENCES], tmp_path)
    licences = json.loads(told.stdout)
    assert {"zdd-lsp", "pygls", "lsprotocol", "ruamel.yaml"} <= licences.keys()
    for name, named in licences.items():
        assert named, name
        assert not [each for each in named if "GPL" in each or "General Public" in each], name


def test_the_drafts_name_this_version() -> None:
    """Or the one that will be next, while it is not released."""
    draft = (ROOT / "docs" / "drafts" / "mason.yaml").read_text()
    assert f"pkg:pypi/zdd-lsp@{__version__.removesuffix('.dev0')}\n" in draft
