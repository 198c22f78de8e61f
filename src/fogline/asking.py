"""What a person asks of a ledger, in words, as the query that it means.

The command line and the desk ask in the same words. Errors name the option as the command line has
it ("--as-of").
"""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fogline.errors import OptionError

if TYPE_CHECKING:
    from fogline.ledger.ledger import Ledger
    from fogline.ledger.query import Query

STANDINGS = ("claimed", "corroborated", "conceded", "disputed", "denied", "unanswered")


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A moment and filters, as a person writes them; None where nothing is asked."""

    as_of: str | None = None
    clock: str = "published"
    place: str | None = None
    from_: str | None = None
    to: str | None = None
    party: str | None = None
    holder: str | None = None
    publisher: str | None = None
    types: tuple[str, ...] = ()
    standing: str | None = None
    war_only: bool = False
    since: str | None = None


def query_of(asked: Question, ledger: Ledger, *, detail: bool = False) -> Query:
    """The options as a query. Raises OptionError for what cannot be understood.

    ``detail`` asks for events with relations, drifts and links.
    """
    from fogline.ledger.query import Clock, Query

    first = None if asked.from_ is None else _hour(asked.from_, "--from")
    last = None if asked.to is None else _hour(asked.to, "--to")
    if first is not None and last is not None and last <= first:
        raise OptionError("the period ends before it begins", where="--to", remedy="a later day")
    as_of = moment_of(asked.as_of, "--as-of")
    since = None if asked.since is None else moment_of(asked.since, "--since")
    if since is not None and since > as_of:
        raise OptionError("--since is after --as-of", where="--since", remedy="go back further")
    return Query(
        as_of=as_of,
        since=since,
        clock=Clock(asked.clock),
        first=first,
        last=last,
        units=None if asked.place is None else places_of(asked.place, ledger),
        party=None if asked.party is None else party_of(asked.party, ledger),
        holder=asked.holder,
        publisher=asked.publisher,
        types=_types(asked.types),
        detail=detail,
        standing=asked.standing,
        without=_no_war() if asked.war_only else frozenset(),
    )


def _no_war() -> frozenset[str]:
    """The types that are no part of a war."""
    from fogline.knowledge.ontology import load_ontology

    return frozenset(row.name for row in load_ontology().types if not row.war)


def moment_of(text: str | None, option: str) -> int:
    """A day (its end, UTC) or a moment, in seconds since 1970; now where nothing is given."""
    from datetime import date

    from fogline.corroborate.filing.moments import DATE_LENGTH, seconds

    if text is None:
        return int(time.time())
    try:
        found = seconds(text)
        if len(text) == DATE_LENGTH:
            date.fromisoformat(text)
            found += 24 * 3600
        # Within the years that a calendar has, whatever the offset.
        return min(max(found, seconds("0001-01-01")), seconds("9999-12-31T23:59:59"))
    except (ValueError, OverflowError):
        raise OptionError(
            f"{text!r} is neither a day nor a moment",
            where=option,
            remedy="write 2025-06-08 or 2025-06-08T12:00Z",
        ) from None


def _hour(text: str, option: str) -> int:
    from fogline.corroborate.filing.moments import hours

    try:
        return hours(text)
    except (ValueError, OverflowError):
        raise OptionError(f"{text!r} is no day", where=option, remedy="write 2025-06-08") from None


def _types(types: tuple[str, ...]) -> tuple[str, ...] | None:
    if not types:
        return None
    from fogline.knowledge.ontology import load_ontology

    ontology = load_ontology()
    known = {row.name: {mode.name for mode in row.modes} for row in ontology.types}
    found = []
    for text in types:
        name, _, mode = text.partition("/")
        name = name.upper()
        if name not in known:
            raise OptionError(
                f"there is no type {text!r}", where="--type", remedy=f"one of {', '.join(known)}"
            )
        if mode and mode not in known[name]:
            remedy = f"one of {', '.join(sorted(known[name]))}"
            raise OptionError(f"{name} has no mode {mode!r}", where="--type", remedy=remedy)
        found.append(f"{name}/{mode}" if mode else name)
    return tuple(found)


def party_of(text: str, ledger: Ledger) -> str:
    """A side by its code or name: "Russia" is RU."""
    tables = ledger.filing.tables
    if text.upper() in tables.states:
        return text.upper()
    for sense in tables.senses(text):
        if sense.entry.key.startswith("state:"):
            return sense.entry.key.removeprefix("state:")
        if sense.entry.key.startswith("group:"):
            return sense.entry.name
    return text


def places_of(text: str, ledger: Ledger) -> frozenset[str]:
    """The ids of the places that a name (or an id) means. Raises OptionError for an unknown one.

    All places of that name: what lies in one of them is told apart by the place that each event
    shows. An id ("geonames:706483") means just one.
    """
    if ":" in text:
        return frozenset((text,))
    from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer

    with ledger.store.view() as view:
        named = view.units(f"name:{' '.join(text.casefold().split())}@")
    entries = open_gazetteer(gazetteer_path(os.environ)).lookup(text)
    if not entries and not named:
        raise OptionError(
            f"no place called {text!r}", where="--place", remedy="try `fogline gazetteer lookup`"
        )
    return frozenset((*named, *(entry.id for entry in entries)))


def judged_value(field: str, value: str) -> str:
    """A corrected value as a judgement keeps it: JSON, with a place looked up in the gazetteer.

    Raises OptionError where the gazetteer has no such place.
    """
    import json

    if field != "place":
        return json.dumps(value)
    from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer

    table = open_gazetteer(gazetteer_path(os.environ))
    entry = table.entry(value) if ":" in value else next(iter(table.lookup(value)), None)
    if entry is None:
        raise OptionError(
            f"no place {value!r}", where="--value", remedy="try `fogline gazetteer lookup`"
        )
    units = [table.entry(unit) for unit in (entry.adm2, entry.adm1) if unit]
    within = [{"id": u.id, "kind": u.kind.value, "name": u.name} for u in units if u]
    place = {
        "id": entry.id, "name": entry.name, "kind": entry.kind.value, "within": within,
        "country": entry.country, "lat": entry.lat, "lon": entry.lon,
        "precision": entry.precision.value,
    }  # fmt: skip
    return json.dumps(place, ensure_ascii=False, sort_keys=True)
