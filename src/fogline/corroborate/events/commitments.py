"""Commitments: what was promised for when, by whom, how it stands, and who blames whom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from fogline.corroborate.filing.moments import DAY_HOURS, HOUR, iso_hour
from fogline.records.event import Blame, Commitment, Due, DueState, EventClaim
from fogline.records.ledger import LedgerClaim, LedgerReport, Says, Voice

KEPT_IN = frozenset(("actual", "ongoing"))


def find_commitments(
    claims: Sequence[EventClaim],
    blames: Sequence[tuple[LedgerClaim, LedgerReport]],
    as_of: int,
    names: Mapping[str, str],
) -> tuple[Commitment, ...]:
    """The commitments of an event, one for each act, with every due period ever given.

    ``blames`` are the ACCUSE claims about it with their reports; ``as_of`` is in seconds;
    ``names`` gives a side's name by its code.
    """
    acts: dict[str, list[EventClaim]] = {}
    for row in claims:
        if row.claim.type == "COMMITMENT":
            acts.setdefault(row.claim.mode or "COMMITMENT", []).append(row)
    return tuple(
        _commitment(act, rows, claims, blames, as_of, names) for act, rows in sorted(acts.items())
    )


def _commitment(
    act: str,
    rows: Sequence[EventClaim],
    claims: Sequence[EventClaim],
    blames: Sequence[tuple[LedgerClaim, LedgerReport]],
    as_of: int,
    names: Mapping[str, str],
) -> Commitment:
    due = tuple(
        Due(when=row.claim.due, holder=row.claim.holder, claim=row.claim, report=row.report,
            at=row.at)
        for row in rows
        if row.claim.due is not None
    )  # fmt: skip
    state, why = _state(act, due, claims, as_of)
    parties = _parties((row.claim for row in rows), names)
    return Commitment(
        by=parties,
        act=act,
        state=state,
        why=why,
        due=due,
        blamed=tuple(
            Blame(
                by=claim.actors[0] if claim.actors else claim.holder,
                on=claim.recipients,
                claim=claim,
                report=report,
                at=report.known,
            )
            for claim, report in blames
        ),
    )


def _parties(claims: Iterable[LedgerClaim], names: Mapping[str, str]) -> tuple[Voice, ...]:
    """Who has committed themselves: the sides that promise, each once, by name."""
    found: dict[str, Voice] = {}
    for claim in claims:
        # Who only tells that it has been put off has promised nothing.
        for voice in claim.actors or ((claim.holder,) if claim.speech is not None else ()):
            if voice.party is not None:
                # The side itself, whichever office spoke for it.
                name = names.get(voice.party, voice.party)
                found.setdefault(voice.party, replace(voice, name=name))
    return tuple(found[party] for party in sorted(found))


def _state(
    act: str, due: Sequence[Due], claims: Sequence[EventClaim], as_of: int
) -> tuple[DueState, str]:
    """How it stands: kept, broken, overdue, postponed or open, and why."""
    done = [row for row in claims if _does(row, act) and row.claim.says is Says.AFFIRMS]
    refused = [row for row in claims if _does(row, act) and row.claim.says is Says.DENIES]
    if done:
        who = ", ".join(dict.fromkeys(row.claim.holder.name for row in done))
        return DueState.KEPT, f"told as done by {who}"
    placed = [row for row in due if row.when.start is not None]
    last = max(placed, key=lambda row: row.when.last, default=None)
    if refused and last is not None and _over(last, as_of):
        who = ", ".join(dict.fromkeys(row.claim.holder.name for row in refused))
        return DueState.BROKEN, f"{who} says that it was not done"
    if last is not None and _over(last, as_of):
        return DueState.OVERDUE, f"due before {iso_hour(last.when.last)}, not told as done"
    first = min(placed, key=lambda row: row.when.last, default=None)
    if first is not None and last is not None and first.when.last <= last.when.first:
        moved = f"from before {iso_hour(first.when.last)} to before {iso_hour(last.when.last)}"
        return DueState.POSTPONED, f"moved {moved}"
    late = [
        row for row in claims if row.claim.mode == "postpone" and row.claim.says is Says.AFFIRMS
    ]
    if late:
        who = ", ".join(dict.fromkeys(row.claim.holder.name for row in late))
        return DueState.POSTPONED, f"told as put off by {who}"
    return DueState.OPEN, "not due yet" if last is not None else "no date given"


def _does(row: EventClaim, act: str) -> bool:
    """Whether a claim tells of the promised act as done, not as planned."""
    claim = row.claim
    if claim.type != act or claim.modality not in KEPT_IN or claim.speech is not None:
        return False
    # A deed told without any day can be the plan itself ("an exchange of prisoners").
    time = claim.time
    return time is not None and time.start is not None and time.first * HOUR <= row.at


def _over(due: Due, as_of: int) -> bool:
    return due.when.last * HOUR <= as_of


def overdue_days(due: Due, as_of: int) -> int:
    """Whole days since a due period ended, 0 while it lasts."""
    return max(0, (as_of // HOUR - due.when.last) // DAY_HOURS)
