"""The human and physical targets of an incident: what its claims say was hit, killed or taken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from muc_incidents import ATTACK, KIDNAPPING, Incident, Json, Report
from muc_words import (
    FIGHTERS,
    TITLES,
    head_of,
    number_in,
    person_type,
    phrases_in,
    single,
    thing_type,
    without_leading,
    words_of,
)

PRONOUNS = words_of("pronouns")
_TAIL = re.compile(r"(?:, | WHO | WHICH | THAT | WHERE |\s*\[|\s*\(|;|--).*$")
_NOBODY = re.compile(r"^(?:NO|NOBODY|NONE)\b")
_KILLING = ("killing", "assassinate", "massacre", "execute", "homicide")
# Deeds in whose words other things are likely hit too, and the words before them.
_DAMAGING = (None, "explosives", "grenade", "car-bomb", "destroy", "sabotage", "arson", "theft")
_HURTING = (*_KILLING, "abduct", "killed", "wounded")
_PEOPLE_AFTER = words_of("hurt_after")
_PLACED = words_of("placed")
_THINGS_AFTER = words_of("hit_after")
# Words that begin a roll of victims: "the dead were identified as".
_ROLL = re.compile(
    r"\b(?:VICTIMS?|DEAD|KILLED|WOUNDED|INJURED|KIDNAPPED|MURDERED|HOSTAGES?|CASUALTIES)\b"
    r"[^.\n]{0,60}?\b(?:ARE|WERE|IDENTIFIED AS|INCLUDED?|NAMES? (?:IS|ARE)|AS FOLLOWS|HAS BEEN"
    r" IDENTIFIED AS|THE FOLLOWING)\b"
)
# A roll belongs to an incident with a claim within so many characters.
_ROLL_NEAR = 900
_ROLE_AFTER = re.compile(r"^(?: \[[^\]]*\])?, (?:FORMER )?((?:AN? |THE )?[^,.;\[]{3,60})[,.;\[]")
_SUMS = re.compile(r"^(?:CASUALT|VICTIM|FATALIT|DEATHS?$|LOSSES)")
_DEATH = re.compile(r"\b(?:KILL(?:ED|ING)|MURDER|ASSASSINAT|SHOT TO DEATH|DIED|DEATH OF|MASSACRE)")
_INJURY = re.compile(r"\b(?:WOUNDED|INJURED|HURT)\b")
_DESTROYED = re.compile(r"\b(?:DESTROY|BLOWN UP|BLEW UP|LEVELED|DEMOLISHED)")
_DAMAGED = re.compile(r"\bDAMAG|\bSHATTER|\bBURN(?:ED|T)\b|\bSET (?:FIRE|ON FIRE|ABLAZE)")
_NO_DAMAGE = re.compile(r"\bNO (?:MATERIAL |PROPERTY |SERIOUS )?DAMAGE")


@dataclass
class Target:
    """One human or physical target: its words, its name or type, number and effects."""

    words: str
    kind: str
    name: str | None = None
    role: str | None = None
    number: str = "1"
    effects: list[str] = field(default_factory=list)

    @property
    def ref(self) -> str:
        """What other slots refer to it by."""
        return self.name or self.words


@dataclass
class Targets:
    """All targets of an incident, and effects told of nobody in particular."""

    people: list[Target] = field(default_factory=list)
    things: list[Target] = field(default_factory=list)
    nobody: list[str] = field(default_factory=list)


def targets(report: Report, incident: Incident) -> Targets:
    """The human and the physical targets of an incident."""
    found = Targets()
    for claim in incident.claims:
        for words, actor, quantity in _phrases(report, claim):
            plain = " ".join(words.upper().split())
            if _NOBODY.match(plain) or claim["polarity"] == "negated":
                _add_nobody(claim, found)
            elif actor is not None and actor["kind"] == "person":
                _add(found.people, _person(report, claim, plain, actor))
            else:
                _add_described(report, claim, plain, actor, quantity, found)
    for claim in incident.deeds:
        _add_named(report, claim, found)
    _add_listed(report, incident, found)
    for claim in incident.claims:
        for before, words in phrases_in(report.words(claim)):
            core = core_of(words)
            if _may_be_hit(incident, claim, before, core):
                _add_spotted(report, claim, words, found)
    return found


def _add_named(report: Report, claim: Json, found: Targets) -> None:
    """Add the people whom the words of a killing or abduction name, but for doer and teller."""
    if claim["mode"] not in (*_KILLING, "abduct"):
        return
    others = {*claim["actor"], report.statements[claim["statement"]]["holder"]}
    for span in claim["evidence"]:
        for actor in _people_in(report, span["start"], span["end"]):
            if actor["id"] not in others:
                _add(found.people, _person(report, claim, "", actor))


def _add_listed(report: Report, incident: Incident, found: Targets) -> None:
    """Add the people of a roll of victims that stands near the incident's deeds."""
    text = report.text
    for roll in _ROLL.finditer(text):
        end = next((at for sign in (". ", "\n") if (at := text.find(sign, roll.end())) >= 0), None)
        named = _people_in(report, roll.end(), end or len(text))
        if not named or not _is_near(incident, roll.start()):
            continue
        effect = "INJURY" if _INJURY.search(roll[0]) else "DEATH"
        effects = [] if incident.kind == KIDNAPPING else [effect]
        for actor in named:
            name, role = name_of(report, actor)
            kind = person_type(role or "") or "CIVILIAN"
            _add(found.people, Target(name, kind, name, role, "1", list(effects)))


def _people_in(report: Report, start: int, end: int) -> list[Json]:
    return [
        actor
        for actor in report.record["actors"]
        if actor["kind"] == "person"
        and any(
            start <= one["start"] < end and one["text"].upper() not in PRONOUNS
            for one in actor["mentions"]
        )
    ]


def _is_near(incident: Incident, place: int) -> bool:
    """Whether a roll is no further from the incident's claims than a few paragraphs."""
    return any(abs(one["trigger"]["start"] - place) < _ROLL_NEAR for one in incident.claims)


def _may_be_hit(incident: Incident, claim: Json, before: str, core: str) -> bool:
    """Whether a phrase in a claim's words is likely a target, by the deed and the word before."""
    if thing_type(core) is None:
        return claim["mode"] in _HURTING and before in _PEOPLE_AFTER
    if incident.kind == ATTACK:
        return claim["mode"] in _DAMAGING and before in _THINGS_AFTER
    return claim["mode"] in _DAMAGING and before not in _PLACED


def _add_spotted(report: Report, claim: Json, words: str, found: Targets) -> None:
    head = head_of(core_of(words))
    if head not in {head_of(one.words) for one in (*found.things, *found.people)}:
        _add_described(report, claim, words, None, None, found)


def _phrases(report: Report, claim: Json) -> Iterator[tuple[str, Json | None, Json | None]]:
    """The words of what a claim hits, with the actor meant and the number told."""
    counted = [report.quantities[one] for one in claim["quantities"]]
    seen: list[tuple[int, int]] = []
    spans: list[tuple[Json | None, Json | None]] = []
    for key in claim["recipient"]:
        actor = report.actors[key]
        spans.append((mention(actor, claim), actor))
    spans += [(span, None) for span in claim["target"]]
    for span, meant in spans:
        if span is None or any(span["start"] < end and start < span["end"] for start, end in seen):
            continue
        seen.append((span["start"], span["end"]))
        inside = (
            one for one in counted
            if span["start"] <= one["span"]["start"] and one["span"]["end"] <= span["end"]
        )  # fmt: skip
        yield span["text"], meant, next(inside, None)


def mention(actor: Json, claim: Json) -> Json | None:
    """The mention of an actor nearest to the claim's trigger that is no pronoun."""
    plain = [one for one in actor["mentions"] if one["text"].upper() not in PRONOUNS]
    inside = [
        one for one in plain
        if any(row["start"] <= one["start"] < row["end"] for row in claim["evidence"])
    ]  # fmt: skip
    at = claim["trigger"]["start"]
    ranked = sorted(
        inside or plain, key=lambda one: (abs(one["start"] - at) // 200, -len(one["text"]))
    )
    return ranked[0] if ranked else None


def _add_nobody(claim: Json, found: Targets) -> None:
    effect = {"killed": "NO DEATH", "wounded": "NO INJURY", "casualties": "NO INJURY OR DEATH"}
    told = effect.get(claim["mode"] or "") if claim["type"] == "TOLL" else None
    if told is not None and told not in found.nobody:
        found.nobody.append(told)


def _person(report: Report, claim: Json, words: str, actor: Json) -> Target:
    name, role = name_of(report, actor)
    kind = person_type(role or "") or person_type(words) or "CIVILIAN"
    return Target(name, kind, name, role, "1", _effects(report, claim)[0])


def _add_described(
    report: Report,
    claim: Json,
    words: str,
    actor: Json | None,
    quantity: Json | None,
    found: Targets,
) -> None:
    core = core_of(words)
    if not core or core in PRONOUNS or _SUMS.match(core):
        return
    people, things = _effects(report, claim)
    number = number_in(words, core, quantity)
    kind = thing_type(core)
    if kind is not None:
        _add(found.things, Target(core, kind, number=number, effects=things))
        return
    kind = person_type(core)
    hurts = claim["type"] == "TOLL" or claim["mode"] in (*_KILLING, "abduct")
    if kind is None and hurts and actor is not None and actor["kind"] in ("unnamed", "population"):
        kind = "CIVILIAN"
    if kind is None or (FIGHTERS.search(core) and kind == "CIVILIAN"):
        return
    _add(found.people, Target(core, kind, number=number, effects=people))


def core_of(words: str) -> str:
    """A phrase without articles and counts before it and clauses after it."""
    return without_leading(_TAIL.sub("", words)).strip(" .,\"'")


def _add(into: list[Target], one: Target) -> None:
    """Add a target, or its effects to the same one."""
    for other in into:
        if _same(one, other) and (
            not other.effects or not one.effects or other.effects == one.effects
            or other.number == one.number
        ):  # fmt: skip
            other.effects += [effect for effect in one.effects if effect not in other.effects]
            other.role = other.role or one.role
            other.name = other.name or one.name
            if other.number == "PLURAL":
                other.number = one.number
            return
    into.append(one)


def _same(one: Target, other: Target) -> bool:
    if one.name is None and other.name is None:
        return _names_alike(one.words, other.words) or _names_alike(other.words, one.words)
    if one.name is None or other.name is None:
        named, plain = (one, other) if one.name else (other, one)
        return (
            plain.number == "1" and named.role is not None and _names_alike(plain.words, named.role)
        )
    return alike(one.name, other.name)


def _names_alike(one: str, other: str) -> bool:
    """Whether the head of the one phrase is a word of the other: "JESUITS", "JESUIT PRIESTS"."""
    words = re.split(r" (?:OF|IN|AT|FROM) ", other)[0].split()
    return single(head_of(one)) in {single(word) for word in words}


def alike(one: str, other: str) -> bool:
    """Whether two names may be one person's: one's words are all in the other."""
    mine, its = set(one.split()), set(other.split())
    return mine <= its or its <= mine


def name_of(report: Report, actor: Json) -> tuple[str, str | None]:
    """The fullest form of a person's name without titles, and the role."""
    told = [_TAIL.sub("", " ".join(one["text"].upper().split())) for one in actor["mentions"]]
    split = [_split(one) for one in [*told, actor["name"].upper()] if one not in PRONOUNS]
    surname = _split(actor["name"].upper())[1].split()[-1:]
    fitting = [one for one in split if one[1].split()[-1:] == surname] or split
    name = max((one[1] for one in fitting), key=len)
    roles = [one[0] for one in fitting if one[0]]
    roles += [role for one in actor["mentions"] if (role := _role_after(report.text, one))]
    role = max(roles, key=len) if roles else (actor["role"] or "").upper()
    return name, None if not role or role.split()[0] in PRONOUNS else role


def _role_after(text: str, span: Json) -> str | None:
    """The role that follows a name ("X, A PEASANT LEADER, ")."""
    if span["text"].upper() in PRONOUNS:
        return None
    after = _ROLE_AFTER.match(text[span["end"] :].upper())
    role = core_of(after[1]) if after else ""
    return role if role and person_type(head_of(role)) else None


def _split(words: str) -> tuple[str, str]:
    """What stands before a name (titles and roles), and the name."""
    parts = without_leading(words).split()
    last = max(
        (at for at, one in enumerate(parts[:-1]) if one.strip(".") in TITLES or person_type(one)),
        default=-1,
    )
    return " ".join(parts[: last + 1]), " ".join(parts[last + 1 :])


def _effects(report: Report, claim: Json) -> tuple[list[str], list[str]]:
    """The effects on people and on things that a claim tells."""
    told = report.words(claim).upper()
    people: list[str] = []
    if claim["type"] == "TOLL":
        people = {"killed": ["DEATH"], "wounded": ["INJURY"]}.get(claim["mode"], [])
    elif claim["mode"] in _KILLING or (claim["mode"] != "abduct" and _DEATH.search(told)):
        people = ["DEATH"]
    elif claim["mode"] != "abduct" and _INJURY.search(told):
        people = ["INJURY"]
    if _NO_DAMAGE.search(told):
        return people, ["NO DAMAGE"]
    if claim["mode"] == "destroy" or _DESTROYED.search(told):
        return people, ["DESTROYED"]
    damaged = claim["mode"] == "arson" or _burns(claim) or _DAMAGED.search(told)
    return people, ["SOME DAMAGE"] if damaged else []


def _burns(claim: Json) -> bool:
    """Whether a claim's own word is one of burning."""
    return bool(_DAMAGED.search(claim["trigger"]["text"].upper()))
