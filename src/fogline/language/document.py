"""The parsed document: tokens, sentences, paragraphs and quotes over one report's text.

Everything keeps the offsets of the report's text. The document is what the rules of ``extract``
and ``resolve`` read; it knows no particular parser (``language.parse`` makes it).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from fogline.records.span import Span, cut


@dataclass(frozen=True, slots=True)
class Token:
    """One token. ``head`` is the index of its syntactic head (its own index for a root).

    ``lemma`` is lower case. ``pos`` is a Universal POS tag, ``tag`` a Penn Treebank tag, ``dep``
    a ClearNLP dependency label (as spaCy's English models give them), ``ent`` an OntoNotes entity
    label or "". ``ent_iob`` is "B", "I" or "O". ``sentence`` is the index of its sentence.
    ``seen`` is the word as the parser saw it: a stand-in where a name stands in the report.
    """

    i: int
    start: int
    end: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    ent_iob: str
    sentence: int
    seen: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens ``first`` to ``last`` (half-open), and characters ``start`` to ``end`` (half-open).

    ``paragraph`` is the index of its paragraph; ``reporting`` is False for a sentence that lies
    in boilerplate.
    """

    i: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int
    reporting: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters ``start`` to ``end`` (half-open); sentences ``first`` to ``last`` (half-open)."""

    i: int
    start: int
    end: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: characters ``start`` to ``end`` (half-open), its marks included.

    ``open`` is True where the quotation goes on into the next paragraph (no closing mark);
    ``continues`` is the index of the quotation that this one carries on, or None.
    """

    i: int
    start: int
    end: int
    open: bool
    continues: int | None


@dataclass(frozen=True)
class Document:
    """A report's text with its tokens, sentences, paragraphs and quotes, in text order."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    paragraphs: tuple[Paragraph, ...]
    quotes: tuple[Quote, ...]

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        rows: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                rows[token.head].append(token.i)
        return tuple(tuple(row) for row in rows)

    @cached_property
    def _dependents(self) -> tuple[tuple[Token, ...], ...]:
        return tuple(tuple([self.tokens[i] for i in row]) for row in self._children)

    @cached_property
    def _token_starts(self) -> list[int]:
        return [token.start for token in self.tokens]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    @cached_property
    def _subtree_edges(self) -> tuple[tuple[int, int], ...]:
        """First and last token index (inclusive) of each token's subtree."""
        left = list(range(len(self.tokens)))
        right = list(range(len(self.tokens)))
        for i in self._bottom_up:
            head = self.tokens[i].head
            if head != i:
                left[head] = min(left[head], left[i])
                right[head] = max(right[head], right[i])
        return tuple(zip(left, right, strict=True))

    @cached_property
    def _bottom_up(self) -> list[int]:
        order: list[int] = []
        stack = [token.i for token in self.tokens if token.head == token.i]
        while stack:
            i = stack.pop()
            order.append(i)
            stack.extend(self._children[i])
        order.reverse()
        return order

    @cached_property
    def _quote_starts(self) -> list[int]:
        return [quote.start for quote in self.quotes]

    # -- syntax -----------------------------------------------------------------------------

    def children(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """The token's dependents, in text order; only those with one of ``deps``, if given."""
        rows = self._dependents[token.i]
        if not deps or not rows:
            return rows
        # A list first: it is made faster than a tuple from a generator, and this is asked often.
        return tuple([row for row in rows if row.dep in deps])

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first dependent with one of ``deps``, or None."""
        found = self.children(token, *deps)
        return found[0] if found else None

    def head(self, token: Token) -> Token | None:
        """The token's syntactic head, or None for a root."""
        return None if token.head == token.i else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The token's head, its head's head, and so on up to the root."""
        while token.head != token.i:
            token = self.tokens[token.head]
            yield token

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all that depends on it, in text order."""
        found: list[int] = []
        stack = [token.i]
        while stack:
            i = stack.pop()
            found.append(i)
            stack.extend(self._children[i])
        return tuple(self.tokens[i] for i in sorted(found))

    def subtree_edges(self, token: Token) -> tuple[int, int]:
        """Index of the first and of the last token (inclusive) of the token's subtree."""
        return self._subtree_edges[token.i]

    def conjuncts(self, token: Token) -> tuple[Token, ...]:
        """The tokens coordinated with this one to its right ("A, B and C" from A), in order."""
        found: list[Token] = []
        queue = [token]
        while queue:
            here = queue.pop(0)
            for child in self.children(here, "conj"):
                found.append(child)
                queue.append(child)
        return tuple(found)

    # -- spans ------------------------------------------------------------------------------

    def span(self, start: int, end: int) -> Span:
        """The span of the characters ``start`` to ``end``."""
        return cut(self.text, start, end)

    def span_of(self, first: Token, last: Token | None = None) -> Span:
        """The span from the first token to the last one (inclusive)."""
        return cut(self.text, first.start, (last or first).end)

    def subtree_span(self, token: Token) -> Span:
        """The span from the first to the last token of the token's subtree."""
        left, right = self._subtree_edges[token.i]
        return cut(self.text, self.tokens[left].start, self.tokens[right].end)

    def token_at(self, offset: int) -> Token | None:
        """The token that covers the character at ``offset``, or None."""
        i = bisect_right(self._token_starts, offset) - 1
        if i >= 0 and self.tokens[i].end > offset:
            return self.tokens[i]
        return None

    def tokens_in(self, start: int, end: int) -> tuple[Token, ...]:
        """The tokens that overlap the characters ``start`` to ``end``."""
        i = max(bisect_right(self._token_starts, start) - 1, 0)
        found: list[Token] = []
        while i < len(self.tokens) and self.tokens[i].start < end:
            if self.tokens[i].end > start:
                found.append(self.tokens[i])
            i += 1
        return tuple(found)

    def head_in(self, start: int, end: int) -> Token | None:
        """The syntactically highest token among those that overlap the characters given."""
        tokens = self.tokens_in(start, end)
        inside = {token.i for token in tokens}
        for token in tokens:
            highest = token.head == token.i or token.head not in inside
            if highest and token.pos not in ("PUNCT", "SPACE"):
                return token
        return tokens[0] if tokens else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers ``offset`` (or the last one that starts before it)."""
        i = bisect_right(self._sentence_starts, offset) - 1
        return self.sentences[i] if i >= 0 else None

    def quotes_in(self, start: int, end: int) -> tuple[Quote, ...]:
        """The quotations that share a character with ``start`` to ``end``, in text order."""
        i = max(bisect_right(self._quote_starts, start) - 1, 0)
        found: list[Quote] = []
        while i < len(self.quotes) and self.quotes[i].start < end:
            if self.quotes[i].end > start:
                found.append(self.quotes[i])
            i += 1
        return tuple(found)

    def sentence_of(self, token: Token) -> Sentence:
        """The token's sentence."""
        return self.sentences[token.sentence]

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """The tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]
