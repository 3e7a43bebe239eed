"""The disks together need a larger plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue.mounts import folders
from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.services import SERVICES_FILE
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD454",
    name="disks-above-plan",
    severity=Severity.HINT,
    profile="strict",
    summary="The disks add up to more than Adobe's template asks for; the plan has to have it.",
    subject="services",
    bad=[
        Example(
            "More than twenty gigabytes",
            {
                APP_FILE: """
                name: shop
                disk: 16384  # product videos
                #     ^^^^^ 22528 MB
                """,
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                opensearch: {type: opensearch:3, disk: 1024}
                """,
            },
        ),
        Example(
            "Two applications",
            {
                APP_FILE: """
                name: shop
                disk: 5120
                #     ^^^^ The disks of the applications and of the services add up to 12288 MB
                """,
                "blog/.magento.app.yaml": "name: blog\ndisk: 2048\n",
                SERVICES_FILE: "mysql: {type: mysql:11.4, disk: 5120}\n",
            },
        ),
    ],
    good=[
        Example(
            "The disks of Adobe's template",
            {
                APP_FILE: "name: shop\ndisk: 5120\n",
                SERVICES_FILE: """
                mysql: {type: mysql:11.4, disk: 5120}
                opensearch: {type: opensearch:3, disk: 1024}
                """,
            },
        ),
        Example("A part of a project", {APP_FILE: "name: shop\ndisk: 102400\n"}),
    ],
)
def disks_above_plan(project: Project, report: Reporter) -> Iterator[Finding]:
    """The disks of the application and of the services share the storage of the plan.

    If they add up to more than the plan has, the platform refuses the push. The default storage is
    5120 MB; Adobe's template asks for 11264. What your project has is shown in the Cloud Console
    and nowhere in the files, so this is a hint to look, and it speaks up above the template's sum
    only.

    On Staging and Production of Pro projects Adobe's support sets the disks, and these values count
    for integration environments alone.

    Source: Adobe's guide, configure/app/properties/properties#disk.
    """
    applications = {each.path: each.file.disk for each in project.applications if each.file.disk}
    own = applications.pop(APP_FILE, None)
    if own is None or not project.services.is_readable:
        return
    # The disks of several applications are told once, at the largest.
    if any(
        (disk.size, project.file(path)) > (own.size, project.file(APP_FILE))
        for path, disk in applications.items()
    ):
        return
    services = [each.disk for each in project.services.services.values() if each.disk is not None]
    disks = [*applications.items(), *((SERVICES_FILE, disk) for disk in services)]
    who = "applications" if applications else "application"
    total = own.size + sum(disk.size for _, disk in disks)
    known = folders()
    if total <= known.template_disk:
        return
    yield report(
        APP_FILE,
        own.span,
        f"The disks of the {who} and of the services add up to {total} MB. Make sure that "
        f"the plan has it, or the platform refuses the push; the default is {known.default_disk} "
        "MB.",
        related=[
            Related(Location(path, disk.span), f"{disk.size} MB are for this.")
            for path, disk in disks[:_MOST]
        ],
    )


_MOST = 20
"""How many others are named."""
