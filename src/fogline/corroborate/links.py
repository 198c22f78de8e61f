"""Claims about claims in one report: denials, silences, evidence, blame, refusals.

Each rule looks at one claim and names the claim that it is about, or nothing. Where a statement
denies something in words that carry no deed of their own ("this is not true"), it is given a
claim that repeats the denied one, with the denying words as its trigger, so that the denial has
something to hang on. Nobody denies, and nobody is silent about, what the own side says.

Claims are compared in the order in which they were told: of a live blog that puts its newest item
first, the last item comes first.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from fogline.corroborate.happenings import kind_of
from fogline.corroborate.parties import parties_of
from fogline.records.actor import Actor, ActorKind
from fogline.records.claim import Claim, Modality, Polarity
from fogline.records.span import Span
from fogline.records.statement import Stance, Statement
from fogline.resolve.answers import Answered

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
# What the side under attack tells of its own doing.
OWN_DEFENCE = frozenset(("intercept", "hold"))


# Actors that stand for a party as a whole: what its organs say is what it says.
WHOLE = (ActorKind.GOVERNMENT, ActorKind.ARMED_GROUP)
NOTHING = Answered()


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of a report beside its claims and statements.

    ``answered`` gives what the words of a denial or a silence name, by the statement's id.
    ``items`` are the offsets where the items of a live blog begin, if the newest stands first.
    ``title`` is the title's span.
    """

    actors: Sequence[Actor] = ()
    answered: Mapping[str, Answered] = field(default_factory=dict)
    items: Sequence[int] = ()
    title: Span | None = None


BARE_SETTING = Setting()


@dataclass(frozen=True, slots=True)
class Told:
    """The claims of a report as they were told, with the statements that report them.

    ``parties`` gives the party of each actor that belongs to one, ``states`` are the actors that
    stand for a party as a whole. ``mains`` are the claims that can be answered, with the moment of
    each; ``heads`` is what the title tells of.
    """

    claims: tuple[Claim, ...]
    statements: Mapping[str, Statement]
    parties: Mapping[str, str]
    states: frozenset[str]
    setting: Setting
    mains: tuple[Claim, ...] = ()
    moments: tuple[tuple[int, int], ...] = ()
    heads: frozenset[str] = frozenset()

    def holder(self, claim: Claim) -> str | None:
        """Who says the claim; nobody, where it is only what somebody is silent about."""
        statement = self.statements.get(claim.statement)
        if statement is None or statement.stance is Stance.SILENT:
            return None
        return statement.holder

    def stance(self, claim: Claim) -> Stance | None:
        """How the claim is held by who says it."""
        statement = self.statements.get(claim.statement)
        return statement.stance if statement else None

    def party(self, actor: str | None) -> str | None:
        """The party of an actor: itself, if it belongs to none and is an actor at all."""
        return None if actor is None else self.parties.get(actor)

    def own(self, claim: Claim, actor: str | None) -> bool:
        """Whether the claim is the actor's own, or one of its side's."""
        holder = self.holder(claim)
        if holder is None or actor is None:
            return False
        party = self.party(actor)
        return holder == actor or (party is not None and party == self.party(holder))

    def adverse(self, claim: Claim, actor: str | None) -> bool:
        """Whether another party says the claim."""
        holder, party = self.party(self.holder(claim)), self.party(actor)
        return holder is not None and holder != party

    def before(self, number: int) -> tuple[Claim, ...]:
        """The claims before one, the nearest first."""
        return tuple(reversed(self.claims[max(0, number - MOST_COMPARED) : number]))

    def after(self, number: int) -> tuple[Claim, ...]:
        """The claims after one, the nearest first."""
        return self.claims[number + 1 : number + 1 + MOST_COMPARED]

    def told_before(self, offset: int) -> tuple[Claim, ...]:
        """Of the main claims told before an offset the first ones and the last ones, in order."""
        here = bisect_left(self.moments, _moment(offset, self.setting.items))
        if here <= 2 * MOST_COMPARED:
            return self.mains[:here]
        return (*self.mains[:MOST_COMPARED], *self.mains[here - MOST_COMPARED : here])

    def told_after(self, offset: int) -> tuple[Claim, ...]:
        """The main claims told right after an offset."""
        here = bisect_left(self.moments, _moment(offset, self.setting.items))
        return self.mains[here : here + MOST_COMPARED]


Rule = Callable[[Told, int, Claim], str | None]


def link_claims(
    claims: Sequence[Claim],
    statements: Sequence[Statement],
    bare: Collection[str] = (),
    setting: Setting = BARE_SETTING,
) -> tuple[Claim, ...]:
    """The claims with ``target_claim`` set where another claim of the report is meant.

    ``bare`` are the ids of the denials that name no deed of their own ("this is a lie"); each gets
    a claim that repeats the denied one.
    """
    by_id = {row.id: row for row in statements}
    parties = parties_of(setting.actors)
    states = frozenset(row.id for row in setting.actors if row.kind in WHOLE)
    ordered = _as_told(claims, setting.items)
    first = _with_mains(Told(ordered, by_id, parties, states, setting))
    complete = _with_bare_denials(tuple(claims), first, bare)
    told = _with_mains(replace(first, claims=_as_told(complete, setting.items)))
    found = {
        claim.id: _target(told, number, claim)
        for number, claim in enumerate(told.claims)
        if claim.target_claim is None
    }
    return tuple(
        replace(claim, target_claim=found[claim.id]) if claim.id in found else claim
        for claim in complete
    )


def _with_mains(told: Told) -> Told:
    mains = tuple(
        claim
        for claim in told.claims
        if claim.type in MAIN
        and claim.speech_of is None
        and claim.polarity is Polarity.AFFIRMED
        and told.stance(claim) is not Stance.DENIES
    )
    return replace(
        told,
        mains=mains,
        moments=tuple(_moment(row.trigger.start, told.setting.items) for row in mains),
        heads=frozenset(kind_of(row) for row in told.claims if _in_title(told, row)),
    )


def _as_told(claims: Sequence[Claim], items: Sequence[int]) -> tuple[Claim, ...]:
    """The claims from the first told to the last: by item from the last item up, then by place."""

    def moment(claim: Claim) -> tuple[int, int]:
        return _moment(claim.trigger.start, items)

    return tuple(sorted(claims, key=moment))


def _moment(offset: int, items: Sequence[int]) -> tuple[int, int]:
    """Sorts offsets as they were told; what stands above the items introduces them all."""
    item = bisect_right(items, offset)
    return (len(items) - item if item else -1, offset)


def _target(told: Told, number: int, claim: Claim) -> str | None:
    for rule in RULES:
        found = rule(told, number, claim)
        if found is not None and found != claim.id:
            return found
    return None


# -- which claim is meant ------------------------------------------------------------------------


def _meant(told: Told, rows: Sequence[Claim], actor: str | None, said: Answered) -> Claim | None:
    """The claim that a denial or a silence is about, of ``rows`` in the order they were told.

    What its words name decides first. Else it is the chief claim: of what the other side says, the
    first that the title tells of as well, or the first; a bare "this" means the last speaker's.
    """
    rows = [row for row in rows if not told.own(row, actor)]
    owners = set(said.owners)
    sides = {told.party(owner) for owner in owners} - {None}
    own_words = [row for row in rows if told.holder(row) in owners - told.states]
    rows = own_words or rows
    if sides:
        rows = _those(rows, lambda row: told.party(told.holder(row)) in sides)
    rows = _those(rows, lambda row: row.type in said.kinds)
    rows = _those(rows, lambda row: said.word is not None and _mentions(row, said.word))
    rows = _those(rows, lambda row: told.adverse(row, actor))
    rows = _those(rows, lambda row: row.type != "TOLL" and row.mode not in OWN_DEFENCE)
    if not rows:
        return None
    if own_words or said.bare:
        # Of several in one statement the first is what it tells; the rest follows from it.
        return next(row for row in rows if row.statement == rows[-1].statement)
    rows = _those(rows, lambda row: kind_of(row) in told.heads)
    # The text tells more than its title.
    return _those(rows, lambda row: not _in_title(told, row))[0]


def _those(rows: Sequence[Claim], fits: Callable[[Claim], bool]) -> list[Claim]:
    """The rows that fit, if there are any; else all of them."""
    return [row for row in rows if fits(row)] or list(rows)


def _mentions(claim: Claim, word: str) -> bool:
    return any(word in span.text.lower().split() for span in claim.evidence)


def _in_title(told: Told, claim: Claim) -> bool:
    return told.setting.title is not None and told.setting.title.covers(claim.trigger)


# -- the rules ---------------------------------------------------------------------------------


def _denial(told: Told, number: int, claim: Claim) -> str | None:
    """A denied or negated claim is about the affirmed one of the same deed and place.

    It is looked for above; below only where another party says it, since a report can begin with
    the denial. A denial of any such deed ever ("denies that it targets civilians") is about none.
    """
    denies = told.stance(claim) in (Stance.DENIES, Stance.DOUBTS)
    if not denies and claim.polarity is not Polarity.NEGATED:
        return None
    if claim.speech_of is not None or claim.modality is Modality.HABITUAL:
        return None
    holder = told.holder(claim)
    above = told.before(number)
    told_there = [row for row in told.after(number) if _elsewhere(told, row, claim)]
    for other in (*(row for row in above if told.adverse(row, holder)), *told_there, *above):
        if other.speech_of is not None or told.holder(other) == holder:
            continue
        if other not in told_there and not _same_deed(claim, other):
            continue
        opposite = claim.polarity is not other.polarity
        own = told.own(other, holder)
        if (opposite or denies) and not own and told.stance(other) is not Stance.DENIES:
            return other.id
    return None


def _elsewhere(told: Told, other: Claim, claim: Claim) -> bool:
    """Whether a claim told later is the one that another party makes of the same deed there.

    Its troops may go by other names there.
    """
    placed = claim.place is not None and claim.place == other.place
    same = (claim.type, claim.mode) == (other.type, other.mode)
    return placed and same and told.adverse(other, told.holder(claim))


def _same_deed(claim: Claim, other: Claim) -> bool:
    if kind_of(claim) != kind_of(other):
        return False
    if ("intercept" in (claim.mode, other.mode)) and claim.mode != other.mode:
        # What is shot down is no attack on somebody.
        return False
    if claim.mode != other.mode and claim.type == other.type and claim.place != other.place:
        return False
    places = claim.place is None or other.place is None or claim.place == other.place
    actors = not claim.actor or not other.actor or bool(set(claim.actor) & set(other.actor))
    return places and actors


def _silence(told: Told, number: int, claim: Claim) -> str | None:
    """Silence answers what it names, or the chief claim of somebody else."""
    if claim.type != "SILENCE":
        return None
    silent = claim.actor[0] if claim.actor else None
    said = told.setting.answered.get(claim.speech_of or "", NOTHING)
    for other in (*told.after(number)[:4], *told.before(number)[:2]):
        inner = said.clause is not None and said.clause.covers(other.trigger)
        if (inner or other.statement == claim.speech_of) and other.type in MAIN:
            return other.id
    here = claim.trigger.start
    after = (row for row in told.told_after(here)[:2] if told.adverse(row, silent))
    near = (*told.told_before(here), *after)
    rows = [other for other in near if other.modality in ANSWERABLE]
    adverse = any(told.adverse(other, silent) for other in rows)
    found = _meant(told, rows, silent, said)
    if found is None or (claim.mode == "no-comment" and not said.noun and not adverse):
        return None
    return found.id


def _evidence(told: Told, number: int, claim: Claim) -> str | None:
    """Evidence is offered for the deed that the same clause shows, or for the one before."""
    if claim.type != "EVIDENCE":
        return None
    for other in told.after(number)[:4]:
        if other.type in MAIN and _inside(other.trigger, claim.evidence):
            return other.id
    shown = [
        other
        for other in told.before(number)[:8]
        if other.type in MAIN and told.stance(other) is not Stance.DENIES
    ]
    rows = _those(shown, lambda row: row.type != "TOLL")
    return rows[0].id if rows else None


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
    claims: tuple[Claim, ...], told: Told, denials: Collection[str]
) -> tuple[Claim, ...]:
    """Add a claim for each denial that has none; ids are given anew in text order."""
    carried = {claim.statement for claim in claims} | {claim.speech_of for claim in claims}
    bare = [
        row
        for row in told.statements.values()
        if row.id in denials and row.id not in carried and row.content
    ]
    added = [claim for row in bare if (claim := _repeated(told, row)) is not None]
    return _numbered((*claims, *added)) if added else claims


def _repeated(told: Told, statement: Statement) -> Claim | None:
    """The claim that a bare denial is about, as the denial's own."""
    here = statement.content[0].start
    said = told.setting.answered.get(statement.id, NOTHING)
    above = [row for row in told.told_before(here) if row.modality is not Modality.FUTURE]
    if said.noun and not any(told.adverse(row, statement.holder) for row in above):
        # A report can begin with the denial and then tell what was denied.
        below = [row for row in told.told_after(here) if row.modality is not Modality.FUTURE]
        above = [row for row in below if told.adverse(row, statement.holder)] or above
    denied = _meant(told, above, statement.holder, said)
    if denied is None:
        return None
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
