"""Origins: who first said it, and which reports only carry it on.

An attributed claim's origin is its holder, in however many reports. An outlet's own claim comes
from the report in which its paragraph was first known, or from the agency that the report
credits; a witness is one of the report that first quoted them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from fogline.corroborate.classes import Classes
from fogline.knowledge.actors.outlets import Outlets, party_of_family
from fogline.records.event import Origin
from fogline.records.ledger import Copy, LedgerClaim, LedgerReport, Role, Says

Passage = tuple[str, int]
# A wording in more paragraphs than this is background that everybody repeats: nobody's story.
MOST_COPIED = 100


@dataclass(frozen=True, slots=True)
class Lineage:
    """Reports known at a moment, and which of their paragraphs are copies of which.

    ``background`` are the paragraphs of a wording that is all over the place.
    """

    reports: Mapping[str, LedgerReport]
    first: Mapping[Passage, Passage]
    background: frozenset[Passage] = frozenset()

    def passage(self, claim: LedgerClaim) -> Passage:
        """The paragraph that the claim's own was first copied from, or its own."""
        own = (claim.report, claim.passage)
        return self.first.get(own, own)

    def root(self, claim: LedgerClaim) -> LedgerReport:
        """The report in which the claim's paragraph was first known."""
        report, _ = self.passage(claim)
        return self.reports.get(report) or self.reports[claim.report]


def trace(
    reports: Mapping[str, LedgerReport],
    copies: Collection[Copy],
    background: Collection[Passage] = (),
) -> Lineage:
    """The lineage of all copied paragraphs among the reports known at a moment.

    ``background`` are paragraphs whose copies need not be gone through to tell what they are.

    Paragraphs of one wording are one class, whichever reports have it. Classes of like wording
    are of one lineage if each has a report that is known: one that is not yet cannot tie others.
    What is background is told by all paragraphs, also those of reports that are not known yet.
    """
    common = background_of(copies).union(background)
    classes = Classes[Passage]()
    alike: list[tuple[Passage, Passage]] = []
    members: dict[Passage, None] = {}
    for copy in copies:
        ends = (copy.one, copy.one_number), (copy.other, copy.other_number)
        members.update(dict.fromkeys(ends))
        if copy.similarity >= 1:
            classes.join(*ends)
        else:
            alike.append(ends)
    known = {classes.root(node) for node in members if node[0] in reports}
    for one, other in alike:
        if classes.root(one) in known and classes.root(other) in known:
            known.add(classes.join(one, other))

    def age(node: Passage) -> tuple[int, str, str, int]:
        report = reports[node[0]]
        return report.known, report.publisher or "", node[0], node[1]

    first: dict[Passage, Passage] = {}
    here = [node for node in members if node[0] in reports and node not in common]
    for node in here:
        root = classes.root(node)
        first[root] = min(first.get(root, node), node, key=age)
    return Lineage(
        reports,
        {node: first[classes.root(node)] for node in here},
        frozenset(node for node in common if node[0] in reports),
    )


def families_of(copies: Iterable[Copy]) -> list[list[Passage]]:
    """The paragraphs that copies tie to each other, at any remove."""
    families = Classes[Passage]()
    for copy in copies:
        families.join((copy.one, copy.one_number), (copy.other, copy.other_number))
    return list(families.groups().values())


def background_of(copies: Iterable[Copy]) -> frozenset[Passage]:
    """The paragraphs of wordings that more than :data:`MOST_COPIED` have."""
    families = families_of(copies)
    return frozenset(one for family in families if len(family) > MOST_COPIED for one in family)


def settled_from(
    copies: Collection[Copy], known: Mapping[str, tuple[int, int]]
) -> dict[Passage, int]:
    """From when on the paragraph that each one goes back to stays the same.

    ``known`` tells from when on each report is known, and from when on nothing about that changes.
    One that is known later changes nothing for those before it, unless it ties what had been
    separate. Background is none of these: it goes back to nobody.
    """
    found: dict[Passage, int] = {}
    of_family: dict[Passage, list[Copy]] = {}
    families = [family for family in families_of(copies) if len(family) <= MOST_COPIED]
    home = {node: family[0] for family in families for node in family}
    for copy in copies:
        if (copy.one, copy.one_number) in home:
            of_family.setdefault(home[copy.one, copy.one_number], []).append(copy)
    for family in families:
        late = (known[report] for report, _ in family)
        versions = max((last for first, last in late if last > first), default=0)
        changed = _last_changes(family, of_family[family[0]], known)
        found.update({node: max(moment, versions) for node, moment in changed.items()})
    return found


def _last_changes(
    family: Iterable[Passage], copies: Iterable[Copy], known: Mapping[str, tuple[int, int]]
) -> dict[Passage, int]:
    """When the first of what ties each paragraph changes for the last time."""
    same, tied, beside = Classes[Passage](), Classes[Passage](), dict[Passage, set[Passage]]()
    for copy in copies:
        if copy.similarity >= 1:
            same.join((copy.one, copy.one_number), (copy.other, copy.other_number))
    for copy in copies:
        one = same.root((copy.one, copy.one_number))
        other = same.root((copy.other, copy.other_number))
        beside.setdefault(one, set()).add(other)
        beside.setdefault(other, set()).add(one)
    began: dict[Passage, int] = {}
    for node in family:
        root = same.root(node)
        began[root] = min(began.get(root, known[node[0]][0]), known[node[0]][0])
    first, members, changed = dict(began), {root: [root] for root in began}, dict(began)
    for root in sorted(began, key=lambda node: (began[node], node)):
        there = {tied.root(other) for other in beside.get(root, ()) if other in tied.parent}
        parts = {tied.root(root), *there}
        earliest = min(first[part] for part in parts)
        # Of two that began at one moment, something else says which is the first.
        even = sum(first[part] == earliest for part in parts) > 1
        moved = [node for part in parts if first[part] > earliest or even for node in members[part]]
        changed.update(dict.fromkeys(moved, began[root]))
        joined = [node for part in parts for node in members[part]]
        for part in parts:
            tied.join(root, part)
        first[tied.root(root)], members[tied.root(root)] = earliest, joined
    return {node: changed[same.root(node)] for node in family}


@dataclass(frozen=True, slots=True)
class Traced:
    """The origin of one claim, before origins are numbered."""

    key: str
    name: str
    role: Role
    party: str | None
    group: str | None


def origin_of(claim: LedgerClaim, lineage: Lineage, outlets: Outlets) -> Traced:
    """Who a claim goes back to, and with whom they are not independent."""
    holder = claim.holder
    root = lineage.root(claim)
    if holder.role is Role.PUBLISHER:
        own = _outlet(root, outlets)
        # What everybody repeats, nobody vouches for.
        repeated = (claim.report, claim.passage) in lineage.background
        return replace(own, group=own.party) if repeated else own
    if holder.role is Role.ORGAN:
        return Traced(holder.key, holder.name, holder.role, holder.party, holder.party)
    if holder.role in (Role.ASSESSOR, Role.OTHER):
        return Traced(holder.key, holder.name, holder.role, holder.party, holder.key)
    # A witness of one report, who is the same one in every copy of its paragraph.
    name = holder.key.rpartition(":")[2]
    key = f"{root.id[:12]}:{name}"
    # Whom a headline calls "witnesses", the text calls by other words.
    named = holder.kind == "person" or not _in_title(claim, root)
    return Traced(key, holder.name, holder.role, None, key if named else None)


def _in_title(claim: LedgerClaim, report: LedgerReport) -> bool:
    title = report.title or ""
    return bool(title) and claim.trigger.end <= len(title) and claim.trigger.text in title


def _outlet(root: LedgerReport, outlets: Outlets) -> Traced:
    name = root.via or root.publisher or f"report {root.id[:8]}"
    known = outlets.publisher(name)
    name = known.name if known else name
    family = outlets.family(name) or (root.family if root.via is None else None)
    party = party_of_family(family)
    return Traced(f"publisher:{name}", name, Role.PUBLISHER, party, party or family or name)


def find_repeaters(claims: Iterable[LedgerClaim], traced: Mapping[str, Traced]) -> dict[str, str]:
    """Outlets' own claims that only pass on what somebody says in the same report.

    Maps the claim's key to the key of the claim that it repeats. An outlet that tells the deed in
    its own words beside the words of others has, as far as one can see, got it from them.
    """
    attributed: dict[tuple[str, Says], LedgerClaim] = {}
    narrated: list[LedgerClaim] = []
    for claim in claims:
        if claim.holder.role is Role.PUBLISHER and traced[claim.key].party is None:
            narrated.append(claim)
        else:
            attributed.setdefault((claim.report, claim.says), claim)
    return {
        claim.key: attributed[claim.report, claim.says].key
        for claim in narrated
        if (claim.report, claim.says) in attributed
    }


def number_origins(
    claims: Iterable[LedgerClaim], traced: Mapping[str, Traced]
) -> tuple[tuple[Origin, ...], dict[str, str]]:
    """The origins in the order of knowing, and each claim's origin id by claim key.

    ``claims`` come in the order of knowing.
    """
    rows: dict[str, list[LedgerClaim]] = {}
    for claim in claims:
        rows.setdefault(traced[claim.key].key, []).append(claim)
    origins: list[Origin] = []
    numbers: dict[str, str] = {}
    for count, told in enumerate(rows.values(), 1):
        one = traced[told[0].key]
        origins.append(
            Origin(
                id=f"o{count}",
                name=one.name,
                role=one.role.value,
                party=one.party,
                group=one.group,
                reports=tuple(dict.fromkeys(claim.report for claim in told)),
            )
        )
        numbers.update({claim.key: f"o{count}" for claim in told})
    return tuple(origins), numbers
