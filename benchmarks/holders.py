"""Scores to whom statements are attributed: "he", "the monitor", "Moscow" and whom they mean.

    python benchmarks/holders.py [--corpora FOLDER] [--sample N] [--errors N]

``holders-gold.json`` holds, for documents of PolNeAR (train), FA-KES (open half), MUC-4 (dev, tst1,
tst2) and re3d, each attributed statement's cue, the local mention of its holder and whom that
means; chosen and checked by hand by one reader, its conventions in its comment, ids and offsets
only. Each document is read by itself, undated and without a publisher.

A gold statement is found where a statement of the record has an overlapping cue or an overlapping
holder (both before the cue alone, that before the holder alone; statements that share cue and
holder, as for "both sides", are one with several holders). Its holder is right where the actor has
a mention that covers half or more of one of the gold names; for a state also where the actor is a
government, ministry or force of that state; for an unnamed holder where the actor is unnamed and
has a mention at the words that describe the holder (the record tells no finer kinds of unnamed
actors, and the same words are the same kind); for an unclear one where no holder is given. Where
the gold has a country, the actor's is that or none. An actor that takes two entities of the gold
for one counts for the one that it has more names of. Of several holders each must be right and none
missing.

Precision is the share of right ones among the gold statements that were found and have a holder,
recall among all. ``unresolved`` were found and have none (which counts in recall only; in
``of_found``, the share of right ones among all found, as well), ``missed`` were not found. A
document that cannot be read has all its statements missed.

Baseline, string match: a name is a run of words with capitals. The holder is the last name before
the mention, longer ones first, that has the mention's head word in it; the mention itself where
there is none, as a name if its head has a capital and as unnamed otherwise. A pronoun means what
the last name before it means. States are known by name, adjective, capital and seat, from the
actor tables. The baseline is told where the holders stand, as Fogline is not:
``baseline_where_found`` counts only the statements that Fogline found. MUC-4 is all capitals, which
suits neither.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import fakes
import polnear
from common import Errors, Json, Score, Text, percent, read_texts, run_alone, take
from fogline.knowledge.actors.outlets import read_states

GOLD = Path(__file__).parent / "holders-gold.json"
SORTS = ("name", "description", "pronoun", "metonym", "unnamed")
CORPORA = ("polnear", "fakes", "muc4", "re3d")
MUC4_PARTS = ("dev", "tst1", "tst2")
UNNAMED_KINDS = frozenset(("unnamed", "population"))
STATE_KINDS = frozenset(("government", "ministry", "military"))
PRONOUNS = frozenset(
    (
        *("he", "she", "it", "they", "we", "i", "you", "one", "them", "their", "his", "her"),
        *("who", "which", "that"),
    )
)

_MUC4_HEAD = re.compile(r"^((?:DEV|TST)[\w-]*MUC\d-\d{4}).*\n", re.MULTILINE)
_WORD = re.compile(r"\w[\w.&'’-]*")
_AFTER_HEAD = re.compile(
    r"[,(]|\s(?:of|for|in|at|on|from|who|that|which|close|near|whose|living)\s", re.IGNORECASE
)
_LINKS = frozenset(("of", "for", "de", "y"))
# Words with a capital only because a sentence or a whole text has it.
_PLAIN = PRONOUNS | frozenset(
    (
        *("a", "an", "the", "this", "these", "those", "there", "its", "our", "no", "not"),
        *("and", "but", "or", "so", "if", "as", "while", "when", "where", "since"),
        *("in", "on", "at", "by", "to", "from", "of", "for", "with", "after", "before"),
        *("is", "was", "are", "were", "be", "been", "has", "have", "had", "will", "would"),
        *("said", "says", "say", "told", "added", "reported", "according", "announced"),
        *("denied", "stated"),
    )
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """One holder as Fogline or the baseline tells it."""

    mentions: tuple[Span, ...]
    unnamed: bool = False
    country: str | None = None
    of_state: bool = False
    publisher: bool = False


# None: the statement was not found; an empty tuple: found, and nobody is told.
Answers = tuple[Answer, ...] | None


@dataclass
class Tally:
    """How many gold statements ended how."""

    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    def add(self, verdict: str) -> None:
        """Count one: right, wrong, unresolved or missed."""
        self.counts[verdict] += 1

    def told(self) -> Json:
        """The shares and the counts."""
        right, wrong, unresolved, missed = (
            self.counts[key] for key in ("right", "wrong", "unresolved", "missed")
        )
        score = Score(right=right, missed=wrong + unresolved + missed, wrong=wrong)
        of_found = percent(right, right + wrong + unresolved)
        counts = {"right": right, "wrong": wrong, "unresolved": unresolved, "missed": missed}
        return score.percentages() | {"of_found": of_found} | counts


# -- the texts ---------------------------------------------------------------------------------


def polnear_texts(corpora: Path) -> dict[str, str]:
    """The articles of PolNeAR's training part by name."""
    return {name: text for name, text, _ in polnear.load(corpora / "polnear" / "train")}


def fakes_texts(corpora: Path) -> dict[str, str]:
    """The articles of FA-KES by the id of their row."""
    rows = fakes.load(corpora / "fakes" / "fakes-open.csv")
    return {row["unit_id"]: fakes.text_of(row) for row in rows}


def muc4_texts(corpora: Path) -> dict[str, str]:
    """The reports of MUC-4 by number, without the line that has it."""
    found: dict[str, str] = {}
    for part in MUC4_PARTS:
        for path in sorted((corpora / "muc4" / part).glob("*-muc[34]*")):
            text = path.read_text(encoding="latin-1")
            heads = list(_MUC4_HEAD.finditer(text))
            ends = [head.start() for head in heads[1:]] + [len(text)]
            for head, end in zip(heads, ends, strict=True):
                found[head[1]] = text[head.end() : end].strip()
    return found


def re3d_texts(corpora: Path) -> dict[str, str]:
    """The documents of re3d by id: title, a blank line, text."""
    found: dict[str, str] = {}
    for path in sorted((corpora / "re3d").glob("*/documents.json")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                row = json.loads(line)
                found[row["_id"]] = f"{row['title']}\n\n{row['text']}"
    return found


LOADERS: dict[str, Callable[[Path], dict[str, str]]] = {
    "polnear": polnear_texts,
    "fakes": fakes_texts,
    "muc4": muc4_texts,
    "re3d": re3d_texts,
}


def load(corpora: Path, sample: int | None) -> list[tuple[Json, str]]:
    """The gold documents, each with its text."""
    gold: list[Json] = json.loads(GOLD.read_text(encoding="utf-8"))["documents"]
    rows = take(gold, sample, lambda row: str(row["id"]))
    texts = {name: LOADERS[name](corpora) for name in sorted({row["corpus"] for row in rows})}
    found: list[tuple[Json, str]] = []
    for row in rows:
        text = texts[row["corpus"]].get(row["id"], "")
        if hashlib.sha256(text.encode("utf-8")).hexdigest() != row["sha256"]:
            raise SystemExit(f"{row['corpus']} {row['id']}: not the text of the gold")
        found.append((row, text))
    return found


def read(texts: Sequence[Text]) -> Iterator[Json | None]:
    """The records in order, None for a text that cannot be read."""
    rest = list(texts)
    while rest:
        done = 0
        try:
            for record in read_texts(rest, "holders"):
                done += 1
                yield record
        except SystemExit as failure:
            print(failure, file=sys.stderr)
            done += 1
            yield None
        rest = rest[done:]


# -- what is right -----------------------------------------------------------------------------


def overlap(one: Sequence[int], other: Sequence[int]) -> int:
    """How many characters two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def covers(mention: Sequence[int], name: Sequence[int]) -> bool:
    """Whether a mention has half of a name or more."""
    return 2 * overlap(mention, name) >= name[1] - name[0]


def fits(entity: Json, answer: Answer) -> bool:
    """Whether one gold entity is what one answer tells."""
    if "publisher" in entity:
        return answer.publisher
    if "country" in entity and answer.country not in {None, entity["country"]}:
        return False
    if "unnamed" in entity:
        at = entity["at"]
        return answer.unnamed and any(overlap(m, n) for m in answer.mentions for n in at)
    if answer.of_state and answer.country == entity.get("state"):
        return True
    names = entity.get("names", ())
    return any(covers(m, n) for m in answer.mentions for n in names)


def verdict(means: Json | list[Json], answers: Answers) -> str:
    """How one gold statement ended."""
    if answers is None:
        return "missed"
    entities = means if isinstance(means, list) else [means]
    if "unclear" in entities[0]:
        return "wrong" if answers else "right"
    if not answers:
        return "unresolved"
    told = all(any(fits(entity, one) for one in answers) for entity in entities)
    meant = all(any(fits(entity, one) for entity in entities) for one in answers)
    return "right" if told and meant else "wrong"


# -- Fogline -----------------------------------------------------------------------------------


def entities_of(rows: Sequence[Json]) -> list[set[Span]]:
    """The spans that name or describe each entity of a document."""
    found: list[set[Span]] = []
    for row in rows:
        entities = row["means"] if isinstance(row["means"], list) else [row["means"]]
        for entity in entities:
            spans = {(a, b) for a, b in (*entity.get("names", ()), *entity.get("at", ()))}
            same = [one for one in found if one & spans]
            found = [one for one in found if one not in same] + [spans.union(*same)]
    return found


def answer_of(actor: Json, publisher: str | None, entities: Sequence[set[Span]]) -> Answer:
    """An actor of a record as an answer. "police" and "local media" name nobody, either.

    Of an actor that takes several entities for one, only the mentions count that name the one that
    it has most names of.
    """
    mentions = [(span["start"], span["end"]) for span in actor["mentions"]]
    counts = [sum(any(covers(m, n) for m in mentions) for n in spans) for spans in entities]
    most = max(counts, default=0)
    lesser = [
        n for spans, count in zip(entities, counts, strict=True) if count < most for n in spans
    ]
    return Answer(
        mentions=tuple(m for m in mentions if not any(covers(m, n) for n in lesser)),
        unnamed=actor["kind"] in UNNAMED_KINDS or actor["name"] == actor["name"].lower(),
        country=actor["country"],
        of_state=actor["kind"] in STATE_KINDS,
        publisher=actor["id"] == publisher,
    )


def fogline_answers(record: Json, rows: Sequence[Json]) -> list[Answers]:
    """What the record tells of each gold statement."""
    actors = {row["id"]: row for row in record["actors"]}
    narrated = (row["holder"] for row in record["statements"] if row["cue"] is None)
    publisher = next(narrated, None)
    groups: defaultdict[tuple[Span, Span], set[str]] = defaultdict(set)
    for row in record["statements"]:
        spans = [row["cue"], row["holder_span"]]
        if any(spans):
            cue, holder = ((one["start"], one["end"]) if one else (0, 0) for one in spans)
            groups[cue, holder] |= {row["holder"]} - {None}
    entities = entities_of(rows)
    found: list[Answers] = []
    for row in rows:
        best = max(groups, key=lambda spans: _likeness(row, spans), default=None)
        if best is None or not any(_likeness(row, best)):
            found.append(None)
            continue
        held = (actors[one] for one in sorted(groups[best]))
        found.append(tuple(answer_of(one, publisher, entities) for one in held))
    return found


def _likeness(row: Json, spans: tuple[Span, Span]) -> tuple[bool, bool]:
    """The cue counts more than the holder."""
    return overlap(row["cue"], spans[0]) > 0, overlap(row["holder"], spans[1]) > 0


# -- the baseline ------------------------------------------------------------------------------


@cache
def state_codes() -> dict[str, str]:
    """State codes by name, adjective, capital and seat, in small letters."""
    found: dict[str, str] = {}
    for _, state in read_states():
        forms = (*state.others, *state.adjectives, *state.capitals, *state.seats)
        for form in (state.name.removeprefix("the "), *forms):
            found.setdefault(form.lower(), state.code)
    return found


def names_in(text: str) -> list[Span]:
    """Runs of words with capitals, "of" and "for" allowed between them."""
    found: list[Span] = []
    last, link = -1, False
    for match in _WORD.finditer(text):
        word, close = match[0], last >= 0 and not text[last : match.start()].strip()
        if word[0].isupper() and word.lower() not in _PLAIN:
            if close and found:
                found[-1] = (found[-1][0], match.end())
            else:
                found.append((match.start(), match.end()))
            last, link = match.end(), False
        elif close and not link and word in _LINKS:
            last, link = match.end(), True
        else:
            last, link = -1, False
    return found


def baseline_answers(text: str, rows: Sequence[Json]) -> list[Answers]:
    """What string matching makes of each gold mention."""
    names = names_in(text)
    found: list[Answers] = []
    for row in rows:
        start, end = row["holder"]
        parts = re.finditer(r"(?:(?!\s+and\s).)+", text[start:end], re.IGNORECASE | re.DOTALL)
        spans = [(start + part.start(), start + part.end()) for part in parts]
        answers = (_matched(text, names, span) for span in spans)
        found.append(tuple(one for one in answers if one is not None))
    return found


def _matched(text: str, names: Sequence[Span], span: Span) -> Answer | None:
    words = _WORD.findall(_AFTER_HEAD.split(text[span[0] : span[1]].lstrip())[0])
    head = re.sub(r"['’]s?$", "", words[-1]) if words else ""
    before = [name for name in names if name[0] < span[0]]
    if head.lower() in PRONOUNS:
        return _matched(text, names, before[-1]) if before else None
    within = re.compile(rf"(?<!\w){re.escape(head)}(?!\w)", re.IGNORECASE)
    matching = [name for name in before if within.search(text[slice(*name)])]
    longer = [name for name in matching if len(text[slice(*name)].split()) > 1]
    if matching:
        return _named(text, names, (longer or matching)[-1])
    if head[:1].isupper():
        own = next((name for name in names if overlap(name, span)), span)
        return _named(text, names, own)
    return Answer(mentions=(span,), unnamed=True)


def _named(text: str, names: Sequence[Span], name: Span) -> Answer:
    """The name wherever it stands, and the state that it is."""
    said = text[slice(*name)]
    mentions = tuple(one for one in names if text[slice(*one)] == said) or (name,)
    code = state_codes().get(said.lower())
    return Answer(mentions=mentions, country=code, of_state=code is not None)


# -- the score ---------------------------------------------------------------------------------


def score(corpora: Path, sample: int | None, errors: Errors) -> Json:
    """Read every document with Fogline and compare."""
    rows = load(corpora, sample)
    tallies: defaultdict[tuple[str, str], Tally] = defaultdict(Tally)
    unread = 0
    texts = [Text(f"{row['corpus']}-{row['id']}", text) for row, text in rows]
    for (row, text), record in zip(rows, read(texts), strict=True):
        gold = row["statements"]
        unread += record is None
        ours = [None] * len(gold) if record is None else fogline_answers(record, gold)
        for one, told, plain in zip(gold, ours, baseline_answers(text, gold), strict=True):
            ended, plainly = verdict(one["means"], told), verdict(one["means"], plain)
            for part in ("all", one["sort"], row["corpus"]):
                tallies["fogline", part].add(ended)
                tallies["baseline", part].add(plainly)
                if told is not None:
                    tallies["baseline_where_found", part].add(plainly)
            if ended != "right":
                where = f"{row['corpus']} {row['id']} {one['cue'][0]}: "
                near = text[max(0, one["holder"][0] - 60) : one["holder"][1] + 60]
                errors.show(f"{one['sort']} {ended}", where + near)
    return {"documents": len(rows), "unread": unread} | {
        name: {part: tallies[who, part].told() for part in parts if (who, part) in tallies}
        if len(parts) > 1
        else tallies[who, parts[0]].told()
        for who in ("fogline", "baseline", "baseline_where_found")
        for name, parts in (
            (who, ("all",)),
            (f"{who}_by_mention", SORTS),
            (f"{who}_by_corpus", CORPORA),
        )
    }


if __name__ == "__main__":
    run_alone(__doc__, score)
