"""Mends what hangs on a verb: the clauses it takes, and the row of those that it tells of."""

from __future__ import annotations

from typing import Final

from kgbuild.annotate.trees import FINITE, REACH, attach, dependents, is_below, left_edge, move
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_PARTICIPLE: Final = frozenset({"VBN", "VBD"})


def mend_counted_object(words: list[Word], within: range, i: int) -> None:
    """ "We have 49 killed": a number that is said to be had does nothing itself."""
    verb = words[i].head
    number = next(dependents(words, i, range(max(within.start, i - 1), i), "nsubj", "nsubjpass"), None)
    if words[i].tag_ not in _PARTICIPLE or words[verb].lemma_ != "have" or number is None:
        return
    if words[number].tag_ == "CD" and not any(dependents(words, i, within, "dobj", "aux", "auxpass")):
        attach(words, number, verb, "dobj")
        attach(words, i, number, "acl")


def mend_clause_of_statement(words: list[Word], within: range, i: int) -> None:
    """ "Said in a statement that it had been repelled": the clause is what is said, and goes on after "and that"."""
    noun = words[i].head
    verb = words[words[noun].head].head
    if (
        words[noun].dep_ != "pobj"
        or words[words[noun].head].lower_ != "in"
        or words[verb].lemma_ not in (*word_list("saying"), *word_list("denying"))
    ):
        return
    mark = next((k for k in dependents(words, i, range(noun + 1, i), "mark") if words[k].lower_ == "that"), None)
    if mark != noun + 1 or any(dependents(words, verb, within, "ccomp")):
        return
    attach(words, i, verb, "ccomp")
    for k in [*dependents(words, verb, range(i + 1, within.stop), "conj")]:
        first = left_edge(words, k, i)
        if words[first].lower_ == "that" and words[first - 1].dep_ == "cc":
            attach(words, first, k, "mark")
            attach(words, first - 1, i)
            attach(words, k, i)


def mend_clause_told(words: list[Word], within: range, i: int) -> None:
    """ "Told reporters outside the court that he would appeal": a clause with "that" that lacks nothing is told."""
    after = range(words[i].head + 1, i)
    mark = next((k for k in dependents(words, i, after, "mark", "dobj") if words[k].lower_ == "that"), None)
    if (
        mark is None
        or words[mark].tag_ != "IN"
        or left_edge(words, i, words[i].head) != mark
        or not any(dependents(words, i, after, "nsubj", "nsubjpass"))
    ):
        return
    verb = words[i].head
    while words[verb].dep_ in ("pobj", "prep", "dobj", "dative", "npadvmod") and words[verb].head < verb:
        verb = words[verb].head
    is_free = not any(dependents(words, verb, range(verb + 1, within.stop), "ccomp"))
    if words[verb].lemma_ in word_list("saying") and verb < words[i].head and is_free:
        attach(words, mark, i, "mark")
        attach(words, i, verb, "ccomp")


def mend_clause_behind_saying(words: list[Word], within: range, i: int) -> None:
    """ "A statement saying an attack near the base killed nobody": what comes before the verb is who acts, not what is
    said, where neither comma nor "and" joins the verb to another one."""
    if words[i].tag_ not in FINITE or any(dependents(words, i, within, "nsubj", "nsubjpass", "expl")):
        return
    first = left_edge(words, i, within.start)
    verb = max(first - 1, within.start)
    if "punct" in (words[first].dep_, words[verb].dep_) or words[verb].dep_ == "cc":
        return
    while words[verb].lemma_ not in word_list("saying") and words[verb].head != verb and not is_below(words, verb, i):
        verb = words[verb].head
    actor = next(dependents(words, verb, range(verb + 1, i), "dobj"), None)
    if words[verb].lemma_ in word_list("saying") and actor is not None and not is_below(words, verb, i):
        attach(words, i, verb, "ccomp")
        attach(words, actor, i, "nsubj")


def mend_clause_behind_participle(words: list[Word], within: range, i: int) -> None:
    """ "Neighbours said the man, wearing a coat, shot two guards": people are not said, so what they do is."""
    verb = words[i].head
    if words[verb].lemma_ not in word_list("saying") or words[i].tag_ not in FINITE or words[i - 1].text != ",":
        return
    actor = next(dependents(words, verb, range(verb + 1, i), "dobj"), None)
    participle = next(dependents(words, verb, range(verb + 1, i), "advcl"), None)
    if actor is None or participle is None or any(dependents(words, i, within, "nsubj", "nsubjpass", "cc")):
        return
    begins = left_edge(words, participle, actor) - 1
    if begins == actor + 1 and words[begins].text == "," and not any(dependents(words, verb, range(verb, i), "cc")):
        attach(words, i, verb, "ccomp")
        attach(words, actor, i, "nsubj")
        attach(words, participle, actor, "acl")


def mend_predicate_of_clause(words: list[Word], within: range, i: int) -> None:
    """ "A man whose garage was a store of arms was held": a clause with "is" says what its subject is, and a verb has
    one subject."""
    near = range(max(within.start, i - REACH), i)
    subject = next((k for k in near if words[k].head == words[i].head and words[k].dep_ == words[i].dep_), None)
    if subject is None or words[i].head < i:
        return
    clause = next((k for k in dependents(words, subject, near, "relcl") if words[k].lemma_ == "be"), None)
    if clause is None or any(dependents(words, clause, range(clause, i), "attr", "acomp", "prep")):
        return
    between = range(clause + 1, left_edge(words, i, clause))
    if all(words[k].head == clause for k in between):
        attach(words, i, clause, "attr")


def mend_list_of_clauses(words: list[Word], within: range, i: int) -> None:
    """ "Said that it had arrested him, dissolved the council and closed the port": a list goes on where it began."""
    verb = words[i].head
    if (
        words[i].tag_ not in _PARTICIPLE
        or words[i - 1].text != ","
        or any(dependents(words, i, within, "nsubj", "aux"))
    ):
        return
    clause = next(dependents(words, verb, range(verb + 1, i), "ccomp"), None)
    if clause is None or not any(
        words[k].lower_ == "that" for k in dependents(words, clause, range(verb, clause), "mark")
    ):
        return
    perfect = any(words[k].lemma_ == "have" for k in dependents(words, clause, range(verb, clause), "aux"))
    goes_on = any(dependents(words, i, range(i, within.stop), "conj"))
    if perfect and goes_on and words[clause].tag_ in _PARTICIPLE:
        attach(words, i, clause)


def mend_figure(words: list[Word], i: int) -> None:
    """ "Puts the number of those detained at 1,498", "gave the number of wounded as 12": the figure is the verb's."""
    preposition = words[i].head
    verbs = {"at": word_list("putting"), "as": word_list("giving_as")}.get(words[preposition].lower_, frozenset())
    if words[i].tag_ != "CD":
        return
    verb = words[preposition].head
    for _ in range(6):  # as deep as a noun phrase with a clause goes
        if words[verb].lemma_ in verbs:
            attach(words, preposition, verb)
            return
        verb = words[verb].head


def mend_deed_of_blame(words: list[Word], i: int) -> None:
    """ "accused them of hiding documents": what people are blamed for is a deed, and no kind of documents."""
    preposition = words[i].head
    if words[i].lemma_ in word_list("misdeeds") and words[preposition].lower_ == "of":
        blamed = words[preposition].head  # "accused the security forces of arbitrary arrests"
        is_object = words[blamed].dep_ == "dobj" and words[words[blamed].head].lemma_ in word_list("blaming")
        if is_object and words[blamed].tag_ in ("NNS", "PRP", "NN"):
            attach(words, preposition, words[blamed].head)
        return
    if words[i].dep_ == "pcomp" and words[preposition].lower_ == "of":
        blamed = words[preposition].head  # "accused the premier of having ordered it"
        if words[blamed].dep_ == "dobj" and words[words[blamed].head].lemma_ in word_list("blaming"):
            attach(words, preposition, words[blamed].head)
        return
    deed = preposition + 1
    if words[preposition].lower_ not in ("of", "for") or not deed < i or words[deed].tag_ != "VBG":
        return
    verb = words[preposition].head
    verb = words[verb].head if words[verb].dep_ in ("dobj", "nsubjpass") else verb
    if (
        words[verb].lemma_ in word_list("blaming")
        and words[deed].head == i
        and words[deed].dep_ in ("compound", "amod")
    ):
        attach(words, i, deed, "dobj")
        attach(words, deed, preposition, "pcomp")


def mend_state_that_goes_on(words: list[Word], within: range, staying: int, participle: int) -> None:
    """ "The envoy remains detained": who remains so suffers it, as in "is detained"."""
    if words[staying].lower_ not in word_list("staying") or words[participle].tag_ != "VBN" or participle < staying:
        return
    if words[participle].head == staying:
        if any(dependents(words, participle, within, "aux", "auxpass", "dobj")):
            return  # "continued to be held"
        above, label = words[staying].head, words[staying].dep_
        for k in [*dependents(words, staying, within)]:
            attach(words, k, participle)
        attach(words, participle, participle if above == staying else above, label)
        attach(words, staying, participle)
    for k in [*dependents(words, staying, within, "nsubj"), *dependents(words, participle, within, "nsubj")]:
        move(words, k, participle, "nsubjpass")
    attach(words, staying, participle, "auxpass")


def mend_owner(words: list[Word], within: range, i: int) -> None:
    """ "Storm the minister's office": who stands before "'s" owns what comes after it."""
    noun = words[i].head
    if any(words[k].tag_ == "POS" for k in dependents(words, i, range(i + 1, i + 2) if i + 1 in within else range(0))):
        owned = next(dependents(words, i, range(i + 2, within.stop), "appos"), None)
        if owned is not None and noun != i:
            move(words, owned, noun, words[i].dep_)
            move(words, i, owned, "poss")


def mend_its_fallen(words: list[Word], i: int) -> None:
    """ "Put its dead at 50": those dead are somebody's people, no state of anything."""
    is_own = i and words[i - 1].tag_ == "PRP$" and words[i - 1].head == i
    if is_own and words[i].tag_ == "JJ" and words[i].lower_ in word_list("fallen"):
        words[i] = words[i]._replace(tag_="NN", pos_="NOUN")


def mend_condition(words: list[Word], within: range, i: int) -> None:
    """ "Had the army attacked, he would have fled": a clause that begins with its helper is a condition."""
    first, verb = left_edge(words, i, within.start), words[i].head
    if not verb > i or words[first].lower_ not in word_list("inverted") or words[first].head != i:
        return
    if words[verb].lemma_ in (*word_list("saying"), *word_list("asking")):
        return  # "had the ministry been warned, the paper asked"
    if any(dependents(words, i, range(first + 1, i), "nsubj", "nsubjpass")) and words[first].dep_ in ("aux", "auxpass"):
        attach(words, i, verb, "advcl")


def mend_purpose(words: list[Word], within: range, i: int) -> None:
    """ "Joined talks to achieve a truce": what is joined is an end in itself, the infinitive tells what for."""
    verb = words[i].head
    joined = words[verb].lemma_ in word_list("joining") and any(dependents(words, verb, range(verb, i), "dobj"))
    if joined and any(words[k].tag_ == "TO" for k in dependents(words, i, within, "aux")):
        attach(words, i, verb, "advcl")


def mend_state_kept(words: list[Word], within: range, i: int) -> None:
    """ "Keep the ports shut until they leave": that is no kind of ports, and the limit is that of keeping."""
    noun = words[i].head
    verb = words[noun].head
    if words[i].tag_ != "VBN" or i != noun + 1 or words[noun].dep_ != "dobj" or words[verb].lemma_ != "keep":
        return
    attach(words, i, verb, "oprd")
    for k in [*dependents(words, i, range(i + 1, within.stop), "advcl", "prep")]:
        if words[k].dep_ == "advcl" or words[k].lower_ == "until":
            attach(words, k, verb)


def mend_called_as(words: list[Word], within: range, i: int) -> None:
    """ "Dismissed it as "invented"": a participle after "as" is what somebody calls it, no clause of its own."""
    verb = words[i].head
    mark = next(dependents(words, i, range(verb + 1, i), "mark"), None)
    if mark is None or words[mark].lower_ != "as" or words[i].tag_ not in ("VBN", "JJ"):
        return
    if words[i].lemma_ in word_list("foreseeing"):
        return  # "rejected the appeal as expected"
    is_alone = not any(dependents(words, i, within, "nsubj", "nsubjpass", "aux", "auxpass"))
    if is_alone and words[verb].lemma_ in (*word_list("calling"), *word_list("judging")):
        attach(words, mark, verb, "prep")
        attach(words, i, mark, "pobj")


def mend_disposed(words: list[Word], within: range, be: int, i: int) -> None:
    """ "Is prepared to lift the ban": who is prepared to do something has a mind to, and suffers nothing."""
    to = i + 1
    if words[i].tag_ != "VBN" or words[i].lower_ not in word_list("disposed") or to not in within:
        return
    # "Is determined to be that of a guard", "to have killed six": so it was found.
    is_found = to + 1 in within and words[to + 1].lower_ in ("be", "have")
    if words[to].tag_ != "TO" or words[be].lemma_ != "be" or not be < i or is_found:
        return
    if words[be].head == i:
        above, label = words[i].head, words[i].dep_
        for k in [*dependents(words, i, within)]:
            if k < i and words[k].dep_ != "advmod":
                attach(words, k, be, "nsubj" if words[k].dep_ == "nsubjpass" else None)
        attach(words, be, be if above == i else above, label)
        for k in [*dependents(words, i, range(to, within.stop))]:
            if words[k].dep_ not in ("xcomp", "prep", "advmod"):
                attach(words, k, be)
        attach(words, i, be, "acomp")
    words[i] = words[i]._replace(tag_="JJ", pos_="ADJ", lemma_=words[i].lower_)
