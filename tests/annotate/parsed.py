"""Words of parses, as tests ask for them."""

from __future__ import annotations

from kgbuild.annotate.parser import Parser
from kgbuild.model import Article
from kgbuild.parse import Token


def word(parser: Parser, text: str, form: str) -> Token:
    """The first word of this form in the parse of a text."""
    return next(token for token in parser.annotate(Article("a", text)).doc if token.text == form)


def hanging(parser: Parser, text: str, form: str) -> tuple[str, str]:
    """The label of that word and the word that it hangs on."""
    token = word(parser, text, form)
    return token.dep_, token.head.text
