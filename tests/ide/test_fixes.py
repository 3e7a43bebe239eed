"""Quick fixes, fix-all and the way to the ideal state."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from zdd_lsp import lint
from zdd_lsp.findings import Edit
from zdd_lsp.ide.actions import Action, Request, fix_all_action, make_ideal_action, quick_fixes
from zdd_lsp.ide.fixes import as_edits, fix_all, make_ideal
from zdd_lsp.project import Project, SourceFile
from zdd_lsp.text.edits import apply
from zdd_lsp.text.span import Span

if TYPE_CHECKING:
    from tests.conftest import Work
    from zdd_lsp.findings import Finding

ENV = ".magento.env.yaml"
APP = ".magento.app.yaml"
CONFIG = "app/etc/config.php"
SCOPES = (
    "<?php\nreturn ['modules' => ['Magento_Store' => 1],"
    " 'scopes' => ['stores' => ['default' => ['store_id' => '1']]]];\n"
)
OPCACHE = {
    "php.ini": "opcache.blacklist_filename = /app/op-exclude.txt\n",
    "op-exclude.txt": (
        "/app/*/app/etc/config.php\n/app/*/app/etc/env.php\n/app/app/etc/config.php\n"
        "/app/app/etc/env.php\n/app/etc/config.php\n/app/etc/env.php\n"
    ),
}


def project(env: str, app: str = "name: shop\nhooks: {}\n") -> Project:
    return Project(Path("/project"), {ENV: env, APP: app, CONFIG: SCOPES, **OPCACHE}).judged()


def actions(of: Project, path: str, span: Span) -> list[Action]:
    """Return what is offered at a place, refactorings left out."""
    findings: dict[str, list[Finding]] = {}
    for finding in lint.check(of):
        findings.setdefault(finding.location.path, []).append(finding)
    request = Request(of, findings, path, span)
    return [*quick_fixes(request), *fix_all_action(request), *make_ideal_action(request)]


def test_a_quick_fix_is_offered_where_its_finding_stands() -> None:
    env = "stage:\n  global:\n    SCD_ON_DEMAND: true\n"
    place = env.index("true")

    offered = actions(project(env), ENV, Span(place, place))

    quick = [action for action in offered if action.kind == "quickfix"]
    assert [(action.title, action.preferred) for action in quick] == [
        ("Turn SCD_ON_DEMAND off", True),
        ("Ignore scd-on-demand on this line", False),
        ("Ignore scd-on-demand in this file", False),
    ]


def test_no_quick_fix_is_offered_elsewhere() -> None:
    env = "# mine\nstage:\n  global:\n    SCD_ON_DEMAND: true\n"

    offered = actions(project(env), ENV, Span(0, 0))

    assert {action.kind for action in offered} == {"source.fixAll.zdd", "source.zdd.makeIdeal"}


def test_a_fix_that_needs_judgement_says_so() -> None:
    env = "stage:\n  build:\n    SCD_THREADS: 1\n"
    place = env.index("1")

    quick = [a for a in actions(project(env), ENV, Span(place, place)) if a.kind == "quickfix"]

    assert [(a.title, a.preferred) for a in quick[:-2]] == [
        ("Set SCD_THREADS to -1 (unsafe)", False)
    ]


def test_what_is_found_twice_is_ignored_once() -> None:
    env = "stage:\n  build:\n    NO_SUCH: 1\n    NOR_THIS: 1\n"

    quick = actions(project(env), ENV, Span(0, len(env)))

    ignored = [a for a in quick if a.title == "Ignore unknown-variable in this file"]
    assert len(ignored) == 1
    (edit,) = ignored[0].make()
    assert edit == Edit(ENV, Span(0, 0), "# zdd: ignore-file[unknown-variable]\n")


def test_fix_all_changes_one_file_only() -> None:
    changed = fix_all(project("stage:\n  global:\n    SCD_ON_DEMAND: true\n"), path=ENV)

    assert changed == {ENV: "stage:\n  global:\n    SCD_ON_DEMAND: false\n"}


def test_make_ideal_changes_all_files() -> None:
    of = project("stage:\n  global:\n    SCD_ON_DEMAND: true\n    SKIP_SCD: true\n")

    changed = make_ideal(of)

    assert set(changed) == {ENV, APP}
    assert of.with_texts(changed).ideal.is_ideal
    assert make_ideal(of.with_texts(changed)) == {}


def test_make_ideal_repairs_what_cannot_be_read_on_the_way() -> None:
    changed = make_ideal(project("stage:\n  global:\n\tSCD_ON_DEMAND: true\n"))

    assert changed[ENV] == "stage:\n  global:\n    SCD_ON_DEMAND: false\n"


def test_an_ideal_project_is_offered_nothing() -> None:
    app = "hooks:\n  post_deploy: php ./vendor/bin/ece-tools post-deploy\n"
    env = "stage:\n  post-deploy:\n    WARM_UP_PAGES: [/]\n"
    of = project(env, app)

    assert of.ideal.is_ideal
    assert [finding for finding in lint.check(of) if finding.fixes] == []
    assert actions(of, ENV, Span(0, len(env))) == []


def test_edits_are_as_small_as_one_replacement_can_be() -> None:
    of = project("stage:\n  global:\n    SCD_ON_DEMAND: true\n")

    (edit,) = as_edits(of, {ENV: "stage:\n  global:\n    SCD_ON_DEMAND: false\n"})

    assert (edit.span.slice(of.text(ENV) or ""), edit.text) == ("tru", "fals")


def test_text_that_grows_by_repetition_is_edited_without_overlap() -> None:
    of = project("a\na\n")

    (edit,) = as_edits(of, {ENV: "a\na\na\n"})

    assert apply("a\na\n", [(edit.span, edit.text)]) == "a\na\na\n"


def test_very_many_fixes_need_linear_work(work: Work) -> None:
    def steps(count: int) -> int:
        of = project("".join(f"k{n}: @x\n" for n in range(count)))
        return work(lambda: fix_all(of, path=ENV))

    steps(1)  # what is made once for all projects is no part of the work
    assert steps(800) < 3 * steps(400)


NAMES = st.sampled_from(["SCD_ON_DEMAND", "SKIP_SCD", "SKIP_HTML_MINIFICATION", "SCD_THREADS"])
VALUES = st.sampled_from(["true", "false", "1", "'0'", '"false"', "no", "[]", "", "{a: 1}", "~"])
STAGES = st.sampled_from(["global", "build", "deploy", "post-deploy"])


@st.composite
def env_files(draw: st.DrawFn) -> str:
    """Return a file of some style: indentation, flow or block, comments, line endings."""
    step = draw(st.sampled_from([2, 4]))
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    lines = ["# configuration of the shop", "stage:"]
    for stage in draw(st.lists(STAGES, max_size=4, unique=True)):
        settings_ = draw(st.dictionaries(NAMES, VALUES, max_size=3))
        if draw(st.booleans()) and "" not in settings_.values():
            inner = ", ".join(f"{name}: {value}" for name, value in settings_.items())
            lines.append(f"{' ' * step}{stage}: {{{inner}}}  # {stage}")
            continue
        lines.append(f"{' ' * step}{stage}:  # {stage}")
        for name, value in settings_.items():
            if draw(st.booleans()):
                lines.append(f"{' ' * 2 * step}# about {name}")
            lines.append(f"{' ' * 2 * step}{name}: {value}".rstrip())
    return newline.join(lines) + (newline if draw(st.booleans()) else "")


APPS = st.sampled_from(
    [
        "name: shop\n",
        "hooks: {}\n",
        "hooks:\n",
        "hooks:\n  build: x\n",
        "hooks: {build: x}\n",
        "hooks:\n    post_deploy: |\n        date  # when\n\ndisk: 1\n",
        "hooks:\r\n    build: |\r\n        date\r\n",
        "hooks:\n  post_deploy: date\n",
        "hooks:\n  post-deploy: php ./vendor/bin/ece-tools post-deploy\n",
    ]
)


@settings(deadline=None, max_examples=200)
@given(env_files(), APPS)
def test_fixes_parse_cure_keep_comments_and_are_idempotent(env: str, app: str) -> None:
    before = project(env, app)

    changed = fix_all(before)
    after = before.with_texts(changed)

    assert [p for path in (ENV, APP) for p in after.problems(path) if p.fatal] == [
        p for path in (ENV, APP) for p in before.problems(path) if p.fatal and not p.repairs
    ]
    assert not any(fix.is_safe for finding in lint.check(after) for fix in finding.fixes)
    assert fix_all(after) == {}
    assert comments(after) == comments(before)
    for path, text in changed.items():
        if "\r\n" in (before.text(path) or ""):
            assert text.count("\r\n") == text.count("\n")


def comments(of: Project) -> list[str]:
    return sorted(
        comment.text
        for path in (ENV, APP)
        if isinstance(source := of.source(path), SourceFile)
        for comment in source.tree.comments
    )


def test_fixes_that_clash_in_different_places_come_one_after_the_other() -> None:
    # One fix renames the stage, another creates it for the variable.
    env = (
        "stage:\n  post_deploy:\n    TTFB_TESTED_PAGES: [index.php]\n"
        "    WARM_UP_PAGES: [index.php]\n    WARM_UP_CONCURRENCY: 4\n"
    )

    after = fix_all(project(env))[ENV]

    assert after == env.replace("post_deploy", "post-deploy")
