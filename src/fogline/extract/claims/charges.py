"""Who is said to have done a deed by being charged with it: accused, blamed, arrested for it.

Whoever accuses, arrests or convicts does not do the deed: "police arrested two men for killing a
priest" has the men kill, "the attack was blamed on rebels" the rebels attack.
"""

from __future__ import annotations

from collections.abc import Iterator

from fogline.extract.claims.phrases import Reading
from fogline.language.document import Token

PASSIVE = frozenset(("auxpass", "nsubjpass"))


def charged_with(reading: Reading, deed: Token) -> tuple[Token, ...]:
    """Those charged with the deed that a noun or gerund tells; nobody where no such word holds it.

    The nouns are as the parser has them: coordinated ones included, pronouns too.
    """
    above = reading.document.head(deed)
    if above is None:
        return ()
    if deed.dep in ("dobj", "nsubjpass") and reading.listed("laying-verbs", above):
        return _laid_on(reading, above)
    if deed.dep not in ("pobj", "pcomp") or above.lower not in ("of", "for", "with", "in", "to"):
        return ()
    charge = reading.document.head(above)
    if charge is not None and charge.lemma == "connection":
        outer = reading.document.head(charge)
        charge = reading.document.head(outer) if outer is not None else None
    return tuple(_charged(reading, charge)) if charge is not None else ()


def _laid_on(reading: Reading, verb: Token) -> tuple[Token, ...]:
    """As in "blamed the attack on rebels", "the raid was attributed to gunmen"."""
    return tuple(
        other
        for prep, noun in reading.prepositions(verb)
        if prep.lower in ("on", "to")
        for other in reading.coordinated(reading.meant(noun))
    )


def _charged(reading: Reading, word: Token) -> Iterator[Token]:
    document = reading.document
    if word.pos in ("NOUN", "PROPN", "PRON") and not reading.listed("charges", word):
        # The parser hangs "of killing" in "accused the rebels of killing" on the rebels.
        verb = document.head(word)
        if verb is not None and word.dep == "dobj" and reading.listed("charging-verbs", verb):
            yield from reading.coordinated(word)
    elif reading.listed("charges", word) and word.pos == "NOUN":
        for prep, noun in reading.prepositions(word):
            if prep.lower in ("of", "against"):
                yield from reading.coordinated(reading.meant(noun))
        yield from document.children(word, "poss")
    elif word.pos == "VERB" and reading.listed("charging-verbs", word):
        passive = any(child.dep in PASSIVE for child in document.children(word))
        if not passive and word.dep == "acl" and word.tag == "VBN":
            # "The men accused of killing him".
            yield from reading.coordinated(document.tokens[word.head])
        for child in document.children(word, "nsubjpass" if passive else "dobj"):
            yield from reading.coordinated(reading.meant(reading.antecedent(child)))
