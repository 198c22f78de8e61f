"""A record made ready for the ledger: claims that stand alone, passages, the moment of knowing."""

from fogline.corroborate.filing.claims import file_claims
from fogline.corroborate.filing.moments import known_from
from fogline.corroborate.filing.passages import copies_of, find_passages, wording_key

__all__ = ["copies_of", "file_claims", "find_passages", "known_from", "wording_key"]
