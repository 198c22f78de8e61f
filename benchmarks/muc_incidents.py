"""Which claims of a report are one incident in MUC-4's sense, and of which type."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

Json = dict[str, Any]

BOMBING, ATTACK, KIDNAPPING = "BOMBING", "ATTACK", "KIDNAPPING"
# Modes of ASSAULT and CRIME that are an incident of one type; other modes of ASSAULT are attacks.
_TYPES = {
    ("ASSAULT", "explosives"): BOMBING,
    ("ASSAULT", "car-bomb"): BOMBING,
    ("ASSAULT", "ied"): BOMBING,
    ("ASSAULT", "suicide"): BOMBING,
    ("ASSAULT", "abduct"): KIDNAPPING,
    ("ASSAULT", "hijacking"): "HIJACKING",
    ("ASSAULT", "arson"): "ARSON",
    ("CRIME", "theft"): "ROBBERY",
    ("CRIME", "homicide"): ATTACK,
}
# Modes that are war rather than terrorism: an incident only where they hit civilians.
WAR = frozenset(("airstrike", "shelling", "heavy-weapons", "drone"))
# Violence that MUC-4 does not count, or that tells of no incident of its own.
_OTHER = ("ground-clash", "ambush", "intercept", "sexual", "chemical", "cleansing", "torture")
# Deeds of one kind further apart than so many characters are not one incident.
_FAR = 300
_KILLING = frozenset(("killing", "assassinate", "massacre", "execute", "homicide"))
_BOMB = re.compile(r"\bBOMB(?!ARD)|\bDYNAMIT|\bEXPLO[SD]|\bBLOWN UP|\bBLEW UP|\bDETONAT")
_FIRE = re.compile(r"\bSET (?:FIRE|ON FIRE|ABLAZE)|\bBURN(?:ED|T|ING)\b|\bTORCHED\b|\bARSON")
_DAYS = ("day", "part-of-day", "hour", "minute")
_REAL = frozenset(("actual", "ongoing"))
# A toll belongs to the deed that it follows or precedes within so many characters.
_NEAR = 300
# Losses of fights between forces are no incident's.
_FIGHT = re.compile(r"\b(?:COMBAT|CLASH(?:ES|ED)?|FIGHTING|BATTLES?)\b")


@dataclass(frozen=True)
class Report:
    """A record with its parts by id."""

    record: Json

    @cached_property
    def text(self) -> str:
        """The report's text."""
        return str(self.record["report"]["text"])

    def _by_id(self, part: str) -> dict[str, Json]:
        return {one["id"]: one for one in self.record[part]}

    @cached_property
    def actors(self) -> dict[str, Json]:
        """The actors by id."""
        return self._by_id("actors")

    @cached_property
    def places(self) -> dict[str, Json]:
        """The places by id."""
        return self._by_id("places")

    @cached_property
    def times(self) -> dict[str, Json]:
        """The times by id."""
        return self._by_id("times")

    @cached_property
    def quantities(self) -> dict[str, Json]:
        """The quantities by id."""
        return self._by_id("quantities")

    @cached_property
    def statements(self) -> dict[str, Json]:
        """The statements by id."""
        return self._by_id("statements")

    def words(self, claim: Json) -> str:
        """The words that carry a claim."""
        return " ".join(str(one["text"]) for one in claim["evidence"])

    def sentence(self, claim: Json) -> str:
        """The sentence of a claim's trigger."""
        at = claim["trigger"]["start"]
        start = max(self.text.rfind(sign, 0, at) for sign in (". ", "\n", '." '))
        ends = [end for sign in (". ", ".\n") if (end := self.text.find(sign, at)) >= 0]
        return self.text[start + 1 : min(ends, default=len(self.text))]

    def day(self, claim: Json) -> str | None:
        """The day of a claim, where it is told as one."""
        time = self.times.get(claim["time"] or "")
        if time is None or not time["start"] or time["precision"] not in _DAYS:
            return None
        return str(time["start"])[:10]

    def town(self, claim: Json) -> str | None:
        """The town or smaller place of a claim."""
        place = self.places.get(claim["place"] or "")
        return str(place["name"]) if place and place["kind"] == "settlement" else None

    def named_victims(self, claim: Json) -> set[str]:
        """The named people that a claim says something was done to."""
        return {one for one in claim["recipient"] if self.actors[one]["kind"] == "person"}


@dataclass
class Incident:
    """Claims of one report that are one incident."""

    kind: str
    deeds: list[Json] = field(default_factory=list)
    tolls: list[Json] = field(default_factory=list)
    blames: list[Json] = field(default_factory=list)

    @property
    def claims(self) -> list[Json]:
        """Deeds and tolls."""
        return [*self.deeds, *self.tolls]


def incidents(report: Report) -> list[Incident]:
    """The incidents of a report in the order of their first deed."""
    found: list[Incident] = []
    for claim in report.record["claims"]:
        kind = kind_of(report, claim)
        if kind is None:
            continue
        fitting = next((one for one in reversed(found) if _fits(report, one, claim, kind)), None)
        if fitting is None:
            fitting = Incident(kind)
            found.append(fitting)
        elif fitting.kind == ATTACK:
            fitting.kind = kind
        fitting.deeds.append(claim)
    _add_tolls(report, found)
    _add_blames(report, found)
    return found


def kind_of(report: Report, claim: Json) -> str | None:
    """The incident type of a claim, or none where it is no deed of violence that happened."""
    if claim["polarity"] != "affirmed" or not _happened(claim):
        return None
    known = _TYPES.get((claim["type"], claim["mode"]))
    if known is None and (claim["type"] != "ASSAULT" or claim["mode"] in _OTHER):
        return None
    kind = known or ATTACK
    words = report.words(claim)
    if kind == ATTACK and claim["mode"] not in _KILLING | WAR:
        near = _around(claim, words)
        if _FIRE.search(near) and claim["mode"] in ("destroy", "sabotage", None):
            return "ARSON"
        return BOMBING if _BOMB.search(near) else ATTACK
    return kind


def _happened(claim: Json) -> bool:
    """Whether a claim tells a deed as done: in modality, or as a noun that others depend on."""
    if claim["modality"] in _REAL:
        return True
    noun = str(claim["trigger"]["text"]).upper()
    return claim["modality"] == "future" and noun.startswith(("MURDER", "ASSASSINATION", "KILLING"))


def _around(claim: Json, words: str) -> str:
    """The words of a claim near its trigger."""
    start = claim["trigger"]["start"] - claim["evidence"][0]["start"]
    return words[max(0, start - 80) : start + 120]


def _fits(report: Report, incident: Incident, claim: Json, kind: str) -> bool:
    """Whether a claim is of an incident: by victim, by event, or by nearness and type."""
    same = any(one["event"] == claim["event"] for one in incident.deeds)
    if kind == incident.kind and _shared_victim(report, incident.deeds, claim):
        return True
    kinds = {kind, incident.kind}
    if len(kinds) == 2 and (ATTACK not in kinds or KIDNAPPING in kinds):
        return False
    if _differ(incident.deeds, claim, report):
        return False
    near = abs(incident.deeds[-1]["trigger"]["start"] - claim["trigger"]["start"]) <= _FAR
    return same or (near and kind == incident.kind)


def _shared_victim(report: Report, deeds: Sequence[Json], claim: Json) -> bool:
    """Whether a named victim of the claim is one of the deeds', by name."""
    names = [_name(report, key) for one in deeds for key in report.named_victims(one)]
    mine = [_name(report, key) for key in report.named_victims(claim)]
    return any(one <= other or other <= one for one in mine for other in names if one and other)


def _name(report: Report, key: str) -> set[str]:
    return set(report.actors[key]["name"].upper().split())


def _differ(deeds: Sequence[Json], claim: Json, report: Report) -> bool:
    """Whether days, towns or named victims tell the claim from the deeds."""
    for of in (report.day, report.town):
        known = {value for one in deeds if (value := of(one))}
        value = of(claim)
        if value and known and value not in known:
            return True
    victims = {value for one in deeds for value in report.named_victims(one)}
    mine = report.named_victims(claim)
    return bool(victims and mine and not victims & mine)


def _add_tolls(report: Report, found: Sequence[Incident]) -> None:
    """Give each toll to the incident of its event, or to that of the nearest deed."""
    for claim in report.record["claims"]:
        if claim["type"] != "TOLL" or claim["mode"] not in ("killed", "wounded", "casualties"):
            continue
        # Without a number, people in general are told as often of a whole war.
        denied = claim["polarity"] == "negated"
        told = claim["quantities"] or report.named_victims(claim) or denied
        if not told or _FIGHT.search(report.words(claim).upper()):
            continue
        at = claim["trigger"]["start"]
        ranked = [
            (claim["event"] != deed["event"], abs(deed["trigger"]["start"] - at), number)
            for number, one in enumerate(found)
            for deed in one.deeds
        ]
        best = min(ranked, default=None)
        if best is not None and (not best[0] or best[1] <= _NEAR):
            found[best[2]].tolls.append(claim)


def _add_blames(report: Report, found: Sequence[Incident]) -> None:
    """Give claims of who did it to the incident of the claim they blame for, or the nearest."""
    for claim in report.record["claims"]:
        blames = claim["type"] == "ASSESSMENT" and claim["mode"] == "attribution"
        if not (blames or claim["type"] == "ACCUSE") or claim["polarity"] != "affirmed":
            continue
        at = claim["trigger"]["start"]
        ranked = [
            (deed["id"] != claim["target_claim"], abs(deed["trigger"]["start"] - at), number)
            for number, one in enumerate(found)
            for deed in one.deeds
        ]
        best = min(ranked, default=None)
        if best is not None and (not best[0] or blames):
            found[best[2]].blames.append(claim)
