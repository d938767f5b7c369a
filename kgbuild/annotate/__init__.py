"""From an article to its parse, with proper names found by the gazetteer and by NER."""
