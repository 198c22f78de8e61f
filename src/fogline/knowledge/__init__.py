"""Loads the resources into typed, read-only tables."""
