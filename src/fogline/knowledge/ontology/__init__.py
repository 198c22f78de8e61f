"""What a claim can be about, with the counterparts in other ontologies."""

from __future__ import annotations

from fogline.knowledge.ontology.tables import (
    ONTOLOGY_FILE,
    ClaimType,
    Counterpart,
    Crosswalk,
    Mode,
    Ontology,
    load_ontology,
    read_ontology,
)

__all__ = (
    "ONTOLOGY_FILE",
    "ClaimType",
    "Counterpart",
    "Crosswalk",
    "Mode",
    "Ontology",
    "load_ontology",
    "read_ontology",
)
