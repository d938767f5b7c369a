"""The web application: a SPARQL endpoint and its pages over one engine; read-only unless there is a token."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException, LengthRequired, NotFound, UnsupportedMediaType

from kgbuild.errors import KGBuildError
from kgbuild.formats import RDF_FORMATS
from kgbuild.store.endpoint import Endpoint
from kgbuild.web.access import check_may_write, let_origins
from kgbuild.web.access_log import note_asked
from kgbuild.web.answers import answer_query, reader_for, send_answer
from kgbuild.web.cache import CachingEngine
from kgbuild.web.config import Config
from kgbuild.web.description import MAX_STATEMENTS, describe_node
from kgbuild.web.endings import ClientGoneError
from kgbuild.web.engine import Engine, Query, StoreEngine, Wanted
from kgbuild.web.graphs import graph_store
from kgbuild.web.links import KINDS, Links, find_bases
from kgbuild.web.pages import (
    Contents,
    render_fault,
    render_overview,
    render_query,
    survey_contents,
    without_controls,
)
from kgbuild.web.protocol import (
    HTML,
    Update,
    choose_format,
    content_type_of,
    prefers_html,
    problem,
    problem_of,
    read_request,
)
from kgbuild.web.reader import construct_for
from kgbuild.web.resource import render_resource
from kgbuild.web.search import search_page
from kgbuild.web.service import describe_service, service

# Of a request; of one that may write, where writing is allowed.
MAX_BODY_BYTES: Final = 1 << 20
MAX_UPLOAD_BYTES: Final = 64 << 20

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


def create_app(source: Path | Endpoint, config: Config | None = None) -> Flask:
    """The application over a store on disk, or over another server; close `engine_of` it.

    InputError if there is no store.
    """
    config = config or Config()
    engine = CachingEngine(_engine(source, config), config.limits.cache)
    app = Flask(__name__)
    app.extensions["kgbuild"] = engine
    # A document's id may hold "//", and so its IRI.
    app.url_map.merge_slashes = False
    largest = max_body_bytes(config)
    app.config.update(MAX_CONTENT_LENGTH=largest, MAX_FORM_MEMORY_SIZE=largest)
    _add_routes(app, engine, config)
    app.register_blueprint(graph_store(engine, config))
    app.register_blueprint(service(engine, config))
    _add_faults(app)

    app.before_request(_take_whole_bodies_only)

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.extend(HEADERS)
        response.vary.add("Accept")
        let_origins(response, config.origins)
        return response

    return app


def _engine(source: Path | Endpoint, config: Config) -> Engine:
    services = None
    if config.services:
        from kgbuild.web.services import Services

        services = Services(config.services, config.reach)
    if isinstance(source, Endpoint):
        from kgbuild.web.remote import RemoteEngine

        return RemoteEngine(source, config.limits, union=config.union, services=services, max_age=config.max_age)
    return StoreEngine(source, config.limits, union=config.union, services=services)


def _take_whole_bodies_only() -> None:
    """Sees to it that a body is read to its announced end, or not at all: the half of an update may be one, too.

    UnsupportedMediaType if it is compressed, LengthRequired if the server leaves open how long it is, which waitress
    does not. From Granian, one that breaks off looks like a whole one: werkzeug then tells by the length (400).
    """
    if request.environ.get("HTTP_CONTENT_ENCODING", "identity").lower() != "identity":
        raise UnsupportedMediaType("a compressed body is not taken; send it as it is")
    if "HTTP_TRANSFER_ENCODING" in request.environ:
        raise LengthRequired("send the body with a Content-Length, not in chunks, for this server cannot see their end")
    # Else werkzeug takes the server's word for where it ends.
    request.environ.pop("wsgi.input_terminated", None)


def max_body_bytes(config: Config) -> int:
    """How many bytes a request may have."""
    return MAX_BODY_BYTES if config.token is None else MAX_UPLOAD_BYTES


def engine_of(app: Flask) -> CachingEngine:
    """The engine that an application asks."""
    engine: CachingEngine = app.extensions["kgbuild"]
    return engine


def _add_routes(app: Flask, engine: Engine, config: Config) -> None:
    # One state of the graph is counted once, when first asked for.
    @lru_cache(maxsize=1)
    def bases(_version: str) -> tuple[str, ...]:
        return find_bases(reader_for(engine))

    @lru_cache(maxsize=1)
    def contents(_version: str, root: str) -> Contents:
        return survey_contents(reader_for(engine), links(root))

    def links(root: str) -> Links:
        return Links(bases(engine.version), root)

    app.jinja_env.globals["searchable"] = engine.searchable
    app.jinja_env.finalize = without_controls
    if engine.searchable:
        app.register_blueprint(search_page(engine, lambda: links(request.script_root)))

    @app.get("/")
    def overview() -> str:
        return render_overview(contents(engine.version, request.script_root))

    @app.get(f"/<any({', '.join(KINDS)}):kind>/<path:name>")
    def resource(kind: str, name: str) -> Response:
        target, media_type = choose_format(request, (*RDF_FORMATS, HTML))
        reader, here = reader_for(engine), links(request.script_root)
        for node in here.candidates(kind, name):
            if target == HTML:
                store = reader.neighbourhood(node, MAX_STATEMENTS + 1)
                if (section := describe_node(store, node)) is not None:
                    return Response(render_resource(store, here, section))
            else:
                query = Query(construct_for(node, document=reader.is_document(node)))
                if any(reader.statements(f"{query.text} LIMIT 1")):
                    return send_answer(engine.answer(query, Wanted(None, target), reader.gone), media_type)
        raise NotFound("the graph says nothing of that")

    @app.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        asked = read_request(request)
        if asked is None:
            target, media_type = choose_format(request, (*RDF_FORMATS, HTML))
            if target == HTML:
                return Response(render_query(links(request.script_root)))
            return Response(
                describe_service(config, target, searchable=engine.searchable), content_type=content_type_of(media_type)
            )
        note_asked(asked)
        if isinstance(asked, Update):
            check_may_write(config.token)
            graphs = {"using": asked.using, "using_named": asked.using_named}
            engine.write({"do": "update", "base": request.base_url, **graphs}, asked.text.encode())
            return Response(status=204)
        try:
            return answer_query(engine, asked, lambda: links(request.script_root))
        except KGBuildError as error:
            told = problem_of(error)
            if not prefers_html(request):
                return told
            return _as_page(told, render_query(links(request.script_root), asked.text, fault=error))


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
