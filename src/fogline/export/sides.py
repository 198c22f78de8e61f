"""What the sides of a conflict are called."""

from __future__ import annotations

from fogline.knowledge.actors import load_actor_tables


def side_words(by: str) -> str:
    """Who claims a place or a name for it: a state's name for its code, else as it is."""
    states = load_actor_tables().states
    return states[by].name if by in states else by
