"""Made-up reports for the ledger's benchmarks: whole records, without any parsing.

    python benchmarks/generated.py [--reports 5] [--seed 1]

Prints the texts of a few. Happenings of a year in some two dozen conflicts, at real places of the
gazetteer (thirty towns of a conflict with the units that contain them), are told by agencies and
outlets in sentences with slots (``generated_words.py``): each by several reports, with tolls that
differ, denials, silences, promises with their periods, and wire stories that others copy word for
word, some without the last paragraph. One report in a hundred is followed by a corrected version
at the same address. Every span is the text's; the same seed makes the same reports, in the order
of their publication.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache

from fogline.knowledge.actors import ActorEntry, load_actor_tables
from fogline.knowledge.gazetteer.entries import GazetteerEntry
from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer
from fogline.knowledge.gazetteer.schema import KIND_NUMBER, id_of
from fogline.knowledge.ontology import load_ontology
from fogline.records.actor import ActorKind
from fogline.records.place import Place, PlaceKind, PlacePrecision, Within
from fogline.records.record import Record
from fogline.records.report import Metadata, Received
from generated_asides import aside
from generated_plan import Happening, Known, Piece, Plan
from generated_render import render
from generated_words import (
    AGENCIES,
    BACKGROUNDS,
    CONFLICTS,
    KINDS,
    MOVES,
    NUMBERED,
    OUTLETS,
    SENTENCES,
    STRIKES,
    TARGETS,
    Conflict,
    Sentence,
)

FIRST_DAY = date(2024, 7, 1)
DAYS = 365
TOWNS = 30
# Tellings of a happening, and happenings of a report, on average.
TOLD = 4.0
PER_REPORT = 3.2
# How many days before its report something lies that only this report tells of.
BEFORE = (0, 1, 2, 4, 7, 12, 20, 33, 60, 120, 240)
_GIVEN_NAMES = ("Adel", "Boris", "Chen", "Dina", "Emeka", "Farah", "Goran", "Hana", "Ivan", "Jonas")
_SURNAMES = ("Alder", "Brook", "Cedar", "Dale", "Elm", "Fielding", "Grove", "Heath", "Lake", "Moor")


@dataclass(frozen=True, slots=True)
class Report:
    """One report as a ledger takes it in; ``received_at`` is in seconds since 1970."""

    received: Received
    record: Record
    received_at: int


def make_reports(number: int, seed: int = 1, *, short: bool = False) -> Iterator[Report]:
    """So many reports, in the order of their publication; ``short`` ones tell of one happening."""
    maker = _Maker(number, seed, short=short)
    made = 0
    while True:
        for report in maker.day():
            if made == number:
                return
            made += 1
            yield report


class _Maker:
    """Makes up what happens on each day, and who tells of it."""

    def __init__(self, number: int, seed: int, *, short: bool) -> None:
        self.short = short
        self.chance = random.Random(seed)
        self.today = FIRST_DAY
        self.per_day = max(1.0, number / DAYS)
        self.recent: dict[int, list[Happening]] = {}
        self.count = 0
        self.shares = [conflict.share for conflict in CONFLICTS]

    def day(self) -> list[Report]:
        """The reports of the next day."""
        happened = round(self.per_day * PER_REPORT / TOLD)
        for _ in range(max(1, happened)):
            number = self.chance.choices(range(len(CONFLICTS)), self.shares)[0]
            self.recent.setdefault(number, []).append(self.happening(CONFLICTS[number]))
        made: list[Report] = []
        while len(made) < self.per_day:
            made += self.flash() if self.short else self.story()
        made.sort(key=lambda row: (row.received_at, row.record.report.id))
        self.today += timedelta(days=1)
        for number, rows in self.recent.items():
            self.recent[number] = [row for row in rows if (self.today - row.day).days <= 3]
        return made

    def happening(self, conflict: Conflict) -> Happening:
        chance = self.chance
        self.count += 1
        kind = chance.choices(list(KINDS), list(KINDS.values()))[0]
        type_, mode, deed = "", None, ""
        if kind == "strike":
            mode = chance.choice(list(STRIKES))
            deed = chance.choice(STRIKES[mode])
        elif kind == "ground":
            mode = chance.choice(list(MOVES))
            deed = chance.choice(MOVES[mode])
        elif kind == "any":
            each = chance.choice(load_ontology().types)
            type_ = each.name
            mode = chance.choice([row.name for row in each.modes] or [None])
            deed = f"{type_.lower()} {(mode or '').replace('-', ' ').lower()}".strip()
        place = chance.choice(_towns(conflict.grounds))
        sides = [_entry(conflict.one), _entry(conflict.other)]
        if chance.random() < 0.4:
            sides.reverse()
        killed = min(400, int(chance.expovariate(1 / 9)) + 1)
        return Happening(
            number=self.count,
            kind=kind,
            type=type_,
            mode=mode,
            deed=deed,
            place=place,
            region=_region(place),
            day=self.today - timedelta(days=chance.choice((0, 0, 0, 1))),
            doer=sides[0],
            other=sides[1],
            target=chance.choice(TARGETS),
            n=killed,
            m=killed + chance.randint(1, 40),
            due=self.today + timedelta(days=chance.randint(3, 20)),
        )

    def story(self) -> list[Report]:
        """One report, or a wire story with the copies that others print."""
        chance = self.chance
        number = chance.choices(range(len(CONFLICTS)), self.shares)[0]
        known = self.recent.get(number, [])
        if not known:
            return []
        size = min(len(known), chance.choice((1, 2, 3, 3, 4)))
        told = chance.sample(known, size)
        # What nobody else tells: a third of a report, from the days and weeks before it.
        alone = [self.happening(CONFLICTS[number]) for _ in range(chance.choice((0, 1, 2, 2)))]
        told += [replace(row, day=row.day - timedelta(days=chance.choice(BEFORE))) for row in alone]
        wire = chance.random() < 0.3
        outlet = chance.choice(AGENCIES if wire else OUTLETS)
        plan = self.plan(told, outlet, CONFLICTS[number])
        minute = chance.randint(6 * 60, 22 * 60)
        made = [self.report(plan, outlet, None, minute)]
        if wire:
            for copier in chance.sample(OUTLETS, chance.choice((0, 1, 1, 2, 4))):
                cut = chance.random() < 0.4 and len(plan.paragraphs) > 3
                kept = Plan(plan.headline, plan.paragraphs[:-1] if cut else plan.paragraphs)
                made.append(self.report(kept, copier, outlet, minute + chance.randint(5, 110)))
        elif chance.random() < 0.014:
            mended = Plan(plan.headline, (*plan.paragraphs[:-1], self.asides(told[0], 2)))
            made.append(self.report(mended, outlet, None, minute + 60))
        return made

    def flash(self) -> list[Report]:
        """A report of a headline and a sentence, as agencies send them while things happen."""
        chance = self.chance
        number = chance.choices(range(len(CONFLICTS)), self.shares)[0]
        if not self.recent.get(number):
            return []
        one = chance.choice(self.recent[number])
        told = self.piece(chance.choice(SENTENCES[one.kind]), one)
        plan = Plan(self.piece(_narrated(one), one), ((told, *self.asides(one, 1)),))
        return [self.report(plan, chance.choice(OUTLETS), None, chance.randint(6 * 60, 22 * 60))]

    def plan(self, told: Sequence[Happening], outlet: str, conflict: Conflict) -> Plan:
        chance = self.chance
        paragraphs: list[tuple[Piece, ...]] = []
        head = self.piece(_narrated(told[0]), told[0])
        for number, one in enumerate(told):
            rows = [row for row in SENTENCES[one.kind] if row.holder != "narrator" or number]
            wanted = chance.choice((1, 2, 2, 3)) + (2 if number == 0 else 0)
            # A denial or silence comes after the claim that it is about.
            picked = sorted(chance.sample(range(len(rows)), min(wanted, len(rows))))
            pieces = [self.piece(rows[index], one) for index in picked]
            while pieces:
                some = pieces[: chance.choice((1, 2))]
                del pieces[: len(some)]
                paragraphs.append((*some, *self.asides(one, chance.choice((1, 1, 2)))))
        if chance.random() < 0.3:
            paragraphs.append((_background(outlet, conflict),))
        return Plan(head, tuple(paragraphs))

    def asides(self, one: Happening, number: int) -> tuple[Piece, ...]:
        towns = _towns((one.place.country or "",))
        return tuple(
            Piece(None, None, {"": aside(self.chance, self.chance.choice(towns).name)})
            for _ in range(number)
        )

    def piece(self, sentence: Sentence, one: Happening) -> Piece:
        """A sentence about a happening, with the words for its slots."""
        chance = self.chance
        killed, hurt = one.n, one.m
        late = (self.today - one.day).days
        if chance.random() < 0.3:
            killed = max(1, killed + chance.choice((-2, -1, 1, 2, 5)) + late)
        form = chance.choice(NUMBERED) if chance.random() < 0.35 else "{n}"
        day = f"on {one.day.day} {one.day:%B}"
        words = {
            "n": form.format(n=killed),
            "m": str(hurt),
            "deed": one.deed,
            "target": one.target,
            "place": one.place.name,
            "region": one.region.name,
            "time": day if chance.random() < 0.75 else "that day",
            "due": f"by {one.due.day} {one.due:%B}",
        }
        return Piece(sentence, one, words, self.holder(sentence.holder, one))

    def holder(self, role: str, one: Happening) -> ActorEntry | None:
        chance = self.chance
        if role in ("doer", "other"):
            side = one.doer if role == "doer" else one.other
            if not side.key.startswith("state:"):
                return side
            body = chance.choice(("", "military", "defence-ministry", "government"))
            tables = load_actor_tables()
            return tables.body(side.country or "", body) if body else side
        if role == "official":
            return _official(one) if chance.random() < 0.6 else _governor(one)
        if role == "witness":
            name = chance.choice(("residents", "witnesses", "doctors", "a shopkeeper"))
            return ActorEntry(f"w:{name}", name, ActorKind.UNNAMED, one.place.country, name)
        if role in ("assessor", "world"):
            return chance.choice(_bodies(role))
        return None

    def report(self, plan: Plan, outlet: str, via: str | None, minute: int) -> Report:
        moment = datetime(
            self.today.year, self.today.month, self.today.day, tzinfo=UTC
        ) + timedelta(minutes=minute)
        record = render(
            plan,
            Known(
                publisher=outlet,
                via=via,
                moment=moment,
                exact=self.chance.random() < 0.4,
                address=self.chance.random() < 0.8,
            ),
        )
        received = Received(
            name=f"{record.report.id[:12]}.txt",
            data=record.report.text.encode(),
            given=Metadata(published=record.report.published.start, publisher=outlet),
            sidecar=Metadata(),
        )
        return Report(received, record, int(moment.timestamp()) + self.chance.randint(60, 7200))


def _narrated(one: Happening) -> Sentence:
    rows = SENTENCES[one.kind]
    return next((row for row in rows if row.holder == "narrator"), rows[0])


@cache
def _background(outlet: str, conflict: Conflict) -> Piece:
    """What an outlet puts below its reports on a conflict."""
    names = {"one": _entry(conflict.one).name, "other": _entry(conflict.other).name}
    chance = random.Random(f"{outlet} {conflict}")
    told = [row.format(**names) for row in chance.sample(BACKGROUNDS, 2)]
    # In words of its own: no two outlets have the same paragraph there.
    told += [aside(chance, chance.choice(_towns(conflict.grounds)).name) for _ in range(2)]
    return Piece(None, None, {"": " ".join(told)})


@cache
def _entry(side: str) -> ActorEntry:
    return load_actor_tables().entry(side if ":" in side else f"state:{side}")


@cache
def _bodies(role: str) -> tuple[ActorEntry, ...]:
    tables = load_actor_tables()
    if role == "assessor":
        return tuple(row for row in tables.entries.values() if row.role == "assessor")[:12]
    return tuple(tables.entries[f"org:{name}"] for name in ("un", "ocha", "unhcr", "unicef", "who"))


def _official(one: Happening) -> ActorEntry:
    code = one.place.country or ""
    return ActorEntry(
        f"o:{code}", "officials", ActorKind.UNNAMED, code, "officials", f"state:{code}"
    )


def _governor(one: Happening) -> ActorEntry:
    code, told = one.place.country or "", hashlib.sha256(one.region.name.encode()).digest()
    name = f"{_GIVEN_NAMES[told[0] % 10]} {_SURNAMES[told[1] % 10]}"
    return ActorEntry(f"p:{name}", name, ActorKind.PERSON, code, "governor", f"state:{code}")


@cache
def _towns(grounds: tuple[str, ...]) -> tuple[Place, ...]:
    """The largest towns of a ground, as a report's places without number or mention."""
    path = gazetteer_path(os.environ)
    gazetteer = open_gazetteer(path)
    query = "SELECT key FROM place WHERE country = ? AND kind = ? ORDER BY population DESC, key"
    found: list[Place] = []
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as connection:
        for code in grounds:
            kind = KIND_NUMBER[PlaceKind.SETTLEMENT]
            rows = connection.execute(f"{query} LIMIT ?", (code, kind, TOWNS // len(grounds)))
            country = gazetteer.country(code)
            for (key,) in rows.fetchall():
                entry = gazetteer.entry(id_of(key))
                assert entry is not None
                units = [gazetteer.entry(unit) for unit in (entry.adm2, entry.adm1) if unit]
                within = tuple(
                    Within(kind=unit.kind, name=unit.name, gazetteer=unit.id)
                    for unit in (*units, country)
                    if unit is not None
                )
                found.append(_place(entry, code, within, entry.precision))
    return tuple(found)


@cache
def _unit(id: str, code: str, within: tuple[Within, ...]) -> Place:  # noqa: A002
    entry = open_gazetteer(gazetteer_path(os.environ)).entry(id)
    assert entry is not None
    return _place(entry, code, within, PlacePrecision.ADM1)


def _place(
    entry: GazetteerEntry, code: str, within: tuple[Within, ...], precision: PlacePrecision
) -> Place:
    """An entry of the gazetteer as a report's place, without number or mention."""
    return Place(
        id="",
        name=entry.name,
        gazetteer=entry.id,
        kind=entry.kind,
        within=within,
        country=code,
        contested=(),
        lat=entry.lat,
        lon=entry.lon,
        precision=precision,
        relation=None,
        anchor=None,
        reason="made up",
        candidates=(),
        mentions=(),
    )


def _region(place: Place) -> Place:
    """The first-level unit that a town lies in; the town itself where there is none."""
    unit = next((row for row in place.within if row.kind is PlaceKind.ADM1), None)
    if unit is None or unit.gazetteer is None:
        return place
    return _unit(unit.gazetteer, place.country or "", place.within[-1:])


def main() -> None:
    """Print a few reports."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--reports", type=int, default=5)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    for one in make_reports(given.reports, given.seed):
        report = one.record.report
        print(f"{report.publisher}, {report.published.start}, {len(one.record.claims)} claims")
        print(report.text)


if __name__ == "__main__":
    main()
