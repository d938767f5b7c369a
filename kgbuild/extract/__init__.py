"""From a parsed article to its facts: mentions, times, counts, events, claims, posts and relations."""
