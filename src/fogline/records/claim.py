"""Claims: one proposition in a statement, coded."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from fogline.records.span import Span


class Polarity(StrEnum):
    """Whether the content, as worded, affirms or negates."""

    AFFIRMED = "affirmed"
    NEGATED = "negated"


class Modality(StrEnum):
    """How the content places the deed."""

    ACTUAL = "actual"
    ONGOING = "ongoing"
    HABITUAL = "habitual"
    FUTURE = "future"
    CONDITIONAL = "conditional"
    POSSIBLE = "possible"
    HYPOTHETICAL = "hypothetical"


@dataclass(frozen=True, slots=True, kw_only=True)
class AcledCode:
    """ACLED's event type and sub-event type, as ACLED spells them."""

    event_type: str
    sub_event_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Codes:
    """A claim's type and mode in other ontologies; None where there is no counterpart.

    ``ucdp`` is UCDP GED's type of violence: 1 state-based, 2 non-state, 3 one-sided.
    """

    plover: str | None
    cameo: str | None
    acled: AcledCode | None
    ucdp: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One claim of one report; ids refer to the report's other records.

    ``event`` groups the claims of one report about one happening. ``speech_of`` names the
    statement whose stance this claim restates (a demand as REQUEST, and so on). ``place_span``
    and ``trigger`` are the words that carry the place and the deed; ``due`` is the time id by
    which a commitment falls due; ``target_claim`` is the claim that is denied, left unanswered,
    blamed or supported.
    """

    id: str
    event: str
    statement: str
    speech_of: str | None
    type: str
    mode: str | None
    codes: Codes
    actor: tuple[str, ...]
    recipient: tuple[str, ...]
    target: tuple[Span, ...]
    instrument: Span | None
    place: str | None
    place_span: Span | None
    from_place: str | None
    time: str | None
    due: str | None
    quantities: tuple[str, ...]
    polarity: Polarity
    modality: Modality
    condition: Span | None
    target_claim: str | None
    trigger: Span
    evidence: tuple[Span, ...]
    confidence: float
