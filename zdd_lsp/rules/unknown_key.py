"""A key that the platform does not know."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.keys import key_schema
from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import push_down, rename_key
from zdd_lsp.project.key_homes import home
from zdd_lsp.project.key_schema import Fault, has_form
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.rules._shared.keys import DOUBTFUL, REFUSED, either, faults, label, names
from zdd_lsp.text.similar import close, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.findings import Finding, Fix
    from zdd_lsp.project import Project
    from zdd_lsp.project.key_homes import Home
    from zdd_lsp.project.key_schema import KeyFault
    from zdd_lsp.project.source import SourceFile
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD400",
    name="unknown-key",
    severity=Severity.ERROR,
    summary="A key that the platform does not know, or not in this place.",
    subject="app",
    bad=[
        Example(
            "The stage of `.magento.env.yaml` has a hyphen, the hook has none",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                hooks:
                    post-deploy: |
                #   ^^^^^^^^^^^ did you mean post_deploy?
                        php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                hooks:
                    post_deploy: |
                        php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
        Example(
            "A cron that is not indented",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                crons:
                cronrun:  # every minute
                #^^^^^^ belongs below crons
                    spec: "* * * * *"
                    cmd: "php bin/magento cron:run"
                """
            },
            fixed={
                APP_FILE: """
                name: mymagento
                type: php:8.4
                crons:
                    cronrun:  # every minute
                        spec: "* * * * *"
                        cmd: "php bin/magento cron:run"
                """
            },
        ),
        Example(
            "The version belongs to the type",
            {
                SERVICES_FILE: """
                cache:
                    type: redis:7.2
                    version: "7.2"
                #   ^^^^^^^ The version stands behind the type
                """
            },
        ),
        Example(
            "Nothing that anybody knows",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                monitoring: true
                #^^^^^^^^^ may refuse the push
                """
            },
        ),
    ],
    good=[
        Example(
            "Names of one's own choice, and what several places share",
            {
                APP_FILE: """
                name: mymagento
                type: php:8.4
                web:
                    locations:
                        "/": &root
                            root: pub
                            passthru: "/index.php"
                        "/second":
                            <<: *root
                            passthru: "/second/index.php"
                """,
                SERVICES_FILE: "mysql2:\n    type: mysql:11.4\n    disk: 5120\n",
                ROUTES_FILE: """
                "http://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                    cache: null
                """,
            },
        ),
        Example(
            "What stands in another file",
            {APP_FILE: "name: mymagento\ntype: php:8.4\nhooks: !include hooks.yaml\n"},
        ),
    ],
)
def unknown_key(project: Project, report: Reporter) -> Iterator[Finding]:
    """The platform checks its three files when they are pushed, and knows every key in them.

    A key that it does not know is refused, be it misspelt or in the wrong place: the push ends
    with "Invalid configuration files", and the old version of the site goes on. A line that is
    indented too little or too much is the most frequent cause. Where a name resembles none of the
    known ones, it may be newer than what is known here, and is only a warning.

    Source: platformify, the platform's schemas of its files; Adobe's guide.
    """
    strays = _strays(project)
    for path, fault in faults(project, Fault.UNKNOWN):
        if id(fault.entry) in strays:
            continue  # the rule about the levels of redirects says more
        source = project.yaml(path)
        assert source is not None  # a key stands in a file
        assert fault.entry is not None  # an unknown key is written
        *above, name = fault.path
        exact = same(name, names(fault.key))
        candidates = [exact] if exact else close(name, names(fault.key))
        found = None
        if not candidates and not fault.key.open:
            found = home(source, fault.key, name, fault.entry)
        if fault.key.open and not candidates:
            continue
        stranger = key_schema(fault.key.file).strangers.get(name)
        is_sure = bool(candidates or found or stranger) and not fault.key.open
        is_sure = is_sure and fault.key.by == "adobe"
        where = label(tuple(above)) or path
        yield report(
            path,
            fault.span,
            f"{where} has no key {name}{_hint(stranger, candidates, found)} "
            f"{REFUSED if is_sure else DOUBTFUL}",
            severity=None if is_sure else Severity.WARNING,
            fixes=_fixes(source, fault, candidates, found, is_exact=exact is not None),
        )


def _strays(project: Project) -> set[int]:
    return {
        id(entry)
        for route in project.routes.routes.values()
        if route.is_known and not route.is_shared
        for stray in route.redirects.strays
        for entry in stray.entries
    }


def _hint(stranger: str | None, candidates: list[str], found: Home | None) -> str:
    if stranger:
        return f". {stranger.replace('`', '')}."
    if candidates:
        return f"; did you mean {either(candidates)}?"
    return f": it belongs {found.where}." if found is not None else "."


def _fixes(
    source: SourceFile,
    fault: KeyFault,
    candidates: list[str],
    found: Home | None,
    *,
    is_exact: bool,
) -> Iterator[Fix]:
    entry = fault.entry
    assert entry is not None  # an unknown key is written
    for name in candidates:
        if name in fault.siblings:
            continue
        fits = has_form(fault.key.keys[name], source.value(entry.value))
        yield from fix(
            f"Rename it to {name}",
            rename_key(source, entry, name),
            Applicability.SAFE
            if is_exact and fits and not fault.is_shared
            else Applicability.UNSAFE,
        )
    if found is not None and found.below is not None:
        yield from _indented(source, fault, found.below)


def _indented(source: SourceFile, fault: KeyFault, below: Key) -> Iterator[Fix]:
    """Offer to indent a key, and the next ones that belong there as well, below the one above."""
    head, entry, parent = fault.siblings.get(below.name), fault.entry, fault.parent
    if head is None or entry is None or parent is None or source.value(head.value) is not None:
        return
    at = next((number for number, each in enumerate(parent.entries) if each is entry), 0)
    if at == 0 or parent.entries[at - 1] is not head:
        return
    moved = [entry]
    for each in parent.entries[at + 1 :]:
        if source.values.key(each) in fault.key.keys:
            break
        moved.append(each)
    change = push_down(source, parent, moved, (), 1)
    yield from fix(f"Indent it below {below.name}", change, Applicability.UNSAFE)
