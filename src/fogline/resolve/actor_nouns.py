"""Common nouns for actors: ministries, armies, officials, groups, civilians, organisations."""

from __future__ import annotations

from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actor_cast import Draft, compact
from fogline.resolve.actor_names import first_conjunct, on_map
from fogline.resolve.actor_owners import owners_of
from fogline.resolve.actor_people import member_key, people_match, post_noun, sex_of
from fogline.resolve.actor_recall import recall
from fogline.resolve.actor_scene import Found, Scene
from fogline.resolve.actor_view import View

LONGEST_BODY = 5
# How many sentences of narration back "the ministry" and "the minister" are looked for.
BODY_WINDOW = 15
ROLE_WINDOW = 12
GROUP_WINDOW = 6
_ARTICLES = ("a", "an", "the", "this", "that", "these", "those", "said", "such")
_GROUPS = (ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)
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
    if _is_title(view, token):
        return Found(())
    owners = owners_of(scene, token)
    if not owners:
        if word in view.words.sets["owned_only"]:
            known = _recall_body(scene, token, kind)
            return None if known is None else Found((known,))
        return _body_by_context(scene, token, kind)
    if word in _TROOPS and _narrowed(view, token, first):
        return None
    found = tuple(dict.fromkeys(_owned_body(scene, token, n, kind, word) for n in owners))
    return Found(found)


def body_match(view: View, token: Token) -> tuple[str, str, int] | None:
    """The kind of body that the words around a noun name, the words, and where they start."""
    bodies = view.words.bodies
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


def _is_title(view: View, token: Token) -> bool:
    """Whether the noun stands before a name or a post as a part of it."""
    return token.dep in ("compound", "nmod") and token.head > token.i and token.i not in ()


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
    if word == "side" or (word in scene.view.words.sets["group"] and _is_group(owner)):
        return number
    if _is_group(owner) or state is None:
        return scene.cast.add(
            Draft(
                key=f"{owner.key}/{kind}",
                name=phrase_name(scene.view, token),
                kind=ActorKind.MILITARY if word in _TROOPS else ActorKind.ORGANISATION,
                country=owner.country,
                owner=owner.key,
                words=set(scene.view.forms(token)),
            )
        )
    if kind == "government":
        return scene.cast.add(state)
    found = scene.cast.entry(scene.cast.tables.body(str(owner.country), kind))
    scene.cast[found].words |= {word, *scene.view.forms(token)}
    return found


def _is_group(draft: Draft) -> bool:
    return draft.kind in (ActorKind.ARMED_GROUP, ActorKind.ORGANISATION)


def _body_by_context(scene: Scene, token: Token, kind: str) -> Found:
    """ "The army" with no owner: the one last spoken of, else that of the only state about."""
    view, cast = scene.view, scene.cast
    words = {view.word(t) for t in view.core(token)} | set(view.forms(token))
    known = _recall_body(scene, token, kind)
    if known is not None:
        return Found((known,))
    code = view.only_country(token, BODY_WINDOW)
    if code is None:
        name = phrase_name(view, token)
        pattern = cast.tables.patterns.kinds[kind]
        return Found(
            (cast.add(Draft(key=f"body:{kind}", name=name, kind=pattern.actor, words=words)),)
        )
    if kind == "government":
        state = scene.state(code)
        return Found((cast.add(state),) if state else ())
    number = cast.entry(cast.tables.body(code, kind))
    cast[number].words |= words
    return Found((number,))


def _recall_body(scene: Scene, token: Token, kind: str) -> int | None:
    """The body of that kind last spoken of, unless the words bring a new one."""

    def fits(draft: Draft) -> bool:
        return not draft.is_person and _body_key(scene, draft, kind)

    if scene.view.determiner(token) not in ("definite", "bare"):
        return None
    if scene.view.determiner(token) == "bare" and token.pos != "PROPN":
        return None
    return recall(scene, token, fits, window=BODY_WINDOW)


def _body_key(scene: Scene, draft: Draft, kind: str) -> bool:
    if draft.key.endswith(f"/{kind}") or draft.key == f"body:{kind}":
        return True
    if draft.country is None:
        return False
    if kind == "government":
        return draft.key == f"state:{draft.country}"
    try:
        return draft.key == scene.cast.tables.body(draft.country, kind).key
    except KeyError:
        return False


# -- people without a name --------------------------------------------------------------------------


def population(scene: Scene, token: Token) -> Found | None:
    """ "Civilians", "residents of Goma": the inhabitants, as one actor for each word."""
    view = scene.view
    if token.pos != "NOUN" or not view.plural(token) or _is_title(view, token):
        return None
    lemma = next((f for f in view.forms(token) if f in view.words.sets["population"]), None)
    if lemma is None:
        return None
    country = _country(scene, token)
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


def _country(scene: Scene, token: Token) -> str | None:
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
    if _is_title(view, token):
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
    if family == "fighter" and _whole_group(scene, token, owners):
        for number in owners:
            scene.cast[number].words.update(view.forms(token))
        return Found(owners)
    if owners:
        several = len(owners) > 1
        return Found(
            tuple(
                dict.fromkeys(_unnamed(scene, token, family, n, several=several) for n in owners)
            )
        )
    if determiner == "bare" and not view.plural(token) and not _agentive(scene, token):
        return Found(())
    return Found((_unnamed(scene, token, family, None),))


def _agentive(scene: Scene, token: Token) -> bool:
    """Whether a bare singular noun can be somebody: it speaks, acts or is wanted."""
    return token.i in scene.wanted or scene.view.role(token) == "subject"


def _same_as_name(scene: Scene, token: Token) -> tuple[int, ...]:
    """The named actor that the noun stands in apposition with."""
    view = scene.view
    rows = [child for child in view.document.children(token, "appos") if child.i > token.i]
    first = first_conjunct(view, token)
    if first.dep == "appos":
        rows.insert(0, view.tokens[first.head])
    for row in rows:
        found = scene.meaning(row) if row.pos == "PROPN" else ()
        if found and scene.cast[found[0]].is_person:
            return found
    return ()


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
    return all(_is_group(scene.cast[n]) for n in owners)


def _unnamed(
    scene: Scene, token: Token, family: str, owner_number: int | None, *, several: bool = False
) -> int:
    """An unnamed person or group of people, with country and membership where words tell them."""
    view, cast = scene.view, scene.cast
    plural = view.plural(token)
    owner = None if owner_number is None else cast[owner_number]
    lemma = next(f for f in reversed(view.forms(token)))
    key = f"unnamed:{compact(_said(view, token))}:{owner.key if owner else ''}"
    if not plural and view.determiner(token) in ("new", "bare"):
        key = cast.new_key(key)
    post = post_noun(view, token)
    name = phrase_name(view, token)
    if several and owner is not None:
        # "Malian and Nigerien officers" are two actors: each is called by its own word.
        name = " ".join([owner.spans[-1].text, *_said(view, token)])
    armed = family == "fighter" and plural
    return cast.add(
        Draft(
            key=key,
            name=name,
            kind=ActorKind.ARMED_GROUP if armed else ActorKind.UNNAMED,
            country=owner.country if owner else _country(scene, token),
            role=post.role if post else view.word(token),
            owner=member_key(scene, owner, family) if owner else None,
            plural=plural,
            sex=sex_of(view, lemma),
            family=family,
            words=set(view.forms(token)),
        )
    )


def _said(view: View, token: Token) -> list[str]:
    """The words of the phrase that tell one group of people from another."""
    return [
        view.word(t)
        for t in view.core(token)
        if t.i not in view.names
        and t.tag not in ("DT", "POS", "PRP$", "CD", "CC")
        and t.pos != "PUNCT"
    ]


def the_country(scene: Scene, token: Token) -> Found | None:
    """ "The country" as somebody or as an owner: the state last spoken of."""
    view = scene.view
    if not view.listed("countries", token) or view.determiner(token) != "definite":
        return None
    if token.dep != "poss" and on_map(view, token):
        return Found(())
    known = recall(scene, token, _is_state, window=GROUP_WINDOW)
    return Found(() if known is None else (known,))


def _is_state(draft: Draft) -> bool:
    return draft.kind is ActorKind.GOVERNMENT and draft.key == f"state:{draft.country}"


def phrase_name(view: View, token: Token) -> str:
    """The phrase in the report's words, without article and possessive pronoun."""
    span = view.phrase_span(token)
    tokens = [t for t in view.core(token)]
    while len(tokens) > 1 and (tokens[0].lower in _ARTICLES or tokens[0].tag == "PRP$"):
        tokens.pop(0)
    return " ".join(view.document.text[tokens[0].start : span.end].split())


# -- groups and organisations --------------------------------------------------------------------


def collective(scene: Scene, token: Token) -> Found | None:
    """ "The militia", "a monitoring group", "the agency": back to a name, or unnamed."""
    view = scene.view
    if token.pos not in ("NOUN", "PROPN") or token.i in view.names or _is_title(view, token):
        return None
    sets = view.words.sets
    forms = collective_forms(view, token)
    armed = any(form in sets["armed"] for form in forms)
    if not armed and not any(form in sets["organisations"] for form in forms):
        return None
    owners = owners_of(scene, token)
    if owners and any(f in sets["group"] for f in forms) and _is_group(scene.cast[owners[0]]):
        return Found(owners)
    same = _same_as_group(scene, token)
    if same:
        return Found(same)
    determiner = view.determiner(token)
    if determiner == "definite":
        known = _recall_group(scene, token, armed)
        if known is not None:
            return Found((known,))
    if not (token.i in scene.wanted or view.saying(token) or armed):
        return Found(())
    return Found((_unnamed_group(scene, token, armed, owners),))


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
    if known is not None or "ministry" in forms:
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
    key = f"group:{compact(_said(view, token))}:{owner.key if owner else ''}"
    if view.determiner(token) == "new":
        key = cast.new_key(key)
    return cast.add(
        Draft(
            key=key,
            name=phrase_name(view, token),
            kind=ActorKind.PUBLISHER if publishing else kind,
            country=owner.country if owner else _country(scene, token),
            owner=owner.key if owner else None,
            plural=view.plural(token),
            words=set(view.forms(token)),
        )
    )
