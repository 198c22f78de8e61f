"""Scores triggers and participants of claims against WikiEvents, 20 documents of its dev portion.

    python benchmarks/wikievents.py [--corpora FOLDER] [--sample N] [--errors N]

The sentences of a document are set in running text, a sentence without a full stop as a heading.
The event types that Fogline's claims can tell are put under labels by the table ``GOLD``, claims
by the table ``OURS``; what has no counterpart (moving about, buying, making, talking in general,
trials, crimes in general) is left out on both sides. A trigger is right where it shares a word
with a gold trigger of the same label. Roles are put together as who does it, who or what undergoes
it, with what, and where (``ROLES``); for meetings everybody is a participant.

Argument head F1: an argument is right where its claim's trigger is, the role is the same and its
head word lies in the gold argument. The head of an actor is that of its mention nearest to the
trigger; of several words the head is the last one before a preposition or comma. ``any_mention``
counts it as well where any mention of the actor or the head lies in any mention that the gold's
coreference puts with the argument. The documents were annotated for chosen chains of events only,
so that precision is low for whoever reads everything. Published systems are given the gold trigger.
Nothing was trained on the documents; the triggers were written with their errors in view.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from common import Errors, Json, Score, Text, read_texts, run_alone, take

Offsets = tuple[int, int]

# The first row whose key the gold's event type begins with counts.
GOLD = {
    "Conflict.Attack": "attack",
    "Conflict.Demonstrate": "protest",
    "Life.Die": "die",
    "Life.Injure": "injure",
    "Justice.ArrestJailDetain": "arrest",
    "Justice.ReleaseParole": "release",
    "Justice.ChargeIndict": "charge",
    "Justice.Convict": "convict",
    "Justice.Sentence": "convict",
    "Justice.InvestigateCrime": "investigate",
    "Contact.RequestCommand": "request",
    "Contact.ThreatenCoerce": "threaten",
    "Contact.Contact.Meet": "meet",
    "ArtifactExistence.DamageDestroyDisableDismantle": "damage",
    "Disaster.DiseaseOutbreak": "disaster",
    "Personnel.EndPosition": "dismiss",
    "Movement.Transportation.Evacuation": "evacuate",
    "Movement.Transportation.IllegalTransportation": "smuggle",
}
# A claim's type and mode, or its type alone.
OURS = {
    **dict.fromkeys(("killing", "execute", "massacre"), "die"),
    **dict.fromkeys(("beat", "torture"), "injure"),
    "destroy": "damage",
}
OURS = {f"ASSAULT/{mode}": label for mode, label in OURS.items()} | {
    "ASSAULT": "attack",
    "PROTEST": "protest",
    "TOLL/killed": "die",
    "TOLL/wounded": "injure",
    "TOLL/damage": "damage",
    "CRIME/homicide": "die",
    "CRIME/trafficking": "smuggle",
    "COERCE/arrest": "arrest",
    "RETREAT/release": "release",
    "RETREAT/resign": "dismiss",
    "CONCEDE/change-leadership": "dismiss",
    "ACCUSE/investigate": "investigate",
    "ACCUSE/lawsuit": "charge",
    "SANCTION/convict": "convict",
    "REQUEST": "request",
    "THREATEN": "threaten",
    "CONSULT": "meet",
    "DISASTER/natural": "disaster",
    "AID/evacuation": "evacuate",
}
ROLES = {
    "actor": "Attacker Killer Injurer Jailer Communicator Demonstrator Participant Investigator "
    "JudgeCourt Perpetrator Transporter",
    "undergoer": "Victim Target Detainee Defendant Recipient Artifact Employee PassengerArtifact",
    "instrument": "ExplosiveDevice Instrument",
    "place": "Place",
}
ROLE_OF = {name: role for role, names in ROLES.items() for name in names.split()}
# At a word for killing or charging the gold annotates that, whatever mode the weapon tells.
WORDS = (
    ("die", re.compile(r"\b(?:kill|slay|slain|murder|slaughter)", re.IGNORECASE)),
    ("injure", re.compile(r"\b(?:wound|injur|maim)", re.IGNORECASE)),
    ("charge", re.compile(r"\b(?:charg|indict|prosecut)", re.IGNORECASE)),
)
WORDED = {"die": "ASSAULT", "injure": "ASSAULT", "charge": "COERCE"}
_PHRASE_END = re.compile(r",|\s(?:of|in|on|at|from|with|for|by|near|who|which|that|and)\s")
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


@dataclass(frozen=True, slots=True)
class Event:
    """One event, the gold's or ours: each argument as (role, its places, places that mean it)."""

    label: str
    trigger: Offsets
    arguments: tuple[tuple[str, tuple[Offsets, ...], tuple[Offsets, ...]], ...]


def text_of(row: Json) -> tuple[str, list[Offsets]]:
    """The running text of a document, and where each of its tokens stands in it."""
    text = ""
    offsets: list[Offsets] = []
    for tokens, sentence in row["sentences"]:
        base = len(text) - tokens[0][1]
        text += sentence + (" " if sentence.rstrip("\"'”’) ").endswith((".", "!", "?")) else "\n\n")
        offsets.extend((base + start, base + end) for _, start, end in tokens)
    return text, offsets


def gold_events(row: Json, clusters: list[list[str]], offsets: list[Offsets]) -> list[Event]:
    """The events of a document that the table has."""
    where = {
        one["id"]: (offsets[one["start"]][0], offsets[one["end"] - 1][1])
        for one in row["entity_mentions"]
    }
    same = {one: cluster for cluster in clusters for one in cluster}
    found: list[Event] = []
    for event in row["event_mentions"]:
        label = next((lab for key, lab in GOLD.items() if event["event_type"].startswith(key)), "")
        if not label:
            continue
        arguments = [
            (
                ROLE_OF[one["role"]],
                (where[one["entity_id"]],),
                tuple(where[other] for other in same.get(one["entity_id"], [one["entity_id"]])),
            )
            for one in event["arguments"]
            if one["role"] in ROLE_OF
        ]
        at = event["trigger"]
        span = (offsets[at["start"]][0], offsets[at["end"] - 1][1])
        found.append(Event(label, span, tuple(arguments)))
    return found


def told_events(record: Json) -> list[Event]:
    """Our claims that the table has; those with one label and one trigger are one event."""
    mentions = {row["id"]: row["mentions"] for row in record["actors"]}
    found: dict[tuple[str, int], Event] = {}
    for claim in record["claims"]:
        label = label_of(claim)
        if label is None:
            continue
        span = (claim["trigger"]["start"], claim["trigger"]["end"])
        rows = tuple(_arguments(claim, mentions))
        known = found.get((label, span[0]))
        rows = (*known.arguments, *rows) if known else rows
        found[label, span[0]] = Event(label, span, tuple(dict.fromkeys(rows)))
    return list(found.values())


def label_of(claim: Json) -> str | None:
    """The label of a claim: by its trigger's word, else by type and mode."""
    for label, words in WORDS:
        if claim["type"] == WORDED[label] and words.search(claim["trigger"]["text"]):
            return label
    return OURS.get(f"{claim['type']}/{claim['mode']}") or OURS.get(claim["type"])


def _arguments(
    claim: Json, mentions: dict[str, list[Json]]
) -> Iterator[tuple[str, tuple[Offsets, ...], tuple[Offsets, ...]]]:
    meeting = claim["type"] == "CONSULT"
    heads: set[Offsets] = set()
    for key, role in (("actor", "actor"), ("recipient", "actor" if meeting else "undergoer")):
        for actor in claim[key]:
            spans = mentions[actor]
            at = claim["trigger"]["start"]
            near = head_of(min(spans, key=lambda span: abs(span["start"] - at)))
            heads.add(near)
            yield role, (near,), tuple(map(head_of, spans))
    others = [("undergoer", span) for span in claim["target"]]
    others += [("instrument", claim["instrument"]), ("place", claim["place_span"])]
    for role, span in others:
        if span is not None and (head := head_of(span)) not in heads:
            yield role, (head,), (head,)


def head_of(span: Json) -> Offsets:
    """The head word of a phrase: the last one before a preposition or comma."""
    text: str = span["text"]
    end = _PHRASE_END.search(text)
    words = list(_WORD.finditer(text, 0, end.start() if end and end.start() else len(text)))
    if not words:
        return span["start"], span["end"]
    return span["start"] + words[-1].start(), span["start"] + words[-1].end()


def _touch(one: Iterable[Offsets], other: Iterable[Offsets]) -> bool:
    others = list(other)
    return any(a < d and c < b for a, b in one for c, d in others)


@dataclass
class Scores:
    """Triggers, argument heads, and argument heads with any mention of the argument."""

    triggers: Score
    heads: Score
    mentions: Score

    def compare(self, gold: list[Event], told: list[Event]) -> list[tuple[str, Event]]:
        """Count one document; the triggers that were missed and too much."""
        wrong: list[tuple[str, Event]] = []
        left = list(told)
        for event in gold:
            own = [
                one for one in left
                if one.label == event.label and _touch([one.trigger], [event.trigger])
            ]  # fmt: skip
            for one in own:
                left.remove(one)
            self._arguments(event, [row for one in own for row in one.arguments])
            if own:
                self.triggers.hit()
            else:
                self.triggers.miss()
                wrong.append(("missed", event))
        for event in left:
            self.triggers.extra()
            wrong.append(("extra", event))
            for score in (self.heads, self.mentions):
                score.extra(len(event.arguments))
        return wrong

    def _arguments(
        self, event: Event, told: list[tuple[str, tuple[Offsets, ...], tuple[Offsets, ...]]]
    ) -> None:
        for which, score in ((1, self.heads), (2, self.mentions)):
            left = list(told)
            for row in event.arguments:
                same = [one for one in left if one[0] == row[0] and _touch(one[which], row[which])]
                if same:
                    score.hit()
                    for one in same:
                        left.remove(one)
                else:
                    score.miss()
            score.extra(len(left))


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read the documents with Fogline and compare."""
    folder = corpora / "wikievents"
    rows = [json.loads(line) for line in (folder / "dev.jsonl").open(encoding="utf-8")]
    rows = take(rows, sample, lambda row: str(row["doc_id"]))
    lines = (folder / "coref_dev.jsonlines").read_text(encoding="utf-8").splitlines()
    clusters = {one["doc_key"]: one["clusters"] for one in map(json.loads, lines)}
    read = [text_of(row) for row in rows]
    texts = [Text(row["doc_id"], text) for row, (text, _) in zip(rows, read, strict=True)]
    found = Scores(Score(), Score(), Score())
    records = read_texts(texts, "WikiEvents")
    for row, (text, offsets), record in zip(rows, read, records, strict=True):
        gold = gold_events(row, clusters.get(row["doc_id"], []), offsets)
        for kind, event in found.compare(gold, told_events(record)):
            start, end = event.trigger
            around = f"{text[max(0, start - 90) : start]}[{text[start:end]}]{text[end : end + 90]}"
            errors.show(f"{kind} {event.label}", around)
    return {
        "documents": len(rows),
        "triggers": found.triggers.percentages(),
        "argument_heads": found.heads.percentages(),
        "any_mention": found.mentions.percentages(),
    }


if __name__ == "__main__":
    run_alone(__doc__, score)
