"""The scene that the rules play in: the view, the cast, and the trail of who was meant where."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.records.span import Span
from fogline.resolve.actors.cast import Cast, Draft
from fogline.resolve.actors.view import View

# Rules ask each other ("its army" asks for "its"); deeper chains are parser slips.
DEEPEST = 8
# A sentence with more parties than this tells nothing about who fights whom.
MOST_PARTIES = 8
# So many pairs of parties are told apart in one report at most.
MOST_PAIRS = 1_000
_PARTIES = (ActorKind.GOVERNMENT, ActorKind.ARMED_GROUP, ActorKind.MILITARY)


@dataclass(frozen=True, slots=True)
class Found:
    """Whom a noun phrase means (draft numbers), and the words that mean it."""

    drafts: tuple[int, ...]
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One mention on the trail; ``at`` counts sentences of narration."""

    token: Token
    drafts: tuple[int, ...]
    at: int
    role: str
    saying: bool
    plural: bool
    quote: int | None


Rule = Callable[["Scene", Token], Found | None]


class Scene:
    """One report being read from left to right.

    ``wanted`` holds the tokens that must mean somebody. ``speakers`` gives, for a quotation's
    number, the head of the noun phrase that speaks it; ``holders`` are the heads of all who say
    anything. ``owning`` are tokens found to own what
    another noun means; ``aliases`` are initials and short names of drafts.
    """

    def __init__(
        self,
        view: View,
        cast: Cast,
        rules: Sequence[Rule],
        wanted: frozenset[int],
        speakers: dict[int, Token],
        holders: frozenset[int] = frozenset(),
    ) -> None:
        self.view = view
        self.cast = cast
        self.wanted = wanted
        self.speakers = speakers
        self.holders = holders
        self.trail: list[Seen] = []
        self.meant: dict[int, tuple[int, ...]] = {}
        self.owning: set[int] = set()
        self.aliases: dict[str, int] = {}
        self.pairs: dict[tuple[str, str], int] = {}
        self.counts: dict[str, int] = {}
        self._parties: dict[int, list[str]] = {}
        self._rules = rules
        self._depth = 0

    def meaning(self, token: Token) -> tuple[int, ...]:
        """Whom the noun phrase headed by the token means; () if nobody, or not clear."""
        known = self.meant.get(token.i)
        if known is not None:
            return known
        if self._depth >= DEEPEST:
            return ()
        self.meant[token.i] = ()
        self._depth += 1
        found = next((f for rule in self._rules if (f := rule(self, token)) is not None), None)
        self._depth -= 1
        if found is None or not found.drafts:
            return ()
        self.settle(token, found)
        return found.drafts

    def owning_meaning(self, token: Token) -> tuple[int, ...]:
        """Whom the token means as an owner: a name that alone means nobody ("Thai") then does."""
        if token.i not in self.owning:
            self.owning.add(token.i)
            if self.meant.get(token.i) == ():
                del self.meant[token.i]
        return self.meaning(token)

    def settle(self, token: Token, found: Found) -> None:
        """Write down whom the token means, and that they were mentioned."""
        self.meant[token.i] = found.drafts
        span = found.span or self.view.phrase_span(token)
        quote = self.view.quote_at(token.start)
        for number in found.drafts:
            self.cast[number].spans.append(span)
            self._count(number, token)
        self.trail.append(
            Seen(
                token=token,
                drafts=found.drafts,
                at=self.view.clock[token.sentence],
                role=self.view.role(token),
                saying=self.view.saying(token),
                plural=self.view.plural(token),
                quote=quote,
            )
        )

    def merge(self, number: int, into: int) -> None:
        """Let all that means the one draft mean the other."""
        self.cast[into].spans += self.cast[number].spans
        self.cast[number].spans.clear()
        for i, numbers in self.meant.items():
            if number in numbers:
                named = (into if one == number else one for one in numbers)
                self.meant[i] = tuple(dict.fromkeys(named))

    def group(self, token: Token) -> tuple[int, ...]:
        """Whom the token means together with what is coordinated with it."""
        found = list(self.meaning(token))
        for other in self.view.document.conjuncts(token)[:MOST_PARTIES]:
            if other.pos in ("NOUN", "PROPN", "PRON"):
                found.extend(n for n in self.meaning(other) if n not in found)
        return tuple(found)

    # -- parties to the conflict ----------------------------------------------------------------

    def party(self, number: int | None) -> str | None:
        """The key of the state or armed group that an actor is of, or None."""
        for _ in range(DEEPEST):
            if number is None:
                return None
            draft = self.cast[number]
            if draft.owner is None:
                return draft.key if draft.kind in _PARTIES else None
            number, key = self.cast.find(draft.owner), draft.owner
            if number is None:
                return self._party_of_key(key)
        return None

    def _party_of_key(self, key: str) -> str | None:
        for _ in range(DEEPEST):
            try:
                entry = self.cast.tables.entry(key)
            except KeyError:
                return None
            if entry.member_of is None:
                return key if entry.kind in _PARTIES else None
            key = entry.member_of
        return None

    def _count(self, number: int, token: Token) -> None:
        party = self.party(number)
        if party is None:
            return
        self.counts[party] = self.counts.get(party, 0) + 1
        here = self._parties.setdefault(token.sentence, [])
        if party in here or len(here) >= MOST_PARTIES:
            return
        for other in here:
            pair = (min(party, other), max(party, other))
            if len(self.pairs) >= MOST_PAIRS and pair not in self.pairs:
                continue
            self.pairs[pair] = self.pairs.get(pair, 0) + 1
        here.append(party)

    def party_draft(self, key: str) -> int:
        """The draft of a party by its key."""
        known = self.cast.find(key)
        return self.cast.entry(self.cast.tables.entry(key)) if known is None else known

    def state(self, code: str) -> Draft | None:
        """A draft, not yet in the cast, of a state by its code."""
        try:
            entry = self.cast.tables.state(code)
        except KeyError:
            return None
        return Draft(key=entry.key, name=entry.name, kind=entry.kind, country=entry.country)
