"""Whether one fill of a response is that of a MUC-4 key: correct, partially correct, or not.

Follows ``scoring-guidelines.v7`` of the corpus, section 3. What the official program asked a person
about is decided by rules made from that person's guidelines: strings by their words (``strings``),
dates and places as sections 3.2.2 and 3.2.3 tell, numbers as 3.2.14.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from muc_format import STRINGS, Fill

CORRECT, PARTIAL, WRONG = 1.0, 0.5, 0.0

# Set fills that get partial credit: the response's value, and key's values that lie below it.
_BELOW = {
    "inc-type": {
        "ATTACK": "ARSON BOMBING KIDNAPPING HIJACKING ROBBERY FORCED_WORK_STOPPAGE",
    },
    "inc-instr-type": {
        "GUN": "MACHINE_GUN MORTAR HANDGUN RIFLE",
        "EXPLOSIVE": "BOMB VEHICLE_BOMB DYNAMITE MINE AERIAL_BOMB GRENADE MOLOTOV_COCKTAIL",
        "BOMB": "VEHICLE_BOMB DYNAMITE MINE AERIAL_BOMB",
        "PROJECTILE": "MISSILE ROCKET",
    },
    "perp-org-conf": {"SUSPECTED OR ACCUSED": "SUSPECTED_OR_ACCUSED_BY_AUTHORITIES"},
    "phys-tgt-type": {
        "POLITICAL FIGURE OFFICE OR RESIDENCE": "GOVERNMENT_OFFICE_OR_RESIDENCE",
    },
    "phys-tgt-effect": {"DESTROYED": "SOME_DAMAGE"},
    "hum-tgt-type": {
        "POLITICAL FIGURE": "GOVERNMENT_OFFICIAL FORMER_GOVERNMENT_OFFICIAL",
        "GOVERNMENT OFFICIAL": "FORMER_GOVERNMENT_OFFICIAL",
        "ACTIVE MILITARY": "FORMER_ACTIVE_MILITARY",
    },
    "hum-tgt-effect": {
        "NO INJURY": "NO_DEATH NO_INJURY_OR_DEATH",
        "NO DEATH": "NO_INJURY_OR_DEATH",
    },
}
# The premodifiers of the official configuration, with articles and counts.
_PREMODIFIERS = frozenset(
    (
        *("a", "the", "an", "this", "that", "these", "those", "more", "most", "many", "several"),
        *("some", "all", "few", "any", "another", "other", "certain", "of", "at", "least"),
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    )
)
# Words with which what follows a noun begins, as part of its phrase.
_AFTER = frozenset(
    (
        *("of", "from", "in", "at", "on", "for", "with", "to", "by", "near", "inside", "who"),
        *("which", "that", "where", "whose", "under", "against", "between", "belonging"),
    )
)
# Words that name perpetrators in general: one for another is inferior, but consistent.
_GENERAL = frozenset(
    (
        *("guerrilla", "guerilla", "rebel", "terrorist", "subversive", "insurgent", "extremist"),
        *("assassin", "murderer", "killer", "attacker", "assailant", "individual", "person"),
        *("commando", "gunman", "gunmen"),
    )
)
_TITLES = frozenset(
    (
        *("mr", "mrs", "dr", "father", "monsignor", "general", "colonel", "major", "captain"),
        *("lieutenant", "president", "priest", "judge", "de", "del", "la", "los", "y", "and"),
    )
)
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DATE = re.compile(r"(\d{1,2})\s+([A-Z]{3})[A-Z]*\s+(?:19)?(\d{2})")
_WORD = re.compile(r"[^\W_]+(?:['.&-][^\W_]+)*|,")
# How far before its end an open range of dates still tells a day.
_DAYS_BEFORE = 31

Dates = tuple[date | None, date | None]


def value_verdict(slot: str, key: str, response: str) -> float:
    """How good one value is for one of a key's, without what they refer to."""
    if key == response:
        return CORRECT
    if slot in STRINGS:
        return strings(slot, key, response)
    if slot == "inc-date":
        return dates(key, response)
    if slot == "inc-loc":
        return places(key, response)
    if slot.endswith("num"):
        return numbers(key, response)
    below = _BELOW.get(slot, {}).get(response, "").split()
    return PARTIAL if key.replace(" ", "_") in below else WRONG


def verdict(slot: str, key: Fill, response: Fill) -> float:
    """How good a response's value is for a key's fill: the best of the key's alternatives."""
    return max(value_verdict(slot, one, response.values[0]) for one in key.values)


# -- strings -----------------------------------------------------------------------------------


def strings(slot: str, key: str, response: str) -> float:
    """Whether a string of the text names what the key's does (3.1.1).

    Correct where the key's words stand in the response with modifiers of their noun alone; partial
    where more comes with them, where the response is part of a name, or has the key's head noun.
    """
    wanted, told = _words(key), _words(response)
    if not wanted or not told:
        return WRONG
    if wanted == told:
        return CORRECT
    place = _within(wanted, told)
    if place is not None:
        before, after = told[:place], told[place + len(wanted) :]
        clean = not after or after[0] in _AFTER or after == _acronym(wanted)
        if clean and not set(before) & (_AFTER | {","}):
            return CORRECT
        return PARTIAL if _head(told) == _head(wanted) or slot == "hum-tgt-name" else WRONG
    return PARTIAL if _shares(slot, wanted, told) else WRONG


def _shares(slot: str, wanted: Sequence[str], told: Sequence[str]) -> bool:
    if slot == "hum-tgt-name":
        return bool(set(wanted) & set(told) - _TITLES)
    if slot == "perp-ind-id" and {_single(_head(wanted)), _single(_head(told))} <= _GENERAL:
        return True
    if _within(told, wanted) is not None and (slot == "perp-org-id" or len(told) > 1):
        return True
    return _single(_head(told)) == _single(_head(wanted))


def _words(text: str) -> list[str]:
    words = [one.lower().rstrip(".") for one in _WORD.findall(text)]
    start = 0
    while start < len(words) - 1 and (words[start] in _PREMODIFIERS or words[start].isdigit()):
        start += 1
    return words[start:]


def _within(part: Sequence[str], whole: Sequence[str]) -> int | None:
    size = len(part)
    places = range(len(whole) - size + 1)
    return next((at for at in places if list(whole[at : at + size]) == list(part)), None)


def _head(words: Sequence[str]) -> str:
    """The last word of the noun phrase proper: before what follows the noun."""
    ends = (at for at, one in enumerate(words) if at and (one in _AFTER or one == ","))
    return words[next(ends, len(words)) - 1]


def _single(word: str) -> str:
    if word.endswith("men"):
        return word[:-3] + "man"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _acronym(words: Sequence[str]) -> list[str]:
    """The acronym that may stand beside a full name."""
    return ["".join(one[0] for one in words if one not in _AFTER and one != "the")]


# -- dates, places, numbers --------------------------------------------------------------------


def dates(key: str, response: str) -> float:
    """Section 3.2.2: a day within the key's range, or an open range to the key's last day."""
    wanted, told = _dates(key), _dates(response)
    if wanted is None or told is None:
        return WRONG
    if wanted == told:
        return CORRECT
    (start, end), (first, last) = wanted, told
    if first is None:
        return PARTIAL if last == end else WRONG
    if first != last or end is None:
        return WRONG
    within = start <= first <= end if start else 0 <= (end - first).days <= _DAYS_BEFORE
    return PARTIAL if within and start != end else WRONG


def _dates(text: str) -> Dates | None:
    """The first and last day; no first one where the range is open."""
    days = [
        date(1900 + int(one[3]), _MONTHS.index(one[2]) + 1, int(one[1]))
        for one in _DATE.finditer(text)
        if one[2] in _MONTHS and _is_day(one)
    ]
    if not days:
        return None
    if text.lstrip().startswith("-"):
        return None, days[0]
    return days[0], days[-1]


def _is_day(found: re.Match[str]) -> bool:
    try:
        date(1900 + int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    except ValueError:
        return False
    return True


def places(key: str, response: str) -> float:
    """Section 3.2.3: the country alone, or all but the country, is partially right."""
    (country, *wanted), (other, *told) = _parts(key), _parts(response)
    if set(wanted) == set(told) and country == other:
        return CORRECT
    same = bool(wanted) and set(wanted) == set(told)
    return PARTIAL if country == other or same else WRONG


def _parts(text: str) -> list[str]:
    return [" ".join(one.split()) for one in re.split(r":|\s-\s", text)]


def numbers(key: str, response: str) -> float:
    """Section 3.2.14: one end of the key's range, or its number without "about", is partial."""
    wanted, told = ("".join(one.split()) for one in (key, response))
    if wanted == told:
        return CORRECT
    return PARTIAL if told.isdigit() and told in re.split(r"[~-]", wanted) else WRONG
