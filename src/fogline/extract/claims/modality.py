"""How the words place a deed: done, going on, planned, conditional, possible, imagined."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fogline.extract.claims.aspect import habitual, ongoing, scheduled, would_recur
from fogline.extract.claims.conditions import as_if, condition_of, is_inside, is_unreal
from fogline.extract.claims.hearsay import (
    INSERTED,
    has_have,
    hearsay,
    is_infinitive,
    is_inserted,
)
from fogline.extract.claims.outcome import came_about, has_phrase
from fogline.extract.claims.phrases import DEEPEST_CLIMB, Reading
from fogline.language.document import Token
from fogline.records.claim import Modality
from fogline.records.span import Span

UP = frozenset(("xcomp", "pcomp", "prep", "dobj", "pobj", "nsubj", "nsubjpass", "attr", "acl"))
VERBS = ("VERB", "AUX")
UNDER_DENIAL = ("ccomp", "xcomp", "pcomp")


@dataclass(frozen=True, slots=True)
class Mood:
    """The modality of a deed, and the words of the condition it depends on."""

    modality: Modality
    condition: Span | None


def mood_of(reading: Reading, head: Token, clause: Token | None) -> Mood:
    """The mood of the deed at ``head``; the first rule that applies decides."""
    words = tuple(_governing(reading, head, clause))
    condition = condition_of(reading, words)
    if condition is not None:
        found = Modality.HYPOTHETICAL if condition.unreal else Modality.CONDITIONAL
        return Mood(found, condition.span)
    for rule in RULES:
        told = rule(reading, words)
        if told is not None:
            return Mood(told, None)
    return Mood(Modality.ACTUAL, None)


def _governing(reading: Reading, head: Token, clause: Token | None) -> Iterator[Token]:
    """The trigger and the words that govern its mood, from the inside out."""
    yield head
    if clause is None and head.pos in VERBS:
        clause = head
    here = head
    if clause is not None and clause.i != head.i:
        yield from _between(reading, head, clause)
        yield from _said_of_subject(reading, head, clause)
        yield clause
        here = clause
    for _ in range(DEEPEST_CLIMB):
        above = reading.document.head(here)
        if above is None or not _carries(reading, here, above):
            return
        if above.lemma in ("be", "remain"):
            yield from _judging(reading, above, here)
        if above.pos != "ADP":
            yield above
        here = above


def _between(reading: Reading, head: Token, clause: Token) -> Iterator[Token]:
    """The nouns between a deed and its verb that govern it: "the risk of an attack"."""
    here = head
    for above in reading.document.ancestors(head):
        if above.i == clause.i or not _carries(reading, here, above):
            return
        if above.pos != "ADP":
            yield above
        here = above


def _said_of_subject(reading: Reading, head: Token, clause: Token) -> Iterator[Token]:
    if clause.lemma == "be" and head.head == clause.i:
        yield from _judging(reading, clause, head)


def _judging(reading: Reading, verb: Token, below: Token) -> Iterator[Token]:
    """What is said of the deed: "it is unclear whether", "the handover is due on Friday"."""
    for word in reading.document.children(verb, "acomp", "attr"):
        if word.i == below.i:
            continue
        if below.dep in ("nsubj", "nsubjpass"):
            if _mapped(reading, "modifiers", word) or word.lemma == "due":
                yield word
        elif _mapped(reading, "governors", word) or _mapped(reading, "modifiers", word):
            yield word


def _carries(reading: Reading, here: Token, above: Token) -> bool:
    if here.dep == "acl":
        if is_infinitive(reading, here):
            return True
        # "Signs that they are leaving", but not "the men said to be leaving".
        marked = any(mark.lower == "that" for mark in reading.document.children(here, "mark"))
        return marked and _mapped(reading, "governors", above) is not None
    if here.dep == "prep" and here.lower == "on" and above.lemma in ("go", "carry", "keep"):
        # "Will go on shelling".
        return True
    if here.dep in ("dobj", "prep", "pobj") and here.pos not in VERBS and above.pos in VERBS:
        # "Will discuss the attack", "fled after the attack": the attack is real.
        return (
            here.lower == "under"
            or any(reading.listed(name, above) for name in ("irrealis-governors", "engaged-verbs"))
            or above.lemma in reading.table.maps["governors"]
        )
    if here.dep == "prep" and above.pos in ("NOUN", "PROPN"):
        return _mapped(reading, "governors", above) is not None or reading.listed(
            "partitives", above
        )
    if here.dep in UP or (here.dep == "acomp" and here.pos in VERBS):
        # "Might be massing": the parser takes the verb for a complement.
        return True
    if here.dep == "ccomp" and above.pos == "ADJ":
        return _mapped(reading, "governors", above) is not None
    if here.dep in ("ccomp", "csubj") and above.lemma in ("be", "remain"):
        return bool(tuple(_judging(reading, above, here)))
    if here.dep == "ccomp" and hearsay(reading, above, here) is not None:
        return True
    if here.dep == "advcl" and is_infinitive(reading, here) and above.lemma != "be":
        return _mapped(reading, "governors", above) is not None
    if here.dep in ("ccomp", "advcl"):
        if reading.listed("telling-when-finite", above) and _is_indicative(reading, here):
            # "Insisted that its troops are there" tells; "insisted that they leave" demands.
            return False
        return reading.listed("irrealis-governors", above) and here.dep == "ccomp"
    if here.dep == "conj" and here.pos in VERBS:
        return not reading.document.children(here, "nsubj", "nsubjpass", "aux")
    return here.dep == "conj" and here.pos not in VERBS


def _is_indicative(reading: Reading, verb: Token) -> bool:
    auxiliaries = reading.document.children(verb, "aux", "auxpass")
    if any(aux.tag == "MD" for aux in auxiliaries):
        return False
    words = (verb, *auxiliaries)
    return any(word.tag in ("VBZ", "VBD") or word.lower in ("are", "have") for word in words)


# -- the rules, in order -----------------------------------------------------------------------


def _outcome(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """A deed that came about, or came to nothing, is a fact, however it was planned."""
    outcome = came_about(reading, words[0])
    if outcome is not None:
        alleged = outcome and hedged(reading, words[0]) is Modality.POSSIBLE
        return Modality.POSSIBLE if alleged else Modality.ACTUAL
    for word in words[1:]:
        if word.lemma in ("have", "be") and any(
            child.lower == "yet" for child in reading.document.children(word, "advmod")
        ):
            return Modality.ACTUAL
    return None


def _imagined(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """Inside a condition, and as in "as if they had won", "wish that he had gone"."""
    if is_inside(reading, words):
        return Modality.HYPOTHETICAL
    for word in words:
        if as_if(reading, word) is not None:
            above = reading.document.head(word)
            seeming = above is not None and reading.listed("seeming-verbs", above)
            if seeming and above is not None and above.tag in ("VBZ", "VBP"):
                return Modality.POSSIBLE
            return Modality.HYPOTHETICAL
    first = reading.document.tokens_of(reading.document.sentence_of(words[0]))[0]
    if reading.listed("imagining-verbs", first) and first.tag in ("VB", "VBP"):
        main = next((word for word in words if word.pos in VERBS), first)
        return Modality.HYPOTHETICAL if main.i != first.i else None
    return None


def _by_auxiliary(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    for word, above in zip(words, (*words[1:], None), strict=True):
        if word.pos not in VERBS:
            continue
        for aux in reading.document.children(word, "aux"):
            mood = reading.table.maps["auxiliaries"].get(aux.lower)
            if mood is None or (aux.lower == "'d" and word.tag == "VBN"):
                continue
            # "A danger that they will attack", "it is possible that they will".
            doubtful = above is not None and above.pos in ("NOUN", "ADJ")
            if doubtful and above and _leaves_open(reading, above):
                return Modality.POSSIBLE
            return _modal(reading, word, aux, Modality(mood))
    return None


def _leaves_open(reading: Reading, word: Token) -> bool:
    maps = ("governors", "modifiers") if word.pos == "ADJ" else ("governors",)
    return any(_mapped(reading, name, word) == Modality.POSSIBLE.value for name in maps)


def _modal(reading: Reading, verb: Token, aux: Token, usual: Modality) -> Modality:
    """What a modal verb makes of the deed, by the tense behind it and by who foretold it."""
    if is_unreal(reading, verb):
        # Of "might have", only what is set against the facts is contrary to them.
        contrast = any(child.lower == "but" for child in reading.document.children(verb, "cc"))
        unreal = aux.lower != "might" or contrast
        return Modality.HYPOTHETICAL if unreal else Modality.POSSIBLE
    if aux.lower == "must" and has_have(reading, verb):
        return Modality.POSSIBLE
    if aux.lower in ("would", "'d") and _as_foretold(reading, verb):
        return Modality.FUTURE
    return Modality.POSSIBLE if hedged(reading, verb) is Modality.POSSIBLE else usual


def _as_foretold(reading: Reading, verb: Token) -> bool:
    """As in "Said that they would come": what was to come when it was said."""
    here = verb
    while here.dep == "conj" and here.head != here.i:
        here = reading.document.tokens[here.head]
    if any(is_inserted(reading, row) for row in reading.document.children(verb, *INSERTED)):
        return True
    above = reading.document.head(here)
    if above is None or here.dep not in ("ccomp", "acl"):
        return False
    told = reading.listed("reporting-verbs", above) or reading.listed("pledging-verbs", above)
    return told and above.tag in ("VBD", "VBN")


def _by_governor(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "Plans to attack", "calls for a truce", "threat of war", "the planned offensive"."""
    if has_phrase(reading, words, "possible-phrases"):
        return Modality.POSSIBLE
    for i, word in enumerate(words):
        modified = hedged(reading, word)
        if modified is not None:
            return modified
        if i:
            if _is_ruled_out(reading, word) or words[i - 1].dep == "conj":
                continue
            mood = _mapped(reading, "governors", word) or hearsay(reading, word, words[i - 1])
            if mood is not None and _governs(reading, word, words[i - 1]):
                found = _of_kind(reading, word, words[i - 1], Modality(mood))
                if found is not None:
                    return found
    return None


def _of_kind(reading: Reading, above: Token, below: Token, usual: Modality) -> Modality | None:
    """What a governor makes of a noun: a threatened siege is feared, a called strike planned.

    "Called the blast an attack" tells of a real one.
    """
    if above.lemma == "threat" and above.pos == "NOUN" and below.pos not in VERBS:
        return Modality.POSSIBLE
    if above.lemma == "call" and above.pos in VERBS and below.dep in ("dobj", "nsubjpass"):
        articles = reading.document.children(below, "det", "poss")
        known = any(word.lower not in ("a", "an", "another") for word in articles)
        return None if known else Modality.FUTURE
    return usual


def _is_ruled_out(reading: Reading, word: Token) -> bool:
    """As in "No sign of a withdrawal": nothing is left of what the noun would make likely."""
    likely = _mapped(reading, "governors", word) == Modality.POSSIBLE.value
    articles = reading.document.children(word, "det")
    return likely and word.pos == "NOUN" and any(word.lower == "no" for word in articles)


def hedged(reading: Reading, noun: Token) -> Modality | None:
    """What a modifier of the noun makes of it ("the potential advance", "the planned attack")."""
    for child in reading.document.children(noun, "amod", "advmod", "compound"):
        if child.tag in ("RBR", "RBS"):
            continue
        mood = _mapped(reading, "modifiers", child)
        if mood is not None:
            return Modality(mood)
    return None


def _governs(reading: Reading, above: Token, below: Token) -> bool:
    """A subject is not governed by its verb's plans: "the attack threatens to" is a real one."""
    here = below
    while here.head not in (above.i, here.i):
        here = reading.document.tokens[here.head]
    return here.dep not in ("nsubj",)


def _mapped(reading: Reading, name: str, token: Token) -> str | None:
    rows = reading.table.maps[name]
    above = reading.document.head(token)
    if above is not None and token.dep == "pobj":
        phrase = rows.get(f"{above.lower} {token.lower}")
        if phrase is not None:
            return phrase
    return rows.get(token.lower) or rows.get(token.lemma)


def _asked(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "Did the army shell the camp?": whether it was done is what is asked."""
    for word in words:
        if word.dep not in ("ROOT", "conj") or word.pos not in VERBS:
            continue
        last = reading.document.tokens_of(reading.document.sentence_of(word))[-2:]
        if all(token.lower != "?" for token in last):
            return None
        subjects = reading.document.children(word, "nsubj", "nsubjpass")
        auxiliaries = reading.document.children(word, "aux", "auxpass")
        wh = any(row.tag in ("WP", "WRB", "WDT") for row in reading.document.children(word))
        turned = bool(subjects and auxiliaries) and auxiliaries[0].i < subjects[0].i
        return Modality.POSSIBLE if turned and not wh else None
    return None


def _is_to(reading: Reading, words: tuple[Token, ...]) -> Modality | None:
    """As in "The talks are to begin", "is set to", "is going to", "is due to"."""
    for word in words:
        infinitive = is_infinitive(reading, word)
        # "A curfew is to be imposed".
        below = reading.document.children(word, "xcomp") if word.lemma == "be" else ()
        set_down = any(is_infinitive(reading, row) for row in below)
        if set_down and words[0].dep in ("nsubj", "nsubjpass"):
            return Modality.FUTURE
        above = reading.document.head(word)
        of_noun = above is not None and above.pos in ("NOUN", "PROPN")
        if infinitive and of_noun and reading.listed("starting-verbs", word):
            return Modality.FUTURE
        if not infinitive or above is None or word.dep not in ("xcomp", "advcl", "acl", "ccomp"):
            continue
        if above.lemma == "be" and word.dep == "xcomp":
            # "Was to have left on Friday", and did not.
            missed = above.tag == "VBD" and has_have(reading, word)
            return Modality.HYPOTHETICAL if missed else Modality.FUTURE
        if _is_enough(reading, above):
            return Modality.POSSIBLE
        if above.lemma == "go" and above.tag == "VBG":
            return Modality.FUTURE
        if word.dep == "advcl":
            return Modality.POSSIBLE
    return None


def _is_enough(reading: Reading, word: Token) -> bool:
    """As in "Is strong enough to attack"; what was bold enough to attack did so."""
    verb = reading.document.head(word)
    able = any(child.lower == "enough" for child in reading.document.children(word, "advmod"))
    return able and verb is not None and verb.tag in ("VBZ", "VBP")


def is_general(reading: Reading, verb: Token, undergoers: tuple[Token, ...]) -> bool:
    """Whether a denied deed is one of any time: "denies that it targets civilians".

    It stands in the present, and those whom it is done to are no particular ones.
    """
    above = reading.document.head(verb)
    if above is None or not reading.listed("denying-verbs", above) or verb.dep not in UNDER_DENIAL:
        return False
    timeless = verb.tag in ("VBZ", "VBP") or (verb.tag == "VBG" and above.tag in ("VBZ", "VBP"))
    if not timeless or reading.document.children(verb, "aux", "auxpass"):
        return False
    return bool(undergoers) and all(
        noun.tag == "NNS" and not reading.document.children(noun, "det", "nummod", "poss", "relcl")
        for noun in undergoers
    )


Rule = Callable[[Reading, tuple[Token, ...]], Modality | None]
RULES: tuple[Rule, ...] = (
    _outcome,
    _imagined,
    would_recur,
    _by_auxiliary,
    _by_governor,
    _is_to,
    _asked,
    scheduled,
    habitual,
    ongoing,
)
