"""Graphs at rest: the store on disk, and files in every RDF format."""
