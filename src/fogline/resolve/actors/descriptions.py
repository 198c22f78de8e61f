"""Holders who are described and not named: "the candidate", "the statement", "a monitor".

A definite description that nothing before explains means whoever was speaking; a document speaks
for the body that issued it; and what a report first calls "a monitor" it often names a sentence
or two later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fogline.knowledge.actorwords import plain
from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.cast import Draft
from fogline.resolve.actors.owners import owners_of
from fogline.resolve.actors.recall import LONGEST_LOOK_BACK
from fogline.resolve.actors.scene import Found, Scene, Seen

# How many sentences of narration back a speaker is looked for, and ahead a name.
SPEAKER_WINDOW = 3
ISSUER_WINDOW = 6
# In tokens.
ISSUER_REACH = 250
NAMING_WINDOW = 4
_BODIES = (
    ActorKind.ORGANISATION,
    ActorKind.MINISTRY,
    ActorKind.GOVERNMENT,
    ActorKind.MILITARY,
    ActorKind.ARMED_GROUP,
)


def document(scene: Scene, token: Token) -> Found | None:
    """Who speaks in a statement, a release or a note that is said to say something."""
    view = scene.view
    if token.i not in scene.holders or not view.listed("documents", token):
        return None
    owners = owners_of(scene, token) or _named_before(scene, token) or _issuers(scene, token)
    if owners:
        return Found(owners)
    if view.determiner(token) not in ("definite", "bare"):
        return None
    issued = _issued(scene, token)
    if issued:
        return Found(issued)
    last = _last_speaker(scene, token, ISSUER_WINDOW, _is_named)
    return None if last is None else Found((last,))


def _named_before(scene: Scene, token: Token) -> tuple[int, ...]:
    """The body in "a Defence Ministry release"."""
    for child in scene.view.document.children(token, "compound", "nmod", "amod", "poss"):
        if child.i < token.i and child.pos == "PROPN":
            found = scene.owning_meaning(child)
            if found:
                return found
    return ()


def _issuers(scene: Scene, token: Token) -> tuple[int, ...]:
    """The body in "a statement by the ministry"."""
    for prep in scene.view.document.children(token, "prep"):
        if prep.lower in ("by", "from", "of"):
            for noun in scene.view.document.children(prep, "pobj"):
                found = scene.group(noun)
                if found:
                    return found
    return ()


def _issued(scene: Scene, token: Token) -> tuple[int, ...]:
    """Who did something with, or spoke in, the document when it was last told of."""
    view = scene.view
    forms = set(view.forms(token))
    for i in range(token.i - 1, max(0, token.i - ISSUER_REACH) - 1, -1):
        noun = view.tokens[i]
        if noun.pos == "NOUN" and forms & set(view.forms(noun)) and i not in scene.holders:
            verb = view.verb_above(noun)
            subject = None if verb is None else view.subject_of(verb)
            if subject is not None and subject.i != i:
                return scene.group(subject)
    return ()


def speaker(scene: Scene, token: Token) -> Found | None:
    """The last named speaker, where "the candidate" has not been spoken of before."""
    view = scene.view
    if (
        token.i not in scene.holders
        or token.pos != "NOUN"
        or view.plural(token)
        or view.determiner(token) != "definite"
        or view.listed("documents", token)
    ):
        return None
    countries = {scene.cast[owner].country for owner in owners_of(scene, token)}
    last = _last_speaker(scene, token, SPEAKER_WINDOW, _is_person)
    if last is None or (countries and scene.cast[last].country not in countries):
        return None
    return Found((last,))


def _last_speaker(
    scene: Scene, token: Token, window: int, fits: Callable[[Draft], bool]
) -> int | None:
    """Who spoke last before the token and fits; None where the sentence has two."""
    at = scene.view.clock[token.sentence]
    for seen in reversed(scene.trail[-LONGEST_LOOK_BACK:]):
        if at - seen.at > window:
            return None
        if seen.token.i >= token.i or seen.token.i not in scene.holders:
            continue
        found = [number for number in seen.drafts if fits(scene.cast[number])]
        return found[0] if len(found) == len(seen.drafts) == 1 else None
    return None


def _is_person(draft: Draft) -> bool:
    return draft.kind is ActorKind.PERSON


def _is_named(draft: Draft) -> bool:
    return draft.kind in _BODIES or draft.kind is ActorKind.PERSON


# -- named later ------------------------------------------------------------------------------


def name_later(scene: Scene) -> None:
    """Let each holder that was first described be the one who is named soon after, if one is."""
    first = _first_seen(scene)
    for number, seen in sorted(first.items()):
        draft = scene.cast[number]
        if _is_described(draft) and _introduced(scene, seen):
            fitting = [
                other for other in _named_after(scene, seen, first) if _may_be(scene, draft, other)
            ]
            if len(set(fitting)) == 1:
                scene.merge(number, fitting[0])


def _is_described(draft: Draft) -> bool:
    """Whether somebody has no name as yet."""
    nameless = draft.kind is ActorKind.ORGANISATION and draft.name == draft.name.lower()
    return not draft.plural and (draft.kind is ActorKind.UNNAMED or nameless)


def _first_seen(scene: Scene) -> dict[int, Seen]:
    found: dict[int, Seen] = {}
    for seen in sorted(scene.trail, key=lambda row: row.token.i):
        for number in seen.drafts:
            found.setdefault(number, seen)
    return found


def _introduced(scene: Scene, seen: Seen) -> bool:
    """Whether a holder is spoken of as somebody new ("a monitor")."""
    return seen.token.i in scene.holders and scene.view.determiner(seen.token) in ("new", "bare")


def _named_after(scene: Scene, seen: Seen, first: dict[int, Seen]) -> Iterator[int]:
    """Holders with a name who come into the report a few sentences after."""
    here = scene.trail.index(seen)
    for other in scene.trail[here : here + LONGEST_LOOK_BACK]:
        if other.token.i not in scene.holders or other.token.i <= seen.token.i:
            continue
        if not 0 < other.at - seen.at <= NAMING_WINDOW:
            continue
        for number in other.drafts:
            if _is_named(scene.cast[number]) and first[number].at > seen.at:
                yield number


def _may_be(scene: Scene, draft: Draft, other: int) -> bool:
    """Whether a name's class is the one of the description."""
    named = scene.cast[other]
    if draft.country and named.country and draft.country != named.country:
        return False
    if named.kind is ActorKind.PERSON:
        return draft.is_person and bool(draft.words & named.words)
    words = set(plain(named.name).split())
    classes = scene.view.words.described
    return any(words & classes.get(word, frozenset()) for word in draft.words)
