"""Bodies of a state: armies, ministries, police, with their owner or by context."""

from __future__ import annotations

from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.cast import Draft
from fogline.resolve.actors.names import first_conjunct
from fogline.resolve.actors.owners import is_owner, owners_of
from fogline.resolve.actors.recall import recall
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import View
from fogline.resolve.actors.whose import country_by_context

LONGEST_BODY = 5
# How many sentences back "the ministry" is looked for.
BODY_WINDOW = 15
# Words for troops, which mean the armed forces as such only where nothing narrows them.
_TROOPS = ("troops", "forces", "soldiers")


def body(scene: Scene, token: Token) -> Found | None:
    """A body of a state: "Chad's army", "the Ministry of Defence of Kenya", "the military"."""
    view = scene.view
    if token.pos not in ("NOUN", "PROPN") or token.i in view.names:
        return None
    match = body_match(view, token)
    if match is None:
        return None
    kind, word, first = match
    if is_title(view, token) and token.i not in scene.owning:
        return Found(())
    owners = _owners(scene, token, first)
    if token.pos == "PROPN" and _named_otherwise(view, token, first):
        return None
    if kind == "government" and _of_a_part(view, token, first):
        return None
    if not owners:
        if word in view.words.sets["owned_only"]:
            known = _recall_body(scene, token, kind)
            return None if known is None else Found((known,))
        return _body_by_context(scene, token, kind)
    if word in _TROOPS and _narrowed(view, token, first):
        return None
    found = tuple(dict.fromkeys(_owned_body(scene, token, n, kind, word) for n in owners))
    return Found(found)


def _owners(scene: Scene, token: Token, first: int) -> tuple[int, ...]:
    """Whose body it is; the possessor in "the president's office" is a part of its name."""
    inner = [
        row
        for row in scene.view.document.children(token, "poss")
        if first <= row.i < token.i and row.i not in scene.view.names
    ]
    return owners_of(scene, inner[0] if inner else token)


def body_match(view: View, token: Token) -> tuple[str, str, int] | None:
    """The kind of body that the words around a noun name, the words, and where they start."""
    bodies = view.words.bodies
    if not any(form in view.words.body_heads for form in view.forms(token)):
        return None
    after = view.of_object(token)
    if after is not None:
        whole = (t for t in view.tokens[token.i : after.i + 1] if t.tag != "DT")
        phrase = " ".join(view.word(t) for t in whole)
        if phrase in bodies:
            return bodies[phrase], phrase, token.i
    sentence = view.document.sentences[token.sentence]
    for length in range(LONGEST_BODY, 0, -1):
        start = token.i - length + 1
        if start < sentence.first:
            continue
        before = " ".join(view.word(t) for t in view.tokens[start : token.i])
        for form in view.forms(token):
            phrase = f"{before} {form}".strip().replace(" 's", "'s")
            if phrase in bodies:
                return bodies[phrase], phrase, start
    return None


def is_title(view: View, token: Token) -> bool:
    """Whether the noun stands before a name or a post as a part of it."""
    first = first_conjunct(view, token)
    return first.dep in ("compound", "nmod", "amod") and first.head > token.i


def _named_otherwise(view: View, token: Token, first: int) -> bool:
    """Whether capitalised words beside the body's make it a name ("Hill Tribes Defence Forces")."""
    return any(
        row.pos == "PROPN" and row.text[:1].isupper() and not is_owner(view, row)
        for row in view.tokens[view.left_edge(token) : first]
        if row.i not in view.names
    )


def _of_a_part(view: View, token: Token, first: int) -> bool:
    """As in "The Tigray regional government": not the state's own."""
    return any(view.listed("partial", row) for row in view.tokens[view.left_edge(token) : first])


def _narrowed(view: View, token: Token, first: int) -> bool:
    """Whether a number or an adjective picks some of the troops: "captured Thai soldiers"."""
    if view.determiner(token) == "new":
        return True
    rows = view.tokens[view.left_edge(token) : first]
    return any(
        row.dep in ("amod", "nummod") and row.i not in view.names and row.ent != "NORP"
        for row in rows
    )


def _owned_body(scene: Scene, token: Token, number: int, kind: str, word: str) -> int:
    """The body of one owner: of a state by pattern, of anybody else by the words."""
    owner = scene.cast[number]
    state = scene.state(owner.country) if owner.country else None
    if word == "side" or (word in scene.view.words.sets["group"] and is_group(owner)):
        return number
    if is_group(owner) or state is None:
        return scene.cast.add(
            Draft(
                key=f"{owner.key}/{kind}",
                name=scene.view.phrase_name(token),
                kind=ActorKind.MILITARY if word in _TROOPS else ActorKind.ORGANISATION,
                country=owner.country,
                owner=owner.key,
                words=set(scene.view.forms(token)),
            )
        )
    if kind == "government":
        known = scene.cast.add(state)
        scene.cast[known].words.add(word)
        return known
    found = scene.cast.entry(scene.cast.tables.body(str(owner.country), kind))
    scene.cast[found].words |= {word, *scene.view.forms(token)}
    return found


def is_group(draft: Draft) -> bool:
    """Whether the draft is an armed group or an organisation."""
    return draft.kind in (ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)


def _body_by_context(scene: Scene, token: Token, kind: str) -> Found:
    """A body with no owner ("the army"): the one last spoken of, else of the only state about."""
    view, cast = scene.view, scene.cast
    words = {view.word(t) for t in view.core(token)} | set(view.forms(token))
    known = _recall_body(scene, token, kind)
    if known is not None and cast[known].country is not None:
        return Found((known,))
    code = country_by_context(scene, token, BODY_WINDOW)
    if known is not None:
        if code is not None and cast[known].key == f"body:{kind}" and kind != "government":
            # What was only "the General Staff" so far turns out to be this state's.
            known = cast.become(known, cast.tables.body(code, kind))
        return Found((known,))
    if code is None:
        name = view.phrase_name(token)
        pattern = cast.tables.patterns.kinds[kind]
        return Found(
            (cast.add(Draft(key=f"body:{kind}", name=name, kind=pattern.actor, words=words)),)
        )
    state = scene.state(code)
    if kind == "government" and state is not None:
        return Found((cast.add(state),))
    number = cast.entry(cast.tables.body(code, kind))
    cast[number].words |= words
    return Found((number,))


def _recall_body(scene: Scene, token: Token, kind: str) -> int | None:
    """The body of that kind last spoken of, unless the words bring a new one."""
    words = set(scene.view.forms(token))

    def fits(draft: Draft) -> bool:
        return not draft.is_person and _body_key(scene, draft, kind, words)

    if scene.view.determiner(token) not in ("definite", "bare"):
        return None
    if scene.view.determiner(token) == "bare" and token.pos != "PROPN":
        return None
    return recall(scene, token, fits, window=BODY_WINDOW)


def _body_key(scene: Scene, draft: Draft, kind: str, words: set[str]) -> bool:
    if draft.key.endswith(f"/{kind}") or draft.key == f"body:{kind}":
        return True
    if draft.country is None:
        return False
    if kind == "government":
        # Every state has a government: only the one called so is gone back to.
        return draft.key == f"state:{draft.country}" and bool(draft.words & words)
    try:
        return draft.key == scene.cast.tables.body(draft.country, kind).key
    except KeyError:
        return False
