"""Scores the places of claims against the event_location sentences (Halterman).

    python benchmarks/event_location.py [--corpora FOLDER] [--sample N] [--errors N]

Each sentence is read as a report of its own. The places are those of the claims whose trigger holds
the marked verb. Where it makes no claim (three verbs in ten: they tell of nothing that the ontology
has), the reader's linker is asked for that verb directly: the same model that serves claims. Of
each place, the name inside counts as found: the last run of words with a capital in it, since the
gold marks "X" in "the Chadian town of X". Scored over words: one is right where it lies in a marked
location of that verb; a verb without a location in the gold should get none. The sentences are a
tenth of the open set, chosen by the hash of their text. The linker is trained on the other nine
tenths (`training/places`). While the rules were written, samples of the whole open set were looked
at, so that some of these sentences were seen; nothing was trained on them.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

from common import Errors, Json, Score, Text, is_held_out, percent, read_texts, run_alone, take
from fogline.extract.claims.linking import scene_of
from fogline.pipeline import reading_of
from fogline.records.report import Metadata, Received
from fogline.wiring import default_knowledge

WORD = re.compile(r"\w+(?:[-'‘’]\w+)*")
_NAMED_ON = re.compile(r"\.? ?| (?:of|de|del|da|do|di|la|al|el|es|upon|bei) ")


def load(path: Path) -> list[Json]:
    """The sentences of the held-out tenth that have a marked verb."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if is_held_out(row["text"]) and marked(row, "VERB")]


def marked(row: Json, label: str) -> list[tuple[int, int]]:
    """The offsets that the gold gives a label."""
    return [(span["start"], span["end"]) for span in row["spans"] if span["label"] == label]


def found_words(record: Json, verb: tuple[int, int]) -> set[int] | None:
    """The starts of the words that name the places of the verb's claims; None without a claim."""
    claims = own_claims(record, verb)
    if not claims:
        return None
    found: set[int] = set()
    for claim in claims:
        if claim["place_span"] is not None:
            found |= name_in(claim["place_span"])
    return found


def asked_words(text: Text, verb: tuple[int, int]) -> set[int]:
    """The same for a verb that makes no claim: the reader's linker is asked for it directly."""
    none = Metadata()
    received = Received(name=f"{text.name}.txt", data=text.text.encode(), given=none, sidecar=none)
    reading = reading_of(received, default_knowledge())
    deed = reading.document.head_in(*verb)
    found: set[int] = set()
    for place in scene_of(reading, deed) if deed is not None else ():
        found |= name_in({"text": place.span.text, "start": place.span.start})
    return found


def own_claims(record: Json, verb: tuple[int, int]) -> list[Json]:
    """The claims whose trigger overlaps the verb."""
    triggers = ((claim, claim["trigger"]) for claim in record["claims"])
    return [claim for claim, span in triggers if span["start"] < verb[1] and verb[0] < span["end"]]


def name_in(span: Json) -> set[int]:
    """The starts of the last run of words with a capital: the name in "the Chadian town of X".

    One small word may stand within it ("Rio de Janeiro"), and the point of "St. Paul".
    """
    text = span["text"]
    runs: list[list[re.Match[str]]] = []
    for match in WORD.finditer(text):
        if match[0] == "The" or not any(map(str.isupper, match[0])):
            continue
        if runs and (between := _NAMED_ON.fullmatch(text, runs[-1][-1].end(), match.start())):
            inner = WORD.finditer(text, between.start(), between.end())
            runs[-1] += [*inner, match]
        else:
            runs.append([match])
    return {span["start"] + match.start() for match in runs[-1]} if runs else set()


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read the held-out tenth with Fogline and compare."""
    rows = take(
        load(corpora / "event_location" / "open.jsonl"), sample, lambda row: str(row["text"])
    )
    texts = [Text(f"sentence-{number}", row["text"]) for number, row in enumerate(rows)]
    words = Score()
    covered = 0
    records = read_texts(texts, "event_location")
    for row, text, record in zip(rows, texts, records, strict=True):
        verb = marked(row, "VERB")[0]
        gold = {
            match.start()
            for start, end in marked(row, "LOCATION")
            for match in WORD.finditer(row["text"], start, end)
        }
        told = found_words(record, verb)
        found = asked_words(text, verb) if told is None else told
        words.compare(gold, found)
        covered += told is not None
        if gold != found:
            kind = "missed" if not found else "extra" if not gold else "wrong"
            errors.show(kind, f"({row['text'][slice(*verb)]}) {row['text']}")
    return (
        {"sentences": len(rows)}
        | words.percentages()
        | {"verbs_with_a_claim": percent(covered, len(rows))}
    )


if __name__ == "__main__":
    run_alone(__doc__, score)
