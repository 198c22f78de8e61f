"""Scores place names against TR-News, LGL and GeoWebNews.

    python benchmarks/toponyms.py [--corpora ../shared/corpora] [--only tr-news] [--sample 30]

Prints JSON. For each corpus: how many toponyms have gold coordinates (``gold``), the share of
them that was found at all (``found``), that was found and given coordinates (``resolved``), and
that was found and put within 161 km, or given the gold's own GeoNames number (``right``, of all;
``accuracy``, of the resolved). ``within_161`` is by distance alone. ``median_km`` is the median
error of the resolved. ``adjectives`` is the share of gold that stands in an adjective ("Egyptian",
"U.S." before a noun), which is no place to Fogline; ``resolved_names`` is ``resolved`` of the rest.
Nothing was trained on these corpora; the weights of ``fogline.resolve.place_rank`` were set by
hand on samples of them.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from fogline.extract.names import NameMention, find_names, mask_edits
from fogline.knowledge.actors import NameClass, load_actor_tables
from fogline.knowledge.atlas import load_atlas
from fogline.knowledge.gazetteer_file import gazetteer_path, open_gazetteer
from fogline.language.layout import find_paragraphs
from fogline.language.parse import load_parser, parse
from fogline.records.place import Place
from fogline.records.report import UNKNOWN_PUBLICATION, Report
from fogline.resolve.place_rank import distance
from fogline.resolve.places import find_places

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


def report_of(text: str) -> Report:
    """An article as a report without a title, a date or boilerplate."""
    return Report(
        id="",
        title=None,
        title_span=None,
        publisher=None,
        via=None,
        byline=(),
        url=None,
        language="en",
        published=UNKNOWN_PUBLICATION,
        text=text,
        dateline=None,
        boilerplate=(),
    )


def match(toponym: Toponym, places: Sequence[Place]) -> Place | None:
    """The place with the mention that overlaps the gold one most; relations do not count."""
    best: tuple[float, Place] | None = None
    for place in places:
        if place.relation is not None:
            continue
        for span in place.mentions:
            shared = min(span.end, toponym.end) - max(span.start, toponym.start)
            if shared > 0:
                overlap = shared / max(len(span), toponym.end - toponym.start)
                if best is None or overlap > best[0]:
                    best = (overlap, place)
    return best[1] if best else None


@dataclass(slots=True)
class Tally:
    """Counts over a corpus; ``errors`` in kilometres, of the resolved."""

    gold: int = 0
    found: int = 0
    right: int = 0
    near: int = 0
    adjectives: int = 0
    errors: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def add(
        self, article: Article, places: Sequence[Place], names: Sequence[NameMention] = ()
    ) -> None:
        """Count one article; ``names`` are the known names in it."""
        adjectives = [name.span for name in names if name.form in _ADJECTIVES]
        for toponym in article.toponyms:
            self.gold += 1
            place = match(toponym, places)
            if place is None:
                self.adjectives += any(
                    span.start < toponym.end and toponym.start < span.end for span in adjectives
                )
                self.wrong.append(f"{article.number} missed {toponym.name!r}")
                continue
            self.found += 1
            if place.lat is None or place.lon is None:
                self.wrong.append(f"{article.number} open {toponym.name!r}: {place.reason}")
                continue
            away = distance(place.lat, place.lon, toponym.lat, toponym.lon)
            same = place.gazetteer == f"geonames:{toponym.geonames}"
            self.errors.append(0.0 if same else away)
            self.near += away <= NEAR
            self.right += same or away <= NEAR
            if not same and away > NEAR:
                self.wrong.append(
                    f"{article.number} {away:.0f} km {toponym.name!r} ({toponym.geonames}): "
                    f"{place.name} {place.gazetteer} {place.country}; {place.reason}"
                )

    def figures(self) -> dict[str, float | int]:
        """The figures that the module's text explains."""
        gold, resolved = max(self.gold, 1), max(len(self.errors), 1)
        return {
            "gold": self.gold,
            "found": round(100 * self.found / gold, 1),
            "resolved": round(100 * len(self.errors) / gold, 1),
            "right": round(100 * self.right / gold, 1),
            "within_161": round(100 * self.near / gold, 1),
            "accuracy": round(100 * self.right / resolved, 1),
            "adjectives": round(100 * self.adjectives / gold, 1),
            "resolved_names": round(
                100 * len(self.errors) / max(self.gold - self.adjectives, 1), 1
            ),
            "median_km": round(statistics.median(self.errors), 1) if self.errors else 0.0,
        }


def chosen(articles: Sequence[Article], sample: int) -> list[Article]:
    """A sample of the articles, the same one each time."""
    if not sample or sample >= len(articles):
        return list(articles)
    return random.Random(7).sample(list(articles), sample)


def main() -> None:
    """Score and print."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    options.add_argument("--only", choices=sorted(CORPORA))
    options.add_argument("--sample", type=int, default=0, help="articles of each corpus (0: all)")
    options.add_argument("--errors", action="store_true", help="list what is wrong, on stderr")
    given = options.parse_args()
    parser, tables, atlas = load_parser(), load_actor_tables(), load_atlas()
    gazetteer = open_gazetteer(gazetteer_path(os.environ))
    figures: dict[str, Any] = {}
    for name, (file, read) in CORPORA.items():
        if given.only not in (None, name):
            continue
        tally = Tally()
        for article in chosen(list(read(given.corpora / file)), given.sample):
            names = find_names(article.text, tables)
            stretches = find_paragraphs(article.text)
            document = parse(article.text, stretches, mask_edits(names), parser)
            places = find_places(document, names, report_of(article.text), gazetteer, atlas)
            tally.add(article, places, names)
        figures[name] = tally.figures()
        if given.errors:
            print("\n".join(tally.wrong), file=sys.stderr)
    print(json.dumps(figures, indent=2))


if __name__ == "__main__":
    main()
