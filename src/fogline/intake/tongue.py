"""Which language a report is in."""

from __future__ import annotations

UNDETERMINED = "und"
# Fewer letters tell no language.
_FEWEST_LETTERS = 20
# As many characters as the identification needs; more change nothing.
_SAMPLE = 6_000


def find_language(text: str) -> str:
    """The ISO 639-1 code of a text's language, "und" where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return UNDETERMINED
    import py3langid

    # Some of the languages that it knows have no code of two letters.
    codes = (str(code) for code, _ in py3langid.rank(sample))
    return next((code for code in codes if len(code) == 2), UNDETERMINED)
