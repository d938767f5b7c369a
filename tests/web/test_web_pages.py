"""What a person sees, over real HTTP."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser

import pytest
from http_client import ask

from kgbuild.store.search import mentions_search
from kgbuild.web.pages import EXAMPLES, MAX_ROWS

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


class Page(HTMLParser):
    """The tags and addresses of a page, and the texts of its table cells."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.attributes: set[str] = set()
        self.cells: list[str] = []
        self._in_cell = False
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses += [value or "" for name, value in attrs if name in ("href", "src", "action")]
        if tag == "td":
            self.cells.append("")
        self._in_cell = tag == "td" or (self._in_cell and tag == "a")

    def handle_endtag(self, tag: str) -> None:
        self._in_cell = self._in_cell and tag != "td"

    def handle_data(self, data: str) -> None:
        if self._in_cell:
            self.cells[-1] += data


def test_the_start_page_counts_what_the_graph_holds(base: str) -> None:
    reply = ask(base + "/", accept=BROWSER)
    counts = dict(re.findall(r"<dt>(\w+)</dt><dd>([\d,]+)</dd>", reply.text))
    assert counts.pop("statements").replace(",", "").isdigit()
    assert counts == {"documents": "1", "events": "2", "claims": "1", "entities": "3"}


def test_a_browser_gets_a_form(base: str) -> None:
    reply = ask(base + "/sparql", accept=BROWSER)
    assert (reply.status, reply.type) == (200, "text/html; charset=utf-8")
    assert {"form", "textarea"} <= set(Page(reply.text).tags)


@pytest.mark.parametrize(("title", "sparql"), EXAMPLES)
def test_every_example_can_be_answered(base: str, title: str, sparql: str) -> None:
    """That the demo corpus answers each with rows, `tests/cli` shows."""
    reply = ask(base + "/sparql", parameters={"query": sparql}, accept=BROWSER)
    assert reply.status == 200, title
    assert re.search(r"<p>\s+\d+ rows?", reply.text)
    # The small document tells of no protests by that word.
    assert Page(reply.text.partition("<h2>Examples")[0]).cells or mentions_search(sparql)


def test_literals_and_queries_are_shown_as_text(base: str) -> None:
    sparql = 'SELECT ?x { ?s skos:prefLabel ?x BIND("</textarea><script>1</script>" AS ?y) } ORDER BY ?x'
    reply = ask(base + "/sparql", parameters={"query": sparql}, accept=BROWSER)
    page = Page(reply.text)
    assert "<script>alert('dockers')</script>" in page.cells
    assert 'Tom & "Jerry"' in page.cells
    assert "script" not in page.tags
    assert sparql in html.unescape(reply.text)


def test_an_iri_leads_to_its_page_or_its_description(base: str) -> None:
    sparql = "SELECT ?e ?class { ?e a kgb:Protest ; a ?class }"
    addresses = Page(ask(base + "/sparql", parameters={"query": sparql}, accept=BROWSER).text).addresses
    assert "/doc/harbour#strike" in addresses
    (link,) = {each for each in addresses if "DESCRIBE" in each and "Protest" in each}
    assert "kgb:Protest a owl:Class" in html.unescape(ask(base + link, accept=BROWSER).text)


def test_the_answer_can_be_had_whole(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": "SELECT ?e { ?e a kgb:Protest }"}, accept=BROWSER)
    (link,) = [each for each in Page(reply.text).addresses if each.endswith("format=csv")]
    assert ask(base + link).text == "e\r\nhttps://example.org/doc/harbour#strike\r\n"


def test_a_long_answer_is_cut_and_says_so(base: str) -> None:
    sparql = "SELECT ?s ?t { ?s a ?c . ?t a ?c }"
    reply = ask(base + "/sparql", parameters={"query": sparql}, accept=BROWSER)
    assert len(re.findall("<tr><td[^>]*><a", reply.text)) == MAX_ROWS
    assert f"{MAX_ROWS} rows, the first of more" in reply.text


def test_truth_is_told(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": "ASK {}"}, accept=BROWSER)
    assert "<strong>true</strong>" in reply.text


def test_a_fault_is_shown_above_the_query_that_has_it(base: str) -> None:
    reply = ask(base + "/sparql", parameters={"query": "SELECT <b> {"}, accept=BROWSER)
    assert reply.status == 400
    assert re.search(r'role="alert">\s*<p>query, line 1, column 13: malformed', reply.text)
    assert "<pre>SELECT &lt;b&gt; {\n            ^</pre>" in reply.text
    assert re.search("<textarea[^>]*>\nSELECT &lt;b&gt; {</textarea>", reply.text)


@pytest.mark.parametrize("path", ["/", "/sparql", "/sparql?query=ASK%7B%7D", "/static/style.css", "/nothing"])
def test_pages_take_nothing_from_elsewhere(base: str, path: str) -> None:
    reply = ask(base + path, accept=BROWSER)
    policy = reply.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert reply.headers["X-Content-Type-Options"] == "nosniff"
    page = Page(reply.text)
    assert all(each.startswith("/") and not each.startswith("//") for each in page.addresses)
    assert not {"script", "style"} & set(page.tags)
    assert not [name for name in page.attributes if name == "style" or name.startswith("on")]


def test_the_start_page_lists_the_documents(base: str) -> None:
    page = Page(ask(base + "/", accept=BROWSER).text)
    assert "/doc/harbour" in page.addresses
    assert page.cells[:3] == ["Dockers <i>down</i> tools", "", "2022-01-06"]


def test_a_fault_is_a_page_in_a_browser(base: str) -> None:
    reply = ask(base + "/nothing", accept=BROWSER)
    assert (reply.status, reply.type) == (404, "text/html; charset=utf-8")
    assert "<h1>Not Found</h1>" in reply.text


def test_healthz(base: str) -> None:
    assert ask(base + "/healthz").body == b"ok\n"


@pytest.mark.parametrize(
    "path", ["/doc/harbour", "/sparql?query=SELECT+*+WHERE+%7B+?c+kgb:quote+?words+%7D", "/search?q=%07x"]
)
def test_no_page_holds_control_characters(base: str, path: str) -> None:
    page = ask(base + path, accept="text/html")
    assert page.status == 200
    assert "\N{REPLACEMENT CHARACTER}" in page.text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f]", page.text)
