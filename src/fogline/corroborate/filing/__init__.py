"""A record made ready for the ledger: claims that stand alone, passages, the moment of knowing."""
