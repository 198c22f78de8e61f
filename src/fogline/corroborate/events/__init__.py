"""What the claims of one happening add up to, as of a moment."""
