"""The pages in a real Chromium; skipped where none is installed."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from browser import Browser
from pyoxigraph import Literal, NamedNode, Quad
from served import Served

from kgbuild.store.disk import open_store, replace_document
from kgbuild.vocabulary import expand
from kgbuild.web.config import Config
from kgbuild.web.limits import Limits

LABELS = urlencode({"query": "SELECT ?s ?label { ?s skos:prefLabel ?label }"})
SEE_ALSO = urlencode({"query": "SELECT ?o { ?s rdfs:seeAlso ?o }"})
WIDE = urlencode(
    {"query": 'SELECT ?x ("' + "word" * 500 + '" AS ?long) ("' + "a word " * 300 + '" AS ?text) { ?x a kgb:Event }'}
)

FITS = "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.mark.parametrize("width", [1280, 500])
@pytest.mark.parametrize(
    "path",
    [
        "/", "/sparql", f"/sparql?{LABELS}", f"/sparql?{SEE_ALSO}", f"/sparql?{WIDE}", "/doc/harbour",
        "/doc/harbour#evidence=1", "/entity/Q20", "/search", "/search?q=dockers",
        "/search?q=dockers&kind=events", "/search?q=nil",
    ],
)  # fmt: skip
def test_a_page_fits_the_window_and_takes_nothing_from_elsewhere(
    browser: Browser, base: str, path: str, width: int
) -> None:
    browser.open(base + path, width)
    assert browser.comes_to(FITS)
    assert browser.run("return getComputedStyle(document.querySelector('h1')).fontWeight") == "600"
    assert browser.run("return document.scripts.length") == 0
    loaded = browser.run("return performance.getEntriesByType('resource').map(each => each.name)")
    assert base + "/static/style.css" in loaded
    assert [each for each in loaded if not each.startswith(base + "/static/")] == []
    assert browser.complaints() == []


def test_the_form_makes_each_query_a_link(browser: Browser, base: str) -> None:
    browser.open(base + "/sparql")
    browser.type("#query", "SELECT ?e { ?e a kgb:Protest }")
    browser.follow("button")
    assert browser.run("return location.search").startswith("?query=SELECT")
    assert browser.run("return document.querySelector('tbody td').textContent") == "doc/harbour#strike"
    browser.follow("tbody a")
    assert browser.run("return document.querySelector(':target h3').textContent") == "“Dockers”"
    assert browser.complaints() == []


def test_a_search_by_keyboard_leads_to_what_was_found(browser: Browser, base: str) -> None:
    browser.open(base + "/")
    browser.type("#q", "struck")
    browser.follow("[role=search] button")
    assert browser.run("return document.querySelector('mark').textContent") == "struck"
    assert browser.run("return document.querySelector('#q').value") == "struck"
    browser.follow("[aria-labelledby=sentences] .source a")
    assert "struck" in browser.run("return document.querySelector('p:has(> :target)').textContent")
    assert browser.complaints() == []


def test_a_malformed_query_shows_where(browser: Browser, base: str) -> None:
    browser.open(base + "/sparql")
    browser.type("#query", "SELECT *\nWHERE { ?s ?p }")
    browser.follow("button")
    assert "line 2, column 16" in browser.run("return document.querySelector('[role=alert] p').innerText")
    assert browser.run("return document.querySelector('[role=alert] pre').innerText").splitlines() == [
        "WHERE { ?s ?p }",
        "               ^",
    ]
    assert browser.run("return document.querySelector('#query').value") == "SELECT *\nWHERE { ?s ?p }"


def test_what_the_graph_holds_is_never_run(browser: Browser, base: str) -> None:
    browser.open(f"{base}/sparql?{LABELS}")
    cells = browser.run("return [...document.querySelectorAll('td')].map(each => each.textContent)")
    assert "<script>alert('dockers')</script>" in cells
    for page in (f"/sparql?{SEE_ALSO}", "/entity/Q20"):
        browser.open(base + page)
        schemes = browser.run("return [...new Set([...document.links].map(each => each.protocol))].sort()")
        assert schemes == ["http:", "https:"]
    browser.open(base + "/doc/harbour")
    assert browser.run("return document.querySelectorAll('h1 i, .text b, blockquote b').length") == 0


def test_on_a_phone_the_sentence_that_says_so_is_in_sight(browser: Browser, base: str) -> None:
    browser.open(base + "/doc/harbour", 500)
    ends = browser.run(
        "return [...document.querySelectorAll('td.sentence q')].map(each => each.getBoundingClientRect().right)"
    )
    assert ends
    assert max(ends) <= browser.run("return innerWidth")


BASE = "https://example.org/"
HOSTILE = {
    "markup": "<img src=x onerror=alert(1)></q></mark><h1>harbour</h1><script>alert(2)</script>",
    "turned": "\u202eharbour \u2067 turned \u0645\u0631\u062d\u0628\u0627",
    "endless": "y" * 9000 + " harbour " + "z" * 5000,
    "wordy": "harbour " + "word " * 2000,
    "control": "harbour \x00 \x07 \x1b[31m \x85 \u2028 \ufeff \ufffe",
    "emoji": "\U0001f469\u200d\U0001f469\u200d\U0001f467 harbour \U0001f1f0\U0001f1ff",
    "blank": "  \u200b",
    "nothing": "",
}


@pytest.fixture(scope="module")
def hostile(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, str]]:
    """A browser, and a server whose every label, headline, sentence and date is one of HOSTILE."""
    path = tmp_path_factory.mktemp("hostile") / "store"
    store = open_store(path)
    for name, text in HOSTILE.items():
        document, entity = f"{BASE}doc/{name}", f"{BASE}entity/{name}"
        sentence, span, event = f"{document}#char=0,9", f"{document}#char=0,3", f"{document}#event=0"
        rows = [
            (document, "rdf:type", "schema:NewsArticle"), (entity, "rdf:type", "kgb:Actor"),
            (event, "rdf:type", "kgb:Event"), (event, "kgb:actor", entity), (event, "gaf:denotedBy", span),
            (entity, "gaf:denotedBy", span), (span, "kgb:inSentence", sentence), (sentence, "rdf:type", "nif:Sentence"),
        ]  # fmt: skip
        quads = [Quad(NamedNode(s), NamedNode(expand(p)), _node(o)) for s, p, o in rows]
        for subject, properties in (
            (document, ("schema:headline", "schema:publisher", "schema:datePublished")),
            (entity, ("skos:prefLabel",)),
            (sentence, ("nif:anchorOf",)),
            (span, ("nif:anchorOf",)),
        ):
            quads += [Quad(NamedNode(subject), NamedNode(expand(each)), Literal(text)) for each in properties]
        quads.append(Quad(NamedNode(entity), NamedNode(BASE + "p" * 400), NamedNode(BASE + "o" * 4000)))
        replace_document(store, document, quads)
    del store
    # One of its own, for it must go before the server, whose connections it keeps.
    with Served(path, config=Config(Limits(workers=1))) as server, Browser() as own:
        yield own, server.address


def _node(name: str) -> NamedNode:
    return NamedNode(name if name.startswith(BASE) else expand(name))


@pytest.mark.parametrize("width", [1280, 500])
def test_no_label_breaks_a_page(hostile: tuple[Browser, str], width: int) -> None:
    browser, address = hostile
    pages = ["/", "/search?q=harbour", "/search?q=harbour&kind=sentences", f"/sparql?{LABELS}"]
    pages += [f"/{kind}/{name}" for kind in ("entity", "doc") for name in HOSTILE]
    for page in pages:
        browser.open(address + page, width)
        assert browser.comes_to(FITS), page
        assert browser.run("return document.querySelectorAll('img, script, h1 h1, q h1').length") == 0, page
        assert browser.run("return document.querySelectorAll('h1').length") == 1, page
        nameless = "return [...document.links].filter(each => !each.textContent.trim()).length"
        assert browser.run(nameless) == 0, page
        assert browser.complaints() == [], page


def test_a_page_shows_the_beginning_of_what_is_very_long(hostile: tuple[Browser, str]) -> None:
    browser, address = hostile
    browser.open(address + "/entity/endless")
    assert browser.run("return document.querySelector('h1').textContent").endswith("… (14,009 characters)")
    browser.open(address + "/search?q=harbour&kind=sentences")
    assert max(browser.run("return [...document.querySelectorAll('q')].map(each => each.textContent.length)")) < 320


@pytest.mark.parametrize("path", ["/", "/search?q=dockers", "/sparql", "/doc/harbour"])
def test_a_page_can_be_used_without_a_mouse_or_eyes(browser: Browser, base: str, path: str) -> None:
    browser.open(base + path, 500)
    assert browser.run("return document.documentElement.lang") == "en"
    assert browser.run("return document.querySelectorAll('main').length") == 1
    fields = "document.querySelectorAll('input:not([type=hidden]), textarea, select')"
    assert browser.run(f"return [...{fields}].filter(each => !each.labels.length).length") == 0
    # What scrolls can be reached by the keyboard, and is told.
    scrolls = "[...document.querySelectorAll('*')].filter(each => getComputedStyle(each).overflowX === 'auto')"
    assert browser.run(f"return {scrolls}.filter(each => each.tabIndex < 0 && each.tagName !== 'TEXTAREA').length") == 0
    assert browser.run("return [...document.querySelectorAll('[role=region]')].filter(e => !e.ariaLabel).length") == 0
    levels = browser.run("return [...document.querySelectorAll('h1,h2,h3')].map(each => +each.tagName[1])")
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = browser.run("return [...document.querySelectorAll('[id]')].map(each => each.id)")
    assert len(ids) == len(set(ids))
