"""Random patterns over a few IRIs and numbers, so small that they are often answered."""

from __future__ import annotations

import random
from collections import Counter
from typing import Any

from pyoxigraph import QueryBoolean, QuerySolutions, RdfFormat, Triple, parse

VARIABLES = ("?a", "?b", "?c", "?d")
OBJECTS = ("<urn:a>", "<urn:b>", "<urn:c>", "1", "2", "1.5", '"x"', '"y"@en')
CONDITIONS = ("{0} = {1}", "{0} != <urn:a>", "BOUND({0})", "!BOUND({0})", "{0} > 1", "isIRI({0}) || {1} = 2")


class Patterns:
    """`pattern(depth)` gives one; `service` is a keyword and a name that some of its groups may have in front."""

    def __init__(self, seed: int, service: str | None = None) -> None:
        self.random, self.service, self._bound = random.Random(seed), service, 0

    def triples(self, count: int) -> list[Triple]:
        choose = self.random.choice
        lines = [f"<urn:{choose('abcd')}> <urn:{choose('pqr')}> {choose(OBJECTS)} ." for _ in range(count)]
        return [quad.triple for quad in parse("\n".join(lines).encode(), format=RdfFormat.TURTLE)]

    def triple(self) -> str:
        choose = self.random.choice
        subject = choose((*VARIABLES, *VARIABLES, "<urn:a>", "<urn:b>"))
        return f"{subject} <urn:{choose('pqr')}> {choose((*VARIABLES, *VARIABLES, *OBJECTS))} . "

    def pattern(self, depth: int, *, inside: bool = False) -> str:
        """A group without its braces; `inside` one that has a service in front already."""
        return "".join(self._part(depth, inside) for _ in range(self.random.randint(1, 3)))

    def _part(self, depth: int, inside: bool) -> str:
        choose, one, two = self.random.choice, *self.random.sample(VARIABLES, 2)
        kind = choose(("triple",) * 7 + ("optional", "optional", "union", "filter", "minus", "select", "bind", "exists",
                                         "values", "service"))  # fmt: skip
        if kind == "triple" or depth == 0:
            return self.triple()
        if kind == "filter":
            return f"FILTER({choose(CONDITIONS).format(one, two)}) "
        if kind == "bind":
            self._bound += 1
            return f"BIND({one} AS ?bound{self._bound}) "
        if kind == "values":
            return f'VALUES {one} {{ <urn:a> 1 "x" UNDEF }} '
        group = "{ " + self.pattern(depth - 1, inside=inside or kind == "service") + "} "
        if kind == "service":
            return group if inside or self.service is None else f"{self.service} {group}"
        if kind == "union":
            return f"{group}UNION {{ {self.pattern(depth - 1, inside=inside)}}} "
        if kind == "select":
            return f"{{ SELECT {one} {two} {group}}} "
        return {"optional": "OPTIONAL ", "minus": "MINUS ", "exists": choose(("FILTER EXISTS ", "FILTER NOT EXISTS "))}[
            kind
        ] + group


def said(result: Any) -> Any:
    """An answer for comparison, whatever the order of its columns and rows."""
    if isinstance(result, QueryBoolean):
        return bool(result)
    if isinstance(result, QuerySolutions):
        names = [variable.value for variable in result.variables]
        return Counter(
            tuple(sorted((name, str(term)) for name, term in zip(names, row, strict=True) if term is not None))
            for row in result
        )
    return {str(triple) for triple in result}
