"""Claims about claims in one report: denials, silences, evidence, blame, refusals.

Each rule looks at one claim and names the claim that it is about, or nothing. Where a statement
denies something in words that carry no deed of their own ("this is not true"), it is given a
claim that repeats the denied one, with the denying words as its trigger, so that the denial has
something to hang on.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.corroborate.happenings import kind_of
from fogline.records.claim import Claim, Modality, Polarity
from fogline.records.span import Span
from fogline.records.statement import Stance, Statement

# How far back a link reaches, in claims: further words are seldom meant.
MOST_COMPARED = 40
# What can be denied, met with silence, or blamed: deeds and states, not talk about them.
MAIN = frozenset(
    (
        *("ADVANCE", "ASSAULT", "CONTROL", "SOVEREIGNTY", "RETREAT", "EXCHANGE"),
        *("COMMITMENT", "TOLL", "COERCE", "MOBILIZE", "AGREE", "PROTEST"),
    )
)
# What can be blamed for going wrong, the likeliest first.
BLAMED = ("COMMITMENT", "EXCHANGE", "AGREE", "RETREAT", "CONSULT")
BLAMABLE = MAIN - {"TOLL"}
ANSWERABLE = frozenset((Modality.ACTUAL, Modality.ONGOING, Modality.POSSIBLE))
DENIED_CONFIDENCE = 0.6


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a report in text order with the statements that report them."""

    claims: tuple[Claim, ...]
    statements: Mapping[str, Statement]

    def holder(self, claim: Claim) -> str | None:
        """Who says the claim."""
        statement = self.statements.get(claim.statement)
        return statement.holder if statement else None

    def stance(self, claim: Claim) -> Stance | None:
        """How the claim is held by who says it."""
        statement = self.statements.get(claim.statement)
        return statement.stance if statement else None

    def before(self, number: int) -> tuple[Claim, ...]:
        """The claims before one, the nearest first."""
        return tuple(reversed(self.claims[max(0, number - MOST_COMPARED) : number]))

    def after(self, number: int) -> tuple[Claim, ...]:
        """The claims after one, the nearest first."""
        return self.claims[number + 1 : number + 1 + MOST_COMPARED]


Rule = Callable[[Told, int, Claim], str | None]


def link_claims(
    claims: Sequence[Claim], statements: Sequence[Statement], bare: Collection[str] = ()
) -> tuple[Claim, ...]:
    """The claims with ``target_claim`` set where another claim of the report is meant.

    ``bare`` are the ids of the denials that name no deed of their own ("this is a lie"); each gets
    a claim that repeats the denied one.
    """
    by_id = {row.id: row for row in statements}
    told = Told(_with_bare_denials(tuple(claims), by_id, bare), by_id)
    return tuple(
        replace(claim, target_claim=_target(told, number, claim))
        if claim.target_claim is None
        else claim
        for number, claim in enumerate(told.claims)
    )


def _target(told: Told, number: int, claim: Claim) -> str | None:
    for rule in RULES:
        found = rule(told, number, claim)
        if found is not None and found != claim.id:
            return found
    return None


# -- the rules ---------------------------------------------------------------------------------


def _denial(told: Told, number: int, claim: Claim) -> str | None:
    """A denied or negated claim is about the earlier affirmed one of the same deed and place."""
    denies = told.stance(claim) in (Stance.DENIES, Stance.DOUBTS)
    if not denies and claim.polarity is not Polarity.NEGATED:
        return None
    if claim.speech_of is not None:
        return None
    for other in told.before(number):
        if _tells(told, other, claim) and _same_deed(claim, other):
            opposite = claim.polarity is not other.polarity
            if (opposite or denies) and told.stance(other) is not Stance.DENIES:
                return other.id
    return None


def _tells(told: Told, other: Claim, claim: Claim) -> bool:
    """Whether the other claim is somebody else's to affirm."""
    return other.speech_of is None and told.holder(other) != told.holder(claim)


def _same_deed(claim: Claim, other: Claim) -> bool:
    if kind_of(claim) != kind_of(other):
        return False
    if claim.mode != other.mode and claim.type == other.type and claim.place != other.place:
        return False
    places = claim.place is None or other.place is None or claim.place == other.place
    actors = not claim.actor or not other.actor or bool(set(claim.actor) & set(other.actor))
    return places and actors


def _silence(told: Told, number: int, claim: Claim) -> str | None:
    """Silence answers the nearest main claim of somebody else, before it or in its sentence."""
    if claim.type != "SILENCE":
        return None
    silent = set(claim.actor)
    near = (*told.before(number), *told.after(number)[:3])
    open_claims = [
        other
        for other in near
        if other.type in MAIN
        and other.modality in ANSWERABLE
        and told.holder(other) not in silent
        and not set(other.actor) & silent
    ]
    if not open_claims:
        return None
    # Of several in one statement the first is what it announces; the rest is background.
    same = [other for other in open_claims if other.statement == open_claims[0].statement]
    return min(same, key=lambda other: other.trigger.start).id


def _evidence(told: Told, number: int, claim: Claim) -> str | None:
    """Evidence is offered for the deed that the same clause shows, or for the one before."""
    if claim.type != "EVIDENCE":
        return None
    for other in told.after(number)[:4]:
        if other.type in MAIN and _inside(other.trigger, claim.evidence):
            return other.id
    for other in told.before(number)[:4]:
        if other.type in MAIN:
            return other.id
    return None


def _inside(span: Span, pieces: Sequence[Span]) -> bool:
    return any(piece.covers(span) for piece in pieces)


def _blame(told: Told, number: int, claim: Claim) -> str | None:
    """An accusation is about the deed in its content, or about the commitment nearby."""
    if claim.type != "ACCUSE":
        return None
    if claim.speech_of is not None:
        for other in (*told.after(number), *told.before(number)):
            if other.statement == claim.speech_of and other.type in BLAMABLE:
                return other.id
    near = [other for other in told.before(number)[:8] if other.type in BLAMED]
    near.sort(key=lambda other: BLAMED.index(other.type))
    return near[0].id if near else None


def _refusal(told: Told, number: int, claim: Claim) -> str | None:
    """A refusal answers the nearest request of somebody else, best of the same mode."""
    if claim.type != "REJECT":
        return None
    near = (*told.after(number)[:4], *told.before(number))
    requests = [
        other
        for other in near
        if other.type in ("REQUEST", "COOPERATE") and not set(other.actor) & set(claim.actor)
    ]
    same = [other for other in requests if other.mode == claim.mode]
    beside = [other for other in requests if _share(claim, other)]
    for rows in ([row for row in same if row in beside], beside, same):
        if rows:
            return rows[0].id
    return None


def _share(claim: Claim, other: Claim) -> bool:
    """Whether the evidence of the two overlaps: they are told in one clause."""
    return any(mine.overlaps(theirs) for mine in claim.evidence for theirs in other.evidence)


RULES: tuple[Rule, ...] = (_silence, _evidence, _blame, _refusal, _denial)


# -- denials without words of their own --------------------------------------------------------


def _with_bare_denials(
    claims: tuple[Claim, ...], statements: Mapping[str, Statement], denials: Collection[str]
) -> tuple[Claim, ...]:
    """Add a claim for each denial that has none; ids are given anew in text order."""
    carried = {claim.statement for claim in claims} | {claim.speech_of for claim in claims}
    bare = [
        row
        for row in statements.values()
        if row.id in denials and row.id not in carried and row.content
    ]
    if not bare:
        return claims
    told = Told(claims, statements)
    added = [claim for row in bare if (claim := _repeated(told, row)) is not None]
    return _numbered((*claims, *added)) if added else claims


def _repeated(told: Told, statement: Statement) -> Claim | None:
    """The nearest main claim of somebody else before the denial, as the denial's own."""
    here = statement.content[0].start
    first = bisect_left(told.claims, here, key=lambda claim: claim.trigger.start)
    near = [
        claim
        for claim in told.before(first)
        if claim.type in MAIN
        and claim.speech_of is None
        and told.holder(claim) != statement.holder
        and told.stance(claim) is not Stance.DENIES
    ]
    if not near:
        return None
    # Of several in one statement the first is what it tells; its toll and the like follow from it.
    denied = min(
        (claim for claim in near if claim.statement == near[0].statement),
        key=lambda claim: claim.trigger.start,
    )
    return replace(
        denied,
        id="",
        statement=statement.id,
        trigger=statement.content[0],
        evidence=statement.content,
        polarity=Polarity.AFFIRMED,
        target_claim=denied.id,
        confidence=DENIED_CONFIDENCE,
    )


def _numbered(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    ordered = sorted(claims, key=lambda claim: claim.trigger.start)
    renamed = {claim.id: f"c{number}" for number, claim in enumerate(ordered, 1) if claim.id}
    return tuple(
        replace(
            claim,
            id=f"c{number}",
            target_claim=renamed[claim.target_claim] if claim.target_claim else None,
        )
        for number, claim in enumerate(ordered, 1)
    )
