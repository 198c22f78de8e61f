"""Why two claims were put together, in plain words: the rule, and what was compared."""

from __future__ import annotations

from collections.abc import Iterator

from fogline.records.ledger import Link

# The rules of grouping, by the names that links carry.
RULES = {
    "told-as-one": "the report itself tells the two as one happening",
    "copied-passage": "both stand in copies of one paragraph",
    "same-words-said": "the same is asked, refused or threatened in the same days",
    "same-ground": "both tell who has one place",
    "same-parties": "the same parties deal with each other in the same days",
    "blamed-on-each-other": "two sides blame each other for one attack",
    "same-place-and-days": "place and days agree",
    "same-side-and-number": "no place to compare, but the same side or number in the same days",
    "denies-it": "the report puts this denial to this claim",
    "rejects-it": "it rejects something that its report does not name, in the same region and days",
    "silent-on-it": "it is silent about something in the same region and days",
}
# What was compared, and how it came out; what says nothing is left out.
FEATURES = {
    "place": {
        "same": "same place",
        "near": "places a few kilometres apart",
        "part": "a town and a part of it",
        "within": "one place lies in the other",
        "unknown": "no place to compare",
    },
    "time": {
        "same-day": "same day",
        "overlap": "their days overlap",
        "adjacent": "a day apart",
        "recent": "no day told by one of them",
        "moved": "a date that was moved",
        "state": "a state that lasts",
        "unknown": "no day to compare",
    },
    "actors": {
        "same": "same side acts",
        "apart": "different sides act",
        "unknown": "who acts is not told by both",
    },
    "recipients": {"same": "same side suffers it", "apart": "different sides suffer it"},
    "counts": {
        "equal": "same number",
        "overlap": "numbers that can be one",
        "open": "numbers that are open to one side",
        "apart": "different numbers",
    },
    "type": {"alike": "types that are alike", "toll": "a deed and its toll"},
    "mode": {"same": "done in the same way", "other": "told as different deeds"},
    "report": {"same": "both in one report", "together": "told as one"},
}


def rule_words(link: Link) -> str:
    """The rule of a link in plain words; its name where there are none."""
    return RULES.get(link.rule, link.rule)


def feature_words(link: Link) -> tuple[str, ...]:
    """What was compared, in plain words."""
    return tuple(_words(link))


def _words(link: Link) -> Iterator[str]:
    for name, words in FEATURES.items():
        found = words.get(str(link.features.get(name)))
        if found is not None:
            yield found
    copied, alike = link.features.get("copied"), link.features.get("words")
    if isinstance(copied, int | float) and copied > 0:
        yield "copied wording"
    elif isinstance(alike, int | float):
        yield f"words {alike:.0%} alike"
