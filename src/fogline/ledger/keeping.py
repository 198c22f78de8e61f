"""What the whole ledger adds up to, kept in bundles and brought up to date as reports come in.

A bundle holds the claims of one happening, as they are grouped once all is known, with the rows of
the events that they make. New claims are grouped with those around them; bundles that come out
otherwise, and those that share a silence with them, are made anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

import msgspec

from fogline.corroborate.events.lineage import background_of, settled_from
from fogline.corroborate.filing.moments import EVER
from fogline.ledger.computing import collector_at_rest
from fogline.ledger.filing import Filing
from fogline.ledger.gathering import Gathered
from fogline.ledger.knowing import known_between
from fogline.ledger.query import Query
from fogline.ledger.regions import copies_in, events_in, region_around, tellings_of
from fogline.ledger.rows import row_of
from fogline.ledger.silent import answered, answering, reach, tied
from fogline.ledger.touched import claims_in, loosened, new_copies, new_ties
from fogline.records.views import EventRow
from fogline.store.base import Bundle, Store, Unnoted, View, Writer

if TYPE_CHECKING:
    from hashlib import _Hash
    from importlib.resources.abc import Traversable

# The question for what is known once all is.
AT_LAST = Query(as_of=EVER, detail=False)
# What a step does at most (readings that are noted, claims that are put into bundles, bundles that
# are made), and how many steps one transaction takes, so that others can write in between.
READINGS = 500
CLAIMS = 1500
BUNDLES = 1000
STEPS = 3

# In a fixed order, so that equal rows are equal bytes.
_ENCODER = msgspec.json.Encoder(order="deterministic")
_ROWS = msgspec.json.Decoder(tuple[EventRow, ...])

rows_of = _ROWS.decode


def keep(store: Store, filing: Filing) -> Iterator[int]:
    """Bring the bundles up to date; yields after each transaction how many claims that was.

    Raises StoreBusyError where another process writes and does not end in time. Where nothing is to
    be done, nobody who writes is waited for.
    """
    with store.view() as view:
        if is_kept(view, filing):
            return
    made: int | None = 0
    while made is not None:
        done = steps = 0
        with collector_at_rest(), store.writer() as writer:
            # What little there is to do is done at once: what one step has read the next knows.
            while steps < STEPS and done < CLAIMS and (made := _step(writer, filing)) is not None:
                steps, done = steps + 1, done + made
        if steps:
            yield done


def is_kept(view: View, filing: Filing) -> bool:
    """Whether the bundles are up to date."""
    if view.stamp() != stamp_of(filing) or view.unnoted():
        return False
    return not view.unbundled(1) and not view.unmade(1)


def _step(writer: Writer, filing: Filing) -> int | None:
    view, stamp = writer.view, stamp_of(filing)
    if view.stamp() != stamp:
        writer.unbundle(stamp)
    unnoted = view.unnoted()
    if unnoted:
        _note(writer, unnoted, filing)
        return 0
    keys = view.unbundled(CLAIMS)
    if keys:
        _regroup(writer, keys, filing)
        return 0
    ids = view.unmade(BUNDLES)
    if not ids:
        return None
    bundles = make_bundles(view, ids, filing)
    writer.bundle(bundles)
    return sum(len(row.claims) for row in bundles)


def _note(writer: Writer, unnoted: Unnoted, filing: Filing) -> None:
    part = unnoted.readings[:READINGS]
    judgements = unnoted.judgements if len(part) == len(unnoted.readings) else ()
    now = Unnoted(readings=part, judgements=judgements)
    ties = new_ties(writer.view, now, filing.grouping)
    if unnoted.first:
        writer.note(now, ties, ())
        if part == unnoted.readings:
            writer.mark_background(background_of(writer.view.copies()))
        return
    copies = new_copies(writer.view, now, {report for report, _ in unnoted.readings})
    writer.mark_background(copies.background)
    writer.note(now, ties, loosened(writer.view, now))
    _unmake(writer, tied(writer.view, claims_in(writer.view, copies.moved)))


def _regroup(writer: Writer, keys: Sequence[str], filing: Filing) -> None:
    """Put claims that are in no bundle into bundles, with what that changes around them."""
    view = writer.view
    region = region_around(view, AT_LAST, filing, keys)
    groups = [tuple(sorted(group)) for group in region.groups if group[0] in region.changed]
    # Claims of an older reading or version make nothing today.
    others = region.keys.difference(*region.groups)
    groups += [(key,) for key in sorted(others - view.homes(others).keys())]
    # A new claim can be a silence, or what one is about; of an old one only who is told with it is
    # new.
    touched = reach(view, keys) | answered(view, tellings_of(view, region))
    writer.bundle(Bundle(claims=group, first=0, settled=0, body=None) for group in groups)
    _unmake(writer, touched)


def _unmake(writer: Writer, keys: Collection[str]) -> None:
    """Have the bundles made anew in which the claims lie."""
    writer.unmake(set(writer.view.homes(keys).values()))


def make_bundles(view: View, ids: Collection[str], filing: Filing) -> list[Bundle]:
    """The bundles with the rows of the events that their claims make, once all is known."""
    members = view.bundled(ids)
    home = {key: id_ for id_, keys in members.items() for key in keys}
    answers = answering(view, members)
    # Once all is known the groups are the bundles, so far as their claims count at all.
    beside = view.bundled(set(view.homes(frozenset().union(*answers.values())).values()))
    told = events_in(view, AT_LAST, filing, home, {**beside, **members}.values())
    rows: dict[str, list[EventRow]] = {}
    for key, event in told.events:
        rows.setdefault(home[key], []).append(row_of(event))
    moments = _moments(told.gathered, known_between(view, told.gathered.reports))
    around = _around(view, members)
    copied: dict[str, set[str]] = {}
    for key, other in copies_in(told.gathered):
        copied.setdefault(key, set()).add(other)
    found: list[Bundle] = []
    for id_, keys in members.items():
        whole = answers[id_].union(keys)
        parts = around[id_].union(whole, *(copied.get(key, ()) for key in whole))
        found.append(
            Bundle(
                claims=keys,
                first=min(moments[key][0] for key in keys),
                settled=max(moments[key][1] for key in parts),
                body=_ENCODER.encode(rows.get(id_, [])),
            )
        )
    return found


def _around(view: View, members: Mapping[str, Collection[str]]) -> dict[str, frozenset[str]]:
    """The single claims that have a part in what each bundle adds up to."""
    beside: dict[str, set[str]] = {}
    for one, other in view.ties(tied(view, {key for keys in members.values() for key in keys})):
        beside.setdefault(one, {one}).add(other)
        beside.setdefault(other, {other}).add(one)
    return {
        id_: frozenset(
            end for key in keys for middle in beside.get(key, ()) for end in beside[middle]
        )
        for id_, keys in members.items()
    }


def _moments(
    gathered: Gathered, known: Mapping[str, tuple[int, int]]
) -> dict[str, tuple[int, int]]:
    """When each claim can first be known, and from when on neither it nor its lineage changes."""
    settled = settled_from(gathered.copies, known)
    found: dict[str, tuple[int, int]] = {}
    for claim in gathered.claims:
        first, last = known[claim.report]
        found[claim.key] = first, max(last, settled.get((claim.report, claim.passage), last))
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
