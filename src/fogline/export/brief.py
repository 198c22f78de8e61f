"""The brief: what the ledger holds as of a moment, as a desk editor would write it down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from fogline.export import brief_words as fixed
from fogline.export.brief_accounts import Account, accounts_of, is_inside, tells_little
from fogline.export.brief_desk import Desk, Writer, numbered
from fogline.export.brief_nouns import (
    Brief,
    Citation,
    Kind,
    Paragraph,
    Piece,
    Section,
    Sentence,
)
from fogline.export.brief_numbers import drift_sentences, toll_sentences
from fogline.export.brief_promises import commitment_sentences
from fogline.export.brief_quotes import clean, shorten
from fogline.export.brief_silences import silence_sentences
from fogline.export.brief_standing import changes_of, places_of, standing_sentences, tags_of
from fogline.export.brief_summary import summary_of
from fogline.export.brief_tell import account_sentence
from fogline.records.event import Event, EventClaim, Is
from fogline.records.ledger import LedgerReport

__all__ = [
    "Brief",
    "Citation",
    "Kind",
    "Paragraph",
    "Piece",
    "Section",
    "Sentence",
    "make_brief",
]

# A section tells so many events in full, and as many more in a sentence each.
MOST_FULL, MOST_SHORT = 6, 6
# Of events without anything new, where that is asked for, a section tells so many in full.
MOST_UNCHANGED = 3
# So many accounts of each kind, who affirms and who denies, as a reader takes in.
MOST_ACCOUNTS = 3
# What ended so many hours before the brief is background, unless it is disputed.
RECENT = 30 * 24
HOUR = 3600
CONTESTED = frozenset((Is.DENIED, Is.DISPUTED, Is.CONCEDED, Is.CORROBORATED))
RANKS = {is_: number for number, is_ in enumerate(Is)}
# What is told of these is not the war, or is an outlet's thought about it.
ASIDE = frozenset(("DISASTER", "CRIME", "ASSESSMENT", "EVIDENCE"))
# Where numbers of people are told with the deed: bodies and prisoners are what is exchanged.
NUMBERS_INLINE = frozenset((fixed.EXCHANGES, fixed.COST, fixed.TALKS))


def make_brief(
    events: Sequence[Event],
    *,
    as_of: int,
    since: int | None,
    place: str | None,
    reports: Sequence[LedgerReport],
) -> Brief:
    """A brief of these events. ``as_of`` and ``since`` are in seconds since 1970.

    ``place`` is what was asked for, in the asker's words; ``reports`` are those known at the
    moment. With ``since``, events with something new come first, and of the others only those
    are told that somebody denies, disputes, confirms or has not answered.
    """
    desk = Desk()
    cases = sorted((_case(event, as_of, since) for event in events), key=_order)
    homes: dict[str, list[_Case]] = {title: [] for title in fixed.ORDER}
    for case in cases:
        homes[case.home].append(case)
    drafts = [_section(title, homes, desk, since) for title in fixed.ORDER]
    numbers, citations = desk.numbers()
    return Brief(
        as_of=as_of,
        since=since,
        place=place,
        summary=summary_of(events, [case.changes for case in cases], reports, since),
        sections=tuple(_with_numbers(row, numbers) for row in drafts if row.paragraphs),
        left_out=sum(row.left_out for row in drafts if not row.paragraphs),
        citations=citations,
    )


@dataclass(frozen=True, slots=True)
class _Case:
    """An event with what decides on where and at what length it is told."""

    event: Event
    home: str
    accounts: tuple[Account, ...]
    changes: tuple[str, ...]
    full: bool
    background: bool


def _case(event: Event, as_of: int, since: int | None) -> _Case:
    accounts = accounts_of(event, since)
    changes = changes_of(event, since) if since is not None else ()
    silent = bool(event.claims) and any(row.rule == "reported-silent" for row in event.standing)
    standing = {row.is_ for row in event.standing}
    dated = any(row.due for row in event.commitments)
    contested = dated or bool(CONTESTED & standing) or (silent and event.type != "SILENCE")
    stale = since is not None and not changes
    reports = {row.report.id for row in event.claims}
    return _Case(
        event=event,
        home=_home(event, accounts),
        accounts=accounts,
        changes=changes,
        full=contested or len(reports) > 1,
        background=not contested and (stale or _is_background(event, as_of)),
    )


def _is_background(event: Event, as_of: int) -> bool:
    """Whether an undisputed event is told in passing: by an outlet, by nobody, or long after."""
    old = event.time is not None and event.time.last < as_of // HOUR - RECENT
    if old or event.type in ASIDE:
        return True
    return len(event.origins) < 2 and all(tells_little(row) for row in event.claims)


def _home(event: Event, accounts: Sequence[Account]) -> str:
    found = fixed.SECTIONS_OF_MODES.get((event.type, event.mode or ""))
    title = found or fixed.SECTIONS.get(event.type, fixed.OTHER)
    # A strike of which only numbers are told.
    bare = title == fixed.STRIKES and bool(event.tolls) and not accounts
    return fixed.COST if bare else title


def _order(case: _Case) -> tuple[bool, int, int, str]:
    """What is new first, then the most telling, then the newest."""
    event = case.event
    rank = min((RANKS[row.is_] for row in event.standing), default=len(RANKS))
    newest = max((row.at for row in event.claims), default=0)
    return not case.changes, rank, -newest, event.id


# -- sections --------------------------------------------------------------------------------------


def _section(title: str, homes: dict[str, list[_Case]], desk: Desk, since: int | None) -> Section:
    told = [case for case in homes[title] if not case.background]
    full = [case for case in told if case.full and (since is None or case.changes)]
    if since is not None:
        full += [case for case in told if case.full and not case.changes][:MOST_UNCHANGED]
    full = full[:MOST_FULL]
    drafts = [_paragraph(case, desk, since) for case in full]
    paragraphs = [row for row in drafts if row is not None]
    taken = {case.event.id for case in full}
    rest = [case for case in told if case.event.id not in taken and (since is None or case.changes)]
    count, gathered = _gathered(rest, desk)
    left_out = len(homes[title]) - len(paragraphs) - count
    if title == fixed.COST:
        paragraphs = [*_numbers_of(homes, desk), *paragraphs]
    if gathered is not None:
        paragraphs.append(gathered)
    return Section(title=title, paragraphs=tuple(paragraphs), left_out=left_out)


def _paragraph(case: _Case, desk: Desk, since: int | None) -> Paragraph | None:
    """What is told of one event; None where all of it has been told with others."""
    event = case.event
    told = all(desk.is_told(row.claim) for account in case.accounts for row in account.rows)
    if told and not event.tolls and not event.commitments:
        return None
    # In an event that is new altogether, it says nothing that its accounts are.
    marked = None if fixed.CHANGES["event"] in case.changes else since
    sentences = [account_sentence(row, desk, marked) for row in _chosen(case)]
    if case.home in NUMBERS_INLINE:
        sentences += toll_sentences(event, desk)
    sentences += commitment_sentences(event, desk)
    sentences += drift_sentences(event, desk)
    sentences += silence_sentences(event, desk)
    if not sentences:
        return None
    tags = tags_of(event)
    if since is not None:
        tags = (*(case.changes or (fixed.UNCHANGED,)), *tags)
        now = {tag for is_, tag in fixed.TAGS.items() if fixed.CHANGES.get(is_) in case.changes}
        tags = tuple(tag for tag in tags if tag not in now)
    return Paragraph(
        event=event.id,
        head=_head(event, desk),
        tags=tags,
        sentences=tuple(sentences),
        closing=tuple(standing_sentences(event, desk)),
        new=bool(case.changes),
    )


def _chosen(case: _Case) -> Iterator[Account]:
    """The first accounts of each kind, and those by which a party admits what tells against it."""
    counts: dict[str, int] = {}
    conceded = {key for row in case.event.standing if row.is_ is Is.CONCEDED for key in row.claims}
    for account in case.accounts:
        counts[account.says] = counts.get(account.says, 0) + 1
        admits = any(row.claim.key in conceded for row in account.rows)
        if counts[account.says] <= MOST_ACCOUNTS or admits:
            yield account


def _numbers_of(homes: dict[str, list[_Case]], desk: Desk) -> Iterator[Paragraph]:
    """The numbers of people of the events that other sections tell."""
    rows = [
        case
        for title in fixed.ORDER
        if title not in NUMBERS_INLINE
        for case in homes[title]
        if case.event.tolls and not case.background
    ]
    for case in rows[:MOST_FULL]:
        sentences = tuple(toll_sentences(case.event, desk))
        head = _head(case.event, desk)
        yield Paragraph(event=case.event.id, head=head, tags=(), sentences=sentences)


def _head(event: Event, desk: Desk) -> Sentence:
    deed = fixed.MODES.get((event.type, event.mode or "")) or fixed.DEEDS.get(event.type)
    writer = Writer(desk).fixed(deed or fixed.UNKNOWN_DEED)
    found = places_of(event, event.claims)
    if found is not None:
        words, row = found
        writer.fixed(fixed.COMMA).place(shorten(clean(words.text), 10, 80)).fixed(fixed.SPACE)
        writer.mark(row.claim, row.report, [words])
    return writer.done()


def _gathered(cases: Sequence[_Case], desk: Desk) -> tuple[int, Paragraph | None]:
    """Events that are told in a sentence each: how many, and the paragraph."""
    leads: dict[str, list[EventClaim]] = {}
    for case in cases:
        if case.accounts:
            leads.setdefault(case.accounts[0].lead.report.id, []).append(case.accounts[0].lead)
    sentences: list[Sentence] = []
    for case in cases:
        if len(sentences) == MOST_SHORT:
            break
        sentences += _short(case, leads, desk)
    if not sentences:
        return 0, None
    head = Writer(desk).fixed(fixed.ALSO).done()
    row = Paragraph(event=None, head=head, tags=(), sentences=tuple(sentences))
    return len(sentences), row


def _short(
    case: _Case, leads: Mapping[str, Sequence[EventClaim]], desk: Desk
) -> Sequence[Sentence]:
    """The one sentence of an event, if it is not told in another's words.

    ``leads`` are the claims that would be quoted, by report.
    """
    if case.event.silences and case.event.type == "SILENCE":
        silent = [row for row in case.event.silences if not desk.is_told(row.claim)]
        return list(silence_sentences(case.event, desk))[:1] if silent else []
    if not case.accounts:
        return list(toll_sentences(case.event, desk))[:1] if case.event.tolls else []
    account = case.accounts[0]
    if all(desk.is_told(row.claim) for row in account.rows):
        return []
    near = leads[account.lead.report.id]
    nested = any(is_inside(account.lead, other) for other in near)
    return [] if nested else [account_sentence(account, desk)]


def _with_numbers(section: Section, numbers: dict[str, int]) -> Section:
    return replace(
        section,
        paragraphs=tuple(
            replace(
                row,
                head=numbered(row.head, numbers),
                sentences=tuple(numbered(sentence, numbers) for sentence in row.sentences),
            )
            for row in section.paragraphs
        ),
    )
