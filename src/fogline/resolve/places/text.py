"""The words of a document as place names are read: hyphened parts together, names marked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fogline.extract.names import NameMention
from fogline.knowledge.actors import NameClass
from fogline.knowledge.gazetteer.names import is_article
from fogline.language.document import Document, Token

HYPHENS = frozenset("-\u2010\u2011\u2012\u2013\u2212")
_EDGES = frozenset('\u2014\u2013-\u2026"\u201c\u201d*_|')
PLACE_ENTITIES = frozenset({"GPE", "LOC", "FAC"})
_OPEN = frozenset({NameClass.STATE, NameClass.CAPITAL, NameClass.REGION_BLOC})


@dataclass(frozen=True, slots=True)
class Word:
    """One word: characters ``start`` to ``end``, tokens ``first`` to ``last`` (inclusive).

    ``capital`` says whether it is written like a name; ``known`` is the known name that it
    belongs to; ``blocked`` whether that one is no place (a person, an army, a demonym). ``dep`` is
    the last token's dependency label, ``above`` and ``above_pos`` the lemma and class of its head.
    ``filed`` is True in a dateline.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    first: int
    last: int
    sentence: int
    capital: bool
    ent: str
    begins_ent: bool
    pos: str
    lemma: str
    dep: str
    above: str
    above_pos: str
    known: NameMention | None
    blocked: bool
    filed: bool


def read_words(
    document: Document,
    names: Sequence[NameMention],
    apart: Callable[[str, str, str], bool] = lambda left, right, after: False,
) -> tuple[Word, ...]:
    """The words of the document's sentences, the dateline's too, in text order.

    ``apart`` tells of two hyphened names, from them and the word that follows, whether they are
    two ("the Gao-Ménaka road") and no double name.
    """
    starts = [name.span.start for name in names]
    found: list[Word] = []
    for sentence in document.sentences:
        tokens = document.tokens_of(sentence)
        here = 0
        while here < len(tokens):
            stop = _stop(tokens, here)
            for piece in _pieces(document, tokens, here, stop, apart):
                found.append(_word(document, piece, len(found), names, starts))
            here = stop
    return tuple(found)


def _pieces(
    document: Document,
    tokens: Sequence[Token],
    here: int,
    stop: int,
    apart: Callable[[str, str, str], bool],
) -> tuple[Sequence[Token], ...]:
    """The tokens of a hyphened word, as name, hyphen and name where it is two names."""
    after = tokens[stop].lower if stop < len(tokens) else ""
    for i in range(here + 1, stop - 1):
        if tokens[i].text not in HYPHENS:
            continue
        left = document.text[tokens[here].start : tokens[i - 1].end]
        right = document.text[tokens[i + 1].start : tokens[stop - 1].end]
        if apart(left, right, after):
            return tokens[here:i], tokens[i : i + 1], tokens[i + 1 : stop]
    return (tokens[here:stop],)


def _stop(tokens: Sequence[Token], here: int) -> int:
    """Where the word that begins with token ``here`` ends: hyphened names are one word."""
    stop = here + 1
    while stop + 1 < len(tokens):
        hyphen, after = tokens[stop], tokens[stop + 1]
        joined = tokens[stop - 1].end == hyphen.start and hyphen.end == after.start
        if not joined or hyphen.text not in HYPHENS:
            break
        before = tokens[stop - 1].text
        named = before[:1].isupper() or is_article(before.lower())
        if not (named and after.text[:1].isupper()):
            # "Ras al-Ain" is written with a small article inside.
            inner = named and is_article(after.lower) and stop + 3 < len(tokens)
            if not inner:
                break
        stop += 2
    return stop


def _word(
    document: Document,
    tokens: Sequence[Token],
    i: int,
    names: Sequence[NameMention],
    starts: list[int],
) -> Word:
    first, last = tokens[0], tokens[-1]
    known = _known(first, last, names, starts)
    start, end = _trimmed(document.text, first.start, last.end)
    start = max(start, known.span.start) if known else start
    text = document.text[start:end]
    return Word(
        i=i,
        start=start,
        end=end,
        text=text,
        lower=text.lower(),
        first=first.i,
        last=last.i,
        sentence=first.sentence,
        capital=_is_name(text),
        ent=first.ent or last.ent,
        begins_ent=first.ent_iob == "B",
        pos=last.pos,
        lemma=last.lemma,
        dep=last.dep,
        above=document.tokens[last.head].lemma,
        above_pos=document.tokens[last.head].pos,
        known=known,
        blocked=known is not None and _blocked(known),
        filed=not document.sentences[first.sentence].reporting,
    )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The word without dashes and marks that the tokeniser left on it."""
    if end - start > 1:
        while end > start + 1 and text[end - 1] in _EDGES:
            end -= 1
        while start < end - 1 and text[start] in _EDGES:
            start += 1
    return start, end


def _known(
    first: Token, last: Token, names: Sequence[NameMention], starts: list[int]
) -> NameMention | None:
    i = bisect_right(starts, last.end - 1) - 1
    if i >= 0 and names[i].span.end > first.start and names[i].span.start < last.end:
        return names[i]
    return None


def _blocked(name: NameMention) -> bool:
    return name.form not in _OPEN or name.senses[0].cls not in _OPEN


def _is_name(text: str) -> bool:
    letters = text.lstrip("'’‘ʻʿ`")
    if letters[:1].isupper():
        return True
    head, _, rest = letters.partition("-")
    return is_article(head) and rest[:1].isupper()
