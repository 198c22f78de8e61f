"""Fogline: who says what happened, where and when, who denies it, and who has not answered."""

__version__ = "0.1.0"
