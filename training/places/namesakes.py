"""Reads TR-News, LGL and GeoWebNews up to the signs of the candidates of each name.

    python -m training.places.namesakes --corpora FOLDER --linker FILE --cache FOLDER

The front half of Fogline reads each article (kept in the cache, as it takes some minutes); the
rules then find and rank names, unknown ones by the curve in ``--linker``. A name counts that the
gold has, with one of its mentions at least. The cache holds the corpora's text: it never goes into
a repository.
"""

from __future__ import annotations

import argparse
import pickle
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from common import corpora_argument
from fogline.extract.names import NameMention
from fogline.knowledge.placemodel import Curve, curve_of
from fogline.language.document import Document
from fogline.pipeline import LANGUAGES, Knowledge, parsed_report
from fogline.records.report import Metadata, Received
from fogline.resolve.places.finder import rank_names
from fogline.resolve.places.rank import distance
from fogline.resolve.places.search import Mention
from fogline.resolve.places.weigh import SAME, signs_of, weighed
from fogline.wiring import default_knowledge
from toponyms import CORPORA, NEAR, Article, Toponym, fold_of
from training.places.examples import Row

FILE = "namesakes.pickle"


@dataclass(frozen=True)
class Read:
    """One article as Fogline's front half reads it."""

    part: str
    article: Article
    document: Document
    names: tuple[NameMention, ...]


@dataclass(frozen=True)
class Namesakes:
    """The weighed candidates of one name, the likeliest by the rules first.

    ``right`` says which are the place meant, ``near`` how many of the ``mentions`` in the gold
    lie within 161 km of each.
    """

    part: str
    fold: int
    signs: tuple[Row, ...]
    right: tuple[bool, ...]
    near: tuple[int, ...]
    mentions: int


def read_all(corpora: Path, knowledge: Knowledge) -> list[Read]:
    """All articles in English."""
    found: list[Read] = []
    for part, (file, read) in CORPORA.items():
        for article in read(corpora / file):
            received = Received(
                name=f"{part}-{article.number}.txt",
                data=article.text.encode(),
                given=Metadata(),
                sidecar=Metadata(),
            )
            report, document, names = parsed_report(received, knowledge)
            if report.language in LANGUAGES:
                found.append(Read(part, article, document, names))
    return found


def namesakes_of(read: Read, curve: Curve, knowledge: Knowledge) -> Iterator[Namesakes]:
    """The names of an article that the gold has, with their candidates."""
    ranked = rank_names(read.document, read.names, knowledge.gazetteer, knowledge.atlas, curve)
    rows = list(signs_of(ranked.groups, ranked.countries, ranked.filed))
    for group, signs in zip(ranked.groups, rows, strict=True):
        mentions = [ranked.mentions[i] for i in group.mentions]
        golds = [gold for one in mentions if (gold := _gold_of(one, read.article.toponyms))]
        if not golds or not signs:
            continue
        most = Counter((gold.geonames, gold.lat, gold.lon) for gold in golds).most_common(1)
        entry, lat, lon = most[0][0]
        weighed_ones = [group.candidates[i] for i in weighed(group)]
        away = [[_away(one.lat, one.lon, gold) for gold in golds] for one in weighed_ones]
        yield Namesakes(
            part=read.part,
            fold=fold_of(read.part, read.article.number),
            signs=tuple(map(dict, signs)),
            right=tuple(
                one.id == f"geonames:{entry}"
                or (
                    one.lat is not None
                    and one.lon is not None
                    and distance(one.lat, one.lon, lat, lon) <= SAME
                )
                for one in weighed_ones
            ),
            near=tuple(sum(far <= NEAR for far in row) for row in away),
            mentions=len(golds),
        )


def _gold_of(mention: Mention, toponyms: Sequence[Toponym]) -> Toponym | None:
    """The toponym that shares most with the mention."""
    shared = [(min(mention.end, x.end) - max(mention.start, x.start), x) for x in toponyms]
    most = max(shared, key=lambda pair: pair[0], default=None)
    return most[1] if most is not None and most[0] > 0 else None


def _away(lat: float | None, lon: float | None, gold: Toponym) -> float:
    if lat is None or lon is None:
        return float("inf")
    return distance(lat, lon, gold.lat, gold.lon)


def main() -> None:
    """The command line."""
    arguments = argparse.ArgumentParser(description=__doc__)
    corpora_argument(arguments)
    arguments.add_argument("--linker", type=Path, required=True)
    arguments.add_argument("--cache", type=Path, required=True)
    given = arguments.parse_args()
    given.cache.mkdir(parents=True, exist_ok=True)
    knowledge = default_knowledge()
    parsed = given.cache / "articles.pickle"
    if not parsed.is_file():
        parsed.write_bytes(pickle.dumps(read_all(given.corpora, knowledge)))
    reads: list[Read] = pickle.loads(parsed.read_bytes())
    with np.load(given.linker, allow_pickle=False) as held:
        curve = curve_of(held, "strangers")
    found = [one for read in reads for one in namesakes_of(read, curve, knowledge)]
    (given.cache / FILE).write_bytes(pickle.dumps(found))
    print(f"{len(reads)} articles, {len(found)} names, {sum(len(x.signs) for x in found)} places")


if __name__ == "__main__":
    main()
