"""Time expressions: found by rules, resolved to TIMEX3 values and calendar bounds."""

from kgbuild.extract.times.finder import find

__all__ = ["find"]
