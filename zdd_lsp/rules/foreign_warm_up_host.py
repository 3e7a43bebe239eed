"""A page to warm up on a host that is none of the project's."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.env import ENV_FILE, followed
from zdd_lsp.project.routes import ROUTES_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.syntax.nodes import Sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_HOST: Final = re.compile(r"https?://([^/:\s?#]+)", re.IGNORECASE)


@rule(
    code="ZDD621",
    name="foreign-warm-up-host",
    severity=Severity.WARNING,
    summary="A page to warm up lies on a host for which the project has no route.",
    subject="post_deploy_variables",
    bad=[
        Example(
            "A domain that is gone",
            {
                ROUTES_FILE: """
                "https://shop.example.com/":
                    type: upstream
                    upstream: "mymagento:http"
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - https://old.example.com/
                      # ^^^^^^^^^^^^^^^^^^^^^^^^ has no route for old.example.com
                """,
            },
        ),
    ],
    good=[
        Example(
            "A domain of the project",
            {
                ROUTES_FILE: """
                "https://shop.example.com/":
                    type: upstream
                    upstream: "mymagento:http"
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - https://shop.example.com/
                """,
            },
        ),
        Example(
            "What {default} stands for nobody can tell",
            {
                ROUTES_FILE: """
                "https://{default}/":
                    type: upstream
                    upstream: "mymagento:http"
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - https://shop.example.com/
                """,
            },
        ),
    ],
)
def foreign_warm_up_host(project: Project, report: Reporter) -> Iterator[Finding]:
    """ece-tools requests pages of the installation's own domains and leaves out others.

    Reported only if every route names its domain: what `{default}` and `{all}` stand for is not in
    the files.

    Source: ece-tools 2002.1.17, WarmUp/Urls.php, and PostDeploy/TimeToFirstByte.php.
    """
    routes = project.routes
    templates = [route.template for route in routes.routes.values()]
    is_known = routes.source is not None and routes.is_known and bool(templates)
    if not is_known or any(t.placeholder or t.is_wildcard or not t.is_url for t in templates):
        return
    hosts = {template.address.host.partition(":")[0].lower() for template in templates}
    place = Location(ROUTES_FILE, templates[0].span)
    for name in ("WARM_UP_PAGES", "TTFB_TESTED_PAGES"):
        for setting in project.env.settings_of(name):
            node = followed(setting.entry.value)
            for item in node.items if isinstance(node, Sequence) else ():
                value = setting.source.value(item.value)
                match = _HOST.match(value) if isinstance(value, str) else None
                if match is not None and match[1].lower() not in hosts:
                    yield report(
                        ENV_FILE,
                        item.value.span,
                        f"The project has no route for {match[1]}, so the page is left out.",
                        related=[Related(place, "The routes are here.")],
                    )
