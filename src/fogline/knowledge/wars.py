"""The first days of wars, from ``resources/en/wars.yml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from fogline.errors import KnowledgeError
from fogline.knowledge.resources import load_yaml

_FILE = "en/wars.yml"


@dataclass(frozen=True, slots=True)
class War:
    """A war: its first day, and the pattern of the words that tell it (lower case)."""

    day_one: date
    told: re.Pattern[str]


@cache
def load_wars() -> tuple[War, ...]:
    """The wars; raises KnowledgeError for a row that is not of its form."""
    found: list[War] = []
    for row in load_yaml(_FILE):
        try:
            day = row[0] if isinstance(row[0], date) else date.fromisoformat(str(row[0]))
            words = "|".join(re.escape(str(word)) for word in row[1:])
        except (IndexError, TypeError, ValueError) as error:
            raise KnowledgeError(
                f"the row lacks or breaks {error}",
                where=f"resources/{_FILE}: {str(row)[:60]}",
                remedy="mend the row as the comment at the top of the file says",
            ) from error
        found.append(War(day, re.compile(rf"\b(?:{words})\b")))
    return tuple(found)
