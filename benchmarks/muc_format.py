"""Templates of MUC-4 as files hold them: slots, alternatives, optional fills, references.

The form is that of the corpus's ``template-doc-part1.v7``: one slot a line, more fills of a slot on
lines of their own, ``/`` between alternatives of one fill, ``?`` before an optional fill, ``:``
before what a fill refers to, ``-`` for an empty slot and ``*`` for one that does not apply.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

# Slots 2 to 24 by the names that the official scorer prints.
SLOTS = (
    *("inc-date", "inc-loc", "inc-type", "inc-stage", "inc-instr-id", "inc-instr-type"),
    *("perp-inc-cat", "perp-ind-id", "perp-org-id", "perp-org-conf"),
    *("phys-tgt-id", "phys-tgt-type", "phys-tgt-num", "phys-tgt-nation", "phys-tgt-effect"),
    "phys-tgt-total-num",
    *("hum-tgt-name", "hum-tgt-desc", "hum-tgt-type", "hum-tgt-num", "hum-tgt-nation"),
    *("hum-tgt-effect", "hum-tgt-total-num"),
)
LABELS = (
    *("INCIDENT: DATE", "INCIDENT: LOCATION", "INCIDENT: TYPE", "INCIDENT: STAGE OF EXECUTION"),
    *("INCIDENT: INSTRUMENT ID", "INCIDENT: INSTRUMENT TYPE", "PERP: INCIDENT CATEGORY"),
    *("PERP: INDIVIDUAL ID", "PERP: ORGANIZATION ID", "PERP: ORGANIZATION CONFIDENCE"),
    *("PHYS TGT: ID", "PHYS TGT: TYPE", "PHYS TGT: NUMBER", "PHYS TGT: FOREIGN NATION"),
    *("PHYS TGT: EFFECT OF INCIDENT", "PHYS TGT: TOTAL NUMBER"),
    *("HUM TGT: NAME", "HUM TGT: DESCRIPTION", "HUM TGT: TYPE", "HUM TGT: NUMBER"),
    *("HUM TGT: FOREIGN NATION", "HUM TGT: EFFECT OF INCIDENT", "HUM TGT: TOTAL NUMBER"),
)
STRINGS = frozenset(
    ("inc-instr-id", "perp-ind-id", "perp-org-id", "phys-tgt-id", "hum-tgt-name", "hum-tgt-desc")
)
_PLAIN = frozenset(("inc-date", "inc-loc"))

# Slashes between alternatives, not those within parentheses.
_ALTERNATIVES = re.compile(r"\s/\s(?![A-Z /]*\))")
_TYPES = re.compile(r"\(([A-Z ]+/[A-Z /]+)\)")
_NUMBERED = re.compile(r"(\d{1,2})\.\s")


@dataclass(frozen=True, slots=True)
class Fill:
    """One fill: its alternatives and, where it refers to another slot's fill, that one's."""

    values: tuple[str, ...]
    refs: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """One incident of one message."""

    message: str
    number: str
    optional: bool = False
    slots: dict[str, tuple[Fill, ...]] = field(default_factory=dict)

    def fills(self, slot: str) -> tuple[Fill, ...]:
        """The fills of a slot, none where it is empty or does not apply."""
        return self.slots.get(slot, ())


def fill(value: str, *refs: str) -> Fill:
    """A fill as a system makes it: one value, without alternatives."""
    return Fill((value,), refs)


def read_templates(text: str) -> list[Template]:
    """The templates of a key or response file; a message without one gives none."""
    found: list[Template] = []
    for rows in _blocks(text):
        number = rows[1][0] if rows.get(1) else "*"
        if number.startswith("*"):
            continue
        if not rows[0][0]:
            raise SystemExit("a template without a message's id")
        message = rows[0][0].split()[0]
        slots = {
            slot: tuple(_fill(one, slot) for one in _whole(rows.get(place, [])))
            for place, slot in enumerate(SLOTS, start=2)
        }
        slots = {slot: fills for slot, fills in slots.items() if fills}
        found.append(Template(message, number.split()[0], "OPTIONAL" in number, slots))
    return found


def _blocks(text: str) -> Iterator[dict[int, list[str]]]:
    rows: dict[int, list[str]] = {}
    place = None
    for line in text.splitlines():
        if line.lstrip().startswith(";"):
            continue
        numbered = _NUMBERED.match(line)
        if numbered:
            place = int(numbered[1])
            if place > len(SLOTS) + 1 or (place and not rows):
                raise SystemExit(f"not a line of a MUC-4 template: {line.strip()}")
            if place == 0:
                if rows:
                    yield rows
                rows = {}
            label = LABELS[place - 2] if place >= 2 else ("MESSAGE: ID", "MESSAGE: TEMPLATE")[place]
            rest = line[numbered.end() :].strip()
            rows[place] = [rest[len(label) :].strip()]
        elif line.strip() and place is not None:
            rows[place].append(line.strip())
    if rows:
        yield rows


def _whole(lines: Sequence[str]) -> list[str]:
    """The fills of a slot; a line within quotation marks goes on with the next one."""
    made: list[str] = []
    for line in lines:
        if made and _pieces(made[-1])[1]:
            made[-1] = f"{made[-1]} {line}"
        else:
            made.append(line)
    return [one for one in made if one and one not in ("-", "*")]


def _fill(text: str, slot: str) -> Fill:
    if slot in _PLAIN:
        values = [one for row in _ALTERNATIVES.split(text) for one in _types(row.strip())]
        optional = any(one.startswith("?") for one in values)
        plain = tuple(_unwrapped(one.lstrip("? ")) for one in values)
        return Fill(tuple(" ".join(one.upper().split()) for one in plain), (), optional)
    halves, _ = _pieces(text)
    optional = any(one.startswith("?") for half in halves for one in half)
    told = [tuple(_value(one) for one in half if one.strip(" ?()")) for half in halves]
    return Fill(told[0], told[1] if len(told) > 1 else (), optional)


def _types(place: str) -> list[str]:
    """A place once for each of its types: "LIMA (CITY / DEPARTMENT)"."""
    found = _TYPES.search(place)
    if found is None:
        return [place]
    return [_TYPES.sub(f"({one.strip()})", place, count=1) for one in found[1].split("/")]


def _unwrapped(text: str) -> str:
    """An alternative without the parentheses around it; those of a place's type stay."""
    if text.startswith("(") and text.endswith(")") and text.count("(") == text.count(")"):
        return text[1:-1].strip()
    return text


def _value(text: str) -> str:
    plain = text.strip(" ?")
    plain = plain.strip("()").strip()
    if plain.startswith('"'):
        plain = plain[1:-1] if plain.endswith('"') and len(plain) > 1 else plain[1:]
    return " ".join(plain.replace('\\"', '"').strip('" ').upper().split())


def _pieces(text: str) -> tuple[list[list[str]], bool]:
    """The alternatives before and after the colon, and whether a quotation is still open."""
    halves: list[list[str]] = [[""]]
    inside = False
    place = 0
    while place < len(text):
        sign = text[place]
        step = 2 if sign == "\\" else 1
        if sign == '"' and not (inside and _is_inner(text, place)):
            inside = not inside
        if not inside and sign == "/":
            halves[-1].append("")
        elif not inside and sign == ":" and len(halves) == 1:
            halves.append([""])
        else:
            halves[-1][-1] += text[place : place + step]
        place += step
    return [[one.strip() for one in half] for half in halves], inside


def _is_inner(text: str, place: int) -> bool:
    """Whether a quotation mark within a quotation does not end it: keys leave some unescaped."""
    rest = text[place + 1 :].lstrip()
    return bool(rest) and rest[0] not in "/:)"


def write_template(one: Template) -> str:
    """A template as a response file holds it."""
    lines = [f"{'0.  MESSAGE: ID':<36}{one.message}", f"{'1.  MESSAGE: TEMPLATE':<36}{one.number}"]
    for place, (slot, label) in enumerate(zip(SLOTS, LABELS, strict=True), start=2):
        told = [_written(row, slot) for row in one.fills(slot)] or ["-"]
        head = f"{f'{place}.':<4}{label}"
        lines += [f"{head if not row else '':<36}{text}" for row, text in enumerate(told)]
    return "\n".join(lines) + "\n"


def _written(one: Fill, slot: str) -> str:
    quoted = [f'"{value}"' if slot in STRINGS else value for value in one.values]
    refs = " / ".join(f'"{value}"' for value in one.refs)
    return " / ".join(quoted) + (f": {refs}" if refs else "")
