"""The condition that a deed hangs on: "if ...", "should they ...", "but for ...", "once ..."."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.extract.claims.fronted import fronted
from fogline.extract.claims.hinges import hinging, ordered
from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token
from fogline.records.span import Span

VERBS = ("VERB", "AUX")
SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
INVERTING = frozenset(("should", "had", "were"))
# Modals that, with "have", place a deed in a past that never was.
UNREAL = frozenset(("would", "'d", "could", "should", "ought", "might"))
# How the parser hangs a condition from the verb that depends on it.
HANGING = ("advcl", "prep", "ccomp", "advmod", "conj", "oprd")
# "Only after the inspection" is a condition, "after the inspection" a time.
ONLY = frozenset(("after", "when", "with"))
SUPPOSED = frozenset(("with", "without", "in", "under", "given"))
# "Assuming that they come" supposes; "assuming power" does not.
SUPPOSING = frozenset(("assuming", "supposing"))


@dataclass(frozen=True, slots=True)
class Condition:
    """The words of a condition; ``unreal`` where they and the deed are contrary to fact."""

    span: Span
    unreal: bool


def condition_of(reading: Reading, words: tuple[Token, ...]) -> Condition | None:
    """The condition of the innermost of ``words`` (a deed and what governs it) that has one.

    "If confirmed" is none: it doubts what was said, and nothing hangs on it.
    """
    found = _found(reading, words)
    return None if found is None or _asks_whether_so(reading, found.span) else found


def _asks_whether_so(reading: Reading, span: Span) -> bool:
    """Whether a condition is only that what was said is so: "if true", "if this is confirmed"."""
    tokens = reading.document.tokens_in(span.start, span.end)
    rest = [token for token in tokens if token.pos not in ("SCONJ", "ADV", "AUX", "PUNCT")]
    rest = [token for token in rest if token.lower not in ("it", "this", "that")]
    return bool(rest) and all(reading.listed("truth-words", token) for token in rest)


def _found(reading: Reading, words: tuple[Token, ...]) -> Condition | None:
    coming = is_to_come(reading, words)
    for word in words:
        if word.pos not in VERBS:
            continue
        unreal = is_unreal(reading, word)
        for child in reading.document.children(word, *HANGING):
            inverted = _inverted(reading, child)
            stated = child.dep != "ccomp" and (
                _states(reading, child, coming) or _not_before(reading, word, child)
            )
            inverted = None if child.dep == "conj" else inverted
            if not (stated or (inverted is not None and child.i != words[0].i)):
                continue
            contrary = unreal or (_is_past_perfect(reading, child) and _has_modal(reading, word))
            return Condition(_span(reading, child), contrary)
        found = (
            _from_above(reading, word)
            or _supposed(reading, word, unreal)
            or hinging(reading, word, words[0], coming=coming)
        )
        if found is not None:
            return Condition(found, unreal or _stands_were(reading, found))
    first = fronted(reading, words) if coming else None
    return None if first is None else Condition(first, any(is_unreal(reading, w) for w in words))


def is_inside(reading: Reading, words: tuple[Token, ...]) -> bool:
    """Whether the deed is itself part of a condition."""
    for word in words:
        above = reading.document.head(word)
        if word.pos not in VERBS:
            continue
        if word.dep == "ROOT" and _marked_if(reading, word):
            return True
        if word.dep in ("advcl", "ccomp") and above is not None:
            coming = is_to_come(reading, (above,))
            if _inverted(reading, word) is not None or (
                word.dep == "advcl" and _states(reading, word, coming)
            ):
                return True
    return False


def is_unreal(reading: Reading, verb: Token) -> bool:
    """Whether the verb stands as in "would have fallen": contrary to what happened."""
    auxiliaries = reading.document.children(verb, "aux")
    modal = any(aux.lower in UNREAL and aux.tag == "MD" for aux in auxiliaries)
    return modal and any(aux.lower in ("have", "'ve") for aux in auxiliaries)


def is_to_come(reading: Reading, words: tuple[Token, ...]) -> bool:
    """Whether the deed lies ahead: a modal verb, an infinitive, or a word of intent says so."""
    return any(
        aux.tag in ("MD", "TO") or aux.lower in reading.table.maps["auxiliaries"]
        for word in words
        for aux in reading.document.children(word, "aux")
    )


def as_if(reading: Reading, verb: Token) -> Token | None:
    """The "if" or "though" of an "as if" clause; None of any other."""
    for mark in reading.document.children(verb, "mark"):
        before = reading.document.tokens[mark.i - 1] if mark.i else mark
        if mark.lower in ("if", "though") and before.lower == "as":
            return mark
    return None


# -- clauses -----------------------------------------------------------------------------------


def _states(reading: Reading, clause: Token, coming: bool) -> bool:
    """Whether a clause or phrase states a condition; one of time does for a deed to come."""
    if as_if(reading, clause) is not None:
        return False
    if clause.dep == "prep":
        return _prepositional(reading, clause, coming)
    if clause.dep == "advmod":
        # "As long as", "as soon as": the clause hangs from the adverb.
        return (
            coming
            and clause.lower in ("long", "soon")
            and any(_has_mark(reading, row, "as") for row in reading.document.children(clause))
        )
    for mark in reading.document.children(clause, "mark", "advmod", "prep"):
        if mark.lower in ONLY and mark.i and reading.document.tokens[mark.i - 1].lower == "only":
            return coming
        if mark.lower == "as" and reading.document.tokens[max(mark.i - 1, 0)].lower == "long":
            # "So long as the siege lasts": the clause hangs from the verb.
            return coming
        if mark.lower == "when" and clause.tag == "VBN" and _will(reading, clause):
            # "When the ransom has been paid" says "once"; "when they are seen" is a time.
            return any(aux.lower in ("has", "have") for aux in _auxiliaries(reading, clause))
        if mark.i >= clause.i or not reading.listed("condition-marks", mark):
            continue
        if _is_even(reading, mark):
            continue
        return coming or not reading.listed("time-marks", mark)
    return coming and _participle(reading, clause)


def _participle(reading: Reading, clause: Token) -> bool:
    """As in "Provided that they stop", "failing an agreement", "weather permitting"."""
    if clause.lower == "permitting":
        return True
    if not reading.listed("condition-participles", clause):
        return False
    children = reading.document.children(clause, "ccomp", "xcomp")
    if clause.lower in SUPPOSING:
        return any(child.dep == "ccomp" for child in children)
    # "Failing to agree, they will ..." tells why.
    return not any(child.dep == "xcomp" for child in children)


def _not_before(reading: Reading, verb: Token, clause: Token) -> bool:
    """As in "Will not leave before the vote is held": what a denied deed to come waits for."""
    return (
        clause.dep == "advcl" and _has_mark(reading, clause, "before") and _will_not(reading, verb)
    )


def _will(reading: Reading, clause: Token) -> bool:
    """Whether what the clause hangs from stands with a modal verb: "will be freed when"."""
    above = tuple(reading.document.ancestors(clause))[:2]
    return any(aux.tag == "MD" for verb in above for aux in _auxiliaries(reading, verb))


def _auxiliaries(reading: Reading, verb: Token) -> tuple[Token, ...]:
    return reading.document.children(verb, "aux")


def _is_even(reading: Reading, mark: Token) -> bool:
    """As in "Even if they agree", "whether or not": no condition, the deed comes either way."""
    tokens = reading.document.tokens
    if mark.lower == "whether" and mark.i + 1 < len(tokens):
        return tokens[mark.i + 1].lower == "or"
    return mark.i > 0 and tokens[mark.i - 1].lower == "even"


def _prepositional(reading: Reading, prep: Token, coming: bool) -> bool:
    nouns = reading.document.children(prep, "pobj")
    if prep.lower in ONLY and reading.document.tokens[prep.i - 1].lower == "only":
        return coming
    if prep.lower in reading.table.lists["condition-marks"]:
        # "Postponed until Friday" names a day, "until they withdraw" a condition.
        return coming and not any(noun.ent in ("DATE", "TIME") for noun in nouns)
    if prep.lower in reading.table.lists["condition-participles"]:
        return coming and prep.lower not in SUPPOSING
    if (
        coming
        and prep.lower == "in"
        and any(
            reading.listed("exchange-nouns", noun)
            and any(child.lower == "for" for child in reading.document.children(noun, "prep"))
            for noun in nouns
        )
    ):
        # "Will free them in return for a truce".
        return True
    return any(
        reading.listed("condition-nouns", noun)
        # "In the absence of raids, shops have opened" tells of no deed to come.
        and (coming or noun.lower != "absence")
        and bool(reading.document.children(noun, "prep", "acl", "relcl", "ccomp"))
        for noun in nouns
        if prep.lower in ("in", "on", "under")
    )


def _inverted(reading: Reading, clause: Token) -> Token | None:
    """The auxiliary before its subject: "should Ukraine fail", "had they known"."""
    if clause.pos not in VERBS:
        return None
    subjects = reading.document.children(clause, *SUBJECTS)
    if clause.lower == "were":
        # "Were the army to leave": the parser takes the subject for a complement.
        below = (clause, *reading.document.children(clause, "attr"))
        if any(reading.document.children(row, "xcomp", "relcl", "acl") for row in below):
            subjects = subjects or reading.document.children(clause, "attr")
    first = [*reading.document.children(clause, "aux", "auxpass"), clause]
    for aux in first:
        if aux.lower in INVERTING and subjects and aux.i < subjects[0].i:
            return aux if not _asks(reading, clause) else None
    return None


def _asks(reading: Reading, verb: Token) -> bool:
    tokens = reading.document.tokens_of(reading.document.sentence_of(verb))
    return any(token.lower == "?" for token in tokens[-2:])


def _from_above(reading: Reading, verb: Token) -> Span | None:
    """The condition that the parser took for the main clause: "Were it not for X, Y would"."""
    above = reading.document.head(verb)
    if above is None or verb.dep not in ("conj", "ccomp", "parataxis"):
        return None
    tokens = reading.document.tokens
    if above.lower in INVERTING and above.i > verb.i and verb.dep == "ccomp":
        # "Might have fallen had the rain not come": "had" for the main verb.
        own = reading.document.children(above, *SUBJECTS)
        last = _last(reading, above)
        last = tokens[last.i - 1] if last.pos == "PUNCT" else last
        return None if own and own[0].i < above.i else reading.document.span_of(above, last)
    if ordered(reading, verb, above):
        # "Stop the raids and we will stop the rockets".
        end = reading.document.subtree_edges(verb)[0] - 1
        while end > above.i and tokens[end].pos in ("PUNCT", "CCONJ"):
            end -= 1
        return reading.document.span_of(above, tokens[end])
    aux = _inverted(reading, above)
    if aux is None:
        return None
    if aux.i > verb.i:
        # "Might have fallen had the rain stopped": the condition for the main clause.
        last = _last(reading, above)
        last = tokens[last.i - 1] if last.pos == "PUNCT" else last
        behind = verb.dep == "ccomp" and reading.document.subtree_edges(verb)[1] < aux.i
        return reading.document.span_of(aux, last) if behind else None
    end = reading.document.subtree_edges(verb)[0] - 1
    while end > aux.i and tokens[end].pos == "PUNCT":
        end -= 1
    return reading.document.span_of(aux, tokens[end])


def _supposed(reading: Reading, verb: Token, unreal: bool) -> Span | None:
    """As in "But for the snow", "with two more helicopters": what a contrary deed hangs on.

    "Without a vote" is the condition of a denied deed to come as well.
    """
    subjects = reading.document.children(verb, "nsubj", "nsubjpass", "expl")
    for prep in reading.document.children(verb, "prep", "conj"):
        before = reading.document.tokens[prep.i - 1] if prep.i else prep
        if prep.lower == "for" and before.lower in ("but", "except") and unreal:
            return reading.document.span_of(before, _last(reading, prep))
        first = bool(subjects) and prep.i < subjects[0].i
        denied = prep.lower == "without" and _will_not(reading, verb)
        lacking = prep.lower == "without" and bool(reading.document.children(prep, "pobj"))
        if (unreal and (lacking or (first and _supposes(reading, prep)))) or denied:
            return reading.document.subtree_span(prep)
    return None


def _supposes(reading: Reading, prep: Token) -> bool:
    if prep.lower not in SUPPOSED:
        return False
    nouns = reading.document.children(prep, "pobj")
    if prep.lower not in ("in", "under"):
        return bool(nouns)
    return any(
        det.lower in ("a", "an", "another", "any")
        for noun in nouns
        for det in reading.document.children(noun, "det")
    )


def _will_not(reading: Reading, verb: Token) -> bool:
    document = reading.document
    coming = any(aux.lower in ("will", "wo", "would") for aux in document.children(verb, "aux"))
    rows = (verb, *document.children(verb, "nsubj", "nsubjpass"))
    return coming and any(
        child.dep == "neg" or reading.listed("negations", child)
        for row in rows
        for child in document.children(row, "neg", "det")
    )


def _span(reading: Reading, clause: Token) -> Span:
    span = reading.document.subtree_span(clause)
    first = reading.document.subtree_edges(clause)[0]
    if first > 1 and reading.document.tokens[first - 1].lower == "long":
        return reading.document.span_of(reading.document.tokens[first - 2], _last(reading, clause))
    inverted = _inverted(reading, clause)
    if inverted is not None and inverted.start > span.start:
        return reading.document.span_of(inverted, _last(reading, clause))
    return span


def _last(reading: Reading, token: Token) -> Token:
    return reading.document.tokens[reading.document.subtree_edges(token)[1]]


def _marked_if(reading: Reading, verb: Token) -> bool:
    return as_if(reading, verb) is None and _has_mark(reading, verb, "if")


def _has_mark(reading: Reading, verb: Token, word: str) -> bool:
    return any(mark.lower == word for mark in reading.document.children(verb, "mark"))


def _is_past_perfect(reading: Reading, clause: Token) -> bool:
    return clause.tag == "VBN" and any(
        aux.lower in ("had", "'d") for aux in reading.document.children(clause, "aux")
    )


def _has_modal(reading: Reading, verb: Token) -> bool:
    return any(aux.lower in UNREAL for aux in reading.document.children(verb, "aux"))


def _stands_were(reading: Reading, span: Span) -> bool:
    words = reading.document.tokens_in(span.start, span.end)
    return any(word.lower == "not" for word in words[:3]) and words[0].lower == "were"
