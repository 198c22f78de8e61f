"""The countries of MUC-4: their names in its set list, nationalities, and the nine of interest."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

from fogline.knowledge.actors.outlets import read_states

# Of the set list ``set-list-foreign-nation.v5``, the names that differ from the states' own.
_NAMES = {
    **{"RU": "USSR", "SU": "USSR", "DE": "WEST GERMANY", "CN": "PEOPLES REP OF CHINA"},
    **{"KR": "REPUBLIC OF KOREA", "ZA": "REPUBLIC OF SOUTH AFRICA", "VA": "VATICAN CITY"},
    **{"TW": "REPUBLIC OF CHINA", "CZ": "CZECHOSLOVAKIA"},
}
OF_INTEREST = frozenset(("SV", "GT", "HN", "AR", "BO", "CL", "CO", "EC", "PE"))


@cache
def _states() -> tuple[dict[str, str], dict[str, str]]:
    """The states' names by code, and codes by what a state or its people are called."""
    names: dict[str, str] = {}
    codes: dict[str, str] = {}
    for _, state in read_states():
        plain = state.name.removeprefix("the ")
        names[state.code] = _NAMES.get(state.code, plain.upper())
        for one in (plain, *state.adjectives, *state.plurals):
            codes.setdefault(one.upper(), state.code)
    return names, codes


def country_name(code: str) -> str:
    """A country's name in the set list."""
    return _states()[0].get(code, code)


def nation_in(words: str) -> str | None:
    """The code of the nation that a phrase names: "SPANISH PRIESTS"."""
    if re.search(r"\bU\.S\.|\bAMERICANS?\b", words):
        return "US"
    codes = _states()[1]
    tokens = re.findall(r"[A-Z]+", words)
    pairs = (" ".join(pair) for pair in pairwise(tokens))
    return next((codes[one] for one in (*pairs, *tokens) if one in codes), None)
