"""Pronouns: who "he", "its", "they", "we" and "who" mean, or nobody where two fit."""

from __future__ import annotations

from collections.abc import Collection

from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.resolve.actors.cast import Draft
from fogline.resolve.actors.recall import recall
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import CHAIN, SUBJECTS, View

PERSON_WINDOW = 5
THING_WINDOW = 2
PEOPLE_WINDOW = 2
_TAGS = ("PRP", "PRP$", "WP", "WP$", "WDT")
_REFLEXIVE = ("himself", "herself", "itself", "themselves")
_CLAUSES = ("acl", "ccomp", "relcl")
_COLLECTIVES = ("organisations", "armed", "countries", "group", "units", "publishers")
_MANY = (ActorKind.MILITARY, ActorKind.ARMED_GROUP, ActorKind.POPULATION)


def pronoun(scene: Scene, token: Token) -> Found | None:
    """Whom a pronoun means."""
    view = scene.view
    group = view.words.pronouns.get(token.lower)
    if group is None or not (token.tag in _TAGS or token.pos == "PRON"):
        return None
    span = view.document.span(token.start, token.end)
    if group == "relative":
        found = _antecedent(scene, token)
    elif group == "i":
        found = _speaker(scene, token)
    elif token.lower in _REFLEXIVE:
        found = _clause_subject(scene, token)
    elif group in ("he", "she"):
        found = _person(scene, token, "m" if group == "he" else "f")
    elif group == "it":
        found = () if _pleonastic(view, token) else _collective(scene, token, many=False)
    else:
        found = _collective(scene, token, many=True)
    return Found(found, span)


# -- who, I, himself ----------------------------------------------------------------------------


def _antecedent(scene: Scene, token: Token) -> tuple[int, ...]:
    """The noun that a relative clause hangs on."""
    for step, above in enumerate(scene.view.document.ancestors(token)):
        if above.dep == "relcl":
            return scene.meaning(scene.view.tokens[above.head])
        if step >= CHAIN:
            break
    return ()


def _speaker(scene: Scene, token: Token) -> tuple[int, ...]:
    """Whoever speaks the quotation that an "I" or "we" stands in, where that is given."""
    quote = scene.view.quote_at(token.start)
    holder = None if quote is None else scene.speakers.get(quote)
    return () if holder is None else scene.group(holder)


def _clause_subject(scene: Scene, token: Token) -> tuple[int, ...]:
    verb = scene.view.verb_above(token)
    subject = None if verb is None else scene.view.subject_of(verb)
    return () if subject is None or subject.i == token.i else scene.group(subject)


# -- he and she -----------------------------------------------------------------------------------


def _person(scene: Scene, token: Token, sex: str) -> tuple[int, ...]:
    def fits(draft: Draft) -> bool:
        return draft.is_person and draft.sex in (None, sex)

    excluded = set(_clash(scene, token))
    quote = scene.view.quote_at(token.start)
    if quote is not None and quote in scene.speakers:
        excluded.update(scene.meaning(scene.speakers[quote]))
    own = _own_clause(scene, token)
    if own is not None and len(own) == 1 and fits(scene.cast[own[0]]) and own[0] not in excluded:
        number: int | None = own[0]
    else:
        number = recall(scene, token, fits, window=PERSON_WINDOW, excluded=excluded)
    if number is None:
        return ()
    scene.cast[number].sex = sex
    return (number,)


def _own_clause(scene: Scene, token: Token) -> tuple[int, ...] | None:
    """For "his": whom the subject of the clause means ("Diallo said in his speech")."""
    if token.dep != "poss":
        return None
    verb = scene.view.verb_above(token)
    subject = None if verb is None else scene.view.subject_of(verb)
    if subject is None or subject.i >= token.i or token in scene.view.core(subject):
        return None
    return scene.meaning(subject)


def _clash(scene: Scene, token: Token) -> Collection[int]:
    """Whom an object cannot mean: the subject of its own clause ("he told him")."""
    if token.dep in (*SUBJECTS, "poss"):
        return ()
    verb = scene.view.verb_above(token)
    subject = None if verb is None else scene.view.document.child(verb, *SUBJECTS)
    return () if subject is None or subject.i >= token.i else scene.group(subject)


# -- it and they ----------------------------------------------------------------------------------


def _pleonastic(view: View, token: Token) -> bool:
    """Whether an "it" only fills the subject's place: "it is clear that", "it rained"."""
    if token.lower != "it":
        return False
    verb = view.document.head(token)
    if verb is None:
        return False
    if token.dep == "expl":
        return True
    if token.dep not in SUBJECTS:
        return False
    sets = view.words.sets
    clause = view.document.child(verb, "ccomp", "xcomp", "csubj", "advcl", "csubjpass") is not None
    if verb.lemma in sets["pleonastic_verbs"] and clause:
        return True
    if token.dep == "nsubjpass":
        return clause and verb.lower in sets["pleonastic_predicates"]
    if verb.lemma != "be":
        return False
    predicate = _predicate(view, verb)
    if predicate is not None and not _may_be_actor(view, predicate):
        return True
    return any(
        child.lower in sets["pleonastic_predicates"]
        for child in view.document.children(verb, "acomp", "attr", "advmod", "prep")
    )


def _predicate(view: View, verb: Token) -> Token | None:
    """The noun that "be" says of its subject ("it was the third town")."""
    noun = view.document.child(verb, "attr")
    return noun if noun is not None and noun.pos == "NOUN" else None


def _may_be_actor(view: View, noun: Token) -> bool:
    """Whether a predicate noun can be said of an actor that is not a person."""
    words = view.words
    return any(
        form in words.sets[name] for form in view.forms(noun) for name in _COLLECTIVES
    ) or any(form in words.body_heads for form in view.forms(noun))


def _collective(scene: Scene, token: Token, *, many: bool) -> tuple[int, ...]:
    """The nearest subject above that fits, then one before it in the sentence, then earlier."""
    found = _condition(scene, token, many=many)
    if found is None:
        found = _above(scene, token, many=many)
    if found is None:
        found = _in_sentence(scene, token, many=many)
    if found is None and scene.view.quote_at(token.start) is not None:
        # Who is spoken of inside a quotation need not be whom the report last spoke of.
        return ()
    if found is None:
        found = _earlier(scene, token, many=many)
    return found


def _fits(draft: Draft, *, many: bool) -> bool:
    if draft.is_person:
        return False
    if many:
        return draft.plural or draft.kind in _MANY or draft.kind is ActorKind.UNNAMED
    return not draft.plural and draft.kind is not ActorKind.POPULATION


def _group_fits(scene: Scene, numbers: tuple[int, ...], *, many: bool) -> bool:
    if many:
        return len(numbers) > 1 or (bool(numbers) and _fits(scene.cast[numbers[0]], many=True))
    return len(numbers) == 1 and _fits(scene.cast[numbers[0]], many=False)


def _judge(scene: Scene, noun: Token, *, many: bool) -> tuple[int, ...] | None:
    """What a subject means for the pronoun: its actors, () for a thing that fits, None to go on."""
    if noun.pos == "PRON" and noun.tag == "EX":
        return None
    plural = scene.view.plural(noun) or bool(scene.view.document.conjuncts(noun))
    numbers = scene.group(noun) if many else scene.meaning(noun)
    if numbers:
        return numbers if _group_fits(scene, numbers, many=many) else None
    if noun.pos == "PRON" and noun.lower not in ("it", "they"):
        return None
    return () if plural == many else None


def _condition(scene: Scene, token: Token, *, many: bool) -> tuple[int, ...] | None:
    """The subject of the pronoun's own condition ("if Chad fails to pay, it will lose ...")."""
    if token.dep not in SUBJECTS:
        return None
    document = scene.view.document
    for clause in document.children(scene.view.tokens[token.head], "advcl"):
        subject = document.child(clause, *SUBJECTS) if clause.i < token.i else None
        if subject is not None and subject.i < token.i:
            return _judge(scene, subject, many=many)
    return None


def _above(scene: Scene, token: Token, *, many: bool) -> tuple[int, ...] | None:
    """Look at the owners and subjects of the phrases and clauses that the pronoun is in."""
    view = scene.view
    here = token
    for _ in range(CHAIN * 2):
        above = view.document.head(here)
        if above is None:
            return None
        noun: Token | None = None
        if here.dep == "conj" and above.pos in ("NOUN", "PROPN"):
            noun = above
        elif above.pos in ("VERB", "AUX") and not _blocked(token, here, above):
            noun = view.subject_of(above)
        elif here.dep in _CLAUSES and view.listed("told", above):
            # "Has not answered the rebels' claim that they took it": whoever claims is meant.
            noun = _whose_words(view, above)
        if noun is not None and view.quote_at(noun.start) != view.quote_at(token.start):
            noun = _quoting(scene, token, noun)
        if noun is not None and noun.i < token.i and not _inside(view, noun, token):
            found = _judge(scene, noun, many=many)
            if found is not None:
                return found
        here = above
    return None


def _whose_words(view: View, told: Token) -> Token | None:
    """Whose claim or account it is, where a name or noun right beside it says so."""
    for child in view.document.children(told, "poss", "compound", "nmod", "amod"):
        if child.i in view.names or child.pos in ("NOUN", "PROPN"):
            return child
    return next(
        (
            noun
            for by in view.document.children(told, "prep")
            if by.lower in ("by", "from", "of")
            for noun in view.document.children(by, "pobj")
        ),
        None,
    )


def _quoting(scene: Scene, token: Token, noun: Token) -> Token | None:
    """The subject outside a quotation that an "it" inside means: only one that runs into it.

    In: Russia said it "will not attend", the words outside and inside are one sentence; in a
    quotation of whole sentences, "it" is somebody else.
    """
    view = scene.view
    quote = view.quote_at(token.start)
    if quote is None:
        return noun
    start = view.document.quotes[quote].start
    first = view.document.token_at(start + 1)
    return noun if first is not None and first.text[:1].islower() else None


def _blocked(token: Token, here: Token, verb: Token) -> bool:
    """Whether the verb's subject cannot be meant: the pronoun is that subject or its object."""
    if here.i != token.i:
        return False
    return token.dep in (*SUBJECTS, "dobj", "dative") and verb.i == token.head


def _inside(view: View, noun: Token, token: Token) -> bool:
    first, last = view.document.subtree_edges(noun)
    return first <= token.i <= last and noun.i > token.i


def _in_sentence(scene: Scene, token: Token, *, many: bool) -> tuple[int, ...] | None:
    """The last subject before the pronoun in its sentence ("As Chad advances, it ...")."""
    view = scene.view
    sentence = view.document.sentences[token.sentence]
    clash = set(_clash(scene, token))
    quote = view.quote_at(token.start)
    for i in range(token.i - 1, max(sentence.first, token.i - 60) - 1, -1):
        noun = view.tokens[i]
        if view.quote_at(noun.start) != quote:
            continue
        subject = noun.dep in SUBJECTS or (
            noun.dep == "pobj" and view.according(view.tokens[noun.head])
        )
        if not subject:
            continue
        found = _judge(scene, noun, many=many)
        if found is not None and not clash.intersection(found):
            return found
    return None


def _earlier(scene: Scene, token: Token, *, many: bool) -> tuple[int, ...]:
    """Subjects of the sentences before; a thing as the last subject ends the search."""
    view = scene.view
    quote = view.quote_at(token.start)
    if token.sentence and quote is None:
        last = _main_subject(view, token.sentence - 1)
        if last is not None:
            found = _judge(scene, last, many=many)
            if found is not None:
                return found

    def fits(draft: Draft) -> bool:
        return _fits(draft, many=many)

    number = recall(
        scene,
        token,
        fits,
        window=PEOPLE_WINDOW if many else THING_WINDOW,
        excluded=_clash(scene, token),
    )
    return () if number is None else (number,)


def _main_subject(view: View, number: int) -> Token | None:
    """The subject of a sentence's main verb."""
    sentence = view.document.sentences[number]
    for token in view.document.tokens_of(sentence):
        if token.head == token.i and token.pos in ("VERB", "AUX"):
            return view.document.child(token, *SUBJECTS)
    return None
