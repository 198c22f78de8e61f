"""How the claims of one event stand to each other, and where copies have drifted apart."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from fogline.corroborate.grouping.features import counts_agree
from fogline.records.event import Drift, EventClaim, Origin, Relation
from fogline.records.ledger import Says

# Quotes of one holder this alike are one quote; below it, they are two; the same is no drift.
SAME_QUOTE = 60.0
# Relations are told for so many claims of an event, the first known; pairs grow with the square.
COUNTED = frozenset(("killed", "wounded", "captured", "missing", "displaced", "bodies"))
MOST_RELATED = 60


def find_relations(
    claims: Sequence[EventClaim], origins: Mapping[str, Origin], superseded: Mapping[str, str]
) -> tuple[Relation, ...]:
    """The relations of each claim to those known before it, by (one, other)."""
    found: list[Relation] = []
    rows = claims[:MOST_RELATED]
    for number, row in enumerate(rows):
        for earlier in rows[:number]:
            relation = _relation(row, earlier, origins, superseded)
            if relation is not None:
                kind, rule = relation
                found.append(
                    Relation(kind=kind, one=row.claim.key, other=earlier.claim.key, rule=rule)
                )
    return tuple(found)


def _relation(
    row: EventClaim,
    earlier: EventClaim,
    origins: Mapping[str, Origin],
    superseded: Mapping[str, str],
) -> tuple[str, str] | None:
    mine, theirs = row.claim, earlier.claim
    if superseded.get(theirs.key) == mine.key:
        return "supersedes", "holder-says-otherwise"
    if mine.says is Says.OFFERS_EVIDENCE:
        aimed = mine.about == theirs.key
        return ("offers-evidence-for", "names-the-claim") if aimed else None
    if Says.OFFERS_EVIDENCE is theirs.says:
        return None
    if row.origin == earlier.origin and mine.says is theirs.says:
        return "repeats", "same-origin"
    if mine.about == theirs.key or theirs.about == mine.key:
        return "denies", "names-the-claim"
    opposite = {mine.says, theirs.says}
    if Says.AFFIRMS in opposite and opposite & {Says.DENIES, Says.DOUBTS}:
        return "denies", "says-that-it-is-not-so"
    if mine.says is not Says.AFFIRMS or theirs.says is not Says.AFFIRMS:
        return None
    if any(
        left.kind == right.kind
        and not left.part
        and not right.part
        and (left.who or "people") == (right.who or "people")
        and counts_agree(left, right) == "apart"
        for left in mine.counts
        for right in theirs.counts
    ):
        return "contradicts", "numbers-apart"
    group, other = origins[row.origin].group, origins[earlier.origin].group
    if group is not None and other is not None and group != other:
        return "supports", "independent-origins"
    return "repeats", "not-independent"


def find_drifts(
    claims: Sequence[EventClaim], traced: Mapping[str, str], superseded: Mapping[str, str]
) -> tuple[Drift, ...]:
    """One holder's quotes and numbers that differ between reports without having been changed.

    ``traced`` maps claim keys to origin ids. A number that its holder has changed is no drift.
    """
    found: list[Drift] = []
    by_origin: dict[str, list[EventClaim]] = {}
    for row in claims:
        by_origin.setdefault(traced[row.claim.key], []).append(row)
    for origin, rows in by_origin.items():
        if len({row.claim.report for row in rows}) > 1:
            found += _numbers(origin, rows, superseded)
            found += _quotes(origin, rows)
    return tuple(found)


def _numbers(
    origin: str, rows: Iterable[EventClaim], superseded: Mapping[str, str]
) -> Iterator[Drift]:
    kinds: dict[tuple[str, str], dict[str, str]] = {}
    reports: dict[str, set[str]] = {}
    heard: dict[str, tuple[float | None, float | None]] = {}
    for row in rows:
        for count in row.claim.counts:
            if count.part or count.kind not in COUNTED:
                continue
            values = kinds.setdefault((count.kind, count.who or "people"), {})
            if row.claim.key not in superseded:
                values.setdefault(count.words.text, row.claim.key)
                reports.setdefault(count.words.text, set()).add(row.claim.report)
                heard.setdefault(count.words.text, (count.low, count.high))
    for _, values in sorted(kinds.items()):
        told = {report for words in values for report in reports[words]}
        if len({heard[words] for words in values}) > 1 and len(told) > 1:
            yield Drift(kind="number", origin=origin, values=tuple(sorted(values.items())))


def _quotes(origin: str, rows: Iterable[EventClaim]) -> Iterator[Drift]:
    # Only events in detail have drifts: a list of events need not wait for it.
    from rapidfuzz.fuzz import ratio

    quotes: dict[str, tuple[str, str]] = {}
    for row in rows:
        for quote in _quoted(row):
            quotes.setdefault(quote, (row.claim.report, row.claim.key))
    texts = sorted(quotes)
    for number, one in enumerate(texts):
        alike = [
            other
            for other in texts[:number]
            if quotes[other][0] != quotes[one][0]
            and ratio(one.casefold(), other.casefold()) >= SAME_QUOTE
        ]
        for other in alike:
            pair = ((other, quotes[other][1]), (one, quotes[one][1]))
            yield Drift(kind="quote", origin=origin, values=pair)


def _quoted(row: EventClaim) -> Iterator[str]:
    """The words in quotation marks of a claim's evidence, of four words and more."""
    for piece in row.claim.evidence:
        text = " ".join(piece.text.split())
        for opening, closing in (("“", "”"), ('"', '"'), ("«", "»")):
            start = text.find(opening)
            end = text.rfind(closing)
            if 0 <= start < end:
                quote = text[start + 1 : end].strip(" ,.")
                if len(quote.split()) > 3:
                    yield quote
                break
