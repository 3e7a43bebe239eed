"""Completion in `.magento.app.yaml`: what the project knows beyond the catalogue of keys."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from zdd_lsp.catalogue.matrix import matrix
from zdd_lsp.catalogue.mounts import folders
from zdd_lsp.catalogue.service_types import service_types
from zdd_lsp.ide.completion import scripts
from zdd_lsp.ide.completion.body import Body, Hole, Script
from zdd_lsp.ide.completion.candidate import Icon
from zdd_lsp.ide.completion.line import unquoted
from zdd_lsp.ide.completion.offers import Choice, Name
from zdd_lsp.ide.completion.quoting import in_quotes
from zdd_lsp.ide.completion.schema import Offer
from zdd_lsp.ide.completion.versions import fitting
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.mounts import folder
from zdd_lsp.rules._shared.links import endpoints

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from zdd_lsp.catalogue.keys import Key
    from zdd_lsp.ide.completion.slot import Slot
    from zdd_lsp.project import Project
    from zdd_lsp.project.services import Service

_HOOKS: Final = ("build", "deploy", "post_deploy")
_SPECS: Final = {
    "*/5 * * * *": "every five minutes",
    "*/15 * * * *": "every quarter of an hour",
    "0 * * * *": "every hour",
    "0 3 * * *": "every night at three, UTC",
}
_LOCATIONS: Final[dict[str, Body]] = {
    "/": {
        "root": Hole("pub"),
        "passthru": Hole('"/index.php"'),
        "index": [Hole("index.php")],
        "scripts": Hole("true", ("true", "false")),
    },
    "/media": {
        "root": Hole("pub/media"),
        "allow": Hole("true", ("true", "false")),
        "scripts": Hole("false", ("false", "true")),
        "passthru": Hole('"/get.php"'),
    },
    "/static": {
        "root": Hole("pub/static"),
        "allow": Hole("true", ("true", "false")),
        "scripts": Hole("false", ("false", "true")),
        "passthru": Hole('"/front-static.php"'),
    },
}


# The application


def _types(project: Project, _: Slot) -> Iterator[Choice]:
    for rank, each in enumerate(fitting(project, matrix().parts["php"])):
        note = "newest that fits" if rank == 0 and project.commerce_version is not None else ""
        value = f"php:{each.text}"
        yield Choice(value=value, detail=each.detail, note=note, rank=rank, icon=Icon.VERSION)


def _app_names(project: Project, _: Slot) -> Iterator[Choice]:
    routes = project.routes.routes.values()
    mentioned = [route.upstream.app for route in routes if route.upstream is not None]
    for name in dict.fromkeys(mentioned or ("mymagento",)):
        yield Choice(value=name, detail="named by a route" if name in mentioned else "")


def _flavors(project: Project, _: Slot) -> Iterator[Choice]:
    yield Choice(value="none", detail="the build hook installs")
    if "composer install" not in (project.text(APP_FILE) or ""):
        yield Choice(value="composer", detail="Composer 1, for PHP up to 8.1", rank=1)


def _packages(project: Project, _: Slot, __: Key) -> Iterator[Name]:
    yield Name(
        name="composer/composer",
        body=Hole(next((in_quotes(each, "'") for each in _composers(project)), "")),
        detail="takes the place of Composer 1",
    )


def _composers(project: Project) -> list[str]:
    return [each.text for each in fitting(project, matrix().parts["composer"])]


# Services


def _relationships(project: Project, slot: Slot, _: Key) -> Iterator[Name]:
    """Yield the names by which ece-tools looks for the services that the project declares."""
    known, triple = service_types().relationships, project.ece_tools_triple
    taken = {unquoted(each.value).partition(":")[0] for each in slot.beside.values()}
    offered: set[str] = set()
    for service in project.services.services.values():
        kind = service_types().types.get(service.type)
        if kind is None or service.name in taken:
            continue
        for name in kind.names:
            since = known[name].since if name in known else None
            is_known = triple is None or since is None or triple >= since
            if is_known and name not in slot.beside and name not in offered:
                offered.add(name)
                yield Name(
                    name=name,
                    body=Hole(next((f'"{each}"' for each in _targets(service)), "")),
                    detail=f"leads to {service.name}, {kind.title}",
                    topic=f"relationship:{name}",
                    icon=Icon.REFERENCE,
                )
                break


def _targets(service: Service) -> Iterator[str]:
    for endpoint in endpoints(service) or ():
        yield f"{service.name}:{endpoint}"


def _is_fit(slot_name: str, service: Service) -> bool:
    """Tell whether a relationship of a name may lead to a service."""
    known = service_types().relationships.get(slot_name)
    kind = service_types().types.get(service.type)
    return known is None or kind is None or known.role == kind.role


def _links(project: Project, slot: Slot) -> Iterator[Choice]:
    name = slot.path[-1]
    for service in project.services.services.values():
        if _is_fit(name, service):
            for target in _targets(service):
                yield Choice(
                    value=target,
                    detail=_title(service),
                    topic=f"service:{service.type}",
                    quoted=True,
                    icon=Icon.REFERENCE,
                )


def _title(service: Service) -> str:
    kind = service_types().types.get(service.type)
    title = kind.title if kind is not None else service.type
    return f"{title} {service.version}" if service.version is not None else title


def _service_names(project: Project, slot: Slot) -> Iterator[Choice]:
    for service in project.services.services.values():
        if len(slot.path) > 1 and _is_fit(slot.path[-2], service) and endpoints(service):
            yield Choice(value=service.name, detail=_title(service), icon=Icon.REFERENCE)


def _endpoints(project: Project, slot: Slot) -> Iterator[Choice]:
    said = slot.beside.get("service")
    name = unquoted(said.value) if said is not None else slot.path[-2]
    service = project.services.services.get(name)
    for endpoint in endpoints(service) or () if service is not None else ():
        yield Choice(value=endpoint, detail=_title(service) if service is not None else "")


# Mounts


def _mounts(_: Project, slot: Slot, __: Key) -> Iterator[Name]:
    present = {folder(name) for name in slot.beside}
    slash = "/" if any(name.startswith("/") for name in slot.beside) else ""
    for path, source in _sources().items():
        if path not in present:
            yield Name(
                name=f"{slash}{path}",
                body=Hole(f'"{source}"'),
                detail="a folder that Commerce writes to",
            )


def _sources() -> dict[str, str]:
    known = folders()
    found = {path: each.mount for path, each in known.writable.items() if each.mount}
    return found | {known.static.path: known.static.mount}


def _mount_values(_: Project, slot: Slot) -> Iterator[Choice]:
    path = folder(slot.path[-1])
    source = _sources().get(path, f"shared:files/{path.rpartition('/')[2]}")
    taken = {unquoted(each.value) for each in slot.beside.values()}
    if source not in taken:
        yield Choice(value=source, detail="a folder of the application's disk", quoted=True)


def _storages(project: Project, _: Slot) -> Iterator[Choice]:
    for service in project.services.services.values():
        if service.type == "network-storage":
            yield Choice(value=service.name, detail=_title(service), icon=Icon.REFERENCE)


# Scripts


def _hook(hook: str, project: Project, _: Slot) -> Body:
    lines = ["set -e"] if hook == "build" else []
    done = ""
    while found := next(scripts.whole(project, hook, done, done), None):
        lines.append(found.text)
        done += f"\n{found.text}"
    return Script(tuple(lines))


def _specs(_: Project, __: Slot) -> Iterator[Choice]:
    for rank, (spec, words) in enumerate(_SPECS.items()):
        yield Choice(value=spec, detail=words, rank=rank, quoted=True)


def _commands(project: Project, _: Slot) -> Iterator[Choice]:
    for line in scripts.whole(project, ""):
        yield Choice(value=line.text, detail=line.detail, icon=Icon.COMMAND)


def _crons(project: Project, slot: Slot, _: Key) -> Iterator[Name]:
    if "cron:run" not in (project.text(APP_FILE) or ""):
        spec, command = next(_specs(project, slot)), next(_commands(project, slot))
        yield Name(
            name="cronrun",
            body={"spec": Hole(f'"{spec.value}"'), "cmd": Hole(str(command.value))},
            detail="the cron jobs of Commerce",
            icon=Icon.BLOCK,
        )


def _locations(_: Project, __: Slot, ___: Key) -> Iterator[Name]:
    for name, body in _LOCATIONS.items():
        yield Name(name=name, body=body, detail="location", quoted=True)


_BODIES: Final[dict[str, Callable[[Project, Slot], Body]]] = {
    f"hooks.{hook}": partial(_hook, hook) for hook in _HOOKS
}
OFFER: Final = Offer(
    names={
        "crons": _crons,
        "dependencies.php": _packages,
        "mounts": _mounts,
        "relationships": _relationships,
        "web.locations": _locations,
    },
    choices={
        "build.flavor": _flavors,
        "crons.*.cmd": _commands,
        "crons.*.spec": _specs,
        "mounts.*": _mount_values,
        "mounts.*.service": _storages,
        "name": _app_names,
        "relationships.*": _links,
        "relationships.*.endpoint": _endpoints,
        "relationships.*.service": _service_names,
        "type": _types,
    },
    bodies=_BODIES,
)
