"""The lexicon of attribution, against the marked sentences of ``tests/corpus/statements.yml``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from fogline.errors import KnowledgeError
from fogline.knowledge.cues import (
    Complement,
    CueLexicon,
    HolderPlace,
    SilenceKind,
    load_cues,
    tables,
)
from fogline.knowledge.cues.lexicon import WordCue
from fogline.knowledge.resources import resource_path
from fogline.knowledge.word_patterns import compile_pattern
from fogline.language.document import Document, Token
from fogline.language.layout import find_paragraphs
from fogline.language.parse import Parser, parse
from fogline.records.statement import Stance
from marks import Marked, read_marks

CORPUS = Path(__file__).parents[2] / "corpus" / "statements.yml"


@cache
def corpus() -> dict[str, list[list[str]]]:
    loaded: dict[str, list[list[str]]] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return loaded


@pytest.fixture(scope="module")
def lexicon() -> CueLexicon:
    return load_cues()


@pytest.fixture(scope="module")
def parsed(parser: Parser) -> dict[str, Document]:
    """Each sentence of the corpus, parsed, by its plain text."""
    lines = [read_marks(row[2])[0] for row in corpus()["statements"]]
    lines += [row[1] for row in corpus()["none"]]
    return {line: parse(line, find_paragraphs(line), (), parser) for line in lines}


def lemmas(document: Document) -> list[str]:
    return [token.lemma for token in document.tokens]


def marked_statements() -> Iterator[tuple[str, str, Marked]]:
    for stances, _, line in corpus()["statements"]:
        text, found = read_marks(line)
        for stance, statement in zip(stances.split("+"), found, strict=True):
            yield text, stance, statement


# -- the corpus -----------------------------------------------------------------------------------


def test_corpus_spreads_over_conflicts_and_stances() -> None:
    rows = corpus()["statements"]
    assert len(rows) >= 80
    assert len(corpus()["none"]) >= 20
    assert len({row[1] for row in rows}) >= 10
    assert {stance for row in rows for stance in row[0].split("+")} == {s.value for s in Stance}


def test_contents_keep_the_span_conventions() -> None:
    for text, _, statement in marked_statements():
        for start, end in statement.spans["content"]:
            words = text[start:end]
            assert words == words.strip()
            assert words.count('"') % 2 == 0, words
            assert words.endswith('"') or words[-1] not in ".,;:", words
            assert not text[:start].endswith(" that "), text


def test_nested_marks_are_read() -> None:
    text, found = read_marks(
        "[holder:1 A] [cue:1 says] [content:1 that [holder:2 B] [cue:2 lied]]."
    )
    assert text == "A says that B lied."
    assert [s.words(text, "content") for s in found] == [["that B lied"], []]
    assert found[1].words(text, "holder") == ["B"]


# -- the lexicon against the corpus ---------------------------------------------------------------


def stances_of(cue: WordCue) -> set[Stance | None]:
    own = {frame.stance for frame in cue.frames}
    return own | {cue.stance, cue.negated, cue.hostile, cue.of_claim}


def known_stances(lexicon: CueLexicon, tokens: Sequence[Token]) -> set[Stance | None]:
    """Every stance that the lexicon allows to the words of a cue."""
    found: set[Stance | None] = set()
    base = [token.lemma for token in tokens]
    lower = [token.lower for token in tokens]
    for at, lemma in enumerate(base):
        particle = base[at + 1] if at + 1 < len(base) else None
        for cue in (
            lexicon.verb(lemma),
            lexicon.verb(lemma, particle),
            lexicon.noun(lemma),
            lexicon.adjective(lemma),
            *(lexicon.idiom(lemma, noun) for noun in base[at + 1 :]),
        ):
            found |= stances_of(cue) if cue else set()
    found |= {hit.cue.stance for hit in lexicon.find_phrases(lower)}
    if lexicon.find_unverified(base):
        found.add(Stance.DOUBTS)
    return found


def test_every_marked_cue_is_known_with_its_stance(
    lexicon: CueLexicon, parsed: dict[str, Document]
) -> None:
    denials = lexicon.denial_words | lexicon.truth_words
    for text, stance, statement in marked_statements():
        for start, end in statement.spans.get("cue", []):
            tokens = parsed[text].tokens_in(start, end)
            known = known_stances(lexicon, tokens)
            denied = Stance.ASSERTS in known and any(
                t.lower in denials for t in parsed[text].tokens
            )
            assert Stance(stance) in known or (denied and stance == "denies"), text


def test_every_marked_silence_is_found(lexicon: CueLexicon, parsed: dict[str, Document]) -> None:
    for text, stance, statement in marked_statements():
        if stance != "silent":
            continue
        doc = parsed[text]
        hits = lexicon.find_silences(lemmas(doc))
        assert hits, text
        start, end = statement.spans["content"][0]
        assert doc.tokens[hits[0].start].start == start, text
        assert doc.tokens[hits[0].end - 1].end <= end, text


def test_no_silence_phrase_or_doubt_where_nobody_speaks(
    lexicon: CueLexicon, parsed: dict[str, Document]
) -> None:
    for _, text in corpus()["none"]:
        doc = parsed[text]
        assert not lexicon.find_silences(lemmas(doc)), text
        assert not lexicon.find_unverified(lemmas(doc)), text
        assert not lexicon.find_phrases([token.lower for token in doc.tokens]), text


def test_no_strong_cue_takes_the_object_of_a_deed(
    lexicon: CueLexicon, parsed: dict[str, Document]
) -> None:
    """ "The attack threatens the supply line": no complement of the cue is there."""
    for _, text in corpus()["none"]:
        for token in parsed[text].tokens:
            cue = lexicon.verb(token.lemma) if token.pos == "VERB" else None
            if cue is None or not cue.strong:
                continue
            direct = parsed[text].child(token, "dobj", "ccomp") is not None
            taken = cue.frame(Complement.NP) or cue.frame(Complement.CLAUSE)
            assert not (direct and cue.frame(Complement.NP)) or not taken, text


# -- lookups --------------------------------------------------------------------------------------


def test_size(lexicon: CueLexicon) -> None:
    assert len(lexicon) >= 450


def test_frames_have_their_own_stance(lexicon: CueLexicon) -> None:
    tell = lexicon.verb("tell")
    assert tell is not None and tell.addressee == "obj"
    clause, inf = tell.frame(Complement.CLAUSE), tell.frame(Complement.INF)
    assert clause is not None and clause.stance is Stance.ASSERTS
    assert inf is not None and inf.stance is Stance.DEMANDS
    accuse = lexicon.verb("accuse")
    assert accuse is not None and accuse.target_object
    assert accuse.frame(Complement.PREP, "of") is not None
    assert accuse.frame(Complement.PREP, "with") is None
    assert accuse.prepositions == ("of",)


def test_particles_make_another_verb(lexicon: CueLexicon) -> None:
    out = lexicon.verb("point", "out")
    assert out is not None and out.frame(Complement.CLAUSE)
    assert lexicon.verb("call", "off") is None
    ruled = lexicon.verb("rule", "out")
    assert ruled is not None and ruled.stance is Stance.REJECTS
    assert lexicon.verb("rule") is None


def test_spellings_share_a_cue(lexicon: CueLexicon) -> None:
    assert lexicon.verb("criticise") is lexicon.verb("criticize")
    assert lexicon.noun("rumor") is lexicon.noun("rumour")
    hope = lexicon.verb("hop")  # The model's lemma of "hoping".
    assert hope is lexicon.verb("hope") and hope is not None and not hope.strong


@pytest.mark.parametrize(
    ("verb", "stance"),
    [("deny", Stance.CONCEDES), ("confirm", Stance.DOUBTS), ("say", Stance.SILENT)],
)
def test_negation_shifts_the_stance(lexicon: CueLexicon, verb: str, stance: Stance) -> None:
    cue = lexicon.verb(verb)
    assert cue is not None
    assert lexicon.shifted(cue, cue.stance, negated=True) is stance
    assert lexicon.shifted(cue, cue.stance, negated=False) is cue.stance


def test_idioms_go_before_their_words(lexicon: CueLexicon) -> None:
    doubt = lexicon.idiom("cast", "doubt")
    assert doubt is not None and doubt.stance is Stance.DOUBTS
    taken = lexicon.idiom("accept", "responsibility")
    assert taken is not None and taken.stance is Stance.CONCEDES
    assert lexicon.idiom("cast", "net") is None


@pytest.mark.parametrize(
    ("words", "cue", "holder"),
    [
        ("in the junta 's view , it is over", "in ' view", "the junta 's"),
        ("by their own account they fled", "by ' own account", "their"),
        ("if the clan is to be believed , yes", "if", "the clan"),
    ],
)
def test_phrases_give_their_holder(lexicon: CueLexicon, words: str, cue: str, holder: str) -> None:
    tokens = words.split()
    (hit,) = lexicon.find_phrases(tokens)
    assert hit.cue.words == cue
    assert hit.holder is not None
    assert " ".join(tokens[slice(*hit.holder)]) == holder


def test_phrases_want_a_possessor(lexicon: CueLexicon) -> None:
    assert not lexicon.find_phrases(["in", "plain", "view", "of", "the", "camp"])
    (hit,) = lexicon.find_phrases(["shells", "fell", ",", "according", "to", "the", "mayor"])
    assert hit.cue.holder is HolderPlace.OBJECT and hit.holder is None


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the embassy do not return several call", SilenceKind.NO_ANSWER),
        ("neither the president 's office nor the general staff have react", SilenceKind.NO_ANSWER),
        ("the brigade could not be reach for comment", SilenceKind.NO_ANSWER),
        ("the consul refuse to discuss the raid", SilenceKind.DECLINED),
        ("tripoli 's silence on the raid", SilenceKind.NO_ANSWER),
    ],
)
def test_silences(lexicon: CueLexicon, words: str, kind: SilenceKind) -> None:
    (hit,) = lexicon.find_silences(words.split())
    assert hit.cue.kind is kind


def test_a_silence_begins_with_its_auxiliary(lexicon: CueLexicon) -> None:
    words = ["the", "clerk", "have", "so", "far", "decline", "to", "comment"]
    (hit,) = lexicon.find_silences(words)
    assert words[hit.start : hit.end] == ["have", "so", "far", "decline", "to", "comment"]
    words = ["the", "clerk", "so", "decline", "to", "comment"]
    (hit,) = lexicon.find_silences(words)
    assert words[hit.start] == "decline"


@pytest.mark.parametrize(
    "words",
    [
        "the patient have not respond to the treatment",
        "the guard do not respond to the gunfire",
        "the envoy have respond at last",
        "she do not see the comment",
        "the costs will not be pass on",
        "no shell fall , but the army have comment",
    ],
)
def test_what_is_no_silence(lexicon: CueLexicon, words: str) -> None:
    assert not lexicon.find_silences(words.split())


def test_media_and_hedges(lexicon: CueLexicon) -> None:
    assert lexicon.is_medium("Telegram") and lexicon.is_medium("address")
    assert not lexicon.is_medium("bridge")
    hits = lexicon.find_hedges(
        ["the", "base", "was", "reportedly", "lost", "and", "is", "said", "to", "have", "burned"]
    )
    assert [hit.cue for hit in hits] == ["reportedly", "said to have"]


def test_patterns_stay_linear() -> None:
    pattern = compile_pattern("a " + "~4 a " * 12 + "b")
    assert pattern.match(["a"] * 5000, 0) is None


@pytest.mark.parametrize("line", ["~2 say", "word? say", "", "say ~0 not"])
def test_broken_patterns(line: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|gap"):
        compile_pattern(line)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"stance": "shouts", "takes": "clause"}, "unknown stance"),
        ({"stance": "asserts", "takes": "prep"}, "unknown complement"),
        ({"stance": "asserts"}, "takes no complement"),
        ({"stance": "asserts", "takes": "np", "mood": "bad"}, "unknown key mood"),
        ({"stance": "asserts", "takes": "np", "strength": "very"}, "strength cannot be"),
        ({"stance": "asserts", "takes": "np", "addressee": True}, "addressee is not a word"),
    ],
)
def test_a_bad_entry_is_named(entry: dict[str, Any], complaint: str) -> None:
    raw = yaml.safe_load(resource_path(tables.RESOURCE).read_text("utf-8"))
    raw["verbs"]["bellow"] = entry
    with pytest.raises(KnowledgeError, match=complaint) as caught:
        tables.read_lexicon(raw)
    assert "verbs.bellow" in str(caught.value)


def test_a_missing_section_is_named() -> None:
    with pytest.raises(KnowledgeError, match="hedges"):
        tables.read_lexicon({"verbs": {}})
