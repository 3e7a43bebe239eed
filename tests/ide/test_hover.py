"""Hover: the cursor is drawn as <|>."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from zdd_lsp import lint
from zdd_lsp.catalogue import catalogue
from zdd_lsp.ide.hover import hover
from zdd_lsp.project import Project

if TYPE_CHECKING:
    from zdd_lsp.rules import Rule

PATH = ".magento.env.yaml"
LOCK = '{"packages": [{"name": "magento/ece-tools", "version": "2002.1.17"}]}'


def at(picture: str, path: str = PATH) -> tuple[str, str] | None:
    """Return the text that the hover covers, and its Markdown."""
    offset = picture.index("<|>")
    text = picture.replace("<|>", "")
    project = Project(Path("/project"), {path: text, "composer.lock": LOCK})
    found = hover(project, path, offset)
    return None if found is None else (found.span.slice(text), found.markdown)


@pytest.mark.parametrize(
    ("picture", "covered"),
    [
        ("stage:\n  build:\n    <|>SKIP_SCD: true\n", "SKIP_SCD"),
        ("stage:\n  build:\n    SKIP_SCD<|>: true\n", "SKIP_SCD"),
        ("stage:\n  build:\n    SKIP_SCD: tr<|>ue\n", "true"),
        ("stage:\n  build:\n    SKIP_SCD: <|>true\n", "true"),
        ("stage:\n  build: {SKIP_SCD: true<|>}\n", "true"),
        ("stage:\n  build:\n    'SKIP_SCD'<|>: true\n", "'SKIP_SCD'"),
        ("stage:\n  build:\n    SKIP_SCD:<|>\n", "SKIP_SCD"),
    ],
)
def test_key_and_value_are_explained(picture: str, covered: str) -> None:
    found = at(picture)

    assert found is not None
    assert found[0] == covered
    assert found[1].startswith("### `SKIP_SCD`")


@pytest.mark.parametrize(
    "picture",
    [
        "stage:\n  prod<|>uction:\n    SKIP_SCD: true\n",
        "stages<|>:\n  build:\n    SKIP_SCD: true\n",
        "stage:\n  build:\n  <|>  SKIP_SCD: true\n",
        "stage:\n  build:\n    SKIP_SCD: true  # <|>why\n",
        "stage:\n  build:\n    NO_SUCH<|>_THING: true\n",
        "stage:\n  build:\n    NO_SUCH_THING: CRYPT<|>_KEY\n",
        "build:\n  SKIP_SCD<|>: true\n",
        "log:\n  SKIP_SCD<|>: true\n",
        "log:\n  file: {to<|>: x}\n",
        "log: <|>\n",
        "log: [file<|>]\n",
        "system: {env: {ENV_ROUTES<|>: X}}\n",
        "stage: &s\n  build: {}\nlog: *s<|>\n",
        "# zdd: ignore <|>[wrong-type]\n",
        "# zdd: ign<|>ore wrong-type\n",
        "stage: '# zdd: ignore[wrong-<|>type]'\n",
    ],
)
def test_everything_else_is_left_alone(picture: str) -> None:
    assert at(picture) is None


@pytest.mark.parametrize(
    ("path", "picture"),
    [
        (".magento.app.yaml", "nobody: <|>shop\n"),
        (".magento.app.yaml", "stage<|>: {}\n"),
        ("composer.json", '{"name<|>": "shop"}\n'),
        ("app/etc/config.php", "<?php # zdd: ignore[wrong-type<|>]\n"),
        ("elsewhere.yaml", "# zdd: ignore[wrong-type<|>]\n"),
    ],
)
def test_other_files_are_left_alone(path: str, picture: str) -> None:
    assert at(picture, path) is None


def test_the_effective_values_say_where_they_come_from() -> None:
    found = at("stage:\n  global:\n    SKIP_SCD: true\n  deploy:\n    SKIP<|>_SCD: false\n")

    assert found is not None
    assert "| `build` | `false` | **`true`** | `global`, line 3 |" in found[1]
    assert "| `deploy` | `false` | **`false`** | `deploy`, line 5 |" in found[1]
    assert "Cloud Console" in found[1]


def test_the_default_is_named_as_such() -> None:
    found = at("stage:\n  deploy:\n    SCD_COMP<|>RESSION_LEVEL: 2\n")

    assert found is not None
    assert "| `build` | `6` | **`6`** | default |" in found[1]
    assert "- Range: from 0 to 9" in found[1]


def test_a_variable_of_another_version_is_named_as_such() -> None:
    found = at("stage:\n  deploy:\n    VALKEY<|>_BACKEND: x\n")

    assert found is not None
    assert "**Unknown to ece-tools 2002.1.17.**" in found[1]


def test_a_crash_is_no_value() -> None:
    found = at("stage:\n  build: 5\n  deploy:\n    SKIP<|>_SCD: true\n")

    assert found is not None
    assert "| `build` | `false` | ece-tools crashes |" in found[1]


@pytest.mark.parametrize("name", sorted(catalogue().known))
def test_every_variable_has_a_complete_explanation(name: str) -> None:
    variable = catalogue().known[name]
    stage = variable.stages[0] if variable.stages else "global"
    found = at(f"stage:\n  {stage}:\n    {name}<|>: x\n")
    words = variable.prose

    assert found is not None
    assert words is not None
    assert words.summary in found[1]
    assert f"- Type: {variable.type}" in found[1]
    assert (variable.url or "") in found[1]
    assert all(pitfall in found[1] for pitfall in words.pitfalls)


@pytest.mark.parametrize(
    ("picture", "covered", "said"),
    [
        (
            "stage:\n  build:\n    STATIC_CONTENT_THREADS: <|>2\n",
            "2",
            "- Use instead: `SCD_THREADS`",
        ),
        (
            "stage:\n  deploy:\n    DO_DEPLOY<|>_STATIC_CONTENT: false\n",
            "DO_DEPLOY_STATIC_CONTENT",
            "- Use instead: `SKIP_SCD`, which means the opposite",
        ),
        ("stage: {deploy: {CRYPT_KEY<|>: x}}\n", "CRYPT_KEY", "*variable of the Cloud Console*"),
        (
            "stage: {build: {SCD_EXCLUDE_THEMES<|>: x}}\n",
            "SCD_EXCLUDE_THEMES",
            "- Use instead: `SCD_MATRIX`",
        ),
        (
            "system:\n  variables:\n    ENV_<|>ROUTES: X\n",
            "ENV_ROUTES",
            '- Default: `"MAGENTO_CLOUD_ROUTES"`',
        ),
        ("system:\n  variables:\n    ENV_ROUTES: X<|>\n", "X", "### `ENV_ROUTES`"),
    ],
)
def test_names_that_are_no_variables_of_a_stage(picture: str, covered: str, said: str) -> None:
    found = at(picture)

    assert found is not None
    assert found[0] == covered
    assert said in found[1]


@pytest.mark.parametrize(
    ("picture", "covered", "said"),
    [
        ("<|>stage:\n  build: {}\n", "stage", "*section of `.magento.env.yaml`*"),
        ("lo<|>g:\n", "log", "*section of `.magento.env.yaml`*"),
        ("system<|>: {}\n", "system", "*section of `.magento.env.yaml`*"),
        ("stage:\n  glo<|>bal: {}\n", "global", "- Runs: in every phase"),
        ("stage:\n  build<|>: x\n", "build", "- Site: up"),
        ("stage: {'dep<|>loy': {}}\n", "'deploy'", "- Site: down"),
        ("stage:\n  post-<|>deploy:\n", "post-deploy", "`post_deploy` hook"),
    ],
)
def test_sections_and_stages(picture: str, covered: str, said: str) -> None:
    found = at(picture)

    assert found is not None
    assert found[0] == covered
    assert said in found[1]


@pytest.mark.parametrize(
    ("picture", "covered", "said"),
    [
        ("log:\n  sla<|>ck: {}\n", "slack", "- `token`: string, required. "),
        ("log:\n  slack:\n    chan<|>nel: x\n", "channel", "*key of `slack`*"),
        ("log:\n  slack:\n    channel: <|>x\n", "x", '- Type: string, default `"general"`'),
        ("log: {file: {min_level<|>: info}}\n", "min_level", "*key of `file`*"),
        ("log: {file: {min_level: <|>info}}\n", "info", "*level 200 of the log*"),
        ("log: {file: {min_level: IN<|>FO}}\n", "INFO", "It leaves out `debug`."),
        ("log: {file: {min_level: '40<|>0'}}\n", "'400'", "### `error`"),
        ("log: {file: {min_level: 6<|>00}}\n", "600", "gets `emergency` alone."),
        ("log: {file: {min_level: lou<|>d}}\n", "loud", "### `min_level`"),
        ("log: {gelf: {tran<|>sport: {}}}\n", "transport", "*key of `gelf`*"),
        ("log: {gelf: {transport: {u<|>dp: {}}}}\n", "udp", "*transport of the output `gelf`*"),
        ("log: {gelf: {transport: {am<|>qp: {}}}}\n", "{amqp: {}}", "### `transport`"),
        ("log: {gelf: {transport: {udp: {port<|>: 1}}}}\n", "port", "default `12201`"),
        ("log: {gelf: {additional: {a<|>: 1}}}\n", "{a: 1}", "### `additional`"),
    ],
)
def test_outputs_keys_and_levels_of_the_log(picture: str, covered: str, said: str) -> None:
    found = at(picture)

    assert found is not None
    assert found[0] == covered
    assert said in found[1]


@pytest.mark.parametrize(
    ("comment", "covered"),
    [
        ("# zdd: ignore[scd-<|>on-demand] for a test", "scd-on-demand"),
        ("# zdd: ignore[wrong-type, ZDD<|>101] for a test", "ZDD101"),
        ("#zdd:ignore-file[ <|>scd-on-demand ]", "scd-on-demand"),
    ],
)
@pytest.mark.parametrize(
    "path", [PATH, ".magento.app.yaml", ".magento/routes.yaml", ".magento/services.yaml"]
)
def test_a_suppression_explains_the_rule(path: str, comment: str, covered: str) -> None:
    rule = lint.rule("scd-on-demand")
    found = at(f"a: b  {comment}\n", path)

    assert rule is not None
    assert found is not None
    assert found[0] == covered
    assert found[1].startswith("### `scd-on-demand`\n\n*rule ZDD101, warning*\n\n")
    assert rule.summary in found[1]
    assert rule.prose in found[1]
    assert f"({rule.url})" in found[1]


@pytest.mark.parametrize("rule", lint.rules(), ids=lambda rule: rule.name)
def test_every_rule_has_an_explanation(rule: Rule) -> None:
    found = at(f"# zdd: ignore[{rule.name}<|>]\n")

    assert found is not None
    assert rule.prose in found[1]


def test_an_unknown_rule_is_named_as_such() -> None:
    found = at("a: b  # zdd: ignore[scd-on-demnd<|>]\n")
    assert found is not None
    assert "There is no rule of this name" in found[1]
    assert "Did you mean `scd-on-demand`?" in found[1]

    found = at("a: b  # zdd: ignore[`*x<|>]\n")
    assert found is not None
    assert found[1].startswith("### `'*x`\n")
    assert "Did you mean" not in found[1]


@pytest.mark.parametrize(
    ("picture", "where"),
    [
        ("a: b  # zdd: ign<|>ore[wrong-type]\n", "on this line"),
        ("# zdd: ign<|>ore[wrong-type]\na: b\n", "on the next line"),
        ("a: b  # zdd: ign<|>ore-file[wrong-type]\n", "in the whole file"),
    ],
)
def test_a_suppression_says_what_it_silences(picture: str, where: str) -> None:
    found = at(picture)

    assert found is not None
    assert f"Accepts {where} what" in found[1]


@pytest.mark.parametrize(
    "text",
    [
        "stage: {build: {SKIP_SCD: &a true, X: *a}}\n",
        "log: &l {file: {min_level: [1]}}\nsystem: {variables: *l}\n? [a]\n: b\n",
        "log: {gelf: {transport: {tcp}}\n  - x\n\tsystem: !!x {variables: {: }}\n",
        "# zdd: ignore[a,,b]#zdd: ignore[\nstage:\n  deploy\n   log: {slack: {min_level: null}}",
    ],
)
def test_no_place_of_any_text_raises(text: str) -> None:
    for offset in range(len(text) + 1):
        at(f"{text[:offset]}<|>{text[offset:]}")
