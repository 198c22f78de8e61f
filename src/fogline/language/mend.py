"""Mends slips that the parser makes regularly, each by a small rule over one sentence.

A rule re-attaches a token inside its sentence; it never changes words or offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from fogline.language.document import Token

# An "A, B, and C" is looked for this many tokens back at the most.
LIST_REACH = 8

# Conjunctions that open a clause of circumstance; it cannot be the main one.
SUBORDINATORS = frozenset(
    {
        "after",
        "before",
        "while",
        "because",
        "since",
        "although",
        "though",
        "whereas",
        "until",
        "when",
    }
)

_NOMINAL = ("NOUN", "PROPN")

Attachment = tuple[int, int, str]
Rule = Callable[[Sequence[Token]], list[Attachment]]


def mend(tokens: Sequence[Token]) -> list[Token]:
    """One sentence's tokens with the slips mended; indices count in the whole document."""
    found = list(tokens)
    for rule in RULES:
        for number, head, dep in rule(found):
            at = number - found[0].i
            if number == head or not _would_loop(found, number, head):
                found[at] = replace(found[at], head=head, dep=dep)
    return found


def _would_loop(tokens: Sequence[Token], number: int, head: int) -> bool:
    base = tokens[0].i
    for _ in range(len(tokens)):
        if head == number:
            return True
        above = tokens[head - base].head
        if above == head:
            return False
        head = above
    return True


def noun_joined_to_verb(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "pleas from A, B, and C": C, joined to the verb, belongs to the list before it."""
    found: list[Attachment] = []
    base = tokens[0].i
    for token in tokens:
        head = tokens[token.head - base]
        if token.dep != "conj" or token.pos not in _NOMINAL or head.pos not in ("VERB", "AUX"):
            continue
        if _has_subject_of_its_own(tokens, token):
            continue
        left = _left_edge(tokens, token)
        joiner = tokens[left - 1] if left > 0 else None
        if joiner is None or joiner.pos != "CCONJ":
            continue
        earlier = _list_item_before(tokens, left - 1)
        if earlier is not None:
            found.append((token.i, earlier.i, "conj"))
    return found


def _has_subject_of_its_own(tokens: Sequence[Token], token: Token) -> bool:
    return any(other.head == token.i and other.dep.startswith("nsubj") for other in tokens)


def _left_edge(tokens: Sequence[Token], token: Token) -> int:
    """Position, in the sentence, of the first of the modifiers right before the token."""
    base = tokens[0].i
    at = token.i - base
    while at > 0 and tokens[at - 1].pos not in ("CCONJ", "PUNCT"):
        if not at + base <= tokens[at - 1].head <= token.i:
            break
        at -= 1
    return at


def _list_item_before(tokens: Sequence[Token], at: int) -> Token | None:
    """The noun before a joiner that is itself part of a list ("A, B, and")."""
    last = at - 1
    while last >= 0 and tokens[last].text == ",":
        last -= 1
    item = tokens[last] if last >= 0 else None
    if item is None or item.pos not in _NOMINAL:
        return None
    reach = tokens[max(0, last - LIST_REACH) : last]
    listed = item.dep == "conj" or any(token.text == "," for token in reach)
    governed = item.dep in ("conj", "pobj", "dobj", "appos")
    return item if listed and governed else None


def inverted_condition(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "... would escalate should X fail": the inverted clause is a condition."""
    found: list[Attachment] = []
    base = tokens[0].i
    if tokens[-1].text == "?" or any(token.text == "?" for token in tokens[-3:]):
        return found
    for token in tokens:
        if token.dep not in ("ccomp", "conj", "dep") or token.pos not in ("VERB", "AUX"):
            continue
        mine = [other for other in tokens if other.head == token.i and other.i < token.i]
        aux = next((one for one in mine if one.dep == "aux"), None)
        subject = next((one for one in mine if one.dep.startswith("nsubj")), None)
        if aux is None or subject is None or aux.i > subject.i:
            continue
        if aux.lower not in ("should", "had", "were"):
            continue
        main = _clause_before(tokens, aux.i - base)
        if main is not None:
            found.append((token.i, main.i, "advcl"))
    return found


def _clause_before(tokens: Sequence[Token], at: int) -> Token | None:
    """The verb nearest before position ``at``: the condition is that of its deed."""
    return next((other for other in reversed(tokens[:at]) if other.pos == "VERB"), None)


def subordinate_root(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "A denied it, hours after B announced it": the second clause is not the main one."""
    root = next((token for token in tokens if token.head == token.i), None)
    if root is None or root.pos not in ("VERB", "AUX"):
        return []
    mine = [token for token in tokens if token.head == root.i and token.i < root.i]
    mark = next((token for token in mine if token.dep == "mark"), None)
    main = next((token for token in mine if token.dep == "ccomp"), None)
    if mark is None or main is None or mark.lower not in SUBORDINATORS or mark.i < main.i:
        return []
    if not _has_subject_of_its_own(tokens, main) or not _has_subject_of_its_own(tokens, root):
        return []
    return [(main.i, main.i, "ROOT"), (root.i, main.i, "advcl")]


def speaker_taken_for_apposition(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "..., including a baby, the mayor, A B, wrote": the last verb lacks its subject."""
    found: list[Attachment] = []
    base = tokens[0].i
    root = next((token for token in tokens if token.head == token.i), tokens[0])
    for token in tokens:
        if token.dep != "conj" or token.tag not in ("VBD", "VBZ") or token.head != root.i:
            continue
        if _has_subject_of_its_own(tokens, token):
            continue
        at = token.i - base - 1
        if at < 1 or tokens[at].text != "," or tokens[at - 1].pos not in _NOMINAL:
            continue
        speaker = _outer_apposition(tokens, tokens[at - 1])
        if speaker is not None:
            found += [
                (token.i, token.i, "ROOT"),
                (speaker.i, token.i, "nsubj"),
                (root.i, token.i, "ccomp"),
            ]
            break
    return found


def _outer_apposition(tokens: Sequence[Token], noun: Token) -> Token | None:
    """The outermost of the appositions that end here, or None where there is none."""
    base = tokens[0].i
    outer = None
    while noun.dep in ("appos", "compound"):
        if noun.dep == "appos":
            outer = noun
        noun = tokens[noun.head - base]
    return outer


def result_of_what_is_told(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "accused X of shelling Y, killing 35": the killing is that of the shelling."""
    found: list[Attachment] = []
    base = tokens[0].i
    for token in tokens:
        if token.dep != "advcl" or token.tag != "VBG" or tokens[token.i - base - 1].text != ",":
            continue
        if _has_subject_of_its_own(tokens, token) or any(
            other.head == token.i and other.dep in ("mark", "aux") for other in tokens
        ):
            continue
        deeds = [
            other
            for other in tokens[: token.i - base]
            if other.dep == "pcomp"
            and tokens[tokens[other.head - base].head - base].i == token.head
        ]
        if deeds:
            found.append((token.i, deeds[-1].i, "advcl"))
    return found


def saying_joined_to_what_is_told(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "A confirmed that B had been freed and promised that ...": it is A who promised.

    A clause in the active cannot share the "had been" of the passive before it.
    """
    found: list[Attachment] = []
    base = tokens[0].i
    for token in tokens:
        told = tokens[token.head - base]
        if token.dep != "conj" or token.tag != "VBD" or told.dep != "ccomp":
            continue
        outer = tokens[told.head - base]
        mine = [other.dep for other in tokens if other.head == token.i]
        passive = any(other.head == told.i and other.dep == "auxpass" for other in tokens)
        if not passive or outer.tag != "VBD" or "ccomp" not in mine:
            continue
        if not any(dep.startswith("nsubj") for dep in mine):
            found.append((token.i, outer.i, "conj"))
            joiner = tokens[token.i - base - 1]
            if joiner.dep == "cc" and joiner.head == told.i:
                found.append((joiner.i, outer.i, "cc"))
    return found


def deed_hung_on_a_day(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "accused them on Monday of shelling": what follows the day belongs to the verb."""
    found: list[Attachment] = []
    base = tokens[0].i
    for token in tokens:
        day = tokens[token.head - base]
        if token.lower != "of" or token.dep != "prep" or day.ent != "DATE" or day.dep != "pobj":
            continue
        deed = any(row.head == token.i and row.dep == "pcomp" for row in tokens)
        on = tokens[day.head - base]
        verb = tokens[on.head - base]
        if deed and verb.pos == "VERB" and verb.i < on.i:
            found.append((token.i, verb.i, "prep"))
    return found


def own_claim_rejected(tokens: Sequence[Token]) -> list[Attachment]:
    """As in "A admitted that B had won, but rejected B's claim": nobody rejects their own."""
    found: list[Attachment] = []
    base = tokens[0].i
    for token in tokens:
        told = tokens[token.head - base]
        if token.dep != "conj" or token.pos != "VERB" or told.dep != "ccomp":
            continue
        if _has_subject_of_its_own(tokens, token):
            continue
        subjects = {row.text for row in tokens if row.head == told.i and row.dep == "nsubj"}
        objects = {row.i for row in tokens if row.head == token.i and row.dep == "dobj"}
        owners = {row.text for row in tokens if row.head in objects and row.dep == "poss"}
        if subjects & owners:
            found.append((token.i, told.head, "conj"))
    return found


RULES: tuple[Rule, ...] = (
    own_claim_rejected,
    deed_hung_on_a_day,
    subordinate_root,
    saying_joined_to_what_is_told,
    speaker_taken_for_apposition,
    noun_joined_to_verb,
    inverted_condition,
    result_of_what_is_told,
)
