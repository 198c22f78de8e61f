"""The ledger: reports go in, and it answers for any moment what their claims add up to."""
