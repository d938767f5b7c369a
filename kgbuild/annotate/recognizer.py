"""spaCy's NER goes on word by word and asks of every move at each whether it may be taken, two thirds of its time. Here
the moves of all words are found together, and they are the same.

The moves are BILUO (https://spacy.io/api/entityrecognizer): B begins a name, I goes on in it, L ends it; U is a name of
one word, O is none. Outside of a name the best move depends on the word alone, within one on the word, the one before
it and the first of the name. So the name that would begin at a word is read whatever stands before it, and of two that
overlap the first is taken.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc as SpacyDoc
    from spacy.tokens import Span as SpacySpan

Recognizer = Callable[[Sequence["SpacyDoc"]], None]
"""Gives texts their named entities."""

Places = NDArray[np.intp]
"""Of words in texts laid end to end."""

NOWHERE: Final = -1
"""The place of no word."""

SEEN: Final = 3
"""So many words a move depends on: the word itself, the first of its name and the one before it in that."""


def take_recognizer(nlp: Language) -> Recognizer | None:
    """The NER of a pipeline that ends with it, which from then on goes without. One of another kind stays in it."""
    if nlp.pipe_names[-1:] != ["ner"] or not _is_known(nlp.get_pipe("ner")):
        return None
    nlp.disable_pipe("ner")
    return _Decoder(nlp.get_pipe("ner"))


def _is_known(ner: Any) -> bool:
    """Whether NER takes the best move at each word, by the words that we know, and has learnt all its moves."""
    attributes, settings = getattr(getattr(ner, "model", None), "attrs", {}), getattr(ner, "cfg", {})
    if not attributes.get("has_upper") or attributes.get("unseen_classes", True) or settings.get("beam_width") != 1:
        return False
    return bool(ner.model.get_ref("lower").get_dim("nF") == SEEN)


class _Decoder:
    def __init__(self, ner: Any) -> None:
        self._model = ner.model
        column = {ner.moves.get_class_name(i): i for i in range(ner.moves.n_moves)}
        self._labels = [move.removeprefix("B-") for move in column if move.startswith("B-")]
        self._b, self._i, self._l, self._u = (
            np.array([column[f"{kind}-{label}"] for label in self._labels], dtype=np.intp) for kind in "BILU"
        )
        self._o = column["O"]

    def __call__(self, docs: Sequence[SpacyDoc]) -> None:
        if not any(map(len, docs)):
            return
        step = self._model.predict(docs)
        labels, ends = self._read(step, *_limits(docs))
        step.clear_memory()
        begin = 0
        for doc in docs:
            words = slice(begin, begin + len(doc))
            doc.set_ents(list(self._apart(doc, labels[words].tolist(), (ends[words] - begin).tolist())))
            begin += len(doc)

    def _read(self, step: Any, is_space: NDArray[np.bool_], goes_on: NDArray[np.bool_]) -> tuple[Places, Places]:
        """For each word the label, by number, of the name that would begin at it, one too high if there is none; and
        where that name would end."""
        words, none = np.arange(len(is_space)), np.full(len(is_space), NOWHERE)
        scores = _scores(step, words, none, none)
        several, one = scores[:, self._b], scores[:, self._u]
        several[is_space | ~goes_on] = -np.inf
        one[is_space] = -np.inf
        best = np.hstack((several, one, scores[:, [self._o]])).argmax(axis=1)
        kinds, labels = np.divmod(best, len(self._labels))
        labels[kinds == 2] = len(self._labels)
        ends = words + 1
        begun = words[kinds == 0]
        while len(begun):
            at, rows = ends[begun], np.arange(len(begun))
            scores = _scores(step, at, begun, at - 1)
            inner, last = (scores[rows, columns[labels[begun]]] for columns in (self._i, self._l))
            ends[begun] += 1
            begun = begun[goes_on[at] & (inner >= last)]
        return labels, ends

    def _apart(self, doc: SpacyDoc, labels: Sequence[int], ends: Sequence[int]) -> Iterator[SpacySpan]:
        """The names of a text that do not begin within another one."""
        from spacy.tokens import Span

        behind = 0
        for word, (label, end) in enumerate(zip(labels, ends, strict=True)):
            if word >= behind and label < len(self._labels):
                yield Span(doc, word, end, label=self._labels[label])
                behind = end


def _limits(docs: Sequence[SpacyDoc]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Which words are white space, with which no name begins, and behind which ones a sentence, and so a name, goes
    on."""
    from spacy.attrs import IS_SPACE, SENT_START

    marks = np.concatenate([doc.to_array([IS_SPACE, SENT_START]) for doc in docs])
    goes_on = np.append(marks[1:, 1] != 1, False)
    goes_on[np.cumsum([len(doc) for doc in docs]) - 1] = False
    return marks[:, 0] == 1, goes_on


def _scores(step: Any, words: Places, firsts: Places, before: Places) -> NDArray[np.float32]:
    """How good each move is at each of the words, where a name began at `firsts` and reached `before`."""
    seen = np.stack((words, firsts, before), axis=1).astype(np.intc)
    scores: NDArray[np.float32] = step.vec2scores.predict(step.state2vec.predict(seen))
    return scores
