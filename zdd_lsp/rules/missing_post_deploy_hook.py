"""No post_deploy hook that ece-tools recognises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zdd_lsp.catalogue import facts
from zdd_lsp.findings import Applicability, Edit, Fix, Severity, Upstream
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.editing import append_below, append_to_flow, append_to_root, column_of
from zdd_lsp.project.ideal import CODE, Gap
from zdd_lsp.project.places import hook_place
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.fixes import fix
from zdd_lsp.syntax.nodes import Mapping, Scalar, Style
from zdd_lsp.text.lines import eol
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter


@rule(
    code="ZDD105",
    name="missing-post-deploy-hook",
    severity=Severity.WARNING,
    summary="There is no `post_deploy` hook that runs ece-tools.",
    subject="hooks",
    bad=[
        Example(
            "No such hook",
            {
                APP_FILE: """
                name: shop
                hooks:
                #^^^^ There is no post_deploy hook
                    build: |
                        php ./vendor/bin/ece-tools run scenario/build/generate.xml
                    deploy: |
                        php ./vendor/bin/ece-tools run scenario/deploy.xml

                disk: 5120
                """
            },
            fixed={
                APP_FILE: """
                name: shop
                hooks:
                    build: |
                        php ./vendor/bin/ece-tools run scenario/build/generate.xml
                    deploy: |
                        php ./vendor/bin/ece-tools run scenario/deploy.xml
                    post_deploy: |
                        php ./vendor/bin/ece-tools run scenario/post-deploy.xml

                disk: 5120
                """
            },
        ),
        Example(
            "A hook that does something else, with an older ece-tools",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                  #            ^ does not run ece-tools
                    php bin/magento cache:flush  # faster
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/ece-tools", "version": "2002.0.22"}]}
                """,
            },
            fixed={
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php bin/magento cache:flush  # faster
                    php ./vendor/bin/ece-tools post-deploy
                """
            },
        ),
        Example(
            "A stage's name in place of the hook's",
            {
                APP_FILE: """
                hooks:
                    post-deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                #   ^^^^^^^^^^^ must be post_deploy
                """
            },
            fixed={
                APP_FILE: """
                hooks:
                    post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
    ],
    good=[
        Example(
            "The command of ece-tools 2002.1 and later",
            {
                APP_FILE: """
                hooks:
                  post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
                """
            },
        ),
        Example(
            "The older command is right, too",
            {
                APP_FILE: """
                hooks:
                  post_deploy: |
                    php ./vendor/bin/ece-tools post-deploy
                """
            },
        ),
    ],
)
def missing_post_deploy_hook(project: Project, report: Reporter) -> Iterator[Finding]:
    """Without a `post_deploy` hook that runs ece-tools, its work is done in maintenance.

    The hook runs after the site is open again: it cleans the cache, enables cron, saves a backup
    of the configuration and warms up the pages of `WARM_UP_PAGES`. Without it the first three
    happen before the site opens, and nothing is warmed up.

    ece-tools recognises its own command by the text `/ece-tools`, anywhere in the hook.
    """
    if Gap.NO_POST_DEPLOY not in project.ideal.gaps or project.unreadable(APP_FILE):
        return
    upstream = Upstream(CODE, project.ideal.message(Gap.NO_POST_DEPLOY))
    command = facts().post_deploy_command(project.ece_tools_triple)
    consequence = "cache, cron and backup are dealt with while the site is in maintenance."
    confused = project.app.hooks.get("post-deploy")
    if confused is not None and "post_deploy" not in project.app.hooks:
        span = confused.entry.key.span
        edit = Edit(APP_FILE, span, "post_deploy")
        yield report(
            APP_FILE,
            span,
            f"The name of this hook must be post_deploy; as it is, {consequence}",
            upstream=upstream,
            fixes=[Fix("Rename the hook to post_deploy", (edit,))],
        )
        return
    hook = project.app.hooks.get("post_deploy")
    if hook is None or not hook.text:
        path, span = hook_place(project, "post_deploy")
        yield report(
            path,
            span,
            # Without the file this is a part of a project, and the hook may be in the rest.
            severity=Severity.INFO if project.app.source is None else None,
            message=f"There is no post_deploy hook that runs ece-tools: {consequence}",
            upstream=upstream,
            fixes=_added(project, command) if hook is None else (),
        )
        return
    node = hook.entry.value
    span = node.span
    if isinstance(node, Scalar) and node.header is not None:
        span = node.header
    yield report(
        APP_FILE,
        span,
        f"The post_deploy hook does not run ece-tools: {consequence}",
        upstream=upstream,
        fixes=_extended(project, node, command),
    )


def _added(project: Project, command: str) -> tuple[Fix, ...]:
    """Return the fix that adds the hook."""
    title = "Add the post_deploy hook"
    source, entry = project.app.source, project.app.hooks_entry
    if source is None:
        return ()
    if entry is None:
        if source.tree.root is not None and not isinstance(source.tree.root, Mapping):
            return ()
        lines = ["hooks:", "    post_deploy: |", f"        {command}"]
        return fix(title, append_to_root(source, lines), Applicability.SAFE)
    if isinstance(entry.value, Mapping) and entry.value.flow:
        item = f"post_deploy: '{command}'"
        return fix(title, append_to_flow(source, entry, item), Applicability.SAFE)
    step = 4
    if isinstance(entry.value, Mapping) and entry.value.entries:
        inner = column_of(source, entry.value.entries[0].key.span.start)
        step = max(inner - column_of(source, entry.key.span.start), 2)
    change = append_below(source, entry, ["post_deploy: |", f"{' ' * step}{command}"])
    return fix(title, change, Applicability.SAFE)


def _extended(project: Project, node: object, command: str) -> tuple[Fix, ...]:
    """Return the fix that adds the command to a hook that does something else."""
    source = project.app.source
    if source is None or not isinstance(node, Scalar) or node.style is not Style.LITERAL:
        return ()
    if not node.lines:
        return ()
    last = node.lines[-1]
    line = source.lines.line_span(source.lines.line_at(last.start))
    lead = source.text[line.start : last.start]
    edit = Edit(APP_FILE, Span(line.end, line.end), f"{eol(source.text)}{lead}{command}")
    return (Fix("Run ece-tools at the end of the hook", (edit,)),)
