"""Paragraphs and their near copies: MinHash over word shingles (Broder 1997), by datasketch."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from operator import eq
from typing import Any

from fogline.language.layout import find_paragraphs
from fogline.records.ledger import Copy, Passage
from fogline.records.record import Record

SHINGLE = 4
# What stands for a run of words with capitals.
NAME = "§"
# Shorter paragraphs repeat by chance ("The claim could not be verified."), whoever and however many
# they name: names and numbers are not counted.
FEWEST_WORDS = 10
PERMUTATIONS = 32
# Eight bands of four: two paragraphs with half their shingles in common meet in one with p = .4,
# with .6 in common .67, with .8 in common .99.
ROWS = 4
# From here on two paragraphs are copies; a rewritten sentence in a copied one leaves about .6.
COPIED = 0.5

_WORD = re.compile(r"\w+")


def find_passages(record: Record) -> tuple[Passage, ...]:
    """The report's paragraphs of reporting, numbered in text order, with their signatures."""
    text = record.report.text
    gaps = [(gap.start, gap.end) for gap in record.report.boilerplate]
    found: list[Passage] = []
    for number, part in enumerate(find_paragraphs(text)):
        if any(start <= part.start and part.end <= end for start, end in gaps):
            continue
        words = _words(text, part.start, part.end)
        own = sum(word != NAME and not word.isdigit() for word in words)
        signature = _signature(words) if own >= FEWEST_WORDS else ()
        found.append(
            Passage(
                report=record.report.id,
                number=number,
                start=part.start,
                end=part.end,
                signature=signature,
                bands=tuple(_bands(signature)),
            )
        )
    return tuple(found)


def _words(text: str, start: int, end: int) -> list[str]:
    """The words, each run of names as one: whose name stands there must not weigh.

    Two texts of the same wording with other names tell of other things, and are kept apart by
    that; lineage is asked only within one event.
    """
    found: list[str] = []
    for match in _WORD.finditer(text, start, end):
        word = match.group()
        name = word[:1].isupper()
        if not (name and found and found[-1] == NAME):
            found.append(NAME if name else word.casefold())
    return found


def copies_of(mine: Sequence[Passage], theirs: Iterable[Passage]) -> tuple[Copy, ...]:
    """The pairs of copied paragraphs between one report and others, each pair in order."""
    others: dict[str, dict[tuple[str, int], Passage]] = {}
    for other in theirs:
        for band in other.bands:
            others.setdefault(band, {})[other.report, other.number] = other
    found: list[Copy] = []
    for passage in mine:
        # Two paragraphs can share several bands.
        met: dict[tuple[str, int], Passage] = {}
        for band in passage.bands:
            met.update(others.get(band, {}))
        for other in met.values():
            share = similarity(passage, other)
            if share >= COPIED and other.report != passage.report:
                found.append(_copy(passage, other, share))
    return tuple(
        sorted(found, key=lambda row: (row.one, row.one_number, row.other, row.other_number))
    )


def wording_key(passage: Passage) -> str:
    """What all paragraphs of one wording have in common; empty for a short one."""
    if not passage.signature:
        return ""
    told = ",".join(map(str, passage.signature))
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def similarity(one: Passage, other: Passage) -> float:
    """The estimated share of word shingles that two paragraphs have in common (Jaccard)."""
    if not one.signature or not other.signature:
        return 0.0
    equal: int = sum(map(eq, one.signature, other.signature))
    return equal / len(one.signature)


def _copy(one: Passage, other: Passage, share: float) -> Copy:
    first, second = sorted((one, other), key=lambda row: (row.report, row.number))
    return Copy(
        one=first.report,
        one_number=first.number,
        other=second.report,
        other_number=second.number,
        similarity=share,
    )


@cache
def _first_sketch() -> Any:
    """One whose hash functions the others take over: they take longer to make than to use."""
    # Only adding needs it, and it takes half a second to import.
    from datasketch import MinHash

    return MinHash(num_perm=PERMUTATIONS, seed=1)


def _signature(words: Sequence[str]) -> tuple[int, ...]:
    shingles = {
        " ".join(words[start : start + SHINGLE]).encode()
        for start in range(len(words) - SHINGLE + 1)
    }
    first = _first_sketch()
    sketch = type(first)(
        num_perm=PERMUTATIONS, seed=1, permutations=first.permutations, scheme=first.scheme
    )
    sketch.update_batch(sorted(shingles))
    return tuple(int(value) for value in sketch.hashvalues)


def _bands(signature: Sequence[int]) -> Iterator[str]:
    for start in range(0, len(signature), ROWS):
        row = ",".join(map(str, (start, *signature[start : start + ROWS])))
        yield hashlib.blake2b(row.encode(), digest_size=8).hexdigest()
