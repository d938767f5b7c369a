"""Builds authorities out of tables, dumps of Wikidata and SPARQL endpoints."""
