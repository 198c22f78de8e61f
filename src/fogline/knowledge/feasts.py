"""Feasts that move with the moon or the weekday, and the days they fall on.

The table is ``resources/en/feasts.yml``. Easter by the rule of Meeus (Astronomical Algorithms,
chapter 8); the Hebrew and the Islamic calendar by the arithmetic of Dershowitz and Reingold
(Calendrical Calculations).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

_FILE = "en/feasts.yml"
_RECKONINGS = ("easter", "orthodox", "tishri", "nisan", "hijri", "weekday", "table")
_MONTH = "month"
# Rata die of 1 Tishri of the year 1, and of 1 Muharram of the year 1.
_HEBREW, _ISLAMIC = -1373427, 227015


@dataclass(frozen=True, slots=True)
class Feast:
    """A feast: how it is reckoned, its place in the reckoning, its days as kept, its length.

    ``lasts`` is None for a month that ends with the new moon.
    """

    reckoning: str
    place: tuple[int, ...]
    days: Mapping[int, date]
    lasts: int | None


@cache
def load_feasts() -> Mapping[str, Feast]:
    """The feasts by name; raises KnowledgeError for a table that is not of its form."""
    try:
        data = load_yaml(_FILE)
        kept = {key: {day.year: day for day in days} for key, days in data["days"].items()}
        found = {str(n): _feast(row, kept) for row in data["rules"] for n in row["names"]}
    except (KeyError, TypeError, ValueError, AttributeError, StopIteration) as error:
        raise KnowledgeError(
            f"a table lacks or breaks {error}", where=f"resources/{_FILE}", remedy="mend the file"
        ) from error
    return MappingProxyType(found)


def _feast(row: dict[str, Any], kept: dict[str, dict[int, date]]) -> Feast:
    reckoning = next(key for key in _RECKONINGS if key in row)
    place = row[reckoning]
    days = kept[place] if reckoning == "table" else kept.get(row.get("days", ""), {})
    several = reckoning in ("hijri", "weekday")
    numbers = (0,) if reckoning == "table" else tuple(place) if several else (place,)
    return Feast(reckoning, numbers, days, None if row["lasts"] == _MONTH else int(row["lasts"]))


def feast_in(name: str, year: int) -> tuple[date, date] | None:
    """The first day of a feast in a year, and the day after its last; None where not known."""
    feast = load_feasts()[name]
    if not 1000 <= year <= 3000:
        return None
    start = feast.days.get(year) or _first_day(feast, year)
    if start is None:
        return None
    if feast.lasts is not None:
        return start, start + timedelta(days=feast.lasts)
    month, day = feast.place
    ends = [kept for kept in load_feasts()["eid al-fitr"].days.values() if kept > start]
    if feast.days.get(year) and ends:
        return start, min(ends)
    return start, _islamic(_islamic_year(start), month + 1, day)


def _first_day(feast: Feast, year: int) -> date | None:
    if feast.reckoning == "easter":
        return _easter(year) + timedelta(days=feast.place[0])
    if feast.reckoning == "orthodox":
        return _orthodox(year) + timedelta(days=feast.place[0])
    if feast.reckoning == "tishri":
        # A long Heshvan moves what comes after it by a day.
        length = (_new_year(year + 3762) - _new_year(year + 3761)).days
        late = feast.place[0] > 59 and length in (355, 385)
        return _new_year(year + 3761) + timedelta(days=feast.place[0] + late)
    if feast.reckoning == "nisan":
        return _new_year(year + 3761) - timedelta(days=163 - feast.place[0])
    if feast.reckoning == "weekday":
        month, weekday, nth = feast.place
        first = date(year, month, 1)
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    if feast.reckoning == "hijri":
        about = int((year - 622) * 33 / 32)
        days = (_islamic(about + n, *feast.place) for n in (-1, 0, 1, 2))
        return next((day for day in days if day.year == year), None)
    return None


def _easter(year: int) -> date:
    century, rest = divmod(year, 100)
    leap, part = divmod(century, 4)
    shift = (century - (century + 8) // 25 + 1) // 3
    moon = (19 * (year % 19) + century - leap - shift + 15) % 30
    week = (32 + 2 * part + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * late + 114, 31)
    return date(year, month, day + 1)


def _orthodox(year: int) -> date:
    moon = (19 * (year % 19) + 15) % 30
    week = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
    month, day = divmod(moon + week + 114, 31)
    # From the Julian calendar to the Gregorian one.
    apart = year // 100 - year // 400 - 2
    return date(year, month, day + 1) + timedelta(days=apart)


def _new_year(year: int) -> date:
    """1 Tishri of a Hebrew year."""

    def elapsed(of: int) -> int:
        months = (235 * of - 234) // 19
        day = 29 * months + (12084 + 13753 * months) // 25920
        return day + 1 if (3 * (day + 1)) % 7 < 3 else day

    before, here, after = elapsed(year - 1), elapsed(year), elapsed(year + 1)
    late = 2 if after - here == 356 else 1 if here - before == 382 else 0
    return date.fromordinal(_HEBREW + here + late)


def _islamic(year: int, month: int, day: int) -> date:
    days = day + 29 * (month - 1) + month // 2 + (year - 1) * 354 + (3 + 11 * year) // 30
    return date.fromordinal(_ISLAMIC - 1 + days)


def _islamic_year(day: date) -> int:
    return (30 * (day.toordinal() - _ISLAMIC) + 10646) // 10631
