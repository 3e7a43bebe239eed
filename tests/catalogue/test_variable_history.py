"""In which version of ece-tools a variable came, changed and went, as the tags tell it."""

from __future__ import annotations

import pytest

from zdd_lsp.catalogue import Value, Version, catalogue
from zdd_lsp.project.constraints import satisfies
from zdd_lsp.project.versions import Version as Commerce

KNOWN = catalogue().known

# The first version whose schema has them.
SINCE = {
    (2002, 0, 12): """
        CACHE_CONFIGURATION CLEAN_STATIC_FILES CRON_CONSUMERS_RUNNER DATABASE_CONFIGURATION
        DEPLOYED_MAGENTO_VERSION_FROM_GIT DEPLOY_FROM_GIT_OPTIONS GENERATED_CODE_SYMLINK
        MIN_LOGGING_LEVEL MYSQL_USE_SLAVE_CONNECTION QUEUE_CONFIGURATION REDIS_USE_SLAVE_CONNECTION
        SCD_COMPRESSION_LEVEL SCD_EXCLUDE_THEMES SCD_MATRIX SCD_ON_DEMAND SCD_STRATEGY SCD_THREADS
        SEARCH_CONFIGURATION SESSION_CONFIGURATION SKIP_HTML_MINIFICATION SKIP_SCD
        STATIC_CONTENT_SYMLINK UPDATE_URLS VERBOSE_COMMANDS WARM_UP_PAGES
    """,
    (2002, 0, 15): "ENABLE_GOOGLE_ANALYTICS",
    (2002, 0, 16): """
        ENV_APPLICATION ENV_ENVIRONMENT ENV_MODE ENV_RELATIONSHIPS ENV_ROUTES ENV_VARIABLES
        RESOURCE_CONFIGURATION X_FRAME_CONFIGURATION
    """,
    (2002, 0, 17): "SCD_COMPRESSION_TIMEOUT",
    (2002, 0, 18): "ELASTICSUITE_CONFIGURATION SCD_MAX_EXECUTION_TIME",
    (2002, 0, 20): "FORCE_UPDATE_URLS TTFB_TESTED_PAGES",
    (2002, 0, 21): "CONSUMERS_WAIT_FOR_MAX_MESSAGES LOCK_PROVIDER",
    (2002, 1, 0): "ERROR_REPORT_DIR_NESTING_LEVEL",
    (2002, 1, 1): "REDIS_BACKEND SCD_USE_BALER SPLIT_DB WARM_UP_CONCURRENCY",
    (2002, 1, 2): "QUALITY_PATCHES",
    (2002, 1, 3): "SKIP_COMPOSER_DUMP_AUTOLOAD",
    (2002, 1, 5): "REMOTE_STORAGE SCD_NO_PARENT",
    (2002, 1, 13): "ENABLE_EVENTING",
    (2002, 1, 16): "ENABLE_WEBHOOKS",
    # Of the next two lines only the earliest possible version is known.
    (2002, 1, 18): "LUA_KEY USE_LUA",
    (2002, 2, 2): "VALKEY_BACKEND VALKEY_USE_SLAVE_CONNECTION",
    (2002, 2, 12): "USE_LUA_ON_GC",
}

# The first version whose schema has them no more.
REMOVED = {
    "ENV_MODE": (2002, 0, 18),
    "LUA_KEY": (2002, 2, 12),
    "SCD_EXCLUDE_THEMES": (2002, 1, 0),
    "STATIC_CONTENT_SYMLINK": (2002, 1, 0),
}

# Version, variable, attribute, and its value before that version.
CHANGES: list[tuple[Version, str, str, object]] = [
    ((2002, 0, 13), "SKIP_HTML_MINIFICATION", "defaults", {"global": False}),
    ((2002, 0, 13), "WARM_UP_PAGES", "defaults", {"post-deploy": ["index.php"]}),
    ((2002, 0, 18), "SCD_THREADS", "defaults", {"build": 1, "deploy": 1}),
    *(
        ((2002, 1, 1), name, "stages", ("global", "deploy"))
        for name in (
            "CACHE_CONFIGURATION",
            "CONSUMERS_WAIT_FOR_MAX_MESSAGES",
            "CRON_CONSUMERS_RUNNER",
            "DATABASE_CONFIGURATION",
            "ELASTICSUITE_CONFIGURATION",
            "GENERATED_CODE_SYMLINK",
            "QUEUE_CONFIGURATION",
            "RESOURCE_CONFIGURATION",
            "SEARCH_CONFIGURATION",
            "SESSION_CONFIGURATION",
        )
    ),
    ((2002, 1, 1), "ERROR_REPORT_DIR_NESTING_LEVEL", "stages", ("global", "build")),
    ((2002, 1, 1), "TTFB_TESTED_PAGES", "stages", ("global", "post-deploy")),
    ((2002, 1, 1), "VERBOSE_COMMANDS", "defaults", {"build": "", "deploy": ""}),
    ((2002, 1, 1), "VERBOSE_COMMANDS", "stages", ("global", "build", "deploy")),
    ((2002, 1, 1), "WARM_UP_PAGES", "stages", ("global", "post-deploy")),
    (
        (2002, 2, 12),
        "VALKEY_BACKEND",
        "allowed",
        (
            "Cm_Cache_Backend_Redis",
            r"\Magento\Framework\Cache\Backend\Redis",
            r"\Magento\Framework\Cache\Backend\RemoteSynchronizedCache",
        ),
    ),
]


def before(version: Version) -> Version:
    return (*version[:2], version[2] - 1)


def test_the_first_versions() -> None:
    expected = {name: version for version, names in SINCE.items() for name in names.split()}
    assert {name: variable.since for name, variable in KNOWN.items()} == expected


def test_the_last_versions() -> None:
    assert {name: v.removed for name, v in KNOWN.items() if v.removed} == REMOVED
    for name, version in REMOVED.items():
        assert name in catalogue().variables(before(version))
        assert name not in catalogue().variables(version)
        assert name not in catalogue().variables()


def test_every_change() -> None:
    told = [
        (change.version, name, attribute, value)
        for name, variable in KNOWN.items()
        for change in variable.history
        for attribute, value in change.was.items()
    ]
    assert sorted(told, key=repr) == sorted(CHANGES, key=repr)


@pytest.mark.parametrize(("version", "name", "attribute", "was"), CHANGES)
def test_a_change_takes_effect_with_its_version(
    version: Version, name: str, attribute: str, was: object
) -> None:
    assert getattr(catalogue().variables(before(version))[name], attribute) == was
    assert getattr(catalogue().variables(version)[name], attribute) != was


def test_the_number_of_variables_is_that_of_the_schemas() -> None:
    assert len(catalogue().variables((2002, 1, 17))) == 49
    assert len(catalogue().variables((2002, 2, 12))) == 53


def test_no_version_and_a_future_one_mean_the_newest() -> None:
    newest = catalogue().variables(catalogue().newest)
    assert catalogue().variables() == newest
    assert catalogue().variables((2002, 9, 0)) == newest


def test_a_version_before_the_first_schema_gets_the_first() -> None:
    first = catalogue().variables((2002, 0, 12))
    assert catalogue().variables((2002, 0, 5)) == first
    assert "SCD_MATRIX" in first
    assert "SCD_NO_PARENT" not in first


@pytest.mark.parametrize(
    ("name", "stage", "default"),
    [
        ("SKIP_HTML_MINIFICATION", "global", True),
        ("WARM_UP_PAGES", "post-deploy", [""]),
        ("SCD_THREADS", "build", -1),
        ("SCD_COMPRESSION_LEVEL", "build", 6),
        ("SCD_COMPRESSION_LEVEL", "deploy", 4),
        ("SCD_MAX_EXECUTION_TIME", "deploy", None),
        ("FORCE_UPDATE_URLS", "deploy", False),
        ("X_FRAME_CONFIGURATION", "global", "SAMEORIGIN"),
        ("USE_LUA_ON_GC", "deploy", True),
        ("LOCK_PROVIDER", "deploy", "file"),
    ],
)
def test_defaults_that_the_guide_or_old_versions_tell_otherwise(
    name: str, stage: str, default: Value
) -> None:
    assert KNOWN[name].defaults[stage] == default


def test_values_that_a_version_after_the_newest_may_allow() -> None:
    """ece-tools 2002.2.13 names them in its code; its schema is not known."""
    assert catalogue().newest == (2002, 2, 12)
    assert {name: v.uncertain for name, v in KNOWN.items() if v.uncertain} == {
        "REDIS_BACKEND": ("redis", "symfony_l2"),
        "VALKEY_BACKEND": (r"\Magento\Framework\Cache\Backend\Valkey", "valkey"),
    }


@pytest.mark.parametrize(
    ("name", "fitting", "unfitting"),
    [
        ("ENABLE_EVENTING", "2.4.5", "2.4.4-p9"),
        ("ENABLE_WEBHOOKS", "2.4.4", "2.4.3-p3"),
        ("LOCK_PROVIDER", "2.2.5", "2.2.4"),
        ("REDIS_BACKEND", "2.3.0", "2.2.11"),
        ("REDIS_USE_SLAVE_CONNECTION", "2.1.16", "2.1.15"),
        ("REMOTE_STORAGE", "2.4.2", "2.4.1-p1"),
        ("SCD_NO_PARENT", "2.4.2", "2.4.1-p1"),
        ("SCD_STRATEGY", "2.2.0", "2.1.18"),
        ("SPLIT_DB", "2.4.9", "2.5.0"),
        ("GENERATED_CODE_SYMLINK", "2.1.18", "2.2.0"),
        ("USE_LUA", "2.4.7", "2.4.6-p14"),
        ("USE_LUA_ON_GC", "2.4.8", "2.4.7-p9"),
        ("VALKEY_BACKEND", "2.4.8", "2.4.4-p18"),
        ("VALKEY_BACKEND", "2.4.6-p11", "2.4.6-p10"),
        ("VALKEY_USE_SLAVE_CONNECTION", "2.4.5-p13", "2.4.7-p5"),
    ],
)
def test_versions_of_commerce(name: str, fitting: str, unfitting: str) -> None:
    constraint = KNOWN[name].commerce
    versions = Commerce.parse(fitting), Commerce.parse(unfitting)
    assert constraint is not None
    assert [v is not None and satisfies(v, constraint) for v in versions] == [True, False]
