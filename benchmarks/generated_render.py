"""A planned report made into a record: text, and every value with its span in it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache
from string import Formatter

from fogline.knowledge.actors import ActorEntry, load_actor_tables
from fogline.knowledge.ontology import load_ontology
from fogline.records.actor import Actor, ActorKind
from fogline.records.claim import Claim, Codes, Polarity
from fogline.records.place import Place
from fogline.records.quantity import Counted, Quantity, QuantityKind, QuantityScope
from fogline.records.record import Record
from fogline.records.report import Published, PublishedBasis, Report
from fogline.records.span import Span
from fogline.records.statement import Form, HolderKind, Statement
from fogline.records.time import Time, TimeAnchor, TimeKind, TimePrecision
from generated_plan import Happening, Known, Piece, Plan
from generated_words import Made

# Whom a number counts, by the word after it.
WHO = {
    "civilians": Counted.CIVILIANS,
    "people": Counted.PEOPLE,
    "soldiers": Counted.SOLDIERS,
}
COUNTED = {
    "intercept": QuantityKind.WEAPONS,
    "prisoners": QuantityKind.PRISONERS,
    "EXCHANGE": QuantityKind.PRISONERS,
}
# Claims that the report tells as one happening.
AS_ONE = frozenset(("ASSAULT", "TOLL"))


def render(plan: Plan, known: Known) -> Record:
    """The record of a planned report."""
    return _Sheet(known).record(plan)


@cache
def _parsed(template: str) -> tuple[tuple[str, str | None, str], ...]:
    return tuple((text, name, spec or "") for text, name, spec, _ in Formatter().parse(template))


@cache
def _codes(type_: str, mode: str | None) -> Codes:
    return load_ontology().codes(type_, mode)


def _number(text: str) -> tuple[float | None, float | None]:
    """The interval that a number's words give."""
    value = float(text.rsplit(maxsplit=1)[-1])
    if text.startswith("at least"):
        return value, None
    if text.startswith("more than"):
        return value + 1, None
    return (None, value) if text.startswith("up to") else (value, value)


@dataclass(slots=True)
class _Sheet:
    """The text as it grows, with the tables of the record."""

    known: Known
    parts: list[str] = field(default_factory=list)
    length: int = 0
    entries: dict[str, ActorEntry] = field(default_factory=dict)
    mentions: dict[str, list[Span]] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    named: dict[str, list[Span]] = field(default_factory=dict)
    times: dict[str, Time] = field(default_factory=dict)
    quantities: list[Quantity] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    events: dict[tuple[int, str], str] = field(default_factory=dict)
    first: dict[int, str] = field(default_factory=dict)

    def record(self, plan: Plan) -> Record:
        publisher = ActorEntry(
            f"publisher:{self.known.publisher}", self.known.publisher, ActorKind.PUBLISHER
        )
        self.actor(publisher)
        self.write(plan.headline, publisher)
        title = "".join(self.parts)
        for paragraph in plan.paragraphs:
            self.put("\n\n")
            for number, piece in enumerate(paragraph):
                if number:
                    self.put(" ")
                self.write(piece, publisher)
        self.put("\n")
        text = "".join(self.parts)
        for entry in list(self.entries.values()):
            if entry.member_of is not None and entry.kind in (ActorKind.PERSON, ActorKind.UNNAMED):
                self.actor(load_actor_tables().entry(entry.member_of))
        return Record(
            report=self.report(text, title),
            actors=tuple(self.finished(key) for key in self.entries),
            places=tuple(
                replace(row, mentions=tuple(self.named[key])) for key, row in self.places.items()
            ),
            namings=(),
            times=tuple(self.times.values()),
            quantities=tuple(self.quantities),
            statements=tuple(self.statements),
            claims=tuple(self.claims),
            unread=(),
        )

    def report(self, text: str, title: str) -> Report:
        known = self.known
        told = f"{known.publisher}|{known.via}|{known.moment.isoformat()}|{text}"
        day = known.moment.date()
        slug = hashlib.sha256(f"{known.publisher}|{day}|{title}".encode()).hexdigest()[:12]
        host = known.publisher.lower().replace(" ", "-")
        return Report(
            id=hashlib.sha256(told.encode()).hexdigest(),
            title=title,
            title_span=Span(start=0, end=len(title), text=title),
            publisher=known.publisher,
            via=known.via,
            byline=(),
            url=f"https://{host}.example/{day:%Y/%m/%d}/{slug}" if known.address else None,
            language="en",
            published=self.published(),
            text=text,
            dateline=None,
            boilerplate=(),
        )

    def published(self) -> Published:
        moment = self.known.moment
        if self.known.exact:
            end = moment + timedelta(minutes=1)
            start, precision = moment.isoformat(timespec="minutes"), "minute"
            return Published(start=start, end=end.isoformat(timespec="minutes"),
                             precision=precision, basis=PublishedBasis.GIVEN)  # fmt: skip
        day = moment.date()
        return Published(start=day.isoformat(), end=(day + timedelta(days=1)).isoformat(),
                         precision="day", basis=PublishedBasis.GIVEN)  # fmt: skip

    # -- writing -----------------------------------------------------------------------------

    def put(self, text: str) -> Span:
        start = self.length
        self.parts.append(text)
        self.length += len(text)
        return Span(start=start, end=self.length, text=text)

    def write(self, piece: Piece, publisher: ActorEntry) -> None:
        if piece.sentence is None or piece.about is None:
            self.put(piece.words[""])
            return
        begin = len(self.parts)
        slots: dict[str, Span] = {}
        marks: list[int] = []
        first = True
        for text, name, spec in _parsed(piece.sentence.template):
            for bracket in text.replace("[", "\0[\0").replace("]", "\0[\0").split("\0"):
                if bracket == "[":
                    marks.append(self.length)
                elif bracket:
                    self.put(bracket)
                    first = False
            if name is not None:
                words = spec or self.words(name, piece)
                slots[name] = self.put(words[0].upper() + words[1:] if first else words)
                first = False
        start = self.length - sum(map(len, self.parts[begin:]))
        text = "".join(self.parts[begin:])
        whole = Span(start=start, end=self.length, text=text)
        pieces = [
            Span(start=one, end=two, text=text[one - start : two - start])
            for one, two in zip(marks[::2], marks[1::2], strict=True)
        ]
        self.note(piece, slots, tuple(pieces) or (whole,), publisher)

    def words(self, name: str, piece: Piece) -> str:
        assert piece.about is not None
        if name in ("doer", "other"):
            entry = piece.about.doer if name == "doer" else piece.about.other
            return entry.name
        if name == "holder":
            assert piece.holder is not None
            role = piece.holder.role if piece.holder.kind is ActorKind.PERSON else None
            return f"{role} {piece.holder.name}" if role else piece.holder.name
        return piece.words[name]

    # -- what the words mean -----------------------------------------------------------------

    def note(
        self, piece: Piece, slots: Mapping[str, Span], content: tuple[Span, ...], own: ActorEntry
    ) -> None:
        assert piece.sentence is not None
        assert piece.about is not None
        holder = piece.holder or own
        for name, entry in (("doer", piece.about.doer), ("other", piece.about.other)):
            if name in slots:
                self.actor(entry, slots[name])
        number = self.actor(holder, slots.get("holder"))
        narrated = piece.holder is None
        unnamed = holder.kind is ActorKind.UNNAMED
        kind = HolderKind.UNNAMED if unnamed else HolderKind.NAMED
        statement = Statement(
            id=f"s{len(self.statements) + 1}",
            holder=number,
            holder_span=slots.get("holder"),
            holder_kind=HolderKind.NARRATOR if narrated else kind,
            cue=slots.get("cue") or slots.get("quiet"),
            content=content,
            stance=piece.sentence.stance,
            form=Form.INDIRECT,
            parent=None,
            addressee=None,
            medium=None,
            said=None,
            rule="made-up",
            confidence=0.9,
        )
        self.statements.append(statement)
        counts = self.numbers(piece, slots)
        for made in piece.sentence.claims:
            self.claim(made, piece, slots, statement, counts, holder)

    def numbers(self, piece: Piece, slots: Mapping[str, Span]) -> dict[str, str]:
        assert piece.sentence is not None
        assert piece.about is not None
        found: dict[str, str] = {}
        for made in piece.sentence.claims:
            type_, mode = _kind(made, piece.about)
            for slot in made.counts:
                if slot in found:
                    continue
                span = slots[slot]
                low, high = _number(span.text)
                kind = COUNTED.get(mode or "") or (
                    QuantityKind(mode) if type_ == "TOLL" else QuantityKind.KILLED
                )
                after = piece.sentence.template.partition("{" + slot + "} ")[2].partition(" ")[0]
                row = Quantity(
                    id=f"q{len(self.quantities) + 1}",
                    kind=kind,
                    who=WHO.get(after.strip("].,")),
                    low=low,
                    high=high,
                    exact=low == high,
                    scope=QuantityScope.EVENT,
                    part_of=None,
                    updates=None,
                    span=span,
                )
                self.quantities.append(row)
                found[slot] = row.id
        return found

    def claim(
        self,
        made: Made,
        piece: Piece,
        slots: Mapping[str, Span],
        statement: Statement,
        counts: Mapping[str, str],
        holder: ActorEntry,
    ) -> None:
        one = piece.about
        assert one is not None
        type_, mode = _kind(made, one)
        parties = {"doer": one.doer, "other": one.other, "holder": holder}
        where = "place" if "place" in slots else "region" if "region" in slots else None
        place = None
        if where is not None:
            place = self.place(one.place if where == "place" else one.region, slots[where])
        due = self.day(one.due, slots["due"]) if "due" in slots else None
        dated = "time" in slots and slots["time"].text.startswith("on ")
        time = self.day(one.day, slots["time"]) if dated else None
        row = Claim(
            id=f"c{len(self.claims) + 1}",
            event=self.event(one, type_, speech=made.speech),
            statement=statement.id,
            speech_of=statement.id if made.speech else None,
            type=type_,
            mode=mode,
            codes=_codes(type_, mode),
            actor=(self.actor(parties[made.by]),) if made.by else (),
            recipient=(self.actor(parties[made.to]),) if made.to else (),
            target=(slots["target"],) if "target" in slots and type_ == "ASSAULT" else (),
            instrument=None,
            place=place if made.placed else None,
            place_span=slots[where] if where and made.placed else None,
            from_place=None,
            time=time,
            due=due if type_ == "COMMITMENT" else None,
            quantities=tuple(counts[slot] for slot in made.counts),
            polarity=Polarity.NEGATED if made.negated else Polarity.AFFIRMED,
            modality=made.modality,
            condition=None,
            target_claim=self.first.get(one.number) if made.about else None,
            trigger=slots[made.at],
            evidence=statement.content,
            confidence=0.85,
        )
        self.first.setdefault(one.number, row.id)
        self.claims.append(row)

    def event(self, one: Happening, type_: str, *, speech: bool) -> str:
        part = "main" if type_ in AS_ONE else f"speech {len(self.claims)}" if speech else type_
        return self.events.setdefault((one.number, part), f"e{len(self.events) + 1}")

    def actor(self, entry: ActorEntry, span: Span | None = None) -> str:
        self.entries.setdefault(entry.key, entry)
        spans = self.mentions.setdefault(entry.key, [])
        if span is not None:
            spans.append(span)
        return f"a{list(self.entries).index(entry.key) + 1}"

    def finished(self, key: str) -> Actor:
        entry = self.entries[key]
        order = list(self.entries)
        chief = entry.member_of if entry.member_of in self.entries else None
        return Actor(
            id=f"a{order.index(key) + 1}",
            name=entry.name,
            kind=entry.kind,
            country=entry.country,
            role=entry.role,
            member_of=None if chief is None else f"a{order.index(chief) + 1}",
            mentions=tuple(self.mentions[key]),
        )

    def place(self, place: Place, span: Span) -> str:
        key = place.gazetteer or place.name
        if key not in self.places:
            self.places[key] = replace(place, id=f"p{len(self.places) + 1}")
            self.named[key] = []
        if span not in self.named[key]:
            self.named[key].append(span)
        return self.places[key].id

    def day(self, day: date, span: Span) -> str:
        value = day.isoformat()
        found = self.times.get(value)
        if found is None:
            found = Time(
                id=f"t{len(self.times) + 1}",
                kind=TimeKind.DATE,
                value=value,
                start=value,
                end=(day + timedelta(days=1)).isoformat(),
                precision=TimePrecision.DAY,
                anchor=TimeAnchor.PUBLISHED,
                mentions=(),
            )
        if span not in found.mentions:
            self.times[value] = replace(found, mentions=(*found.mentions, span))
        return found.id


def _kind(made: Made, one: Happening) -> tuple[str, str | None]:
    type_, _, mode = made.kind.partition("/")
    return one.type if type_ == "*" else type_, one.mode if mode == "*" else mode or None
