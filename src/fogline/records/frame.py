"""Frames: claims as found in the words, before anyone or anything is resolved."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.records.claim import Modality, Polarity
from fogline.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One proposition of a report, with the words of its participants and circumstances.

    ``actors`` and ``recipients`` hold noun phrases that can be actors (people, forces, states,
    organisations, demonyms, pronouns); ``targets`` what is struck, taken or handed over, as
    words. ``places``, ``times`` and ``due`` are candidates, the fittest first. ``attribution`` is
    the index of the innermost :class:`fogline.records.statement.Attribution` whose content holds
    the trigger, None where the narrator speaks. ``speech`` is the index of the attribution that
    the frame restates (a demand as REQUEST, and so on), None for all others.
    """

    type: str
    mode: str | None
    trigger: Span
    actors: tuple[Span, ...]
    recipients: tuple[Span, ...]
    targets: tuple[Span, ...]
    instrument: Span | None
    places: tuple[Span, ...]
    from_place: Span | None
    to_place: Span | None
    times: tuple[Span, ...]
    due: tuple[Span, ...]
    quantities: tuple[Span, ...]
    polarity: Polarity
    modality: Modality
    condition: Span | None
    evidence: tuple[Span, ...]
    attribution: int | None
    speech: int | None
    confidence: float
    rule: str
