"""Scores templates against MUC-4 keys as the official program did: P, R and F of four rows.

    python benchmarks/muc_scorer.py KEY RESPONSE [--officially SCORES]

Templates of one message are mapped to the key's so that the mapping's score is best; a pair may be
mapped only where the incident type fits at least partially and so does one fill of a perpetrator,
physical target or human target (``:restrict-map-slots`` of the official configuration). Within a
pair, fills of a slot are paired best first, each once. Of the rest of a slot, as many of the key's
as there are of the response's are incorrect; beyond that, missing or spurious. A set fill or a
number whose value is right but whose reference is not is partially correct (3.1.2); a reference is
right where it names the key's, or a fill that was paired with the key's. An optional fill or
template counts where it is matched only.

Recall is (COR + PAR / 2) / POS, precision the same of ACT, F the harmonic mean. MATCHED ONLY counts
mapped templates, MATCHED/MISSING the key's others as well, MATCHED/SPURIOUS the response's others,
ALL TEMPLATES (the official figure of MUC-4) both.

The official figures were made with a person's judgements of strings, dates and places that did not
match, among them one partially correct answer for several of a key's; here rules judge (see
``muc_match``) and one answer counts once.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from muc_format import SLOTS, Fill, Template, read_templates
from muc_match import CORRECT, PARTIAL, WRONG, strings, verdict

# The slots that a fill's reference names.
_REFERS = {
    "inc-instr-type": ("inc-instr-id",),
    "perp-org-conf": ("perp-org-id",),
    **dict.fromkeys(
        ("phys-tgt-type", "phys-tgt-num", "phys-tgt-nation", "phys-tgt-effect"), ("phys-tgt-id",)
    ),
    "hum-tgt-desc": ("hum-tgt-name",),
    **dict.fromkeys(
        ("hum-tgt-type", "hum-tgt-num", "hum-tgt-nation", "hum-tgt-effect"),
        ("hum-tgt-name", "hum-tgt-desc"),
    ),
}
_MAPS = (
    *("phys-tgt-id", "phys-tgt-type", "hum-tgt-name", "hum-tgt-desc", "hum-tgt-type"),
    *("perp-ind-id", "perp-org-id"),
)
ROWS = ("MATCHED/MISSING", "MATCHED/SPURIOUS", "MATCHED ONLY", "ALL TEMPLATES")
OFFICIAL = "ALL TEMPLATES"


@dataclass
class Counts:
    """How fills ended: correct, partially correct, incorrect, spurious, missing."""

    cor: int = 0
    par: int = 0
    inc: int = 0
    spu: int = 0
    mis: int = 0

    def add(self, other: Counts) -> None:
        """Add another's counts."""
        for name in ("cor", "par", "inc", "spu", "mis"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def right(self) -> float:
        """Correct ones, and half of the partially correct."""
        return self.cor + PARTIAL * self.par

    def told(self) -> dict[str, Any]:
        """Recall, precision and F in per cent, with the counts."""
        possible = self.cor + self.par + self.inc + self.mis
        actual = self.cor + self.par + self.inc + self.spu
        recall = 100 * self.right / possible if possible else 0.0
        precision = 100 * self.right / actual if actual else 0.0
        both = precision + recall
        shares = {"precision": precision, "recall": recall}
        shares["f1"] = 2 * precision * recall / both if both else 0.0
        counts = {"possible": possible, "actual": actual, "correct": self.cor}
        counts |= {"partial": self.par, "incorrect": self.inc}
        counts |= {"spurious": self.spu, "missing": self.mis}
        return {name: round(value, 1) for name, value in shares.items()} | counts


@dataclass
class Pairing:
    """One key template against one response template: counts and what was paired, by slot."""

    counts: dict[str, Counts] = field(default_factory=dict)
    paired: dict[str, list[tuple[Fill, Fill, float]]] = field(default_factory=dict)

    @property
    def right(self) -> float:
        """The pair's score."""
        return sum(one.right for one in self.counts.values())


# The places of a key's and a response's template that were mapped, and their pairing.
Mapped = tuple[int, int, Pairing]


@dataclass
class Found:
    """Counts over many messages: of mapped templates, of the key's and response's others."""

    matched: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    missing: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    spurious: dict[str, Counts] = field(default_factory=lambda: defaultdict(Counts))
    templates: Counts = field(default_factory=Counts)

    def row(self, name: str, slots: Iterable[str] = SLOTS) -> Counts:
        """One row of the official table, over all slots or some."""
        parts = [self.matched]
        if name in ("MATCHED/MISSING", "ALL TEMPLATES"):
            parts.append(self.missing)
        if name in ("MATCHED/SPURIOUS", "ALL TEMPLATES"):
            parts.append(self.spurious)
        total = Counts()
        for slot in slots:
            for part in parts:
                if slot in part:
                    total.add(part[slot])
        return total

    def told(self) -> dict[str, Any]:
        """The four rows, the templates, and each slot over all templates."""
        return {
            "official": self.row(OFFICIAL).told(),
            "rows": {name: self.row(name).told() for name in ROWS},
            "templates": self.templates.told(),
            "slots": {slot: self.row(OFFICIAL, (slot,)).told() for slot in SLOTS},
        }


def score_files(keys: Sequence[Template], responses: Sequence[Template]) -> Found:
    """Score all messages of a key; responses to other messages are not counted."""
    found = Found()
    by_message: dict[str, tuple[list[Template], list[Template]]] = defaultdict(lambda: ([], []))
    for side, templates in enumerate((keys, responses)):
        for one in templates:
            by_message[one.message][side].append(one)
    for wanted, told in by_message.values():
        score_message(wanted, told, found)
    return found


def score_message(
    keys: Sequence[Template], responses: Sequence[Template], found: Found
) -> list[Mapped]:
    """Map the templates of one message, count what comes of it into ``found``, tell the mapping."""
    pairs = mapping(keys, responses)
    for _, _, pairing in pairs:
        found.templates.cor += 1
        for slot, counts in pairing.counts.items():
            found.matched[slot].add(counts)
    used_keys, used = {at for at, _, _ in pairs}, {at for _, at, _ in pairs}
    for at, key in enumerate(keys):
        if at not in used_keys and not key.optional:
            found.templates.mis += 1
            _count_alone(key, found.missing, "mis")
    for at, response in enumerate(responses):
        if at not in used:
            found.templates.spu += 1
            _count_alone(response, found.spurious, "spu")
    return pairs


def _count_alone(one: Template, into: dict[str, Counts], name: str) -> None:
    for slot in SLOTS:
        count = sum(not fill.optional for fill in one.fills(slot))
        into[slot].add(Counts(**{name: count}))


def mapping(keys: Sequence[Template], responses: Sequence[Template]) -> list[Mapped]:
    """The best mapping of all."""
    pairings = {
        (at, to): pairing
        for at, key in enumerate(keys)
        for to, response in enumerate(responses)
        if may_map(pairing := pair(key, response))
    }

    @cache
    def best(to: int, used: int) -> tuple[float, tuple[tuple[int, int], ...]]:
        if to == len(responses):
            return 0.0, ()
        choices = [best(to + 1, used)]
        for at in range(len(keys)):
            if not used >> at & 1 and (at, to) in pairings:
                rest, chosen = best(to + 1, used | 1 << at)
                choices.append((pairings[at, to].right + rest, ((at, to), *chosen)))
        return max(choices)

    return [(at, to, pairings[at, to]) for at, to in best(0, 0)[1]]


def may_map(pairing: Pairing) -> bool:
    """Whether the official configuration lets the two templates be mapped."""
    return bool(pairing.paired["inc-type"]) and any(pairing.paired[slot] for slot in _MAPS)


def pair(key: Template, response: Template) -> Pairing:
    """Pair the fills of two templates slot by slot, and count."""
    made = Pairing()
    for slot in SLOTS:
        wanted, told = key.fills(slot), response.fills(slot)
        chosen = _paired(slot, wanted, told, made)
        made.paired[slot] = [(wanted[at], told[to], value) for at, to, value in chosen]
        made.counts[slot] = _counts(wanted, told, chosen)
    return made


Chosen = list[tuple[int, int, float]]


def _paired(slot: str, wanted: Sequence[Fill], told: Sequence[Fill], made: Pairing) -> Chosen:
    """Pairs of places, best first, each fill once."""
    values = (
        (fill_verdict(slot, key, response, made), at, to)
        for at, key in enumerate(wanted)
        for to, response in enumerate(told)
    )
    chosen: Chosen = []
    for value, at, to in sorted(values, key=lambda row: (-row[0], row[1], row[2])):
        taken = any(at == one or to == other for one, other, _ in chosen)
        if value > WRONG and not taken:
            chosen.append((at, to, value))
    return chosen


def _counts(wanted: Sequence[Fill], told: Sequence[Fill], chosen: Chosen) -> Counts:
    made = Counts(
        cor=sum(value == CORRECT for _, _, value in chosen),
        par=sum(value == PARTIAL for _, _, value in chosen),
    )
    used = {at for at, _, _ in chosen}
    left = sum(not one.optional for at, one in enumerate(wanted) if at not in used)
    over = len(told) - len(chosen)
    made.inc = min(left, over)
    made.mis, made.spu = left - made.inc, over - made.inc
    return made


def fill_verdict(slot: str, key: Fill, response: Fill, made: Pairing) -> float:
    """How good one fill of the response is for one of the key, references included."""
    value = verdict(slot, key, response)
    if value != CORRECT or slot not in _REFERS or _refers_alike(slot, key, response, made):
        return value
    return PARTIAL


def _refers_alike(slot: str, key: Fill, response: Fill, made: Pairing) -> bool:
    refs, told = set(key.refs) - {"-"}, set(response.refs) - {"-"}
    if not refs or not told:
        return not refs and not told
    if refs & told:
        return True
    if any(strings("", one, other) == CORRECT for one in refs for other in told):
        return True
    return any(
        refs & set(one.values) and told & set(other.values)
        for named in _REFERS[slot]
        for one, other, _ in made.paired[named]
    )


# -- the command -------------------------------------------------------------------------------

_OFFICIAL_ROW = re.compile(
    r"^ALL TEMPLATES\s+(\d+) +(\d+)\|.*\| *(\d+) +(\d+) +\d+ *$", re.MULTILINE
)


def published(text: str) -> dict[str, int]:
    """The official figures in a file of historical scores: its last row of all templates."""
    rows = _OFFICIAL_ROW.findall(text)
    if not rows:
        raise SystemExit("no row ALL TEMPLATES in the file of official scores")
    possible, actual, recall, precision = (int(one) for one in rows[-1])
    told = {"precision": precision, "recall": recall}
    return told | {"possible": possible, "actual": actual}


def main() -> None:
    """Score a response file against a key file and print JSON."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("key", type=Path)
    options.add_argument("response", type=Path)
    options.add_argument("--officially", type=Path, help="a file of historical scores to compare")
    given = options.parse_args()
    for path in (given.key, given.response, given.officially):
        if path is not None and not path.is_file():
            raise SystemExit(f"{path}: no such file")
    keys, responses = (
        read_templates(path.read_text(encoding="latin-1")) for path in (given.key, given.response)
    )
    if not keys:
        raise SystemExit(f"{given.key}: no templates in it")
    told = score_files(keys, responses).told()
    if given.officially is not None:
        told["published"] = published(given.officially.read_text(encoding="latin-1"))
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
