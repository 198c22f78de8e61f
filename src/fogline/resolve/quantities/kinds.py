"""What a number counts, read from the parse: rules in order, the first that answers wins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fogline.knowledge.quantitywords import QuantityWords, load_number_words, load_quantity_words
from fogline.language.document import Document, Token
from fogline.records.quantity import QuantityKind
from fogline.resolve.quantities.headlines import listed, toll_line
from fogline.resolve.quantities.spans import Number

# "3 of the 12 killed" hangs a few words deep; more would be another clause.
_DEEPEST = 5
_NOMINAL = frozenset({"nummod", "quantmod", "compound", "amod", "det", "nmod", "advmod"})
_NOUNS = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "VERB"})
# An aside this long can stand between those left and their state.
_ASIDE = 12
_COMPLEMENTS = ("xcomp", "ccomp", "oprd", "acomp", "advcl", "attr")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A number in the parse: its first token, its own, and the noun that it counts.

    Where it counts no noun ("six were killed"), ``noun`` is the number's token.
    """

    first: Token
    number: Token
    noun: Token


def counting(document: Document, number: Number) -> Counting | None:
    """The tokens of a number, and the noun that it counts."""
    end = number.core_end
    token = document.head_in(number.core_start, end)
    if token is None:
        return None
    first = document.token_at(number.start) or token
    of = document.child(token, "prep")
    if of is not None and of.lower == "of" and of.start >= end and of.start - end <= 2:
        inner = document.child(of, "pobj")
        if inner is not None and (token.tag != "CD" or token.lemma in load_number_words().scales):
            return Counting(first=first, number=token, noun=inner)
    head = document.head(token) if token.dep in _NOMINAL else None
    if head is not None and head.pos in _NOUNS and head.i > token.i:
        return Counting(first=first, number=token, noun=head)
    return Counting(first=first, number=token, noun=token)


def kind_of(document: Document, counted: Counting) -> QuantityKind | None:
    """The kind that the words give the number; None where they give none."""
    words = load_quantity_words()
    in_list = listed(document, counted.number, words)
    if in_list is not None:
        return in_list
    lives = _lives(document, counted.noun, words)
    own = own_kind(words, counted.noun)
    if lives is not None or own in words.firm:
        return lives or own
    told = told_kind(document, counted.noun)
    if told is None and counted.number.i != counted.noun.i:
        told = told_kind(document, counted.number)
    return told or _verb_before(document, counted.first, words) or own


def _verb_before(document: Document, first: Token, words: QuantityWords) -> QuantityKind | None:
    """Killing at least ten ...: the verb right before, where the parse went astray."""
    before = document.tokens[first.i - 1] if first.i else first
    if before.sentence != first.sentence or before.pos != "VERB":
        return None
    if document.child(before, "auxpass") is not None:
        return None
    return words.suffered.get(before.lemma)


def told_kind(document: Document, noun: Token, depth: int = 0) -> QuantityKind | None:
    """What is told of the noun: killed, displaced, living somewhere ..."""
    if depth > _DEEPEST:
        return None
    words = load_quantity_words()
    for rule in RULES:
        found = rule(document, noun, words, depth)
        if found is not None:
            return found
    return None


def own_kind(words: QuantityWords, noun: Token) -> QuantityKind | None:
    """The kind of nouns that name one: deaths, bodies, drones."""
    found = words.nouns.get(noun.lemma) or words.nouns.get(noun.lower)
    if found is None and noun.tag == "NNPS":
        found = words.nouns.get(noun.lower.removesuffix("s"))
    return found


_Rule = Callable[[Document, Token, QuantityWords, int], "QuantityKind | None"]


def _state_before(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """Over 1,000 captured soldiers; three missing children; 22 wounded."""
    if noun.lower in words.states:
        return words.states[noun.lower]
    for child in document.children(noun, "amod", "compound"):
        if child.lower in words.states:
            return words.states[child.lower]
    return None


def _clause_behind(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """The 12 people killed in ...; the four who died; three people buried under ..."""
    for child in document.children(noun, "acl", "relcl", "amod"):
        if child.i < noun.i:
            continue
        if child.lower in words.states:
            return words.states[child.lower]
        if child.tag == "VBN" and child.lemma in words.suffered:
            return words.suffered[child.lemma]
        if child.dep == "relcl":
            passive = document.child(child, "nsubjpass", "auxpass") is not None
            if passive and child.lemma in words.suffered:
                return words.suffered[child.lemma]
            if child.lemma in words.undergone:
                return words.undergone[child.lemma]
        if child.lemma in words.population_verbs:
            return QuantityKind.POPULATION
    return None


def _state_behind(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """Leaving 12 dead; three killed, 22 injured; two others missing."""
    if noun.i + 1 >= len(document.tokens):
        return None
    after = document.tokens[noun.i + 1]
    if after.sentence != noun.sentence or after.lower not in words.states:
        return None
    done = document.child(after, "dobj") if after.tag in ("VBD", "VBN") else None
    # "Four members killed fighting in ..." killed nobody.
    if done is not None and not (done.i == after.i + 1 and done.lower.endswith("ing")):
        return None
    if after.dep == "amod" and document.head(after) not in (noun, None):
        return None
    return words.states[after.lower]


def _verb(document: Document, noun: Token, words: QuantityWords, depth: int) -> QuantityKind | None:
    """Killed three; three were killed; three died; three are feared dead; displacing millions."""
    verb = document.head(noun)
    if verb is None or verb.pos not in ("VERB", "AUX"):
        return None
    if noun.dep in ("dobj", "nsubjpass", "oprd", "attr", "ccomp"):
        if noun.lemma in words.taken and verb.lemma == "take":
            return QuantityKind.CAPTURED
        found = words.suffered.get(verb.lemma)
        if found is not None:
            return found
        if noun.tag == "CD" and verb.lemma in words.life_verbs and _happened(document, verb, words):
            return QuantityKind.KILLED
    if noun.dep == "nsubj" and verb.lemma in words.undergone:
        return words.undergone[verb.lemma]
    if noun.dep == "nsubj" and verb.lemma in words.population_verbs:
        return QuantityKind.POPULATION
    if noun.dep == "nsubj" and verb.tag == "VBN" and verb.lemma in words.suffered:
        return words.suffered[verb.lemma]
    if noun.dep in ("nsubj", "nsubjpass", "dobj"):
        return _complement(document, verb, words, noun) or _left(document, verb, words, noun)
    return None


def _left(
    document: Document, verb: Token, words: QuantityWords, noun: Token
) -> QuantityKind | None:
    """The state behind an aside: "leaving 23 civilians - nine of them children - dead"."""
    if verb.lemma != "leave":
        return None
    for token in document.tokens[noun.i + 1 : noun.i + _ASIDE]:
        if token.sentence != noun.sentence or token.pos in ("VERB", "AUX") or token.tag == "CC":
            return None
        if token.lower in words.states:
            return words.states[token.lower]
    return None


def _happened(document: Document, verb: Token, words: QuantityWords) -> bool:
    """Whether the verb's subject is a happening: "the blast claimed five"."""
    subject = document.child(verb, "nsubj")
    return subject is not None and subject.lemma in words.happenings


def _complement(
    document: Document, verb: Token, words: QuantityWords, noun: Token
) -> QuantityKind | None:
    """The state that a verb's complement tells: "are dead", "feared killed", "taken hostage"."""
    for child in document.children(verb, *_COMPLEMENTS):
        if child.i < noun.i:
            continue
        if child.lower in words.states and document.child(child, "dobj") is None:
            return words.states[child.lower]
        if child.lemma in words.taken and verb.lemma in ("take", "hold"):
            return QuantityKind.CAPTURED
        passive = child.dep == "xcomp" and document.child(child, "auxpass") is not None
        if passive and child.lemma in words.suffered:
            return words.suffered[child.lemma]
        if child.dep == "xcomp" and noun.dep != "dobj" and child.lemma in words.undergone:
            return words.undergone[child.lemma]
    return None


def _lives(document: Document, noun: Token, words: QuantityWords) -> QuantityKind | None:
    """Claimed 40 lives: the verb takes lives, whether or not the noun hangs on a number."""
    if noun.lemma not in words.life_nouns:
        return None
    up = noun
    for _ in range(3):
        head = document.head(up)
        if head is None:
            return None
        if head.lemma in words.life_verbs:
            return QuantityKind.KILLED
        up = head
    return None


def _of(document: Document, noun: Token, words: QuantityWords, depth: int) -> QuantityKind | None:
    """The killing of 12 people; the bodies of 40 soldiers; a family of five; a toll of six."""
    prep = document.head(noun) if noun.dep == "pobj" else None
    head = document.head(prep) if prep is not None else None
    if prep is None or head is None or prep.lower not in ("of", "for", "between"):
        return None
    if prep.lower == "of" and head.lemma in words.population:
        return QuantityKind.POPULATION
    if prep.lower == "of" and head.lemma in words.tolls:
        toll = toll_kind(document, head, words)
        if toll is not None:
            return toll
    if prep.lower == "of" and (named := words.nouns_of.get(head.lemma)) is not None:
        return named
    if prep.lower == "of" and (named := words.nouns_of.get(head.lower)) is not None:
        return named
    if head.lemma in words.life_nouns:
        return _lives(document, head, words)
    if head.lemma in words.groups or head.tag == "CD" or head.lemma in load_number_words().scales:
        return told_kind(document, head, depth + 1)
    return None


def _toll(document: Document, noun: Token, words: QuantityWords, depth: int) -> QuantityKind | None:
    """The death toll rose to six; putting the toll at 70; the number of wounded reached 40."""
    here = noun
    prep = document.head(noun) if noun.dep in ("pobj", "pcomp") else None
    if prep is not None and prep.lower in words.toll_prepositions:
        here = prep
        if (up := document.head(prep)) is not None and up.pos == "ADP":
            here = up
    elif noun.dep not in ("dobj", "attr", "npadvmod", "acomp"):
        return None
    verb = document.head(here)
    if verb is None or not (
        verb.lemma in words.updates or verb.lemma in words.toll_verbs or verb.lemma == "be"
    ):
        return None
    for child in document.children(verb, "nsubj", "nsubjpass", "dobj"):
        if child.i != noun.i and child.lemma in words.tolls:
            found = toll_kind(document, child, words)
            if found is not None:
                return found
    return None


def toll_kind(document: Document, toll: Token, words: QuantityWords) -> QuantityKind | None:
    """What a toll counts: "death toll", "number of wounded"; a bare toll counts the dead."""
    near = [toll, *document.children(toll, "compound", "amod")]
    of = document.child(toll, "prep")
    inner = document.child(of, "pobj") if of is not None and of.lower == "of" else None
    if inner is not None:
        near = [inner, *document.children(inner, "compound", "amod", "acl"), *near]
    near += document.children(toll, "acl")
    for token in near:
        kind = words.toll_kinds.get(token.lower) or words.toll_kinds.get(token.lemma)
        if kind is not None:
            return kind
    return None


def _among(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """Four journalists were among the dead; 14 of the dead were rebels."""
    verb = document.head(noun)
    holders = [noun] if verb is None or verb.lemma != "be" else [noun, verb]
    for holder in holders:
        for prep in document.children(holder, "prep"):
            inner = document.child(prep, "pobj") if prep.lower in ("among", "of") else None
            near = (inner, *document.children(inner, "amod", "acl")) if inner is not None else ()
            for token in near:
                if token.lower in words.states:
                    return words.states[token.lower]
    return None


def _including(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """Killing civilians including three children: as what they are included in."""
    prep = document.head(noun) if noun.dep == "pobj" else None
    whole = document.head(prep) if prep is not None and prep.lower in words.parts else None
    return told_kind(document, whole, depth + 1) if whole is not None else None


def _conjunct(
    document: Document, noun: Token, words: QuantityWords, depth: int
) -> QuantityKind | None:
    """Three men and a woman were killed: as what it is coordinated with."""
    head = document.head(noun)
    if head is None or noun.dep not in ("conj", "appos") or head.pos in ("VERB", "AUX"):
        return None
    return told_kind(document, head, depth + 1)


RULES: tuple[_Rule, ...] = (
    _state_before,
    _state_behind,
    _verb,
    _clause_behind,
    _of,
    _toll,
    toll_line,
    _among,
    _including,
    _conjunct,
)
