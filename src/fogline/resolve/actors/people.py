"""People with a name: full names, titles before them, posts beside them, later short forms."""

from __future__ import annotations

from dataclasses import dataclass

from fogline.knowledge.actors import NameClass
from fogline.language.document import Token
from fogline.records.actor import ActorKind
from fogline.records.span import Span
from fogline.resolve.actors.cast import Draft, name_parts
from fogline.resolve.actors.owners import owners_of
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import View

_PLACES = ("GPE", "LOC", "NORP", "ORG", "FAC")
# The parser takes a foreign surname for a common noun now and then.
_NAME_POS = ("PROPN", "NOUN", "ADJ", "X")
_NICKNAME_MARKS = ('"', "\u201c", "\u201d", "(", ")")
LONGEST_NAME = 6
LONGEST_TITLE = 3


@dataclass(frozen=True, slots=True)
class Post:
    """What the words beside a name tell: the post in the report's words, its family, its owners."""

    role: str | None = None
    family: str | None = None
    head: Token | None = None
    sex: str | None = None


def person(scene: Scene, token: Token) -> Found | None:
    """A person's name with its title; later short forms mean the same person."""
    view = scene.view
    known = view.sense(token, NameClass.PERSON)
    if known is None and not (token.pos in _NAME_POS and token.text[:1].isupper()):
        return None
    if known is None and token.i in view.names:
        return None
    first = _name_start(view, token)
    post = _title(view, token, first)
    if known is None and not _is_person(scene, token, first, post):
        return None
    name = view.document.span(view.tokens[first].start, token.end)
    start = min(view.left_edge(token), first)
    span = view.document.span(view.tokens[start].start, token.end)
    number = _identify(scene, token, name, post)
    if number is None:
        return None
    _learn(scene, number, token, post)
    return Found((number,), span)


def _name_start(view: View, token: Token) -> int:
    """Index of the first token of the name that the token ends."""
    first = token.i
    sentence = view.document.sentences[token.sentence]
    for i in range(token.i - 1, max(sentence.first, token.i - LONGEST_NAME) - 1, -1):
        here = view.tokens[i]
        if here.text in ("-", "\u2019", "'") and view.tokens[i + 1].start == here.end:
            continue
        if here.text in _NICKNAME_MARKS and i > sentence.first:
            continue
        name = view.names.get(i)
        if name is not None and name.form is not NameClass.PERSON:
            break
        if not _name_like(view, here) or _title_word(view, here):
            break
        first = i
    return first


def _name_like(view: View, token: Token) -> bool:
    if token.ent == "PERSON":
        return token.pos not in ("PUNCT", "PART", "ADP", "VERB", "DET") or token.lower == "al"
    if token.ent in _PLACES:
        return False
    return token.pos == "PROPN" and token.text[:1].isupper()


def _title_word(view: View, token: Token) -> bool:
    word = view.word(token).rstrip(".")
    words = view.words
    return (
        word in words.people
        or word in words.sets["titles"]
        or word in words.bodies
        or word in words.sets["organisation_names"]
        or not word
    )


def _title(view: View, token: Token, first: int) -> Post:
    """The title before a name: the longest run of words that ends in a post or an abbreviation."""
    words = view.words
    edge = view.left_edge(view.tokens[token.i])
    last = first - 1
    while last >= edge and view.tokens[last].text in (".", ","):
        last -= 1
    if last < edge:
        return Post()
    head = view.tokens[last]
    word = view.word(head).rstrip(".")
    family = words.people.get(word)
    if family is None and word not in words.sets["titles"]:
        return Post()
    start = last
    while start > edge and _part_of_title(view, view.tokens[start - 1]):
        start -= 1
    text = view.document.text[view.tokens[start].start : view.tokens[first - 1].end].strip()
    if word in words.sets["military_titles"]:
        family = "rank"
    sex = sex_of(view, word)
    if word in words.sets["courtesy"]:
        return Post(sex=sex, head=None)
    return Post(role=" ".join(text.split()), family=family, head=head, sex=sex)


def _part_of_title(view: View, token: Token) -> bool:
    if token.i in view.names or token.ent in _PLACES or token.tag in ("POS", "DT", "CD", ","):
        return False
    word = view.word(token).rstrip(".")
    words = view.words
    if word in words.bodies and word not in ("army", "military"):
        return False
    if token.text in ("-", "."):
        return True
    return token.pos in ("NOUN", "PROPN", "ADJ", "ADV") and token.dep != "poss"


def sex_of(view: View, word: str) -> str | None:
    """The sex, "m" or "f", where the word tells it."""
    if word in view.words.sets["female"]:
        return "f"
    return "m" if word in view.words.sets["male"] else None


def _is_person(scene: Scene, token: Token, first: int, post: Post) -> bool:
    """Whether a proper name, as it stands, is a person's."""
    view = scene.view
    if token.dep in ("compound", "nmod", "amod") and token.head > token.i:
        return False
    if view.word(token) in view.words.sets["organisation_names"] or _title_word(view, token):
        return False
    if token.pos != "PROPN":
        return token.i == first and bool(_met(scene, view.word(token)))
    if post.family or post.sex or post.head:
        return token.ent not in ("GPE", "NORP") or token.i - first > 0
    if _beside(view, token).head is not None or _aged(view, token):
        return token.ent not in ("GPE", "LOC", "NORP")
    if token.ent == "PERSON":
        parts = name_parts(view.document.text[view.tokens[first].start : token.end])
        return (
            token.i > first
            or bool(scene.cast.persons(parts))
            or view.saying(token)
            or token.i in scene.wanted
        )
    if token.ent in ("GPE", "LOC", "NORP", "FAC"):
        return False
    # A name the parser does not type is a person's if it is one already met.
    return token.i == first and bool(_met(scene, view.word(token)))


def _met(scene: Scene, word: str) -> tuple[int, ...]:
    return scene.cast.persons(name_parts(word))


def _aged(view: View, token: Token) -> bool:
    """Whether an age follows the name: "Amina, 34,"."""
    after = view.tokens[token.i + 1 : token.i + 3]
    return (
        len(after) == 2
        and after[0].text == ","
        and after[1].text.isdigit()
        and 5 <= int(after[1].text) <= 110
    )


def _beside(view: View, token: Token) -> Post:
    """The post in apposition: "X, a doctor", "the army's spokesman, X"."""
    rows = [child for child in view.document.children(token, "appos") if child.i > token.i]
    if token.dep == "appos":
        rows.append(view.tokens[token.head])
    for row in rows:
        found = post_noun(view, row)
        if found is not None:
            return found
    return Post()


def post_noun(view: View, token: Token) -> Post | None:
    """The post that a noun phrase names, without its owner; None if it names none."""
    match = people_match(view, token)
    if match is None:
        return None
    family, start = match
    edge, word = view.left_edge(token), start
    while start > edge and _part_of_title(view, view.tokens[start - 1]):
        start -= 1
    if view.tokens[start].text in ("-", "."):
        start = word
    text = view.document.text[view.tokens[start].start : token.end]
    return Post(
        role=" ".join(text.split()), family=family, head=token, sex=sex_of(view, view.word(token))
    )


def people_match(view: View, token: Token) -> tuple[str, int] | None:
    """The family of the longest word for a person that ends at the token, and where it starts."""
    if token.pos not in ("NOUN", "PROPN"):
        return None
    people = view.words.people
    for length in range(LONGEST_TITLE, 0, -1):
        start = token.i - length + 1
        if start < 0 or view.tokens[start].sentence != token.sentence:
            continue
        before = " ".join(view.word(t) for t in view.tokens[start : token.i])
        for form in view.forms(token):
            family = people.get(f"{before} {form}".strip())
            if family is not None:
                return family, start
    return None


def _identify(scene: Scene, token: Token, name: Span, post: Post) -> int | None:
    """The draft of the person: known from the tables, met before, or new."""
    cast = scene.cast
    known = scene.view.sense(token, NameClass.PERSON)
    parts = name_parts(name.text)
    if known is not None:
        number = cast.entry(known.entry)
        cast.name_person(number, parts)
        return number
    if not parts:
        return None
    met = cast.persons(parts)
    sex = post.sex or _beside(scene.view, token).sex
    if sex:
        met = tuple(n for n in met if cast[n].sex in (None, sex))
    if len(met) == 1:
        draft = cast[met[0]]
        if len(parts) > len(draft.parts) and draft.key.startswith("person#"):
            draft.name = " ".join(name.text.split())
        cast.name_person(met[0], parts)
        return met[0]
    # Two bearers of one name fit: the short form stands for itself, neither is guessed.
    key = f"person#{'-'.join(parts)}"
    number = cast.add(Draft(key=key, name=" ".join(name.text.split()), kind=ActorKind.PERSON))
    cast.name_person(number, parts)
    return number


def _learn(scene: Scene, number: int, token: Token, post: Post) -> None:
    """Take over from title and apposition what the person's draft does not say yet."""
    draft = scene.cast[number]
    for found, head in ((post, token), (_beside(scene.view, token), None)):
        draft.sex = draft.sex or found.sex
        if found.head is None:
            continue
        draft.words |= set(scene.view.forms(found.head))
        draft.role = draft.role or found.role
        draft.family = draft.family or found.family
        owner_of(scene, draft, head or found.head, found.family)


def owner_of(scene: Scene, draft: Draft, token: Token, family: str | None) -> None:
    """Set the draft's country and membership from the words around the token."""
    for number in owners_of(scene, token)[:1]:
        owner = scene.cast[number]
        if owner.key == draft.key or (owner.is_person and family == "civil"):
            # A wife or a doctor of somebody is no member of what he is a member of.
            return
        draft.country = draft.country or owner.country
        if draft.owner is None:
            draft.owner = member_key(scene, owner, family)


def member_key(scene: Scene, owner: Draft, family: str | None) -> str | None:
    """The key of what a person of that family is a member of, the owner being known."""
    if owner.key != f"state:{owner.country}":
        return owner.key if not owner.is_person else owner.owner
    if family == "rank":
        return scene.cast.tables.body(str(owner.country), "military").key
    if family == "police":
        return scene.cast.tables.body(str(owner.country), "police").key
    return None if family in ("civil", "local") else owner.key
