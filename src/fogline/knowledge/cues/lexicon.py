"""What a lexicon of attribution holds: cues, their frames, and how they are looked up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from fogline.knowledge.word_patterns import PatternTable
from fogline.records.statement import Stance

T = TypeVar("T")

# A possessor ("in the defence ministry's own words") is bounded, so that reading stays linear.
POSSESSOR_WORDS = 8
# How far behind "did not respond" its "to the shelling" is looked for.
EXCEPTION_WORDS = 5
# How long the subject of "neither ... has answered" can be.
SUBJECT_WORDS = 10
_BREAKS = frozenset({",", ";", ":", "(", ")", "but"})
_POSSESSIVE = frozenset({"'s", "’s", "'", "’", "his", "her", "its", "their", "my", "our", "whose"})


class Complement(StrEnum):
    """What hangs on a cue and may be its content."""

    CLAUSE = "clause"
    QUOTE = "quote"
    INF = "inf"
    NP = "np"
    GERUND = "gerund"
    PREDICATE = "predicate"
    PREP = "prep"


class HolderPlace(StrEnum):
    """Where the holder of a phrase, a silence or a doubt stands."""

    SUBJECT = "subject"
    OBJECT = "object"
    POSSESSOR = "possessor"
    BETWEEN = "between"
    AFTER = "after"
    NARRATOR = "narrator"
    NONE = "none"


class SilenceKind(StrEnum):
    """Whether a party was merely not heard, or would not speak."""

    NO_ANSWER = "no-answer"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True, kw_only=True)
class CueFrame:
    """One complement that a cue takes as content; ``preposition`` is for ``PREP`` only."""

    complement: Complement
    preposition: str | None
    stance: Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class WordCue:
    """A verb, noun or adjective that attributes.

    ``addressee`` is "obj" where the direct object is the person told, or the preposition that
    leads to that person. ``target_object``: the direct object is the one accused. ``strong``: the
    cue attributes whatever its subject; a weak one wants a person or a body. ``hostile``,
    ``negated`` and ``of_claim`` are stances for a hostile deed of the holder's own, for the negated
    cue, and for an object that is a claim; None leaves the stance as it is.
    """

    lemma: str
    particle: str | None
    stance: Stance
    frames: tuple[CueFrame, ...]
    strong: bool
    addressee: str | None
    target_object: bool
    hostile: Stance | None
    negated: Stance | None
    of_claim: Stance | None

    def frame(self, complement: Complement, preposition: str | None = None) -> CueFrame | None:
        """The frame for a complement, or None where the cue does not take it."""
        for frame in self.frames:
            if frame.complement is complement and frame.preposition == preposition:
                return frame
        return None

    @property
    def prepositions(self) -> tuple[str, ...]:
        """The prepositions whose object is content."""
        return tuple(frame.preposition for frame in self.frames if frame.preposition)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhraseCue:
    """An adverbial that attributes: "according to", or "in ' view" with its possessor as "'".

    ``tail`` is what follows the holder ("if X is to be believed"), or empty.
    """

    words: str
    tail: tuple[str, ...]
    stance: Stance
    holder: HolderPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class SilenceCue:
    """Words that tell of a silence; with ``after``, only behind one of these words ("neither")."""

    kind: SilenceKind
    holder: HolderPlace
    after: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DoubtCue:
    """Words that say that something could not be checked."""

    holder: HolderPlace


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit(Generic[T]):
    """A cue found in a sentence: words ``start`` to ``end`` (half-open).

    ``holder`` is the range of the holder's words (half-open) where they lie between the cue's own.
    """

    cue: T
    start: int
    end: int
    holder: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaTable:
    """Where things are said: head nouns (lemmas), platforms (lower case), what leads to them."""

    heads: frozenset[str]
    head_prepositions: frozenset[str]
    platforms: PatternTable[str]
    platform_prepositions: frozenset[str]

    def is_medium(self, word: str) -> bool:
        """Whether a noun (lemma, or one-word name in any case) can name a medium."""
        return word in self.heads or self.platforms.at((word.lower(),), 0) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class CueLexicon:
    """All the tables of attribution, read-only. ``len()`` is the number of cues."""

    verbs: Mapping[str, WordCue]
    nouns: Mapping[str, WordCue]
    adjectives: Mapping[str, WordCue]
    idioms: Mapping[tuple[str, str], WordCue]
    light_verbs: frozenset[str]
    phrases: PatternTable[PhraseCue]
    silences: PatternTable[SilenceCue]
    silence_exceptions: frozenset[str]
    silence_openings: frozenset[str]
    silence_fillers: frozenset[str]
    unverified: PatternTable[DoubtCue]
    denial_words: frozenset[str]
    negations: frozenset[str]
    truth_words: frozenset[str]
    claim_nouns: frozenset[str]
    owed_deeds: frozenset[str]
    shares: frozenset[str]
    denial_phrases: PatternTable[str]
    hedges: PatternTable[str]
    wrappers: Mapping[str, Stance]
    withheld: frozenset[str]
    hostile_deeds: frozenset[str]
    media: MediaTable
    addressees: frozenset[str]

    def __len__(self) -> int:
        words = {id(cue) for table in self._word_tables() for cue in table}
        adverbials = len(self.phrases) + len(self.hedges)
        silences = len(self.silences) + len(self.unverified)
        denials = len(self.denial_words) + len(self.denial_phrases)
        return len(words) + adverbials + silences + denials

    def _word_tables(self) -> tuple[tuple[WordCue, ...], ...]:
        return (
            tuple(self.verbs.values()),
            tuple(self.nouns.values()),
            tuple(self.adjectives.values()),
            tuple(self.idioms.values()),
        )

    # -- by lemma ---------------------------------------------------------------------------

    def verb(self, lemma: str, particle: str | None = None) -> WordCue | None:
        """The verb's cue; with a particle ("point" + "out") only that of the phrasal verb."""
        return self.verbs.get(f"{lemma} {particle}" if particle else lemma)

    def noun(self, lemma: str) -> WordCue | None:
        """The noun's cue."""
        return self.nouns.get(lemma)

    def adjective(self, lemma: str) -> WordCue | None:
        """The cue of a predicate adjective ("is adamant that")."""
        return self.adjectives.get(lemma)

    def idiom(self, verb: str, noun: str) -> WordCue | None:
        """The cue of a verb with its object ("cast" + "doubt"), which goes before either alone."""
        return self.idioms.get((verb, noun))

    def is_medium(self, word: str) -> bool:
        """Whether a noun (lemma, or one-word name in any case) can name a medium."""
        return self.media.is_medium(word)

    def shifted(self, cue: WordCue, stance: Stance, *, negated: bool) -> Stance:
        """The stance of a frame once the cue's own negation is counted in."""
        return cue.negated if negated and cue.negated else stance

    # -- in a sentence ----------------------------------------------------------------------

    def find_phrases(self, words: Sequence[str]) -> tuple[Hit[PhraseCue], ...]:
        """The adverbials in a sentence's lower-case words, in order."""

        def marked(start: int, end: int, cue: PhraseCue) -> bool:
            return _has_holder(words, _between(start, end, cue), cue)

        return tuple(
            Hit(cue=cue, start=start, end=end, holder=_between(start, end, cue))
            for start, end, cue in self.phrases.find(words, marked)
        )

    def find_silences(self, lemmas: Sequence[str]) -> tuple[Hit[SilenceCue], ...]:
        """The silences in a sentence's lemmas, in order; the match is what tells the silence."""

        def told(start: int, end: int, cue: SilenceCue) -> bool:
            return _stands_after(lemmas, start, cue.after) and not self._is_no_speech(lemmas, end)

        found = self.silences.find(lemmas, told)
        return tuple(
            Hit(cue=cue, start=self._opening(lemmas, start), end=end) for start, end, cue in found
        )

    def find_unverified(self, lemmas: Sequence[str]) -> tuple[Hit[DoubtCue], ...]:
        """The places in a sentence's lemmas that say that something could not be checked."""
        found = self.unverified.find(lemmas)
        return tuple(Hit(cue=cue, start=start, end=end) for start, end, cue in found)

    def find_hedges(self, words: Sequence[str]) -> tuple[Hit[str], ...]:
        """The words of distance ("reportedly") in a sentence's lower-case words, in order."""
        found = self.hedges.find(words)
        return tuple(Hit(cue=cue, start=start, end=end) for start, end, cue in found)

    def _opening(self, lemmas: Sequence[str], start: int) -> int:
        """Where the verb group of a silence begins ("has so far declined" from "declined")."""
        opening = at = start
        while at > 0:
            at -= 1
            if lemmas[at] in self.silence_openings:
                opening = at
            elif lemmas[at] not in self.silence_fillers:
                break
        return opening

    def _is_no_speech(self, lemmas: Sequence[str], end: int) -> bool:
        """Whether what was not answered is a shot, an order, a drug: nothing that was said."""
        after = lemmas[end : end + EXCEPTION_WORDS]
        if not after or after[0] not in ("to", "with"):
            return False
        return any(lemma in self.silence_exceptions for lemma in after)


def _stands_after(lemmas: Sequence[str], start: int, words: frozenset[str]) -> bool:
    """Whether one of the words stands before ``start`` in the same clause, or none is needed."""
    if not words:
        return True
    before = lemmas[max(start - SUBJECT_WORDS, 0) : start]
    for lemma in reversed(before):
        if lemma in words:
            return True
        if lemma in _BREAKS:
            return False
    return False


def _between(start: int, end: int, cue: PhraseCue) -> tuple[int, int] | None:
    """The range of the holder's words inside a phrase of ``start`` to ``end``, if it is there."""
    if cue.holder is HolderPlace.POSSESSOR:
        before, _, after = cue.words.partition("'")
        return start + len(before.split()), end - len(after.split())
    if cue.holder is HolderPlace.BETWEEN:
        return start + len(cue.words.split()), end - len(cue.tail)
    return None


def _has_holder(words: Sequence[str], holder: tuple[int, int] | None, cue: PhraseCue) -> bool:
    """Keep "in the army's view", drop "in recent view": a possessor must carry its mark."""
    if holder is None:
        return True
    if holder[1] <= holder[0]:
        return False
    return cue.holder is not HolderPlace.POSSESSOR or words[holder[1] - 1] in _POSSESSIVE
