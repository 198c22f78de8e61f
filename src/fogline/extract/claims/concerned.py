"""Whom words and deeds concern where nobody undergoes them outright.

Praise for "Haiti's efforts" is for Haiti, the refusal of "a call by Mali" is given to Mali, a
demand "that Chad withdraw" is put to Chad, and a march "against the president's decree" is held
against the president. PLOVER and CAMEO count these as the recipients.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from fogline.extract.claims.clauses import is_passive, objects_of
from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.frame import Frame
from fogline.records.span import Span
from fogline.records.statement import Attribution

# What is done for or against whoever owns what it is about.
OF_OWNERS = frozenset(("SUPPORT", "CONCEDE", "REJECT", "ACCUSE", "THREATEN", "SANCTION", "PROTEST"))
# Whom the thing is aimed at comes before whose it is: "action against", "ties with".
TOWARDS = frozenset(("THREATEN", "SANCTION", "COMMITMENT", "COOPERATE"))
# What is demanded or alleged is somebody else's deed.
ABOUT_DOERS = frozenset(("REQUEST", "ACCUSE"))
DEEPEST = 3


def concerned(
    reading: Reading, kind: str, clause: Token, things: Iterable[Token]
) -> tuple[Token, ...]:
    """The parties that a claim of this type concerns; ``things`` are what it is about."""
    if kind == "PROTEST":
        things = tuple(_protested(reading, clause))
        return _unique((*filter(reading.is_actor, things), *_owners(reading, kind, things)))
    return _unique(_owners(reading, kind, things))


def struck_with(reading: Reading, things: Iterable[Token]) -> tuple[Token, ...]:
    """Whose the things are that are struck, and who is in them.

    "A Russian patrol boat", "a convoy of fighters", "a helicopter carrying mercenaries".
    """
    found: list[Token] = []
    for thing in things:
        if reading.is_actor(thing):
            continue
        left = reading.document.children(thing, "poss", "amod", "nmod", "compound")
        found += [row for row in left if row.pos != "PRON" and reading.is_known_party(row)]
        found += filter(_is_somebody(reading), _after(reading, thing, "holding-prepositions"))
        for clause in reading.document.children(thing, "acl", "relcl"):
            if reading.listed("carrying-verbs", clause):
                found += filter(_is_somebody(reading), _objects(reading, clause, "dobj"))
    return _unique(found)


def _is_somebody(reading: Reading) -> Callable[[Token], bool]:
    def holds(token: Token) -> bool:
        known = not reading.is_place(token) or reading.is_known_state(token)
        return reading.is_actor(token) and known and token.pos != "PRON"

    return holds


def told_to(
    reading: Reading, told: Attribution, kind: str, content: Sequence[Frame]
) -> tuple[Span, ...]:
    """To whom something is said; else who is to act, or whom it is about."""
    if told.addressee_span is not None:
        return (told.addressee_span,)
    if kind == "SILENCE":
        return ()
    spans = [reading.compact(token) for token in _of_content(reading, told, kind)]
    if not spans and content:
        spans = list(content[0].actors if kind in ABOUT_DOERS else content[0].recipients)
    inside = (span for span in spans if any(piece.covers(span) for piece in told.content))
    return tuple(dict.fromkeys(span for span in inside if span != told.holder_span))


def _of_content(reading: Reading, told: Attribution, kind: str) -> tuple[Token, ...]:
    """By the grammar of what is said: its subject where others are to act, else its parties."""
    for piece in told.content:
        head = reading.document.head_in(piece.start, piece.end)
        if head is None:
            continue
        if head.pos not in ("VERB", "AUX"):
            found = _owners(reading, kind, reading.coordinated(head))
        elif kind in ABOUT_DOERS:
            found = list(_acting(reading, head))
        else:
            things = objects_of(reading, head)
            found = [*filter(reading.is_actor, things), *_aimed(reading, head)]
            found = found or _owners(reading, kind, things)
        if found:
            return _unique(found)
    return ()


def _acting(reading: Reading, verb: Token) -> Iterator[Token]:
    """The subject of an active clause, where it can act."""
    if is_passive(reading, verb):
        return
    for child in reading.document.children(verb, "nsubj"):
        rows = (reading.meant(noun) for noun in reading.coordinated(child))
        yield from (noun for noun in rows if reading.is_actor(noun) and noun.pos != "PRON")


def _owners(reading: Reading, kind: str, things: Iterable[Token]) -> list[Token]:
    """Whose the things are, or at whom they are aimed; nobody for what is a party itself."""
    found: list[Token] = []
    for thing in things:
        if reading.is_actor(thing) or reading.is_place(thing):
            continue
        aimed = list(_aimed(reading, thing)) if kind in TOWARDS else []
        rows = [*reading.document.children(thing, "poss", "amod", "nmod", "compound")]
        rows += _after(reading, thing, "owner-prepositions")
        found += aimed or [row for row in rows if _is_party(reading, row)]
    return found


def _aimed(reading: Reading, token: Token, depth: int = 0) -> Iterator[Token]:
    """The parties after "against", "to" or "with", also in what the word takes as its object."""
    yield from (
        noun for noun in _after(reading, token, "aiming-prepositions") if _is_party(reading, noun)
    )
    if depth < DEEPEST:
        for child in reading.document.children(token, "dobj", "xcomp"):
            yield from _aimed(reading, child, depth + 1)


def _protested(reading: Reading, clause: Token) -> Iterator[Token]:
    """What a clause tells a protest to be about: after "against" or "over", or as its object."""
    for word in reading.document.subtree(clause):
        if reading.listed("protesting-prepositions", word):
            yield from _objects(reading, word, "pobj")
        elif reading.listed("protesting-verbs", word):
            yield from _objects(reading, word, "dobj")


def _objects(reading: Reading, word: Token, dep: str) -> Iterator[Token]:
    for child in reading.document.children(word, dep):
        yield from reading.coordinated(reading.meant(child))


def _after(reading: Reading, token: Token, words: str) -> list[Token]:
    return [
        reading.meant(other)
        for prep, noun in reading.prepositions(token)
        if reading.listed(words, prep)
        for other in reading.coordinated(noun)
    ]


def _is_party(reading: Reading, token: Token) -> bool:
    """Whether it names a party; "its efforts" are the speaker's own as likely as not."""
    if token.pos == "PRON" or token.ent in ("DATE", "TIME") or not reading.is_actor(token):
        return False
    if reading.is_place(token) and not reading.is_known_state(token):
        return False
    return bool(token.ent) or token.i in reading.names or token.dep in ("pobj", "conj")


def _unique(tokens: Iterable[Token]) -> tuple[Token, ...]:
    return tuple({token.i: token for token in tokens}.values())
