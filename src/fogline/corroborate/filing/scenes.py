"""The places and headings of a report, which set the scene for what is told below them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from fogline.language.layout import Stretch
from fogline.records.place import Place, PlaceKind
from fogline.records.record import Record
from fogline.records.span import Span

# Kinds of place that set a scene; a country is too wide to tell two events apart.
SCENES = frozenset((PlaceKind.SETTLEMENT, PlaceKind.ADM1, PlaceKind.ADM2, PlaceKind.FACILITY))
# A paragraph of so few words that does not end like a sentence is a heading.
LONGEST_HEADING = 12
SENTENCE_ENDS = frozenset((".", "!", "?", "…", "”", "»", '"', "'", ")", ":", ";", ","))
MOST_TOPICS = 5


def headings_of(record: Record, paragraphs: Sequence[Stretch]) -> list[int]:
    """The numbers of the paragraphs that are headings inside the text, in order.

    What stands above the first whole paragraph is the title, or belongs to it; but a heading that
    is marked as one begins a story also there.
    """
    text = record.report.text
    gaps = [(gap.start, gap.end) for gap in record.report.boilerplate]
    found: list[int] = []
    begun = False
    for number, part in enumerate(paragraphs):
        words = text[part.start : part.end]
        aside = any(start <= part.start and part.end <= end for start, end in gaps)
        short = len(words.split()) <= LONGEST_HEADING and words[-1:] not in SENTENCE_ENDS
        marked = number > 0 and words.startswith("#")
        if not aside and (marked or (short and begun)):
            found.append(number)
        begun = begun or not (number == 0 or short or aside)
    return found


class Scenes:
    """The places that a report names, by paragraph."""

    def __init__(self, record: Record, paragraphs: Sequence[Stretch]) -> None:
        self.named = sorted(named_scenes(record), key=lambda row: row[0].start)
        self.paragraphs = paragraphs

    def around(self, span: Span) -> tuple[str, ...]:
        """The regions named in a span's paragraph, the one before, and the first."""
        here = paragraph_at(self.paragraphs, span)
        wanted = {here, here - 1, 0}
        near = [
            place for word, place in self.named if paragraph_at(self.paragraphs, word) in wanted
        ]
        return tuple(dict.fromkeys(_region(place) for place in near))[:MOST_TOPICS]


def _region(place: Place) -> str:
    if place.kind is PlaceKind.ADM1 and place.gazetteer is not None:
        return place.gazetteer
    units = (row.gazetteer for row in place.within if row.kind is PlaceKind.ADM1)
    return next(units, None) or place.gazetteer or place.name


def paragraph_at(paragraphs: Sequence[Stretch], span: Span) -> int:
    """The number of the paragraph that holds a span."""
    return bisect_right(paragraphs, span.start, key=lambda part: part.end)


def named_scenes(record: Record) -> Iterator[tuple[Span, Place]]:
    """Mentions of places that set a scene: no country, and no capital that stands for one."""
    actors = {span.text for row in record.actors for span in row.mentions}
    gaps = [(gap.start, gap.end) for gap in record.report.boilerplate]
    for place in record.places:
        if place.kind not in SCENES:
            continue
        for span in place.mentions:
            # Where the correspondent sits, as the dateline has it, is not where it happened.
            aside = any(start <= span.start < end for start, end in gaps)
            if span.text not in actors and not aside:
                yield span, place
