"""Who did it: the perpetrators of an incident as its claims and those of blame tell."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from muc_incidents import Incident, Json, Report
from muc_targets import PRONOUNS, core_of, mention
from muc_words import BANDS, FORCES, head_of, single

FACT, CLAIMED = "REPORTED AS FACT", "CLAIMED OR ADMITTED"
ACCUSED, BY_AUTHORITIES = "SUSPECTED OR ACCUSED", "SUSPECTED OR ACCUSED BY AUTHORITIES"
_STATE = ("military", "government", "ministry")
# Deeds and their makings that the reader takes for doers.
_NO_DOER = re.compile(
    r"\b(?:ATTACKS?|KIDNAPPINGS?|ASSASSINATIONS?|MURDERS?|OPERATIONS?|ACTIONS?|EXPLOSIONS?|BOMBS?"
    r"|EXISTENCE|VIOLENCE|WAR|WAVE|OFFENSIVE|COMBAT|CAMPAIGN|VEHICLES?|CARS?|DEATHS?|CRIMES?)$"
)
_CLAIMS = re.compile(r"CLAIM|ADMIT|TOOK|TAKE|ACKNOWLEDG")
_GENERIC = re.compile(r"\b(?:SOLDIERS?|TROOPS?|MEN|MAN|MEMBERS?|UNITS?|POLICEMEN|YOUTHS?)\b")


@dataclass
class Perpetrators:
    """People, organisations with how sure that is, and whether bands or a state's forces."""

    people: list[str] = field(default_factory=list)
    groups: dict[str, str] = field(default_factory=dict)
    state: bool = False
    bands: bool = False


def perpetrators(report: Report, incident: Incident) -> Perpetrators:
    """Who did it, as deeds and blames tell."""
    found = Perpetrators()
    victims = {key for claim in incident.claims for key in claim["recipient"]}
    for claim in incident.deeds:
        for key in claim["actor"]:
            if key not in victims:
                _add(report, claim, report.actors[key], found, _sure(report, claim))
    for claim in incident.blames:
        attributes = claim["type"] == "ASSESSMENT"
        claims_it = attributes and _CLAIMS.search(claim["trigger"]["text"].upper())
        sure = CLAIMED if claims_it else _sure(report, claim, accused=True)
        for key in claim["actor"] if attributes else claim["recipient"]:
            actor = report.actors[key]
            if key not in victims and actor["kind"] != "organisation":
                _add(report, claim, actor, found, sure)
    if found.people and not found.groups and not found.state:
        _add_most_named(report, incident, found)
    return found


def _add_most_named(report: Report, incident: Incident, found: Perpetrators) -> None:
    """Where no organisation is told, the armed group that the report names most."""
    groups = [
        (len(names), actor)
        for actor in report.record["actors"]
        if actor["kind"] == "armed-group"
        for names in ([one for one in actor["mentions"] if _names(one)],)
        if names
    ]
    if groups:
        _, actor = max(groups, key=lambda row: row[0])
        claim = incident.deeds[0]
        span = next(one for one in actor["mentions"] if _names(one))
        _add_group(found, core_of(" ".join(span["text"].upper().split())), _sure(report, claim))
        found.bands = True


def _names(span: Json) -> bool:
    """Whether a mention names an organisation."""
    core = core_of(" ".join(span["text"].upper().split()))
    return (
        bool(core) and core not in PRONOUNS and not BANDS.search(core) and not _GENERIC.search(core)
    )


def _add(report: Report, claim: Json, actor: Json, found: Perpetrators, sure: str) -> None:
    span = mention(actor, claim)
    core = core_of(" ".join(span["text"].upper().split())) if span is not None else ""
    if not core or core in PRONOUNS or _NO_DOER.search(_phrase_head(core)):
        return
    band = bool(BANDS.search(core))
    state = not band and (actor["kind"] in _STATE or bool(FORCES.search(core)))
    if actor["kind"] == "government" and not FORCES.search(core):
        return
    generic = band or bool(_GENERIC.search(core) or FORCES.search(core))
    if actor["kind"] in ("unnamed", "population") and not generic:
        return
    found.state |= state
    found.bands |= not state
    if actor["kind"] in ("person", "unnamed", "population") or band or _GENERIC.search(core):
        _once(found.people, core)
        member = report.actors.get(actor["member_of"] or "")
        group = mention(member, claim) if member and member["kind"] == "armed-group" else None
        if group is not None:
            _add_group(found, core_of(" ".join(group["text"].upper().split())), sure)
    else:
        _add_group(found, core, sure)


def _phrase_head(core: str) -> str:
    return re.split(r" (?:OF|ON|AGAINST|IN) ", core)[0]


def _add_group(found: Perpetrators, name: str, sure: str) -> None:
    if name and not BANDS.fullmatch(name):
        found.groups.setdefault(name, sure)


def _once(into: list[str], words: str) -> None:
    head = single(head_of(words))
    if not any(head == single(head_of(other)) for other in into):
        into.append(words)


def _sure(report: Report, claim: Json, accused: bool = False) -> str:
    """How sure the report is of an organisation's part: by who says so."""
    statement = report.statements[claim["statement"]]
    holder = report.actors.get(statement["holder"] or "")
    if statement["holder_kind"] == "narrator":
        return ACCUSED if accused else FACT
    official = holder is not None and holder["kind"] in _STATE
    return BY_AUTHORITIES if official else ACCUSED
