"""What a project's files say: a snapshot of all of them, read together.

A `Project` is a value. It is made from texts that somebody else has read, it does no input or
output, and everything it knows is worked out when it is first asked for.
"""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import TYPE_CHECKING, Literal, TypeVar, cast

from zdd_lsp.catalogue import catalogue
from zdd_lsp.project.app import APP_FILE, AppFile
from zdd_lsp.project.composer import ComposerJson, ComposerLock
from zdd_lsp.project.config_php import ConfigPhp, read_config_php
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.discovery import (
    COMPOSER_JSON,
    COMPOSER_LOCK,
    CONFIG_LOCAL_PHP,
    CONFIG_PHP,
    FILES,
    LOCAL_XML,
    PATHS,
    PHP_INI,
    PLATFORM_FILES,
    SETTINGS_FILE,
    VENDOR_SCHEMA,
    is_app_file,
    is_yaml,
)
from zdd_lsp.project.disk import Unreadable
from zdd_lsp.project.effective import Effective, effective
from zdd_lsp.project.env import ENV_FILE, EnvFile
from zdd_lsp.project.ideal import IdealState, ideal_state
from zdd_lsp.project.key_schema import KeyFault, key_faults
from zdd_lsp.project.log import LEVEL, Log, read_log
from zdd_lsp.project.relationships import Relationship, relationships
from zdd_lsp.project.routes import ROUTES_FILE, RoutesFile
from zdd_lsp.project.schema import Violation, violations
from zdd_lsp.project.services import SERVICES_FILE, ServicesFile, is_readable
from zdd_lsp.project.source import SourceFile, TextFile
from zdd_lsp.project.surroundings import Surroundings, at, way_from
from zdd_lsp.project.vendor_schema import VendorSchema, read_vendor_schema
from zdd_lsp.project.versions import Version, commerce_version, ece_tools_version
from zdd_lsp.settings import Given, Settings, SettingsFile, merged
from zdd_lsp.syntax.nodes import Dialect, Problem
from zdd_lsp.syntax.pause import go_on
from zdd_lsp.syntax.verdict import symfony_refusals

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from zdd_lsp.catalogue import Variable
    from zdd_lsp.project.applications import Application
    from zdd_lsp.project.local_xml import LocalXml
    from zdd_lsp.project.php_ini import PhpIni

__all__ = ["Project", "SourceFile", "TextFile", "Version"]

_Made = TypeVar("_Made")


class Project:
    """A snapshot of a project.

    Where a repository has several applications, each is a project. Its services and routes are
    those of the repository's top folder; they go by the same names everywhere, and `file` tells
    where they lie.

    Attributes:
        root: The folder of the project, absolute.
        contents: What lies at each known path (relative, with slashes): the text, or the reason
            why there is none. A path that is absent does not exist. The files of the other
            applications of the repository are among them, each by the way from the root. Of a file
            of which only the name matters, such as a patch, the text is left out.
        day: The present day.
        surroundings: Where files lie that are not in the root.
        members: Of the top of a repository: the projects of the applications below.
        given: What is said about the project from outside of it.
    """

    def __init__(  # noqa: PLR0913 - a snapshot has that many parts, and most have defaults
        self,
        root: Path,
        contents: Mapping[str, str | Unreadable],
        previous: Project | None = None,
        *,
        with_verdicts: bool = False,
        today: dt.date | None = None,
        surroundings: Surroundings = Surroundings(),  # noqa: B008 - an immutable value
        members: tuple[Project, ...] = (),
        given: Given = Given(),  # noqa: B008 - an immutable value
    ) -> None:
        """Make a snapshot.

        Args:
            root: The folder of the project.
            contents: See the class.
            previous: An older snapshot; what it made of unchanged texts is used again.
            with_verdicts: Whether `problems` asks the deciding parsers.
            today: The present day; by default that of ``previous``, or that of UTC.
            surroundings: See the class.
            members: See the class.
            given: See the class.
        """
        self.root = root
        self.contents = contents
        self.with_verdicts = with_verdicts
        self.surroundings = surroundings
        self.members = members
        self.given = given
        self.day: dt.date = today or (previous.day if previous is not None else present_day())
        self._of_all: dict[object, object] = {}
        self._made: dict[tuple[str, object], tuple[str | None, object]] = (
            dict(previous._made) if previous is not None else {}  # noqa: SLF001 - the same class
        )

    def judged(self) -> Project:
        """Return the same project with the verdicts of the parsers that decide."""
        return self._like(self.contents, self.members, with_verdicts=True)

    def judge(self, pause: Callable[[], object] = go_on) -> Project:
        """Return the `judged` project, with the parsers asked already.

        Where they agree with the reader, nobody finds anything else in it than in this one.

        Args:
            pause: Is called while they read, and may break that off by raising. What one of them
                has said until then is kept.
        """
        return self.once(Project.judge, lambda: self._judge(pause))

    def _judge(self, pause: Callable[[], object]) -> Project:
        for source in filter(None, map(self.yaml, FILES)):
            source.judge(pause)
        found, paths = self.judged(), list(filter(is_yaml, self.contents))
        is_alone = FILES.keys() >= set(paths) and not self.members
        if is_alone and all(found.problems(path) == self.problems(path) for path in paths):
            found._of_all = self._of_all  # noqa: SLF001 - the same class
        return found

    def unjudged(self) -> Project:
        """Return the same project without these verdicts, for many changes in a row."""
        return self._like(self.contents, self.members, with_verdicts=False)

    def with_texts(self, texts: Mapping[str, str]) -> Project:
        """Return the project as it would be with other texts at some paths."""
        members = tuple(
            member.with_texts(
                {
                    name: text
                    for path, text in texts.items()
                    if (name := member.name_of(self.file(path))) is not None
                }
            )
            for member in self.members
        )
        contents = {**self.contents, **texts}
        return self._like(contents, members, with_verdicts=self.with_verdicts)

    def _like(
        self,
        contents: Mapping[str, str | Unreadable],
        members: tuple[Project, ...],
        *,
        with_verdicts: bool,
    ) -> Project:
        return Project(
            self.root,
            contents,
            self,
            with_verdicts=with_verdicts,
            surroundings=self.surroundings,
            members=members,
            given=self.given,
        )

    # Settings

    @cached_property
    def settings(self) -> Settings:
        """The settings that are in force."""
        found = self.settings_file
        base = self.file(SETTINGS_FILE).parent
        own = {} if found is None else self._make(SETTINGS_FILE, base, lambda: found.layer(base))
        return merged(self.given.weak, own, self.given.strong)

    @property
    def settings_file(self) -> SettingsFile | None:
        """The `.zdd.toml` that counts; None where there is none that has a text."""
        text = self.text(SETTINGS_FILE)
        if text is None:
            return None
        return self._make(SETTINGS_FILE, "settings", lambda: SettingsFile(text))

    @property
    def today(self) -> dt.date:
        """The day on which the project is judged: support ends on dates."""
        return self.settings.date or self.day

    # Files

    def file(self, path: str) -> Path:
        """Return where a file of the project lies, whether it exists or not."""
        return at(self.root, self.surroundings.way(path))

    def way_to(self, file: Path) -> str:
        """Return the way from the root to a file, with slashes."""
        return way_from(self.root, file)

    def name_of(self, file: Path) -> str | None:
        """Return by which path the project knows a file; None where it does not."""
        way = self.way_to(file)
        name = self.surroundings.name(way)
        return way if name is None and way in self.contents and way not in PATHS else name

    def owns(self, path: str) -> bool:
        """Tell whether findings about a file are this project's to make.

        Services and routes are the matter of the top of the repository, and what belongs to
        another application is that one's.
        """
        if path in PLATFORM_FILES:
            return not self.surroundings.platform
        if path == SETTINGS_FILE:
            return not self.surroundings.settings
        return path in PATHS or path not in self.contents

    def text(self, path: str) -> str | None:
        """Return the text of a file, or None if it has none."""
        content = self.contents.get(path)
        return content if isinstance(content, str) else None

    def unreadable(self, path: str) -> Unreadable | None:
        """Return why a file that exists has no text."""
        content = self.contents.get(path)
        return content if isinstance(content, Unreadable) else None

    def _make(self, path: str, variant: object, make: Callable[[], _Made]) -> _Made:
        """Return what was made of the present text of a file, making it if need be."""
        text = self.text(path)
        known = self._made.get((path, variant))
        if known is not None and known[0] == text:
            return cast("_Made", known[1])
        made = make()
        self._made[path, variant] = (text, made)
        return made

    def once(self, key: object, make: Callable[[], _Made]) -> _Made:
        """Return what was made of this snapshot under a key, making it if need be.

        It is for those who look at all files, and must not be changed by anybody.
        """
        if key not in self._of_all:
            self._of_all[key] = make()
        return cast("_Made", self._of_all[key])

    def source(self, path: str) -> TextFile | None:
        """Return a file with its text and lines; for the YAML files that is a `SourceFile`."""
        if is_yaml(path):
            return self.yaml(path)
        text = self.text(path)
        return None if text is None else self._make(path, "text", lambda: TextFile(path, text))

    def yaml(self, path: str) -> SourceFile | None:
        """Return one of the YAML files, read in its dialect."""
        text = self.text(path)
        if text is None:
            return None
        dialect = self.dialect if path == ENV_FILE else Dialect.PLATFORM
        earlier = self._made.get((path, dialect), (None, None))[1]
        return self._make(
            path,
            dialect,
            lambda: SourceFile(path, text, dialect, cast("SourceFile | None", earlier)),
        )

    def problems(self, path: str) -> list[Problem]:
        """Return what is wrong with a YAML file as YAML."""
        source = self.yaml(path)
        if source is None:
            return []
        return source.verdict if self.with_verdicts else source.tree.problems

    # The repository

    @property
    def platform_root(self) -> Path:
        """The folder of the repository whose `.magento` declares services and routes."""
        return at(self.root, self.surroundings.platform)

    @cached_property
    def applications(self) -> tuple[Application, ...]:
        """The applications of the repository, this one included, by the way to their files.

        There may be others unless `knows_applications`.
        """
        from zdd_lsp.project.applications import Application  # noqa: PLC0415 - start-up

        paths = sorted(filter(is_app_file, self.contents))
        return tuple(Application(path, self._app_file(path)) for path in paths)

    @property
    def knows_applications(self) -> bool:
        """Whether `applications` are all of the repository, and each file can be read."""
        found = self.applications
        is_complete = bool(found) and self.surroundings.is_complete
        return is_complete and all(is_readable(each.file.source) for each in found)

    @cached_property
    def may_be_store(self) -> bool:
        """Whether the application may be a store, which ece-tools deploys.

        One that stands alone may always be; its file may not be written yet. Of several the one
        is not that shows nothing of a store, if it is not for PHP or if another one runs ece-tools.
        """
        others = [each for each in self.applications if not each.is_own]
        if not others or ENV_FILE in self.contents or self.commerce_version is not None:
            return True
        if self.lock.package(_ECE_TOOLS) is not None:
            return True
        own = next((each for each in self.applications if each.is_own), None)
        if own is None or own.runs_ece_tools:
            return own is not None
        image = self.app.image
        is_php = image is None or image.name == "php"
        return is_php and not any(other.runs_ece_tools for other in others)

    # Versions

    @cached_property
    def lock(self) -> ComposerLock:
        """The facts of `composer.lock`."""
        text, reason = self.text(COMPOSER_LOCK), self.unreadable(COMPOSER_LOCK)
        if reason is not None:
            return ComposerLock(None, reason.reason)
        return self._make(COMPOSER_LOCK, "lock", lambda: ComposerLock(text))

    @cached_property
    def manifest(self) -> ComposerJson:
        """The facts of `composer.json`."""
        text, reason = self.text(COMPOSER_JSON), self.unreadable(COMPOSER_JSON)
        if reason is not None:
            return ComposerJson(None, reason.reason)
        return self._make(COMPOSER_JSON, "manifest", lambda: ComposerJson(text))

    @cached_property
    def ece_tools_version(self) -> Version | None:
        """The version of ece-tools: that of the settings, or the locked one.

        It is None where it is unknown or a branch.
        """
        wanted = self.settings.ece_tools
        return ece_tools_version(self.lock) if wanted is None else Version.parse(wanted)

    @cached_property
    def commerce_version(self) -> Version | None:
        """The version of Commerce: that of the settings, or the locked one; None if unknown."""
        wanted = self.settings.commerce
        return (
            commerce_version(self.lock, self.manifest) if wanted is None else Version.parse(wanted)
        )

    @property
    def ece_tools_triple(self) -> tuple[int, int, int] | None:
        """The version of ece-tools as the catalogue has versions."""
        version = self.ece_tools_version
        if version is None:
            return None
        major, minor, patch, *_ = version.numbers
        return (major, minor, patch)

    @property
    def ece_tools(self) -> str | None:
        """The version of ece-tools as written."""
        if self.settings.ece_tools is not None:
            return self.settings.ece_tools
        package = self.lock.package(_ECE_TOOLS)
        return package.version if package is not None else None

    @property
    def commerce(self) -> str | None:
        """The version of Commerce as written."""
        return str(self.commerce_version) if self.commerce_version is not None else None

    def is_commerce(self, constraint: str) -> bool | None:
        """Tell whether the version of Commerce satisfies a constraint; None if it is unknown."""
        version = self.commerce_version
        return None if version is None else satisfies(version, constraint)

    def is_ece_tools(self, constraint: str) -> bool | None:
        """Tell whether the version of ece-tools satisfies a constraint; None if it is unknown."""
        version = self.ece_tools_version
        return None if version is None else satisfies(version, constraint)

    @cached_property
    def dialect(self) -> Dialect:
        """How the installed ece-tools reads `.magento.env.yaml`; the newest way if unknown."""
        version = self.ece_tools_version
        if version is not None and version < _CUSTOM_TAGS_SINCE:
            return Dialect.SYMFONY
        return Dialect.SYMFONY_TAGS

    @cached_property
    def schema(self) -> dict[str, Variable]:
        """The variables that ece-tools knows in its version; the newest if unknown."""
        vendor = self.vendor_schema
        if vendor is not None and vendor.variables:
            return vendor.variables
        return catalogue().variables(self.ece_tools_triple)

    @cached_property
    def vendor_schema(self) -> VendorSchema | None:
        """What the installed ece-tools itself declares; None where it is not installed here.

        It does not count where the settings ask for another version.
        """
        text, version = self.text(VENDOR_SCHEMA), self.ece_tools_triple
        if text is None or self.ece_tools_version != ece_tools_version(self.lock):
            return None
        source = SourceFile(VENDOR_SCHEMA, text, Dialect.SYMFONY_TAGS)
        return self._make(
            VENDOR_SCHEMA,
            ("schema", version),
            lambda: read_vendor_schema(source, catalogue(), version),
        )

    @property
    def schema_origin(self) -> Literal["vendor", "built-in"]:
        """Where `schema` comes from: the installed ece-tools, or the catalogue."""
        return "vendor" if self.vendor_schema and self.vendor_schema.variables else "built-in"

    @property
    def is_schema_certain(self) -> bool:
        """Whether what `schema` lacks is certain to be refused.

        An ece-tools that is newer than the catalogue may know more names and values, unless its
        own schema is in force.
        """
        vendor = self.vendor_schema
        if vendor is not None and vendor.variables:
            return vendor.fault is None
        version = self.ece_tools_triple
        return version is None or version <= catalogue().newest

    # Facts

    @cached_property
    def env(self) -> EnvFile:
        """The facts of `.magento.env.yaml`."""
        source = self.yaml(ENV_FILE)
        return self._make(ENV_FILE, ("facts", self.dialect), lambda: EnvFile(source))

    @cached_property
    def app(self) -> AppFile:
        """The facts of `.magento.app.yaml`."""
        return self._app_file(APP_FILE)

    def _app_file(self, path: str) -> AppFile:
        source = self.yaml(path)
        return self._make(path, "facts", lambda: AppFile(source))

    @cached_property
    def app_refusals(self) -> list[Problem]:
        """Why ece-tools cannot read `.magento.app.yaml`; the platform may read it all the same."""
        text = self.text(APP_FILE)
        if text is None:
            return []
        return self._make(APP_FILE, "refusals", lambda: symfony_refusals(text))

    @cached_property
    def log(self) -> Log:
        """The `log` section of `.magento.env.yaml`, and what is wrong with it."""
        monolog = self.lock.package("monolog/monolog")
        version = Version.parse(monolog.version) if monolog is not None else None
        level = self.env.get("global", LEVEL)
        return read_log(self.env.source, level, version.numbers[0] if version else None)

    @cached_property
    def services(self) -> ServicesFile:
        """The facts of `.magento/services.yaml`."""
        source = self.yaml(SERVICES_FILE)
        return self._make(SERVICES_FILE, "facts", lambda: ServicesFile(source))

    @cached_property
    def routes(self) -> RoutesFile:
        """The facts of `.magento/routes.yaml`."""
        source = self.yaml(ROUTES_FILE)
        return self._make(ROUTES_FILE, "facts", lambda: RoutesFile(source))

    @cached_property
    def relationships(self) -> dict[str, Relationship]:
        """The relationships of the application by name, each with the service it leads to."""
        return relationships(self.app, self.services.services)

    @property
    def knows_relationships(self) -> bool:
        """Whether the two files tell all relationships of the application and their services."""
        has_services = self.services.is_readable or not self.relationships
        return self.app.knows_relationships and has_services

    @cached_property
    def config_path(self) -> str:
        """The shared configuration that ece-tools reads: `config.local.php` before Commerce 2.2."""
        version = self.commerce_version
        if version is not None and version < _SCOPES_IN_CONFIG_PHP_SINCE:
            return CONFIG_LOCAL_PHP
        return CONFIG_PHP

    @cached_property
    def config(self) -> ConfigPhp | None:
        """The facts of the shared configuration; None where the file has no text."""
        return self._config(self.config_path)

    @cached_property
    def config_php(self) -> ConfigPhp | None:
        """The facts of `app/etc/config.php`, whatever the version of Commerce."""
        return self._config(CONFIG_PHP)

    def _config(self, path: str) -> ConfigPhp | None:
        text = self.text(path)
        return None if text is None else self._make(path, "facts", lambda: read_config_php(text))

    @cached_property
    def php_ini(self) -> PhpIni | None:
        """The settings of `php.ini`; None where the file has no text."""
        text = self.text(PHP_INI)
        if text is None:
            return None
        from zdd_lsp.project.php_ini import read_php_ini  # noqa: PLC0415 - start-up does without

        return self._make(PHP_INI, "facts", lambda: read_php_ini(text, _ENVIRONMENT))

    @cached_property
    def local_xml(self) -> LocalXml | None:
        """The facts of `pub/errors/local.xml`; None where the file has no text."""
        text = self.text(LOCAL_XML)
        if text is None:
            return None
        from zdd_lsp.project.local_xml import read_local_xml  # noqa: PLC0415 - rarely there

        return self._make(LOCAL_XML, "facts", lambda: read_local_xml(text))

    @property
    def has_scopes(self) -> bool | None:
        """Whether the shared configuration names websites or stores; None if nobody can tell."""
        if self.unreadable(self.config_path) is not None:
            return None
        return self.config.has_scopes if self.config is not None else False

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the schema validator of ece-tools has against the settings, by the file's order."""
        return violations(self.env, self.schema)

    def key_faults(self, path: str) -> tuple[KeyFault, ...]:
        """Return what the catalogue of keys has against a file of the platform, by its path."""
        source, kind = self.yaml(path), FILES.get(path)
        if source is None or kind is None or kind == "env":
            return ()
        return self._make(path, "keys", lambda: key_faults(source, kind))

    @cached_property
    def effective(self) -> dict[str, dict[str, Effective]]:
        """Every variable's value for every stage."""
        return effective(self.env, self.schema)

    @cached_property
    def ideal(self) -> IdealState:
        """What keeps the project from the ideal state."""
        return ideal_state(self)


def present_day() -> dt.date:
    """Return the present day in UTC, the time of the platform's servers."""
    return dt.datetime.now(dt.UTC).date()


def _version(text: str) -> Version:
    version = Version.parse(text)
    assert version is not None  # the literals of this module
    return version


_ECE_TOOLS = "magento/ece-tools"
_ENVIRONMENT = {"MAGENTO_CLOUD_APP_DIR": "/app"}
"""The environment variables of the platform that are the same in every project."""
_CUSTOM_TAGS_SINCE = _version("2002.2.9")
_SCOPES_IN_CONFIG_PHP_SINCE = _version("2.2.0")
