"""Writes ``docs/ontology.md`` from the ontology, so that the page cannot go stale."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from fogline.knowledge.ontology import ClaimType, Counterpart, Crosswalk, Mode, Ontology
from fogline.knowledge.ontology.examples import load_examples
from fogline.records.claim import AcledCode

_INTRODUCTION = """\
# What a claim can be about

Every claim has a `type` and, where the words allow it, a `mode`. The first sixteen types are
[PLOVER](https://github.com/openeventdata/PLOVER)'s; the others, and the modes that PLOVER does not
list, are Fogline's own. Each has a definition, three examples, one sentence that looks alike but is
something else, and its counterparts in PLOVER, CAMEO, ACLED (event type and sub-event type), UCDP
GED (1 state-based, 2 non-state, 3 one-sided) and HXL. The examples are invented, or well-known
facts in our own words.

The page is written from `src/fogline/resources/ontology.yml` and `ontology_examples.yml`; change
those and run

    python -m fogline.knowledge.ontology.page > docs/ontology.md

A dash with a number says that there is no counterpart, or that it depends on the parties; the note
below the table tells why. A condition on a party holds when the kind of at least one of its actors
is known, and every known kind is in the group:
"""


def render_ontology(ontology: Ontology) -> str:
    """The whole page, in Markdown, ending in a newline."""
    parts = [_INTRODUCTION, _groups(ontology), "## Types\n", _contents(ontology)]
    parts += [_section(each) for each in ontology.types]
    return "\n".join(parts)


def _groups(ontology: Ontology) -> str:
    named = ((name, kinds) for name, kinds in ontology.groups.items() if name != "known")
    return "".join(
        f"- *{name}*: {', '.join(f'`{kind}`' for kind in sorted(kinds))}\n" for name, kinds in named
    )


def _contents(ontology: Ontology) -> str:
    rows = [
        (f"[`{each.name}`](#{each.name.lower()})", each.definition, str(len(each.modes)))
        for each in ontology.types
    ]
    return _table(("type", "definition", "modes"), rows)


def _section(claim_type: ClaimType) -> str:
    peace = "" if claim_type.war else "Not war: a filter can drop it.\n\n"
    entries: list[tuple[str, ClaimType | Mode]] = [("*itself*", claim_type)]
    entries += [(f"`{mode.name}`", mode) for mode in claim_type.modes]
    notes: list[str] = []
    codes = [(label, *_codes(entry.crosswalk, notes)) for label, entry in entries]
    meanings = [
        (label, entry.definition, *_sentences(claim_type, entry)) for label, entry in entries
    ]
    numbered = "".join(f"{number}. {note}\n" for number, note in enumerate(notes, start=1))
    return (
        f"## {claim_type.name}\n\n{claim_type.definition}\n\n{peace}"
        + _table(("mode", "definition", "examples", "but not"), meanings)
        + "\n"
        + _table(("mode", "PLOVER", "CAMEO", "ACLED", "UCDP", "HXL"), codes)
        + (f"\n{numbered}" if numbered else "")
    )


def _sentences(claim_type: ClaimType, entry: ClaimType | Mode) -> tuple[str, str]:
    mode = None if entry is claim_type else entry.name
    examples = load_examples()[claim_type.name, mode]
    return "<br>".join(examples.sentences), examples.counter


def _codes(walk: Crosswalk, notes: list[str]) -> Iterator[str]:
    yield _cell(walk.plover, notes, _code)
    yield _cell(walk.cameo, notes, _code)
    yield _cell(walk.acled, notes, _acled)
    yield _cell(walk.ucdp, notes, str)
    yield _cell(walk.hxl, notes, _code)


def _cell(
    options: tuple[Counterpart[Any], ...], notes: list[str], show: Callable[[Any], str]
) -> str:
    if len(options) == 1 and options[0].value is not None:
        return show(options[0].value)
    note = "; ".join(_alternative(option, show) for option in options)
    if note not in notes:
        notes.append(note)
    return f"– ({notes.index(note) + 1})"


def _alternative(option: Counterpart[Any], show: Callable[[Any], str]) -> str:
    outcome = option.reason if option.value is None else show(option.value)
    parties = (("actor", option.actor), ("recipient", option.recipient))
    conditions = [f"{role} *{group}*" for role, group in parties if group]
    return f"{' and '.join(conditions)}: {outcome}" if conditions else str(outcome)


def _code(value: str) -> str:
    return f"`{value}`"


def _acled(code: AcledCode) -> str:
    return f"{code.event_type}: {code.sub_event_type}"


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    import sys

    from fogline.knowledge.ontology import load_ontology

    sys.stdout.write(render_ontology(load_ontology()))
