"""Frozen nouns: what the stages of Fogline hand to each other."""
