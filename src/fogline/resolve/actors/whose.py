"""Whose body is meant where no words say so: "the army", "the General Staff".

A section headed by one side's name is that side's. Who answers or denies what a party has said is
none of that party's organs; with two parties at odds it is the other's.
"""

from __future__ import annotations

from fogline.language.document import Token
from fogline.resolve.actors.scene import Scene
from fogline.resolve.actors.sides import opponent
from fogline.resolve.actors.view import View

# A heading has few words, no stop at its end, and heads the next paragraphs only.
LONGEST_HEADING = 14
LONGEST_SECTION = 8
_STOPS = (".", "!", "?", ":", ";", "\u2026")


def country_by_context(scene: Scene, token: Token, window: int) -> str | None:
    """The code of the state that a body with no owner is of, or None where that is not clear."""
    view = scene.view
    answered = _answered(scene, token) or _quoted(view, token)
    here = view.countries_in(token.sentence) - {answered}
    if len(here) == 1:
        return next(iter(here))
    if here:
        return None
    found = _floor(view, token) or _heading(view, token)
    if found is not None and found != answered:
        return found
    if answered is None:
        return view.only_country(token, window)
    other = opponent(scene, f"state:{answered}")
    return None if other is None else scene.cast[scene.party_draft(other)].country


def _quoted(view: View, token: Token) -> str | None:
    """The one state that a sentence names only inside a quotation that the body speaks.

    "No Chadian base was hit," the ministry said: whoever speaks so is seldom Chad, if the report
    is about others as well.
    """
    if len({code for _, code in view.countries}) < 2:
        return None
    named = view.countries_at(token.sentence)
    inside = {view.quote_at(view.tokens[i].start) for i, _ in named}
    if None in inside or view.quote_at(token.start) is not None:
        return None
    codes = {code for _, code in named}
    return next(iter(codes)) if len(codes) == 1 else None


def _answered(scene: Scene, token: Token) -> str | None:
    """The state whose words the sentence of the body answers or denies ("the Russian account")."""
    view = scene.view
    sentence = view.document.tokens_of(view.document.sentences[token.sentence])
    if not any(view.listed("answering", word) for word in sentence):
        return None
    for word in sentence:
        if word.i <= token.i or not view.listed("told", word):
            continue
        for child in view.document.children(word, "poss", "amod", "nmod", "compound"):
            name = view.names.get(child.i)
            if name is not None and name.senses and name.senses[0].entry.country is not None:
                return name.senses[0].entry.country
    return None


def _floor(view: View, token: Token) -> str | None:
    """The state that the sentence before, in the same paragraph, says has answered."""
    sentences = view.document.sentences
    if token.sentence == 0:
        return None
    before = sentences[token.sentence - 1]
    if before.paragraph != sentences[token.sentence].paragraph:
        return None
    named = view.countries_in(before.i)
    answers = any(
        view.listed("answering", word)
        for word in view.document.tokens_of(before)
        if word.head == word.i
    )
    return next(iter(named)) if answers and len(named) == 1 else None


def _heading(view: View, token: Token) -> str | None:
    """The one state that the heading of the token's section names."""
    here = view.document.sentences[token.sentence].paragraph
    # The first paragraph is the report's own title: it speaks of all sides.
    for number in range(here - 1, max(here - LONGEST_SECTION, 0), -1):
        if _is_heading(view, number):
            paragraph = view.document.paragraphs[number]
            rows = [view.countries_in(i) for i in range(paragraph.first, paragraph.last)]
            named = set().union(*rows)
            return next(iter(named)) if len(named) == 1 else None
    return None


def _is_heading(view: View, number: int) -> bool:
    """Whether a paragraph is a few words without a stop, a bare time of day not counted."""
    document = view.document
    paragraph = document.paragraphs[number]
    if paragraph.first >= paragraph.last:
        return False
    first, last = document.sentences[paragraph.first], document.sentences[paragraph.last - 1]
    tokens = document.tokens[first.first : min(last.last, first.first + LONGEST_HEADING + 1)]
    if not 0 < len(tokens) <= LONGEST_HEADING or tokens[-1].text in _STOPS:
        return False
    return any(word.text[:1].isalpha() for word in tokens)
