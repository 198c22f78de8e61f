"""The lexicon of event triggers: which words tell of which type and mode of claim.

Loaded from ``resources/en/triggers.yml``, whose head explains the format.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

FILE = "en/triggers.yml"
POSITIONS = ("verb", "noun", "adj")
ROLES = (
    *("default", "undergo", "mutual", "move", "of-actor", "object-first", "none", "state"),
    "mediate",
    "held",
)
PREPOSITIONS = frozenset(
    (
        *("of", "on", "in", "at", "with", "for", "from", "to", "into", "against", "by", "over"),
        *("as", "between", "under", "about", "out", "down"),
    )
)
# Classes that the parse gives, not a list of words; "none" is an empty slot, "any" a filled one.
VIRTUAL = frozenset(("none", "any", "name", "pronoun", "demonym", "thing", "time"))
SLOTS = frozenset({"subject", "object", "modifier", "clause", "participant", "near"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Constraint:
    """What a slot of the trigger must hold: a word of one of ``classes``.

    ``slot`` is "subject", "object", "participant" (either), "modifier" (left of a noun),
    "clause", "near" (the whole sentence), or a preposition. With ``negated`` the slot must not hold
    such a word. The class "none" stands for an empty slot, "any" for a filled one.
    """

    slot: str
    classes: frozenset[str]
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sense:
    """One reading of a trigger.

    ``words`` are lemmas, the head first; ``roles`` is how its participants are found. ``rank`` is
    its place in the file: of two equally specific readings the earlier wins.
    """

    type: str
    mode: str | None
    position: str
    words: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    roles: str
    rank: int

    @property
    def weight(self) -> tuple[int, int, int, int]:
        """Sorts the most specific reading first; what must hold tells more than what must not."""
        wanted = sum(1 for rule in self.constraints if not rule.negated)
        return (-len(self.words), -wanted, wanted - len(self.constraints), self.rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Triggers:
    """The lexicon: senses by position and head lemma, word classes, idioms and word lists.

    ``classes`` maps a lemma to all classes it belongs to. ``idioms`` maps a first word to the
    word sequences in which no word is a trigger. ``lists`` are the named word lists that the
    rules of modality, polarity and participants use. ``refine`` maps a type to pairs of word
    class and mode: the mode that an instrument of that class gives. ``confidence`` maps a rule
    to its confidence.
    """

    senses: Mapping[tuple[str, str], tuple[Sense, ...]]
    classes: Mapping[str, frozenset[str]]
    idioms: Mapping[str, tuple[tuple[str, ...], ...]]
    lists: Mapping[str, frozenset[str]]
    maps: Mapping[str, Mapping[str, str]]
    refine: Mapping[str, tuple[tuple[str, str], ...]]
    confidence: Mapping[str, float]
    usual: Mapping[tuple[str, str | None, str], str]

    def usual_roles(self, kind: str, mode: str | None, position: str) -> str:
        """How the participants of most triggers of a type and mode are found."""
        return self.usual.get((kind, mode, position), "default")

    def listed(self, name: str, word: str) -> bool:
        """Whether ``word`` stands in the word list ``name``."""
        return word in self.lists[name]


@cache
def load_triggers() -> Triggers:
    """The trigger lexicon; raises KnowledgeError where an entry cannot be used."""
    return build_table(load_yaml(FILE))


def build_table(data: Any) -> Triggers:
    """Make the table from the content of the resource file."""
    closed = _closed({name: _words(text) for name, text in data["classes"].items()})
    classes: dict[str, set[str]] = {}
    for name in closed:
        for word in closed[name]:
            classes.setdefault(word, set()).add(name)
    senses: dict[tuple[str, str], list[Sense]] = {}
    known = frozenset(closed) | VIRTUAL
    for rank, entry in enumerate(data["triggers"]):
        for sense in _senses(entry, rank, known):
            senses.setdefault((sense.position, sense.words[0]), []).append(sense)
    idioms: dict[str, list[tuple[str, ...]]] = {}
    for idiom in _words(data["idioms"]):
        parts = tuple(idiom.split())
        idioms.setdefault(parts[0], []).append(parts)
    return Triggers(
        senses={
            key: tuple(sorted(rows, key=lambda sense: sense.weight)) for key, rows in senses.items()
        },
        classes={word: frozenset(names) for word, names in classes.items()},
        idioms={first: tuple(rows) for first, rows in idioms.items()},
        lists={name: frozenset(_words(text)) for name, text in data["lists"].items()},
        maps={name: dict(rows) for name, rows in data["maps"].items()},
        refine={
            kind: tuple((str(row[0]), str(row[1])) for row in rows)
            for kind, rows in data["refine"].items()
        },
        confidence={name: float(value) for name, value in data["confidence"].items()},
        usual=_usual(sense for rows in senses.values() for sense in rows),
    )


def _usual(senses: Iterable[Sense]) -> dict[tuple[str, str | None, str], str]:
    counts: dict[tuple[str, str | None, str], Counter[str]] = {}
    for sense in senses:
        if len(sense.words) == 1:
            key = (sense.type, sense.mode, sense.position)
            counts.setdefault(key, Counter())[sense.roles] += 1
    return {key: count.most_common(1)[0][0] for key, count in counts.items()}


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in str(text).split(",") if word.strip())


def _closed(raw: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Replace ``+name`` in each class by the words of that class."""

    def words(name: str, seen: tuple[str, ...]) -> tuple[str, ...]:
        if name not in raw or name in seen:
            raise _bad(f"classes: {name}", "the class is not defined, or includes itself")
        found: list[str] = []
        for word in raw[name]:
            if word.startswith("+"):
                found.extend(words(word[1:], (*seen, name)))
            else:
                found.append(word)
        return tuple(dict.fromkeys(found))

    return {name: words(name, ()) for name in raw}


def _senses(entry: Mapping[str, Any], rank: int, known: frozenset[str]) -> list[Sense]:
    where = f"triggers: entry {rank + 1} ({entry.get('is')})"
    if not isinstance(entry.get("is"), str):
        raise _bad(where, "the entry has no type")
    kind, _, mode = entry["is"].partition("/")
    roles = entry.get("roles", "default")
    if roles not in ROLES:
        raise _bad(where, f"unknown roles {roles!r}")
    constraints = tuple(
        _constraint(key, value, where, known)
        for key, value in entry.items()
        if key not in ("is", "roles", *POSITIONS)
    )
    found = [
        Sense(
            type=kind,
            mode=mode or None,
            position=position,
            words=_chain(phrase, position),
            constraints=constraints,
            roles=roles,
            rank=rank,
        )
        for position in POSITIONS
        for phrase in _words(entry.get(position, ""))
    ]
    if not found:
        raise _bad(where, "the entry has no words")
    return found


def _chain(phrase: str, position: str) -> tuple[str, ...]:
    """The words of a phrase, head first: the first of a verb, the last before a preposition."""
    words = phrase.split()
    if position == "verb" or len(words) == 1:
        return tuple(words)
    cut = next((i for i, word in enumerate(words) if i and word in PREPOSITIONS), len(words))
    return (words[cut - 1], *words[: cut - 1], *words[cut:])


def _constraint(key: str, value: Any, where: str, known: frozenset[str]) -> Constraint:
    negated = key.startswith("not-")
    slot = key.removeprefix("not-")
    if slot not in SLOTS and slot not in PREPOSITIONS:
        raise _bad(where, f"unknown slot {key!r}")
    classes = frozenset(_words(value))
    unknown = classes - known
    if unknown:
        raise _bad(where, f"unknown word class {min(unknown)!r}")
    return Constraint(slot=slot, classes=classes, negated=negated)


def _bad(where: str, what: str) -> KnowledgeError:
    return KnowledgeError(what, where=f"resources/{FILE}: {where}", remedy="mend the entry")
