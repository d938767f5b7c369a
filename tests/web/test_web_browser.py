"""The pages in a real Chromium; skipped where none is installed."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from browser import Browser

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
    assert browser.run(FITS)
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
