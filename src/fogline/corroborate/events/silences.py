"""Silences: who had not answered, asked by whom, since when, and what answered it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fogline.corroborate.events.naming import leading
from fogline.corroborate.events.standing import Case, standing_of
from fogline.corroborate.filing.moments import HOUR
from fogline.knowledge.grouping import GroupingTables
from fogline.records.event import Event, EventClaim, Silence, State
from fogline.records.ledger import LedgerClaim, LedgerReport, Says, Voice

# What a party says of the matter that is an answer; to decline to comment is none.
ANSWERS = frozenset((Says.AFFIRMS, Says.DENIES, Says.DOUBTS))
ANSWERED_IN = frozenset(("actual", "ongoing", "possible"))


def find_silences(
    silent: Sequence[tuple[LedgerClaim, LedgerReport]],
    claims: Sequence[EventClaim],
    by_key: Mapping[str, LedgerClaim],
) -> tuple[Silence, ...]:
    """The silences on an event, in the order of knowing, with the first claim that answers each.

    ``silent`` are the SILENCE claims about it with their reports, ``by_key`` finds the claim that
    a silence is about.
    """
    found = [
        _silence(claim, report, voice, claims, by_key)
        for claim, report in silent
        for voice in claim.actors or (claim.holder,)
    ]
    return tuple(sorted(found, key=lambda row: (row.since, row.claim.key)))


def _silence(
    claim: LedgerClaim,
    report: LedgerReport,
    voice: Voice,
    claims: Sequence[EventClaim],
    by_key: Mapping[str, LedgerClaim],
) -> Silence:
    asked = by_key.get(claim.about or "")
    answer = next((row for row in claims if _answers(row.claim, claim, voice)), None)
    return Silence(
        holder=voice,
        asker=claim.addressee or (None if asked is None else asked.holder),
        claim=claim,
        report=report,
        since=min(report.known, claim.said * HOUR) if claim.said is not None else report.known,
        state=State.OPEN if answer is None else State.SUPERSEDED,
        answer=answer,
    )


def can_answer(claim: LedgerClaim, silence: LedgerClaim) -> bool:
    """Whether a claim answers the silence where it is of the same happening."""
    return any(_answers(claim, silence, voice) for voice in silence.actors or (silence.holder,))


def _answers(claim: LedgerClaim, silence: LedgerClaim, voice: Voice) -> bool:
    """Whether somebody of the silent side speaks to the matter itself."""
    if claim.says not in ANSWERS or claim.modality not in ANSWERED_IN:
        return False
    holder = claim.holder
    same = holder.key == voice.key or (voice.party is not None and holder.party == voice.party)
    if not same or claim.type == "SILENCE":
        return False
    # A denial in general ("it does not target civilians") beside the silence is not an answer.
    return claim.report != silence.report or claim.says is not Says.AFFIRMS


def settle(events: Iterable[Event], tables: GroupingTables) -> list[Event]:
    """The events with each silence answered everywhere once it is answered anywhere.

    Who had not commented on an announcement, and then speaks to a part of it, is silent no more.
    """
    rows = list(events)
    answers: dict[tuple[str, str], EventClaim] = {}
    for event in rows:
        for row in event.silences:
            key = row.claim.key, row.holder.key
            kept = answers.get(key)
            if row.answer is not None and (kept is None or row.answer.at < kept.at):
                answers[key] = row.answer
    return [_settled(event, answers, tables) for event in rows]


def _settled(
    event: Event, answers: dict[tuple[str, str], EventClaim], tables: GroupingTables
) -> Event:
    still = [row for row in event.silences if row.answer is None]
    if not any((row.claim.key, row.holder.key) in answers for row in still):
        return event
    silences = tuple(_answered(row, answers) for row in event.silences)
    origins = {row.id: row for row in event.origins}
    case = Case(event.claims, origins, silences, tables, leading(event.claims))
    return replace(event, silences=silences, standing=standing_of(case))


def _answered(row: Silence, answers: dict[tuple[str, str], EventClaim]) -> Silence:
    answer = answers.get((row.claim.key, row.holder.key))
    if row.answer is not None or answer is None:
        return row
    return replace(row, answer=answer, state=State.SUPERSEDED)
