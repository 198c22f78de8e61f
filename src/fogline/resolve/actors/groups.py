"""Groups, organisations, units and "the country": back to a name, or unnamed."""

from __future__ import annotations

from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.bodies import BODY_WINDOW, is_group, is_title
from fogline.resolve.actors.cast import Draft, compact
from fogline.resolve.actors.names import on_map
from fogline.resolve.actors.nouns import GROUP_WINDOW, country_of, telling_words
from fogline.resolve.actors.owners import owners_of
from fogline.resolve.actors.recall import recall
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import View

_GROUPS = (ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)


def the_country(scene: Scene, token: Token) -> Found | None:
    """The state last spoken of, for "the country" as somebody or as an owner."""
    view = scene.view
    if not view.listed("countries", token) or view.determiner(token) != "definite":
        return None
    if token.dep != "poss" and on_map(view, token):
        return Found(())
    known = recall(scene, token, _is_state, window=GROUP_WINDOW)
    return Found(() if known is None else (known,))


def _is_state(draft: Draft) -> bool:
    return draft.kind is ActorKind.GOVERNMENT and draft.key == f"state:{draft.country}"


def collective(scene: Scene, token: Token) -> Found | None:
    """A collective ("the militia", "a monitoring group"): back to a name, or unnamed."""
    view = scene.view
    if token.pos not in ("NOUN", "PROPN") or token.i in view.names or is_title(view, token):
        return None
    sets = view.words.sets
    forms = collective_forms(view, token)
    armed = any(form in sets["armed"] for form in forms)
    if not armed and not any(form in sets["organisations"] for form in forms):
        return None
    owners = owners_of(scene, token)
    if owners and any(f in sets["group"] for f in forms) and is_group(scene.cast[owners[0]]):
        return Found(owners)
    before = view.tokens[token.i - 1] if token.i else token
    if owners and before.i in view.names and set(forms) & sets["generic"]:
        # "The Meridian News agency" is Meridian News.
        named = [n for n in owners if n in scene.meaning(before)]
        if named and scene.cast[named[0]].kind is ActorKind.ORGANISATION:
            return Found((named[0],))
    same = _same_as_group(scene, token)
    if same:
        return Found(same)
    determiner = view.determiner(token)
    if determiner == "definite" and not view.plural(token):
        known = _recall_group(scene, token, armed)
        if known is not None:
            return Found((known,))
    if not (token.i in scene.wanted or view.saying(token) or armed):
        return Found(())
    return Found((_unnamed_group(scene, token, armed, owners),))


def unit(scene: Scene, token: Token) -> Found | None:
    """A part of armed forces, of whoever is named beside it: "units of the Malian army"."""
    view = scene.view
    if token.pos not in ("NOUN", "PROPN") or token.i in view.names or is_title(view, token):
        return None
    if not view.listed("units", token):
        return None
    owners = owners_of(scene, token)
    owner = scene.cast[owners[0]] if owners else None
    if owner is None and token.i not in scene.wanted:
        return Found(())
    if owner is not None and owner.key == f"state:{owner.country}":
        owner = scene.cast[scene.cast.entry(scene.cast.tables.body(str(owner.country), "military"))]
    key = f"unit:{compact(telling_words(view, token))}:{owner.key if owner else ''}"
    draft = Draft(
        key=key,
        name=view.phrase_name(token),
        kind=ActorKind.ARMED_GROUP if owner and is_group(owner) else ActorKind.MILITARY,
        country=owner.country if owner else None,
        owner=owner.key if owner else None,
        plural=view.plural(token),
        words=set(view.forms(token)),
    )
    return Found((scene.cast.add(draft),))


def collective_forms(view: View, token: Token) -> tuple[str, ...]:
    """The noun in its spellings, alone and with the one or two words before it."""
    found = list(view.forms(token))
    before = [view.word(t) for t in view.core(token)[-3:-1]]
    for form in view.forms(token):
        found.extend(" ".join([*before[i:], form]) for i in range(len(before)))
    return tuple(found)


def _same_as_group(scene: Scene, token: Token) -> tuple[int, ...]:
    view = scene.view
    rows = [child for child in view.document.children(token, "appos") if child.i > token.i]
    if token.dep == "appos":
        rows.insert(0, view.tokens[token.head])
    for row in rows:
        found = scene.meaning(row) if row.pos == "PROPN" else ()
        if found and not scene.cast[found[0]].is_person:
            return found
    return ()


def _recall_group(scene: Scene, token: Token, armed: bool) -> int | None:
    view = scene.view
    forms = set(collective_forms(view, token))

    def named_so(draft: Draft) -> bool:
        return not draft.is_person and not draft.plural and bool(draft.words & forms)

    known = recall(scene, token, named_so, window=BODY_WINDOW)
    if known is not None or not (armed or forms & view.words.sets["generic"]):
        return known
    publishing = bool(forms & view.words.sets["publishers"])

    def fits(draft: Draft) -> bool:
        if draft.plural or draft.is_person:
            return False
        if armed:
            return draft.kind is ActorKind.ARMED_GROUP
        if publishing or (draft.kind is ActorKind.PUBLISHER and "agency" in forms):
            return draft.kind is ActorKind.PUBLISHER
        return draft.kind in (_GROUPS if forms & view.words.sets["group"] else _GROUPS[1:])

    return recall(scene, token, fits, window=GROUP_WINDOW)


def _unnamed_group(scene: Scene, token: Token, armed: bool, owners: tuple[int, ...]) -> int:
    view, cast = scene.view, scene.cast
    owner = cast[owners[0]] if owners else None
    forms = collective_forms(view, token)
    publishing = any(form in view.words.sets["publishers"] for form in forms)
    kind = ActorKind.ARMED_GROUP if armed else ActorKind.ORGANISATION
    key = f"group:{compact(telling_words(view, token))}:{owner.key if owner else ''}"
    if view.determiner(token) == "new":
        key = cast.new_key(key)
    return cast.add(
        Draft(
            key=key,
            name=view.phrase_name(token),
            kind=ActorKind.PUBLISHER if publishing else kind,
            country=owner.country if owner else country_of(scene, token),
            owner=owner.key if owner else None,
            plural=view.plural(token),
            words=set(view.forms(token)),
        )
    )
