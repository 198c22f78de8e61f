"""The table of boilerplate, from ``resources/en/boilerplate.yml``: patterns, words, agencies."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml
from fogline.records.report import BoilerplateKind

_RESOURCE = "en/boilerplate.yml"
# An agency's name of up to so many letters counts as it is written only: "app" is also a word.
_SHORT_NAME = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A notice of several sentences: how it begins, and what it must hold."""

    kind: BoilerplateKind
    begins: re.Pattern[str]
    holds: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class BoilerplateTables:
    """Compiled patterns by kind, and the words that tell names, outlets, roles and menus."""

    lines: tuple[tuple[BoilerplateKind, re.Pattern[str]], ...]
    notices: tuple[Notice, ...]
    particles: frozenset[str]
    not_names: frozenset[str]
    not_places: frozenset[str]
    outlet_words: frozenset[str]
    roles: frozenset[str]
    share_words: frozenset[str]
    share_fill: frozenset[str]
    menu_words: frozenset[str]
    byline: re.Pattern[str]
    contributed: re.Pattern[str]
    desk: re.Pattern[str]
    inputs: re.Pattern[str]
    source: re.Pattern[str]
    agencies: dict[str, str]

    def agency(self, name: str) -> str | None:
        """The agency of that name, as the record calls it, or None."""
        name = name.strip(" .,-\u2013\u2014()[]")
        if name in self.agencies:
            return self.agencies[name]
        return self.agencies.get(name.casefold()) if len(name) > _SHORT_NAME else None


@cache
def load_boilerplate() -> BoilerplateTables:
    """The table of boilerplate; raises KnowledgeError naming the entry that is wrong."""
    raw = load_yaml(_RESOURCE)
    if not isinstance(raw, dict):
        raise _wrong("the file", "not a table")
    leads, labels = _text(raw, "byline_leads"), _text(raw, "byline_labels")
    return BoilerplateTables(
        lines=tuple(
            (_kind(kind), _compile(f"lines: {kind}", "|".join(patterns)))
            for kind, patterns in _table(raw, "lines").items()
        ),
        notices=tuple(_notice(kind, entry) for kind, entry in _table(raw, "long").items()),
        particles=_words(raw, "particles"),
        not_names=_words(raw, "not_names"),
        not_places=_words(raw, "not_places"),
        outlet_words=_words(raw, "outlet_words"),
        roles=_words(raw, "roles"),
        share_words=_words(raw, "share_words"),
        share_fill=_words(raw, "share_fill"),
        menu_words=_words(raw, "menu_words"),
        byline=_compile("byline_leads", rf"\s*(?:(?:{leads})\s*:?|(?:{labels})\s*:)\s+(?=\S)"),
        contributed=_compile("contributed", rf"\b{_text(raw, 'contributed')}\b"),
        desk=_compile(
            "desks",
            r"(?P<who>[^\u2013\u2014|]{2,60}?)\s*(?:[\u2013\u2014|]|\s-|-\s)\s*"
            rf"(?:{_text(raw, 'desks')})",
        ),
        inputs=_compile("inputs", rf"(?:{_text(raw, 'inputs')})\s+(?P<who>.{{2,100}})"),
        source=_compile(
            "sources", rf"(?:{_text(raw, 'sources')})\s*[:\u2013\u2014-]\s*(?P<who>.{{2,80}})"
        ),
        agencies=_agencies(_table(raw, "agencies")),
    )


def _agencies(table: dict[str, Any]) -> dict[str, str]:
    names: dict[str, str] = {}
    for agency, others in table.items():
        for name in (agency, *others):
            names.setdefault(name, agency)
            names.setdefault(name.casefold() if len(name) > _SHORT_NAME else name, agency)
            names.setdefault(name.upper(), agency)
    return names


def _notice(kind: str, entry: dict[str, str]) -> Notice:
    where = f"long: {kind}"
    return Notice(
        kind=_kind(kind),
        begins=_compile(where, rf"(?:{_text(entry, 'begins')})"),
        holds=_compile(where, rf"\b(?:{_text(entry, 'holds')})"),
    )


def _kind(name: str) -> BoilerplateKind:
    try:
        return BoilerplateKind(name)
    except ValueError as error:
        raise _wrong(name, "not a kind of boilerplate") from error


def _compile(where: str, pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.IGNORECASE)
    except re.error as error:
        raise _wrong(where, f"not a pattern: {error}") from error


def _table(raw: dict[str, Any], key: str) -> dict[str, Any]:
    value = raw.get(key)
    if not isinstance(value, dict):
        raise _wrong(key, "not a table")
    return value


def _text(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str):
        raise _wrong(key, "not a text")
    return value


def _words(raw: dict[str, Any], key: str) -> frozenset[str]:
    value = raw.get(key)
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise _wrong(key, "not a list of words")
    return frozenset(word.casefold() for word in value)


def _wrong(entry: str, what: str) -> KnowledgeError:
    return KnowledgeError(what, where=f"resources/{_RESOURCE}: {entry}", remedy="mend the entry")
