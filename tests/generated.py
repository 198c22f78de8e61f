"""Makes reports on a dozen conflicts from sentences with slots, the same ones for the same seed."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from fogline.knowledge.actors import load_actor_tables
from tests.swap import fit_articles, leaders


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Two sides by state code or group slug, and names of the ground, which stay as they are."""

    one: str
    other: str
    towns: tuple[str, ...]
    groups: bool = False
    article: str = ""

    def __str__(self) -> str:
        return f"{self.one}-{self.other}"


CONFLICTS = (
    Conflict(one="RU", other="UA", towns=("Kupiansk", "Vovchansk", "Zorya")),
    Conflict(one="IL", other="IR", towns=("Haifa", "Natanz", "Dezful")),
    Conflict(one="IN", other="PK", towns=("Poonch", "Sialkot", "Uri")),
    Conflict(one="AM", other="AZ", towns=("Shusha", "Goris", "Lachin")),
    Conflict(one="RW", other="BI", towns=("Bukavu", "Uvira", "Cyangugu")),
    Conflict(one="ET", other="ER", towns=("Badme", "Zalambessa", "Humera")),
    Conflict(one="SD", other="TD", towns=("Tine", "Adre", "El Geneina")),
    Conflict(one="TH", other="KH", towns=("Surin", "Samraong", "Sisaket")),
    Conflict(one="RS", other="XK", towns=("Leposavic", "Zvecan", "Raska")),
    Conflict(one="VE", other="CO", towns=("Cucuta", "Arauca", "Apure")),
    Conflict(one="KP", other="KR", towns=("Yeonpyeong", "Wonsan", "Paju")),
    Conflict(one="hamas", other="hezbollah", towns=("Tyre", "Sidon", "Metula"), groups=True),
    Conflict(
        one="m23",
        other="fdlr",
        towns=("Goma", "Rutshuru", "Sake"),
        groups=True,
        article="the ",
    ),
    Conflict(
        one="syrian-democratic-forces",
        other="syrian-national-army",
        towns=("Manbij", "Raqqa", "Kobani"),
        groups=True,
        article="the ",
    ),
    Conflict(
        one="eln",
        other="farc",
        towns=("Arauca", "Tame", "Saravena"),
        groups=True,
        article="the ",
    ),
)  # fmt: skip

# {a} and {b} are the sides; _adj, _men (plural), _cap, _head (a leader's surname) what belongs to
# them. {t}, {u} are towns, {n}, {m} numbers, {day} a weekday.
OF_ALL = (
    "{A} said on {day} that its forces had captured {t} after three days of fighting.",
    "{A} has claimed control of the village of {t} for the first time.",
    "{B} denied that it had lost {t} and said that its troops were holding their positions.",
    "{A} accused {b} of shelling {t}, killing {n} civilians and wounding {m}.",
    "{B} has not responded to the accusation.",
    "{B} rejected the claim as false.",
    "Neither {a} nor {b} has commented on the reports.",
    "Both {a} and {b} have accused each other of breaking the ceasefire.",
    "{A} and {b} agreed on {day} to exchange {n} prisoners next week.",
    "At least {n} people were killed when {b} fired rockets at {t}, according to doctors.",
    "{A} demanded that {b} withdraw from {t} by the end of the month.",
    "{B} refused {a}'s demand to pull back its fighters.",
    "{A} warned that it would strike {b} again if the attacks did not stop.",
    "\"We will never leave {t},\" a spokesman for {a} said.",
    "A spokesman for {b} told reporters that {a}'s losses were \"heavy\".",
    "According to {a}, {b} launched {n} drones at {t} overnight, and {m} of them were shot down.",
    "{A}'s fighters entered {t} from the east, residents said.",
    "The bodies of {n} fighters were handed over to {b} on {day}.",
    "{B} said {a} had threatened to escalate the conflict unless it gave up {t}.",
    "Analysts said the loss of {t} would be a setback for {b}.",
    "The attack was blamed on {a}, which denied any role.",
    "More than {n} people have fled {t} since {a} and {b} resumed fighting in March.",
    "{A} claimed responsibility for the bombing in {u}.",
    "Talks between {a} and {b} in Geneva ended on {day} without an agreement.",
    "The United Nations urged {a} and {b} to show restraint.",
    "{A} offered to open a corridor for civilians near {u}, but {b} dismissed the offer.",
    "{B}, which has held {t} since 2021, promised to answer \"any aggression\" by {a}.",
    "It was not clear whether {a} or {b} had fired first.",
    "An attack by {b} on {u} killed {n} people, including {m} children.",
)  # fmt: skip
OF_STATES = (
    "{A_adj} troops crossed the border near {t} early on {day}.",
    "The {b_adj} army said it had destroyed {n} {a_adj} tanks in the past week.",
    "{A}'s defence ministry said {b_adj} artillery hit a school in {t}, killing {n} children.",
    "{B}'s foreign ministry summoned the {a_adj} ambassador in protest.",
    "Officials in {a_cap} said that {b_cap} had broken its promise.",
    "{A_cap} blames {b_cap} for the collapse of the talks.",
    "{A_cap} insists that {t} is {a_adj} territory, a claim {b_cap} has consistently rejected.",
    "The {a_adj} air force bombed a bridge at {u}, the {b_adj} interior ministry said.",
    "{A_head} accused {b} of \"state terrorism\" and urged its allies to cut off arms.",
    "In a speech on {day}, {b_head} said that {a} would pay for the attack. He gave no details.",
    "Two {a_adj} soldiers and {n} {b_adj} border guards were killed in the clash.",
    "A {a_adj} official, who asked not to be named, said the {b_adj} advance had been stopped.",
    "{A_adj}-backed militants took {t}, and {b_adj} officials reported {n} dead.",
    "{B_adj} forces shot down a {a_adj} drone over {u}, state television reported.",
    "{A} and {b} expelled each other's diplomats.",
    "The presidents of {a} and {b} spoke by telephone on {day}.",
    "\"The {b_adj} side has violated the truce {n} times,\" {a}'s defence ministry said.",
    "{A_cap} has imposed sanctions on {n} {b_adj} companies.",
    "The {a_adj} government said it had no knowledge of any {b_adj} prisoners being held in {t}.",
    "{A_adj} citizens were told to leave {b_cap} at once.",
    "{B_adj} police arrested {n} people who were accused of spying for {a}.",
    "The {a_adj} military released footage that it said showed {b_adj} positions burning near {u}.",
    "{A} sent reinforcements to {t} after {b_adj} shelling left {n} homes without power.",
    "The {a_adj} Air Force said it had hit two depots, and the {b_adj} Navy denied losing a ship.",
    "The {a_adj} Armed Forces accused the {b_adj} Armed Forces of shelling a school on {day}.",
    "The {a_adj} Army killed {n} {b_adj} Army soldiers, officials said.",
    "The {a_adj} National Guard and the {b_adj} Border Guard exchanged fire, killing {n} people.",
    "The {a_adj} Security Forces said that the {b_adj} Coast Guard had fired on a boat.",
    "Ships of the Navy of {a} were seen near {t}, the General Staff of {b} said.",
)  # fmt: skip
OF_MEN = (
    "{A_men} and {b_men} have fought over {t} for decades.",
    '"The {b_men} came at dawn," said a shopkeeper in {t}.',
    "Thousands of {a_men} protested in {a_cap} against the war with {b}.",
    "The {a_men} said they had repelled an assault on {u}.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def make_report(conflict: Conflict, seed: int, *, sentences: int = 12, towns: bool = True) -> str:
    """A report of so many sentences on a conflict, one to three in a paragraph.

    Without ``towns`` it names no place but the two states and their capitals.
    """
    chance = random.Random(f"{conflict} {seed}")
    words = _words(conflict)
    slots = words.keys() | {"n", "m", "day"} | ({"t", "u"} if towns else set())
    usable = [t for t in (*OF_ALL, *OF_STATES, *OF_MEN) if _fields(t) <= slots]
    chosen = chance.sample(usable, min(sentences, len(usable)))
    told = [_sentence(template, words, conflict, chance) for template in chosen]
    if conflict.groups:
        told.insert(0, _introduction(conflict))
    paragraphs: list[str] = []
    while told:
        count = chance.choice((1, 2, 3))
        paragraphs.append(" ".join(told[:count]))
        del told[:count]
    return "\n\n".join(paragraphs) + "\n"


def _introduction(conflict: Conflict) -> str:
    """Both groups by their full names, which the short ones need beside them."""
    entries = load_actor_tables().entries
    one, other = (entries[f"group:{slug}"].name for slug in (conflict.one, conflict.other))
    article = conflict.article
    return f"Fighting between {article}{one} and {article}{other} has flared up again."


def _fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def _sentence(
    template: str, words: Mapping[str, str], conflict: Conflict, chance: random.Random
) -> str:
    town, other = chance.sample(conflict.towns, 2)
    text = template.format(
        **words,
        t=town,
        u=other,
        n=chance.randint(4, 60),
        m=chance.randint(2, 30),
        day=chance.choice(_DAYS),
    )
    return fit_articles(text[0].upper() + text[1:], words.values())


def _words(conflict: Conflict) -> dict[str, str]:
    """The words for the slots that both sides have."""
    sides = (conflict.one, conflict.other)
    heads = (None, None) if conflict.groups else leaders(*sides)
    found: dict[str, str] = {}
    for slot, side, head in zip("ab", sides, heads, strict=True):
        own = _group(side, conflict.article) if conflict.groups else _state(side)
        if head:
            own["_head"] = head
        for part, word in own.items():
            found[slot + part] = word
            found[slot.upper() + part] = word
    shared = {key[1:] for key in found if key[0] == "a"} & {k[1:] for k in found if k[0] == "b"}
    return {key: word for key, word in found.items() if key[1:] in shared}


def _group(slug: str, article: str) -> dict[str, str]:
    tables = load_actor_tables()
    key = f"group:{slug}"
    short = next(
        (
            surface
            for surface, senses in tables.names.items()
            if surface.isupper() and senses and senses[0].entry.key == key
        ),
        tables.entries[key].name,
    )
    return {"": article + short}


def _state(code: str) -> dict[str, str]:
    state = load_actor_tables().states[code]
    found = {
        "": state.name.removeprefix("the "),
        "_adj": state.adjectives[0],
        "_cap": state.capitals[0],
    }
    if state.plurals:
        found["_men"] = state.plurals[0]
    return found
