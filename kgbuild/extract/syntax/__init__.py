"""Questions about a parse, with the labels of ClearNLP as in spaCy's models, that several layers of extraction ask.

Each function takes tokens of one parse and gives tokens of it, in text order. None of them looks beyond a sentence.
"""

from kgbuild.extract.syntax.phrases import (
    antecedent,
    complements,
    counted,
    given_in,
    is_range,
    phrase,
    prepositions,
)
from kgbuild.extract.syntax.quoted import in_slogan, in_title
from kgbuild.extract.syntax.relations import (
    agents,
    direct_objects,
    doers,
    is_stance,
    is_where,
    noun_subjects,
    object_controller,
    subjects,
)
from kgbuild.extract.syntax.verbs import (
    CLAUSES,
    OBJECTS,
    SUBJECTS,
    gapped_passives,
    is_bare,
    is_finite,
    is_infinitive,
    is_passive,
    is_subjunctive,
)
from kgbuild.extract.syntax.words import (
    children,
    conjuncts,
    first_conjunct,
    forms,
    governing_verb,
    hyphenated,
    is_nominal,
    is_opposed,
    is_verbal,
    lemma,
    lemmas,
)

__all__ = [
    "CLAUSES",
    "OBJECTS",
    "SUBJECTS",
    "agents",
    "antecedent",
    "children",
    "complements",
    "conjuncts",
    "counted",
    "direct_objects",
    "doers",
    "first_conjunct",
    "forms",
    "gapped_passives",
    "given_in",
    "governing_verb",
    "hyphenated",
    "in_slogan",
    "in_title",
    "is_bare",
    "is_finite",
    "is_infinitive",
    "is_nominal",
    "is_opposed",
    "is_passive",
    "is_range",
    "is_stance",
    "is_subjunctive",
    "is_verbal",
    "is_where",
    "lemma",
    "lemmas",
    "noun_subjects",
    "object_controller",
    "phrase",
    "prepositions",
    "subjects",
]
