"""Subjects, objects and agents of a verb, found or controlled, from the dependency parse."""

from __future__ import annotations

from fogline.extract.claims.charges import charged_with
from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token

# How far a missing subject is looked for up the tree of clauses.
DEEPEST_CONTROL = 5
# Two coordinated verbs this close share the object of the second ("attacked and looted homes").
CLOSE = 3

Tokens = tuple[Token, ...]


def is_passive(reading: Reading, verb: Token) -> bool:
    """Whether the verb is passive: "was hit", "the town hit by shells", "hit by shells, it"."""
    children = reading.document.children(verb)
    if any(child.dep in ("nsubjpass", "auxpass", "csubjpass") for child in children):
        return True
    if verb.tag != "VBN":
        return False
    if any(child.dep == "agent" for child in children):
        return True
    if verb.dep == "acl":
        # "The claim that it had shot them down" is no "jets shot down".
        return not any(child.dep in ("nsubj", "aux") for child in children)
    if verb.dep == "xcomp" and verb.tag == "VBN":
        # "Was found murdered", "had the house searched".
        return not any(child.dep in ("dobj", "aux") for child in children)
    if verb.dep == "advcl":
        return not any(child.dep in ("dobj", "aux", "nsubj") for child in children)
    if verb.dep == "conj" and not any(child.dep in ("nsubj", "aux") for child in children):
        return is_passive(reading, reading.document.tokens[verb.head])
    return False


def subjects(reading: Reading, verb: Token, depth: int = 0) -> Tokens:
    """The noun phrases that are the verb's subject on the surface, found or controlled."""
    own = [
        noun
        for child in reading.document.children(verb, "nsubj", "nsubjpass")
        for noun in reading.coordinated(reading.meant(reading.antecedent(child)))
    ]
    if own:
        return tuple(reading.antecedent(noun) for noun in own)
    if depth >= DEEPEST_CONTROL or verb.head == verb.i:
        return ()
    above = reading.document.tokens[verb.head]
    rule = _CONTROL.get(verb.dep)
    return rule(reading, verb, above, depth + 1) if rule else ()


def _from_noun(reading: Reading, verb: Token, noun: Token, depth: int) -> Tokens:
    """As in "troops raising a flag", "the town hit by shells"; an attempt has its maker."""
    infinitive = any(child.tag == "TO" for child in reading.document.children(verb, "aux"))
    if not infinitive:
        return reading.coordinated(noun) if noun.pos in ("NOUN", "PROPN", "PRON") else ()
    owners = reading.document.children(noun, "poss")
    if owners:
        return owners
    above = reading.document.head(noun)
    if noun.dep == "pobj" and above is not None:
        # "Availed themselves of the chance to attack".
        above = reading.document.head(above)
    held = noun.dep in ("dobj", "attr", "pobj")
    if above is not None and held and above.pos in ("VERB", "AUX"):
        return (
            agents_of(reading, above)
            if is_passive(reading, above)
            else subjects(reading, above, depth)
        )
    return ()


def _from_complement(reading: Reading, verb: Token, above: Token, depth: int) -> Tokens:
    """As in "Threatened to escalate" takes the subject, "ordered troops to leave" the object."""
    if reading.listed("object-control", above):
        found = objects_of(reading, above)
        if found:
            return found
    if above.pos in ("NOUN", "PROPN"):
        return _from_noun(reading, verb, above, depth)
    return subjects(reading, above, depth)


def _from_adverbial(reading: Reading, verb: Token, above: Token, depth: int) -> Tokens:
    """As in "..., claiming to have ..." takes the subject; of a passive, only its agent acts."""
    if any(child.dep == "mark" for child in reading.document.children(verb)) and verb.tag in (
        "VBD",
        "VBZ",
        "VBP",
    ):
        return ()
    if is_passive(reading, above) and not is_passive(reading, verb):
        return agents_of(reading, above)
    return subjects(reading, above, depth)


def _from_coordinate(reading: Reading, verb: Token, above: Token, depth: int) -> Tokens:
    if above.pos not in ("VERB", "AUX"):
        return ()
    if is_passive(reading, above) and not is_passive(reading, verb):
        return agents_of(reading, above) if verb.tag == "VBG" else subjects(reading, above, depth)
    return subjects(reading, above, depth)


def _from_preposition(reading: Reading, verb: Token, prep: Token, depth: int) -> Tokens:
    """As in "By posting", "after seizing", "accused X of hindering"."""
    above = reading.document.head(prep)
    if above is None:
        return ()
    charged = charged_with(reading, verb)
    if charged:
        return charged
    if above.pos in ("NOUN", "PROPN"):
        governor = reading.document.head(above)
        if governor is not None and above.dep == "dobj" and _charges(reading, governor, prep):
            # "Accused the army of shelling": the parser hangs "of" on "army" as readily.
            return reading.coordinated(above)
        owners = reading.document.children(above, "poss")
        return owners or _of_stage(reading, above, depth)
    if above.pos == "ADV":
        # "Stopped short of attacking", "far from surrendering".
        above = reading.document.tokens[above.head]
    if above.pos not in ("VERB", "AUX"):
        return ()
    if _charges(reading, above, prep):
        passive = is_passive(reading, above)
        return subjects(reading, above, depth) if passive else objects_of(reading, above)
    if is_passive(reading, above):
        return agents_of(reading, above)
    return subjects(reading, above, depth)


def _charges(reading: Reading, verb: Token, prep: Token) -> bool:
    """Whether the verb's object does what follows ("accused of", "kept from")."""
    return reading.listed("object-control", verb) and prep.lower in ("of", "from", "into", "for")


def _of_stage(reading: Reading, noun: Token, depth: int) -> Tokens:
    """As in "Is in the middle of withdrawing", "are on the verge of attacking"."""
    prep = reading.document.head(noun)
    verb = reading.document.head(prep) if prep is not None and prep.dep == "prep" else None
    if verb is None or verb.lemma not in ("be", "stand", "remain"):
        return ()
    return subjects(reading, verb, depth)


def _from_relative(reading: Reading, verb: Token, noun: Token, depth: int) -> Tokens:
    return ()


_CONTROL = {
    "acl": _from_noun,
    "xcomp": _from_complement,
    "acomp": _from_complement,
    "ccomp": _from_complement,
    "advcl": _from_adverbial,
    "conj": _from_coordinate,
    "pcomp": _from_preposition,
    "relcl": _from_relative,
}


def objects_of(reading: Reading, verb: Token) -> Tokens:
    """Direct objects; in a relative clause without one, the noun that it describes."""
    found: list[Token] = []
    for child in reading.document.children(verb, "dobj", "dative"):
        if child.pos == "ADP":
            continue
        for noun in reading.coordinated(reading.antecedent(child)):
            found.append(reading.meant(noun))
    if found:
        return tuple(found)
    for child in reading.document.children(verb, "npadvmod"):
        if reading.listed("counters", child) and child.i > verb.i:
            return (child,)
    if verb.dep == "relcl" and not is_passive(reading, verb):
        noun = reading.document.tokens[verb.head]
        own = reading.document.children(verb, "nsubj")
        if own and all(reading.antecedent(token).i != noun.i for token in own):
            return reading.coordinated(noun)
    return ()


def shared_object(reading: Reading, verb: Token) -> Tokens:
    """The object of the verb coordinated right after this one, which both share."""
    for other in reading.document.children(verb, "conj"):
        if other.pos == "VERB" and 0 < other.i - verb.i <= CLOSE:
            return objects_of(reading, other)
    return ()


def agents_of(reading: Reading, verb: Token) -> Tokens:
    """The noun phrases that a passive verb is done by."""
    return tuple(
        noun
        for agent in reading.document.children(verb, "agent")
        for child in reading.document.children(agent, "pobj")
        for noun in reading.coordinated(reading.meant(child))
    )


def shared_agents(reading: Reading, verb: Token) -> Tokens:
    """Those that a passive verb coordinated with this one names ("was seized and shot by X")."""
    for other in reading.document.children(verb, "conj"):
        own = reading.document.children(other, "nsubj", "nsubjpass")
        if other.tag == "VBN" and not own:
            return agents_of(reading, other) or shared_agents(reading, other)
    return ()
