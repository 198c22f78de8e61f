"""Words against names, by the lists and the vectors that the parser's model carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_CLASSES = ("noun", "verb", "adj", "adv")
# Of two rows of vectors the lower is that of the more frequent form. A noun whose capital form
# is so many times as frequent as the small one, and which is rare itself, is a name.
_TIMES = 4
_RARE = 5_000


class ModelWords:
    """The dictionary in spaCy's model: word lists of its lemmatizer, ranks of its vectors.

    The pruned vectors are in the order of frequency on the web, where case was kept.
    """

    def __init__(self, model: Any) -> None:
        lookups = model.get_pipe("lemmatizer").lookups
        lemmas, odd = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
        self._known = {name: (frozenset(lemmas[name]), odd[name]) for name in _CLASSES}
        self._endings = lookups.get_table("lemma_rules")
        self._others = frozenset(model.Defaults.stop_words)
        self._vocab = model.vocab

    def is_word(self, lower: str) -> bool:
        """Whether running text has a word in small letters."""
        if lower in self._others:
            return True
        classes = [name for name in _CLASSES if self._is(lower, name)]
        return bool(classes) and (classes != ["noun"] or not self._is_name(lower))

    def _is(self, lower: str, name: str) -> bool:
        lemmas, odd = self._known[name]
        return lower in odd or any(stem in lemmas for stem in self._stems(lower, name))

    def _stems(self, lower: str, name: str) -> Iterator[str]:
        yield lower
        for ending, instead in self._endings[name]:
            if ending and lower.endswith(ending) and len(lower) > len(ending) + 2:
                yield lower.removesuffix(ending) + instead

    def _is_name(self, lower: str) -> bool:
        large, small = self._rank(lower.capitalize()), self._rank(lower)
        if large is None or small is None:
            return large is not None
        return small > _RARE and small > _TIMES * large

    def _rank(self, form: str) -> int | None:
        if form not in self._vocab.strings:
            return None
        found = self._vocab.vectors.key2row.get(self._vocab.strings[form])
        return None if found is None else int(found)
