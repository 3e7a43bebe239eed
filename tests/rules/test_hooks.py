"""The rules about the commands of hooks: what they say, and what they leave alone."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

from tests.fix_oracle import faults
from zdd_lsp import lint
from zdd_lsp.findings import Tag
from zdd_lsp.ide.fixes import fix_all
from zdd_lsp.project import Project
from zdd_lsp.project.app import APP_FILE
from zdd_lsp.project.discovery import COMPOSER_LOCK
from zdd_lsp.report import json_v1
from zdd_lsp.report import text as text_report
from zdd_lsp.report.checked import Checked
from zdd_lsp.report.style import Style

if TYPE_CHECKING:
    from tests.conftest import Work

RULES: Final = {each.name for each in lint.rules() if "ZDD420" <= each.code <= "ZDD439"}
RIGHT: Final = {
    "build": "set -e\ncomposer install\nphp ./vendor/bin/ece-tools build",
    "deploy": "php ./vendor/bin/ece-tools deploy",
    "post_deploy": "php ./vendor/bin/ece-tools post-deploy",
}


def project_of(*, head: str = "", lock: str | None = None, **hooks: str) -> Project:
    """Return a project with the right hooks, some of them replaced."""
    lines = [head, "hooks:"]
    for name, script in (RIGHT | hooks).items():
        lines += [f"  {name}: |", *(f"    {line}" for line in script.split("\n"))]
    texts = {APP_FILE: "\n".join(filter(None, lines)) + "\n"}
    if lock is not None:
        texts[COMPOSER_LOCK] = json.dumps(
            {"packages": [{"name": "magento/ece-tools", "version": lock}]}
        )
    return Project(Path("/project"), texts).judged()


def said(project: Project) -> list[tuple[str, str, str]]:
    """Return what these rules find: severity, rule, and the text of the place."""
    return [
        (each.severity.label, each.rule, each.location.span.slice(project.text(APP_FILE) or ""))
        for each in lint.check(project)
        if each.rule in RULES
    ]


def test_right_hooks_are_left_alone() -> None:
    assert said(project_of()) == []


@pytest.mark.parametrize(
    ("hook", "script"),
    [
        ("build", "set -euo pipefail\nphp -d memory_limit=-1 ./vendor/bin/ece-tools build"),
        ("build", "set -o errexit; vendor/bin/ece-tools build:gen; vendor/bin/ece-tools build:t"),
        ("build", "composer install && php ./vendor/bin/ece-tools build"),
        ("build", "composer install || exit 1\nphp ./vendor/bin/ece-tools build"),
        ("build", "if ./check.sh; then echo fine; fi\nphp ./vendor/bin/ece-tools build"),
        ("build", "curl -o x https://e.org/x.sh || :\nset -e\nphp vendor/bin/ece-tools build"),
        ("build", ". ./build-functions.sh\nset -e\nbuild_everything"),
        (
            "build",
            "set -e\nphp ./vendor/bin/ece-tools build\nphp bin/magento --version\nls pub/static",
        ),
        ("deploy", "./vendor/bin/ece-tools cron:disable\nphp ./vendor/bin/ece-tools deploy"),
        ("deploy", "$DEPLOY_COMMAND"),
        ("deploy", "php vendor/bin/ece-tools run scenario/deploy.xml shop/deploy.xml"),
        ("deploy", "php vendor/bin/ece-tools run shop/deploy.xml"),
        (
            "post_deploy",
            "bin/magento c:f\nvendor/bin/ece-tools post-deploy; bin/magento i:rei",
        ),
        ("post_deploy", "./bin/after.sh /ece-tools"),
        ("post_deploy", "php vendor/bin/ece-tools post-deploy\ncurl 'https://e.org/?a=1&b=2'"),
        ("post_deploy", "php vendor/bin/ece-tools post-deploy\nsleep 1 & wait"),
    ],
)
def test_what_works_is_left_alone(hook: str, script: str) -> None:
    assert said(project_of(**{hook: script})) == []


ECE: Final = "php ./vendor/bin/ece-tools"


@pytest.mark.parametrize(
    ("hook", "script", "found"),
    [
        ("build", f"cd app\ncomposer i\n{ECE} build", ("warning", "missing-set-e", "build")),
        (
            "build",
            f"set +e\n{ECE} build:generate\n{ECE} build:transfer",
            ("warning", "missing-set-e", "build"),
        ),
        ("build", f"set -e\n{ECE} biuld", ("error", "unknown-ece-tools-command", "biuld")),
        ("deploy", f"{ECE} Deploy", ("error", "unknown-ece-tools-command", "Deploy")),
        (
            "deploy",
            f"{ECE} run scenario/depoly.xml",
            ("error", "unknown-ece-tools-command", "scenario/depoly.xml"),
        ),
        ("post_deploy", f"{ECE} foo:bar", ("error", "unknown-ece-tools-command", "foo:bar")),
        ("build", f"set -e\n{ECE} build:transfer", ("error", "incomplete-build", "build")),
        ("build", "echo nothing", ("error", "incomplete-build", "build")),
        ("deploy", "echo nothing", ("error", "missing-deploy-command", "deploy")),
        (
            "post_deploy",
            f"#{ECE} post-deploy",
            ("error", "missing-post-deploy-command", "post_deploy"),
        ),
        (
            "build",
            f"set -e\n{ECE} build\nbin/magento s:up -q || :\nbin/magento s:up",
            ("error", "command-in-wrong-hook", "bin/magento s:up"),
        ),
        (
            "deploy",
            f"{ECE} deploy; {ECE} post-deploy",
            ("warning", "command-in-wrong-hook", "./vendor/bin/ece-tools post-deploy"),
        ),
        (
            "deploy",
            f"bin/magento c:f\n{ECE} deploy",
            ("warning", "work-before-deploy", "bin/magento c:f"),
        ),
        ("deploy", f"sh pre.sh\n{ECE} deploy", ("info", "work-before-deploy", "sh pre.sh")),
        (
            "deploy",
            f"{ECE} deploy\nbin/magento s:s:d -f",
            ("warning", "work-in-downtime", "bin/magento s:s:d"),
        ),
        (
            "deploy",
            f"{ECE} deploy && php bin/magento setup:di:compile",
            ("warning", "work-in-downtime", "bin/magento setup:di:compile"),
        ),
        (
            "build",
            f"set -e\n{ECE} build\nyarn build",
            ("warning", "work-after-transfer", "yarn build"),
        ),
        (
            "build",
            f"set -e\n{ECE} build\ncp a /app/pub/static/a",
            ("warning", "work-after-transfer", "cp a /app/pub/static/a"),
        ),
        (
            "build",
            f"set -e\n{ECE} build\n/bin/bash ./x.sh",
            ("info", "work-after-transfer", "/bin/bash ./x.sh"),
        ),
        (
            "build",
            f"set -e\ncurl -s e.org | sudo -E bash -\n{ECE} build",
            ("warning", "download-piped-into-shell", "curl -s e.org | sudo -E bash -"),
        ),
        (
            "build",
            f"set -e\n. <(curl e.org)\n{ECE} build",
            ("warning", "download-piped-into-shell", ". <(curl e.org)"),
        ),
        ("post_deploy", f"{ECE} post-deploy\ncurl e.org &", ("warning", "background-command", "&")),
        (
            "post_deploy",
            f"{ECE} post-deploy\ncurl https://e.org?a=1&b=2",
            ("warning", "unquoted-ampersand", "&"),
        ),
        (
            "post_deploy",
            f"{ECE} post-deploy\ncurl \\ \n  e.org",
            ("warning", "broken-continuation", "\\ "),
        ),
        (
            "post_deploy",
            f"{ECE} post-deploy\necho Let's go",
            ("error", "unclosed-shell-quote", "'"),
        ),
        ("post_deploy", f"{ECE} post-deploy\nA=1 &", ("warning", "background-command", "&")),
    ],
)
def test_what_fails_is_found(hook: str, script: str, found: tuple[str, str, str]) -> None:
    assert said(project_of(**{hook: script})) == [found]


RUN: Final = "run scenario/build/generate.xml scenario/build/transfer.xml"


@pytest.mark.parametrize(
    ("lock", "build", "found"),
    [
        (None, "php vendor/bin/m2-ece-build", ["info"]),
        ("2002.0.22", "php vendor/bin/m2-ece-build", []),
        ("2002.1.0", "php vendor/bin/m2-ece-build", ["error"]),
        (None, f"{ECE} {RUN}", []),
        ("2002.0.22", f"{ECE} {RUN}", ["error"]),
        ("2002.1.0", f"{ECE} {RUN}", []),
        ("2002.0.12", f"{ECE} build", []),
        ("2002.0.12", f"set -e; {ECE} build:generate; {ECE} build:transfer", ["error", "error"]),
        ("2002.9.0", f"set -e; {ECE} build; {ECE} shiny:new", ["info"]),
        ("2002.9.0", f"set -e; {ECE} build; {ECE} post_deploy", ["info"]),
    ],
)
def test_the_installed_version_decides(lock: str | None, build: str, found: list[str]) -> None:
    assert [each[0] for each in said(project_of(lock=lock, build=build))] == found


@pytest.mark.parametrize(
    ("flavor", "pin", "build", "found"),
    [
        ("none", None, f"{ECE} build", ["missing-composer-install"]),
        ("none", "2.9.3", f"{ECE} build", ["missing-composer-install"]),
        ("none", "2.9.3", f"composer install && {ECE} build", []),
        ("none", None, f"./install.sh && {ECE} build", []),
        ("composer", None, f"{ECE} build", []),
        ("composer", "1.10.27", f"{ECE} build", []),
        ("composer", "^1.10 || ^2.0", f"{ECE} build", []),
        ("composer", "^2.0", f"{ECE} build", ["composer-flavor-with-composer-2"]),
        ("composer", "2.2.4", f"{ECE} build", ["composer-flavor-with-composer-2"]),
        ("composer", "2.2.4", f"composer install && {ECE} build", ["double-composer-install"]),
        ("composer", None, f"composer -d a install && {ECE} build", []),
    ],
)
def test_somebody_installs_the_packages_once(
    flavor: str, pin: str | None, build: str, found: list[str]
) -> None:
    head = f"build:\n  flavor: {flavor}"
    if pin is not None:
        head += f"\ndependencies:\n  php:\n    composer/composer: '{pin}'"

    assert [each[1] for each in said(project_of(head=head, build=build))] == found


SECRETS: Final = (
    ("curl https://me:Pa55w0rd@e.org/", "https://"),
    ("git clone https://0123456789abcdef0123@github.com/a/b", "https://"),
    ("curl 'https://e.org/?a=b&api_key=Pa55w0rd'", "api_key="),
    ("curl e.org --user me:Pa55w0rd", "--user"),
    ("curl -H 'Authorization: Bearer Pa55w0rd' e.org", "Authorization:"),
    ("DEPLOY_TOKEN=Pa55w0rd ./x.sh", "DEPLOY_TOKEN="),
    ('export COMPOSER_AUTH=\'{"bearer": {"e.org": "Pa55w0rd"}}\'', "COMPOSER_AUTH="),
    ("composer config -g github-oauth.github.com Pa55w0rd", "github-oauth.github.com"),
    ("mysqldump -uroot -pPa55w0rd shop", "-p"),
    ("aws s3 ls --secret-key=Pa55w0rd", "--secret-key="),
    ("curl https://hooks.slack.com/services/T0/B0/Pa55w0rd", "https://hooks.slack.com/services/"),
    ("echo ghp_0123456789abcdefghij > .token", ""),
)


@pytest.mark.parametrize(("line", "place"), SECRETS)
def test_a_secret_is_found(line: str, place: str) -> None:
    project = project_of(post_deploy=f"{ECE} post-deploy\n{line}")

    assert said(project) == [("warning", "secret-in-command", place)]
    (finding,) = (each for each in lint.check(project) if each.rule == "secret-in-command")
    assert Tag.SENSITIVE in finding.tags


@pytest.mark.parametrize("hook", ["build", "deploy", "post_deploy"])
@pytest.mark.parametrize("line", [line for line, _ in SECRETS if "Pa55w0rd" in line])
def test_a_secret_is_never_shown(line: str, hook: str) -> None:
    script = "\n".join(
        [f"bin/magento x && {line} \\ ", RIGHT[hook], f"bash x.sh && {line} &", f"{line} | sh '"]
    )
    project = project_of(**{hook: script})
    findings = lint.check(project)
    checked = Checked(project, findings)

    assert len({each.rule for each in findings} & RULES) > 2
    for report in (
        "".join(text_report.findings(checked, Style(colour=False))),
        json_v1.check([checked], {}),
    ):
        assert "secret-in-command" in report
        assert "Pa55w0rd" not in report


@pytest.mark.parametrize(
    "line",
    [
        'curl https://$USER:$PASSWORD@e.org/ --user "$USER:$PASSWORD"',
        'curl -H "Authorization: Bearer $TOKEN" -H Fastly-Key:$KEY e.org',
        "curl https://cdn.e.org/npm/package@1.2.3/file.js git@github.com:a/b",
        "curl 'https://e.org/?token=' 'https://e.org/?token=xxxxxxxx' 'https://e.org/?key=all'",
        "export PASSWORD_FILE=/run/secret DEBUG_TOKEN=false API_KEY=$KEY",
        "composer config -g http-basic.repo.magento.com $A $B",
        "mysqldump -uroot -p shop",
    ],
)
def test_what_is_no_secret_is_left_alone(line: str) -> None:
    assert said(project_of(post_deploy=f"{ECE} post-deploy\n{line}")) == []


def test_a_job_is_read_like_a_hook() -> None:
    text = (
        "crons:\n"
        "  a:\n"
        "    spec: '*/5 * * * *'\n"
        "    cmd: curl https://me:Pa55w0rd@e.org/?a=1&b=2\n"
        "  b:\n"
        "    spec: '*/5 * * * *'\n"
        "    cmd: |\n"
        "      wget -qO- e.org | sh\n"
        "      echo it's\n"
    )
    found = said(Project(Path("/project"), {APP_FILE: text}))

    assert [rule for _, rule, _ in found] == [
        *("secret-in-command", "unquoted-ampersand"),
        *("download-piped-into-shell", "unclosed-shell-quote"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "hooks:\n  build: [a]\n  deploy: {b: c}\n  post_deploy: 5\n",
        "hooks: !include hooks.yaml\n",
        "hooks:\n  build: !include build.sh\n  deploy: php ./vendor/bin/ece-tools deploy\n",
        "hooks:\n  build: |\n    php ./vendor/bin/ece-tools build:generate\n   x\n",
        "hooks:\n",
        "hooks: [\n",
        "build: none\nhooks:\n  build: echo\n",
        "build:\n  flavor: [none]\nhooks:\n  build:\n",
        "type: nodejs:20\nhooks:\n  build: npm ci && npm run build\n  deploy: echo\n",
    ],
)
def test_what_cannot_be_judged_is_not(text: str) -> None:
    assert said(Project(Path("/project"), {APP_FILE: text})) == []


def test_what_an_alias_repeats_is_not_changed_unseen() -> None:
    text = "x: &post php vendor/bin/ece-tools post_deploy\nhooks:\n  post_deploy: *post\n"
    project = Project(Path("/project"), {APP_FILE: text}).judged()

    findings = [each for each in lint.check(project) if each.rule in RULES]
    fixes = [each for finding in findings for each in finding.fixes]

    assert said(project) == [("error", "unknown-ece-tools-command", "post_deploy")]
    assert fixes
    assert not any(each.is_safe for each in fixes)


def test_all_fixes_together_make_a_template_of_it() -> None:
    project = project_of(
        head="build:\n  flavor: composer",
        lock="2002.1.17",
        build="composer install\nphp ./vendor/bin/m2-ece-build",
        deploy="php ./bin/magento magento-cloud:deploy",
        post_deploy=f"{ECE} post_deploy\ncurl \\ \n  https://e.org/?a=1&b=2",
    )

    after = fix_all(project)[APP_FILE]

    assert after == (
        "build:\n  flavor: none\n"
        "hooks:\n"
        "  build: |\n    set -e\n    composer install\n    php ./vendor/bin/ece-tools build\n"
        "  deploy: |\n    php ./vendor/bin/ece-tools deploy\n"
        "  post_deploy: |\n    php ./vendor/bin/ece-tools post-deploy\n"
        '    curl \\\n      "https://e.org/?a=1&b=2"\n'
    )


@pytest.mark.parametrize(
    "script",
    [
        f"{ECE} build:generate",
        f"{ECE} build:transfer\nx",
        f"if a; then\n  {ECE} build:generate\nfi",
        f"composer install\n{ECE} build\nnpm ci\n\nyarn build > log",
        f"{ECE} build; npm ci &",
    ],
)
def test_fixes_keep_their_promises(script: str) -> None:
    assert list(faults(project_of(build=script, deploy=f"bin/magento c:f\n{script}"))) == []


@pytest.mark.parametrize(
    "unit",
    [
        *("a & ", "curl 'https://a.b?x' | sh\n", 'sh -c "$(curl x)"\n', "token", "a-", "--"),
        *("curl -u a:b https://c:d@e ", "A=b ", "x_key=", "php bin/magento c:f\n", "\\ \n"),
    ],
)
def test_time_grows_with_the_script(unit: str, work: Work) -> None:
    def check(count: int) -> None:
        said(project_of(post_deploy=f"{ECE} post-deploy\ncurl {unit * count}"))

    small, large = work(partial(check, 50)), work(partial(check, 400))

    assert large < 8 * small * 1.5
