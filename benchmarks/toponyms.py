"""Scores place names against TR-News, LGL or GeoWebNews.

    python benchmarks/toponyms.py [--part tr-news] [--corpora FOLDER] [--sample N] [--errors N]

Only gold toponyms with coordinates count (``gold``); of GeoWebNews, those that name a place, as
its annotators say. These corpora count as toponyms what is no place of anything in a report:
adjectives of nations ("Syrian forces"), seats that stand for governments, places in the names of
other things ("University of X"), the dateline. Fogline records them apart from the places, as
``namings``, each with its use, and no claim is ever set in one. So there are two counts:
``literal`` has the places alone, ``marked`` also the namings, for toponyms that no place with
coordinates covers. Either way, ``found`` is the share of gold with a mention that overlaps it,
``resolved`` of those that also have coordinates. ``within_161`` is the share of all gold toponyms
that were put within 161 km (100 miles), ``accuracy`` the same of the resolved ones, ``median_km``
the median error of these. ``right`` and ``right_of_resolved`` also count the gold's own GeoNames
entry where the two tables put it far apart: the middle of a large region is a matter of taste.
``uses`` has, for each use, how many namings there are, how many overlap a toponym of the gold of
any type, and how many of those that resolve one lie within 161 km. ``reliability`` says what the
score of the place taken is worth: for each band of scores, how many toponyms have it, its mean,
and the share of them that is right (within 161 km, or the very entry). The ranking of a name's
places that Fogline ships was trained on these three corpora (``training/places/ranking.py``); here
each article is ranked by one of ten that were trained the same way without a tenth of the articles,
this one among them (``toponym-folds.npz``; the tenth is a hash of the article's name). The weights
of ``fogline.resolve.places.rank``, which rank before the trees, were set by hand on samples.
"""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cache, partial
from pathlib import Path
from xml.etree import ElementTree

from common import Errors, Json, percent, progress, run_alone, take
from fogline.export.record_json import record_line
from fogline.knowledge.placemodel import Ranker, ranker_of
from fogline.pipeline import read
from fogline.records.report import Metadata, Received
from fogline.resolve.places.rank import distance
from fogline.wiring import default_knowledge

NEAR = 161.0
# Ranking is trained ten times, each time without a tenth of the articles.
FOLDS = 10
FOLDS_FILE = Path(__file__).parent / "toponym-folds.npz"
# Bands of scores, from the least.
BANDS = ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.01))
# Types of GeoWebNews that name no place of their own.
_NO_PLACE = frozenset({"Demonym", "Language", "Homonym", "Non_Toponym"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Toponym:
    """One gold toponym, in characters of its article."""

    start: int
    end: int
    name: str
    geonames: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article with its gold; ``spans`` are those of all toponyms, of whatever type."""

    number: str
    text: str
    toponyms: tuple[Toponym, ...]
    spans: tuple[tuple[int, int], ...]


def read_lgl(path: Path) -> Iterator[Article]:
    """The articles of LGL or TR-News."""
    for node in ElementTree.parse(path).getroot():
        rows = []
        for toponym in node.iter("toponym"):
            tag = toponym.find("gaztag")
            if tag is None or tag.find("lat") is None:
                continue
            rows.append(
                Toponym(
                    start=int(_said(toponym, "start")),
                    end=int(_said(toponym, "end")),
                    name=_said(toponym, "phrase"),
                    geonames=str(tag.get("geonameid")),
                    lat=float(_said(tag, "lat")),
                    lon=float(_said(tag, "lon")),
                )
            )
        yield Article(
            number=str(node.get("docid")),
            text=_said(node, "text", ""),
            toponyms=tuple(rows),
            spans=_spans(node),
        )


def read_geowebnews(path: Path) -> Iterator[Article]:
    """The articles of GeoWebNews."""
    for node in ElementTree.parse(path).getroot():
        rows = []
        for toponym in node.iter("toponym"):
            number = _said(toponym, "geonamesID", "")
            if _said(toponym, "type", "") in _NO_PLACE or not number.isdigit():
                continue
            rows.append(
                Toponym(
                    start=int(_said(toponym, "start")),
                    end=int(_said(toponym, "end")),
                    name=_said(toponym, "extractedName"),
                    geonames=number,
                    lat=float(_said(toponym, "latitude")),
                    lon=float(_said(toponym, "longitude")),
                )
            )
        yield Article(
            number=str(node.get("file")),
            text=_said(node, "text", ""),
            toponyms=tuple(rows),
            spans=_spans(node),
        )


def _read(part: str, article: Article) -> Json:
    """The record of an article, its places ranked by trees that have not seen it."""
    knowledge = default_knowledge()
    ranking = _folds()[fold_of(part, article.number)]
    received = Received(
        name=f"{part}-{article.number}.txt",
        data=article.text.encode("utf-8"),
        given=Metadata(),
        sidecar=Metadata(),
    )
    placing = replace(knowledge.placing, ranking=ranking)
    record: Json = json.loads(record_line(read(received, replace(knowledge, placing=placing))))
    if record["report"]["text"] != article.text:
        raise SystemExit(f"{received.name}: the offsets are not those of the corpus")
    return record


@cache
def _folds() -> tuple[Ranker, ...]:
    """The rankings that were trained without a tenth each."""
    import numpy as np  # not before the parser has set its threads

    with np.load(FOLDS_FILE, allow_pickle=False) as held:
        return tuple(ranker_of(held, f"fold{fold}") for fold in range(FOLDS))


def _records(part: str, articles: Sequence[Article]) -> Iterator[Json]:
    """The records of the articles, in order; one process reads for each core."""
    default_knowledge()  # a forked process shares its parent's models
    forking = "fork" in multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("fork" if forking else "spawn")
    with ProcessPoolExecutor(os.cpu_count(), mp_context=context) as pool:
        found = pool.map(partial(_read, part), articles, chunksize=4)
        for number, record in enumerate(found, start=1):
            progress(part, number, len(articles))
            yield record


def _spans(node: ElementTree.Element) -> tuple[tuple[int, int], ...]:
    return tuple(
        (int(_said(toponym, "start")), int(_said(toponym, "end")))
        for toponym in node.iter("toponym")
    )


def _said(node: ElementTree.Element, name: str, default: str | None = None) -> str:
    text = node.findtext(name)
    if text is None:
        if default is None:
            raise SystemExit(f"the corpus lacks <{name}> in <{node.tag}>")
        return default
    return text


CORPORA = {
    "tr-news": ("tr-news/TR-News.xml", read_lgl),
    "lgl": ("lgl/lgl.xml", read_lgl),
    "geowebnews": ("geowebnews/GWN.xml", read_geowebnews),
}


def fold_of(part: str, number: str) -> int:
    """The tenth of the three corpora that an article belongs to."""
    return int(hashlib.sha256(f"{part}-{number}".encode()).hexdigest(), 16) % FOLDS


def match(toponym: Toponym, places: Sequence[Json]) -> Json | None:
    """The place with the mention that overlaps the gold one most; relations do not count."""
    best: tuple[float, Json] | None = None
    for place in places:
        if place.get("relation") is not None:
            continue
        for span in place["mentions"]:
            shared = min(span["end"], toponym.end) - max(span["start"], toponym.start)
            if shared > 0:
                longer = max(span["end"] - span["start"], toponym.end - toponym.start)
                if best is None or shared / longer > best[0]:
                    best = (shared / longer, place)
    return best[1] if best else None


@dataclass(slots=True)
class Count:
    """Counts over a corpus; ``away`` in kilometres, of the resolved."""

    found: int = 0
    right: int = 0
    away: list[float] = field(default_factory=list)

    def add(self, toponym: Toponym, place: Json | None) -> bool:
        """Count one toponym and its place; False where the place is a wrong one."""
        if place is None:
            return True
        self.found += 1
        if place["lat"] is None or place["lon"] is None:
            return True
        self.away.append(distance(place["lat"], place["lon"], toponym.lat, toponym.lon))
        near = self.away[-1] <= NEAR
        right = near or place["gazetteer"] == f"geonames:{toponym.geonames}"
        self.right += right
        return right

    def figures(self, gold: int) -> Json:
        """The figures that the module's text explains."""
        near = sum(away <= NEAR for away in self.away)
        return {
            "found": percent(self.found, gold),
            "resolved": percent(len(self.away), gold),
            "within_161": percent(near, gold),
            "accuracy": percent(near, len(self.away)),
            "right": percent(self.right, gold),
            "right_of_resolved": percent(self.right, len(self.away)),
            "median_km": round(statistics.median(self.away), 1) if self.away else None,
        }


@dataclass(slots=True)
class Tally:
    """The gold toponyms of a corpus, by the places alone and with the namings."""

    gold: int = 0
    literal: Count = field(default_factory=Count)
    marked: Count = field(default_factory=Count)
    namings: Counter[tuple[str, str]] = field(default_factory=Counter)
    scores: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, article: Article, record: Json, errors: Errors) -> None:
        """Count one article."""
        for naming in record["namings"]:
            for span in naming["mentions"]:
                self.namings[naming["use"], "all"] += 1
                if any(span["start"] < end and start < span["end"] for start, end in article.spans):
                    self.namings[naming["use"], "in_gold"] += 1
        for toponym in article.toponyms:
            self.gold += 1
            place = match(toponym, record["places"])
            right = self.literal.add(toponym, place)
            if place is not None and place["gazetteer"] and place["candidates"]:
                self.scores.append((place["candidates"][0]["score"], right))
            if place is None or place["lat"] is None:
                naming = match(toponym, record["namings"])
                place = naming if naming is not None else place
                if naming is not None:
                    self._count_use(toponym, naming)
            right = self.marked.add(toponym, place)
            self._show(toponym, place, right, article.number, errors)

    def _count_use(self, toponym: Toponym, naming: Json) -> None:
        self.namings[naming["use"], "resolving"] += 1
        away = distance(naming["lat"], naming["lon"], toponym.lat, toponym.lon)
        self.namings[naming["use"], "near"] += away <= NEAR

    def _show(
        self, toponym: Toponym, place: Json | None, right: bool, number: str, errors: Errors
    ) -> None:
        if place is None:
            errors.show("missed", f"{number} {toponym.name!r}")
        elif place["lat"] is None:
            errors.show("open", f"{number} {toponym.name!r}: {place['reason']}")
        elif not right:
            errors.show(
                "wrong",
                f"{number} {toponym.name!r} ({toponym.geonames}): {place['name']} "
                f"{place['gazetteer']} {place['country']}; {place['reason']}",
            )

    def _band(self, least: float, most: float) -> Json:
        here = [row for row in self.scores if least <= row[0] < most]
        return {
            "from": least,
            "toponyms": len(here),
            "score": round(100 * statistics.fmean(row[0] for row in here), 1) if here else None,
            "right": percent(sum(right for _, right in here), len(here)),
        }

    def figures(self) -> Json:
        """The figures that the module's text explains."""
        uses = sorted({use for use, _ in self.namings})
        kinds = ("all", "in_gold", "resolving", "near")
        return {
            "gold": self.gold,
            "literal": self.literal.figures(self.gold),
            "marked": self.marked.figures(self.gold),
            "reliability": [self._band(least, most) for least, most in BANDS],
            "uses": {use: {kind: self.namings[use, kind] for kind in kinds} for use in uses},
        }


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "tr-news") -> Json:
    """Read every article of one corpus with Fogline and compare."""
    file, reader = CORPORA[part]
    articles = take(reader(corpora / file), sample, lambda article: article.number)
    tally = Tally()
    for article, record in zip(articles, _records(part, articles), strict=True):
        tally.add(article, record, errors)
    return {"articles": len(articles)} | tally.figures()


if __name__ == "__main__":
    run_alone(__doc__, score, parts=tuple(CORPORA))
