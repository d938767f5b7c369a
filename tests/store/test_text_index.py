"""The index of texts: what it finds, in which order, and that it follows the store."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Iterable
from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Store

from kgbuild.errors import InputError
from kgbuild.store.textindex import SOURCES, Hit, TextIndex, write_index
from kgbuild.store.words import read_phrases
from kgbuild.vocabulary import expand

Row = tuple[str, str, str]
ROWS: tuple[Row, ...] = (
    ("port", "skos:prefLabel", "Old port"),
    ("port", "skos:altLabel", "the old port of Ålesund"),
    ("class", "rdfs:label", "port authority"),
    ("article", "schema:headline", "Port closed"),
    ("s1", "nif:anchorOf", "Workers left the port on Monday."),
    ("s2", "nif:anchorOf", "The port, the old port, was shut."),
    ("span", "nif:anchorOf", "port"),
)


def quads(rows: Iterable[Row], graph: str = "g") -> list[Quad]:
    found = []
    for node, predicate, text in rows:
        subject, name = NamedNode(f"urn:{node}"), NamedNode(f"urn:{graph}")
        found.append(Quad(subject, NamedNode(expand(predicate)), Literal(text), name))
        if predicate == "nif:anchorOf" and node != "span":
            found.append(Quad(subject, NamedNode(expand("rdf:type")), NamedNode(expand("nif:Sentence")), name))
    return found


def store_of(rows: Iterable[Row]) -> Store:
    store = Store()
    store.extend(quads(rows))
    return store


def found(path: Path, asked: str, kinds: Iterable[str] = SOURCES, most: int = 100) -> list[tuple[str, str]]:
    return [(hit.node.value.removeprefix("urn:"), hit.text.value) for hit in hits_of(path, asked, kinds, most)]


def hits_of(path: Path, asked: str, kinds: Iterable[str] = SOURCES, most: int = 100) -> list[Hit]:
    with contextlib.closing(TextIndex(path)) as index:
        return index.find(read_phrases(asked), tuple(kinds), most)


def test_texts_are_found_by_kind_the_shorter_first(tmp_path: Path) -> None:
    write_index(store_of(ROWS), tmp_path / "i")
    assert found(tmp_path / "i", "port", ["labels"]) == [
        ("port", "Old port"),
        ("class", "port authority"),
        ("port", "the old port of Ålesund"),
    ]
    assert found(tmp_path / "i", "PORT", ["headlines"]) == [("article", "Port closed")]
    assert {node for node, _ in found(tmp_path / "i", "port", ["sentences"])} == {"s1", "s2"}
    assert found(tmp_path / "i", '"old port" alesund') == [("port", "the old port of Ålesund")]
    assert found(tmp_path / "i", "auth*") == [("class", "port authority")]
    assert found(tmp_path / "i", "auth") == []
    assert found(tmp_path / "i", "port", ["labels"], 1) == found(tmp_path / "i", "port", ["labels"])[:1]
    assert found(tmp_path / "i", "!?") == []


def test_the_score_is_the_share_of_the_characters(tmp_path: Path) -> None:
    write_index(store_of(ROWS), tmp_path / "i")
    scores = {hit.text.value: hit.score for hit in hits_of(tmp_path / "i", "old port", ["labels"])}
    assert scores == {"Old port": 1, "the old port of Ålesund": 8 / 23}


def test_the_language_of_a_label_is_kept_and_other_nodes_are_left_out(tmp_path: Path) -> None:
    store = Store()
    label = NamedNode(expand("skos:altLabel"))
    store.add(Quad(NamedNode("urn:x"), label, Literal("Hafen", language="de")))
    store.add(Quad(BlankNode(), label, Literal("Hafen")))
    store.add(Quad(NamedNode("urn:y"), label, NamedNode("urn:Hafen")))
    write_index(store, tmp_path / "i")
    (hit,) = hits_of(tmp_path / "i", "hafen")
    assert (hit.node, hit.text) == (NamedNode("urn:x"), Literal("Hafen", language="de"))


def test_an_index_made_from_an_earlier_one_finds_what_a_fresh_one_does(tmp_path: Path) -> None:
    chance = random.Random(5)
    words = ["oil", "workers", "strike", "harbour", "talks", "über"]
    store = Store()
    previous = None
    for step in range(6):
        for _ in range(20):
            text = " ".join(chance.choices(words, k=chance.randrange(1, 8)))
            store.extend(quads([(f"n{chance.randrange(15)}", chance.choice(["skos:prefLabel", "nif:anchorOf"]), text)]))
        for quad in list(store):
            if chance.random() < 0.3:
                store.remove(quad)
        followed, fresh = tmp_path / f"followed{step}", tmp_path / f"fresh{step}"
        write_index(store, followed, previous)
        write_index(store, fresh)
        previous = followed
        for asked in (*words, "oil workers", '"talks strike"', "st*", "u*"):
            assert found(followed, asked) == found(fresh, asked), (step, asked)


def test_what_an_interrupted_run_left_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "i.part").write_bytes(b"half an index")
    write_index(store_of(ROWS), tmp_path / "i")
    assert found(tmp_path / "i", "closed") == [("article", "Port closed")]
    assert [each.name for each in tmp_path.iterdir()] == ["i"]


def test_what_is_no_index_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "i").write_bytes(b"no index" * 1000)
    for path in (tmp_path / "i", tmp_path / "missing"):
        with pytest.raises(InputError, match="cannot be read as a text index"):
            found(path, "port")
