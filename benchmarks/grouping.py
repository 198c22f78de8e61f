"""Groups the claims of 517 articles of rival outlets into events, and checks judged pairs.

    python benchmarks/grouping.py [--corpora FOLDER] [--errors N] [--draw N]

The open half of FA-KES, articles of 15 outlets on the war in Syria, is read with the whole reader
and put into one ledger: publisher and day of publication are the corpus's, each report is received
a day later, the view is as of the end. "Told by more than one publisher" counts what stands in the
event, whoever says it. "Tolls that differ" are two numbers of one kind and of the same people, from
different holders, that cannot both be right. The day of publication is often that of the happening
and not of the article, so that days told as "Tuesday" come out wrong in some.

Pairs were drawn with a fixed seed and judged by one reader (not a panel of people), who saw both
passages with place, day, type and numbers: the same happening, not the same, or cannot tell. Joined
pairs: two claims of different reports in one event, at most two from one event. Near misses: two
claims of different reports, of one family of deeds, one region and periods at most three days
apart, in different events; at most one from two events. Of each sample half were drawn from all
such pairs and half from the types of events in turn. ``grouping-pairs.json`` holds which claims
were judged (the beginning of the report's id, where the trigger starts, the type) and the verdict,
and no text. Precision is the share of pairs judged the same among the judged pairs (of both
samples) that are joined today; recall the share of pairs judged the same that are joined today.
"Cannot tell" counts in neither. Rules were changed with the first pairs in view, so that their
figures are no forecast for other reports. The ``unseen`` pairs were drawn after that and judged
without knowing which of them are joined: their figures stand for what was drawn, half joined pairs
and half near misses, and are no picture of all pairs, most of which are far apart. A pair one of
whose claims the reader no longer finds is lost and left out.

``--draw N`` prints N pairs of each sample with their text, the judged ones left out, to be judged.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from common import Errors, Json, Text, corpora_argument, percent, take
from fakes import load, text_of
from fogline.corroborate.filing.moments import DAY_HOURS
from fogline.corroborate.grouping import Profile, profile_of
from fogline.corroborate.grouping.features import counts_agree
from fogline.knowledge.grouping import GroupingTables
from fogline.records.event import Event, EventClaim
from ledgers import Reading, events_of, filing, read_reports

PAIRS = Path(__file__).parent / "grouping-pairs.json"
SEED = 11
DRAWN = 60
FROM_ONE_EVENT = 2
NEAR_DAYS = 3
# So much of a report's id tells it from the others.
PREFIX = 12

AROUND = 220

# The beginning of a report's id, where the trigger starts, and the claim's type.
Name = tuple[str, int, str]


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with the event that it is in, and its features."""

    row: EventClaim
    event: Event
    profile: Profile

    @property
    def name(self) -> Name:
        """What finds the claim again."""
        return self.row.report.id[:PREFIX], self.row.claim.trigger.start, self.row.claim.type


TwoTold = tuple[Told, Told]


def read(corpora: Path, sample: int | None) -> list[Reading]:
    """The articles as records, in the order of their days."""
    rows = take(load(corpora / "fakes" / "fakes-open.csv"), sample, key=lambda row: row["unit_id"])
    texts = [Text(str(number), text_of(row), _day(row["date"])) for number, row in enumerate(rows)]
    found = read_reports(texts, [row["source"] for row in rows])
    return sorted(found, key=lambda row: (row[1].report.published.start or "", row[1].report.id))


def _day(told: str) -> str:
    month, day, year = (int(part) for part in told.split("/"))
    return f"20{year:02}-{month:02}-{day:02}"


# -- what the ledger makes of them -------------------------------------------------------------


def figures(events: Sequence[Event]) -> Json:
    """How many events there are, and how many outlets tell of them."""
    several = [event for event in events if len(publishers(event)) > 1]
    claims = sum(len(event.claims) for event in events)
    shared = sum(len(event.claims) for event in several)
    tolls = [event for event in events if tolls_differ(event)]
    return {
        "claims": claims,
        "events": len(events),
        "several_publishers": len(several),
        "three_publishers": sum(len(publishers(event)) > 2 for event in events),
        "claims_in_those": percent(shared, claims),
        "largest": max((len(event.claims) for event in events), default=0),
        "tolls_differ": len(tolls),
        "tolls_differ_and_several_publishers": sum(len(publishers(row)) > 1 for row in tolls),
        "standing": dict(Counter(row.is_.value for event in events for row in event.standing)),
    }


def publishers(event: Event) -> set[str | None]:
    """The outlets that tell of an event."""
    return {row.report.publisher for row in event.claims}


def tolls_differ(event: Event) -> bool:
    """Whether two holders give numbers of the same people that cannot both be right."""
    counted = [
        (row.claim.holder.key, count)
        for row in event.claims
        for count in row.claim.counts
        if not count.part
    ]
    return any(
        one.kind == other.kind
        and one.who == other.who
        and mine != theirs
        and counts_agree(one, other) == "apart"
        for (mine, one), (theirs, other) in itertools.combinations(counted, 2)
    )


# -- drawing pairs -----------------------------------------------------------------------------


def told_in(events: Iterable[Event], tables: GroupingTables) -> list[Told]:
    """Every claim with its event, in the order of their names."""
    rows = (
        Told(row, event, profile_of(row.claim, tables)) for event in events for row in event.claims
    )
    return sorted(rows, key=lambda row: (row.name, row.row.claim.key))


def joined_pairs(told: Sequence[Told]) -> dict[str, list[TwoTold]]:
    """Pairs of claims of different reports in one event, by the event's type; few of each."""
    chance = random.Random(SEED)
    by_event: defaultdict[str, list[Told]] = defaultdict(list)
    for row in told:
        by_event[row.event.id].append(row)
    found: defaultdict[str, list[TwoTold]] = defaultdict(list)
    for rows in by_event.values():
        pairs = [
            (a, b) for a, b in itertools.combinations(rows, 2) if a.row.report.id != b.row.report.id
        ]
        chosen = chance.sample(pairs, min(FROM_ONE_EVENT, len(pairs)))
        found[rows[0].event.type].extend(chosen)
    return found


def near_misses(told: Sequence[Told]) -> dict[str, list[TwoTold]]:
    """Pairs of claims that could be one happening and are in different events, by type."""
    by_ground: defaultdict[tuple[str, str], list[Told]] = defaultdict(list)
    for row in told:
        profile = row.profile
        if profile.region is not None and profile.bounded and profile.world == "real":
            for family in profile.families:
                by_ground[family, profile.region].append(row)
    found: defaultdict[str, list[TwoTold]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for rows in by_ground.values():
        for one, other in itertools.combinations(rows, 2):
            events = one.event.id, other.event.id
            if events[0] == events[1] or one.row.report.id == other.row.report.id:
                continue
            gap = max(one.profile.first, other.profile.first)
            gap -= min(one.profile.last, other.profile.last)
            if gap <= NEAR_DAYS * DAY_HOURS and events not in seen:
                seen.add(events)
                found[one.row.claim.type].append((one, other))
    return found


def drawn(groups: dict[str, list[TwoTold]], number: int) -> Iterator[TwoTold]:
    """So many pairs: every second one from all of them, the others from the types in turn."""
    chance = random.Random(SEED)
    queues = [chance.sample(groups[name], len(groups[name])) for name in sorted(groups)]
    every = [pair for queue in queues for pair in queue]
    chance.shuffle(every)
    given: set[frozenset[Name]] = set()
    turns = itertools.cycle(range(len(queues)))
    while number and every:
        for queue in (every, queues[next(turns)]):
            pair = next((row for row in reversed(queue) if _names(row) not in given), None)
            if pair is not None and number:
                given.add(_names(pair))
                queue.remove(pair)
                number -= 1
                yield pair
        every = [row for row in every if _names(row) not in given]


def _names(pair: TwoTold) -> frozenset[Name]:
    return frozenset(row.name for row in pair)


def print_draw(told: Sequence[Told], readings: Sequence[Reading], number: int) -> None:
    """Pairs to be judged, with their text: the corpus's, so not to be kept."""
    texts = {record.report.id: record.report.text for _, record in readings}
    known = {frozenset((*row["one"], *row["other"])) for row in judged()}
    for sample, groups in (("joined", joined_pairs(told)), ("near", near_misses(told))):
        for one, other in drawn(groups, number):
            if frozenset((*one.name, *other.name)) in known:
                continue
            print(f"\n{json.dumps({'sample': sample, 'one': one.name, 'other': other.name})}")
            for row in (one, other):
                start, end = row.row.claim.trigger.start, row.row.claim.trigger.end
                text = texts[row.row.report.id]
                before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
                told_words = f"{before}<<{text[start:end]}>>{after}"
                print(f"  {_shown(row)}\n     {' '.join(told_words.split())}")


# -- judged pairs ------------------------------------------------------------------------------


def judged() -> list[Json]:
    """The pairs that were judged: ``one`` and ``other`` with ``sample`` and ``verdict``."""
    rows: list[Json] = json.loads(PAIRS.read_text(encoding="utf-8")) if PAIRS.is_file() else []
    return rows


def check(told: Sequence[Told], errors: Errors, rows: Sequence[Json]) -> Json:
    """Precision and recall over judged pairs."""
    by_name = {row.name: row for row in told}
    counts: Counter[tuple[str, bool]] = Counter()
    for row in rows:
        ends = [by_name.get((end[0], end[1], end[2])) for end in (row["one"], row["other"])]
        one, other = ends
        if one is None or other is None:
            counts["lost", False] += 1
            continue
        joined = one.event.id == other.event.id
        counts[row["verdict"], joined] += 1
        if row["verdict"] != "unclear" and joined != (row["verdict"] == "same"):
            errors.show("wrong-merge" if joined else "miss", shown(one, other))
    same, wrong = counts["same", True], counts["different", True]
    missed = counts["same", False]
    return {
        "judged": len(rows) - counts["lost", False],
        "lost": counts["lost", False],
        "cannot_tell": counts["unclear", True] + counts["unclear", False],
        "same": same + missed,
        "different": wrong + counts["different", False],
        "joined_same": same,
        "joined_different": wrong,
        "precision": percent(same, same + wrong),
        "recall": percent(same, same + missed),
        "pairs": [
            f"{'-'.join(map(str, row['one'][:2]))} {'-'.join(map(str, row['other'][:2]))} "
            f"{row['verdict']}"
            for row in rows
        ],
    }


def shown(one: Told, other: Told) -> str:
    """Two claims as they are judged."""
    return f"{_shown(one)} || {_shown(other)}"


def _shown(told: Told) -> str:
    claim = told.row.claim
    place, when = claim.place, claim.time
    return " ".join(
        (
            "-".join(map(str, told.name)),
            told.row.report.published or "",
            f"{claim.type}/{claim.mode} {claim.says.value}",
            f"[{place.name}/{place.kind}/{place.basis.value}]" if place else "[-]",
            f"{when.start}..{when.end}/{when.basis.value}" if when else "-",
            ",".join(f"{row.kind}:{row.who}:{row.low}-{row.high}" for row in claim.counts),
            f"<{claim.trigger.text}>",
        )
    )


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """The ledger's figures, and precision and recall over the judged pairs."""
    known = filing()
    readings = read(corpora, sample)
    events = events_of(readings, known)
    reports = len({record.report.id for _, record in readings})
    outlets = len({record.report.publisher for _, record in readings})
    told = told_in(events, known.grouping)
    seen = [row for row in judged() if not row.get("unseen")]
    unseen = [row for row in judged() if row.get("unseen")]
    return {
        "reports": reports,
        "publishers": outlets,
        **figures(events),
        "checked": check(told, errors, seen),
        "unseen": check(told, errors, unseen),
    }


def main() -> None:
    """Score and print JSON; or print pairs to be judged."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpora_argument(options)
    options.add_argument("--errors", type=int, default=0, metavar="N", help="print N of each kind")
    options.add_argument("--draw", type=int, default=0, metavar="N", help="print pairs to judge")
    given = options.parse_args()
    if not given.draw:
        print(json.dumps(score(given.corpora, given.sample, Errors(given.errors)), indent=2))
        return
    known = filing()
    readings = read(given.corpora, given.sample)
    told = told_in(events_of(readings, known), known.grouping)
    print_draw(told, readings, given.draw)


if __name__ == "__main__":
    main()
