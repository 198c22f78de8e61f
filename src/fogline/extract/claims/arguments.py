"""Who does it, to whom: participants of a trigger from the dependency parse.

Doers and undergoers are head tokens of noun phrases, whatever they name; sorting them into
actors, recipients, targets and places is for ``extract.roles``.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.extract.claims.charges import charged_with
from fogline.extract.claims.clauses import (
    Tokens,
    agents_of,
    is_passive,
    objects_of,
    shared_agents,
    shared_object,
    subjects,
)
from fogline.extract.claims.phrases import TOPONYM, Reading
from fogline.knowledge.triggers import Sense
from fogline.language.document import Token


@dataclass(frozen=True, slots=True)
class Participants:
    """Head tokens: who does it, who or what undergoes it, who it is done with.

    ``clause`` is the verb that places the deed in time, mood and polarity; None for a noun that
    no verb of its own carries ("the shelling" in "condemned the shelling").
    """

    doers: Tokens = ()
    undergoers: Tokens = ()
    partners: Tokens = ()
    clause: Token | None = None


def find_participants(reading: Reading, head: Token, tokens: Tokens, sense: Sense) -> Participants:
    """The participants of a trigger; ``tokens`` are all words of a multiword trigger."""
    if sense.position == "verb":
        return _of_verb(reading, head, tokens, sense)
    if sense.position == "noun":
        return _of_noun(reading, head, tokens, sense)
    return _of_adjective(reading, head, sense)


# -- verbs -------------------------------------------------------------------------------------


def _of_verb(reading: Reading, verb: Token, tokens: Tokens, sense: Sense) -> Participants:
    inside = {token.i for token in tokens}
    surface = _outside(subjects(reading, verb), inside)
    objects = _outside(objects_of(reading, verb), inside)
    if len(tokens) > 1:
        objects += _chain_objects(reading, tokens, inside)
    agents = agents_of(reading, verb)
    passive = is_passive(reading, verb)
    if passive:
        doers, undergoers = agents or shared_agents(reading, verb), surface + objects
    elif _is_struck(reading, verb, tokens, sense, surface, objects):
        doers, undergoers = (), surface[-1:]
    elif sense.roles == "held":
        doers, undergoers = _holders(reading, tokens) + agents, surface
    elif sense.roles == "undergo":
        doers = _by(reading, tokens, "undergo-sources")
        held = {token.i for token in doers}
        undergoers = surface + _outside(objects, held)
    else:
        doers, undergoers = surface + agents, objects
    if not undergoers and not passive:
        undergoers = shared_object(reading, verb)
    if sense.roles not in ("undergo", "move", "none", "held"):
        scenes = _scenes(reading, tokens) if undergoers and sense.type != "ASSAULT" else set()
        aimed = _by(reading, tokens, "target-prepositions")
        undergoers += _outside(aimed, inside | scenes)
        undergoers += _outside(_given_to(reading, tokens, sense), inside)
    partners = _by(reading, tokens, "partner-prepositions") if sense.roles == "mutual" else ()
    if sense.roles == "none":
        return Participants(clause=verb)
    return Participants(
        _unique(expand_doers(reading, doers)), _unique(undergoers), _unique(partners), verb
    )


def _is_struck(
    reading: Reading, verb: Token, tokens: Tokens, sense: Sense, surface: Tokens, objects: Tokens
) -> bool:
    """As in the headline "Goma hit again": a place, no state, is struck and strikes nobody."""
    if sense.type != "ASSAULT" or sense.roles != "default" or len(tokens) > 1 or objects:
        return False
    if verb.tag not in ("VBD", "VBN") or reading.document.children(verb, "aux", "prt"):
        return False
    aimed = _by(reading, tokens, "target-prepositions")
    return not aimed and bool(surface) and _is_ground(reading, surface[-1])


def _is_ground(reading: Reading, noun: Token) -> bool:
    named = reading.names.get(noun.i)
    if named is not None:
        return named == TOPONYM
    return noun.ent in ("GPE", "LOC", "FAC") or "settlement" in reading.kinds(noun)


def _chain_objects(reading: Reading, tokens: Tokens, inside: set[int]) -> Tokens:
    """The object of the last preposition or noun of "take control of", "lay siege to"."""
    last = tokens[-1]
    verbs = tuple(
        noun for token in tokens[1:] if token.pos == "VERB" for noun in objects_of(reading, token)
    )
    found: list[Token] = []
    for token in tokens:
        if token.pos in ("NOUN", "PROPN") or token.i == last.i:
            found.extend(
                noun
                for child in reading.document.children(token, "pobj")
                for noun in reading.coordinated(reading.meant(child))
            )
            found.extend(
                other
                for prep, noun in reading.prepositions(token)
                if prep.i in inside or prep.lower in ("of", "to")
                for other in reading.coordinated(reading.meant(noun))
            )
    return _outside((*verbs, *found), inside)


def _holders(reading: Reading, tokens: Tokens) -> Tokens:
    """As in "Under its control", "in the hands of the rebels"."""
    inside = {token.i for token in tokens}
    nouns = [token for token in tokens if token.pos in ("NOUN", "PROPN")]
    owners = tuple(
        owner for noun in nouns for owner in reading.document.children(noun, "poss", "amod")
    )
    return tuple(filter(reading.is_actor, owners + _chain_objects(reading, tokens, inside)))


def _by(reading: Reading, tokens: Tokens, words: str) -> Tokens:
    """The objects of the trigger's prepositions that stand in a word list."""
    return tuple(
        noun
        for token in tokens
        for prep, child in reading.prepositions(token)
        if prep.lower in reading.table.lists[words] and child.ent not in ("DATE", "TIME")
        for noun in reading.coordinated(reading.meant(child))
    )


def _scenes(reading: Reading, tokens: Tokens) -> set[int]:
    """The places that a deed with an object is done at ("was handed over at Torkham")."""
    return {
        noun.i
        for token in tokens
        for prep, noun in reading.prepositions(token)
        if prep.lower == "at" and reading.is_place(noun)
    }


def _given_to(reading: Reading, tokens: Tokens, sense: Sense) -> Tokens:
    """Who is given something, told or asked: "sent arms to Chad", "apologised to the families"."""
    words = reading.table.maps["receiving-prepositions"].get(sense.type, "").split()
    # "Demanded a ransom from the families": the preposition hangs on the object.
    things = (thing for token in tokens for thing in reading.document.children(token, "dobj"))
    return tuple(
        noun
        for token in (*tokens, *things)
        for prep, child in reading.prepositions(token)
        if prep.lower in words
        for noun in reading.coordinated(reading.meant(child))
        if reading.is_actor(noun) and (not reading.is_place(noun) or reading.is_known_state(noun))
    )


def _outside(tokens: Tokens, inside: set[int]) -> Tokens:
    return tuple(token for token in tokens if token.i not in inside)


def _unique(tokens: Tokens) -> Tokens:
    return tuple({token.i: token for token in tokens}.values())


# -- nouns -------------------------------------------------------------------------------------


def _of_noun(reading: Reading, noun: Token, tokens: Tokens, sense: Sense) -> Participants:
    if sense.roles == "none":
        return Participants(clause=_carrier(reading, noun))
    doers, undergoers, partners = _beside(reading, noun, sense.roles, tokens)
    undergoers += _given_to(reading, tokens, sense)
    if noun.pos == "VERB":
        # "Accused the army of shelling three villages": a noun with the parts of its verb.
        doers += expand_doers(reading, subjects(reading, noun))
        undergoers += objects_of(reading, noun)
    verb = _carrier(reading, noun)
    if verb is not None:
        more_doers, more_undergoers = _carried(reading, noun, verb)
        doers += more_doers
        undergoers += more_undergoers
    doers = doers or charged_with(reading, noun)
    inside = {token.i for token in tokens}
    return Participants(
        _unique(_outside(doers, inside)),
        _unique(_outside(undergoers, inside)),
        _unique(_outside(partners, inside)),
        verb,
    )


def _beside(
    reading: Reading, noun: Token, roles: str, tokens: Tokens = ()
) -> tuple[Tokens, Tokens, Tokens]:
    """Participants inside the noun phrase: "Russian strikes on X by Y", "X's capture of Z"."""
    left_doers, left_undergoers = _left(reading, noun, roles)
    doers, undergoers, partners = list(left_doers), list(left_undergoers), list[Token]()
    of_actor = roles in ("of-actor", "move", "mutual")
    homes = {"of": doers if of_actor else undergoers, "by": doers, "from": doers, "between": doers}
    for prep, child in reading.prepositions(noun):
        nouns = [reading.meant(other) for other in reading.coordinated(child)]
        if prep.lower == "with" and roles == "mutual":
            partners.extend(nouns)
        elif prep.lower in reading.table.lists["noun-target-prepositions"] or (
            prep.lower == "between" and roles == "mediate"
        ):
            undergoers.extend(nouns)
        elif prep.lower in homes:
            if prep.lower == "by":
                # "Bombardment by Eritrean artillery": the weapon tells whose it is.
                nouns = list(expand_doers(reading, tuple(nouns)))
            actors = [
                other
                for other in nouns
                if reading.is_actor(other)
                or (prep.lower == "by" and "weapon" in reading.kinds(other))
            ]
            home = homes[prep.lower]
            home.extend(nouns if home is undergoers else actors)
    for clause in reading.document.children(noun, "acl"):
        doers.extend(agents_of(reading, clause))
        if clause.tag == "VBG" and reading.listed("targeting-verbs", clause):
            undergoers.extend(objects_of(reading, clause))
    return tuple(doers), tuple(undergoers), tuple(partners)


def _left(reading: Reading, noun: Token, roles: str) -> tuple[Tokens, Tokens]:
    doers: list[Token] = []
    undergoers: list[Token] = []
    for child in reading.document.children(noun, "poss", "amod", "compound", "nmod"):
        for word in reading.coordinated(child):
            suffers = roles == "object-first" and "demonym" not in reading.kinds(word)
            if opposed(reading, word):
                undergoers.append(word)
                continue
            if suffers and (child.dep == "poss" or reading.is_actor(word)):
                undergoers.append(word)
            elif _acts_from_left(reading, child, word):
                doers.append(word)
            elif reading.kinds(word) & {"facility", "place", "thing"}:
                undergoers.append(word)
    return tuple(doers), tuple(undergoers)


def opposed(reading: Reading, word: Token) -> bool:
    """Whether the word stands in "anti-government" or "anti-tank": what the deed is against."""
    before = reading.document.tokens[max(0, word.i - 2) : word.i]
    return len(before) == 2 and before[0].lower == "anti" and before[1].text == "-"


def _acts_from_left(reading: Reading, child: Token, word: Token) -> bool:
    if not reading.is_actor(word):
        return False
    if child.dep != "poss" and "name" in reading.kinds(word) and not word.ent:
        return False
    place_name = "place" in reading.kinds(word) and not reading.is_known_state(word)
    return child.dep == "poss" or word.ent == "NORP" or not place_name


def _carrier(reading: Reading, noun: Token) -> Token | None:
    """The verb that carries the noun's deed: "launched an attack", "is under attack"."""
    for clause in reading.document.children(noun, "acl"):
        # "The agreement reached in May", "the attack launched by rebels" are done already.
        if clause.tag == "VBN" and reading.listed("light-verbs", clause):
            return clause
    for clause in reading.document.children(noun, "acl", "relcl", "advcl"):
        # In headlines: "exchange to begin next week".
        infinitive = any(aux.tag == "TO" for aux in reading.document.children(clause, "aux"))
        if infinitive and reading.listed("starting-verbs", clause):
            return clause
    here = noun
    for _ in range(4):
        above = reading.document.head(here)
        if above is None:
            return None
        if above.pos in ("VERB", "AUX"):
            return above if _carries(reading, here, above) else None
        if here.dep not in ("conj", "pobj", "prep", "appos", "compound", "nmod"):
            return None
        if here.dep == "pobj" and above.lower not in ("under", "in", "of", "into", "with", "to"):
            return None
        here = above
    return None


def _carries(reading: Reading, noun: Token, verb: Token) -> bool:
    """Whether the verb says that the deed takes place, not what somebody thinks of it."""
    if noun.dep == "dobj":
        return any(reading.listed(name, verb) for name in _CARRYING)
    if noun.dep == "prep":
        if _in_return(reading, noun):
            return True
        struck = noun.lower == "with" and reading.listed("targeting-verbs", verb)
        return struck or noun.lower == "under" or reading.listed("engaged-verbs", verb)
    return noun.dep in ("nsubj", "nsubjpass", "attr", "oprd")


def _in_return(reading: Reading, prep: Token) -> bool:
    """As in "Returned 15 prisoners in exchange for maps": the verb tells the exchange itself."""
    return prep.lower == "in" and any(
        row.lemma == "exchange" and not reading.document.children(row, "det")
        for row in reading.document.children(prep, "pobj")
    )


_CARRYING = (
    "light-verbs",
    "receiving-verbs",
    "scheduling-verbs",
    "judging-verbs",
    "negators",
    "pledging-verbs",
)


def _carried(reading: Reading, noun: Token, verb: Token) -> tuple[Tokens, Tokens]:
    inside = noun
    while inside.head not in (verb.i, inside.i):
        inside = reading.document.tokens[inside.head]
    target_prepositions = reading.table.lists["noun-target-prepositions"]
    if inside.dep == "prep":
        rows = subjects(reading, verb)
        if inside.lower == "with" and reading.listed("targeting-verbs", verb):
            return expand_doers(reading, rows), objects_of(reading, verb)
        if inside.lower == "under" and noun.head == inside.i:
            return (), rows
        if _in_return(reading, inside):
            return expand_doers(reading, subjects(reading, verb)), objects_of(reading, verb)
        if inside.lower == "in" and reading.listed("engaged-verbs", verb):
            return expand_doers(reading, rows), ()
        return (), ()
    aimed = tuple(
        reading.meant(child)
        for prep, child in reading.prepositions(verb)
        if prep.lower in target_prepositions and reading.is_actor(reading.meant(child))
    )
    if inside.dep == "dobj" and reading.listed("light-verbs", verb):
        return expand_doers(reading, subjects(reading, verb) + agents_of(reading, verb)), aimed
    if inside.dep == "dobj" and reading.listed("receiving-verbs", verb):
        return (), subjects(reading, verb)
    if inside.dep == "nsubjpass" and reading.listed("light-verbs", verb):
        return agents_of(reading, verb), aimed
    if inside.dep == "nsubj" and reading.listed("targeting-verbs", verb):
        return (), objects_of(reading, verb)
    return (), ()


def expand_doers(reading: Reading, doers: Tokens) -> Tokens:
    """Add to an event or a weapon that acts ("Russian strikes killed") whose it is."""
    found: list[Token] = []
    for doer in doers:
        found.append(doer)
        kinds = reading.kinds(doer)
        if "actor" in kinds:
            continue
        event = ("noun", doer.lemma) in reading.table.senses
        if event or "weapon" in kinds:
            found.extend(_beside(reading, doer, "default")[0])
    return tuple(found)


# -- adjectives --------------------------------------------------------------------------------


def _of_adjective(reading: Reading, word: Token, sense: Sense) -> Participants:
    """As in "The rebel-held town", "the town is contested"."""
    above = reading.document.head(word)
    doers = tuple(
        child
        for child in reading.document.children(word, "npadvmod", "compound", "amod", "nmod")
        if reading.is_actor(child)
    )
    if word.dep == "amod" and above is not None:
        undergoers = reading.coordinated(above)
    elif above is not None and word.dep in ("acomp", "attr"):
        undergoers = subjects(reading, above)
    else:
        undergoers = subjects(reading, word)
    verb = reading.clause_verb(word)
    return Participants(doers, undergoers, (), verb if verb.pos in ("VERB", "AUX") else None)
