"""Scores counts of the dead, actor and cause against FA-KES, articles on the war in Syria.

    python benchmarks/fakes.py [--corpora FOLDER] [--sample N] [--errors N]

Headline and article are read as one text, undated. FA-KES gives one toll an article, so an adapter
picks it from the record: of the numbers killed, or of bodies, that are no part of another and not
the war's, the first one ("as many as 40" is read as 40); an interval ("dozens") gives way to the
first exact number inside it. It counts civilians unless the report says fighters of it or of the
same number elsewhere; where it counts fighters, or counts both, the civilians (or children and
women) named within a few hundred characters are taken, and none otherwise. Fighters, children and
women are the first number of each that is not larger than the toll allows. Baseline: the first
number that stands within six words before, or three after, a word for killing, all of them
civilians; for children, women and fighters the first number right before such a word. Actor and
cause: the label that most ASSAULT claims of the article map to by two small tables, "unknown"
where none does.

``civilians_within_10`` allows a tenth of the gold number. ``..._where_any`` looks only at articles
whose gold number is not 0, since most articles name no child, woman or fighter. The labels are a
crowd's and noisy. The adapter and the reader's rules for numbers in headlines were written with
the open half in view; the other half was never seen.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path

from common import Errors, Json, Text, percent, read_texts, run_alone, take

COLUMNS = {
    "civilians": "nb_civilians",
    "noncivilians": "nb_noncivilians",
    "children": "nb_children",
    "women": "nb_women",
}
FIGHTERS = frozenset(("soldiers", "police"))
OTHERS = frozenset(("civilians", "children", "women"))
SAME_PASSAGE = 300
DEAD = frozenset(("killed", "bodies"))

GOVERNMENT = "syrian government or russian troops"
# The first row that fits an actor's name counts; then its kind and country.
ACTOR_NAMES = (
    (
        "the organization of the islamic state in iraq and the levant - isis",
        r"islamic state|daesh|isi[sl]\b",
    ),
    ("al-nusra front", r"nusra"),
    ("self administration forces", r"syrian democratic forces|\bypg\b|\bsdf\b|kurd"),
    ("international coalition forces", r"coalition|inherent resolve|united states|\bus\b"),
    (GOVERNMENT, r"regime|assad|syrian arab army|government|\barmy\b"),
    ("armed opposition groups", r"rebel|opposition|insurgent|terrorist|militant|jaysh|free syrian"),
)
STATE_KINDS = frozenset(("government", "ministry", "military", "person"))
CAUSES = {
    "shelling": ("airstrike", "shelling", "heavy-weapons", "missile", "drone", "naval"),
    "explosion": ("explosives", "suicide-attack", "car-bomb", "mine", "ied", "grenade", "sabotage"),
    "chemical and toxic gases": ("chemical",),
    "shooting": ("firearms", "ground-clash", "ambush"),
    "execution": ("execute", "massacre"),
}
CAUSE_OF = {mode: cause for cause, modes in CAUSES.items() for mode in modes}

_NUMBERS = [
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
    "twenty",
]
_NUMBER = rf"(?P<number>\b(?:\d[\d,]*|{'|'.join(_NUMBERS)})\b)"
_DEAD = r"(?:kill(?:ed|s|ing)?|dead|die[ds]?|deaths?|martyrs?|martyred)"
_REGEX = {
    "civilians": (
        rf"{_NUMBER}(?:\W+\w+){{0,5}}?\W+{_DEAD}\b|\b{_DEAD}(?:\W+[a-z]+){{0,2}}?\W+"
        + _NUMBER.replace("number", "after")
    ),
    "noncivilians": rf"{_NUMBER}\W+(?:soldiers|fighters|militants|terrorists|jihadists|troops)\b",
    "children": rf"{_NUMBER}\W+(?:children|child|kids|minors)\b",
    "women": rf"{_NUMBER}\W+(?:women|woman)\b",
}
_BASELINE = {key: re.compile(pattern, re.IGNORECASE) for key, pattern in _REGEX.items()}


def load(path: Path) -> list[dict[str, str]]:
    """The articles with their labels, a row each."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def text_of(row: dict[str, str]) -> str:
    """Headline and article; many articles repeat the headline themselves."""
    title, body = row["article_title"].strip(), row["article_content"].strip()
    return f"{title}\n\n{body}"


def baseline(text: str) -> dict[str, int]:
    """The counts that a regular expression finds."""
    found = dict.fromkeys(_BASELINE, 0)
    for key, pattern in _BASELINE.items():
        match = pattern.search(text)
        if match:
            said = next(value for value in match.groupdict().values() if value).lower()
            number = _NUMBERS.index(said) + 1 if said in _NUMBERS else int(said.replace(",", ""))
            found[key] = number
    return found


def tolls_of(record: Json) -> list[Json]:
    """The numbers of dead that an article can be about, in text order, each with a number."""
    rows = (row for row in record["quantities"] if row["kind"] in DEAD and row["scope"] != "war")
    told = (row | {"low": row["high"] if row["low"] is None else row["low"]} for row in rows)
    return [row for row in told if row["low"] is not None]


def counts(record: Json) -> dict[str, int]:
    """The article's toll: see the module's text."""
    tolls = tolls_of(record)
    whole = [row for row in tolls if row["part_of"] is None]
    if not whole:
        return dict.fromkeys(COLUMNS, 0)
    main = _settled(whole)
    near = [row for row in tolls if _distance(row, main) < SAME_PASSAGE]
    found = {
        "civilians": _civilians(main, whole, near),
        "noncivilians": _first(near, FIGHTERS),
        "children": 0,
        "women": 0,
    }
    if _fighters(main, whole):
        found["noncivilians"] = main["low"]
    for key in ("children", "women"):
        number = _first(tolls, frozenset((key,)))
        found[key] = number if number <= found["civilians"] else 0
    return found


def _settled(whole: list[Json]) -> Json:
    first = whole[0]
    if first["high"] in {None, first["low"]}:
        return first
    exact = (row for row in whole if row["high"] in {None, row["low"]})
    return next((row for row in exact if first["low"] <= row["low"] <= first["high"]), first)


def _civilians(main: Json, whole: list[Json], near: list[Json]) -> int:
    number: int = main["low"]
    if _fighters(main, whole):
        return _first([row for row in near if row["part_of"] is None], OTHERS)
    if main["who"] in {None, "people"}:
        return _first(near, frozenset(("civilians",)), below=number) or number
    if main["who"] in {"children", "women"}:
        larger = (r for r in whole if r["who"] in {"civilians", "people"} and r["low"] >= number)
        row = next(larger, main)
        number = row["low"]
    return number


def _fighters(main: Json, whole: list[Json]) -> bool:
    """Whether the toll, or the same number where the report says more of it, is fighters'."""
    if main["who"] in FIGHTERS:
        return True
    same = [row["who"] for row in whole if row["low"] == main["low"]]
    known = [who for who in same if who not in {None, "people"}]
    return sum(who in FIGHTERS for who in known) > len(known) / 2


def _first(rows: list[Json], who: frozenset[str], below: int | None = None) -> int:
    for row in rows:
        if row["who"] in who and (below is None or row["low"] < below):
            number: int = row["low"]
            return number
    return 0


def _distance(one: Json, other: Json) -> int:
    distance: int = abs(one["span"]["start"] - other["span"]["start"])
    return distance


def actor_label(actor: Json) -> str | None:
    """FA-KES' label for one actor."""
    for label, pattern in ACTOR_NAMES:
        if re.search(pattern, actor["name"], re.IGNORECASE):
            return label
    if actor["kind"] in STATE_KINDS and actor["country"] in {"SY", "RU"}:
        return GOVERNMENT
    return "armed opposition groups" if actor["kind"] == "armed-group" else None


def actor_and_cause(record: Json) -> tuple[str, str]:
    """The labels that most ASSAULT claims have; ties go to the first one in the text."""
    actors = {row["id"]: row for row in record["actors"]}
    told: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for claim in record["claims"]:
        if claim["type"] != "ASSAULT":
            continue
        told.update(filter(None, (actor_label(actors[one]) for one in claim["actor"])))
        cause = CAUSE_OF.get(claim["mode"] or "")
        causes.update([cause] if cause else [])
    return _most(told), _most(causes)


def _most(told: Counter[str]) -> str:
    return told.most_common(1)[0][0] if told else "unknown"


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read the open half with Fogline and compare."""
    rows = take(load(corpora / "fakes" / "fakes-open.csv"), sample, text_of)
    texts = [Text(f"{number}-{row['unit_id']}", text_of(row)) for number, row in enumerate(rows)]
    ours: list[dict[str, int]] = []
    plain: list[dict[str, int]] = []
    actors = causes = 0
    for row, text, record in zip(rows, texts, read_texts(texts, "FA-KES"), strict=True):
        ours.append(counts(record))
        plain.append(baseline(text.text))
        actor, cause = actor_and_cause(record)
        actors += actor == row["actor"]
        causes += cause == row["cause_of_death"]
        if ours[-1]["civilians"] != int(row["nb_civilians"]):
            headline = row["article_title"]
            errors.show("civilians", f"{row['nb_civilians']} < {ours[-1]}: {headline}")
    common_actor, common_cause = (
        Counter(row[name] for row in rows).most_common(1)[0][1]
        for name in ("actor", "cause_of_death")
    )
    return {
        "articles": len(rows),
        "fogline": _shares(rows, ours)
        | {"actor": percent(actors, len(rows)), "cause": percent(causes, len(rows))},
        "baseline": _shares(rows, plain)
        | {
            "actor": percent(common_actor, len(rows)),
            "cause": percent(common_cause, len(rows)),
        },
    }


def _shares(rows: list[dict[str, str]], told: list[dict[str, int]]) -> dict[str, float]:
    shares: dict[str, float] = {}
    for key, column in COLUMNS.items():
        pairs = [(int(row[column]), one[key]) for row, one in zip(rows, told, strict=True)]
        some = [(want, have) for want, have in pairs if want]
        shares[f"{key}_exact"] = percent(sum(want == have for want, have in pairs), len(pairs))
        if key == "civilians":
            close = sum(abs(want - have) <= 0.1 * want for want, have in pairs)
            shares[f"{key}_within_10"] = percent(close, len(pairs))
        shares[f"{key}_exact_where_any"] = percent(sum(w == h for w, h in some), len(some))
    return shares


if __name__ == "__main__":
    run_alone(__doc__, score)
