"""Statements whose cue is a verb: "the ministry said that ...", "..., he added", "urged X to"."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.statements.complements import Found, complement_of, hanging
from fogline.extract.statements.contents import completed, merged, pieces
from fogline.extract.statements.cue_frame import frame_of
from fogline.extract.statements.drafts import Draft, holder_kind
from fogline.extract.statements.holders import agent_of, is_passive, phrase_of, subject_of
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.stances import Cue, is_negated, stance_of
from fogline.knowledge.cues import Complement, CueLexicon, WordCue
from fogline.language.document import Document, Sentence, Token
from fogline.records.span import Span
from fogline.records.statement import Stance

# Heads that the parser gives to words that are no predicate of their own.
NOT_PREDICATES = frozenset({"amod", "compound", "aux", "auxpass", "nmod", "case"})
# Confidence by how the content hangs on the cue; later work calibrates it.
_CONFIDENCE = {
    Complement.CLAUSE: 0.9,
    Complement.QUOTE: 0.9,
    Complement.INF: 0.8,
    Complement.GERUND: 0.8,
    Complement.NP: 0.75,
    Complement.PREDICATE: 0.7,
    Complement.PREP: 0.75,
}
WEAK_CONFIDENCE = 0.6
# With these auxiliaries nothing has been said yet.
UNSAID = frozenset({"could", "might", "may", "should", "would", "can"})


def verb_cue(document: Document, sentence: Sentence, lexicon: Lexicon) -> Iterator[Draft]:
    """One draft for each verb of the lexicon that has a content and may have a holder."""
    for token in document.tokens_of(sentence):
        if token.pos not in ("VERB", "AUX") or token.dep in NOT_PREDICATES:
            continue
        if _wanted_only(document, token, lexicon.cues):
            continue
        draft = _combined(document, token, lexicon)
        if draft is None:
            particle = document.child(token, "prt")
            cue = lexicon.cues.verb(token.lemma, None if particle is None else particle.lower)
            draft = None if cue is None else _draft(document, sentence, token, cue, lexicon)
        if draft is not None:
            yield draft


def _wanted_only(document: Document, verb: Token, cues: CueLexicon) -> bool:
    """As in "urged both sides to agree": what is only asked for, or promised, is not said yet."""
    infinitive = any(aux.lower == "to" for aux in document.children(verb, "aux"))
    above = document.head(verb)
    return (
        infinitive
        and verb.dep in ("xcomp", "ccomp")
        and above is not None
        and cues.verb(above.lemma) is not None
    )


def _combined(document: Document, verb: Token, lexicon: Lexicon) -> Draft | None:
    """A verb that attributes together with its object or its predicate adjective.

    "cast doubt on", "is adamant that": the cue runs from the verb to that word.
    """
    for word in document.children(verb, "dobj", "acomp"):
        entry = (
            lexicon.cues.idiom(verb.lemma, word.lemma)
            if word.dep == "dobj"
            else lexicon.cues.adjective(word.lemma)
        )
        if entry is None:
            continue
        found = hanging(document, word, entry, lexicon.cues) or hanging(
            document, verb, entry, lexicon.cues
        )
        head = subject_of(document, verb)
        if found is None or head is None or head.lower == "it" or not lexicon.can_speak(head):
            continue
        words = frame_of(document, verb, None, lexicon.cues)
        end = found.governor if found.governor is not None else word
        cue = document.span(
            words.cue.start, max(end.end if end.i == word.i + 1 else word.end, verb.end)
        )
        holder = phrase_of(document, head)
        content = _content(document, found, cue, holder)
        if content:
            return Draft(
                holder=holder,
                holder_kind=holder_kind(document, holder),
                cue=cue,
                content=content,
                stance=stance_of(document, Cue(verb, entry, found, content), lexicon.cues),
                rule="verb-adjective" if word.dep == "acomp" else "verb-idiom",
                confidence=_CONFIDENCE[found.complement],
                medium=words.medium,
                said=words.said,
            )
    return None


def _draft(
    document: Document, sentence: Sentence, verb: Token, cue: WordCue, lexicon: Lexicon
) -> Draft | None:
    passive = is_passive(document, verb)
    head = agent_of(document, verb) if passive else _speaker(document, verb, lexicon)
    if not _may_hold(document, verb, cue, head, passive=passive):
        return None
    found = complement_of(document, sentence, verb, cue, lexicon.cues, passive=passive)
    if found is None or (not cue.strong and found.complement not in _WEAK):
        return None
    if not passive and not _fits(head, cue, found, lexicon):
        return None
    words = frame_of(document, verb, found.governor, lexicon.cues)
    holder = None if head is None else phrase_of(document, head)
    content = _content(document, found, words.cue, holder)
    if not content:
        return None
    return Draft(
        holder=holder,
        holder_kind=holder_kind(document, holder),
        cue=words.cue,
        content=content,
        stance=stance_of(document, Cue(verb, cue, found, content), lexicon.cues),
        rule=f"verb-{found.complement.value}",
        confidence=_CONFIDENCE[found.complement] if cue.strong else WEAK_CONFIDENCE,
        addressee=_addressee(document, verb, cue, passive=passive),
        medium=words.medium,
        said=words.said,
    )


_FINITE = (Complement.CLAUSE, Complement.QUOTE)
_WEAK = (*_FINITE, Complement.INF, Complement.PREP)


def _speaker(document: Document, verb: Token, lexicon: Lexicon) -> Token | None:
    """The subject, or that of the cue above ("says that fighting goes on but denies that ...")."""
    head = subject_of(document, verb)
    above = document.head(verb)
    if head is None or lexicon.can_speak(head) or verb.dep != "conj" or above is None:
        return head
    reporting = document.head(above) if above.dep == "ccomp" else None
    outer = None if reporting is None else subject_of(document, reporting)
    return outer if outer is not None and lexicon.can_speak(outer) else head


def _may_hold(
    document: Document, verb: Token, cue: WordCue, head: Token | None, *, passive: bool
) -> bool:
    """Whether there can be a holder here; a passive, or a headline, may leave it out."""
    if passive:
        return cue.strong
    if head is None:
        return cue.strong and verb.dep in ("ROOT", "advcl") and verb.tag in ("VBD", "VBZ", "VBN")
    if head.pos not in ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"):
        return False
    if head.tag in ("WP", "WDT") and _anybody(document, verb):
        return False
    # What "they could say" is not said; and nobody reports what "I think" inside a quotation.
    if any(aux.lower in UNSAID for aux in document.children(verb, "aux")):
        return is_negated(document, verb)
    return cue.strong or head.lower not in ("i", "we", "you")


def _anybody(document: Document, verb: Token) -> bool:
    """As in "Those who deny it": a relative clause about nobody in particular."""
    antecedent = document.head(verb)
    return antecedent is not None and antecedent.pos in ("PRON", "DET")


def _fits(head: Token | None, cue: WordCue, found: Found, lexicon: Lexicon) -> bool:
    """Whether this holder can hold this kind of content with this cue.

    Things say clauses ("the documents showed that"), but they demand, deny and accuse nothing.
    """
    if head is None:
        return True
    if lexicon.can_speak(head) or head.lower == "it":
        return head.lower != "it" or cue.strong
    if found.complement not in _FINITE:
        return False
    return lexicon.is_document(head) or (cue.strong and cue.stance is Stance.ASSERTS)


def _content(document: Document, found: Found, cue: Span, holder: Span | None) -> tuple[Span, ...]:
    """The complement's pieces, completed to whole quotations, apart from cue and holder."""
    spans = tuple(completed(document, span, cue) for span in found.content)
    for frame in (cue, holder):
        if frame is not None:
            spans = _apart(document, spans, frame)
    return merged(document.text, spans)


def _apart(document: Document, spans: tuple[Span, ...], frame: Span) -> tuple[Span, ...]:
    """The spans without the frame's words; a content never holds its own cue or holder."""
    found: list[Span] = []
    for span in spans:
        if not span.overlaps(frame):
            found.append(span)
            continue
        tokens = [
            token
            for token in document.tokens_in(span.start, span.end)
            if token.end <= frame.start or token.start >= frame.end
        ]
        found += [
            completed(document, piece, frame)
            for piece in pieces(document, tokens)
            if span.covers(piece)
        ]
    return tuple(span for span in found if not span.overlaps(frame))


def _addressee(document: Document, verb: Token, cue: WordCue, *, passive: bool) -> Span | None:
    """The person told, urged or accused."""
    if passive:
        subject = document.child(verb, "nsubjpass")
        direct = cue.addressee == "obj" or cue.target_object
        return phrase_of(document, subject) if direct and subject is not None else None
    told = document.child(verb, "dative") or _blamed(document, verb, cue)
    if told is None and (cue.addressee == "obj" or cue.target_object):
        told = document.child(verb, "dobj") or _urged(document, verb)
    elif told is None and cue.addressee is not None:
        for preposition in document.children(verb, "prep", "dative"):
            if preposition.lower == cue.addressee:
                told = document.child(preposition, "pobj")
    if told is None or told.pos not in ("NOUN", "PROPN", "PRON"):
        return None
    return phrase_of(document, told)


def _blamed(document: Document, verb: Token, cue: WordCue) -> Token | None:
    """As in "blamed the massacre on the militia": whom the charge is laid on."""
    if not cue.target_object or "on" not in cue.prepositions:
        return None
    laid = (row for row in document.children(verb, "prep") if row.lower == "on")
    thing = next((document.child(row, "pobj") for row in laid), None)
    return None if thing is None or thing.ent in ("DATE", "TIME") else thing


def _urged(document: Document, verb: Token) -> Token | None:
    """As in "urged the army to withdraw": the one urged is the subject of the infinitive."""
    clause = document.child(verb, "ccomp", "xcomp")
    return None if clause is None else document.child(clause, "nsubj")
