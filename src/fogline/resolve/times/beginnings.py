"""Days counted from a happening that the report dates: "the 12th day of the siege", "its eve".

A numbered day, week or month counts from the day on which the report says that the war, siege or
truce began; "the day before the raid" from the one day that the report gives for the raid.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from fogline.knowledge.timewords import load_time_words
from fogline.language.document import Document, Token
from fogline.resolve.times.calendar import Period, add_days, add_months, day_period, unit_period
from fogline.resolve.times.grammar import Found
from fogline.resolve.times.phrases import Numbered
from fogline.resolve.times.placed import Placed, value_of
from fogline.resolve.times.tense import PAST, verb_tense

# "It took effect", "it came into force".
_EFFECT = frozenset({"effect", "force"})
_NOW = frozenset({"it", "this", "today"})
_IS = frozenset({"be", "mark"})
# The longest count that a war or a truce could reach, in its unit.
_MOST = 40_000


def happenings(document: Document, start: int, end: int) -> tuple[str, ...]:
    """The names of the beginnings that a time dates: "invasion", of "its invasion began in May"."""
    words = load_time_words()
    found: list[str] = []
    token = document.head_in(start, end)
    while token is not None:
        if token.lemma in words.origins:
            found.append(token.lemma)
        elif token.pos in ("VERB", "AUX"):
            if token.lemma in words.verbs.begins or _takes_effect(document, token):
                found.extend(one.lemma for one in _subjects(document, token))
            break
        token = document.head(token)
    return tuple(dict.fromkeys(word for word in found if word in words.origins))


def _takes_effect(document: Document, verb: Token) -> bool:
    objects = [*document.children(verb, "dobj")]
    for preposition in document.children(verb, "prep"):
        objects.extend(document.children(preposition, "pobj"))
    return any(one.lemma in _EFFECT for one in objects)


def _subjects(document: Document, verb: Token) -> tuple[Token, ...]:
    """What begins: the verb's subject, or the noun that a relative clause belongs to."""
    subjects = document.children(verb, "nsubj", "nsubjpass", "dobj")
    head = document.head(verb)
    return (*subjects, head) if head is not None and verb.dep in ("relcl", "acl") else subjects


def count_days(
    document: Document, found: Sequence[Found], placed: Sequence[Placed], today: date | None
) -> list[Placed]:
    """The times with those placed that count from a happening which the report dates.

    What is said to be such a day now ("it is the third day of the strike") is ``today``, the day of
    publication; the latest of several in a row is the day told beside it, or else that day.
    """
    if not any(isinstance(one.phrase.base, Numbered) for one in found):
        return list(placed)
    made = list(placed)
    for i, (one, where) in enumerate(zip(found, placed, strict=True)):
        base = one.phrase.base
        if isinstance(base, Numbered) and where.period is None:
            day = _said_to_be(document, one, found, placed, today)
            period = day or _counted(document, one, base, found, placed)
            if period is None and base.in_row:
                period = _told_near(document, one, found, placed, today)
            if period is not None:
                aligned = unit_period(period.start, base.unit.letter) == period
                value = value_of(period.start, base.unit.letter) if aligned else where.value
                made[i] = replace(where, value=value, period=period)
    return made


def _said_to_be(
    document: Document,
    one: Found,
    found: Sequence[Found],
    placed: Sequence[Placed],
    today: date | None,
) -> Period | None:
    """The day of "Sunday is the 1,200th day of the war"; today, of "it is the second day of it"."""
    token = document.head_in(one.start, one.end)
    verb = document.head(token) if token is not None else None
    if token is None or verb is None or verb.lemma not in _IS or token.dep not in ("attr", "dobj"):
        return None
    for subject in document.children(verb, "nsubj", "npadvmod"):
        for other, where in zip(found, placed, strict=True):
            if other.start <= subject.start < other.end and where.period:
                return where.period if where.period.days == 1 else None
        if today is not None and subject.lower in _NOW and verb.tag == "VBZ":
            return day_period(today)
    return None


def _told_near(
    document: Document,
    one: Found,
    found: Sequence[Found],
    placed: Sequence[Placed],
    today: date | None,
) -> Period | None:
    """The day told in the sentence of a time, or last before it in its paragraph; or today."""
    sentence = document.sentence_at(one.start)
    if sentence is None:
        return None
    first = document.paragraphs[sentence.paragraph].start
    near: Period | None = None
    for other, where in zip(found, placed, strict=True):
        if where.period is None or where.period.days != 1 or not first <= other.start:
            continue
        if document.sentence_at(other.start) == sentence:
            return where.period
        near = where.period if other.start < one.start else near
    return near or (day_period(today) if today is not None else None)


def _counted(
    document: Document,
    one: Found,
    base: Numbered,
    found: Sequence[Found],
    placed: Sequence[Placed],
) -> Period | None:
    name = _of_what(document, one)
    days = list(dict.fromkeys(_dated(document, one, name, base, found, placed)))
    if len(days) != 1:
        return None
    if base.number is None:
        start = add_days(days[0].start, base.steps)
        return day_period(start) if start and base.steps else None
    return _nth(days[0], base.unit.letter, base.number)


def _nth(first: Period, letter: str, number: int) -> Period | None:
    if not 0 < number <= _MOST:
        return None
    if letter in ("D", "W"):
        length = 7 if letter == "W" else 1
        start = add_days(first.start, length * (number - 1))
        end = add_days(start, length) if start else None
    else:
        months = {"M": 1, "Y": 12}.get(letter, 0)
        start = add_months(first.start, months * (number - 1))
        end = add_months(first.start, months * number)
    return Period(start, end) if start and end and start < end else None


def _of_what(document: Document, one: Found) -> str | None:
    """The noun that the day is of: "siege"; None where it is not named ("its third day")."""
    tokens = document.tokens_in(one.start, one.end)
    if not tokens:
        return None
    for token in tokens:
        for preposition in document.children(token, "prep", "mark", "pcomp", "advmod"):
            if preposition.start >= one.end or preposition is tokens[-1]:
                for noun in document.children(preposition, "pobj", "pcomp"):
                    return noun.lemma
    return None


def _dated(
    document: Document,
    one: Found,
    name: str | None,
    base: Numbered,
    found: Sequence[Found],
    placed: Sequence[Placed],
) -> Iterator[Period]:
    """The days that the report gives for a happening of that name."""
    if name is None and base.number is None:
        return
    for other, where in zip(found, placed, strict=True):
        if where.period is None or where.period.days != 1 or other is one:
            continue
        if base.number is None:
            names = _nouns(document, other)
        else:
            names = happenings(document, other.start, other.end)
        if name is None:
            meant = bool(names) and other.start < one.start
        else:
            kin = load_time_words().one_beginning
            meant = name in names or kin.get(name, name) in {kin.get(row) for row in names}
        if meant:
            yield where.period


def _nouns(document: Document, time: Found) -> tuple[str, ...]:
    """The nouns of the happening that a time dates: "raid", of "the raid came on 3 May"."""
    token = document.head_in(time.start, time.end)
    found: list[str] = []
    while token is not None:
        if token.pos == "NOUN":
            found.append(token.lemma)
        elif token.pos in ("VERB", "AUX"):
            if verb_tense(document, token) == PAST:
                found.extend(one.lemma for one in document.children(token, "nsubj", "nsubjpass"))
            break
        token = document.head(token)
    return tuple(found)
