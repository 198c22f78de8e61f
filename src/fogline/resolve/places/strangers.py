"""Unknown names that are places by the words around them ("shelled Zorya with mortars").

Of towns that it does not know the parser makes persons and bodies, and no gazetteer has them all.
Words of grammar, kinds and shapes are weighed by a trained curve, never the name itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fogline.knowledge.gazetteer.names import normalise
from fogline.knowledge.placemodel import Curve, Signs
from fogline.resolve.places.search import Search, a_body, joined, runs, titled
from fogline.resolve.places.text import Word

# From this chance on a name is a place; of those at the threshold itself a third is.
LEAST = 0.3
PREPOSITIONS = (
    *("in", "at", "near", "on", "from", "to", "into", "of", "between", "through", "across"),
    *("over", "against", "outside", "inside", "around", "toward", "towards", "by", "with", "for"),
    *("along", "off", "than", "as", "including", "and", "or", "the", "called", "named", "nearby"),
)
ENTITIES = ("PERSON", "ORG", "NORP", "PRODUCT", "GPE", "LOC", "FAC", "EVENT", "WORK_OF_ART", "")
DEPS = (
    *("pobj", "dobj", "nsubj", "nsubjpass", "compound", "poss", "appos", "conj", "amod", "nmod"),
    *("attr", "ROOT", "npadvmod", "advmod", "dep", "nummod"),
)
CLASSES = (
    *("PROPN", "NOUN", "VERB", "AUX", "ADP", "DET", "ADJ", "PUNCT", "CCONJ", "PRON", "ADV"),
    *("NUM", "PART"),
)
ABOVE = ("say", "kill", "tell", "capture", "be", "in", "of", "by", "near", "at")
AFTER = (",", ".", "and", "'s", "in", "(", "who", "said", "-")
DATED = ("DATE", "TIME", "CARDINAL", "MONEY", "PERCENT", "ORDINAL", "QUANTITY")


NAMED = ("PERSON", "ORG", "NORP", "GPE", "LOC", "FAC")
# What stands for a name, and for nothing at a sentence's edge.
NAME = "NAME"
EDGE = "^"
# The sound of the name behind it decides which one stands there, or that of its last letter.
ALIKE = {"an": "a", "'": "'s", "’": "'s", "’s": "'s"}


@dataclass(frozen=True, slots=True)
class Run:
    """Words ``first`` to ``stop`` (half-open) written like a name."""

    first: int
    stop: int


def strangers(search: Search, curve: Curve) -> None:
    """Take the unknown names that are likely enough places, wherever the report has them.

    Weak mentions that are as likely are marked: a name that the gazetteer has only elsewhere.

    A name is weighed by the mean over its places in the report: who speaks in one sentence is no
    town in another.
    """
    found: dict[str, list[tuple[Run, float]]] = {}
    for run in stranger_runs(search):
        name = normalise(joined(search.words, run.first, run.stop))
        found.setdefault(name, []).append((run, curve.chance(stranger_signs(search, run))))
    for rows in found.values():
        if sum(chance for _, chance in rows) >= LEAST * len(rows):
            for run, _ in rows:
                search.take(run.first, run.stop, "stranger")
            first = {run.first for run, _ in rows}
            search.found[:] = [
                replace(one, likely=True) if one.weak and one.first in first else one
                for one in search.found
            ]


def stranger_runs(search: Search) -> tuple[Run, ...]:
    """The stretches of free words written like a name, cut at words of time; weak mentions."""
    weak = (Run(one.first, one.stop) for one in search.found if one.weak and one.use is None)
    return (*_cut_runs(search), *weak)


def _cut_runs(search: Search) -> Iterator[Run]:
    words, never = search.words, search.atlas.words.never
    for first, stop in runs(search):
        if words[first].filed:
            continue  # beside a dateline's place stands an agency
        here = first
        for i in range(first, stop + 1):
            if i == stop or words[i].ent in DATED or words[i].lower in never:
                if any(word.pos == "PROPN" or word.ent for word in words[here:i]):
                    yield Run(here, i)
                here = i + 1


def stranger_signs(search: Search, run: Run) -> Signs:
    """What speaks for and against the words' naming a place."""
    row = Signs()
    _of_run(search, run, row)
    around = {
        "before": _at(search, run.first - 1, run),
        "twice": _at(search, run.first - 2, run),
        "thrice": _at(search, run.first - 3, run),
        "after": _at(search, run.stop, run),
        "later": _at(search, run.stop + 1, run),
    }
    for name, word in around.items():
        if word is not None:
            row.one_of(f"{name}-pos", word.pos, CLASSES)
            _of_word(search, name, word, row)
    for name in _words_around(words=around, last=search.words[run.stop - 1]):
        row.put(name, 1)
    before, twice, after = around["before"], around["twice"], around["after"]
    row.put("opens", before is None)
    if before is not None:
        row.one_of("before", before.lower, PREPOSITIONS)
        joins = run.first > 1 and before.lower in ("and", "or", ",")
        row.put("joined-to-place", joins and search.places[run.first - 2])
    if twice is not None:
        row.one_of("twice", twice.lower, PREPOSITIONS)
    if after is not None:
        row.one_of("after", after.lower, AFTER)
    return row


def _words_around(words: Mapping[str, Word | None], last: Word) -> Iterator[str]:
    """The words themselves, alone and in company, as far as they belong to no name."""
    form = {name: _form(word) for name, word in words.items()}
    above = NAME if last.above_pos == "PROPN" else last.above
    yield f"above {above}"
    yield f"above {above} {last.dep}"
    for name, text in form.items():
        yield f"{name} {text}"
    yield f"two {form['twice']} {form['before']}"
    yield f"three {form['thrice']} {form['twice']} {form['before']}"
    yield f"next {form['after']} {form['later']}"
    yield f"between {form['before']} {form['after']}"
    yield f"before-ent {form['before']} {last.ent}"
    yield f"before-dep {form['before']} {last.dep}"


def _form(word: Word | None) -> str:
    if word is None:
        return EDGE
    if word.pos == "PROPN" or word.ent in NAMED:
        return NAME
    return ALIKE.get(word.lower, word.lower)


def _of_run(search: Search, run: Run, row: Signs) -> None:
    words, table = search.words, search.atlas.words
    first, last = words[run.first], words[run.stop - 1]
    row.one_of("ent", last.ent, ENTITIES)
    row.one_of("first-ent", first.ent, ENTITIES)
    row.one_of("dep", last.dep, DEPS)
    row.one_of("above-pos", last.above_pos, CLASSES)
    row.put("above-strong", last.above in table.strong)
    row.put("above-weak", last.above in table.weak)
    row.put("above-deed", last.above in table.deeds)
    row.one_of("above", last.above, ABOVE)
    row.put("length", run.stop - run.first)
    row.put("capitals", first.text.isupper() and len(first.text) > 1)
    row.put("known", search.known(run.first, run.stop))
    row.put("titled", titled(search, run.first))
    row.put("body", a_body(search, run.stop))
    row.put("hyphen", any("-" in word.text for word in words[run.first : run.stop]))
    several = run.stop - run.first > 1
    row.put("own-feature", several and (last.lower in table.after or last.lower in table.sites))
    row.put("own-body", last.text in table.bodies)
    row.put("own-before", first.lower in table.before or first.lower in table.sites_before)


def _at(search: Search, i: int, run: Run) -> Word | None:
    """Word ``i``, if it stands in the run's sentence."""
    words = search.words
    if 0 <= i < len(words) and words[i].sentence == words[run.first].sentence:
        return words[i]
    return None


def _of_word(search: Search, name: str, word: Word, row: Signs) -> None:
    table, lower = search.atlas.words, word.lower
    one = lower.removesuffix("ies") + "y" if lower.endswith("ies") else lower.removesuffix("s")
    row.put(f"{name}-feature", lower in table.after or lower in table.of)
    row.put(f"{name}-features", one != lower and (one in table.after or one in table.of))
    row.put(f"{name}-site", lower in table.sites)
    row.put(f"{name}-edge", lower in table.edges or lower in table.bare_edges)
    row.put(f"{name}-side", lower in table.parts or lower in table.sides)
    row.put(f"{name}-deed", word.lemma in table.deeds)
    row.put(f"{name}-place", search.places[word.i])
    row.put(f"{name}-known", word.known is not None)
    row.put(f"{name}-capital", word.capital)
    row.put(f"{name}-title", lower.rstrip(".") in table.titles)
    row.put(f"{name}-time", word.ent in ("DATE", "TIME"))
