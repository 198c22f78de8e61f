"""Reads ``resources/en/cues.yml`` into the tables of :mod:`fogline.knowledge.cues.lexicon`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

from fogline.errors import KnowledgeError
from fogline.knowledge.cues.lexicon import (
    POSSESSOR_WORDS,
    Complement,
    CueFrame,
    CueLexicon,
    DoubtCue,
    HolderPlace,
    MediaTable,
    PhraseCue,
    SilenceCue,
    SilenceKind,
    WordCue,
)
from fogline.knowledge.word_patterns import PatternTable, plain_table
from fogline.records.statement import Stance

RESOURCE = "en/cues.yml"
T = TypeVar("T")

_SECTIONS = frozenset(
    {
        "verbs", "nouns", "light_verbs", "idioms", "adjectives", "phrases", "denial_words",
        "negations", "truth_words", "claim_nouns", "owed_deeds", "shares", "denial_phrases",
        "silences", "silence_exceptions", "silence_lead_ins",
        "unverified", "wrappers", "withheld", "hostile_deeds", "hedges", "media", "addressees",
    }
)  # fmt: skip
_WORD_KEYS = frozenset(
    {"stance", "takes", "strength", "addressee", "target", "hostile", "negated", "of_claim"}
)
_STANCES = {stance.value: stance for stance in Stance}
_COMPLEMENTS = {complement.value: complement for complement in Complement}


def read_lexicon(table: Any) -> CueLexicon:
    """Check and compile a lexicon; raises KnowledgeError naming the entry that is wrong."""
    raw = _sections(table)
    return CueLexicon(
        verbs=_word_table(raw["verbs"], "verbs"),
        nouns=_word_table(raw["nouns"], "nouns"),
        adjectives=_word_table(raw["adjectives"], "adjectives"),
        idioms=_idioms(raw["idioms"]),
        light_verbs=_words(raw["light_verbs"], "light_verbs"),
        phrases=_phrases(raw["phrases"]),
        silences=_silences(raw["silences"]),
        silence_exceptions=_words(raw["silence_exceptions"], "silence_exceptions"),
        silence_openings=_words(_part(raw, "silence_lead_ins", "opening"), "silence_lead_ins"),
        silence_fillers=_words(_part(raw, "silence_lead_ins", "within"), "silence_lead_ins"),
        unverified=_unverified(raw["unverified"]),
        denial_words=_words(raw["denial_words"], "denial_words"),
        negations=_words(raw["negations"], "negations"),
        truth_words=_words(raw["truth_words"], "truth_words"),
        claim_nouns=_words(raw["claim_nouns"], "claim_nouns"),
        owed_deeds=_words(raw["owed_deeds"], "owed_deeds"),
        shares=_words(raw["shares"], "shares"),
        denial_phrases=_sequences(raw["denial_phrases"], "denial_phrases"),
        hedges=_sequences(raw["hedges"], "hedges"),
        wrappers=_wrappers(raw["wrappers"]),
        withheld=_words(raw["withheld"], "withheld"),
        hostile_deeds=_words(raw["hostile_deeds"], "hostile_deeds"),
        media=_media(raw["media"]),
        addressees=_words(raw["addressees"], "addressees"),
    )


def _wrong(what: str, entry: str, remedy: str = "mend the entry") -> KnowledgeError:
    return KnowledgeError(what, where=f"resources/{RESOURCE}: {entry}", remedy=remedy)


def _sections(raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, dict) or set(raw) != _SECTIONS:
        names = set(raw) if isinstance(raw, dict) else set()
        odd = ", ".join(sorted(map(str, names ^ _SECTIONS)))
        raise _wrong(f"sections missing or unknown: {odd}", "top level")
    return raw


def _part(raw: Mapping[str, Any], section: str, key: str) -> Any:
    table = raw[section]
    if not isinstance(table, dict) or key not in table:
        raise _wrong(f"needs {key}", section)
    return table[key]


# -- words ----------------------------------------------------------------------------------------


def _word_table(raw: Any, section: str) -> dict[str, WordCue]:
    table: dict[str, WordCue] = {}
    for key, entry in _pairs(raw, section):
        spellings = str(key).split("|")
        for spelling in spellings:
            if spelling in table:
                raise _wrong("listed twice", f"{section}.{spelling}")
        cue = _word_cue(spellings[0], entry, f"{section}.{key}")
        table.update(dict.fromkeys(spellings, cue))
    return table


def _pairs(raw: Any, section: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if not isinstance(raw, dict):
        raise _wrong("not a mapping", section)
    for key, entry in raw.items():
        if not isinstance(key, str) or not isinstance(entry, dict):
            raise _wrong("not a cue: a word with its keys in braces", f"{section}.{key}")
        yield key, entry


def _word_cue(name: str, entry: Mapping[str, Any], where: str) -> WordCue:
    odd = set(entry) - _WORD_KEYS
    if odd:
        raise _wrong(f"unknown key {', '.join(sorted(map(str, odd)))}", where)
    stance = _stance(entry.get("stance"), where)
    takes = _text(entry, "takes", where)
    if not takes:
        raise _wrong("takes no complement", where, "name at least one in `takes`")
    lemma, _, particle = name.partition(" ")
    return WordCue(
        lemma=lemma,
        particle=particle or None,
        stance=stance,
        frames=tuple(_frame(item, stance, where) for item in takes.split()),
        strong=_choice(entry, "strength", {"weak": False, "strong": True}, True, where),
        addressee=_text(entry, "addressee", where),
        target_object=_choice(entry, "target", {"obj": True}, False, where),
        hostile=_stance_or_none(entry.get("hostile"), where),
        negated=_stance_or_none(entry.get("negated"), where),
        of_claim=_stance_or_none(entry.get("of_claim"), where),
    )


def _frame(item: str, stance: Stance, where: str) -> CueFrame:
    head, _, own = item.partition("=")
    kind, _, preposition = head.partition(":")
    complement = _COMPLEMENTS.get(kind)
    if complement is None or (complement is Complement.PREP) != bool(preposition):
        raise _wrong(f"unknown complement {item!r}", where)
    return CueFrame(
        complement=complement,
        preposition=preposition or None,
        stance=_stance(own, where) if own else stance,
    )


def _stance(value: Any, where: str) -> Stance:
    stance = _STANCES.get(value) if isinstance(value, str) else None
    if stance is None:
        raise _wrong(f"unknown stance {value!r}", where, f"one of {', '.join(_STANCES)}")
    return stance


def _stance_or_none(value: Any, where: str) -> Stance | None:
    return None if value is None else _stance(value, where)


def _choice(
    entry: Mapping[str, Any], key: str, choices: Mapping[str, bool], default: bool, where: str
) -> bool:
    if key not in entry:
        return default
    if entry[key] not in choices:
        raise _wrong(f"{key} cannot be {entry[key]!r}", where, f"one of {', '.join(choices)}")
    return choices[entry[key]]


def _text(entry: Mapping[str, Any], key: str, where: str) -> str | None:
    value = entry.get(key)
    if value is not None and not isinstance(value, str):
        raise _wrong(f"{key} is not a word: {value!r}", where, "put it in quotation marks")
    return value


def _idioms(raw: Any) -> dict[tuple[str, str], WordCue]:
    table: dict[tuple[str, str], WordCue] = {}
    for number, row in enumerate(_rows(raw, "idioms", {"verb", "object"})):
        where = f"idioms[{number}]"
        entry = {key: value for key, value in row.items() if key not in ("verb", "object")}
        verbs, objects = str(row["verb"]).split("|"), str(row["object"]).split("|")
        cue = _word_cue(verbs[0], entry, where)
        for pair in ((verb, noun) for verb in verbs for noun in objects):
            if pair in table:
                raise _wrong(f"{' '.join(pair)} is listed twice", where)
            table[pair] = cue
    return table


# -- lists ----------------------------------------------------------------------------------------


def _words(raw: Any, section: str) -> frozenset[str]:
    if not isinstance(raw, list) or not all(isinstance(word, str) for word in raw):
        raise _wrong(
            "not a list of words", section, 'write words such as "true" in quotation marks'
        )
    return frozenset(raw)


def _rows(raw: Any, section: str, needed: set[str]) -> Sequence[Mapping[str, Any]]:
    if not isinstance(raw, list):
        raise _wrong("not a list", section)
    for number, row in enumerate(raw):
        if not isinstance(row, dict) or not needed <= set(row):
            raise _wrong(f"needs {', '.join(sorted(needed))}", f"{section}[{number}]")
    return raw


def _wrappers(raw: Any) -> dict[str, Stance]:
    if not isinstance(raw, dict):
        raise _wrong("not a mapping", "wrappers")
    return {str(word): _stance(value, f"wrappers.{word}") for word, value in raw.items()}


# -- patterns -------------------------------------------------------------------------------------


def _table(
    raw: Any, section: str, key: str, meaning: Callable[[Mapping[str, Any], str], tuple[str, T]]
) -> PatternTable[T]:
    entries: list[tuple[str, T]] = []
    for number, row in enumerate(_rows(raw, section, {key})):
        where = f"{section}[{number}]"
        entries.append(meaning(row, where))
    try:
        return plain_table(entries)
    except ValueError as error:
        raise _wrong(str(error), section) from error


def _phrases(raw: Any) -> PatternTable[PhraseCue]:
    def read(row: Mapping[str, Any], where: str) -> tuple[str, PhraseCue]:
        words, tail = str(row["words"]), str(row.get("tail", ""))
        holder = _place(row.get("holder"), where)
        cue = PhraseCue(
            words=words,
            tail=tuple(tail.split()),
            stance=_stance(row.get("stance"), where),
            holder=holder,
        )
        gap = f" ~{POSSESSOR_WORDS} "
        line = f"{words}{gap}{tail}" if tail else words.replace(" ' ", gap)
        return line, cue

    return _table(raw, "phrases", "words", read)


def _silences(raw: Any) -> PatternTable[SilenceCue]:
    def read(row: Mapping[str, Any], where: str) -> tuple[str, SilenceCue]:
        if row.get("kind") not in tuple(SilenceKind):
            raise _wrong(f"unknown kind {row.get('kind')!r}", where)
        after = str(row["after"]).split("|") if "after" in row else ()
        return str(row["match"]), SilenceCue(
            kind=SilenceKind(row["kind"]),
            holder=_place(row.get("holder"), where),
            after=frozenset(after),
        )

    return _table(raw, "silences", "match", read)


def _unverified(raw: Any) -> PatternTable[DoubtCue]:
    def read(row: Mapping[str, Any], where: str) -> tuple[str, DoubtCue]:
        return str(row["match"]), DoubtCue(holder=_place(row.get("holder"), where))

    return _table(raw, "unverified", "match", read)


def _place(value: Any, where: str) -> HolderPlace:
    if value not in tuple(HolderPlace):
        raise _wrong(f"unknown place of the holder {value!r}", where)
    return HolderPlace(value)


def _sequences(raw: Any, section: str) -> PatternTable[str]:
    _words(raw, section)
    return plain_table((line, line) for line in raw)


def _media(raw: Any) -> MediaTable:
    try:
        heads, platforms = raw["heads"], raw["platforms"]
        names = platforms["words"]
        return MediaTable(
            heads=_words(heads["words"], "media.heads"),
            head_prepositions=_words(heads["via"], "media.heads.via"),
            platforms=plain_table((str(name).lower(), str(name)) for name in names),
            platform_prepositions=_words(platforms["via"], "media.platforms.via"),
        )
    except (KeyError, TypeError) as error:
        raise _wrong("needs heads and platforms, each with via and words", "media") from error
