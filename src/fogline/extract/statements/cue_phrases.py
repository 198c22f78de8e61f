"""Statements whose cue is a phrase or a noun: "according to X", "X's claim that ..."."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.statements.complements import hanging
from fogline.extract.statements.contents import completed, merged, pieces
from fogline.extract.statements.drafts import Draft, holder_kind
from fogline.extract.statements.holders import phrase_of, subject_of
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.stances import Cue, by_content, stance_of
from fogline.knowledge.cues import HolderPlace, PhraseCue
from fogline.language.document import Document, Sentence, Token
from fogline.records.span import Span

PHRASE_CONFIDENCE = 0.9
NOUN_CONFIDENCE = 0.7
# Prepositions that lead from a noun of saying to its speaker ("a warning by the ministry").
SPEAKER_PREPOSITIONS = ("by", "from")


def cue_phrase(document: Document, sentence: Sentence, lexicon: Lexicon) -> Iterator[Draft]:
    """One draft for each adverbial of the lexicon ("according to the army")."""
    tokens = document.tokens_of(sentence)
    for hit in lexicon.cues.find_phrases([token.lower for token in tokens]):
        words = tokens[hit.start : hit.end]
        if hit.holder is not None:
            holder = document.span_of(tokens[hit.holder[0]], tokens[hit.holder[1] - 1])
            frame = _frame_tokens(document, tokens[hit.start], words)
        elif hit.cue.holder is HolderPlace.OBJECT:
            head = _governed(document, words[-1])
            if head is None:
                continue
            holder = phrase_of(document, head)
            held = document.tokens_in(holder.start, holder.end)
            frame = _frame_tokens(document, tokens[hit.start], (*words, *held))
        else:
            continue
        draft = _phrase_draft(document, sentence, hit.cue, words, holder, frame, lexicon)
        if draft is not None:
            yield draft


def _governed(document: Document, preposition: Token) -> Token | None:
    """The head of the noun phrase that the phrase's last word governs."""
    found = document.child(preposition, "pobj", "dobj", "pcomp")
    if found is not None:
        return found
    # "as reported by X": the parser may hang X on the participle.
    after = document.tokens[preposition.i + 1 :][:1]
    if after and after[0].sentence == preposition.sentence and after[0].pos in ("NOUN", "PROPN"):
        return after[0]
    return None


def _frame_tokens(document: Document, first: Token, words: tuple[Token, ...]) -> tuple[Token, ...]:
    """The phrase with all that hangs on it: none of it is content."""
    return tuple({token.i: token for token in (*words, *document.subtree(first))}.values())


def _phrase_draft(
    document: Document,
    sentence: Sentence,
    phrase: PhraseCue,
    words: tuple[Token, ...],
    holder: Span,
    frame: tuple[Token, ...],
    lexicon: Lexicon,
) -> Draft | None:
    cue = document.span_of(words[0], words[-1])
    if phrase.holder is HolderPlace.POSSESSOR:
        cue = document.span_of(words[0])
    scope = _scope(document, sentence, words[0])
    out = {token.i for token in frame}
    tokens = [token for token in scope if token.i not in out]
    spans = tuple(completed(document, span, cue) for span in pieces(document, tokens))
    content = merged(document.text, [span for span in spans if not span.overlaps(holder)])
    if not content or not any(token.pos in ("VERB", "AUX", "NOUN", "NUM") for token in tokens):
        return None
    return Draft(
        holder=holder,
        holder_kind=holder_kind(document, holder),
        cue=cue,
        content=content,
        stance=by_content(document, phrase.stance, content, lexicon.cues),
        rule="phrase",
        confidence=PHRASE_CONFIDENCE,
    )


def _scope(document: Document, sentence: Sentence, word: Token) -> tuple[Token, ...]:
    """The clause that an adverbial speaks of: the nearest clause above it that is not the root's.

    At the edge of the sentence it speaks of the whole of it.
    """
    tokens = document.tokens_of(sentence)
    opening = next((token for token in tokens if token.pos not in ("PUNCT", "SPACE")), word)
    if word.i == opening.i:
        return tokens
    for above in document.ancestors(word):
        if above.dep in ("ccomp", "relcl", "advcl") and above.pos in ("VERB", "AUX"):
            left, right = document.subtree_edges(above)
            if left <= word.i <= right:
                return document.subtree(above)
    return tokens


def noun_cue(document: Document, sentence: Sentence, lexicon: Lexicon) -> Iterator[Draft]:
    """One draft for each noun of saying that has a content ("the army's claim that ...")."""
    for token in document.tokens_of(sentence):
        entry = lexicon.cues.noun(token.lemma) if token.pos == "NOUN" else None
        if entry is None or token.dep == "compound":
            continue
        found = hanging(document, token, entry, lexicon.cues)
        if found is None:
            continue
        speaker, verb = _speaker(document, token, lexicon)
        if speaker is None:
            continue
        draft = _noun_draft(document, Cue(token, entry, found, ()), speaker, verb, lexicon)
        if draft is not None:
            yield draft


def _speaker(
    document: Document, noun: Token, lexicon: Lexicon
) -> tuple[Token | None, Token | None]:
    """The one whose claim it is, and the light verb that lends its subject, if one does."""
    possessor = document.child(noun, "poss")
    if possessor is not None:
        return possessor, None
    for preposition in document.children(noun, "prep"):
        if preposition.lower in SPEAKER_PREPOSITIONS:
            return document.child(preposition, "pobj"), None
    verb = document.head(noun)
    if noun.dep == "dobj" and verb is not None and verb.lemma in lexicon.cues.light_verbs:
        return subject_of(document, verb), verb
    for child in document.children(noun, "compound", "amod", "nmod"):
        if child.ent in ("NORP", "GPE", "ORG", "PERSON"):
            return child, None
    return None, None


def _noun_draft(
    document: Document, cue: Cue, speaker: Token, verb: Token | None, lexicon: Lexicon
) -> Draft | None:
    last = cue.found.governor if _next_to(cue.found.governor, cue.word) else cue.word
    first = cue.word if verb is None else verb
    span = document.span_of(first, last)
    holder = (
        document.subtree_span(speaker) if speaker.dep == "poss" else phrase_of(document, speaker)
    )
    content = tuple(completed(document, piece, span) for piece in cue.found.content)
    content = merged(
        document.text,
        [piece for piece in content if not piece.overlaps(span) and not piece.overlaps(holder)],
    )
    if not content or holder.overlaps(span):
        return None
    return Draft(
        holder=holder,
        holder_kind=holder_kind(document, holder),
        cue=span,
        content=content,
        stance=stance_of(document, Cue(cue.word, cue.entry, cue.found, content), lexicon.cues),
        rule="noun" if verb is None else "noun-light-verb",
        confidence=NOUN_CONFIDENCE,
    )


def _next_to(governor: Token | None, word: Token) -> bool:
    return governor is not None and governor.i == word.i + 1
