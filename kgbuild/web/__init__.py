"""The graph over HTTP: a SPARQL endpoint, its pages, and updates where they are let in."""
