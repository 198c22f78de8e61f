"""The labels of deeds: every type of the ontology, and every type with a mode; 0 is no deed."""

from __future__ import annotations

from fogline.knowledge.ontology import load_ontology

NONE = "-"
# A token whose label is not told.
IGNORED = -1
LABELS = (
    NONE,
    *(
        label
        for kind in load_ontology().types
        for label in (kind.name, *(f"{kind.name}/{mode.name}" for mode in kind.modes))
    ),
)
_PLACE = {label: number for number, label in enumerate(LABELS)}


def label_of(kind: str, mode: str | None) -> int:
    """The number of a type and mode."""
    return _PLACE[f"{kind}/{mode}" if mode else kind]
