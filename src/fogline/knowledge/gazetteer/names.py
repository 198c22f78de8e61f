"""Names of places evened out: the keys under which the gazetteer keeps and finds them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

_WHERE = "atlas/names.yml"
# Marks that stand inside a word and are not heard.
_SILENT = dict.fromkeys(map(ord, "'’‘ʼʻ`´ʹʺ′″·\u200b\u200c\u200d\u2060\ufeff"), None)
# A longer string is no place name; it would only cost time.
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class _Tables:
    letters: dict[int, str]
    words: dict[str, str]
    schemes: tuple[tuple[dict[str, str], dict[str, str]], ...]
    slavic: tuple[tuple[str, str], ...]
    spellings: tuple[tuple[str, str], ...]
    articles: frozenset[str]
    generic: frozenset[str]
    generic_first: tuple[str, ...]
    adjectives: tuple[tuple[str, str], ...]
    feature_classes: dict[str, str]
    feature_codes: dict[str, str]


@cache
def _tables() -> _Tables:
    data = load_yaml(_WHERE)
    try:
        cyrillic = data["cyrillic"]
        first = cyrillic["first"]
        return _Tables(
            letters=str.maketrans(data["letters"]),
            words=dict(data["words"]),
            schemes=tuple(
                (cyrillic["plain"] | scheme, first if name.startswith("ukrainian") else {})
                for name, scheme in cyrillic["schemes"].items()
            ),
            slavic=tuple((str(a), str(b)) for a, b in data["slavic_endings"]),
            spellings=tuple((str(a), str(b)) for a, b in data["spellings"]),
            articles=frozenset(data["articles"]),
            generic=frozenset(data["generic"]),
            generic_first=tuple(f"{words} " for words in data["generic_first"]),
            adjectives=tuple((str(a), str(b)) for a, b in data["adjectives"]),
            feature_classes=dict(data["features"]["classes"]),
            feature_codes=dict(data["features"]["codes"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(
            f"the table of spellings lacks or breaks {error}", where=_WHERE, remedy="mend the file"
        ) from error


@lru_cache(maxsize=65_536)
def normalise(name: str) -> str:
    """The key of a name: lower case, no marks, no punctuation, single spaces.

    Cyrillic is transliterated by the first scheme (:func:`keys` gives them all). Other scripts
    are kept.
    """
    found = keys(name[:LONGEST_NAME])
    return found[0] if found else ""


def keys(name: str) -> tuple[str, ...]:
    """All keys of a name: one, or for Cyrillic one for each scheme of transliteration."""
    text = _even(name)
    if not text:
        return ()
    if not _cyrillic(text):
        return (text,)
    found: dict[str, None] = {}
    for table, first in _tables().schemes:
        found[_transliterate(text, table, first)] = None
    return tuple(key for key in found if key)


def _even(name: str) -> str:
    if name.isascii():
        text = name.lower().translate(_SILENT)
    else:
        text = name.translate(_SILENT).casefold()
        if not _cyrillic(text):
            text = _strip_marks(text).translate(_tables().letters)
            text = text.translate(_SILENT)
    words = _tables().words
    pieces = _SPLIT.split(text)
    return " ".join(words.get(piece, piece) for piece in pieces if piece)


_SPLIT = re.compile(r"[\W_]+")


def _strip_marks(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def _cyrillic(text: str) -> bool:
    return any("\u0400" <= char <= "\u04ff" for char in text)


def _transliterate(text: str, table: dict[str, str], first: dict[str, str]) -> str:
    pieces: list[str] = []
    start = True
    if table["г"] == "h":
        text = text.replace("зг", "зґг")  # zgh, lest it be read as zh
    for char in text:
        pieces.append(first[char] if start and char in first else table.get(char, char))
        start = char == " "
    return _strip_marks("".join(pieces))


def slavic_variants(key: str) -> Iterator[str]:
    """The key as Russian spells it, where it differs from Ukrainian by its ending."""
    for ending, other in _tables().slavic:
        if key.endswith(ending) and len(key) > len(ending) + 2:
            yield key[: -len(ending)] + other


def bare_variants(key: str) -> Iterator[str]:
    """A subdivision's key without its generic words, and its district's adjective as a noun."""
    tables = _tables()
    bare = key
    for words in tables.generic_first:
        if bare.startswith(words):
            bare = bare[len(words) :]
            break
    pieces = bare.split()
    while len(pieces) > 1 and pieces[-1] in tables.generic:
        pieces.pop()
    bare = " ".join(pieces)
    if bare != key:
        yield bare
    for ending, other in tables.adjectives:
        if bare.endswith(ending) and len(bare) > len(ending) + 2:
            yield bare[: -len(ending)] + other


def spelling_variants(key: str, most: int = 12) -> Iterator[str]:
    """Other spellings that a name without an entry may have, the likeliest first."""
    tables = _tables()
    seen = {key}
    count = 0
    for variant in _spellings(key, tables):
        if variant not in seen and len(variant) > 2:
            seen.add(variant)
            yield variant
            count += 1
            if count >= most:
                return


def _spellings(key: str, tables: _Tables) -> Iterator[str]:
    head, _, rest = key.partition(" ")
    if head in tables.articles and rest:
        yield f"al {rest}"
        yield f"el {rest}"
        yield rest
    if " " in key:
        yield key.replace(" ", "")
    yield from bare_variants(key)
    for written, other in tables.spellings:
        if written in key:
            yield key.replace(written, other)


def is_generic(word: str) -> bool:
    """Whether the word is a generic one of subdivisions ("oblast")."""
    return word in _tables().generic


def is_article(word: str) -> bool:
    """Whether the word, in lower case, is an article of Arabic names ("al")."""
    return word in _tables().articles


def feature_kind(feature_class: str, code: str) -> str:
    """The place kind of a GeoNames feature; "" for one that is not to be taken."""
    tables = _tables()
    if code in tables.feature_codes:
        return tables.feature_codes[code]
    return tables.feature_classes.get(feature_class, "")
