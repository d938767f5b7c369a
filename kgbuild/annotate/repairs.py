"""Mends what the parser often gets wrong in news prose, where word order and tags tell better.

Each repair reads the words of one sentence and gives some of them other heads and labels; labels are those of
ClearNLP (https://github.com/clir/clearnlp-guidelines), as in the model's parses.
Here is only which repair is asked when.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from typing import Final

from kgbuild.annotate import (
    asides,
    bodies,
    complements,
    contents,
    coordinations,
    lists,
    main_verbs,
    objects,
    participles,
    prepositions,
    speakers,
)
from kgbuild.annotate.words import word_list
from kgbuild.parse import Word

_LONGEST: Final = 400
"""Words of the longest sentence that is mended: nobody writes longer ones, and so the cost stays linear."""

_OF_VERBS: Final = frozenset({"dobj", "nsubjpass", "nsubj", "npadvmod", "conj", "attr", "dep"})
"""Labels with which parsers hang an apposition on a verb."""


def repaired(words: Sequence[Word]) -> list[Word]:
    """The words with the heads and labels that they should have. Nothing else of them changes."""
    mended, saying = list(words), word_list("saying")
    starts = [i for i, word in enumerate(words) if word.is_sent_start or i == 0]
    for start, end in itertools.pairwise((*starts, len(words))):
        if end - start > _LONGEST:
            continue
        for i in range(start, end):
            if mended[i].lower_ == "think" and i + 1 < end and mended[i + 1].lower_ == "tank":
                main_verbs.mend_tank(mended, range(start, end), i)
            if mended[i].lemma_ in saying:
                speakers.mend_speaker_at_end(mended, start, end, i)
                speakers.mend_speaker_behind(mended, start, end, i)
        for i in range(start, end):
            _mend(mended, range(start, end), i)
    return mended


def _mend(words: list[Word], within: range, i: int) -> None:
    """Mends what hangs wrong with the label of word `i`."""
    objects.mend_captive(words, within, i)
    if words[i].dep_ in _OF_VERBS:
        asides.mend_whose_it_is(words, within, i)
    match words[i].dep_:
        case "conj":
            if words[words[i].head].pos_ == "VERB":
                lists.mend_names_of_several(words, within, i)
                lists.mend_list_behind_verb(words, within, i)
                lists.mend_object_of_second(words, within, i)
                prepositions.mend_day_before_noun(words, i)
            complements.mend_clause_behind_saying(words, within, i)
            complements.mend_clause_behind_participle(words, within, i)
            coordinations.mend_finite_conjunct(words, within.start, i)
            coordinations.mend_repeated_preposition(words, i)
            coordinations.mend_body_before_adjective(words, within, i)
            coordinations.mend_owner_of_two_words(words, within, i)
            lists.mend_listed_crime(words, within, i)
            coordinations.mend_joined_verb(words, within, i)
            lists.mend_joined_noun(words, within, i)
            lists.mend_counted(words, within, i)
            lists.mend_fallen(words, within, i)
            complements.mend_list_of_clauses(words, within, i)
        case "amod":
            objects.mend_called(words, within, i)
        case "oprd":
            objects.mend_appointed(words, i)
            objects.mend_object_behind_day(words, within, i)
        case "compound":
            bodies.mend_of_body_before_name(words, within, i)
        case "pobj" | "dobj":
            bodies.mend_owned_by_body(words, within, i)
            complements.mend_its_fallen(words, i)
            objects.mend_appointed(words, i)
            complements.mend_figure(words, i)
            complements.mend_owner(words, within, i)
            if words[i].dep_ == "dobj":
                lists.mend_names_of_several(words, within, i)
                lists.mend_object_of_second(words, within, i)
                prepositions.mend_day_before_noun(words, i)
                objects.mend_called_in_quotes(words, within, i)
            complements.mend_deed_of_blame(words, i)
            objects.mend_called_behind_name(words, within, i)
        case "ccomp":
            complements.mend_condition(words, within, i)
            complements.mend_counted_object(words, within, i)
            contents.mend_condition_first(words, within, i)
            contents.mend_clause_behind_cited(words, i)
            coordinations.mend_clauses_beside(words, i)
            coordinations.mend_headline(words, i, within.stop)
        case "acl":
            complements.mend_state_kept(words, within, i)
            complements.mend_clause_of_statement(words, within, i)
            participles.mend_headed(words, within, i)
            participles.mend_led(words, within, i)
            participles.mend_beside_accusation(words, i)
            main_verbs.mend_past_taken_for_participle(words, within, i)
            coordinations.mend_gapped_subject(words, within, i)
        case "xcomp" | "acomp":
            complements.mend_state_that_goes_on(words, within, words[i].head, i)
            complements.mend_purpose(words, within, i)
            complements.mend_disposed(words, within, words[i].head, i)
        case "advcl":
            complements.mend_called_as(words, within, i)
            lists.mend_counted(words, within, i)
            lists.mend_fallen(words, within, i)
            participles.mend_led(words, within, i)
        case "csubj":
            main_verbs.mend_speaker_taken_for_clause(words, within, i)
        case "prep":
            coordinations.mend_repeated_preposition(words, i)
            prepositions.mend_governed(words, i)
            prepositions.mend_range(words, within, i)
            prepositions.mend_including(words, i)
            prepositions.mend_taken_away(words, within, i)
            prepositions.mend_since(words, within, i)
            prepositions.mend_bereft(words, within, i)
        case "relcl":
            coordinations.mend_relative(words, within, i)
            complements.mend_clause_told(words, within, i)
        case "nsubj" | "nsubjpass":
            asides.mend_copy_of_which(words, within, i)
            complements.mend_predicate_of_clause(words, within, i)
            coordinations.mend_second_subject(words, within, i)
            main_verbs.mend_name_taken_for_subject(words, within, i)
            main_verbs.mend_day_before_verb(words, within, i)
        case "appos":
            bodies.mend_owned_by_body(words, within, i)
            bodies.mend_town_taken_apart(words, within, i)
            asides.mend_acronym(words, within, i)
            main_verbs.mend_day_before_verb(words, within, i)
            objects.mend_called_behind_name(words, within, i)
            lists.mend_listed_name(words, within, i)
            lists.mend_list_behind_verb(words, within, i)
        case "npadvmod":
            lists.mend_names_of_several(words, within, i)
            lists.mend_list_behind_verb(words, within, i)
        case "pcomp":
            complements.mend_deed_of_blame(words, i)
        case "aux" | "auxpass":
            main_verbs.mend_happening_taken_for_helper(words, within, i)
            complements.mend_state_that_goes_on(words, within, i, words[i].head)
            if words[i].dep_ == "auxpass":
                complements.mend_disposed(words, within, i, words[i].head)
        case "parataxis":
            contents.mend_speaker_before_quotation(words, within, i)
        case "ROOT":
            main_verbs.mend_participle_taken_for_main(words, within, i)
