"""Queries that try to leave, and a trap for those that do."""

from __future__ import annotations

import contextlib
import socket
import threading

REFUSED = [
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ sErViCe<{0}>{{ ?s ?p ?o }} }}",
    "ASK {{ SERVICE# a comment\n<{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ \\u0053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ \\U00000053ERVICE <{0}> {{ ?s ?p ?o }} }}",
    "ASK {{ S\\u0045RVICE SILENT <{0}> {{ ?s ?p ?o }} }}",
    "BASE <{0}> ASK {{ SERVICE <> {{ ?s ?p ?o }} }}",
    "PREFIX x: <{0}> ASK {{ SERVICE x:a {{ ?s ?p ?o }} }}",
    "ASK {{ VALUES ?where {{ <{0}> }} SERVICE ?where {{ ?s ?p ?o }} }}",
    "ASK {{ BIND(IRI('{0}') AS ?where) SERVICE SILENT ?where {{ ?s ?p ?o }} }}",
    "ASK {{ OPTIONAL {{ {{ SELECT * {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }} }} }}",
    "ASK {{ ?s ?p 'service' FILTER NOT EXISTS {{ SERVICE <{0}> {{ ?s ?p ?o }} }} }}",
    "ASK {{ SERVICE <{0}> {{ ?s ?p ?o }} OPTIONAL {{ ?s kgb:search 'port' }} }}",
    "CONSTRUCT {{ ?s ?p ?o }} {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
    "LOAD <{0}>",
    "LOAD SILENT <{0}> INTO GRAPH <urn:g>",
    "LOAD <file:///etc/passwd>",
    "INSERT {{ ?s ?p ?o }} WHERE {{ SERVICE <{0}> {{ ?s ?p ?o }} }}",
]

NAMES = [
    "SELECT * FROM <{0}> {{ ?s ?p ?o }}",
    "SELECT * FROM NAMED <{0}> {{ GRAPH ?g {{ ?s ?p ?o }} }}",
    "SELECT * FROM <file:///etc/passwd> {{ ?s ?p ?o }}",
    "SELECT * {{ GRAPH <{0}> {{ ?s ?p ?o }} }}",
    "SELECT * {{ GRAPH <file:///etc/passwd> {{ ?s ?p ?o }} }}",
    "DESCRIBE <{0}>",
    "SELECT * {{ ?s ?p '''SERVICE <{0}> {{ }}''' }} # SERVICE <{0}>",
]


class Trap:
    """A socket that counts who connects to it."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.listener.getsockname()[1]}/"
        self.caught = 0
        threading.Thread(target=self._count, daemon=True).start()

    def _count(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.listener.accept()
                self.caught += 1
                connection.close()

    def close(self) -> None:
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
