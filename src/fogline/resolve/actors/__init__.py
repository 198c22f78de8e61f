"""Mentions to actors: names, bodies, posts, pronouns, both sides."""

from __future__ import annotations

from fogline.resolve.actors.resolver import ResolvedActors, resolve_actors

__all__ = (
    "ResolvedActors",
    "resolve_actors",
)
