"""What the tagger sees of each token beside its word: small numbers, one column a feature.

Everything is taken from the parsed document and from the statements that the rules propose, none
of it from the report's own spelling of a name, so that exchanging two names changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fogline.language.document import Document, Token
from fogline.records.statement import Attribution

KINDS = ("source", "cue", "content")
OUTSIDE = 0
# Tag numbers: O, then B and I of each kind.
TAGS = ("O", *(f"{mark}-{kind}" for kind in KINDS for mark in "BI"))

POS = (
    *("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN"),
    *("PUNCT", "SCONJ", "SYM", "VERB", "X"),
)
TAG = (
    *("$", "''", ",", "-LRB-", "-RRB-", ".", ":", "ADD", "AFX", "CC", "CD", "DT", "EX", "FW"),
    *("HYPH", "IN", "JJ", "JJR", "JJS", "LS", "MD", "NFP", "NN", "NNP", "NNPS", "NNS", "PDT"),
    *("POS", "PRP", "PRP$", "RB", "RBR", "RBS", "RP", "SYM", "TO", "UH", "VB", "VBD", "VBG"),
    *("VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB", "XX", "``"),
)
DEP = (
    *("ROOT", "acl", "acomp", "advcl", "advmod", "agent", "amod", "appos", "attr", "aux"),
    *("auxpass", "case", "cc", "ccomp", "compound", "conj", "csubj", "csubjpass", "dative"),
    *("dep", "det", "dobj", "expl", "intj", "mark", "meta", "neg", "nmod", "npadvmod", "nsubj"),
    *("nsubjpass", "nummod", "oprd", "parataxis", "pcomp", "pobj", "poss", "preconj", "predet"),
    *("prep", "prt", "punct", "quantmod", "relcl", "xcomp"),
)
ENT = (
    *("CARDINAL", "DATE", "EVENT", "FAC", "GPE", "LANGUAGE", "LAW", "LOC", "MONEY", "NORP"),
    *("ORDINAL", "ORG", "PERCENT", "PERSON", "PRODUCT", "QUANTITY", "TIME", "WORK_OF_ART"),
)
CLAUSES = (
    *("ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis", "pcomp"),
    *("csubj", "csubjpass", "dep", "prep", "appos"),
)
SHAPE = ("lower", "Title", "UPPER", "number", "mark")
QUOTE = ("first", "inside", "last", "open")
# Sentence first, sentence last and paragraph first, as bits.
EDGES = 8

NAMES = (
    *("pos", "tag", "dep", "ent", "shape", "quote", "edge", "opens", "closes"),
    *("rule", "nested"),
)
# How many values each column has; 0 means none of them.
SIZES = (
    *(len(POS) + 1, len(TAG) + 1, len(DEP) + 1, len(ENT) + 1, len(SHAPE) + 1, len(QUOTE) + 1),
    *(EDGES, len(CLAUSES) + 1, len(CLAUSES) + 1, len(TAGS), len(TAGS)),
)

_NUMBERS = {
    name: {value: number for number, value in enumerate(values, start=1)}
    for name, values in {
        "pos": POS,
        "tag": TAG,
        "dep": DEP,
        "ent": ENT,
        "clause": CLAUSES,
        "shape": SHAPE,
        "quote": QUOTE,
    }.items()
}


def columns(document: Document, found: Sequence[Attribution]) -> list[list[int]]:
    """One row of feature numbers for each token, in the order of :data:`NAMES`."""
    tokens = document.tokens
    opens, closes = _clauses(document)
    quote = _quotes(document)
    edge = _edges(document)
    own = proposed(document, (row for row in found if row.parent is None))
    nested = proposed(document, (row for row in found if row.parent is not None))
    return [
        [
            _NUMBERS["pos"].get(token.pos, 0),
            _NUMBERS["tag"].get(token.tag, 0),
            _NUMBERS["dep"].get(token.dep, 0),
            _NUMBERS["ent"].get(token.ent, 0),
            _shape(token.seen),
            quote[token.i],
            edge[token.i],
            opens[token.i],
            closes[token.i],
            own[token.i],
            nested[token.i],
        ]
        for token in tokens
    ]


def is_word(token: Token) -> bool:
    """Whether the tagger sees the token at all: white space has no word pieces."""
    return bool(token.seen.strip())


def _shape(word: str) -> int:
    if word[0].isdigit():
        name = "number"
    elif not any(char.isalpha() for char in word):
        name = "mark"
    elif word.isupper() and len(word) > 1:
        name = "UPPER"
    else:
        name = "Title" if word[0].isupper() else "lower"
    return _NUMBERS["shape"][name]


def _quotes(document: Document) -> list[int]:
    """Where in a quotation each token stands."""
    found = [0] * len(document.tokens)
    number = _NUMBERS["quote"]
    for quote in document.quotes:
        inside = document.tokens_in(quote.start, quote.end)
        for token in inside:
            found[token.i] = number["open" if quote.open else "inside"]
        if inside:
            found[inside[-1].i] = number["open" if quote.open else "last"]
            found[inside[0].i] = number["first"]
    return found


def _edges(document: Document) -> list[int]:
    found = [0] * len(document.tokens)
    for sentence in document.sentences:
        if sentence.first == sentence.last:
            continue
        found[sentence.first] |= 1
        found[sentence.last - 1] |= 2
        if document.paragraphs[sentence.paragraph].first == sentence.i:
            found[sentence.first] |= 4
    return found


def _clauses(document: Document) -> tuple[list[int], list[int]]:
    """The relation of the widest clause that begins, and that ends, at each token."""
    size = len(document.tokens)
    opens, closes = [0] * size, [0] * size
    wide_open, wide_close = [0] * size, [0] * size
    for token in document.tokens:
        number = _NUMBERS["clause"].get(token.dep, 0)
        if not number or (token.dep == "conj" and token.pos not in ("VERB", "AUX")):
            continue
        first, last = document.subtree_edges(token)
        width = last - first + 1
        if width > wide_open[first]:
            wide_open[first], opens[first] = width, number
        if width > wide_close[last]:
            wide_close[last], closes[last] = width, number
    return opens, closes


def proposed(document: Document, found: Iterable[Attribution]) -> list[int]:
    """The tag that the rules' statements give each token."""
    spans: dict[str, list[tuple[int, int]]] = {kind: [] for kind in KINDS}
    for row in found:
        spans["content"] += [(span.start, span.end) for span in row.content]
        if row.holder_span is not None:
            spans["source"].append((row.holder_span.start, row.holder_span.end))
        if row.cue is not None:
            spans["cue"].append((row.cue.start, row.cue.end))
    tags = [OUTSIDE] * len(document.tokens)
    for kind in ("content", "source", "cue"):
        begin = TAGS.index(f"B-{kind}")
        for start, end in spans[kind]:
            for place, token in enumerate(document.tokens_in(start, end)):
                tags[token.i] = begin + (place > 0)
    return tags
