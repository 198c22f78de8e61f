"""What the set fills of MUC-4 mean in words: heads of noun phrases and their categories.

The categories and the kinds of things in them are those of the corpus's ``template-doc-part1.v7``
and ``template-doc-part2.v7``; the words, here and in
``muc-words.yml``, are general vocabulary, collected on dev, tst1 and tst2.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import yaml


def _read() -> dict[str, Any]:
    path = Path(__file__).with_name("muc-words.yml")
    told: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return told


_LISTS = _read()
THINGS = {word: kind for kind, words in _LISTS["things"].items() for word in words.split()}


def words_of(name: str) -> frozenset[str]:
    """One of the lists of words."""
    return frozenset(_LISTS[name].split())


# Qualifying words that tell more than the head does.
_QUALIFIED = (
    (r"\b(?:EMBASSY|CONSULATE|AMBASSADOR|DIPLOMAT)", "DIPLOMAT OFFICE OR RESIDENCE"),
    (r"\bBANK\b|\bFINANC|\bSAVINGS\b", "FINANCIAL"),
    (r"\bPOLICE\b|\bCARABINERO", "LAW ENFORCEMENT FACILITY"),
    (r"\bELECTRIC|\bPOWER\b|\bOIL\b|\bENERGY\b|\bGAS (?:STATION )?PIPE|\bPETROL", "ENERGY"),
    (r"\bTELEPHONE|\bRADIO\b|\bTELEVISION\b|\bNEWSPAPER|\bTELECOM|\bNEWS\b", "COMMUNICATIONS"),
    (r"\bGOVERNMENT|\bMINIST(?:RY|ER)|\bPRESIDENTIAL|\bMAYOR|\b(?:TOWN|CITY) HALL|\bMUNICIPAL",
     "GOVERNMENT OFFICE OR RESIDENCE"),
    (r"\bPARTY\b|\bUNION\b|\bASSOCIATION\b|\bFEDERATION\b|\bCOMMITTEE\b", "ORGANIZATION OFFICE"),
    (r"\b(?:GAS|SERVICE) STATION", "COMMERCIAL"),
    (r"\bPOLITICIAN|\bCONGRESSMAN|\bDEPUTY|\bSENATOR|\bCANDIDATE",
     "POLITICAL FIGURE OFFICE OR RESIDENCE"),
)  # fmt: skip
_KEEP = frozenset(("TRANSPORT VEHICLE", "TRANSPORTATION ROUTE", "TRANSPORTATION FACILITY"))

# People, by any word of the phrase; the first that fits.
_PEOPLE = (
    (r"\b(?:BODYGUARD|ESCORT|WATCHM[AE]N|SECURITY (?:GUARD|AGENT|PERSONNEL|OFFICER)|GUARD)S?\b",
     "SECURITY GUARD"),
    (r"\b(?:FORMER|EX|RETIRED)\b.*\b(?:GENERAL|COLONEL|COMMANDER|OFFICER|SOLDIER|CAPTAIN|MAJOR)",
     "FORMER ACTIVE MILITARY"),
    (r"\b(?:FORMER|EX)\b.*\b(?:MINISTER|PRESIDENT|MAYOR|GOVERNOR|AMBASSADOR|OFFICIAL)",
     "FORMER GOVERNMENT OFFICIAL"),
    (r"\b(?:POLICE|POLICEM[AE]N|PATROLM[AE]N|CARABINERO|DETECTIVE)", "LAW ENFORCEMENT"),
    (r"\b(?:JUDGE|MAGISTRATE|LAWYER|ATTORNEY|PROSECUTOR|JUSTICE|JUDICIAL)", "LEGAL OR JUDICIAL"),
    (r"\b(?:AMBASSADOR|DIPLOMAT|CONSUL|ATTACHE|EMBASSY)", "DIPLOMAT"),
    (r"\b(?:MINISTER|MAYOR|GOVERNOR|COUNCILM[AE]N|GOVERNMENT OFFICIAL|OFFICIAL|PREFECT|COUNCILOR"
     r"|VICE PRESIDENT|AUTHORIT)", "GOVERNMENT OFFICIAL"),
    (r"\b(?:CANDIDATE|SENATOR|CONGRESSM[AE]N|DEPUT(?:Y|IES)|POLITICIAN|POLITICAL|PARTY|LEADER"
     r"|UNION PRESIDENT|SECRETARY GENERAL)", "POLITICAL FIGURE"),
    (r"\b(?:SOLDIER|SERGEANT|LIEUTENANT|COLONEL|CAPTAIN|MAJOR|TROOP|MARINE|OFFICER|GENERAL"
     r"|MILITARY|ARMY|CORPORAL)", "ACTIVE MILITARY"),
)  # fmt: skip
_KIN = words_of("kin")
_HUMAN = re.compile(
    r"\b(?:PERSON|PEOPLE|CIVILIAN|CHILD|CHILDREN|WOM[AE]N|MAN|MEN|BOY|GIRL|PEASANT|FARMER|WORKER"
    r"|EMPLOYEE|STUDENT|TEACHER|PROFESSOR|PRIEST|JESUIT|NUN|BISHOP|CLERGY\w*|MISSIONAR\w+|MAID|COOK"
    r"|SERVANT|SON|DAUGHTER|WIFE|HUSBAND|BROTHER|SISTER|FATHER|MOTHER|RELATIVE|FAMILY|JOURNALIST"
    r"|REPORTER|NEWSM[AE]N|PHOTOGRAPHER|EDITOR|DIRECTOR|MANAGER|BUSINESSM[AE]N|INDUSTRIALIST"
    r"|RANCHER|DRIVER|PILOT|PASSENGER|TOURIST|CITIZEN|RESIDENT|VILLAGER|INHABITANT|PASSERBY"
    r"|PASSERSBY|MEMBER|ACTIVIST|UNIONIST|ECONOMIST|ENGINEER|DOCTOR|NURSE|TECHNICIAN|MISSIONARY"
    r"|INDIAN|REFUGEE|VICTIM|HOSTAGE|BYSTANDER|INTELLECTUAL|RELIGIOUS|CONSULTANT|ADVISER|LABORER"
    r"|DEAD|WOUNDED|CASUALT(?:Y|IE)|INDIVIDUAL|AMERICAN|CREW|COMPANION|NEIGHBOR|YOUTH|CIVIC"
    r"|HOUSEWI[FV]E|MERCHANT|VENDOR|OWNER|HUMAN|PATIENT|BROADCASTER|CORRESPONDENT|EXECUTIVE)S?\b"
)
# Perpetrators in general, and state forces.
BANDS = re.compile(
    r"\b(?:GUERR?ILLAS?|REBELS?|TERRORISTS?|SUBVERSIVES?|INSURGENTS?|EXTREMISTS?|COMMANDOS?|GUNM[AE]N"
    r"|ASSASSINS?|KILLERS?|ATTACKERS?|ASSAILANTS?|HITM[AE]N|TRAFFICKERS?|CARTEL|MAFIA|SQUADS?"
    r"|CRIMINALS?|KIDNAPPERS?|(?:ARMED|HOODED|UNIDENTIFIED|UNKNOWN) (?:MEN|INDIVIDUALS|PERSONS"
    r"|PEOPLE|MAN|INDIVIDUAL|SUBJECTS|GROUP|YOUTHS)|PARAMILITAR\w+|MURDERERS?|COLUMN|FIGHTERS?"
    r"|URBAN FRONT|INDIVIDUALS?|SICARIOS?|BANDITS?|NARCO\w*|CONTRAS?)\b"
)
FORCES = re.compile(
    r"\b(?:SOLDIERS?|TROOPS?|ARMY|ARMED FORCES|MILITARY|POLICE\w*|AIR FORCE|NATIONAL GUARD"
    r"|BATTALION|BRIGADE|GOVERNMENT|COLONELS?|LIEUTENANTS?|OFFICERS?|PATROLS?|SECURITY FORCES"
    r"|AGENTS?)\b"
)
FIGHTERS = re.compile(rf"{BANDS.pattern}|\b(?:SOLDIERS?|TROOPS?|FMLN|ELN|FARC|EPL|CONTRAS?)\b")

# Instruments by phrase, the more exact before the general.
INSTRUMENTS = (
    (re.compile(r"\b(?:CAR|TRUCK|BUS|VEHICLE)[ -]?BOMBS?\b"), "VEHICLE BOMB"),
    (re.compile(r"\b(?:[\d.]+ (?:KG|KILOS?|KILOGRAMS|POUNDS|STICKS) OF )?DYNAMITE"
                r"(?: (?:CHARGES?|STICKS?|ATTACKS?))?\b"), "DYNAMITE"),
    (re.compile(r"\bMOLOTOV (?:COCKTAILS?|BOMBS?)\b"), "MOLOTOV COCKTAIL"),
    (re.compile(r"\b(?:HAND |FRAGMENTATION )?GRENADES?\b"), "GRENADE"),
    (re.compile(r"\b(?:LAND ?)?MINES?\b(?! (?:WORKER|UNION))"), "MINE"),
    (re.compile(r"\bBOMBS?\b"), "BOMB"),
    (re.compile(r"\bEXPLOSIVE (?:DEVICES?|CHARGES?)\b|\bEXPLOSIVES\b"), "EXPLOSIVE"),
    (re.compile(r"\bROCKETS?\b"), "ROCKET"),
    (re.compile(r"\bMISSILES?\b"), "MISSILE"),
    (re.compile(r"\bMORTARS?\b"), "MORTAR"),
    (re.compile(r"\b(?:SUB-?)?MACHINE ?-?GUNS?\b(?! ?NED)|\bAUTOMATIC WEAPONS?\b"), "MACHINE GUN"),
    (re.compile(r"\b(?:ASSAULT )?RIFLES?\b|\bAK-47\b|\bM-16\b"), "RIFLE"),
    (re.compile(r"\bPISTOLS?\b|\bREVOLVERS?\b"), "HANDGUN"),
    (re.compile(r"\b(?:KNIVES|KNIFE|MACHETES?|AXE?)\b"), "CUTTING DEVICE"),
    (re.compile(r"\b(?:BULLETS?|FIREARMS?|GUNS?|SHOTGUNS?)\b"), "GUN"),
)  # fmt: skip
# Deeds that tell the kind of instrument without naming one.
DEEDS = (
    (re.compile(r"\bMACHINE-?GUNNED\b"), "MACHINE GUN"),
    (re.compile(r"\bSHOT\b|\bGUNNED\b|\bSHOTS\b|\bSHOOTING\b|\bFIRED (?:AT|ON|UPON)\b|\bGUNFIRE\b"),
     "GUN"),
)  # fmt: skip

# Words before a name that are no part of it.
TITLES = words_of("titles")
_NUMBERS = {word: place for place, word in enumerate(_LISTS["numbers"].split(), start=1)}
_LEADING = re.compile(
    r"^(?:(?:A|AN|THE|THIS|THAT|THESE|THOSE|SOME|SEVERAL|MANY|ANOTHER|OTHER|ITS|HIS|HER|THEIR|OUR"
    r"|BOTH|AT LEAST|ABOUT|APPROXIMATELY|MORE THAN|OVER|NEARLY|ALMOST|ALL|MOST|\d[\d,.]*|"
    + "|".join(_NUMBERS)
    + r") )+"
)
_COUNT = re.compile(r"\b(\d[\d,]*|" + "|".join(_NUMBERS) + r")\b")
_PLURALS = words_of("plurals")


def without_leading(phrase: str) -> str:
    """A phrase without the articles, counts and pronouns before it."""
    return _LEADING.sub("", phrase)


def is_plural(core: str) -> bool:
    """Whether the head of a phrase is in the plural."""
    head = head_of(core)
    return head in _PLURALS or (head.endswith("S") and not head.endswith(("SS", "US", "QUARTERS")))


def number_in(words: str, core: str, quantity: dict[str, Any] | None) -> str:
    """How many a phrase tells, in MUC-4's form: 6, 6-, ~6, PLURAL."""
    if quantity is not None and quantity["low"] is not None:
        value = str(int(quantity["low"]))
        if quantity["high"] is None:
            return f"{value}-"
        return value if quantity["exact"] else f"~{value}"
    found = _COUNT.search(words)
    if found:
        return str(_NUMBERS.get(found[1], found[1].replace(",", "")))
    return "PLURAL" if is_plural(core) else "1"


def single(word: str) -> str:
    """A word's singular, as far as its ending tells."""
    if word.endswith("IES") and len(word) > 5:
        return word[:-3] + "Y"
    if word.endswith(("CHES", "SSES", "SHES", "BUSES")):
        return word[:-2]
    if word.endswith("S") and not word.endswith(("SS", "US", "QUARTERS", "BARRACKS")):
        return word[:-1]
    return word


def head_of(phrase: str) -> str:
    """The head of a noun phrase: its last word before what follows the noun."""
    core = re.split(r",| (?:OF|IN|AT|FROM|NEAR|ON|FOR|WITH|TO|WHO|WHICH|THAT|WHERE|WHOSE|LOCATED"
                    r"|BELONGING|BETWEEN) |[\[(]", phrase)[0]  # fmt: skip
    words = re.findall(r"[A-Z0-9'&.-]+", core)
    return words[-1].strip(".'") if words else ""


def thing_type(phrase: str) -> str | None:
    """The category of a physical target, or none where the phrase names no such thing."""
    head = single(head_of(phrase))
    kind = THINGS.get(head)
    if kind is None or kind in _KEEP:
        return kind
    return next((found for sign, found in _QUALIFIED if re.search(sign, phrase)), kind)


def person_type(phrase: str) -> str | None:
    """The category of a human target, or none where the phrase names no person."""
    if single(head_of(phrase)) in _KIN:
        return "CIVILIAN"
    found = next((kind for sign, kind in _PEOPLE if re.search(sign, phrase)), None)
    if found is not None:
        return found
    return "CIVILIAN" if _HUMAN.search(phrase) else None


_DETERMINERS = words_of("determiners")
_STOPS = _DETERMINERS | words_of("stops")
_TOKEN = re.compile(r"[A-Z0-9][A-Z0-9'&.-]*[A-Z0-9]|[A-Z0-9]|[^\sA-Z0-9]")


def phrases_in(text: str) -> list[tuple[str, str]]:
    """Noun phrases that name a thing or a person, each with the word before it."""
    found: list[tuple[str, str]] = []
    tokens = _TOKEN.findall(text.upper())
    for at, token in enumerate(tokens):
        follows = tokens[at + 1] if at + 1 < len(tokens) else ""
        heads = single(token) in THINGS or _HUMAN.fullmatch(token) is not None
        if heads and not (follows.isalnum() and follows not in _STOPS):
            start = _start(tokens, at)
            before = next((one for one in reversed(tokens[:start]) if one not in _DETERMINERS), "")
            found.append((before, " ".join(tokens[start : at + 1])))
    return found


def _start(tokens: list[str], at: int) -> int:
    start = at
    while start and at - start < 4 and tokens[start - 1] not in _STOPS:
        if not tokens[start - 1][0].isalnum():
            break
        start -= 1
    return start
