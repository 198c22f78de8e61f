"""Trains the part of the tagger that tells which words are deeds, and of what type."""
