"""The stance of a statement: what the cue says of it, and what the content does to that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fogline.extract.statements.complements import Found
from fogline.knowledge.cues import Complement, CueLexicon, WordCue
from fogline.language.document import Document, Token
from fogline.records.span import Span
from fogline.records.statement import Stance

# A denial speaks of a claim in so few words ("none of this is true"); a longer content that
# happens to hold such a word is about something else.
DENIAL_WORDS = 16


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue word in its sentence, with the content that hangs on it."""

    word: Token
    entry: WordCue
    found: Found
    content: tuple[Span, ...]


def stance_of(document: Document, cue: Cue, cues: CueLexicon) -> Stance:
    """The stance: the complement's, shifted by negation, by its object, by what is said."""
    stance = _of_complement(cue)
    negated = is_negated(document, cue.word)
    if negated:
        return cues.shifted(cue.entry, stance, negated=True)
    if cue.entry.of_claim is not None and _about_a_claim(document, cue.found, cues):
        return cue.entry.of_claim
    if cue.entry.hostile is not None and _own_hostile_deed(document, cue.found, cues):
        return cue.entry.hostile
    if stance is Stance.ASSERTS and _called_false(document, cue.found, cues):
        return Stance.DENIES
    return by_content(document, stance, cue.content, cues)


def by_content(
    document: Document, stance: Stance, content: tuple[Span, ...], cues: CueLexicon
) -> Stance:
    """What an assertion turns into by what it says: a denial, an accusation, a prediction."""
    if stance is not Stance.ASSERTS or not content:
        return stance
    if denies(document, content, cues):
        return Stance.DENIES
    head = document.head_in(content[0].start, content[0].end)
    if head is None or head.pos not in ("VERB", "AUX"):
        return stance
    if _left_undone(document, head, cues):
        return Stance.ACCUSES
    return Stance.PREDICTS if _foreseen(document, head) else stance


def _left_undone(document: Document, verb: Token, cues: CueLexicon) -> bool:
    """As in "X has not returned the bodies": that another has not done what it owes."""
    subject = document.child(verb, "nsubj")
    if subject is None or subject.ent not in ("GPE", "NORP", "ORG", "PERSON"):
        return False
    if verb.lemma in cues.wrappers:
        undone = document.child(verb, "xcomp")
        return undone is not None and undone.lemma in cues.owed_deeds
    return verb.lemma in cues.owed_deeds and document.child(verb, "neg") is not None


def _foreseen(document: Document, verb: Token) -> bool:
    """Whether the deed may yet come ("may facilitate"), and is not what the holder can do."""
    subject = document.child(verb, "nsubj", "nsubjpass")
    modals = {aux.lower for aux in document.children(verb, "aux")}
    if modals & {"may", "might"}:
        return True
    personal = subject is None or subject.pos == "PRON"
    return "could" in modals and not personal and document.child(verb, "neg") is None


def _of_complement(cue: Cue) -> Stance:
    found, entry = cue.found, cue.entry
    if found.complement is Complement.PREP and found.head is not None:
        frame = entry.frame(Complement.PREP, found.head.lower)
    else:
        frame = entry.frame(found.complement)
    return entry.stance if frame is None else frame.stance


def is_negated(document: Document, word: Token) -> bool:
    """Whether the cue itself is negated ("did not deny", "never said")."""
    if document.child(word, "neg") is not None:
        return True
    return any(
        child.lower in ("never", "neither", "hardly") for child in document.children(word, "advmod")
    )


def _about_a_claim(document: Document, found: Found, cues: CueLexicon) -> bool:
    """Whether the content's head is a claim, not a plea ("dismissed the report", "... pleas")."""
    head = found.head
    if head is not None and found.complement is Complement.PREP:
        head = document.child(head, "pobj")
    elif head is not None and found.complement is Complement.PREDICATE:
        verb = document.head(head)
        head = None if verb is None else document.child(verb, "dobj")
    noun = None if head is None else cues.noun(head.lemma)
    return noun is not None and noun.stance in (Stance.ASSERTS, Stance.ACCUSES)


def _called_false(document: Document, found: Found, cues: CueLexicon) -> bool:
    """As in "called the video fake", "described the report as a lie": the predicate denies."""
    head = found.head
    if head is None or found.complement is not Complement.PREDICATE:
        return False
    words = [head, *document.children(head, "pobj", "acomp", "attr", "oprd")]
    return any(word.lemma in cues.denial_words or word.lower in cues.denial_words for word in words)


def _own_hostile_deed(document: Document, found: Found, cues: CueLexicon) -> bool:
    """Whether what is vowed or warned of is a hostile deed, still to come, of the holder's own."""
    head = found.head
    if head is None:
        return False
    deeds = [head, *document.children(head, "conj", "xcomp")]
    hostile = any(token.lemma in cues.hostile_deeds for token in deeds)
    if found.complement is Complement.INF:
        return hostile
    subject = document.child(head, "nsubj")
    own = subject is not None and subject.lower in ("it", "he", "she", "they", "we", "i")
    coming = any(aux.lower in ("will", "would", "'ll") for aux in document.children(head, "aux"))
    return hostile and own and coming


def denies(document: Document, content: Iterable[Span], cues: CueLexicon) -> bool:
    """Whether the content itself says of something that it is not so ("this is a lie")."""
    tokens = [
        token
        for span in content
        for token in document.tokens_in(span.start, span.end)
        if token.pos not in ("PUNCT", "SPACE")
    ]
    opening = tokens[:DENIAL_WORDS]
    words = [token.lower for token in opening]
    if any(cues.denial_phrases.find(words)):
        return True
    return any(_denying_predicate(document, token, cues) for token in opening)


def names_no_deed(document: Document, content: tuple[Span, ...], cues: CueLexicon) -> bool:
    """Whether a denial says of something told before that it is not so, and nothing else.

    "This is a lie", "the claim", "any role": what is denied must be looked for elsewhere.
    """
    head = document.head_in(content[0].start, content[0].end) if content else None
    if head is None or denies(document, content, cues):
        return head is not None
    if head.pos == "PRON":
        return True
    return any(
        head.lemma in words
        for words in (cues.claim_nouns, cues.nouns, cues.shares, cues.denial_words)
    )


def _denying_predicate(document: Document, token: Token, cues: CueLexicon) -> bool:
    """As in "... is false", "... are lies", "... is not true": a predicate about what was said."""
    head = document.head(token)
    if token.dep not in ("acomp", "attr", "oprd") or head is None or head.lemma != "be":
        return _bare(document, token, cues)
    if not _about_what_was_said(document, head, cues):
        return False
    negated = document.child(head, "neg") is not None or document.child(token, "neg") is not None
    subject = document.child(head, "nsubj")
    negated = negated or (subject is not None and subject.lower in ("none", "nothing", "neither"))
    if token.lemma in cues.truth_words or token.lower in cues.truth_words:
        return negated
    return (token.lemma in cues.denial_words or token.lower in cues.denial_words) and not negated


def _bare(document: Document, token: Token, cues: CueLexicon) -> bool:
    """As in "Not true", "Lies": a denial with no verb is a sentence of its own."""
    if token.head != token.i or token.pos not in ("ADJ", "NOUN", "INTJ"):
        return False
    if token.lower in cues.truth_words:
        return document.child(token, "neg") is not None
    return token.lemma in cues.denial_words and not document.children(token, "prep", "acl")


def _about_what_was_said(document: Document, verb: Token, cues: CueLexicon) -> bool:
    """Whether the subject is a claim, or a word that points at one ("this", "it", "none of it")."""
    subject = document.child(verb, "nsubj")
    if subject is None:
        return True
    if subject.pos in ("PRON", "DET") or subject.lower in ("none", "nothing", "all"):
        return subject.lower not in ("he", "she", "i", "we", "you", "they", "who")
    noun = cues.noun(subject.lemma)
    return subject.lemma in cues.claim_nouns or (
        noun is not None and noun.stance in (Stance.ASSERTS, Stance.ACCUSES)
    )
