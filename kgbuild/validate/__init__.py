"""Whether a graph keeps the data model: SHACL shapes and the ontology's own logic."""
