"""Scores events across documents against ECB+, dev: MUC, B3, CEAFe and their mean, CoNLL F1.

    python benchmarks/ecb.py [--corpora FOLDER] [--sample N] [--errors N]

The documents of the eight dev topics are read one by one, undated and without a publisher, and put
into one ledger; every event of the ledger is one cluster. A gold mention belongs to the claim
whose trigger overlaps it most; mentions that no trigger overlaps are clusters of their own, so
that what the reader does not take for a claim costs recall and not precision. Gold mentions are
given, singletons count. The text is the corpus's tokens with blanks between them and closed up
before punctuation.

ECB+ is mostly not about war: award shows, sport, companies, accidents, crimes. Fogline reads what
happens in a war and ties claims by place, day and side, which these documents, without a date,
give little of; a low recall is what is to be expected here. What matters is whether the clusters
that it makes are right. Topic 12, pirates and navies, is the nearest to war and is shown by itself.

Baselines: every mention by itself (``singletons``); the same head lemma in documents of one gold
topic (``lemma``), which is known to be hard to beat and is told the topics, as Fogline is not.
Scorer: scorch (https://pypi.org/project/scorch/), which is no part of Fogline's environment:
``pip install scorch``.
"""

from __future__ import annotations

import csv
import json
import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from common import Errors, Json, Text, percent, run_alone, take
from fogline.language.parse import load_parser
from fogline.records.event import Event
from ledgers import events_of, filing, read_reports

# Tokens that stand close to the one before.
_CLOSE = re.compile(r"^(?:[.,;:!?%)\]]|'s|'|n't|'re|'ve|'ll|'d|'m)$", re.IGNORECASE)
NEAR_WAR = "12"
_ENDS = frozenset(".!?\"'")
Metric = Callable[[Sequence[set[str]], Sequence[set[str]]], tuple[float, float, float]]


@dataclass(frozen=True, slots=True)
class Mention:
    """A gold mention: its document, its cluster, and its pieces in the document's text."""

    id: str
    document: str
    cluster: str
    spans: tuple[tuple[int, int], ...]


def documents(path: Path) -> tuple[dict[str, str], dict[tuple[str, int, int], tuple[int, int]]]:
    """The texts by name, and where each token (document, sentence, number) stands in its text."""
    pieces: defaultdict[str, list[str]] = defaultdict(list)
    lengths: defaultdict[str, int] = defaultdict(int)
    spans: dict[tuple[str, int, int], tuple[int, int]] = {}
    last: dict[str, tuple[str, str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            if len(row) < 5:
                continue
            name, sentence, number, token = row[0], row[1], row[2], row[3]
            gap = ""
            if name in last:
                sentence_before, token_before = last[name]
                if sentence_before != sentence:
                    # A heading has no full stop: it is a paragraph of its own.
                    gap = " " if token_before[-1:] in _ENDS else "\n\n"
                elif not _CLOSE.match(token):
                    gap = " "
            start = lengths[name] + len(gap)
            pieces[name] += (gap, token)
            lengths[name] = start + len(token)
            spans[name, int(sentence), int(number)] = (start, lengths[name])
            last[name] = sentence, token
    return {name: "".join(row) for name, row in pieces.items()}, spans


def mentions(
    path: Path, spans: dict[tuple[str, int, int], tuple[int, int]], names: Iterable[str]
) -> list[Mention]:
    """The gold mentions of the documents."""
    wanted = set(names)
    rows: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    return [
        Mention(
            id=str(number),
            document=row["doc_id"],
            cluster=row["coref_chain"],
            spans=tuple(
                spans[row["doc_id"], row["sent_id"], token] for token in row["tokens_number"]
            ),
        )
        for number, row in enumerate(rows)
        if row["doc_id"] in wanted
    ]


def overlap(mention: Mention, start: int, end: int) -> int:
    """How many characters a mention shares with a stretch of its document."""
    return sum(max(0, min(end, last) - max(start, first)) for first, last in mention.spans)


def by_event(
    golds: Iterable[Mention], events: Iterable[Event], names: dict[str, str]
) -> dict[str, str]:
    """The event of each mention that a claim's trigger overlaps; ``names`` by report's id."""
    triggers: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for event in events:
        for row in event.claims:
            word = row.claim.trigger
            triggers[names[row.report.id]].append((word.start, word.end, event.id))
    found: dict[str, str] = {}
    for gold in golds:
        fitting = [
            (overlap(gold, start, end), start - end, event)
            for start, end, event in triggers[gold.document]
            if overlap(gold, start, end)
        ]
        if fitting:
            found[gold.id] = max(fitting)[2]
    return found


def clusters(golds: Iterable[Mention], key: Callable[[Mention], Hashable]) -> list[set[str]]:
    """The mentions by a key."""
    found: defaultdict[Hashable, set[str]] = defaultdict(set)
    for gold in golds:
        found[key(gold)].add(gold.id)
    return list(found.values())


def head_lemmas(golds: Iterable[Mention], texts: dict[str, str]) -> dict[str, str]:
    """The lemma of each mention's head: the first of its words whose head is outside of it."""
    parser = load_parser()
    by_document: defaultdict[str, list[Mention]] = defaultdict(list)
    for gold in golds:
        by_document[gold.document].append(gold)
    names = sorted(by_document)
    found: dict[str, str] = {}
    for name, parsed in zip(names, parser.pipe(texts[name] for name in names), strict=True):
        for gold in by_document[name]:
            words = [word for word in parsed if overlap(gold, word.idx, word.idx + len(word.text))]
            inside = {word.i for word in words}
            heads = [word for word in words if word.head.i not in inside or word.head.i == word.i]
            head = (heads or words)[0]
            lemma = parser.word_class(head, expletive_before=False)[1]
            found[gold.id] = (lemma or head.text).casefold()
    return found


def topic_of(document: str) -> str:
    """The gold topic that a document's name begins with."""
    return document.partition("_")[0]


def scored(gold: list[set[str]], found: list[set[str]]) -> Json:
    """All measures of a clustering, in per cent."""
    from scorch import scores

    metrics: dict[str, Metric] = {
        "muc": scores.muc, "b3": scores.b_cubed, "ceafe": scores.ceaf_e,
    }  # fmt: skip
    told: dict[str, Any] = {}
    for name, metric in metrics.items():
        recall, precision, f1 = (round(100 * float(value), 1) for value in metric(gold, found))
        told[name] = {"precision": precision, "recall": recall, "f1": f1}
    told["conll_f1"] = round(sum(told[name]["f1"] for name in metrics) / len(metrics), 1)
    told["clusters"] = len(found)
    return told


def joined(golds: Sequence[Mention], found: dict[str, str]) -> Iterator[tuple[Mention, Mention]]:
    """Pairs of mentions of two documents that stand in one event."""
    matched = [gold for gold in golds if gold.id in found]
    for number, one in enumerate(matched):
        for other in matched[:number]:
            if found[one.id] == found[other.id] and one.document != other.document:
                yield one, other


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Fogline's clusters and the baselines', with what was matched."""
    folder = corpora / "ecbplus"
    texts, spans = documents(folder / "ECB_Dev_corpus.txt")
    names = take(sorted(texts), sample, key=str)
    golds = mentions(folder / "ECB_Dev_Event_gold_mentions.json", spans, names)
    readings = read_reports([Text(name, texts[name]) for name in names])
    named = {record.report.id: name for name, (_, record) in zip(names, readings, strict=True)}
    matched = by_event(golds, events_of(readings, filing()), named)
    lemmas = head_lemmas(golds, texts)
    pairs = list(joined(golds, matched))
    right = sum(one.cluster == other.cluster for one, other in pairs)
    for one, other in pairs:
        if one.cluster != other.cluster:
            words = [
                " ".join(texts[row.document][start:end] for start, end in row.spans)
                for row in (one, other)
            ]
            errors.show("wrong", f"{one.document} {words[0]} / {other.document} {words[1]}")
    near = [row for row in golds if topic_of(row.document) == NEAR_WAR]
    return {
        "documents": len(names),
        "mentions": len(golds),
        "gold_clusters": len({row.cluster for row in golds}),
        "matched": percent(len(matched), len(golds)),
        "joined_across_documents": len(pairs),
        "of_those_right": percent(right, len(pairs)),
        "all": compared(golds, matched, lemmas),
        "piracy": compared(near, matched, lemmas),
    }


def compared(golds: Sequence[Mention], matched: dict[str, str], lemmas: dict[str, str]) -> Json:
    """Fogline's clusters of these mentions and the baselines', scored."""
    gold = clusters(golds, lambda row: row.cluster)
    told = {
        "fogline": clusters(golds, lambda row: matched.get(row.id, row.id)),
        "singletons": clusters(golds, lambda row: row.id),
        "lemma": clusters(golds, lambda row: (topic_of(row.document), lemmas[row.id])),
    }
    return {name: scored(gold, found) for name, found in told.items()}


if __name__ == "__main__":
    run_alone(__doc__, score)
