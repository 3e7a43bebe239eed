"""Variables of the stage post-deploy without a hook that would use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Location, Related, Severity
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.project.ideal import Gap
from zdd_lsp.project.places import hook_place
from zdd_lsp.rules import Example, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_STAGE: Final = "post-deploy"


@rule(
    code="ZDD622",
    name="unused-post-deploy-stage",
    severity=Severity.HINT,
    profile="strict",
    summary="The stage `post-deploy` has variables, and no hook runs ece-tools after the deploy.",
    subject="post_deploy_variables",
    bad=[
        Example(
            "Nobody warms anything up",
            {
                APP_FILE: """
                name: shop
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                # ^^^^^^^^^^^ nothing uses
                    WARM_UP_PAGES: [index.php]
                """,
            },
        ),
    ],
    good=[
        Example(
            "With the hook",
            {
                APP_FILE: """
                name: shop
                hooks:
                    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
                    post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """,
                ENV_FILE: """
                stage:
                  post-deploy:
                    WARM_UP_PAGES: [index.php]
                """,
            },
        ),
    ],
)
def unused_post_deploy_stage(project: Project, report: Reporter) -> Iterator[Finding]:
    """`WARM_UP_PAGES` and the other variables of `post-deploy` are read by the hook `post_deploy`.

    Without a hook that runs ece-tools they have no effect. The cause is the subject of
    `missing-post-deploy-hook`; this is what comes of it.

    Source: ece-tools 2002.1.17, scenario/post-deploy.xml; guide, hooks property.
    """
    settings = project.env.settings.get(_STAGE)
    if not settings or project.app.source is None or Gap.NO_POST_DEPLOY not in project.ideal.gaps:
        return
    place = Location(*hook_place(project, "post_deploy"))
    yield report(
        ENV_FILE,
        project.env.stages[_STAGE].key.span,
        f"There is no post_deploy hook that runs ece-tools, so nothing uses {_listed(settings)}.",
        related=[Related(place, "The hook is missing here.")],
    )


def _listed(names: Iterable[str]) -> str:
    first, *rest = names
    return f"{first} and {len(rest)} more" if rest else first
