"""The graph over HTTP: a read-only SPARQL endpoint and its pages."""
