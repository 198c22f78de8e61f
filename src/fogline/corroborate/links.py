"""Claims about claims in one report: denials, silences, evidence, blame, refusals.

Each rule looks at one claim and names the claim that it is about, or nothing. Where a statement
denies something in words that carry no deed of their own ("this is not true"), it is given a
claim that repeats the denied one, with the denying words as its trigger, so that the denial has
something to hang on. Nobody denies, and nobody is silent about, what the own side says.

Claims are compared in the order in which they were told: of a live blog that puts its newest item
first, the last item comes first.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from fogline.corroborate.happenings import kind_of
from fogline.corroborate.parties import parties_of
from fogline.corroborate.told import (
    BARE_SETTING,
    MAIN,
    NOTHING,
    WHOLE,
    Setting,
    Told,
    moment_of,
)
from fogline.records.claim import Claim, Modality, Polarity
from fogline.records.span import Span
from fogline.records.statement import Stance, Statement
from fogline.resolve.answers import Answered

# What can be blamed for going wrong, the likeliest first.
BLAMED = ("COMMITMENT", "EXCHANGE", "AGREE", "RETREAT", "CONSULT")
BLAMABLE = MAIN - {"TOLL"}
ANSWERABLE = frozenset((Modality.ACTUAL, Modality.ONGOING, Modality.POSSIBLE))
DENIED_CONFIDENCE = 0.6
# What is said about a claim: "called the allegation a lie" denies a deed and tells of none.
TALK = frozenset(("ACCUSE", "ASSESSMENT", "EVIDENCE", "REJECT"))
# What can be asked for and promised, as a refusal or a silence answers it.
ANSWERING = ("ACCUSE", "REJECT")
ASKED = ("REQUEST", "COOPERATE")
PLEDGED = (*ASKED, "COMMITMENT")
# What the side under attack tells of its own doing.
OWN_DEFENCE = frozenset(("intercept", "hold"))


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
    return _addressed(
        tuple(
            replace(claim, target_claim=found[claim.id]) if claim.id in found else claim
            for claim in complete
        )
    )


def _addressed(claims: tuple[Claim, ...]) -> tuple[Claim, ...]:
    """Refusals and accusations with whom they are put to: who asked, who did the deed."""
    by_id = {claim.id: claim for claim in claims}
    found: list[Claim] = []
    for claim in claims:
        target = by_id.get(claim.target_claim or "")
        if claim.type not in ANSWERING or claim.recipient or target is None:
            found.append(claim)
            continue
        met = tuple(actor for actor in target.actor if actor not in claim.actor)
        found.append(replace(claim, recipient=met))
    return tuple(found)


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
        moments=tuple(moment_of(row.trigger.start, told.setting.items) for row in mains),
        heads=frozenset(kind_of(row) for row in told.claims if _in_title(told, row)),
    )


def _as_told(claims: Sequence[Claim], items: Sequence[int]) -> tuple[Claim, ...]:
    """The claims from the first told to the last: by item from the last item up, then by place."""

    def moment(claim: Claim) -> tuple[int, int]:
        return moment_of(claim.trigger.start, items)

    return tuple(sorted(claims, key=moment))


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
        if other not in told_there and not _same_deed(claim, other, loose=denies):
            continue
        opposite = claim.polarity is not other.polarity
        own = told.own(other, holder)
        if (opposite or denies) and not own and told.stance(other) is not Stance.DENIES:
            return other.id
    return None


def _disowned(told: Told, number: int, claim: Claim) -> str | None:
    """A denial of being behind a deed is about that deed ("was not behind the killings")."""
    if (claim.type, claim.mode) != ("ASSESSMENT", "attribution"):
        return None
    if told.stance(claim) is not Stance.DENIES and claim.polarity is not Polarity.NEGATED:
        return None
    rows = told.told_before(claim.trigger.start)
    found = _meant(told, rows, told.holder(claim), NOTHING)
    return None if found is None else found.id


def _elsewhere(told: Told, other: Claim, claim: Claim) -> bool:
    """Whether a claim told later is the one that another party makes of the same deed there.

    Its troops may go by other names there.
    """
    placed = claim.place is not None and claim.place == other.place
    same = (claim.type, claim.mode) == (other.type, other.mode)
    return placed and same and told.adverse(other, told.holder(claim))


def _same_deed(claim: Claim, other: Claim, *, loose: bool) -> bool:
    """Whether two claims can be of one deed; ``loose``: of a denial that leaves the mode open."""
    if kind_of(claim) != kind_of(other):
        return False
    if ("intercept" in (claim.mode, other.mode)) and claim.mode != other.mode:
        # What is shot down is no attack on somebody.
        return False
    elsewhere = claim.place != other.place and not (loose and claim.mode is claim.place is None)
    if claim.mode != other.mode and claim.type == other.type and elsewhere:
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
    if not said.noun and said.reply:
        # "Offered a truce. Israel has yet to answer": the offer is what waits.
        before = told.before(number)
        for other in before:
            if other.statement != before[0].statement or told.own(other, silent):
                break
            if other.type in PLEDGED and other.speech_of is not None:
                return other.id
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
        if other.type not in MAIN:
            continue
        teller = told.statements[other.statement].holder_span
        # "Footage geolocated by researchers shows soldiers shooting": the footage tells it.
        of_it = teller is not None and any(teller.overlaps(span) for span in claim.target)
        if of_it or _inside(other.trigger, claim.evidence):
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
    said = told.setting.answered.get(claim.speech_of or "", NOTHING)
    if said.kinds and said.definite:
        # "Condemned the strike": the last one told.
        before = told.before(number)
        for other in before:
            if other.type in said.kinds & BLAMABLE and other.speech_of is None:
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
        other for other in near if other.type in ASKED and not set(other.actor) & set(claim.actor)
    ]
    same = [other for other in requests if other.mode == claim.mode]
    beside = [other for other in requests if _share(claim, other)]
    for rows in ([row for row in same if row in beside], beside, same):
        if rows:
            return rows[0].id
    before = [other for other in requests if other.trigger.start < claim.trigger.start]
    said = told.setting.answered.get(claim.speech_of or "", NOTHING)
    return before[0].id if before and said.noun and said.word is None else None


def _share(claim: Claim, other: Claim) -> bool:
    """Whether the evidence of the two overlaps: they are told in one clause."""
    return any(mine.overlaps(theirs) for mine in claim.evidence for theirs in other.evidence)


RULES: tuple[Rule, ...] = (_silence, _evidence, _blame, _refusal, _denial, _disowned)


# -- denials without words of their own --------------------------------------------------------


def _with_bare_denials(
    claims: tuple[Claim, ...], told: Told, denials: Collection[str]
) -> tuple[Claim, ...]:
    """Add a claim for each denial that has none; ids are given anew in text order."""
    deeds = [claim for claim in claims if claim.type not in TALK]
    carried = {claim.statement for claim in deeds} | {claim.speech_of for claim in claims}
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
