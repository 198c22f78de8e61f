"""The words that attribution rests on: cues, and who can speak at all."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.knowledge.actorwords import ActorWords, plain
from fogline.knowledge.cues import CueLexicon
from fogline.language.document import Token

_SPEAKING_ENTITIES = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SPEAKING_SETS = (
    "population",
    "group",
    "organisations",
    "organisation_names",
    "publishers",
    "armed",
    "owned_only",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The cue lexicon together with the words for actors."""

    cues: CueLexicon
    people: ActorWords

    def can_speak(self, token: Token) -> bool:
        """Whether the noun or pronoun can mean a person or a body that says things."""
        if token.pos == "PRON":
            return token.lower in self.people.pronouns or token.lower in ("who", "both", "some")
        if token.ent in _SPEAKING_ENTITIES:
            return True
        return any(self._is_actor_word(plain(word)) for word in (token.lemma, token.lower))

    def _is_actor_word(self, word: str) -> bool:
        people = self.people
        if word in people.people or word in people.bodies or word in people.sides:
            return True
        return word == "side" or any(people.has(name, word) for name in _SPEAKING_SETS)

    def is_document(self, token: Token) -> bool:
        """Whether the noun is something that says things by itself ("the report shows")."""
        noun = self.cues.noun(token.lemma)
        return noun is not None or token.lemma in self.cues.media.heads
