"""Where, when and how many: the circumstances of a trigger, the fittest candidates first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fogline.extract.claims.arguments import Participants
from fogline.extract.claims.clauses import subjects
from fogline.extract.claims.phrases import Reading
from fogline.extract.claims.roles import Roles
from fogline.language.document import Token
from fogline.records.span import Span

# Candidates beyond these never won on event_location (dev sample).
MOST_PLACES = 8
MOST_TIMES = 4
HIGHEST_CLAUSE = 3

CLAUSE_DEPS = frozenset(("advcl", "xcomp", "conj", "acl", "relcl", "pcomp"))
NOUNS = frozenset(("NOUN", "PROPN"))
PLACED = NOUNS | {"ADV"}


@dataclass(frozen=True, slots=True)
class Places:
    """Head tokens of place phrases by fitness; where a move starts and ends."""

    at: tuple[tuple[Token, ...], ...]
    origin: Token | None
    goal: Token | None


NOWHERE = Places((), None, None)


def find_places(
    reading: Reading, tokens: tuple[Token, ...], roles: Roles, taken: Participants
) -> Places:
    """Place candidates: each entry is one phrase with the places coordinated in it."""
    leaving = taken.clause is not None and reading.listed("leaving-verbs", taken.clause)
    levels = tuple(_levels(reading, tokens, roles, taken))
    found: list[tuple[Token, ...]] = []
    seen = {token.i for token in (*roles.actors, *taken.partners)}
    origin = goal = None
    for place in roles.places:
        above = reading.document.head(place)
        if place.dep == "pobj" and above in tokens and reading.listed("origin-prepositions", above):
            # "Withdrew from the road", read as one trigger.
            origin = origin or place
        if place.i not in seen:
            listed = _listed_places(reading, place) or (place,)
            seen.update(row.i for row in (place, *listed))
            found.append(listed)
    if found:
        found = [tuple(row for group in found for row in group)]
    for level, token in levels:
        for prep, noun in _placed(reading, token):
            group = _group(reading, noun, seen)
            if not group:
                continue
            if level == 0 and prep in reading.table.lists["origin-prepositions"]:
                if origin is None or origin.pos != "PROPN":
                    # "From its base in X": the name tells more.
                    origin = group[0]
                if not leaving:
                    seen.update(row.i for row in group)
                    continue
            if level == 0 and prep in reading.table.lists["goal-prepositions"]:
                goal = goal or group[0]
            seen.update(row.i for row in group)
            found.append(group)
            for row in group:
                found.extend(_beside(reading, row, seen))
    found.extend(_left_places(reading, tokens, seen))
    if not found and origin is None:
        found.extend(_elsewhere(reading, tokens[0], seen))
    return Places(tuple(found[:MOST_PLACES]), origin, goal)


def _elsewhere(reading: Reading, head: Token, seen: set[int]) -> list[tuple[Token, ...]]:
    """The named places that the rest of the sentence is set in, the nearest first."""
    found: list[tuple[Token, ...]] = []
    for prep in reading.document.tokens_of(reading.document.sentence_of(head)):
        if prep.dep != "prep" or not reading.listed("setting-prepositions", prep):
            continue
        for noun in reading.document.children(prep, "pobj"):
            if noun.i not in seen and reading.is_named_place(noun):
                seen.add(noun.i)
                found.append((noun,))
    return sorted(found, key=lambda row: abs(row[0].i - head.i))


def _levels(
    reading: Reading, tokens: tuple[Token, ...], roles: Roles, taken: Participants
) -> Iterator[tuple[int, Token]]:
    """The tokens whose prepositional phrases may say where, nearest first."""
    seen: set[int] = set()
    yield from _fresh(0, tokens, seen)
    participants = (*taken.undergoers, *roles.targets, *roles.recipients, *roles.actors)
    yield from _fresh(1, participants, seen)
    head = tokens[0]
    verb = taken.clause or reading.clause_verb(head)
    here: Token | None = verb
    above = head
    while above.i not in (verb.i, above.head):
        above = reading.document.tokens[above.head]
        if above.pos in NOUNS:
            yield from _fresh(1, (above,), seen)
    for level in range(2, 2 + HIGHEST_CLAUSE):
        if here is None or here.pos not in ("VERB", "AUX"):
            return
        yield from _fresh(level, (here,), seen)
        nouns = (*_inner_nouns(reading, here), *subjects(reading, here))
        yield from _fresh(level, nouns, seen)
        here = _upper_clause(reading, here)


def _fresh(level: int, tokens: tuple[Token, ...], seen: set[int]) -> Iterator[tuple[int, Token]]:
    for token in tokens:
        if token.i not in seen:
            seen.add(token.i)
            yield level, token


def _inner_nouns(reading: Reading, verb: Token) -> tuple[Token, ...]:
    """The nouns right under a verb, and those in its prepositional phrases."""
    found: list[Token] = []
    for child in reading.document.children(verb, "dobj", "attr", "nsubjpass", "nsubj"):
        found.append(reading.meant(child))
    for _, noun in reading.prepositions(verb):
        found.append(reading.meant(noun))
    return tuple(found)


def _upper_clause(reading: Reading, verb: Token) -> Token | None:
    """The clause that a subordinate one shares its circumstances with; never a reporting one."""
    if verb.dep not in CLAUSE_DEPS:
        return None
    above = reading.document.head(verb)
    if above is None:
        return None
    finite = verb.tag in ("VBD", "VBZ", "VBP", "MD")
    if verb.dep == "relcl" or (verb.dep == "advcl" and finite):
        return None
    if above.pos == "ADP":
        above = reading.document.head(above)
    if above is None or (verb.dep == "conj" and reading.listed("reporting-verbs", above)):
        return None
    return reading.clause_verb(above)


def _placed(reading: Reading, token: Token) -> Iterator[tuple[str, Token]]:
    """Place phrases of one token: (preposition, head noun); a place itself counts as such."""
    for prep, noun in reading.prepositions(token):
        if prep.lower not in reading.table.lists["place-prepositions"]:
            continue
        meant = reading.meant(noun)
        if _may_be_place(reading, meant, prep.lower):
            yield prep.lower, meant
        if meant.pos in NOUNS:
            starts = reading.listed("origin-prepositions", prep)
            for inner, place in _nested(reading, meant):
                # "From positions near X", "from its base in X": the move starts at X.
                yield prep.lower if starts else inner, place
    for child in reading.document.children(token, "advmod", "npadvmod"):
        if child.lower in reading.table.lists["place-adverbs"]:
            yield "in", child
        elif child.dep == "advmod":
            # "South of Mosul", "west of the river".
            yield from _nested(reading, child)
        elif child.dep == "npadvmod":
            yield from _nested(reading, child)
    itself = token.dep in ("dobj", "nsubjpass") and token.pos in NOUNS
    if itself and reading.is_place(token) and not reading.is_known_state(token):
        yield "in", token


def _nested(reading: Reading, noun: Token) -> Iterator[tuple[str, Token]]:
    """As in "A camp near the town of X": the place inside the phrase of a thing."""
    for prep, inner in reading.prepositions(noun):
        if prep.lower in reading.table.lists["place-prepositions"] and _may_be_place(
            reading, reading.meant(inner), prep.lower
        ):
            yield prep.lower, reading.meant(inner)


def _may_be_place(reading: Reading, noun: Token, prep: str) -> bool:
    if reading.is_place(noun):
        return True
    if prep not in reading.table.lists["locative-prepositions"]:
        return False
    named = noun.i in reading.names
    return noun.pos == "PROPN" and not named and noun.ent not in ("DATE", "TIME", "NORP")


def _group(reading: Reading, noun: Token, seen: set[int]) -> tuple[Token, ...]:
    rows: list[Token] = []
    for token in reading.coordinated(noun):
        if token.i != noun.i and token.pos != "PROPN" and not reading.is_place(token):
            continue
        listed = _listed_places(reading, token) or (token,)
        rows.extend(row for row in listed if row.i not in seen and row.pos in PLACED)
    return tuple(rows)


def _beside(reading: Reading, noun: Token, seen: set[int]) -> list[tuple[Token, ...]]:
    """The name given beside a place: "the capital, Mogadishu"."""
    return [
        (child,)
        for child in reading.document.children(noun, "appos")
        if child.pos == "PROPN" and child.i not in seen and reading.is_place(child)
    ]


def _listed_places(reading: Reading, noun: Token) -> tuple[Token, ...]:
    """The names in "two towns, A and B", given beside a plural noun."""
    if noun.tag != "NNS":
        return ()
    for child in reading.document.children(noun, "appos"):
        rows = reading.coordinated(child)
        if all(reading.is_place(row) or row.pos == "PROPN" for row in rows):
            return rows
    return ()


def _left_places(
    reading: Reading, tokens: tuple[Token, ...], seen: set[int]
) -> list[tuple[Token, ...]]:
    """As in "The Aleppo bombing", "Kabul's siege": a place in front of a noun."""
    head = tokens[0]
    if head.pos not in NOUNS:
        return []
    return [
        (word,)
        for word in reading.left_words(head)
        if word.i not in seen
        and word.pos == "PROPN"
        and word.dep in ("compound", "nmod", "poss", "amod")
        and reading.is_place(word)
        and not reading.is_known_state(word)
    ]


# -- times -------------------------------------------------------------------------------------


def find_times(
    reading: Reading, tokens: tuple[Token, ...], taken: Participants
) -> tuple[Span, ...]:
    """Time phrases of the trigger, then of its clause, then of the clauses above."""
    head = tokens[0]
    runs = _time_runs(reading, head)
    own = {token.i for token in tokens}
    ranked = [
        (rank, run[0].i, run)
        for run in runs
        if (rank := _distance(reading, run, own, head, taken)) is not None
    ]
    return tuple(
        reading.document.span_of(run[0], run[-1]) for _, _, run in sorted(ranked)[:MOST_TIMES]
    )


def _time_runs(reading: Reading, head: Token) -> list[list[Token]]:
    runs: list[list[Token]] = []
    for token in reading.document.tokens_of(reading.document.sentence_of(head)):
        timed = token.ent in ("DATE", "TIME") or reading.listed("time-words", token)
        if not timed or token.i == head.i:
            continue
        if runs and runs[-1][-1].i == token.i - 1 and token.ent_iob != "B":
            runs[-1].append(token)
        else:
            runs.append([token])
    return runs


def _distance(
    reading: Reading, run: list[Token], own: set[int], head: Token, taken: Participants
) -> int | None:
    """How many clauses lie between the time and the trigger; None where it tells of another."""
    inside = {token.i for token in run}
    top = run[-1]
    if top.dep == "case":
        top = run[-2] if len(run) > 1 else reading.document.tokens[top.head]
    if top.dep == "poss" and top.head not in own and top.head != head.i:
        # "In response to last month's attack": the time is that of the attack alone.
        return None
    top = run[0]
    while top.i in inside and top.head != top.i:
        top = reading.document.tokens[top.head]
    while top.pos not in ("VERB", "AUX") and top.i not in own and top.head != top.i:
        top = reading.document.tokens[top.head]
    if top.i in own:
        return 0
    here: Token | None = taken.clause or reading.clause_verb(head)
    for step in range(1, 2 + HIGHEST_CLAUSE):
        if here is None:
            return None
        if top.i == here.i:
            return step
        # "The agreement reached in May will ...": what is reached has a time of its own.
        here = None if here.dep == "acl" else _upper_clause(reading, here)
    return None


# -- quantities --------------------------------------------------------------------------------


def find_quantities(reading: Reading, roles: Roles, taken: Participants) -> tuple[Span, ...]:
    """The numbers inside the phrases of those who take part."""
    tools = () if roles.instrument is None else (roles.instrument,)
    rows = (*taken.doers, *taken.undergoers, *roles.targets, *tools)
    found: dict[int, Span] = {}
    for token in rows:
        for number in counts(reading, token):
            found.setdefault(number.start, number)
    return tuple(found[start] for start in sorted(found))


def counts(reading: Reading, noun: Token) -> tuple[Span, ...]:
    """The number phrases that count a noun: "at least five", "tens of thousands", "dozens"."""
    found: list[Span] = []
    for child in reading.document.children(noun, "nummod", "amod", "det"):
        if child.dep == "nummod" or reading.listed("counters", child):
            found.append(reading.document.subtree_span(child))
    if noun.pos == "NUM" or (reading.listed("counters", noun) and noun.pos == "NOUN"):
        found.append(reading.document.span_of(reading.leftmost(noun), noun))
    above = reading.document.head(noun)
    if noun.dep == "pobj" and above is not None and above.lower == "of":
        measure = reading.document.head(above)
        if measure is not None and (measure.pos == "NUM" or reading.listed("counters", measure)):
            found.append(reading.document.span_of(reading.leftmost(measure), measure))
    return tuple(found)
