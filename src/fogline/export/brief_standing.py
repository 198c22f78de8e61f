"""How an event stands, what has changed, and where it is: all in fixed words but the place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from fogline.export import brief_words as fixed
from fogline.export.brief_desk import Desk, Writer
from fogline.export.brief_nouns import Sentence
from fogline.export.brief_quotes import clean
from fogline.records.event import Event, EventClaim, Is
from fogline.records.ledger import Words

TOLD_BY = (
    (Is.CONCEDED, None, fixed.CONCEDED),
    (Is.CORROBORATED, None, fixed.CONFIRMED),
    (Is.DISPUTED, "numbers-apart", fixed.NUMBERS_APART),
    (Is.DISPUTED, "different-doers", fixed.DOERS_APART),
    (Is.UNANSWERED, "no-answer-known", fixed.NO_ANSWER),
    (Is.CLAIMED, None, fixed.UNCONFIRMED),
)


def standing_sentences(event: Event, desk: Desk) -> Iterator[Sentence]:
    """What the accounts add up to, where the accounts do not say it themselves.

    That somebody demanded or refused something is no claim that others could confirm.
    """
    if event.type in fixed.SPOKEN:
        return
    conceded = any(row.is_ is Is.CONCEDED for row in event.standing)
    for is_, rule, words in TOLD_BY:
        if (is_ is Is.CLAIMED and conceded) or (is_ is Is.UNANSWERED and event.silences):
            continue
        if any(row.is_ is is_ and rule in (None, row.rule) for row in event.standing):
            yield Writer(desk).fixed(words).done()


def tags_of(event: Event) -> tuple[str, ...]:
    """The standing in single words, the most telling first; "claimed" only where it is all."""
    found = list(dict.fromkeys(row.is_ for row in event.standing))
    if len(found) > 1 and Is.CLAIMED in found:
        found.remove(Is.CLAIMED)
    return tuple(fixed.TAGS[is_] for is_ in found)


def changes_of(event: Event, since: int) -> tuple[str, ...]:
    """What has become known of an event since a moment, in fixed words; empty for nothing."""
    new = {row.claim.key for row in event.claims if row.at > since}
    if len(new) == len(event.claims) and new:
        return (fixed.CHANGES["event"],)
    found = [fixed.CHANGES[row.is_] for row in event.standing if _is_new(row.is_, event, since)]
    if any(row.answer is not None and row.answer.at > since for row in event.silences):
        found.append(fixed.CHANGES["answered"])
    if any(due.at > since for row in event.commitments for due in row.due):
        found.append(fixed.CHANGES["due"])
    if any(row.superseded_by in new for row in event.claims):
        found.append(fixed.CHANGES["restated"])
    if not found and (new or any(row.since > since for row in event.silences)):
        found.append(fixed.CHANGES["more"])
    return tuple(dict.fromkeys(found))


def _is_new(is_: Is, event: Event, since: int) -> bool:
    """Whether a standing rests on claims that were not known at the moment."""
    if is_ not in fixed.CHANGES:
        return False
    groups = {origin.id: origin.group for origin in event.origins}
    for row in event.standing:
        if row.is_ is not is_:
            continue
        old = [one for one in event.claims if one.claim.key in row.claims and one.at <= since]
        if is_ is Is.CORROBORATED or row.rule in ("numbers-apart", "different-doers"):
            if len({groups[one.origin] for one in old}) >= 2:
                return False
        elif old:
            return False
    return True


def places_of(event: Event, rows: Iterable[EventClaim]) -> tuple[Words, EventClaim] | None:
    """The words by which a claim names the event's place, of these claims the first to do so.

    Words without a name ("this city", "there") are left out.
    """
    if event.place is None or event.place.kind == "country":
        return None
    for row in rows:
        place = row.claim.place
        if place is not None and place.id == event.place.id and place.words is not None:
            text = clean(place.words.text)
            if any(part[:1].isupper() for part in text.split(" ")):
                return place.words, row
    return None
