"""Route templates: what they are made of, and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zdd_lsp.project.route_template import Flaw, Template, read_template
from zdd_lsp.text.span import Span


def read(text: str) -> Template:
    return read_template(text, Span(0, len(text)), 0)


@pytest.mark.parametrize(
    ("text", "scheme", "host", "path"),
    [
        ("http://{default}/", "http", "{default}", "/"),
        ("https://{all}", "https", "{all}", "/"),
        ("HTTPS://WWW.Example.com/Blog", "https", "www.example.com", "/Blog"),
        ("https://*.{default}/", "https", "*.{default}", "/"),
        ("https://*.shop.example.com/a/", "https", "*.shop.example.com", "/a/"),
        ("https://www.{all}:443/a/b", "https", "www.{all}", "/a/b"),
        ("http://münchen.de:80", "http", "münchen.de", "/"),
        ("http://my_shop.{default}/~a/b-c+d$e", "http", "my_shop.{default}", "/~a/b-c+d$e"),
    ],
)
def test_what_a_template_is_made_of(text: str, scheme: str, host: str, path: str) -> None:
    template = read(text)

    assert template.faults == ()
    assert template.address == (scheme, host, path)
    assert template.is_url


@pytest.mark.parametrize(
    ("picture", "flaw"),
    [
        ("«»", Flaw.SCHEME),
        ("«/»", Flaw.SCHEME),
        ("«routes»", Flaw.SCHEME),
        ("«{default}/»", Flaw.SCHEME),
        ("«//{default}/»", Flaw.SCHEME),
        ("«localhost:8080/»", Flaw.SCHEME),
        ("«http:{default}/»", Flaw.SCHEME),
        ("«http//{default}/»", Flaw.SCHEME),
        ("«http:/»{default}/", Flaw.SCHEME),
        ("«htp://»{default}/", Flaw.SCHEME),
        ("«ftp://»{default}/", Flaw.SCHEME),
        ("«http://»", Flaw.HOST),
        ("«http:///»a", Flaw.SCHEME),
        ("http://{default}«:8080»/", Flaw.PORT),
        ("http://{default}«:»/", Flaw.PORT),
        ("http://mcprod.«*».{all}/", Flaw.WILDCARD),
        ("http://«*»{default}/", Flaw.WILDCARD),
        ("http://«**».{default}/", Flaw.WILDCARD),
        ("http://«*»/", Flaw.WILDCARD),
        ("http://www«*».{default}/", Flaw.WILDCARD),
        ("http://«{domain}»/", Flaw.PLACEHOLDER),
        ("http://www.«{ default }»/", Flaw.PLACEHOLDER),
        ("http://{default}/«{all}»", Flaw.PLACEHOLDER),
        ("http://«<second-site>».{default}/", Flaw.HOST),
        ("http://«{»default/", Flaw.HOST),
        ("http://a«..»{default}/", Flaw.HOST),
        ("http://«.»{default}/", Flaw.HOST),
        ("http://«user:secret@»{default}/", Flaw.USER),
        ("http://«(www|shop)».{default}/", Flaw.HOST_PATTERN),
        ("http://{default}/a/«(.*)»", Flaw.PATTERN),
        ("http://{default}/a«*»", Flaw.PATTERN),
        ("http://{default}/a«$»", Flaw.PATTERN),
        ("http://{default}/a«?b=c»", Flaw.QUERY),
        ("http://{default}«#top»", Flaw.QUERY),
    ],
)
def test_what_is_wrong_with_a_template(picture: str, flaw: Flaw) -> None:
    text = picture.replace("«", "").replace("»", "")
    wanted = Span(picture.index("«"), picture.index("»") - 1)

    faults = read(text).faults

    assert [(fault.flaw, fault.span, fault.text) for fault in faults] == [
        (flaw, wanted, wanted.slice(text))
    ]


def test_every_fault_is_told() -> None:
    faults = read("http://{domain}.*:8080/(.*)").faults

    assert {fault.flaw for fault in faults} == {
        *(Flaw.PLACEHOLDER, Flaw.WILDCARD, Flaw.PORT, Flaw.PATTERN)
    }


def test_a_part_that_has_no_place_of_its_own_is_reported_as_a_whole() -> None:
    text = "http://{domain}/"

    (fault,) = read_template(text, Span(10, 40), None).faults

    assert fault == (Flaw.PLACEHOLDER, Span(10, 40), "{domain}")


def test_what_a_template_stands_for() -> None:
    assert read("https://*.{all}/").is_wildcard
    assert read("https://*.{all}/").placeholder == "{all}"
    assert read("https://www.example.com/").placeholder is None
    assert not read("/path").is_url
    assert str(read("http://{default}:80/a?b").address) == "http://{default}/a"
    assert read("http://{default}/a/b").address.is_below(read("http://{default}/a").address)
    assert not read("http://{default}/ab").address.is_below(read("http://{default}/a").address)


@given(st.text(st.sampled_from("htps:/{}default.al*?#()<>@8$\\ \u2028ä"), max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    template = read(text)

    for fault in template.faults:
        assert fault.span.slice(text) == fault.text
