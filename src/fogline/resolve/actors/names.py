"""Known names: who a state's, capital's, group's or agency's name means where it stands."""

from __future__ import annotations

from fogline.knowledge.actors import NameClass, NameSense
from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import SUBJECTS, View

_GROUND = (NameClass.STATE, NameClass.REGION_BLOC)
_PUBLISHING = (NameClass.AGENCY, NameClass.PUBLISHER)
# Families of people who belong to a town or to nobody, so that "Khartoum residents" is no act
# of a government.
_NOT_OF_STATE = ("local", "civil", "source")


def known_name(scene: Scene, token: Token) -> Found | None:
    """A name of the tables, where it acts, speaks, is spoken to or owns; not on the map."""
    view = scene.view
    name = view.names.get(token.i)
    if name is None or name.form is NameClass.PERSON:
        return None
    if not view.heads_name(token):
        return Found(())
    if name.form is NameClass.DEMONYM_PLURAL:
        return demonym_plural(scene, token)
    sense = _sense_of(view, token)
    if sense is None:
        return None
    if not _means_actor(scene, token, name.form):
        return Found(())
    kind = ActorKind.PUBLISHER if sense.cls in _PUBLISHING else None
    return Found((scene.cast.entry(sense.entry, kind),), name.span)


def _sense_of(view: View, token: Token) -> NameSense | None:
    """The sense that fits the form in which the name is used; else the likeliest."""
    name = view.names[token.i]
    same = (sense for sense in name.senses if sense.cls is name.form)
    return next(same, name.senses[0] if name.senses else None)


def demonym_plural(scene: Scene, token: Token) -> Found:
    """People by their state ("the Chadians"): its forces where they fight, else its people."""
    view = scene.view
    name = view.names[token.i]
    sense = view.sense(token)
    if sense is None:
        return Found(())
    country = sense.entry.country
    if sense.entry.key != f"state:{country}":
        # "Houthis", "Kurds": the plural of a group is the group.
        return Found((scene.cast.entry(sense.entry),), name.span)
    kind = "military" if fights(view, token) else "people"
    entry = scene.cast.tables.body(str(country), kind)
    number = scene.cast.entry(entry)
    scene.cast[number].plural = True
    return Found((number,), name.span)


def fights(view: View, token: Token) -> bool:
    """Whether the noun is the subject of fighting, by the verb or by what the verb has."""
    verb = view.document.head(token)
    if verb is None or token.dep not in (*SUBJECTS, "pobj"):
        return False
    if token.dep == "pobj":
        above = view.document.head(verb)
        if above is None or verb.lower not in ("by", "against"):
            return False
        return view.listed("fighting", above) or view.listed("fighting_objects", above)
    if view.word(verb) in view.words.sets["fighting"] or verb.lemma in view.words.sets["fighting"]:
        return token.dep == "nsubj"
    return any(
        view.listed("fighting_objects", child)
        for child in view.document.children(verb, "dobj", "attr")
    )


# -- on the map or at work ----------------------------------------------------------------------


def _means_actor(scene: Scene, token: Token, form: NameClass) -> bool:
    view = scene.view
    if token.i in scene.wanted or token.i in scene.owning:
        return True
    if form is NameClass.CAPITAL:
        return capital_acts(scene, token)
    if form is NameClass.DEMONYM:
        head = view.document.head(token)
        return head is not None and head.i > token.i and view.listed("dealings", head)
    if form in _GROUND:
        return not on_map(view, token)
    if form is NameClass.GOVERNMENT:
        return not (token.dep == "pobj" and view.tokens[token.head].lower == "in")
    return True


def first_conjunct(view: View, token: Token) -> Token:
    """The first of the nouns that this one is coordinated with."""
    for _ in range(8):
        if token.dep != "conj" or token.head == token.i:
            break
        token = view.tokens[token.head]
    return token


def on_map(view: View, token: Token) -> bool:
    """Whether a state's name is a place where it stands ("in Peru", "Peru's coast")."""
    left = view.document.children(token)
    if any(c.i < token.i and view.word(c) in view.words.sets["directions"] for c in left):
        return True
    token = first_conjunct(view, token)
    head = view.document.head(token)
    if head is None:
        return False
    if token.dep == "pobj":
        return _locative(view, head)
    if token.dep in ("poss", "compound", "nmod", "amod"):
        return view.listed("place_nouns", head) or head.ent in ("GPE", "LOC", "FAC")
    if token.dep == "appos":
        return head.ent in ("GPE", "LOC", "FAC") or view.listed("place_nouns", head)
    if token.dep == "dobj":
        return head.lemma in view.words.sets["motion"]
    return token.dep == "npadvmod"


def _locative(view: View, preposition: Token) -> bool:
    word = preposition.lower
    if word in view.words.sets["locative"]:
        return True
    governor = view.document.head(preposition)
    if word not in view.words.sets["maybe_locative"] or governor is None:
        return False
    if view.according(preposition):
        return False
    if view.listed("place_nouns", governor):
        return True
    if word in ("from", "to"):
        if view.listed("dealings", governor):
            return False
        return governor.lemma in view.words.sets["motion"] or (
            word == "from" and governor.pos == "NOUN"
        )
    return False


def capital_acts(scene: Scene, token: Token) -> bool:
    """Whether a capital stands for its government: it acts, is told, deals or owns."""
    view, sets = scene.view, scene.view.words.sets
    if token.dep == "conj":
        first = first_conjunct(view, token)
        return bool(scene.meaning(first)) or _acts(scene, first)
    head = view.document.head(token)
    if head is None:
        return False
    if token.dep == "poss":
        return _state_owns(view, head)
    if token.dep == "pobj":
        return _dealt_with(view, head)
    return _acts(scene, token) or (
        token.dep in ("dobj", "dative", "nsubjpass") and head.lemma in sets["acts_upon"]
    )


def _acts(scene: Scene, token: Token) -> bool:
    head = scene.view.document.head(token)
    if token.dep != "nsubj" or head is None:
        return False
    return head.lemma in scene.view.words.sets["acts"]


def _state_owns(view: View, head: Token) -> bool:
    if view.listed("place_nouns", head):
        return False
    words = view.words
    for form in view.forms(head):
        if form in words.people:
            return words.people[form] not in _NOT_OF_STATE
        if form in words.bodies or form in words.sets["dealings"]:
            return True
    return False


def _dealt_with(view: View, preposition: Token) -> bool:
    """A capital after "with", "between", "by", "from" and the like, where parties deal."""
    if view.according(preposition) or preposition.dep == "agent":
        return True
    if preposition.lower in view.words.sets["locative"]:
        return False
    governor = view.document.head(preposition)
    if governor is None:
        return False
    if governor.pos in ("VERB", "AUX"):
        if preposition.lower in ("from", "to") and governor.lemma in view.words.sets["motion"]:
            return False
        return governor.lemma in view.words.sets["acts"] and preposition.lower != "on"
    if preposition.lower == "of":
        return False
    return view.listed("dealings", governor) and not view.listed("place_nouns", governor)
