"""Where the content of a verb cue stands: clause, quotation, infinitive, object, preposition."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fogline.extract.statements.contents import is_speech, pieces, subtree_without
from fogline.extract.statements.holders import agent_of, phrase_of
from fogline.knowledge.cues import Complement, CueLexicon, WordCue
from fogline.language.document import Document, Sentence, Token
from fogline.records.span import Span
from fogline.records.statement import Stance

# Marks of a clause that sets another's account against this one.
CONTRAST = frozenset({"while", "whereas", "although", "though"})
# A cue in so short a sentence of its own ("he said.") belongs to the quotation before it.
SHORT_SENTENCE = 12
# How far, in tokens, a quotation may stand from the cue that it is attributed to.
QUOTE_REACH = 12

RELATIVES = frozenset({"that", "which", "who", "whom"})
_CLAUSE_HEADS = frozenset({"VERB", "AUX", "NOUN", "ADJ", "PROPN", "PRON", "ADV", "NUM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A content, which complement it is, and the preposition that governs it (part of the cue).

    ``head`` is the content's syntactic head, None for a quotation.
    """

    content: tuple[Span, ...]
    complement: Complement
    governor: Token | None = None
    head: Token | None = None


def complement_of(
    document: Document,
    sentence: Sentence,
    verb: Token,
    cue: WordCue,
    cues: CueLexicon,
    *,
    passive: bool,
) -> Found | None:
    """The first complement that the cue takes and the sentence has, or None."""
    if passive:
        return _of_passive(document, verb, cue, cues)
    spoken = cue.frame(Complement.CLAUSE) or cue.frame(Complement.QUOTE)
    return (
        (_clause(document, verb, cue, cues) if spoken else None)
        or (_quotation(document, sentence, verb) if cue.frame(Complement.QUOTE) else None)
        or _infinitive(document, verb, cue, cues)
        or _prepositional(document, verb, cue, cues)
        or _gerund(document, verb, cue)
        or _predicate(document, verb, cue)
        or _object(document, verb, cue, cues)
    )


def _clause(document: Document, verb: Token, cue: WordCue, cues: CueLexicon) -> Found | None:
    for child in document.children(verb, "ccomp", "parataxis"):
        if child.pos not in _CLAUSE_HEADS or _is_infinitive(document, child):
            continue
        if child.tag == "VBG" and document.child(child, "aux", "nsubj") is None:
            continue
        content = pieces(document, without_rivals(document, child, (verb,), cues))
        if content:
            return Found(content=content, complement=Complement.CLAUSE, head=child)
    behind = _behind_medium(document, verb, cues)
    if behind is not None:
        content = pieces(document, without_rivals(document, behind, (verb,), cues))
        return Found(content=content, complement=Complement.CLAUSE, head=behind)
    above = document.head(verb)
    mark = document.child(verb, "mark", "advmod")
    as_clause = cue.strong and verb.dep == "advcl" and mark is not None and mark.lower == "as"
    whole = document.child(verb, "dobj") is None
    if above is not None and whole and (verb.dep == "parataxis" or as_clause):
        content = pieces(document, subtree_without(document, above, (verb,)))
        return Found(content=content, complement=Complement.CLAUSE, head=above)
    return None


def _behind_medium(document: Document, verb: Token, cues: CueLexicon) -> Token | None:
    """As in "said in his address that the siege would end": no relative clause, but content."""
    for preposition in document.children(verb, "prep"):
        for thing in document.children(preposition, "pobj"):
            if not cues.is_medium(thing.lemma) and not cues.is_medium(thing.lower):
                continue
            for clause in document.children(thing, "relcl", "acl", "ccomp"):
                left, _ = document.subtree_edges(clause)
                opening = document.tokens[left]
                subject = document.child(clause, "nsubj", "nsubjpass")
                if opening.lower == "that" and subject is not None and subject.i != opening.i:
                    return clause
    return None


def _is_infinitive(document: Document, verb: Token) -> bool:
    return any(aux.lower == "to" for aux in document.children(verb, "aux"))


def without_rivals(
    document: Document, clause: Token, removed: Iterable[Token], cues: CueLexicon
) -> tuple[Token, ...]:
    """The clause without those that tell another's account ("..., while Kyiv claims that ...")."""
    inside = document.subtree(clause)
    numbers = {token.i for token in inside}
    rivals = [token for token in removed if token.i in numbers]
    for inner in inside:
        if inner.dep == "appos" and _own_comment(document, inner, cues):
            rivals.append(inner)
        if inner.dep not in ("advcl", "conj") or inner.pos not in ("VERB", "AUX"):
            continue
        cue = cues.verb(inner.lemma)
        if cue is None or not cue.strong:
            continue
        if document.child(inner, "nsubj") is None:
            # "... says that fighting goes on but denies that ...": the speaker goes on, not what
            # is said; things deny nothing.
            if cue.stance is Stance.DENIES and inner.dep == "conj":
                rivals.append(inner)
            continue
        mark = document.child(inner, "mark")
        left, _ = document.subtree_edges(inner)
        behind_comma = left > 0 and document.tokens[left - 1].text in (",", ";")
        contrast = mark is not None and mark.lower in CONTRAST
        if contrast or (inner.dep == "conj" and mark is None and behind_comma):
            rivals.append(inner)
    return subtree_without(document, clause, rivals)


def _own_comment(document: Document, noun: Token, cues: CueLexicon) -> bool:
    """As in "..., a claim that Delhi denies": the reporter's word on what was said."""
    left, _ = document.subtree_edges(noun)
    behind_comma = left > 0 and document.tokens[left - 1].text == ","
    return (
        cues.noun(noun.lemma) is not None
        and behind_comma
        and (document.child(noun, "relcl", "acl") is not None)
    )


def _quotation(document: Document, sentence: Sentence, verb: Token) -> Found | None:
    """The speech in the cue's sentence, or beside a cue that stands alone."""
    spans = tuple(
        document.span(quote.start, quote.end)
        for quote in document.quotes_in(sentence.start, sentence.end)
        if not quote.start <= verb.start < quote.end
        and is_speech(document, quote)
        and _distance(document, verb, quote.start, quote.end) <= QUOTE_REACH
    )
    spans = spans or _quote_beside(document, sentence)
    return Found(content=spans, complement=Complement.QUOTE) if spans else None


def _distance(document: Document, verb: Token, start: int, end: int) -> int:
    token = document.token_at(start if start > verb.start else end - 1)
    return QUOTE_REACH + 1 if token is None else abs(token.i - verb.i)


def _quote_beside(document: Document, sentence: Sentence) -> tuple[Span, ...]:
    """The quotation after "He said:", or before a short "he said." of its own."""
    text = document.text
    if text[sentence.start : sentence.end].rstrip().endswith(":"):
        at = sentence.end
        while at < len(text) and text[at].isspace():
            at += 1
    elif sentence.last - sentence.first <= SHORT_SENTENCE:
        at = sentence.start - 1
        while at > 0 and text[at].isspace() and text[at] != "\n":
            at -= 1
    else:
        return ()
    return tuple(
        document.span(quote.start, quote.end)
        for quote in document.quotes_in(at, at + 1)
        if quote.end <= sentence.start or sentence.end <= quote.start
    )


def _infinitive(document: Document, verb: Token, cue: WordCue, cues: CueLexicon) -> Found | None:
    if cue.frame(Complement.INF) is None:
        return None
    for child in document.children(verb, "xcomp", "ccomp", "advcl"):
        if not _is_infinitive(document, child):
            continue
        tokens = without_rivals(document, child, (verb,), cues)
        obj = document.child(verb, "dobj")
        if obj is not None and obj.i < child.i and cue.addressee == "obj":
            # PolNeAR: the one urged and what is urged are one content.
            tokens = (*_phrase(document, obj), *tokens)
        tokens = (*tokens, *_trailing(document, verb, tokens, cues))
        return Found(content=pieces(document, tokens), complement=Complement.INF, head=child)
    return None


def _trailing(
    document: Document, verb: Token, tokens: Sequence[Token], cues: CueLexicon
) -> tuple[Token, ...]:
    """The adverbials right behind a content that the parser has hung on the cue instead.

    Not where or when it was said: those are the cue's own.
    """
    found: list[Token] = []
    last = max(token.i for token in tokens)
    for child in document.children(verb, "prep"):
        left, right = document.subtree_edges(child)
        thing = document.child(child, "pobj")
        if left != last + 1 or thing is None or thing.ent in ("DATE", "TIME"):
            continue
        if cues.is_medium(thing.lemma) or cues.is_medium(thing.lower):
            continue
        found.extend(document.subtree(child))
        last = right
    return tuple(found)


def _prepositional(document: Document, verb: Token, cue: WordCue, cues: CueLexicon) -> Found | None:
    for preposition in document.children(verb, "prep", "agent", "dative"):
        thing = document.child(preposition, "pobj")
        dated = thing is not None and thing.ent in ("DATE", "TIME")
        if preposition.lower not in cue.prepositions or dated:
            continue
        tokens = without_rivals(document, preposition, (verb,), cues)
        obj = document.child(verb, "dobj")
        if obj is not None and (cue.target_object or cue.addressee == "obj"):
            # PolNeAR: the accused and the charge are one content.
            whole = (*_phrase(document, obj), *tokens)
            whole = (*whole, *_trailing(document, verb, whole, cues))
            return Found(
                content=pieces(document, whole), complement=Complement.PREP, head=preposition
            )
        inner = tuple(token for token in tokens if token.i != preposition.i)
        if inner:
            inner = (*inner, *_trailing(document, verb, inner, cues))
            return Found(
                content=pieces(document, inner),
                complement=Complement.PREP,
                governor=preposition,
                head=preposition,
            )
    return None


def _gerund(document: Document, verb: Token, cue: WordCue) -> Found | None:
    if cue.frame(Complement.GERUND) is None:
        return None
    for child in document.children(verb, "xcomp", "ccomp"):
        if child.tag == "VBG":
            content = pieces(document, document.subtree(child))
            return Found(content=content, complement=Complement.GERUND, head=child)
    return None


def _predicate(document: Document, verb: Token, cue: WordCue) -> Found | None:
    """As in "called the raid a crime", "described it as a provocation": one content."""
    if cue.frame(Complement.PREDICATE) is None:
        return None
    for child in document.children(verb, "oprd", "ccomp", "xcomp", "prep"):
        if child.dep == "prep" and child.lower != "as":
            continue
        obj = document.child(verb, "dobj")
        tokens = (*(_phrase(document, obj) if obj else ()), *document.subtree(child))
        return Found(content=pieces(document, tokens), complement=Complement.PREDICATE, head=child)
    return None


def _object(document: Document, verb: Token, cue: WordCue, cues: CueLexicon) -> Found | None:
    obj = document.child(verb, "dobj")
    frame = cue.frame(Complement.NP)
    if frame is None:
        return None
    if frame.stance is not Stance.ASSERTS and (obj is None or obj.lower in RELATIVES):
        return _antecedent(document, verb)
    if obj is None or obj.pos == "PRON":
        return None
    dated = _dated_tail(document, obj)
    tokens = without_rivals(document, obj, (verb, *dated), cues)
    tokens = (*tokens, *_trailing(document, verb, tokens, cues)) if not dated else tokens
    return Found(content=pieces(document, tokens), complement=Complement.NP, head=obj)


def _antecedent(document: Document, verb: Token) -> Found | None:
    """As in "a request (that) Kyiv has rejected": the object stands before its relative clause."""
    noun = document.head(verb)
    if verb.dep != "relcl" or noun is None or document.child(verb, "nsubj") is None:
        return None
    if document.child(verb, "nsubj") == noun or noun.pos not in ("NOUN", "PROPN"):
        return None
    content = pieces(document, _phrase(document, noun))
    return Found(content=content, complement=Complement.NP, head=noun)


def _dated_tail(document: Document, obj: Token) -> tuple[Token, ...]:
    """A last "on Sunday": when it was said, not what."""
    _, right = document.subtree_edges(obj)
    for token in document.subtree(obj):
        thing = (
            document.child(token, "pobj")
            if token.dep == "prep" and token.lower in ("on", "in", "at")
            else None
        )
        if thing is not None and thing.ent == "DATE" and document.subtree_edges(token)[1] == right:
            return (token,)
    return ()


def _phrase(document: Document, token: Token) -> tuple[Token, ...]:
    span = phrase_of(document, token)
    return document.tokens_in(span.start, span.end)


def _of_passive(document: Document, verb: Token, cue: WordCue, cues: CueLexicon) -> Found | None:
    """As in "X is accused of Y", "X was announced by Z", "X is said to have fled"."""
    subject = document.child(verb, "nsubjpass")
    clause = document.child(verb, "ccomp")
    if clause is not None and cue.frame(Complement.CLAUSE):
        content = pieces(document, without_rivals(document, clause, (verb,), cues))
        return Found(content=content, complement=Complement.CLAUSE, head=clause)
    if subject is None or subject.lower in ("who", "which", "that"):
        return None
    for preposition in document.children(verb, "prep"):
        if preposition.lower in cue.prepositions:
            tokens = (*_phrase(document, subject), *document.subtree(preposition)[1:])
            return Found(
                content=pieces(document, tokens),
                complement=Complement.PREP,
                governor=preposition,
                head=preposition,
            )
    infinitive = document.child(verb, "xcomp")
    told = cue.addressee == "obj"
    if infinitive is not None and not told and cue.frame(Complement.CLAUSE):
        tokens = (*_phrase(document, subject), *document.subtree(infinitive))
        return Found(content=pieces(document, tokens), complement=Complement.INF, head=infinitive)
    if agent_of(document, verb) is not None and cue.frame(Complement.NP):
        tokens = _phrase(document, subject)
        return Found(content=pieces(document, tokens), complement=Complement.NP, head=subject)
    return None


def hanging(document: Document, word: Token, cue: WordCue, cues: CueLexicon) -> Found | None:
    """The content that hangs on a noun or an adjective ("the claim that", "sure that")."""
    for child in document.children(word, "acl", "ccomp", "xcomp", "relcl", "prep"):
        if child.dep == "prep":
            if child.lower in cue.prepositions:
                tokens = without_rivals(document, child, (), cues)[1:]
                if tokens:
                    return Found(
                        content=pieces(document, tokens),
                        complement=Complement.PREP,
                        governor=child,
                        head=child,
                    )
            continue
        infinitive = _is_infinitive(document, child)
        mark = document.child(child, "mark")
        finite = not infinitive and mark is not None and mark.lower in ("that", "whether", "if")
        fits = (infinitive and cue.frame(Complement.INF)) or (
            finite and cue.frame(Complement.CLAUSE)
        )
        if fits:
            return Found(
                content=pieces(document, without_rivals(document, child, (), cues)),
                complement=Complement.INF if infinitive else Complement.CLAUSE,
                head=child,
            )
    return None
