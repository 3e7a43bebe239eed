"""USE_LUA or USE_LUA_ON_GC against advice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from zdd_lsp.findings import Severity
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.project.env import ENV_FILE
from zdd_lsp.rules import Example, rule
from zdd_lsp.rules._shared.arrays import deploy_value
from zdd_lsp.rules._shared.fixes import replace_value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from zdd_lsp.findings import Finding
    from zdd_lsp.project import Project
    from zdd_lsp.rules import Reporter

_LUA: Final = "USE_LUA"
_GC: Final = "USE_LUA_ON_GC"


@rule(
    code="ZDD637",
    name="unsafe-lua-setting",
    severity=Severity.WARNING,
    summary="`USE_LUA` or `USE_LUA_ON_GC` is set as Adobe advises against.",
    subject="deploy_variables",
    bad=[
        Example(
            "Scripts in the cache",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    USE_LUA: true
                    #        ^^^^ can damage the cache
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    USE_LUA: false
                """
            },
        ),
        Example(
            "None in the garbage collection",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    USE_LUA_ON_GC: false
                    #              ^^^^^ cached pages that should go stay
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
            fixed={
                ENV_FILE: """
                stage:
                  deploy:
                    USE_LUA_ON_GC: true
                """
            },
        ),
    ],
    good=[
        Example(
            "The defaults",
            {
                ENV_FILE: """
                stage:
                  deploy:
                    USE_LUA: false
                    USE_LUA_ON_GC: true
                """,
                COMPOSER_LOCK: """
                {"packages": [{"name": "magento/magento2-base", "version": "2.4.8"}]}
                """,
            },
        ),
    ],
)
def unsafe_lua_setting(project: Project, report: Reporter) -> Iterator[Finding]:
    """Commerce can have Redis and Valkey run scripts in Lua for the cache.

    With 2.4.7 and 2.4.8 `USE_LUA` can damage the cache, and from 2.4.9 on it is not to be used.
    `USE_LUA_ON_GC`, which is on by default, keeps the invalidation of tags working in 2.4.8.

    Source: guide, variables-deploy; ece-tools 2002.2.12, Config/Factory/Cache.php.
    """
    cases = (
        (_LUA, True, ">=2.4.7", "can damage the cache of Commerce"),
        (_GC, False, ">=2.4.8 <2.4.9", "cached pages that should go stay, with Commerce"),
    )
    for name, value, commerce, consequence in cases:
        found = deploy_value(project, name)
        if found is None or found.value is not value or not project.is_commerce(commerce):
            continue
        wanted = "false" if value else "true"
        link = ": " if name == _GC else " "
        yield report(
            ENV_FILE,
            found.spot.value_span,
            f"{name}{link}{consequence} {project.commerce}. Adobe advises against it.",
            fixes=[replace_value(found.setting, wanted, f"Write {wanted}")],
        )
