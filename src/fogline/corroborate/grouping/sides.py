"""Whom a claim tells against, and which parties an event concerns."""

from __future__ import annotations

from collections.abc import Iterable

from fogline.corroborate.grouping.profile import parties_of
from fogline.knowledge.grouping import GroupingTables, kinds_of
from fogline.records.ledger import Count, LedgerClaim, Role

# What a number of these is worth nothing as a loss of people.
PEOPLE = frozenset(("killed", "wounded", "missing", "trapped", "bodies", "displaced"))


def against(claim: LedgerClaim, tables: GroupingTables) -> frozenset[str]:
    """The parties that a claim tells against: who would have to admit it.

    Of the sides that the table names, the first that is known; never the actor's own, except
    where the table says ``actor``.
    """
    names = kinds_of(claim.type, claim.mode)
    civilians = harms_civilians(claim, tables)
    own = claim.holder.party is not None and claim.holder.party in parties_of(claim.actors)
    for row in tables.against:
        fits = (civilians or not row.civilians) and (own or not row.own)
        fits = fits and (not row.crewed or _crewed(claim, tables))
        fits = fits and (not row.fighters or any(n.who == "soldiers" for n in claim.counts))
        if row.kinds & names and fits:
            found: set[str] = set()
            for side in row.sides:
                found |= _side(claim, side)
                if side != "actor" and found:
                    found -= parties_of(claim.actors)
                if found:
                    return frozenset(found)
            return frozenset()
    return frozenset()


def _side(claim: LedgerClaim, side: str) -> frozenset[str]:
    if side == "actor":
        return parties_of(claim.actors)
    if side == "recipient":
        return parties_of(claim.recipients)
    if side == "opponent":
        return frozenset(claim.opponents)
    if side == "counted":
        soldiers = any(row.who == "soldiers" for row in claim.counts)
        return parties_of(claim.recipients) if soldiers or claim.recipients else frozenset()
    country = claim.place.country if claim.place is not None else None
    return frozenset((country,)) if country else frozenset()


def _crewed(claim: LedgerClaim, tables: GroupingTables) -> bool:
    words = {word.strip(".,").casefold() for piece in claim.targets for word in piece.text.split()}
    words |= {word.casefold() for voice in claim.recipients for word in voice.name.split()}
    return any(word in tables.crewed or word.removesuffix("s") in tables.crewed for word in words)


def counted_of(claim: LedgerClaim, count: Count) -> str:
    """Whose people a number counts, as far as the words tell: a side, soldiers, fighters, or ""."""
    if count.who != "soldiers":
        return ""
    parties = sorted(parties_of(claim.recipients))
    if parties:
        return parties[0]
    if any(voice.role is Role.ORGAN for voice in claim.recipients):
        return "of a state"
    return "of no state" if claim.recipients else ""


def same_people(one: LedgerClaim, other: LedgerClaim, count: Count) -> bool:
    """Whether two numbers can count the same people: the army's dead are not the rebels'."""
    mine, theirs = counted_of(one, count), counted_of(other, count)
    known = {side for side in (mine, theirs) if side and not side.startswith("of ")}
    return mine == theirs or not mine or not theirs or len(known) == 1


def harms_civilians(claim: LedgerClaim, tables: GroupingTables) -> bool:
    """Whether the claim tells of harm to people who do not fight."""
    counted = any(
        row.kind in PEOPLE and row.who in tables.civilians and (row.low or row.high)
        for row in claim.counts
    )
    return counted or any(voice.kind == "population" for voice in claim.recipients)


def concerned(claims: Iterable[LedgerClaim], tables: GroupingTables) -> frozenset[str]:
    """Every party that has a part in an event, or that it tells against."""
    found: set[str] = set()
    for claim in claims:
        found |= parties_of(claim.actors) | parties_of(claim.recipients)
        found |= against(claim, tables)
    return frozenset(found)
