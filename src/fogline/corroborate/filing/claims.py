"""A record's claims made to stand alone, so that they can be compared across reports."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import replace

from fogline.corroborate.filing.moments import DAY_HOURS, hours
from fogline.corroborate.filing.scenes import Scenes, headings_of
from fogline.corroborate.filing.settings import (
    Setting,
    find_settings,
    recent_time,
    when_of,
    where_of,
)
from fogline.corroborate.filing.voices import Cast, words_of
from fogline.knowledge.actors import ActorTables
from fogline.knowledge.actorwords import ActorWords
from fogline.knowledge.grouping import GroupingTables
from fogline.language.layout import find_paragraphs
from fogline.records.claim import Claim, Modality, Polarity
from fogline.records.ledger import (
    Basis,
    Count,
    LedgerClaim,
    Says,
    Voice,
    When,
    Words,
)
from fogline.records.quantity import Quantity
from fogline.records.record import Record
from fogline.records.span import Span
from fogline.records.statement import Stance, Statement
from fogline.records.time import TimeKind

KEY_LENGTH = 16
LONGEST_WORDING = 400
# Stances by which a holder says of the content that it is not so.
# Acts of speech, and the silence that answers them.
SPOKEN = frozenset(("SILENCE", "REQUEST", "COOPERATE", "CONSULT", "THREATEN"))
DENYING = frozenset((Stance.DENIES, Stance.REJECTS))
# "The two sides contradict each other": a quarrel, which names nothing that is denied.
MUTUAL = ("each other", "one another")
# Who denies or concedes something answers what was told in the days before.
ANSWERING = frozenset((*DENYING, Stance.CONCEDES))
ANSWERED_HOURS = 8 * DAY_HOURS


def file_claims(
    record: Record,
    *,
    reading: str,
    received: int,
    tables: ActorTables,
    words: ActorWords,
    grouping: GroupingTables,
) -> tuple[LedgerClaim, ...]:
    """The claims of one reading of a report, in the record's order.

    ``reading`` is the digest of the record, ``received`` the reception in seconds since 1970.
    """
    cast = Cast(record, tables, words)
    settings = find_settings(record, received, grouping)
    return _Filer(record, reading, cast, settings, received).all()


class _Filer:
    """Makes the claims of one report stand alone."""

    def __init__(
        self,
        record: Record,
        reading: str,
        cast: Cast,
        settings: Mapping[str, Setting],
        received: int,
    ) -> None:
        self.received = received
        self.record = record
        self.prefix = f"{record.report.id[:KEY_LENGTH]}.{reading[:8]}"
        self.cast = cast
        self.settings = settings
        self.statements = {row.id: row for row in record.statements}
        self.times = {row.id: row for row in record.times}
        self.places = {row.id: row for row in record.places}
        self.quantities = {row.id: row for row in record.quantities}
        self.paragraphs = find_paragraphs(record.report.text)
        self.headings = headings_of(record, self.paragraphs)
        self.denying = {
            cast.voice(row.holder).party
            for row in record.statements
            if row.stance in DENYING and row.holder is not None
        } - {None}
        self.scenes = Scenes(record, self.paragraphs)
        self.event_keys = _event_keys(record)
        self.mentions = {
            row.id: sorted(row.mentions, key=lambda span: span.start) for row in record.actors
        }

    def all(self) -> tuple[LedgerClaim, ...]:
        carried = {claim.statement for claim in self.record.claims}
        carried |= {claim.speech_of or "" for claim in self.record.claims}
        bare = (
            self.bare_denial(row)
            for row in self.record.statements
            if row.stance is Stance.DENIES and row.id not in carried and row.content
            if not row.content[0].text.lower().startswith(MUTUAL)
        )
        return (*(self.filed(claim) for claim in self.record.claims), *bare)

    def bare_denial(self, statement: Statement) -> LedgerClaim:
        """A denial that no claim of its report carries ("none of this is true").

        It goes by the statement's id. What it denies can only be told by other reports.
        """
        holder = self.cast.holder(statement)
        words = statement.content[0]
        recent = recent_time(self.record.report.published, self.received)
        return LedgerClaim(
            key=self.key(statement.id),
            event_key=_event_key(self.record.report.id, statement.id, words.start, 1),
            report=self.record.report.id,
            claim=statement.id,
            local_event=statement.id,
            type="REJECT",
            mode=None,
            holder=holder,
            parent=None,
            addressee=None,
            stance=statement.stance.value,
            speech=None,
            says=Says.AFFIRMS,
            polarity=Polarity.AFFIRMED.value,
            modality=Modality.ACTUAL.value,
            actors=(holder,),
            recipients=(),
            targets=(),
            instrument=None,
            place=None,
            from_place=None,
            time=recent,
            due=None,
            counts=(),
            condition=None,
            about=None,
            said=self.said(statement),
            medium=statement.medium,
            passage=self.passage(words),
            trigger=words_of(words),
            evidence=tuple(words_of(span) for span in statement.content),
            confidence=statement.confidence,
            topics=self.scenes.around(words),
        )

    def key(self, claim: str) -> str:
        return f"{self.prefix}.{claim}"

    def filed(self, claim: Claim) -> LedgerClaim:
        statement = self.statements[claim.statement]
        speech = self.statements[claim.speech_of] if claim.speech_of else None
        parent = self.statements[statement.parent] if statement.parent else None
        setting = self.settings[claim.id]
        holder = self.cast.holder(statement)
        addressee = (speech or statement).addressee
        return LedgerClaim(
            key=self.key(claim.id),
            event_key=self.event_keys[claim.id],
            report=self.record.report.id,
            claim=claim.id,
            local_event=self.local_event(claim),
            type=claim.type,
            mode=claim.mode,
            holder=holder,
            parent=None if parent is None else self.cast.holder(parent),
            addressee=None if addressee is None else self.cast.voice(addressee),
            stance=statement.stance.value,
            speech=None if speech is None else speech.stance.value,
            says=says_of(claim, statement),
            polarity=claim.polarity.value,
            modality=_modality(claim, statement),
            actors=self.doers(claim, holder),
            recipients=self.voices(claim.recipient, claim),
            targets=tuple(words_of(span) for span in claim.target),
            instrument=None if claim.instrument is None else words_of(claim.instrument),
            place=setting.place,
            from_place=None
            if claim.from_place is None
            else where_of(self.places[claim.from_place], self.places, None, Basis.STATED),
            time=self.answering(setting.time, claim, statement),
            due=self.due(claim),
            counts=tuple(self.count(self.quantities[number]) for number in claim.quantities),
            condition=None if claim.condition is None else words_of(claim.condition),
            about=None if claim.target_claim is None else self.key(claim.target_claim),
            said=self.said(speech or statement),
            medium=statement.medium,
            passage=self.passage(claim.trigger),
            trigger=words_of(claim.trigger),
            evidence=self.evidence(claim),
            confidence=claim.confidence,
            opponents=self.opponents(claim, statement),
            topics=self.topics(claim),
            wording=wording_of(" ".join(span.text for span in claim.evidence)),
        )

    def answering(self, time: When | None, claim: Claim, statement: Statement) -> When | None:
        """The period, longer where an undated answer is given to what others had told before.

        News tells what is new; but who denies or concedes something answers older news.
        """
        answers = statement.stance in ANSWERING or says_of(claim, statement) is Says.DENIES
        answers = answers or self.yields(claim, statement)
        if time is None or time.basis is not Basis.REPORT or not answers:
            return time
        return replace(time, first=time.first - ANSWERED_HOURS)

    def yields(self, claim: Claim, statement: Statement) -> bool:
        """Whether a side tells of its own retreat, which it had no reason to tell at once."""
        holder = self.cast.holder(statement)
        doers = {voice.party for voice in self.doers(claim, holder)}
        return claim.type == "RETREAT" and holder.party is not None and holder.party in doers

    def due(self, claim: Claim) -> When | None:
        """By when it is promised; how long it is to last ("a six-month truce") is no date."""
        time = self.times[claim.due] if claim.due else None
        lasting = time is not None and time.kind is TimeKind.DURATION and time.start is None
        return None if time is None or lasting else when_of(time, Basis.STATED)

    def topics(self, claim: Claim) -> tuple[str, ...]:
        """The regions that a silence or rejection is about, where it names no claim itself."""
        rejection = claim.type == "REJECT" and claim.mode is None
        if claim.target_claim is not None or not (rejection or claim.type == "SILENCE"):
            return ()
        parties = {self.cast.voice(number).party for number in claim.actor} - {None}
        if rejection and parties & self.denying:
            # The report tells the denial itself as well: this only sums it up.
            return ()
        return self.scenes.around(claim.trigger)

    def opponents(self, claim: Claim, statement: Statement) -> tuple[str, ...]:
        """The side that the report sets against whoever acts, or else speaks."""
        holder = self.cast.holder(statement)
        own = {voice.party for voice in self.doers(claim, holder)} - {None}
        own = own or {holder.party} - {None}
        return self.cast.opponents(own) if own else ()

    def local_event(self, claim: Claim) -> str:
        """The record's event, within one section: under another heading begins another story."""
        section = bisect_right(self.headings, self.passage(claim.trigger))
        return f"{claim.event}.{section}" if section else claim.event

    def evidence(self, claim: Claim) -> tuple[Words, ...]:
        return tuple(words_of(span) for span in claim.evidence)

    def voices(self, numbers: tuple[str, ...], claim: Claim) -> tuple[Voice, ...]:
        return tuple(self.cast.voice(number, self.mention(number, claim)) for number in numbers)

    def doers(self, claim: Claim, holder: Voice) -> tuple[Voice, ...]:
        """Who does it. A side that tells of "units" and "brigades" without more means its own."""
        found = self.voices(claim.actor, claim)
        moves = claim.type in ("ADVANCE", "RETREAT") or claim.mode == "ground-clash"
        if holder.party is None or not moves:
            return found
        denied = self.statements[claim.statement].stance in DENYING
        return tuple(
            replace(voice, party=holder.party)
            if voice.party is None and not denied and self.cast.is_unit(voice.name)
            else voice
            for voice in found
        )

    def mention(self, actor: str, claim: Claim) -> Span | None:
        """The actor's mention in the claim's own words, if there is one."""
        for span in self.mentions[actor]:
            if any(piece.covers(span) for piece in claim.evidence):
                return span
        return None

    def count(self, row: Quantity) -> Count:
        return Count(
            kind=row.kind.value,
            who=None if row.who is None else row.who.value,
            low=row.low,
            high=row.high,
            exact=row.exact,
            scope=row.scope.value,
            part=row.part_of is not None,
            update=row.updates is not None,
            words=words_of(row.span),
        )

    def said(self, statement: Statement) -> int | None:
        time = self.times[statement.said] if statement.said else None
        # "On Monday" can be at its end, and is no earlier than what the morning's papers had.
        return None if time is None or time.end is None else hours(time.end, up=True)

    def passage(self, span: Span) -> int:
        number = bisect_right(self.paragraphs, span.start, key=lambda part: part.end)
        return min(number, max(0, len(self.paragraphs) - 1))


def _modality(claim: Claim, statement: Statement) -> str:
    """What somebody is silent about, they do not affirm: it is only spoken of."""
    if statement.stance is Stance.SILENT and claim.speech_of is None and claim.type != "SILENCE":
        return Modality.HYPOTHETICAL.value
    return claim.modality.value


def _event_keys(record: Record) -> dict[str, str]:
    """Ids that the same words keep in every reading, by which an event can be called."""
    counts: dict[tuple[str, int], int] = {}
    found: dict[str, str] = {}
    for claim in record.claims:
        words = claim.type, claim.trigger.start
        counts[words] = counts.get(words, 0) + 1
        found[claim.id] = _event_key(record.report.id, *words, counts[words])
    return found


def _event_key(report: str, type: str, start: int, count: int) -> str:  # noqa: A002
    told = f"{report}:{type}:{start}:{count}"
    return "e" + hashlib.sha256(told.encode()).hexdigest()[:10]


def wording_of(text: str) -> str:
    """The words without those that have a capital or a digit: names must not weigh as wording."""
    kept = [word for word in text[:LONGEST_WORDING].split() if word.islower()]
    return " ".join(kept)


def says_of(claim: Claim, statement: Statement) -> Says:
    """What the holder says of the deed, from stance and polarity together."""
    negated = claim.polarity is Polarity.NEGATED
    if claim.type == "EVIDENCE" and claim.target_claim is not None:
        return Says.DOUBTS if negated else Says.OFFERS_EVIDENCE
    if claim.speech_of is not None or claim.type in SPOKEN:
        # To refuse what somebody asks is not to deny that they ask it.
        return Says.AFFIRMS
    if statement.stance is Stance.DOUBTS:
        return Says.DOUBTS
    return Says.DENIES if negated is not (statement.stance in DENYING) else Says.AFFIRMS
