"""What the ledger holds: reports, their claims in a form that can be compared, links, judgements.

A :class:`LedgerClaim` is a claim of a record made to stand alone: the ids of its report are
replaced by what they mean, so that it can be compared with the claims of other reports. Nothing
in it is an event: events are computed from these rows, as of a moment, and never stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Says(StrEnum):
    """What a claim says of the deed that it is about."""

    AFFIRMS = "affirms"
    DENIES = "denies"
    DOUBTS = "doubts"
    OFFERS_EVIDENCE = "offers-evidence"


class Role(StrEnum):
    """In which capacity somebody speaks or acts.

    ``ORGAN`` speaks for a party (a government, its ministry, an armed group); ``ASSESSOR``
    examines what others claim; ``WITNESS`` is anybody who speaks for no party; ``PUBLISHER`` is
    an outlet in its own words; ``OTHER`` is an organisation that is none of these.
    """

    ORGAN = "organ"
    ASSESSOR = "assessor"
    WITNESS = "witness"
    PUBLISHER = "publisher"
    OTHER = "other"


class Basis(StrEnum):
    """How a claim's place or time is known.

    ``STATED`` in the claim's own words; ``CARRIED`` from another claim or place of the same
    report; ``REPORT`` from the report's own date (what is told as new, happened just before);
    ``CORRECTED`` by a person's judgement.
    """

    STATED = "stated"
    CARRIED = "carried"
    REPORT = "report"
    CORRECTED = "corrected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A stretch of a report's text, half-open in code points, with its words."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks, acts or suffers, as one report names it.

    ``key`` is the same in every report for an actor of the tables or with a full name, and else
    holds the report's id. ``party`` is the side it belongs to ("RU", "Hamas"), None where that is
    not known. ``words`` is a mention that is no pronoun, None where the report has none.
    """

    key: str
    name: str
    kind: str
    role: Role
    party: str | None
    words: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A place of the gazetteer that contains another one."""

    id: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A claim's place.

    ``id`` is the gazetteer's, or made from name and container where it has none ("name:zorya@
    geonames:709716"); ``within`` the containing units, smallest first. ``contested`` are the
    parties that claim the ground. ``basis`` tells how the place is known.
    """

    id: str
    name: str
    kind: str
    within: tuple[Unit, ...]
    country: str | None
    contested: tuple[str, ...]
    lat: float | None
    lon: float | None
    precision: str
    relation: str | None
    basis: Basis
    words: Words | None

    @property
    def units(self) -> frozenset[str]:
        """The ids of the place itself and of all that contains it."""
        return frozenset((self.id, *(unit.id for unit in self.within)))


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A claim's period, half-open.

    ``start`` and ``end`` are ISO 8601 as in the record. ``first`` and ``last`` are the same in
    hours since 1970 (UTC), for comparison: always set, far away where the period is open.
    """

    start: str | None
    end: str | None
    precision: str
    first: int
    last: int
    basis: Basis
    words: Words | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A number that a claim gives, as the closed interval ``[low, high]``; None is open.

    ``part`` is true for a part of another number ("including nine children"), ``update`` where
    the words tell that the number has changed ("rose to six").
    """

    kind: str
    who: str | None
    low: float | None
    high: float | None
    exact: bool
    scope: str
    part: bool
    update: bool
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerClaim:
    """One claim of one reading of one report, made to stand alone.

    ``key`` is unique in the ledger; ``event_key`` is the same for the same words in a later
    reading. ``report`` and ``claim`` are the record's ids, ``local_event`` the record's grouping.
    ``holder`` is the innermost speaker; ``parent`` who reports the holder's words, where that is
    not the publisher. ``stance`` is that of the statement; ``speech`` that of the statement that
    a derived claim restates, or None. ``about`` is the key of the claim that this one denies,
    blames, answers or leaves unanswered, in the same report. ``passage`` is the number of its
    paragraph, for lineage. ``said`` is when it was said, in hours since 1970, where told.
    ``opponents`` are the sides that the report sets against whoever acts (or else speaks).
    ``unit`` is the same for the claims that its report tells as one happening.
    ``paragraph`` is the same for all paragraphs of one wording, empty for short ones.
    ``wording`` are the evidence's words without names and numbers, which are compared as such.
    ``topics`` are the regions around a silence or a rejection that names no claim of its report.
    """

    key: str
    event_key: str
    report: str
    claim: str
    local_event: str
    type: str
    mode: str | None
    holder: Voice
    parent: Voice | None
    addressee: Voice | None
    stance: str
    speech: str | None
    says: Says
    polarity: str
    modality: str
    actors: tuple[Voice, ...]
    recipients: tuple[Voice, ...]
    targets: tuple[Words, ...]
    instrument: Words | None
    place: Where | None
    from_place: Where | None
    time: When | None
    due: When | None
    counts: tuple[Count, ...]
    condition: Words | None
    about: str | None
    said: int | None
    medium: str | None
    passage: int
    trigger: Words
    evidence: tuple[Words, ...]
    confidence: float
    opponents: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    wording: str = ""
    paragraph: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerReport:
    """One reading of one report.

    ``reading`` is a digest of the record, ``reader`` and ``resources`` say which version made it,
    ``read_at`` when. ``received`` is when the ledger got the report. ``known`` is the moment from
    which its content counts as known by publication; all moments are seconds since 1970 (UTC).
    ``story`` is the same for two versions of one article. ``family`` is the party or house behind
    the publisher.
    """

    id: str
    reading: str
    reader: str
    resources: str
    read_at: int
    received: int
    known: int
    story: str | None
    title: str | None
    publisher: str | None
    family: str | None
    via: str | None
    url: str | None
    published: str | None
    published_end: str | None
    published_basis: str
    language: str
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One paragraph of a report with its MinHash bands, by which near copies are found.

    ``signature`` is the MinHash signature: the share of equal values of two signatures estimates
    the Jaccard similarity of the two paragraphs' word shingles.
    """

    report: str
    number: int
    start: int
    end: int
    signature: tuple[int, ...]
    bands: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Two paragraphs of two reports that share their wording, and how much (0 to 1)."""

    one: str
    one_number: int
    other: str
    other_number: int
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A decision that two claims of the ledger tell of one happening, with its reasons.

    ``one`` < ``other`` are claim keys. ``features`` are what was compared, by name.
    """

    one: str
    other: str
    score: float
    rule: str
    features: Mapping[str, str | float | None]


class JudgementKind(StrEnum):
    """What a person decided."""

    SAME = "same"
    DIFFERENT = "different"
    WRONG = "wrong"
    CORRECTED = "corrected"
    IRRELEVANT = "irrelevant"
    UNDO = "undo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What a judgement is about: a report, or a claim found by its words in any reading of it.

    ``start``, ``end`` and ``type`` are those of the claim's trigger, None for a whole report.
    """

    report: str
    claim: str | None
    type: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """A person's recorded decision. Rows are never changed; undoing one is a row as well.

    ``at`` is in seconds since 1970. ``field`` and ``value`` (JSON) belong to WRONG and CORRECTED;
    ``undoes`` is the id of the judgement that an UNDO takes back.
    """

    id: str
    kind: JudgementKind
    author: str
    at: int
    reason: str
    subjects: tuple[Subject, ...]
    field: str | None
    value: str | None
    undoes: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph that a search found, the best first. ``score`` is higher for better ones."""

    report: str
    number: int
    start: int
    end: int
    text: str
    score: float
