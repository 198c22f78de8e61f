"""Sentences put together piece by piece, with a citation for every word that is a report's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from fogline.export import brief_words as fixed
from fogline.export.brief_nouns import Citation, Kind, Piece, Sentence
from fogline.export.brief_quotes import joined, name_of, opening, short_name, within
from fogline.records.ledger import LedgerClaim, LedgerReport, Role, Voice, Words


@dataclass(slots=True)
class _Cited:
    report: LedgerReport
    claim: LedgerClaim
    spans: set[Words]


@dataclass(slots=True)
class Desk:
    """What the brief has cited and quoted so far.

    While a brief is written, a mark's text is the key of what it cites; :meth:`numbers` gives the
    number for each key when all is written.
    """

    cited: dict[str, _Cited] = field(default_factory=dict)
    told: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    said: set[tuple[str, str]] = field(default_factory=set)
    named: set[str] = field(default_factory=set)

    def cite(self, claim: LedgerClaim, report: LedgerReport, words: Iterable[Words] = ()) -> str:
        """The key of a citation of a claim, which from now on carries these words, too."""
        start, end = hull(claim)
        key = f"{report.id}:{start}:{end}"
        row = self.cited.setdefault(key, _Cited(report, claim, set(claim.evidence)))
        row.spans.update(words)
        return key

    def tell(self, claim: LedgerClaim) -> None:
        """Note that the claim's evidence has been quoted."""
        self.told.setdefault(claim.report, set()).add(hull(claim))
        self.said.add((claim.holder.key, joined(claim.evidence).casefold()))

    def is_told(self, claim: LedgerClaim) -> bool:
        """Whether the claim's evidence has been quoted already, or the same words of its holder."""
        start, end = hull(claim)
        if (claim.holder.key, joined(claim.evidence).casefold()) in self.said:
            return True
        places = self.told.get(claim.report, ())
        return any(first <= start and end <= last for first, last in places)

    def numbers(self) -> tuple[dict[str, int], tuple[Citation, ...]]:
        """The numbers of all citations by key, and the citations in their order."""
        order = sorted(self.cited.items(), key=lambda row: _reading_order(row[1]))
        numbers = {key: number for number, (key, _) in enumerate(order, 1)}
        citations = tuple(
            Citation(
                number=numbers[key],
                report=row.report,
                claim=row.claim.claim,
                key=row.claim.key,
                spans=tuple(sorted(row.spans, key=lambda span: (span.start, span.end))),
                quoted=joined(row.claim.evidence),
            )
            for key, row in order
        )
        return numbers, citations


def _reading_order(row: _Cited) -> tuple[int, str, tuple[int, int], str]:
    return row.report.known, row.report.id, hull(row.claim), row.claim.key


def hull(claim: LedgerClaim) -> tuple[int, int]:
    """From where to where a claim's evidence reaches in its report."""
    words = claim.evidence or (claim.trigger,)
    return min(span.start for span in words), max(span.end for span in words)


@dataclass(slots=True)
class Writer:
    """One sentence in the making. Every method adds a piece and returns the writer."""

    desk: Desk
    pieces: list[Piece] = field(default_factory=list)
    keys: list[str] = field(default_factory=list)

    def fixed(self, text: str) -> Writer:
        """Add words of the fixed vocabulary."""
        self.pieces.append(Piece(Kind.FIXED, text))
        return self

    def quote(self, text: str) -> Writer:
        """Add words of a report, which the next mark carries."""
        self.pieces.append(Piece(Kind.QUOTE, text))
        return self

    def place(self, text: str) -> Writer:
        """Add the words of a place, which the next mark carries."""
        self.pieces.append(Piece(Kind.PLACE, text))
        return self

    def name(self, voice: Voice, report: LedgerReport, *, short: bool = False) -> Writer:
        """Add who it is, as the report names them; in full where the brief has not done so yet."""
        text = spoken_name(voice, report)
        if text is None:
            nobody = fixed.NO_PUBLISHER if voice.role is Role.PUBLISHER else fixed.NOBODY
            return self.fixed(nobody if self.pieces else opening(nobody))
        if short or voice.key in self.desk.named:
            text = short_name(text)
        self.desk.named.add(voice.key)
        self.pieces.append(Piece(Kind.NAME, within(text) if self.pieces else opening(text)))
        return self

    def mark(
        self, claim: LedgerClaim, report: LedgerReport, words: Iterable[Words | None] = ()
    ) -> Writer:
        """Add the citation of a claim that carries its evidence and these words."""
        key = self.desk.cite(claim, report, [span for span in words if span is not None])
        self.keys.append(key)
        self.pieces.append(Piece(Kind.MARK, key))
        return self

    def done(self) -> Sentence:
        """The sentence; its marks hold keys until the brief is numbered."""
        return Sentence(tuple(self.pieces), ())


def spoken_name(voice: Voice, report: LedgerReport) -> str | None:
    """The name that a report gives somebody; of an outlet, its own name. None for none."""
    name = name_of(voice.words)
    if name is None and voice.role is Role.PUBLISHER and voice.words is None:
        name = name_of(Words(start=0, end=0, text=report.publisher)) if report.publisher else None
    return name


def numbered(sentence: Sentence, numbers: dict[str, int]) -> Sentence:
    """The sentence with the numbers of its citations in the place of their keys."""
    pieces = tuple(
        Piece(Kind.MARK, str(numbers[piece.text])) if piece.kind is Kind.MARK else piece
        for piece in sentence.pieces
    )
    cited = [int(piece.text) for piece in pieces if piece.kind is Kind.MARK]
    return Sentence(pieces, tuple(dict.fromkeys(cited)))
