"""Words of reports made fit to stand in a sentence: cleaned, shortened, their quotes paired.

Nothing is added but "…" for what is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from fogline.export.brief_words import PERSONAL, POSSESSIVES, PRONOUNS, UNNAMING
from fogline.records.ledger import Words

CUT = "…"
# A quote of more words is shortened; so is one of more characters, whatever its words are.
MOST_WORDS, MOST_CHARACTERS = 42, 320
NAME_WORDS, NAME_CHARACTERS = 16, 120
# So many words are left before the deed where a long quote has to begin in its middle.
LEAD_IN = 12

# Controls, marks that turn the direction of writing, and what XML 1.0 forbids.
_UNFIT = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
    "\ud800-\udfff]"
)
_QUOTATION_MARKS = re.compile('["“”„‟«»]')
_OPENING, _CLOSING = "“„‟«", "”»"
_LOOSE_ENDS = " ,;:.–—-"


def clean(text: str) -> str:
    """The text on one line without control characters or anything else that XML forbids."""
    return " ".join(_UNFIT.sub("", text).split())


def joined(words: Iterable[Words]) -> str:
    """Spans of one text in its order, with "…" where words are left out between them."""
    text, end = "", None
    for piece in sorted(words, key=lambda row: (row.start, -row.end)):
        if end is not None and piece.end <= end:
            continue
        if end is not None:
            text += " " if piece.start - end <= 1 else f" {CUT} "
        text += piece.text
        end = piece.end
    return clean(text)


def shorten(text: str, words: int = MOST_WORDS, characters: int = MOST_CHARACTERS) -> str:
    """The text cut after so many words or characters, between words wherever there are any."""
    short = " ".join(text.split(" ")[:words])
    if len(short) > characters:
        whole, _, _ = short[: characters + 1].rpartition(" ")
        if not whole:
            # A single word that is longer than all that may stand here.
            return f"{short[:characters]}{CUT}"
        short = whole
    if short == text:
        return text
    return f"{short.rstrip(_LOOSE_ENDS + CUT)} {CUT}"


def quote(text: str, deed: str = "") -> str:
    """The words as they stand between quotation marks: bounded, around the deed, marks paired."""
    bare = text.strip(" ,;:")
    bare = bare if bare.endswith(("...", CUT)) else bare.rstrip(" .")
    at = bare.find(deed) if deed else 0
    before = bare[:at].split(" ") if at > 0 else []
    if len(before) > MOST_WORDS // 2 and len(bare.split(" ")) > MOST_WORDS:
        bare = f"{CUT} {' '.join([*before[-LEAD_IN:], ''])}{bare[at:]}".replace("  ", " ")
    return paired(shorten(bare))


def paired(text: str) -> str:
    """The text with its inner quotation marks as ‘single’ ones, each with its other half."""
    marks = [(found.start(), found.group()) for found in _QUOTATION_MARKS.finditer(text)]
    kinds: dict[int, str] = {}
    waiting: list[int] = []
    for at, mark in marks:
        if _opens(text, at, mark):
            waiting.append(at)
            kinds[at] = "‘"
        elif waiting:
            waiting.pop()
            kinds[at] = "’"
        else:
            kinds[at] = ""
    ending = ""
    for at in waiting:
        # Half a quotation from its beginning on: the outer marks say it.
        kinds[at] = "" if at == 0 else "‘"
        ending += "" if at == 0 else "’"
    whole = len(marks) == 2 and not waiting and kinds[marks[0][0]] == "‘"
    if whole and not text[: marks[0][0]].strip() and not text[marks[1][0] + 1 :].strip(" .,"):
        return text[marks[0][0] + 1 : marks[1][0]].strip(" ,.")
    return "".join(kinds.get(at, letter) for at, letter in enumerate(text)).strip() + ending


def _opens(text: str, at: int, mark: str) -> bool:
    if mark in _OPENING:
        return True
    return mark not in _CLOSING and (at == 0 or text[at - 1] in " ([—–-‘“")


def name_of(words: Words | None) -> str | None:
    """A mention as a name; None where the words are missing or name nobody ("it", "we").

    "His General Staff" is "General Staff" here, since nobody knows whose.
    """
    if words is None:
        return None
    parts = clean(words.text).strip(_LOOSE_ENDS).split(" ")
    if parts[0].casefold() in POSSESSIVES:
        parts = parts[1:]
    if not parts or not parts[0] or parts[0].casefold() in ("neither", "no"):
        return None
    if len(parts) == 1 and parts[0].casefold() in PRONOUNS:
        return None
    return paired(shorten(" ".join(parts), NAME_WORDS, NAME_CHARACTERS))


def short_name(name: str) -> str:
    """A name without what follows its first comma, where that leaves a name."""
    head, comma, _ = name.partition(",")
    return head if comma and is_proper(head) else name


def is_proper(name: str) -> bool:
    """Whether a mention holds a name or what stands for one ("Russia's ministry", not "police")."""
    parts = [part for part in name.split(" ") if part.casefold() not in UNNAMING]
    return any(part[:1].isupper() for part in parts)


def begins_with_pronoun(text: str) -> bool:
    """Whether the words begin with one that tells nobody who it is ("he", "its")."""
    return text.strip(_LOOSE_ENDS + '"“‘').partition(" ")[0].casefold() in PERSONAL


def opening(text: str) -> str:
    """The text with a capital at its beginning, as a sentence has it."""
    return text[:1].upper() + text[1:]


def within(text: str) -> str:
    """A name as it stands inside a sentence: its article without a capital."""
    first, space, rest = text.partition(" ")
    return f"{first.lower()}{space}{rest}" if first.casefold() in UNNAMING else text
