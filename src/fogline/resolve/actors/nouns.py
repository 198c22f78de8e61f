"""People without a name: posts, sorts of people, inhabitants."""

from __future__ import annotations

from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.bodies import is_group, is_title
from fogline.resolve.actors.cast import Draft, compact
from fogline.resolve.actors.descriptions import speaker
from fogline.resolve.actors.names import first_conjunct
from fogline.resolve.actors.owners import owners_of
from fogline.resolve.actors.people import member_key, people_match, post_noun, sex_of
from fogline.resolve.actors.recall import recall
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import SUBJECTS, View

# How many sentences back "the minister" and "the militants" are looked for.
ROLE_WINDOW = 12
GROUP_WINDOW = 6


def population(scene: Scene, token: Token) -> Found | None:
    """Inhabitants ("civilians", "residents of Goma"), as one actor for each word."""
    view = scene.view
    if token.pos != "NOUN" or not view.plural(token) or is_title(view, token):
        return None
    lemma = next((f for f in view.forms(token) if f in view.words.sets["population"]), None)
    if lemma is None:
        return None
    country = country_of(scene, token)
    name = view.word(token)
    return Found(
        (
            scene.cast.add(
                Draft(
                    key=f"population:{country}:{lemma}",
                    name=name,
                    kind=ActorKind.POPULATION,
                    country=country,
                    plural=True,
                    words={lemma, name},
                )
            ),
        )
    )


def country_of(scene: Scene, token: Token) -> str | None:
    """The country that a demonym or a possessor before the noun tells."""
    for child in scene.view.document.children(token):
        if child.i < token.i:
            sense = scene.view.sense(child)
            if sense is not None:
                return sense.entry.country
    return None


def people(scene: Scene, token: Token) -> Found | None:
    """A post or sort of person: "Kenyan officials", "the minister", "a doctor"."""
    view = scene.view
    if token.i in view.names:
        return None
    match = people_match(view, token)
    if match is None:
        return None
    if is_title(view, token):
        return Found(())
    same = _same_as_name(scene, token)
    if same:
        return Found(same)
    family, _ = match
    owners = owners_of(scene, token)
    determiner = view.determiner(token)
    if determiner in ("definite", "owned", "bare") and not (view.plural(token) and owners):
        known = _recall_role(scene, token, owners)
        if known is not None:
            return Found((known,))
    described = speaker(scene, token) if determiner == "definite" else None
    if described is not None and _same_family(scene, described.drafts[0], family):
        return described
    if family == "fighter" and _whole_group(scene, token, owners):
        for number in owners:
            scene.cast[number].words.update(view.forms(token))
        return Found(owners)
    if owners:
        several = len(owners) > 1
        return Found(
            tuple(dict.fromkeys(_unnamed(scene, token, family, n, several=several) for n in owners))
        )
    if determiner == "bare" and not view.plural(token) and not _agentive(scene, token):
        return Found(())
    return Found((_unnamed(scene, token, family, None),))


def _same_family(scene: Scene, number: int, family: str) -> bool:
    """Whether a person may hold a post of the family: nothing else is said of them."""
    return scene.cast[number].family in (None, family)


def _agentive(scene: Scene, token: Token) -> bool:
    """Whether a bare singular noun can be somebody: it speaks, acts or is wanted."""
    return token.i in scene.wanted or scene.view.role(token) == "subject"


def _same_as_name(scene: Scene, token: Token) -> tuple[int, ...]:
    """The named actor that the noun stands in apposition with."""
    view = scene.view
    rows = [child for child in view.document.children(token, "appos") if child.i > token.i]
    inner = view.of_object(token, "of", "for")
    if inner is not None:
        # "The head of the council, X": the parser hangs X on the nearer noun.
        rows.extend(
            child
            for child in view.document.children(inner, "appos")
            if child.ent == "PERSON" or child.i in view.names
        )
    first = first_conjunct(view, token)
    if first.dep == "appos":
        rows.insert(0, view.tokens[first.head])
    for row in rows:
        found = scene.meaning(row) if row.pos == "PROPN" else ()
        if found and scene.cast[found[0]].is_person:
            return found
    return _predicate_of(scene, first) if view.determiner(token) != "bare" else ()


def _predicate_of(scene: Scene, token: Token) -> tuple[int, ...]:
    """The person of whom a predicate noun is said ("Diallo is the spokesman"), unless denied."""
    document = scene.view.document
    verb = document.head(token)
    if token.dep != "attr" or verb is None or verb.lemma != "be" or document.child(verb, "neg"):
        return ()
    subject = document.child(verb, SUBJECTS[0])
    found = () if subject is None or subject.i > token.i else scene.meaning(subject)
    return found if len(found) == 1 and scene.cast[found[0]].is_person else ()


def _recall_role(scene: Scene, token: Token, owners: tuple[int, ...]) -> int | None:
    """The person or people last spoken of by that word, of the same owner if one is named."""
    view = scene.view
    forms = set(view.forms(token))
    plural = view.plural(token)
    countries = {scene.cast[n].country for n in owners} - {None}
    keys = {scene.cast[n].key for n in owners}

    def fits(draft: Draft) -> bool:
        if draft.plural != plural or not draft.words & forms:
            return False
        if draft.kind not in (ActorKind.PERSON, ActorKind.UNNAMED):
            return plural and draft.kind is ActorKind.ARMED_GROUP and not owners
        if not owners:
            return True
        return draft.owner in keys or (draft.country is not None and draft.country in countries)

    known = recall(scene, token, fits, window=ROLE_WINDOW)
    if known is None and plural and not owners and view.determiner(token) == "definite":
        match = people_match(view, token)
        if match is not None and match[0] == "fighter":
            return recall(scene, token, _is_armed, window=GROUP_WINDOW)
    return known


def _is_armed(draft: Draft) -> bool:
    return draft.kind is ActorKind.ARMED_GROUP


def _whole_group(scene: Scene, token: Token, owners: tuple[int, ...]) -> bool:
    """Whether "Hamas fighters" is the group itself: plural, uncounted, owned by a group."""
    view = scene.view
    if not owners or not view.plural(token) or view.determiner(token) == "new":
        return False
    return all(is_group(scene.cast[n]) for n in owners)


def _unnamed(
    scene: Scene, token: Token, family: str, owner_number: int | None, *, several: bool = False
) -> int:
    """An unnamed person or group of people, with country and membership where words tell them."""
    view, cast = scene.view, scene.cast
    plural = view.plural(token)
    owner = None if owner_number is None else cast[owner_number]
    lemma = next(f for f in reversed(view.forms(token)))
    key = f"unnamed:{compact(telling_words(view, token))}:{owner.key if owner else ''}"
    if not plural and view.determiner(token) in ("new", "bare"):
        key = cast.new_key(key)
    post = post_noun(view, token)
    name = view.phrase_name(token)
    if several and owner is not None:
        # "Malian and Nigerien officers" are two actors: each is called by its own word.
        name = " ".join([owner.spans[-1].text, *telling_words(view, token)])
    armed = family == "fighter" and plural
    return cast.add(
        Draft(
            key=key,
            name=name,
            kind=ActorKind.ARMED_GROUP if armed else ActorKind.UNNAMED,
            country=owner.country if owner else country_of(scene, token),
            role=post.role if post else view.word(token),
            owner=member_key(scene, owner, family) if owner else None,
            plural=plural,
            sex=sex_of(view, lemma),
            family=family,
            team=any(view.words.has("teams", form) for form in view.forms(token)),
            words=set(view.forms(token)),
        )
    )


def telling_words(view: View, token: Token) -> list[str]:
    """The words of the phrase that tell one group of people from another."""
    return [
        view.word(t)
        for t in view.core(token)
        if t.i not in view.names
        and t.tag not in ("DT", "POS", "PRP$", "CD", "CC")
        and t.pos != "PUNCT"
    ]
