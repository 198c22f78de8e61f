"""Adding a report to a ledger: its record, its claims made comparable, its links to the rest."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from urllib.parse import parse_qsl, urlencode, urlsplit

from fogline.corroborate.filing.claims import file_claims
from fogline.corroborate.filing.moments import known_from
from fogline.corroborate.filing.passages import copies_of, find_passages, wording_key
from fogline.corroborate.grouping import Profile, blocks_of, cluster, compare, profile_of
from fogline.corroborate.grouping.answers import ATTACHING
from fogline.corroborate.grouping.blocks import BlockKey
from fogline.corroborate.grouping.clusters import TOLD_AS_ONE
from fogline.export.record_json import record_line
from fogline.knowledge.grouping import GroupingTables
from fogline.ledger.filing import Filing
from fogline.records.ledger import Copy, LedgerClaim, LedgerReport, Link, Passage
from fogline.records.record import Record
from fogline.records.report import Received, Report
from fogline.store.base import Block, Filed, Reading, Store, View, Writer

# What addresses carry besides the article: where the reader came from.
_TRACKING = re.compile(r"^(utm_|fbclid|gclid|ref$|cmp$|smid$|src$)", re.IGNORECASE)


class Outcome(StrEnum):
    """What came of adding a report."""

    ADDED = "added"
    KNOWN = "known"
    CORRECTS = "corrects"
    REREAD = "reread"


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """A report as added: ``corrects`` is the id of the version that it supersedes, if any."""

    outcome: Outcome
    report: LedgerReport
    corrects: str | None


def add_record(
    store: Store, received: Received, record: Record, filing: Filing, *, received_at: int, now: int
) -> Added:
    """Add one reading of one report, whole or not at all; adding it again changes nothing.

    ``received_at`` and ``now`` (when it was read) are seconds since 1970. A report that the
    ledger has is read anew only where the reading differs; it keeps its first reception.
    """
    with store.writer() as writer:
        before = writer.view.reports([record.report.id])
        if before:
            received_at = before[0].received
        reading = prepare(writer.view, received, record, filing, received_at, now)
        if any(row.reading == reading.report.reading for row in before):
            return Added(outcome=Outcome.KNOWN, report=reading.report, corrects=None)
        return _add(writer, reading, reread=bool(before))


def _add(writer: Writer, reading: Reading, *, reread: bool) -> Added:
    story = reading.report.story
    versions = [] if story is None else list(writer.view.stories([story]))
    earlier = [row for row in versions if row.id != reading.report.id]
    writer.add(reading)
    if reread:
        return Added(outcome=Outcome.REREAD, report=reading.report, corrects=None)
    if not earlier:
        return Added(outcome=Outcome.ADDED, report=reading.report, corrects=None)
    newest = max(earlier, key=lambda row: (row.known, row.received, row.id))
    return Added(outcome=Outcome.CORRECTS, report=reading.report, corrects=newest.id)


def prepare(
    view: View, received: Received, record: Record, filing: Filing, received_at: int, now: int
) -> Reading:
    """A reading with its links to what the view holds; nothing is written."""
    line = record_line(record)
    digest = hashlib.sha256(line.encode()).hexdigest()[:16]
    claims = file_claims(
        record,
        reading=digest,
        received=received_at,
        tables=filing.tables,
        words=filing.words,
        grouping=filing.grouping,
    )
    wordings = match_wordings(view, find_passages(record))
    claims = wordings.marked(claims)
    report = _ledger_report(record.report, filing, digest, received_at, now, len(claims))
    filed, links = link_claims(view, claims, wordings, filing.grouping)
    return Reading(
        report=report,
        received=received,
        record=line,
        claims=filed,
        passages=wordings.passages,
        links=links,
        copies=wordings.copies,
    )


@dataclass(frozen=True, slots=True)
class Wordings:
    """A report's paragraphs with their copies, and what they have in common with others.

    ``keys`` are the paragraphs' wordings by number, ``shares`` how much two wordings have in
    common where that is much.
    """

    passages: tuple[Passage, ...]
    copies: tuple[Copy, ...]
    keys: Mapping[int, str]
    shares: Mapping[tuple[str, str], float]

    def marked(self, claims: Iterable[LedgerClaim]) -> tuple[LedgerClaim, ...]:
        """The claims of the report with the wording of their paragraphs."""
        return tuple(replace(row, paragraph=self.keys.get(row.passage, "")) for row in claims)

    def share(self, mine: LedgerClaim, other: LedgerClaim) -> float:
        """How much the paragraphs of two claims have in common; 0 where it is little."""
        return self.shares.get((mine.paragraph, other.paragraph), 0.0)


def match_wordings(view: View, passages: Sequence[Passage]) -> Wordings:
    """The paragraphs of one report matched with those that the view holds.

    A wording that is there already is found by the paragraph that has it, and not filed again:
    background is repeated without end.
    """
    bands = {band for row in passages for band in row.bands}
    alike = view.passages(bands) if bands else ()
    copies = copies_of(passages, alike)
    keys = {row.number: wording_key(row) for row in passages}
    theirs = {(row.report, row.number): wording_key(row) for row in alike}
    own = passages[0].report if passages else ""
    shares: dict[tuple[str, str], float] = {}
    for row in copies:
        ends = (row.one, row.one_number), (row.other, row.other_number)
        mine, other = ends if row.one == own else (ends[1], ends[0])
        pair = keys[mine[1]], theirs[other]
        shares[pair] = max(row.similarity, shares.get(pair, 0.0))
    there = {row.signature for row in alike}
    kept = tuple(
        replace(row, bands=()) if row.bands and row.signature in there else row for row in passages
    )
    return Wordings(kept, copies, keys, shares)


def link_claims(
    view: View, claims: Sequence[LedgerClaim], wordings: Wordings, tables: GroupingTables
) -> tuple[tuple[Filed, ...], tuple[Link, ...]]:
    """The claims with their blocks, and the links among them and to those of other reports.

    The claims that a report tells as one happening are a unit; of the links between two units of
    two reports the surest is kept, since it joins all of both.
    """
    profiles = {claim.key: profile_of(claim, tables) for claim in claims}
    blocks = {key: blocks_of(row, tables) for key, row in profiles.items()}
    links = dict(_links_within(profiles, blocks, tables))
    units = _units(profiles, links.values(), tables)
    claims = [replace(claim, unit=units[claim.key]) for claim in claims]
    wanted = {_block(row) for rows in blocks.values() for row in rows}
    others = [
        profile_of(claim, tables)
        for claim in (view.near(wanted) if wanted else ())
        if claim.report != claims[0].report
    ]
    by_key: dict[str, list[Profile]] = {}
    for other in others:
        for block in blocks_of(other, tables):
            by_key.setdefault(block.key, []).append(other)
    best: dict[tuple[str, str, bool], tuple[_Rank, Link]] = {}
    for key, profile in profiles.items():
        for other in _candidates(blocks[key], by_key):
            link = compare(profile, other, tables, wordings.share(profile.claim, other.claim))
            if link is not None:
                attaching = link.rule in ATTACHING
                pair = (
                    (key, other.claim.key, True)
                    if attaching
                    else (units[key], other.claim.unit, False)
                )
                rank = _rank(link, profile.claim, other.claim)
                if pair not in best or rank < best[pair][0]:
                    best[pair] = rank, link
    links.update({(link.one, link.other): link for _, link in best.values()})
    filed = tuple(
        Filed(claim=claim, blocks=tuple(_block(row) for row in blocks[claim.key]))
        for claim in claims
    )
    return filed, tuple(links[pair] for pair in sorted(links))


_Rank = tuple[float, int, int]


def _rank(link: Link, one: LedgerClaim, other: LedgerClaim) -> _Rank:
    """The surest first; of equals the first told, whoever's name has which key."""
    first, second = sorted((int(one.claim[1:]), int(other.claim[1:])))
    return -link.score, first, second


def _units(
    profiles: Mapping[str, Profile], links: Iterable[Link], tables: GroupingTables
) -> dict[str, str]:
    """Each claim's unit: the key of the first claim of the group that the report makes of it."""
    joining = [link for link in links if link.rule == TOLD_AS_ONE]
    order = {key: number for number, key in enumerate(profiles)}
    groups = cluster(profiles, joining, tables, order=order)
    return {key: group[0] for group in groups for key in group}


def _candidates(blocks: Iterable[BlockKey], by_key: dict[str, list[Profile]]) -> Iterable[Profile]:
    found: dict[str, Profile] = {}
    for block in blocks:
        for other in by_key.get(block.key, ()):
            if other.first < block.last and block.first < other.last:
                found[other.claim.key] = other
    return found.values()


def _links_within(
    profiles: dict[str, Profile], blocks: dict[str, tuple[BlockKey, ...]], tables: GroupingTables
) -> Iterable[tuple[tuple[str, str], Link]]:
    """Links among the claims of one report: those that share a block or the record's event."""
    groups: dict[str, list[Profile]] = {}
    for key, profile in profiles.items():
        groups.setdefault(profile.claim.local_event, []).append(profile)
        for block in blocks[key]:
            groups.setdefault(block.key, []).append(profile)
        if profile.claim.about in profiles:
            groups[f"about {key}"] = [profile, profiles[profile.claim.about or key]]
    for rows in groups.values():
        for number, one in enumerate(rows):
            for other in rows[:number]:
                link = compare(one, other, tables)
                if link is not None:
                    yield (link.one, link.other), link


def _block(key: BlockKey) -> Block:
    return Block(key=key.key, first=key.first, last=key.last)


def _ledger_report(
    report: Report, filing: Filing, digest: str, received: int, now: int, claims: int
) -> LedgerReport:
    published = report.published
    publisher = report.publisher
    return LedgerReport(
        id=report.id,
        reading=digest,
        reader=filing.reader,
        resources=filing.resources,
        read_at=now,
        received=received,
        known=known_from(published, received),
        story=story_of(report),
        title=report.title,
        publisher=publisher,
        family=filing.tables.family(publisher) if publisher else None,
        via=report.via,
        url=report.url,
        published=published.start,
        published_end=published.end,
        published_basis=published.basis.value,
        language=report.language,
        claims=claims,
    )


def story_of(report: Report) -> str | None:
    """What is the same for two versions of one article: its address, else outlet, title and day."""
    if report.url:
        parts = urlsplit(report.url.strip())
        query = urlencode([pair for pair in parse_qsl(parts.query) if not _TRACKING.match(pair[0])])
        host = parts.netloc.casefold().removeprefix("www.")
        return f"{host}{parts.path.rstrip('/')}{'?' + query if query else ''}"
    if report.publisher and report.title and report.published.start:
        title = " ".join(report.title.casefold().split())
        return f"{report.publisher.casefold()}|{title}|{report.published.start[:10]}"
    return None
