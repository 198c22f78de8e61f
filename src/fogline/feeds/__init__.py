"""Folders, files and streams to bytes."""
