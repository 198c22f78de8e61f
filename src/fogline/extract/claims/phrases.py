"""Noun phrases as the claim rules see them: their words, their parts, what sort of thing they are.

A :class:`Reading` is the document with the trigger lexicon and the known names laid over it.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from fogline.extract.claims.scenes import Linking
from fogline.knowledge.triggers import Triggers
from fogline.language.document import Document, Token
from fogline.records.span import Span

# Bounds that no honest sentence meets; hostile text may.
MOST_CONJUNCTS = 16
# The class of a place's name that the parser took for something else.
TOPONYM = "toponym"
PLACE_ENTITIES = frozenset(("GPE", "LOC", "FAC"))
DEEPEST_CLIMB = 24
# Where a place stands that is taken or lost.
TAKEN = frozenset(("dobj", "nsubjpass"))

LEFT = frozenset(
    ("det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "predet", "advmod")
)
NAMING = frozenset(("PROPN", "NOUN", "PRON", "NUM"))
NO_KINDS: frozenset[str] = frozenset()
PRONOUN = frozenset(("pronoun",))
PLACE = frozenset(("place",))


class SenseLike(Protocol):
    """One thing that a name can mean; ``cls`` is its class ("state", "demonym" ...)."""

    @property
    def cls(self) -> str: ...  # noqa: D102


class NameLike(Protocol):
    """A known name found in the text."""

    @property
    def span(self) -> Span: ...  # noqa: D102

    @property
    def senses(self) -> Sequence[SenseLike]: ...  # noqa: D102


class DeedLike(Protocol):
    """What a network takes a word for: type and mode of the ontology, and how likely."""

    @property
    def type(self) -> str: ...  # noqa: D102

    @property
    def mode(self) -> str | None: ...  # noqa: D102

    @property
    def confidence(self) -> float: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reading:
    """A document, the trigger lexicon, and the class of the known name at each token.

    ``linking`` weighs the named places of a sentence for a deed; without it the rules alone say
    where it was done. ``deeds`` are what a network takes for deeds, by the first character of the
    word.
    """

    document: Document
    table: Triggers
    names: Mapping[int, str]
    linking: Linking | None = None
    deeds: Mapping[int, DeedLike] = field(default_factory=dict)

    # -- what sort of thing ------------------------------------------------------------------------

    def kinds(self, token: Token) -> frozenset[str]:
        """The word classes of a noun phrase, by its head token."""
        named = self.names.get(token.i)
        if named is not None:
            return frozenset(self.table.maps["name-kinds"].get(named, "").split())
        found = self.table.classes.get(token.lemma, NO_KINDS)
        if token.lower != token.lemma:
            found |= self.table.classes.get(token.lower, NO_KINDS)
        if not found and token.pos == "PROPN" and token.tag == "NNPS":
            # "Forces", "Diplomats": a name's words keep their plural.
            found = self.table.classes.get(token.lower.removesuffix("s"), NO_KINDS)
        if token.pos == "PRON":
            return found | PRONOUN
        if token.ent and not (found and token.pos == "NOUN"):
            found |= frozenset(self.table.maps["entity-kinds"].get(token.ent, "").split())
        if self._is_gone_to(token):
            found |= PLACE
        if not found and (token.pos == "PROPN" or self._looks_named(token)):
            return frozenset(("name",))
        if not found and token.pos == "NOUN":
            return self._by_suffix(token)
        return found

    def _is_gone_to(self, token: Token) -> bool:
        """Whether one takes or leaves what the parser calls a person: "may leave Okinawa"."""
        if token.ent != "PERSON" or token.dep not in TAKEN or token.pos != "PROPN":
            return False
        above = self.document.tokens[token.head]
        alone = not self.document.children(token, "compound", "appos")
        return alone and self.listed("going-verbs", above)

    def _looks_named(self, token: Token) -> bool:
        """Whether a noun that nobody knows has a capital where none is due ("reach Dilling")."""
        if token.pos != "NOUN" or not token.text[:1].isupper() or not token.i:
            return False
        before = self.document.tokens[token.i - 1]
        return before.sentence == token.sentence and before.text.islower()

    def _by_suffix(self, token: Token) -> frozenset[str]:
        for suffix, kind in self.table.maps["suffix-kinds"].items():
            if token.lemma.endswith(suffix) and len(token.lemma) > len(suffix) + 2:
                return frozenset(kind.split())
        return NO_KINDS

    def is_actor(self, token: Token) -> bool:
        """Whether the noun phrase can act: a person, force, organisation, state or people."""
        kinds = self.kinds(token)
        if token.pos == "PRON":
            return token.lower in self.table.lists["actor-pronouns"]
        if kinds & {"thing", "weapon"} and "actor" not in kinds:
            return False
        if token.pos in ("ADJ", "VERB") and not (token.ent or token.i in self.names):
            # "Suspected militants": the adjective is nobody.
            return False
        return bool(kinds & {"actor", "name"})

    def is_place(self, token: Token) -> bool:
        """Whether the noun phrase can be a place."""
        kinds = self.kinds(token)
        return "place" in kinds

    def is_named_place(self, token: Token) -> bool:
        """Whether the token heads a phrase that names a place."""
        if not self.is_place(token):
            return False
        left, right = self.document.subtree_edges(token)
        return any(word.pos == "PROPN" for word in self.document.tokens[left : right + 1])

    def is_known_state(self, token: Token) -> bool:
        """Whether it is a state (or its demonym or capital), by name where names are known."""
        named = self.names.get(token.i)
        if named is not None:
            return named in ("state", "demonym", "demonym-plural", "region-bloc")
        return False

    def is_known_party(self, token: Token) -> bool:
        """Whether it is the name of somebody known who can own a thing, a state's included."""
        return token.i in self.names and self.is_actor(token) and self.names[token.i] != TOPONYM

    def listed(self, name: str, token: Token) -> bool:
        """Whether the token's lemma or form stands in a word list of the lexicon."""
        words = self.table.lists[name]
        return token.lemma in words or token.lower in words

    # -- parts -------------------------------------------------------------------------------------

    def meant(self, token: Token) -> Token:
        """The noun that a measure stands for: "gunmen" in "dozens of gunmen"."""
        for _ in range(4):
            if not self.listed("partitives", token) and token.pos != "NUM":
                return token
            inner = next(
                (
                    pobj
                    for prep in self.document.children(token, "prep")
                    if prep.lower == "of"
                    for pobj in self.document.children(prep, "pobj")
                ),
                None,
            )
            if inner is None:
                return token
            token = inner
        return token

    def coordinated(self, token: Token) -> tuple[Token, ...]:
        """The token and the nouns coordinated with it, in order."""
        rows = [
            row
            for row in (*self._kin(token), *self.document.conjuncts(token))
            if row.pos in NAMING and not self._excepted(row)
        ]
        return (token, *rows[:MOST_CONJUNCTS])

    def _kin(self, token: Token) -> Iterator[Token]:
        """The rest of "X, his son Y and Z", which the parser takes for a description of X."""
        for child in self.document.children(token, "appos"):
            rest = self.document.conjuncts(child)
            if rest and any(own.tag == "PRP$" for own in self.document.children(child, "poss")):
                yield from (child, *rest)

    def _excepted(self, noun: Token) -> bool:
        """Whether a noun is joined only to be left out ("the rebels, and not the army")."""
        first = self.leftmost(noun)
        before = self.document.tokens[first.i - 1] if first.i else first
        return before.lower == "not" and before.sentence == noun.sentence

    def antecedent(self, token: Token) -> Token:
        """The noun that a relative pronoun stands for; any other token as it is."""
        if token.tag not in ("WDT", "WP") and token.lower != "that":
            return token
        for above in self.document.ancestors(token):
            if above.dep == "relcl":
                found = self.document.tokens[above.head]
                return found if found.pos in NAMING else self._noun_before(token)
            if above.pos in ("NOUN", "PROPN"):
                break
        return token

    def _noun_before(self, token: Token) -> Token:
        """The noun whose phrase ends before the token, with its appositions and coordination."""
        here = token.i - 1
        while here > 0 and self.document.tokens[here].pos == "PUNCT":
            here -= 1
        noun = self.document.tokens[here]
        if noun.pos not in NAMING or noun.sentence != token.sentence:
            return token
        while noun.dep in ("conj", "appos") and noun.head < noun.i:
            noun = self.document.tokens[noun.head]
        return noun

    def compact(self, token: Token) -> Span:
        """The noun phrase of a head without its clauses, appositions and adjuncts."""
        last = token
        for _ in range(4):
            after = self._of_phrase(last)
            if after is None:
                break
            last = after
        return self.document.span_of(self.leftmost(token), last)

    def leftmost(self, token: Token) -> Token:
        """The first token of the phrase's left side (determiner, modifiers, possessor)."""
        first = token
        for child in self.document.children(token):
            if child.i < token.i and child.dep in LEFT and child.pos != "PUNCT":
                left = self.document.subtree_edges(child)[0]
                if left < first.i:
                    first = self.document.tokens[left]
        while first.i < token.i and first.pos in ("PUNCT", "CCONJ", "SPACE"):
            first = self.document.tokens[first.i + 1]
        return first

    def _of_phrase(self, token: Token) -> Token | None:
        if token.i + 1 >= len(self.document.tokens):
            return None
        after = self.document.tokens[token.i + 1]
        if after.lower != "of" or after.head != token.i:
            return None
        return self.document.child(after, "pobj")

    def left_words(self, token: Token) -> tuple[Token, ...]:
        """The words of the phrase to the left of its head, in text order."""
        first = self.leftmost(token)
        return self.document.tokens[first.i : token.i]

    def prepositions(self, token: Token) -> Iterator[tuple[Token, Token]]:
        """Each preposition of a token with its object; chains ("out of X") give the last one."""
        for prep in self.document.children(token, "prep", "agent", "dative", "advmod"):
            if prep.dep == "advmod" and prep.pos not in ("ADP", "SCONJ"):
                continue
            yield from self._objects(prep, prep, 0)

    def _objects(self, first: Token, prep: Token, depth: int) -> Iterator[tuple[Token, Token]]:
        for child in self.document.children(prep, "pobj", "prep"):
            if child.dep == "pobj":
                yield first if depth == 0 else prep, child
            elif depth < 3:
                yield from self._objects(first, child, depth + 1)

    # -- clauses -----------------------------------------------------------------------------------

    def clause_verb(self, token: Token) -> Token:
        """The verb that governs the token (itself, if it is one), or the root."""
        here = token
        for _ in range(DEEPEST_CLIMB):
            if here.pos in ("VERB", "AUX") and here.dep not in ("aux", "auxpass", "amod"):
                return here
            if here.head == here.i:
                return here
            here = self.document.tokens[here.head]
        return here


def read_names(
    document: Document,
    names: Sequence[NameLike],
    places: Iterable[Span] = (),
    sure: Container[Span] = (),
) -> dict[int, str]:
    """The class of the known name that each token belongs to; the first sense wins.

    ``names`` are in text order. ``places`` are spans that name places: behind a preposition they
    count as such, whatever the parser took them for; those that are ``sure`` (the gazetteer has
    them where the report puts them) also as what is taken or lost.
    """
    found: dict[int, str] = {}
    tokens = document.tokens
    here = 0
    for name in names:
        while here < len(tokens) and tokens[here].end <= name.span.start:
            here += 1
        i = here
        while i < len(tokens) and tokens[i].end <= name.span.end and name.senses:
            if tokens[i].start >= name.span.start:
                found[i] = str(name.senses[0].cls)
            i += 1
    for place in places:
        for token in document.tokens_in(place.start, place.end):
            named = token.pos == "PROPN" and token.ent not in PLACE_ENTITIES
            taken = token.dep in TAKEN and place in sure and _set_in(document, token)
            if named and (token.dep == "pobj" or taken):
                found.setdefault(token.i, TOPONYM)
    return found


def _set_in(document: Document, token: Token) -> bool:
    """Whether words behind a name say where it lies: "took X in Y", "X, a town in Y", "the town X".

    Somebody is captured somewhere as well; but then nobody has found a place in the name.
    """
    after = document.tokens[token.i + 1 : token.i + 2]
    return bool(after) and after[0].lower in ("in", ",", "from", "on", ".", "and", "after")
