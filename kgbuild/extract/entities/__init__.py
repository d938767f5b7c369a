"""Who and where: mentions of actors and places, the entities that they denote, their posts and relations."""
