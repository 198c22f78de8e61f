"""What is attributed: pieces of text, cut along the parse and completed to whole quotations.

The conventions are PolNeAR's: "that" and infinitival "to" belong to the content, a preposition
that governs it does not; quotation marks and what stands inside them do, a full stop after an
unquoted content does not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from fogline.language.document import Document, Quote, Token
from fogline.records.span import Span, cut

_EDGE_MARKS = frozenset(".,;:-–—…")
_QUOTE_MARKS = frozenset('"“”„«»')
# A run of these alone ("which", "that") says nothing.
_NO_CONTENT = ("PUNCT", "SPACE", "PRON", "DET", "SCONJ", "PART")
_WORDS = re.compile(r"\w+")
# A quotation with fewer words, and no punctuation of its own, is a quoted word, not speech.
SPEECH_WORDS = 4


def pieces(document: Document, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The tokens as runs of text; only punctuation
    and conjunctions may interrupt a run. Trimmed and completed.
    """
    chosen = sorted(tokens, key=lambda token: token.i)
    if not chosen:
        return ()
    inside = {token.i for token in chosen}
    runs: list[list[Token]] = [[]]
    for token in document.tokens[chosen[0].i : chosen[-1].i + 1]:
        if token.i in inside:
            runs[-1].append(token)
        elif token.pos not in ("PUNCT", "SPACE", "CCONJ") and runs[-1]:
            runs.append([])
    spans = (_trimmed(document, run) for run in runs if run)
    return merged(document.text, [span for span in spans if span is not None])


def _trimmed(document: Document, run: list[Token]) -> Span | None:
    first, last = 0, len(run) - 1
    while first <= last and _is_edge(run[first]):
        first += 1
    while last >= first and (_is_edge(run[last]) or run[last].pos == "CCONJ"):
        last -= 1
    words = any(token.pos not in _NO_CONTENT for token in run[first : last + 1])
    return document.span(run[first].start, run[last].end) if words else None


def _is_edge(token: Token) -> bool:
    return token.pos == "SPACE" or all(char in _EDGE_MARKS for char in token.text)


def completed(document: Document, span: Span, frame: Span) -> Span:
    """The span widened to the whole of every quotation that it shares, unless the cue is in it.

    A quotation mark at an edge whose partner lies outside is left out.
    """
    start, end = span.start, span.end
    for quote in document.quotes_in(span.start, span.end):
        holds_cue = quote.start <= frame.start and frame.end <= quote.end
        if holds_cue:
            start, end = max(start, quote.start + 1), min(end, quote.end - 1)
        elif quote.start < end and start < quote.end:
            start, end = min(start, quote.start), max(end, quote.end)
    start, end = _without_lone_marks(document, start, end)
    return cut(document.text, start, end) if start < end else span


def _without_lone_marks(document: Document, start: int, end: int) -> tuple[int, int]:
    text = document.text
    whole = [
        quote
        for quote in document.quotes_in(start, end)
        if start <= quote.start and quote.end <= end
    ]
    starts, ends = {quote.start for quote in whole}, {quote.end for quote in whole}
    while start < end and (
        text[start].isspace() or (text[start] in _QUOTE_MARKS and start not in starts)
    ):
        start += 1
    while end > start and (
        text[end - 1].isspace()
        or (text[end - 1] in _QUOTE_MARKS and end not in ends)
        or (text[end - 1] in ",;" and not text[end - 2].isspace())
    ):
        end -= 1
    return start, end


def is_speech(document: Document, quote: Quote) -> bool:
    """Whether a quotation is speech, rather than a quoted word or a title."""
    text = document.text
    inner = text[quote.start + 1 : quote.end].strip('"“”„«»')
    words = len(_WORDS.findall(inner))
    if words >= SPEECH_WORDS:
        return True
    before = text[max(0, quote.start - 2) : quote.start].strip()
    introduced = not before or before[-1] in ",:.?!\n"
    return words > 0 and introduced and inner[-1:] in ".,!?"


def merged(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in text order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda row: (row.start, row.end)):
        if (
            found
            and not text[found[-1].end : span.start].strip(" \t\r\n.,;")
            and (span.start <= found[-1].end or text[found[-1].end : span.start].isspace())
        ):
            found[-1] = cut(text, found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def subtree_without(
    document: Document, token: Token, removed: Collection[Token]
) -> tuple[Token, ...]:
    """The token's subtree without the subtrees of the tokens removed."""
    out = {inner.i for gone in removed for inner in document.subtree(gone)}
    return tuple(inner for inner in document.subtree(token) if inner.i not in out)
