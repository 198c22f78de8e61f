"""The tables of RESULTS.md: each benchmark's figures as rows, the first of them the head."""

from __future__ import annotations

from collections.abc import Callable

from common import Json

Table = Callable[[Json], list[list[str]]]


def polnear(found: Json) -> list[list[str]]:
    """Spans of source, cue and content, beside what others reached."""
    beat = {
        "source": "83.2 (BERT with CofeNet), 50.6 (CRF), 10.7 (rules); test portion",
        "cue": "75.3, 53.4, 22.8; test portion",
        "content": "72.9, 28.6, 5.6; test portion",
        "linked": "",
    }
    head = ["", "precision", "recall", "F1", "gold", "F1 to beat"]
    rows = [[kind, *_prf(found[kind]), str(found[kind]["gold"]), beat[kind]] for kind in beat]
    return [head, *rows]


def confidence(found: Json) -> str:
    """How far confidence can be believed, tenth by tenth."""
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


def stances(found: Json) -> list[list[str]]:
    """F1 of each stance."""
    rows = [["stance", "F1"], *([name, str(value)] for name, value in found["f1"].items())]
    rows.append(["macro F1", str(found["macro_f1"])])
    rows.append([f"found, of {found['statements']} statements", str(found["found"])])
    rows.append(["with the right stance", str(found["right"])])
    return rows


def holders(found: Json) -> list[list[str]]:
    """Whom holders are, by sort of mention and by corpus."""
    head = ["", "precision", "recall", "F1", "statements", "baseline F1"]
    rows = [["all", *_prf(found["fogline"]), str(found["fogline"]["gold"]),
             str(found["baseline"]["f1"])]]  # fmt: skip
    for sort in ("by_mention", "by_corpus"):
        for name, row in found[f"fogline_{sort}"].items():
            base = found[f"baseline_{sort}"][name]["f1"]
            rows.append([name, *_prf(row), str(row["gold"]), str(base)])
    return [head, *rows]


def modality(found: Json) -> list[list[str]]:
    """F1 of each modality and of negation."""
    words = found["words"]
    rows = [["", "F1 of claims", "F1 of words"]]
    rows += [[name, str(value), str(words["each"][name])] for name, value in found["each"].items()]
    rows.append(["mean F1", str(found["f1"]), str(words["f1"])])
    rows.append([f"deeds that are claims, of {found['sentences']}", str(found["found"]), ""])
    rows.append([f"conditions found, of {found['conditions']}", str(found["condition"]), ""])
    return rows


def whereabouts(found: Json) -> list[list[str]]:
    """Marks of each kind, and relations by their kind."""
    head = ["", "precision", "recall", "F1", "marked", "found", "right"]
    names = {"relation": "relations", "contested": "contested names", "time": "times"}
    rows = [head, *([names[kind], *_marks(row)] for kind, row in found["each"].items())]
    rows.append(["mean F1", "", "", str(found["f1"]), str(found["sentences"]), "", ""])
    rows += [[f"relation: {kind}", *_marks(row)] for kind, row in found["relations"].items()]
    return rows


def _marks(row: Json) -> list[str]:
    return [*_prf(row), str(row["gold"]), str(row["found"]), str(row["right"])]


def case(found: Json) -> list[list[str]]:
    """Weighted F1 over three lists of types."""
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


def plover(found: Json) -> list[list[str]]:
    """Type, actor and recipient of the coded sentences."""
    actors, recipients = found["with_actor"], found["with_recipient"]
    return [
        ["", "Fogline, per cent", "of"],
        ["type of the most salient claim", str(found["type_accuracy"]), str(found["sentences"])],
        ["type of any claim", str(found["type_among_claims"]), str(found["sentences"])],
        ["actor", str(found["actor_accuracy"]), str(actors)],
        ["recipient", str(found["recipient_accuracy"]), str(recipients)],
    ]


def plover_confusion(found: Json) -> str:
    """What each gold type was read as."""
    rows = [
        [want, ", ".join(f"{have} {number}" for have, number in row.items())]
        for want, row in found["confusion"].items()
    ]
    return markdown([["gold type", "read as"], *rows])


def wikievents(found: Json) -> list[list[str]]:
    """Triggers and heads of arguments."""
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


def muc(found: Json) -> list[list[str]]:
    """The official rows, slots over all templates."""
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


def fakes(found: Json) -> list[list[str]]:
    """Counts, actor and cause, beside the baseline."""
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


def event_location(found: Json) -> list[list[str]]:
    """Words of the places of verbs."""
    return [
        ["", "Fogline", "to beat"],
        ["token precision", str(found["precision"]), "above 83"],
        ["token recall", str(found["recall"]), "above 83"],
        ["F1", str(found["f1"]), ""],
        ["marked verbs with a claim of their own", str(found["verbs_with_a_claim"]), ""],
        ["sentences", str(found["sentences"]), ""],
    ]


def invention(found: Json) -> list[list[str]]:
    """What is told without words."""
    return [
        ["texts", "claims", "things invented"],
        [str(found["texts"]), str(found["claims"]), str(found["invented"])],
    ]


def toponyms(beat: str) -> Table:
    """The table of a corpus of toponyms; ``beat`` is what is to be beaten."""

    def table(found: Json) -> list[list[str]]:
        rows = (
            ("given coordinates", "resolved", ""),
            ("of those: within 161 km", "accuracy", f"{beat} (Mordecai 3, trained on this corpus)"),
            ("of those: within 161 km, or its very entry", "right_of_resolved", ""),
            ("found and put within 161 km", "within_161", ""),
            ("found and put within 161 km, or its very entry", "right", ""),
            ("found", "found", ""),
            ("median error, km", "median_km", ""),
        )
        head = [
            f"of {found['gold']} toponyms in {found['articles']} articles",
            "places and namings",
            "places alone",
            "to beat",
        ]
        counts = (found["marked"], found["literal"])
        return [
            head,
            *([name, *(str(one[key]) for one in counts), beat] for name, key, beat in rows),
        ]

    return table


def namings(found: Json) -> str:
    """The namings by use, and what the scores of places are worth."""
    rows = [
        ["namings by use", "all", "overlap a toponym of the gold", "resolve one", "within 161 km"]
    ]
    for use, counts in found["uses"].items():
        kinds = ("all", "in_gold", "resolving", "near")
        rows.append([use, *(str(counts[kind]) for kind in kinds)])
    bands = [["score of the place taken, from", "toponyms", "mean score", "right"]]
    for band in found["reliability"]:
        score = "" if band["score"] is None else str(band["score"])
        bands.append(
            [f"{100 * band['from']:.0f}", str(band["toponyms"]), score, str(band["right"])]
        )
    return f"{markdown(rows)}\n\n{markdown(bands)}"


def tempeval3(found: Json) -> list[list[str]]:
    """Spans and values of times, set aside and tuned on."""
    beat = {
        "strict": "81.8 (HeidelTime), 82.4 (TEI2GO); test set",
        "relaxed": "90.7, 90.6; test set",
        "value": "77.6 (HeidelTime); test set",
        "value, one notation": "",
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


def grouping(found: Json) -> list[list[str]]:
    """The ledger's events, and the judged pairs."""
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


def grouping_pairs(found: Json) -> str:
    """The judged pairs by their ids."""
    rows = [*found["checked"]["pairs"], *(f"{row} (unseen)" for row in found["unseen"]["pairs"])]
    lines = "\n".join(f"- {row}" for row in rows)
    return f"<details><summary>The judged pairs</summary>\n\n{lines}\n\n</details>"


def ecb(found: Json) -> list[list[str]]:
    """Events across documents, by three measures."""
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


def claimdiff(found: Json) -> list[list[str]]:
    """What weakens and what strengthens."""
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


def markdown(table: list[list[str]]) -> str:
    """A table whose first row is its head."""
    rows = [f"| {' | '.join(row)} |" for row in table]
    return "\n".join([rows[0], f"|{'---|' * len(table[0])}", *rows[1:]])
