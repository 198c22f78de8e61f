"""Where and when each claim of a report is set, also where its own words do not say it.

News tells place and day once and goes on: "He said three people had been killed" means the strike
of the sentence before. A claim without a place takes that of the claim it belongs with, or of the
nearest place named before it; the basis tells so. A claim without a day is set in the two days
before its report, since news tells what is new.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fogline.corroborate.filing.moments import DAY_HOURS, FAR_FUTURE, FAR_PAST, hours
from fogline.corroborate.filing.scenes import headings_of, named_scenes, paragraph_at
from fogline.corroborate.filing.voices import words_of
from fogline.knowledge.grouping import GroupingTables
from fogline.language.layout import find_paragraphs
from fogline.records.claim import Claim, Modality
from fogline.records.ledger import Basis, Unit, When, Where
from fogline.records.place import Place, PlaceKind
from fogline.records.quantity import QuantityScope
from fogline.records.record import Record
from fogline.records.report import Published
from fogline.records.span import Span
from fogline.records.time import Time

# What a claim without a place or day of its own may take over from its surroundings.
CARRYING = frozenset(("strike", "ground", "intercept", "control", "displaced"))
# How many paragraphs back a setting is still meant.
REACH = 3
# News without a day tells of the two days before it.
RECENT_HOURS = 2 * DAY_HOURS
# What is older than this is told as background.
FRESH_HOURS = 12 * DAY_HOURS
# Kinds of place with many towns in them.
WIDE = frozenset(("adm1", "area", "country"))
NOW = "PRESENT_REF"
# Characters between a place and the larger one that it is said to lie in, at most.
LONGEST_ASIDE = 40
# TIMEX3 for an hour of no day in particular begins so.
HOUR_ONLY = "XXXX-XX-XXT"
# A TIMEX3 duration of hours, days or weeks.
_SHORT = re.compile(r"P(T\d+[HM]|\d+[DW]|X[DW]|TX[HM])")
TOLD = frozenset((Modality.ACTUAL, Modality.ONGOING))
SUMS = frozenset((QuantityScope.WAR, QuantityScope.PERIOD))
UNTIMED = frozenset((Modality.HABITUAL, Modality.FUTURE, Modality.CONDITIONAL))


@dataclass(frozen=True, slots=True)
class Setting:
    """Where and when one claim is set."""

    place: Where | None
    time: When | None


def find_settings(record: Record, received: int, tables: GroupingTables) -> dict[str, Setting]:
    """The setting of every claim of a record, by claim id. ``received`` is in seconds."""
    return _Settings(record, received, tables).all()


class _Settings:
    """Looks up and carries places and times over the claims of one report, in text order."""

    def __init__(self, record: Record, received: int, tables: GroupingTables) -> None:
        self.record = record
        self.tables = tables
        self.places = {row.id: row for row in record.places}
        self.times = {row.id: row for row in record.times}
        self.scopes = {row.id: row.scope for row in record.quantities}
        self.recent = recent_time(record.report.published, received)
        self.paragraphs = find_paragraphs(record.report.text)
        self.headings = headings_of(record, self.paragraphs)
        self.claims = sorted(record.claims, key=lambda row: row.trigger.start)
        self.named = sorted(named_scenes(record), key=lambda row: row[0].start)
        self.said = {row.id: row.said for row in record.statements}

    def all(self) -> dict[str, Setting]:
        found: dict[str, Setting] = {}
        for number, claim in enumerate(self.claims):
            place = self.stated_place(claim) or self.carried_place(number, found)
            time = self.stated_time(claim) or self.carried_time(number, place, found)
            found[claim.id] = Setting(place, self.not_after_said(claim, time))
        return found

    def not_after_said(self, claim: Claim, time: When | None) -> When | None:
        """What somebody had said on Monday was done by then, whatever day was told before."""
        said = self.times.get(self.said.get(claim.statement) or "")
        if time is None or said is None or said.start is None or time.basis is Basis.STATED:
            return time
        day = when_of(said, Basis.REPORT)
        if claim.modality not in TOLD or time.first < day.last:
            return time
        return replace(_vague(day.last), first=day.first - RECENT_HOURS)

    def stated_place(self, claim: Claim) -> Where | None:
        if claim.place is None:
            return None
        return self.where(self.places[claim.place], claim.place_span, Basis.STATED)

    def where(self, place: Place, words: Span | None, basis: Basis) -> Where:
        return where_of(place, self.places, words, basis)

    def stated_time(self, claim: Claim) -> When | None:
        if claim.time is None:
            return None
        time = self.times[claim.time]
        # "Now" is when the report was written, "after two days of fighting" just before, and an
        # hour without a day is one of the day that is told of.
        if time.start is None and time.value.startswith(HOUR_ONLY):
            return None
        new = time.value == NOW or (time.start is None and _SHORT.fullmatch(time.value))
        return self.recent if new else when_of(time, Basis.STATED)

    def carried_place(self, number: int, found: dict[str, Setting]) -> Where | None:
        claim = self.claims[number]
        stated = self.stated_time(claim)
        if not self.carries(claim) or (stated is not None and not self.fresh(stated)):
            # "Since the invasion began in February 2022" is set elsewhere.
            return None
        near = self.nearest_named(claim)
        for other in self.companions(number):
            place = self.stated_place(other)
            if place is not None and place.kind != PlaceKind.COUNTRY.value:
                return replace(self.narrower(place, other, near), basis=Basis.CARRIED)
        before = next(
            (
                (other, found[other.id].place)
                for other in self.before(number)
                if found[other.id].place is not None and self.carries(other)
            ),
            None,
        )
        # A place named since the last claim, and not in its own words, begins a new scene.
        stays = before is not None and (
            near is None
            or near[0].start < before[0].trigger.start
            or any(piece.covers(near[0]) for piece in before[0].evidence)
        )
        if stays and before is not None and before[1] is not None:
            return replace(before[1], basis=Basis.CARRIED)
        return None if near is None else self.where(near[1], near[0], Basis.CARRIED)

    def narrower(self, wide: Where, told: Claim, near: tuple[Span, Place] | None) -> Where:
        """The town named since for a wide place ("central Mali" in a headline), if it is there."""
        if near is None or near[0].start < told.trigger.start or wide.kind not in WIDE:
            return wide
        found = self.where(near[1], near[0], Basis.CARRIED)
        rough = wide.kind == "area" and bool({row.id for row in wide.within} & found.units)
        return found if found.kind not in WIDE and (rough or wide.id in found.units) else wide

    def carried_time(
        self, number: int, place: Where | None, found: dict[str, Setting]
    ) -> When | None:
        claim = self.claims[number]
        if claim.modality in UNTIMED:
            return None
        if self.carries(claim):
            for other in (*self.companions(number), *self.before(number)):
                time = self.stated_time(other)
                setting = found.get(other.id)
                same = setting is None or _same_scene(setting.place, place)
                if time is not None and self.fresh(time) and same and self.carries(other):
                    return replace(time, basis=Basis.CARRIED)
            told = self.told_when(number)
            if told is not None:
                return replace(told, basis=Basis.CARRIED)
        return self.recent

    def told_when(self, number: int) -> When | None:
        """The one day that a report gives for a happening, however long ago.

        A headline leaves it to the text; in the text it is the same happening in the same place.
        """
        claim = self.claims[number]
        headline = self.paragraph(claim.trigger) == 0
        times = [
            self.stated_time(other)
            for other in self.companions(number)
            if headline or (claim.place is not None and claim.place == other.place)
        ]
        placed = {time.first: time for time in times if time is not None and time.start is not None}
        return next(iter(placed.values())) if len(placed) == 1 else None

    def fresh(self, time: When) -> bool:
        """Whether a period is near enough to the report to be its news, not its background."""
        if time.start is None or self.recent is None:
            return time.start is not None
        return time.last > self.recent.first - FRESH_HOURS and time.first < self.recent.last

    def carries(self, claim: Claim) -> bool:
        families = self.tables.families_of(claim.type, claim.mode)
        told = claim.speech_of is None and claim.modality in TOLD
        return told and bool(CARRYING & set(families)) and not self.sums_up(claim)

    def sums_up(self, claim: Claim) -> bool:
        """Whether its number is that of a whole war or period, not of the strike told before."""
        return any(self.scopes[number] in SUMS for number in claim.quantities)

    def companions(self, number: int) -> Iterator[Claim]:
        """The claims that the record has put into one event with this one, the nearest first."""
        claim = self.claims[number]
        here = self.section(self.paragraph(claim.trigger))
        rows = [
            row
            for row in self.claims
            if row.event == claim.event
            and row.id != claim.id
            and self.section(self.paragraph(row.trigger)) in (here, 0)
        ]
        rows.sort(key=lambda row: abs(row.trigger.start - claim.trigger.start))
        return iter(rows)

    def before(self, number: int) -> Iterator[Claim]:
        """The claims before one that its setting can come from, the nearest first."""
        claim = self.claims[number]
        here = self.paragraph(claim.trigger)
        mine = set(self.tables.families_of(claim.type, claim.mode))
        for other in reversed(self.claims[:number]):
            there = self.paragraph(other.trigger)
            if here - there > REACH or self.section(there) != self.section(here):
                return
            if mine & set(self.tables.families_of(other.type, other.mode)):
                yield other

    def nearest_named(self, claim: Claim) -> tuple[Span, Place] | None:
        """The last scene named before the claim, in its paragraph or the one before."""
        here = self.paragraph(claim.trigger)
        before = [row for row in self.named if row[0].start < claim.trigger.start]
        if not before:
            return None
        span, place = before[-1]
        if len(before) > 1 and _set_in(before[-2], before[-1]):
            # "Sake, a town in North Kivu": the town is the scene.
            span, place = before[-2]
        gap = here - self.paragraph(span)
        if claim.mode == "intercept":
            # Where something was shot down is seldom where the last attack was.
            return (span, place) if not gap else None
        there = self.paragraph(span)
        near = gap <= 1 and self.section(there) == self.section(here)
        return (span, place) if near or there == 0 else None

    def section(self, paragraph: int) -> int:
        """How many headings stand until a paragraph, itself included: each begins a new scene."""
        return bisect_right(self.headings, paragraph)

    def paragraph(self, span: Span) -> int:
        return paragraph_at(self.paragraphs, span)


def _set_in(inner: tuple[Span, Place], outer: tuple[Span, Place]) -> bool:
    """Whether a place is only named to say where the one right before it lies."""
    units = {unit.gazetteer for unit in inner[1].within}
    close = outer[0].start - inner[0].end <= LONGEST_ASIDE
    return close and outer[1].gazetteer is not None and outer[1].gazetteer in units


def _same_scene(one: Where | None, other: Where | None) -> bool:
    if one is None or other is None or one.units & {other.id} or other.units & {one.id}:
        return True
    shared = {unit.id for unit in one.within if unit.kind != "country"} & other.units
    return "area" in (one.kind, other.kind) and bool(shared)


def where_of(place: Place, places: dict[str, Place], words: Span | None, basis: Basis) -> Where:
    """A place of a record as the ledger keeps it."""
    anchor = places.get(place.anchor) if place.anchor else None
    within = tuple(
        Unit(id=row.gazetteer, kind=row.kind.value, name=row.name)
        for row in place.within
        if row.gazetteer is not None
    )
    if anchor is not None and anchor.gazetteer is not None:
        own = Unit(id=anchor.gazetteer, kind=anchor.kind.value, name=anchor.name)
        within = tuple(dict.fromkeys((own, *within)))
    return Where(
        id=_place_id(place, within),
        name=place.name,
        kind=place.kind.value,
        within=within,
        country=place.country,
        contested=tuple(row.by for row in place.contested),
        lat=place.lat,
        lon=place.lon,
        precision=place.precision.value,
        relation=place.relation,
        basis=basis,
        words=words_of(words or place.mentions[0]),
    )


def _place_id(place: Place, within: Sequence[Unit]) -> str:
    if place.gazetteer is not None:
        return place.gazetteer
    name = " ".join((place.relation or place.name).casefold().split())
    return f"name:{name}@{within[0].id if within else 'unknown'}"


def when_of(time: Time, basis: Basis) -> When:
    """A time of a record as the ledger keeps it."""
    return When(
        start=time.start,
        end=time.end,
        precision=time.precision.value,
        first=FAR_PAST if time.start is None else hours(time.start),
        last=FAR_FUTURE if time.end is None else hours(time.end, up=True),
        basis=basis,
        words=words_of(time.mentions[0]),
    )


def recent_time(published: Published, received: int) -> When | None:
    """The period that undated news of a report is set in."""
    if published.start is not None and published.end is not None:
        first, last = hours(published.start), hours(published.end, up=True)
        if last - first > RECENT_HOURS * 15:
            return None
    else:
        last = received // 3600 + 1
        first = last
    return replace(_vague(last), first=first - RECENT_HOURS)


def _vague(last: int) -> When:
    """The time until an hour that no words tell."""
    return When(
        start=None,
        end=None,
        precision="vague",
        first=last - RECENT_HOURS,
        last=last,
        basis=Basis.REPORT,
        words=None,
    )
