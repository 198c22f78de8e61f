"""A text's lines weighed: what is boilerplate, and what the boilerplate tells of the report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from fogline.intake.lines import Line, split_lines
from fogline.intake.rules import Finding, Region, judge_line, judge_wrapped
from fogline.intake.tables import BoilerplateTables
from fogline.records.report import BoilerplateKind

Judge = Callable[[Line, Region], Finding | None]

# So many lines of menu words in a row are a menu.
_MENU_RUN = 3
# A heading such as "Related:", whose list follows in the same block.
_HEADING_WORDS = 4
_ITEM_WORDS = 25
# A line above of so many words that ends in the middle of a sentence goes on in the next.
_SENTENCE_WORDS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """One line, and what was found of it; ``finding`` is None for reporting."""

    line: Line
    region: Region
    finding: Finding | None


def weigh_lines(
    text: str,
    markup: Sequence[tuple[int, int]],
    tables: BoilerplateTables,
    *,
    titled: bool,
) -> tuple[Weighed, ...]:
    """Every line of the text, weighed. With ``titled`` the first line is known to be the title."""
    lines = split_lines(text, markup)
    judge = _remembering(tables)
    first = {0: None} if titled else {}
    prose = {
        i: judge(line, Region.BODY) for i, line in enumerate(lines) if line.prose and i not in first
    }
    body = [i for i, finding in prose.items() if finding is None]
    top, bottom = (body[0], body[-1]) if body else (len(lines), len(lines))
    weighed: list[Weighed] = []
    for i, line in enumerate(lines):
        region = Region.HEAD if i < top else Region.TAIL if i > bottom else Region.BODY
        if i in prose and (prose[i] or region is Region.BODY):
            finding = prose[i]
        elif i in first or (i and _continues(lines[i - 1], line)):
            finding = None
        else:
            finding = judge(line, region)
        if line.parts:
            weighed.extend(_unwrap(line, region, finding, judge, tables))
        else:
            weighed.append(Weighed(line=line, region=region, finding=finding))
    return tuple(_lists(_menus(weighed, tables)))


def _continues(previous: Line, line: Line) -> bool:
    """Whether a line carries on the sentence of the line above, as the last of a wrapped block."""
    open_ended = previous.words >= _SENTENCE_WORDS and not previous.ends_sentence
    return open_ended and not line.blank and line.text[:1].islower()


def _remembering(tables: BoilerplateTables) -> Judge:
    """A judge who looks at a line once, however often the text repeats it."""
    known: dict[tuple[str, Region], Finding | None] = {}

    def judge(line: Line, region: Region) -> Finding | None:
        key = line.text, region
        if key not in known:
            known[key] = judge_line(line, region, tables)
        return known[key]

    return judge


def _unwrap(
    line: Line, region: Region, whole: Finding | None, judge: Judge, tables: BoilerplateTables
) -> Iterator[Weighed]:
    """A hard-wrapped paragraph, without the lines at its top and bottom that stand for themselves.

    ``whole`` is what was found of it as one line. A line stands for itself where the line before
    ends a sentence: the last word of a paragraph, alone in its line, is not boilerplate.
    """
    parts = list(line.parts)
    found: dict[int, Finding] = {}
    alone = [judge(part, region) for part in parts]
    if all(alone):
        found = {i: finding for i, finding in enumerate(alone) if finding}
    elif whole:
        yield Weighed(line=line, region=region, finding=whole)
        return
    for order in (range(len(parts)), range(len(parts) - 1, -1, -1)):
        for i in order:
            apart = i == 0 or i - 1 in found or parts[i - 1].ends_sentence
            finding = judge_wrapped(parts[i], region, tables) if apart and i not in found else None
            if finding is None and i not in found:
                break
            if finding:
                found[i] = finding
    rest = [i for i in range(len(parts)) if i not in found]
    for i, part in enumerate(parts):
        if i in found:
            yield Weighed(line=part, region=region, finding=found[i])
        elif rest and i == rest[0]:
            yield Weighed(
                line=_joined(line, parts[rest[0] : rest[-1] + 1]), region=region, finding=None
            )


def _joined(line: Line, parts: list[Line]) -> Line:
    if len(parts) == len(line.parts):
        return line
    if len(parts) == 1:
        return parts[0]
    text = " ".join(part.text for part in parts)
    return Line(
        start=parts[0].start,
        end=parts[-1].end,
        text=text,
        bare=text,
        words=sum(part.words for part in parts),
        blank=parts[0].blank,
        quotes=any(part.quotes for part in parts),
        parts=tuple(parts),
    )


def _menus(weighed: list[Weighed], tables: BoilerplateTables) -> list[Weighed]:
    """Runs of lines with a menu word each become navigation; a single one may be a sub-headline."""

    def listed(row: Weighed) -> bool:
        return row.line.bare.casefold() in tables.menu_words

    found = list(weighed)
    here = 0
    while here < len(found):
        end = here
        while end < len(found) and listed(found[end]):
            end += 1
        if end - here >= _MENU_RUN:
            menu = Finding(kind=BoilerplateKind.NAVIGATION)
            for i in range(here, end):
                row = found[i]
                found[i] = Weighed(line=row.line, region=row.region, finding=row.finding or menu)
        here = max(end, here + 1)
    return found


def _lists(weighed: list[Weighed]) -> Iterator[Weighed]:
    """The headlines below "Related:" in the same block are related as well."""
    related: Finding | None = None
    for row in weighed:
        line = row.line
        if row.finding is not None:
            heading = row.finding.kind is BoilerplateKind.RELATED and line.words <= _HEADING_WORDS
            related = row.finding if heading else None
        elif related and not line.blank and not line.ends_sentence and line.words <= _ITEM_WORDS:
            yield Weighed(line=line, region=row.region, finding=related)
            continue
        else:
            related = None
        yield row
