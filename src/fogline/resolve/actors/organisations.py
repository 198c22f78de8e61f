"""Organisations that no table knows: proper names that the words or the parser show as such."""

from __future__ import annotations

from fogline.knowledge.actorwords import plain
from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.cast import Draft, compact
from fogline.resolve.actors.owners import owners_of
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import View

LONGEST_NAME = 10
_LINKS = ("of", "for", "and", "the", "in", "&", "on", "-", "'s", "\u2019s")


def organisation(scene: Scene, token: Token) -> Found | None:
    """A proper name of an organisation, its later short form, or its initials."""
    view = scene.view
    if token.pos != "PROPN" or token.i in view.names:
        return None
    if token.dep in ("compound", "nmod") and token.head > token.i:
        return None
    known = scene.aliases.get(plain(token.text))
    if known is not None and not _chain_before(view, token):
        return Found((known,), view.document.span(token.start, token.end))
    first, last = _name_edges(view, token)
    if token.i > first and view.tokens[token.i - 1].text in "([":
        first = token.i
    if first <= token.head <= last and token.head != token.i:
        return Found(())
    words = [view.word(t) for t in view.tokens[first : last + 1]]
    span = view.document.span(view.tokens[first].start, view.tokens[last].end)
    parent = _initials_of(scene, token)
    if parent is not None:
        scene.aliases[plain(token.text)] = parent
        return Found((parent,), span)
    if not _is_organisation(scene, token, words):
        return None
    return Found((_draft(scene, token, span.text, words),), span)


def _chain_before(view: View, token: Token) -> bool:
    before = view.tokens[token.i - 1] if token.i else None
    return before is not None and before.pos == "PROPN" and before.sentence == token.sentence


def _name_edges(view: View, token: Token) -> tuple[int, int]:
    """First and last token of the proper name around its head."""
    sentence = view.document.sentences[token.sentence]
    first = last = token.i
    while first > max(sentence.first, token.i - LONGEST_NAME) and _joins(view, first - 1, -1):
        first -= 1
    while last + 1 < min(sentence.last, token.i + LONGEST_NAME) and _joins(view, last + 1, 1):
        last += 1
    while view.tokens[first].lower in _LINKS and first < token.i:
        first += 1
    while view.tokens[last].lower in _LINKS and last > token.i:
        last -= 1
    return first, last


def _joins(view: View, i: int, step: int) -> bool:
    """Whether a token belongs to the name: capitalised, or a small word between such."""
    here = view.tokens[i]
    if here.text[:1].isupper() and here.pos in ("PROPN", "ADJ", "NOUN", "NUM"):
        return True
    if here.lower not in _LINKS or not 0 <= i + step < len(view.tokens):
        return False
    beyond = view.tokens[i + step]
    inside = here.ent == "ORG" and beyond.ent == "ORG"
    return inside and beyond.sentence == here.sentence


def _is_organisation(scene: Scene, token: Token, words: list[str]) -> bool:
    view, sets = scene.view, scene.view.words.sets
    named = any(word in sets["organisation_names"] for word in (words[-1], view.word(token)))
    facility = view.listed("facility_names", token)
    if facility and not (view.saying(token) or token.i in scene.wanted):
        return False
    if named:
        return len(words) > 1
    if token.ent != "ORG":
        return False
    return view.role(token) != "other" and (
        len(words) > 1 or token.text.isupper() or view.saying(token) or token.i in scene.wanted
    )


def _initials_of(scene: Scene, token: Token) -> int | None:
    """The organisation whose initials the token gives in brackets right after its name."""
    view = scene.view
    if not token.text.isupper() or not 2 <= len(token.text) <= 8 or token.i < 2:
        return None
    if view.tokens[token.i - 1].text not in ("(", "["):
        return None
    for seen in reversed(scene.trail[-3:]):
        if 0 < token.start - seen.token.end <= LONGEST_NAME * 8 and len(seen.drafts) == 1:
            name = scene.cast[seen.drafts[0]].name
            initials = "".join(w[0] for w in name.replace("-", " ").split() if w[0].isupper())
            if initials and initials[0] == token.text[0]:
                return seen.drafts[0]
    return None


def _draft(scene: Scene, token: Token, name: str, words: list[str]) -> int:
    owner_numbers = owners_of(scene, token)
    owner = scene.cast[owner_numbers[0]] if owner_numbers else None
    sets = scene.view.words.sets
    kind = ActorKind.ORGANISATION
    if any(word in sets["armed_names"] for word in words[-2:]):
        of_state = owner is not None and owner.key == f"state:{owner.country}"
        # Infantry and armoured divisions are an army's, also where no state is named with them.
        of_state = of_state or any(word in sets["army_branches"] for word in words)
        kind = ActorKind.MILITARY if of_state else ActorKind.ARMED_GROUP
    elif any(word in sets["publisher_names"] for word in words):
        kind = ActorKind.PUBLISHER
    return scene.cast.add(
        Draft(
            key=f"name:{compact(words)}",
            name=" ".join(name.split()),
            kind=kind,
            country=owner.country if owner else None,
            owner=owner.key if owner else None,
            words={*words[1:], *scene.view.forms(token)} - {"of", "for", "the"},
        )
    )
