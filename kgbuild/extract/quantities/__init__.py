"""How many and how much: number phrases, counts of people, measures."""
