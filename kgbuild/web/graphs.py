"""SPARQL 1.1 Graph Store HTTP Protocol at /graphs: graphs by ?graph=, by ?default, or by their own address.

Source of the rules: https://www.w3.org/TR/sparql11-http-rdf-update/.
"""

from __future__ import annotations

import uuid
from typing import Final

from flask import Blueprint, Response, request, url_for
from pyoxigraph import NamedNode
from werkzeug.exceptions import BadRequest, NotFound, UnsupportedMediaType

from kgbuild.errors import QueryError
from kgbuild.formats import RDF_FORMATS
from kgbuild.web.access import check_may_write
from kgbuild.web.answers import client_gone, reader_for, send_answer
from kgbuild.web.config import Config
from kgbuild.web.engine import Engine, Query, Wanted
from kgbuild.web.protocol import choose_format, parameters_of

DEFAULT_GRAPH: Final = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
NAMED_GRAPH: Final = "CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH {graph} {{ ?s ?p ?o }} }}"
PRESENT: Final = "SELECT ?present {{ BIND(EXISTS {{ GRAPH {graph} {{ }} }} AS ?present) }}"


def graph_store(engine: Engine, config: Config) -> Blueprint:
    """The routes of the graph store. Reading is open; writing needs the token."""
    routes = Blueprint("graphs", __name__)

    @routes.get("/graphs", endpoint="store")
    @routes.get("/graphs/<path:name>", endpoint="direct")
    def read(name: str | None = None) -> Response:
        graph = _named(name)
        if graph is None and "default" not in parameters_of(request):
            raise BadRequest("no graph is named; send ?graph=IRI or ?default")
        target, media_type = choose_format(request, RDF_FORMATS)
        if graph is None:
            query = Query(DEFAULT_GRAPH)
        else:
            (row,) = reader_for(engine).solutions(PRESENT.format(graph=graph))
            # Another server may count instead: Virtuoso's truth is 1.
            if row["present"].value not in ("true", "1"):
                raise NotFound(f"there is no graph {graph.value}")
            query = Query(NAMED_GRAPH.format(graph=graph))
        return send_answer(engine.answer(query, Wanted(None, target), client_gone()), media_type)

    @routes.route("/graphs", methods=["PUT", "POST", "DELETE"], endpoint="change")
    @routes.route("/graphs/<path:name>", methods=["PUT", "POST", "DELETE"], endpoint="change_direct")
    def change(name: str | None = None) -> Response:
        check_may_write(config.token)
        graph, fresh = _named(name), False
        if graph is None and "default" not in parameters_of(request):
            if request.method != "POST":
                raise BadRequest("no graph is named; send ?graph=IRI or ?default")
            graph, fresh = NamedNode(url_for("graphs.direct", name=str(uuid.uuid4()), _external=True)), True
        todo = {
            "do": request.method.lower(),
            "graph": graph.value if graph else None,
            "base": graph.value if graph else request.base_url,
        }
        files = [] if request.method == "DELETE" else _files()
        lengths = [(media_type, len(content)) for media_type, content in files]
        told = engine.write({**todo, "files": lengths}, b"".join(content for _, content in files))
        if request.method == "DELETE" and not told["present"]:
            raise NotFound("there is no such graph")
        if told["present"]:
            return Response(status=204)
        return Response(status=201, headers={"Location": graph.value} if fresh and graph else None)

    return routes


def _named(name: str | None) -> NamedNode | None:
    """The graph that the request names, by its own address or by ?graph=; None for the default graph, or none."""
    if name is not None:
        return _graph(request.base_url)
    given = parameters_of(request)
    graphs = given.getlist("graph")
    if len(graphs) + ("default" in given) > 1:
        raise BadRequest("more than one graph is named; name one")
    return _graph(graphs[0]) if graphs else None


def _graph(iri: str) -> NamedNode:
    try:
        return NamedNode(iri)
    except ValueError as error:
        raise QueryError(f"graph: {iri!r} is no absolute IRI ({error}); send one") from error


def _files() -> list[tuple[str, bytes]]:
    """What a request brings, each with its media type: the files of a form, which are added together, or its body."""
    if request.method != "POST" or request.mimetype != "multipart/form-data":
        return [(_media_type(request.mimetype), request.get_data())]
    files = [file for _, file in request.files.items(multi=True)]
    if not files:
        raise BadRequest("no file in the form; send one or more")
    return [(_media_type(file.mimetype), file.read()) for file in files]


def _media_type(given: str) -> str:
    """The media type of a body, as RDF_FORMATS names it."""
    for each in RDF_FORMATS:
        if given in (each.media_type, *each.generic_types):
            return each.media_type
    known = ", ".join(each.media_type for each in RDF_FORMATS)
    raise UnsupportedMediaType(f"{given or 'no content type'} is no RDF; send one of {known}")
