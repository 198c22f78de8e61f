"""Scores the types of claims against the CASE 2021 task 2 development snippets.

Adapter: a snippet's claims are read without a gazetteer; each claim's ACLED sub-event type (or,
for the five types that ACLED lacks, its own type) names a CASE label; of the claims that have
one, the most salient is taken: deeds before their toll, words and attribution, and among equals
the first. A snippet without any is labelled OTHER.

    python benchmarks/case.py --corpora ../shared/corpora

prints JSON: weighted F1 over the 25 ACLED types, and over all 30.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from fogline.extract.claims import find_frames
from fogline.extract.names import find_names, mask_edits
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.ontology import load_ontology
from fogline.knowledge.triggers import load_triggers
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, load_parser, parse
from fogline.records.frame import Frame
from fogline.records.report import UNKNOWN_PUBLICATION, Report
from fogline.resolve.actors import resolve_actors

LABELS = {
    "Armed clash": "ARMED_CLASH",
    "Government regains territory": "GOV_REGAINS_TERIT",
    "Non-state actor overtakes territory": "NON_STATE_ACTOR_OVERTAKES_TER",
    "Chemical weapon": "CHEM_WEAP",
    "Air/drone strike": "AIR_STRIKE",
    "Suicide bomb": "SUIC_BOMB",
    "Shelling/artillery/missile attack": "ART_MISS_ATTACK",
    "Remote explosive/landmine/IED": "REM_EXPLOS",
    "Grenade": "GRENADE",
    "Sexual violence": "SEX_VIOL",
    "Attack": "ATTACK",
    "Abduction/forced disappearance": "ABDUCT_DISSAP",
    "Peaceful protest": "PEACE_PROTEST",
    "Protest with intervention": "PROTEST_WITH_INTER",
    "Excessive force against protesters": "FORCE_AGAINST_PROTEST",
    "Violent demonstration": "VIOL_DEMONSTR",
    "Mob violence": "MOB_VIOL",
    "Agreement": "AGREEMENT",
    "Arrests": "ARREST",
    "Change to group/activity": "CHANGE_TO_GROUP_ACT",
    "Disrupted weapons use": "DISR_WEAP",
    "Headquarters or base established": "HQ_ESTABLISHED",
    "Looting/property destruction": "PROPERTY_DISTRUCT",
    "Non-violent transfer of territory": "NON_VIOL_TERRIT_TRANSFER",
    "Other": "OTHER",
}
EXTRA = {
    "DISASTER/natural": "NATURAL_DISASTER",
    "DISASTER/man-made": "MAN_MADE_DISASTER",
    "ASSESSMENT/attribution": "ATTRIB",
    "CRIME": "ORG_CRIME",
    "SANCTION": "DIPLO",
    "CONSULT": "DIPLO",
    "ACCUSE": "DIPLO",
    "SUPPORT": "DIPLO",
    "REQUEST": "DIPLO",
}
STATE_KINDS = frozenset(("government", "ministry", "military"))
CIVILIANS = frozenset(("population",))
# The first row is the most salient: the particular before the general, deeds before words.
SALIENCE = (
    frozenset(("CHEM_WEAP", "SUIC_BOMB", "SEX_VIOL", "FORCE_AGAINST_PROTEST", "ATTRIB")),
    frozenset(("PROTEST_WITH_INTER", "ABDUCT_DISSAP", "VIOL_DEMONSTR", "MOB_VIOL", "GRENADE")),
    frozenset(LABELS.values()) - {"OTHER", "ARMED_CLASH", "ATTACK", "PEACE_PROTEST", "ARREST"}
    | {"NATURAL_DISASTER", "MAN_MADE_DISASTER", "ORG_CRIME"},
    frozenset(("ARMED_CLASH", "ATTACK", "PEACE_PROTEST", "ARREST")),
    frozenset(("DIPLO", "OTHER")),
)


def read_rows(path: Path) -> list[tuple[str, str]]:
    """(snippet, label) of each row."""
    with path.open(encoding="utf-8", newline="") as file:
        return [(row[1], row[2]) for row in list(csv.reader(file, delimiter="\t"))[1:]]


def read_snippet(text: str, parser: Parser) -> list[tuple[Frame, frozenset[str], frozenset[str]]]:
    """The frames of a snippet with the kinds of their actors and recipients."""
    tables = load_actor_tables()
    names = find_names(text, tables)
    document = parse(text, find_paragraphs(text), mask_edits(names), parser)
    frames = find_frames(document, names, (), load_triggers())
    wanted = sorted({span for frame in frames for span in (*frame.actors, *frame.recipients)})
    found = resolve_actors(document, names, tables, _report(text), wanted)
    kinds = {actor.id: str(actor.kind) for actor in found.actors}

    def kinds_of(frame_spans: Iterable[object]) -> frozenset[str]:
        return frozenset(kinds[row] for span in frame_spans for row in found.at(span))  # type: ignore[arg-type]

    return [(frame, kinds_of(frame.actors), kinds_of(frame.recipients)) for frame in frames]


def _report(text: str) -> Report:
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


def label_of(frame: Frame, actors: frozenset[str], recipients: frozenset[str]) -> str | None:
    """The CASE label of one claim; an advance counts as territory taken by who advances."""
    own = EXTRA.get(f"{frame.type}/{frame.mode}") or EXTRA.get(frame.type)
    if own is not None:
        return own
    if frame.type == "ADVANCE" and frame.mode in (None, "reach", "enter", "capture"):
        state = not actors or bool(actors & STATE_KINDS)
        return "GOV_REGAINS_TERIT" if state else "NON_STATE_ACTOR_OVERTAKES_TER"
    codes = load_ontology().codes(
        frame.type, frame.mode, actor_kinds=actors, recipient_kinds=recipients
    )
    return LABELS[codes.acled.sub_event_type] if codes.acled is not None else None


def predict(text: str, parser: Parser) -> str:
    """The label of the most salient claim of a snippet.

    Where no claim of the snippet names a combatant as its victim, civilians are taken to be.
    """
    rows = read_snippet(text, parser)
    suffering = frozenset(kind for _, _, recipients in rows for kind in recipients)
    fallback = CIVILIANS if not suffering & (STATE_KINDS | {"armed-group"}) else frozenset()
    labels = [
        label
        for frame, actors, recipients in rows
        if (label := label_of(frame, actors, recipients or fallback))
    ]
    for level in SALIENCE:
        for label in labels:
            if label in level:
                return label
    return "OTHER"


def weighted_f1(gold: Sequence[str], told: Sequence[str]) -> float:
    """F1 of each gold label, averaged with its support as weight."""
    support = Counter(gold)
    total = 0.0
    for label, count in support.items():
        hits = sum(1 for want, have in zip(gold, told, strict=True) if want == have == label)
        precision = hits / max(1, sum(1 for have in told if have == label))
        recall = hits / count
        if hits:
            total += count * 2 * precision * recall / (precision + recall)
    return total / len(gold)


def main() -> None:
    """Print the scores, and with ``--errors`` the snippets that were told wrong."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--corpora", type=Path, required=True)
    options.add_argument("--errors", action="store_true")
    given = options.parse_args()
    rows = read_rows(given.corpora / "case2021" / "dev.tsv")
    names = (given.corpora / "case2021" / "event_types.txt").read_text(encoding="utf-8").split()
    parser = load_parser()
    told = [predict(text, parser) for text, _ in rows]
    gold = [label for _, label in rows]
    if given.errors:
        for (text, want), have in zip(rows, told, strict=True):
            if want != have:
                print(f"{want} < {have}\t{text}")
    inner = [i for i, label in enumerate(gold) if label in names]
    print(
        json.dumps(
            {
                "corpus": "case2021/dev",
                "snippets": len(rows),
                "weighted_f1_25": round(
                    weighted_f1([gold[i] for i in inner], [told[i] for i in inner]), 4
                ),
                "weighted_f1_30": round(weighted_f1(gold, told), 4),
            }
        )
    )


if __name__ == "__main__":
    main()
