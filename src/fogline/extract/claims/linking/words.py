"""The words around a deed and a place, which a curve weighs; what belongs to a name is left out.

All have a space in their name: no other sign has, and the trees never see them.
"""

from __future__ import annotations

from collections.abc import Sequence

from fogline.extract.claims.linking.paths import Path
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.scenes import Named
from fogline.knowledge.placemodel import Signs
from fogline.language.document import Token

PREPOSITIONS = ("ADP", "SCONJ")
JOINTS = ("VERB", "AUX", "SCONJ", "CCONJ", "PUNCT")
ENTITIES = ("GPE", "PERSON", "ORG", "LOC", "FAC", "NORP")
NAME = "NAME"
# The sound of the name behind it decides which one stands there, or that of its last letter.
ALIKE = {"an": "a", "'": "'s", "’": "'s", "’s": "'s"}


def word_signs(
    reading: Reading, deed: Token, named: Sequence[Named], paths: Sequence[Path]
) -> list[Signs]:
    """The words for each of the sentence's named places."""
    rows: list[Signs] = []
    for one, path in zip(named, paths, strict=True):
        found = [*_of_path(deed, path), *_of_phrase(reading, deed, one)]
        found += _around(reading, "place", one.first, one.last, 3)
        found += _around(reading, "deed", deed.i, deed.i, 2)
        found += _between(reading, deed, one)
        row = Signs()
        for name in found:
            row.put(name, 1)
        rows.append(row)
    return rows


def _lemma(token: Token) -> str:
    return NAME if _of_name(token) else token.lemma


def _form(token: Token) -> str:
    return NAME if _of_name(token) else ALIKE.get(token.lower, token.lower)


def _of_name(token: Token) -> bool:
    return token.pos == "PROPN" or token.ent in ENTITIES


def _of_path(deed: Token, path: Path) -> list[str]:
    """The labels on the way with its prepositions, and the nouns and verbs that it passes."""
    verb = deed.lemma
    up = "<".join(token.dep for token in path.up)
    steps = [f"{t.dep}:{t.lower}" if t.pos in PREPOSITIONS else t.dep for t in path.down]
    down = ">".join(steps)
    found = [f"verb {verb}", f"verb {verb} {deed.tag}", f"path {up} {down}"]
    found += [f"down {down}", f"up {up}", f"top {_lemma(path.top)}"]
    found.append(f"far {verb} {min(len(path.up), 3)} {min(len(path.down), 4)}")
    if steps:
        found.append(f"step {verb} {steps[0]} {len(path.up)}")
    if path.up:
        found.append(f"from {verb} {path.up[0].dep}")
    found += [f"over {_lemma(token)} {token.dep}" for token in path.up[1:]]
    for token in path.down[:-1]:
        if token.pos not in PREPOSITIONS:
            found += [f"passed {_lemma(token)}", f"passed {_lemma(token)} {token.dep}"]
    return found


def _of_phrase(reading: Reading, deed: Token, one: Named) -> list[str]:
    """What the place hangs on, and the common nouns in its own name."""
    document = reading.document
    governor = reading.clause_verb(one.head)
    word = _lemma(governor)
    found = [f"governor {word}", f"governor {word} {governor.i == deed.i}"]
    head = document.head(one.head)
    if head is not None:
        found.append(f"head {_lemma(head)} {one.head.dep}")
        holder = document.head(head) if head.pos == "ADP" else None
        if holder is not None:
            found.append(f"holder {_lemma(holder)} {head.lower}")
    inside = document.tokens[one.first : one.last + 1]
    found += [f"inside {_form(token)}" for token in inside if not token.text[:1].isupper()]
    return found


def _around(reading: Reading, name: str, first: int, last: int, before: int) -> list[str]:
    """The words before and the two behind."""
    tokens = reading.document.tokens
    sentence = reading.document.sentence_of(tokens[first])
    left = [_form(token) for token in tokens[max(first - before, sentence.first) : first]]
    right = [_form(token) for token in tokens[last + 1 : min(last + 3, sentence.last)]]
    found = [f"{name}-{n} {word}" for n, word in enumerate(reversed(left), start=1)]
    found += [f"{name}+{n} {word}" for n, word in enumerate(right, start=1)]
    if len(left) > 1:
        found.append(f"{name}-two {left[-2]} {left[-1]}")
    return found


def _between(reading: Reading, deed: Token, one: Named) -> list[str]:
    low, high = sorted((deed.i, one.first))
    behind = one.first > deed.i
    between = reading.document.tokens[low + 1 : high]
    return [f"between {_form(token)} {behind}" for token in between if token.pos in JOINTS]
