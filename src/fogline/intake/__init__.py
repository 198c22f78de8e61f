"""Bytes to a report: decoding, text, boilerplate, title, byline, publication date."""
