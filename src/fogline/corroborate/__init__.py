"""Claims to events: what the claims add up to."""
