"""The demo corpus: articles in our own words on what was reported at the time, and questions on them.

Two of the articles, on Belarus in August 2020, tell the same days from rival sources.
"""
