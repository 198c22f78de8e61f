"""Everything that a view can be asked, so that two of them can be compared."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from fogline.store.base import Block, Selection, View

_WORDS = ("zorya", "troops entered", "says", "a")


def answers(view: View, *, scores: bool = True) -> dict[str, Any]:
    """What the view says to every method, about all that is in it.

    With ``scores=False`` without those of a search, which each store gives in its own way.
    """
    claims = view.claims(Selection())
    reports = view.reports()
    names = sorted({row.id for row in reports})
    told: dict[str, Any] = {"reports": reports, "claims": claims}
    told["mark"] = [(name, count) for name, count in asdict(view.mark()).items() if count]
    told["links"] = view.links()
    told["weak links"] = [*view.weakest(2), *view.weakest(10**6), *_by_rules(view)]
    told["copies"] = view.copies()
    told["judgements"] = view.judgements()
    told["records"] = [view.record(row.id, row.reading) for row in reports]
    told["received"] = [view.received(name) for name in names]
    told["one report"] = [
        (view.reports([name]), view.copies([name]), view.copies_of([(name, 1)])) for name in names
    ]
    told["stories"] = [view.stories([row.story]) for row in reports if row.story is not None]
    told["its links"] = [view.links([row.key]) for row in claims]
    told["searches"] = [row for words in _WORDS for row in _hits(view, words, scores)]
    told["selections"] = [row for each in _selections(claims) for row in view.claims(each)]
    told["near"] = [
        row
        for key in sorted({f"{row.type}@{unit}" for row in claims for unit in _units(row)})
        for row in view.near([Block(key=key, first=-(10**9), last=10**9)])
    ]
    unnoted = view.unnoted()
    told["stamp"], told["bundles"] = view.stamp(), view.bundles()
    told["not noted"] = [*unnoted.readings, *unnoted.judgements, *(claims if unnoted.first else ())]
    keys = [row.key for row in claims]
    told["homes"], told["unmade"] = dict(view.homes(keys)), sorted(view.unmade(10**6))
    told["in each"] = dict(view.bundled(set(view.homes(keys).values())))
    told["in none"], told["some"] = sorted(view.unbundled(10**6)), len(view.unbundled(2))
    told["beside"] = [other for key in keys for other in sorted(view.beside([key]))]
    told["ties"] = view.ties(keys)
    return told


def _by_rules(view: View) -> tuple[Any, ...]:
    return view.weakest(10**6, rules={link.rule for link in view.links()})


def _units(claim: Any) -> frozenset[str]:
    return frozenset() if claim.place is None else claim.place.units


def _selections(claims: tuple[Any, ...]) -> list[Selection]:
    found = [Selection(keys=[row.key]) for row in claims]
    found += [Selection(reports=[name]) for name in sorted({row.report for row in claims})]
    found += [Selection(types=[name]) for name in sorted({row.type for row in claims})]
    units = sorted({unit for row in claims for unit in _units(row)})
    found += [Selection(units=[unit]) for unit in units]
    periods = sorted({(row.time.first, row.time.last) for row in claims if row.time is not None})
    for first, last in periods:
        found += [Selection(first=first, last=last), Selection(first=last), Selection(last=first)]
        found += [Selection(first=first, last=last, units=units[:2])]
    found += [Selection(box=(48.0, 36.0, 49.0, 37.0)), Selection(box=(-90, -180, 90, 180))]
    return found


def _hits(view: View, words: str, scores: bool) -> list[Any]:
    hits = view.search(words, 1000)
    if scores:
        return list(hits)
    return sorted((row.report, row.number, row.start, row.end, row.text) for row in hits)
