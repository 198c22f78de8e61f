"""The one place that reads settings and chooses backends."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from fogline import __version__
from fogline.ledger.filing import Filing
from fogline.ledger.ledger import Ledger
from fogline.store.sqlite import open_sqlite

if TYPE_CHECKING:
    from fogline.pipeline import Knowledge

LEDGER_FILE = "fogline.db"
# "off": statements are read by the rules alone, without the trained tagger.
TAGGER_SETTING = "FOGLINE_TAGGER"


def knowledge_of(environ: Mapping[str, str]) -> Knowledge:
    """Load all that reading needs; raises KnowledgeError, with the remedy, for what is missing."""
    from fogline.knowledge.gazetteer.file import gazetteer_path

    return _knowledge(gazetteer_path(environ), tagged=environ.get(TAGGER_SETTING) != "off")


@cache
def _knowledge(gazetteer: Path, *, tagged: bool) -> Knowledge:
    # Who only asks a ledger need not wait for the reader to be loaded.
    from fogline.extract.statements.lexicon import Lexicon
    from fogline.knowledge.actors import load_actor_tables
    from fogline.knowledge.actorwords import load_actor_words
    from fogline.knowledge.atlas import load_atlas
    from fogline.knowledge.cues import load_cues
    from fogline.knowledge.gazetteer.file import open_gazetteer
    from fogline.knowledge.ontology import load_ontology
    from fogline.knowledge.placemodel import load_place_model
    from fogline.knowledge.triggers import load_triggers
    from fogline.language.parse import load_parser
    from fogline.pipeline import Knowledge

    # Before the tagger, whose NumPy would else not be told how many threads it may take.
    parser = load_parser()
    tagger = None
    if tagged:
        from fogline.extract.statements.tagging import load_tagger

        tagger = load_tagger()
    return Knowledge(
        parser=parser,
        tables=load_actor_tables(),
        lexicon=Lexicon(cues=load_cues(), people=load_actor_words()),
        tagger=tagger,
        triggers=load_triggers(),
        ontology=load_ontology(),
        atlas=load_atlas(),
        gazetteer=open_gazetteer(gazetteer),
        placing=load_place_model(),
    )


def default_knowledge() -> Knowledge:
    """The knowledge that this process's environment asks for."""
    return knowledge_of(os.environ)


@cache
def default_filing() -> Filing:
    """What a ledger needs to know besides the reports."""
    return Filing(reader=f"fogline {__version__}")


def ledger_path(given: str | None, environ: Mapping[str, str]) -> Path:
    """The ledger's file: as given, else FOGLINE_LEDGER, else fogline.db in this folder."""
    return Path(given or environ.get("FOGLINE_LEDGER") or LEDGER_FILE)


def open_ledger(path: Path, *, create: bool) -> Ledger:
    """The ledger in a file; made if it is not there and may be. Raises LedgerError."""
    return Ledger(open_sqlite(path, create=create), default_filing())


def check_gazetteer() -> None:
    """Raise GazetteerError before any work is begun if the gazetteer cannot serve."""
    from fogline.knowledge.gazetteer.file import gazetteer_path, open_gazetteer

    open_gazetteer(gazetteer_path(os.environ))
