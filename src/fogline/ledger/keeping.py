"""What the whole ledger adds up to, kept in bundles and brought up to date as reports come in.

Claims that a link joins, or that one silence, judgement or happening spans, lie in one bundle: what
is in another has no part in what they add up to. Each bundle keeps the rows of its events as they
are once all of it is known, and is made anew only where something new touches it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from fogline.corroborate.classes import Classes
from fogline.corroborate.events.lineage import MOST_COPIED, Passage, families_of
from fogline.corroborate.filing.moments import FAR_FUTURE, HOUR
from fogline.ledger.computing import collector_at_rest, events_of, moment_of
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import Gathered, gather_kin
from fogline.ledger.knowing import known_between
from fogline.ledger.query import Query
from fogline.ledger.rows import row_of
from fogline.ledger.touched import loosened, new_ties
from fogline.records.ledger import Copy
from fogline.records.views import EventRow
from fogline.store.base import Bundle, Store, Unnoted, View, Writer

if TYPE_CHECKING:
    from hashlib import _Hash
    from importlib.resources.abc import Traversable

# A moment at which all is known.
EVER = FAR_FUTURE * HOUR
# What one transaction does at most, so that others can write in between: readings that are noted,
# claims from which bundles are made.
READINGS = 500
CLAIMS = 400

# In a fixed order, so that equal rows are equal bytes.
_ENCODER = msgspec.json.Encoder(order="deterministic")
_ROWS = msgspec.json.Decoder(tuple[EventRow, ...])

rows_of = _ROWS.decode


def keep(store: Store, filing: Filing) -> Iterator[int]:
    """Bring the bundles up to date; yields after each transaction how many claims that was.

    Raises StoreBusyError where another process writes and does not end in time.
    """
    while True:
        with collector_at_rest(), store.writer() as writer:
            done = _step(writer, filing)
        if done is None:
            return
        yield done


def is_kept(view: View, filing: Filing) -> bool:
    """Whether the bundles are up to date."""
    return view.stamp() == stamp_of(filing) and not view.unnoted() and not view.unbundled(1)


def _step(writer: Writer, filing: Filing) -> int | None:
    view, stamp = writer.view, stamp_of(filing)
    if view.stamp() != stamp:
        writer.unbundle(stamp)
    unnoted = view.unnoted()
    if unnoted:
        _note(writer, unnoted, filing)
        return 0
    keys = view.unbundled(CLAIMS)
    if not keys:
        return None
    bundles = make_bundles(view, keys, filing)
    writer.bundle(bundles)
    return sum(len(row.claims) for row in bundles)


def _note(writer: Writer, unnoted: Unnoted, filing: Filing) -> None:
    part = unnoted.readings[:READINGS]
    judgements = unnoted.judgements if len(part) == len(unnoted.readings) else ()
    now = Unnoted(readings=part, judgements=judgements)
    ties = new_ties(writer.view, now, filing.grouping)
    new = {report for report, _ in unnoted.readings}
    loose = set() if unnoted.first else loosened(writer.view, now, new)
    writer.note(now, ties, loose)


def make_bundles(view: View, keys: Sequence[str], filing: Filing) -> list[Bundle]:
    """The bundles that the claims lie in."""
    gathered = gather_kin(view, keys)
    moment = moment_of(view, Query(as_of=EVER, detail=False), filing, gathered)
    events = events_of(moment)
    known = known_between(view, gathered.reports)
    parts = Classes[str]()
    for claim in gathered.claims:
        parts.root(claim.key)
    for link in gathered.links or ():
        parts.join(link.one, link.other)
    for one, other in view.ties(parts.parent):
        parts.join(one, other)
    for event in events:
        told = [row.claim.key for row in event.claims]
        for key in (*told[1:], *(row.claim.key for row in event.silences)):
            parts.join(told[0], key)
    rows: dict[str, list[EventRow]] = {}
    for event in events:
        rows.setdefault(parts.root(event.claims[0].claim.key), []).append(row_of(event))
    moments = _moments(gathered, known)
    return [
        Bundle(
            claims=tuple(claims),
            first=min(moments[key][0] for key in claims),
            settled=max(moments[key][1] for key in claims),
            body=_ENCODER.encode(rows.get(root, [])),
        )
        for root, claims in parts.groups().items()
    ]


def _moments(gathered: Gathered, known: dict[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
    """When each claim can first be known, and from when on neither it nor its lineage changes."""
    copied = _copied_in(gathered.copies)
    found: dict[str, tuple[int, int]] = {}
    for claim in gathered.claims:
        first, last = known[claim.report]
        for report in copied.get((claim.report, claim.passage), ()):
            last = max(last, known[report][1])
        found[claim.key] = first, last
    return found


def _copied_in(copies: Iterable[Copy]) -> dict[Passage, frozenset[str]]:
    """The reports with a copy of each paragraph; of background, which is nobody's story, none."""
    found: dict[Passage, frozenset[str]] = {}
    for family in families_of(copies):
        if len(family) <= MOST_COPIED:
            found.update(dict.fromkeys(family, frozenset(report for report, _ in family)))
    return found


@cache
def _rules_version() -> str:
    """A digest of the code that computes events: what an older one has made is made anew."""
    # Only what is asked of a whole ledger needs them.
    import hashlib
    from importlib.resources import files

    digest = hashlib.sha256()
    for name in ("corroborate", "ledger", "records"):
        _add_code(files("fogline").joinpath(name), digest)
    return digest.hexdigest()[:16]


def _add_code(folder: Traversable, digest: _Hash) -> None:
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        if entry.is_dir():
            _add_code(entry, digest)
        elif entry.name.endswith(".py"):
            digest.update(entry.name.encode() + entry.read_bytes())


def stamp_of(filing: Filing) -> str:
    """By what bundles are made: the code, the tables, the reader."""
    return f"{_rules_version()} {filing.resources}"
