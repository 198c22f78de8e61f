"""From a record, as ``fogline read --format jsonl`` makes it, to MUC-4 templates.

Deeds are claims of type ASSAULT, and of CRIME where it is homicide or theft, that are affirmed and
told as done (or as a murder that is to be investigated). The mode gives the incident type, bombs
and fire in the claim's words make an attack a bombing or arson; fights of forces and violence that
MUC-4 does not count are left out (``muc_incidents``). Deeds are one incident where the reader gave
them one event, where they hit one named person, or where they are of one type and near each other,
unless day, town or named victims tell them apart; incidents of one type that hit the same people
are one as well. Tolls and attributions of responsibility go to the incident of their event or to
the nearest.

Targets are what the claims have as recipient and target, other people whom the words of a killing
or abduction name, those of a roll of victims nearby, and things that the words of a damaging deed
name; heads of phrases give their types (``muc_targets``, ``muc_words``). Perpetrators are the
deeds' actors and whom attributions and accusations name; how sure that is, who says so. Where
people are told and no organisation is, it is the armed group that the report names most
(``muc_perpetrators``).

An incident is relevant where it hits a person or thing that is neither of forces or police nor
people in general, in one of the nine countries of interest, and not by a state's forces in war.

Defaults: the stage is always ACCOMPLISHED, the category TERRORIST ACT unless only a state's forces
are told, the date "on or before that of publication", the place the nearest town in a deed's
paragraph, else the country that the report names most. The numbers of all targets together are
never given, nor are THREATENED incidents or FORCED WORK STOPPAGE.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import combining, normalize

from muc_countries import OF_INTEREST, country_name, nation_in
from muc_format import Fill, Template, fill
from muc_incidents import KIDNAPPING, WAR, Incident, Json, Report, incidents
from muc_perpetrators import Perpetrators, perpetrators
from muc_targets import Target, Targets, alike, targets
from muc_words import DEEDS, INSTRUMENTS

# Targets of these kinds alone make no incident relevant, and are told only if hurt or named.
_FORCES = ("ACTIVE MILITARY", "LAW ENFORCEMENT")
_MILITARY = re.compile(
    r"\b(?:GARRISON|BARRACKS|BASE|MILITARY|BRIGADE|ARMY|AIR FORCE|BATTALION|REGIMENT|ARMED FORCES"
    r"|PRECINCT|POSITION|HELICOPTER|GUERRILLA|FMLN|CONVOY)"
)
_VAGUE = re.compile(r"(?:POPULATION|PEOPLE|CIVILIANS|MEMBERS|LEADERS|PERSONS)$")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")


def templates(record: Json, message: str) -> list[Template]:
    """The templates of one report."""
    report = Report(record)
    made: list[Template] = []
    for incident in _joined(report, incidents(report)):
        slots = _slots(report, incident)
        if slots is not None:
            made.append(Template(message, str(len(made) + 1), slots=slots))
    return made


def _joined(report: Report, found: Sequence[Incident]) -> list[Incident]:
    """The incidents, those of one type that hit the same people made one."""
    kept: list[tuple[Incident, list[Target]]] = []
    for incident in found:
        people = targets(report, incident).people
        same = next(
            (
                one for one, others in kept
                if one.kind == incident.kind
                and any(_is_same(mine, other) for mine in people for other in others)
            ),
            None,
        )  # fmt: skip
        if same is None:
            kept.append((incident, people))
        else:
            same.deeds += incident.deeds
            same.tolls += incident.tolls
            same.blames += incident.blames
    return [one for one, _ in kept]


def _is_same(one: Target, other: Target) -> bool:
    if one.name and other.name:
        return alike(one.name, other.name)
    return one.name is None and one.words == other.words and one.number == other.number


def _is_vague(one: Target) -> bool:
    """Whether a human target is people in general, as in summaries ("many people have died")."""
    return one.name is None and one.number == "PLURAL" and bool(_VAGUE.search(one.words))


Slots = dict[str, tuple[Fill, ...]]


def _slots(report: Report, incident: Incident) -> Slots | None:
    """The slots of an incident, or none where it is not relevant."""
    hit = targets(report, incident)
    hit.people = [one for one in hit.people if one.kind not in _FORCES or one.name or one.effects]
    perps = perpetrators(report, incident)
    country = _country(report, incident)
    if not _relevant(incident, hit, perps, country):
        return None
    slots: Slots = {
        "inc-date": _date(report, incident),
        "inc-loc": (fill(_location(report, incident, country)),) if country else (),
        "inc-type": (fill(incident.kind),),
        "inc-stage": (fill("ACCOMPLISHED"),),
    }
    slots |= _instruments(report, incident)
    slots |= _perpetrator_slots(perps)
    if incident.kind != KIDNAPPING:
        slots |= _thing_slots(hit.things, country)
    slots |= _people_slots(hit, country)
    return {slot: fills for slot, fills in slots.items() if fills}


def _relevant(incident: Incident, hit: Targets, perps: Perpetrators, country: str | None) -> bool:
    """Terrorism in the corpus's sense, as far as targets, perpetrators and country tell."""
    if country is not None and country not in OF_INTEREST:
        return False
    people = [one for one in hit.people if one.kind not in _FORCES and not _is_vague(one)]
    things = [one for one in hit.things if not _MILITARY.search(one.words)]
    if not people and not things:
        return False
    return not (perps.state and all(claim["mode"] in WAR for claim in incident.deeds))


# -- slots -------------------------------------------------------------------------------------


def _perpetrator_slots(perps: Perpetrators) -> Slots:
    state = perps.state and not perps.bands
    category = "STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"
    return {
        "perp-inc-cat": (fill(category),),
        "perp-ind-id": tuple(fill(one) for one in perps.people),
        "perp-org-id": tuple(fill(one) for one in perps.groups),
        "perp-org-conf": tuple(fill(sure, one) for one, sure in perps.groups.items()),
    }


def _nations(targets: Sequence[Target], country: str | None) -> tuple[Fill, ...]:
    """The nations of targets whose own words name another than the incident's country."""
    named = ((one, nation_in(f"{one.role or ''} {one.words}")) for one in targets)
    return tuple(
        fill(country_name(code), one.ref) for one, code in named if code and code != country
    )


def _thing_slots(things: Sequence[Target], country: str | None) -> Slots:
    return {
        "phys-tgt-id": tuple(fill(one.words) for one in things),
        "phys-tgt-type": tuple(fill(one.kind, one.words) for one in things),
        "phys-tgt-num": tuple(fill(one.number, one.words) for one in things),
        "phys-tgt-nation": _nations(things, country),
        "phys-tgt-effect": tuple(fill(row, one.words) for one in things for row in one.effects),
    }


def _people_slots(hit: Targets, country: str | None) -> Slots:
    people = hit.people
    described = [fill(one.words) for one in people if one.name is None]
    roles = [fill(one.role, one.name) for one in people if one.name and one.role]
    return {
        "hum-tgt-name": tuple(fill(one.name) for one in people if one.name),
        "hum-tgt-desc": (*roles, *described),
        "hum-tgt-type": tuple(fill(one.kind, one.ref) for one in people),
        "hum-tgt-num": tuple(fill(one.number, one.ref) for one in people),
        "hum-tgt-nation": _nations(people, country),
        "hum-tgt-effect": (
            *(fill(row, one.ref) for one in people for row in one.effects),
            *(fill(row, "-") for row in hit.nobody),
        ),
    }


def _instruments(report: Report, incident: Incident) -> Slots:
    if incident.kind in (KIDNAPPING, "ARSON"):
        return {}
    words: dict[str, str] = {}
    for claim in incident.claims:
        told = report.words(claim).upper()
        if claim["instrument"] is not None:
            told = f"{claim['instrument']['text'].upper()} . {told}"
        for sign, kind in INSTRUMENTS:
            found = sign.search(told)
            if found:
                words.setdefault(kind, found[0])
                told = sign.sub(" ", told)
    if not words:
        told = " ".join(report.words(claim).upper() for claim in incident.deeds)
        implied = next((kind for sign, kind in DEEDS if sign.search(told)), None)
        return {"inc-instr-type": (fill(implied, "-"),)} if implied else {}
    return {
        "inc-instr-id": tuple(fill(one) for one in words.values()),
        "inc-instr-type": tuple(fill(kind, one) for kind, one in words.items()),
    }


def _date(report: Report, incident: Incident) -> tuple[Fill, ...]:
    published = (report.record["report"]["published"] or {}).get("start")
    latest = str(published)[:10] if published else None
    first = next((day for claim in incident.claims if (day := report.day(claim))), None)
    if first and (latest is None or first <= latest):
        return (fill(_written(first)),)
    return (fill(f"- {_written(latest)}"),) if latest else ()


def _written(day: str) -> str:
    year, month, number = day.split("-")
    return f"{number} {_MONTHS[int(month) - 1]} {year[2:]}"


def _country(report: Report, incident: Incident) -> str | None:
    """The country of the incident's places, or the one that the report names most."""
    places = [report.places[key] for claim in incident.claims if (key := claim["place"])]
    near = [one["country"] for one in places if one["country"] in OF_INTEREST]
    if near:
        return str(near[0])
    told = [one["country"] for one in report.record["places"] for _ in one["mentions"]]
    told += [one["country"] for one in report.record["actors"] for _ in one["mentions"]]
    ours = [one for one in told if one in OF_INTEREST]
    known = ours or [one["country"] for one in places if one["country"]]
    return max(known, key=known.count) if known else None


def _location(report: Report, incident: Incident, country: str | None) -> str:
    name = country_name(country or "")
    told = [report.places[key] for claim in incident.claims if (key := claim["place"])]
    for places in (told, _near_places(report, incident)):
        for kind, label in (("settlement", "CITY"), ("adm1", "DEPARTMENT")):
            fitting = (one for one in places if one["kind"] == kind and one["country"] == country)
            place = next(fitting, None)
            if place is not None:
                return f"{name}: {_plain(place['name'])} ({label})"
    return name


def _near_places(report: Report, incident: Incident) -> list[Json]:
    """Places named in the paragraphs of the incident's deeds."""
    return [
        place
        for claim in incident.deeds
        for place in report.record["places"]
        for one in place["mentions"]
        if _paragraph(report, one["start"]) == _paragraph(report, claim["trigger"]["start"])
    ]


def _paragraph(report: Report, place: int) -> int:
    return report.text.count("\n\n", 0, place)


def _plain(name: str) -> str:
    """A place's name in capitals, without accents and without what it is."""
    flat = "".join(one for one in normalize("NFD", name.upper()) if not combining(one))
    return re.sub(r" (?:DEPARTMENT|PROVINCE)$|^DEPARTAMENTO DE |^PROVINCIA DE ", "", flat)
