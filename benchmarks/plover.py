"""Scores the PLOVER types, actors and recipients of claims against CAMEO's example sentences.

    python benchmarks/plover.py [--corpora FOLDER] [--sample N] [--errors N]

Each of the 322 sentences (from CAMEO's manual, coded for PLOVER in 2016) is read as a report of
its own. PLOVER of 2021 has fewer types: DEMAND is read as REQUEST, DISAPPROVE and INVESTIGATE as
ACCUSE, FIGHT as ASSAULT. It also moved some deeds between SANCTION, COERCE and ASSAULT (embargoes,
the destruction of property, violent repression, the taking of ground): the sentences keep the
classes of CAMEO, so those come from a claim's CAMEO code and the other types from its PLOVER code.
CAMEO codes what is announced as intent and what is refused as rejection, where Fogline keeps type,
modality and polarity apart: a deed of cooperation yet to be done counts as AGREE, and one that is
negated as REJECT; pressure or force yet to come counts as THREATEN.

The type is that of the most salient claim that has one: a deed that the sentence states before one
that it only demands, doubts or makes a condition of; verbs before nouns; then the first in the
text. ``type_among_claims`` is the share of sentences in which any claim at all has the right type.

The actor is right where a mention of one of that claim's actors touches words that the gold names
as the source, likewise the recipient with the target; CAMEO takes a country or town where something
is done for its target, so the place stands in for a recipient that a claim has not. Both are
counted over the sentences whose gold names one. The confusion table gives, for each gold type,
what the sentences were read as. Nothing was trained on the sentences, but triggers and adapter
were written with them in view.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from common import Errors, Json, Text, percent, read_texts, run_alone, take

OF_2021 = {"DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "FIGHT": "ASSAULT"}
# The classes of CAMEO, the first two digits of a code, in which PLOVER of 2021 moved deeds.
OF_CAMEO = {"16": "SANCTION", "17": "COERCE", "18": "ASSAULT", "19": "ASSAULT", "20": "ASSAULT"}
TOGETHER = frozenset(("CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT"))
AGAINST = frozenset(("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"))
TO_COME = frozenset(("future", "conditional"))
# Modalities of what a sentence states, not of what it only speaks of.
STATED = frozenset(("actual", "ongoing", "habitual", "future"))
# From this confidence on a claim is told by a verb, below by a noun.
VERBAL = 0.8
NONE = "none"


def load(path: Path) -> list[Json]:
    """The coded sentences; the file's first entry describes the file."""
    rows: list[Json] = json.loads(path.read_text(encoding="utf-8"))
    return [row for row in rows if row["event"] != "DOCUMENT"]


def gold_type(row: Json) -> str:
    """The sentence's type, of PLOVER's sixteen of 2021."""
    event: str = row["event"]
    return OF_2021.get(event, event)


def plover_type(claim: Json) -> str | None:
    """The type by which the corpus would code a claim: see the module's text."""
    code: str | None = claim["codes"]["plover"]
    if code is None:
        return None
    kind = OF_CAMEO.get((claim["codes"]["cameo"] or "")[:2]) or code.partition("/")[0]
    offered = claim["speech_of"] is not None and claim["modality"] == "hypothetical"
    if kind in TOGETHER | {"AGREE"} and claim["polarity"] == "negated":
        return "REJECT"
    if kind in TOGETHER and (claim["modality"] in TO_COME or offered):
        return "AGREE"
    return "THREATEN" if kind in AGAINST and claim["modality"] in TO_COME else kind


def most_salient(record: Json) -> Json | None:
    """The claim that the sentence is coded by: see the module's text."""
    coded = [claim for claim in record["claims"] if plover_type(claim)]
    return min(coded, key=_rank, default=None)


def _rank(claim: Json) -> tuple[bool, bool, int]:
    said = claim["speech_of"] is not None
    stated = said or claim["modality"] in STATED
    verbal = said or claim["confidence"] >= VERBAL
    return (not stated, not verbal, claim["trigger"]["start"])


def named_in(row: Json, role: str, text: str) -> list[tuple[int, int]]:
    """Where the text names the gold's participants of a role ("source" or "target")."""
    told = row.get(role) or []
    rows = [told] if isinstance(told, str) else told
    names = [one if isinstance(one, str) else one.get("actorText") for one in rows]
    return [match.span() for name in names if name for match in re.finditer(re.escape(name), text)]


def mentions_of(record: Json, actors: Iterable[str]) -> list[tuple[int, int]]:
    """Where the text names these actors."""
    wanted = set(actors)
    return [
        (span["start"], span["end"])
        for actor in record["actors"]
        if actor["id"] in wanted
        for span in actor["mentions"]
    ]


def participants(record: Json, claim: Json, role: str) -> list[tuple[int, int]]:
    """Where the text names who acts, or who is acted on: in the end whoever is at home there."""
    found = mentions_of(record, claim[role])
    place = claim["place_span"]
    if role == "recipient" and not found and place is not None:
        return [(place["start"], place["end"])]
    return found


def _touch(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> bool:
    return any(a < d and c < b for a, b in one for c, d in other)


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read every sentence with Fogline and compare."""
    rows = load(corpora / "plover" / "PLOVER_GSR_CAMEO.txt")
    rows = take(rows, sample, lambda row: str(row["id"]))
    texts = [Text(row["id"], row["text"]) for row in rows]
    confusion: dict[str, Counter[str]] = {}
    right = any_right = 0
    roles: dict[str, list[bool]] = {"actor": [], "recipient": []}
    for row, record in zip(rows, read_texts(texts, "PLOVER"), strict=True):
        want, claim = gold_type(row), most_salient(record)
        have = (plover_type(claim) if claim else None) or NONE
        confusion.setdefault(want, Counter())[have] += 1
        right += want == have
        told = [plover_type(one) for one in record["claims"]]
        any_right += want in told
        if want != have:
            errors.show(f"{want} < {have}", f"{row['text']} {told}")
        for role, key in (("actor", "source"), ("recipient", "target")):
            gold = named_in(row, key, row["text"])
            if gold:
                found = participants(record, claim, role) if claim else []
                roles[role].append(_touch(gold, found))
    return {
        "sentences": len(rows),
        "type_accuracy": percent(right, len(rows)),
        "type_among_claims": percent(any_right, len(rows)),
        "actor_accuracy": percent(sum(roles["actor"]), len(roles["actor"])),
        "recipient_accuracy": percent(sum(roles["recipient"]), len(roles["recipient"])),
        "with_actor": len(roles["actor"]),
        "with_recipient": len(roles["recipient"]),
        "confusion": {
            want: dict(sorted(row.items(), key=lambda pair: (-pair[1], pair[0])))
            for want, row in sorted(confusion.items())
        },
    }


if __name__ == "__main__":
    run_alone(__doc__, score)
