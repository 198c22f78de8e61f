"""Scores place names against TR-News, LGL or GeoWebNews.

    python benchmarks/toponyms.py [--part tr-news] [--corpora FOLDER] [--sample N] [--errors N]

Only gold toponyms with coordinates count (``gold``); of GeoWebNews, those that name a place, as
its annotators say. ``found`` is the share with a place whose mention overlaps it, ``resolved`` of
those that also have coordinates. ``within_161`` is the share of all gold toponyms that were put
within 161 km (100 miles), ``accuracy`` the same of the resolved ones, ``median_km`` the median
error of these. ``right`` and ``right_of_resolved`` also count the gold's own GeoNames entry where
the two tables put it far apart: the middle of a large region is a matter of taste.
``adjectives`` is the share of gold that stands in an adjective of a nation and was not found: that
is no place to Fogline. Nothing was trained on these corpora; the weights of
``fogline.resolve.places.rank`` were set by hand on samples of them.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from common import Errors, Json, Text, percent, read_texts, run_alone, take
from fogline.extract.names import find_names
from fogline.knowledge.actors import ActorTables, NameClass, load_actor_tables
from fogline.resolve.places.rank import distance

NEAR = 161.0
_ADJECTIVES = frozenset({NameClass.DEMONYM, NameClass.DEMONYM_PLURAL})
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
    """One article with its gold."""

    number: str
    text: str
    toponyms: tuple[Toponym, ...]


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
            number=str(node.get("docid")), text=_said(node, "text", ""), toponyms=tuple(rows)
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
            number=str(node.get("file")), text=_said(node, "text", ""), toponyms=tuple(rows)
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


def match(toponym: Toponym, places: Sequence[Json]) -> Json | None:
    """The place with the mention that overlaps the gold one most; relations do not count."""
    best: tuple[float, Json] | None = None
    for place in places:
        if place["relation"] is not None:
            continue
        for span in place["mentions"]:
            shared = min(span["end"], toponym.end) - max(span["start"], toponym.start)
            if shared > 0:
                longer = max(span["end"] - span["start"], toponym.end - toponym.start)
                if best is None or shared / longer > best[0]:
                    best = (shared / longer, place)
    return best[1] if best else None


@dataclass(slots=True)
class Tally:
    """Counts over a corpus; ``away`` in kilometres, of the resolved."""

    gold: int = 0
    found: int = 0
    right: int = 0
    near: int = 0
    adjectives: int = 0
    away: list[float] = field(default_factory=list)

    def add(self, article: Article, record: Json, tables: ActorTables, errors: Errors) -> None:
        """Count one article."""
        names = find_names(article.text, tables)
        adjectives = [name.span for name in names if name.form in _ADJECTIVES]
        for toponym in article.toponyms:
            self.gold += 1
            place = match(toponym, record["places"])
            if place is None:
                self.adjectives += any(
                    span.start < toponym.end and toponym.start < span.end for span in adjectives
                )
                errors.show("missed", f"{article.number} {toponym.name!r}")
                continue
            self.found += 1
            self._weigh(toponym, place, article.number, errors)

    def _weigh(self, toponym: Toponym, place: Json, number: str, errors: Errors) -> None:
        if place["lat"] is None or place["lon"] is None:
            errors.show("open", f"{number} {toponym.name!r}: {place['reason']}")
            return
        away = distance(place["lat"], place["lon"], toponym.lat, toponym.lon)
        same = place["gazetteer"] == f"geonames:{toponym.geonames}"
        self.away.append(away)
        self.near += away <= NEAR
        self.right += same or away <= NEAR
        if not same and away > NEAR:
            errors.show(
                "wrong",
                f"{number} {away:.0f} km {toponym.name!r} ({toponym.geonames}): {place['name']} "
                f"{place['gazetteer']} {place['country']}; {place['reason']}",
            )

    def figures(self) -> Json:
        """The figures that the module's text explains."""
        return {
            "gold": self.gold,
            "found": percent(self.found, self.gold),
            "resolved": percent(len(self.away), self.gold),
            "within_161": percent(self.near, self.gold),
            "accuracy": percent(self.near, len(self.away)),
            "right": percent(self.right, self.gold),
            "right_of_resolved": percent(self.right, len(self.away)),
            "adjectives": percent(self.adjectives, self.gold),
            "median_km": round(statistics.median(self.away), 1) if self.away else None,
        }


def score(corpora: Path, sample: int | None, errors: Errors, part: str = "tr-news") -> Json:
    """Read every article of one corpus with Fogline and compare."""
    file, read = CORPORA[part]
    articles = take(read(corpora / file), sample, lambda article: article.number)
    texts = [Text(f"{part}-{article.number}", article.text) for article in articles]
    tables, tally = load_actor_tables(), Tally()
    for article, record in zip(articles, read_texts(texts, part), strict=True):
        tally.add(article, record, tables, errors)
    return {"articles": len(articles)} | tally.figures()


if __name__ == "__main__":
    run_alone(__doc__, score, parts=tuple(CORPORA))
