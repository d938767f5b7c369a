"""Asks services of the network which items a name may be. Nothing here runs unless a user asks for it."""
