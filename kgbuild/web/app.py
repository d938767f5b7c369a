"""The web application: a read-only SPARQL endpoint and its pages over one store.

Queries run in the server's own process, for the moment without a limit of time or memory: see docs/endpoint.md.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from functools import lru_cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from flask import Flask, Response, request
from pyoxigraph import Store
from werkzeug.exceptions import BadRequest, HTTPException, NotAcceptable, NotFound

from kgbuild.errors import OutputError, QueryError
from kgbuild.formats import RDF_FORMATS
from kgbuild.store.disk import open_store
from kgbuild.store.export import serialize_graph
from kgbuild.store.query import run_query
from kgbuild.store.results import formats_for, serialize_result
from kgbuild.web.description import Section, describe_node, quads_of
from kgbuild.web.links import KINDS, Links, find_bases
from kgbuild.web.pages import render_fault, render_overview, render_query, survey_contents
from kgbuild.web.protocol import HTML, Query, choose_format, prefers_html, problem, query_problem, read_query
from kgbuild.web.resource import render_resource

MAX_BODY_BYTES: Final = 1 << 20
THREADS: Final = 4

# Room for the deepest query that is taken; see protocol.MAX_QUERY_CHARACTERS. Only what is used takes memory.
STACK_BYTES: Final = 128 << 20

# Idle clients cannot keep the others out below this number, and are dropped after so many seconds.
CONNECTIONS: Final = 500
IDLE_SECONDS: Final = 30

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


def create_app(store_path: Path) -> Flask:
    """The application over the store in `store_path`, as it is now: later builds show after a restart.

    InputError if there is no store.
    """
    store = open_store(store_path, read_only=True)
    app = Flask(__name__)
    # A document's id may hold "//", and so its IRI.
    app.url_map.merge_slashes = False
    app.config.update(MAX_CONTENT_LENGTH=MAX_BODY_BYTES, MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES)
    # The store never changes while it is served, so it is counted once, when first asked for.
    bases = lru_cache(maxsize=1)(lambda: find_bases(store))
    contents = lru_cache(maxsize=1)(lambda: survey_contents(store, links()))

    def links() -> Links:
        return Links(store, bases(), request.script_root)

    @app.get("/")
    def overview() -> str:
        return render_overview(contents())

    @app.get(f"/<any({', '.join(KINDS)}):kind>/<path:name>")
    def resource(kind: str, name: str) -> Response:
        for node in links().candidates(kind, name):
            section = describe_node(store, node)
            if section is not None:
                return _described(store, links(), section)
        raise NotFound("the graph says nothing of that")

    @app.get("/healthz")
    def healthz() -> Response:
        return Response("ok\n", content_type="text/plain; charset=utf-8")

    @app.route("/sparql", methods=["GET", "POST"])
    def sparql() -> Response:
        query = read_query(request)
        if query is None:
            return _form(links())
        try:
            return _answer(store, links(), query)
        except QueryError as error:
            if prefers_html(request):
                return Response(render_query(links(), query.text, error=error), 400)
            return query_problem(error)

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

    @app.after_request
    def protect(response: Response) -> Response:
        response.headers.extend(HEADERS)
        response.vary.add("Accept")
        return response

    return app


def serve(store_path: Path, host: str = "127.0.0.1", port: int = 8080) -> None:
    """Serves the store over HTTP until interrupted. Only this machine can reach it unless `host` says otherwise.

    InputError if there is no store; OutputError if the address cannot be listened on.
    """
    create_server(store_path, host, port).run()


def create_server(store_path: Path, host: str = "127.0.0.1", port: int = 0) -> Any:
    """A waitress server that listens already (`effective_port` says where) and answers once `run()` is called.

    Errors as in `serve`.
    """
    import waitress

    app = create_app(store_path)
    if is_loopback(host):
        # A page of another site can make its own name point to this machine; the Host header gives that away.
        app.before_request(_refuse_names_of_others)
    # Bound here, for waitress leaves threads behind when it fails to.
    listener = _listen(host, port)
    usual = threading.stack_size(STACK_BYTES)
    try:
        return waitress.create_server(
            app,
            sockets=[listener],
            ident="kgbuild",
            threads=THREADS,
            max_request_body_size=MAX_BODY_BYTES,
            connection_limit=CONNECTIONS,
            channel_timeout=IDLE_SECONDS,
            # select() knows no more than 1024 files.
            asyncore_use_poll=True,
        )
    finally:
        threading.stack_size(usual)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
    except (OSError, OverflowError) as error:
        raise OutputError(f"{host}:{port}: cannot be listened on ({error}); choose another address or port") from error


def is_loopback(host: str) -> bool:
    """Whether an address reaches no further than this machine."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _refuse_names_of_others() -> None:
    """BadRequest if a server on a loopback address was asked by a name that is none of this machine's own."""
    name = urlsplit(f"//{request.host}").hostname or ""
    if not is_loopback(name):
        raise BadRequest("this server answers to localhost only; see kgbuild serve --host")


def _answer(store: Store, links: Links, query: Query) -> Response:
    result = run_query(store, query.text, default_graphs=query.default_graphs, named_graphs=query.named_graphs)
    target, media_type = choose_format(request, (*formats_for(result), HTML))
    if target == HTML:
        return Response(render_query(links, query.text, result))
    return _written(lambda: serialize_result(result, target), media_type)


def _described(store: Store, links: Links, section: Section) -> Response:
    """A node as a page or as RDF, as the client likes."""
    target, media_type = choose_format(request, (*RDF_FORMATS, HTML))
    if target == HTML:
        return Response(render_resource(store, links, section))
    return _written(lambda: serialize_graph(quads_of(store, section.node), target), media_type)


def _written(write: Callable[[], bytes], media_type: str) -> Response:
    try:
        content = write()
    except OutputError as error:
        raise NotAcceptable(str(error)) from error
    charset = "; charset=utf-8" if media_type.startswith("text/") else ""
    return Response(content, content_type=media_type + charset)


def _form(links: Links) -> Response:
    """The empty query form, for a request without a query."""
    if not prefers_html(request):
        raise BadRequest("no query; send one as ?query=...")
    return Response(render_query(links))
