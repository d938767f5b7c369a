"""Resolves coreference: mention candidates that denote one thing become one entity.

In order of precision, as in a multi-pass sieve (Raghunathan et al. 2010): names, what the syntax ties together,
definite noun phrases, pronouns. Words that different voices use for groups are never merged on a guess.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgbuild.extract.claims.voices import Voices
from kgbuild.extract.entities import aliases, anaphora, appositions, assembly, identified, suspects
from kgbuild.extract.entities.chains import Chains
from kgbuild.extract.layers import Attribution, MentionCandidate
from kgbuild.model import Annotated, Entity


def resolve(
    annotated: Annotated, candidates: Sequence[MentionCandidate], attributions: Sequence[Attribution] = ()
) -> tuple[Entity, ...]:
    """The entities of a text, in the order of their first mentions; each candidate is in one of them.

    Pronouns that find nothing to stand for are left out. `attributions` say whose words a stretch of text is.
    """
    chains = Chains(annotated.doc, candidates)
    aliases.merge(chains)
    appositions.merge(chains)
    suspects.merge(chains)
    anaphora.merge(chains, attributions, Voices(attributions))
    identified.merge(chains)
    return assembly.build(annotated, chains)
