"""Scores the reader against the public corpora and writes RESULTS.md.

    python benchmarks/run.py [--corpora FOLDER] [--only NAME ...] [--sample N] [--date DATE]

Prints JSON. With ``--only`` the other sections of RESULTS.md stay as they are; with ``--sample``
or ``--print-only`` nothing is written.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from types import ModuleType
from typing import Any

import case
import claimdiff
import ecb
import event_location
import fakes
import grouping
import holders
import modality
import muc
import plover
import polnear
import stances
import timex
import toponyms
import wikievents
from common import SECTIONS, Errors, Json, corpora_argument, measured_on, method_of, write_section

Table = Callable[[Json], list[list[str]]]


@dataclass(frozen=True, slots=True)
class Benchmark:
    """One section of RESULTS.md: where its figures come from and how they are shown."""

    title: str
    script: ModuleType
    table: Table
    part: str | None = None
    more: Callable[[Json], str] | None = None
    needs: str | None = None


def _polnear(found: Json) -> list[list[str]]:
    beat = {
        "source": "83.2 (BERT with CofeNet), 50.6 (CRF), 10.7 (rules); test portion",
        "cue": "75.3, 53.4, 22.8; test portion",
        "content": "72.9, 28.6, 5.6; test portion",
        "linked": "",
    }
    head = ["", "precision", "recall", "F1", "gold", "F1 to beat"]
    rows = [[kind, *_prf(found[kind]), str(found[kind]["gold"]), beat[kind]] for kind in beat]
    return [head, *rows]


def _confidence(found: Json) -> str:
    row = found["confidence"]
    pairs = [["confidence", *(str(one) for one, _ in row["tenths"])]]
    pairs.append(["right", *(str(one) for _, one in row["tenths"])])
    head = ["tenth of the statements", *(str(n) for n in range(1, len(row["tenths"]) + 1))]
    told = (
        f"{row['statements']} statements, {row['right']} % right; calibration error "
        f"{row['error']}. From a confidence of {row['confidence_for_95']} on, 95 % are right: "
        f"that holds for {row['share_above']} % of them."
    )
    return f"{markdown([head, *pairs])}\n\n{told}"


def _stances(found: Json) -> list[list[str]]:
    rows = [["stance", "F1"], *([name, str(value)] for name, value in found["f1"].items())]
    rows.append(["macro F1", str(found["macro_f1"])])
    rows.append([f"found, of {found['statements']} statements", str(found["found"])])
    rows.append(["with the right stance", str(found["right"])])
    return rows


def _holders(found: Json) -> list[list[str]]:
    head = ["", "precision", "recall", "F1", "statements", "baseline F1"]
    rows = [["all", *_prf(found["fogline"]), str(found["fogline"]["gold"]),
             str(found["baseline"]["f1"])]]  # fmt: skip
    for sort in ("by_mention", "by_corpus"):
        for name, row in found[f"fogline_{sort}"].items():
            base = found[f"baseline_{sort}"][name]["f1"]
            rows.append([name, *_prf(row), str(row["gold"]), str(base)])
    return [head, *rows]


def _modality(found: Json) -> list[list[str]]:
    rows = [["", "F1"], *([name, str(value)] for name, value in found["each"].items())]
    rows.append(["mean F1", str(found["f1"])])
    rows.append([f"deeds that are claims, of {found['sentences']}", str(found["found"])])
    rows.append([f"conditions found, of {found['conditions']}", str(found["condition"])])
    return rows


def _case(found: Json) -> list[list[str]]:
    return [
        ["", "weighted F1", "snippets", "to beat"],
        *(
            [f"{number} types", str(found[key]["weighted_f1"]), str(found[key]["snippets"]), beat]
            for number, key, beat in (
                (25, "types_25", "83.9; test portion"),
                (28, "types_28", "79.7; test portion"),
                (30, "types_30", "77.1; test portion"),
            )
        ),
    ]


def _plover(found: Json) -> list[list[str]]:
    actors, recipients = found["with_actor"], found["with_recipient"]
    return [
        ["", "Fogline, per cent", "of"],
        ["type of the most salient claim", str(found["type_accuracy"]), str(found["sentences"])],
        ["type of any claim", str(found["type_among_claims"]), str(found["sentences"])],
        ["actor", str(found["actor_accuracy"]), str(actors)],
        ["recipient", str(found["recipient_accuracy"]), str(recipients)],
    ]


def _plover_confusion(found: Json) -> str:
    rows = [
        [want, ", ".join(f"{have} {number}" for have, number in row.items())]
        for want, row in found["confusion"].items()
    ]
    return markdown([["gold type", "read as"], *rows])


def _wikievents(found: Json) -> list[list[str]]:
    names = {
        "triggers": "triggers",
        "argument_heads": "argument heads",
        "any_mention": "argument heads, any mention of the argument",
    }
    head = [f"{found['documents']} documents", "precision", "recall", "F1", "gold"]
    return [
        head,
        *([name, *_prf(found[key]), str(found[key]["gold"])] for key, name in names.items()),
    ]


def _muc(found: Json) -> list[list[str]]:
    head = [f"of {found['texts']} reports", "precision", "recall", "F1", "possible", "actual"]
    rows = [
        [name.lower(), *_prf(row), str(row["possible"]), str(row["actual"])]
        for name, row in (*found["rows"].items(), ("templates", found["templates"]))
    ]
    beat = (("GE", 54, 58, 55.9), ("GE-CMU", 55, 49, 51.8), ("UMass", 57, 47, 51.5),
            ("SRI", 55, 44, 48.9), ("NYU", 47, 41, 43.8))  # fmt: skip
    others = [
        [f"all templates: {name}, 1992, official", *map(str, figures), "", ""]
        for name, *figures in beat
    ]
    return [head, *rows, *others]


def _fakes(found: Json) -> list[list[str]]:
    names = {
        "civilians_exact": "civilians killed, exact",
        "civilians_within_10": "civilians killed, within 10 %",
        "noncivilians_exact": "non-civilians, exact",
        "children_exact": "children, exact",
        "women_exact": "women, exact",
        "civilians_exact_where_any": "civilians, exact, where there are any",
        "noncivilians_exact_where_any": "non-civilians, exact, where there are any",
        "children_exact_where_any": "children, exact, where there are any",
        "women_exact_where_any": "women, exact, where there are any",
        "actor": "actor (of 7; baseline: the commonest)",
        "cause": "cause of death (of 6; baseline: the commonest)",
    }
    ours, plain = found["fogline"], found["baseline"]
    head = [f"of {found['articles']} articles", "Fogline", "baseline"]
    return [head, *([name, str(ours[key]), str(plain[key])] for key, name in names.items())]


def _event_location(found: Json) -> list[list[str]]:
    return [
        ["", "Fogline", "to beat"],
        ["token precision", str(found["precision"]), "above 83"],
        ["token recall", str(found["recall"]), "above 83"],
        ["F1", str(found["f1"]), ""],
        ["marked verbs with a claim of their own", str(found["verbs_with_a_claim"]), ""],
        ["sentences", str(found["sentences"]), ""],
    ]


def _toponyms(beat: str) -> Table:
    def table(found: Json) -> list[list[str]]:
        rows = (
            ("gold toponyms found and put within 161 km", "within_161", ""),
            ("of those given coordinates: within 161 km", "accuracy", f"{beat} (Mordecai 3, "
             "trained on this corpus)"),
            ("gold toponyms within 161 km, or its very entry", "right", ""),
            ("of those given coordinates: within 161 km, or its very entry",
             "right_of_resolved", ""),
            ("gold toponyms given coordinates", "resolved", ""),
            ("gold toponyms found", "found", ""),
            ("gold toponyms in an adjective, no place to Fogline", "adjectives", ""),
            ("median error, km", "median_km", ""),
        )  # fmt: skip
        head = [
            f"of {found['gold']} toponyms in {found['articles']} articles",
            "Fogline",
            "to beat",
        ]
        return [head, *([name, str(found[key]), other] for name, key, other in rows)]

    return table


def _tempeval3(found: Json) -> list[list[str]]:
    beat = {
        "strict": "81.8 (HeidelTime), 82.4 (TEI2GO); test set",
        "relaxed": "90.7, 90.6; test set",
        "value": "77.6 (HeidelTime); test set",
    }
    tuned, aside = found["tuned_on"], found["held_out"]
    return [
        [
            "F1",
            f"held-out tenth ({aside['documents']} documents, {aside['gold']} times)",
            f"tuned-on nine tenths ({tuned['documents']} documents, {tuned['gold']} times)",
            "to beat",
        ],
        *(
            [name, str(aside[name]["f1"]), str(tuned[name]["f1"]), other]
            for name, other in beat.items()
        ),
    ]


def _judged(checked: Json, of_what: str) -> list[list[str]]:
    joined = f"{checked['joined_same']} of {checked['joined_same'] + checked['joined_different']}"
    return [
        [f"{of_what} (same; different; cannot tell)", f"{checked['judged']} "
         f"({checked['same']}; {checked['different']}; {checked['cannot_tell']})"],
        ["precision over these", f"{checked['precision']} ({joined})"],
        ["recall over these",
         f"{checked['recall']} ({checked['joined_same']} of {checked['same']})"],
    ]  # fmt: skip


def _grouping(found: Json) -> list[list[str]]:
    rows = (
        ("claims", "claims"),
        ("events", "events"),
        ("events told by more than one publisher", "several_publishers"),
        ("events told by more than two", "three_publishers"),
        ("share of the claims in events told by more than one", "claims_in_those"),
        ("claims in the largest event", "largest"),
        ("events with tolls that differ between holders", "tolls_differ"),
        ("of those, told by more than one publisher", "tolls_differ_and_several_publishers"),
    )
    return [
        [f"of {found['reports']} reports by {found['publishers']} publishers", "Fogline"],
        *([name, f"{found[key]:,}"] for name, key in rows),
        *_judged(found["checked"], "judged pairs, in view while rules were made"),
        *_judged(found["unseen"], "unseen pairs, drawn later and judged blind"),
    ]


def _grouping_pairs(found: Json) -> str:
    rows = [*found["checked"]["pairs"], *(f"{row} (unseen)" for row in found["unseen"]["pairs"])]
    lines = "\n".join(f"- {row}" for row in rows)
    return f"<details><summary>The judged pairs</summary>\n\n{lines}\n\n</details>"


def _ecb(found: Json) -> list[list[str]]:
    names = {
        "singletons": "every mention by itself",
        "lemma": "same head lemma in a gold topic",
        "fogline": "Fogline",
    }
    parts = {"all": "", "piracy": "topic 12: "}
    size = f"{found['documents']} documents, {found['mentions']} mentions"
    rows = [
        [
            part + name,
            *(str(one[key]["f1"]) for key in ("muc", "b3", "ceafe")),
            str(one["conll_f1"]),
            *(str(one["b3"][key]) for key in ("precision", "recall")),
        ]
        for which, part in parts.items()
        for key, name in names.items()
        for one in (found[which][key],)
    ]
    pairs = found["joined_across_documents"]
    return [
        [f"F1 over {size}", "MUC", "B3", "CEAFe", "CoNLL F1", "B3 precision", "B3 recall"],
        *rows,
        ["mentions that a claim's trigger overlaps", "", "", "", str(found["matched"]), "", ""],
        [f"of {pairs} pairs joined across documents: right", "", "", "",
         str(found["of_those_right"]), "", ""],
    ]  # fmt: skip


def _claimdiff(found: Json) -> list[list[str]]:
    size = (
        f"of {found['pairs']} pairs, {found['claims_in_both']} with claims in both, "
        f"{found['one_event']} with one event"
    )
    head = [size, "precision", "recall", "F1", "gold", "said"]
    names = {
        "ledger": "the ledger's relations",
        "always": "always yes",
        "words": "word overlap",
    }
    return [
        head,
        *(
            [f"{label}: {name}", *_prf(row), str(row["gold"]), str(row["said"])]
            for label in ("weakens", "strengthens")
            for key, name in names.items()
            for row in (found[label][key],)
        ),
    ]


def _prf(found: Json) -> list[str]:
    return [str(found[key]) for key in ("precision", "recall", "f1")]


BENCHMARKS = {
    "polnear": Benchmark(
        "Who says what: PolNeAR dev", polnear, _polnear, part="dev", more=_confidence
    ),
    "stances": Benchmark(
        "How it is said: stances, the half set aside", stances, _stances, part="aside"
    ),
    "holders": Benchmark("Who is meant: holders of statements", holders, _holders),
    "modality": Benchmark(
        "Done, planned or not at all: modality and negation, the half set aside",
        modality,
        _modality,
        part="aside",
    ),
    "case": Benchmark("What happened: CASE 2021 task 2, dev", case, _case),
    "plover": Benchmark(
        "What happened, who to whom: PLOVER's coded sentences",
        plover,
        _plover,
        more=_plover_confusion,
    ),
    "wikievents": Benchmark("Who takes part: WikiEvents, dev", wikievents, _wikievents),
    "muc": Benchmark("Incidents as templates: MUC-4, tst3", muc, _muc, part="tst3"),
    "fakes": Benchmark("How many died: FA-KES, open half", fakes, _fakes),
    "event_location": Benchmark(
        "Where it happened: event_location, held-out tenth", event_location, _event_location
    ),
    "tr-news": Benchmark("Places: TR-News", toponyms, _toponyms("87.3"), part="tr-news"),
    "lgl": Benchmark("Places: LGL, local newspapers", toponyms, _toponyms("82.7"), part="lgl"),
    "geowebnews": Benchmark("Places: GeoWebNews", toponyms, _toponyms("94.1"), part="geowebnews"),
    "tempeval3": Benchmark("Times: TempEval-3, TimeBank and AQUAINT", timex, _tempeval3),
    "grouping": Benchmark(
        "Which claims are one event: FA-KES, pairs judged by reading",
        grouping,
        _grouping,
        more=_grouping_pairs,
    ),
    "ecb": Benchmark("Events across documents: ECB+, dev", ecb, _ecb, needs="scorch"),
    "claimdiff": Benchmark(
        "Claims that weaken or strengthen one another: ClaimDiff, training part",
        claimdiff,
        _claimdiff,
    ),
}


def markdown(table: list[list[str]]) -> str:
    """A table whose first row is its head."""
    rows = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join([rows[0], f"|{'---|' * len(table[0])}", *rows[1:]])


def main() -> None:
    """Score, print JSON, and put the figures into RESULTS.md."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    corpora_argument(options)
    names = [name for name in SECTIONS if name in BENCHMARKS]
    options.add_argument("--only", nargs="+", choices=names, default=names, metavar="NAME",
                         help=f"of {', '.join(names)}")  # fmt: skip
    measured_on(options)
    given = options.parse_args()
    if not given.corpora.is_dir():
        raise SystemExit(f"{given.corpora}: the corpora are not there; name them with --corpora")
    told: dict[str, Any] = {}
    for name in given.only:
        one = BENCHMARKS[name]
        chosen = {"part": one.part} if one.part else {}
        if one.needs is not None and find_spec(one.needs) is None:
            print(f"{name}: left out, {one.needs} is not installed", file=sys.stderr)
            continue
        start = time.perf_counter()
        told[name] = one.script.score(given.corpora, given.sample, Errors(0), **chosen)
        print(f"{name}: {time.perf_counter() - start:.0f} s", file=sys.stderr)
        if given.sample is None and not given.print_only:
            body = f"{markdown(one.table(told[name]))}\n\n{method_of(one.script.__doc__)}"
            if one.more is not None:
                body = f"{body}\n\n{one.more(told[name])}"
            command = f"python benchmarks/run.py --only {name}"
            write_section(name, one.title, command, body, given.date)
    print(json.dumps(told, indent=2))


if __name__ == "__main__":
    main()
