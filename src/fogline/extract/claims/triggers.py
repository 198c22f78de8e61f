"""Finds the words that tell of an event, and which reading of them the sentence allows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from fogline.extract.claims.arguments import Participants, find_participants
from fogline.extract.claims.phrases import DeedLike, Reading
from fogline.knowledge.triggers import Constraint, Sense
from fogline.language.document import Sentence, Token

POSITION = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adj"}
# The parser mistakes participles for adjectives, and headline verbs for nouns and names.
NAME_ENTITIES = frozenset(("ORG", "PERSON", "GPE", "LOC", "FAC", "WORK_OF_ART", "LAW", "PRODUCT"))
CLAUSAL = frozenset(("ROOT", "relcl", "acl", "advcl", "ccomp", "conj"))
NOMINAL = frozenset(("nsubj", "nsubjpass", "dobj", "pobj"))
DEFINITE = frozenset(("the", "this", "that"))
LEFTWARD = frozenset(("compound", "nmod", "amod"))
# Types that a network may tell alone. What is said is for the statements, losses need a number.
GUESSED = frozenset(
    (
        *("ADVANCE", "AGREE", "AID", "ASSAULT", "COERCE", "CONCEDE", "CONSULT", "CONTROL"),
        *("COOPERATE", "CRIME", "DISASTER", "EXCHANGE", "MOBILIZE", "PROTEST", "RETREAT"),
        *("SANCTION", "SOVEREIGNTY", "SUPPORT"),
    )
)
# From this probability on: chosen by the totals of WikiEvents, CASE and the marked modalities.
SURE = 0.55
# Where no mode stands out, the network knows less of what it sees: "launched ten days of games".
SURE_WITHOUT_MODE = 0.75
THINGS = ("dobj", "pobj", "nsubjpass", "attr")
CHAIN_DEPS = frozenset(
    (
        *("dobj", "prt", "prep", "pobj", "advmod", "acomp", "nsubjpass", "xcomp", "ccomp", "oprd"),
        *("amod", "compound", "nmod", "attr", "dative", "poss", "npadvmod", "advcl", "pcomp"),
        "conj",
    )
)


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: its reading, its head token, all its tokens, and who takes part."""

    sense: Sense
    head: Token
    tokens: tuple[Token, ...]
    participants: Participants
    # How likely it is a deed at all, where a network and not the lexicon says so.
    chance: float | None = None


def find_matches(reading: Reading, sentence: Sentence) -> tuple[Match, ...]:
    """The triggers of one sentence in text order, one reading each."""
    blocked = _idioms(reading, sentence)
    found: list[Match] = []
    words = _words(reading, sentence)
    for token in reading.document.tokens_of(sentence):
        if token.i in blocked or _in_name(token):
            continue
        match = _read(reading, token, words) or guessed(reading, token)
        if match is not None and not any(part.i in blocked for part in match.tokens):
            found.append(match)
    inner = {token.i for match in found for token in match.tokens if token.i != match.head.i}
    return tuple(match for match in found if match.head.i not in inner)


def guessed(reading: Reading, token: Token) -> Match | None:
    """What a network takes for a deed, of a word that the lexicon does not know.

    Of one that it knows, what it asks of the sentence decides, but for verbs (``_overrules``).
    """
    deed = reading.deeds.get(token.start)
    position = POSITION.get(token.pos)
    if deed is None or position is None or token.dep in ("aux", "auxpass", *LEFTWARD):
        return None
    if deed.type not in GUESSED or deed.confidence < (SURE if deed.mode else SURE_WITHOUT_MODE):
        return None
    if position == "adj" and token.dep not in CLAUSAL:
        return None
    if any(_candidates(reading, token)) and not _overrules(token, deed):
        return None
    position = "noun" if position == "noun" else "verb"
    sense = Sense(
        type=deed.type,
        mode=_own_mode(reading, token, deed),
        position=position,
        words=(token.lemma,),
        constraints=(),
        roles=reading.table.usual_roles(deed.type, deed.mode, position),
        rank=0,
    )
    return Match(
        sense, token, (token,), find_participants(reading, token, (token,), sense), deed.confidence
    )


def _own_mode(reading: Reading, token: Token, deed: DeedLike) -> str | None:
    """The mode that the word itself tells as the name of a weapon ("gunfire"), else the deed's."""
    kinds = reading.kinds(token)
    told = (mode for kind, mode in reading.table.refine.get(deed.type, ()) if kind in kinds)
    return next(told, deed.mode)


def _overrules(token: Token, deed: DeedLike) -> bool:
    """Whether the network may tell a deed of a word whose readings the sentence does not allow.

    Of verbs only: of nouns what the lexicon asks for decides, and who was killed is counted.
    """
    return token.pos == "VERB" and deed.mode != "killing"


def _words(reading: Reading, sentence: Sentence) -> frozenset[str]:
    """Every form and lemma of the sentence: what a multiword trigger needs is looked up here."""
    tokens = reading.document.tokens_of(sentence)
    return frozenset(word for token in tokens for word in (token.lemma, token.lower))


def recalled(
    reading: Reading, sentence: Sentence, earlier: Mapping[str, Sense], *, headline: bool = False
) -> tuple[Match, ...]:
    """Deeds taken up again by a bare noun: "the exchange" after "a prisoner exchange".

    A headline leaves out the article.
    """
    found: list[Match] = []
    words = _words(reading, sentence)
    for token in reading.document.tokens_of(sentence):
        kind = reading.table.maps["recall-nouns"].get(token.lemma)
        sense = earlier.get(kind) if kind else None
        if sense is None or token.pos != "NOUN":
            continue
        articles = reading.document.children(token, "det")
        definite = any(article.lower in DEFINITE for article in articles)
        if not definite and not (headline and not articles and token.dep not in LEFTWARD):
            continue
        sense = replace(sense, position="noun", words=(token.lemma,), constraints=())
        if _read(reading, token, words) is None:
            found.append(
                Match(sense, token, (token,), find_participants(reading, token, (token,), sense))
            )
    return tuple(found)


def _in_name(token: Token) -> bool:
    return token.pos == "PROPN" and token.ent in NAME_ENTITIES


def _idioms(reading: Reading, sentence: Sentence) -> frozenset[int]:
    """The tokens inside an idiom ("heart attack"), which tell of no event."""
    tokens = reading.document.tokens_of(sentence)
    found: set[int] = set()
    for at, token in enumerate(tokens):
        for word in {token.lemma, token.lower}:
            for idiom in reading.table.idioms.get(word, ()):
                piece = tokens[at : at + len(idiom)]
                if len(piece) == len(idiom) and all(
                    want in (have.lemma, have.lower)
                    for want, have in zip(idiom, piece, strict=True)
                ):
                    found.update(have.i for have in piece)
    return frozenset(found)


def _read(reading: Reading, token: Token, words: frozenset[str]) -> Match | None:
    for sense in _candidates(reading, token):
        if not words.issuperset(sense.words[1:]):
            continue
        tokens = _chain(reading, token, sense)
        if tokens is None:
            continue
        participants = find_participants(reading, token, tokens, sense)
        if all(_holds(reading, rule, token, tokens, participants) for rule in sense.constraints):
            return Match(sense, token, tokens, participants)
    return None


def _candidates(reading: Reading, token: Token) -> Iterator[Sense]:
    position = POSITION.get(token.pos, "")
    if not position or token.dep in ("aux", "auxpass"):
        return
    senses = reading.table.senses
    if position == "verb" and token.dep in NOMINAL:
        # A verb cannot be a subject: "these airstrikes killed" is a noun read wrongly.
        yield from senses.get(("noun", token.lemma), ())
    if position == "verb":
        if token.dep == "amod":
            yield from senses.get(("adj", token.lower), ())
        else:
            form = reading.table.maps["forms"].get(token.lower, token.lemma)
            yield from senses.get(("verb", form), ())
            if token.tag == "VBG" and not reading.document.children(token, "nsubj", "aux"):
                yield from senses.get(("noun", token.lower), ())
        return
    mistaken = reading.table.maps["forms"].get(token.lower)
    if position == "adj" and mistaken is not None and token.dep in CLAUSAL:
        yield from senses.get(("verb", mistaken), ())
    if position == "adj" and token.dep in NOMINAL:
        position = "noun"
    yield from senses.get((position, token.lemma), ())
    if token.lower != token.lemma:
        yield from senses.get((position, token.lower), ())
    if position == "noun" and token.pos == "PROPN" and token.lower.endswith("s"):
        yield from senses.get((position, token.lower[:-1]), ())


# -- multiword triggers ------------------------------------------------------------------------


def _chain(reading: Reading, head: Token, sense: Sense) -> tuple[Token, ...] | None:
    """The tokens of the sense's words, each hanging from an earlier one; None if one is missing."""
    if len(sense.words) == 1:
        return (head,)
    found = [head]
    for word in sense.words[1:]:
        token = _hanging(reading, found, word)
        if token is None:
            return None
        found.append(token)
    return tuple(sorted(found, key=lambda token: token.i))


def _hanging(reading: Reading, found: list[Token], word: str) -> Token | None:
    taken = {token.i for token in found}
    for parent in reversed(found):
        for child in reading.document.children(parent):
            if child.i in taken or child.dep not in CHAIN_DEPS:
                continue
            if word == child.lower or (word == child.lemma and child.dep != "prep"):
                return child
            if word == "to" and child.dep in ("xcomp", "ccomp", "acl", "advcl"):
                for mark in reading.document.children(child, "aux"):
                    if mark.tag == "TO" and mark.i not in taken:
                        return mark
            if child.dep in ("nmod", "compound"):
                deeper = _coordinate(reading, child, word)
                if deeper is not None:
                    return deeper
        for child in reading.document.children(parent, *THINGS):
            for inner in reading.document.children(child, "compound", "amod", "nmod", "poss"):
                if inner.i not in taken and word in (inner.lemma, inner.lower):
                    return inner
    head = found[0]
    if head.pos in ("NOUN", "PROPN"):
        for token in reading.left_words(head):
            if token.i not in taken and word in (token.lemma, token.lower):
                return token
    return None


def _coordinate(reading: Reading, token: Token, word: str) -> Token | None:
    for other in reading.coordinated(token)[1:]:
        if word in (other.lemma, other.lower):
            return other
    return None


# -- constraints -------------------------------------------------------------------------------


def _holds(
    reading: Reading,
    rule: Constraint,
    head: Token,
    tokens: tuple[Token, ...],
    participants: Participants,
) -> bool:
    filled = _slot(reading, rule, head, tokens, participants)
    held = any(_is_one(reading, token, rule.classes) for token in filled)
    optional = "none" in rule.classes or (
        head.pos in ("NOUN", "PROPN") and rule.slot in ("subject", "object")
    )
    if not filled and optional and not rule.negated:
        held = True
    return held != rule.negated


def _is_one(reading: Reading, token: Token, classes: frozenset[str]) -> bool:
    if "any" in classes:
        return True
    kinds = reading.kinds(token)
    if "actor" in classes and reading.is_actor(token):
        return True
    if token.pos == "PRON" and token.lower in reading.table.lists["person-pronouns"]:
        return bool(classes & {"people", "force", "name", "captive", "armed", "pronoun"})
    return bool(kinds & classes)


def _slot(
    reading: Reading,
    rule: Constraint,
    head: Token,
    tokens: tuple[Token, ...],
    participants: Participants,
) -> tuple[Token, ...]:
    slot = rule.slot
    if slot == "subject":
        return participants.doers
    if slot == "object":
        return participants.undergoers
    if slot == "participant":
        return participants.doers + participants.undergoers
    if slot == "modifier":
        left = reading.left_words(head)
        of = tuple(
            reading.meant(noun)
            for prep, noun in reading.prepositions(head)
            if prep.lower in ("of", "between", "by")
        )
        return left + tuple(noun for first in of for noun in reading.coordinated(first))
    if slot in ("clause", "near"):
        top = reading.clause_verb(head) if slot == "clause" else head
        return _around(reading, top, slot, tokens)
    # The parser hangs "from their homes" on "three farmers" as readily as on "took".
    hosts = tokens if rule.negated else (*tokens, *participants.undergoers)
    return tuple(
        reading.meant(noun)
        for token in hosts
        for prep, noun in reading.prepositions(token)
        if prep.lower == slot
    )


def _around(
    reading: Reading, top: Token, slot: str, tokens: tuple[Token, ...]
) -> tuple[Token, ...]:
    taken = {token.i for token in tokens}
    if slot == "near":
        words = reading.document.tokens_of(reading.document.sentence_of(top))
    else:
        words = reading.document.subtree(top)
    return tuple(word for word in words if word.i not in taken and word.pos != "PUNCT")
