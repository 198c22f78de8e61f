"""The sentences written for training (``training/sentences``): their tags and their stances.

A sentence's outermost statements give its tags, as PolNeAR has them; every statement gives the
stance at the first token of its cue, also where it stands within another's content. A silence has
no cue of its own in the marks: its words up to "to" or "on" are the cue, the rest is the content.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import yaml

from fogline.extract.statements import find_statements
from fogline.extract.statements.tagging.windows import Rows, rows_of
from marks import Marked, read_marks
from polnear import Attributed
from training.statements.corpus import Front, labelled, understood
from training.statements.data import Doc
from training.statements.stances import stances_at

# Sentences that make one text, as paragraphs of a report; drawn from these.
TOGETHER = (1, 1, 2, 3, 4)
Sentence = tuple[str, tuple[str, ...], list[Marked]]
Spans = tuple[tuple[int, int], ...]


def load_sentences(paths: Iterable[Path]) -> list[Sentence]:
    """Text, stances and marks of each sentence of some files."""
    found: list[Sentence] = []
    for path in paths:
        rows = yaml.safe_load(path.read_text(encoding="utf-8"))["statements"]
        for stances, _, line in rows:
            text, marked = read_marks(line)
            found.append((text, tuple(stances.split("+")), marked))
    return found


def documents(sentences: Sequence[Sentence], loaded: Front, seed: int) -> Iterator[Doc]:
    """The sentences in small texts of a few paragraphs, in an order drawn by lot."""
    chance = np.random.default_rng(seed)
    order = chance.permutation(len(sentences))
    here = 0
    while here < len(order):
        count = int(chance.choice(TOGETHER))
        yield _document([sentences[i] for i in order[here : here + count]], loaded, str(here))
        here += count


def _document(rows: Sequence[Sentence], loaded: Front, name: str) -> Doc:
    text = "\n\n".join(row[0] for row in rows)
    gold: list[Attributed] = []
    told: list[tuple[int, str]] = []
    base = 0
    for sentence, stances, marked in rows:
        for stance, mark in zip(stances, marked, strict=True):
            spans = {kind: _moved(row, base) for kind, row in _spans(mark, sentence).items()}
            if "cue" in spans:
                told.append((spans["cue"][0][0], stance))
            if not _is_nested(mark, marked):
                gold.append(Attributed(spans))
        base += len(sentence) + 2
    parsed = understood(text, loaded)
    arrays = rows_of(parsed, find_statements(parsed, loaded.lexicon), loaded.pieces)
    plain = {key: getattr(arrays, key) for key in Rows.__dataclass_fields__}
    return Doc(name=name, stance=stances_at(arrays.end, told), **plain, **labelled(plain, gold))


def _moved(spans: Spans, base: int) -> Spans:
    return tuple((start + base, end + base) for start, end in spans)


def _spans(mark: Marked, text: str) -> dict[str, Spans]:
    """The marks by PolNeAR's kinds."""
    found = {
        kind: tuple(sorted(mark.spans[role]))
        for kind, role in (("source", "holder"), ("cue", "cue"), ("content", "content"))
        if role in mark.spans
    }
    if "cue" in found or "content" not in found:
        return found
    start, end = found["content"][0]
    gaps = [start + at for word in (" to ", " on ") if (at := text[start:end].find(word)) > 0]
    if not gaps:
        return found | {"cue": ((start, end),), "content": found["content"][1:]}
    return found | {"cue": ((start, min(gaps)),), "content": ((min(gaps) + 1, end),)}


def _is_nested(mark: Marked, marked: Sequence[Marked]) -> bool:
    """Whether the statement's cue lies within another's content."""
    cue = mark.spans.get("cue") or mark.spans.get("content") or [(0, 0)]
    return any(
        start <= cue[0][0] and cue[0][1] <= end
        for other in marked
        if other is not mark
        for start, end in other.spans.get("content", [])
    )
