"""What speaks for and against a place being where a deed is done: numbers for the linker.

All of it is words of grammar, kinds and distances; no name is looked at, so that other countries in
the same words are linked the same way. After Halterman (2019), "Geolocating Political Events in
Text", who had the dependency path and the distance from the verb.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from fogline.extract.claims.clauses import is_passive
from fogline.extract.claims.linking.paths import Path, path_between
from fogline.extract.claims.linking.rivals import rival_signs
from fogline.extract.claims.linking.words import word_signs
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.scenes import ADJOINING, Named
from fogline.knowledge.placemodel import Signs
from fogline.language.document import Token
from fogline.records.place import PlaceKind

PREPOSITIONS = (
    *("in", "at", "near", "on", "from", "to", "into", "of", "between", "through", "across"),
    *("over", "against", "outside", "inside", "around", "toward", "towards", "throughout"),
    *("along", "off", "by", "with", "for", "about", "within", "under", "after", "during", "before"),
)
# Labels of the path from the deed down to the place, and up from the deed.
PATH = (
    *("prep", "pobj", "dobj", "nsubj", "nsubjpass", "appos", "conj", "poss", "compound", "amod"),
    *("nmod", "relcl", "advcl", "acl", "ccomp", "xcomp", "pcomp", "agent", "advmod", "npadvmod"),
    *("attr", "ROOT", "dep", "parataxis", "nummod"),
)
LAST = ("pobj", "dobj", "compound", "poss", "appos", "conj", "nsubj", "nsubjpass", "amod", "nmod")
KINDS = tuple(PlaceKind)
CLASSES = ("actor", "people", "force", "organisation", "place", "settlement", "facility", "weapon")
VERBS = ("VERB", "AUX")
NOUNS = ("NOUN", "PROPN")
CLAUSES = ("relcl", "advcl", "ccomp", "xcomp", "conj", "acl", "pcomp", "parataxis", "csubj")
TAGS = ("VBD", "VBN", "VBG", "VB", "VBP", "VBZ")
SIDES = (
    *("northern", "southern", "eastern", "western", "north", "south", "east", "west", "central"),
    *("northeastern", "northwestern", "southeastern", "southwestern", "downtown", "rural"),
    *("northeast", "northwest", "southeast", "southwest", "upper", "lower", "neighboring"),
)
DEED_DEPS = ("ROOT", "ccomp", "advcl", "relcl", "conj", "xcomp", "acl", "pcomp")
TYPES = ("ASSAULT", "ADVANCE", "CONTROL", "PROTEST", "DETAIN", "MOBILIZE", "CRIME", "DISASTER")
# What is done in a place, and what is done to one.
DEEDS = ("capture", "patrol", "march", "kill", "shoot", "target", "launch", "say")
ENTITIES = ("GPE", "LOC", "FAC", "ORG", "PERSON", "NORP")
TIMES = ("DATE", "TIME")
BESIDE_CLASSES = ("actor", "place", "settlement", "facility")
BESIDE = {
    "before": (*PREPOSITIONS, ",", "the", "and"),
    "twice": ("in", "of", "at", "from", "to", "near"),
    "after": (",", "'s", "and", ".", "-", "(", "in"),
}
MOST = 12


def signs(
    reading: Reading, deed: Token, named: Sequence[Named], ruled: Sequence[int]
) -> list[Signs]:
    """The signs of each of the sentence's named places; ``ruled`` is its rank by rule, or -1."""
    shared = Signs()
    _of_deed(reading, deed, shared)
    shared.put("places", min(len(named), MOST))
    shared.put("ruled-any", max(ruled, default=-1) >= 0)
    paths = [path_between(reading, deed, one.head) for one in named]
    rows: list[Signs] = []
    for n, one in enumerate(named):
        row = Signs(shared)
        row.put("ruled", ruled[n] + 1)
        _of_place(reading, one, row)
        _of_neighbours(reading, one, row)
        _of_distance(reading, deed, one, row)
        _of_path(reading, paths[n], row)
        _of_others(deed, named, n, row)
        for name, i in (("previous", n - 1), ("next", n + 1)):
            if 0 <= i < len(named):
                _of_other(deed, one, named[i], paths[i], name, row)
        rows.append(row)
    rivals = rival_signs(reading, deed, named, paths)
    words = word_signs(reading, deed, named, paths)
    return [Signs(row | more | told) for row, more, told in zip(rows, rivals, words, strict=True)]


def _of_deed(reading: Reading, deed: Token, row: Signs) -> None:
    document = reading.document
    sentence = document.sentence_of(deed)
    row.one_of("deed-tag", deed.tag, TAGS)
    row.put("deed-noun", deed.pos in NOUNS)
    row.one_of("deed-dep", deed.dep, DEED_DEPS)
    row.put("deed-passive", deed.pos == "VERB" and is_passive(reading, deed))
    row.put("deed-subject", bool(document.children(deed, "nsubj", "nsubjpass")))
    row.put("deed-at", min((deed.i - sentence.first) / 20, 2))
    row.put("length", min((sentence.last - sentence.first) / 20, 4))
    thing = document.child(deed, "dobj")
    row.put("deed-object", thing is not None)
    if thing is not None:
        _classes(reading, "object", thing, CLASSES, row)
    types = {sense.type for sense in reading.table.senses.get(("verb", deed.lemma), ())}
    for name in TYPES:
        row.put(f"type-{name}", name in types)
    row.put("type-none", not types)
    row.one_of("deed", deed.lemma, DEEDS)
    row.put("reporting", reading.listed("reporting-verbs", deed))


def _classes(
    reading: Reading, name: str, token: Token, classes: Collection[str], row: Signs
) -> None:
    for cls in reading.kinds(token) & frozenset(classes):
        row.put(f"{name}-{cls}", 1)


def _of_place(reading: Reading, one: Named, row: Signs) -> None:
    sentence = reading.document.sentence_of(one.head)
    row.one_of("kind", one.kind, KINDS)
    row.put("resolved", one.resolved)
    row.put("related", one.related)
    row.one_of("last-dep", one.head.dep, LAST)
    row.one_of("ent", one.head.ent, ENTITIES)
    row.put("words", one.last - one.first + 1)
    row.put("first-in-sentence", one.first - sentence.first <= 1)
    row.put("place-at", min((one.first - sentence.first) / 20, 4))
    head = reading.document.head(one.head)
    if head is not None:
        _classes(reading, "head", head, CLASSES, row)


def _of_neighbours(reading: Reading, one: Named, row: Signs) -> None:
    tokens = reading.document.tokens
    sentence = reading.document.sentence_of(one.head)
    around = {"before": one.first - 1, "twice": one.first - 2, "after": one.last + 1}
    for name, i in around.items():
        if not sentence.first <= i < sentence.last:
            continue
        word = tokens[i]
        row.one_of(name, word.lower, BESIDE[name])
        row.put(f"{name}-noun", word.pos in NOUNS)
        _classes(reading, name, word, BESIDE_CLASSES, row)
        if name == "before":
            row.put("side", word.lower in SIDES)
        if name == "after":
            row.put("after-verb", word.pos in VERBS)
            row.put("after-time", word.ent in TIMES)


def _of_distance(reading: Reading, deed: Token, one: Named, row: Signs) -> None:
    low, high = sorted((deed.i, one.first))
    between = reading.document.tokens[low + 1 : high]
    row.put("after-deed", one.first > deed.i)
    row.put("distance", min(high - low, 60))
    row.put("verbs-between", min(sum(token.pos == "VERB" for token in between), MOST))
    row.put("commas-between", min(sum(token.text == "," for token in between), MOST))
    row.put("quotes-between", any(token.tag in ("``", "''") for token in between))
    row.put("and-between", any(token.lower in ("and", "but") for token in between))
    row.put("that-between", any(token.tag in ("WDT", "WP", "WRB") for token in between))
    row.put("said-between", any(reading.listed("reporting-verbs", token) for token in between))
    row.put("names-between", min(sum(bool(token.ent) for token in between), MOST))
    verbs = [
        token
        for token in reading.document.tokens_of(reading.document.sentence_of(deed))
        if token.pos == "VERB" and token.i != deed.i
    ]
    mine = abs(one.first - deed.i)
    row.put("nearer-verbs", min(sum(abs(one.first - verb.i) < mine for verb in verbs), MOST))
    governing = reading.clause_verb(one.head)
    row.put("governed", governing.i == deed.i)
    row.put("governor-said", reading.listed("reporting-verbs", governing))


def _of_path(reading: Reading, path: Path, row: Signs) -> None:
    row.put("up", len(path.up))
    row.put("down", len(path.down))
    row.put("top-verb", path.top.pos in VERBS)
    row.put("top-noun", path.top.pos in NOUNS)
    row.put("top-said", bool(path.up) and reading.listed("reporting-verbs", path.top))
    for dep, count in Counter(token.dep for token in path.up if token.dep in PATH).items():
        row.put(f"up-{dep}", count)
    for dep, count in Counter(token.dep for token in path.down if token.dep in PATH).items():
        row.put(f"down-{dep}", count)
    preps = [token for token in path.down if token.pos in ("ADP", "SCONJ")]
    if preps:
        row.one_of("prep", preps[-1].lower, PREPOSITIONS)
        row.one_of("first-prep", preps[0].lower, PREPOSITIONS)
    row.put("preps", len(preps))
    row.put("verbs-down", sum(token.pos == "VERB" for token in path.down))
    row.put("clauses-up", sum(token.dep in CLAUSES for token in path.up))
    nouns = [token for token in path.down[:-1] if token.pos in NOUNS]
    row.put("nouns-down", len(nouns))
    for noun in nouns:
        _classes(reading, "passed", noun, CLASSES, row)
    if path.down:
        row.one_of("first-dep", path.down[0].dep, PATH)


def _of_others(deed: Token, named: Sequence[Named], n: int, row: Signs) -> None:
    one = named[n]
    mine = abs(one.first - deed.i)
    row.put("nearer", min(sum(abs(other.first - deed.i) < mine for other in named), MOST))
    row.put("earlier", min(n, MOST))
    row.put("later", min(len(named) - n - 1, MOST))
    row.put("holds-other", any(other.lies_in(one) for other in named))
    row.put("in-other", any(one.lies_in(other) for other in named))


def _of_other(deed: Token, one: Named, other: Named, path: Path, name: str, row: Signs) -> None:
    gap = one.first - other.last if other.first < one.first else other.first - one.last
    row.put(f"{name}-gap", 40 - min(gap, 40))
    row.put(f"{name}-adjoins", gap <= ADJOINING)
    row.one_of(f"{name}-kind", other.kind, KINDS)
    row.put(f"{name}-in-this", other.lies_in(one))
    row.put(f"this-in-{name}", one.lies_in(other))
    row.put(f"{name}-same-side", (other.first > deed.i) == (one.first > deed.i))
    row.put(f"{name}-up", len(path.up))
    row.put(f"{name}-down", len(path.down))
