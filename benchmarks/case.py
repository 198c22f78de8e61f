"""Scores the types of claims against the CASE 2021 task 2 development snippets.

    python benchmarks/case.py [--corpora FOLDER] [--sample N] [--errors N]

Each snippet is read as a report of its own. Each claim's ACLED sub-event type (or, for the five
types that ACLED lacks, its own type) names a CASE label; an advance counts as territory taken by
who advances. Where the snippet names no combatant as a victim, counts no soldiers or police among
the dead and hurt and has no military post attacked, the victims are taken to be civilians. Of the
claims that have a label the most salient is taken: the particular before the general, deeds before
words, and among equals the first. A snippet without any is labelled OTHER. Weighted F1 over the
snippets of 25 types (ACLED's), 28 and 30. Nothing was trained on the snippets, but the adapter and
the triggers were written with them in view.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from common import Errors, Json, Text, read_texts, run_alone, take
from fogline.knowledge.ontology import load_ontology

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
# The three types of subtask 2 that ACLED lacks; the other two came with subtask 3.
UNSEEN = frozenset(("ORG_CRIME", "NATURAL_DISASTER", "MAN_MADE_DISASTER"))
STATE_KINDS = frozenset(("government", "ministry", "military"))
CIVILIANS = frozenset(("population",))
HARMED = frozenset(("killed", "wounded", "captured"))
SERVING = frozenset(("soldiers", "police"))
POST = re.compile(
    r"\b(?:base|outpost|checkpoint|barracks|headquarters?|garrison|position)s?\b", re.I
)
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


def label_of(claim: Json, actors: frozenset[str], recipients: frozenset[str]) -> str | None:
    """The CASE label of one claim with such kinds of actors and recipients."""
    own = EXTRA.get(f"{claim['type']}/{claim['mode']}") or EXTRA.get(claim["type"])
    if own is not None:
        return own
    if claim["type"] == "ADVANCE" and claim["mode"] in {None, "reach", "enter", "capture"}:
        state = not actors or bool(actors & STATE_KINDS)
        return "GOV_REGAINS_TERIT" if state else "NON_STATE_ACTOR_OVERTAKES_TER"
    codes = load_ontology().codes(
        claim["type"], claim["mode"], actor_kinds=actors, recipient_kinds=recipients
    )
    return LABELS[codes.acled.sub_event_type] if codes.acled is not None else None


def predict(record: Json) -> str:
    """The label of the most salient claim of a snippet."""
    kinds = {row["id"]: row["kind"] for row in record["actors"]}
    rows = [
        (claim, *(frozenset(kinds[one] for one in claim[role]) for role in ("actor", "recipient")))
        for claim in record["claims"]
    ]
    suffering = frozenset(kind for _, _, recipients in rows for kind in recipients)
    fought = suffering & (STATE_KINDS | {"armed-group"}) or _fighters_harmed(record)
    fallback = frozenset() if fought else CIVILIANS
    labels = [
        label
        for claim, actors, recipients in rows
        if (label := label_of(claim, actors, recipients or fallback))
    ]
    for level in SALIENCE:
        for label in labels:
            if label in level:
                return label
    return "OTHER"


def _fighters_harmed(record: Json) -> bool:
    """Whether soldiers or police are counted among the victims, or a military post is attacked."""
    counted = any(
        row["kind"] in HARMED and row["who"] in SERVING and row["high"] != 0
        for row in record["quantities"]
    )
    struck = (
        span["text"]
        for claim in record["claims"]
        if claim["type"] == "ASSAULT"
        for span in claim["target"]
    )
    return counted or any(POST.search(text) for text in struck)


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


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read every snippet with Fogline and compare the labels."""
    folder = corpora / "case2021"
    rows = take(read_rows(folder / "dev.tsv"), sample, lambda row: row[0])
    acled = frozenset((folder / "event_types.txt").read_text(encoding="utf-8").split())
    texts = [Text(f"snippet-{number}", text) for number, (text, _) in enumerate(rows)]
    told = [predict(record) for record in read_texts(texts, "CASE")]
    gold = [label for _, label in rows]
    for (text, want), have in zip(rows, told, strict=True):
        if want != have:
            errors.show(f"{want} < {have}", text)
    return {
        f"types_{number}": _over(gold, told, names)
        for number, names in ((25, acled), (28, acled | UNSEEN), (30, frozenset(gold)))
    }


def _over(gold: Sequence[str], told: Sequence[str], names: frozenset[str]) -> Json:
    pairs = [(want, have) for want, have in zip(gold, told, strict=True) if want in names]
    f1 = weighted_f1([want for want, _ in pairs], [have for _, have in pairs])
    return {"weighted_f1": round(100 * f1, 1), "snippets": len(pairs)}


if __name__ == "__main__":
    run_alone(__doc__, score)
