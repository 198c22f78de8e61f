"""Events put together: grouped claims with origins, states, relations and standing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from fogline.corroborate.events.commitments import find_commitments
from fogline.corroborate.events.lineage import (
    Lineage,
    Traced,
    find_repeaters,
    number_origins,
    origin_of,
)
from fogline.corroborate.events.naming import leading, title_of
from fogline.corroborate.events.relations import find_drifts, find_relations
from fogline.corroborate.events.silences import find_silences
from fogline.corroborate.events.standing import Case, standing_of
from fogline.corroborate.events.states import find_superseded
from fogline.corroborate.filing.moments import iso_hour
from fogline.knowledge.actors.outlets import Outlets
from fogline.knowledge.grouping import GroupingTables
from fogline.records.event import Event, EventClaim, State, Toll
from fogline.records.ledger import Basis, LedgerClaim, LedgerReport, Link, Says, When, Where

# Claims that belong to the event of the claim that they are about.
ATTACHED = frozenset(("SILENCE", "EVIDENCE", "ACCUSE"))
# Acts of speech: that they were spoken is a fact whatever their content is.
SPOKEN = frozenset(("REQUEST", "REJECT", "ACCUSE", "THREATEN", "SILENCE", "COMMITMENT"))
# Told beside an event's claims: they say nothing of whether it is so.
BESIDE = frozenset(("SILENCE", "ACCUSE"))
TOLLS = frozenset(
    ("killed", "wounded", "captured", "missing", "trapped", "displaced", "bodies", "prisoners")
)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What is known as of a moment: claims by key, their reports by id, lineage, and the tables.

    ``as_of`` is in seconds since 1970. ``codes`` are the claims' codes by type and mode.
    """

    as_of: int
    claims: Mapping[str, LedgerClaim]
    reports: Mapping[str, LedgerReport]
    lineage: Lineage
    outlets: Outlets
    grouping: GroupingTables
    codes: Mapping[tuple[str, str | None], Mapping[str, object]] = field(default_factory=dict)
    detail: bool = True

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Each claim's place in the order of knowing.

        Reports known at one moment stand in the order of their outlets, and the claims of one in
        the order of its record: nothing that depends on who is named.
        """

        def place(key: str) -> tuple[int, str, str, int, str]:
            claim = self.claims[key]
            report = self.reports[claim.report]
            outlet = report.publisher or ""
            return report.known, outlet, report.url or "", int(claim.claim[1:]), key

        return {key: number for number, key in enumerate(sorted(self.claims, key=place))}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The names of states by their codes; a group's code is its name."""
        return {code: row.name.removeprefix("the ") for code, row in self.outlets.states.items()}

    @cached_property
    def of_report(self) -> Mapping[str, Sequence[LedgerClaim]]:
        """The claims by report, in text order."""
        found: dict[str, list[LedgerClaim]] = {}
        for claim in sorted(self.claims.values(), key=lambda row: (row.trigger.start, row.key)):
            found.setdefault(claim.report, []).append(claim)
        return found

    def moment(self, key: str) -> int:
        """From when on a claim is known."""
        return self.reports[self.claims[key].report].known


def attach(
    groups: Iterable[Sequence[str]], known: Known, ties: Iterable[Link] = ()
) -> list[list[str]]:
    """The groups with silences, evidence and accusations put to the claims they are about.

    ``ties`` are the links that put a silence or rejection to a claim of another report.

    What is only thought of (conditions, hypotheses, what somebody is silent about) makes no event.
    """
    home: dict[str, int] = {}
    found: list[list[str]] = []
    loose: list[list[str]] = []
    tied = _tied(ties, known)
    for group in groups:
        told = [key for key in group if _makes_events(known.claims[key])]
        main = [key for key in told if known.claims[key].type not in ATTACHED and key not in tied]
        if not main:
            loose += [told] if told else []
            continue
        loose += [[key] for key in told if key not in main]
        home.update(dict.fromkeys(main, len(found)))
        found.append(main)
    for group in loose:
        left: list[str] = []
        for key in group:
            homes = _homes(known.claims[key], home, known)
            homes = homes or sorted({home[deed] for deed in tied.get(key, ()) if deed in home})
            for number in homes:
                found[number].append(key)
            if not homes:
                left.append(key)
        if left:
            found.append(left)
    return found


def _tied(ties: Iterable[Link], known: Known) -> dict[str, list[str]]:
    """The claims that each silence or rejection is tied to, by its key."""
    found: dict[str, list[str]] = {}
    for link in ties:
        for loose, deed in ((link.one, link.other), (link.other, link.one)):
            if known.claims[loose].topics:
                found.setdefault(loose, []).append(deed)
    return found


def _homes(claim: LedgerClaim, home: Mapping[str, int], known: Known) -> list[int]:
    """The events that a silence, evidence or accusation is about.

    Who has not commented "on the claim" has not on anything that the same side had announced.
    """
    about = known.claims.get(claim.about or "")
    if about is None or about.key not in home:
        return []
    if claim.type != "SILENCE":
        return [home[about.key]]
    told = announcement(claim, about, known.of_report.get(claim.report, ()), known.grouping)
    return sorted({home[other.key] for other in told if other.key in home})


def announcement(
    silence: LedgerClaim,
    about: LedgerClaim,
    claims: Iterable[LedgerClaim],
    grouping: GroupingTables,
) -> list[LedgerClaim]:
    """What a silence about one claim leaves open: all that its side had announced until there.

    ``claims`` are those of the report. Of the same family of deeds, told before the silence.
    """
    if about.holder.party is None:
        return [about]
    families = set(grouping.families_of(about.type, about.mode))
    return [about] + [
        other
        for other in claims
        if other.holder.party == about.holder.party
        and other.trigger.start < silence.trigger.start
        and families & set(grouping.families_of(other.type, other.mode))
    ]


def _makes_events(claim: LedgerClaim) -> bool:
    if claim.speech is not None or claim.type in SPOKEN:
        return True
    return claim.modality not in ("conditional", "hypothetical")


def assemble(group: Sequence[str], links: Sequence[Link], known: Known) -> Event:
    """One event from the keys of its claims and the links among them.

    Relations, drifts and links are left out where ``known`` says that nobody asks for them.
    """
    rows = sorted(
        (_rejecting(known.claims[key], len(group)) for key in group),
        key=lambda claim: known.order[claim.key],
    )
    main = [row for row in rows if row.type not in BESIDE] or rows
    leads = {row.key for row in main}
    traced = {row.key: origin_of(row, known.lineage, known.outlets) for row in main}
    origins, numbers = number_origins(main, traced)
    claims, superseded = _standing_claims(main, traced, numbers, known)
    beside = [(row, known.reports[row.report]) for row in rows if row.key not in leads]
    told = [(row, known.reports[row.report]) for row in rows]
    silent = [row for row in told if row[0].type == "SILENCE"]
    blames = [row for row in beside if row[0].type == "ACCUSE"]
    numbered = {origin.id: origin for origin in origins}
    silences = find_silences(silent, claims, known.claims)
    lead = leading(claims)
    case = Case(claims, numbered, silences, known.grouping, lead)
    place = _place(claims)
    return Event(
        id=rows[0].event_key if rows[0].key in leads else main[0].event_key,
        type=lead.type,
        mode=lead.mode,
        title=title_of(lead, place),
        as_of=known.as_of,
        standing=standing_of(case),
        place=place,
        time=_time(claims),
        sides=tuple(sorted(case.concerned())),
        claims=claims,
        origins=origins,
        relations=find_relations(claims, numbered, superseded) if known.detail else (),
        drifts=find_drifts(claims, numbers, superseded) if known.detail else (),
        silences=silences,
        commitments=find_commitments(claims, blames, known.as_of, known.names),
        tolls=_tolls(claims),
        links=tuple(links),
        codes=known.codes.get((lead.type, lead.mode), {}),
    )


def _rejecting(claim: LedgerClaim, size: int) -> LedgerClaim:
    """A rejection put to what it is about is the denial of whoever rejects.

    "Kyiv rejects the account", in an outlet's words, is Kyiv's denial.
    """
    if claim.type != "REJECT" or not claim.topics or size == 1:
        return claim
    holder = claim.actors[0] if claim.actors else claim.holder
    return replace(claim, says=Says.DENIES, holder=holder, parent=claim.holder)


def _standing_claims(
    rows: Sequence[LedgerClaim],
    traced: Mapping[str, Traced],
    numbers: Mapping[str, str],
    known: Known,
) -> tuple[tuple[EventClaim, ...], dict[str, str]]:
    """The claims in the order of knowing with origin and state, and what has been superseded."""
    moments = {row.key: known.moment(row.key) for row in rows}
    superseded = find_superseded(
        rows,
        {row.key: traced[row.key].key for row in rows},
        moments,
        {row.key: known.lineage.passage(row) for row in rows},
    )
    repeaters = find_repeaters(rows, traced)
    found = tuple(
        EventClaim(
            claim=row,
            report=known.reports[row.report],
            at=moments[row.key],
            origin=numbers[row.key],
            repeater=row.key in repeaters,
            state=State.SUPERSEDED if row.key in superseded else State.CURRENT,
            superseded_by=superseded.get(row.key),
        )
        for row in rows
    )
    return found, superseded


def _place(claims: Sequence[EventClaim]) -> Where | None:
    """The place that most claims name; of equals the one stated, then the narrowest."""
    rows = [row.claim.place for row in claims if row.claim.place is not None]
    if not rows:
        return None
    counts = Counter(place.id for place in rows)
    stated = {place.id for place in rows if place.basis is not Basis.CARRIED}

    def rank(place: Where) -> tuple[int, int, int, int, str]:
        country = int(place.kind != "country")
        return country, counts[place.id], int(place.id in stated), len(place.within), place.id

    return max(rows, key=rank)


def _time(claims: Sequence[EventClaim]) -> When | None:
    """The narrowest period that the claims give; the days before the reports where none does."""
    rows = [row.claim.time for row in claims if row.claim.time is not None]
    placed = [time for time in rows if time.start is not None and time.end is not None]
    if placed:
        return min(placed, key=lambda time: (time.last - time.first, time.first))
    recent = [time for time in rows if time.basis is Basis.REPORT]
    if not recent:
        return None
    first, last = max(time.first for time in recent), min(time.last for time in recent)
    if first >= last:
        first, last = recent[0].first, recent[0].last
    return When(
        start=iso_hour(first),
        end=iso_hour(last),
        precision="vague",
        first=first,
        last=last,
        basis=Basis.REPORT,
        words=None,
    )


def _tolls(claims: Sequence[EventClaim]) -> tuple[Toll, ...]:
    """Each number of people or bodies once for each claim that gives it."""
    found: dict[tuple[object, ...], Toll] = {}
    for row in claims:
        for count in row.claim.counts:
            if count.kind in TOLLS:
                same = (row.report.id, count.words.start, count.kind, row.origin)
                found.setdefault(
                    same,
                    Toll(
                        kind=count.kind,
                        who=count.who,
                        low=count.low,
                        high=count.high,
                        exact=count.exact,
                        part=count.part,
                        scope=count.scope,
                        claim=row,
                        state=row.state,
                    ),
                )
    return tuple(found.values())
