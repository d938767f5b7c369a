"""What happened: triggers with their classes, arguments and factuality; `find` finds them all."""

from kgbuild.extract.events.triggers import find

__all__ = ["find"]
