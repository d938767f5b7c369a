"""What happened: triggers with their classes, arguments and factuality; `find` finds them all."""

from kgbuild.extract.events.triggers import find, outside_names

__all__ = ["find", "outside_names"]
