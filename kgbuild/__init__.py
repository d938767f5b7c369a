"""kgbuild turns news text into a knowledge graph that a researcher can trust and query."""

__version__ = "0.1.0"
