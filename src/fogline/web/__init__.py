"""The desk: a ledger as pages and as JSON, at an address of this machine."""
