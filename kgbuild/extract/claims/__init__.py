"""Who says what: attributions with their sources, cues, contents and quotations; `find` finds them all."""

from kgbuild.extract.claims.attributions import find

__all__ = ["find"]
