"""Which language a report is in."""

from __future__ import annotations

UNDETERMINED = "und"
# Fewer letters tell no language.
_FEWEST_LETTERS = 20
# As many characters as the identification needs; more change nothing.
_SAMPLE = 6_000
# A few words full of foreign names ("Warplanes pounded Saada") look like other languages. By how
# much one must be likelier than English, in natural logarithms; short sentences of others have
# twelve and more.
_LIKELIER = 10.0


def find_language(text: str) -> str:
    """The ISO 639-1 code of a text's language, "und" where there are too few letters to tell."""
    sample = text[:_SAMPLE]
    if sum(map(str.isalpha, sample)) < _FEWEST_LETTERS:
        return UNDETERMINED
    import py3langid

    # Some of the languages that it knows have no code of two letters.
    scores = {str(code): float(score) for code, score in py3langid.rank(sample) if len(code) == 2}
    best = max(scores, key=lambda code: scores[code])
    if best != "en" and scores[best] - scores["en"] < _LIKELIER:
        return UNDETERMINED
    return best
