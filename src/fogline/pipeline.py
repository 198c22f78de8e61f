"""The stages of reading, in order, nothing else: one report in, one record out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fogline.corroborate.happenings import group
from fogline.corroborate.links import link_claims
from fogline.corroborate.parties import parties_of
from fogline.corroborate.told import Setting
from fogline.corroborate.unread import find_unread, unread_language
from fogline.extract.claims import find_frames, without_deeds
from fogline.extract.claims.phrases import Reading, read_names
from fogline.extract.claims.scenes import Linking, NamedPlaces
from fogline.extract.names import NameMention, find_names, mask_edits, written_words
from fogline.extract.statements import read_statements
from fogline.extract.statements.lexicon import Lexicon
from fogline.extract.statements.stances import names_no_deed
from fogline.intake.read import read_report
from fogline.knowledge.actors import ActorTables
from fogline.knowledge.atlas import Atlas
from fogline.knowledge.gazetteer import Gazetteer
from fogline.knowledge.ontology import Ontology
from fogline.knowledge.placemodel import PlaceModel
from fogline.knowledge.triggers import Triggers
from fogline.language.casing import running_case
from fogline.language.document import Document
from fogline.language.parse import Parser, parse
from fogline.language.stretches import find_items, find_stretches, newest_first, without_markup
from fogline.records.frame import Frame
from fogline.records.place import Place
from fogline.records.record import Record
from fogline.records.report import PublishedBasis, Received, Report
from fogline.records.rewording import worded
from fogline.records.span import Span
from fogline.records.statement import Attribution, Stance
from fogline.records.time import Time
from fogline.resolve.actors import ResolvedActors, resolve_actors
from fogline.resolve.answers import find_answered
from fogline.resolve.claims import build_claims
from fogline.resolve.places import Found, find_places
from fogline.resolve.quantities import find_quantities
from fogline.resolve.statements import Statements, resolve_statements
from fogline.resolve.times import find_times
from fogline.resolve.times.published import infer_published

if TYPE_CHECKING:
    from fogline.extract.statements.tagging import Tagger


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """All that reading needs besides the report: models, lexicons, tables, the gazetteer."""

    parser: Parser
    tables: ActorTables
    lexicon: Lexicon
    tagger: Tagger | None
    triggers: Triggers
    ontology: Ontology
    atlas: Atlas
    gazetteer: Gazetteer
    placing: PlaceModel


# The language that the lexicons are for; "und" is text too short to tell.
LANGUAGES = ("en", "und")


def read(received: Received, knowledge: Knowledge) -> Record:
    """Read one report. The same bytes and metadata give the same record, on any machine.

    Raises InputError for bytes that are no report.
    """
    return read_record(read_report(received), knowledge)


def read_record(report: Report, knowledge: Knowledge) -> Record:
    """The record of a report that intake has taken in."""
    if report.language not in LANGUAGES:
        return _unread(report)
    running, names = _running(report, knowledge)
    record = _read(running, names, knowledge)
    return record if running is report else worded(record, report.text)


def _running(report: Report, knowledge: Knowledge) -> tuple[Report, tuple[NameMention, ...]]:
    """The report in running text, itself if it is that already, and the names in it."""
    names = find_names(report.text, knowledge.tables)
    text = running_case(report.text, written_words(names), knowledge.parser.words)
    if text == report.text:
        return report, names
    return worded(report, text), find_names(text, knowledge.tables)


def _read(report: Report, names: tuple[NameMention, ...], knowledge: Knowledge) -> Record:
    """The record of a report in running text, in the letters that it has."""
    document = _parsed(report, names, knowledge)
    report, times = _placed_in_time(document, report)
    quantities = find_quantities(document, times, names)
    found = _places(document, names, report, knowledge)
    places = found.places
    told = read_statements(document, knowledge.lexicon, knowledge.tagger)
    reading = replace(_reading(document, names, places, knowledge), deeds=told.deeds)
    attributions = without_deeds(reading, told.attributions)
    frames = find_frames(reading, attributions)
    actors = _resolved(document, names, knowledge, report, attributions, frames)
    resolved = resolve_statements(document, attributions, frames, actors, times)
    claims = build_claims(frames, resolved, actors, places, times, quantities, knowledge.ontology)
    bare = [
        number
        for row, numbers in zip(attributions, resolved.of_attribution, strict=True)
        if row.stance is Stance.DENIES
        and names_no_deed(document, row.content, knowledge.lexicon.cues)
        for number in numbers
    ]
    setting = _setting(document, report, knowledge, attributions, resolved, actors)
    linked = link_claims(claims, resolved.statements, bare, setting)
    claims = group(linked, places, times, parties_of(actors.actors))
    return Record(
        report=report,
        actors=actors.actors,
        places=places,
        namings=found.namings,
        times=times,
        quantities=quantities,
        statements=resolved.statements,
        claims=claims,
        unread=find_unread(document, claims),
    )


def reading_of(received: Received, knowledge: Knowledge) -> Reading:
    """One report as claims are found in it, before any is: to ask where a word's deed was done.

    ``scene_of`` of ``extract.claims.linking`` answers, by the model that places claims.
    """
    report, document, names = parsed_report(received, knowledge)
    places = _places(document, names, report, knowledge).places
    return _reading(document, names, places, knowledge)


def parsed_report(
    received: Received, knowledge: Knowledge
) -> tuple[Report, Document, tuple[NameMention, ...]]:
    """One report in running text, parsed, with the names in it: what training starts from."""
    report, names = _running(read_report(received), knowledge)
    return report, _parsed(report, names, knowledge), names


def _reading(
    document: Document,
    names: tuple[NameMention, ...],
    places: tuple[Place, ...],
    knowledge: Knowledge,
) -> Reading:
    """The document with what is known of its names and places, for those that find claims."""
    named = [span for place in places for span in place.mentions]
    sure = {span for place in places if place.gazetteer is not None for span in place.mentions}
    linking = Linking(NamedPlaces(document, places), knowledge.placing.links)
    classes = read_names(document, names, named, sure)
    return Reading(document, knowledge.triggers, classes, linking)


def _parsed(report: Report, names: tuple[NameMention, ...], knowledge: Knowledge) -> Document:
    edits = without_markup(report, mask_edits(names))
    return parse(report.text, find_stretches(report), edits, knowledge.parser)


def _places(
    document: Document, names: tuple[NameMention, ...], report: Report, knowledge: Knowledge
) -> Found:
    placing = knowledge.placing
    return find_places(
        document,
        names,
        report,
        knowledge.gazetteer,
        knowledge.atlas,
        placing.strangers,
        placing.ranking,
    )


def _setting(
    document: Document,
    report: Report,
    knowledge: Knowledge,
    attributions: tuple[Attribution, ...],
    told: Statements,
    actors: ResolvedActors,
) -> Setting:
    """What the links between claims rest on beside the claims."""
    answered = find_answered(
        document, attributions, actors, knowledge.lexicon.cues, knowledge.triggers
    )
    items = find_items(report)
    return Setting(
        actors=actors.actors,
        answered={
            number: row
            for row, numbers in zip(answered, told.of_attribution, strict=True)
            for number in numbers
        },
        items=tuple(item.start for item in items) if newest_first(items) else (),
        title=report.title_span,
    )


def _unread(report: Report) -> Record:
    return Record(
        report=report,
        actors=(),
        places=(),
        namings=(),
        times=(),
        quantities=(),
        statements=(),
        claims=(),
        unread=unread_language(report),
    )


def _placed_in_time(document: Document, report: Report) -> tuple[Report, tuple[Time, ...]]:
    """The report with its publication inferred where nothing tells it, and its times."""
    times = find_times(document, report)
    published = infer_published(document, report, times)
    if published.basis is not PublishedBasis.INFERRED:
        return report, times
    report = replace(report, published=published)
    return report, find_times(document, report)


def _resolved(
    document: Document,
    names: tuple[NameMention, ...],
    knowledge: Knowledge,
    report: Report,
    attributions: tuple[Attribution, ...],
    frames: tuple[Frame, ...],
) -> ResolvedActors:
    meant = {*_holders(attributions), *_participants(frames)}
    wanted = sorted(span for span in meant if not _is_pronoun(document, span))
    speakers = [
        (piece, row.holder_span)
        for row in attributions
        if row.holder_span is not None
        for piece in row.content
    ]
    return resolve_actors(document, names, knowledge.tables, report, wanted, speakers=speakers)


def _is_pronoun(document: Document, span: Span) -> bool:
    """A pronoun that cannot be resolved means nobody: it gets no actor of its own."""
    tokens = document.tokens_in(span.start, span.end)
    return len(tokens) == 1 and tokens[0].pos == "PRON"


def _holders(attributions: Iterable[Attribution]) -> Iterable[Span]:
    for row in attributions:
        yield from (span for span in (row.holder_span, row.addressee_span) if span is not None)


def _participants(frames: Iterable[Frame]) -> Iterable[Span]:
    for frame in frames:
        yield from (*frame.actors, *frame.recipients)
