"""From facts to quads: one named graph a document, by the terms of the data model."""
