"""The words of a paragraph and of a query: one rule, so that every store finds the same.

A word is an unbroken run of letters and digits, without case, accents and vowel points: "Kraków's"
is ``krakow`` and ``s``. Compatibility forms are the same word ("①" and "1").
"""

from __future__ import annotations

import re
import unicodedata

# Nobody types a longer question; what follows is not looked at.
MAX_QUERY_CHARACTERS = 2000
MAX_QUERY_WORDS = 32
# A longer run of letters is no word (a data URL); SQLite cuts its tokens as well, but later.
MAX_WORD_CHARACTERS = 100

_WORD = re.compile(r"[^\W_]+")


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order, in the form in which they are compared."""
    if text.isascii():
        bare = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text)
        # Marks go before the search for words: an accent would else cut the word in two.
        bare = "".join(sign for sign in apart if unicodedata.category(sign)[0] != "M").casefold()
    return tuple(match.group()[:MAX_WORD_CHARACTERS] for match in _WORD.finditer(bare))


def query_words(text: str) -> tuple[str, ...]:
    """The words that a paragraph must have to be found, each once; empty where there are none."""
    words = words_of(text[:MAX_QUERY_CHARACTERS])
    if len(text) > MAX_QUERY_CHARACTERS:
        # The last one may be half a word.
        words = words[:-1]
    return tuple(dict.fromkeys(words))[:MAX_QUERY_WORDS]
