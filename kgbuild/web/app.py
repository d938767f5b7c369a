"""The web application: a read-only SPARQL endpoint and its pages over one engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Final

from flask import Flask, Response, current_app, request
from werkzeug.exceptions import BadRequest, HTTPException, NotFound

from kgbuild.errors import KGBuildError
from kgbuild.formats import RDF_FORMATS, RESULT_FORMATS, SPARQL_JSON, TURTLE
from kgbuild.web.cache import CachingEngine, is_steady
from kgbuild.web.description import MAX_STATEMENTS, describe_node
from kgbuild.web.engine import Answer, Engine, Query, StoreEngine, Wanted
from kgbuild.web.limits import Limits
from kgbuild.web.links import KINDS, Links, find_bases
from kgbuild.web.pages import MAX_ROWS, Contents, render_fault, render_overview, render_query, survey_contents
from kgbuild.web.protocol import HTML, choose_format, find_format, prefers_html, problem, problem_of, read_query
from kgbuild.web.reader import Reader, construct_for
from kgbuild.web.resource import render_resource
from kgbuild.web.workers import ClientGoneError

MAX_BODY_BYTES: Final = 1 << 20

# An answer up to this size is sent in one piece.
PIECE_BYTES: Final = 1 << 16

# What nginx logs for a client that went away; nobody reads it.
CLIENT_GONE: Final = 499

HEADERS: Final = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "no-referrer"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)


def create_app(store_path: Path, limits: Limits | None = None) -> Flask:
    """The application over the store in `store_path`; `engine_of` tells its engine, which is to be closed.

    InputError if there is no store.
    """
    limits = limits or Limits()
    engine = CachingEngine(StoreEngine(store_path, limits), limits.cache)
    app = Flask(__name__)
    app.extensions["kgbuild"] = engine
    # A document's id may hold "//", and so its IRI.
    app.url_map.merge_slashes = False
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES)
    _add_routes(app, engine)
    _add_faults(app)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.extend(HEADERS)
        response.vary.add("Accept")
        return response

    return app


def engine_of(app: Flask) -> Engine:
    """The engine that an application asks."""
    engine: Engine = app.extensions["kgbuild"]
    return engine


def _add_routes(app: Flask, engine: Engine) -> None:
    # One state of the graph is counted once, when first asked for.
    @lru_cache(maxsize=1)
    def bases(_version: str) -> tuple[str, ...]:
        return find_bases(_reader(engine))

    @lru_cache(maxsize=1)
    def contents(_version: str, root: str) -> Contents:
        return survey_contents(_reader(engine), links(root))

    def links(root: str) -> Links:
        return Links(bases(engine.version), root)

    @app.get("/")
    def overview() -> str:
        return render_overview(contents(engine.version, request.script_root))

    @app.get(f"/<any({', '.join(KINDS)}):kind>/<path:name>")
    def resource(kind: str, name: str) -> Response:
        target, media_type = choose_format(request, (*RDF_FORMATS, HTML))
        reader, here = _reader(engine), links(request.script_root)
        for node in here.candidates(kind, name):
            if target == HTML:
                store = reader.neighbourhood(node, MAX_STATEMENTS + 1)
                if (section := describe_node(store, node)) is not None:
                    return Response(render_resource(store, here, section))
            else:
                query = Query(construct_for(node, document=reader.is_document(node)))
                if any(reader.statements(f"{query.text} LIMIT 1")):
                    return _sent(engine.answer(query, Wanted(None, target), reader.gone), media_type)
        raise NotFound("the graph says nothing of that")

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    @app.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        query = read_query(request)
        if query is None:
            if not prefers_html(request):
                raise BadRequest("no query; send one as ?query=...")
            return Response(render_query(links(request.script_root)))
        try:
            return _answer(engine, query, lambda: links(request.script_root))
        except KGBuildError as error:
            told = problem_of(error)
            if not prefers_html(request):
                return told
            return _as_page(told, render_query(links(request.script_root), query.text, fault=error))


def _add_faults(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def tell(error: HTTPException) -> Response:
        code = error.code or 500
        if prefers_html(request):
            response = Response(render_fault(code, error.name, error.description), code)
        else:
            response = problem(code, error.name, error.description)
        # The Allow header of 405 and the like.
        for name, value in error.get_headers():
            if name != "Content-Type":
                response.headers[name] = value
        return response

    @app.errorhandler(KGBuildError)
    def tell_of_query(error: KGBuildError) -> Response:
        """A page's own query could not be answered."""
        told = problem_of(error)
        if prefers_html(request):
            return _as_page(told, render_fault(told.status_code, (told.json or {}).get("title", ""), str(error)))
        return told

    @app.errorhandler(ClientGoneError)
    def tell_nobody(_: ClientGoneError) -> Response:
        return Response(status=CLIENT_GONE)


def _as_page(told: Response, content: str) -> Response:
    """The problem for a person: status and headers stay."""
    page = Response(content, told.status_code)
    if "Retry-After" in told.headers:
        page.headers["Retry-After"] = told.headers["Retry-After"]
    return page


def _reader(engine: Engine) -> Reader:
    return Reader(engine, _gone())


def _gone() -> Callable[[], bool]:
    """Whether the client has closed its connection; waitress can tell."""
    told: Callable[[], bool] = request.environ.get("waitress.client_disconnected", lambda: False)
    return told


def _answer(engine: Engine, query: Query, links: Callable[[], Links]) -> Response:
    """The answer in the format that the client likes best of its kind, which shows only when it is there."""
    solutions = find_format(request, (*RESULT_FORMATS, HTML))
    triples = find_format(request, (*RDF_FORMATS, HTML))
    if solutions is None and triples is None:
        choose_format(request, (*RESULT_FORMATS, *RDF_FORMATS, HTML))
    etag = _etag(engine.version, query, *(each[1] for each in (solutions, triples) if each))
    if etag and request.method in ("GET", "HEAD") and etag in request.if_none_match:
        return _tagged(Response(status=304), etag)
    if HTML in (solutions or triples or ()):
        answer = engine.answer(query, Wanted(SPARQL_JSON, TURTLE, first=MAX_ROWS), _gone())
        return Response(render_query(links(), query.text, answer))
    wanted = Wanted(solutions[0] if solutions else None, triples[0] if triples else None)
    answer = engine.answer(query, wanted, _gone())
    chosen = triples if answer.kind == "triples" else solutions
    assert chosen is not None  # noqa: S101 - the engine answers only with what is wanted
    etag = _etag(answer.version, query, *(each[1] for each in (solutions, triples) if each))
    return _tagged(_sent(answer, chosen[1]), etag)


def _etag(version: str, query: Query, *media_types: str) -> str | None:
    """A name for the answer that a state of the graph gives; None where it may be another one each time."""
    if not is_steady(query):
        return None
    return sha256(repr((version, query, media_types)).encode()).hexdigest()[:32]


def _tagged(response: Response, etag: str | None) -> Response:
    """The answer with its ETag; whoever keeps it is to ask whether it holds still."""
    if etag is not None:
        response.set_etag(etag)
    response.cache_control.no_cache = True
    return response


def _sent(answer: Answer, media_type: str) -> Response:
    """The whole answer. It is complete before the first byte is sent, and its length stands in front."""
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    content_type = media_type + charset
    if answer.size <= PIECE_BYTES:
        with answer.body as body:
            return Response(body.read(), content_type=content_type)
    response = current_app.response_class(_pieces(answer.body), content_type=content_type)
    response.content_length = answer.size
    response.call_on_close(answer.body.close)
    return response


def _pieces(body: IO[bytes]) -> Iterator[bytes]:
    while piece := body.read(PIECE_BYTES):
        yield piece
