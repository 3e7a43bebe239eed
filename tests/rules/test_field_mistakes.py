"""Mistakes in `.magento.env.yaml` that people made, rebuilt: each is found at its cause.

The shapes M1 to M20 are those of public projects; the words are ours. The names tell which file of
the public projects had the shape first.
"""

from __future__ import annotations

from pathlib import Path

from zdd_lsp import lint
from zdd_lsp.findings import Severity
from zdd_lsp.project import Project

ENV = ".magento.env.yaml"
APP = """\
name: mymagento
type: php:8.4
relationships:
    database: "mysql:mysql"
    valkey: "cache:valkey"
    opensearch: "opensearch:opensearch"
hooks:
    build: |
        set -e
        php ./vendor/bin/ece-tools run scenario/build/generate.xml
        php ./vendor/bin/ece-tools run scenario/build/transfer.xml
    deploy: php ./vendor/bin/ece-tools run scenario/deploy.xml
    post_deploy: php ./vendor/bin/ece-tools run scenario/post-deploy.xml
"""
CONFIG = """\
<?php
return ['modules' => ['Magento_Store' => 1], 'scopes' => ['websites' => ['base' => ['id' => 1]]]];
"""
LOCK = """\
{"packages": [
    {"name": "magento/ece-tools", "version": "2002.2.10"},
    {"name": "magento/magento2-base", "version": "COMMERCE"}
]}
"""


def said(env: str, commerce: str = "2.4.8", *, least: Severity = Severity.WARNING) -> list[str]:
    """Return each finding about the file as rule, severity, line and text."""
    files = {ENV: env, ".magento.app.yaml": APP, "app/etc/config.php": CONFIG}
    files |= {"composer.json": "{}", "composer.lock": LOCK.replace("COMMERCE", commerce)}
    project = Project(Path("/project"), files).judged()
    source = project.yaml(ENV)
    assert source is not None
    return [
        f"{finding.rule} {finding.severity.label} "
        f"{source.lines.line_at(finding.location.span.start) + 1} "
        f"{finding.location.span.slice(source.text)}"
        for finding in lint.check(project)
        if finding.location.path == ENV and finding.severity >= least
    ]


def test_m1_a_front_end_by_another_name() -> None:
    env = """\
stage:
  deploy:
    CACHE_CONFIGURATION:
      _merge: true
      front_end:
        default:
          backend_options:
            connect_retries: 5
"""

    assert said(env) == ["misplaced-cache-key warning 5 front_end"]


def test_m2_front_ends_beside_frontend() -> None:
    env = """\
stage:
  deploy:
    CACHE_CONFIGURATION:
      _merge: true
      default:
        backend_options:
          use_stale_cache: false
      stale_cache_enabled:
        backend_options:
          use_stale_cache: true
      type:
        default:
          frontend: "default"
        layout:
          frontend: "stale_cache_enabled"
"""

    assert said(env) == [
        "misplaced-cache-key warning 5 default",
        "misplaced-cache-key warning 8 stale_cache_enabled",
    ]


def test_m3_keys_of_the_cache_too_deep() -> None:
    env = """\
stage:
  deploy:
    CACHE_CONFIGURATION:
      _merge: true
      frontend:
        default:
          backend_options:
            connect_retries: 5
          stale_cache_enabled:
            backend_options:
              use_stale_cache: true
          type:
            default:
              frontend: "default"
"""

    assert said(env) == [
        "misplaced-cache-key warning 9 stale_cache_enabled",
        "misplaced-cache-key warning 12 type",
    ]


def test_m3_keys_of_the_cache_below_a_front_end_beside_frontend() -> None:
    env = """\
stage:
  deploy:
    CACHE_CONFIGURATION:
      _merge: true
      default:
        backend_options:
          use_stale_cache: false
        stale_cache_enabled:
          backend_options:
            use_stale_cache: true
        type:
          layout:
            frontend: "stale_cache_enabled"
"""

    assert said(env) == ["misplaced-cache-key warning 5 default"]


def test_m3_keys_of_the_cache_too_high_and_of_another_section() -> None:
    env = """\
stage:
  deploy:
    CACHE_CONFIGURATION:
      _merge: true
      allow_parallel_generation: true
      use_stale_cache: true
      indexer:
        use_application_lock: true
"""

    assert said(env) == [
        "misplaced-cache-key warning 6 use_stale_cache",
        "misplaced-cache-key warning 7 indexer",
    ]


def test_m4_locales_without_language() -> None:
    env = """\
stage:
  build:
    SCD_MATRIX:
      "acme/backend":
        - en_US
      "Acme/apollo":
        - en_US
        - id_ID
"""

    assert said(env) == [
        'invalid-scd-matrix error 4 "acme/backend"',
        'invalid-scd-matrix error 6 "Acme/apollo"',
    ]


def test_m5_a_variable_below_a_stage_that_is_commented_out() -> None:
    env = """\
#stage:
#  global:
#    SCD_ON_DEMAND: true
#  deploy:
#    SKIP_SCD: true
       SEARCH_CONFIGURATION:
         engine: opensearch
"""

    assert said(env) == [
        "outside-of-stage warning 6 SEARCH_CONFIGURATION",
        "yaml-indentation error 6 SEARCH_CONFIGURATION:",
    ]


def test_m6_a_variable_beside_its_stage() -> None:
    env = """\
stage:
  build:
  QUALITY_PATCHES:
    - MDVA-12304
"""

    assert said(env) == ["variable-beside-stages error 3 QUALITY_PATCHES"]


def test_m7_two_sections_stage() -> None:
    env = """\
#stage:
  global:
    SCD_ON_DEMAND: false
#  build:
stage:
  deploy:
    SKIP_SCD: true
"""

    assert said(env) == ["yaml-indentation error 2 global", "outside-of-stage warning 2 global"]


def test_m8_a_section_for_a_branch() -> None:
    env = """\
stage:
  deploy:
    SKIP_SCD: true
integration:
  deploy:
    SKIP_SCD: false
"""

    assert said(env) == ["unread-section warning 4 integration"]


def test_m9_a_matrix_beside_its_variable() -> None:
    env = """\
stage:
  build:
    SCD_MATRIX:
    "Magento/backend":
      "Acme/one":
        language: [en_US]
      "Acme/two": []
"""

    assert said(env) == [
        "wrong-type error 3 SCD_MATRIX",
        'misplaced-key error 4 "Magento/backend"',
    ]


def test_m10_a_matrix_that_is_switched_off_and_a_wrong_stage() -> None:
    env = """\
stage:
  build:
    SCD_MATRIX: false
    SKIP_HTML_MINIFICATION: true
"""

    assert said(env) == [
        "wrong-type error 3 false",
        "wrong-stage error 4 SKIP_HTML_MINIFICATION",
    ]


def test_m11_patches_without_items() -> None:
    env = "stage:\n  build:\n    QUALITY_PATCHES:\n"

    assert said(env) == ["wrong-type error 3 QUALITY_PATCHES"]


def test_m12_merge_beside_its_variable() -> None:
    env = """\
stage:
  deploy:
    SEARCH_CONFIGURATION:
      engine: opensearch
    _merge: false
"""

    assert said(env) == ["misplaced-key error 5 _merge"]


def test_m13_a_tab() -> None:
    env = "stage:\n  deploy:\n\tSKIP_SCD: true\n"

    assert said(env) == ["yaml-tab-indentation error 3 \t"]


def test_m14_no_blank_behind_the_colon() -> None:
    env = 'stage:\n  build:\n    SCD_MATRIX:\n      "Acme/one":[]\n      "Acme/two": []\n'

    assert said(env)[:2] == ['wrong-type error 4 "Acme/one"', "yaml-missing-space warning 4 :"]


def test_m15_a_variable_inside_of_another_one_and_an_engine_in_capitals() -> None:
    env = """\
stage:
  deploy:
    SEARCH_CONFIGURATION:
      engine: ElasticSuite
      ELASTICSUITE_CONFIGURATION:
        indices_settings:
          number_of_shards: 1
"""

    assert said(env) == [
        "search-engine-in-wrong-case warning 4 ElasticSuite",
        "nested-variable warning 5 ELASTICSUITE_CONFIGURATION",
    ]


def test_m16_keys_of_the_engine_before() -> None:
    env = """\
stage:
  deploy:
    SEARCH_CONFIGURATION:
      engine: elasticsearch7
      elasticsearch6_server_hostname: elasticsearch.internal
      elasticsearch6_server_port: '9200'
"""

    assert said(env) == ["search-key-of-other-engine warning 5 elasticsearch6_server_hostname"]


def test_m16_keys_that_elasticsuite_does_not_read() -> None:
    env = """\
stage:
  deploy:
    SEARCH_CONFIGURATION:
      engine: elasticsuite
      elasticsearch7_server_port: '9200'
"""

    assert said(env) == ["search-key-of-other-engine warning 5 elasticsearch7_server_port"]


def test_m17_compact_and_threads_go_together_since_2_2_4() -> None:
    env = "stage:\n  build:\n    SCD_STRATEGY: compact\n    SCD_THREADS: 4\n"

    assert said(env) == []
    assert "ignored-threads hint 4 4" in said(env, "2.2.3", least=Severity.HINT)


def test_m18_options_that_nothing_uses() -> None:
    env = """\
stage:
  global:
    SCD_ON_DEMAND: true
    SKIP_SCD: true
  build:
    SCD_MATRIX:
      "Magento/backend":
        language: [en_US]
    SCD_STRATEGY: quick
"""

    assert said(env) == [
        "scd-on-demand warning 3 true",
        "skip-scd-on-build warning 4 true",
        "unused-scd-option warning 6 SCD_MATRIX",
        "ignored-scd-options warning 9 SCD_STRATEGY",
    ]


def test_m19_a_wildcard_for_frames() -> None:
    env = "stage:\n  global:\n    X_FRAME_CONFIGURATION: '*'\n"

    assert said(env) == ["invalid-frame-option warning 3 '*'"]


def test_m20_the_database_of_a_machine_of_ones_own() -> None:
    env = """\
stage:
  deploy:
    DATABASE_CONFIGURATION:
      connection:
        default:
          username: shop
          host: db
          dbname: shop
          password: shop-secret
"""

    assert said(env) == [
        "hand-written-connection warning 3 DATABASE_CONFIGURATION",
        "secret-in-env-file warning 9 password",
    ]


def test_m20_search_servers_on_the_own_machine() -> None:
    env = """\
stage:
  deploy:
    SEARCH_CONFIGURATION:
      engine: opensearch
      opensearch_server_hostname: '127.0.0.1'
    ELASTICSUITE_CONFIGURATION:
      es_client:
        servers: '127.0.0.1:9200'
"""

    assert said(env) == [
        "hand-written-connection warning 5 '127.0.0.1'",
        "elasticsuite-not-installed warning 6 ELASTICSUITE_CONFIGURATION",
        "hand-written-connection warning 8 '127.0.0.1:9200'",
    ]


# Pasted and left over


def test_marks_of_a_merge_conflict() -> None:
    env = """\
stage:
<<<<<<< HEAD
  deploy:
    SKIP_SCD: true
=======
  deploy:
    SKIP_SCD: false
>>>>>>> feature
"""

    found = said(env)

    assert [line for line in found if line.startswith("yaml-syntax error")] == [
        "yaml-syntax error 2 <<<<<<< HEAD",
        "yaml-syntax error 5 =======",
        "yaml-syntax error 8 >>>>>>> feature",
    ]


def test_a_command_from_a_terminal() -> None:
    env = "stage:\n  deploy:\n    SKIP_SCD: true\ngit commit -m cleanup\n"

    assert said(env) == ["yaml-syntax error 4 git commit -m cleanup"]
