"""The rules that tell boilerplate from reporting, one line at a time.

Each rule is a function of a line; the first that answers decides. A rule answers only where the
whole line is boilerplate: reporting must never be taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from fogline.intake.dates import Stamp, is_age, is_time_stamp, read_stamps
from fogline.intake.lines import Line, even_out, strip_decoration
from fogline.intake.names import is_masthead, is_outlet, read_byline
from fogline.intake.tables import BoilerplateTables
from fogline.records.report import BoilerplateKind

# Characters; the patterns for single lines are not tried on more.
_LONGEST_LINE = 200
_BARS = re.compile(r"\s*[|\u2022\u00b7\u2223]\s*|\s{3,}")
_MENU = re.compile(r"\s*[|\u2022\u00b7/\u203a\u00bb>]\s*")
_CRUMB = re.compile(r"\s*(?:[\u203a\u00bb>]|->|\u2192)\s*")
_LABEL = re.compile(
    r"\W*(?:(?:first|originally|last) )?(?:published|posted|updated|modified|issued|released"
    r"|filed|created|date|dated|edited|added)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:\(?c\)|\u00a9|&copy;|copyright)(?:\s*(?:\(c\)|\u00a9|copyright|by))*[\s,.:\u2013-]*"
    r"(?:(?P<year>\d{4})(?:\s*[-\u2013,/]\s*(?P<until>\d{4}|present))?)?"
    r"[\s,.:\u2013-]*(?:by |the )?(?P<who>.*)",
    re.IGNORECASE,
)
_COPYRIGHT_LATE = re.compile(
    r"(?P<who>[^\u00a9]{0,60}?)\s*(?P<year>\d{4})?\s*\u00a9\s*(?P<last>\d{4})?"
)
_RIGHTS = re.compile(
    r"[\s,.|\u2013-]*(?:all rights reserved|\||\. |licensed|reproduction|ltd\b).*$", re.I
)
_SHARE_VERBS = frozenset({"share", "tweet", "email", "print", "copy", "save", "link"})
_PICTURE = re.compile(
    r"(?:[\w.]+ )?(?:(?:file|handout|stock|pool) )?(?:photo|image|picture|screengrab|getty)s?"
    r"(?:$|(?:[/,:]| (?:by|via|courtesy|from|credit|provided)\b).{0,80})",
    re.IGNORECASE,
)
_AGENCIES = re.compile(r"\s*(?:/|,|&|\+|\band\b|\bwith\b|\s-\s)\s*", re.IGNORECASE)


class Region(Enum):
    """Where a line stands: above the first paragraph, among the paragraphs, or below the last."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A line that is boilerplate, with what it tells of the report.

    ``publisher`` is an outlet that the line names as the issuer, ``rank`` how sure that is
    (lower is surer). ``stamps`` are the dates of a publication line.
    """

    kind: BoilerplateKind
    names: tuple[str, ...] = ()
    publisher: str | None = None
    rank: int = 9
    agency: str | None = None
    stamps: tuple[Stamp, ...] = ()
    year: int | None = None


Rule = Callable[[Line, Region, BoilerplateTables], Finding | None]


def judge_wrapped(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """What a line of a hard-wrapped paragraph is, if it stands for itself: credits and the like."""
    if not line.text or not line.bare:
        return None
    return next(filter(None, (rule(line, region, tables) for rule in WRAPPED_RULES)), None)


def judge_line(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """What the line is, by the first rule that answers; None for reporting."""
    if not line.text or not line.bare:
        return None
    if len(line.text) > _LONGEST_LINE:
        return next(filter(None, (rule(line, region, tables) for rule in LONG_RULES)), None)
    return next(filter(None, (rule(line, region, tables) for rule in RULES)), None)


def byline(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """Who wrote: "By Jane Doe", "(Reporting by Jane Doe in Goma; Editing by John Roe)"."""
    found = None if line.quotes else read_byline(line.bare, tables)
    if found is None:
        return None
    return Finding(kind=BoilerplateKind.BYLINE, names=found.names, agency=found.agency)


def contributed(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """Who helped: "Jane Doe in Goma contributed to this report"."""
    if region is Region.HEAD or line.quotes or not tables.contributed.search(line.bare):
        return None
    who = tables.contributed.split(line.bare)[0].strip()
    return Finding(kind=BoilerplateKind.CREDIT, agency=tables.agency(who))


def published(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """When: "Published: 8 June 2025 14:20 GMT", and a bare date above or below the paragraphs."""
    labelled = _LABEL.match(line.bare) is not None
    if not labelled and region is Region.BODY:
        return None
    stamps = read_stamps(line.bare)
    if not stamps:
        return None
    return Finding(kind=BoilerplateKind.PUBLISHED, stamps=tuple(stamps), rank=0 if labelled else 1)


def age(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """A live page's time stamp, an age or a reading time: "14:05 GMT", "2 hours ago"."""
    if is_age(line.bare) or is_time_stamp(line.bare):
        return Finding(kind=BoilerplateKind.PUBLISHED)
    return None


def pattern(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """A line that the table lists."""
    if line.quotes:
        return None
    for kind, known in tables.lines:
        if known.fullmatch(line.bare):
            return Finding(kind=kind)
    return None


def agency_alone(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """An agency, or several, and nothing else: "(AFP)", "Reuters/AP"."""
    parts = [part for part in _AGENCIES.split(line.bare) if part]
    agencies = [tables.agency(part) for part in parts]
    if not parts or not agencies[0]:
        return None
    if not all(
        known or is_outlet(part, tables) for part, known in zip(parts, agencies, strict=True)
    ):
        return None
    return Finding(kind=BoilerplateKind.CREDIT, agency=agencies[0])


def outlet_desk(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """An outlet signs for what it put together: "Outlet - Monitoring." marks a rewrite."""
    match = tables.desk.fullmatch(line.bare)
    if match is None or not is_masthead(match["who"]):
        return None
    agency = tables.agency(match["who"])
    who = None if agency else match["who"].strip()
    return Finding(kind=BoilerplateKind.CREDIT, publisher=who, rank=0, agency=agency)


def inputs(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """What it was put together from: "With inputs from AFP"."""
    match = tables.inputs.fullmatch(line.bare)
    if match is None or line.quotes:
        return None
    parts = [part for part in _AGENCIES.split(match["who"]) if part]
    agencies = [agency for part in parts if (agency := tables.agency(part))]
    if not all(is_masthead(part) or part.split()[-1] in tables.outlet_words for part in parts):
        return None
    return Finding(kind=BoilerplateKind.CREDIT, agency=agencies[0] if agencies else None)


def source(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """Where it was taken from: "Source: Outlet"."""
    match = tables.source.fullmatch(line.bare)
    if match is None or line.quotes or not is_masthead(match["who"]):
        return None
    who = match["who"].strip()
    agency = tables.agency(who)
    outlet = who if not agency and is_outlet(who, tables) else None
    return Finding(kind=BoilerplateKind.CREDIT, publisher=outlet, rank=2, agency=agency)


def copyright_line(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """Whose it is: "(c) 2025 Outlet. All rights reserved."."""
    bare = line.text.strip(" -\u2013\u2014*_|.")
    match = _COPYRIGHT.fullmatch(bare)
    late = None if match else _COPYRIGHT_LATE.fullmatch(bare)
    if line.quotes or (match is None and late is None):
        return None
    if match:
        marked = bare[0] in "(\u00a9&" or match["year"] is not None
        year, who = match["until"] or match["year"], match["who"]
        if not marked:
            return None
    elif late:
        year, who = late["last"] or late["year"], late["who"]
    who = _RIGHTS.sub("", who).strip(" .,")
    named = is_masthead(who) and not tables.agency(who)
    return Finding(
        kind=BoilerplateKind.COPYRIGHT,
        publisher=who if named else None,
        rank=1,
        agency=tables.agency(who),
        year=int(year) if year and year.isdigit() else None,
    )


def share_bar(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """Names of networks and nothing else: "Facebook Twitter WhatsApp Copy link"."""
    words = [word.strip("(),.:!+").casefold() for word in re.split(r"[\s|/\u2022]+", line.bare)]
    words = [word for word in words if word]
    if not words or not all(w in tables.share_words or w in tables.share_fill for w in words):
        return None
    if not any(word in tables.share_words for word in words):
        return None
    # Among the paragraphs, a network's name may be a sub-headline: "YouTube and Telegram".
    if region is Region.BODY and len(words) <= 3 and not _SHARE_VERBS.intersection(words):
        return None
    return Finding(kind=BoilerplateKind.SHARE)


def menu(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """A menu or a breadcrumb: "Home | World | Politics", "Home > Africa > Sudan"."""
    crumbs = [part for part in _CRUMB.split(line.text) if part]
    if len(crumbs) >= 2 and crumbs[0].casefold() in tables.menu_words and _short(crumbs[:-1]):
        return Finding(kind=BoilerplateKind.NAVIGATION)
    parts = [part for part in _MENU.split(line.text) if part]
    known = sum(part.casefold() in tables.menu_words for part in parts)
    if len(parts) >= 3 and _short(parts) and known * 3 >= len(parts):
        return Finding(kind=BoilerplateKind.NAVIGATION)
    words = line.bare.casefold().split()
    if len(words) >= 4 and all(word in tables.menu_words for word in words):
        return Finding(kind=BoilerplateKind.NAVIGATION)
    return None


def _short(parts: list[str]) -> bool:
    return all(len(part.split()) <= 4 and not part.endswith(".") for part in parts)


def notice(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """A notice of several sentences: cookies, subscriptions, house rules."""
    if line.quotes:
        return None
    for known in tables.notices:
        if known.begins.match(line.bare) and known.holds.search(line.bare):
            return Finding(kind=known.kind)
    return None


def caption(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """A caption, which ends with the picture's credit: "(AP Photo/Jane Doe)"."""
    if line.quotes or line.text[-1:] not in ")]":
        return None
    opened = max(line.text.rfind("("), line.text.rfind("["))
    credit = line.text[opened + 1 : -1]
    if opened < 0 or len(credit) > 100 or not 0 < len(line.text[:opened].split()) <= 70:
        return None
    maker, _, agency = credit.rpartition("/")
    agency = agency.split(",")[0].split(" via ")[0]
    signed = len(maker.split()) in range(1, 6) and (
        tables.agency(agency) is not None or is_outlet(agency, tables)
    )
    pictured = _PICTURE.fullmatch(credit) is not None
    return Finding(kind=BoilerplateKind.CAPTION) if pictured or signed else None


def bar(line: Line, region: Region, tables: BoilerplateTables) -> Finding | None:
    """Several of these in one line, parted by bars: "By Jane Doe | 8 June 2025 | 5 min read"."""
    pieces = [piece for piece in _BARS.split(line.text) if piece]
    if len(pieces) < 2 or len(pieces) > 8:
        return None
    found: list[Finding] = []
    for piece in pieces:
        part = replace(line, text=even_out(piece), bare=strip_decoration(piece))
        finding = part.bare and next(
            filter(None, (r(part, Region.HEAD, tables) for r in _SIMPLE)), None
        )
        if not finding:
            return None
        found.append(finding)
    return _merge(found)


def _merge(found: list[Finding]) -> Finding:
    """One finding for a line whose parts all are boilerplate; its kind is that of the first."""
    publishers = sorted((f for f in found if f.publisher), key=lambda finding: finding.rank)
    stamped = [finding for finding in found if finding.stamps]
    return Finding(
        kind=found[0].kind,
        names=tuple(dict.fromkeys(name for finding in found for name in finding.names)),
        publisher=publishers[0].publisher if publishers else None,
        rank=min(finding.rank for finding in publishers or stamped or found),
        agency=next((finding.agency for finding in found if finding.agency), None),
        stamps=tuple(stamp for finding in found for stamp in finding.stamps),
        year=next((finding.year for finding in found if finding.year), None),
    )


_SIMPLE: tuple[Rule, ...] = (
    byline,
    published,
    age,
    agency_alone,
    outlet_desk,
    inputs,
    source,
    copyright_line,
    pattern,
    share_bar,
)
RULES: tuple[Rule, ...] = (*_SIMPLE, contributed, menu, notice, caption, bar)
LONG_RULES: tuple[Rule, ...] = (byline, contributed, notice, caption)
# What may stand in a paragraph's block, above or below it: a short last line is none of it.
WRAPPED_RULES: tuple[Rule, ...] = (
    byline,
    published,
    outlet_desk,
    inputs,
    copyright_line,
    contributed,
    bar,
)
