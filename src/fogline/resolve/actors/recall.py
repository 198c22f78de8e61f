"""Who was last spoken of: one scoring for pronouns and definite descriptions."""

from __future__ import annotations

from collections.abc import Callable, Collection

from fogline.language.document import Token
from fogline.resolve.actors.cast import Draft
from fogline.resolve.actors.scene import Scene, Seen

# Weights of a mention as an antecedent. A sentence back costs less than being no subject, so
# that "he" stays with whoever holds the floor.
PER_SENTENCE = 1.5
SUBJECT = 2.0
SAYING = 1.0
PARALLEL = 1.0
OWNER = -0.5
# Two candidates nearer than this to each other fit equally: nobody is guessed.
MARGIN = 0.75
# The trail is followed back over this many mentions at most.
LONGEST_LOOK_BACK = 400


def recall(
    scene: Scene,
    token: Token,
    fits: Callable[[Draft], bool],
    *,
    window: int,
    excluded: Collection[int] = (),
) -> int | None:
    """The actor that fits and was spoken of most recently and prominently; None where two do.

    ``window`` is in sentences of narration.
    """
    scores: dict[int, float] = {}
    at = scene.view.clock[token.sentence]
    role = scene.view.role(token)
    quote = scene.view.quote_at(token.start)
    for seen in reversed(scene.trail[-LONGEST_LOOK_BACK:]):
        if at - seen.at > window:
            break
        if seen.token.i >= token.i or (seen.quote is not None and seen.quote != quote):
            # Whom a quotation speaks of is not whom the report goes on about.
            continue
        for number in seen.drafts:
            if number in excluded or not fits(scene.cast[number]):
                continue
            score = _score(seen, at, role)
            if score > scores.get(number, float("-inf")):
                scores[number] = score
    ranked = sorted(scores.items(), key=lambda row: (-row[1], row[0]))
    if not ranked:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < MARGIN:
        return None
    return ranked[0][0]


def _score(seen: Seen, at: int, role: str) -> float:
    score = -PER_SENTENCE * (at - seen.at)
    if seen.role == "subject":
        score += SUBJECT + (PARALLEL if role == "subject" else 0.0)
    elif seen.role == "possessive":
        score += OWNER
    if seen.saying:
        score += SAYING
    return score
