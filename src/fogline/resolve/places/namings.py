"""Places that words name without telling of them: adjectives of nations, seats of governments.

They are found beside the places themselves and kept apart from them, so that no deed is set there.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fogline.knowledge.actors import ActorEntry, NameClass
from fogline.knowledge.adjectives import Adjectives, is_state
from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer, NameMatch
from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.placewords import PlaceWords
from fogline.language.document import Document
from fogline.records.place import NameUse, Naming, PlaceKind
from fogline.records.span import Span
from fogline.resolve.places.candidates import Candidate, candidate_called, candidate_of_state
from fogline.resolve.places.choose import Choice, sure
from fogline.resolve.places.records import Draft, draft_of
from fogline.resolve.places.search import Mention, joined, touch
from fogline.resolve.places.text import Word

# One word of a name; letters with dots ("U.S.") are one.
_PIECE = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+")
_NOMINAL = ("NOUN", "PROPN", "ADJ")
_BEFORE_PEOPLE = ("DET", "NUM", "ADJ")
_FORMS = frozenset({NameClass.DEMONYM, NameClass.DEMONYM_PLURAL})


@dataclass(slots=True)
class Namings:
    """The namings of a report as they are found: one for each place and use."""

    document: Document
    gazetteer: Gazetteer
    atlas: Atlas
    found: dict[tuple[NameUse, str], tuple[Draft, list[Span]]] = field(default_factory=dict)

    def add(self, use: NameUse, choice: Choice, span: Span) -> None:
        """One more mention, if it is known where its place is."""
        place = choice.place or choice.container
        if place is None or choice.lat is None:
            return
        key = (use, choice.place.id if choice.place else f"in {place.id} {choice.name}")
        if key not in self.found:
            self.found[key] = (draft_of(choice, self.gazetteer, self.atlas), [])
        self.found[key][1].append(span)

    def numbered(self) -> tuple[Naming, ...]:
        """The namings in the order of first mention."""
        rows = sorted(
            ((sorted(spans), use, draft) for (use, _), (draft, spans) in self.found.items()),
            key=lambda row: (row[0][0].start, row[0][0].end, row[1].value),
        )
        return tuple(
            _naming(f"n{number}", use, draft, spans)
            for number, (spans, use, draft) in enumerate(rows, start=1)
        )


def _naming(number: str, use: NameUse, draft: Draft, spans: Sequence[Span]) -> Naming:
    assert draft.lat is not None and draft.lon is not None
    return Naming(
        id=number,
        use=use,
        name=draft.name,
        gazetteer=draft.gazetteer,
        kind=draft.kind,
        country=draft.country,
        contested=draft.contested,
        lat=draft.lat,
        lon=draft.lon,
        precision=draft.precision,
        reason=draft.reason,
        mentions=tuple(dict.fromkeys(spans)),
    )


def mark_seats(
    mentions: Sequence[Mention], words: Sequence[Word], document: Document, table: PlaceWords
) -> list[Mention]:
    """The mentions, capitals that speak marked as standing for their governments."""
    return [
        replace(mention, use=NameUse.METONYM)
        if mention.capital and mention.use is None and _speaks(mention, words, document, table)
        else mention
        for mention in mentions
    ]


def _speaks(mention: Mention, words: Sequence[Word], document: Document, table: PlaceWords) -> bool:
    token = document.tokens[words[mention.stop - 1].last]
    verb = document.tokens[token.head]
    if token.dep != "nsubj" or verb.pos != "VERB":
        return False
    return verb.lemma in table.speech or bool(document.children(verb, "ccomp"))


def add_adjectives(
    namings: Namings, words: Sequence[Word], mentions: Sequence[Mention], table: Adjectives
) -> None:
    """Add the adjectives and peoples among the words that no mention holds."""
    held = {i for mention in mentions for i in range(mention.first, mention.stop)}
    here = 0
    while here < len(words):
        stop = here + 1
        word = words[here]
        if word.capital and here not in held and not word.filed:
            stop, choice, use = _adjective(namings, words, here, held, table)
            if choice is None and stop == here + 1:
                _add_pieces(namings, word, table)
            if choice is not None:
                span = namings.document.span(words[here].start, words[stop - 1].end)
                namings.add(use, choice, span)
        here = stop


def _adjective(
    namings: Namings, words: Sequence[Word], here: int, held: set[int], table: Adjectives
) -> tuple[int, Choice | None, NameUse]:
    """Where the longest adjective from word ``here`` on ends, and its place."""
    known = words[here].known
    if known is not None and known.form in _FORMS and is_state(known.senses[0].entry):
        stop = here + 1
        while stop < len(words) and words[stop].known is known:
            stop += 1
        if _language(words, here, stop):
            return stop, None, NameUse.DEMONYM
        return stop, _of_state(namings, known.senses[0].entry), NameUse.DEMONYM
    for stop in range(min(here + table.longest, len(words)), here, -1):
        if any(i in held or not touch(words, i) for i in range(here + 1, stop)):
            continue
        key = normalise(joined(words, here, stop))
        if (key in table.states or key in table.places) and not _language(words, here, stop):
            inside = known is not None and known.form not in _FORMS
            use = NameUse.NAME if inside else NameUse.DEMONYM
            if key in table.places:
                return stop, _of_place(namings, table.places[key]), use
            return stop, _of_state(namings, table.states[key]), use
    return here + 1, None, NameUse.DEMONYM


def _add_pieces(namings: Namings, word: Word, table: Adjectives) -> None:
    """Add what a longer name begins with ("Kenyan Armed Forces"), or a hyphen joins.

    The parser has seen a single word in its place.
    """
    pieces = list(_PIECE.finditer(word.text))
    if len(pieces) < 2 or (word.ent == "PERSON" and word.known is None):
        return
    hyphened = " " not in word.text
    here = 0
    while here < len(pieces) and (hyphened or here == 0):
        stop = here + 1
        for end in range(min(here + table.longest, len(pieces)), here, -1):
            text = word.text[pieces[here].start() : pieces[end - 1].end()]
            choice = _called(namings, normalise(text), table)
            if choice is not None:
                start = word.start + pieces[here].start()
                span = namings.document.span(start, start + len(text))
                namings.add(NameUse.DEMONYM if hyphened else NameUse.NAME, choice, span)
                stop = end
                break
        here = stop


def _called(namings: Namings, key: str, table: Adjectives) -> Choice | None:
    """The place of an adjective, or of a state's name."""
    if key in table.places:
        return _of_place(namings, table.places[key])
    state = table.states.get(key)
    if state is None and key in table.names and not _is_unit(namings, key, table.names[key]):
        state = table.names[key]
    return _of_state(namings, state) if state is not None else None


def _is_unit(namings: Namings, name: str, state: ActorEntry) -> bool:
    """Whether a large unit of another state goes by the state's name."""
    return any(
        one.kind is PlaceKind.ADM1 and one.country != state.country
        for one in namings.gazetteer.lookup(name)
        if one.match is NameMatch.NAME
    )


def _language(words: Sequence[Word], here: int, stop: int) -> bool:
    """Whether it is part of a person's name, or a language ("in Russian").

    A people in the plural is none, nor what an adjective, an article or a number stands before.
    """
    if words[here].ent == "PERSON" and words[here].known is None:
        return True
    noun = stop < len(words) and touch(words, stop) and words[stop].pos in _NOMINAL
    if noun or words[stop - 1].lower.endswith("s"):
        return False
    return not (here and touch(words, here) and words[here - 1].pos in _BEFORE_PEOPLE)


def _of_state(namings: Namings, state: ActorEntry) -> Choice | None:
    """The choice of a state's own place; none for a state that is no more."""
    one = candidate_of_state(state.name, state.country, namings.gazetteer, namings.atlas)
    return _chosen(one) if one is not None else None


def _of_place(namings: Namings, key: str) -> Choice | None:
    one = candidate_called(key, namings.gazetteer, namings.atlas)
    return _chosen(one) if one is not None else None


def _chosen(one: Candidate) -> Choice:
    return sure(one, f"a word for the people and things of {one.name}")
