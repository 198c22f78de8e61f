"""Rules for lengths of time, sets of times, numbered days, and vague times."""

from __future__ import annotations

import re
from functools import cache

from fogline.resolve.numbers import read_number
from fogline.resolve.times.dates import ordinal
from fogline.resolve.times.grammar import Found, Rule, Scene, rule, whole, words
from fogline.resolve.times.phrases import Detail, Lasting, Numbered, Phrase, Repeated, Vague
from fogline.resolve.times.relative import COUNT, amount_of
from fogline.resolve.times.tense import FUTURE, PAST, direction

_PAST = frozenset({"past", "last", "recent", "previous", "preceding", "prior"})
_AHEAD = frozenset({"next", "coming", "upcoming", "following"})
_BARE = frozenset({"for", "in", "within", "after", "over", "of", "took", "take", "last", "lasted"})
# "The first days after": read with the ordinal, or not at all.
_NOT_BEFORE = frozenset({"the", "these", "those", "first", "last", "final", "early"})
_PIECES = {"first": -1, "last": 1, "final": 1}
# Half of a unit, as TIMEX3 writes it in the next smaller one.
_HALVES = {"Y": "6M", "TH": "30M", "TM": "30S"}
_NOT_NUMBERED = frozenset({"second", "minute", "quarter"})
_NOT_LENGTHS = frozenset({"second", "sec", "min", "yr", "hr", "old"})


def lasting(scene: Scene, match: re.Match[str]) -> Found | None:
    """Three days; nearly two years; three-year; half an hour; a few weeks."""
    if match["unit"] in _NOT_LENGTHS and not match["number"]:
        return None
    if match["unit"] == "quarter" and (match["one"] or match["number"] in ("a", "one")):
        # "A quarter of the city", "a quarter to five".
        return None
    if match["few"] == "many" and scene.word_before(match.start()) == "as":
        return None
    if is_age(scene, match.end()) or (match["unit"] == "quarters" and "-" in match.group()):
        return None
    unit = words().units[match["unit"]]
    amount = amount_of(match)
    if match["number"] and amount is None:
        return None
    if (match["half"] or match["and_half"]) and amount is not None:
        amount += 0.5
    if _is_some_day(scene, match):
        return whole(match, Phrase(base=Vague(reference="FUTURE_REF")))
    return whole(match, Phrase(base=Lasting(unit=unit, amount=amount, side=0)))


def _is_some_day(scene: Scene, match: re.Match[str]) -> bool:
    """Whether "one day" is a day to come: "one day the war will end"."""
    if re.sub(r"\s+", " ", match.group()) != "one day":
        return False
    if scene.word_before(match.start()) in (*_BARE, "than", "only", "just"):
        return False
    return direction(scene.document, match.start(), match.end()) == FUTURE


def half_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """Half an hour; half a century."""
    unit = words().units[match["unit"]]
    if match["unit"].endswith("s"):
        return None
    return whole(match, Phrase(base=Lasting(unit=unit, amount=0.5, side=0)))


def bare_lasting(scene: Scene, match: re.Match[str]) -> Found | None:
    """For years; within days; decades-long."""
    if not match["unit"].endswith("s") and match["unit"] != "centuries" and not match["long"]:
        return None
    before = scene.word_before(match.start())
    beside = match["the"] is not None or before not in _NOT_BEFORE
    beside = beside and scene.word_after(match.end()) in ("before", "after")
    if not match["long"] and before not in _BARE and not beside:
        return None
    if match["the"] and not beside:
        return None
    unit = words().units[match["unit"]]
    if unit.letter == "TS":
        return None
    amount = None if match["unit"].endswith("s") else 1.0
    return whole(match, Phrase(base=Lasting(unit=unit, amount=amount, side=0)))


def ahead(scene: Scene, match: re.Match[str]) -> Found | None:
    """The weeks ahead."""
    if not match["unit"].endswith("s"):
        return None
    return whole(
        match, Phrase(base=Lasting(unit=words().units[match["unit"]], amount=None, side=1))
    )


def sided(scene: Scene, match: re.Match[str]) -> Found | None:
    """The past two months; the next few days; recent weeks; the first nine months."""
    unit = words().units[match["unit"]]
    plain = match["number"] is None and match["few"] is None
    single = plain and not match["unit"].endswith("s")
    if single and not (match["side"] == "past" and match["the"]):
        # "Last week" is a date; "the past week" is a length.
        return None
    amount = 1.0 if single else amount_of(match)
    side = -1 if match["side"] in _PAST else 1 if match["side"] in _AHEAD else 0
    if plain and match["side"] in ("first", "last"):
        return None
    recent = match["side"] == "recent"
    piece = _PIECES.get(match["side"], 0) if scene.word_after(match.end()) == "of" else 0
    base = Lasting(
        unit=unit,
        amount=amount,
        side=0 if piece else side,
        piece=piece,
        # Recent days and weeks can be told over, recent years are only the time not long past.
        reference="PAST_REF" if plain and recent and unit.letter == "Y" else None,
    )
    return whole(match, Phrase(base=base))


def the_length(scene: Scene, match: re.Match[str]) -> Found | None:
    """The nine months; the three-year (period)."""
    amount = amount_of(match)
    if amount is None or is_age(scene, match.end()):
        return None
    if not match["unit"].endswith("s") and amount != 1.0:
        # "The eight-year war": the article belongs to the war.
        return None
    unit = words().units[match["unit"]]
    return whole(match, Phrase(base=Lasting(unit=unit, amount=amount, side=0)))


def length_range(scene: Scene, match: re.Match[str]) -> Found | None:
    """Two to three weeks."""
    unit = words().units[match["unit"]]
    return whole(match, Phrase(base=Lasting(unit=unit, amount=None, side=0)))


def numbered(scene: Scene, match: re.Match[str]) -> Found | None:
    """The 12th week; the 1,200th day."""
    number = ordinal(match["nth"])
    if not number or match["unit"] in _NOT_NUMBERED:
        return None
    if match["unit"].endswith("s") or scene.lower[match.end() : match.end() + 5] == "-long":
        return None
    return whole(match, Phrase(base=Numbered(unit=words().units[match["unit"]], number=number)))


def in_a_row(scene: Scene, match: re.Match[str]) -> Found | None:
    """A third straight day; (for) a third day; the third night in a row: one of several."""
    again = scene.word_before(match.start()) == "for" and match.group().startswith("a")
    row = re.search(r"straight|consecutive|successive|in a row|running", match.group())
    if row is None and (not again or scene.word_after(match.end()) == "of"):
        return None
    night = match["night"].startswith("night")
    # Which night it was, the last or the coming one, the words do not tell.
    base = Numbered(unit=words().units["day"], in_row=not night)
    return whole(match, Phrase(base=base, detail=Detail(part="NI") if night else Detail()))


def day_number(scene: Scene, match: re.Match[str]) -> Found | None:
    """Day 1,200 (of the war); day three."""
    number = read_number(match["digits"] or match["number"])
    if number is None or number != int(number) or number < 1:
        return None
    base = Numbered(unit=words().units[match["unit"]], number=int(number))
    return whole(match, Phrase(base=base))


def d_day(scene: Scene, match: re.Match[str]) -> Found | None:
    """D+3; D-Day plus 2."""
    if not scene.capital(match.start()):
        return None
    return whole(match, Phrase(base=Numbered(unit=words().units["day"])))


def set_word(scene: Scene, match: re.Match[str]) -> Found | None:
    """Daily; weekly; annually."""
    token = scene.token(match.start())
    if token is None or (scene.capital(match.start()) and token.pos == "PROPN"):
        return None
    if match["set"] == "quarterly" and token.dep in ("amod", "compound"):
        # "The quarterly dividend": of its kind, and no time.
        return None
    return whole(match, Phrase(base=Repeated(value=words().sets[match["set"]])))


def every(scene: Scene, match: re.Match[str]) -> Found | None:
    """Every night; each week; every three days; each July; every Friday."""
    number = 2.0 if match["one"] else amount_of(match)
    if match["unit"]:
        unit = words().units[match["unit"]]
        value = length_value(unit.letter, (number or 1.0) * unit.times)
    elif match["weekday"]:
        value = f"XXXX-WXX-{words().weekdays[match['weekday']]}"
    elif match["month"]:
        value = f"XXXX-{words().months[match['month'].rstrip('.')]:02d}"
    elif match["season"]:
        value = f"XXXX-{words().seasons[match['season']]}"
    else:
        value = "XXXX-XX-XXT" + words().parts[match["part"]]
    return whole(match, Phrase(base=Repeated(value=value)))


def weekdays(scene: Scene, match: re.Match[str]) -> Found | None:
    """Mondays; Tuesday nights."""
    plural = match["many"] or (match["part"] or "").endswith("s")
    if not plural or not scene.capital(match.start()):
        return None
    value = f"XXXX-WXX-{words().weekdays[match['weekday']]}"
    if match["part"]:
        value += "T" + words().parts[match["part"]]
    return whole(match, Phrase(base=Repeated(value=value)))


def per_unit(scene: Scene, match: re.Match[str]) -> Found | None:
    """(Twice) a day; per month."""
    unit = words().units[match["unit"]]
    if match["unit"].endswith("s"):
        return None
    token = scene.token(match.end() - 1)
    counted = scene.word_before(match.start()) in ("once", "twice", "thrice", "times")
    adverbial = counted or match["per"] == "per" or (token is not None and token.dep == "npadvmod")
    if not adverbial or (match["unit"] == "quarter" and not counted):
        return None
    if scene.word_after(match.end()) in (*words().ago, *words().told_before, *words().told_after):
        return None
    return whole(match, Phrase(base=Repeated(value=length_value(unit.letter, unit.times))))


def vague(scene: Scene, match: re.Match[str]) -> Found | None:
    """Now; recently; soon; the past."""
    phrase = re.sub(r"\s+", " ", match["vague"])
    token = scene.token(match.end() - 1)
    if token is None:
        return None
    if phrase in words().vague_adjectives and token.dep != "amod":
        return None
    if phrase == "soon" and _is_past_soon(scene, match):
        return None
    if phrase == "the future" and (token.dep == "nsubj" or scene.word_after(match.end()) == "of"):
        # "The future looks bleak": a thing, and no time.
        return None
    if phrase.startswith("the ") and token.dep in ("amod", "compound"):
        return None
    return whole(match, Phrase(base=Vague(reference=words().vague[phrase]), detail=Detail()))


def _is_past_soon(scene: Scene, match: re.Match[str]) -> bool:
    """Whether it is no time to come: "soon after", "as soon as", "it soon fell"."""
    if scene.word_after(match.end()) in ("as", "after", "afterwards", "afterward", "enough"):
        return True
    return direction(scene.document, match.start(), match.end()) == PAST


def length_value(letter: str, amount: float | None, unknown: str = "") -> str:
    """TIMEX3's value of a length: P3Y, PT5H, PXW."""
    if letter == "Q":
        # ISO 8601 has no quarters in lengths.
        letter, amount = "M", None if amount is None else 3 * amount
        unknown = unknown.replace("Q", "M")
    mark = "PT" if letter.startswith("T") else "P"
    if amount is None:
        return f"{'PT' if unknown.startswith('T') else 'P'}X{(unknown or letter)[-1]}"
    smaller = _HALVES.get(letter)
    if smaller and amount % 1 == 0.5:
        return f"{mark}{int(amount)}{letter[-1]}{smaller}" if amount > 1 else f"{mark}{smaller}"
    number = f"{amount:.2f}".rstrip("0").rstrip(".")
    return f"{mark}{number}{letter[-1]}"


def is_age(scene: Scene, end: int) -> bool:
    """Whether a length that ends here is an age: "60-year-old", "three years old", "of age"."""
    rest = scene.lower[end : end + 8].replace("-", " ").lstrip()
    return rest.startswith(("old", "of age", "younger", "older"))


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of this module, in order."""
    return (
        rule(r"(?P<per>an?|per) {unit}", per_unit, first="a an per"),
        rule(
            rf"{COUNT}(?P<more> more| additional| consecutive| straight| full)?"
            r"(?P<and_half>~and~a~half)?~{unit}"
            r"(?P<half> and a half)?(?:&long)?",
            lasting,
            first="{about} {number} a an {few}",
        ),
        rule(r"(?:{about} )?(?:half an?|a half)~{unit}", half_unit, first="a half {about}"),
        rule(r"(?P<the>the )?{unit}(?P<long>&long|~long)?", bare_lasting, first="the {unit}"),
        rule(
            r"(?:the |an? )?{nth}(?: (?:straight|consecutive|successive))? (?P<night>days?|nights?)"
            r"(?: in a row| running)?",
            in_a_row,
            first="# the a an {nth}",
        ),
        rule(
            r"(?P<the>the |this |these |those )?"
            r"(?P<side>past|last|recent|previous|preceding|prior|next|coming|upcoming|following|first|final)"
            r"(?: (?:{number}|(?P<one>an?)|(?:a )?{few}))? {unit}",
            sided,
            first="the this these those past last recent previous preceding prior next coming "
            "upcoming following first final",
        ),
        rule(rf"the {COUNT}~{{unit}}", the_length, first="the"),
        rule(
            r"(?:the next )?(?:{number})%(?:&|to|or)%{number2} {unit}",
            length_range,
            first="{number} the",
        ),
        rule(r"the {unit} ahead(?! of)", ahead, first="the"),
        *_rules_of_counts(),
    )


def _rules_of_counts() -> tuple[Rule, ...]:
    return (
        rule(r"(?:the )?{nth} {unit}", numbered, first="# the {nth}"),
        rule(r"(?P<unit>day|week) (?:{digits}|{number})", day_number, first="day week"),
        rule(r"d(?:-day)?%(?:\+|plus)%{digits}", d_day, first="d"),
        rule(r"{set}", set_word, first="{set}"),
        rule(
            r"{every} (?:(?:{number}|(?P<one>other) )%)?"
            r"(?:{unit}|{weekday}|{month}|{season}|{part})",
            every,
            first="{every}",
        ),
        rule(r"{weekday}(?P<many>s)?(?: {part})?", weekdays, first="{weekday}"),
        rule(r"{vague}", vague, first="{vague}"),
    )
