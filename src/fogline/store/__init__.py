"""Where a ledger is kept: one interface, several backends; append-only."""
