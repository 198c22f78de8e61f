"""What a report says of one place lying in another ("Zorya in Donetsk region", "Mobile, Ala.")."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fogline.knowledge.placewords import PlaceWords
from fogline.records.place import PlaceKind
from fogline.resolve.places.search import Mention
from fogline.resolve.places.text import Word

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_ARTICLES = frozenset({"the", "a", "an"})
# How far the words of an apposition reach ("Goma, the largest city in eastern Congo").
_APPOSITION = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Mention ``inner`` lies in mention ``outer``, or in the country or unit of ``code``.

    A ``strict`` hint holds whatever the gazetteer has; another one only helps to choose.
    """

    inner: int
    outer: int | None = None
    code: str | None = None
    strict: bool = False


def find_hints(
    mentions: Sequence[Mention], words: Sequence[Word], table: PlaceWords
) -> tuple[Hint, ...]:
    """The hints of all pairs of neighbours in a sentence, in text order."""
    found: list[Hint] = []
    for i, mention in enumerate(mentions):
        found.extend(_demonym(i, mention, words, table))
        found.extend(_abbreviation(i, mention, words, table))
        if i + 1 < len(mentions) and mentions[i + 1].sentence == mention.sentence:
            hint = _pair(i, mention, mentions[i + 1], words, table)
            if hint is not None:
                found.append(hint)
    return (*found, *_chains(found))


def _gap(left: Mention, right: Mention, words: Sequence[Word]) -> list[str]:
    return [
        words[i].lower
        for i in range(left.stop, right.first)
        if words[i].start >= left.end and words[i].end <= right.start
    ]


def _pair(
    i: int, left: Mention, right: Mention, words: Sequence[Word], table: PlaceWords
) -> Hint | None:
    gap = _gap(left, right, words)
    if len(gap) > _APPOSITION:
        return None
    if gap and gap[0] in _POSSESSIVE and _led(gap[1:], table):
        return Hint(inner=i + 1, outer=i, strict=False)
    if gap and gap[-1] == "of" and len(gap) > 1 and gap[-2] in table.of and _led(gap[:-2], table):
        # "the Donetsk region village of Zorya"
        return Hint(inner=i + 1, outer=i, strict=PlaceKind.ADM1 in left.kinds[:1])
    if gap == ["("]:
        return Hint(inner=i, outer=i + 1)
    comma = gap[:1] == [","]
    rest = gap[1:] if comma else gap
    if comma and _led(rest, table):
        return Hint(inner=i, outer=i + 1)
    if rest and rest[0] in table.between and _led(rest[1:], table):
        return Hint(inner=i, outer=i + 1, strict=_unit(right))
    return _apposition(i, rest, table) if comma else None


def _apposition(i: int, rest: list[str], table: PlaceWords) -> Hint | None:
    """The hint of "Goma, the capital of North Kivu"."""
    while rest and (rest[-1] in table.fillers or rest[-1] in _ARTICLES):
        rest = rest[:-1]
    if len(rest) < 2 or rest[-1] not in table.between or "and" in rest or "," in rest:
        return None
    if rest[0] not in _ARTICLES and rest[0] not in table.references:
        return None
    if any(word in table.references for word in rest):
        return Hint(inner=i, outer=i + 1)
    return None


def _led(words: list[str], table: PlaceWords) -> bool:
    return all(word in table.fillers for word in words)


def _unit(mention: Mention) -> bool:
    return bool(mention.kinds) and mention.kinds[0] in (PlaceKind.ADM1, PlaceKind.ADM2)


def _demonym(i: int, mention: Mention, words: Sequence[Word], table: PlaceWords) -> list[Hint]:
    """The hint of "the Sudanese city of El Fasher", or of "Ukrainian Kharkiv"."""
    here = mention.first - 1
    while here >= 0 and words[here].sentence == mention.sentence and mention.first - here < 5:
        word = words[here]
        if word.known is not None:
            if word.blocked and word.known.form.value == "demonym":
                country = word.known.senses[0].entry.country
                return [Hint(inner=i, code=country)] if country else []
            return []
        if word.lower not in table.of and word.lower != "of" and word.lower not in table.fillers:
            return []
        here -= 1
    return []


def _abbreviation(i: int, mention: Mention, words: Sequence[Word], table: PlaceWords) -> list[Hint]:
    """The hint of "Mobile, Ala."."""
    stop = mention.stop
    if stop + 1 >= len(words) or words[stop].text != ",":
        return []
    after = words[stop + 1]
    code = table.abbreviations.get(after.text.rstrip("."))
    return [Hint(inner=i, code=code)] if code and after.sentence == mention.sentence else []


def _chains(hints: list[Hint]) -> list[Hint]:
    """Zorya in Ukraine, Donetsk region Ukraine's: Zorya in Donetsk region."""
    inside = {hint.outer: hint.inner for hint in hints if hint.outer == hint.inner - 1}
    found: list[Hint] = []
    for hint in hints:
        if hint.outer is not None and hint.outer == hint.inner + 1 and hint.outer in inside:
            found.append(Hint(inner=hint.inner, outer=inside[hint.outer], strict=True))
    return found
