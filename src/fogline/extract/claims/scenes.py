"""The places that a report names, as the linker sees them (kinds and shapes), and its model."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from fogline.knowledge.placemodel import Links
from fogline.language.document import Document, Sentence, Token
from fogline.records.place import Place, PlaceKind, PlacePrecision
from fogline.records.span import Span

# A place adjoins another from which it is no more than so many tokens away.
ADJOINING = 3


@dataclass(frozen=True)
class Named:
    """One name of a place in a sentence: tokens ``first`` to ``last`` (inclusive), their head.

    ``inside`` are the gazetteer's ids of what the place lies in, ``id`` is its own, if any.
    ``related`` says whether the words tell a part of a place ("the border of X").
    """

    span: Span
    first: int
    last: int
    head: Token
    kind: PlaceKind
    resolved: bool
    related: bool
    id: str | None
    inside: frozenset[str]

    def lies_in(self, other: Named) -> bool:
        """Whether the gazetteer has this place within the other.

        A country counts where it stands beside the place ("Bara, Sudan"). Else it is as likely a
        party, and whose ground it is must not say where the party's deed was done.
        """
        if other.id is None or other.id not in self.inside:
            return False
        gap = other.first - self.last if self.first < other.first else self.first - other.last
        return other.kind is not PlaceKind.COUNTRY or gap <= ADJOINING


@dataclass(frozen=True)
class NamedPlaces:
    """The named places of a report, for the sentences that they stand in."""

    document: Document
    places: Sequence[Place]

    def of(self, sentence: Sentence) -> tuple[Named, ...]:
        """The sentence's named places in text order; of two that overlap the longer one."""
        return self._by_sentence.get(sentence.i, ())

    def points(self, span: Span) -> bool:
        """Whether the words mean a place without naming it ("this city")."""
        return any(span.overlaps(other) for other in self._pointers)

    @cached_property
    def _pointers(self) -> tuple[Span, ...]:
        return tuple(
            span
            for place in self.places
            for span in place.mentions
            if self._as_named(place, span) is None
        )

    @cached_property
    def _by_sentence(self) -> Mapping[int, tuple[Named, ...]]:
        rows: dict[int, list[Named]] = {}
        for named in _apart(self._named()):
            rows.setdefault(named.head.sentence, []).append(named)
        return {number: tuple(row) for number, row in rows.items()}

    def _named(self) -> Iterable[Named]:
        for place in self.places:
            for span in place.mentions:
                named = self._as_named(place, span)
                if named is not None:
                    yield named

    def _as_named(self, place: Place, span: Span) -> Named | None:
        """The mention, if a name stands in it."""
        tokens = self.document.tokens_in(span.start, span.end)
        head = self.document.head_in(span.start, span.end)
        if head is None or not any(map(self._is_name, tokens)):
            return None
        return Named(
            span=span,
            first=tokens[0].i,
            last=tokens[-1].i,
            head=head,
            kind=place.kind,
            resolved=place.precision is not PlacePrecision.UNRESOLVED,
            related=place.relation is not None,
            id=place.gazetteer,
            inside=frozenset(row.gazetteer for row in place.within if row.gazetteer),
        )

    def _is_name(self, token: Token) -> bool:
        """Whether it is written like a name; one token may be "the United States".

        The parser takes some names for nouns; a sentence's first word has a capital anyway.
        """
        if not any(map(str.isupper, token.text)):
            return False
        named = token.pos == "PROPN" or bool(token.ent)
        return named or self.document.sentence_of(token).first != token.i


@dataclass(frozen=True, slots=True)
class Linking:
    """A report's named places and the model that weighs them for a deed."""

    named: NamedPlaces
    model: Links


def _apart(found: Iterable[Named]) -> Iterable[Named]:
    """The mentions, without those that lie within another (but for the place a part is of)."""
    kept: list[Named] = []
    for named in sorted(found, key=lambda row: (row.span.start, -row.span.end)):
        if kept and kept[-1].span.end > named.span.start:
            if kept[-1].related and not named.related:
                kept[-1] = named
            continue
        kept.append(named)
    return kept
