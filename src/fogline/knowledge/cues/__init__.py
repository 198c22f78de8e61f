"""The lexicon of attribution: which words say that somebody said something, and how.

The tables are ``resources/en/cues.yml``; the comments there explain every key. A cue is looked up
by lemma (verbs, nouns, adjectives) or found in a sentence's words (phrases, silences, hedges).
"""

from __future__ import annotations

from functools import cache

from fogline.knowledge.cues.lexicon import (
    Complement,
    CueFrame,
    CueLexicon,
    DoubtCue,
    Hit,
    HolderPlace,
    MediaTable,
    PhraseCue,
    SilenceCue,
    SilenceKind,
    WordCue,
)
from fogline.knowledge.cues.tables import RESOURCE, read_lexicon
from fogline.knowledge.resources import load_yaml

__all__ = [
    "Complement",
    "CueFrame",
    "CueLexicon",
    "DoubtCue",
    "Hit",
    "HolderPlace",
    "MediaTable",
    "PhraseCue",
    "SilenceCue",
    "SilenceKind",
    "WordCue",
    "load_cues",
]


@cache
def load_cues() -> CueLexicon:
    """The English lexicon, read once; raises KnowledgeError on an entry that breaks the rules."""
    return read_lexicon(load_yaml(RESOURCE))
