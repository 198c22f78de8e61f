"""Whose: the states, groups and bodies that the words around a noun say it belongs to."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.knowledge.actors import NameClass
from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.cast import Draft
from fogline.resolve.actors.scene import Scene
from fogline.resolve.actors.view import View

_OWNING = ("of", "for", "from", "at", "with")
# Tokens between a possessor and what it has, at most.
LONGEST_POSSESSED = 6
_ADJECTIVAL = ("amod", "compound", "nmod", "nsubj", "npadvmod", "poss")


def owners_of(scene: Scene, token: Token, depth: int = 0) -> tuple[int, ...]:
    """Whom a noun belongs to: "Malian and Nigerien officers", "a spokesman for the junta".

    The nearest kind of owner wins: a body named before the noun ("Thai army spokesman"), else
    a possessor, a demonym or name, else what "of" or "for" names.
    """
    found: list[int] = []
    for owner in _before(scene, token):
        found.extend(n for n in scene.owning_meaning(owner) if n not in found)
    misread = None if found or depth else _misread_possessor(scene.view, token)
    if misread is not None:
        found.extend(scene.owning_meaning(misread))
    if found or depth > 2:
        return tuple(found)
    for preposition in scene.view.document.children(token, "prep"):
        if preposition.lower not in _OWNING:
            continue
        for child in scene.view.document.children(preposition, "pobj"):
            found.extend(_after(scene, child, depth))
    return tuple(dict.fromkeys(found))


def _misread_possessor(view: View, token: Token) -> Token | None:
    """The possessor that the parser read as the subject of "is" ("the country's ageing army").

    Between it and the noun stand only words that can describe the noun.
    """
    for i in range(token.i - 1, max(token.i - LONGEST_POSSESSED, 0), -1):
        here = view.tokens[i]
        if here.text in ("'s", "\u2019s"):
            owner = view.tokens[i - 1]
            fits = owner.pos in ("NOUN", "PROPN") and owner.end == here.start
            return owner if fits and here.dep != "case" else None
        if here.pos not in ("ADV", "ADJ", "NOUN", "PROPN") and here.tag not in ("VBG", "VBN"):
            break
    return None


def _after(scene: Scene, token: Token, depth: int) -> tuple[int, ...]:
    """Owners after the noun: the name itself, or the one that it is nested in."""
    if is_owner(scene.view, token):
        scene.owning_meaning(token)
        return scene.group(token)
    if token.pos in ("NOUN", "PROPN"):
        found = tuple(n for n in scene.meaning(token) if _can_own(scene.cast[n]))
        if found:
            return found
    return owners_of(scene, token, depth + 1)


def _can_own(draft: Draft) -> bool:
    return not draft.is_person and draft.kind not in (ActorKind.POPULATION, ActorKind.UNNAMED)


def _before(scene: Scene, token: Token) -> Iterator[Token]:
    """The possessors, demonyms, names and bodies before a noun, the nearest sort only."""
    view = scene.view
    rows = list(_modifiers(view, token))
    bodies = [row for row in rows if row.dep != "poss" and names_body(view, row)]
    if bodies and bodies[-1].i != token.i:
        yield bodies[-1]
        return
    for row in rows:
        if row.dep == "poss" or is_owner(view, row):
            yield row


def _modifiers(view: View, token: Token, depth: int = 0) -> Iterator[Token]:
    """Modifiers before a noun in text order, with those nested in them and beside them."""
    siblings: tuple[Token, ...] = ()
    if token.dep in ("compound", "nmod") and token.head > token.i:
        # "Thai" hangs on "spokesman", and yet it is the Thai army's spokesman.
        above = view.tokens[token.head]
        siblings = tuple(c for c in view.document.children(above) if c.i < token.i)
    for child in (*siblings, *view.document.children(token)):
        if child.i >= token.i or child.dep not in _ADJECTIVAL:
            continue
        if _hyphenated(view, child):
            continue
        if child.dep != "poss" and depth < 2:
            yield from (row for row in _modifiers(view, child, depth + 1) if row.i > child.i - 6)
        yield child
        for other in view.document.conjuncts(child):
            if child.dep != "poss" and other.i < token.i:
                yield other


def _hyphenated(view: View, token: Token) -> bool:
    """Whether the word is one half of another ("Iranian-backed")."""
    after = view.tokens[token.i + 1] if token.i + 1 < len(view.tokens) else None
    return after is not None and after.start == token.end and after.text[0] in "-\u2011\u2013"


def is_owner(view: View, token: Token) -> bool:
    """Whether a modifier is a known name that can own."""
    name = view.names.get(token.i)
    if name is None or not view.heads_name(token):
        return False
    if name.form in (NameClass.CAPITAL, NameClass.AGENCY, NameClass.PUBLISHER):
        return token.dep in ("poss", "pobj")
    return True


def names_body(view: View, token: Token) -> bool:
    """Whether a noun before another names a body that owns it ("army spokesman")."""
    words = view.words
    if token.pos not in ("NOUN", "PROPN"):
        return False
    for form in view.forms(token):
        if form in words.bodies or form in words.sets["armed"]:
            return form not in ("intelligence", "side")
    phrase = " ".join(view.word(t) for t in view.tokens[max(token.i - 1, 0) : token.i + 1])
    return phrase in words.bodies
