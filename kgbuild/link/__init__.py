"""From entities to Wikidata: what an authority knows, and which of its items an entity is."""
