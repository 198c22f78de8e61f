"""What the other places of the sentence, and the clause that a place stands in, tell of it.

Numbers for the linker like those of :mod:`fogline.extract.claims.linking.signs`.
"""

from __future__ import annotations

from collections.abc import Sequence

from fogline.extract.claims.linking.paths import Path
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.scenes import Named
from fogline.knowledge.placemodel import Signs
from fogline.language.document import Token

JOINED = ("conj", "appos")
SETTING = ("in", "at", "near", "on", "outside", "inside", "around", "across", "over", "off")
GOVERNED = ("ROOT", "conj", "advcl", "relcl", "acl", "ccomp", "xcomp", "pcomp")
TAGS = ("VBD", "VBN", "VBG", "VB", "VBP", "VBZ")
MOST = 12
LONGEST = 40


def rival_signs(
    reading: Reading, deed: Token, named: Sequence[Named], paths: Sequence[Path]
) -> list[Signs]:
    """For each of the sentence's named places, how it stands among them."""
    lengths = [_length(path) for path in paths]
    gaps = [abs(one.first - deed.i) for one in named]
    settings = [_setting(path) for path in paths]
    tops = [first_of_list(reading, one.head) for one in named]
    rows: list[Signs] = []
    for n, one in enumerate(named):
        row = Signs()
        _among(lengths, n, "path", row)
        _among(gaps, n, "gap", row)
        _of_settings(settings, lengths, n, row)
        listed = [m for m, top in enumerate(tops) if top.i == tops[n].i]
        row.put("list", len(listed) - 1)
        row.put("list-at", listed.index(n))
        row.put("length-bare", min(lengths[n], LONGEST))
        row.put("same-place", _again(named, n))
        same = [m for m in range(len(named)) if m != n and paths[m].top.i == paths[n].top.i]
        row.put("same-top", min(len(same), MOST))
        row.put("same-top-nearer", sum(gaps[m] < gaps[n] for m in same))
        _of_governor(reading, deed, one, row)
        _of_marks(reading, one, row)
        rows.append(row)
    return rows


def _length(path: Path) -> int:
    """The length of the path without steps from one of a list to the next."""
    return len(path.up) + sum(token.dep not in JOINED for token in path.down)


def _setting(path: Path) -> bool:
    """Whether the deed itself, or what it hangs on, is said to be in or at the place."""
    first = path.down[0] if path.down else None
    return first is not None and first.dep == "prep" and first.lower in SETTING


def _among(values: Sequence[int], n: int, name: str, row: Signs) -> None:
    others = [value for m, value in enumerate(values) if m != n]
    row.put(f"{name}-rank", min(sum(value < values[n] for value in others), MOST))
    if others:
        row.put(f"{name}-margin", max(-LONGEST, min(LONGEST, min(others) - values[n])))
        row.put(f"{name}-best", min(*others, LONGEST))


def _of_settings(settings: Sequence[bool], lengths: Sequence[int], n: int, row: Signs) -> None:
    others = [m for m in range(len(settings)) if m != n and settings[m]]
    row.put("setting", settings[n])
    row.put("settings", min(len(others), MOST))
    row.put("setting-nearer", any(lengths[m] < lengths[n] for m in others))
    row.put("setting-later", any(m > n for m in others))


def _again(named: Sequence[Named], n: int) -> int:
    mine = named[n].id
    return sum(m != n and mine is not None and one.id == mine for m, one in enumerate(named))


def first_of_list(reading: Reading, token: Token) -> Token:
    """The first of the phrases that the token's is coordinated with."""
    for _ in range(MOST):
        if token.dep not in JOINED:
            return token
        token = reading.document.tokens[token.head]
    return token


def _of_governor(reading: Reading, deed: Token, one: Named, row: Signs) -> None:
    """The verb that the place hangs on, where that is another one than the deed."""
    top = first_of_list(reading, one.head)
    row.one_of("list-dep", top.dep, ("pobj", "dobj", "nsubj", "nsubjpass", "poss", "compound"))
    above = reading.document.head(top)
    if top.dep == "pobj" and above is not None:
        row.one_of("list-prep", above.lower, SETTING)
        holder = reading.document.head(above)
        row.put("held-by-noun", holder is not None and holder.pos in ("NOUN", "PROPN"))
        row.put("held-by-verb", holder is not None and holder.pos in ("VERB", "AUX"))
        row.put("fronted", holder is not None and above.i < holder.i)
    governor = reading.clause_verb(one.head)
    if governor.i == deed.i:
        return
    row.one_of("governor-dep", governor.dep, GOVERNED)
    row.one_of("governor-tag", governor.tag, TAGS)
    row.put("governor-known", ("verb", governor.lemma) in reading.table.senses)
    left, right = reading.document.subtree_edges(governor)
    row.put("governor-over-deed", left <= deed.i <= right)
    left, right = reading.document.subtree_edges(deed)
    row.put("deed-over-governor", left <= governor.i <= right)
    row.put("governor-before", governor.i < deed.i)
    row.put("governor-between", deed.i < governor.i < one.first or one.last < governor.i < deed.i)
    row.put("governor-child", governor.head == deed.i)
    row.put("governor-parent", deed.head == governor.i)


def _of_marks(reading: Reading, one: Named, row: Signs) -> None:
    tokens = reading.document.tokens
    sentence = reading.document.sentence_of(one.head)
    before = tokens[one.first - 1].text if one.first > sentence.first else ""
    after = tokens[one.last + 1].text if one.last + 1 < sentence.last else ""
    row.put("bracketed", before == "(" or after == ")")
    row.put("hyphened", after.startswith("-") or before.endswith("-"))
    twice = tokens[one.last + 2].lower if one.last + 2 < sentence.last else ""
    row.put("based", twice == "based")
    row.put("opens-clause", before == ",")
    row.put("closes", after in (".", ";", ""))
