"""The words of made-up reports: conflicts, outlets, and sentences with the claims that they carry.

In a sentence ``{name}`` is a slot, ``{name:words}`` a slot with the words that fill it, and square
brackets stand around the content of a statement. The sides of a conflict are keys of the actor
tables: a state's code, or ``group:hamas``.
"""

from __future__ import annotations

from dataclasses import dataclass

from fogline.records.claim import Modality
from fogline.records.statement import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """One claim of a sentence.

    ``kind`` is TYPE or TYPE/mode, with ``*`` for the happening's own. ``at``, ``by``, ``to`` and
    ``counts`` name slots. ``speech``: the claim is the speaker's act. ``about``: it is about the
    first claim that the report makes of the happening.
    """

    kind: str
    at: str
    by: str | None = None
    to: str | None = None
    counts: tuple[str, ...] = ()
    negated: bool = False
    modality: Modality = Modality.ACTUAL
    speech: bool = False
    about: bool = False
    placed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence with slots, who says it, and its claims.

    ``holder`` is a role: narrator, doer, other, witness, official, assessor, world.
    """

    template: str
    holder: str
    claims: tuple[Made, ...]
    stance: Stance = Stance.ASSERTS


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sides, the countries whose ground it is fought over, and its share of the news."""

    one: str
    other: str
    grounds: tuple[str, ...]
    share: int


def _conflict(one: str, other: str, grounds: str, share: int) -> Conflict:
    return Conflict(one=one, other=other, grounds=tuple(grounds.split()), share=share)


CONFLICTS = (
    _conflict("RU", "UA", "UA", 24),
    _conflict("IL", "group:hamas", "PS", 14),
    _conflict("IL", "group:hezbollah", "LB", 6),
    _conflict("SD", "group:rsf-sudan", "SD", 8),
    _conflict("SY", "group:syrian-democratic-forces", "SY", 6),
    _conflict("IL", "IR", "IR", 4),
    _conflict("CD", "group:m23", "CD", 5),
    _conflict("MM", "group:arakan-army", "MM", 4),
    _conflict("YE", "group:houthis", "YE", 5),
    _conflict("SO", "group:al-shabaab", "SO", 4),
    _conflict("NG", "group:boko-haram", "NG", 3),
    _conflict("ML", "group:jnim", "ML", 3),
    _conflict("BF", "group:ansaroul-islam", "BF", 2),
    _conflict("PK", "group:ttp", "PK", 3),
    _conflict("AF", "group:is-khorasan", "AF", 2),
    _conflict("IN", "PK", "IN PK", 3),
    _conflict("AM", "AZ", "AM AZ", 2),
    _conflict("ET", "group:fano", "ET", 3),
    _conflict("TH", "KH", "TH KH", 2),
    _conflict("CO", "group:eln", "CO", 2),
    _conflict("RW", "CD", "CD", 2),
    _conflict("IQ", "group:islamic-state", "IQ", 3),
    _conflict("MZ", "group:al-shabab-mozambique", "MZ", 1),
    _conflict("TR", "group:pkk", "TR IQ", 2),
    _conflict("LY", "group:lna", "LY", 1),
    _conflict("XK", "RS", "XK", 1),
)

# Outlets of the tables, those that stand for a state among them, and some that no table knows.
AGENCIES = (
    "Reuters",
    "Associated Press",
    "Agence France-Presse",
    "TASS",
    "Xinhua",
    "Anadolu Agency",
    "Ukrinform",
    "SANA",
    "WAFA",
)
OUTLETS = (
    *("BBC", "Al Jazeera", "The Guardian", "CNN", "Kyiv Independent", "RIA Novosti", "IRNA"),
    *("The Times of Israel", "Haaretz", "Deutsche Welle", "France 24", "The New York Times"),
    *("Sudan Tribune", "Radio Dabanga", "Dawn", "The Hindu", "Premium Times", "Garowe Online"),
    *("Northern Courier", "Harbour Post", "The Evening Ledger", "Valley Monitor", "Hill Gazette"),
    *("Delta Observer", "The Long View", "Border Times", "Morning Register", "The Ridge Dispatch"),
)

STRIKES = {
    "missile": ("missiles hit", "a missile fired at"),
    "shelling": ("shelling hit", "shells fell on"),
    "airstrike": ("an air strike hit", "warplanes bombed"),
    "drone": ("drones struck", "a drone hit"),
    "car-bomb": ("a car bomb went off at", "a car bomb tore through"),
    "ied": ("a roadside bomb hit", "a planted bomb struck"),
    "ambush": ("an ambush struck", "gunmen ambushed"),
    "firearms": ("gunmen opened fire on", "shots were fired at"),
    "explosives": ("an explosion shook", "a blast hit"),
}
TARGETS = (
    *(
        "a market",
        "a school",
        "an apartment block",
        "a hospital",
        "a depot",
        "a bridge",
        "a convoy",
    ),
    *("a bus station", "a power plant", "a police post", "a row of shops", "a crossing point"),
)
MOVES = {
    "capture": ("captured", "took"),
    "enter": ("entered", "pushed into"),
    "reach": ("reached", "came up to"),
    "encircle": ("surrounded", "closed in on"),
}
NUMBERED = ("{n}", "at least {n}", "up to {n}", "more than {n}")


def _said(template: str, holder: str, *claims: Made, stance: Stance = Stance.ASSERTS) -> Sentence:
    return Sentence(template=template, holder=holder, claims=claims, stance=stance)


def _strike(by: str | None = "doer", counts: tuple[str, ...] = ()) -> Made:
    return Made(kind="ASSAULT/*", at="deed", by=by, counts=counts)


_DEAD = Made(kind="TOLL/killed", at="dead", counts=("n",))
_HURT = Made(kind="TOLL/wounded", at="hurt", counts=("m",))
_MOVE = Made(kind="ADVANCE/*", at="deed", by="doer", to="other")
_ALERT = Made(kind="MOBILIZE/alert", at="alert", by="other")

SENTENCES = {
    "strike": (
        _said("{deed} {target} in {place}, {dead:killing} {n} people.", "narrator",
              _strike(None, ("n",)), _DEAD),
        _said("{holder} {cue:said} [that {doer} {deed} {target} in {place} {time}, {dead:killing}"
              " {n} civilians and {hurt:wounding} {m}].", "other", _strike("doer", ("n",)), _DEAD,
              _HURT),
        _said("{holder} {cue:said} [{n} people had been {dead:killed} and {m} {hurt:wounded} when"
              " {deed} {target} in {place} {time}].", "official", _strike(None, ("n",)), _DEAD,
              _HURT),
        _said("[{deed} {target} in {place} {time}], {holder} {cue:said}, [and {n} people"
              " {dead:died}].", "witness", _strike(None), _DEAD),
        _said("{holder} {cue:denied} [that its forces had {deed:attacked} {target} in {place}].",
              "doer", _strike("doer"), stance=Stance.DENIES),
        _said("{holder} {cue:claimed responsibility for} [the {deed:attack} on {place} {time}].",
              "doer", _strike("doer")),
        _said("{holder} {quiet:has not commented} [on the attack in {place}].", "doer",
              Made(kind="SILENCE/no-response", at="quiet", by="holder", speech=True, about=True),
              stance=Stance.SILENT),
        _said("{holder} {cue:accused} {doer} of [a {deed:strike} on civilians in {place} that left"
              " {n} {dead:dead}].", "other",
              Made(kind="ACCUSE/war-crimes", at="cue", by="holder", to="doer", speech=True,
                   about=True), _strike("doer"), _DEAD, stance=Stance.ACCUSES),
        _said("{holder} {cue:reported} [that {n} of {m} incoming drones had been {deed:shot down}"
              " over {region} {time}].", "other",
              Made(kind="ASSAULT/intercept", at="deed", by="holder", counts=("n",))),
        _said("{holder} {cue:published} [{deed:pictures} that it says show the damage in {place}].",
              "assessor", Made(kind="EVIDENCE/images", at="deed", by="holder", about=True)),
        _said("{holder} {cue:called} [the strike on {place} a {deed:war crime}].", "world",
              Made(kind="ASSESSMENT/legality", at="deed", by="doer")),
    ),
    "ground": (
        _said("{doer} {deed} {place}, pushing out {other}.", "narrator", _MOVE),
        _said("{holder} {cue:announced} [that {doer} had {deed} {place} {time}].", "doer", _MOVE),
        _said("{holder} {cue:denied} [that {doer} had {deed} {place}].", "other", _MOVE,
              stance=Stance.DENIES),
        _said("{holder} {cue:said} [{other} had {left:withdrawn} from {place} {time}].", "official",
              Made(kind="RETREAT/withdraw", at="left", by="other")),
        _said("{holder} {cue:assessed} [that {doer} now {hold:holds} most of {place}].", "assessor",
              Made(kind="CONTROL/assessed", at="hold", by="doer")),
        _said("{holder} {cue:insisted} [that {place} remained under its {hold:control}].", "other",
              Made(kind="CONTROL/claimed", at="hold", by="holder")),
        _said("{holder} {cue:said} [there was heavy {deed:fighting} around {place} {time}].",
              "witness", Made(kind="ASSAULT/ground-clash", at="deed")),
        _said("{holder} {quiet:did not respond} [to questions about {place}].", "other",
              Made(kind="SILENCE/no-response", at="quiet", by="holder", speech=True, about=True),
              stance=Stance.SILENT),
        _said("{holder} {cue:warned} [that losing {place} would be a {deed:setback} for {other}].",
              "assessor", Made(kind="ASSESSMENT/setback", at="deed", by="other",
                               modality=Modality.POSSIBLE)),
        _said("{holder} {cue:said} [{n} people had {fled:fled} {place} {time}].", "world",
              Made(kind="TOLL/displaced", at="fled", counts=("n",))),
    ),
    "exchange": (
        _said("{doer} and {other} {deed:exchanged} {n} prisoners {time}.", "narrator",
              Made(kind="EXCHANGE/prisoners", at="deed", by="doer", to="other", counts=("n",),
                   placed=False)),
        _said("{holder} {cue:promised} [to {deed:hand over} {n} prisoners {due}].", "doer",
              Made(kind="COMMITMENT/EXCHANGE", at="deed", by="holder", counts=("n",),
                   modality=Modality.FUTURE, placed=False), stance=Stance.PROMISES),
        _said("{holder} {cue:said} [the {deed:exchange} would begin {due}].", "other",
              Made(kind="COMMITMENT/EXCHANGE", at="deed", by="holder", modality=Modality.FUTURE,
                   placed=False)),
        _said("{holder} {cue:blamed} [{doer} for the delay of the exchange].", "other",
              Made(kind="ACCUSE/obstruct", at="cue", by="holder", to="doer", speech=True,
                   about=True, placed=False), stance=Stance.ACCUSES),
        _said("{holder} {cue:confirmed} [that the {dead:bodies} of {n} soldiers had arrived].",
              "official", Made(kind="TOLL/bodies", at="dead", counts=("n",), placed=False)),
    ),
    "talks": (
        _said("{doer} and {other} {deed:held talks} in {place} {time}.", "narrator",
              Made(kind="CONSULT/talks", at="deed", by="doer", to="other")),
        _said("{holder} {cue:demanded} [a {deed:ceasefire} {due}].", "other",
              Made(kind="REQUEST/ceasefire", at="cue", by="holder", to="doer", speech=True,
                   placed=False), stance=Stance.DEMANDS),
        _said("{holder} {cue:rejected} [the demand to {left:withdraw} from {place}].", "doer",
              Made(kind="REJECT/withdraw", at="cue", by="holder", to="other", speech=True,
                   placed=False), stance=Stance.REJECTS),
        _said("{holder} {cue:said} [{doer} had {deed:agreed} to a truce {due}].", "world",
              Made(kind="AGREE/ceasefire", at="deed", by="doer", to="other", placed=False)),
        _said("{holder} {cue:threatened} [to {deed:retaliate} for any breach].", "doer",
              Made(kind="THREATEN/retaliate", at="cue", by="holder", to="other", speech=True,
                   placed=False), stance=Stance.THREATENS),
        _said("{holder} {cue:vowed} [{sent:to send} aid to {region} {due}].", "world",
              Made(kind="COMMITMENT/AID", at="sent", by="holder", modality=Modality.FUTURE),
              stance=Stance.PROMISES),
        _said("{holder} {cue:repeated} [that {region} was its {deed:own} territory].", "doer",
              Made(kind="SOVEREIGNTY/claimed", at="deed", by="holder")),
        _said("{holder} {cue:denied} [that it had {deed:broken} the truce].", "doer",
              Made(kind="ASSAULT/truce-violation", at="deed", by="holder"), stance=Stance.DENIES),
    ),
    # Any type and mode of the ontology; {deed} is its name.
    "any": (
        _said("{holder} {cue:reported} [{deed} by {doer} in {place} {time}].", "official",
              Made(kind="*/*", at="deed", by="doer")),
        _said("{holder} {cue:spoke} of [{deed} against {other} in {region}].", "doer",
              Made(kind="*/*", at="deed", to="other")),
        _said("There was {deed} in {place} {time}, and {other} put its forces on {alert:alert}.",
              "narrator", Made(kind="*/*", at="deed"), _ALERT),
    ),
}  # fmt: skip
# How often each kind of happening comes about.
KINDS = {"strike": 46, "ground": 24, "exchange": 5, "talks": 10, "any": 15}

# Of these an outlet makes a paragraph that it puts below all its reports on a conflict.
BACKGROUNDS = (
    "Neither {one} nor {other} lets reporters move freely near the front.",
    "Figures that {one} or {other} give can seldom be checked on the spot.",
    "Several rounds of talks between {one} and {other} have ended without a lasting truce.",
    "The conflict of {one} with {other} has driven whole districts from their homes.",
    "What is told by {one} and what is told by {other} often cannot both be true.",
    "Mediators have carried messages from {one} to {other} since the fighting began.",
    "Aid convoys wait for days until {one} and {other} both let them pass.",
    "A first truce of {one} and {other} held for less than a month.",
    "Both {one} and {other} hold prisoners whose number neither has made known.",
    "Ground has changed hands between {one} and {other} more than once this year.",
    "Schools on both sides of the line between {one} and {other} teach in cellars.",
    "The dispute that set {one} against {other} is older than most of its soldiers.",
    "Foreign envoys have met {one} and {other} apart, never in one room.",
    "Harvests failed twice in the districts that {one} and {other} fight over.",
)
