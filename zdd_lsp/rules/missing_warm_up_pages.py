"""No pages are named to be warmed up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.findings import Applicability, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.editing import set_setting
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import is_on
from zdd_lsp.project.places import hook_place, stage_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD111",
    name="missing-warm-up-pages",
    severity=Severity.HINT,
    summary="`WARM_UP_PAGES` is unset, so only the start page is warmed up.",
    subject="post_deploy_variables",
    bad=[
        Example(
            "A hook, but no pages",
            {
                APP_FILE: """
                hooks:
                  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                # ^^^^^^^^^^^ at most the start page is warmed up
                    TTFB_TESTED_PAGES: []
                """,
            },
        ),
        Example(
            "Static content on demand, without a page that is warm",
            {
                ENV_FILE: """
                stage:
                #^^^^ who waits for its static content as well
                  global:
                    SCD_ON_DEMAND: true
                """,
            },
        ),
    ],
    good=[
        Example(
            "Pages that many visitors see first",
            {
                APP_FILE: """
                hooks:
                  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES:
                      - "category:*:1"
                      - "cms-page:*:1"
                """,
            },
        ),
        Example(
            "A store that has no `.magento.env.yaml`, as Adobe's template comes",
            {
                APP_FILE: """
                hooks:
                  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """,
            },
        ),
    ],
)
def missing_warm_up_pages(project: Project, report: Reporter) -> Iterator[Finding]:
    """After a deploy the cache is empty, and the first visitor of each page waits for it.

    The `post_deploy` hook requests the pages of `WARM_UP_PAGES` once the site is open, so that
    visitors find them in the cache. By default that is the start page alone. Name the pages that
    most visitors enter by; patterns such as `category:*:1` stand for many.

    With `SCD_ON_DEMAND` that matters more: static content is generated when the first visitor asks
    for it, and Adobe's guide advises to request the pages before.

    A store without `.magento.env.yaml` lives on all defaults, and is not told of one of them.
    """
    if project.env.source is None or project.env.settings_of("WARM_UP_PAGES"):
        return
    has_stages = project.env.stage is not None
    path, span = (
        stage_place(project, "post-deploy") if has_stages else hook_place(project, "post_deploy")
    )
    change = set_setting(project, "post-deploy", "WARM_UP_PAGES", '\n- "index.php"')
    is_on_demand = is_on(project, "global", "SCD_ON_DEMAND")
    wait = ", who waits for its static content as well" if is_on_demand else ""
    yield report(
        path,
        span,
        "WARM_UP_PAGES is unset: at most the start page is warmed up after a deploy, every other "
        f"page is slow for its first visitor{wait}.",
        severity=Severity.INFO if is_on_demand else None,
        fixes=fix("Add WARM_UP_PAGES with the start page", change, Applicability.UNSAFE),
    )
