"""Surfaces: how names are written, made comparable.

A surface is *canonical* when white space is one blank, apostrophes and hyphens are the plain
ones, invisible characters are gone, and an abbreviation has lost its last dot ("U.S"). Names and
text are compared in that form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_MARKS = "\u0300-\u036f"
# A word is a run of letters and digits; what stands between two words is the gap.
WORD = re.compile(rf"[^\W_]+(?:[{_INVISIBLE}{_MARKS}]+[^\W_]*)*")
_BLANK = re.compile(r"\s+")
_ODD = re.compile(rf"[{_INVISIBLE}{_MARKS}]")
_GAP_MARKS = str.maketrans(
    {
        "\u2018": "'",
        "\u2019": "'",
        "\u02bc": "'",
        "\u02bb": "'",
        "`": "'",
        "\u2010": "-",
        "\u2011": "-",
        "\u2012": "-",
        "\u2013": "-",
        **dict.fromkeys(_INVISIBLE, ""),
    }
)
_ARABIC_ARTICLE = re.compile(r"\b([Aa]l) (?=[A-Z])")
# No name has a gap longer than this ("et al.," is not one).
LONGEST_GAP = 8
# Shorter names in capitals would meet words of the language in a headline.
SHORTEST_CAPITALS = 4


def plain_word(word: str) -> str:
    """A word without invisible characters, its accents composed."""
    if word.isascii() or not _ODD.search(word):
        return word
    return unicodedata.normalize("NFC", word.translate(_GAP_MARKS))


def plain_gap(gap: str) -> str | None:
    """The gap between two words as canonical surfaces have it; None where no name goes on."""
    if gap == " ":
        return gap
    if len(gap) > LONGEST_GAP or gap.count("\n") > 1:
        return None
    return _BLANK.sub(" ", gap.translate(_GAP_MARKS))


def canonical(surface: str) -> str:
    """The surface in the form in which names are compared."""
    pieces: list[str] = []
    here = 0
    for match in WORD.finditer(surface):
        if pieces:
            gap = surface[here : match.start()]
            pieces.append(plain_gap(gap) or gap)
        pieces.append(plain_word(match.group()))
        here = match.end()
    return "".join(pieces)


def variants(surface: str) -> Iterator[str]:
    """The canonical surface and the other ways in which a report may write it.

    Without accents, with blanks for hyphens and the other way round after "al", with a capital
    where it begins with a small letter ("al-Qaeda" at the head of a sentence).
    """
    if surface.isascii() and surface.replace(" ", "").isalnum():
        seen = dict.fromkeys(_openings(surface))
    else:
        seen = {}
        for form in (surface, plain_letters(surface)):
            base = canonical(form)
            for spelled in (base, base.replace("-", " ")):
                seen.update(dict.fromkeys(_openings(spelled)))
    yield from seen


def _openings(surface: str) -> tuple[str, ...]:
    """The surface, with its first letter and its Arabic article as reports may write them."""
    first = surface[:1].upper() + surface[1:]
    if "l " not in surface:
        return surface, first
    hyphened = _ARABIC_ARTICLE.sub(r"\1-", first)
    return surface, first, hyphened, _ARABIC_ARTICLE.sub(r"\1-", surface)


def capitals(surface: str) -> str | None:
    """The surface in capitals, as headlines and datelines write it; None where too short."""
    if len(surface) < SHORTEST_CAPITALS or surface.isupper():
        return None
    return surface.upper()


def plain_letters(surface: str) -> str:
    """The surface with the letters of the English alphabet in place of accented ones."""
    if surface.isascii():
        return surface
    split = unicodedata.normalize("NFD", surface)
    bare = "".join(char for char in split if not unicodedata.combining(char))
    return bare.replace("ø", "o").replace("ł", "l").replace("ı", "i").replace("đ", "d")
