from __future__ import annotations

import pytest

from fogline.errors import KnowledgeError
from fogline.knowledge import actorwords
from fogline.knowledge.actors import load_actor_tables
from fogline.knowledge.actorwords import load_actor_words, plain
from fogline.knowledge.resources import load_yaml


def test_every_body_is_one_that_the_tables_make() -> None:
    kinds = load_actor_tables().patterns.kinds
    assert set(load_actor_words().bodies.values()) <= set(kinds)


def test_words_tell_family_body_side_and_pronoun() -> None:
    words = load_actor_words()
    assert words.people["colonel"] == "rank"
    assert words.people["spokeswoman"] == "post"
    assert words.bodies["ministry of defence"] == "defence-ministry"
    assert words.sides["the two countries"] == "state"
    assert words.pronouns["hers"] == "she"
    assert words.has("female", "spokeswoman")
    assert not words.has("female", "spokesman")


def test_american_spelling_is_the_same_word() -> None:
    assert plain("Defense") == plain("defence")


@pytest.mark.parametrize(
    ("section", "value", "what"),
    [
        ("female", "queen", "list of words"),
        ("titles", ["Dr"], "'Dr'"),
        ("bodies", {"navy": ["fleet"], "army": ["fleet"]}, "names navy already"),
        ("pronouns", {"he": {"he": "x"}, "it": ["it"], "they": ["they"], "i": ["i"]}, "pronouns"),
        ("people", [], "mapping"),
    ],
)
def test_a_bad_entry_says_what_and_where(section: str, value: object, what: str) -> None:
    raw = dict(load_yaml(actorwords.RESOURCE))
    raw[section] = value
    with pytest.raises(KnowledgeError) as error:
        actorwords.read_actor_words(raw)
    assert what in str(error.value)
    assert section in str(error.value)
