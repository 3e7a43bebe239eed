"""Versions as Composer orders them, and those of Commerce and ece-tools in a project."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zdd_lsp.project.composer import ComposerJson, ComposerLock

COMMERCE = "magento/magento2-base"
"""The package whose locked version is the Commerce version to ece-tools."""
ECE_TOOLS = "magento/ece-tools"

_VERSION = re.compile(
    r"v?(?P<numbers>[0-9]{1,5}(?:\.[0-9]{1,18}){0,3})"
    r"(?:[._-]?(?P<stage>stable|alpha|beta|rc|patch|pl|a|b|p)(?P<serial>(?:[.-]?[0-9]{1,18})*+))?"
    r"(?:\+\S+)?",
    re.ASCII | re.IGNORECASE,
)
_PARTS = 4
_RELEASE = 3
_STAGES = {
    "alpha": 0,
    "a": 0,
    "beta": 1,
    "b": 1,
    "rc": 2,
    "stable": _RELEASE,
    "patch": 4,
    "pl": 4,
    "p": 4,
}


_STAGE_NAMES = {0: "alpha", 1: "beta", 2: "RC", 4: "patch"}


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """An exact version. It compares as Composer does; ``str`` gives it as written.

    Pre-releases come before the release and patches (``-p3``, ``-patch3``) after it, so
    ``2.4.6-beta1 < 2.4.6 < 2.4.6-p1 < 2.4.7``; ``2.4`` and ``v2.4.0`` are equal.

    Attributes:
        numbers: The four numbers; those that are not written are 0.
        stage: The rank of the suffix's kind; see `is_prerelease` and `is_patch`.
        serial: The numbers of the suffix.
        text: The version as written.
    """

    numbers: tuple[int, ...]
    stage: int
    serial: tuple[int, ...]
    text: str = field(compare=False)

    @classmethod
    def parse(cls, text: str) -> Version | None:
        """Read a version, or return None for branches (``dev-main``, ``2.4.x-dev``) and noise."""
        text = text.strip()
        match = _VERSION.fullmatch(text)
        if match is None:
            return None
        numbers = [int(number) for number in match["numbers"].split(".")]
        numbers += [0] * (_PARTS - len(numbers))
        stage = _STAGES[(match["stage"] or "stable").lower()]
        serial: tuple[int, ...] = ()
        if stage != _RELEASE:
            serial = tuple(int(number) for number in re.findall("[0-9]+", match["serial"]))
        return cls(tuple(numbers), stage, serial, text)

    @property
    def is_prerelease(self) -> bool:
        """Tell whether it is an alpha, a beta or a release candidate."""
        return self.stage < _RELEASE

    @property
    def is_patch(self) -> bool:
        """Tell whether it is a patch of a release, such as ``2.4.6-p3``."""
        return self.stage > _RELEASE

    @property
    def normalized(self) -> str:
        """The version as Composer normalizes it and ece-tools prints it: ``2.4.6.0-patch14``."""
        numbers = ".".join(map(str, self.numbers))
        if self.stage == _RELEASE:
            return numbers
        return f"{numbers}-{_STAGE_NAMES[self.stage]}{'.'.join(map(str, self.serial))}"

    def __str__(self) -> str:
        return self.text


def commerce_version(lock: ComposerLock, manifest: ComposerJson) -> Version | None:
    """Return the version of Commerce, as far as the two files tell.

    ece-tools 2002.1.17, Package/MagentoVersion.php: the locked `magento/magento2-base`, else
    the ``version`` of `composer.json`. The variable DEPLOYED_MAGENTO_VERSION_FROM_GIT, which
    goes before both, is not looked at here.
    """
    package = lock.package(COMMERCE)
    text = package.version if package is not None else manifest.version
    return Version.parse(text) if text else None


def ece_tools_version(lock: ComposerLock) -> Version | None:
    """Return the locked version of ece-tools."""
    package = lock.package(ECE_TOOLS)
    return Version.parse(package.version) if package is not None else None
