"""What denials and silences are said to answer: "the attack", "his remarks", "the claim".

Only the words are read here; which claim of the report is meant is for ``corroborate.links``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from fogline.knowledge.cues import CueLexicon
from fogline.knowledge.triggers import Triggers
from fogline.language.document import Document, Token
from fogline.records.span import Span
from fogline.records.statement import Attribution, Stance
from fogline.resolve.statements import ActorsAt

# Before what is answered: "comment on", "respond to", "silent about".
_ABOUT = frozenset(("on", "to", "about", "over", "regarding", "of"))
_OWNING = ("poss", "amod", "nmod", "compound")
_POINTING = frozenset(("the", "this", "that", "these", "those"))
REPLYING = frozenset(("answer", "reply", "respond", "response"))
_CHAIN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the words of a denial or a silence name.

    ``kinds`` are the types of deed that its noun may tell of ("the attack"). ``owners`` are the
    ids of those whose words it answers ("the Russian claim", "his remarks"). ``noun`` says whether
    there is a noun at all; ``word`` is that noun, unless it only says that something was said.
    ``bare`` says that there is nothing but a "this" or "it", ``definite`` that the noun points back
    ("the strike"), ``reply`` that a silence is one of not answering ("has yet to reply").
    ``clause`` is what the noun is said to tell ("the claim that its aircraft had been downed").
    """

    kinds: frozenset[str] = frozenset()
    owners: tuple[str, ...] = ()
    noun: bool = False
    word: str | None = None
    bare: bool = False
    definite: bool = False
    reply: bool = False
    clause: Span | None = None


def find_answered(
    document: Document,
    attributions: Sequence[Attribution],
    actors: ActorsAt,
    cues: CueLexicon,
    triggers: Triggers,
) -> tuple[Answered, ...]:
    """What each attribution answers; nothing for those that answer nothing."""
    found: list[Answered] = []
    for row in attributions:
        noun = None
        if row.stance is Stance.SILENT:
            noun = _object(document, row)
        elif row.stance in (Stance.DENIES, Stance.REJECTS, Stance.ACCUSES):
            noun = _denied(document, row)
        said = _read(document, noun, actors, cues, triggers)
        reply = row.stance is Stance.SILENT and _is_reply(document, row)
        found.append(replace(said, reply=True) if reply else said)
    return tuple(found)


def _is_reply(document: Document, row: Attribution) -> bool:
    spans = (*row.content, *((row.cue,) if row.cue else ()))
    tokens = (token for span in spans for token in document.tokens_in(span.start, span.end))
    return any(token.lemma in REPLYING for token in tokens)


def _read(
    document: Document,
    noun: Token | None,
    actors: ActorsAt,
    cues: CueLexicon,
    triggers: Triggers,
) -> Answered:
    if noun is None or noun.pos not in ("NOUN", "PROPN"):
        return Answered(bare=noun is not None)
    kinds: frozenset[str] = frozenset()
    said = cues.noun(noun.lemma) is not None or noun.lemma in cues.claim_nouns
    if not said:
        kinds = frozenset(sense.type for sense in triggers.senses.get(("noun", noun.lemma), ()))
    owners: dict[str, None] = {}
    for child in (*document.children(noun, *_OWNING), *_of(document, noun)):
        owners.update(dict.fromkeys(actors.at(document.span_of(child))))
    word = None if said else noun.lower
    inner = document.child(noun, "acl", "ccomp", "relcl") if said else None
    clause = None if inner is None else document.subtree_span(inner)
    definite = any(det.lower in _POINTING for det in document.children(noun, "det"))
    return Answered(
        kinds=kinds,
        owners=tuple(owners),
        noun=True,
        word=word,
        definite=definite,
        clause=clause,
    )


def _of(document: Document, noun: Token) -> tuple[Token, ...]:
    return tuple(
        child
        for preposition in document.children(noun, "prep")
        if preposition.lower in ("of", "by", "from")
        for child in document.children(preposition, "pobj")
    )


def _object(document: Document, row: Attribution) -> Token | None:
    """The noun after "comment on", "response to", or right after "address", "mention"."""
    if row.cue is None:
        return None
    tokens = document.tokens_in(row.cue.start, row.cue.end)
    inside = {token.i for token in tokens}
    for token in reversed(tokens):
        for child in document.children(token, "prep"):
            if child.lower in _ABOUT and child.i > token.i:
                for noun in document.children(child, "pobj"):
                    return noun
        for noun in document.children(token, "dobj"):
            if noun.i not in inside:
                return noun
    return None


def _denied(document: Document, row: Attribution) -> Token | None:
    """The noun that a denial says is not so: its object, or the subject of "is not true"."""
    if not row.content:
        return None
    head = document.head_in(row.content[0].start, row.content[0].end)
    for _ in range(_CHAIN):
        if head is None or head.pos not in ("VERB", "AUX"):
            return head
        head = document.child(head, "nsubj", "nsubjpass")
    return head
