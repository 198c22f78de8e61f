"""Both sides, each other, the enemy: the parties as the report sets them against each other."""

from __future__ import annotations

from fogline.language.document import Token
from fogline.resolve.actors.recall import LONGEST_LOOK_BACK
from fogline.resolve.actors.scene import Found, Scene
from fogline.resolve.actors.view import SUBJECTS

# "The two leaders" are looked for in this many sentences of narration.
PAIR_WINDOW = 3


def both_sides(scene: Scene, token: Token) -> Found | None:
    """The two parties of the report: "both sides", "the two countries", "the two leaders"."""
    view = scene.view
    if token.dep in ("det", "predet", "preconj", "cc"):
        return None
    phrase = " ".join(view.word(t) for t in view.core(token))
    sort = view.words.sides.get(phrase)
    if sort is None:
        return None
    if phrase == "both" and view.of_object(token) is not None:
        return None
    if sort == "person":
        found = _two_persons(scene, token)
    else:
        found = _two_parties(scene, only_states=sort == "state")
    return Found(found, view.document.span(view.core(token)[0].start, token.end)) if found else None


def each_other(scene: Scene, token: Token) -> Found | None:
    """The subject of the clause, if it is more than one: "each other", "one another"."""
    view = scene.view
    before = view.tokens[token.i - 1] if token.i else token
    if f"{before.lower} {token.lower}" not in view.words.sets["mutual"]:
        return None
    verb = view.verb_above(token)
    subject = None if verb is None else view.subject_of(verb)
    found = () if subject is None else scene.group(subject)
    return Found(found if len(found) > 1 else (), view.document.span(before.start, token.end))


def adversary(scene: Scene, token: Token) -> Found | None:
    """The party set against the speaker's own ("the enemy"), where the speaker is known."""
    view = scene.view
    if token.pos not in ("NOUN", "PROPN", "ADJ"):
        return None
    if not any(form in view.words.adversary_heads for form in view.forms(token)):
        return None
    words = [view.word(t) for t in view.core(token)]
    if words[0] in view.words.sets["new"] or len(words) > 3:
        return None
    heads = set(view.forms(token)) | {" ".join(words[-2:])}
    if not heads & view.words.sets["adversary"] or words[0] not in ("the", *heads):
        return None
    own = _speakers_party(scene, token)
    other = None if own is None else opponent(scene, own)
    return None if other is None else Found((scene.party_draft(other),))


def _speakers_party(scene: Scene, token: Token) -> str | None:
    """The party of whoever speaks: the quotation's speaker, else the subject of the saying."""
    view = scene.view
    quote = view.quote_at(token.start)
    holder = None if quote is None else scene.speakers.get(quote)
    if holder is not None:
        return _one_party(scene, holder)
    for above in view.document.ancestors(token):
        if above.lemma in view.words.sets["saying"]:
            subject = view.document.child(above, *SUBJECTS)
            if subject is not None and subject.i != token.i:
                return _one_party(scene, subject)
    return None


def _one_party(scene: Scene, holder: Token) -> str | None:
    parties = {scene.party(number) for number in scene.meaning(holder)} - {None}
    return next(iter(parties)) if len(parties) == 1 else None


def opponent(scene: Scene, party: str) -> str | None:
    """The party most often named beside this one; None where two are equally often."""
    rows = [
        (count, second if first == party else first)
        for (first, second), count in scene.pairs.items()
        if party in (first, second)
    ]
    rows.sort(key=lambda row: -row[0])
    if not rows or (len(rows) > 1 and rows[0][0] == rows[1][0]):
        return None
    return rows[0][1]


def _two_parties(scene: Scene, *, only_states: bool) -> tuple[int, ...]:
    """The pair of parties most often named together; else the two named far most; else nobody."""

    def allowed(*keys: str) -> bool:
        return not only_states or all(key.startswith("state:") for key in keys)

    pairs = [(count, pair) for pair, count in scene.pairs.items() if allowed(*pair)]
    pairs.sort(key=lambda row: -row[0])
    if pairs and (len(pairs) == 1 or pairs[0][0] > pairs[1][0]):
        return _in_order(scene, pairs[0][1])
    counts = [(count, key) for key, count in scene.counts.items() if allowed(key)]
    counts.sort(key=lambda row: -row[0])
    if len(counts) == 2 or (len(counts) > 2 and counts[1][0] > counts[2][0]):
        return _in_order(scene, (counts[0][1], counts[1][1]))
    return ()


def _in_order(scene: Scene, pair: tuple[str, str]) -> tuple[int, ...]:
    """The two parties in the order in which the report first names them."""
    order = list(scene.counts)
    return tuple(scene.party_draft(key) for key in sorted(pair, key=order.index))


def _two_persons(scene: Scene, token: Token) -> tuple[int, ...]:
    """The last two persons, where exactly two were spoken of."""
    at = scene.view.clock[token.sentence]
    found: list[int] = []
    for seen in reversed(scene.trail[-LONGEST_LOOK_BACK:]):
        if at - seen.at > PAIR_WINDOW:
            break
        found.extend(n for n in seen.drafts if scene.cast[n].is_person and n not in found)
    return tuple(reversed(found)) if len(found) == 2 else ()
