"""Mentions to actors, places and periods, with the candidates kept."""
