"""A statement in the making: what one rule proposes."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.language.document import Document
from fogline.records.span import Span
from fogline.records.statement import Form, HolderKind, Stance

_MARKS = '"“”„«»'


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What one rule proposes."""

    holder: Span | None
    holder_kind: HolderKind
    cue: Span
    content: tuple[Span, ...]
    stance: Stance
    rule: str
    confidence: float
    addressee: Span | None = None
    medium: str | None = None
    said: Span | None = None

    def form(self, document: Document) -> Form:
        """Direct where all of the content is quoted, mixed where some of it is."""
        quoted = [
            sum(
                min(quote.end, span.end) - max(quote.start, span.start)
                for quote in document.quotes_in(span.start, span.end)
            )
            for span in self.content
        ]
        if not any(quoted):
            return Form.INDIRECT
        lengths = [len(span.text.strip(_MARKS + " .,")) for span in self.content]
        whole = all(part >= length for part, length in zip(quoted, lengths, strict=True))
        return Form.DIRECT if whole else Form.MIXED


def holder_kind(document: Document, span: Span | None) -> HolderKind:
    """Named where the mention has a proper noun or refers back to someone; unnamed otherwise."""
    if span is None:
        return HolderKind.UNNAMED
    tokens = document.tokens_in(span.start, span.end)
    if any(token.pos in ("PROPN", "PRON") for token in tokens):
        return HolderKind.NAMED
    return HolderKind.NAMED if any(token.ent for token in tokens) else HolderKind.UNNAMED
