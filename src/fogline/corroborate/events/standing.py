"""Standing: what an event's current claims add up to, by named rules (design, section 5).

Each rule looks at the whole event and returns what it found, with the claims, the sides and the
origins that make it so. An event can have several standings at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from fogline.corroborate.grouping.features import counts_agree
from fogline.corroborate.grouping.profile import parties_of
from fogline.corroborate.grouping.sides import against, same_people
from fogline.knowledge.grouping import GroupingTables
from fogline.records.event import EventClaim, Is, Origin, Silence, Standing, State
from fogline.records.ledger import Count, LedgerClaim, Role, Says

# Modalities in which a deed is told as done; what is only planned cannot be conceded.
TOLD = frozenset(("actual", "ongoing", "habitual", "possible"))
# Modes that change who has the ground, and the types that can say that it has changed hands.
TAKING = frozenset(("capture", "encircle", "hold"))
GROUND = frozenset(("ADVANCE", "RETREAT", "CONTROL"))
# A denial in general ("we do not target civilians") is no denial of one strike.
# What may be, or is so at times, is no admission that it is.
DONE = frozenset(("actual", "ongoing"))
SPECIFIC = TOLD - {"habitual"}
ORDER = {is_: number for number, is_ in enumerate(Is)}


@dataclass(frozen=True, slots=True)
class Case:
    """An event's claims as the rules of standing see them."""

    claims: tuple[EventClaim, ...]
    origins: dict[str, Origin]
    silences: tuple[Silence, ...]
    tables: GroupingTables
    lead: LedgerClaim
    told: dict[str, frozenset[str]] = field(default_factory=dict)

    def against(self, claim: LedgerClaim) -> frozenset[str]:
        """Whom a claim tells against, worked out once."""
        found = self.told.get(claim.key)
        if found is None:
            found = self.told[claim.key] = against(claim, self.tables)
        return found

    def concerned(self) -> frozenset[str]:
        """Every party that has a part in the event, or that it tells against."""
        found: set[str] = set()
        for row in self.claims:
            found |= parties_of(row.claim.actors) | parties_of(row.claim.recipients)
            found |= self.against(row.claim)
        return frozenset(found)

    def on_the_matter(self, row: EventClaim) -> bool:
        """Whether a claim, if it holds, makes the event's own deed so.

        A doctor who counts the dead of a town does not say who holds it.
        """
        if self.lead.type == "ADVANCE" and self.lead.mode in TAKING:
            return row.claim.type in GROUND
        if self.lead.type == "EXCHANGE":
            return row.claim.type == "EXCHANGE"
        return True

    def saying(self, *says: Says) -> tuple[EventClaim, ...]:
        """The current claims that say so, without those of repeaters."""
        return tuple(
            row
            for row in self.claims
            if row.claim.says in says
            and row.state is State.CURRENT
            and not row.repeater
            and row.claim.type != "SILENCE"
        )

    def firmly(self) -> tuple[EventClaim, ...]:
        """Who says that it is so, not that it may be."""
        rows = self.saying(Says.AFFIRMS)
        return tuple(
            row
            for row in rows
            if row.claim.modality != "possible"
            and row.claim.stance != "predicts"
            and self.on_the_matter(row)
            and not _blames(row, self)
        )

    def affirmed(self) -> tuple[EventClaim, ...]:
        """Who says that it is so, outlets that repeat others included where nobody else does."""
        found = self.saying(Says.AFFIRMS)
        if found:
            return found
        return tuple(
            row
            for row in self.claims
            if row.claim.says is Says.AFFIRMS
            and row.state is State.CURRENT
            and row.claim.type != "SILENCE"
        )

    def groups(self, rows: Sequence[EventClaim]) -> dict[str, list[EventClaim]]:
        """The claims by independent group; bodies of unknown side are left out."""
        found: dict[str, list[EventClaim]] = {}
        for row in rows:
            group = self.origins[row.origin].group
            if group is not None:
                found.setdefault(group, []).append(row)
        return found

    def told_against(self, rows: Sequence[EventClaim]) -> frozenset[str]:
        """The parties that these claims tell against."""
        found: set[str] = set()
        for row in rows:
            found |= self.against(row.claim)
        return frozenset(found)


Rule = Callable[[Case], Iterator[Standing]]


def standing_of(case: Case) -> tuple[Standing, ...]:
    """All standings of an event, the most telling first; empty only for an event without claims."""
    found = [row for rule in RULES for row in rule(case)]
    found.sort(key=lambda row: (ORDER[row.is_], row.rule))
    return tuple(found)


def _standing(
    case: Case, is_: Is, rule: str, rows: Sequence[EventClaim], sides: frozenset[str], why: str
) -> Standing:
    origins = dict.fromkeys(row.origin for row in rows)
    return Standing(
        is_=is_,
        rule=rule,
        claims=tuple(row.claim.key for row in rows),
        sides=tuple(sorted(sides)),
        origins=tuple(origins),
        why=why,
    )


def _names(case: Case, rows: Sequence[EventClaim]) -> str:
    return ", ".join(dict.fromkeys(case.origins[row.origin].name for row in rows))


# -- the rules -------------------------------------------------------------------------------------


def _denied(case: Case) -> Iterator[Standing]:
    """The party concerned, or an organ of its side, says that it is not so."""
    parties = case.concerned()
    # A side that says it is so, too, denies a part of it ("where they had not fought before").
    parties -= {row.claim.holder.party for row in case.affirmed() if not _blames(row, case)}
    own = [
        row
        for row in case.saying(Says.DENIES)
        if row.claim.holder.party in parties and row.claim.modality in SPECIFIC
    ]
    if own:
        sides = frozenset(row.claim.holder.party or "" for row in own)
        why = f"{_names(case, own)} says that it is not so"
        yield _standing(case, Is.DENIED, "denied-by-party", own, sides, why)


def _blames(row: EventClaim, case: Case) -> bool:
    """Whether a claim tells the deed as somebody else's: whoever says so denies it all the same."""
    doers, others = parties_of(row.claim.actors), parties_of(case.lead.actors)
    return bool(doers and others) and not doers & others and row.claim.holder.party not in doers


def _rejected(case: Case) -> Iterator[Standing]:
    """Somebody who is not the party concerned says that it is not so."""
    parties = case.concerned()
    rows = [row for row in case.saying(Says.DENIES, Says.DOUBTS) if _rejects(row, parties)]
    for rule in ("rejected-by-assessor", "rejected-by-third-party", "rejected-by-unknown-side"):
        mine = [row for row in rows if _rejection(row) == rule]
        if mine:
            why = f"{_names(case, mine)} says otherwise"
            yield _standing(case, Is.DISPUTED, rule, mine, frozenset(), why)


def _rejection(row: EventClaim) -> str:
    holder = row.claim.holder
    if holder.role is Role.ASSESSOR:
        return "rejected-by-assessor"
    unknown = holder.role is Role.ORGAN and holder.party is None
    return "rejected-by-unknown-side" if unknown else "rejected-by-third-party"


def _rejects(row: EventClaim, parties: frozenset[str]) -> bool:
    """A denial by no party to it; or a doubt, of more weight than "could not be verified"."""
    if row.claim.holder.party in parties or row.claim.modality not in SPECIFIC:
        return False
    if row.claim.says is Says.DENIES:
        return True
    weighty = row.claim.holder.role in (Role.ASSESSOR, Role.ORGAN, Role.OTHER)
    return weighty and row.claim.stance == "doubts"


def _tolls_apart(case: Case) -> Iterator[Standing]:
    """Independent origins give numbers that cannot both be right."""
    groups = case.groups([row for row in case.saying(Says.AFFIRMS) if row.claim.counts])
    names = list(groups)
    for number, one in enumerate(names):
        for other in names[:number]:
            pair = _numbers_apart(groups[other], groups[one])
            if pair is not None:
                left, right, kind = pair
                why = f"{_names(case, [left])} and {_names(case, [right])} differ on the {kind}"
                sides = frozenset(
                    row.claim.holder.party for row in pair[:2] if row.claim.holder.party
                )
                yield _standing(case, Is.DISPUTED, "numbers-apart", pair[:2], sides, why)
                return


def _numbers_apart(
    one: Sequence[EventClaim], other: Sequence[EventClaim]
) -> tuple[EventClaim, EventClaim, str] | None:
    for left in one:
        for right in other:
            for mine in left.claim.counts:
                for theirs in right.claim.counts:
                    if (
                        _comparable(left, right, mine, theirs)
                        and counts_agree(mine, theirs) == "apart"
                    ):
                        return left, right, mine.kind
    return None


def _comparable(left: EventClaim, right: EventClaim, one: Count, other: Count) -> bool:
    return (
        same_people(left.claim, right.claim, one)
        and one.kind == other.kind
        and (one.who or "people") == (other.who or "people")
        and not one.part
        and not other.part
    )


def _blamed(case: Case) -> Iterator[Standing]:
    """Accounts that name different doers cannot both hold."""
    by: dict[frozenset[str], list[EventClaim]] = {}
    for row in case.saying(Says.AFFIRMS):
        doers = parties_of(row.claim.actors)
        if doers and row.claim.type in ("ASSAULT", "CONTROL"):
            by.setdefault(doers, []).append(row)
    named = sorted(by, key=sorted)
    for number, one in enumerate(named):
        for other in named[:number]:
            if not one & other:
                rows = (*by[other], *by[one])
                why = f"some name {', '.join(sorted(other))}, others {', '.join(sorted(one))}"
                yield _standing(case, Is.DISPUTED, "different-doers", rows, one | other, why)
                return


def _conceded(case: Case) -> Iterator[Standing]:
    """A party that it tells against affirms it."""
    rows = case.affirmed()
    told = case.told_against(rows)
    own = [
        row
        for row in rows
        if row.claim.holder.party in told and row.claim.modality in DONE and _admits(row, case)
    ]
    if own:
        sides = frozenset(row.claim.holder.party or "" for row in own)
        why = f"{_names(case, own)} affirms what tells against it"
        yield _standing(case, Is.CONCEDED, "affirmed-by-party-it-tells-against", own, sides, why)


def _admits(row: EventClaim, case: Case) -> bool:
    """Whether the holder's own words tell against its own side: to be struck is no admission.

    Nor is it to count one's own dead, where the event is what somebody else has done.
    """
    own = row.claim.holder.party in parties_of(row.claim.actors)
    if row.claim.type == "TOLL" and case.lead.type != "TOLL" and not own:
        return False
    return row.claim.holder.party in case.against(row.claim)


def _corroborated(case: Case) -> Iterator[Standing]:
    """Two or more independent origins affirm it."""
    groups = case.groups(case.firmly())
    if len(groups) >= 2:
        rows = [row for members in groups.values() for row in members]
        sides = frozenset(row.claim.holder.party for row in rows if row.claim.holder.party)
        why = f"affirmed independently by {_names(case, [rows[0] for rows in groups.values()])}"
        yield _standing(case, Is.CORROBORATED, "independent-origins", rows, sides, why)


def _claimed(case: Case) -> Iterator[Standing]:
    """One origin affirms it, or several of one side."""
    rows = case.affirmed()
    if not rows or len(case.groups(case.firmly())) >= 2:
        return
    origins = {row.origin for row in rows}
    rule = "one-origin" if len(origins) == 1 else "no-two-independent-origins"
    sides = frozenset(row.claim.holder.party for row in rows if row.claim.holder.party)
    why = f"affirmed by {_names(case, rows)} only"
    yield _standing(case, Is.CLAIMED, rule, rows, sides, why)


def _unanswered(case: Case) -> Iterator[Standing]:
    """The party concerned was asked or named, and had not answered."""
    still = [row for row in case.silences if row.state is State.OPEN]
    parties = frozenset(row.holder.party for row in still if row.holder.party)
    answered = frozenset(row.claim.holder.party for row in case.claims if row.claim.holder.party)
    if still:
        names = ", ".join(dict.fromkeys(row.holder.name for row in still))
        yield Standing(
            is_=Is.UNANSWERED,
            rule="reported-silent",
            claims=tuple(row.claim.key for row in still),
            sides=tuple(sorted(parties)),
            origins=(),
            why=f"{names} had not answered",
        )
    named = [
        row for row in case.affirmed() if row.claim.holder.party not in case.against(row.claim)
    ]
    waiting = case.told_against(named) - answered - parties
    if waiting:
        rows = [row for row in named if case.against(row.claim) & waiting]
        why = f"no answer of {', '.join(sorted(waiting))} is in the ledger"
        yield _standing(case, Is.UNANSWERED, "no-answer-known", rows, waiting, why)


RULES: tuple[Rule, ...] = (
    _denied,
    _rejected,
    _tolls_apart,
    _blamed,
    _conceded,
    _corroborated,
    _claimed,
    _unanswered,
)
